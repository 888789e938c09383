"""What an account reads today is what the rule of sharing says of today, whatever the circle looks like."""

import os
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils.timezone import localdate

from filrouge.accounts.models import User
from filrouge.accounts.use_cases import system_account
from filrouge.exchange.models import ScenarioLoad
from filrouge.exchange.tests.random_circles import RandomCase
from filrouge.exchange.tests.telling import NOW, altered, load, written
from filrouge.parcours.models import Participant, ThreadEntry
from filrouge.parcours.queries.circle import readable_on
from filrouge.parcours.use_cases.participants import tie_account
from filrouge.parcours.use_cases.sharing import refresh_openings
from tests.personas import account

pytestmark = pytest.mark.django_db
ROUNDS = 120 if os.environ.get("FILROUGE_ROUNDS") == "long" else 12
VOICES = ("event", "assessment", "viewpoint")


def load_with_accounts(tree, seed):
    """The case, with an account for everybody whom it names; relatives have a relative's account."""
    load(written(tree))
    parcours = ScenarioLoad.objects.get().parcours
    accounts = {}
    for participant in Participant.objects.filter(parcours=parcours):
        kind = User.Kind.RELATIVE if participant.kind == "proche" else User.Kind.PROFESSIONAL
        user = account(
            f"{participant.name} {seed}", kind=User.Kind.PERSON if participant.is_the_person else kind
        )
        tie_account(participant, user, by=system_account(), now=NOW)
        accounts[participant.pk] = user
    return parcours, accounts


def differences(parcours, accounts, now):
    """Who reads, on screen, something else than the rule says, and what."""
    told = ThreadEntry.objects.filter(parcours=parcours, kind__in=VOICES)
    lines, found = list(told), {}
    for participant in Participant.objects.filter(parcours=parcours):
        on_screen = {line.pk for line in told.visible_to(accounts[participant.pk], now)}
        by_rule = {line.pk for line in readable_on(parcours, participant, localdate(now), lines).open}
        if on_screen != by_rule:
            found[participant.name] = on_screen ^ by_rule
    return found


def assert_gate_is_rule(seed):
    tree = RandomCase(seed).tree()
    with transaction.atomic():
        parcours, accounts = load_with_accounts(tree, seed)
        assert differences(parcours, accounts, NOW) == {}, seed
        transaction.set_rollback(True)


@pytest.mark.parametrize("tens", range(6))
def test_the_live_gate_is_the_rule(tens):
    for seed in range(tens * 5, tens * 5 + 5):
        assert_gate_is_rule(seed)


@pytest.mark.long
@pytest.mark.parametrize("tens", range(6, ROUNDS))
def test_the_live_gate_is_the_rule_in_many_more_records(tens):
    for seed in range(tens * 5, tens * 5 + 5):
        assert_gate_is_rule(seed)


def test_the_random_records_open_some_lines_and_close_others():
    read, kept = 0, 0
    for seed in range(6):
        with transaction.atomic():
            parcours, accounts = load_with_accounts(RandomCase(seed).tree(), seed)
            lines = ThreadEntry.objects.filter(parcours=parcours, kind__in=VOICES)
            for participant, user in accounts.items():
                if not Participant.objects.get(pk=participant).is_the_person:
                    seen = lines.visible_to(user, NOW).count()
                    read, kept = read + seen, kept + lines.count() - seen
            transaction.set_rollback(True)
    assert read > 20 and kept > 50


def place(actor, **values):
    known = {"role": "proche", "referent": False, "du": "2022-01-01", "au": None, "base": "loi"}
    return {"acteur": actor, **known, **values}


def test_a_consent_that_begins_to_count_opens_the_next_day():
    agreed = {"acteur": "p0", "domaines": ["tous"], "sens": "accord", "date": "2026-11-22"}
    tree = {**RandomCase(1).tree(), "cercle": [place("p0")], "consentements": [agreed]}
    parcours, accounts = load_with_accounts(tree, 1)
    assert differences(parcours, accounts, NOW) == {}
    tomorrow = NOW + timedelta(days=1)
    refresh_openings(parcours, now=tomorrow)
    assert differences(parcours, accounts, tomorrow) == {}
    reader = accounts[Participant.objects.get(name="p0").pk]
    lines = ThreadEntry.objects.filter(parcours=parcours, kind__in=VOICES)
    assert lines.visible_to(reader, tomorrow).count() == lines.count()


def test_a_place_that_a_corrected_file_ends_is_closed_on_screen_too():
    circle = [place("p0", role="coordination", referent=True), place("p1", domaines=["tous"])]
    tree = {**RandomCase(2).tree(), "cercle": circle, "consentements": []}
    parcours, accounts = load_with_accounts(tree, 2)
    later = NOW + timedelta(hours=1)

    def end(changed):
        withdrawn = {"acteur": "p1", "domaines": ["sante"], "sens": "retrait", "date": "2026-10"}
        changed["cercle"][0]["au"] = changed["cercle"][1]["au"] = "2026-10"
        changed["consentements"] = [withdrawn]

    load(altered(written(tree), end), now=later, correct="départ")
    assert differences(parcours, accounts, later) == {}
    lines = ThreadEntry.objects.filter(parcours=parcours)
    for name in ("p0", "p1"):
        assert not lines.visible_to(accounts[Participant.objects.get(name=name).pk], later).exists()
