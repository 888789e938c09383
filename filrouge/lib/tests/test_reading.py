from threading import Thread

import pytest

from filrouge.lib.reading import is_reading, once, one_reading


def counted() -> tuple[list[int], object]:
    asked: list[int] = []

    def ask() -> int:
        asked.append(1)
        return len(asked)

    return asked, ask


def test_a_reading_asks_each_question_once():
    asked, ask = counted()
    with one_reading():
        assert [once("places", ask), once("places", ask), once("works", ask)] == [1, 1, 2]
    assert len(asked) == 2


def test_whoever_acts_asks_anew():
    _asked, ask = counted()
    assert not is_reading()
    assert [once("places", ask), once("places", ask)] == [1, 2]


def test_nothing_goes_from_one_reading_to_the_next_nor_to_another_thread():
    _asked, ask = counted()
    seen: list[int | bool] = []
    with one_reading():
        seen.append(once("places", ask))
        other = Thread(target=lambda: seen.extend([is_reading(), once("places", ask)]))
        other.start()
        other.join()
    with one_reading():
        seen.append(once("places", ask))
    assert seen == [1, False, 2, 3]


def test_a_reading_that_fails_ends_and_a_question_that_fails_is_asked_again():
    def fail() -> int:
        raise ValueError

    with one_reading():
        with pytest.raises(ValueError):
            once("places", fail)
        assert once("places", lambda: 7) == 7
    with pytest.raises(KeyError), one_reading():
        raise KeyError
    assert not is_reading()
