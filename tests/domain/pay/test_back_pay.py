from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpmanager.domain.hours.shifts import HourKind, Shift
from dpmanager.domain.pay.back_pay import back_pay
from dpmanager.domain.pay.gross import DatedRate
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError

APRIL = Period(date(2026, 4, 1), date(2026, 4, 30))
MAY = Period(date(2026, 5, 1), date(2026, 5, 31))


def rates(amount: str | Decimal, *raises: tuple[date, str]) -> list[DatedRate]:
    first = DatedRate(HourKind.WEEKDAY, date(2026, 1, 1), Decimal(amount))
    return [first, *(DatedRate(HourKind.WEEKDAY, day, Decimal(more)) for day, more in raises)]


def shift(day: date, hours: int, kind: HourKind = HourKind.WEEKDAY, minutes: int = 0) -> Shift:
    return Shift(day, time(8), time(8 + hours, minutes), kind)


WORKED = {
    MAY: [shift(date(2026, 5, 4), 5), shift(date(2026, 5, 11), 5)],
    APRIL: [shift(date(2026, 4, 2), 4), shift(date(2026, 4, 20), 6)],
}


def test_a_raise_that_was_agreed_late_is_paid_for_each_earlier_period():
    # from 13 April 12.71 to 13.00: 6 hours in April, 10 in May, at 0.29 more
    got = back_pay(WORKED, rates("12.71"), rates("12.71", (date(2026, 4, 13), "13.00")))
    assert [(back.period, str(back.amount)) for back in got] == [(APRIL, "1.74"), (MAY, "2.90")]
    # 4 x 12.71 + 6 x 13.00 = 128.84; 10 x 12.71
    assert (str(got[0].due), str(got[0].paid)) == ("128.84", "127.10")
    assert got[0].steps[0].sum == "128.84 - 127.10 = 1.74"
    assert "1 April 2026 to 30 April 2026" in got[0].steps[0].label


def test_a_period_before_the_raise_is_left_out():
    got = back_pay(WORKED, rates("12.71"), rates("12.71", (date(2026, 5, 1), "13.00")))
    assert [back.period for back in got] == [MAY]


def test_holiday_is_left_to_the_average():
    worked = {MAY: [*WORKED[MAY], shift(date(2026, 5, 18), 7, HourKind.HOLIDAY)]}
    (got,) = back_pay(worked, rates("12.00"), rates("13.00"))
    assert str(got.amount) == "10.00"


def test_a_rate_that_went_down_is_no_back_pay():
    with pytest.raises(DPManagerError, match="less than was paid for 1 April 2026 to 30 April"):
        back_pay(WORKED, rates("13.00"), rates("12.71"))


HOURLY = st.decimals("8.00", "30.00", places=2)
SHIFTS = st.lists(
    st.tuples(st.integers(1, 30), st.integers(1, 10), st.integers(0, 59)), max_size=12
)


def in_april(found: list[tuple[int, int, int]]) -> dict[Period, list[Shift]]:
    return {
        APRIL: [shift(date(2026, 4, day), hours, minutes=minutes) for day, hours, minutes in found]
    }


@settings(max_examples=50)
@given(found=SHIFTS, hourly=HOURLY)
def test_equal_rates_give_nothing(found, hourly):
    assert back_pay(in_april(found), rates(hourly), rates(hourly)) == ()


@settings(max_examples=50)
@given(found=SHIFTS, hourly=st.lists(HOURLY, min_size=3, max_size=3))
def test_two_raises_give_what_one_would(found, hourly):
    low, middle, high = (rates(amount) for amount in sorted(hourly))
    worked = in_april(found)

    def amount(before: list[DatedRate], after: list[DatedRate]) -> Decimal:
        return sum((back.amount for back in back_pay(worked, before, after)), Decimal(0))

    assert amount(low, middle) + amount(middle, high) == amount(low, high)
