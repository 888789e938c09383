"""The circle as the map draws it: who is there stands in the middle, who is gone on the edge."""

from django.utils.translation import gettext as _

from filrouge.lib.dates import PartialDate, say
from filrouge.lib.signs import of
from filrouge.nomenclature.choices import AREA_LOOKS, LifeArea
from filrouge.parcours.choices import CircleRole, ParticipantKind
from filrouge.parcours.models import Participant
from filrouge.parcours.queries.around import Around, Place, Service
from filrouge.parcours.rules.circle_map import RELATIVES, CircleMap, Node, draw

# What somebody is, in the record's open vocabulary, leads to the area and the icon that they are drawn with.
KINDS: dict[str, tuple[str, str]] = {
    ParticipantKind.HEALTH: (LifeArea.HEALTH, "stethoscope"),
    ParticipantKind.HOSPITAL: (LifeArea.HEALTH, "building-hospital"),
    ParticipantKind.HOME_HELP: (LifeArea.DAILY_LIFE, "tools-kitchen-2"),
    ParticipantKind.HOUSE: (LifeArea.HOUSING, "building-community"),
    ParticipantKind.BODY: (LifeArea.RIGHTS, "building"),
    ParticipantKind.PROTECTION: (LifeArea.RIGHTS, "scale"),
    ParticipantKind.SCHOOL: (LifeArea.SCHOOL, "school"),
    ParticipantKind.EMPLOYER: (LifeArea.WORK, "briefcase"),
    ParticipantKind.LEISURE: (LifeArea.SOCIAL_LIFE, "masks-theater"),
}
ROLES: dict[str, tuple[str, str]] = {
    CircleRole.COORDINATION: (LifeArea.COORDINATION, "needle-thread"),
    CircleRole.RELATIVE: (RELATIVES, "users"),
    CircleRole.LEGAL_PROTECTION: (LifeArea.RIGHTS, "scale"),
}
NOWHERE = (LifeArea.COORDINATION, "user")


def circle_map(around: Around, person: str) -> CircleMap:
    """The drawing of the circle on its day; each one once, a place before a service."""
    nodes: dict[object, Node] = {}
    for place in around.places:
        node = _of_place(place)
        kept = nodes.get(place.participant.pk)
        if kept is None or kept.presence == "gone":
            nodes[place.participant.pk] = node
    for service in around.services:
        nodes.setdefault(service.participant.pk, _of_service(service))
    return draw(
        person,
        list(nodes.values()),
        relatives=_node("relatives", _("Proches"), _("aucun noté"), (RELATIVES, "users")),
        title=_("Le cercle %(of_name)s") % {"of_name": of(person)},
        notes=(
            _("Au centre\u00a0: ceux qui sont là."),
            _("Au bord\u00a0: ceux qui sont partis, ou à venir."),
        ),
    )


def _of_place(place: Place) -> Node:
    look = ROLES.get(place.member.role) or _look(place.participant)
    detail = (
        _("pilote")
        if place.leads
        else str(place.member.get_mission_display() or place.member.get_role_display())
    )
    return _node(
        str(place.participant.pk),
        place.participant.name,
        detail if place.is_there or not place.member.until else _until(place.member.until),
        look,
        is_lead=place.leads is not None and place.is_there,
        presence="present" if place.is_there else "gone",
    )


def _of_service(service: Service) -> Node:
    spell = service.spell
    look = (
        spell.area,
        KINDS.get(spell.provider.kind, (spell.area, AREA_LOOKS[LifeArea(spell.area)].icon))[1],
    )
    detail = spell.nature if service.is_there or not spell.until else _until(spell.until)
    presence = "present" if service.is_there else "gone"
    return _node(str(spell.provider_id), spell.provider.name, detail, look, presence=presence)


def _until(until: PartialDate) -> str:
    return _("jusqu’à %(date)s") % {"date": say(until)}


def _look(participant: Participant) -> tuple[str, str]:
    return KINDS.get(participant.kind, NOWHERE)


def _node(
    key: str,
    label: str,
    detail: str,
    look: tuple[str, str],
    *,
    is_lead: bool = False,
    presence: str = "present",
) -> Node:
    sector, icon = look
    css = "d-proches" if sector == RELATIVES else AREA_LOOKS[LifeArea(sector)].css
    return Node(key, label, detail, css, icon, sector, is_lead=is_lead, presence=presence)
