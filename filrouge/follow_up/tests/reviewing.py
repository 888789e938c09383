"""A co-evaluation for the tests: a plan in force, and what each says of it."""

from typing import Any

from filrouge.follow_up.models import Review
from filrouge.follow_up.queries.reviews import matters_of
from filrouge.follow_up.use_cases.ratings import Said, note_ratings, rate, say_how_it_goes
from filrouge.follow_up.use_cases.reviews import hold_review, prepare_review
from filrouge.parcours.models import Parcours
from filrouge.plans.models import Plan
from filrouge.plans.tests.making import in_force
from tests.personas import NOW, World, on


def acting(made: World) -> dict[str, Any]:
    return {"by": made.claire, "now": NOW}


def prepared(made: World, **options: Any) -> Review:
    """Prepared for today, on a plan in force whose three lines she said yes to."""
    if not Plan.objects.filter(parcours=made.parcours).exists():
        in_force(made, "yes", "yes", "yes")
    return prepare_review(made.parcours, **{"kind": "quarterly", **options}, **acting(made))


def slugs(made: World, review: Review) -> list[str]:
    """What may be said something of: an objective, its two lines, another objective, its line, then the whole."""
    return [each.slug for each in matters_of(fresh(review).plan, made.claire, NOW)]


def fresh(review: Review) -> Review:
    return Review.objects.select_related("parcours__person", "plan__parcours__person").get(pk=review.pk)


def hers(made: World, review: Review, value: str = "good", words: str = "", rank: int = 0) -> None:
    """She says it herself."""
    parcours = Parcours.objects.select_related("person").get(pk=made.parcours.pk)
    told = {slugs(made, review)[rank]: Said(value, words)}
    say_how_it_goes(parcours, told, by=made.person_account, now=NOW)


def nurses(made: World, review: Review, value: str = "bad", words: str = "", rank: int = 3) -> None:
    """The nurse says what she sees of the health objective."""
    rate(fresh(review), {slugs(made, review)[rank]: Said(value, words)}, by=made.ines, now=NOW)


def noted(made: World, review: Review, who: str, value: str, rank: int = 0, **options: Any) -> None:
    told = {slugs(made, review)[rank]: Said(value)}
    who_said = made.participants[who]
    note_ratings(fresh(review), told, who=who_said, **{"how": "voice", **options}, **acting(made))


def held(made: World, review: Review, day: str = "2019-07-30", **options: Any) -> Review:
    return hold_review(fresh(review), when=on(day), **options, **acting(made))
