"""A plan as an earlier record tells it: drawn up elsewhere, answered already, put right afterwards."""

from datetime import datetime
from typing import Any

from django.db import transaction

from filrouge.accounts.models import User
from filrouge.journal.use_cases import record
from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused
from filrouge.parcours.models import Participant, ThreadEntry
from filrouge.parcours.use_cases import history
from filrouge.plans.access import check_can_compose
from filrouge.plans.choices import Gathered, PlanState, Side, Standing
from filrouge.plans.models import LineAnswer, Objective, Plan, PlanLine
from filrouge.plans.use_cases.composing import check_changeable
from filrouge.plans.use_cases.states import hold, hold_line
from filrouge.plans.use_cases.writing import Funder, paying, put_fundings


@transaction.atomic
def tell_answer(
    line: PlanLine, *, answer: str, by: User, now: datetime, when: PartialDate | None = None
) -> LineAnswer:
    """Notes what the person answered, as an earlier record says it: how it was gathered, nobody knows.

    A plan that she answered was shown to her, and is discussed from then on. On which day it was proposed is not
    known either: no line of the thread claims to know.
    """
    plan, stored = _held(line, by, now)
    _show(plan, now)
    told = LineAnswer(
        line=stored,
        line_version=stored.version,
        side=Side.PERSON,
        answer=answer,
        when=when,
        how=Gathered.UNKNOWN,
        by=Participant.objects.get(parcours=stored.parcours_id, is_the_person=True),
        recorded_by=by,
        recorded_at=now,
    )
    history.check_texts(told)
    told.save(force_insert=True)
    stored.standing = answer
    stored.save(update_fields=["standing"])
    record("plans.answer_told", by=by, now=now, person_id=plan.parcours.person_id, about=told)
    return told


@transaction.atomic
def tell_source(line: PlanLine, *, told_in: ThreadEntry | None, by: User, now: datetime) -> None:
    """Says in which fact of the record a line was told."""
    _put_right(line, "told_in", told_in, by, now)


@transaction.atomic
def put_line_right(line: PlanLine, field: str, value: Any, *, by: User, now: datetime) -> None:
    """Puts right what was noted of a line. Nobody proposes anything else: the answer that was given stands."""
    _put_right(line, field, value, by, now)


@transaction.atomic
def take_answer_back(line: PlanLine, *, by: User, now: datetime) -> None:
    """Says that a line awaits its answer after all; what was noted before stays readable."""
    _put_right(line, "standing", Standing.OPEN, by, now)


@transaction.atomic
def put_funders_right(line: PlanLine, funders: list[Funder], *, by: User, now: datetime) -> None:
    plan, stored = _held(line, by, now)
    put_fundings(stored, funders)
    record("plans.line_put_right", by=by, now=now, person_id=plan.parcours.person_id, about=stored)


@transaction.atomic
def move_to_objective(line: PlanLine, objective: Objective, *, by: User, now: datetime) -> None:
    """Puts a line under the objective that it serves; an objective left without any line was only a wrong name."""
    plan, stored = _held(line, by, now)
    if objective.plan_id != plan.pk:
        raise Refused("L’objectif est d’un autre plan.", field="objective")
    left = stored.objective_id
    stored.objective, stored.version = objective, stored.version + 1
    stored.save(update_fields=["objective", "version"])
    Objective.objects.filter(pk=left, lines=None).delete()
    record("plans.line_put_right", by=by, now=now, person_id=plan.parcours.person_id, about=stored)


def _put_right(line: PlanLine, field: str, value: Any, by: User, now: datetime) -> None:
    plan, stored = _held(line, by, now)
    history.put(stored, field, value)
    put_fundings(stored, paying(stored))
    record("plans.line_put_right", by=by, now=now, person_id=plan.parcours.person_id, about=stored)


def _held(line: PlanLine, by: User, now: datetime) -> tuple[Plan, PlanLine]:
    check_can_compose(by, line.parcours, now)
    plan = hold(line.plan)
    check_changeable(plan)
    return plan, hold_line(line)


def _show(plan: Plan, now: datetime) -> None:
    if plan.state == PlanState.NEGOTIATION:
        return
    plan.state, plan.proposed_at, plan.version = (
        PlanState.NEGOTIATION,
        plan.proposed_at or now,
        plan.version + 1,
    )
    plan.save(update_fields=["state", "proposed_at", "version"])
