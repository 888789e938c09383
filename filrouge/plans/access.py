"""Who draws a plan up, who answers it, who says that the structure agrees. Reading is `visible_to`."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.lib.access import NotAllowed, derive_can
from filrouge.parcours.access import can_coordinate, check_can_coordinate, has_place
from filrouge.parcours.choices import Level
from filrouge.parcours.models import Parcours, Participant
from filrouge.people.models import LegalProtection, Relative
from filrouge.plans.models import Objective, Plan, PlanLine


def check_can_compose(by: User, parcours: Parcours, now: datetime) -> None:
    if not by.may("plans.compose"):
        raise NotAllowed(_("Construire le plan revient à un coordinateur ou une coordinatrice de parcours."))
    check_can_coordinate(by, parcours, now)


def check_can_answer_for_oneself(by: User, plan: Plan, now: datetime) -> None:
    """The person, from her own account, and nobody else with it."""
    if not by.may("plans.answer") or plan.parcours.person.account_id != by.pk:
        raise NotAllowed(_("Répondre à ce plan depuis cet espace revient à la personne."))
    if not Plan.objects.visible_to(by, now).filter(pk=plan.pk).exists():
        raise NotAllowed(_("Ce plan n’est pas encore proposé."))


def check_can_answer_beside(by: User, line: PlanLine, now: datetime) -> None:
    """A legal representative, from their own account, for what their place opens, while a measure is in force."""
    if not by.may("plans.answer_beside") or not represents(by, line.parcours, now):
        raise NotAllowed(
            _("Répondre ici revient à qui représente la personne, tant que la mesure est en cours.")
        )
    if not PlanLine.objects.filter(pk=line.pk).visible_to(by, now).exists():
        raise NotAllowed(_("Vous ne pouvez pas lire cette ligne du plan."))


def check_can_stand_beside(by: User, plan: Plan, now: datetime) -> None:
    """A legal representative, from their own account, on a plan of which nothing is closed to them."""
    if not by.may("plans.answer_beside") or not represents(by, plan.parcours, now):
        raise NotAllowed(
            _("Répondre ici revient à qui représente la personne, tant que la mesure est en cours.")
        )
    if not reads_all_of(by, plan, now):
        raise NotAllowed(
            _(
                "Une partie de ce plan ne vous est pas ouverte\u00a0: votre position se recueille avec qui coordonne."
            )
        )


def reads_all_of(by: User, plan: Plan, now: datetime) -> bool:
    """Whether nothing of what a position is about is closed to somebody: its text says what the person reads."""
    if not Plan.objects.visible_to(by, now).filter(pk=plan.pk).exists():
        return False
    lines = PlanLine.objects.filter(plan=plan).visible_to(by, now).values("pk")
    return is_all_of(plan, lines, Objective.objects.filter(plan=plan).visible_to(by, now).values("pk"))


def is_all_of(plan: Plan, lines: Any, objectives: Any) -> bool:
    """Whether these keys are all that stands at the level of the circle, which the person reads: one question."""
    hers = {"plan": plan, "level": Level.CIRCLE}
    missing = PlanLine.objects.filter(**hers).exclude(pk__in=lines).values("pk")
    return not missing.union(Objective.objects.filter(**hers).exclude(pk__in=objectives).values("pk"))[:1]


def represents(by: User, parcours: Parcours, now: datetime) -> bool:
    """Whether an account is that of somebody who exercises a measure that runs today, with an open place."""
    named = Relative.objects.filter(person=parcours.person_id, account=by, is_legal_representative=True)
    return named.exists() and measure_of(parcours, now) is not None and has_place(by, parcours, now)


def measure_of(parcours: Parcours, now: datetime) -> LegalProtection | None:
    """The measure of protection that runs today, the latest noted if there are several."""
    measures = LegalProtection.objects.filter(person=parcours.person_id)
    today = localdate(now)
    begun = Q(since=None) | Q(since_earliest=None) | Q(since_earliest__lte=today)
    ended = Q(until__isnull=False, until_latest__lt=today)
    return measures.filter(begun).exclude(ended).order_by("-pk").first()


def check_can_agree_for_structure(by: User, parcours: Parcours, now: datetime) -> None:
    """Whoever coordinates, or the lead of a team who has a place in this circle."""
    if not by.may("plans.agree_for_structure"):
        raise NotAllowed(
            _("Donner l’accord de la structure revient à qui coordonne, ou à la ou au responsable.")
        )
    if not can_coordinate(by, parcours, now) and not (
        by.may("parcours.oversee") and has_place(by, parcours, now)
    ):
        raise NotAllowed(
            _("Donner l’accord de la structure revient à qui coordonne, ou à la ou au responsable.")
        )


def check_can_answer_as_provider(by: User, line: PlanLine, now: datetime) -> None:
    """Each provider answers for its own lines only; what they said by phone is noted by whoever coordinates."""
    own = by.may("plans.answer_own_line") and speaks_as(by, line.provider, now)
    if own and PlanLine.objects.filter(pk=line.pk).visible_to(by, now).exists():
        return
    check_can_compose(by, line.parcours, now)


def speaks_as(by: User, provider: Participant | None, now: datetime) -> bool:
    """Whether an account is that of somebody named in the record, whose place there is open."""
    if provider is None or provider.user_id != by.pk:
        return False
    return Plan.objects.filter(parcours=provider.parcours_id).visible_to(by, now).exists()


can_compose = derive_can(check_can_compose)
can_answer_for_oneself = derive_can(check_can_answer_for_oneself)
can_agree_for_structure = derive_can(check_can_agree_for_structure)
