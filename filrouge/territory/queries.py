"""The directory as people read it: found by words, sorted by name or by distance, one page at a time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import and_
from typing import Any, cast
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Replace

from filrouge.lib.geo import Point, box_around, haversine_from, haversine_of_km, in_box, km_of_haversine
from filrouge.lib.text import digits, normalise, words
from filrouge.nomenclature.models import Code
from filrouge.territory.choices import Alike, AnswerKind, Within
from filrouge.territory.models import Commune, Service, ServiceCorrection
from filrouge.territory.rules import Town, categories, towns_written, whole_words

PAGE = 50
NEEDS = "serafin_ph_besoins"
LARGEST = F("population").desc(nulls_last=True)
# A telephone number as one dials it, whatever stands between its figures: what `lib.text.digits` says of it.
DIALLED: Any = reduce(
    lambda text, sign: Replace(text, Value(sign[0]), Value(sign[1])),
    ((" ", ""), (".", ""), ("-", ""), ("\u00a0", ""), ("(0)", ""), ("+33", "0")),
    cast(Any, F("phone")),
)


@dataclass(frozen=True)
class Asked:
    """What somebody looks for: words in any order, a sort of answer, a category; around what, and how far."""

    typed: str = ""
    kind: str = ""
    category: str = ""
    around: str = ""
    within: Within = Within.ANY


@dataclass(frozen=True)
class Origin:
    """Where somebody looks from: the centre of a commune; or nothing yet, with the communes that are meant perhaps."""

    typed: str = ""
    commune: Commune | None = None
    choices: list[Commune] = field(default_factory=list)

    @property
    def centre(self) -> Point | None:
        """Nothing either for the few communes, all overseas, whose centre no file tells."""
        if self.commune is None or self.commune.lat is None or self.commune.lon is None:
            return None
        return Point(self.commune.lat, self.commune.lon)


@dataclass(frozen=True)
class Listed:
    """A place in the list, and how far it is when somebody looks from somewhere; unknown when its position is."""

    service: Service
    km: float | None = None


@dataclass(frozen=True)
class DirectoryPage:
    """`unplaced`: how many of all stand last, since nobody knows where they are."""

    rows: list[Listed]
    total: int
    following: UUID | None
    unplaced: int = 0


def find_services(asked: Asked) -> Q:
    """The places where a word begins with each word typed, in any order, without regard to accents."""
    wanted = reduce(and_, (Q(search_text__contains=f" {word}") for word in words(asked.typed)), Q())
    if asked.kind:
        wanted &= Q(kind=asked.kind)
    return wanted & Q(category_code=asked.category) if asked.category else wanted


def directory_page(asked: Asked, start: UUID | None, origin: Origin | None = None) -> DirectoryPage:
    """One page: the nearest first when one knows from where, by name otherwise."""
    rows = Service.objects.filter(find_services(asked)).select_related("commune")
    origin = origin or Origin()
    if origin.commune and asked.within == Within.COMMUNE:
        rows = rows.filter(commune=origin.commune)
    if origin.centre:
        return _by_distance(rows, start, origin.centre, asked.within.km)
    return _by_name(rows, start)


def _by_name(rows: QuerySet[Service], start: UUID | None) -> DirectoryPage:
    """The address of the next page names the place that it begins with."""
    first = Service.objects.filter(pk=start).only("name").first() if start else None
    rest = rows
    if first is not None:
        rest = rows.filter(Q(name__gt=first.name) | Q(name=first.name, pk__gte=first.pk))
    found = [Listed(service) for service in rest.order_by("name", "pk")[: PAGE + 1]]
    return _cut(found, rows.count())


def _by_distance(rows: QuerySet[Service], start: UUID | None, centre: Point, km: int | None) -> DirectoryPage:
    """By distance, then by key; the places that nobody can put on a map come last, whatever the limit."""
    rows = rows.annotate(hav=haversine_from(centre))
    if km:
        rows = rows.filter(Q(lat=None) | in_box(box_around(centre, km)) & Q(hav__lte=haversine_of_km(km)))
    reached = rows.filter(pk=start).values_list("hav", flat=True) if start else ()
    rest = rows.filter(*(_onward(hav, start) for hav in reached))
    found = [
        Listed(service, None if service.hav is None else km_of_haversine(service.hav))
        for service in rest.order_by(F("hav").asc(nulls_last=True), "pk")[: PAGE + 1]
    ]
    counted = rows.aggregate(total=Count("pk"), placed=Count("lat"))
    return _cut(found, counted["total"], counted["total"] - counted["placed"])


def _onward(hav: float | None, start: UUID | None) -> Q:
    """What comes in this order from a place on, itself first."""
    unplaced = Q(hav=None, pk__gte=start)
    return unplaced if hav is None else Q(hav__gt=hav) | Q(hav=hav, pk__gte=start) | Q(hav=None)


def _cut(found: list[Listed], total: int, unplaced: int = 0) -> DirectoryPage:
    """A page of the rows found, which are one more when another page follows."""
    following = found[PAGE].service.pk if len(found) > PAGE else None
    return DirectoryPage(found[:PAGE], total, following, unplaced)


def directory(asked: Asked, start: UUID | None, origin: Origin) -> dict[str, Any]:
    """Everything that a screen with the directory shows: `territory/search.html` and `territory/list.html`."""
    return {
        "asked": asked, "origin": origin, "page": directory_page(asked, start, origin), "kinds": kinds(),
        "categories": categories_in_use(), "limits": Within.choices,
    }  # fmt: skip


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
    said = whole_words(typed)
    if not said:
        return []
    wanted = reduce(and_, (Q(search_text__contains=word) for word in said))
    return list(Commune.objects.filter(wanted).select_related("department").order_by(LARGEST, "code")[:most])


def origin_of(typed: str) -> Origin:
    """From where somebody looks who typed a name, a postal code or both: one commune, some to choose from, or none."""
    said = whole_words(typed)
    codes, names = [word for word in said if word.isdigit()], [word for word in said if not word.isdigit()]
    town = Town(" ".join(names), codes[0] if codes else "")
    found = _meant(town, _named([town])) if names else []
    if len(found) != 1:
        found += [commune for commune in find_communes(typed) if commune not in found]
    return Origin(typed, found[0]) if len(found) == 1 else Origin(typed, choices=found)


def communes_written(texts: Iterable[str]) -> list[list[Commune]]:
    """The communes that each text may name, all found in one question; an address names one, most of the time."""
    towns = [towns_written(text) for text in texts]
    known = _named([town for each in towns for town in each])
    return [
        list({commune.pk: commune for town in each for commune in _meant(town, known)}.values())
        for each in towns
    ]


def _named(towns: list[Town]) -> list[Commune]:
    """The communes of exactly these names; where only a postal code is written, those that it serves."""
    wanted = Q()
    for town in towns:
        if town.name:
            # The first prunes, the second alone would ask each commune: 'saint' begins four thousand names.
            begun = Q(search_text__startswith=f"{town.name} ") & Q(search_text__regex=f"^{town.name} [0-9]")
            wanted |= Q(search_text=town.name) | begun
        else:
            wanted |= Q(search_text__contains=town.postal_code)
    if not wanted:
        return []
    return list(Commune.objects.filter(wanted).select_related("department").order_by(LARGEST, "code"))


def _meant(town: Town, known: list[Commune]) -> list[Commune]:
    """Those of the same name; among them, those of the same postal code or else of the same département, if any."""
    same = [each for each in known if not town.name or whole_words(each.name) == town.name.split()]
    code = town.postal_code
    if not code:
        return same
    exact = [each for each in same if code in each.postal_codes.split("|")]
    return exact or (town.name and [each for each in same if code.startswith(each.department_id)]) or same


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
    said = {"needs": _needs_in_words(service.needs)} if service.needs else {}
    return [
        Shown(name, _label(name), said.get(name, _value(service, name)), put_right.get(name, []))
        for name in _worth_showing(service, put_right)
    ]


ALWAYS = ("phone", "hours", "publics", "conditions")
LISTED = (
    "operator", "offers", "publics", "ages", "conditions", "hours", "area_served", "capacity", "waiting",
    "waiting_months", "needs", "phone", "email", "website", "note",
)  # fmt: skip


def _worth_showing(service: Service, put_right: Iterable[str]) -> list[str]:
    known = set(put_right)
    return [name for name in LISTED if getattr(service, name) or name in ALWAYS or name in known]


def _label(name: str) -> str:
    column: Any = Service._meta.get_field(name)
    return str(column.verbose_name)


def _value(service: Service, name: str) -> str:
    value = getattr(service, name)
    return "" if value is None else str(value)


def _needs_in_words(codes: str) -> str:
    """The needs of SERAFIN-PH by their words, in the order of the codes; what is no code stays as it stands."""
    said = codes.split(", ")
    labels = dict(Code.objects.filter(code_list__slug=NEEDS, code__in=said).values_list("code", "label"))
    return "\n".join(labels.get(code, code) for code in said)


@dataclass(frozen=True)
class Twin:
    """Another entry that may tell of the same place, and what makes one ask. People decide; nothing is joined."""

    service: Service
    alike: list[Alike]


def possible_twins(service: Service, most: int = 10) -> list[Twin]:
    """The other entries of the same commune with the same name, however it is typed, number or telephone."""
    if service.commune_id is None:
        return []
    others = Service.objects.exclude(pk=service.pk).filter(commune_id=service.commune_id)
    called = Q(search_text__startswith=f" {normalise(service.name)}")
    for name in (Alike.SIRET, Alike.FINESS):
        if getattr(service, name):
            called |= Q(**{name: getattr(service, name)})
    if digits(service.phone):
        others = others.annotate(dialled=DIALLED)
        called |= Q(dialled=digits(service.phone))
    twins = (Twin(other, _alike(service, other)) for other in others.filter(called).order_by("name", "pk"))
    return [twin for twin in twins if twin.alike][:most]


def _alike(a: Service, b: Service) -> list[Alike]:
    """What two entries have in common; two blanks are nothing in common."""

    def said(service: Service) -> dict[Alike, str]:
        return {
            Alike.NAME: normalise(service.name), Alike.SIRET: service.siret, Alike.FINESS: service.finess,
            Alike.PHONE: digits(service.phone),
        }  # fmt: skip

    theirs = said(b)
    return [what for what, mine in said(a).items() if mine and mine == theirs[what]]
