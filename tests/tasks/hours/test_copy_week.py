"""Last week's hours as this week's: in one task, and what is there already stays."""

from datetime import date, timedelta

import pytest
from small_book import ADA, AT, MONDAY, WHO, hours

from dpmanager.domain.hours.shifts import HourKind, Shift
from dpmanager.errors import DPManagerError
from dpmanager.records.book import Book
from dpmanager.tasks.hours.copy_week import CopiedWeek, copy_week
from dpmanager.tasks.hours.look_at_hours import week_of_hours
from dpmanager.tasks.hours.record_shifts import record_shifts

NEXT = MONDAY + timedelta(days=7)


def shifts(book: Book, monday: date) -> list[Shift]:
    week = week_of_hours(book, ADA, monday, today=MONDAY)
    return [one.shift for day in week.days for one in day.shifts]


def on(number: int, start: int, end: int, kind: HourKind = HourKind.WEEKDAY, **more: str) -> Shift:
    return hours(MONDAY + timedelta(days=number), start, end, kind, **more)


def test_days_that_have_hours_keep_them_and_are_named(book: Book) -> None:
    old = [
        on(1, 9, 12, outcome="Safe at home", note="Late bus"),
        on(1, 14, 16),
        on(4, 22, 7, HourKind.SLEEP_IN),
    ]
    record_shifts(book, ADA, old, who=WHO, at=AT)
    record_shifts(book, ADA, [on(8, 10, 11)], who=WHO, at=AT)
    assert copy_week(book, ADA, NEXT, who=WHO, at=AT) == CopiedWeek(1, (date(2026, 4, 14),))
    assert shifts(book, NEXT) == [on(8, 10, 11), on(11, 22, 7, HourKind.SLEEP_IN)]
    book.undo(who=WHO, at=AT)
    assert shifts(book, NEXT) == [on(8, 10, 11)]


def test_the_outcome_is_copied_and_the_note_is_not(book: Book) -> None:
    record_shifts(
        book, ADA, [on(1, 9, 12, outcome="Safe at home", note="Late bus")], who=WHO, at=AT
    )
    copy_week(book, ADA, NEXT, who=WHO, at=AT)
    assert shifts(book, NEXT) == [on(8, 9, 12, outcome="Safe at home")]


def test_ordinary_hours_take_the_kind_of_their_new_day(book: Book) -> None:
    # 6 April 2026 is Easter Monday, 13 April is not; a kind that was chosen stays.
    record_shifts(
        book,
        ADA,
        [on(0, 9, 12, HourKind.BANK_HOLIDAY), on(1, 9, 12, HourKind.NIGHT)],
        who=WHO,
        at=AT,
    )
    copy_week(book, ADA, NEXT, who=WHO, at=AT)
    assert [shift.kind for shift in shifts(book, NEXT)] == [
        HourKind.WEEKDAY,
        HourKind.NIGHT,
    ]


def test_holiday_is_not_copied(book: Book) -> None:
    record_shifts(book, ADA, [on(1, 9, 12, HourKind.HOLIDAY)], who=WHO, at=AT)
    with pytest.raises(DPManagerError, match="nothing to copy"):
        copy_week(book, ADA, NEXT, who=WHO, at=AT)


def test_a_week_that_is_full_is_left_alone(book: Book) -> None:
    record_shifts(book, ADA, [on(1, 9, 12), on(8, 10, 11)], who=WHO, at=AT)
    name = book.can_undo()
    with pytest.raises(DPManagerError, match="Nothing was copied"):
        copy_week(book, ADA, NEXT, who=WHO, at=AT)
    assert book.can_undo() == name
