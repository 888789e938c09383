"""The two menus on the thread: the main one, and the six tabs of a record. Where each leads, and where one is."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Place:
    """An entry of a menu.

    `within` names other beginnings of address that belong to it: whole ones in the main menu, what follows the
    record's own address in the tabs. Every address of a record begins as that of its first tab: `is_root` says
    that this alone does not make a page its own. `of_the_circle`: opens to those who hold a place in it alone.
    """

    label: Promise
    icon: str
    url_name: str
    permission: str = ""
    within: tuple[str, ...] = ()
    is_root: bool = False
    of_the_circle: bool = False


@dataclass(frozen=True)
class MenuItem:
    """An entry of a menu that can be drawn: it leads somewhere, and may be where one is.

    `current` is what `aria-current` says: 'page' on its own page, 'true' on a page inside it, nothing elsewhere.
    """

    label: Promise | str
    icon: str
    url: str
    current: str = ""


OF_MY_DAY = ("/ma-journee/", "/temps/", "/taches/", "/rendez-vous/", "/tournee/")
PERSONS = ("/parcours/", "/recherche/", "/dossiers/")
MAIN_MENU = (
    Place(_("Ma journée"), "sun", "desk:home", "desk.work", within=OF_MY_DAY),
    Place(_("Personnes"), "users", "desk:people", "parcours.search", within=PERSONS),
    Place(_("Demandes"), "inbox", "desk:requests", "parcours.take_requests", within=("/demandes/",)),
    Place(_("Territoire"), "map", "territory:index", "desk.work"),
    Place(_("Équipe"), "users-group", "desk:team", "parcours.oversee"),
)
FACTS = (
    "event",
    "spell",
    "rupture",
    "transition",
    "assessment",
    "recommendation",
    "viewpoint",
    "document",
    "right",
    "settlement",
    "need",
    "expectation",
    "review",
    "decision",
)
OF_THE_THREAD = ("noter/", "temps/", *(f"corriger/{kind}/" for kind in FACTS))
OF_THE_CIRCLE = (
    "pilotage/", "relais/", "synthese/", "accords/", "corriger/circle_member/", "corriger/coordination/",
)  # fmt: skip
OF_THE_FOLLOW_UP = (
    "services/", "ruptures/", "transitions/", "accompagnement/", "corriger/turn/", "corriger/death/", "demandes/",
    "documents/", "droits/", "autour/", "signaux/", "niveau/", "taches/",
    "rendez-vous/", "co-evaluations/", "reunions/",
)  # fmt: skip
RECORD_TABS = (
    Place(_("Le fil"), "needle-thread", "desk:thread", within=OF_THE_THREAD, is_root=True),
    Place(_("Son projet"), "star", "desk:project", of_the_circle=True),
    Place(_("Regards croisés"), "eye", "needs:voices", of_the_circle=True),
    Place(_("Le plan"), "list", "plans:page", of_the_circle=True),
    Place(_("Le cercle"), "circle-dashed", "parcours:circle", within=OF_THE_CIRCLE),
    Place(_("Le suivi"), "history", "follow_up:page", within=OF_THE_FOLLOW_UP, of_the_circle=True),
)


def find_url(name: str, *args: object) -> str:
    """The address of a named page, or nothing when no room offers that page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def main_menu(user: AbstractBaseUser | AnonymousUser | None, path: str) -> list[MenuItem]:
    """The places that this account may go to; empty for somebody who is not signed in."""
    if user is None or not user.is_authenticated:
        return []
    allowed = [place for place in MAIN_MENU if _may(user, place.permission)]
    return _with_current(((place, find_url(place.url_name)) for place in allowed), path)


def record_tabs(parcours_id: UUID | str, path: str, *, has_place: bool) -> list[MenuItem]:
    """The tabs of one record that open to this reader; a tab whose room does not exist yet is not drawn."""
    root = find_url(RECORD_TABS[0].url_name, parcours_id)
    tabs = [replace(tab, within=tuple(root + end for end in tab.within)) for tab in RECORD_TABS]
    tabs = [tab for tab in tabs if has_place or not tab.of_the_circle]
    return _with_current(((tab, find_url(tab.url_name, parcours_id)) for tab in tabs), path)


def _may(user: AbstractBaseUser | AnonymousUser, permission: str) -> bool:
    ask = getattr(user, "may", None)
    return not permission or ask is None or ask(permission)


def _with_current(places: Iterable[tuple[Place, str]], path: str) -> list[MenuItem]:
    """Where one is = the entry whose address is the longest beginning of the page's own address."""
    known = [(place, url) for place, url in places if url]
    matches = [
        (len(beginning), url)
        for place, url in known
        for beginning in (url, *place.within)
        if path == beginning or (_leads_further(place, url, beginning) and path.startswith(beginning))
    ]
    here = max(matches, default=(0, ""))[1]
    how = "page" if path == here else "true"
    return [
        MenuItem(place.label, place.icon, url, current=how if url == here else "") for place, url in known
    ]


def _leads_further(place: Place, url: str, beginning: str) -> bool:
    """Whether pages whose address goes on from this one belong to the entry."""
    return beginning != "/" and not (place.is_root and beginning == url)
