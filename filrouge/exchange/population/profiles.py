"""What the fictional coordinators tell of their work: where, in which languages, for whom, how much of their time."""

from collections.abc import Iterator

from filrouge.accounts.models import WorkProfile
from filrouge.exchange.population.dice import Dice
from filrouge.exchange.population.staff import Staff
from filrouge.exchange.population.tables import commune
from filrouge.territory.queries import communes_written

LANGUAGES = ("arabe", "anglais", "portugais", "italien", "turc", "espagnol", "langue des signes française")
PUBLICS = (
    "autisme", "sortie d’hôpital", "chutes", "mémoire", "enfants", "école", "accident vasculaire", "handicap psychique",
    "addictions", "logement", "épuisement des proches",
)  # fmt: skip
SHARES = {100: 5.0, 80: 3.0, 50: 2.0}
TELL_NOTHING = 0.1


def profiles(seed: int, staff: Staff) -> Iterator[WorkProfile]:
    """One for each coordinator who tells something; a few never do."""
    dices = [Dice(seed, "profile", rank) for rank, _worker in enumerate(staff.coordinators)]
    towns = communes_written(f"{code} {name}" for name, code in map(commune, dices))
    for worker, dice, found in zip(staff.coordinators, dices, towns, strict=True):
        if dice.chance(TELL_NOTHING):
            continue
        yield WorkProfile(
            user=worker.user,
            commune=found[0] if len(found) == 1 else None,
            languages=", ".join(dice.some(LANGUAGES, dice.between(0, 2))),
            publics=", ".join(dice.some(PUBLICS, dice.between(1, 4))),
            share=dice.weighted(SHARES),
            version=1,
        )
