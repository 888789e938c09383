"""When voices stand to be brought together: said by the form of the record, never by what the voices say."""

from collections.abc import Hashable, Iterable

from filrouge.needs.choices import Expertise, Stance


def to_bring_together(unmarked_authors: Iterable[Hashable | None]) -> bool:
    """Whether voices of one area that nobody marked come from different authors.

    Takes the authors of the unmarked voices; an unknown author (None) is different from any other, since
    nobody knows.
    """
    authors = list(unmarked_authors)
    known = {author for author in authors if author is not None}
    return len(known) + authors.count(None) > 1


def is_provisional(stances_of_the_person: Iterable[str]) -> bool:
    """Whether something was settled without the person: she was absent, or nobody said where she stands."""
    return not {Stance.AGREE, Stance.DISAGREE} & set(stances_of_the_person)


def expertise_of(*, is_the_person: bool, shares_the_life: bool) -> Expertise:
    """From where a voice speaks: of living it, of sharing the life, or technical. None is above another."""
    if is_the_person:
        return Expertise.LIVED
    return Expertise.SHARED if shares_the_life else Expertise.TECHNICAL
