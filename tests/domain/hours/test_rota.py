"""The rota: weeks that repeat, days that are different, and hours against what was agreed."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.hours.rota import (
    DayChange,
    Pattern,
    PatternShift,
    Reason,
    Times,
    check_pattern,
    left_out,
    monday_of,
    planned,
    planned_elsewhere,
    week_against,
    without_cover,
    work_of,
)
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError

MONDAY = date(2026, 6, 1)
ANN, BEN = "Ann Lark", "Ben Moss"
MORNING = Times(time(8), time(12))
EVENING = Times(time(18), time(20, 30))
NIGHT = Times(time(22), time(7), HourKind.SLEEP_IN)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def pattern(*shifts: tuple[int, int, Times], worker: str = ANN, weeks: int = 1, **more) -> Pattern:
    made = tuple(PatternShift(*shift) for shift in shifts)
    return Pattern(worker, more.pop("from_date", MONDAY), weeks, made, **more)


def seen(found) -> list[tuple[date, str, time]]:
    return [(one.day, one.worker, one.start) for one in found]


TWO_WEEKS = pattern((0, 0, MORNING), (0, 4, NIGHT), (1, 0, EVENING), weeks=2)


def test_weeks_alternate() -> None:
    found = planned([TWO_WEEKS], [], Period(MONDAY, day(27)))
    assert seen(found) == [
        (day(0), ANN, time(8)), (day(4), ANN, time(22)), (day(7), ANN, time(18)),
        (day(14), ANN, time(8)), (day(18), ANN, time(22)), (day(21), ANN, time(18)),
    ]  # fmt: skip


def test_a_start_in_the_middle_of_a_week_counts_that_week_as_the_first() -> None:
    late = replace(TWO_WEEKS, from_date=day(2))
    assert seen(planned([late], [], Period(MONDAY, day(13)))) == [
        (day(4), ANN, time(22)), (day(7), ANN, time(18)),
    ]  # fmt: skip


def test_the_newest_usual_week_holds_and_an_ended_one_does_not_come_back() -> None:
    old = pattern((0, 0, MORNING))
    new = pattern((0, 0, EVENING), from_date=day(7), until=day(13))
    assert seen(planned([old, new], [], Period(MONDAY, day(20)))) == [
        (day(0), ANN, time(8)), (day(7), ANN, time(18)),
    ]  # fmt: skip


def test_ordinary_hours_are_of_the_kind_of_their_day() -> None:
    # 31 August 2026 is the summer bank holiday in England, a Monday.
    bank_holiday = date(2026, 8, 31)
    usual = pattern((0, 0, MORNING), (0, 5, MORNING), (0, 6, NIGHT), from_date=bank_holiday)
    week = Period(bank_holiday, bank_holiday + timedelta(days=6))
    assert [one.kind for one in planned([usual], [], week, {bank_holiday})] == [
        HourKind.BANK_HOLIDAY, HourKind.SATURDAY, HourKind.SLEEP_IN,
    ]  # fmt: skip


def test_a_day_is_left_out_changed_or_added_to() -> None:
    usual = pattern(*[(0, number, MORNING) for number in range(5)])
    changes = [
        DayChange(ANN, day(1), Reason.HOLIDAY),
        DayChange(ANN, day(2), Reason.OTHER),
        DayChange(ANN, day(2), Reason.OTHER, EVENING),
        DayChange(ANN, day(3), Reason.OTHER, EVENING),
        DayChange(ANN, day(5), Reason.OTHER, EVENING),
    ]
    week = Period(MONDAY, day(6))
    assert seen(planned([usual], changes, week)) == [
        (day(0), ANN, time(8)), (day(2), ANN, time(18)), (day(3), ANN, time(8)),
        (day(3), ANN, time(18)), (day(4), ANN, time(8)), (day(5), ANN, time(18)),
    ]  # fmt: skip
    gone = left_out([usual], changes, week)
    assert [(one.day, one.reason) for one in gone] == [
        (day(1), Reason.HOLIDAY), (day(2), Reason.OTHER),
    ]  # fmt: skip


def test_a_shift_is_open_until_somebody_covers_it() -> None:
    usual = pattern((0, 0, MORNING), (0, 1, MORNING), (0, 2, MORNING))
    week = Period(MONDAY, day(6))
    off = [DayChange(ANN, day(0), Reason.SICK), DayChange(ANN, day(1), Reason.CANCELLED)]
    gone = left_out([usual], off, week)
    assert seen(without_cover(gone, planned([usual], off, week))) == [(day(0), ANN, time(8))]
    for times, covers, is_open in (
        (MORNING, ANN, False), (EVENING, ANN, True), (MORNING, "", True),
    ):  # fmt: skip
        changes = [*off, DayChange(BEN, day(0), Reason.COVER, times, covers)]
        found = without_cover(left_out([usual], changes, week), planned([usual], changes, week))
        assert bool(found) is is_open


def test_who_comes_at_other_times_covers_the_day_alone() -> None:
    usual = pattern((0, 0, MORNING))
    week = Period(MONDAY, day(6))
    changes = [DayChange(ANN, day(0), Reason.OTHER), DayChange(ANN, day(0), Reason.OTHER, EVENING)]
    assert without_cover(left_out([usual], changes, week), planned([usual], changes, week)) == ()


def test_another_job_is_no_part_of_the_rota() -> None:
    there = pattern((0, 0, MORNING), elsewhere=True)
    week = Period(MONDAY, day(6))
    assert planned([there], [], week) == ()
    assert seen(planned_elsewhere([there, pattern((0, 1, MORNING))], week)) == [
        (day(0), ANN, time(8))
    ]


def test_hours_against_those_agreed() -> None:
    usual = pattern((0, 0, MORNING), (0, 1, EVENING), (0, 2, NIGHT))
    shifts = planned([usual], [], Period(MONDAY, day(13)))
    week = week_against(ANN, MONDAY, shifts, Decimal(8))
    # 4 hours and 2 hours 30 minutes; the night counts by itself
    assert (week.minutes, week.nights, week.short_minutes) == (390, 1, 90)
    assert week_against(ANN, MONDAY, shifts, Decimal("6.5")).short_minutes == 0
    assert week_against(ANN, MONDAY, shifts, Decimal(5)).short_minutes == -90
    assert week_against(ANN, MONDAY, shifts, None).short_minutes == 0


def test_on_call_and_cancelled_are_no_work() -> None:
    on_call = replace(MORNING, kind=HourKind.ON_CALL)
    cancelled = replace(EVENING, kind=HourKind.CANCELLED)
    shifts = planned([pattern((0, 0, on_call), (0, 1, cancelled))], [], Period(MONDAY, day(6)))
    assert work_of(one.shift for one in shifts) == (0, 0)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (pattern(), "no hours in this usual week"),
        (pattern((0, 0, MORNING), weeks=5), "after 1 to 4 weeks"),
        (pattern((0, 0, MORNING), weeks=0), "after 1 to 4 weeks"),
        (pattern((1, 0, MORNING)), "hours in week 2"),
        (pattern((0, 0, MORNING), until=day(-1)), "ends before it starts"),
        (pattern((0, 0, MORNING), (0, 0, Times(time(11), time(13)))), "share time"),
        (pattern((0, 0, Times(time(8), time(8)))), "has no length"),
        (pattern((0, 6, NIGHT), (0, 0, Times(time(6), time(9)))), "share time"),
    ],
)
def test_weeks_that_cannot_be_are_refused(wrong: Pattern, says: str) -> None:
    with pytest.raises(DPManagerError, match=says):
        check_pattern(wrong)


def test_nights_of_alternating_weeks_may_follow_one_another() -> None:
    check_pattern(pattern((0, 6, NIGHT), (1, 0, Times(time(7), time(9))), weeks=2))


times = st.builds(
    Times,
    st.times().map(lambda moment: moment.replace(second=0, microsecond=0)),
    st.times().map(lambda moment: moment.replace(second=0, microsecond=0)),
    st.sampled_from(list(HourKind)),
)
days = st.integers(-40, 60).map(day)
patterns = st.integers(1, 4).flatmap(
    lambda weeks: st.builds(
        Pattern,
        st.sampled_from([ANN, BEN]),
        days,
        st.just(weeks),
        st.lists(
            st.builds(PatternShift, st.integers(0, weeks - 1), st.integers(0, 6), times), max_size=6
        ).map(tuple),
        st.none() | days,
        st.booleans(),
    )
)
changes = st.builds(
    DayChange,
    st.sampled_from([ANN, BEN]),
    days,
    st.sampled_from(list(Reason)),
    st.none() | times,
    st.sampled_from(["", ANN, BEN]),
)
periods = st.tuples(days, st.integers(0, 60)).map(
    lambda pair: Period(pair[0], pair[0] + timedelta(days=pair[1]))
)


@given(st.lists(patterns, max_size=4), st.lists(changes, max_size=8), periods, st.data())
def test_any_split_of_a_period_gives_the_same(usual, different, period, data) -> None:
    cut = data.draw(st.integers(0, period.days - 1)) if period.days > 1 else 0
    if not cut:
        return
    middle = period.start + timedelta(days=cut)
    first, second = Period(period.start, middle - timedelta(days=1)), Period(middle, period.end)
    for rule in (planned, left_out):
        whole = rule(usual, different, period)
        assert rule(usual, different, first) + rule(usual, different, second) == whole
    minutes, nights = work_of(one.shift for one in planned(usual, different, period))
    parts = [
        work_of(one.shift for one in planned(usual, different, part)) for part in (first, second)
    ]
    assert (minutes, nights) == tuple(map(sum, zip(*parts, strict=True)))


@given(patterns, periods)
def test_no_day_outside_the_usual_weeks(usual, period) -> None:
    usual = replace(usual, elsewhere=False)
    for one in planned([usual], [], period):
        assert one.day in period
        assert one.day >= usual.from_date
        assert usual.until is None or one.day <= usual.until


@given(patterns, st.integers(0, 20))
def test_the_same_again_after_so_many_weeks(usual, number) -> None:
    usual = replace(usual, elsewhere=False, until=None)
    first = monday_of(usual.from_date) + timedelta(days=7 * (number + 1))
    later = first + timedelta(days=7 * usual.weeks)
    one_week = timedelta(days=6)
    here, there = (
        [(one.day - start, one.start, one.end) for one in
         planned([usual], [], Period(start, start + one_week))]
        for start in (first, later)
    )  # fmt: skip
    assert here == there


@given(st.lists(patterns, max_size=4), st.lists(changes, max_size=8), periods)
def test_what_is_left_out_is_not_on_the_rota(usual, different, period) -> None:
    for one in left_out(usual, different, period):
        assert one.reason in {change.reason for change in different if change.added is None}
        usual_ones = [
            each for each in planned(usual, different, period)
            if (each.worker, each.day, each.reason) == (one.worker, one.day, Reason.USUAL)
        ]  # fmt: skip
        # an added shift may have the reason “usual” here, as anything may be drawn
        added = [change for change in different if change.added is not None]
        assert len(usual_ones) <= len(added)
