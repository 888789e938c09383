"""Small pieces of language that several screens of the desk share."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from filrouge.desk.rules.frieze import Lane
from filrouge.documents.models import Document
from filrouge.follow_up.choices import EventKind
from filrouge.lib.dates import (
    PartialDate,
    Precision,
    length,
    say,
    say_length,
    say_precision,
    since_words,
)
from filrouge.lib.text import capital
from filrouge.life_project.models import Expectation, LifeProject
from filrouge.needs.models import Assessment, Need, Right, Settlement, Viewpoint
from filrouge.nomenclature.choices import AREA_LOOKS, LifeArea

EVENT_KINDS = {kind.value: kind.label for kind in EventKind}


@dataclass(frozen=True)
class When:
    """A date as it is printed: in words, with how finely it is known."""

    words: str
    precision: str
    is_vague: bool


@dataclass(frozen=True)
class Area:
    """A life area as it is printed: word, icon and colour."""

    code: str
    label: str
    icon: str
    css: str


AREAS = {str(area.value): Area(str(area.value), "", look.icon, look.css) for area, look in AREA_LOOKS.items()}


def area_of(code: str) -> Area:
    """The life area of that code; what has no known area is told with coordination."""
    known = AREAS.get(code, AREAS[LifeArea.COORDINATION.value])
    return Area(known.code, str(LifeArea(known.code).label), known.icon, known.css)


def lanes() -> list[Lane]:
    """All life areas, in the order of the drawing."""
    return [Lane(area.code, area.label, area.icon, area.css) for area in map(area_of, AREAS)]


def when_of(date: PartialDate | None) -> When | None:
    if date is None:
        return None
    vague = date.is_approximate or date.precision is Precision.INTERVAL
    precision = say_precision(date)
    said = precision if date.precision is Precision.INTERVAL else _("précis %(unit)s") % {"unit": precision}
    return When(capital(say(date)), _("date imprécise") if vague else said, vague)


def period_words(since: PartialDate | None, until: PartialDate | None) -> str:
    """How long something lasted, with its dates: 'environ 5 mois, de juin à novembre 2018'."""
    if since is None:
        return ""
    if until is None:
        return since_words(since)
    if since == until:
        return say(since)
    lasted = length(since, until)
    ends = f"{say(since)} → {say(until)}"
    return f"{say_length(lasted)}, {ends}" if lasted and lasted.least >= 0 else ends


def kind_words(kind: str, event_kind: str) -> str:
    """What sort of line this is; a word that nobody foresaw is shown as it was written."""
    others = {
        Assessment.KIND: _("évaluation"),
        Viewpoint.KIND: _("point de vue"),
        Settlement.KIND: _("décidé ensemble"),
        Document.KIND: _("document"),
        Right.KIND: _("droit"),
        LifeProject.KIND: _("ses mots"),
        Expectation.KIND: _("attente"),
        Need.KIND: _("besoin"),
        "plan_moment": _("plan"),
        "review": _("co-évaluation"),
        "rupture": _("rupture"),
        "transition": _("moment charnière"),
        "spell": _("service"),
        "settlement": _("accord sur qui fait quoi"),
        "decision": _("décidé en réunion"),
    }
    if kind in others:
        return others[kind]
    return str(EVENT_KINDS.get(event_kind, event_kind.replace("_", " ")))


def listed(parts: Sequence[str], separator: str = " · ") -> str:
    return separator.join(part for part in parts if part)
