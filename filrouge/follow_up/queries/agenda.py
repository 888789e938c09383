"""What a meeting might speak of: everything in the file that waits for a word, as its reader may know it."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.follow_up.choices import AgendaSource
from filrouge.follow_up.models import Review, RuptureProposal, Signal
from filrouge.follow_up.queries.outstanding import outstanding
from filrouge.follow_up.queries.signals import KINDS
from filrouge.lib.dates import PartialDate, say
from filrouge.needs.choices import Decision
from filrouge.needs.models import DivergenceVoice, Need, Recommendation, Right, Settlement
from filrouge.needs.queries.answers import areas_open_to
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.choices import Level, OutstandingKind
from filrouge.parcours.models import Parcours, ThreadEntry
from filrouge.parcours.queries.hand_over import Outstanding
from filrouge.plans.models import ObjectiveNeed, PlanLine
from filrouge.plans.rules.standings import LEFT_OUT
from filrouge.plans.rules.states import RUNNING

# An end that comes within this time is spoken of; a review, once its day is here or near.
RIGHTS_AHEAD, REVIEWS_AHEAD = timedelta(days=183), timedelta(days=30)
SPOKEN_OF = {
    OutstandingKind.RUPTURE: AgendaSource.RUPTURE,
    OutstandingKind.PROPOSAL: AgendaSource.PROPOSAL,
    OutstandingKind.DATE: AgendaSource.DATE,
    OutstandingKind.RECOMMENDATION: AgendaSource.RECOMMENDATION,
    OutstandingKind.DIVERGENCE: AgendaSource.DIVERGENCE,
}


@dataclass(frozen=True)
class Candidate:
    """A point that the file proposes. `lines`: those of the thread without any of which one may not read it."""

    source: AgendaSource
    source_id: UUID
    words: str
    area: str
    lines: Collection[UUID] = field(default_factory=tuple)

    @property
    def key(self) -> str:
        return f"{self.source.value}:{self.source_id}"


class Asked(NamedTuple):
    """What a question about what a meeting might speak of goes by."""

    parcours: Parcours
    user: User
    entries: QuerySet[ThreadEntry]
    today: date
    now: datetime


def candidates(parcours: Parcours, user: User, now: datetime) -> list[Candidate]:
    """As `user` may read them, in the order in which one speaks of them; as many questions whatever the file holds."""
    entries = ThreadEntry.objects.filter(parcours=parcours, level=Level.CIRCLE).visible_to(user, now)
    asked = Asked(parcours, user, entries, localdate(now), now)
    found = [
        each for ask in (_outstanding, _needs, _lines, _rights, _reviews, _signals) for each in ask(asked)
    ]
    rank = {source: place for place, source in enumerate(AgendaSource)}
    return sorted(found, key=lambda each: rank[each.source])


def _outstanding(asked: Asked) -> Iterator[Candidate]:
    waiting = [one for one in outstanding(asked.parcours, asked.user, now=asked.now) if one.kind in SPOKEN_OF]
    settled = set(
        Settlement.objects.filter(divergence__parcours=asked.parcours).values_list("divergence", flat=True)
    )
    found = [one for one in waiting if one.object_id not in settled]
    lines = _lines_behind(found)
    for one in found:
        since = f" ({say(one.since)})" if one.since else ""
        # of several areas: coordination's, and each of its lines closes it
        area = one.areas[0] if len(one.areas) == 1 else LifeArea.COORDINATION
        source = SPOKEN_OF[OutstandingKind(one.kind)]
        yield Candidate(source, one.object_id, one.title + since, area, lines[one.object_id])


def _lines_behind(found: Collection[Outstanding]) -> dict[UUID, list[UUID]]:
    """The lines of the thread from which each of these is read."""
    lines: dict[UUID, list[UUID]] = defaultdict(list)
    of = {kind: [one.object_id for one in found if one.kind == kind] for kind in SPOKEN_OF}
    facts = ThreadEntry.objects.filter(pk__in=[*of[OutstandingKind.RUPTURE], *of[OutstandingKind.DATE]])
    behind = facts.values_list("pk", "pk").union(
        RuptureProposal.objects.filter(pk__in=of[OutstandingKind.PROPOSAL]).values_list("pk", "spell"),
        Recommendation.objects.filter(pk__in=of[OutstandingKind.RECOMMENDATION]).values_list("pk", "assessment"),
        DivergenceVoice.objects.filter(divergence__in=of[OutstandingKind.DIVERGENCE]).values_list(
            "divergence", "entry"
        ),
    )  # fmt: skip
    for key, line in behind:
        lines[key].append(line)
    return lines


def _needs(asked: Asked) -> Iterator[Candidate]:
    """Open needs that no objective of a plan in force serves."""
    served = ObjectiveNeed.objects.filter(
        objective__plan__parcours=asked.parcours, objective__plan__state__in=RUNNING
    )
    found = Need.objects.filter(pk__in=asked.entries.values("pk"), ended_on=None)
    for one in (
        found.exclude(pk__in=served.values("need")).select_related("code").order_by("code__order", "pk")
    ):
        yield Candidate(AgendaSource.NEED, one.pk, str(one), one.area, [one.pk])


def _lines(asked: Asked) -> Iterator[Candidate]:
    """Answers of the plan in force that nobody gives yet."""
    found = PlanLine.objects.filter(parcours=asked.parcours, plan__state__in=RUNNING, provider=None)
    shown = found.exclude(standing__in=LEFT_OUT).filter(level=Level.CIRCLE)
    for one in shown.visible_to(asked.user, asked.now).in_order():
        yield Candidate(AgendaSource.LINE, one.pk, one.title, one.area)


def _rights(asked: Asked) -> Iterator[Candidate]:
    """Rights that end within six months."""
    ahead = (asked.today, asked.today + RIGHTS_AHEAD)
    found = Right.objects.filter(pk__in=asked.entries.values("pk"), decision=Decision.GRANTED)
    for one in found.filter(until_latest__range=ahead).select_related("kind").order_by("until_latest", "pk"):
        words = _("%(right)s, jusqu’à\u00a0: %(day)s") % {
            "right": one.kind.label,
            "day": say(one.until) if one.until else "",
        }
        yield Candidate(AgendaSource.RIGHT, one.pk, words, one.area, [one.pk])


def _reviews(asked: Asked) -> Iterator[Candidate]:
    """The review that the last one asked for, once its day is near."""
    last = Review.objects.last_held().filter(pk__in=asked.entries.values("pk")).first()
    if last is not None and last.next_on and last.next_on <= asked.today + REVIEWS_AHEAD:
        words = _("Co-évaluation à faire\u00a0: %(day)s") % {"day": say(PartialDate.of_day(last.next_on))}
        yield Candidate(AgendaSource.REVIEW, last.pk, words, last.area, [last.pk])


def _signals(asked: Asked) -> Iterator[Candidate]:
    """Signals of the radar that stand, each in its words."""
    areas = areas_open_to(asked.parcours, asked.user, asked.now)
    found = list(
        Signal.objects.filter(parcours=asked.parcours, gone_at=None, area__in=areas).order_by("since", "pk")
    )
    named = [one.entry for one in found if one.entry]
    read = set(asked.entries.filter(pk__in=named).values_list("pk", flat=True))
    for one in found:
        if one.entry is None or one.entry in read:
            yield Candidate(
                AgendaSource.SIGNAL, one.pk, signal_words(one), one.area, [one.entry] if one.entry else ()
            )


def signal_words(signal: Signal) -> str:
    """What a signal says in one line; a kind that no rule knows any more is told by its name."""
    kind = KINDS.get(signal.kind)
    if kind is None:
        return signal.kind.replace("_", " ")
    return " · ".join([str(kind.title), *kind.tell(signal.facts)[:1]])
