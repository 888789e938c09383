"""A version of the plan moves from one state to the next: one place, so that the thread and the journal know."""

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.journal.use_cases import record
from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused, Stale
from filrouge.parcours.use_cases import thread
from filrouge.plans.choices import MomentKind, PlanState
from filrouge.plans.models import Plan, PlanLine, PlanMoment
from filrouge.plans.rules.states import RUNNING, may_become

DATED = {
    PlanState.PROPOSED: "proposed_at",
    PlanState.IN_FORCE: "in_force_at",
    PlanState.REPLACED: "ended_at",
    PlanState.ENDED: "ended_at",
}

# A version that stands so is not on its way any more.
OVER = (PlanState.SET_ASIDE, PlanState.REPLACED, PlanState.ENDED, *RUNNING)


def hold(plan: Plan, version: int | None = None) -> Plan:
    """The plan as it stands, kept from any other hand until the end of this act; Stale if it moved meanwhile."""
    stored = (
        Plan.objects.select_for_update(no_key=True, of=("self",))
        .select_related("parcours__person")
        .get(pk=plan.pk)
    )
    if version is not None and version != stored.version:
        raise Stale(_("Quelqu’un d’autre a changé ce plan pendant que vous écriviez."))
    return stored


def hold_line(line: PlanLine) -> PlanLine:
    """A line as it stands, with what its words name, kept from any other hand until the end of this act."""
    linked = ("plan", "parcours__person", "objective", "provider", "place", "service_code")
    rows = PlanLine.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related(*linked).get(pk=line.pk)


def move(plan: Plan, wanted: PlanState, *, by: User, now: datetime, reason: str = "") -> None:
    """Moves a held plan, as its table allows; what matters in a life becomes a line of the thread.

    Who may is for the caller to have checked: it differs with the move.
    """
    if not may_become(plan.state, wanted):
        raise Refused(
            _("Ce plan est «\u00a0%(state)s\u00a0»\u00a0: cela ne se peut plus.")
            % {"state": plan.get_state_display()}
        )
    is_back = plan.state == PlanState.UNDER_REVIEW and wanted == PlanState.IN_FORCE
    first_time = wanted in DATED and getattr(plan, DATED[wanted]) is None
    plan.state, plan.version = wanted, plan.version + 1
    changed = ["state", "version"]
    if first_time:
        setattr(plan, DATED[wanted], now)
        changed.append(DATED[wanted])
    if reason.strip():
        plan.closing_reason = reason.strip()
        changed.append("closing_reason")
    thread.check_texts(plan)
    plan.save(update_fields=changed)
    if wanted in MomentKind.values and not is_back:
        moment = PlanMoment(
            parcours=plan.parcours, plan=plan, what=wanted, when=PartialDate.of_day(localdate(now))
        )
        thread.add(moment, by=by, now=now, action="plans.moved")
    else:
        record(
            "plans.moved",
            by=by,
            now=now,
            person_id=plan.parcours.person_id,
            about=plan,
            detail={"to": str(wanted)},
        )


def let_the_former_go_on(given_up: Plan, *, by: User, now: datetime) -> None:
    """Once nothing is left of a next version, the one that it was to replace is under review no more."""
    same = Plan.objects.filter(parcours=given_up.parcours_id, number=given_up.number)
    if given_up.replaces is None or same.exclude(state__in=OVER).exists():
        return
    former = hold(given_up.replaces)
    if former.state == PlanState.UNDER_REVIEW:
        move(former, PlanState.IN_FORCE, by=by, now=now)
