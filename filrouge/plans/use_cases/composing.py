"""A plan is drawn up: objectives, the answers that serve them, who pays; what was shown changes elsewhere."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.journal.use_cases import record
from filrouge.lib.errors import Refused, Stale
from filrouge.needs.models import Need
from filrouge.parcours.choices import Level
from filrouge.parcours.models import Parcours
from filrouge.parcours.use_cases.circle import Newcomer, name_participant
from filrouge.parcours.use_cases.history import check_texts
from filrouge.plans.access import check_can_compose
from filrouge.plans.choices import PlanState, Standing
from filrouge.plans.models import Objective, ObjectiveNeed, Plan, PlanLine
from filrouge.plans.rules.states import RUNNING
from filrouge.plans.use_cases.states import hold, hold_line
from filrouge.plans.use_cases.writing import Funder, check_named, paying, put, put_fundings

MOST_IN_A_PLAN = 200


@transaction.atomic
def begin_plan(parcours: Parcours, *, by: User, now: datetime, reason: str = "") -> Plan:
    """Begins a first version; where a plan is in force, the next one is made from it (`revise`)."""
    check_can_compose(by, parcours, now)
    # held while the plans are numbered: of two coordinators who begin at once, the second sees the first one's
    Parcours.objects.select_for_update(no_key=True).get(pk=parcours.pk)
    plans = Plan.objects.filter(parcours=parcours)
    if plans.filter(state__in=RUNNING).exists():
        raise Refused(
            _("Un plan est en vigueur\u00a0: révisez-le, la version suivante en gardera les lignes.")
        )
    if plans.exclude(state__in=(PlanState.SET_ASIDE, PlanState.REPLACED, PlanState.ENDED)).exists():
        raise Refused(_("Un plan est déjà en préparation\u00a0: complétez-le, ou faites-en une variante."))
    number = (plans.aggregate(last=Max("number"))["last"] or 0) + 1
    plan = Plan(parcours=parcours, number=number, reason=reason.strip(), recorded_by=by, recorded_at=now)
    check_texts(plan)
    plan.save(force_insert=True)
    record("plans.begun", by=by, now=now, person_id=parcours.person_id, about=plan)
    return plan


@transaction.atomic
def add_objective(
    plan: Plan, *, words: str, by: User, now: datetime, needs: Sequence[Need] = (), **said: Any
) -> Objective:
    """Adds what a plan wants to reach: its life area is that of its first need when nobody chose one."""
    check_can_compose(by, plan.parcours, now)
    plan = hold(plan)
    check_changeable(plan)
    values = {"words": words.strip(), **said}
    if not values.get("area"):
        values["area"] = needs[0].area if needs else Objective.area.field.get_default()
    order = _next_order(plan.objectives, MOST_IN_A_PLAN)
    objective = Objective(
        plan=plan, parcours=plan.parcours, order=order, recorded_by=by, recorded_at=now, **values
    )
    _check_objective(objective, needs)
    _check_is_shown(plan, objective)
    objective.save(force_insert=True)
    ObjectiveNeed.objects.bulk_create(ObjectiveNeed(objective=objective, need=need) for need in needs)
    record("plans.objective_added", by=by, now=now, person_id=plan.parcours.person_id, about=objective)
    return objective


@transaction.atomic
def change_objective(
    objective: Objective,
    *,
    by: User,
    now: datetime,
    version: int | None = None,
    needs: Sequence[Need] | None = None,
    **said: Any,
) -> Objective:
    """Changes an objective that is still being thought out; an earlier form sees both texts."""
    check_can_compose(by, objective.parcours, now)
    check_draft(hold(objective.plan))
    stored = Objective.objects.select_related("parcours").get(pk=objective.pk)
    check_version(stored, version)
    for name, value in said.items():
        setattr(stored, name, value)
    stored.version += 1
    _check_objective(stored, needs or ())
    stored.save()
    if needs is not None:
        _link(stored, needs, by, now)
    record("plans.objective_changed", by=by, now=now, person_id=stored.parcours.person_id, about=stored)
    return stored


def _link(objective: Objective, needs: Sequence[Need], by: User, now: datetime) -> None:
    """These needs take the place of those that `by` reads; one that they may not read stays linked."""
    gone = objective.needs.exclude(need__in=needs)
    if not by.is_system:
        readable = Need.objects.filter(parcours=objective.parcours_id).visible_to(by, now)
        gone = gone.filter(need__in=readable.values("pk"))
    gone.delete()
    linked = set(objective.needs.values_list("need", flat=True))
    added = [need for need in needs if need.pk not in linked]
    ObjectiveNeed.objects.bulk_create(ObjectiveNeed(objective=objective, need=need) for need in added)


@transaction.atomic
def remove_objective(objective: Objective, *, by: User, now: datetime) -> None:
    """Takes an objective out of a draft, with the answers that served it: nobody said anything of them."""
    check_can_compose(by, objective.parcours, now)
    check_draft(hold(objective.plan))
    _check_untold(PlanLine.objects.filter(objective=objective))
    record("plans.objective_removed", by=by, now=now, person_id=objective.parcours.person_id, about=objective)
    Objective.objects.filter(pk=objective.pk).delete()


@transaction.atomic
def add_line(
    objective: Objective,
    *,
    title: str,
    by: User,
    now: datetime,
    fundings: Sequence[Funder] = (),
    newcomer: Newcomer | None = None,
    **said: Any,
) -> PlanLine:
    """Adds an answer to an objective; while a plan is discussed, a new answer may still be proposed."""
    check_can_compose(by, objective.parcours, now)
    plan = hold(objective.plan)
    check_changeable(plan)
    line = PlanLine(
        plan=plan,
        objective=objective,
        parcours=plan.parcours,
        order=_next_order(plan.lines, MOST_IN_A_PLAN),
        area=objective.area,
        level=objective.level,
        standing=Standing.OPEN,
        recorded_by=by,
        recorded_at=now,
    )
    put(line, {"title": title.strip(), **with_newcomer(plan.parcours, said, newcomer, by, now)})
    _check_is_shown(plan, line)
    line.save(force_insert=True)
    put_fundings(line, fundings)
    record("plans.line_added", by=by, now=now, person_id=plan.parcours.person_id, about=line)
    return line


@transaction.atomic
def change_line(
    line: PlanLine,
    *,
    by: User,
    now: datetime,
    version: int | None = None,
    fundings: Sequence[Funder] | None = None,
    newcomer: Newcomer | None = None,
    **said: Any,
) -> PlanLine:
    """Changes an answer that is still being thought out; once shown, a change is negotiated and leaves its trace."""
    check_can_compose(by, line.parcours, now)
    check_draft(hold(line.plan))
    stored = hold_line(line)
    check_version(stored, version)
    put(stored, with_newcomer(stored.parcours, said, newcomer, by, now))
    stored.version += 1
    stored.save()
    put_fundings(stored, paying(stored) if fundings is None else fundings)
    record("plans.line_changed", by=by, now=now, person_id=stored.parcours.person_id, about=stored)
    return stored


@transaction.atomic
def remove_line(line: PlanLine, *, by: User, now: datetime) -> None:
    """Takes an answer out of a draft; once something was said of it, it may be refused or not retained, and stays."""
    check_can_compose(by, line.parcours, now)
    check_draft(hold(line.plan))
    _check_untold(PlanLine.objects.filter(pk=line.pk))
    record("plans.line_removed", by=by, now=now, person_id=line.parcours.person_id, about=line)
    PlanLine.objects.filter(pk=line.pk).delete()


@transaction.atomic
def move_line(line: PlanLine, *, up: bool, by: User, now: datetime) -> None:
    """Puts an answer one place earlier or later under its objective, in a draft."""
    check_can_compose(by, line.parcours, now)
    check_draft(hold(line.plan))
    _exchange(line, PlanLine.objects.filter(objective=line.objective_id), up)
    record("plans.line_moved", by=by, now=now, person_id=line.parcours.person_id, about=line)


@transaction.atomic
def move_objective(objective: Objective, *, up: bool, by: User, now: datetime) -> None:
    """Puts an objective one place earlier or later, in a draft."""
    check_can_compose(by, objective.parcours, now)
    check_draft(hold(objective.plan))
    _exchange(objective, Objective.objects.filter(plan=objective.plan_id), up)
    record("plans.objective_moved", by=by, now=now, person_id=objective.parcours.person_id, about=objective)


def check_changeable(plan: Plan) -> None:
    if not plan.is_changeable:
        raise Refused(_("Ce plan ne change plus\u00a0: un changement en fait la version suivante."))


def check_draft(plan: Plan) -> None:
    if plan.state != PlanState.DRAFT:
        raise Refused(_("Ce plan a été montré\u00a0: ce qui change se négocie et laisse sa trace."))


def check_version(stored: Objective | PlanLine, version: int | None) -> None:
    if version is not None and version != stored.version:
        raise Stale(_("Quelqu’un d’autre a écrit ici pendant que vous écriviez."))


def with_newcomer(
    parcours: Parcours, said: Mapping[str, Any], newcomer: Newcomer | None, by: User, now: datetime
) -> dict[str, Any]:
    """What was said of a line, its provider named now when nothing named them yet."""
    if newcomer is None:
        return dict(said)
    if said.get("provider") is not None:
        raise Refused(
            _("Choisissez quelqu’un dans la liste, ou écrivez un nom\u00a0: l’un des deux."), field="provider"
        )
    name, kind = newcomer
    return {**said, "provider": name_participant(parcours, name=name, kind=kind, by=by, now=now)}


def _check_untold(lines: QuerySet[PlanLine]) -> None:
    """What was answered, negotiated or asked of a partner is never erased, and would go with its line."""
    about = Q(answers__isnull=False) | Q(changes__isnull=False) | Q(solicitations__isnull=False)
    if lines.filter(about).exists():
        raise Refused(
            _(
                "Quelqu’un a déjà répondu, ou a été sollicité\u00a0: cette réponse reste. Elle pourra être refusée, "
                "ou non retenue."
            )
        )


def _check_is_shown(plan: Plan, added: Objective | PlanLine) -> None:
    """What comes into a plan that is with the person is for her to read, and to answer."""
    if plan.is_answerable and added.level != Level.CIRCLE:
        raise Refused(
            _("Ce plan est déjà chez la personne\u00a0: ce qui s’y ajoute est ouvert au cercle."),
            field="level",
        )


def _check_objective(objective: Objective, needs: Sequence[Need]) -> None:
    if not objective.words.strip():
        raise Refused(_("Écrivez ce que l’on veut atteindre."), field="words")
    if any(need.parcours_id != objective.parcours_id for need in needs):
        raise Refused(_("Ce besoin n’est pas dans ce dossier."), field="needs")
    check_named(objective.parcours_id, objective.chosen_by)
    check_texts(objective)


def _next_order(rows: Any, most: int) -> int:
    told = rows.aggregate(last=Max("order"))["last"]
    if rows.count() >= most:
        raise Refused(_("Un plan n’en contient pas davantage\u00a0: retirez ce qui ne sert plus."))
    return 0 if told is None else told + 1


def _exchange(moved: Objective | PlanLine, rows: Any, up: bool) -> None:
    """Exchanges two neighbours, whose words and versions stay; at the end of the list nothing moves."""
    ordered = list(rows.order_by("order", "id"))
    place = [row.pk for row in ordered].index(moved.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(ordered):
        return
    one, two = ordered[place], ordered[other]
    one.order, two.order = two.order, one.order
    for row in (one, two):
        row.save(update_fields=["order"])
