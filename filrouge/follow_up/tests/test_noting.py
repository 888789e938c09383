import pytest
from django.utils.timezone import localdate

from filrouge.follow_up.models import Event
from filrouge.follow_up.use_cases import events
from filrouge.lib.access import NotAllowed
from filrouge.lib.dates import PartialDate, say
from filrouge.lib.errors import Refused
from filrouge.parcours.models import Annotation, Participant, ThreadEntry
from filrouge.parcours.tests.browsing import address, browser_of, last_act, send, text_of
from tests.personas import NOW, on, world

TOLD = {
    "fact": "Visite avec sa sœur.",
    "when": "mars 2018",
    "kind": "visite",
    "area": "health",
    "level": "circle",
}


def noted(made) -> Event:
    return Event.objects.filter(parcours=made.parcours).latest("recorded_at", "order")


def test_note_event_keeps_what_was_told_with_the_person_s_words(made):
    url = address("follow_up:event_new", made)
    answer = send(
        browser_of(made.claire), url, **TOLD, said="« Je vais bien »", new_name="Sa sœur", new_kind="proche",
        participants=[made.participants["ines"].pk], offered="une aide", person_response="refused",
        said_by=made.participants["claire"].pk,
    )  # fmt: skip
    event = noted(made)
    assert answer["Location"].endswith(f"{made.parcours.pk}/#{event.pk}")
    assert (event.when.notation, event.kind, event.area, event.offered) == (
        "2018-03",
        "visite",
        "health",
        "une aide",
    )
    assert event.get_person_response_display() == "a choisi de ne pas"
    assert set(event.participants.values_list("name", flat=True)) >= {"Sa sœur"}
    assert Annotation.objects.get(entry=event.pk).said_by == made.participants["person"]
    assert last_act(made) == "follow_up.event_recorded"


def test_noting_guesses_the_kind_and_area_from_the_first_words(made):
    client = browser_of(made.claire)
    page = client.post(address("follow_up:begin", made), {"texte": "chute dans l’escalier"}, follow=True)
    assert "chute" not in page.redirect_chain[-1][0]
    form = page.context["form"]
    assert form["fact"].value() == "chute dans l’escalier"
    assert (form["kind"].value(), form["area"].value()) == ("chute", "health")
    assert form["when"].value() == say(PartialDate.of_day(localdate()))
    assert form["said_by"].value() == made.participants["claire"].pk


def test_noting_keeps_a_free_word_as_it_is_written(made):
    send(
        browser_of(made.claire),
        address("follow_up:event_new", made),
        **TOLD | {"kind": "goûter d’anniversaire"},
    )
    assert noted(made).kind_words == "goûter d’anniversaire"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"fact": ""}, "Ce qui s’est passé"),
        ({"when": "le 31 février 2018"}, "n’existe pas"),
        ({"area": ""}, "Domaine de vie"),
        ({"person_response": "refused"}, "Dites ce qui était proposé"),
        ({"fact": "x" * 8001}, "8000"),
    ],
)
def test_noting_refused_loses_nothing_that_was_typed(made, changed, sentence):
    before = Event.objects.count()
    page = send(
        browser_of(made.claire), address("follow_up:event_new", made), **TOLD | {"said": "ses mots"} | changed
    )
    assert page.status_code == 200
    assert sentence in text_of(page) and "ses mots" in text_of(page)
    assert Event.objects.count() == before


def test_noting_answers_a_fact_that_the_use_case_refuses_in_the_form(made):
    with pytest.raises(Refused, match="Écrivez ce qui s’est passé"):
        events.record_event(made.parcours, when=on("2018"), fact="  ", by=made.claire, now=NOW)


def test_noting_is_closed_to_outsiders_and_to_those_who_left(made):
    url = address("follow_up:event_new", made)
    assert browser_of(made.anne).get(url).status_code == 404
    assert browser_of(made.hugo).get(url).status_code == 404
    assert browser_of(made.sophie).get(url).status_code == 403
    assert browser_of(made.person_account).get(url).status_code == 403
    with pytest.raises(NotAllowed):
        events.record_event(made.parcours, when=on("2018"), fact="x", by=made.person_account, now=NOW)


def test_noting_offers_only_what_its_reader_may_see(made):
    page = browser_of(made.ines).get(address("follow_up:event_new", made))
    named = {str(who) for who in page.context["form"].fields["participants"].queryset}
    assert made.participants["hugo"].name in named, "the circle is open to its members"
    offered = page.context["form"].fields["outcome"].queryset
    assert list(offered) == [made.events["fall"]], "only facts of the area opened to her"
    assert made.spell not in page.context["services"]


def test_noting_for_another_record_takes_nobody_of_this_one(made):
    other = world(2)
    page = send(
        browser_of(made.claire), address("follow_up:event_new", made), **TOLD,
        participants=[other.participants["ines"].pk],
    )  # fmt: skip
    assert page.status_code == 200
    assert other.canary not in page.content.decode()


def test_a_call_without_answer_takes_one_tap(made):
    browser = browser_of(made.claire)
    url = address("follow_up:call_without_answer", made)
    assert browser.get(url).status_code == 405
    assert browser.post(url).status_code == 302
    assert noted(made).kind == "appel_sans_reponse"
    assert noted(made).said_by == made.participants["claire"], "whoever calls says so"
    browser.post(url, {"participant": made.participants["ines"].pk})
    assert made.ines.name in noted(made).fact
    assert last_act(made) == "follow_up.event_recorded"
    assert browser.post(url, {"participant": world(2).participants["ines"].pk}).status_code == 404


def test_an_event_of_my_organisation_stays_there(made):
    send(browser_of(made.ines), address("follow_up:event_new", made), **TOLD | {"level": "organisation"})
    entry = ThreadEntry.objects.get(pk=noted(made).pk)
    assert entry in ThreadEntry.objects.visible_to(made.ines)
    assert entry not in ThreadEntry.objects.visible_to(made.claire)


def test_naming_somebody_inline_opens_nothing(made):
    send(
        browser_of(made.claire),
        address("follow_up:event_new", made),
        **TOLD,
        new_name="Voisine",
        new_kind="voisine",
    )
    assert Participant.objects.get(name="Voisine").places.count() == 0
