"""Who records what happens."""

from datetime import datetime

from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.lib.access import NotAllowed, derive_can
from filrouge.parcours.access import check_can_coordinate, check_has_place
from filrouge.parcours.models import Parcours


def check_can_record(by: User, parcours: Parcours, now: datetime) -> None:
    if not by.is_system and not by.may("follow_up.record"):
        raise NotAllowed(_("Noter ce qui arrive revient aux professionnels du cercle."))
    check_has_place(by, parcours, now)


can_record = derive_can(check_can_record)


def check_can_review(by: User, parcours: Parcours, now: datetime) -> None:
    if not by.may("follow_up.review"):
        raise NotAllowed(
            _("Mener une co-évaluation revient à un coordinateur ou une coordinatrice de parcours.")
        )
    check_can_coordinate(by, parcours, now)


def check_can_rate(by: User, parcours: Parcours, now: datetime) -> None:
    """A professional of the circle, in their own name."""
    if not by.may("follow_up.rate"):
        raise NotAllowed(_("Donner son avis ici revient aux professionnels du cercle."))
    check_has_place(by, parcours, now)


def check_can_say_how_it_goes(by: User, parcours: Parcours, now: datetime) -> None:
    """The person, or a relative to whom something is open, from their own space."""
    if not by.may("follow_up.say_how_it_goes"):
        raise NotAllowed(_("Dire ici comment cela va revient à la personne et à ses proches."))
    if parcours.person.account_id != by.pk:
        check_has_place(by, parcours, now)


can_review = derive_can(check_can_review)
can_rate = derive_can(check_can_rate)
can_say_how_it_goes = derive_can(check_can_say_how_it_goes)
