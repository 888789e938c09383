"""What a record still lacks, each with the screen that fills it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from filrouge.parcours.choices import ParcoursState
from filrouge.parcours.models import Consent, Lead, Parcours, Request
from filrouge.people.models import Relative
from filrouge.ui.navigation import find_url


@dataclass(frozen=True)
class Missing:
    """One thing that nobody noted yet."""

    label: str
    url: str


def with_what_it_holds(several: QuerySet[Parcours]) -> QuerySet[Parcours]:
    """Parcours that know which of their parts exist, in the same question."""
    mine = OuterRef("pk")
    return several.annotate(
        has_request=Exists(Request.objects.filter(parcours=mine)),
        has_consent=Exists(Consent.objects.filter(parcours=mine)),
        has_lead=Exists(Lead.objects.filter(parcours=mine, until=None)),
        has_relative=Exists(Relative.objects.filter(person=OuterRef("person"))),
    )


def missing(parcours: Parcours) -> list[Missing]:
    """What a record read by `with_what_it_holds` lacks, the most useful first; one that is over asks for nothing."""
    if parcours.state == ParcoursState.CLOSED:
        return []
    person = parcours.person
    parts: Sequence[tuple[bool, str, str, str]] = (
        (bool(person.birth), _("sa date de naissance"), "parcours:identity_correct", "id_birth"),
        (
            bool(person.communication),
            _("comment communiquer avec elle ou lui"),
            "parcours:identity_correct",
            "id_communication",
        ),
        (
            bool(person.phone or person.address),
            _("un téléphone ou une adresse"),
            "parcours:identity_correct",
            "id_phone",
        ),
        (parcours.has_relative, _("ses proches"), "parcours:relative_add", ""),  # type: ignore[attr-defined]
        (parcours.has_consent, _("son accord pour partager"), "parcours:consents", ""),  # type: ignore[attr-defined]
        (parcours.has_lead, _("qui pilote"), "parcours:circle", "h-coord"),  # type: ignore[attr-defined]
        (parcours.has_request, _("qui a demandé, et pourquoi"), "parcours:request_add", ""),  # type: ignore[attr-defined]
    )
    return [
        Missing(label, _where(name, parcours, anchor)) for there, label, name, anchor in parts if not there
    ]


def _where(name: str, parcours: Parcours, anchor: str) -> str:
    """The screen that fills it, at its field; nothing when no room offers that screen."""
    url = find_url(name, parcours.pk)
    return f"{url}#{anchor}" if url and anchor else url
