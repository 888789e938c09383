"""Dates and life areas, ready to be read by somebody who reads with difficulty."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from filrouge.lib.dates import PartialDate, Precision, say, say_near
from filrouge.nomenclature.choices import AREA_LOOKS, LifeArea
from filrouge.space.choices import AREA_PICTOGRAMS, HARD_WORDS
from filrouge.ui.acronyms import full_form

QUOTES = '«»“”" \u00a0\u202f'


@dataclass(frozen=True)
class Moment:
    """A date of life in words; `day` when it is known exactly. No words: nobody told it.

    `since` is the sentence that a beginning makes: 'depuis mars 2018', 'depuis le 3 mars', 'début : vers 2014'.
    """

    words: str = ""
    day: str = ""
    is_vague: bool = False
    since: str = ""


def moment(when: PartialDate | None, *, today: date) -> Moment:
    if when is None:
        return Moment()
    words = say(when, today=today)
    is_exact = when.precision is Precision.DAY and not when.is_approximate
    is_vague = when.is_approximate or when.precision is Precision.INTERVAL
    if is_vague:
        since = _("Début\u00a0: %(date)s.") % {"date": words}
    elif is_exact and words[0].isdigit():
        since = _("Depuis le %(date)s.") % {"date": words}
    else:
        since = _("Depuis %(date)s.") % {"date": words}
    return Moment(words, when.notation if is_exact else "", is_vague, since)


@dataclass(frozen=True)
class Instant:
    """When something was written or looked at: as one speaks of it, and exactly."""

    near: str
    exact: str


def instant(at: datetime, *, today: date) -> Instant:
    local = localtime(at)
    exact = _("%(day)s à %(time)s") % {
        "day": date_format(local, "l j F Y"),
        "time": date_format(local, "G:i"),
    }
    return Instant(say_near(localdate(at), today=today), exact)


@dataclass(frozen=True)
class Area:
    """A life area as it is shown: picture, icon, colour and word, always together."""

    label: str
    pictogram: str
    icon: str
    css: str


def area(code: str) -> Area:
    known = LifeArea(code)
    look = AREA_LOOKS[known]
    return Area(str(known.label), AREA_PICTOGRAMS[known], look.icon, look.css)


def bare(words: str) -> str:
    """Somebody's words without the quotation marks that were typed around them: the page draws its own."""
    stripped = words.strip(QUOTES)
    return words.strip() if {"«", "»"} & set(stripped) else stripped


@dataclass(frozen=True)
class HardWord:
    """A difficult word of a page: what it means, and its whole name when it is a short form."""

    word: str
    meaning: str
    full: str


def hard_words(texts: Iterable[str]) -> list[HardWord]:
    """The difficult words of these texts, each with what it means."""
    told = " ".join(texts)
    return [
        HardWord(word, str(meaning), full_form(word))
        for word, meaning in HARD_WORDS.items()
        if _is_in(word, told)
    ]


def _is_in(word: str, told: str) -> bool:
    return re.search(rf"\b{word}", told, re.NOFLAG if word.isupper() else re.IGNORECASE) is not None
