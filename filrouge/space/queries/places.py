"""Whose space somebody may enter, and the pages that they find there."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from filrouge.accounts.models import User
from filrouge.parcours.models import Parcours, Participant, ThreadEntry
from filrouge.people.models import LegalProtection, Relative
from filrouge.space.access import can_see_lookers
from filrouge.space.rules import Reader


def readers(user: User, now: datetime) -> list[Reader]:
    """One for each person whose space `user` may enter: her own first."""
    found = [_reader(user, parcours) for parcours in _open_to(user, now).order_by("person__usual_name", "pk")]
    return sorted(found, key=lambda reader: not reader.is_the_person)


def load_reader(user: User, parcours_id: UUID, now: datetime) -> Reader:
    """`user` as the reader of one person's space; 404 for anybody else, as if there were none."""
    return _reader(user, get_object_or_404(_open_to(user, now), pk=parcours_id))


def _open_to(user: User, now: datetime) -> QuerySet[Parcours]:
    """`represents`: a legal representative, unless every measure that was noted has surely ended."""
    named = Relative.objects.filter(person=OuterRef("person"), account=user, is_legal_representative=True)
    measures = LegalProtection.objects.filter(person=OuterRef("person"))
    ended = Q(until__isnull=False, until_latest__lt=localdate(now))
    represents = Exists(named) & (~Exists(measures) | Exists(measures.exclude(ended)))
    return (
        Parcours.objects.visible_to(user, now)
        .select_related("person", "turn")
        .annotate(represents=represents)
    )


def _reader(user: User, parcours: Parcours) -> Reader:
    represents: bool = parcours.represents  # type: ignore[attr-defined]
    return Reader(user, parcours, parcours.person.account_id == user.pk, represents)


def load_line(reader: Reader, entry_id: UUID, now: datetime) -> ThreadEntry:
    """A line that the reader may see; 404 otherwise."""
    return get_object_or_404(visible_lines(reader, now).select_related("said_by__relative"), pk=entry_id)


def visible_lines(reader: Reader, now: datetime) -> QuerySet[ThreadEntry]:
    return ThreadEntry.objects.visible_to(reader.user, now).filter(parcours=reader.parcours)


def own_name(reader: Reader) -> Participant:
    """Under which name the reader speaks in this record."""
    mine = Q(user=reader.user) | Q(relative__account=reader.user)
    if reader.is_the_person:
        mine = Q(is_the_person=True)
    named = Participant.objects.filter(mine, parcours=reader.parcours).order_by("pk")[:1]
    return get_object_or_404(named)


@dataclass(frozen=True)
class Tile:
    """One page of the space: its name, its picture, where it is."""

    label: str
    pictogram: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Menu:
    """The pages of the space, under the words that hold them together; and the few that every page shows."""

    groups: list[tuple[str, list[Tile]]]
    main: list[Tile]

    @property
    def rest(self) -> list[Tile]:
        return [tile for _title, tiles in self.groups for tile in tiles if tile not in self.main]

    @property
    def is_in_rest(self) -> bool:
        return any(tile.is_current for tile in self.rest)


MAIN = ("project", "plan", "feelings", "thread", "helpers")


def menu(reader: Reader, path: str) -> Menu:
    """The pages that this reader finds; none that would be closed to them."""
    made = {
        name: [Tile(label, picture, url, path.startswith(url))]
        for name, picture, label in _pages(reader)
        for url in [_address(name, reader)]
    }
    groups = [
        (_("Projet et plan"), ("project", "plan", "feelings", "needs")),
        (_("Histoire et papiers"), ("thread", "papers", "rights")),
        (
            _("Autour de moi") if reader.is_the_person else _("Autour"),
            ("helpers", "appointments", "meetings", "wishes", "messages", "loads"),
        ),
        (_("Qui peut lire"), ("sharing", "lookers")),
    ]
    found = [(title, [tile for name in names for tile in made.get(name, [])]) for title, names in groups]
    return Menu(found, [tile for name in MAIN for tile in made[name]])


def _address(name: str, reader: Reader) -> str:
    if name == "messages":
        return reverse("parcours:messages")
    return reverse(f"space:{name}", args=[reader.parcours.pk])


def _pages(reader: Reader) -> list[tuple[str, str, str]]:
    """The name of each page, its picture, its label."""
    mine = reader.is_the_person
    pages = [
        ("project", "project", _("Mon projet") if mine else _("Le projet")),
        ("plan", "plan", _("Mon plan") if mine else _("Le plan")),
        ("feelings", "good", _("Comment ça va")),
        ("needs", "question", _("Mes besoins") if mine else _("Les besoins")),
        ("thread", "papers", _("Mon fil") if mine else _("Le fil")),
        ("papers", "letter", _("Mes papiers") if mine else _("Les papiers")),
        ("rights", "rights", _("Mes droits") if mine else _("Les droits")),
        ("helpers", "help", _("Qui m’aide") if mine else _("Qui aide")),
        ("appointments", "calendar", _("Mes rendez-vous") if mine else _("Les rendez-vous")),
        ("meetings", "calendar", _("Mes réunions") if mine else _("Les réunions")),
        ("wishes", "speak", _("Mes demandes")),
        ("messages", "letter", _("Mes messages")),
        ("sharing", "lock", _("Qui peut voir quoi") if reader.sees_who_reads else _("Ce que je peux lire")),
    ]
    if reader.user.may("needs.tell_own_load"):
        pages.append(("loads", "so-so", _("Et moi, comment je tiens")))
    if can_see_lookers(reader):
        pages.append(("lookers", "look", _("Qui a vu mon dossier") if mine else _("Qui a vu le dossier")))
    return pages
