"""Who carries what, for the lead of a team: counts, today and in the weeks ahead."""

from datetime import timedelta

import pytest

from filrouge.accounts.models import Membership, User
from filrouge.desk.queries import load
from filrouge.desk.tests.team_cases import leading, profile, situation
from filrouge.follow_up.models import Review
from filrouge.follow_up.use_cases import ruptures
from filrouge.parcours.models import CircleMember, Lead, Parcours, Participant
from filrouge.parcours.tests.browsing import queries_of
from filrouge.parcours.use_cases import circle, deaths, hand_over
from tests.personas import NOW, World, account, on, world

pytestmark = pytest.mark.django_db


def carried(made: World, user: User, reader: User | None = None) -> load.Carried:
    page = load.team_page(reader or made.sophie, start=None, now=NOW)
    return next(each for each in page.people if each.user == user)


def colleague_in(parcours: Parcours, user: User, by: User) -> CircleMember:
    organisation = by.memberships.get().organisation
    named = Participant.objects.create(
        parcours=parcours, name=user.name, kind="coordonnateur", user=user, organisation=organisation
    )
    return circle.add_member(named, role="coordination", areas=["all"], by=by, now=NOW)


def test_the_team_is_who_coordinates_there_today_by_name(made):
    world(2)
    names = [each.user for each in load.team_page(made.sophie, start=None, now=NOW).people]
    assert names == [made.claire, made.colette, made.sophie]
    assert load.team_page(made.claire, start=None, now=NOW).people == []


def test_what_is_led_is_counted_by_level_beside_ones_share(made):
    profile(made.claire, share=50)
    for name, level in (("Une", "complex"), ("Deux", "between_services"), ("Trois", "self")):
        Parcours.objects.filter(pk=leading(made.claire, name).pk).update(level=level)
    situation(made.claire, "Suivie sans la piloter")
    one = carried(made, made.claire)
    assert (one.load.led, one.load.capacity, one.gauge) == (4, 20, 20)
    assert one.levels == load.Levels(complex=1, between=1, lighter=1, unsaid=1)
    assert carried(made, made.colette).load.led == 0


def test_what_is_over_is_carried_by_nobody(made):
    closed, dead = leading(made.colette, "Close"), leading(made.colette, "Morte")
    assert carried(made, made.colette).load.led == 2
    Parcours.objects.filter(pk=closed.pk).update(state="closed")
    deaths.record_death(dead, on=on("2019-07-30"), told_by="sa fille", by=made.colette, now=NOW)
    assert carried(made, made.colette).load.led == 0


def test_a_situation_held_for_another_organisation_is_not_counted(made):
    other = world(2)
    Membership.objects.create(
        user=made.claire, organisation=other.claire.memberships.get().organisation, role="coordinator",
        since_at=NOW - timedelta(days=9),
    )  # fmt: skip
    elsewhere = leading(made.claire, "Ailleurs")
    there = other.claire.memberships.get().organisation
    Participant.objects.filter(parcours=elsewhere, user=made.claire).update(organisation=there)
    assert carried(made, made.claire).load.led == 1
    assert carried(made, made.claire, other.sophie).load.led == 1


def test_the_weeks_ahead_tell_what_begins_and_ends(made):
    leading(made.colette, "À venir", since=on("2019-08-14"))
    Lead.objects.filter(pk=made.lead.pk).update(
        until=on("2019-08-20"), until_earliest="2019-08-20", until_latest="2019-08-20"
    )
    said = [(str(week.day), week.led, week.change) for week in carried(made, made.colette).changes]
    assert said == [("2019-08-19", 1, 1)] and carried(made, made.colette).load.led == 0
    assert [(str(week.day), week.change) for week in carried(made, made.claire).changes] == [
        ("2019-08-26", -1)
    ]
    assert len(carried(made, made.claire).bars) == 7


def test_a_hand_over_under_way_is_told_on_both_sides(made):
    member = colleague_in(made.parcours, made.colette, made.claire)
    hand_over.prepare_hand_over(
        made.lead, to_member=member, switches_on=NOW.date() + timedelta(days=20), overlap_before=0,
        overlap_after=None, reason="congé", by=made.claire, now=NOW,
    )  # fmt: skip
    assert (carried(made, made.claire).gives, carried(made, made.colette).takes) == (1, 1)
    assert (carried(made, made.claire).takes, carried(made, made.colette).gives) == (0, 0)


def test_late_reviews_and_open_ruptures_are_counted_by_who_leads(made):
    facts = {"parcours": made.parcours, "recorded_by": made.claire, "recorded_at": NOW}
    Review.objects.create(when=on("2019-01-10"), next_on="2019-04-10", **facts)
    assert carried(made, made.claire).late_reviews == 1
    Review.objects.create(when=on("2019-07-30"), state="prepared", **facts)
    assert carried(made, made.claire).late_reviews == 1
    Review.objects.create(when=on("2019-05-10"), next_on="2019-08-10", **facts)
    assert carried(made, made.claire).late_reviews == 0
    assert carried(made, made.claire).broken == 0
    ruptures.open_rupture(
        made.parcours, nature="ménage", cause="impayé", opened_by=made.events["stop"], by=made.claire, now=NOW
    )
    assert (carried(made, made.claire).broken, carried(made, made.colette).broken) == (1, 0)


def test_an_empty_profile_is_said_so(made):
    profile(made.claire, languages="arabe")
    profile(made.colette)
    assert not carried(made, made.claire).tells_nothing
    assert carried(made, made.colette).tells_nothing and carried(made, made.sophie).tells_nothing


def test_who_leaves_the_team_soon_is_said_so(made):
    Membership.objects.filter(user=made.colette).update(until_at=NOW + timedelta(days=10))
    assert str(carried(made, made.colette).leaves_on) == "2019-08-10"
    Membership.objects.filter(user=made.colette).update(until_at=NOW + timedelta(days=100))
    assert carried(made, made.colette).leaves_on is None


def test_a_team_of_many_goes_on_by_key_in_the_same_number_of_questions(made):
    organisation = made.claire.memberships.get().organisation
    few = queries_of(lambda: load.team_page(made.sophie, start=None, now=NOW))
    for rank in range(57):
        account(f"Zoé {rank:02}", role="coordinator", organisation=organisation)
    for rank in range(8):
        leading(made.colette, f"Situation {rank}")
    assert queries_of(lambda: load.team_page(made.sophie, start=None, now=NOW)) == few
    first = load.team_page(made.sophie, start=None, now=NOW)
    rest = load.team_page(made.sophie, start=first.next_start, now=NOW)
    assert (len(first.people), len(rest.people), rest.next_start) == (50, 10, None)
    assert len({each.user.pk for page in (first, rest) for each in page.people}) == 60
