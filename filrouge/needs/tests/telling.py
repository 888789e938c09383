"""What the tests of crossed views share: needs, grids filled, things settled, in the record of the cast."""

from typing import Any

from filrouge.needs import use_cases
from filrouge.needs.models import Assessment, Need, Settlement
from filrouge.needs.rules.instruments import instruments
from filrouge.needs.use_cases import Given
from filrouge.nomenclature.models import Code
from tests.personas import NOW, World, on


def need(made: World, code: str = "1.3.2.1", sentence: str = "") -> Need:
    """A need that the coordinator noted."""
    found = Code.objects.get(code_list__slug="serafin_ph_besoins", code=code)
    return use_cases.add_need(made.parcours, code=found, sentence=sentence, by=made.claire, now=NOW)


def grid(made: World, *, slug: str = "logement", who: str = "claire", **told: Any) -> Assessment:
    """A grid that somebody of the circle filled."""
    answers = {item: Given(level) for item, level in told.pop("answers", {"cooking": "hard"}).items()}
    facts = {"when": on("2018-09"), "author": made.participants[who], "by": made.claire, "now": NOW, **told}
    return use_cases.assess_with(made.parcours, instruments()[slug], answers=answers, **facts)


def view(made: World, who: str, what: str, *, about: Need | None = None, when: str = "2018-10") -> Any:
    """What somebody thinks, about a need or not."""
    facts = {"author": made.participants[who], "by": made.claire, "now": NOW}
    return use_cases.record_viewpoint(made.parcours, when=on(when), conclusion=what, need=about, **facts)


def settled(made: World, stances: dict[str, str], **told: Any) -> Settlement:
    """Something that was decided together."""
    facts = {
        "subject": "où vivre", "when": on("2019-03"), "outcome": "another", "retained": "Elle essaie un mois.",
        "by": made.claire, "now": NOW, "area": "housing", **told,
    }  # fmt: skip
    stands = {made.participants[who]: stance for who, stance in stances.items()}
    return use_cases.settle(made.parcours, stances=stands, **facts)
