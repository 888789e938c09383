"""Dates as people type them: 'mars 2018', '12/03/2018', 'vers 2014', 'entre juin et octobre 2018'."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from textwrap import shorten

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from filrouge.lib.dates import vocabulary
from filrouge.lib.dates.partial import (
    PartialDate,
    PartialDateError,
    Precision,
    is_notation,
    next_unit,
    unit_days,
    unit_precision,
)
from filrouge.lib.text import closeness, normalise

# Both units of what was typed (`2018-06`, `2018-10`); the same twice for one day, month or year.
Span = tuple[str, str]

SLIP = 0.75
SHORTEST_WITH_A_SLIP = 5
LONGEST_QUOTE = 40

_LINK = r"(?:(?:de|du|des|d|le|la|les|l|en|a|au|dans|courant|annee|mois) )*"
_ABOUT = r"(?:vers|environ|env|autour|aux alentours|aux environs|a peu pres|ca)"
_YEAR = r"(?P<year>[12][0-9]{3})"
_MONTH = r"(?P<month>[0-9]{1,2})"
_NAME = r"(?P<name>[a-z]+)"
_DAY = r"(?P<day>[0-9]{1,2})"

_BETWEEN = re.compile(r"entre (?P<first>.+) et (?P<last>.+)")
_EITHER = re.compile(r"(?P<first>.+) ou (?P<last>.+)")
_AROUND = re.compile(rf"{_ABOUT} (?P<rest>.+)")
_AROUND_LAST = re.compile(r"(?P<rest>.+) environ")
_DECADE = re.compile(r"(?:annees|decennie) (?P<decade>(?:1[0-9]|20)?[0-9]0)")
_SEASON = re.compile(
    rf"(?P<season>{'|'.join(vocabulary.SEASONS)}) {_LINK}{_YEAR}(?: (?P<next>[0-9]{{4}}|[0-9]{{2}}))?"
)
_PART = re.compile(rf"(?P<part>{'|'.join(vocabulary.PARTS_OF_YEAR)}) {_LINK}(?P<rest>.+)")
_WEEKDAY = re.compile(rf"(?P<weekday>{'|'.join(vocabulary.WEEKDAYS)}) (?P<rest>.+)")
_SIMPLE = tuple(
    re.compile(form)
    for form in (
        _YEAR,
        rf"{_YEAR} {_MONTH}",
        rf"{_YEAR} {_MONTH} {_DAY}",
        rf"{_MONTH} {_YEAR}",
        rf"{_DAY} {_MONTH} {_YEAR}",
        rf"{_NAME} (?:de |d )?{_YEAR}",
        rf"{_DAY} {_NAME} (?:de |d )?{_YEAR}",
        rf"{_NAME} {_DAY} {_YEAR}",
    )
)


def read_typed(text: str, *, today: date) -> PartialDate:
    """Read what somebody typed for a date, in French or in English, or a notation; never guess a year.

    Capitals, accents, abbreviations and a slip in the name of a month are forgiven. PartialDateError, whose
    message is a sentence for who typed, when the text is no date or may be several.
    """
    if is_notation(text):
        return PartialDate.parse(text)
    plain = _plain(text)
    if not plain:
        raise PartialDateError(_("Écrivez une date, par exemple «\u00a0mars 2018\u00a0»."))
    notation = _read(plain, today)
    if notation is None:
        raise PartialDateError(_what_is_wrong(plain, text))
    return PartialDate.parse(notation)


def _plain(text: str) -> str:
    """Reduce what was typed to the words and numbers of the grammar."""
    bare = re.sub(r"[^a-z0-9]+", " ", normalise(text.replace("~", " vers ")))
    bare = re.sub(r"\b([0-9]{1,2})(?:er|ere|e|eme|st|nd|rd|th)\b", r"\1", bare)
    return " ".join(filter(None, (vocabulary.IN_FRENCH.get(word, word) for word in bare.split())))


def _read(plain: str, today: date) -> str | None:
    """Turn the whole text into a notation; None when it has no shape known here."""
    if plain in vocabulary.NEAR_DAYS:
        return _near_day(plain, today)
    if whole := _BETWEEN.fullmatch(plain):
        return _between(*_read_both(whole["first"], whole["last"], today))
    if whole := _EITHER.fullmatch(plain):
        return _either(*_read_both(whole["first"], whole["last"], today))
    if whole := _AROUND.fullmatch(plain) or _AROUND_LAST.fullmatch(plain):
        span = _read_part(whole["rest"]) or _read_span(whole["rest"], today)
        return span and (f"{span[0]}~" if span[0] == span[1] else _write(*span))
    for form, write in _LIMITS:
        if whole := form.fullmatch(plain):
            # No part of a year here: 'avant fin 2018' means two different days to two people.
            span = _read_span(whole["rest"], today)
            return span and write(*span)
    span = _read_part(plain) or _read_span(plain, today)
    return span and _write(*span)


def _read_both(first: str, last: str, today: date) -> tuple[Span | None, Span | None]:
    """Read the two sides of 'entre … et …'; the first borrows from the second what it leaves unsaid."""
    said_later = last.split()
    if not re.search(r"[0-9]{3}", first) and first not in vocabulary.NEAR_DAYS and said_later[-1].isdigit():
        is_day_only = re.fullmatch(rf"{_LINK}[0-9]{{1,2}}", first)
        first = " ".join([first, *said_later[-2 if is_day_only else -1 :]])
    return tuple(_read_part(side) or _read_span(side, today) for side in (first, last))  # type: ignore[return-value]


def _between(first: Span | None, last: Span | None) -> str | None:
    return _write(first[0], last[1]) if first and last else None


def _either(first: Span | None, last: Span | None) -> str | None:
    if not first or not last:
        return None
    units = {*first, *last}
    if (
        len(units) > 2
        or unit_precision(first[0]) is not unit_precision(last[0])
        or next_unit(first[1], 1) != last[0]
    ):
        raise PartialDateError(
            _(
                "«\u00a0ou\u00a0» relie deux dates qui se suivent. "
                "Écrivez plutôt «\u00a0entre juin et octobre 2018\u00a0»."
            )
        )
    return _write(first[0], last[1])


def _write(first: str, last: str) -> str:
    return first if first == last else f"[{first}..{last}]"


def _before(first: str, _last: str) -> str:
    return f"[..{next_unit(first, -1)}]"


def _after(_first: str, last: str) -> str:
    return f"[{next_unit(last, 1)}..]"


def _at_latest(_first: str, last: str) -> str:
    return f"[..{last}]"


def _at_earliest(first: str, _last: str) -> str:
    return f"[{first}..]"


_LIMITS: tuple[tuple[re.Pattern[str], Callable[[str, str], str]], ...] = (
    (re.compile(r"au plus tard (?P<rest>.+)"), _at_latest),
    (re.compile(r"(?P<rest>.+) au plus tard"), _at_latest),
    (re.compile(r"au plus tot (?P<rest>.+)"), _at_earliest),
    (re.compile(r"(?P<rest>.+) au plus tot"), _at_earliest),
    (re.compile(r"avant (?P<rest>.+)"), _before),
    (re.compile(r"apres (?P<rest>.+)"), _after),
)


def _read_span(said: str, today: date) -> Span | None:
    """Read a day, a month, a year, a season or a decade, named or told from today."""
    if said in vocabulary.NEAR_DAYS:
        return (_near_day(said, today),) * 2
    if said in vocabulary.NEAR_UNITS:
        kept, step = vocabulary.NEAR_UNITS[said]
        return (next_unit(today.isoformat()[:kept], step),) * 2
    bare = re.sub(rf"^{_LINK}", "", said)
    if decade := _DECADE.fullmatch(bare):
        first = int(decade["decade"].rjust(4, "-").replace("--", "19"))
        return f"{first}", f"{first + 9}"
    if season := _SEASON.fullmatch(bare):
        return _read_season(season["season"], int(season["year"]), season["next"])
    if named := _WEEKDAY.fullmatch(bare):
        return _read_weekday(named["weekday"], named["rest"])
    unit = _read_unit(bare)
    return (unit, unit) if unit else None


def _near_day(said: str, today: date) -> str:
    return (today + timedelta(days=vocabulary.NEAR_DAYS[said])).isoformat()


def _read_season(season: str, year: int, following: str | None) -> Span | None:
    first, last = vocabulary.SEASONS[season]
    if first < last:
        return None if following else (f"{year}-{first:02}", f"{year}-{last:02}")
    if following is None:
        raise PartialDateError(
            _("L’hiver est à cheval sur deux années. Écrivez par exemple «\u00a0hiver 2018-2019\u00a0».")
        )
    if not str(year + 1).endswith(following):
        return None
    return f"{year}-{first:02}", f"{year + 1}-{last:02}"


def _read_weekday(weekday: str, rest: str) -> Span | None:
    unit = _read_unit(rest)
    if not unit or unit_precision(unit) is not Precision.DAY:
        return None
    day, typed = unit_days(unit)[0], vocabulary.WEEKDAYS[weekday]
    if day.weekday() != typed:
        raise PartialDateError(
            _("Le %(date)s tombe un %(weekday)s, pas un %(typed)s.")
            % {"date": f"{day:%d/%m/%Y}", "weekday": WEEKDAYS[day.weekday()], "typed": WEEKDAYS[typed]}
        )
    return unit, unit


def _read_part(said: str) -> Span | None:
    """Read the beginning, the middle or the end of a year or of a month."""
    part = _PART.fullmatch(re.sub(rf"^{_LINK}", "", said))
    unit = part and _read_unit(part["rest"])
    if not part or not unit:
        return None
    match unit_precision(unit):
        case Precision.YEAR:
            first, last = vocabulary.PARTS_OF_YEAR[part["part"]]
        case Precision.MONTH:
            first, last = vocabulary.PARTS_OF_MONTH[part["part"]]
            last = min(last, unit_days(unit)[1].day)
        case _:
            return None
    return f"{unit}-{first:02}", f"{unit}-{last:02}"


def _read_unit(said: str) -> str | None:
    """Read a day, a month or a year that is named; PartialDateError if no calendar has it."""
    for form in _SIMPLE:
        if found := form.fullmatch(said):
            parts = found.groupdict()
            month = int(parts["month"]) if parts.get("month") else _month_number(parts.get("name"))
            if month is None:
                return parts["year"] if len(parts) == 1 else None
            day = f"-{int(parts['day']):02}" if parts.get("day") else ""
            unit = f"{parts['year']}-{month:02}{day}"
            # Refused here: what stands before a thirteenth month would pass for a date.
            unit_days(unit)
            return unit
    return None


def _month_number(name: str | None) -> int | None:
    """Find the one month that a name, a beginning of a name or a name with a slip may mean."""
    if not name or len(name) < 3:
        return None
    months = vocabulary.MONTH_NUMBERS
    begun = {number for month, number in months.items() if month.startswith(name)}
    if len(begun) == 1 or name in months:
        return months.get(name) or begun.pop()
    if begun or len(name) < SHORTEST_WITH_A_SLIP:
        return None
    near = {number for month, number in months.items() if closeness(name, month) >= SLIP}
    return near.pop() if len(near) == 1 else None


def _what_is_wrong(plain: str, text: str) -> str:
    """Word why a text is no date, as exactly as can be told."""
    odd = {3: _("trois"), 5: _("cinq"), 6: _("six")}
    for number in re.findall(r"[0-9]+", plain):
        if len(number) in odd:
            return _("L’année a %(count)s chiffres. Écrivez par exemple «\u00a0mars 2018\u00a0».") % {
                "count": odd[len(number)]
            }
    if not re.search(r"[0-9]{4}", plain) and any(map(_tells_a_time, plain.split())):
        return _("Il manque l’année, en quatre chiffres. Écrivez par exemple «\u00a0mars 2018\u00a0».")
    return _(
        "«\u00a0%(text)s\u00a0» ne se lit pas comme une date. Écrivez par exemple «\u00a0mars 2018\u00a0», "
        "«\u00a012/03/2018\u00a0» ou «\u00a0entre juin et octobre 2018\u00a0»."
    ) % {"text": shorten(text, LONGEST_QUOTE, placeholder="…")}


def _tells_a_time(word: str) -> bool:
    return word.isdigit() or word in vocabulary.SEASONS or _month_number(word) is not None
