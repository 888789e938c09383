"""La synthèse: who the person is, who is around, what is open today, what broke, what she said; as one may read it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate

from filrouge.accounts.models import User
from filrouge.follow_up.models import Rupture
from filrouge.follow_up.queries.outstanding import outstanding
from filrouge.follow_up.queries.ruptures import ruptures
from filrouge.lib.dates import PartialDate
from filrouge.parcours.choices import OutstandingKind
from filrouge.parcours.models import Annotation, Parcours, ThreadEntry
from filrouge.parcours.queries.around import Around, around
from filrouge.parcours.queries.circle import LeadOn, lead_on
from filrouge.parcours.queries.coordination import Coordinations, coordinations
from filrouge.parcours.queries.hand_over import Outstanding
from filrouge.parcours.queries.sheet import Sheet, sheet

MOST_WORDS = 12


@dataclass(frozen=True)
class Synthesis:
    on: PartialDate
    sheet: Sheet
    around: Around
    leading: LeadOn
    coordinations: Coordinations
    outstanding: list[Outstanding]
    ruptures: list[Rupture]
    words: list[Annotation]

    @property
    def dates(self) -> list[Outstanding]:
        return [one for one in self.outstanding if one.kind == OutstandingKind.DATE]

    @property
    def open_today(self) -> list[tuple[str, list[Outstanding]]]:
        """What is open, by sort; the dates stand apart, and the requests for a place are no part of it."""
        kinds = (
            kind for kind in OutstandingKind if kind not in (OutstandingKind.DATE, OutstandingKind.REQUEST)
        )
        sorted_out = (
            (str(kind.label), [one for one in self.outstanding if one.kind == kind]) for kind in kinds
        )
        return [(label, found) for label, found in sorted_out if found]


def synthesis(parcours: Parcours, user: User, *, now: datetime) -> Synthesis:
    """Everything that the printed page shows, in a number of queries that does not depend on what the record holds."""
    day = localdate(now)
    entries = ThreadEntry.objects.filter(parcours=parcours).visible_to(user, now)
    return Synthesis(
        on=PartialDate.of_day(day),
        sheet=sheet(parcours, user, now),
        around=around(parcours, user, day=day, now=now),
        leading=lead_on(parcours, day),
        coordinations=coordinations(parcours, user, day=day, now=now),
        outstanding=outstanding(parcours, user, now=now),
        ruptures=ruptures(entries),
        words=_words(entries),
    )


def _words(entries: QuerySet[ThreadEntry]) -> list[Annotation]:
    """What the person said, the latest last."""
    hers = Annotation.objects.filter(entry__in=entries.values("pk"), said_by__is_the_person=True)
    latest = hers.select_related("entry").order_by("-entry__sort_key", "-order", "-pk")[:MOST_WORDS]
    return list(latest)[::-1]
