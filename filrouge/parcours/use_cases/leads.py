"""A lead who leaves names a successor, or says that nobody leads, and why: one act."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.lib.dates import PartialDate
from filrouge.lib.errors import Refused
from filrouge.parcours.access import check_can_coordinate
from filrouge.parcours.models import CircleMember, Lead
from filrouge.parcours.use_cases.circle import begin_lead, end_lead, end_member


@transaction.atomic
def change_lead(
    lead: Lead, *, successor: CircleMember | None, until: PartialDate, reason: str, by: User, now: datetime
) -> Lead | None:
    """Ends a period of lead and begins the next one at the same time; None: nobody leads, 'sans référent'."""
    check_can_coordinate(by, lead.parcours, now)
    if not reason.strip():
        raise Refused(_("Dites en quelques mots pourquoi le pilotage change."), field="reason")
    if successor is not None and successor.pk == lead.member_id:
        raise Refused(_("Cette personne pilote déjà."), field="successor")
    end_lead(lead, until=until, reason=reason.strip(), by=by, now=now)
    return begin_lead(successor, since=until, by=by, now=now) if successor else None


@transaction.atomic
def leave(
    lead: Lead, *, successor: CircleMember | None, until: PartialDate, reason: str, by: User, now: datetime
) -> None:
    """Ends the place of whoever leads, and their lead with it; they name a successor or say 'sans référent'."""
    check_can_coordinate(by, lead.parcours, now)
    change_lead(lead, successor=successor, until=until, reason=reason, by=by, now=now)
    end_member(lead.member, until=until, reason=reason.strip(), by=by, now=now)
