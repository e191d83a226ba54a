from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.hours.shifts import HourKind, Shift
from dpmanager.domain.pay.gross import DatedRate, gross_lines
from dpmanager.errors import DPManagerError

WEEKDAY = [DatedRate(HourKind.WEEKDAY, date(2026, 4, 6), Decimal("12.71"))]


def shift(
    day: int, start: str, end: str, kind: HourKind = HourKind.WEEKDAY, break_minutes: int = 0
) -> Shift:
    return Shift(
        date(2026, 6, day), time.fromisoformat(start), time.fromisoformat(end), kind, break_minutes
    )


def amounts(shifts, rates, **more) -> list[tuple[str, str, str, str]]:
    return [
        (line.kind.value, str(line.quantity), str(line.rate), str(line.amount))
        for line in gross_lines(shifts, rates, **more)
    ]


def test_hours_of_a_kind_are_one_line_and_a_kind_without_a_rate_is_paid_as_a_weekday():
    shifts = [
        shift(6, "10:00", "12:30", HourKind.SATURDAY),
        shift(1, "09:00", "12:00"),
        shift(2, "09:00", "13:30", break_minutes=30),
        shift(7, "10:00", "12:00", HourKind.SUNDAY),
    ]
    rates = [*WEEKDAY, DatedRate(HourKind.SUNDAY, date(2026, 4, 6), Decimal("15.00"))]
    assert amounts(shifts, rates) == [
        ("weekday", "7", "12.71", "88.97"),
        ("saturday", "2.5", "12.71", "31.78"),
        ("sunday", "2", "15.00", "30.00"),
    ]


def test_a_change_of_rate_within_the_period_splits_the_line_by_the_day_a_shift_starts():
    rates = [DatedRate(HourKind.WEEKDAY, date(2026, 6, 10), Decimal("13.50")), *WEEKDAY]
    shifts = [shift(10, "09:00", "11:00"), shift(9, "22:00", "02:00"), shift(12, "09:00", "10:00")]
    assert amounts(shifts, rates) == [
        ("weekday", "4", "12.71", "50.84"),
        ("weekday", "3", "13.50", "40.50"),
    ]


def test_a_sleep_in_is_paid_by_the_night_beside_the_hours_woken():
    # Mencap case: 10 pm to 7 am flat 22.35, and one hour at 6.70
    rates = [
        DatedRate(HourKind.WEEKDAY, date(2026, 4, 6), Decimal("6.70")),
        DatedRate(HourKind.SLEEP_IN, date(2026, 4, 6), Decimal("22.35")),
    ]
    shifts = [shift(1, "22:00", "07:00", HourKind.SLEEP_IN), shift(2, "07:00", "08:00")]
    lines = gross_lines(shifts, rates)
    assert sum(line.amount for line in lines) == Decimal("29.05")
    assert [line.by_the_night for line in lines] == [False, True]
    assert lines[1].quantity == 1


def test_holiday_is_paid_at_the_average_hour():
    line = amounts(
        [shift(3, "09:00", "16:00", HourKind.HOLIDAY)],
        WEEKDAY,
        holiday_rate=Decimal("13.0333"),
    )
    assert line == [("holiday", "7", "13.0333", "91.23")]


@pytest.mark.parametrize(
    ("shifts", "rates", "said"),
    [
        ([shift(1, "09:00", "10:00")], [], "no hourly rate for 1 June 2026"),
        (
            [shift(1, "09:00", "10:00")],
            [DatedRate(HourKind.WEEKDAY, date(2026, 6, 2), Decimal("13.00"))],
            "no hourly rate for 1 June 2026",
        ),
        ([shift(2, "22:00", "07:00", HourKind.SLEEP_IN)], WEEKDAY, "sleep-in on 2 June 2026"),
        ([shift(3, "09:00", "10:00", HourKind.HOLIDAY)], WEEKDAY, "Holiday on 3 June 2026"),
    ],
)
def test_work_without_a_rate_is_refused(shifts, rates, said):
    with pytest.raises(DPManagerError, match=said):
        gross_lines(shifts, rates)


def test_half_a_penny_goes_up_although_a_part_of_an_hour_has_no_end_as_a_decimal():
    # 50 minutes at 12.03 are 10.025
    rates = [DatedRate(HourKind.WEEKDAY, date(2026, 4, 6), Decimal("12.03"))]
    assert gross_lines([shift(1, "09:00", "09:50")], rates)[0].amount == Decimal("10.03")


@given(minutes=st.lists(st.integers(1, 59), min_size=1, max_size=20))
def test_worked_time_is_never_rounded_only_the_money(minutes):
    shifts = [shift(day, "09:00", f"09:{past:02}") for day, past in enumerate(minutes, start=1)]
    (line,) = gross_lines(shifts, WEEKDAY)
    exact = sum(minutes) * Decimal("12.71") / 60
    assert abs(line.amount - exact) <= Decimal("0.005")
    assert abs(line.quantity * 60 - sum(minutes)) < Decimal("1e-20")
