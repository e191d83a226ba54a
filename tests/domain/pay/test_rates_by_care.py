"""Rates of pay for one kind of care: complex care above companionship."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from dpmanager.domain.hours.shifts import HourKind, Shift
from dpmanager.domain.pay.gross import DatedRate, gross_lines, is_in_force, rate_in_force
from dpmanager.errors import DPManagerError

MONDAY = date(2026, 4, 6)
COMPLEX = "complex_care"


def rate(
    amount: str,
    kind: HourKind = HourKind.WEEKDAY,
    care: str | None = None,
    day: date = MONDAY,
) -> DatedRate:
    return DatedRate(kind, day, Decimal(amount), care)


def paid(shift: Shift, *rates: DatedRate) -> list[tuple[HourKind, str]]:
    return [(line.kind, str(line.rate)) for line in gross_lines([shift], rates)]


def shift(care: str = "", kind: HourKind = HourKind.WEEKDAY, **more: int) -> Shift:
    return Shift(MONDAY, time(22), time(6), kind, service_type=care, **more)


def test_each_care_has_its_rate_and_all_else_the_general_one() -> None:
    rates = (rate("13.00"), rate("15.50", care=COMPLEX))
    day = [
        Shift(MONDAY, time(8), time(10), HourKind.WEEKDAY),
        Shift(MONDAY, time(10), time(13), HourKind.WEEKDAY, service_type=COMPLEX),
        Shift(MONDAY, time(13), time(14), HourKind.WEEKDAY, service_type="respite"),
    ]
    lines = [(str(line.rate), line.quantity, str(line.amount)) for line in gross_lines(day, rates)]
    assert lines == [("13.00", 3, "39.00"), ("15.50", 3, "46.50")]


def test_what_they_mostly_do_can_have_a_rate_of_its_own() -> None:
    assert paid(shift(), rate("13.00"), rate("14.00", care="")) == [(HourKind.WEEKDAY, "14.00")]


@pytest.mark.parametrize(
    ("rates", "expected"),
    [
        ([rate("13.00"), rate("15.00", care=COMPLEX)], "15.00"),
        # a night has a rate of its own, which is for all care
        ([rate("13.00"), rate("15.00", care=COMPLEX), rate("14.00", HourKind.NIGHT)], "14.00"),
        (
            [rate("13.00"), rate("14.00", HourKind.NIGHT), rate("17.00", HourKind.NIGHT, COMPLEX)],
            "17.00",
        ),
    ],
)
def test_the_kind_of_hour_counts_before_the_kind_of_care(
    rates: list[DatedRate], expected: str
) -> None:
    assert paid(shift(COMPLEX, HourKind.NIGHT), *rates) == [(HourKind.NIGHT, expected)]


def test_a_sleep_in_and_the_time_up_in_it_go_by_the_care_too() -> None:
    night = shift(COMPLEX, HourKind.SLEEP_IN, woken_minutes=60)
    rates = (
        rate("60.00", HourKind.SLEEP_IN),
        rate("70.00", HourKind.SLEEP_IN, COMPLEX),
        rate("13.00"),
        rate("15.00", care=COMPLEX),
    )
    assert paid(night, *rates) == [(HourKind.SLEEP_IN, "70.00"), (HourKind.WOKEN, "15.00")]


def test_a_rate_counts_from_its_day_and_the_general_one_before() -> None:
    later = MONDAY + timedelta(days=7)
    rates = [rate("13.00"), rate("15.00", care=COMPLEX, day=later), rate("13.50", day=later)]
    on = [rate_in_force(HourKind.WEEKDAY, day, rates, COMPLEX) for day in (MONDAY, later)]
    assert on == [Decimal("13.00"), Decimal("15.00")]
    assert rate_in_force(HourKind.WEEKDAY, later, rates) == Decimal("13.50")
    assert [is_in_force(one, later, rates) for one in rates] == [False, True, True]


def test_a_rate_for_one_care_alone_pays_no_other() -> None:
    with pytest.raises(DPManagerError, match="no hourly rate for 6 April 2026"):
        paid(shift("respite"), rate("15.00", care=COMPLEX))
