"""Who says what the person wants, and who may only stand beside it."""

from datetime import datetime

from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.lib.access import NotAllowed, derive_can
from filrouge.life_project.models import Expectation, LifeProject
from filrouge.parcours.access import can_coordinate, check_has_place
from filrouge.parcours.models import Parcours, Participant


def is_the_person(by: User, parcours: Parcours) -> bool:
    return parcours.person.account_id is not None and parcours.person.account_id == by.pk


def check_can_write_project(by: User, parcours: Parcours, now: datetime) -> None:
    """The person herself, or whoever coordinates, as she told them; nobody else has a hand in her words."""
    if not by.is_system and not (by.may("life_project.say") and _is_hers_or_led(by, parcours, now)):
        raise NotAllowed(_("Ces mots sont à la personne\u00a0: elle les écrit, ou les dit à qui coordonne."))


def check_can_order(by: User, parcours: Parcours, now: datetime) -> None:
    """The order is the person's: she gives it, or whoever coordinates notes it with her."""
    if not by.is_system and not (by.may("life_project.say") and _is_hers_or_led(by, parcours, now)):
        raise NotAllowed(_("L’ordre est à la personne\u00a0: elle le donne, ou le dit à qui coordonne."))


def _is_hers_or_led(by: User, parcours: Parcours, now: datetime) -> bool:
    return is_the_person(by, parcours) or can_coordinate(by, parcours, now)


def check_can_note(by: User, project: LifeProject, now: datetime) -> None:
    """A professional of the circle who may read her words adds a note beside them."""
    if by.is_system:
        return
    if not by.may("life_project.note"):
        raise NotAllowed(_("Ajouter une note à côté revient aux professionnels du cercle."))
    check_has_place(by, project.parcours, now)
    if not LifeProject.objects.visible_to(by, now).filter(pk=project.pk).exists():
        raise NotAllowed(_("Vous ne pouvez pas lire ce projet."))


def check_can_add_expectation(by: User, parcours: Parcours, now: datetime) -> None:
    """The person, a relative, a professional of the circle: whoever voices it is always said."""
    if not by.is_system and not by.may("life_project.voice"):
        raise NotAllowed(_("Ajouter une attente revient à la personne, à ses proches et à son cercle."))
    if not is_the_person(by, parcours):
        check_has_place(by, parcours, now)


def check_speaks_as(by: User, said_by: Participant, parcours: Parcours) -> None:
    """From their own space, each speaks for themself alone; a professional says who told them."""
    is_hers = said_by.is_the_person and is_the_person(by, parcours)
    is_told = by.is_system or by.may("life_project.note")
    if said_by.parcours_id != parcours.pk or not (is_hers or is_told or _speaks_as(by, said_by)):
        raise NotAllowed(_("Chacun ne parle que pour soi."))


def check_can_move_expectation(by: User, expectation: Expectation, now: datetime) -> None:
    """Says that it is reached, set aside or alive again: the person, whoever voiced it, whoever coordinates."""
    if by.is_system:
        return
    if not Expectation.objects.visible_to(by, now).filter(pk=expectation.pk).exists():
        raise NotAllowed(_("Vous ne pouvez pas lire cette attente."))
    if not (_is_hers_or_led(by, expectation.parcours, now) or _speaks_as(by, expectation.said_by)):
        raise NotAllowed(_("Le dire revient à la personne, à qui l’a dit, ou à qui coordonne."))


def _speaks_as(by: User, voice: Participant | None) -> bool:
    """Whether somebody named in a record is the one who acts: by their account, or as a relative."""
    relative = voice.relative if voice else None
    return voice is not None and by.pk in (voice.user_id, relative.account_id if relative else None)


can_write_project = derive_can(check_can_write_project)
can_order = derive_can(check_can_order)
can_add_expectation = derive_can(check_can_add_expectation)
