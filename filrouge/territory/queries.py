"""The directory as people read it: found by words, sorted by name, one page at a time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import and_
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from filrouge.lib.text import normalise, words
from filrouge.territory.choices import AnswerKind
from filrouge.territory.models import Commune, Service, ServiceCorrection
from filrouge.territory.rules import categories

PAGE = 50


@dataclass(frozen=True)
class Asked:
    """What somebody looks for: words in any order, a sort of answer, a category, a commune."""

    typed: str = ""
    kind: str = ""
    category: str = ""
    commune: str = ""


@dataclass(frozen=True)
class DirectoryPage:
    services: list[Service]
    total: int
    following: UUID | None


def find_services(asked: Asked) -> Q:
    """The places where a word begins with each word typed, in any order, without regard to accents."""
    wanted = reduce(and_, (Q(search_text__contains=f" {word}") for word in words(asked.typed)), Q())
    for name in ("kind", "commune"):
        if getattr(asked, name):
            wanted &= Q(**{name: getattr(asked, name)})
    return wanted & Q(category_code=asked.category) if asked.category else wanted


def directory_page(asked: Asked, start: UUID | None) -> DirectoryPage:
    """One page by name; the address of the next names the place that it begins with."""
    wanted = find_services(asked)
    rows = Service.objects.filter(wanted).select_related("commune").order_by("name", "pk")
    first = Service.objects.filter(pk=start).only("name").first() if start else None
    if first is not None:
        rows = rows.filter(Q(name__gt=first.name) | Q(name=first.name, pk__gte=first.pk))
    found = list(rows[: PAGE + 1])
    total = Service.objects.filter(wanted).count()
    return DirectoryPage(found[:PAGE], total, found[PAGE].pk if len(found) > PAGE else None)


def categories_in_use() -> list[tuple[str, str]]:
    """The categories that hold a place, by their words."""
    used = (
        Service.objects.values_list("category_code")
        .annotate(n=Count("pk"))
        .values_list("category_code", flat=True)
    )
    known = categories()
    return sorted(
        ((code, known[code].label) for code in used if code in known), key=lambda pair: normalise(pair[1])
    )


def find_communes(typed: str, most: int = 20) -> list[Commune]:
    """Communes whose name or postal code holds every word typed; the largest first."""
    said = [{"st": "saint", "ste": "sainte"}.get(word, word) for word in words(typed)]
    if not said:
        return []
    wanted = reduce(and_, (Q(search_text__contains=word) for word in said))
    return list(Commune.objects.filter(wanted).order_by("-population", "code")[:most])


def kinds() -> list[tuple[str, Any]]:
    return list(AnswerKind.choices)


@dataclass(frozen=True)
class Shown:
    """One thing that the directory says of a place, who put it right, and what the source says against it."""

    name: str
    label: str
    value: str
    corrections: list[ServiceCorrection] = field(default_factory=list)

    @property
    def contested(self) -> str | None:
        """What the source says, where it is not what a human wrote."""
        return self.corrections[0].source_said if self.corrections else None


def details(service: Service) -> list[Shown]:
    """Everything said of a place, in the order of its fields; what nobody said is left out but for what one needs."""
    put_right: dict[str, list[ServiceCorrection]] = {}
    for correction in service.corrections.select_related("by").order_by("-at", "-pk"):
        put_right.setdefault(correction.field, []).append(correction)
    return [_shown(service, name, put_right.get(name, [])) for name in _worth_showing(service, put_right)]


ALWAYS = ("phone", "hours", "publics", "conditions")
LISTED = (
    "operator", "offers", "publics", "ages", "conditions", "hours", "area_served", "capacity", "waiting",
    "waiting_months", "needs", "phone", "email", "website", "note",
)  # fmt: skip


def _worth_showing(service: Service, put_right: Iterable[str]) -> list[str]:
    known = set(put_right)
    return [name for name in LISTED if getattr(service, name) or name in ALWAYS or name in known]


def _shown(service: Service, name: str, corrections: list[ServiceCorrection]) -> Shown:
    column: Any = Service._meta.get_field(name)
    value = getattr(service, name)
    return Shown(name, str(column.verbose_name), "" if value is None else str(value), corrections)
