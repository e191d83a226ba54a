from dataclasses import replace

import pytest
from pdf_checks import faults, smallest_type, text_of
from samples import HOSTILE, timesheet

from dpmanager.documents.timesheet import timesheet_pdf


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
