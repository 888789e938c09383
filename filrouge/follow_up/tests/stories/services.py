from filrouge.follow_up.tests.signal_promises import Scene, Story
from filrouge.follow_up.use_cases.following import say_what_followed
from filrouge.follow_up.use_cases.services import begin_service, end_service
from filrouge.parcours.models import ServiceSpell
from filrouge.parcours.use_cases.services import begin_spell, state_replacement
from tests.personas import on


def begun(scene: Scene, nature: str, **told) -> ServiceSpell:
    facts = {"nature": nature, "provider": scene.named(), "area": "daily_life", **told}
    return begin_spell(scene.parcours, **facts, **scene.by_claire)


def _told_ended(scene: Scene) -> None:
    """A service that is told when it has ended already: nobody was asked what follows."""
    scene.kept["spell"] = begun(scene, "ménage", until=on("2019-06"), end_reason="départ de l’aide")


def _ended_and_not_needed(scene: Scene) -> None:
    spell = begin_service(
        scene.parcours, provider=scene.named(), newcomer=None, nature="ménage", **scene.by_claire
    )
    end_service(spell, until=on("2019-06"), outcome="no_longer_needed", **scene.by_claire)


def _replaced(scene: Scene) -> None:
    state_replacement(begun(scene, "un autre ménage"), scene.kept["spell"], **scene.by_claire)


def _not_needed(scene: Scene) -> None:
    say_what_followed(scene.kept["spell"], outcome="no_longer_needed", **scene.by_claire)


STORIES = [
    Story(
        "service_without_replacement",
        given=_told_ended,
        almost=_ended_and_not_needed,
        act=_replaced,
        says=(
            "service arrêté, rien à la place : ménage",
            "jusqu’à juin 2019",
            "Motif : départ de l’aide.",
            "Aucun service ne le remplace",
        ),
    ),
    Story(
        "service_without_replacement",
        title="said afterwards",
        given=_told_ended,
        almost=_ended_and_not_needed,
        act=_not_needed,
        says=("ménage",),
    ),
]
