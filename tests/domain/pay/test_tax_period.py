from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.pay.tax_period import days_of_tax_period, is_extra_pay_day, tax_period
from dpmanager.domain.periods import Frequency, Period
from dpmanager.domain.rates import tax_year_of

WEEKLY, FORTNIGHTLY, FOUR_WEEKLY, MONTHLY = Frequency


@pytest.mark.parametrize(
    ("pay_day", "frequency", "number"),
    [
        # Facts: 24 November 2026 is month 8 and week 34
        (date(2026, 11, 24), MONTHLY, 8),
        (date(2026, 11, 24), WEEKLY, 34),
        (date(2026, 4, 6), WEEKLY, 1),
        (date(2026, 4, 12), WEEKLY, 1),
        (date(2026, 4, 13), WEEKLY, 2),
        # A two-weekly or four-weekly pay day takes the end of its block
        (date(2026, 4, 6), FORTNIGHTLY, 2),
        (date(2026, 4, 19), FORTNIGHTLY, 2),
        (date(2026, 4, 20), FORTNIGHTLY, 4),
        (date(2026, 4, 6), FOUR_WEEKLY, 4),
        (date(2026, 5, 3), FOUR_WEEKLY, 4),
        (date(2026, 5, 4), FOUR_WEEKLY, 8),
        (date(2027, 4, 5), WEEKLY, 53),
        (date(2027, 4, 5), FORTNIGHTLY, 54),
        (date(2027, 4, 5), FOUR_WEEKLY, 56),
        (date(2027, 4, 4), WEEKLY, 52),
        # A year with a 29 February
        (date(2024, 4, 4), WEEKLY, 53),
        (date(2024, 4, 4), FORTNIGHTLY, 54),
        (date(2024, 4, 3), FOUR_WEEKLY, 52),
        (date(2026, 5, 5), MONTHLY, 1),
        (date(2026, 5, 6), MONTHLY, 2),
        (date(2027, 1, 5), MONTHLY, 9),
        (date(2027, 1, 6), MONTHLY, 10),
        (date(2027, 4, 5), MONTHLY, 12),
    ],
)
def test_the_tax_week_or_month_of_a_pay_day(pay_day, frequency, number):
    assert tax_period(pay_day, frequency) == number


@pytest.mark.parametrize(
    ("frequency", "number", "start", "end"),
    [
        (MONTHLY, 9, date(2023, 12, 6), date(2024, 1, 5)),
        (MONTHLY, 12, date(2024, 3, 6), date(2024, 4, 5)),
        (WEEKLY, 40, date(2024, 1, 4), date(2024, 1, 10)),
        (FORTNIGHTLY, 2, date(2023, 4, 6), date(2023, 4, 19)),
        (FOUR_WEEKLY, 52, date(2024, 3, 7), date(2024, 4, 3)),
        (WEEKLY, 53, date(2024, 4, 4), date(2024, 4, 5)),
        (FOUR_WEEKLY, 56, date(2024, 4, 4), date(2024, 4, 5)),
    ],
)
def test_the_days_of_a_tax_week_or_month(frequency, number, start, end):
    assert days_of_tax_period("2023-24", frequency, number) == Period(start, end)


@given(
    day=st.dates(date(2020, 4, 6), date(2030, 4, 5)),
    frequency=st.sampled_from(list(Frequency)),
)
def test_every_day_lies_in_the_days_of_its_own_tax_period(day, frequency):
    number = tax_period(day, frequency)
    days = days_of_tax_period(tax_year_of(day), frequency, number)
    assert day in days
    assert tax_period(days.start, frequency) == tax_period(days.end, frequency) == number
    assert tax_period(days.start - timedelta(1), frequency) != number


def test_only_weeks_after_52_are_extra():
    assert [number for number in (48, 52, 53, 54, 56) if is_extra_pay_day(WEEKLY, number)] == [
        53, 54, 56
    ]  # fmt: skip
    assert not is_extra_pay_day(MONTHLY, 12)
