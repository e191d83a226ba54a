"""A shift put in the place of another: all of it, or nothing, and one undo."""

from datetime import date, time, timedelta

import pytest
from small_book import ADA, AT, MONDAY, WHO, hours

from dpmanager.domain.hours.shifts import HourKind
from dpmanager.errors import DPManagerError
from dpmanager.records.book import Book
from dpmanager.tasks.hours.look_at_hours import SavedShift, week_of_hours
from dpmanager.tasks.hours.record_shifts import (
    approve_timesheet,
    change_shift,
    record_shifts,
    remove_shift,
)


def saved(book: Book, day: date = MONDAY) -> list[SavedShift]:
    week = week_of_hours(book, ADA, day, today=MONDAY)
    return [one for of_day in week.days for one in of_day.shifts]


def test_a_change_replaces_the_shift_and_one_undo_brings_it_back(book: Book) -> None:
    record_shifts(book, ADA, [hours(MONDAY, 9, 12)], who=WHO, at=AT)
    (before,) = saved(book)
    new = hours(MONDAY, 9, 17, HourKind.BANK_HOLIDAY, break_minutes=30, outcome="Safe at home")
    change_shift(book, before.id, new, who=WHO, at=AT)
    (after,) = saved(book)
    assert (after.id, after.shift) == (before.id, new)
    book.undo(who=WHO, at=AT)
    assert saved(book) == [before]


def test_a_shift_may_overlap_only_what_it_replaces(book: Book) -> None:
    record_shifts(book, ADA, [hours(MONDAY, 9, 12), hours(MONDAY, 13, 15)], who=WHO, at=AT)
    first, _second = before = saved(book)
    change_shift(book, first.id, hours(MONDAY, 10, 13), who=WHO, at=AT)
    with pytest.raises(DPManagerError, match="overlaps"):
        change_shift(book, first.id, hours(MONDAY, 10, 14), who=WHO, at=AT)
    assert [one.shift.end for one in saved(book)] == [time(13), time(15)]
    assert len(before) == 2


def test_a_change_to_a_day_of_another_period_moves_to_its_timesheet(book: Book) -> None:
    record_shifts(book, ADA, [hours(MONDAY, 9, 12)], who=WHO, at=AT)
    later = MONDAY + timedelta(days=7)
    change_shift(book, saved(book)[0].id, hours(later, 9, 12), who=WHO, at=AT)
    assert saved(book) == []
    assert [one.shift.day for one in saved(book, later)] == [later]


def test_approved_hours_stay_as_they_are(book: Book) -> None:
    record_shifts(book, ADA, [hours(MONDAY, 9, 12)], who=WHO, at=AT)
    approve_timesheet(book, ADA, MONDAY, who=WHO, at=AT)
    before = saved(book)
    with pytest.raises(DPManagerError, match="approved already"):
        change_shift(book, before[0].id, hours(MONDAY, 9, 13), who=WHO, at=AT)
    later = MONDAY + timedelta(days=7)
    record_shifts(book, ADA, [hours(later, 9, 12)], who=WHO, at=AT)
    with pytest.raises(DPManagerError, match="approved already"):
        change_shift(book, saved(book, later)[0].id, hours(MONDAY, 13, 14), who=WHO, at=AT)
    assert saved(book) == before


def test_a_shift_that_is_gone_is_said_to_be_gone(book: Book) -> None:
    record_shifts(book, ADA, [hours(MONDAY, 9, 12)], who=WHO, at=AT)
    (one,) = saved(book)
    remove_shift(book, one.id, who=WHO, at=AT)
    with pytest.raises(DPManagerError, match="not on the timesheet any more"):
        change_shift(book, one.id, hours(MONDAY, 9, 13), who=WHO, at=AT)
