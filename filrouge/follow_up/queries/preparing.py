"""What comes for one person and how it is prepared: announced by a date, noted, begun; each with its steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise

from filrouge.accounts.models import User
from filrouge.follow_up.choices import StepState, TransitionKind
from filrouge.follow_up.models import PreparationStep, Transition
from filrouge.follow_up.queries.ahead import Ahead, Known, announced, known_in
from filrouge.follow_up.rules.checklists import Checklist, find_checklist
from filrouge.lib.dates import PartialDate
from filrouge.parcours.models import Opening, Parcours, ThreadEntry
from filrouge.parcours.models.circle import places_in

KIND_WORDS = dict(TransitionKind.choices)


@dataclass(frozen=True)
class Announced:
    """A turning point that a date announces and that nobody has noted yet."""

    key: str
    words: str | Promise
    on: PartialDate | None
    checklist: Checklist


@dataclass(frozen=True)
class Coming:
    """A turning point noted, with how far its preparation goes."""

    transition: Transition
    done: int
    steps: int
    late: int


@dataclass(frozen=True)
class Preparations:
    announced: list[Announced]
    coming: list[Coming]
    set_aside: list[Transition]


def announced_to(parcours: Parcours, user: User, day: date, now: datetime) -> list[Ahead]:
    """What dates announce of this record, as far as `user` may know: by the line that says it, or by its area."""
    records = Parcours.objects.filter(pk=parcours.pk)
    known = known_in(records)
    found = [one for one in announced(records, day) if not _is_known(one, known, day)]
    lines = set(_lines(parcours, user, now).values_list("pk", flat=True)) if found else set()
    held = [place.pk for place in places_in(parcours.pk, user, now)]
    areas = set(Opening.objects.filter(member__in=held).values_list("area", flat=True)) if found else set()
    return [one for one in found if (one.entry in lines if one.entry else one.area in areas)]


def _is_known(ahead: Ahead, known: dict[tuple[UUID, str], list[Known]], day: date) -> bool:
    return any(one.is_about(ahead, day) for one in known.get((ahead.parcours, ahead.kind), ()))


def _lines(parcours: Parcours, user: User, now: datetime) -> QuerySet[ThreadEntry]:
    return ThreadEntry.objects.filter(parcours=parcours).visible_to(user, now)


def preparations(parcours: Parcours, user: User, day: date, now: datetime) -> Preparations:
    """Everything ahead of one person, the nearest first; then what was set aside."""
    entries = _lines(parcours, user, now)
    late = Q(steps__state=StepState.TO_DO, steps__due__lt=day)
    noted = Transition.objects.filter(pk__in=entries.values("pk"), events=None).annotate(
        settled=Count("steps", filter=~Q(steps__state=StepState.TO_DO)),
        written=Count("steps"),
        overdue=Count("steps", filter=late),
    )
    coming = (
        noted.select_related("in_charge").prefetch_related("events").order_by("expected_earliest", "order")
    )
    gone = Transition.objects.filter(pk__in=_taken_back(parcours, user, now)).select_related("set_aside_by")
    gone = gone.prefetch_related("events")
    return Preparations(
        announced=[_shown(one) for one in announced_to(parcours, user, day, now)],
        coming=[Coming(one, one.settled, one.written, one.overdue) for one in coming],
        set_aside=list(gone.order_by("set_aside_at")),
    )


def _taken_back(parcours: Parcours, user: User, now: datetime) -> QuerySet[ThreadEntry, Any]:
    lines = ThreadEntry.objects.filter(parcours=parcours, kind=Transition.KIND)
    return lines.taken_back_for(user, now).values("pk")


def _shown(ahead: Ahead) -> Announced:
    checklist = find_checklist(ahead.kind)
    assert checklist is not None, "announced kinds have their list: a system check holds it"
    return Announced(str(ahead.key), KIND_WORDS[ahead.kind], ahead.on, checklist)


@dataclass(frozen=True)
class ShownStep:
    """One step as the page shows it: who says that it is to be done, whether its day has passed."""

    step: PreparationStep
    source: str
    is_late: bool


@dataclass(frozen=True)
class Preparation:
    """One turning point with its steps, in the order of their days; `left`: of its list, those not written yet."""

    transition: Transition
    checklist: Checklist | None
    steps: Sequence[ShownStep]
    left: int
    has_moved: bool


def preparation(parcours: Parcours, transition_id: UUID, user: User, day: date, now: datetime) -> Preparation:
    """The page of one turning point; 404 to who does not read its line."""
    turning = find_transition(parcours, transition_id, user, now)
    checklist = find_checklist(turning.kind)
    rows = list(
        PreparationStep.objects.filter(transition=turning)
        .select_related("settled_by")
        .order_by("due", "order")
    )
    codes = {row.code for row in rows}
    expected = turning.expected.earliest if turning.expected else None
    foreseen = (
        {step.code: step.due(expected) if expected else None for step in checklist.steps} if checklist else {}
    )
    moved = [row for row in rows if row.state == StepState.TO_DO and row.code in foreseen]
    return Preparation(
        transition=turning,
        checklist=checklist,
        steps=[
            ShownStep(row, checklist.source_of(row.code) if checklist else "", row.is_late(day))
            for row in rows
        ],
        left=len(set(foreseen) - codes),
        has_moved=any(row.due != foreseen[row.code] for row in moved),
    )


def find_transition(parcours: Parcours, transition_id: UUID, user: User, now: datetime) -> Transition:
    readable = Transition.objects.filter(pk__in=_lines(parcours, user, now).values("pk"))
    found = readable.select_related("in_charge", "spotted_by", "parcours__person").prefetch_related("events")
    return get_object_or_404(found, pk=transition_id)


def find_set_aside(parcours: Parcours, transition_id: UUID, user: User, now: datetime) -> Transition:
    gone = Transition.objects.filter(pk__in=_taken_back(parcours, user, now))
    return get_object_or_404(gone.select_related("parcours__person"), pk=transition_id)


def find_step(
    parcours: Parcours, transition_id: UUID, step_id: UUID, user: User, now: datetime
) -> PreparationStep:
    turning = find_transition(parcours, transition_id, user, now)
    steps = PreparationStep.objects.select_related("parcours__person", "transition")
    return get_object_or_404(steps, transition=turning, pk=step_id)
