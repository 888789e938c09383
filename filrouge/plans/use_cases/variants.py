"""Several variants of one version thought out side by side; one is chosen, the others stay with the reason."""

from datetime import datetime
from string import ascii_uppercase

from django.db import transaction
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.journal.use_cases import record
from filrouge.lib.errors import Refused
from filrouge.parcours.models import Parcours
from filrouge.parcours.use_cases.history import check_texts
from filrouge.plans.access import check_can_compose
from filrouge.plans.choices import PlanState
from filrouge.plans.models import Plan
from filrouge.plans.rules.states import RUNNING, UNSEEN
from filrouge.plans.use_cases.copying import copy_content
from filrouge.plans.use_cases.states import hold, move

MOST_VARIANTS = 6


@transaction.atomic
def make_variant(plan: Plan, *, title: str = "", by: User, now: datetime) -> Plan:
    """Copies a draft into another variant of the same version; the first one is then called A."""
    check_can_compose(by, plan.parcours, now)
    plan = _hold_with_its_version(plan)
    if plan.state not in UNSEEN:
        raise Refused(_("Un plan déjà proposé n’a pas de variante\u00a0: ce qui change se négocie."))
    siblings = Plan.objects.beside(plan)
    if siblings.exclude(state__in=UNSEEN).exists():
        raise Refused(_("Une autre variante a été proposée depuis\u00a0: révisez plutôt le plan."))
    taken = set(siblings.values_list("variant", flat=True))
    if len(taken) + 1 >= MOST_VARIANTS:
        raise Refused(_("Un plan n’a pas plus de %(most)s variantes.") % {"most": MOST_VARIANTS})
    if not plan.variant:
        plan.variant, plan.version = "A", plan.version + 1
        plan.save(update_fields=["variant", "version"])
    letter = next(each for each in ascii_uppercase if each not in taken | {plan.variant})
    variant = Plan(
        parcours=plan.parcours, number=plan.number, variant=letter, title=title.strip(), replaces=plan.replaces,
        recorded_by=by, recorded_at=now,
    )  # fmt: skip
    check_texts(variant)
    variant.save(force_insert=True)
    copy_content(plan, variant, by=by, now=now, whole=True)
    record("plans.variant_made", by=by, now=now, person_id=plan.parcours.person_id, about=variant)
    return variant


@transaction.atomic
def choose_variant(plan: Plan, *, reason: str, by: User, now: datetime) -> None:
    """Keeps one variant to go on with; the others are set aside, each with why, and may be taken up again."""
    check_can_compose(by, plan.parcours, now)
    plan = _hold_with_its_version(plan)
    if plan.state != PlanState.DRAFT:
        raise Refused(_("Cette variante n’est plus en préparation."))
    if not reason.strip():
        raise Refused(_("Dites en quelques mots pourquoi celle-ci."), field="reason")
    others = Plan.objects.beside(plan).filter(state=PlanState.DRAFT)
    for other in others.select_related("parcours").order_by("variant"):
        move(other, PlanState.SET_ASIDE, by=by, now=now, reason=reason)
    record("plans.variant_chosen", by=by, now=now, person_id=plan.parcours.person_id, about=plan)


@transaction.atomic
def take_up_again(plan: Plan, *, by: User, now: datetime) -> None:
    """Thinks out again a variant that had been set aside; why it had been stays readable."""
    check_can_compose(by, plan.parcours, now)
    plan = _hold_with_its_version(plan)
    later = Plan.objects.filter(parcours=plan.parcours, number__gt=plan.number)
    same = Plan.objects.beside(plan).exclude(state__in=UNSEEN)
    if later.exists() or same.exists():
        raise Refused(_("Une autre variante a été proposée depuis\u00a0: révisez plutôt le plan."))
    move(plan, PlanState.DRAFT, by=by, now=now)
    if plan.replaces is not None:
        _review_again(plan.replaces, by=by, now=now)


def _review_again(former: Plan, *, by: User, now: datetime) -> None:
    """The plan in force that a version taken up again is to replace is under review again."""
    former = hold(former)
    if former.state not in RUNNING:
        raise Refused(_("Le plan que cette version devait remplacer n’est plus en vigueur."))
    if former.state == PlanState.IN_FORCE:
        move(former, PlanState.UNDER_REVIEW, by=by, now=now)


def _hold_with_its_version(plan: Plan) -> Plan:
    """The plan, kept with the record whose variants are counted: of two who make one at once, the second waits."""
    Parcours.objects.select_for_update(no_key=True).get(pk=plan.parcours_id)
    return hold(plan)
