"""Times of supervision: set, taken, prepared, given back, called off; what is brought stays between two."""

from datetime import timedelta

import pytest

from filrouge.accounts.models import Membership, Notice, User
from filrouge.follow_up.models import SupervisionSlot
from filrouge.follow_up.queries.supervision import slot_page
from filrouge.follow_up.use_cases.supervision import (
    call_off_supervision,
    give_back_supervision,
    prepare_supervision,
    set_supervision,
)
from filrouge.journal.models import JournalEntry
from filrouge.lib.access import NotAllowed
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.tests.browsing import queries_of
from filrouge.parcours.use_cases import opening
from tests.personas import NOW, World, world

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(days=2)


def offered(made: World, *, to: User | None = None, at=SOON, minutes: int = 60) -> SupervisionSlot:
    team = made.sophie.memberships.get().organisation
    return set_supervision(team, starts_at=at, minutes=minutes, offered_to=to, by=made.sophie, now=NOW)


def taken(slot: SupervisionSlot, by: User, brought: str = "ma place", situations=(), version: int = 1):
    return prepare_supervision(slot, brought=brought, situations=situations, version=version, by=by, now=NOW)


def seen_by(user: User) -> list[SupervisionSlot]:
    return [each.slot for each in slot_page(user, start=None, now=NOW).slots]


def told(kind: str) -> set[User]:
    return {notice.to for notice in Notice.objects.filter(kind=kind)}


def last_act() -> str:
    return JournalEntry.objects.latest("pk").action


def test_set_supervision_tells_the_whole_team_or_the_one_it_is_for(made):
    slot = offered(made)
    assert told("supervision_offered") == {made.claire, made.colette}
    assert (slot.ends_at - slot.starts_at, last_act()) == (timedelta(hours=1), "follow_up.supervision_set")
    Notice.objects.all().delete()
    offered(made, to=made.colette)
    assert told("supervision_offered") == {made.colette}


def test_set_supervision_is_refused_by_role_and_by_rule(made):
    team = made.sophie.memberships.get().organisation
    for by in (made.claire, world(2).sophie, made.julie):
        with pytest.raises(NotAllowed):
            set_supervision(team, starts_at=SOON, minutes=60, by=by, now=NOW)
    for field, said in (
        ("starts_at", {"at": NOW}),
        ("minutes", {"minutes": 0}),
        ("minutes", {"minutes": 481}),
        ("offered_to", {"to": made.ines}),
        ("offered_to", {"to": made.sophie}),
    ):
        with pytest.raises(Refused) as refusal:
            offered(made, **said)
        assert refusal.value.field == field
    assert not SupervisionSlot.objects.exists()


def test_a_time_is_seen_by_who_may_take_it_then_by_two_alone(made):
    slot, other = offered(made), world(2)
    assert [seen_by(user) for user in (made.sophie, made.claire, made.colette)] == [[slot]] * 3
    assert [seen_by(user) for user in (made.ines, made.julie, other.claire, other.sophie)] == [[]] * 4
    taken(slot, made.claire)
    assert (seen_by(made.claire), seen_by(made.sophie), seen_by(made.colette)) == ([slot], [slot], [])
    for_her = offered(made, to=made.colette)
    assert for_her in seen_by(made.colette) and for_her not in seen_by(made.claire)


def test_who_no_longer_coordinates_there_sees_and_takes_nothing_new(made):
    slot = offered(made)
    Membership.objects.filter(user=made.claire).update(until_at=NOW)
    assert seen_by(made.claire) == []
    with pytest.raises(NotAllowed):
        taken(slot, made.claire)


def test_what_one_brings_is_words_and_situations_that_one_follows(made):
    slot = offered(made)
    elsewhere = opening.open_record(by=made.colette, now=NOW, identity={"usual_name": "Mme Autre"})
    with pytest.raises(Refused) as refusal:
        taken(slot, made.claire, situations=[made.parcours, elsewhere])
    assert refusal.value.field == "situations"
    kept = taken(slot, made.claire, " jusqu’où aller ", [made.parcours])
    assert (kept.brought, list(kept.situations.all())) == ("jusqu’où aller", [made.parcours])
    assert last_act() == "follow_up.supervision_taken" and told("supervision_changed") == {made.sophie}
    with pytest.raises(Stale):
        taken(slot, made.claire, "autre", version=1)
    again = taken(slot, made.claire, "autre chose", version=2)
    assert (again.brought, again.situations.count(), last_act()) == (
        "autre chose", 0, "follow_up.supervision_prepared",
    )  # fmt: skip
    assert Notice.objects.filter(kind="supervision_changed").count() == 1


def test_a_situation_brought_is_named_to_the_lead_as_far_as_they_may_know_of_it(made):
    taken(offered(made), made.claire, situations=[made.parcours])
    (shown,) = slot_page(made.sophie, start=None, now=NOW).slots
    assert shown.situations == [made.parcours]
    Membership.objects.filter(user=made.sophie).update(role="coordinator")
    (shown,) = slot_page(made.sophie, start=None, now=NOW).slots
    assert shown.situations == []


def test_of_two_who_take_the_same_time_the_second_is_told(made):
    slot = offered(made)
    taken(slot, made.claire)
    with pytest.raises(Refused, match="Quelqu’un d’autre vient de prendre"):
        taken(slot, made.colette)
    for wrong in (made.sophie, made.ines):
        with pytest.raises(NotAllowed):
            taken(offered(made), wrong)
    with pytest.raises(NotAllowed):
        taken(offered(made, to=made.colette), made.claire)


def test_give_back_frees_the_time_and_takes_the_words_along(made):
    slot = offered(made)
    with pytest.raises(Refused):
        give_back_supervision(slot, by=made.claire, now=NOW)
    taken(slot, made.claire, situations=[made.parcours])
    give_back_supervision(slot, by=made.claire, now=NOW)
    slot.refresh_from_db()
    assert (slot.taken_by, slot.brought, slot.situations.count()) == (None, "", 0)
    assert last_act() == "follow_up.supervision_given_back" and slot in seen_by(made.colette)


def test_call_off_is_for_who_set_it_and_tells_who_had_it(made):
    slot = offered(made)
    taken(slot, made.claire)
    with pytest.raises(NotAllowed):
        call_off_supervision(slot, by=made.claire, now=NOW)
    Notice.objects.all().delete()
    call_off_supervision(slot, by=made.sophie, now=NOW)
    assert told("supervision_changed") == {made.claire} and seen_by(made.claire) == []
    assert last_act() == "follow_up.supervision_called_off"
    with pytest.raises(Refused, match="annulé"):
        call_off_supervision(slot, by=made.sophie, now=NOW)


def test_what_is_past_is_taken_and_called_off_by_nobody(made):
    slot, later = offered(made), SOON + timedelta(hours=1)
    with pytest.raises(Refused, match="déjà passé"):
        call_off_supervision(slot, by=made.sophie, now=later)
    assert slot_page(made.sophie, start=None, now=later).slots == []


def test_the_times_go_on_by_key_in_the_same_number_of_questions(made):
    for rank in range(2):
        taken(offered(made, at=SOON + timedelta(hours=rank)), made.claire, situations=[made.parcours])
    assert made.sophie.may("parcours.oversee")  # an account asks its roles once
    few = queries_of(lambda: slot_page(made.sophie, start=None, now=NOW))
    for rank in range(58):
        offered(made, at=SOON + timedelta(hours=rank // 2))
    assert queries_of(lambda: slot_page(made.sophie, start=None, now=NOW)) == few
    first = slot_page(made.sophie, start=None, now=NOW)
    rest = slot_page(made.sophie, start=first.next_start, now=NOW)
    keys = [each.slot.pk for page in (first, rest) for each in page.slots]
    starts = [each.slot.starts_at for page in (first, rest) for each in page.slots]
    assert (len(first.slots), len(keys), len(set(keys)), starts) == (50, 60, 60, sorted(starts))
