"""Who assesses, and who sets voices side by side."""

from datetime import datetime

from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.lib.access import NotAllowed, derive_can
from filrouge.life_project.models import Expectation
from filrouge.needs.models import Divergence, NeedOrigin
from filrouge.parcours.access import can_coordinate, check_has_place, leads_now
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


def check_can_add_need(by: User, parcours: Parcours, now: datetime) -> None:
    if not by.is_system and not by.may("needs.translate"):
        raise NotAllowed(_("Noter un besoin revient aux professionnels du cercle."))
    check_has_place(by, parcours, now)


def check_can_translate(by: User, expectation: Expectation, now: datetime) -> None:
    """Only whoever may read the words draws needs from them."""
    if not by.is_system and not Expectation.objects.visible_to(by, now).filter(pk=expectation.pk).exists():
        raise NotAllowed(_("Vous ne pouvez pas lire cette attente."))


def check_can_untie(by: User, origin: NeedOrigin, now: datetime) -> None:
    """A link is taken back by whoever made it, or by whoever coordinates."""
    parcours = origin.need.parcours
    check_can_translate(by, origin.expectation, now)
    if by.is_system or origin.added_by_id == by.pk or can_coordinate(by, parcours, now):
        return
    raise NotAllowed(_("Retirer un lien revient à qui l’a fait, ou à qui coordonne."))


can_assess = derive_can(check_can_assess)
can_mark_divergence = derive_can(check_can_mark_divergence)
can_record_right = derive_can(check_can_record_right)
can_add_need = derive_can(check_can_add_need)
can_translate = derive_can(check_can_translate)
can_untie = derive_can(check_can_untie)
