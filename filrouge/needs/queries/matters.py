"""What an assessment, a view or a settlement is about, as an address names it; 404 for what one may not read."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.http import Http404
from django.shortcuts import get_object_or_404

from filrouge.accounts.models import User
from filrouge.needs.models import Assessment, AssessmentAnswer, Divergence, Need
from filrouge.needs.queries.answers import answers_in
from filrouge.needs.queries.crossing import Crossing, Reading, Row, crossing
from filrouge.needs.queries.settling import Settled
from filrouge.needs.queries.voices import Voice
from filrouge.needs.rules.instruments import Instrument, instruments
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.models import Fact, Parcours, Participant, ThreadEntry
from filrouge.parcours.queries.named import named_to
from filrouge.ui.rows import row_named

AnyFact = TypeVar("AnyFact", bound=Fact)


@dataclass(frozen=True)
class Matter:
    """What is to be settled: the voices side by side, what was settled before, and who could say where they stand."""

    need: Need | None
    divergence: Divergence | None
    subject: str
    area: str
    voices: list[Voice]
    settled: list[Settled]
    speakers: list[Participant]
    others: list[Participant]


def find_need(parcours: Parcours, asked: str | None, user: User, now: datetime) -> Need | None:
    """The open need that an address names; nothing when it names none."""
    if not asked:
        return None
    needs = Need.objects.filter(parcours=parcours, ended_on=None).select_related("code", "parcours__person")
    return get_object_or_404(needs.visible_to(user, now), pk=row_named(asked))


def find_grid(slug: str, who: str) -> Instrument:
    """A grid of that name that such people answer."""
    grid = instruments().get(slug)
    if grid is None or grid.who_answers != who:
        raise Http404
    return grid


def find_former(
    parcours: Parcours, asked: str | None, slug: str, user: User, now: datetime
) -> Assessment | None:
    """The assessment that a new one follows, made with the same grid, or outside as it was."""
    if not asked:
        return None
    made = Assessment.objects.filter(parcours=parcours, instrument_slug=slug).select_related("said_by")
    return get_object_or_404(made.visible_to(user, now), pk=row_named(asked))


def answers_of(
    former: Assessment | None, parcours: Parcours, user: User, now: datetime
) -> dict[str, AssessmentAnswer]:
    """What was answered then, by item."""
    if former is None:
        return {}
    line = ThreadEntry.objects.filter(pk=former.pk)
    return {answer.item: answer for answer in answers_in(line, parcours, user, now)}


def matter_of(parcours: Parcours, *, need: str | None, mark: str | None, user: User, now: datetime) -> Matter:
    """The need or the mark that an address names; without either, whatever the discussion was about."""
    table = crossing(parcours, user, now)
    if need:
        row = _row(table, need)
        about, reading, subject, area = row.need, None, str(row.need), row.area.value
        told, settled = row.voices, [*row.settled, *(each for one in row.readings for each in one.settled)]
    elif mark:
        row, reading = _reading(table, mark)
        about, subject, area = row.need, reading.divergence.subject, row.area.value
        told, settled = reading.voices, reading.settled
    else:
        about, reading, subject, area, told, settled = None, None, "", LifeArea.COORDINATION.value, [], []
    speakers, others = _people(parcours, told, user, now)
    divergence = reading.divergence if reading else None
    return Matter(about, divergence, subject, area, told, settled, speakers, others)


def _row(table: Crossing, asked: str) -> Row:
    found = [row for row in table.needs if row.need and row.need.pk == row_named(asked)]
    if not found:
        raise Http404
    return found[0]


def _reading(table: Crossing, asked: str) -> tuple[Row, Reading]:
    key = row_named(asked)
    found = [(row, each) for row in table.all_rows for each in row.readings if each.divergence.pk == key]
    if not found:
        raise Http404
    return found[0]


def _people(
    parcours: Parcours, told: list[Voice], user: User, now: datetime
) -> tuple[list[Participant], list[Participant]]:
    """The person, who spoke and who writes; then everybody else named to this reader."""
    named = list(named_to(parcours, user, now))
    spoke = {voice.said_by.pk for voice in told if voice.said_by}
    first = [who for who in named if who.is_the_person or who.pk in spoke or who.user_id == user.pk]
    return first, [who for who in named if who not in first]
