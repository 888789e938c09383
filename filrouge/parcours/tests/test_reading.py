"""Who is named, what a line or a header says, who could read what: the queries of the record."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused
from filrouge.parcours.models import CircleMember, Lead, ThreadEntry
from filrouge.parcours.queries.around import around
from filrouge.parcours.queries.circle import coordinators, lead_on, readable_on
from filrouge.parcours.queries.map import circle_map
from filrouge.parcours.queries.named import named_to
from filrouge.parcours.queries.records import age_in_words, header, load_own_parcours, participants
from filrouge.parcours.tests.browsing import last_act
from filrouge.parcours.use_cases import circle, identity, sharing
from filrouge.parcours.use_cases import services as spells
from filrouge.parcours.use_cases.thread import annotate
from tests.personas import NOW, on

TODAY = date(2019, 7, 31)


@pytest.fixture
def entries(made):
    return ThreadEntry.objects.filter(parcours=made.parcours)


def test_somebody_named_only_in_a_closed_line_is_not_named(made):
    clinic = circle.name_participant(
        made.parcours, name="Clinique", kind="sanitaire", by=made.claire, now=NOW
    )
    spells.begin_spell(made.parcours, provider=clinic, nature="cure", area="money", by=made.claire, now=NOW)
    assert clinic in named_to(made.parcours, made.claire, NOW)
    assert clinic not in named_to(made.parcours, made.ines, NOW)
    assert made.participants["daughter"] in named_to(made.parcours, made.ines, NOW)


def test_lead_on_a_day_is_sure_perhaps_or_nobody(made):
    assert lead_on(made.parcours, TODAY).lead == made.lead
    assert lead_on(made.parcours, date(2018, 6, 10)).perhaps == [made.lead]
    early = lead_on(made.parcours, date(2018, 1, 1))
    assert (early.lead, early.perhaps, early.nobody_since) == (None, [], None)
    circle.end_lead(made.lead, until=on("2019-02"), by=made.claire, now=NOW)
    assert lead_on(made.parcours, TODAY).nobody_since == on("2019-02")


def test_coordinators_on_a_day_or_in_a_period(made):
    assert [found.leads for found in coordinators(made.parcours, day=TODAY)] == [True]
    assert coordinators(made.parcours, day=date(2017, 1, 1)) == []
    assert len(coordinators(made.parcours, period=on("2019"))) == 1
    assert len(coordinators(made.parcours)) == 1


def test_readable_on_a_day_follows_the_rule_of_sharing(made, entries):
    lines = list(entries)
    ines = readable_on(made.parcours, made.participants["ines"], TODAY, lines)
    assert {entry.area for entry in ines.open} == {"health", "housing"}
    person = readable_on(made.parcours, made.participants["person"], date(2018, 5, 20), lines)
    assert {entry.pk for entry in person.open} >= {made.events["fall"].pk}
    assert made.events["start"].pk in {entry.pk for entry in person.closed}


def test_the_header_says_what_is_known_and_what_is_not(made):
    facts = {fact.label: fact for fact in header(made.parcours, today=TODAY).facts}
    assert facts["Pilote"].value == made.participants["claire"].name
    assert facts["Protection"].value == "Tutelle"
    assert facts["Comment communiquer"].value.startswith("phrases courtes")
    assert facts["Accord pour partager"].value.startswith("Accord, mars 2018")
    identity.correct_identity(
        made.parcours, changes={"communication": ""}, version=1, by=made.claire, now=NOW
    )
    made.parcours.refresh_from_db()
    [asked] = [
        fact for fact in header(made.parcours, today=TODAY).facts if fact.label == "Comment communiquer"
    ]
    assert asked.value is None and "À demander à" in asked.url_label


@pytest.mark.parametrize(
    ("birth", "told", "words"),
    [
        ("1933-04", "", "86 ans"),
        ("1933", "", "85 ou 86 ans"),
        (None, "", ""),
        ("1933", "très âgée", "très âgée"),
    ],
)
def test_an_age_is_said_no_finer_than_it_is_known(made, birth, told, words):
    made.person.birth, made.person.age_words = on(birth) if birth else None, told
    assert age_in_words(made.person, TODAY) == words


def test_the_person_loads_her_own_record_and_everybody_named_in_it(made):
    assert load_own_parcours(made.person_account) == made.parcours
    assert participants(made.parcours)[0].is_the_person


def test_the_map_draws_each_one_once(made):
    seen = around(made.parcours, made.claire, day=TODAY, now=NOW)
    marks = {mark.key: mark for mark in circle_map(seen, "Mme Morel").marks}
    assert marks[str(made.participants["claire"].pk)].is_lead
    assert marks[str(made.participants["hugo"].pk)].state == "gone"
    again = circle.add_member(
        made.participants["hugo"], role="other", since=on("2019"), by=made.claire, now=NOW
    )
    seen = around(made.parcours, made.claire, day=date(2020, 6, 1), now=NOW)
    assert [place.member for place in seen.places].count(again) == 1
    marks = [
        mark for mark in circle_map(seen, "Mme Morel").marks if mark.key == str(made.participants["hugo"].pk)
    ]
    assert [mark.state for mark in marks] == [""], "back: drawn where he is now"


def test_a_service_without_a_place_is_drawn_by_its_area(made):
    cook = circle.name_participant(made.parcours, name="Traiteur", kind="restaurant", by=made.claire, now=NOW)
    spells.begin_spell(
        made.parcours,
        provider=cook,
        nature="repas",
        area="daily_life",
        until=on("2019-01"),
        by=made.claire,
        now=NOW,
    )
    seen = around(made.parcours, made.claire, day=TODAY, now=NOW)
    assert [service.participant for service in seen.services] == [cook]
    mark = next(mark for mark in circle_map(seen, "Mme Morel").marks if mark.key == str(cook.pk))
    assert (mark.css, mark.state) == ("d-quotidien", "gone")


def test_what_each_place_could_read_on_another_day(made):
    sharing.record_consent(
        made.participants["ines"],
        areas=["housing"],
        decision="agreed",
        on=on("2019-01"),
        by=made.claire,
        now=NOW,
    )
    seen = {
        day: next(
            place for place in around(made.parcours, made.claire, day=day, now=NOW).places
            if place.participant == made.participants["ines"]
        ).sees
        for day in (date(2018, 12, 1), date(2019, 2, 1), date(2017, 1, 1))
    }  # fmt: skip
    assert [list(areas) for areas in seen.values()] == [["health"], ["health", "housing"], []]


def test_annotate_stands_beside_the_line(made):
    entry, who = made.entry(made.events["fall"]), made.participants["person"]
    said = annotate(entry, said_by=who, text="Non.", kind="dispute", by=made.person_account, now=NOW)
    assert said.entry == entry and last_act(made) == "parcours.annotated"
    with pytest.raises(Refused, match="Écrivez"):
        annotate(entry, said_by=who, text=" ", kind="addition", by=made.person_account, now=NOW)
    with pytest.raises(NotAllowed):
        annotate(entry, said_by=who, text="x", kind="addition", by=made.claire, now=NOW)
    with pytest.raises(NotAllowed):
        annotate(entry, said_by=who, text="x", kind="addition", by=made.relative_account, now=NOW)


def test_state_replacement(made):
    who = made.participants["hugo"]
    other = spells.begin_spell(made.parcours, provider=who, nature="repas", by=made.claire, now=NOW)
    spells.state_replacement(other, made.spell, by=made.claire, now=NOW)
    assert other.replaces == made.spell and last_act(made) == "parcours.replacement_stated"
    with pytest.raises(Refused, match="lui-même"):
        spells.state_replacement(other, other, by=made.claire, now=NOW)
    with pytest.raises(NotAllowed):
        spells.state_replacement(other, made.spell, by=made.person_account, now=NOW)


def test_two_leads_at_once_are_refused_by_the_database_too(made):
    place = CircleMember.objects.get(pk=made.members["ines"].pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        Lead(parcours=made.parcours, member=place, since=on("2019")).save(force_insert=True)
