"""Turning points that come."""

from filrouge.follow_up.tests.signal_promises import Scene, Story
from filrouge.follow_up.use_cases.events import record_event
from filrouge.follow_up.use_cases.preparing import note_transition, set_aside, take_charge
from filrouge.people.models import Person
from tests.personas import on


def _born(notation: str):
    def given(scene: Scene) -> None:
        person = Person.objects.get(parcours=scene.parcours)
        person.birth = on(notation)
        person.save()

    return given


def _prepares(scene: Scene) -> None:
    turning = note_transition(
        scene.parcours, kind="age_18", expected=on("2020-01-15"), from_what="mineure", **scene.by_claire
    )
    take_charge(turning, in_charge=scene.person, **scene.by_claire)


def _moves(scene: Scene) -> None:
    scene.kept["move"] = note_transition(
        scene.parcours, kind="moving", expected=on("2019-10"), from_what="studio", to_what="résidence",
        **scene.by_claire,
    )  # fmt: skip


def _moves_with_somebody(scene: Scene) -> None:
    _moves(scene)
    take_charge(scene.kept["move"], in_charge=scene.person, **scene.by_claire)


def _stays(scene: Scene) -> None:
    set_aside(scene.kept["move"], reason="elle reste", **scene.by_claire)


def _goes_to_hospital(scene: Scene) -> None:
    record_event(
        scene.parcours, when=on("2019-07-20"), kind="hospitalisation", fact="Elle entre.", area="health",
        **scene.by_claire,
    )  # fmt: skip


def _came_back(scene: Scene) -> None:
    _goes_to_hospital(scene)
    _comes_back(scene)


def _comes_back(scene: Scene) -> None:
    record_event(
        scene.parcours, when=on("2019-07-28"), kind="retour_domicile", fact="Elle rentre.", area="health",
        **scene.by_claire,
    )  # fmt: skip


STORIES = [
    Story(
        "transition_ahead",
        given=_born("2002-01-15"),
        almost=_born("1999-01-15"),
        act=_prepares,
        says=("avoir 18 ans, la majorité", "Prévu : 15 janvier 2020.", "personne n’en est chargé"),
        title="18",
    ),
    Story(
        "transition_ahead",
        given=_moves,
        almost=_moves_with_somebody,
        act=_stays,
        says=("studio → résidence", "Personne n’est chargé de le préparer."),
        title="noted",
    ),
    Story(
        "transition_ahead",
        given=_goes_to_hospital,
        almost=_came_back,
        act=_comes_back,
        says=("sortir de l’hôpital", "Aucune préparation n’est commencée"),
        title="hospital",
    ),
]
