"""A team's own thresholds of the radar, and back to the usual ones: the records that it coordinates follow at once."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.follow_up.access import check_can_set_radar
from filrouge.follow_up.models import RadarThreshold
from filrouge.follow_up.queries.radar import governed_by
from filrouge.follow_up.queries.signals.kind import SignalKind
from filrouge.follow_up.use_cases.radar import refresh_kind
from filrouge.journal.use_cases import record
from filrouge.lib.errors import Refused
from filrouge.territory.models import Organisation


@transaction.atomic
def set_thresholds(
    organisation: Organisation, *, kind: SignalKind, values: Mapping[str, int], by: User, now: datetime
) -> None:
    """Sets the thresholds of one kind for the records that this organisation coordinates.

    What equals the usual value is not kept as the team's own.
    """
    check_can_set_radar(by, organisation, now)
    for name, value in values.items():
        threshold = kind.thresholds[name]
        if not threshold.least <= value <= threshold.most:
            words = _("Choisissez un nombre entre %(least)d et %(most)d.")
            raise Refused(words % {"least": threshold.least, "most": threshold.most}, field=name)
    own = {name: value for name, value in values.items() if value != kind.thresholds[name].default}
    _write(organisation, kind, own, "follow_up.threshold_set", by, now)


@transaction.atomic
def reset_thresholds(organisation: Organisation, *, kind: SignalKind, by: User, now: datetime) -> None:
    """Gives the usual thresholds back to the records that this organisation coordinates."""
    check_can_set_radar(by, organisation, now)
    _write(organisation, kind, {}, "follow_up.threshold_reset", by, now)


def _write(
    organisation: Organisation, kind: SignalKind, own: Mapping[str, int], action: str, by: User, now: datetime
) -> None:
    """Writes what a team sets itself of one kind; the journal keeps every value, before and after."""
    stored = RadarThreshold.objects.select_for_update().filter(organisation=organisation, kind=kind.name)
    before = dict(stored.values_list("name", "value"))
    if before == own:
        return
    stored.exclude(name__in=own).delete()
    for name, value in own.items():
        told = {"value": value, "recorded_by": by, "recorded_at": now}
        RadarThreshold.objects.update_or_create(
            organisation=organisation, kind=kind.name, name=name, defaults=told
        )
    refresh_kind(kind, governed_by([organisation.pk], now), now=now)
    record(
        action, by=by, now=now, detail={"kind": kind.name, "of": organisation.pk, "was": before, "is": own}
    )
