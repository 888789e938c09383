"""Beside an objective, what is known of its needs by living it, by sharing the life, by trade."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from filrouge.lib.dates import PartialDate
from filrouge.life_project.models import Expectation
from filrouge.needs.choices import Expertise
from filrouge.needs.models import Need
from filrouge.needs.queries.voices import Voice, hopes_for, voices
from filrouge.needs.rules.voices import expertise_of
from filrouge.parcours.choices import ParticipantKind
from filrouge.parcours.models import Participant, ThreadEntry
from filrouge.parcours.queries.reading import ReadLines
from filrouge.people.models import Relative
from filrouge.plans.models import Objective


@dataclass(frozen=True)
class Knowing:
    """One voice, and which kind of knowledge it speaks from; on a need of the objective, or on its life area."""

    kind: Expertise
    said_by: Participant
    when: PartialDate | None
    said: str
    is_on_a_need: bool


def expertises(
    objectives: Sequence[Objective], needs: Mapping[UUID, Sequence[Need]], read: ReadLines
) -> dict[UUID, list[Knowing]]:
    """The latest voices on the needs of each objective, as they may be read, the words they came from too.

    Where nobody spoke of a need, those on the life area; they are told once, beside the first objective of it.
    """
    areas = {objective.area for objective in objectives} | {
        need.area for several in needs.values() for need in several
    }
    if not areas:
        return {}
    on_need, in_area = _sorted(voices(ThreadEntry.objects.filter(pk__in=read.among(areas)), marks={}))
    hopes = ThreadEntry.objects.filter(pk__in=read.of(Expectation.KIND))
    hoped, _areas = _sorted(hopes_for([need for several in needs.values() for need in several], hopes))
    guardians = frozenset(
        Relative.objects.filter(person=read.parcours.person_id, tie=Relative.Tie.GUARDIAN).values_list(
            "pk", flat=True
        )
    )
    told: dict[UUID, list[Knowing]] = {}
    for objective in objectives:
        served = [need.pk for need in needs.get(objective.pk, ())]
        said = [voice for need in served for voice in on_need[need]]
        words = [voice for need in served for voice in hoped[need]]
        heard = said or in_area.pop(objective.area, [])
        told[objective.pk] = _latest([*words, *heard], guardians, is_on_a_need=bool(said or words))
    return told


def _sorted(said: Sequence[Voice]) -> tuple[dict[UUID, list[Voice]], dict[str, list[Voice]]]:
    """The voices whose author is known: on each need, and in each life area."""
    on_need: dict[UUID, list[Voice]] = defaultdict(list)
    in_area: dict[str, list[Voice]] = defaultdict(list)
    for voice in said:
        if voice.said_by is not None:
            in_area[voice.area].append(voice)
            if voice.need:
                on_need[voice.need].append(voice)
    return on_need, in_area


def _latest(said: Sequence[Voice], guardians: Collection[UUID], *, is_on_a_need: bool) -> list[Knowing]:
    """The last words of each kind: the person's first, then those near her, then by trade."""
    last: dict[Expertise, Knowing] = {}
    for voice in sorted(said, key=lambda voice: voice.when.sort_key if voice.when else ""):
        if voice.said_by is not None:
            kind = _kind_of(voice.said_by, guardians)
            last[kind] = Knowing(kind, voice.said_by, voice.when, voice.said, is_on_a_need)
    return [last[kind] for kind in Expertise if kind in last]


def _kind_of(author: Participant, guardians: Collection[UUID]) -> Expertise:
    """Whoever exercises a measure shares no life by it, even noted among the relatives."""
    near = author.kind == ParticipantKind.RELATIVE or author.relative_id is not None
    return expertise_of(
        is_the_person=author.is_the_person, shares_the_life=near and author.relative_id not in guardians
    )
