"""The situations that a lead may want to talk about, and why: what they may know of each, no more."""

from datetime import timedelta

import pytest

from filrouge.accounts.models import Membership
from filrouge.desk.queries import team
from filrouge.desk.tests.team_cases import leading, situation
from filrouge.follow_up.models import Review
from filrouge.follow_up.use_cases import ruptures
from filrouge.parcours.models import CircleMember, Parcours, Participant
from filrouge.parcours.tests.browsing import queries_of
from filrouge.parcours.use_cases import circle, deaths
from tests.personas import NOW, World, on, world

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=31)


def told(made: World, *, reader=None, now=NOW) -> dict[str, list[str]]:
    page = team.situation_page(reader or made.sophie, start=None, now=now)
    return {each.listed.name: each.reasons for each in page.situations}


def broken(made: World) -> None:
    ruptures.open_rupture(
        made.parcours, nature="plus de ménage", cause="impayé", opened_by=made.events["stop"],
        by=made.claire, now=NOW,
    )  # fmt: skip


def late(made: World) -> None:
    with_line = {"recorded_by": made.claire, "recorded_at": NOW, "said_by": made.participants["claire"]}
    review = Review.objects.create(
        parcours=made.parcours, when=on("2019-01-10"), next_on="2019-04-10", **with_line
    )
    entry = made.entry(made.events["fall"])
    entry.pk, entry.kind, entry.area = review.pk, "review", review.area
    entry.save(force_insert=True)


def place_for(made: World, user) -> None:
    named = Participant.objects.create(
        parcours=made.parcours, name=user.name, kind="coordonnateur", user=user,
        organisation=user.memberships.get().organisation,
    )  # fmt: skip
    circle.add_member(named, role="coordination", areas=["all"], basis="consent", by=made.claire, now=NOW)


def test_a_situation_that_calls_for_nothing_is_not_listed(made):
    Parcours.objects.filter(pk=made.parcours.pk).update(state="open")
    leading(made.colette, "Mme Calme")
    assert "Mme Calme" not in told(made) and "Mme Morel" not in told(made)


def test_what_the_header_tells_is_told_of_every_situation_of_the_team(made):
    hard = leading(made.colette, "Mme Dure")
    Parcours.objects.filter(pk=hard.pk).update(level="complex")
    situation(made.colette, "Mme Seule")
    said = told(made)
    assert said["Mme Dure"] == ["Situation complexe, institutions à la table."]
    assert said["Mme Seule"] == ["Personne ne pilote."]


def test_a_lead_to_come_is_told_with_when_it_begins(made):
    leading(made.colette, "Mme Bientôt", since=on("2019-08-14"))
    assert told(made)["Mme Bientôt"] == [
        f"Personne ne pilote encore\u00a0: {made.colette.name} commence dans 2 semaines."
    ]
    assert "Mme Bientôt" not in told(made, now=NOW + timedelta(days=15))


def test_a_draft_of_more_than_a_month_says_since_when(made):
    leading(made.colette, "Mme Ébauche")
    assert "Mme Ébauche" not in told(made)
    assert told(made, now=LATER)["Mme Ébauche"] == ["Brouillon ouvert il y a 4 semaines."]


def test_many_around_are_counted_without_the_relatives(made):
    crowd = leading(made.colette, "Mme Entourée")
    for rank in range(team.MANY_AROUND - 2):
        named = Participant.objects.create(parcours=crowd, name=f"Service {rank}", kind="sante")
        circle.add_member(named, role="intervention", by=made.colette, now=NOW)
    kin = Participant.objects.create(parcours=crowd, name="Son fils", kind="proche")
    circle.add_member(kin, role="relative", by=made.colette, now=NOW)
    assert "Mme Entourée" not in told(made)
    last = Participant.objects.create(parcours=crowd, name="Encore un", kind="sante")
    member = circle.add_member(last, role="intervention", by=made.colette, now=NOW)
    assert told(made)["Mme Entourée"] == ["8 personnes et services autour."]
    circle.end_member(member, until=on("2019-07-30"), by=made.colette, now=NOW)
    assert "Mme Entourée" not in told(made)


def test_a_lead_who_left_the_team_is_named(made):
    leading(made.colette, "Mme Laissée")
    Membership.objects.filter(user=made.colette).update(until_at=NOW + timedelta(days=1))
    assert told(made, now=NOW + timedelta(days=2))["Mme Laissée"] == [
        f"Pilotée par {made.colette.name}, qui n’est plus dans l’équipe."
    ]


def test_what_the_thread_tells_is_for_who_has_a_place_in_the_circle_alone(made):
    Parcours.objects.filter(pk=made.parcours.pk).update(level="complex")
    broken(made)
    late(made)
    (said,) = [reasons for name, reasons in told(made).items() if "Morel" in name]
    assert said == ["Situation complexe, institutions à la table."]
    place_for(made, made.sophie)
    (said,) = [reasons for name, reasons in told(made).items() if "Morel" in name]
    assert said[1:] == [
        "Rupture ouverte\u00a0: plus de ménage.", "Co-évaluation en retard\u00a0: elle était prévue il y a 3 mois.",
    ]  # fmt: skip


def test_what_is_over_or_elsewhere_is_not_listed(made):
    other = world(2)
    situation(other.claire, "Mme Ailleurs")
    closed, dead = situation(made.colette, "Mme Close"), situation(made.colette, "Mme Morte")
    assert {"Mme Close", "Mme Morte"} <= set(told(made))
    Parcours.objects.filter(pk=closed.pk).update(state="closed")
    deaths.record_death(dead, on=on("2019-07-30"), told_by="sa fille", by=made.colette, now=NOW)
    assert not {"Mme Close", "Mme Morte", "Mme Ailleurs"} & set(told(made))
    assert set(told(made, reader=made.claire)) == set()


def test_the_list_goes_on_by_key_in_the_same_number_of_questions(made):
    for rank in range(2):
        situation(made.colette, f"Nom {rank:03}")
    few = queries_of(lambda: team.situation_page(made.sophie, start=None, now=NOW))
    for rank in range(2, 58):
        situation(made.colette, f"Nom {rank:03}")
    assert queries_of(lambda: team.situation_page(made.sophie, start=None, now=NOW)) == few
    first = team.situation_page(made.sophie, start=None, now=NOW)
    rest = team.situation_page(made.sophie, start=first.next_start, now=NOW)
    names = [each.listed.name for page in (first, rest) for each in page.situations]
    assert len(first.situations) == 50 and names == sorted(set(names)) and len(names) == 58
    assert CircleMember.objects.filter(parcours__in=first.records).count() == 50
