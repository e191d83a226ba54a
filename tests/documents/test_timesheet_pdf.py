from dataclasses import replace
from datetime import date, time

import pytest
from pdf_checks import faults, smallest_type, text_of
from samples import HOSTILE, timesheet

from dpmanager.documents.timesheet import timesheet_pdf
from dpmanager.domain.hours.shifts import FilledIn, HourKind, Shift, totals


@pytest.mark.parametrize("large_print", [False, True])
def test_it_is_tagged_and_says_the_same_in_both_forms(large_print):
    made = timesheet_pdf(timesheet(), large_print=large_print)
    text = text_of(made)
    assert faults(made) == []
    assert smallest_type(made) >= (18 if large_print else 12)
    assert "Ann Llŷr-Smith worked 64 hours in 17 shifts. Sleep-ins: 1 night." in text
    assert text.count("Mon 6 Apr 2026") == 1
    assert text.count("next day") == 1
    assert "Called once" in text
    assert "Weekday 48:00 48.00" in text
    assert "Hours in all 64:00 64.00" in text


def test_hours_of_a_shift_are_without_its_break():
    assert "Mon 6 Apr 2026 08:00 12:20 20 min Weekday 4:00 4.00" in text_of(
        timesheet_pdf(timesheet())
    )


def test_waiting_for_approval_it_has_lines_to_sign_on():
    text = text_of(timesheet_pdf(timesheet()))
    assert "Ann Llŷr-Smith, worker Date" in text
    assert "Margaret Bell, employer Date" in text
    assert "approved" not in text


def test_approved_it_says_by_whom_and_when():
    text = text_of(timesheet_pdf(timesheet(approved=True)))
    assert "Margaret Bell approved this timesheet on 4 May 2026." in text
    assert "To sign" not in text


def test_without_shifts_it_says_so():
    empty = replace(timesheet(), shifts=(), totals=())
    text = text_of(timesheet_pdf(empty))
    assert "No shifts in this period." in text
    assert "Hours in all 0:00 0.00" in text


def test_hostile_notes_and_names_harm_nothing():
    shifts = tuple(replace(shift, note=HOSTILE) for shift in timesheet().shifts)
    for large_print in (False, True):
        made = timesheet_pdf(
            replace(timesheet(), shifts=shifts, worker=HOSTILE), large_print=large_print
        )
        assert faults(made) == []


@pytest.mark.parametrize("large_print", [False, True])
def test_hours_that_were_corrected_say_when(large_print):
    corrected = replace(timesheet(approved=True), corrected_on=date(2026, 5, 4))
    text = text_of(timesheet_pdf(corrected, large_print=large_print))
    assert "These hours were corrected on 4 May 2026, after they had been paid." in text
    assert "corrected on" not in text_of(timesheet_pdf(timesheet(approved=True)))


@pytest.mark.parametrize("large_print", [False, True])
def test_what_the_worker_filled_in_says_who_signed_it(large_print):
    form = FilledIn("Ann Llŷr-Smith", date(2026, 5, 4), ((date(2026, 4, 9), HOSTILE),))
    made = timesheet_pdf(replace(timesheet(), filled_in=form), large_print=large_print)
    text = text_of(made)
    assert faults(made) == []
    assert "signed as Ann Llŷr-Smith on 4 May 2026." in text
    assert "Thu 9 Apr 2026" in text
    assert "Ann Llŷr-Smith, worker Date" not in text
    assert "Margaret Bell, employer Date" in text


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (FilledIn(), "It is not signed."),
        (
            FilledIn("Ann", changed=(date(2026, 4, 6),)),
            "the hours above are not those that they filled in: Mon 6 Apr 2026.",
        ),
    ],
)
def test_hours_that_the_worker_did_not_sign_have_a_line_to_sign_on(form, said):
    text = text_of(timesheet_pdf(replace(timesheet(), filled_in=form)))
    assert said in text
    assert "Ann Llŷr-Smith, worker Date" in text


@pytest.mark.parametrize("large_print", [False, True])
def test_a_night_says_how_long_somebody_was_up(large_print):
    night = Shift(date(2026, 4, 8), time(22), time(7), HourKind.SLEEP_IN, woken_minutes=45)
    made = replace(timesheet(), shifts=(night,), totals=totals([night]))
    text = text_of(timesheet_pdf(made, large_print=large_print))
    assert "up and working 45 min" in text
    assert "Up during a sleep-in" in text and "0:45" in text


def test_hours_of_a_night_when_the_clocks_change_are_those_that_passed():
    """22:00 to 07:00 on 28 March 2026: the clocks go forward at one."""
    night = Shift(date(2026, 3, 28), time(22), time(7), HourKind.NIGHT)
    text = text_of(timesheet_pdf(replace(timesheet(), shifts=(night,), totals=totals([night]))))
    assert "8:00" in text and "9:00" not in text
