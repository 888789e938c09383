"""What is to be done: written, done."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.follow_up.access import check_can_record
from filrouge.follow_up.models import Task
from filrouge.journal.use_cases import record
from filrouge.lib.errors import Refused
from filrouge.parcours.models import Parcours, Participant


@transaction.atomic
def add_task(
    parcours: Parcours,
    *,
    what: str,
    by: User,
    now: datetime,
    due: date | None = None,
    assigned_to: Participant | None = None,
    source: tuple[str, UUID] | None = None,
) -> Task:
    """Writes something to do for one person's parcours; `source`: the kind and the key of what it comes from."""
    check_can_record(by, parcours, now)
    if not what.strip():
        raise Refused(_("Dites ce qu’il y a à faire."), field="what")
    task = Task(
        parcours=parcours,
        what=what.strip(),
        due=due,
        assigned_to=assigned_to,
        owner=None if by.is_system else by,
        recorded_by=by,
        recorded_at=now,
    )
    if source:
        task.source_kind, task.source_id = source
    task.save(force_insert=True)
    record("follow_up.task_added", by=by, now=now, person_id=parcours.person_id, about=task)
    return task
