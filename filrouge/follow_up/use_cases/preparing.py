"""Preparing a turning point: who is in charge, its steps one by one; or saying that it is of no concern here."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.follow_up.access import check_can_record
from filrouge.follow_up.choices import StepState, TransitionKind
from filrouge.follow_up.models import PreparationStep, Transition
from filrouge.follow_up.queries.ahead import Ahead, announced, known_in
from filrouge.follow_up.rules.checklists import Checklist, checklists, find_checklist
from filrouge.follow_up.use_cases.transitions import record_transition
from filrouge.journal.use_cases import record
from filrouge.lib.dates import PartialDate
from filrouge.lib.dates.months import months_after
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.choices import ParcoursState
from filrouge.parcours.models import Parcours, Participant
from filrouge.parcours.use_cases import history, thread

# That a relative grows old is said to somebody by somebody: no night's work writes it into her thread.
NEVER_BY_ITSELF = frozenset({TransitionKind.CARER_AGE})


@transaction.atomic
def note_transition(
    parcours: Parcours, *, kind: str, expected: PartialDate | None, by: User, now: datetime, **facts: Any
) -> Transition:
    """Notes a turning point; one that comes within the months of its list begins to be prepared at once."""
    turning = record_transition(parcours, kind=kind, expected=expected, by=by, now=now, **facts)
    if not facts.get("events") and _is_near(turning, localdate(now)):
        start_preparation(turning, by=by, now=now)
    return turning


def _is_near(turning: Transition, day: date) -> bool:
    checklist, expected = find_checklist(turning.kind), turning.expected
    if checklist is None or expected is None or (expected.latest and expected.latest < day):
        return False
    return expected.earliest is None or expected.earliest <= months_after(day, checklist.starts)


@transaction.atomic
def start_preparation(turning: Transition, *, by: User, now: datetime) -> int:
    """Writes the steps of its checklist, each by its day; begun already, counts the days left again. How many steps."""
    check_can_record(by, turning.parcours, now)
    checklist = find_checklist(turning.kind)
    if checklist is None:
        raise Refused(
            _("Aucune liste n’existe pour cette sorte de moment\u00a0: ajoutez vos propres étapes.")
        )
    stored = Transition.objects.select_for_update().get(pk=turning.pk)
    there = {step.code: step for step in PreparationStep.objects.filter(transition=stored).exclude(code="")}
    day = stored.expected.earliest if stored.expected else None
    missing = _missing(stored, checklist, set(there), day)
    PreparationStep.objects.bulk_create(missing)
    moved = _date_again(there, checklist, day)
    PreparationStep.objects.bulk_update(moved, ["due"])
    if missing or moved:
        person_id = turning.parcours.person_id
        record("follow_up.preparation_started", by=by, now=now, person_id=person_id, about=turning)
    return len(missing)


def _missing(
    turning: Transition, checklist: Checklist, there: set[str], day: date | None
) -> list[PreparationStep]:
    return [
        PreparationStep(
            transition=turning,
            parcours_id=turning.parcours_id,
            code=step.code,
            what=step.what,
            why=step.why,
            due=step.due(day) if day else None,
            order=order,
        )
        for order, step in enumerate(checklist.steps)
        if step.code not in there
    ]


def _date_again(
    there: dict[str, PreparationStep], checklist: Checklist, day: date | None
) -> list[PreparationStep]:
    """The steps left to do whose day changes with the day of the turning point."""
    moved = []
    for step in checklist.steps:
        row = there.get(step.code)
        due = step.due(day) if day else None
        if row is not None and row.state == StepState.TO_DO and row.due != due:
            row.due = due
            moved.append(row)
    return moved


@transaction.atomic
def add_step(
    turning: Transition, *, what: str, by: User, now: datetime, due: date | None = None
) -> PreparationStep:
    """Adds a step that no list foresaw."""
    check_can_record(by, turning.parcours, now)
    if not what.strip():
        raise Refused(_("Dites ce qu’il y a à faire."), field="what")
    order = PreparationStep.objects.filter(transition=turning).count()
    step = PreparationStep(
        transition=turning, parcours_id=turning.parcours_id, what=what.strip(), due=due, order=order
    )
    history.check_texts(step)
    step.save(force_insert=True)
    person_id = turning.parcours.person_id
    record("follow_up.step_added", by=by, now=now, person_id=person_id, about=step)
    return step


@transaction.atomic
def settle_step(step: PreparationStep, *, state: str, by: User, now: datetime, why: str = "") -> None:
    """Says that a step is done, that it does not concern this person and why, or that it is to be done again."""
    check_can_record(by, step.parcours, now)
    stored = PreparationStep.objects.select_for_update().get(pk=step.pk)
    if stored.state == state:
        raise Refused(_("C’est déjà noté ainsi."))
    if state == StepState.LEFT_OUT and not why.strip():
        raise Refused(_("Dites en quelques mots pourquoi cette étape ne la concerne pas."), field="why")
    is_open = state == StepState.TO_DO
    step.state, step.left_out_why = state, why.strip() if state == StepState.LEFT_OUT else ""
    step.settled_at, step.settled_by = (None, None) if is_open else (now, by)
    step.version = stored.version + 1
    history.check_texts(step)
    step.save(update_fields=["state", "left_out_why", "settled_at", "settled_by", "version"])
    person_id = step.parcours.person_id
    record("follow_up.step_settled", by=by, now=now, person_id=person_id, about=step, detail={"state": state})


@transaction.atomic
def take_charge(
    turning: Transition,
    *,
    in_charge: Participant | None,
    by: User,
    now: datetime,
    version: int | None = None,
) -> None:
    """Says who prepares a turning point; who did before stays readable."""
    check_can_record(by, turning.parcours, now)
    stored = Transition.objects.select_for_update().get(pk=turning.pk)
    if version is not None and stored.version != version:
        raise Stale(_("Quelqu’un d’autre a changé ce moment pendant que vous écriviez."))
    if in_charge is None:
        raise Refused(_("Choisissez qui le prépare."), field="in_charge")
    old = str(stored.in_charge_id) if stored.in_charge_id else None
    stored.in_charge, stored.version = in_charge, stored.version + 1
    stored.save(update_fields=["in_charge", "version"])
    history.keep(stored, "in_charge", old, parcours_id=stored.parcours_id, by=by, now=now, reason="")
    turning.in_charge, turning.version = in_charge, stored.version
    person_id = turning.parcours.person_id
    record("follow_up.transition_taken_charge", by=by, now=now, person_id=person_id, about=stored)


@transaction.atomic
def set_aside(turning: Transition, *, reason: str, by: User, now: datetime) -> None:
    """Says that a turning point does not concern this person: nobody reads its line, and it may be taken up again."""
    check_can_record(by, turning.parcours, now)
    if not reason.strip():
        raise Refused(_("Dites en quelques mots pourquoi ce moment ne la concerne pas."), field="reason")
    stored = Transition.objects.select_for_update().get(pk=turning.pk)
    if stored.is_taken_back:
        raise Refused(_("Ce moment est déjà écarté."))
    stored.set_aside_at, stored.set_aside_by, stored.set_aside_reason = now, by, reason.strip()
    _keep_aside(stored, "follow_up.transition_set_aside", by, now)


@transaction.atomic
def take_up_again(turning: Transition, *, by: User, now: datetime) -> None:
    """Brings back a turning point that was set aside."""
    check_can_record(by, turning.parcours, now)
    stored = Transition.objects.select_for_update().get(pk=turning.pk)
    if not stored.is_taken_back:
        raise Refused(_("Ce moment n’est pas écarté."))
    stored.set_aside_at, stored.set_aside_by, stored.set_aside_reason = None, None, ""
    _keep_aside(stored, "follow_up.transition_taken_up", by, now)


def _keep_aside(stored: Transition, action: str, by: User, now: datetime) -> None:
    stored.version += 1
    history.check_texts(stored)
    stored.save(update_fields=["set_aside_at", "set_aside_by", "set_aside_reason", "version"])
    thread.refresh(stored)
    record(action, by=by, now=now, person_id=stored.parcours.person_id, about=stored)


def start_due_preparations(*, by: User, now: datetime) -> int:
    """Each night: what dates announce is proposed with its steps, once; how many preparations began.

    Everything is found at once; each preparation is its own transaction, so that a worker that dies leaves whole
    ones, and the next night finds the others.
    """
    day, running = localdate(now), Parcours.objects.filter(state=ParcoursState.OPEN)
    known, begun = known_in(running), 0
    for ahead in announced(running, day):
        same = [one for one in known.get((ahead.parcours, ahead.kind), ()) if one.is_about(ahead, day)]
        if not same and ahead.kind not in NEVER_BY_ITSELF:
            prepare_announced(ahead, by=by, now=now)
            begun += 1
    for turning in _noted_and_near(day):
        begun += bool(start_preparation(turning, by=by, now=now))
    return begun


def _noted_and_near(day: date) -> list[Transition]:
    """Those that stand in a record, expected within the months of their list, whose preparation has not begun."""
    started = PreparationStep.objects.values("transition")
    waiting = Transition.objects.filter(
        parcours__state=ParcoursState.OPEN, events=None, set_aside_at=None, expected_latest__gte=day
    ).exclude(pk__in=started)
    several = waiting.select_related("parcours__person").order_by("pk")
    return [turning for turning in several if _is_near(turning, day)]


@transaction.atomic
def prepare_announced(ahead: Ahead, *, by: User, now: datetime) -> Transition:
    """Writes a turning point that a date announces, and its steps; once, whoever asks it again or at the same time."""
    parcours = (
        Parcours.objects.select_for_update(no_key=True, of=("self",))
        .select_related("person")
        .get(pk=ahead.parcours)
    )
    check_can_record(by, parcours, now)
    standing = Transition.objects.filter(parcours=parcours, found_from=ahead.key).first()
    if standing is not None:
        return standing
    checklist = checklists()[ahead.kind]
    turning = record_transition(
        parcours,
        kind=ahead.kind,
        from_what=checklist.from_what,
        to_what=checklist.to_what,
        expected=ahead.on,
        area=ahead.area,
        found_from=ahead.key,
        by=by,
        now=now,
    )
    start_preparation(turning, by=by, now=now)
    return turning
