"""Words on a drawing: laid on lines of a given width, cut in the open."""

import pytest

from filrouge.lib.lettering import shorten, width_of, wrap


def test_a_text_is_broken_after_a_space_or_a_hyphen():
    rows = wrap("Service d’aide de Saint-Martin-d’Auxigny", 15, 130, lines=3)
    assert rows == ("Service d’aide de", "Saint-Martin-", "d’Auxigny")


@pytest.mark.parametrize("text", ["", "un", "un - deux", "a-b", "- tiret", "deux  espaces", "fin-"])
def test_nothing_of_a_text_that_fits_is_lost(text):
    assert wrap(text, 15, 500) == (text,)


def test_what_does_not_fit_ends_with_an_ellipsis_within_the_room():
    rows = wrap("Établissement d’hébergement pour personnes âgées dépendantes", 15, 120)
    assert rows[-1].endswith("…")
    assert max(width_of(row, 15) for row in rows) <= 120


def test_a_sign_wider_than_the_room_leaves_nothing():
    assert shorten("Médecin", 15, 2) == ""
