"""What repeats in a life, and coming back from hospital."""

from datetime import date, datetime

from filrouge.follow_up.models import Event
from filrouge.follow_up.tests.signal_promises import Scene, Story
from filrouge.follow_up.use_cases.breaking import note_near_miss
from filrouge.follow_up.use_cases.events import record_event
from filrouge.follow_up.use_cases.services import begin_service
from filrouge.needs.use_cases import record_assessment
from tests.personas import on


def _tells(scene: Scene, when: str, kind: str, now: datetime | None = None) -> Event:
    told = {**scene.by_claire, "now": now or scene.now}
    return record_event(
        scene.parcours, when=on(when), kind=kind, fact="Il se passe ceci.", area="health", **told
    )


def _twice(kind: str):
    def given(scene: Scene) -> None:
        _tells(scene, "2019-02-10", kind)
        _tells(scene, "2019-06", kind)

    return given


def _once_a_year(kind: str):
    def almost(scene: Scene) -> None:
        _tells(scene, "2018-01-10", kind)
        _tells(scene, "2019-06", kind)

    return almost


def _assessed(scene: Scene) -> None:
    record_assessment(
        scene.parcours, when=on("2019-07-15"), author=scene.named(), area="health", conclusion="à revoir",
        **scene.by_claire,
    )  # fmt: skip


def _nearly(scene: Scene, when: str) -> None:
    note_near_miss(
        scene.parcours, nature="plus d’aide", since=on(when), cause_code=None, cause="départ",
        avoided_how="une voisine", area="health", **scene.by_claire,
    )  # fmt: skip


def _nearly_twice(scene: Scene) -> None:
    _nearly(scene, "2019-02-10")
    _nearly(scene, "2019-06")


def _comes_back(scene: Scene) -> None:
    begin_service(
        scene.parcours, provider=scene.named(), newcomer=None, nature="toilette", area="health",
        since=on("2018-10"), **scene.by_claire,
    )  # fmt: skip
    _tells(scene, "2019-07-12", "retour_domicile")


def _comes_back_to_nobody(scene: Scene) -> None:
    _tells(scene, "2019-07-12", "retour_domicile")


def _starts_again(scene: Scene) -> None:
    _tells(scene, "2019-07-13", "debut_service")


TWICE = ("2 fois en 12 mois.", "10 février 2019, juin 2019")
STORIES = [
    Story("falls_repeated", given=_twice("chute"), almost=_once_a_year("chute"), act=_assessed, says=TWICE),
    Story(
        "hospital_repeated",
        given=_twice("hospitalisation"),
        almost=_once_a_year("hospitalisation"),
        act=_assessed,
        says=TWICE,
    ),
    Story(
        "near_miss_repeated",
        given=_nearly_twice,
        almost=lambda scene: _nearly(scene, "2019-06"),
        act=_assessed,
        says=TWICE,
    ),
    Story(
        "back_from_hospital",
        given=_comes_back,
        almost=_comes_back_to_nobody,
        act=_starts_again,
        says=("De retour : 12 juillet 2019.", "1 service venait avant"),
        today=date(2019, 7, 20),
    ),
]
