"""However the time is divided, by midnight, by week, at a rate change or when the clocks change, it
comes to the same hours."""

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st

from dpmanager.domain.hours.shifts import (
    HourKind,
    Shift,
    check_shift,
    shift_interval,
    totals,
    worked_minutes,
)
from dpmanager.domain.pay.gross import DatedRate, gross_lines
from dpmanager.errors import DPManagerError

LONDON = ZoneInfo("Europe/London")
MINUTE = timedelta(minutes=1)

# Both nights on which the clocks change lie in these days.
days = st.dates(date(2026, 3, 23), date(2026, 4, 5)) | st.dates(
    date(2026, 10, 19), date(2026, 11, 1)
)
clock_times = st.builds(time, st.integers(0, 23), st.integers(0, 59))
shifts = st.builds(Shift, days, clock_times, clock_times, st.just(HourKind.WEEKDAY))


def is_possible(shift: Shift) -> bool:
    try:
        check_shift(shift)
    except DPManagerError:
        return False
    return True


def minutes_of(worked: list[Shift]) -> int:
    return sum(one.minutes for one in totals(worked))


def cut(shift: Shift, at: time, day: date) -> list[Shift]:
    """The shift in two at a moment of the clock; one where the moment is not within it."""
    begin, end = shift_interval(shift)
    moment = datetime.combine(day, at, LONDON)
    if not begin < moment.astimezone(UTC) < end:
        return [shift]
    parts = [Shift(shift.day, shift.start, at, shift.kind), Shift(day, at, shift.end, shift.kind)]
    return parts if all(map(is_possible, parts)) else [shift]


@given(st.lists(shifts.filter(is_possible), max_size=10))
def test_cut_at_midnight(worked: list[Shift]) -> None:
    halves = [half for one in worked for half in cut(one, time(0), one.day + timedelta(days=1))]
    assert minutes_of(halves) == minutes_of(worked)


@given(shifts.filter(is_possible), st.integers(1, 24 * 60))
def test_cut_at_any_moment_also_while_the_clocks_change(worked: Shift, after: int) -> None:
    begin, end = shift_interval(worked)
    moment = (begin + after * MINUTE).astimezone(LONDON)
    # a time that the clocks show twice is read as the first
    assume(moment.astimezone(UTC) < end and moment.fold == 0)
    halves = cut(worked, moment.time(), moment.date())
    assert minutes_of(halves) == worked_minutes(worked)


@given(st.lists(shifts.filter(is_possible), max_size=15))
def test_week_by_week(worked: list[Shift]) -> None:
    weeks: dict[tuple[int, int], list[Shift]] = defaultdict(list)
    for one in worked:
        weeks[one.day.isocalendar()[:2]].append(one)
    assert sum(map(minutes_of, weeks.values())) == minutes_of(worked)


@given(st.lists(shifts.filter(is_possible), max_size=15), days)
def test_at_a_rate_change(worked: list[Shift], change: date) -> None:
    rates = [
        DatedRate(HourKind.WEEKDAY, date(2026, 1, 1), Decimal("13.00")),
        DatedRate(HourKind.WEEKDAY, change, Decimal("13.50")),
    ]
    lines = gross_lines(worked, rates)
    in_minutes = sum((line.quantity * 60 for line in lines), Decimal(0))
    assert in_minutes.quantize(Decimal(1)) == minutes_of(worked)
    earlier = [one for one in worked if one.day < change]
    by_rate = {line.rate: line.quantity for line in lines}
    at_old_rate = by_rate.get(Decimal("13.00"), Decimal(0)) * 60
    assert at_old_rate.quantize(Decimal(1)) == minutes_of(earlier)
