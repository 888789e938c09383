"""Whether two answers to a query say the same, by the comparison rules of the scenario form."""

import json
from collections.abc import Mapping
from typing import Any

_ORDERED = "histoire_de"
_YEAR_DIGITS = 4
_DECIMALS = 6


def same_answer(query: object, expected: object, actual: object) -> bool:
    """Whether `actual` is the `expected` answer to `query`, one table or a list of them.

    Several queries have as many answers, in their order. Null is an absent key, and so is an empty text or list in
    a table. The order of a list does not count, except that of `histoire_de`. Texts are equal word for word,
    whatever the white space between words; dates, as they are written.
    """
    if isinstance(query, list):
        if not (isinstance(expected, list) and isinstance(actual, list)):
            return False
        if not len(query) == len(expected) == len(actual):
            return False
        return all(same_answer(*one) for one in zip(query, expected, actual, strict=True))
    ordered = isinstance(query, Mapping) and query.get("nom") == _ORDERED
    return _comparable(expected, ordered=ordered) == _comparable(actual, ordered=ordered)


def _comparable(value: object, *, ordered: bool = False) -> str:
    """The value as one text that is equal for equal answers; `ordered` holds for the outermost list alone."""
    return json.dumps(_plain(value, ordered=ordered), sort_keys=True, ensure_ascii=False)


def _plain(value: object, *, ordered: bool = False) -> Any:
    if isinstance(value, Mapping):
        table = {str(key): _plain(item) for key, item in value.items()}
        return {key: item for key, item in table.items() if item not in (None, "", [])}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value] if ordered else sorted(map(_plain, value), key=_comparable)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return _plain_number(value)
    return _plain_text(str(value))


def _plain_number(value: int | float) -> Any:
    """A whole number is the same with or without decimals; a year without quotation marks is its text.

    A sum is exact here; one worked out in binary fractions (20 × 16.13 = 322.59999999999997) is the same sum.
    """
    value = round(value, _DECIMALS)
    whole = int(value) if value == int(value) else value
    return str(whole) if isinstance(whole, int) and len(str(whole)) == _YEAR_DIGITS else whole


def _plain_text(value: str) -> str:
    return " ".join(value.split())
