"""Whether one value is what its key takes: its type, its words, what it refers to."""

from collections.abc import Callable, Collection, Iterator
from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext as _

from filrouge.exchange.scenarios.index import Entry, Index, brief, read_date
from filrouge.exchange.scenarios.keys import Key, Keys, Kind, keys_of
from filrouge.exchange.scenarios.problems import Problem
from filrouge.lib.dates import PartialDateError, Precision

_MOST = 1_000_000_000  # a quantity or an amount in euros; the columns hold no more
_MOST_COMPARED = 300  # a long file full of faults would be compared for minutes


def check_keys(index: Index, entry: Entry, keys: Keys, *, with_references: bool) -> Iterator[Problem]:
    """Every fault of a table: keys unknown or missing, values empty or ill-typed, words and ids unknown."""
    for name in entry.data:
        if name not in keys:
            yield index.problem(entry, name, _("clé inconnue.") + maybe_meant(name, keys))
    for name, key in keys.items():
        if name not in entry.data:
            if key.must_be_there:
                yield index.problem(entry, None, _("clé «\u00a0%(key)s\u00a0» manquante."), key=name)
            continue
        for fault in value_faults(key, entry.data[name]):
            yield index.problem(entry, name, "%(fault)s", fault=fault)
        if with_references:
            for fault in reference_faults(index, key, entry.data[name]):
                yield index.problem(entry, name, "%(fault)s", fault=fault)


def maybe_meant(word: object, known: Collection[str]) -> str:
    """' Vouliez-vous dire…', when a known word is close; else nothing."""
    if len(known) > _MOST_COMPARED:
        return ""
    close = get_close_matches(brief(word), list(known), n=1, cutoff=0.75)
    return _(" Vouliez-vous dire «\u00a0%(word)s\u00a0»\u00a0?") % {"word": close[0]} if close else ""


def value_faults(key: Key, value: Any) -> Iterator[str]:
    """What is wrong with a value in itself, a sentence each; nothing is wrong with an allowed null."""
    if value is None:
        if key.must_be_said:
            yield _("vide, alors qu’une valeur est obligatoire.")
        return
    if key.filled and value == []:
        yield _("liste vide, alors qu’il faut au moins une valeur.")
    yield from _FAULTS[key.kind](key, value)


def reference_faults(index: Index, key: Key, value: Any) -> Iterator[str]:
    """The identifiers of a value that name nothing, or nothing that may stand here."""
    if not key.to:
        return
    for identifier in value if isinstance(value, list) else [value]:
        if not isinstance(identifier, str) or index.find(identifier, *key.to):
            continue
        other = index.find(identifier)
        if other is None:
            known = [known for known, entry in index.by_id.items() if entry.block in key.to]
            fault = _("référence inconnue «\u00a0%(id)s\u00a0».") % {"id": brief(identifier)}
            yield fault + maybe_meant(identifier, known)
        else:
            yield _("«\u00a0%(id)s\u00a0» est dans %(block)s\u00a0; il faut ici\u00a0: %(to)s.") % {
                "id": brief(identifier),
                "block": other.block,
                "to": ", ".join(key.to),
            }


def field_fault(index: Index, reference: str, *, dated: bool) -> str | None:
    """What is wrong with an `id.field` (or an `id` alone, its date); `dated`: the field must be a date."""
    identifier, _dot, name = reference.partition(".")
    entry = index.find(identifier)
    if entry is None:
        fault = _("référence inconnue «\u00a0%(id)s\u00a0».") % {"id": brief(identifier)}
        return fault + maybe_meant(identifier, index.by_id)
    name = name or default_field(entry.block)
    periods = {"ruptures": ("debut", "fin"), "transitions": ("debut", "fin")}.get(entry.block, ())
    keys = keys_of(entry.block)
    if name == "id" or (name not in keys and name not in periods):
        return _("«\u00a0%(ref)s\u00a0»\u00a0: %(block)s n’a pas de champ «\u00a0%(field)s\u00a0».") % {
            "ref": brief(reference),
            "block": entry.block,
            "field": brief(name),
        }
    if dated and name not in periods and keys[name].kind is not Kind.DATE:
        return _("«\u00a0%(ref)s\u00a0» n’est pas une date.") % {"ref": brief(reference)}
    return None


def default_field(block: str) -> str:
    """The field that an id alone stands for: its date, or the beginning of what lasts."""
    return "debut" if block in ("services", "ruptures", "transitions") else "date"


def _text(key: Key, value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if key.must_be_said and not value.strip():
            yield _("texte vide.")
    elif isinstance(value, int | float):
        yield _("un texte est attendu\u00a0: mettez «\u00a0%(value)s\u00a0» entre guillemets.") % {
            "value": brief(value)
        }
    else:
        yield _("un texte est attendu, pas une liste ni une table.")


def _loose_text(key: Key, value: Any) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        yield from _text(key, value)


def _texts(key: Key, value: Any) -> Iterator[str]:
    if not isinstance(value, list):
        yield _("une liste est attendue\u00a0: [%(value)s].") % {"value": brief(value)}
        return
    for item in value:
        yield from _text(key, item if item is not None else [])


def _date(_key: Key, value: Any) -> Iterator[str]:
    try:
        read_date(value)
    except PartialDateError as error:
        yield str(error)


def _day(_key: Key, value: Any) -> Iterator[str]:
    try:
        if read_date(value).precision is not Precision.DAY:
            yield _("un jour est attendu, par exemple 2018-09-15.")
    except PartialDateError as error:
        yield str(error)


def _flag(_key: Key, value: Any) -> Iterator[str]:
    if not isinstance(value, bool):
        yield _("true ou false est attendu.")


def _number(_key: Key, value: Any) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        yield _("un nombre est attendu, sans guillemets.")
    elif abs(value) > _MOST:
        yield _("ce nombre est hors de toute mesure.")


def _word(key: Key, value: Any) -> Iterator[str]:
    if not isinstance(value, str) or value not in key.words:
        yield _("«\u00a0%(word)s\u00a0» n’est pas dans la liste\u00a0: %(words)s.") % {
            "word": brief(value),
            "words": ", ".join(key.words),
        }


def _words(key: Key, value: Any) -> Iterator[str]:
    if not isinstance(value, list):
        yield _("une liste est attendue\u00a0: [%(value)s].") % {"value": brief(value)}
        return
    for item in value:
        yield from _word(key, item)


def _word_or_words(key: Key, value: Any) -> Iterator[str]:
    yield from _words(key, value if isinstance(value, list) else [value])


def _fields(key: Key, value: Any) -> Iterator[str]:
    if isinstance(value, list):
        yield from _texts(key, value)
    else:
        yield from _text(key, value)


def _tables(_key: Key, _value: Any) -> Iterator[str]:
    # build_index has already said what is not a list of tables.
    yield from ()


_FAULTS: dict[Kind, Callable[[Key, Any], Iterator[str]]] = {
    Kind.TEXT: _text,
    Kind.TEXTS: _texts,
    Kind.LOOSE_TEXT: _loose_text,
    Kind.DATE: _date,
    Kind.DAY: _day,
    Kind.FLAG: _flag,
    Kind.NUMBER: _number,
    Kind.WORD: _word,
    Kind.WORDS: _words,
    Kind.WORD_OR_WORDS: _word_or_words,
    Kind.REF: _text,
    Kind.REFS: _texts,
    Kind.FIELD: _text,
    Kind.DATED_FIELD: _text,
    Kind.FIELD_OR_FIELDS: _fields,
    Kind.TABLES: _tables,
    Kind.ANYTHING: _tables,
}
