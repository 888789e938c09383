"""Finding a person: by name, birth date, telephone or number, among the records that somebody may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Concat

from filrouge.accounts.models import User
from filrouge.desk.rules.search import is_full_name, name_words, nearness
from filrouge.lib.dates import PartialDate, PartialDateError, read_typed
from filrouge.lib.text import digits, words
from filrouge.parcours.models import Parcours
from filrouge.people.models import Person

MOST_RESULTS = 20
FEW = 5
MOST_COMPARED = 5_000
MOST_NAMESAKES = 50
SHORTEST_PHONE = 6
LONGEST_QUERY = 200


@dataclass(frozen=True)
class Typed:
    """What somebody typed, taken apart: words of a name, a birth date, a telephone number."""

    text: str
    words: tuple[str, ...]
    birth: PartialDate | None
    phone: str


@dataclass(frozen=True)
class Found:
    """The answer. `elsewhere`: somebody of this very name is followed where the reader does not see."""

    records: list[Parcours]
    nearly: list[Parcours]
    elsewhere: bool


@dataclass(frozen=True)
class Newcomer:
    """Somebody about to be written, and those who may be the same person."""

    name: str
    birth: PartialDate | None
    alike: list[Parcours]
    elsewhere: bool

    @property
    def has_namesakes(self) -> bool:
        return bool(self.alike) or self.elsewhere


def newcomer(user: User, name: str, birth: str, *, now: datetime) -> Newcomer:
    """Those who may already be followed under this name or with this birth date. A human decides."""
    born = PartialDate.parse(birth) if birth else None
    return Newcomer(
        name, born, near_duplicates(user, name, born, now), bool(hidden_namesakes(user, name, now=now))
    )


def take_apart(text: str, today: date) -> Typed:
    """Reads 'Morel 12 avril 1933' as a name and a birth date, '06 12 34 56 78' as a telephone number."""
    text = " ".join(text.split())[:LONGEST_QUERY]
    parts = text.split(" ") if text else []
    for cut in range(len(parts) + 1):
        for name, said in ((parts[:cut], parts[cut:]), (parts[cut:], parts[:cut])):
            birth = _as_birth(" ".join(said), today)
            if birth:
                return Typed(text, tuple(words(" ".join(name))), birth, "")
    number = digits(text)
    is_phone = len(number) >= SHORTEST_PHONE and not any(sign.isalpha() for sign in text)
    return Typed(text, () if is_phone else tuple(words(text)), None, number if is_phone else "")


def _as_birth(said: str, today: date) -> PartialDate | None:
    """A date that may be a birth: it names a year, and is not ahead. '12' or 'hier' are no birth dates."""
    if not any(sign.isdigit() for sign in said) or not any(len(part) >= 4 for part in said.split()):
        return None
    try:
        when = read_typed(said, today=today)
    except PartialDateError:
        return None
    return when if when.earliest and when.latest and when.earliest <= today else None


def find(user: User, text: str, *, today: date, now: datetime) -> Found:
    """Who the reader may see and who answers to `text`, exactly first, then with typing slips forgiven.

    Asks the same questions of the database whether or not somebody of that name is followed elsewhere.
    """
    typed = take_apart(text, today)
    if not (typed.words or typed.birth or typed.phone):
        return Found([], [], elsewhere=False)
    visible = Parcours.objects.visible_to(user, now)
    exact = list(_exact(visible, typed)[:MOST_RESULTS])
    nearly = _near(visible, typed, {parcours.pk for parcours in exact}) if len(exact) < FEW else []
    return Found(exact, nearly, bool(hidden_namesakes(user, text, now=now)))


def near_duplicates(user: User, name: str, birth: PartialDate | None, now: datetime) -> list[Parcours]:
    """Records that may be of the same person as somebody about to be written, the nearest first."""
    visible = Parcours.objects.visible_to(user, now)
    typed = Typed(name, tuple(name_words(name)), None, "")
    alike = _near(visible, typed, set()) if typed.words else []
    same_birth: list[Parcours] = []
    if birth and birth.earliest:
        same = visible.filter(person__birth=birth).exclude(pk__in=[parcours.pk for parcours in alike])
        same_birth = list(same.select_related("person").order_by("person__search_text", "pk")[:FEW])
    return [*alike, *same_birth]


def hidden_namesakes(user: User, text: str, *, now: datetime) -> list[Parcours]:
    """Records that `user` cannot see, of persons whom `text` names in full. For asking, never for showing."""
    said = name_words(text)
    visible = Parcours.objects.visible_to(user, now)
    rows = Parcours.objects.exclude(pk__in=visible.values("pk")).annotate(
        padded=Concat(Value(" "), F("person__search_text"), Value(" "))
    )
    for word in said:
        rows = rows.filter(padded__contains=f" {word} ")
    # Asked even when nothing was typed that could be a name: a question more or less would tell.
    found = rows.select_related("person").order_by("pk")[: MOST_NAMESAKES if said else 1]
    return [parcours for parcours in found if _is_named(parcours.person, text)]


def _is_named(person: Person, text: str) -> bool:
    return is_full_name(
        text, usual_name=person.usual_name, other_names=(person.birth_name, person.given_names)
    )


def _exact(visible: QuerySet[Parcours], typed: Typed) -> QuerySet[Parcours]:
    rows = visible.select_related("person")
    for word in typed.words:
        rows = rows.filter(person__search_text__icontains=word)
    if typed.phone:
        rows = rows.filter(person__search_text__contains=typed.phone)
    if typed.birth:
        rows = rows.filter(born_within(typed.birth))
    return rows.order_by("person__search_text", "pk")


def born_within(birth: PartialDate) -> Q:
    """Birth dates that may be the one said: 1933 finds 'avril 1933', and the other way round."""
    return Q(person__birth_earliest__lte=birth.latest, person__birth_latest__gte=birth.earliest)


def _near(visible: QuerySet[Parcours], typed: Typed, but: Iterable[UUID]) -> list[Parcours]:
    """Records whose names are near the words typed, among those with the birth date typed, if one was."""
    said = [word for word in typed.words if word.isalpha()]
    if not said:
        return []
    rows = visible.filter(born_within(typed.birth)) if typed.birth else visible
    named = rows.order_by("person__search_text").values_list(
        "pk", "person__usual_name", "person__birth_name", "person__given_names"
    )
    scored = [(nearness(said, name_words(" ".join(names))), pk) for pk, *names in named[:MOST_COMPARED]]
    taken = set(but)
    best = sorted((pair for pair in scored if pair[0] and pair[1] not in taken), key=_nearest_first)[
        :MOST_RESULTS
    ]
    return in_order(visible, [pk for _score, pk in best])


def _nearest_first(pair: tuple[float, UUID]) -> tuple[float, UUID]:
    return -pair[0], pair[1]


def in_order(visible: QuerySet[Parcours], keys: Sequence[UUID]) -> list[Parcours]:
    by_key = {parcours.pk: parcours for parcours in visible.filter(pk__in=keys).select_related("person")}
    return [by_key[key] for key in keys if key in by_key]
