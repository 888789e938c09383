"""Something to do and a time set for the record of the cast, in one area, marked like every text of that record."""

from datetime import timedelta

from filrouge.follow_up.models import Appointment, Task
from filrouge.follow_up.use_cases.appointments import Time, set_appointment
from filrouge.follow_up.use_cases.tasks import add_task
from tests.personas import NOW, World


def a_task(made: World) -> Task:
    """To be done by nobody in particular, about daily life; written the first time that somebody asks for it."""
    known = Task.objects.filter(parcours=made.parcours, source_kind="").first()
    return known or add_task(
        made.parcours, what=f"rappeler l’aide {made.secret('daily_life')}", due=NOW.date(), area="daily_life",
        by=made.claire, now=NOW,
    )  # fmt: skip


def an_appointment(made: World) -> Appointment:
    """A visit about daily life, which may be moved within the day; set the first time that somebody asks for it."""
    known = Appointment.objects.filter(parcours=made.parcours, kind="visit").first()
    starts = NOW + timedelta(days=1)
    return known or set_appointment(
        made.parcours, subject=f"ménage {made.secret('daily_life')}", kind="visit", area="daily_life",
        place=f"chez elle {made.secret('daily_life')}", participants=[made.participants["person"]],
        at=Time(starts, starts + timedelta(hours=1), starts - timedelta(hours=1), starts + timedelta(hours=3)),
        by=made.claire, now=NOW,
    )  # fmt: skip
