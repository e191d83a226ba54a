"""A week's pay by sections 221 to 224 of the Employment Rights Act 1996."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.pay.weeks_pay import PaidPeriod, weeks_pay
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError

DAY = date(2026, 6, 28)


def blocks(*pays: str, days: int = 7, end: date = DAY) -> list[PaidPeriod]:
    """Pay periods one before the other, the last one first."""
    made = []
    for number, pay in enumerate(pays):
        last = end - timedelta(days=days * number)
        made.append(PaidPeriod(Period(last - timedelta(days=days - 1), last), Decimal(pay)))
    return made


def test_fixed_hours_are_paid_at_the_rate_of_the_day():
    got = weeks_pay(blocks("1.00"), DAY, weekly_hours=Decimal("22.5"), hourly_rate=Decimal("13.33"))
    # 22.5 x 13.33 = 299.925
    assert str(got.amount) == "299.93"
    assert got.steps[0].sum == "22.5 x 13.33 = 299.93"


def test_twelve_weeks_count_and_no_earlier_one():
    got = weeks_pay(blocks(*["300.00"] * 6, *["420.00"] * 6, "9000.00"), DAY)
    # (6 x 300 + 6 x 420) / 12
    assert str(got.amount) == "360.00"
    assert got.steps[0].sum == "4,320.00 / 12 = 360.00"


def test_a_week_without_pay_makes_way_for_an_earlier_one():
    # Section 224(3): eleven weeks at 240 and one at 480, the empty week left out.
    got = weeks_pay(blocks("240.00", "0.00", *["240.00"] * 10, "480.00"), DAY)
    assert str(got.amount) == "260.00"


def test_a_week_that_has_not_ended_does_not_count():
    later = blocks("9000.00", end=DAY + timedelta(days=3))
    assert str(weeks_pay([*later, *blocks("100.00")], DAY).amount) == "100.00"


def test_of_a_long_period_each_week_counts_the_same():
    # Four weeks at 1,200 in the whole, three times, and four weeks that are not needed.
    got = weeks_pay(blocks("1200.00", "1000.00", "800.00", "5000.00", days=28), DAY)
    assert str(got.amount) == "250.00"
    # Of the second of two periods of 56 days, the half: (1600 + 0.5 x 800) / 12.
    half = weeks_pay(blocks("1600.00", "800.00", days=56), DAY)
    assert str(half.amount) == "166.67"


def test_without_pay_and_hours_it_is_not_known():
    with pytest.raises(DPManagerError, match="not known yet"):
        weeks_pay([], DAY, hourly_rate=Decimal("13.00"))


@given(
    weeks=st.integers(1, 40),
    pence=st.integers(1, 200_000),
    days=st.sampled_from([7, 14, 28]),
)
def test_even_pay_is_its_own_average(weeks: int, pence: int, days: int):
    pay = Decimal(pence) / 100
    got = weeks_pay(blocks(*[str(pay * days / 7)] * weeks, days=days), DAY)
    assert got.amount == pay
