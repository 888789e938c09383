"""What the tests of the room share: words kept, something hoped for."""

from filrouge.life_project import use_cases
from filrouge.life_project.models import Expectation, LifeProject
from tests.personas import NOW, World, on


def write(made: World, text: str = "Je veux rester chez moi.", *, by=None, **said) -> LifeProject:
    said = {"how": "spoken", "when": on("2019-07"), **said}
    return use_cases.write_project(made.parcours, text=text, by=by or made.claire, now=NOW, **said)


def hope(
    made: World, words: str = "Voir mes petits-enfants.", *, who="person", by=None, **said
) -> Expectation:
    said = {"when": on("2019-07"), "area": "family", **said}
    voice = made.participants.get(who)
    return use_cases.add_expectation(
        made.parcours, words=words, said_by=voice, by=by or made.claire, now=NOW, **said
    )


def order(made: World, hopes, *, version: int = 0, by=None):
    keys = [each.pk for each in hopes]
    return use_cases.order_expectations(
        made.parcours, keys=keys, version=version, by=by or made.claire, now=NOW
    )


def move(
    made: World, expectation: Expectation, state: str, *, by=None, who="person", reason="", version=None
):
    return use_cases.move_expectation(
        expectation, state=state, said_by=made.participants[who], reason=reason,
        version=expectation.version if version is None else version, by=by or made.claire, now=NOW,
    )  # fmt: skip
