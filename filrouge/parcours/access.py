"""Who may act on a parcours. Reading is `visible_to`; here are the acts."""

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.lib.access import NotAllowed, derive_can
from filrouge.parcours.choices import CircleRole
from filrouge.parcours.models import CircleMember, Fact, HandOver, Lead, Parcours, ThreadEntry
from filrouge.parcours.rules.sharing import Period


def check_has_place(by: User, parcours: Parcours, now: datetime) -> None:
    if not by.is_system and not CircleMember.objects.open_to(by, now).filter(parcours=parcours).exists():
        raise NotAllowed(_("Vous n’êtes pas dans le cercle de cette personne."))


def leads_now(by: User, parcours: Parcours, now: datetime) -> bool:
    """Whether somebody is, today and for sure, the one who leads."""
    places = CircleMember.objects.open_to(by, now).filter(parcours=parcours)
    periods = Lead.objects.filter(member__in=places)
    return any(Period(lead.since, lead.until).is_surely_open(localdate(now)) for lead in periods)


def check_can_open_record(by: User) -> None:
    if not by.may("parcours.open_record"):
        raise NotAllowed(_("Ouvrir un dossier revient à un coordinateur ou une coordinatrice de parcours."))


def check_can_ask_access(by: User) -> None:
    if not by.may("parcours.search"):
        raise NotAllowed(_("Demander une place dans un cercle revient aux professionnels."))


def check_can_add(by: User, parcours: Parcours, now: datetime) -> None:
    if not by.may("parcours.add_to_thread"):
        raise NotAllowed(_("Ajouter au fil revient aux professionnels du cercle."))
    check_has_place(by, parcours, now)


def check_can_coordinate(by: User, parcours: Parcours, now: datetime) -> None:
    if not by.may("parcours.manage_circle"):
        raise NotAllowed(_("Tenir le cercle revient à un coordinateur ou une coordinatrice de parcours."))
    coordinating = CircleMember.objects.filter(parcours=parcours, role=CircleRole.COORDINATION)
    if not by.is_system and not coordinating.open_to(by, now).exists():
        raise NotAllowed(_("Tenir le cercle revient à ceux qui coordonnent ce parcours."))


def check_can_answer(by: User, hand_over: HandOver, now: datetime) -> None:
    """Only whoever takes a hand-over up answers it, while their own place is open."""
    check_can_coordinate(by, hand_over.parcours, now)
    place = CircleMember.objects.open_to(by, now).filter(pk=hand_over.to_member_id)
    if not by.is_system and not place.exists():
        raise NotAllowed(_("Répondre à ce relais revient à la personne à qui il est proposé."))


def check_can_correct(by: User, fact: Fact, now: datetime) -> None:
    if not by.may("parcours.correct"):
        raise NotAllowed(_("Corriger le fil revient aux professionnels du cercle."))
    check_has_place(by, fact.parcours, now)
    if not by.is_system and not ThreadEntry.objects.visible_to(by, now).filter(pk=fact.pk).exists():
        raise NotAllowed(_("Vous ne pouvez pas lire cette ligne du fil."))


def check_can_put_right(by: User, parcours: Parcours, record: object, now: datetime) -> None:
    """A fact of the thread is put right by whoever reads it; who is around the person, by those who coordinate."""
    if isinstance(record, Fact):
        check_can_correct(by, record, now)
    else:
        check_can_coordinate(by, parcours, now)


def check_can_annotate(by: User, entry: ThreadEntry, now: datetime) -> None:
    if not by.may("parcours.annotate"):
        raise NotAllowed(_("Répondre dans le fil revient à la personne et à ses proches."))
    if not by.is_system and not ThreadEntry.objects.visible_to(by, now).filter(pk=entry.pk).exists():
        raise NotAllowed(_("Vous ne pouvez pas lire cette ligne du fil."))


has_place = derive_can(check_has_place)
can_add = derive_can(check_can_add)
can_coordinate = derive_can(check_can_coordinate)
can_answer = derive_can(check_can_answer)
can_correct = derive_can(check_can_correct)
can_annotate = derive_can(check_can_annotate)
can_open_record = derive_can(check_can_open_record)
