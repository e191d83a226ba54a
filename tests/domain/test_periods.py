"""Pay periods: every day in exactly one, none left out."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.periods import (
    Frequency,
    Period,
    months_after,
    next_period,
    pay_period,
)
from dpmanager.errors import DPManagerError

days = st.dates(date(2015, 1, 1), date(2040, 12, 31))
frequencies = st.sampled_from(Frequency)


@pytest.mark.parametrize(
    ("frequency", "length"),
    [(Frequency.WEEKLY, 7), (Frequency.FORTNIGHTLY, 14), (Frequency.FOUR_WEEKLY, 28)],
)
def test_weekly_kinds_are_blocks_counted_from_the_first_start(
    frequency: Frequency, length: int
) -> None:
    start = date(2026, 4, 6)
    first = Period(start, start + timedelta(days=length - 1))
    assert pay_period(start, frequency, start) == first
    assert pay_period(start, frequency, first.end) == first
    assert pay_period(start, frequency, first.end + timedelta(days=1)).days == length
    assert pay_period(start, frequency, start - timedelta(days=1)).end == date(2026, 4, 5)


def test_monthly_from_the_31st_starts_on_the_last_day_of_shorter_months() -> None:
    first = date(2026, 1, 31)
    periods = [pay_period(first, Frequency.MONTHLY, first)]
    while len(periods) < 4:
        periods.append(next_period(first, Frequency.MONTHLY, periods[-1]))
    assert [period.start for period in periods] == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
    ]


def test_monthly_from_the_31st_in_a_leap_year() -> None:
    assert pay_period(date(2024, 1, 31), Frequency.MONTHLY, date(2024, 2, 29)) == Period(
        date(2024, 2, 29), date(2024, 3, 30)
    )


def test_a_calendar_month_and_the_turn_of_the_year() -> None:
    december = pay_period(date(2026, 4, 1), Frequency.MONTHLY, date(2026, 12, 15))
    assert december == Period(date(2026, 12, 1), date(2026, 12, 31))
    assert next_period(date(2026, 4, 1), Frequency.MONTHLY, december).start == date(2027, 1, 1)


def test_months_after_goes_backwards_too() -> None:
    assert months_after(date(2026, 3, 31), -1) == date(2026, 2, 28)
    assert months_after(date(2026, 1, 15), -1) == date(2025, 12, 15)


def test_four_weeks_run_on_over_a_quarter() -> None:
    first = date(2026, 4, 6)
    period = pay_period(first, Frequency.FOUR_WEEKLY, date(2026, 7, 1))
    assert period == Period(date(2026, 6, 29), date(2026, 7, 26))
    for _more in range(3):
        period = next_period(first, Frequency.FOUR_WEEKLY, period)
    assert period == Period(date(2026, 9, 21), date(2026, 10, 18))
    assert pay_period(first, Frequency.FOUR_WEEKLY, date(2026, 9, 30)) == period


@given(days, frequencies, days)
def test_every_day_lies_in_its_own_period(first: date, frequency: Frequency, day: date) -> None:
    period = pay_period(first, frequency, day)
    assert day in period
    for inside in (period.start, period.end):
        assert pay_period(first, frequency, inside) == period


@given(days, frequencies, days)
def test_periods_follow_one_another_without_a_gap(
    first: date, frequency: Frequency, day: date
) -> None:
    period = pay_period(first, frequency, day)
    after = next_period(first, frequency, period)
    assert after.start == period.end + timedelta(days=1)
    before = pay_period(first, frequency, period.start - timedelta(days=1))
    assert before.end == period.start - timedelta(days=1)


def test_swapped_dates_are_refused_with_both_named() -> None:
    with pytest.raises(DPManagerError, match=r"1 May 2026 and 1 April 2026"):
        Period(date(2026, 5, 1), date(2026, 4, 1))
