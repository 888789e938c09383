"""Who may add a paper to a record. Reading one is `visible_to`."""

from datetime import datetime

from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.documents.models import Document
from filrouge.lib.access import NotAllowed, derive_can
from filrouge.parcours.access import can_coordinate, check_has_place
from filrouge.parcours.models import Parcours, ThreadEntry


def check_can_attach(by: User, parcours: Parcours, now: datetime) -> None:
    """The circle adds papers, and so does the person in her own record."""
    if not by.may("documents.attach"):
        raise NotAllowed(_("Ajouter un document revient à la personne et aux professionnels de son cercle."))
    if parcours.person.account_id != by.pk:
        check_has_place(by, parcours, now)


def check_can_attach_to(by: User, entry: ThreadEntry, now: datetime) -> None:
    check_can_attach(by, entry.parcours, now)
    if not by.is_system and not ThreadEntry.objects.visible_to(by, now).filter(pk=entry.pk).exists():
        raise NotAllowed(_("Vous ne pouvez pas lire cette ligne du fil."))


def check_can_renew(by: User, document: Document, now: datetime) -> None:
    """A newer file comes from whoever reads the document; the person renews her own papers."""
    check_can_attach(by, document.parcours, now)
    if not by.is_system and not Document.objects.visible_to(by, now).filter(pk=document.pk).exists():
        raise NotAllowed(_("Vous ne pouvez pas lire ce document."))
    if document.parcours.person.account_id == by.pk and document.recorded_by_id != by.pk:
        raise NotAllowed(_("Ce document vient de quelqu’un d’autre\u00a0: vous pouvez en ajouter un à côté."))


def check_can_take_back(by: User, document: Document, now: datetime) -> None:
    """Whoever joined a paper, or coordinates, takes it away and puts it back; never one that they may not read."""
    check_can_attach(by, document.parcours, now)
    if by.is_system:
        return
    line = ThreadEntry.objects.filter(pk=document.pk)
    if not line.visible_to(by, now).exists() and not line.taken_back_for(by, now).exists():
        raise NotAllowed(_("Vous ne pouvez pas lire ce document."))
    if document.recorded_by_id != by.pk and not can_coordinate(by, document.parcours, now):
        raise NotAllowed(_("Retirer un document revient à qui l’a joint, ou à qui coordonne."))


can_attach = derive_can(check_can_attach)
can_renew = derive_can(check_can_renew)
can_take_back = derive_can(check_can_take_back)
