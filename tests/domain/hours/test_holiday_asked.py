"""Holiday that is asked for: its hours, the last day for a no, and who is free to cover."""

from datetime import date, time, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.hours.holiday_asked import (
    answer_by,
    days_asked,
    hours_asked,
    who_could_cover,
)
from dpmanager.domain.hours.rota import PlannedShift
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.periods import Period

MONDAY = date(2026, 6, 1)


def shift(worker: str, day: date, start: int, end: int, **more: object) -> PlannedShift:
    kind = more.get("kind", HourKind.WEEKDAY)
    assert isinstance(kind, HourKind)
    return PlannedShift(worker, day, time(start), time(end), kind)


def test_ten_days_of_leave_are_refused_eleven_days_before() -> None:
    # GOV.UK, Booking time off: 11 days' notice if the worker asked for 10 days' leave
    assert answer_by(date(2026, 6, 22), 10) == date(2026, 6, 11)


def test_hours_and_days_go_by_the_usual_shifts() -> None:
    usual = [
        shift("Ada", MONDAY, 8, 12),
        shift("Ada", MONDAY, 17, 20),
        shift("Ada", MONDAY + timedelta(days=2), 9, 11),
        shift("Ada", MONDAY + timedelta(days=2), 21, 7, kind=HourKind.SLEEP_IN),
    ]
    assert (hours_asked(usual), days_asked(usual)) == (Decimal(9), 2)
    assert (hours_asked([]), days_asked([])) == (Decimal(0), 0)


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
