"""What nobody said yet, and the alerts of a record: computed from empty fields of lines that the reader sees."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from filrouge.desk.queries.choosing import UNKNOWN_AUTHOR
from filrouge.desk.queries.details import ANSWERED_BY_THE_PERSON, Details, FactDetail
from filrouge.desk.queries.drawing import service_name
from filrouge.desk.queries.items import divergent_lines
from filrouge.desk.queries.lines import ReadLine
from filrouge.desk.rules.reading import read
from filrouge.follow_up.choices import EventKind
from filrouge.follow_up.models import Event, Rupture
from filrouge.lib.dates import Precision, since_words
from filrouge.lib.signs import of
from filrouge.needs.models import Assessment, Viewpoint
from filrouge.parcours.models import ServiceSpell
from filrouge.ui.navigation import find_url
from filrouge.ui.record import Alert

PROTECTION = "protection_juridique"
SHORT = 70
MOST_ALERTS = 6


@dataclass(frozen=True)
class Unknown:
    """One point that stays open, with where to look at it."""

    words: str
    url: str


Where = Callable[[ReadLine], str]


def unknowns(lines: Sequence[ReadLine], details: Details, where: Where, name: str) -> list[Unknown]:
    """What the facts leave open, in the order of life; `name` is the person's."""
    found = [Unknown(words, where(line)) for line in lines for words in _left_open_by(line, details, name)]
    unsaid = sum(line.kind == Event.KIND and line.said_by is None for line in lines)
    if unsaid:
        words = ngettext("l’auteur d’un fait", "l’auteur de %(count)s faits", unsaid) % {"count": unsaid}
        found.append(Unknown(words, f"?auteur={UNKNOWN_AUTHOR}#h-fil"))
    return found


def _left_open_by(line: ReadLine, details: Details, name: str) -> list[str]:
    if line.kind == Event.KIND:
        fact = details.facts.get(line.pk)
        return _left_open_by_fact(fact, short(line.title), name) if fact else []
    if line.kind == ServiceSpell.KIND:
        return _left_open_by_service(line, details)
    is_voice = line.kind in (Assessment.KIND, Viewpoint.KIND)
    if is_voice and line.when and line.when.precision is Precision.INTERVAL:
        return [_("date de l’avis\u00a0: %(what)s") % {"what": short(line.title)}]
    return []


def _left_open_by_fact(fact: FactDetail, title: str, name: str) -> list[str]:
    found = []
    if fact.kind == EventKind.RIGHT_ASKED and fact.outcome is None:
        found.append(_("issue\u00a0: %(what)s") % {"what": title})
    if fact.kind == EventKind.COURT_DECISION and fact.requested_by is None:
        found.append(_("qui a demandé\u00a0: %(what)s") % {"what": title})
    if not fact.response and (fact.offered or fact.kind in ANSWERED_BY_THE_PERSON):
        found.append(_("réponse %(of_name)s\u00a0: %(what)s") % {"of_name": of(name), "what": title})
    return found


def _left_open_by_service(line: ReadLine, details: Details) -> list[str]:
    found, service = [], details.services[line.pk]
    if line.when is None:
        found.append(_("début\u00a0: %(what)s") % {"what": service_name(line, details)})
    if service.provider_kind == PROTECTION and not service.held_by:
        found.append(_("qui exerce\u00a0: %(what)s") % {"what": service.provider})
    return found


def short(title: str) -> str:
    """A fact's beginning, cut between two words."""
    head = read(title).head.rstrip(" .;:")
    return head if len(head) <= SHORT else f"{head[:SHORT].rsplit(' ', 1)[0]}…"


def alerts(parcours_id: UUID, lines: Sequence[ReadLine], details: Details, where: Where) -> list[Alert]:
    """What waits for somebody: open ruptures, those to confirm, opinions that differ, rights without an outcome."""
    by_key = {line.pk: line for line in lines}
    found = [
        *(_open_rupture(line, where) for line in lines if _is_open_rupture(line, details)),
        *(
            _proposal(parcours_id, by_key[spell], proposal, details)
            for spell, proposal in details.proposals.items()
        ),
        *_divergences(parcours_id, by_key, details),
        *_outcomes(lines, details, where),
    ]
    return found[:MOST_ALERTS]


def _is_open_rupture(line: ReadLine, details: Details) -> bool:
    return line.kind == Rupture.KIND and details.breaks[line.pk].closed_by is None


def _open_rupture(line: ReadLine, where: Where) -> Alert:
    text = f"{line.title}, {since_words(line.when)}"
    return Alert("unlink", _("Rupture ouverte"), text, where(line), "thread")


def _proposal(parcours_id: UUID, spell: ReadLine, proposal: UUID, details: Details) -> Alert:
    words = _("%(service)s s’est arrêté, rien ne le remplace.") % {"service": service_name(spell, details)}
    url = find_url("follow_up:proposal_confirm", parcours_id, proposal)
    return Alert("alert-triangle", _("Rupture à confirmer\u00a0?"), words, url or "#services", "thread")


def _divergences(parcours_id: UUID, by_key: Mapping[UUID, ReadLine], details: Details) -> list[Alert]:
    subjects = dict.fromkeys(divergent_lines(details).values())
    url = find_url("needs:voices", parcours_id)
    return [
        Alert("arrows-split-2", _("Des avis diffèrent"), subject, url or "#h-fil", "info")
        for subject in subjects
    ]


def _outcomes(lines: Sequence[ReadLine], details: Details, where: Where) -> list[Alert]:
    waiting = [
        line
        for line in lines
        if (fact := details.facts.get(line.pk))
        and fact.kind == EventKind.RIGHT_ASKED
        and fact.outcome is None
    ]
    return [
        Alert("hourglass", _("Issue non renseignée"), short(line.title), where(line), "watch")
        for line in waiting
    ]
