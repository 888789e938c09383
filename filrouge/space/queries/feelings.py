"""Comment ça va: each line of the plan as a question, what I said, what I said before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from filrouge.follow_up.choices import RatedTopic
from filrouge.follow_up.models import Rating, Review
from filrouge.follow_up.queries.reviews import (
    Matter,
    Sayings,
    key_of,
    matters_of,
    open_review,
    plan_looked_at,
)
from filrouge.lib.signs import titled
from filrouge.nomenclature.choices import LifeArea
from filrouge.space.choices import AREA_PICTOGRAMS
from filrouge.space.queries import places
from filrouge.space.queries.words import HardWord, hard_words
from filrouge.space.rules import Reader

OWN_WORDS = {
    RatedTopic.SATISFACTION: _("Mon accompagnement, en général"),
    RatedTopic.COOPERATION: _("Ceux qui m’aident travaillent ensemble"),
}
TOPIC_PICTOGRAMS = {RatedTopic.SATISFACTION: "help", RatedTopic.COOPERATION: "family"}


@dataclass(frozen=True)
class Earlier:
    """What I said at another time."""

    when: Any
    said: Rating


@dataclass(frozen=True)
class Feeling:
    """One question: its number, its picture, its words, what I say now, what I said before."""

    number: int
    matter: Matter
    said: Rating | None
    earlier: Sequence[Earlier]
    is_hers: bool = True

    @property
    def words(self) -> str:
        topic = RatedTopic(self.matter.topic)
        if self.is_hers and topic in OWN_WORDS:
            return str(OWN_WORDS[topic])
        line = self.matter.line
        return titled((line.easy_words if line else "") or self.matter.words)

    @property
    def pictogram(self) -> str:
        topic = TOPIC_PICTOGRAMS.get(RatedTopic(self.matter.topic))
        return topic or AREA_PICTOGRAMS[LifeArea(self.matter.area)]

    @property
    def last(self) -> Earlier | None:
        return self.earlier[0] if self.earlier else None


@dataclass(frozen=True)
class Feelings:
    """`review`: the one for which my answers are asked; she may begin without being asked."""

    review: Review | None
    all: Sequence[Feeling]
    asked: Feeling | None
    stands: dict[Any, Rating]
    may_answer: bool

    @property
    def answered(self) -> int:
        return sum(each.said is not None for each in self.all)

    @property
    def hard_words(self) -> list[HardWord]:
        return hard_words(text for each in self.all for text in (each.words, each.matter.words))


def feelings(reader: Reader, *, now: datetime, slug: str = "") -> Feelings:
    """`slug`: the question that was chosen; else the first without an answer."""
    parcours, user = reader.parcours, reader.user
    review = open_review(parcours, user, now)
    sayings = Sayings(parcours, user, now)
    me = places.own_name(reader)
    mine = [rating for rating in sayings.ratings if rating.by_id == me.pk]
    plan = review.plan if review else plan_looked_at(parcours)
    matters = matters_of(plan, user, now, sayings.here)
    stands = {rating.about: rating for rating in mine if review and rating.review_id == review.pk}
    told = [
        Feeling(
            number=number,
            matter=matter,
            said=stands.get(matter.about),
            earlier=_earlier(matter, mine, sayings, review),
            is_hers=reader.is_the_person,
        )
        for number, matter in enumerate(matters, start=1)
    ]
    may_answer = review is not None or reader.is_the_person
    chosen = next((each for each in told if each.matter.slug == slug), None)
    first = next((each for each in told if each.said is None), None)
    return Feelings(review, told, (chosen or first) if may_answer else None, stands, may_answer)


def blank(matters: Sequence[Matter]) -> list[Feeling]:
    """The same questions without any answer: a sheet to get ready with."""
    return [Feeling(number, matter, None, ()) for number, matter in enumerate(matters, start=1)]


def _earlier(
    matter: Matter, mine: Sequence[Rating], sayings: Sayings, review: Review | None
) -> list[Earlier]:
    """The latest of each co-evaluation before, the last one first."""
    last = {
        rating.review_id: rating for rating in mine
        if key_of(rating) == matter.key and (review is None or rating.review_id != review.pk)
    }  # fmt: skip
    return [Earlier(each.when, last[each.pk]) for each in sayings.reviews if each.pk in last]
