import pytest

from filrouge.follow_up.queries.around import people_around
from filrouge.follow_up.queries.events import events
from filrouge.follow_up.queries.ruptures import ruptures, ruptures_on, transitions
from filrouge.follow_up.use_cases.events import link_outcome
from filrouge.lib.access import NotAllowed
from filrouge.parcours.models import Participant, ThreadEntry
from filrouge.parcours.tests.browsing import last_act
from filrouge.parcours.use_cases import circle
from tests.personas import NOW, on


@pytest.fixture
def entries(made):
    return ThreadEntry.objects.filter(parcours=made.parcours)


def test_facts_are_asked_by_kind_presence_author_area_and_period(made, entries):
    fall = made.events["fall"]
    assert list(events(entries, area="health")) == [fall]
    assert fall in events(entries, kinds=["autre"], participant=made.participants["ines"])
    assert list(events(entries, said_by=made.participants["ines"])) == []
    assert list(events(entries, period=on("2018-05"))) == [fall]
    assert list(events(entries, period=on("[..2017]"))) == []
    assert len(events(entries, period=on("[2018..]"))) == 3


def test_people_around_are_those_whom_anything_names(made, entries):
    named = people_around(made.parcours, entries)
    assert made.participants["person"] not in named
    assert {made.participants[key] for key in ("claire", "ines", "hugo", "daughter")} == set(named)
    assert people_around(made.parcours, entries, kinds=["proche"]) == [made.participants["daughter"]]
    team = circle.name_participant(
        made.parcours, name="Réseau", kind="dispositif_appui", by=made.claire, now=NOW
    )
    Participant.objects.filter(pk=made.participants["ines"].pk).update(team=team)
    assert team in people_around(made.parcours, entries, by_team=True)


def test_ruptures_and_turns_are_asked_by_period_and_day(made, entries):
    assert ruptures(entries, period=on("2018-07")) == [made.rupture]
    assert ruptures(entries, period=on("2017")) == []
    june = ruptures_on(entries, on("2018-06-15").earliest)
    assert (june.open, june.perhaps_open) == ([], [made.rupture])
    assert [turn.transition for turn in transitions(entries, period=on("2018-05"))] == [made.transition]
    assert transitions(entries, period=on("2017")) == []


def test_link_outcome_says_which_fact_answered(made):
    link_outcome(made.events["stop"], made.events["start"], by=made.claire, now=NOW)
    assert made.events["stop"].outcome == made.events["start"]
    assert last_act(made) == "follow_up.outcome_linked"
    with pytest.raises(NotAllowed):
        link_outcome(made.events["stop"], made.events["start"], by=made.anne, now=NOW)
