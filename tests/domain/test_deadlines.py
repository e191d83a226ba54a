"""When things are due."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.deadlines import last_working_day_on_or_before, return_due
from dpmanager.domain.hours.bank_holidays import bank_holidays

ENGLAND = bank_holidays("england", [2026])


def test_a_working_day_stands() -> None:
    # HMRC DMBM520055: the tax month 6 October to 5 November is due on 19 and 22 November.
    # In 2026 the 19th is a Thursday.
    assert last_working_day_on_or_before(date(2026, 11, 19), ENGLAND) == date(2026, 11, 19)


def test_a_weekend_moves_to_the_friday_before() -> None:
    # HMRC DMBM520055: 22 November by electronic payment; in 2026 a Sunday.
    assert last_working_day_on_or_before(date(2026, 11, 22), ENGLAND) == date(2026, 11, 20)


def test_easter_moves_to_the_thursday() -> None:
    assert last_working_day_on_or_before(date(2026, 4, 6), ENGLAND) == date(2026, 4, 2)


@given(st.dates(date(2026, 1, 10), date(2026, 12, 31)))
def test_the_day_found_is_a_working_day_and_every_later_one_is_not(day: date) -> None:
    found = last_working_day_on_or_before(day, ENGLAND)
    assert found.weekday() < 5
    assert found not in ENGLAND
    for ordinal in range(found.toordinal() + 1, day.toordinal() + 1):
        later = date.fromordinal(ordinal)
        assert later.weekday() >= 5 or later in ENGLAND


def test_a_return_is_due_so_many_days_after_its_period() -> None:
    # Haringey: 28 days.
    assert return_due(date(2026, 9, 30), 28) == date(2026, 10, 28)


def test_a_return_is_due_on_no_day_while_nobody_has_said() -> None:
    assert return_due(date(2026, 9, 30), None) is None
