"""Who records what happens, and who calls a meeting."""

from datetime import datetime

from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.lib.access import NotAllowed, derive_can
from filrouge.parcours.access import check_can_coordinate, check_has_place
from filrouge.parcours.models import Parcours
from filrouge.territory.models import Organisation


def check_can_record(by: User, parcours: Parcours, now: datetime) -> None:
    if not by.is_system and not by.may("follow_up.record"):
        raise NotAllowed(_("Noter ce qui arrive revient aux professionnels du cercle."))
    check_has_place(by, parcours, now)


can_record = derive_can(check_can_record)


def check_can_meet(by: User, parcours: Parcours, now: datetime) -> None:
    """Calling a meeting, holding it, noting what it decides."""
    if not by.may("follow_up.meet"):
        raise NotAllowed(_("Réunir le cercle revient à un coordinateur ou une coordinatrice de parcours."))
    check_can_coordinate(by, parcours, now)


def check_can_call_staff(by: User, organisation: Organisation, now: datetime) -> None:
    if not by.may("follow_up.meet"):
        raise NotAllowed(_("Réunir l’équipe revient à ceux qui y coordonnent."))
    if not by.organisations_where("follow_up.meet", now).filter(organisation=organisation).exists():
        raise NotAllowed(_("Vous ne coordonnez pas dans cette équipe."))


can_meet = derive_can(check_can_meet)
can_call_staff = derive_can(check_can_call_staff)
