"""Who assesses, and who sets voices side by side."""

from datetime import datetime

from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.lib.access import NotAllowed, derive_can
from filrouge.life_project.models import Expectation
from filrouge.needs.models import Assessment, Divergence, NeedOrigin
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


def check_can_settle(by: User, parcours: Parcours, now: datetime) -> None:
    if not by.is_system and not by.may("needs.settle"):
        raise NotAllowed(_("Noter ce qui est décidé ensemble revient aux professionnels du cercle."))
    check_has_place(by, parcours, now)


def check_can_speak(by: User, parcours: Parcours, now: datetime) -> None:
    """The person and her relatives say what they think themselves, each for oneself."""
    if not by.may("needs.speak"):
        raise NotAllowed(_("Donner son propre avis ici revient à la personne et à ses proches."))
    if parcours.person.account_id != by.pk:
        check_has_place(by, parcours, now)


def check_can_tell_own_load(by: User, parcours: Parcours, now: datetime) -> None:
    """A relative tells what helping costs them; nobody tells it in their place."""
    if not by.may("needs.tell_own_load"):
        raise NotAllowed(_("Cette page est pour un proche qui aide."))
    check_has_place(by, parcours, now)


def check_can_share_own_load(by: User, assessment: Assessment, now: datetime) -> None:
    check_can_tell_own_load(by, assessment.parcours, now)
    if assessment.recorded_by_id != by.pk:
        raise NotAllowed(_("Chacun décide pour ce qu’il a dit lui-même."))


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
can_settle = derive_can(check_can_settle)
can_speak = derive_can(check_can_speak)
can_record_right = derive_can(check_can_record_right)
can_add_need = derive_can(check_can_add_need)
