"""What was settled together, with where each one stood then and stands since."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from filrouge.accounts.models import User
from filrouge.needs.choices import Stance
from filrouge.needs.models import Settlement, SettlementVoice
from filrouge.needs.rules.voices import is_provisional
from filrouge.parcours.models import Parcours, ThreadEntry


@dataclass(frozen=True)
class Settled:
    """One thing that was settled; every position that was taken on it, in the order in which it was noted."""

    settlement: Settlement
    voices: Sequence[SettlementVoice]

    @property
    def is_provisional(self) -> bool:
        """Whether the person is still not among those who spoke."""
        return is_provisional(voice.stance for voice in self.voices if voice.participant.is_the_person)

    @property
    def agreed(self) -> list[SettlementVoice]:
        return self._standing(Stance.AGREE)

    @property
    def disagreed(self) -> list[SettlementVoice]:
        return self._standing(Stance.DISAGREE)

    @property
    def absent(self) -> list[SettlementVoice]:
        return self._standing(Stance.ABSENT)

    def _standing(self, stance: str) -> list[SettlementVoice]:
        """Who stands there today: a later word of the same voice counts, the former stays in `voices`."""
        last = {voice.participant_id: voice for voice in self.voices}
        return [voice for voice in last.values() if voice.stance == stance]


def settled_in(entries: QuerySet[ThreadEntry]) -> list[Settled]:
    """Two questions: what was settled among these lines, the latest first."""
    found = list(
        Settlement.objects.filter(pk__in=entries.values("pk"))
        .select_related("need__code", "recorded_by")
        .order_by("-when_latest", "-recorded_at", "-pk")
    )
    voices: dict[UUID, list[SettlementVoice]] = defaultdict(list)
    told = SettlementVoice.objects.filter(settlement__in=[each.pk for each in found])
    for voice in told.select_related("participant__relative").order_by("recorded_at", "pk"):
        voices[voice.settlement_id].append(voice)
    return [Settled(each, voices[each.pk]) for each in found]


def find_settled(parcours: Parcours, settlement_id: UUID, user: User, now: datetime) -> Settled:
    """One that `user` may read; 404 for any other."""
    readable = Settlement.objects.filter(parcours=parcours).visible_to(user, now)
    get_object_or_404(readable, pk=settlement_id)
    return settled_in(ThreadEntry.objects.filter(pk=settlement_id))[0]
