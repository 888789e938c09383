"""*Le fil*: one person's thread as a page, worked out from a fixed number of questions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.desk.queries.choosing import Asked, Filters, Page, choose, filters, listable
from filrouge.desk.queries.day import DayState, state_of_day
from filrouge.desk.queries.details import Details, read_details
from filrouge.desk.queries.drawing import draw_frieze, service_name
from filrouge.desk.queries.items import (
    Beside,
    Link,
    Year,
    divergent_lines,
    items_by_year,
    papers_by_line,
    turns_by_fact,
)
from filrouge.desk.queries.lines import ReadLine, read_lines
from filrouge.desk.queries.missing import Missing, missing
from filrouge.desk.queries.unknowns import Unknown, alerts, unknowns
from filrouge.desk.queries.wording import Area, area_of, listed
from filrouge.desk.rules.frieze import Drawing
from filrouge.follow_up.models import Event, Rupture, Transition
from filrouge.follow_up.queries.signals_shown import signals_of
from filrouge.journal.queries import last_visit
from filrouge.lib.dates import since_words, until_words
from filrouge.lib.text import capital
from filrouge.parcours.models import Parcours, ServiceSpell
from filrouge.parcours.queries.circle import leads_of
from filrouge.parcours.queries.history import Change, changes
from filrouge.parcours.queries.records import header
from filrouge.ui.navigation import find_url
from filrouge.ui.record import Alert, RecordHeader

# kinds of signal that `alerts` tells from the lines themselves
TOLD_BY_LINES = {"rupture_open", "rupture_to_confirm", "divergence_unsettled"}
MOST_SIGNALS = 4


@dataclass(frozen=True)
class Counts:
    """How much this thread holds for its reader."""

    facts: int
    services: int
    breaks: int
    turns: int


@dataclass(frozen=True)
class ServiceItem:
    """A service with its dates, in the list of services."""

    pk: UUID
    name: str
    area: Area
    dates: str
    end_reason: str
    is_ended: bool
    corrections: Sequence[Change]
    papers: Sequence[Link] = ()


@dataclass(frozen=True)
class ThreadList:
    """The list part of the page: what a swap replaces."""

    years: list[Year]
    filters: Filters
    asked: Asked
    found: int
    next_start: UUID | None
    is_continued: bool


@dataclass(frozen=True)
class ThreadPage:
    """The whole page."""

    record: RecordHeader
    drawing: Drawing
    counts: Counts
    services: list[ServiceItem]
    day: DayState
    unknowns: list[Unknown]
    missing: list[Missing]


class Thread:
    """One reader's view of one thread: read once, then shown as a page or as the rest of its list."""

    def __init__(
        self, reader: User, parcours: Parcours, asked: Asked, *, since: datetime, now: datetime
    ) -> None:
        self.reader, self.parcours, self.asked, self.now = reader, parcours, asked, now
        self.lines = read_lines(reader, parcours, now)
        self.listed = listable(self.lines)
        self.chosen: Page = choose(self.listed, asked)
        shown = [line.pk for line in self.chosen.lines]
        self.here = frozenset(shown)
        self.details: Details = read_details(parcours, self.lines, shown)
        self.papers = papers_by_line(self.lines, parcours.pk)
        self.since = last_visit(reader.pk, parcours.person_id, since)
        spells = [line.pk for line in self.lines if line.kind == ServiceSpell.KIND]
        names = {str(key): name for key, name in self.details.names.items()}
        names |= {str(line.pk): line.title for line in self.lines}
        self.changes = changes([*shown, *spells], reader, now, names=names)

    def as_list(self) -> ThreadList:
        beside = Beside(
            details=self.details,
            changes=self.changes,
            turns=turns_by_fact(self.lines),
            numbers={line.pk: line.number for line in self.lines if line.number},
            divergent=divergent_lines(self.details),
            papers=self.papers,
            since=self.since,
            reader=self.reader.pk,
            today=localdate(self.now),
            parcours_id=self.parcours.pk,
            may_correct=self.may_add and self.reader.may("parcours.correct"),
        )
        return ThreadList(
            years=items_by_year(self.chosen.lines, self.chosen.before, beside),
            filters=filters(self.listed, self.asked),
            asked=self.asked,
            found=self.chosen.found,
            next_start=self.chosen.next_start,
            is_continued=self.chosen.before is not None,
        )

    @property
    def may_add(self) -> bool:
        """For comfort only: the use case asks again."""
        return self.reader.may("follow_up.record") and self.parcours.reader_has_place  # type: ignore[attr-defined]

    @property
    def may_coordinate(self) -> bool:
        """For comfort only: the use case asks again."""
        return self.reader.may("parcours.manage_circle") and self.parcours.reader_coordinates  # type: ignore[attr-defined]

    def page(self, *, day: date, today: date) -> ThreadPage:
        leads = leads_of(self.parcours)
        has_place = self.parcours.reader_has_place  # type: ignore[attr-defined]
        record = header(self.parcours, today=today, leads=leads, has_place=has_place)
        drawn = draw_frieze(
            self.lines, self.details, self._hrefs(), today=today, cursor=day if day != today else None
        )
        return ThreadPage(
            record=replace(record, alerts=[*self._asked(), *self._found(), *self._called()]),
            drawing=drawn,
            counts=self._counts(),
            services=self._services(),
            day=state_of_day(self.lines, self.details, leads, day=day, today=today),
            unknowns=unknowns(self.lines, self.details, self.where, self.parcours.person.usual_name),
            missing=missing(self.parcours) if self.may_coordinate else [],
        )

    def _found(self) -> list[Alert]:
        return alerts(self.parcours.pk, self.lines, self.details, self.where)

    def _called(self) -> list[Alert]:
        """What the radar says of the record, but for what its lines say already."""
        url = find_url("follow_up:signals", self.parcours.pk)
        calling = signals_of(self.parcours, self.reader, self.now).calling
        return [
            Alert(signal.kind.icon, capital(signal.title), signal.facts[0], f"{url}#signal-{signal.pk}")
            for signal in calling
            if signal.kind.name not in TOLD_BY_LINES
        ][:MOST_SIGNALS]

    def _asked(self) -> list[Alert]:
        """That the person or a relative waits for an answer that the reader may give."""
        if not self.parcours.has_wish or not self.reader.may("parcours.manage_circle"):  # type: ignore[attr-defined]
            return []
        url = find_url("parcours:wishes", self.parcours.pk)
        return [Alert("message-circle", _("Une demande"), _("Elle attend votre réponse."), url, "info")]

    def where(self, line: ReadLine) -> str:
        """Where a line stands: on this page, or at the top of the page that it begins."""
        if line.kind == ServiceSpell.KIND:
            return "#services"
        anchor = f"#fil-{line.number}" if line.number else f"#{line.pk}"
        order = "ordre=ancien&" if self.asked.oldest_first else ""
        return anchor if line.pk in self.here else f"?{order}suite={line.pk}{anchor}"

    def _hrefs(self) -> dict[int, str]:
        return {line.number: self.where(line) for line in self.lines if line.number}

    def _counts(self) -> Counts:
        kinds = [line.kind for line in self.lines]
        return Counts(
            *(kinds.count(kind) for kind in (Event.KIND, ServiceSpell.KIND, Rupture.KIND, Transition.KIND))
        )

    def _services(self) -> list[ServiceItem]:
        return [
            ServiceItem(
                pk=line.pk,
                name=service_name(line, self.details),
                area=area_of(line.area),
                dates=listed([since_words(line.when), until_words(line.until)]),
                end_reason=self.details.services[line.pk].end_reason,
                is_ended=line.until is not None,
                corrections=self.changes.get(line.pk, ()),
                papers=self.papers.get(line.pk, ()),
            )
            for line in self.lines
            if line.kind == ServiceSpell.KIND
        ]
