from datetime import date

from filrouge.follow_up.rules.tasks import due_before, next_due

TODAY = date(2026, 6, 1)


def test_one_acts_months_before_on_a_working_day():
    assert due_before(date(2027, 2, 14), 6, TODAY) == date(2026, 8, 14)
    assert due_before(date(2027, 2, 15), 6, TODAY) == date(2026, 8, 17), "the Assumption, a Saturday"


def test_what_is_found_late_leaves_time_to_breathe():
    assert due_before(date(2026, 8, 1), 6, TODAY) == date(2026, 6, 15)
    assert due_before(date(2026, 6, 5), 6, TODAY) == date(2026, 6, 5), "never after the date itself"
    assert due_before(date(2026, 5, 1), 6, TODAY) == TODAY
    assert due_before(date(2026, 5, 20), 0, TODAY) == TODAY


def test_what_comes_back_skips_the_turns_that_passed():
    first = date(2026, 1, 5)
    assert next_due(first, "month", date(2026, 3, 5), TODAY) == date(2026, 6, 5)
    assert next_due(first, "month", date(2026, 6, 5), TODAY) == date(2026, 7, 6), "5 July is a Sunday"
