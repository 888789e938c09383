from filrouge.follow_up.models import Event, RuptureProposal
from filrouge.follow_up.tests.signal_promises import Scene, Story
from filrouge.follow_up.use_cases.events import record_event
from filrouge.follow_up.use_cases.ruptures import close_rupture, confirm_proposal, open_rupture
from filrouge.follow_up.use_cases.services import begin_service, end_service
from tests.personas import on


def _told(scene: Scene, when: str, fact: str) -> Event:
    return record_event(scene.parcours, when=on(when), fact=fact, **scene.by_claire)


def _breaks(scene: Scene) -> None:
    scene.kept["rupture"] = open_rupture(
        scene.parcours,
        nature="plus d’aide à domicile",
        cause="impayé",
        consequence="repas sautés",
        opened_by=_told(scene, "2018-06", "Le service cesse."),
        **scene.by_claire,
    )


def _closes(scene: Scene) -> None:
    ends = _told(scene, "2018-11", "Un autre service commence.")
    close_rupture(scene.kept["rupture"], closed_by=ends, **scene.by_claire)


def _broke_and_mended(scene: Scene) -> None:
    _breaks(scene)
    _closes(scene)


def _ends(scene: Scene, outcome: str) -> RuptureProposal | None:
    spell = begin_service(
        scene.parcours,
        provider=scene.named(),
        newcomer=None,
        nature="toilette",
        area="health",
        **scene.by_claire,
    )
    return end_service(spell, until=on("2018-09"), outcome=outcome, end_reason="départ", **scene.by_claire)


def _ends_with_nothing(scene: Scene) -> None:
    scene.kept["proposal"] = _ends(scene, "nothing")


def _ends_as_wished(scene: Scene) -> None:
    _ends(scene, "no_longer_needed")


def _confirmed(scene: Scene) -> None:
    confirm_proposal(
        scene.kept["proposal"], opened_by=None, nature="plus de toilette", cause="départ", **scene.by_claire
    )


STORIES = [
    Story(
        "rupture_open",
        given=_breaks,
        almost=_broke_and_mended,
        act=_closes,
        says=("plus d’aide à domicile", "Depuis juin 2018.", "Cause : impayé.", "Repas sautés."),
    ),
    Story(
        "rupture_to_confirm",
        given=_ends_with_nothing,
        almost=_ends_as_wished,
        act=_confirmed,
        says=(
            "rupture à confirmer : toilette",
            "jusqu’à septembre 2018",
            "Motif : départ.",
            "ne le remplace",
        ),
    ),
]
