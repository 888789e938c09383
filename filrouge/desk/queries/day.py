"""The state of one day, as it was told: what was open, what may have been, who led, what was broken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from filrouge.desk.queries.details import Details
from filrouge.desk.queries.drawing import service_name
from filrouge.desk.queries.lines import ReadLine
from filrouge.desk.queries.wording import listed, period_words
from filrouge.follow_up.models import Rupture
from filrouge.lib.dates import PartialDate, PeriodState, from_words, say, since_words, state_on, until_words
from filrouge.needs.choices import Decision
from filrouge.needs.models import Right
from filrouge.needs.queries.rights import left_words
from filrouge.nomenclature.choices import LifeArea
from filrouge.parcours.models import Lead, ServiceSpell
from filrouge.parcours.queries.circle import who_leads

IN_THIS_ORDER = (
    PeriodState.OPEN,
    PeriodState.OPEN_SINCE_UNKNOWN,
    PeriodState.PERHAPS_OPEN,
    PeriodState.CLOSED,
    PeriodState.NOT_YET,
)
OPEN = (PeriodState.OPEN, PeriodState.OPEN_SINCE_UNKNOWN)


@dataclass(frozen=True)
class Service:
    """A service as it stood that day."""

    name: str
    dates: str
    broken: bool = False


@dataclass(frozen=True)
class Group:
    """The services in one of the five states; `state` chooses the words and the icon of the heading."""

    state: str
    services: list[Service]


@dataclass(frozen=True)
class Place:
    """Where the person lived that day, surely or perhaps."""

    name: str
    surely: bool


@dataclass(frozen=True)
class OpenBreak:
    """A rupture open that day, surely or perhaps."""

    nature: str
    dates: str
    surely: bool


@dataclass(frozen=True)
class OpenRight:
    """A right that was given and ran that day, surely or perhaps."""

    name: str
    dates: str
    surely: bool


@dataclass(frozen=True)
class Leading:
    """Who led that day: `names` is empty when nobody did, or nobody said."""

    names: str
    dates: str
    surely: bool


@dataclass(frozen=True)
class DayState:
    """'Au 15 septembre 2018': everything that was told of that day, and no more."""

    day: date
    words: str
    is_today: bool
    places: list[Place]
    groups: list[Group]
    breaks: list[OpenBreak]
    rights: list[OpenRight]
    leading: Leading


def state_of_day(
    lines: Sequence[ReadLine], details: Details, leads: Sequence[Lead], *, day: date, today: date
) -> DayState:
    """Reads the thread on `day`; an unknown beginning stays one, nothing is worked out from silence."""
    spells = [
        (line, state_on(line.when, line.until, day)) for line in lines if line.kind == ServiceSpell.KIND
    ]
    broken = _broken_spells(lines, details, day)
    return DayState(
        day=day,
        words=say(PartialDate.of_day(day)),
        is_today=day == today,
        places=_places(spells, details),
        groups=_groups(spells, details, broken),
        breaks=_breaks(lines, day),
        rights=_rights(lines, details, day),
        leading=_leading(leads, day),
    )


Spells = Sequence[tuple[ReadLine, PeriodState]]


def _places(spells: Spells, details: Details) -> list[Place]:
    housing = [(line, state) for line, state in spells if line.area == LifeArea.HOUSING]
    return [
        Place(details.services[line.pk].provider, state in OPEN)
        for line, state in housing
        if state in OPEN or state == PeriodState.PERHAPS_OPEN
    ]


def _groups(spells: Spells, details: Details, broken: Mapping[UUID, bool]) -> list[Group]:
    found = {state: [line for line, one in spells if one == state] for state in IN_THIS_ORDER}
    return [
        Group(state.value, [_service(line, state, details, line.pk in broken) for line in found[state]])
        for state in IN_THIS_ORDER
        if found[state]
    ]


def _service(line: ReadLine, state: PeriodState, details: Details, broken: bool) -> Service:
    if state == PeriodState.NOT_YET:
        dates = from_words(line.when) if line.when else ""
    elif state == PeriodState.CLOSED:
        dates = until_words(line.until)
    else:
        dates = listed([since_words(line.when), until_words(line.until)])
    return Service(service_name(line, details), dates, broken and state == PeriodState.CLOSED)


def _broken_spells(lines: Sequence[ReadLine], details: Details, day: date) -> dict[UUID, bool]:
    """The services whose rupture was surely open that day."""
    return {
        spell: True
        for line in lines
        if line.kind == Rupture.KIND and state_on(line.when, line.until, day) == PeriodState.OPEN
        for spell in [details.breaks[line.pk].spell]
        if spell
    }


def _breaks(lines: Sequence[ReadLine], day: date) -> list[OpenBreak]:
    found = [(line, state_on(line.when, line.until, day)) for line in lines if line.kind == Rupture.KIND]
    return [
        OpenBreak(line.title, period_words(line.when, line.until), state == PeriodState.OPEN)
        for line, state in found
        if state in (PeriodState.OPEN, PeriodState.PERHAPS_OPEN)
    ]


def _rights(lines: Sequence[ReadLine], details: Details, day: date) -> list[OpenRight]:
    given = [
        (line, state_on(line.when, line.until, day))
        for line in lines
        if line.kind == Right.KIND and details.rights[line.pk].decision == Decision.GRANTED
    ]
    return [
        OpenRight(line.title, listed([until_words(line.until), left_words(line.until, day)]), state in OPEN)
        for line, state in given
        if state in OPEN or state == PeriodState.PERHAPS_OPEN
    ]


def _leading(leads: Sequence[Lead], day: date) -> Leading:
    leading = who_leads(leads, day)
    if leading.lead:
        return Leading(leading.lead.member.participant.name, since_words(leading.lead.since), surely=True)
    if leading.perhaps:
        names = ", ".join(lead.member.participant.name for lead in leading.perhaps)
        return Leading(names, _("dates imprécises"), surely=False)
    if leading.nobody_since:
        return Leading("", since_words(leading.nobody_since), surely=True)
    return Leading("", "", surely=False)
