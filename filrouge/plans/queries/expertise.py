"""Beside an objective, what is known of its life area by living it, by sharing the life, by trade."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from filrouge.accounts.models import User
from filrouge.lib.dates import PartialDate
from filrouge.needs.queries.voices import Voice, voices
from filrouge.parcours.models import Parcours, Participant, ThreadEntry
from filrouge.plans.choices import ExpertiseKind
from filrouge.plans.models import Objective

ORDER = tuple(ExpertiseKind)


@dataclass(frozen=True)
class Expertise:
    """One voice, and which kind of knowledge it speaks from."""

    kind: ExpertiseKind
    said_by: Participant
    when: PartialDate | None
    said: str


def expertises(
    parcours: Parcours, objectives: Sequence[Objective], user: User, now: datetime
) -> dict[UUID, list[Expertise]]:
    """The latest voices on the life area of each objective, as `user` may read them; told once an area."""
    areas: dict[str, UUID] = {}
    for objective in objectives:
        areas.setdefault(objective.area, objective.pk)
    if not areas:
        return {}
    readable = (
        ThreadEntry.objects.filter(parcours=parcours).visible_to(user, now).values_list("pk", flat=True)
    )
    entries = ThreadEntry.objects.filter(pk__in=list(readable.filter(area__in=areas)))
    by_area: dict[str, list[Voice]] = defaultdict(list)
    for voice in voices(entries):
        if voice.said_by is not None:
            by_area[voice.area].append(voice)
    return {areas[area]: _latest(said) for area, said in by_area.items()}


def _latest(said: list[Voice]) -> list[Expertise]:
    """The last words of each kind: the person's first, then those near her, then by trade."""
    last: dict[ExpertiseKind, Expertise] = {}
    for voice in sorted(said, key=lambda voice: voice.when.sort_key if voice.when else ""):
        if voice.said_by is not None:
            kind = kind_of(voice.said_by)
            last[kind] = Expertise(kind, voice.said_by, voice.when, voice.said)
    return [last[kind] for kind in ORDER if kind in last]


def kind_of(participant: Participant) -> ExpertiseKind:
    if participant.is_the_person:
        return ExpertiseKind.USE
    return ExpertiseKind.DOMESTIC if participant.relative_id else ExpertiseKind.TECHNICAL
