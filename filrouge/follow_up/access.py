"""Who records what happens."""

from datetime import datetime

from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.follow_up.models import Signal
from filrouge.lib.access import NotAllowed, derive_can
from filrouge.parcours.access import check_has_place
from filrouge.parcours.models import Parcours
from filrouge.territory.models import Organisation


def check_can_record(by: User, parcours: Parcours, now: datetime) -> None:
    if not by.is_system and not by.may("follow_up.record"):
        raise NotAllowed(_("Noter ce qui arrive revient aux professionnels du cercle."))
    check_has_place(by, parcours, now)


can_record = derive_can(check_can_record)


def check_can_put_off(by: User, signal: Signal, now: datetime) -> None:
    """Whoever reads a signal and writes in the record may put it off for the whole circle."""
    check_can_record(by, signal.parcours, now)
    if not by.is_system and not Signal.objects.visible_to(by, now).filter(pk=signal.pk).exists():
        raise NotAllowed(_("Vous ne pouvez pas lire ce signal."))


def check_can_set_radar(by: User, organisation: Organisation, now: datetime) -> None:
    if not by.organisations_where("follow_up.set_radar", now).filter(organisation=organisation).exists():
        raise NotAllowed(
            _("Régler le radar revient à la ou au responsable de l’équipe, ou à l’administration.")
        )
