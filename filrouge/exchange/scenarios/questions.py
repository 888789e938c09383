"""The facts a scenario expects: each asks known questions, with known parameters, of things that exist."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from filrouge.exchange.scenarios.index import Index, brief
from filrouge.exchange.scenarios.keys import QUERIES, Key, Keys, Kind
from filrouge.exchange.scenarios.problems import Problem
from filrouge.exchange.scenarios.values import field_fault, maybe_meant, reference_faults, value_faults
from filrouge.lib.signs import colon

_FIELDS = (Kind.FIELD, Kind.DATED_FIELD, Kind.FIELD_OR_FIELDS)


def check_expected_facts(index: Index, *, with_references: bool) -> Iterator[Problem]:
    """What is wrong in the questions; without references, ids are taken as they come."""
    for entry in index.all("attendus"):
        if "requete" not in entry.data:
            if not entry.data.get("preuves"):
                yield index.problem(entry, None, _("ni «\u00a0requete\u00a0» ni «\u00a0preuves\u00a0»."))
            continue
        asked = entry.data["requete"]
        for query in asked if isinstance(asked, list) else [asked] if asked is not None else []:
            for fault in _query_faults(index, query, with_references=with_references):
                yield index.problem(entry, "requete", "%(fault)s", fault=fault)


def _query_faults(index: Index, query: Any, *, with_references: bool) -> Iterator[str]:
    if not isinstance(query, dict):
        yield _("«\u00a0%(query)s\u00a0» n’est pas une table «\u00a0{nom, …}\u00a0».") % {
            "query": brief(query)
        }
        return
    name = query.get("nom")
    if not isinstance(name, str) or name not in QUERIES:
        fault = _("requête inconnue «\u00a0%(name)s\u00a0».") % {"name": brief(name)}
        yield fault + maybe_meant(name, QUERIES)
        return
    for fault in _parameter_faults(index, QUERIES[name], query, with_references=with_references):
        yield f"{name}, {fault}"


def _parameter_faults(
    index: Index, keys: Keys, query: dict[str, Any], *, with_references: bool
) -> Iterator[str]:
    for parameter in query:
        if parameter != "nom" and parameter not in keys:
            yield _("paramètre inconnu «\u00a0%(key)s\u00a0».") % {"key": brief(parameter)}
    if query["nom"] == "coordonnateurs_au" and ("date" in query) == ("periode" in query):
        yield _("il faut «\u00a0date\u00a0» ou «\u00a0periode\u00a0», et l’une seule.")
    for parameter, key in keys.items():
        if parameter not in query:
            if key.must_be_there:
                yield _("paramètre «\u00a0%(key)s\u00a0» manquant.") % {"key": parameter}
            continue
        value = query[parameter]
        for fault in _value_faults(index, key, value, with_references=with_references):
            yield f"{parameter}{colon()} {fault}"


def _value_faults(index: Index, key: Key, value: Any, *, with_references: bool) -> Iterator[str]:
    faults = list(value_faults(key, value))
    if not faults and with_references:
        faults += reference_faults(index, key, value)
        if key.kind in _FIELDS:
            dated = key.kind is Kind.DATED_FIELD
            references = value if isinstance(value, list) else [value]
            faults += filter(None, (field_fault(index, reference, dated=dated) for reference in references))
    yield from faults
