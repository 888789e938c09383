"""Who leads changes in one act: a successor, or 'sans référent' with why; helping never changes it."""

from datetime import date

import pytest

from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused
from filrouge.parcours.models import CircleMember, Lead, Opening
from filrouge.parcours.queries.circle import lead_on
from filrouge.parcours.tests.browsing import acts, address, browser_of, last_act, queries_of, send, text_of
from filrouge.parcours.tests.handing import receiver
from filrouge.parcours.use_cases import circle, leads
from tests.personas import NOW, on, world


@pytest.fixture
def colette(made) -> CircleMember:
    return receiver(made)


def test_change_lead_to_a_successor_in_one_act(made, colette):
    url = address("parcours:lead_end", made, made.lead.pk)
    sent = send(browser_of(made.claire), url, until="2019-08-01", successor=colette.pk, reason="congé")
    assert sent.status_code == 302
    old, new = Lead.objects.get(pk=made.lead.pk), Lead.objects.get(until=None, parcours=made.parcours)
    assert (old.until, old.end_reason, new.since, new.member) == (
        new.since,
        "congé",
        on("2019-08-01"),
        colette,
    )
    assert acts(made)[-2:] == ["parcours.lead_ended", "parcours.lead_begun"]
    assert lead_on(made.parcours, date(2019, 7, 31)).lead == old
    assert lead_on(made.parcours, date(2019, 8, 1)).lead == new
    page = text_of(browser_of(made.claire).get(address("parcours:circle", made)))
    assert "jusqu’au 1er août 2019 · congé" in page, "who led, from when to when, and why it ended"


def test_change_lead_to_nobody_says_so_in_words_everywhere_and_blocks_nothing(made):
    url = address("parcours:lead_end", made, made.lead.pk)
    browser = browser_of(made.claire)
    assert "obligatoire" in text_of(send(browser, url, until="2019-08", successor="nobody"))
    assert send(browser, url, until="2019-08", successor="nobody", reason="départ").status_code == 302
    for name in ("parcours:circle", "desk:thread"):
        page = text_of(browser.get(address(name, made)))
        assert "Personne ne coordonne depuis août 2019" in page and "sans référent" in page.lower(), name
    hers = text_of(browser_of(made.person_account).get(address("space:helpers", made)))
    assert "Personne n’est mon contact" in hers and "sans référent" in hers
    note = {"fact": "Visite", "when": "2019-09", "area": "health", "level": "circle"}
    assert send(browser, address("follow_up:event_new", made), **note).status_code == 302


def test_change_lead_is_said_once_and_between_those_who_coordinate(made, colette):
    change = {"until": on("2019-08"), "now": NOW}
    for by in (made.ines, made.person_account):
        with pytest.raises(NotAllowed):
            leads.change_lead(made.lead, successor=colette, reason="r", by=by, **change)
        with pytest.raises(NotAllowed):
            leads.leave(made.lead, successor=colette, reason="r", by=by, **change)
    for successor, reason, sentence in (
        (colette, " ", "pourquoi le pilotage change"),
        (made.members["claire"], "r", "pilote déjà"),
        (made.members["ines"], "r", "qui coordonne"),
    ):
        with pytest.raises(Refused, match=sentence):
            leads.change_lead(made.lead, successor=successor, reason=reason, by=made.claire, **change)
    stored = Lead.objects.get(parcours=made.parcours)
    assert stored.until is None, "what was refused ended nothing"


def test_a_lead_who_leaves_the_circle_names_a_successor_in_the_same_act(made, colette):
    url = address("parcours:member_end", made, made.members["claire"].pk)
    browser = browser_of(made.claire)
    assert "Qui pilote ensuite" in text_of(browser.get(url))
    assert send(browser, url, until="2019-08-01").status_code == 200
    sent = send(browser, url, until="2019-08-01", successor=colette.pk, reason="retraite")
    assert sent.status_code == 302
    assert Lead.objects.get(until=None, parcours=made.parcours).member == colette
    place = CircleMember.objects.get(pk=made.members["claire"].pk)
    assert (place.until, place.end_reason) == (on("2019-08-01"), "retraite")
    assert last_act(made) == "parcours.member_ended"
    assert browser.get(address("parcours:circle", made)).status_code == 404
    assert browser_of(made.colette).get(address("parcours:circle", made)).status_code == 200
    assert Opening.objects.filter(member=colette).count() > 1, "she leads, and reads as the lead"


def test_joining_as_a_helper_never_changes_who_leads(made):
    before = list(Lead.objects.values())
    for role in ("coordination", "intervention", "institution"):
        circle.welcome(
            made.parcours, participant=None, newcomer=(f"Aide {role}", "sante"), email="", role=role,
            mission="parcours_referent", by=made.claire, now=NOW,
        )  # fmt: skip
    url = address("parcours:member_add", made)
    place = {"role": "coordination", "areas": ["all"], "basis": "consent", "since": "2018"}
    assert send(browser_of(made.claire), url, new_name="CLIC", **place).status_code == 302
    assert list(Lead.objects.values()) == before
    assert lead_on(made.parcours, date(2019, 7, 31)).lead == made.lead


def test_the_successors_are_those_of_this_circle_alone(made, colette):
    other = world(2)
    url = address("parcours:lead_end", made, made.lead.pk)
    page = browser_of(made.claire).get(url + f"?vers={colette.pk}").content.decode()
    assert f'value="{colette.pk}" selected' in page
    assert str(made.members["claire"].pk) not in page and str(made.members["ines"].pk) not in page
    stranger = other.members["claire"].pk
    sent = send(browser_of(made.claire), url, until="2019-08", successor=stranger, reason="r")
    assert sent.status_code == 200 and "Sélectionnez un choix valide" in text_of(sent)


def test_a_lead_that_changes_asks_the_same_queries_whatever_the_circle_holds(made, colette):
    browser, url = browser_of(made.claire), address("parcours:lead_end", made, made.lead.pk)
    browser.get(url)
    few = queries_of(lambda: browser.get(url))
    for rank in range(25):
        circle.welcome(
            made.parcours, participant=None, newcomer=(f"Aide {rank}", "x"), email="", role="coordination",
            by=made.claire, now=NOW,
        )  # fmt: skip
    assert queries_of(lambda: browser.get(url)) == few
