from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planned_form import EVENING, MONDAY, MORNING, NIGHT, SATURDAY, plan

from dpmanager.domain.hours.filled import FormRow, check_rows
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.hours.timesheet_form import (
    SIGNED_NAME,
    SIGNED_ON,
    Box,
    all_boxes,
    box_name,
    written_on_form,
)
from dpmanager.domain.hours.written import UnreadBoxesError, read_written, two_times
from dpmanager.errors import DPManagerError

TUESDAY = date(2026, 4, 7)
TEXT = st.text(max_size=12) | st.sampled_from(
    ["9", "17:00", "7pm-7am", "half 7", "25:00", "30", "Weekday", "x" * 3000, "\x00\x07"]
)


def untouched(of=None):
    of = of or plan()
    return {
        box_name(day, row, box): text
        for day in of.period.each_day()
        for row in range(1, of.rows_on(day) + 1)
        for box, text in written_on_form(of, day, row).items()
    }


def read(day=TUESDAY, row=1, *, not_worked=(), more=None, **boxes):
    written = untouched()
    for box, text in boxes.items():
        written[box_name(day, row, Box(box))] = text
    return read_written(plan(), written | (more or {}), set(not_worked))


def row_on(day, form):
    (found,) = (row for row in form.rows if row.day == day)
    return found


def fault(**boxes):
    with pytest.raises(UnreadBoxesError) as refused:
        read(**boxes)
    (sentence,) = refused.value.faults
    return sentence


def test_a_form_that_nobody_touched_says_what_was_planned():
    assert read().rows == (MORNING, EVENING, NIGHT)
    assert read().remarks == ()


@pytest.mark.parametrize(
    ("start", "finish", "as_read"),
    [
        ("8", "12", (time(8), time(12))),
        ("8.30", "0930", (time(8, 30), time(9, 30))),
        ("half 7", "half past 9", (time(7, 30), time(9, 30))),
        ("7pm", "7am", (time(19), time(7))),
        ("7pm-7am", "", (time(19), time(7))),
        ("7pm to half 10 pm", "", (time(19), time(22, 30))),
        ("9am – 5pm", "", (time(9), time(17))),
        ("22:00", "7", (time(22), time(7))),
        ("10:00", "23:30", (time(10), time(23, 30))),
        ("07:00", "9", (time(7), time(9))),
        ("7", "7pm", (time(7), time(19))),
        ("09:00", "05:00", (time(9), time(5))),
    ],
)
def test_times_as_people_write_them(start, finish, as_read):
    row = row_on(TUESDAY, read(start=start, finish=finish))
    assert (row.start, row.end) == as_read
    assert row.kind is HourKind.WEEKDAY


@pytest.mark.parametrize(
    ("start", "finish"),
    [("9", "5"), ("10", "6"), ("7", "9pm"), ("7-9pm", ""), ("12", "2"), ("1030", "530"),
     ("half 9", "5"), ("9", "5am")],
)  # fmt: skip
def test_what_could_be_morning_or_evening_is_asked_again(start, finish):
    assert "could be morning or evening" in fault(start=start, finish=finish)


def test_a_planned_time_is_never_in_doubt():
    long = replace(MORNING, start=time(12), end=time(10), kind=HourKind.WEEKDAY)
    written = untouched(plan(long))
    written[box_name(MONDAY, 1, Box.BREAK)] = "45"
    (row,) = read_written(plan(long), written, set()).rows
    assert row == replace(long, break_minutes=45)


@pytest.mark.parametrize(
    ("boxes", "sentence"),
    [
        (
            {"start": "25:00", "finish": "9"},
            "Start, Tuesday 7 April 2026, row 1: “25:00” is not a time, because a day ends at "
            "23:59: type it like 19:30.",
        ),
        (
            {"start": "9"},
            "Finish, Tuesday 7 April 2026, row 1: The time is empty: type it like 9:30 or 7pm.",
        ),
        ({"finish": "9am-10am", "start": "9"}, "is not understood as a time"),
        ({"break": "30"}, "“30” stands in a row without times. Write the start and finish."),
        ({"miles": "5"}, "“5” stands in a row without times."),
        ({"start": "9am", "finish": "5pm", "break": "half"}, "Write the minutes in figures"),
        ({"start": "9am", "finish": "5pm", "break": "9999"}, "Write the minutes in figures"),
        ({"start": "9am", "finish": "5pm", "break": "-5"}, "Write the minutes in figures"),
        ({"start": "9am", "finish": "5pm", "miles": "1e9"}, "Write the miles in figures"),
        ({"start": "9am", "finish": "5pm", "miles": "2000"}, "Write the miles in figures"),
        ({"start": "9am", "finish": "5pm", "kind": "Party"}, "not one of the kinds of hours"),
        ({"start": "9am", "finish": "9am"}, "starts and ends at 09:00"),
        ({"start": "9am", "finish": "10am", "break": "60"}, "as long as the shift"),
        ({"start": "9am", "finish": "5pm", "up": "20"}, "is not a sleep-in"),
        ({"start": "9am", "finish": "5pm", "note": "x" * 2000}, "is too long for this box"),
    ],
)
def test_what_is_not_understood_is_refused_by_name(boxes, sentence):
    assert sentence in fault(**boxes)


def test_all_faults_are_told_at_once():
    with pytest.raises(UnreadBoxesError) as refused:
        read(start="x", finish="y", more={SIGNED_ON: "soon"})
    assert len(refused.value.faults) == 3
    assert str(refused.value).endswith("2 more boxes are not understood.")


def test_figures_and_words_with_their_units():
    row = row_on(
        TUESDAY,
        read(
            start="10pm", finish="7am", kind="sleep-in", up="25 mins", miles="7.5 miles",
            note=" Called\x07 twice ", **{"break": "0"},
        ),
    )  # fmt: skip
    assert row == FormRow(
        TUESDAY, time(22), time(7), HourKind.SLEEP_IN, 0, 25, Decimal("7.5"), "Called twice"
    )


def test_an_empty_kind_is_that_of_the_day_and_a_code_is_understood():
    assert row_on(TUESDAY, read(start="9", finish="10", kind="")).kind is HourKind.WEEKDAY
    assert row_on(TUESDAY, read(start="9", finish="10", kind="night")).kind is HourKind.NIGHT
    cleared = read(day=MONDAY, row=3, start="14:00", finish="15:00", kind="")
    assert HourKind.BANK_HOLIDAY in {row.kind for row in cleared.rows if row.start == time(14)}


def test_a_shift_whose_times_were_taken_out_was_not_worked_and_its_new_note_is_kept():
    form = read(day=MONDAY, row=1, start="", finish="", note="Margaret was in hospital")
    assert form.rows == (EVENING, NIGHT)
    assert form.remarks == ((MONDAY, "Margaret was in hospital"),)


def test_a_ticked_day_was_not_worked():
    assert read(not_worked=[MONDAY]).rows == (NIGHT,)
    assert read(not_worked=[TUESDAY]).rows == (MORNING, EVENING, NIGHT)


def test_a_ticked_day_with_other_times_is_asked_again():
    sentence = fault(day=SATURDAY, row=2, start="9am", finish="10am", not_worked=[SATURDAY])
    assert sentence == (
        "On Saturday 11 April 2026 “I did not work on this day” is ticked, but times are written "
        "too. Take out one of the two."
    )


def test_a_changed_finish_leaves_the_note_as_it_was_planned():
    noted = replace(EVENING, note="two\nlines  apart")
    written = untouched(plan(noted)) | {box_name(MONDAY, 1, Box.FINISH): "19:30"}
    assert read_written(plan(noted), written, set()).rows == (replace(noted, end=time(19, 30)),)


def test_two_shifts_at_the_same_time_are_refused():
    with pytest.raises(DPManagerError, match="overlaps the one on 11 April 2026"):
        read(day=date(2026, 4, 12), start="6am", finish="9am")


def test_who_signed_and_when():
    form = read(more={SIGNED_NAME: " Ann  Llŷr-Smith\n", SIGNED_ON: "13/4/26"})
    assert (form.signed_name, form.signed_on) == ("Ann Llŷr-Smith", date(2026, 4, 13))
    assert (read().signed_name, read().signed_on) == ("", None)


shift_times = st.tuples(
    st.integers(0, 24 * 60 - 1), st.integers(16, 24 * 60 - 1), st.sampled_from([0, 15])
)


@given(shift_times)
def test_whatever_is_planned_comes_back_as_it_was(times):
    start, length, pause = times
    row = FormRow(
        TUESDAY,
        time(start // 60, start % 60),
        time((start + length) // 60 % 24, (start + length) % 60),
        HourKind.NIGHT,
        pause,
    )
    assert read_written(plan(row), untouched(plan(row)), set()).rows == (row,)


@given(
    st.dictionaries(st.sampled_from(list(all_boxes(plan()))), TEXT, max_size=12),
    st.sets(st.sampled_from([MONDAY + timedelta(days=days) for days in range(7)])),
)
def test_whatever_is_typed_is_read_or_refused(typed, not_worked):
    try:
        form = read_written(plan(), untouched() | typed, not_worked)
    except DPManagerError as refused:
        assert len(str(refused)) < 500
    else:
        assert not {row.day for row in form.rows} & not_worked
        check_rows(form.rows)


def test_a_start_and_a_finish_in_one_go():
    for text in ("7pm-7am", "7pm – 7am", "7pm to 7am", " 7pm until 7am"):
        assert two_times(text) == ("7pm", "7am")
    for text in ("", "7pm", "7pm-", "-7am", "1-2-3"):
        assert two_times(text) is None
