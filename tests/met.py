"""A meeting around Mme Morel and one of Claire's team, for the tests that go through every page."""

from typing import Any

from filrouge.follow_up.models import AgendaItem, Meeting, MeetingDecision
from filrouge.follow_up.tests.calling import call, decide, point, staff
from tests.personas import World


def of_a_meeting(made: World, *, of_the_team: bool) -> dict[str, Any]:
    """What the address of a meeting's page names; made the first time that one is asked for."""
    if not Meeting.objects.filter(situations__parcours=made.parcours).exists():
        situation = call(made)
        decide(situation, made, item=point(situation, made), area="health")
        staff(made)
    item, decision = (model.objects.get(parcours=made.parcours) for model in (AgendaItem, MeetingDecision))
    ours = Meeting.objects.filter(situations__parcours=made.parcours)
    return {
        "meeting_id": ours.get(organisation__isnull=not of_the_team).pk, "item_id": item.pk, "way": "avant",
        "decision_id": decision.pk, "organisation_id": made.claire.memberships.get().organisation_id,
    }  # fmt: skip
