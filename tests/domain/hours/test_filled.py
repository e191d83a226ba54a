from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planned_form import EVENING, MONDAY, MORNING, NIGHT

from dpmanager.domain.hours.filled import (
    Change,
    FormRow,
    check_rows,
    differences,
    plain_miles,
    row_of,
)
from dpmanager.domain.hours.shifts import HourKind, Shift
from dpmanager.errors import DPManagerError

PLAN = (MORNING, EVENING, NIGHT)
AS, CHANGED, ADDED, LEFT_OUT = Change

rows = st.builds(
    FormRow,
    st.sampled_from([MONDAY, MONDAY + timedelta(days=1)]),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from([HourKind.WEEKDAY, HourKind.NIGHT]),
    st.sampled_from([0, 30]),
)
row_lists = st.lists(rows, max_size=5)


def changes(planned, filled):
    return [difference.change for difference in differences(planned, filled)]


def words(planned, filled):
    return [difference.words for difference in differences(planned, filled)]


def test_a_form_that_nobody_changed_is_as_planned():
    assert changes(PLAN, PLAN) == [AS, AS, AS]
    assert words([NIGHT], [NIGHT]) == ["Saturday 11 April 2026, 22:00 to 07:00: as planned."]


def test_a_later_finish_is_a_change_of_that_shift():
    later = replace(MORNING, end=time(13), break_minutes=0)
    assert words(PLAN, (later, EVENING, NIGHT))[0] == (
        "Monday 6 April 2026, 08:00 to 13:00: changed. Planned: 08:00 to 12:20. "
        "The break is 0 min; 20 min was planned."
    )
    assert changes(PLAN, (later, EVENING, NIGHT)) == [CHANGED, AS, AS]


def test_everything_else_that_differs_is_said():
    filled = replace(
        NIGHT, kind=HourKind.NIGHT, woken_minutes=0, miles=Decimal("3.50"), note="Slept well"
    )
    assert words([NIGHT], [filled]) == [
        "Saturday 11 April 2026, 22:00 to 07:00: changed. "
        "The kind is Night; Sleep-in was planned. "
        "Up and working in the night for 0 min; 30 min was planned. "
        "Miles: 3.5; 0 planned. Note: “Slept well”."
    ]
    assert words([NIGHT], [replace(NIGHT, note="")])[0].endswith("changed. The note was taken out.")


def test_added_and_left_out():
    sunday = FormRow(date(2026, 4, 12), time(9), time(10), HourKind.SUNDAY, miles=Decimal(4))
    found = differences(PLAN, (MORNING, NIGHT, sunday))
    assert [difference.change for difference in found] == [AS, LEFT_OUT, AS, ADDED]
    assert found[1].words == "Monday 6 April 2026, 17:00 to 19:00: planned, but not worked."
    assert found[3].words == (
        "Sunday 12 April 2026, 09:00 to 10:00, Sunday: added, not planned. Miles: 4; 0 planned."
    )
    assert (found[1].planned, found[1].filled) == (EVENING, None)
    assert (found[3].planned, found[3].filled) == (None, sunday)


def test_another_time_on_the_same_day_is_a_change_and_not_two_things():
    moved = replace(EVENING, start=time(20), end=time(21))
    assert changes([EVENING], [moved]) == [CHANGED]


def test_the_part_of_a_night_that_is_written_on_the_next_day_is_a_change_of_that_night():
    after_midnight = FormRow(date(2026, 4, 12), time(0), time(7), HourKind.SLEEP_IN, note="x")
    assert words([NIGHT], [after_midnight]) == [
        "Sunday 12 April 2026, 00:00 to 07:00: changed. "
        "Planned: Saturday 11 April 2026, 22:00 to 07:00. "
        "Up and working in the night for 0 min; 30 min was planned. Note: “x”."
    ]


def test_those_belong_together_that_share_most_time():
    long = replace(MORNING, start=time(8), end=time(18))
    assert differences([MORNING, EVENING], [long])[0].planned == MORNING


def test_two_at_the_same_time_are_refused_also_over_midnight():
    early = FormRow(date(2026, 4, 12), time(6), time(9), HourKind.SUNDAY)
    with pytest.raises(DPManagerError, match="12 April 2026 from 06:00 to 09:00 overlaps the one"):
        check_rows([NIGHT, early])
    check_rows([NIGHT, replace(early, start=time(7))])


def test_what_cannot_have_been_worked_is_refused():
    with pytest.raises(DPManagerError, match="starts and ends at 08:00"):
        check_rows([replace(MORNING, end=time(8))])


def test_the_goal_that_a_shift_serves_does_not_leave_the_book():
    shift = Shift(MONDAY, time(8), time(9), HourKind.WEEKDAY, 5, "note", "Swim", 0)
    assert row_of(shift, Decimal(2)).shift == replace(shift, outcome="")


@pytest.mark.parametrize(
    ("miles", "text"), [("12.50", "12.5"), ("100", "100"), ("0.00", "0"), ("7.25", "7.25")]
)
def test_miles_in_figures(miles, text):
    assert plain_miles(Decimal(miles)) == text


@given(row_lists, row_lists)
def test_each_row_is_there_exactly_once(planned, filled):
    found = differences(planned, filled)
    key = repr
    assert sorted((d.planned for d in found if d.planned), key=key) == sorted(planned, key=key)
    assert sorted((d.filled for d in found if d.filled), key=key) == sorted(filled, key=key)
    for difference in found:
        assert (difference.change is AS) == (difference.planned == difference.filled)
        assert (difference.change is ADDED) == (difference.planned is None)
        assert (difference.change is LEFT_OUT) == (difference.filled is None)


@given(row_lists)
def test_the_order_of_the_rows_does_not_matter(planned):
    assert set(changes(planned, reversed(planned))) <= {AS}
