"""Who draws a plan up, who answers it, who says that the structure agrees. Reading is `visible_to`."""

from datetime import datetime

from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.lib.access import NotAllowed, derive_can
from filrouge.parcours.access import check_can_coordinate
from filrouge.parcours.models import Parcours, Participant
from filrouge.plans.models import Plan, PlanLine


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


def check_can_answer_as_provider(by: User, line: PlanLine, now: datetime) -> None:
    """Each provider answers for its own lines only; what they said by phone is noted by whoever coordinates."""
    if by.may("plans.answer_own_line") and speaks_as(by, line.provider, now):
        return
    check_can_compose(by, line.parcours, now)


def speaks_as(by: User, provider: Participant | None, now: datetime) -> bool:
    """Whether an account is that of somebody named in the record, whose place there is open."""
    if provider is None or provider.user_id != by.pk:
        return False
    return Plan.objects.filter(parcours=provider.parcours_id).visible_to(by, now).exists()


can_compose = derive_can(check_can_compose)
can_answer_for_oneself = derive_can(check_can_answer_for_oneself)
can_answer_as_provider = derive_can(check_can_answer_as_provider)
