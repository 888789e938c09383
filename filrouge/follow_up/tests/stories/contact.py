from filrouge.follow_up.choices import EventKind
from filrouge.follow_up.tests.signal_promises import Scene, Story
from filrouge.follow_up.use_cases.events import log_call_without_answer, record_event
from filrouge.follow_up.use_cases.time import log_call, take_back_time
from filrouge.parcours.models import Parcours
from tests.personas import on


def _told(scene: Scene, when: str, kind: str, *present) -> None:
    record_event(
        scene.parcours, when=on(when), fact="On se voit.", kind=kind, participants=present, **scene.by_claire
    )


def _opened_on(scene: Scene, year: int, month: int, day: int) -> None:
    opened = scene.now.replace(year=year, month=month, day=day)
    Parcours.objects.filter(pk=scene.parcours.pk).update(opened_at=opened, state="open")


def _silent(scene: Scene) -> None:
    """Seen in spring; since then a call that nobody answered, a doctor met without her, a call noted by mistake."""
    _opened_on(scene, 2019, 1, 7)
    _told(scene, "2019-05-02", EventKind.VISIT, scene.person)
    _told(scene, "2019-07-10", EventKind.MEETING, scene.named("Médecin", "sante"))
    log_call_without_answer(scene.parcours, called=scene.person, **scene.by_claire)
    take_back_time(log_call(scene.parcours, **scene.by_claire), **scene.by_claire)


def _never_seen(scene: Scene) -> None:
    _opened_on(scene, 2019, 5, 2)


def _called(scene: Scene) -> None:
    _told(scene, "2019-07-30", EventKind.CALL, scene.person)


def _seen_lately(scene: Scene) -> None:
    _silent(scene)
    _told(scene, "2019-06-01", EventKind.CALL, scene.named("Sa sœur", "proche"))


STORIES = [
    Story(
        "no_contact",
        given=_silent,
        almost=_seen_lately,
        act=_called,
        says=(
            "Dernier contact noté avec la personne ou ses proches : 2 mai 2019.",
            "Niveau de coordination : non renseigné.",
            "tous les 60 jours",
        ),
    ),
    Story(
        "no_contact",
        title="never",
        given=_never_seen,
        almost=lambda scene: _opened_on(scene, 2019, 7, 1),
        act=_called,
        says=("Aucun contact noté avec la personne ou ses proches depuis le début : 2 mai 2019.",),
    ),
]
