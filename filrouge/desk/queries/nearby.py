"""Where the person lives, as far as somebody wrote it, so that one can look at what exists around."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from filrouge.people.models import Person
from filrouge.territory.models import Commune
from filrouge.territory.queries import Origin, communes_written

WRITTEN = (("address", _("son adresse")), ("residence", _("son lieu de vie")))


@dataclass(frozen=True)
class LivedPlace:
    """A place of the person's life, and the commune that its words name without a doubt; often nobody wrote one."""

    name: str
    label: str | Promise
    communes: list[Commune]

    @property
    def commune(self) -> Commune | None:
        return self.communes[0] if len(self.communes) == 1 else None


def lived_places(person: Person) -> list[LivedPlace]:
    """What was written of where the person lives, each commune once: nothing more precise is known.

    A name that several communes bear is the one that her other words name for sure, if it is among them.
    """
    written = [(name, label, getattr(person, name)) for name, label in WRITTEN if getattr(person, name)]
    found = communes_written(text for _name, _label, text in written)
    sure = {named[0] for named in found if len(named) == 1}
    places: list[LivedPlace] = []
    for (name, label, _text), named in zip(written, found, strict=True):
        place = LivedPlace(name, label, [commune for commune in named if commune in sure] or named)
        if place.commune is None or place.commune not in [other.commune for other in places]:
            places.append(place)
    return places


def origin_among(places: list[LivedPlace], asked: str) -> tuple[str, Origin]:
    """The place asked for, or the first whose commune is sure: its name, and from where one looks."""
    sure = [place for place in places if place.commune]
    chosen = next((place for place in sure if place.name == asked), sure[0] if sure else None)
    return (chosen.name, Origin(commune=chosen.commune)) if chosen else ("", Origin())
