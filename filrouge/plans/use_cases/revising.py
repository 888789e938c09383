"""A plan in force never changes: a change makes the next version."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.journal.use_cases import record
from filrouge.lib.errors import Refused
from filrouge.parcours.models import Parcours
from filrouge.parcours.use_cases.history import check_texts
from filrouge.plans.access import check_can_compose
from filrouge.plans.choices import PlanState
from filrouge.plans.models import Plan
from filrouge.plans.rules.states import RUNNING
from filrouge.plans.use_cases.copying import copy_content
from filrouge.plans.use_cases.states import OVER, hold, move


@transaction.atomic
def revise(plan: Plan, *, reason: str, by: User, now: datetime) -> Plan:
    """Begins the next version from a plan in force, whose lines keep their key; the former holds until then."""
    check_can_compose(by, plan.parcours, now)
    Parcours.objects.select_for_update(no_key=True).get(pk=plan.parcours_id)
    plan = hold(plan)
    if plan.state not in RUNNING:
        raise Refused(_("Seul un plan en vigueur se révise."))
    if not reason.strip():
        raise Refused(_("Dites en quelques mots pourquoi on le révise."), field="reason")
    versions = Plan.objects.filter(parcours=plan.parcours)
    if versions.exclude(state__in=OVER).exists():
        raise Refused(_("La version suivante est déjà en préparation\u00a0: complétez-la."))
    number = (versions.aggregate(last=Max("number"))["last"] or 0) + 1
    following = Plan(
        parcours=plan.parcours,
        number=number,
        replaces=plan,
        reason=reason.strip(),
        recorded_by=by,
        recorded_at=now,
    )
    check_texts(following)
    following.save(force_insert=True)
    copy_content(plan, following, by=by, now=now, whole=False)
    if plan.state == PlanState.IN_FORCE:
        move(plan, PlanState.UNDER_REVIEW, by=by, now=now)
    record("plans.revised", by=by, now=now, person_id=plan.parcours.person_id, about=following)
    return following
