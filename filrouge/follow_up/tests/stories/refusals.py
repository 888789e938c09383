from filrouge.follow_up.choices import EventKind, PersonResponse
from filrouge.follow_up.tests.signal_promises import Scene, Story
from filrouge.follow_up.use_cases.events import record_event
from tests.personas import on


def _chose_not_to(scene: Scene, *days: str) -> None:
    for day in days:
        record_event(
            scene.parcours, when=on(day), fact="Une aide est proposée.", area="daily_life",
            person_response=PersonResponse.REFUSED, **scene.by_claire,
        )  # fmt: skip


def _three_times(scene: Scene) -> None:
    _chose_not_to(scene, "2019-03-02", "2019-05", "2019-07-10")


def _twice_lately(scene: Scene) -> None:
    _chose_not_to(scene, "2018-12", "2019-05", "2019-07-10")


def _talked_over(scene: Scene) -> None:
    record_event(
        scene.parcours,
        when=on("2019-07-20"),
        fact="On en parle.",
        kind=EventKind.CO_EVALUATION,
        **scene.by_claire,
    )


STORIES = [
    Story(
        "refusals",
        given=_three_times,
        almost=_twice_lately,
        act=_talked_over,
        says=(
            "La personne a choisi de ne pas, 3 fois",
            "Le premier de ces choix : mars 2019 ; le dernier : juillet 2019.",
            "Ce sont ses choix.",
        ),
    ),
]
