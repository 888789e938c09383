"""Who records what happens, and who plans it."""

from datetime import datetime

from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.follow_up.models import Appointment, Task
from filrouge.lib.access import NotAllowed, derive_can
from filrouge.parcours.access import check_has_place
from filrouge.parcours.models import Parcours


def check_can_record(by: User, parcours: Parcours, now: datetime) -> None:
    if not by.is_system and not by.may("follow_up.record"):
        raise NotAllowed(_("Noter ce qui arrive revient aux professionnels du cercle."))
    check_has_place(by, parcours, now)


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


can_record = derive_can(check_can_record)
can_plan = derive_can(check_can_plan)
can_change_appointment = derive_can(check_can_change_appointment)
