"""Shifts: how long they are, what is refused, what they come to."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dpmanager.domain.hours.shifts import (
    HourKind,
    HoursOfKind,
    Shift,
    check_shift,
    overlapping,
    refuse_overlap,
    shift_interval,
    suggest_kind,
    totals,
    worked_minutes,
)
from dpmanager.errors import DPManagerError

MONDAY = date(2026, 6, 1)
CLOCKS_FORWARD = date(2026, 3, 29)
CLOCKS_BACK = date(2026, 10, 25)


def shift(
    start: str,
    end: str,
    day: date = MONDAY,
    kind: HourKind = HourKind.WEEKDAY,
    break_minutes: int = 0,
) -> Shift:
    return Shift(day, time.fromisoformat(start), time.fromisoformat(end), kind, break_minutes)


@pytest.mark.parametrize(
    ("start", "end", "pause", "minutes"),
    [
        ("09:00", "13:30", 0, 270),
        ("09:00", "17:00", 30, 450),
        ("22:00", "07:00", 0, 540),
        ("18:00", "00:00", 0, 360),
        ("00:00", "00:01", 0, 1),
        ("12:00", "11:59", 0, 1439),
    ],
)
def test_worked_minutes(start: str, end: str, pause: int, minutes: int) -> None:
    worked = shift(start, end, break_minutes=pause)
    check_shift(worked)
    assert worked_minutes(worked) == minutes


def test_the_night_the_clocks_go_forward_is_an_hour_shorter() -> None:
    before = CLOCKS_FORWARD - timedelta(days=1)
    assert worked_minutes(shift("22:00", "07:00", before)) == 8 * 60


def test_the_night_the_clocks_go_back_is_an_hour_longer() -> None:
    before = CLOCKS_BACK - timedelta(days=1)
    assert worked_minutes(shift("22:00", "07:00", before)) == 10 * 60


def test_a_time_that_comes_twice_is_the_first() -> None:
    before = CLOCKS_BACK - timedelta(days=1)
    assert worked_minutes(shift("22:00", "01:30", before)) == 210
    assert worked_minutes(shift("01:30", "03:00", CLOCKS_BACK)) == 150


@pytest.mark.parametrize(
    ("start", "end", "day"),
    [
        ("01:30", "05:00", CLOCKS_FORWARD),
        ("22:00", "01:30", CLOCKS_FORWARD - timedelta(days=1)),
    ],
)
def test_a_time_that_the_clocks_skipped_is_refused(start: str, end: str, day: date) -> None:
    with pytest.raises(DPManagerError, match=r"no 01:30 on 29 March 2026"):
        check_shift(shift(start, end, day))


def test_the_first_minute_after_the_skipped_hour_is_good() -> None:
    night = shift("00:30", "02:00", CLOCKS_FORWARD)
    check_shift(night)
    assert worked_minutes(night) == 30


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (shift("09:00", "09:00"), "starts and ends at 09:00"),
        (shift("09:00", "10:00", break_minutes=61), "as long as the shift from 09:00 to 10:00"),
        (shift("09:00", "10:00", break_minutes=60), "as long as the shift"),
        (shift("09:00", "10:00", break_minutes=-1), "less than nothing"),
        (shift("12:00", "11:59", CLOCKS_BACK - timedelta(days=1)), "longer than 24 hours"),
    ],
)
def test_an_impossible_shift_is_refused_with_the_reason(bad: Shift, reason: str) -> None:
    with pytest.raises(DPManagerError, match=reason):
        check_shift(bad)


@pytest.mark.parametrize(
    ("start", "end", "day", "shares"),
    [
        ("08:00", "09:00", MONDAY, False),
        ("12:00", "13:00", MONDAY, False),
        ("08:00", "09:01", MONDAY, True),
        ("11:59", "13:00", MONDAY, True),
        ("10:00", "11:00", MONDAY, True),
        ("08:00", "13:00", MONDAY, True),
        ("09:00", "12:00", MONDAY, True),
        ("09:00", "12:00", MONDAY + timedelta(days=1), False),
        ("22:00", "09:30", MONDAY - timedelta(days=1), True),
        ("22:00", "09:00", MONDAY - timedelta(days=1), False),
    ],
)
def test_overlapping(start: str, end: str, day: date, shares: bool) -> None:
    there = shift("09:00", "12:00")
    new = shift(start, end, day)
    assert overlapping(new, [there]) == (there if shares else None)
    assert overlapping(there, [new]) == (new if shares else None)


def test_an_overlap_is_refused_with_both_times() -> None:
    night = shift("22:00", "07:00", MONDAY)
    with pytest.raises(DPManagerError) as refused:
        refuse_overlap(shift("06:30", "08:00", MONDAY + timedelta(days=1)), [night])
    assert "2 June 2026 from 06:30 to 08:00" in str(refused.value)
    assert "1 June 2026 from 22:00 to 07:00" in str(refused.value)
    refuse_overlap(shift("07:00", "08:00", MONDAY + timedelta(days=1)), [night])


def test_totals_stand_in_the_order_of_kinds_and_a_sleep_in_is_a_night() -> None:
    worked = [
        shift("22:00", "07:00", kind=HourKind.SLEEP_IN),
        shift("09:00", "12:20", kind=HourKind.SUNDAY),
        shift("22:00", "07:00", MONDAY + timedelta(days=1), HourKind.SLEEP_IN),
        shift("09:00", "13:00", break_minutes=20),
        shift("14:00", "15:00"),
    ]
    assert totals(worked) == (
        HoursOfKind(HourKind.WEEKDAY, 280),
        HoursOfKind(HourKind.SUNDAY, 200),
        HoursOfKind(HourKind.SLEEP_IN, 0, nights=2),
    )
    assert totals([]) == ()


def test_suggested_kinds() -> None:
    holiday = {date(2026, 5, 25)}
    assert suggest_kind(MONDAY, holiday) is HourKind.WEEKDAY
    assert suggest_kind(date(2026, 6, 6), holiday) is HourKind.SATURDAY
    assert suggest_kind(date(2026, 6, 7), holiday) is HourKind.SUNDAY
    assert suggest_kind(date(2026, 5, 25), holiday) is HourKind.BANK_HOLIDAY


clock_times = st.builds(time, st.integers(0, 23), st.integers(0, 59))
shifts = st.builds(
    Shift,
    st.dates(date(2026, 3, 20), date(2026, 4, 5)) | st.dates(date(2026, 10, 20), date(2026, 11, 2)),
    clock_times,
    clock_times,
    st.sampled_from(HourKind),
    st.integers(0, 60),
)


@given(st.lists(shifts, max_size=12), st.randoms())
def test_totals_are_the_same_in_any_order_and_lose_no_minute(worked, chance) -> None:
    shuffled = list(worked)
    chance.shuffle(shuffled)
    added = totals(shuffled)
    assert added == totals(worked)
    assert sum(one.minutes for one in added) == sum(
        worked_minutes(one) for one in worked if one.kind is not HourKind.SLEEP_IN
    )
    assert sum(one.nights for one in added) == sum(one.kind is HourKind.SLEEP_IN for one in worked)
    assert [one.kind for one in added] == [
        kind for kind in HourKind if kind in {s.kind for s in worked}
    ]


@given(st.lists(shifts, max_size=15))
def test_no_overlap_survives(offered) -> None:
    kept: list[Shift] = []
    for new in offered:
        try:
            check_shift(new)
            refuse_overlap(new, kept)
        except DPManagerError:
            continue
        kept.append(new)
    intervals = sorted(shift_interval(one) for one in kept)
    for (_begin, end), (next_begin, _end) in pairwise(intervals):
        assert end <= next_begin


@given(shifts)
def test_away_from_the_clock_changes_hours_are_those_on_the_clock(worked) -> None:
    assume(worked.start != worked.end)
    quiet = Shift(MONDAY, worked.start, worked.end, worked.kind, worked.break_minutes)
    begin, end = (datetime.combine(MONDAY, moment) for moment in (quiet.start, quiet.end))
    by_the_clock = (end - begin) % timedelta(days=1)
    assert worked_minutes(quiet) == by_the_clock / timedelta(minutes=1) - quiet.break_minutes
