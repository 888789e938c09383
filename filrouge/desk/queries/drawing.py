"""The frieze of one thread: what its reader sees, handed to the drawing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from filrouge.desk.queries.details import Details
from filrouge.desk.queries.items import is_ahead
from filrouge.desk.queries.lines import ReadLine
from filrouge.desk.queries.wording import lanes
from filrouge.desk.rules import frieze
from filrouge.desk.rules.reading import read
from filrouge.follow_up.models import Event, Rupture, Transition
from filrouge.lib.dates import PartialDate, length, say, say_length
from filrouge.parcours.models import ServiceSpell

LONGEST_TITLE = 90


def draw_frieze(
    lines: Sequence[ReadLine], details: Details, hrefs: Mapping[int, str], *, today: date, cursor: date | None
) -> frieze.Drawing:
    """Draws the life told by `lines`; each knot leads where `hrefs` says its number stands."""
    of_kind = {kind: [line for line in lines if line.kind == kind] for kind in _KINDS}
    drawn = frieze.draw(
        [_fact(line, line.when) for line in of_kind[Event.KIND] if line.when],
        [_spell(line, details) for line in of_kind[ServiceSpell.KIND]],
        _breaks(of_kind[Rupture.KIND], details, {line.pk for line in of_kind[Event.KIND]}),
        [_turn(line, today) for line in of_kind[Transition.KIND]],
        areas=lanes(),
        today=today,
        cursor=cursor,
        words=_words(len(of_kind[Transition.KIND]), today, cursor),
    )
    knots = tuple(replace(knot, href=hrefs.get(_number(knot.href), knot.href)) for knot in drawn.knots)
    return replace(drawn, knots=knots)


_KINDS = (Event.KIND, ServiceSpell.KIND, Rupture.KIND, Transition.KIND)


def _number(href: str) -> int:
    return int(href.rpartition("-")[2])


def _fact(line: ReadLine, when: PartialDate) -> frieze.Fact:
    head = read(line.title).head
    title = head if len(head) <= LONGEST_TITLE else f"{head[:LONGEST_TITLE].rsplit(' ', 1)[0]}…"
    return frieze.Fact(str(line.pk), line.number or 0, when, line.area, title)


def service_name(line: ReadLine, details: Details) -> str:
    """Who gives the service and what it is, without saying the same word twice."""
    detail = details.services[line.pk]
    if detail.nature.casefold() in detail.provider.casefold():
        return detail.provider
    if detail.provider.casefold() in detail.nature.casefold():
        return detail.nature[:1].upper() + detail.nature[1:]
    return _("%(provider)s\u00a0: %(nature)s") % {"provider": detail.provider, "nature": detail.nature}


def _spell(line: ReadLine, details: Details) -> frieze.Spell:
    closed_by = details.services[line.pk].closed_by
    ended_by = str(closed_by) if closed_by else None
    return frieze.Spell(str(line.pk), line.when, line.until, line.area, service_name(line, details), ended_by)


def _breaks(lines: Sequence[ReadLine], details: Details, facts: set[UUID]) -> list[frieze.Break]:
    """The ruptures that the thread shows: those that open with a fact which the reader sees."""
    found = []
    for line in lines:
        detail = details.breaks[line.pk]
        if line.when is None or detail.opened_by not in facts or detail.avoided_how:
            continue
        closed_by = str(detail.closed_by) if detail.closed_by in facts else None
        spell = str(detail.spell) if detail.spell in details.services else None
        label = _break_label(line.when, line.until)
        found.append(
            frieze.Break(str(line.pk), str(detail.opened_by), closed_by, spell, line.when, line.until, label)
        )
    return found


def _break_label(since: PartialDate, until: PartialDate | None) -> str:
    lasted = length(since, until)
    if lasted and lasted.least >= 0:
        return _("rupture\u00a0: %(length)s") % {"length": say_length(lasted)}
    return _("rupture") if until else _("rupture ouverte")


def _turn(line: ReadLine, today: date) -> frieze.Turn:
    return frieze.Turn(str(line.pk), line.when, line.until, line.title, is_ahead(line, today))


def _words(turns: int, today: date, cursor: date | None) -> frieze.Words:
    months = _("janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.").split()
    short = f"{cursor.day} {months[cursor.month - 1]} {cursor.year}" if cursor else ""
    return frieze.Words(
        drawing=_("Frise du parcours. Les mêmes faits sont dans la liste qui suit."),
        months=months,
        squeezed=_("échelle resserrée"),
        today=_("aujourd’hui, %(date)s") % {"date": say(PartialDate.of_day(today))},
        cursor=short,
        turns=ngettext("{count} moment charnière", "{count} moments charnières", turns),
        knot=_("{number}. {title}"),
        unknown_start=_("début non renseigné"),
        unknown_end=_("fin non renseignée"),
    )
