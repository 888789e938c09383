"""Who records what happens, and who keeps or takes a time of supervision."""

from datetime import datetime

from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.follow_up.models import SupervisionSlot
from filrouge.lib.access import NotAllowed, derive_can
from filrouge.parcours.access import check_has_place
from filrouge.parcours.models import Parcours
from filrouge.territory.models import Organisation


def check_can_record(by: User, parcours: Parcours, now: datetime) -> None:
    if not by.is_system and not by.may("follow_up.record"):
        raise NotAllowed(_("Noter ce qui arrive revient aux professionnels du cercle."))
    check_has_place(by, parcours, now)


def check_can_set_supervision(by: User, organisation: Organisation, now: datetime) -> None:
    led = by.organisations_where("follow_up.set_supervision", now)
    if not led.filter(organisation=organisation).exists():
        raise NotAllowed(_("Proposer un temps de supervision revient à la ou au responsable de l’équipe."))


def check_can_prepare_supervision(by: User, slot: SupervisionSlot, now: datetime) -> None:
    """Whoever coordinates in that team, but its own lead; a time offered to somebody is theirs alone."""
    coordinated = by.organisations_where("follow_up.prepare_supervision", now)
    is_theirs = slot.offered_to_id in (None, by.pk) and slot.lead_id != by.pk
    if not is_theirs or not coordinated.filter(organisation=slot.organisation_id).exists():
        raise NotAllowed(_("Ce temps de supervision n’est pas pour vous."))


def check_can_call_off_supervision(by: User, slot: SupervisionSlot) -> None:
    if slot.lead_id != by.pk or not by.may("follow_up.set_supervision"):
        raise NotAllowed(_("Annuler ce moment revient à qui l’a proposé."))


can_record = derive_can(check_can_record)
can_prepare_supervision = derive_can(check_can_prepare_supervision)
