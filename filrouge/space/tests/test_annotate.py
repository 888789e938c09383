import re

import pytest
from django.utils import timezone

from filrouge.accounts.models import Draft
from filrouge.journal.models import JournalEntry
from filrouge.parcours.models import Annotation, ThreadEntry
from filrouge.parcours.use_cases import circle
from filrouge.space.tests.visits import address, browser_of, read, tell
from tests.personas import on, world

MY_WORDS = "Je voulais payer. On ne m’a rien expliqué."


def form_of(made, key, kind="addition"):
    return address("annotate", made.parcours, made.events[key].pk, kind)


def send(user, url, text=MY_WORDS, key="une-fois"):
    return browser_of(user).post(url, {"text": text, "_key": key})


def stored(made, key):
    """Everything that the fact and its line say."""
    pk = made.events[key].pk
    event, entry = type(made.events[key]).objects.filter(pk=pk), ThreadEntry.objects.filter(pk=pk)
    return event.values().get(), entry.values().get()


@pytest.mark.parametrize("kind", ["addition", "dispute"])
def test_annotate_stands_beside_the_line_under_her_name_and_changes_nothing(made, kind):
    before = stored(made, "stop")
    answer = send(made.person_account, form_of(made, "stop", kind))
    words = Annotation.objects.get(kind=kind)
    assert answer.headers["Location"] == f"{address('thread', made.parcours)}#ligne-{made.events['stop'].pk}"
    assert (words.entry_id, words.said_by, words.text) == (
        made.events["stop"].pk,
        made.participants["person"],
        MY_WORDS,
    )
    assert words.recorded_by == made.person_account
    assert stored(made, "stop") == before
    text = read(made.person_account, "thread", made.parcours)
    assert MY_WORDS in text
    assert (
        "J’ai ajouté&nbsp;:" if kind == "addition" else "J’ai répondu&nbsp;: ce n’est pas ce que j’ai dit."
    ) in text


def test_annotate_is_written_in_the_journal_without_the_words(made):
    send(made.person_account, form_of(made, "stop"))
    line = JournalEntry.objects.get(action="parcours.annotated")
    assert (line.chain, line.actor) == (str(made.person.pk), str(made.person_account.pk))
    assert MY_WORDS not in str(line.said())


def test_annotate_by_a_relative_bears_the_relatives_name(made):
    send(made.relative_account, form_of(made, "stop"))
    assert Annotation.objects.get(kind="addition").said_by == made.participants["daughter"]
    assert f"{made.daughter.name} a ajouté&nbsp;:" in read(made.person_account, "thread", made.parcours)
    assert "J’ai ajouté&nbsp;:" in read(made.relative_account, "thread", made.parcours)


def test_annotate_sent_twice_is_said_once(made):
    client, url = browser_of(made.person_account), form_of(made, "stop")
    answers = [client.post(url, {"text": MY_WORDS, "_key": "la-meme"}) for _twice in range(2)]
    assert Annotation.objects.filter(kind="addition").count() == 1
    assert answers[0].headers["Location"] == answers[1].headers["Location"]


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001])
def test_annotate_without_words_or_with_too_many_says_so_and_loses_nothing(made, text):
    answer = send(made.person_account, form_of(made, "stop"), text)
    assert answer.status_code == 200
    assert "Rien n’est perdu" in answer.content.decode()
    assert text.strip() in answer.content.decode()
    assert not Annotation.objects.filter(kind="addition").exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_annotate_a_line_that_is_not_open_is_not_found(made, method):
    closed = form_of(made, "fall")
    for user in (made.relative_account, world(2).person_account):
        assert getattr(browser_of(user), method)(closed, {"text": MY_WORDS}).status_code == 404
    assert not Annotation.objects.filter(kind="addition").exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_annotate_is_not_for_professionals(made, method):
    answer = getattr(browser_of(made.claire), method)(form_of(made, "stop"), {"text": MY_WORDS})
    assert answer.status_code == 403


@pytest.mark.parametrize("kind", ["reported", "other"])
def test_annotate_knows_two_acts_only(made, kind):
    assert send(made.person_account, form_of(made, "stop", kind)).status_code == 404


def test_annotate_another_persons_line_through_ones_own_space_is_not_found(made):
    other = world(2)
    mixed = address("annotate", made.parcours, other.events["stop"].pk, "addition")
    assert send(made.person_account, mixed).status_code == 404


def test_annotate_after_ones_place_ended_is_not_found(made):
    circle.end_member(made.members["daughter"], until=on("2020"), by=made.claire, now=timezone.now())
    assert send(made.relative_account, form_of(made, "stop")).status_code == 404


def test_every_line_offers_both_acts(made):
    text = read(made.person_account, "thread", made.parcours)
    acts = re.findall(r"/fil/([0-9a-f-]{36})/(addition|dispute)/", text)
    assert len(acts) == len(set(acts)) == 2 * made.parcours.entries.count()


def test_annotate_leads_back_to_the_page_where_the_line_stands(made):
    oldest = tell(made, 110)[0]
    url = address("annotate", made.parcours, oldest.pk, "addition")
    client = browser_of(made.person_account)
    answer = client.post(url, {"text": MY_WORDS, "_key": "loin"})
    assert "depuis=" in answer.headers["Location"]
    assert MY_WORDS in client.get(answer.headers["Location"].split("#")[0]).content.decode()


def test_annotate_takes_up_what_was_being_typed(made):
    url = form_of(made, "stop")
    Draft.objects.create(user=made.person_account, path=url, fields={"text": ["à moitié"]}, at=timezone.now())
    client = browser_of(made.person_account)
    assert "Nous avons gardé ce que vous écriviez" in client.get(url).content.decode()
    assert "à moitié</textarea>" in client.get(f"{url}?brouillon=1").content.decode()
    assert f'data-draft-url="/compte/brouillon/?path={url}"' in client.get(url).content.decode()
    client.post(url, {"text": MY_WORDS, "_key": "fini"})
    assert not Draft.objects.exists()
