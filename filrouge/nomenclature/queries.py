"""What the pages of the code lists show, and what the tables say otherwise than the files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db.models import Count, Q, QuerySet

from filrouge.lib.text import words
from filrouge.nomenclature.models import Code, CodeList
from filrouge.nomenclature.rules import ShippedList

PAGE = 100
COMPARED = ("label", "parent_code", "level", "order", "definition", "system", "extra")


@dataclass(frozen=True)
class Shown:
    """A code in a page; `inside` is what it belongs to, when that does not stand above it in the page."""

    code: Code
    inside: str


@dataclass(frozen=True)
class CodePage:
    codes: list[Shown]
    following: int | None


def lists_with_counts() -> QuerySet[CodeList]:
    """Every list by its title, with how many codes it holds in use and in all."""
    counted = CodeList.objects.annotate(
        total=Count("codes"), in_use=Count("codes", filter=Q(codes__is_active=True))
    )
    return counted.order_by("title", "pk")


def code_page(code_list: CodeList, typed: str, start: int) -> CodePage:
    """The codes of one list in the order of its tree, from a rank on; those that hold every word typed."""
    wanted = reduce(and_, (Q(search_text__contains=word) for word in words(typed)), Q())
    rows = (
        code_list.codes.filter(wanted, order__gte=start).order_by("order", "pk").prefetch_related("earlier")
    )
    found = list(rows[: PAGE + 1])
    return CodePage(_shown(code_list, found[:PAGE]), found[PAGE].order if len(found) > PAGE else None)


def _shown(code_list: CodeList, found: list[Code]) -> list[Shown]:
    above = code_list.codes.filter(code__in={code.parent_code for code in found})
    labels = dict(above.values_list("code", "label"))
    seen: set[str] = set()
    shown = []
    for code in found:
        shown.append(Shown(code, "" if code.parent_code in seen else labels.get(code.parent_code, "")))
        seen.add(code.code)
    return shown


@dataclass(frozen=True)
class Difference:
    """Where the tables do not say what a file says: in which list, at which code, and how."""

    code_list: str
    code: str
    kind: str


def differences(shipped: Iterable[ShippedList]) -> Iterator[Difference]:
    """Every list and code that is missing, changed, or stands in the tables alone and counts as in use."""
    known = {each.slug: each for each in CodeList.objects.all()}
    for each in shipped:
        code_list = known.get(each.slug)
        if code_list is None:
            yield Difference(each.slug, "", "missing")
            continue
        if any(getattr(code_list, name) != value for name, value in each.described.items()):
            yield Difference(each.slug, "", "changed")
        yield from _of_one_list(each, {code.code: code for code in code_list.codes.all()})


def _of_one_list(shipped: ShippedList, stored: dict[str, Code]) -> Iterator[Difference]:
    for each in shipped.codes:
        code = stored.pop(each.code, None)
        if code is None:
            yield Difference(shipped.slug, each.code, "missing")
        elif code.is_active != each.is_current or any(
            getattr(code, name) != getattr(each, name) for name in COMPARED
        ):
            yield Difference(shipped.slug, each.code, "changed")
    for code in stored.values():
        if code.gone_at is None:
            yield Difference(shipped.slug, code.code, "added")
