"""Who comes in, and to which page."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from filrouge.journal.models import JournalEntry
from filrouge.journal.rules import VIEWED
from filrouge.parcours.models import Participant
from filrouge.parcours.use_cases import circle
from filrouge.space.tests.visits import PAGES, address, browser_of, read
from tests.personas import on, world


def open_page(user, page, made):
    return browser_of(user).get(address(page, made.parcours))


@pytest.mark.parametrize("page", PAGES)
def test_the_person_reads_each_page_of_her_own_and_nobody_elses(made, page):
    other = world(2)
    text = read(made.person_account, page, made.parcours)
    assert other.canary not in text
    assert f"⟦canari:{other.number}:" not in text
    assert open_page(other.person_account, page, made).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_written_in_the_journal(made, page):
    before = JournalEntry.objects.filter(action=VIEWED).count()
    read(made.person_account, page, made.parcours)
    line = JournalEntry.objects.filter(action=VIEWED).latest("sequence")
    assert JournalEntry.objects.filter(action=VIEWED).count() == before + 1
    assert (line.chain, line.actor) == (str(made.person.pk), str(made.person_account.pk))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["claire", "ines", "anne", "sophie", "julie"])
def test_professionals_have_no_page_here(made, page, who):
    assert open_page(getattr(made, who), page, made).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_nobody_comes_in_without_an_account(made, page):
    assert Client().get(address(page, made.parcours)).status_code == 302


@pytest.mark.parametrize("page", ["welcome", "thread", "helpers", "sharing"])
def test_a_relative_reads_what_is_open_and_no_other_area(made, page):
    text = read(made.relative_account, page, made.parcours)
    assert made.canary in text or made.secret("daily_life") in text
    assert made.secret("health") not in text
    assert made.secret("housing") not in text


@pytest.mark.parametrize("page", PAGES)
def test_a_relative_whose_place_ended_finds_nothing(made, page):
    circle.end_member(made.members["daughter"], until=on("2020"), by=made.claire, now=timezone.now())
    assert open_page(made.relative_account, page, made).status_code == 404


def test_a_closed_door_answers_like_one_that_never_was(made):
    client = browser_of(world(2).person_account)
    pages = []
    for key in (str(made.parcours.pk), "01890000-0000-7000-8000-000000000000"):
        answer = client.get(reverse("space:thread", args=[key]))
        assert answer.status_code == 404
        pages.append(
            re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode().replace(key, ""))
        )
    assert pages[0] == pages[1]


def test_who_looked_is_for_the_person_and_who_represents_her(made):
    assert open_page(made.relative_account, "lookers", made).status_code == 403
    assert reverse("space:lookers", args=[made.parcours.pk]) not in read(
        made.relative_account, "welcome", made.parcours
    )
    made.daughter.is_legal_representative = True
    made.daughter.save(update_fields=["is_legal_representative"])
    assert made.claire.name in read(made.relative_account, "sharing", made.parcours)
    assert open_page(made.relative_account, "lookers", made).status_code == 200


def test_home_leads_to_the_only_space(made):
    for account in (made.person_account, made.relative_account):
        answer = browser_of(account).get(reverse("space:home"))
        assert answer.headers["Location"] == address("welcome", made.parcours)


def test_home_asks_a_relative_of_several_persons_whose_space(made):
    other = world(2)
    named = Participant.objects.create(
        parcours=other.parcours, name="Sa fille aussi", kind="proche", user=made.relative_account
    )
    circle.add_member(named, role="relative", areas=["daily_life"], by=other.claire, now=timezone.now())
    text = browser_of(made.relative_account).get(reverse("space:home")).content.decode()
    assert address("welcome", made.parcours) in text
    assert address("welcome", other.parcours) in text


def test_home_says_when_nothing_is_open(made):
    circle.end_member(made.members["daughter"], until=on("2020"), by=made.claire, now=timezone.now())
    answer = browser_of(made.relative_account).get(reverse("space:home"))
    assert "Vous ne pouvez lire aucun fil" in answer.content.decode()
    assert made.canary not in answer.content.decode()
