"""What a professional tells of their work: written by themselves, or by the lead of a team where they work."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from filrouge.accounts.access import check_can_change_profile
from filrouge.accounts.models import User, WorkProfile
from filrouge.accounts.queries import work_profile_of
from filrouge.journal.use_cases import record
from filrouge.lib.errors import Stale

TOLD = ("commune", "languages", "publics", "share")


@transaction.atomic
def change_work_profile(
    user: User, *, facts: Mapping[str, Any], version: int, by: User, now: datetime
) -> WorkProfile:
    """Says where somebody works, what they speak, whom they know, and how much of their time is for coordination."""
    check_can_change_profile(by, user, now)
    # the account holds both editors in line: the first profile has no row to hold yet
    User.objects.select_for_update().get(pk=user.pk)
    stored = work_profile_of(user)
    if version != stored.version:
        raise Stale(_("Quelqu’un d’autre a changé ce profil pendant que vous écriviez."))
    for name in TOLD:
        setattr(stored, name, facts[name])
    stored.version += 1
    stored.save()
    record("accounts.work_profile_changed", by=by, now=now, about=stored)
    return stored
