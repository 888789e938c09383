"""When voices stand to be brought together: said by the form of the record, never by what the voices say."""

from collections.abc import Hashable, Iterable


def to_bring_together(unmarked_authors: Iterable[Hashable | None]) -> bool:
    """Whether voices of one area that nobody marked come from different authors.

    Takes the authors of the unmarked voices; an unknown author (None) is different from any other, since
    nobody knows.
    """
    authors = list(unmarked_authors)
    known = {author for author in authors if author is not None}
    return len(known) + authors.count(None) > 1
