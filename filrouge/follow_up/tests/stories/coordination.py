"""Who holds the thread."""

from datetime import timedelta

from filrouge.follow_up.tests.signal_promises import Scene, Story
from filrouge.follow_up.use_cases.events import record_event
from filrouge.follow_up.use_cases.ruptures import open_rupture
from filrouge.parcours.models import CircleMember, Lead
from filrouge.parcours.use_cases.circle import add_member, begin_lead
from filrouge.parcours.use_cases.leads import change_lead
from tests.personas import on


def _another_coordinates(scene: Scene) -> None:
    add_member(scene.named("Réseau"), role="coordination", since=on("2019-06-03"), **scene.by_claire)


def _somebody_helps(scene: Scene) -> None:
    add_member(scene.named("Réseau"), role="intervention", since=on("2019-06-03"), **scene.by_claire)


def _leads(scene: Scene) -> None:
    begin_lead(scene.place, since=on("2019-07-31"), **scene.by_claire)


def _led_and_left(scene: Scene) -> None:
    begin_lead(scene.place, since=on("2018-01"), **scene.by_claire)
    lead = Lead.objects.get(parcours=scene.parcours, until=None)
    change_lead(lead, successor=None, until=on("2019-07-10"), reason="elle part", **scene.by_claire)


def _broke_long_ago(scene: Scene) -> None:
    before = {**scene.by_claire, "now": scene.now - timedelta(days=40)}
    CircleMember.objects.filter(parcours=scene.parcours).update(access_from=before["now"])
    fact = record_event(scene.parcours, when=on("2019-06-01"), fact="Le service cesse.", **before)
    open_rupture(scene.parcours, nature="plus d’aide", cause="départ", opened_by=fact, **before)


def _broke_yesterday(scene: Scene) -> None:
    fact = record_event(scene.parcours, when=on("2019-07-30"), fact="Le service cesse.", **scene.by_claire)
    open_rupture(scene.parcours, nature="plus d’aide", cause="départ", opened_by=fact, **scene.by_claire)


def _says_where_it_stands(scene: Scene) -> None:
    record_event(scene.parcours, when=on("2019-07-31"), fact="Une piste.", kind="appel", **scene.by_claire)


STORIES = [
    Story(
        "several_coordinators",
        given=_another_coordinates,
        almost=_somebody_helps,
        act=_leads,
        says=("2 personnes coordonnent.", "Aucune ne pilote"),
    ),
    Story(
        "lead_absent",
        given=_led_and_left,
        almost=_leads,
        act=_leads,
        says=("La personne qui pilotait est partie", "Depuis le 10 juillet 2019."),
    ),
    Story(
        "silent_during_rupture",
        given=_broke_long_ago,
        almost=_broke_yesterday,
        act=_says_where_it_stands,
        says=("Une rupture est ouverte, depuis le 1er juin 2019.", "Rien n’est noté dans le fil depuis le"),
    ),
]
