"""Who records what happens, plans it, looks at it with the person, counts the time; who sees the radar and the team."""

from datetime import datetime

from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.follow_up.models import Appointment, Signal, SupervisionSlot, Task, TimeEntry
from filrouge.lib.access import NotAllowed, derive_can
from filrouge.parcours.access import check_can_coordinate, check_has_place
from filrouge.parcours.models import Parcours
from filrouge.territory.models import Organisation


def check_can_record(by: User, parcours: Parcours, now: datetime) -> None:
    if not by.is_system and not by.may("follow_up.record"):
        raise NotAllowed(_("Noter ce qui arrive revient aux professionnels du cercle."))
    check_has_place(by, parcours, now)


def check_can_log_time(by: User) -> None:
    if not by.is_system and not by.may("follow_up.log_time"):
        raise NotAllowed(_("Noter son temps revient aux professionnels."))


def check_can_change_time(by: User, entry: TimeEntry) -> None:
    """One's time is one's own: whoever leads a team reads sums and changes nothing."""
    check_can_log_time(by)
    if entry.user_id != by.pk:
        raise NotAllowed(_("Ce temps a été noté par quelqu’un d’autre."))


def check_can_set_budgets(by: User, organisation: Organisation, now: datetime) -> None:
    if not by.organisations_where("parcours.oversee", now).filter(organisation=organisation).exists():
        raise NotAllowed(_("Fixer les repères de temps revient à la ou au responsable de l’équipe."))


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


def check_can_plan(by: User, parcours: Parcours | None, now: datetime) -> None:
    """Writes what is to be done, and sets times: in a circle, by whoever works there; for oneself, by any of them."""
    if parcours is not None:
        check_can_record(by, parcours, now)
    elif not by.may("follow_up.record"):
        raise NotAllowed(_("Tenir un agenda ici revient aux professionnels des cercles."))


def check_can_change_task(by: User, task: Task, now: datetime) -> None:
    check_can_plan(by, task.parcours, now)
    if not by.is_system and not Task.objects.visible_to(by, now).filter(pk=task.pk).exists():
        raise NotAllowed(_("Cette tâche n’est pas de celles que vous pouvez lire."))


def check_can_change_appointment(by: User, appointment: Appointment, now: datetime) -> None:
    check_can_plan(by, appointment.parcours, now)
    if not by.is_system and not Appointment.objects.visible_to(by, now).filter(pk=appointment.pk).exists():
        raise NotAllowed(_("Ce rendez-vous n’est pas de ceux que vous pouvez lire."))


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


can_record = derive_can(check_can_record)
can_log_time = derive_can(check_can_log_time)
can_plan = derive_can(check_can_plan)
can_change_appointment = derive_can(check_can_change_appointment)
can_review = derive_can(check_can_review)
can_rate = derive_can(check_can_rate)
can_say_how_it_goes = derive_can(check_can_say_how_it_goes)
can_prepare_supervision = derive_can(check_can_prepare_supervision)
can_meet = derive_can(check_can_meet)
can_call_staff = derive_can(check_can_call_staff)
