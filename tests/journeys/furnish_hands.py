"""What the pages of coordination and of the hand-over show: others who coordinate, hand-overs at each state."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate

from filrouge.accounts.models import User
from filrouge.follow_up.use_cases.hand_over import propose_with_outstanding
from filrouge.lib.dates import PartialDate
from filrouge.parcours.models import CircleMember, HandOver, HandOverLine, Lead, Parcours, Participant
from filrouge.parcours.use_cases import circle, coordination, hand_over, opening
from filrouge.parcours.use_cases import services as spells

on = PartialDate.parse


def hands(parcours: Parcours, to: User, **act: Any) -> dict[str, str]:
    """Mme E.'s record with others who coordinate and a hand-over prepared; another record that changes hands."""
    receiver = _welcomed(parcours, to, **act)
    lead = Lead.objects.select_related("member", "parcours").get(parcours=parcours, until=None)
    refused = propose_with_outstanding(_prepared(lead, receiver, **act), **act)
    hand_over.refuse_hand_over(refused, reason="trop de dossiers", by=to, now=act["now"])
    made = {"refused": str(refused.pk), "prepared": str(_prepared(lead, receiver, **act).pk)}
    return {**made, **_others(parcours, **act), **_passing(to, **act)}


def _welcomed(parcours: Parcours, user: User, **act: Any) -> CircleMember:
    named = circle.name_participant(parcours, name=user.name, kind="coordonnateur", user=user, **act)
    return circle.add_member(named, role="coordination", areas=["health"], since=on("2019"), **act)


def _prepared(lead: Lead, to: CircleMember, **act: Any) -> HandOver:
    day = localdate(act["now"]) + timedelta(days=30)
    days = {"switches_on": day, "overlap_before": 15, "overlap_after": 15}
    return hand_over.prepare_hand_over(lead, to_member=to, reason="départ à la retraite", **days, **act)


def _others(parcours: Parcours, **act: Any) -> dict[str, str]:
    """Two who lead on health at the same time, and what was retained about it; one who no longer does."""
    told: dict[str, Any] = {"participant": None, "said_by": None, "until": None, **act}
    both = [
        coordination.declare_coordination(
            parcours, newcomer=(name, "sante"), domain=domain, areas=areas, since=on("2019-02"), **told
        )
        for name, domain, areas in (
            ("Équipe santé", "health", ["health"]),
            ("Équipe logement", "housing", ["all"]),
        )
    ]
    person = Participant.objects.get(parcours=parcours, is_the_person=True)
    coordination.settle_coordinations(
        parcours, coordinations=both, on=on("2019-10"), present=[person, both[0].participant],
        retained="L’équipe santé suit les soins.", agreed=[person], disagreed=[both[1].participant], **act,
    )  # fmt: skip
    gone = {**told, "until": on("2018")}
    coordination.declare_coordination(
        parcours, newcomer=("Ancienne équipe", "x"), domain="social", areas=["money"], since=None, **gone
    )
    return {"coordination": str(both[0].pk)}


def _passing(to: User, **act: Any) -> dict[str, str]:
    """A record whose lead is proposed to somebody, with two lines, one answered."""
    passing = opening.open_record(identity={"usual_name": "M. Relais Proposé"}, **act)
    place = CircleMember.objects.get(parcours=passing)
    receiver = _welcomed(passing, to, **act)
    for nature in ("repas", "ménage"):
        spells.begin_spell(passing, provider=place.participant, nature=nature, since=on("2019"), **act)
    lead = circle.begin_lead(place, since=on("2019"), **act)
    proposed = propose_with_outstanding(_prepared(lead, receiver, **act), **act)
    first, second = HandOverLine.objects.filter(hand_over=proposed).order_by("order")
    hand_over.answer_line(
        first, answer="not_taken", remark="Claire le suit.", kept_by=place.participant, version=1,
        by=to, now=act["now"],
    )  # fmt: skip
    return {"passing": str(passing.pk), "proposed": str(proposed.pk), "line": str(second.pk)}
