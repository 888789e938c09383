"""Who may act on a parcours. Reading is `visible_to`; here are the acts."""

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from filrouge.accounts.models import Membership, User
from filrouge.lib.access import NotAllowed, derive_can
from filrouge.parcours.choices import CircleRole
from filrouge.parcours.models import Fact, HandOver, Lead, Parcours, Request, ThreadEntry, Wish
from filrouge.parcours.models.circle import places_in
from filrouge.parcours.rules.sharing import Period
from filrouge.territory.models import Organisation


def check_has_place(by: User, parcours: Parcours, now: datetime) -> None:
    if not by.is_system and not places_in(parcours.pk, by, now):
        raise NotAllowed(_("Vous n’êtes pas dans le cercle de cette personne."))


def leads_now(by: User, parcours: Parcours, now: datetime) -> bool:
    """Whether somebody is, today and for sure, the one who leads."""
    periods = Lead.objects.filter(member__in=[place.pk for place in places_in(parcours.pk, by, now)])
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
    roles = {place.role for place in places_in(parcours.pk, by, now)}
    if not by.is_system and CircleRole.COORDINATION not in roles:
        raise NotAllowed(_("Tenir le cercle revient à ceux qui coordonnent ce parcours."))


def check_can_answer(by: User, hand_over: HandOver, now: datetime) -> None:
    """Only whoever takes a hand-over up answers it, while their own place is open."""
    check_can_coordinate(by, hand_over.parcours, now)
    held = {place.pk for place in places_in(hand_over.parcours_id, by, now)}
    if not by.is_system and hand_over.to_member_id not in held:
        raise NotAllowed(_("Répondre à ce relais revient à la personne à qui il est proposé."))


def check_can_correct(by: User, fact: Fact, now: datetime) -> None:
    if not by.may("parcours.correct"):
        raise NotAllowed(_("Corriger le fil revient aux professionnels du cercle."))
    check_has_place(by, fact.parcours, now)
    if not by.is_system and not ThreadEntry.objects.visible_to(by, now).filter(pk=fact.pk).exists():
        raise NotAllowed(_("Vous ne pouvez pas lire cette ligne du fil."))
    if fact.is_told_for_oneself and fact.recorded_by_id != by.pk:
        raise NotAllowed(
            _(
                "Ce qu’un proche dit de lui-même n’est qu’à lui\u00a0: notez ce que vous voyez à côté, sous votre nom."
            )
        )


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


def check_can_receive_request(by: User, organisation: Organisation, now: datetime) -> None:
    if not by.may("parcours.take_requests"):
        raise NotAllowed(
            _("Recevoir une demande revient à un coordinateur ou une coordinatrice de parcours.")
        )
    if not by.organisations_where("parcours.take_requests", now).filter(organisation=organisation).exists():
        raise NotAllowed(_("Vous ne prenez pas de demandes dans cette organisation."))


def check_can_take_request(by: User, asked: Request, now: datetime) -> None:
    if (
        not by.may("parcours.take_requests")
        or not Request.objects.visible_to(by, now).filter(pk=asked.pk).exists()
    ):
        raise NotAllowed(_("Répondre à une demande revient à ceux qui coordonnent dans cette organisation."))


def check_can_assign_request(by: User, asked: Request, now: datetime) -> None:
    if (
        not by.organisations_where("parcours.oversee", now)
        .filter(organisation=asked.organisation_id)
        .exists()
    ):
        raise NotAllowed(_("Confier une demande revient à la ou au responsable de l’équipe."))


def check_can_ask(by: User, parcours: Parcours, now: datetime) -> None:
    is_the_person = parcours.person.account_id == by.pk
    if not by.may("parcours.ask") or not (is_the_person or has_place(by, parcours, now)):
        raise NotAllowed(_("Demander quelque chose d’ici revient à la personne et à ses proches."))


def check_can_answer_wish(by: User, wish: Wish, now: datetime) -> None:
    """Whoever coordinates answers; for another contact, the lead of their team too."""
    if by.may("parcours.manage_circle") and Wish.objects.visible_to(by, now).filter(pk=wish.pk).exists():
        return
    raise NotAllowed(_("Répondre revient à ceux qui coordonnent ce parcours."))


def check_can_declare_absence(by: User, who: User, organisation: Organisation, now: datetime) -> None:
    """Whoever coordinates says so for themselves; the lead of their team for somebody who cannot, being ill."""
    there = Membership.objects.current(now).filter(user=who, organisation=organisation)
    leads = by.organisations_where("parcours.oversee", now).filter(organisation=organisation).exists()
    is_theirs = by.pk == who.pk and by.may("parcours.manage_circle")
    if not there.exists() or not (is_theirs or leads):
        raise NotAllowed(
            _("Noter une absence revient à qui s’absente, ou à la ou au responsable de son équipe.")
        )


has_place = derive_can(check_has_place)
can_add = derive_can(check_can_add)
can_coordinate = derive_can(check_can_coordinate)
can_answer = derive_can(check_can_answer)
can_correct = derive_can(check_can_correct)
can_annotate = derive_can(check_can_annotate)
can_assign_request = derive_can(check_can_assign_request)
can_ask = derive_can(check_can_ask)
can_open_record = derive_can(check_can_open_record)
