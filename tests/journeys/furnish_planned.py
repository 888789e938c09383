"""What the pages of tasks, appointments and the round show: late, postponed, back each month; set, cancelled."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils.timezone import localdate, make_aware

from filrouge.accounts.models import User
from filrouge.follow_up.models import Appointment
from filrouge.follow_up.use_cases.appointments import Time, cancel_appointment, set_appointment
from filrouge.follow_up.use_cases.events import record_event
from filrouge.follow_up.use_cases.tasks import add_task, finish_task, give_task_up, postpone_task
from filrouge.journal.rules import VIEWED
from filrouge.journal.use_cases import record as journal
from filrouge.lib.dates import PartialDate
from filrouge.parcours.models import Parcours, Participant
from filrouge.territory.models import Commune


def planned(record: Parcours, *, by: User, now: datetime) -> dict[str, str]:
    """Mme E.'s coming days, as her case manager planned them."""
    act: dict[str, Any] = {"by": by, "now": now}
    today = localdate(now)
    late = add_task(
        record, what="Rappeler le service d’aide à domicile", due=today - timedelta(days=3), **act
    )
    waits = add_task(record, what="Demander le devis du portail", due=today, area="housing", **act)
    postpone_task(waits, until=today + timedelta(days=6), reason="artisan en congé", **act)
    add_task(record, what="Prendre des nouvelles par téléphone", due=today, rhythm="month", **act)
    finish_task(add_task(record, what="Envoyer le certificat médical", area="health", **act), **act)
    give_task_up(
        add_task(record, what="Chercher un second bénévole", **act), reason="elle préfère attendre", **act
    )
    add_task(None, what="Ranger mes notes de la semaine", **act)
    soon = today + timedelta(days=12)
    add_task(record, what="Regarder le plan ensemble", due=soon, source=("review", record.pk), **act)
    _changed_by_another(record, **act)
    return {"task": str(late.pk), "postponed": str(waits.pk), "visit": str(_times(record, today, **act).pk)}


def _changed_by_another(record: Parcours, *, by: User, now: datetime) -> None:
    """Her nurse notes something after her case manager last looked."""
    journal(VIEWED, by=by, now=now, person_id=record.person_id)
    nurse = User.objects.get(participations__parcours=record, name="Inès Roche")
    record_event(
        record, when=PartialDate.of_day(localdate(now)), fact="Passage de l’infirmière du réseau.", area="health",
        by=nurse, now=now + timedelta(seconds=1),
    )  # fmt: skip


def _times(record: Parcours, today: Any, **act: Any) -> Appointment:
    town = Commune.objects.filter(name="Firminy").first()
    person = Participant.objects.get(parcours=record, is_the_person=True)
    there = {"commune": town, "participants": [person], "area": "coordination", **act}
    visit = set_appointment(
        record, subject="faire le point sur la semaine", kind="visit", place="chez elle",
        at=Time(_at(today, 10), _at(today, 11), _at(today, 9), _at(today, 12)), **there,
    )  # fmt: skip
    set_appointment(
        record, subject="synthèse au réseau de santé", kind="meeting", travel_minutes=20,
        at=Time(_at(today, 14), _at(today, 15)), **there,
    )  # fmt: skip
    set_appointment(
        None, subject="réunion d’équipe", kind="meeting", at=Time(_at(today, 14), _at(today, 16)), **act
    )
    off = set_appointment(
        record, subject="visite d’un service", at=Time(_at(today, 34), _at(today, 35)), **there
    )
    cancel_appointment(off, reason="le service a fermé ce jour-là", **act)
    return visit


def _at(day: Any, hour: int) -> datetime:
    return make_aware(datetime.combine(day + timedelta(days=hour // 24), time(hour % 24)))
