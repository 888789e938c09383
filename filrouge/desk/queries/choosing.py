"""Which lines of the thread are asked for: life area, kind, author, order, page."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from filrouge.desk.queries.lines import ReadLine
from filrouge.desk.queries.wording import area_of, kind_words
from filrouge.documents.models import Document
from filrouge.follow_up.models import Event, Transition
from filrouge.lib.text import capital
from filrouge.parcours.models import ServiceSpell

PAGE = 100
UNKNOWN_AUTHOR = "inconnu"
TOLD_ELSEWHERE = (Transition.KIND, Document.KIND)


@dataclass(frozen=True)
class Asked:
    """What a reader asked of the list: empty strings ask for everything. `start` is the first line of the page."""

    area: str = ""
    kind: str = ""
    author: str = ""
    oldest_first: bool = False
    start: UUID | None = None

    @property
    def is_filtered(self) -> bool:
        return bool(self.area or self.kind or self.author)


@dataclass(frozen=True)
class Option:
    """One choice of a filter."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Filters:
    """The three filters, with the choices that this thread offers: never one that would find nothing."""

    areas: list[Option]
    kinds: list[Option]
    authors: list[Option]


@dataclass(frozen=True)
class Page:
    """A page of the list: its lines, the line before it, and where the next page begins."""

    lines: list[ReadLine]
    before: ReadLine | None
    next_start: UUID | None
    found: int


def listable(lines: Sequence[ReadLine]) -> list[ReadLine]:
    """The lines that stand in the list by themselves: services have a list of their own, a turning point is
    told on the fact that marks it, a document beside the line that it belongs to."""
    return [
        line
        for line in lines
        if line.kind != ServiceSpell.KIND and not (line.kind in TOLD_ELSEWHERE and line.told_by)
    ]


def kind_code(line: ReadLine) -> str:
    return f"{line.kind}.{line.event_kind}" if line.kind == Event.KIND else line.kind


def choose(lines: Sequence[ReadLine], asked: Asked) -> Page:
    """The page that was asked for. A `start` that the reader no longer sees leads back to the first page."""
    found = [line for line in lines if _matches(line, asked)]
    if not asked.oldest_first:
        found.reverse()
    first = next((rank for rank, line in enumerate(found) if line.pk == asked.start), 0)
    following = found[first + PAGE : first + PAGE + 1]
    return Page(
        lines=found[first : first + PAGE],
        before=found[first - 1] if first else None,
        next_start=following[0].pk if following else None,
        found=len(found),
    )


def _matches(line: ReadLine, asked: Asked) -> bool:
    author = str(line.said_by) if line.said_by else UNKNOWN_AUTHOR
    return (
        (not asked.area or line.area == asked.area)
        and (not asked.kind or kind_code(line) == asked.kind)
        and (not asked.author or author == asked.author)
    )


def filters(lines: Sequence[ReadLine], asked: Asked) -> Filters:
    """What the three filters offer, among the lines that the reader sees."""
    areas = {line.area: area_of(line.area).label for line in lines}
    kinds = {kind_code(line): capital(kind_words(line.kind, line.event_kind)) for line in lines}
    authors = {str(line.said_by): line.author for line in lines if line.said_by}
    options = _options(authors, asked.author)
    if any(line.said_by is None for line in lines):
        options.append(Option(UNKNOWN_AUTHOR, _("non renseigné"), asked.author == UNKNOWN_AUTHOR))
    return Filters(_options(areas, asked.area), _options(kinds, asked.kind), options)


def _options(labels: dict[str, str], chosen: str) -> list[Option]:
    ordered = sorted(labels.items(), key=lambda pair: pair[1].casefold())
    return [Option(value, label, value == chosen) for value, label in ordered]
