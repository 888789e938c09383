"""The settings of the radar, as one organisation has them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.shortcuts import get_object_or_404

from filrouge.accounts.models import User
from filrouge.follow_up.models import RadarThreshold
from filrouge.follow_up.queries.radar import usual
from filrouge.follow_up.queries.signals import KINDS
from filrouge.follow_up.queries.signals.kind import SignalKind, Threshold
from filrouge.territory.models import Organisation


@dataclass(frozen=True)
class Setting:
    """One threshold: what it is about, what it is worth here, and whether the team set it itself."""

    threshold: Threshold
    value: int
    is_own: bool


@dataclass(frozen=True)
class KindSettings:
    """One kind of signal, with its thresholds here and how many of it stand in the records overseen."""

    kind: SignalKind
    settings: list[Setting]
    count: int | None

    @property
    def is_own(self) -> bool:
        return any(setting.is_own for setting in self.settings)


def organisations_to_set(user: User, now: datetime) -> list[Organisation]:
    """Those whose radar `user` sets, by name."""
    places = user.organisations_where("follow_up.set_radar", now)
    return list(Organisation.objects.filter(pk__in=places).order_by("name", "pk"))


def find_to_set(user: User, organisation_id: UUID, now: datetime) -> Organisation:
    """One of them; 404 for any other."""
    places = user.organisations_where("follow_up.set_radar", now)
    return get_object_or_404(Organisation.objects.filter(pk__in=places), pk=organisation_id)


def settings_of(organisation: Organisation, counts: dict[str, int] | None) -> list[KindSettings]:
    """Every kind, in the order of its title; `counts`: of the records that the reader oversees, if any."""
    own: dict[str, dict[str, int]] = {}
    for row in RadarThreshold.objects.filter(organisation=organisation):
        own.setdefault(row.kind, {})[row.name] = row.value
    found = [
        KindSettings(
            kind, _settings(kind, own.get(name, {})), None if counts is None else counts.get(name, 0)
        )
        for name, kind in KINDS.items()
    ]
    return sorted(found, key=lambda each: str(each.kind.title))


def values_of(organisation: Organisation, kind: SignalKind) -> dict[str, int]:
    """What each threshold of a kind is worth here."""
    own = RadarThreshold.objects.filter(organisation=organisation, kind=kind.name)
    return usual(kind) | {
        name: value for name, value in own.values_list("name", "value") if name in kind.thresholds
    }


def _settings(kind: SignalKind, own: dict[str, int]) -> list[Setting]:
    return [
        Setting(threshold, own.get(name, threshold.default), name in own)
        for name, threshold in kind.thresholds.items()
    ]
