"""Dates, nearness and lengths in the words of the screen: French, or English by its catalogue."""

from datetime import date

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from filrouge.lib.dates.partial import PartialDate, Precision, next_unit, unit_numbers, unit_precision
from filrouge.lib.dates.periods import Length

DAYS_IN_MONTH = 30.4375
DAYS_IN_HALF_YEAR = 182.625
# Above these, a smaller unit says more than anybody knows or can picture.
MOST_SAID_IN_DAYS = 90
MOST_SAID_IN_MONTHS = 36
MOST_RANGE_SAID_IN_MONTHS = 24


def say(when: PartialDate, *, today: date | None = None) -> str:
    """Say a date no more finely than it is known: 'juillet 2019', 'entre juin et octobre 2018', 'vers 2014'.

    With `today`, a day known for sure that is one away at most is said 'hier', 'aujourd’hui' or 'demain'.
    """
    if when.precision is Precision.INTERVAL:
        return _say_interval(*when.ends)
    unit = when.ends[0]
    if when.is_approximate:
        return _("vers %(date)s") % {"date": _after_a_word(unit)}
    if today and when.precision is Precision.DAY and when.earliest and abs((when.earliest - today).days) < 2:
        return say_near(when.earliest, today=today)
    return _say_unit(unit)


def say_precision(when: PartialDate) -> str:
    """Say how finely a date is known, to stand beside it: 'au mois', 'à l’année', 'date imprécise'."""
    exact = {Precision.DAY: _("au jour"), Precision.MONTH: _("au mois"), Precision.YEAR: _("à l’année")}
    rough = {
        Precision.DAY: _("à un jour près"),
        Precision.MONTH: _("à un mois près"),
        Precision.YEAR: _("à un an près"),
    }
    return (rough if when.is_approximate else exact).get(when.precision) or _("date imprécise")


def say_near(day: date, *, today: date) -> str:
    """Say a day as one speaks of it today: 'hier', 'jeudi', 'il y a 3 semaines', 'dans 2 mois'."""
    away = (day - today).days
    close = {
        -2: _("avant-hier"),
        -1: _("hier"),
        0: _("aujourd’hui"),
        1: _("demain"),
        2: _("après-demain"),
    }
    if away in close:
        return close[away]
    if abs(away) < 7:
        weekday = str(WEEKDAYS[day.weekday()])
        return weekday if away < 0 else _("%(weekday)s prochain") % {"weekday": weekday}
    distance = _say_distance(*sorted((day, today)))
    if away < 0:
        return _("il y a %(length)s") % {"length": distance}
    return _("dans %(length)s") % {"length": distance}


def say_length(length: Length) -> str:
    """Say a length no more finely than it is known: '70 jours', 'environ 5 mois', '2 à 4 ans'."""
    if length.least < 0 and length.most <= 0:
        months = None if length.months is None else -length.months
        return _("%(length)s plus tôt") % {"length": say_length(Length(-length.most, -length.least, months))}
    if length.least == length.most:
        return _say_exactly(length.most)
    if length.months is not None:
        return _say_months(length.months)
    if length.least < 0:
        return _("au plus %(length)s, ordre incertain") % {"length": _say_exactly(length.most)}
    return _say_range(length.least, length.most)


def say_bounds(length: Length) -> str:
    """Say a length to the day, for who wants the exact limits: 'de 124 à 182 jours'."""
    if length.least < 0 and length.most <= 0:
        return _("%(length)s plus tôt") % {"length": say_bounds(Length(-length.most, -length.least))}
    if length.least == length.most:
        return _count_days(length.most) if length.most else _("le même jour")
    if length.least < 0:
        return _("de %(before)s avant à %(after)s après") % {
            "before": _count_days(-length.least),
            "after": _count_days(length.most),
        }
    return _("de %(least)s à %(most)s jours") % {"least": length.least, "most": length.most}


def _say_interval(first: str, last: str) -> str:
    # A date left open reads with the first unit it leaves out, as it was typed: [..2013] is 'avant 2014'.
    if not first:
        return _("avant %(date)s") % {"date": _after_a_word(next_unit(last, 1))}
    if not last:
        return _("après %(date)s") % {"date": _after_a_word(next_unit(first, -1))}
    if first == last:
        return _say_unit(first)
    said_later = _shared_with(first, last)
    if unit_precision(first) is unit_precision(last) and next_unit(first, 1) == last:
        return _("%(first)s ou %(last)s") % {
            "first": _say_unit(first, but=said_later),
            "last": _say_unit(last),
        }
    return _("entre %(first)s et %(last)s") % {
        "first": _after_a_word(first, but=said_later),
        "last": _after_a_word(last),
    }


def _shared_with(first: str, last: str) -> Precision | None:
    """Tell what `first` need not repeat of `last`: its month and year, its year, or nothing."""
    precisions = {unit_precision(first), unit_precision(last)}
    if Precision.YEAR in precisions or first[:4] != last[:4]:
        return None
    return Precision.MONTH if precisions == {Precision.DAY} and first[:7] == last[:7] else Precision.YEAR


def _say_unit(unit: str, *, but: Precision | None = None) -> str:
    year, month, day = unit_numbers(unit)
    said = {
        "day": pgettext("jour du mois", "1er") if day == 1 else str(day),
        "month": str(MONTHS.get(month, "")),
        "year": str(year),
    }
    if but is Precision.MONTH:
        return said["day"]
    if unit_precision(unit) is Precision.DAY:
        return (_("%(day)s %(month)s") if but else _("%(day)s %(month)s %(year)s")) % said
    if unit_precision(unit) is Precision.MONTH:
        return said["month"] if but else _("%(month)s %(year)s") % said
    return said["year"]


def _after_a_word(unit: str, *, but: Precision | None = None) -> str:
    """Say a unit after 'vers', 'avant', 'entre': French puts an article before a day."""
    said = _say_unit(unit, but=but)
    return _("le %(day)s") % {"day": said} if unit_precision(unit) is Precision.DAY else said


def _say_distance(earlier: date, later: date) -> str:
    days = (later - earlier).days
    months = (later.year - earlier.year) * 12 + later.month - earlier.month - (later.day < earlier.day)
    if days < 14:
        return _("une semaine") if days == 7 else _count_days(days)
    if months < 2:
        weeks = round(days / 7)
        return ngettext("%(count)s semaine", "%(count)s semaines", weeks) % {"count": weeks}
    if months < 24 and months != 12:
        return ngettext("%(count)s mois", "%(count)s mois", months) % {"count": months}
    return _("un an") if months == 12 else _count_years(months // 12)


def _say_exactly(days: int) -> str:
    if days == 0:
        return _("le même jour")
    return _count_days(days) if days <= MOST_SAID_IN_DAYS else _say_months(round(days / DAYS_IN_MONTH))


def _say_months(months: int) -> str:
    if months == 0:
        return _("moins d’un mois")
    if months < 12:
        return ngettext("environ un mois", "environ %(count)s mois", months) % {"count": months}
    # From a year on, a month more or less is what anybody hears in '15 mois': no 'environ'.
    if months <= MOST_SAID_IN_MONTHS:
        return ngettext("%(count)s mois", "%(count)s mois", months) % {"count": months}
    return _("environ %(length)s") % {"length": _count_half_years(round(months / 6))}


def _say_range(least: int, most: int) -> str:
    """Say two different lengths in days, none negative, in the largest unit that tells them apart well."""
    if most <= MOST_SAID_IN_DAYS:
        low, high, said = least, most, _count_days(most)
        between = _("%(least)s à %(most)s jours")
    elif most <= MOST_RANGE_SAID_IN_MONTHS * DAYS_IN_MONTH:
        low, high = round(least / DAYS_IN_MONTH), round(most / DAYS_IN_MONTH)
        said = ngettext("%(count)s mois", "%(count)s mois", high) % {"count": high}
        between = _("%(least)s à %(most)s mois")
    else:
        return _say_range_in_years(round(least / DAYS_IN_HALF_YEAR), round(most / DAYS_IN_HALF_YEAR))
    if low == 0:
        return _("au plus %(length)s") % {"length": said}
    return (
        between % {"least": low, "most": high} if low < high else _("environ %(length)s") % {"length": said}
    )


def _say_range_in_years(low: int, high: int) -> str:
    """Say a range given in half-years: 9 and 11 are '4 ans et demi à 5 ans et demi'."""
    said = _count_half_years(high)
    if low == 0:
        return _("au plus %(length)s") % {"length": said}
    if low == high:
        return _("environ %(length)s") % {"length": said}
    if low % 2 == 0 and high % 2 == 0:
        return _("%(least)s à %(most)s ans") % {"least": low // 2, "most": high // 2}
    return _("%(least)s à %(most)s") % {"least": _count_half_years(low), "most": said}


def _count_days(days: int) -> str:
    return ngettext("%(count)s jour", "%(count)s jours", days) % {"count": days}


def _count_half_years(halves: int) -> str:
    years, half = divmod(halves, 2)
    if not half:
        return _count_years(years)
    if not years:
        return _("6 mois")
    return ngettext("%(count)s an et demi", "%(count)s ans et demi", years) % {"count": years}


def _count_years(years: int) -> str:
    return ngettext("%(count)s an", "%(count)s ans", years) % {"count": years}
