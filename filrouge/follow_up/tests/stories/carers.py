from filrouge.accounts.models import User
from filrouge.follow_up.tests.signal_promises import Scene, Story
from filrouge.needs import use_cases as needs
from filrouge.needs.rules.instruments import instruments
from filrouge.needs.use_cases import Given
from filrouge.parcours.choices import CircleRole
from filrouge.parcours.models import Participant
from filrouge.parcours.use_cases import circle, identity
from tests.personas import account, on

LIGHT = {"nights": "sometimes", "breath": "sometimes", "body": "never", "laugh": "often"}
HEAVY = {"nights": "often", "breath": "always", "body": "never", "laugh": "sometimes"}


def _daughter(scene: Scene) -> User:
    known = User.objects.filter(name="Fille des signaux").first()
    if known is not None:
        return known
    hers = account("Fille des signaux", kind=User.Kind.RELATIVE)
    relative = identity.add_relative(
        scene.parcours, name="Sa fille", tie="child", account=hers, **scene.by_claire
    )
    named = Participant.objects.get(relative=relative)
    circle.add_member(named, role=CircleRole.RELATIVE, areas=["family"], **scene.by_claire)
    return hers


def tells(scene: Scene, when: str, answers: dict[str, str], *, is_shared: bool = True) -> None:
    given = {item: Given(level) for item, level in answers.items()}
    needs.tell_own_load(
        scene.parcours, instruments()["proche"], when=on(when), answers=given, is_shared=is_shared,
        by=_daughter(scene), now=scene.now,
    )  # fmt: skip


def _heavier(scene: Scene) -> None:
    tells(scene, "2019-01", LIGHT)
    tells(scene, "2019-06", HEAVY)


def _heavier_and_kept_to_herself(scene: Scene) -> None:
    tells(scene, "2019-01", LIGHT)
    tells(scene, "2019-06", HEAVY, is_shared=False)


STORIES = [
    Story(
        "carer_load",
        given=_heavier,
        almost=_heavier_and_kept_to_herself,
        act=lambda scene: tells(scene, "2019-07", LIGHT),
        says=(
            "3 lignes pèsent plus que la fois d’avant : janvier 2019, puis juin 2019.",
            "Mes nuits sont coupées.",
            "bons moments",
        ),
    ),
]
