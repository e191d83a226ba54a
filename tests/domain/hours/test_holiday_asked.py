"""Holiday that is asked for: its hours, the last day for a no, and who is free to cover."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.hours.holiday_asked import (
    answer_by,
    days_asked,
    holiday_shifts,
    hours_asked,
    shifts_missed,
    who_could_cover,
)
from dpmanager.domain.hours.rota import PlannedShift
from dpmanager.domain.hours.shifts import HourKind, Shift, worked_minutes
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError

MONDAY = date(2026, 6, 1)


def shift(worker: str, day: date, start: int, end: int, **more: object) -> PlannedShift:
    kind = more.get("kind", HourKind.WEEKDAY)
    assert isinstance(kind, HourKind)
    return PlannedShift(worker, day, time(start), time(end), kind)


def test_ten_days_of_leave_are_refused_eleven_days_before() -> None:
    # GOV.UK, Booking time off: 11 days' notice if the worker asked for 10 days' leave
    assert answer_by(date(2026, 6, 22), 10) == date(2026, 6, 11)


def test_hours_go_by_the_shifts_that_are_missed() -> None:
    usual = [
        shift("Ada", MONDAY, 8, 12),
        shift("Ada", MONDAY, 17, 20),
        shift("Ada", MONDAY + timedelta(days=2), 9, 11),
        shift("Ada", MONDAY + timedelta(days=2), 21, 7, kind=HourKind.SLEEP_IN),
        shift("Ada", MONDAY + timedelta(days=3), 8, 20, kind=HourKind.ON_CALL),
    ]
    contract = shifts_missed(usual, nights_count=False)
    assert (hours_asked(contract), days_asked(contract)) == (Decimal(9), 2)
    at_work = shifts_missed(usual, nights_count=True)  # a night at the home is work: 10 hours more
    assert (hours_asked(at_work), days_asked(at_work)) == (Decimal(19), 2)
    assert (hours_asked([]), days_asked([])) == (Decimal(0), 0)


def test_holiday_stands_at_the_times_that_are_missed() -> None:
    missed = [
        PlannedShift("Ada", MONDAY, time(8), time(13), HourKind.WEEKDAY, break_minutes=30),
        shift("Ada", MONDAY, 22, 6, kind=HourKind.NIGHT),
    ]
    assert holiday_shifts(missed, [], Decimal("12.5")) == (
        Shift(MONDAY, time(8), time(13), HourKind.HOLIDAY, break_minutes=30),
        Shift(MONDAY, time(22), time(6), HourKind.HOLIDAY),
    )


def test_other_hours_are_shared_by_the_days_and_stay_within_them() -> None:
    wednesday = MONDAY + timedelta(days=2)
    missed = [shift("Ada", MONDAY, 8, 12), shift("Ada", wednesday, 22, 6, kind=HourKind.NIGHT)]
    assert holiday_shifts(missed, [], Decimal(6)) == (
        Shift(MONDAY, time(8), time(10), HourKind.HOLIDAY),
        Shift(wednesday, time(0), time(4), HourKind.HOLIDAY),
    )


def test_days_without_times_begin_at_nine() -> None:
    tuesday = MONDAY + timedelta(days=1)
    assert holiday_shifts([], [MONDAY, tuesday], Decimal(15)) == (
        Shift(MONDAY, time(9), time(16, 30), HourKind.HOLIDAY),
        Shift(tuesday, time(9), time(16, 30), HourKind.HOLIDAY),
    )
    with pytest.raises(DPManagerError, match="more hours than the days have"):
        holiday_shifts([], [MONDAY], Decimal(24))


@given(
    st.lists(
        st.tuples(st.integers(0, 20), st.integers(0, 22), st.integers(1, 10)),
        max_size=6,
        unique_by=lambda one: one[0],
    ),
    st.integers(1, 7 * 12 * 60),
)
def test_holiday_comes_to_its_hours_to_the_minute(
    days: list[tuple[int, int, int]], minutes: int
) -> None:
    missed = [
        shift("Ada", MONDAY + timedelta(days=day), start, (start + length) % 24)
        for day, start, length in days
    ]
    week = [MONDAY + timedelta(days=number) for number in range(7)]
    try:
        found = holiday_shifts(missed, week, Decimal(minutes) / 60)
    except DPManagerError:
        assert minutes >= 24 * 60  # else all of it would fit into any one day
        return
    assert sum(map(worked_minutes, found)) == minutes
    assert {one.kind for one in found} == {HourKind.HOLIDAY}
    on = {one.day for one in missed} or set(week)
    assert {one.day for one in found} <= on
    assert len({one.day for one in found}) == len(found)


def test_who_works_or_is_away_at_that_time_cannot_cover() -> None:
    gone = shift("Ada", MONDAY, 8, 12)
    busy = [
        shift("Ben", MONDAY, 11, 13),
        shift("Cem", MONDAY, 12, 14),  # begins when the other ends
        shift("Dot", MONDAY - timedelta(days=1), 22, 9, kind=HourKind.NIGHT),
    ]
    others = [
        ("Ben", []),
        ("Cem", []),
        ("Dot", []),
        ("Eve", [Period(MONDAY, MONDAY)]),
        ("Fay", [Period(MONDAY + timedelta(days=1), MONDAY + timedelta(days=3))]),
    ]
    (found,) = who_could_cover([gone], busy, others)
    assert (found.shift, found.free) == (gone, ("Cem", "Fay"))


@given(st.integers(0, 22), st.integers(1, 23), st.integers(0, 22), st.integers(1, 23))
def test_nobody_who_is_free_has_a_minute_in_common(a: int, b: int, c: int, d: int) -> None:
    gone = shift("Ada", MONDAY, min(a, b), max(a, b) + (a == b))
    busy = shift("Ben", MONDAY, min(c, d), max(c, d) + (c == d))
    (found,) = who_could_cover([gone], [busy], [("Ben", [])])
    shared = set(range(gone.start.hour, gone.end.hour)) & set(range(busy.start.hour, busy.end.hour))
    assert bool(found.free) is not bool(shared)
