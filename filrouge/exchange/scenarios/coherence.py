"""What cannot hold together in a life: dates out of order, two leads at once, a broken correction."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise
from typing import Any

from django.utils.translation import gettext as _

from filrouge.exchange.scenarios.index import (
    Entry,
    Index,
    brief,
    date_text,
    find_date,
    rupture_event,
)
from filrouge.exchange.scenarios.keys import VOICES, Key, Kind, Need, keys_of
from filrouge.exchange.scenarios.problems import Problem
from filrouge.exchange.scenarios.values import reference_faults, value_faults
from filrouge.exchange.scenarios.words import PRECISIONS
from filrouge.lib.dates import PartialDate, surely_before


def check_coherence(index: Index) -> Iterator[Problem]:
    """Every contradiction between well-written parts; what is ill-written is left to the other checks.

    Vague dates get the benefit of the doubt: an order is refused only when no day would make it right.
    """
    for block in VOICES:
        yield from _check_precisions(index, block)
        yield from _check_order(index, block)
    for actor in index.all("acteurs"):
        yield from _check_team(index, actor)
    for spell in index.all("services"):
        yield from _check_spell(index, spell)
    for rupture in index.all("ruptures"):
        yield from _check_rupture(index, rupture)
    for line in index.all("cercle"):
        yield from _check_circle_line(index, line)
    yield from _check_single_lead(index)
    for answer in index.all("plan"):
        yield from _check_plan_line(index, answer)
    yield from _check_corrections(index)
    for recommendation in index.all("preconisations"):
        if (recommendation.data.get("suite") or "inconnue") != "inconnue" and not recommendation.data.get(
            "preuves"
        ):
            yield index.problem(
                recommendation, "suite", _("dite sans preuve\u00a0; ajoutez «\u00a0preuves\u00a0».")
            )


def _check_team(index: Index, actor: Entry) -> Iterator[Problem]:
    if "id" in actor.data and actor.data.get("equipe") == actor.data["id"]:
        yield index.problem(actor, "equipe", _("personne ne fait partie de sa propre équipe."))


def _check_precisions(index: Index, block: str) -> Iterator[Problem]:
    for entry in index.all(block):
        when, said = find_date(entry.data.get("date")), entry.data.get("precision")
        if when and isinstance(said, str) and said in PRECISIONS and PRECISIONS[said] != when.precision:
            message = _("«\u00a0%(said)s\u00a0» ne s’accorde pas avec la date «\u00a0%(date)s\u00a0».")
            yield index.problem(entry, "precision", message, said=said, date=when.slash())


def _check_order(index: Index, block: str) -> Iterator[Problem]:
    dated = [(entry, when) for entry in index.all(block) if (when := find_date(entry.data.get("date")))]
    for (before, earlier), (entry, when) in pairwise(dated):
        if surely_before(when, earlier):
            message = _(
                "hors de l’ordre des dates\u00a0: «\u00a0%(before)s\u00a0», plus haut, est plus récent."
            )
            yield index.problem(entry, "date", message, before=before.label)


def _ends_first(since: PartialDate | None, until: PartialDate | None) -> bool:
    return since is not None and until is not None and surely_before(until, since)


def _check_spell(index: Index, spell: Entry) -> Iterator[Problem]:
    data = spell.data
    if _ends_first(find_date(data.get("debut")), find_date(data.get("fin"))):
        yield index.problem(spell, "fin", _("la fin vient avant le début."))
    for link, key in (("ouvert_par", "debut"), ("ferme_par", "fin")):
        event = index.find(data.get(link), "evenements")
        if event is not None and _written(event.data.get("date")) != _written(data.get(key)):
            message = _(
                "«\u00a0%(event)s\u00a0» est du %(date)s, %(key)s dit %(said)s\u00a0: il faut la même date."
            )
            yield index.problem(
                spell,
                link,
                message,
                event=event.label,
                date=brief(event.data.get("date")),
                key=key,
                said=brief(data.get(key) or "null"),
            )
    if "id" in data and data.get("remplace") == data["id"]:
        yield index.problem(spell, "remplace", _("un service ne se remplace pas lui-même."))


def _written(value: Any) -> Any:
    return date_text(value) or value


def _check_rupture(index: Index, rupture: Entry) -> Iterator[Problem]:
    events, named = rupture.data.get("evenements"), rupture.data.get("debut")
    if isinstance(named, str) and isinstance(events, list) and named not in events:
        message = _("«\u00a0%(event)s\u00a0» n’est pas l’un de ses événements.")
        yield index.problem(rupture, "debut", message, event=brief(named))
    start, end = rupture_event(index, rupture, "debut"), rupture_event(index, rupture, "fin")
    if start and end and _ends_first(find_date(start.data.get("date")), find_date(end.data.get("date"))):
        yield index.problem(rupture, "fin", _("la fin vient avant le début."))


def _check_circle_line(index: Index, line: Entry) -> Iterator[Problem]:
    if line.data.get("referent") is True and line.data.get("role") != "coordination":
        message = _("un référent a le rôle «\u00a0coordination\u00a0».")
        yield index.problem(line, "referent", message)
    if _ends_first(find_date(line.data.get("du")), find_date(line.data.get("au"))):
        yield index.problem(line, "au", _("la fin vient avant le début."))


def _check_plan_line(index: Index, line: Entry) -> Iterator[Problem]:
    for key in ("quantite", "cout_unitaire"):
        value = line.data.get(key)
        if isinstance(value, int | float) and value < 0:
            yield index.problem(line, key, _("un nombre positif est attendu."))


def _check_single_lead(index: Index) -> Iterator[Problem]:
    leads = [line for line in index.all("cercle") if line.data.get("referent") is True]
    for first, second in combinations(leads, 2):
        spans = _sure_span(first), _sure_span(second)
        since, until = max(span[0] for span in spans), min(span[1] for span in spans)
        if since < until:
            message = _(
                "deux référents à la fois\u00a0: «\u00a0%(first)s\u00a0» l’est aussi (ligne %(line)s)."
            )
            yield index.problem(
                second,
                "referent",
                message,
                first=brief(first.data.get("acteur")),
                line=index.document.line(*first.path),
            )


def _sure_span(line: Entry) -> tuple[date, date]:
    """The days on which a line of the circle surely runs; an unknown end leaves its side open."""
    since, until = find_date(line.data.get("du")), find_date(line.data.get("au"))
    return (since and since.latest) or date.min, (until and until.earliest) or date.max


def _check_corrections(index: Index) -> Iterator[Problem]:
    latest: dict[tuple[str, str], Entry] = {}
    for correction in index.all("rectifications"):
        data = correction.data
        target, name = index.find(data.get("objet")), data.get("champ")
        if target is None or not isinstance(name, str):
            continue
        if name == "id" or name not in keys_of(target.block):
            message = _("«\u00a0%(block)s\u00a0» n’a pas de champ «\u00a0%(field)s\u00a0».")
            yield index.problem(correction, "champ", message, block=target.block, field=brief(name))
            continue
        yield from _check_corrected_values(index, correction, target.block, name)
        before = latest.get((target.label, name))
        if before is not None and before.data.get("nouvelle") != data.get("ancienne"):
            message = _("la valeur d’avant était «\u00a0%(value)s\u00a0».")
            yield index.problem(correction, "ancienne", message, value=brief(before.data.get("nouvelle")))
        if _ends_first(find_date(data.get("saisie")), find_date(data.get("corrigee"))):
            yield index.problem(correction, "corrigee", _("corrigée avant d’avoir été saisie."))
        latest[target.label, name] = correction
    for (identifier, name), correction in latest.items():
        present = present_value(index, index.by_id[identifier], name)
        if _written(present) != _written(correction.data.get("nouvelle")):
            message = _("«\u00a0%(ref)s\u00a0» porte «\u00a0%(value)s\u00a0», pas cette dernière valeur.")
            yield index.problem(
                correction, "nouvelle", message, ref=f"{identifier}.{name}", value=brief(present)
            )


def _check_corrected_values(index: Index, correction: Entry, block: str, name: str) -> Iterator[Problem]:
    """Both values are written as the field takes them; nobody having said is one of them."""
    takes = keys_of(block)[name]
    if block == "ruptures" and name in ("debut", "fin"):
        takes = Key(Kind.DATE)
    takes = replace(takes, need=Need.MAY, filled=False)
    for key in ("ancienne", "nouvelle"):
        value = correction.data.get(key)
        for fault in (*value_faults(takes, value), *reference_faults(index, takes, value)):
            yield index.problem(correction, key, "%(fault)s", fault=fault)


def present_value(index: Index, entry: Entry, name: str) -> Any:
    """What a field holds today; an end of a rupture is read as the date of its event."""
    if entry.block == "ruptures" and name in ("debut", "fin"):
        event = rupture_event(index, entry, name)
        return event.data.get("date") if event else None
    value = entry.data.get(name)
    return "inconnue" if (entry.block, name) == ("preconisations", "suite") and not value else value
