"""What is to be done: written, put right, done, postponed, given up. What was done keeps who and why."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.follow_up.access import check_can_change_task, check_can_plan
from filrouge.follow_up.choices import TaskMove
from filrouge.follow_up.models import Task, TaskStep
from filrouge.follow_up.queries.places import department_of
from filrouge.follow_up.rules.tasks import next_due
from filrouge.journal.use_cases import record
from filrouge.lib.errors import Refused, Stale
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.models import Parcours, Participant
from filrouge.parcours.use_cases.history import check_texts


@transaction.atomic
def add_task(
    parcours: Parcours | None,
    *,
    what: str,
    by: User,
    now: datetime,
    due: date | None = None,
    assigned_to: Participant | None = None,
    source: tuple[str, UUID] | None = None,
    area: str = LifeArea.COORDINATION,
    rhythm: str = "",
) -> Task:
    """Writes something to do for one person's parcours, or for oneself alone.

    `source`: the kind and the key of what it comes from; the same thing asks once. `rhythm`: how often it comes back.
    """
    check_can_plan(by, parcours, now)
    if source:
        known = Task.objects.filter(source_kind=source[0], source_id=source[1], step="").first()
        if known is not None:
            return known
    _check(parcours, what, due, assigned_to, rhythm)
    task = Task(
        parcours=parcours, what=what.strip(), due=due, assigned_to=assigned_to, area=area, rhythm=rhythm,
        first_due=due if rhythm else None, owner=None if by.is_system else by, recorded_by=by, recorded_at=now,
    )  # fmt: skip
    if source:
        task.source_kind, task.source_id = source
    check_texts(task)
    task.save(force_insert=True)
    _journal("follow_up.task_added", task, by, now)
    return task


def _check(
    parcours: Parcours | None, what: str, due: date | None, assigned_to: Participant | None, rhythm: str
) -> None:
    if not what.strip():
        raise Refused(_("Dites ce qu’il y a à faire."), field="what")
    if rhythm and due is None:
        raise Refused(_("Dites pour quel jour\u00a0: la suite se compte depuis ce jour-là."), field="due")
    if assigned_to is not None and (parcours is None or assigned_to.parcours_id != parcours.pk):
        raise Refused(_("Choisissez quelqu’un de ce dossier."), field="assigned_to")


def _journal(action: str, task: Task, by: User, now: datetime) -> None:
    person_id = task.parcours.person_id if task.parcours else None
    record(action, by=by, now=now, person_id=person_id, about=task)


@transaction.atomic
def change_task(
    task: Task,
    *,
    what: str,
    due: date | None,
    assigned_to: Participant | None,
    by: User,
    now: datetime,
    area: str | None = None,
    rhythm: str = "",
    version: int | None = None,
) -> Task:
    """Puts right what is to be done, by which day, by whom, how often."""
    stored = _held(task, version, by, now)
    _check(stored.parcours, what, due, assigned_to, rhythm)
    before = stored.due
    stored.what, stored.due, stored.assigned_to = what.strip(), due, assigned_to
    stored.area = area or stored.area
    if rhythm != stored.rhythm or due != before:
        stored.first_due = due if rhythm else None
    stored.rhythm = rhythm
    stored.moved_by_hand = stored.moved_by_hand or due != before
    check_texts(stored)
    _keep(stored, TaskMove.CHANGED, by, now, due_before=before)
    _journal("follow_up.task_changed", stored, by, now)
    return stored


@transaction.atomic
def postpone_task(
    task: Task, *, until: date, reason: str, by: User, now: datetime, version: int | None = None
) -> Task:
    """Gives it another day, later than today, and says why. It may be told of again once that day has passed."""
    stored = _held(task, version, by, now)
    if not reason.strip():
        raise Refused(_("Dites en quelques mots pourquoi elle attend."), field="reason")
    if until <= localdate(now):
        raise Refused(_("Choisissez un jour à venir."), field="until")
    before, stored.due, stored.moved_by_hand = stored.due, until, True
    _keep(stored, TaskMove.POSTPONED, by, now, due_before=before, reason=reason)
    _journal("follow_up.task_postponed", stored, by, now)
    return stored


@transaction.atomic
def finish_task(task: Task, *, by: User, now: datetime) -> Task | None:
    """It is done. What comes back is written again for its next turn, which is given; nothing otherwise."""
    stored = _held(task, None, by, now)
    stored.done_at, stored.done_by = now, by
    _keep(stored, TaskMove.DONE, by, now, due_before=stored.due)
    following = _next_turn(stored, by, now) if stored.rhythm else None
    _journal("follow_up.task_done", stored, by, now)
    return following


def _next_turn(done: Task, by: User, now: datetime) -> Task:
    if done.due is None:
        raise ValueError("what comes back has a day")
    first = done.first_due or done.due
    due = next_due(first, done.rhythm, done.due, localdate(now), department_of(done.parcours))
    following = Task(
        parcours=done.parcours, what=done.what, due=due, assigned_to=done.assigned_to, owner=done.owner,
        area=done.area, rhythm=done.rhythm, first_due=first, follows=done, recorded_by=by, recorded_at=now,
    )  # fmt: skip
    following.save(force_insert=True)
    return following


@transaction.atomic
def give_task_up(task: Task, *, reason: str, by: User, now: datetime, version: int | None = None) -> Task:
    """It will not be done, and why; what comes back comes back no more."""
    stored = _held(task, version, by, now)
    if not reason.strip():
        raise Refused(_("Dites en quelques mots pourquoi elle ne se fera pas."), field="reason")
    stored.dropped_at, stored.dropped_by, stored.why = now, by, reason.strip()
    _keep(stored, TaskMove.GIVEN_UP, by, now, due_before=stored.due, reason=reason)
    _journal("follow_up.task_given_up", stored, by, now)
    return stored


@transaction.atomic
def take_task_up_again(task: Task, *, by: User, now: datetime) -> Task:
    """It was ticked or given up by mistake: it is to be done again; the next turn that came of it goes away."""
    check_can_change_task(by, task, now)
    stored = _locked(task)
    if not stored.is_over:
        raise Refused(_("Cette tâche est déjà à faire."))
    following = Task.objects.to_do().filter(follows=stored).first()
    if following is not None:
        following.follows = None
        following.dropped_at, following.dropped_by, following.why = now, by, _("La précédente est reprise.")
        _keep(following, TaskMove.GIVEN_UP, by, now, due_before=following.due, reason=following.why)
    stored.done_at = stored.done_by = stored.dropped_at = stored.dropped_by = None
    stored.why = ""
    _keep(stored, TaskMove.TAKEN_UP, by, now, due_before=stored.due)
    _journal("follow_up.task_taken_up", stored, by, now)
    return stored


def _locked(task: Task) -> Task:
    rows = Task.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("parcours__person", "assigned_to", "owner").get(pk=task.pk)


def _held(task: Task, version: int | None, by: User, now: datetime) -> Task:
    """The task as it stands, still to be done, kept from any other hand until the end of this act."""
    check_can_change_task(by, task, now)
    stored = _locked(task)
    if version is not None and version != stored.version:
        raise Stale(_("Quelqu’un d’autre a changé cette tâche pendant que vous écriviez."))
    if stored.is_over:
        raise Refused(_("Cette tâche est déjà faite ou abandonnée."))
    return stored


def _keep(
    task: Task, move: TaskMove, by: User, now: datetime, *, due_before: date | None, reason: str = ""
) -> None:
    """Saves what was changed, with the step that stays readable."""
    task.version += 1
    check_texts(task)
    task.save()
    step = TaskStep(
        task=task, move=move, reason=reason.strip(), due_before=due_before, due_after=task.due, by=by, at=now
    )
    check_texts(step)
    step.save(force_insert=True)
