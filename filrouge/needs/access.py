"""Who assesses, and who sets voices side by side."""

from datetime import datetime

from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.lib.access import NotAllowed, derive_can
from filrouge.needs.models import Divergence
from filrouge.parcours.access import check_has_place, leads_now
from filrouge.parcours.models import Parcours


def check_can_assess(by: User, parcours: Parcours, now: datetime) -> None:
    if not by.is_system and not by.may("needs.assess"):
        raise NotAllowed(_("Noter une évaluation revient aux professionnels du cercle."))
    check_has_place(by, parcours, now)


def check_can_mark_divergence(by: User, parcours: Parcours, now: datetime) -> None:
    if not by.is_system and not by.may("needs.mark_divergence"):
        raise NotAllowed(_("Rapprocher des avis revient aux professionnels du cercle."))
    check_has_place(by, parcours, now)


def check_can_withdraw_mark(by: User, divergence: Divergence, now: datetime) -> None:
    """A mark is taken back by whoever set it, or by whoever leads."""
    check_can_mark_divergence(by, divergence.parcours, now)
    if by.is_system or divergence.marked_by_id == by.pk or leads_now(by, divergence.parcours, now):
        return
    raise NotAllowed(_("Retirer un rapprochement revient à qui l’a noté, ou à qui pilote."))


def check_can_record_right(by: User, parcours: Parcours, now: datetime) -> None:
    if not by.is_system and not by.may("needs.record_right"):
        raise NotAllowed(_("Noter un droit revient aux professionnels du cercle."))
    check_has_place(by, parcours, now)


can_assess = derive_can(check_can_assess)
can_mark_divergence = derive_can(check_can_mark_divergence)
can_record_right = derive_can(check_can_record_right)
