"""The hours of everybody as one list: which are in it, what they come to, and the file of them."""

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from small_book import ADA, AT, BEN, MONDAY, WHO, hours, work_a_week
from sqlalchemy import Engine, event

from dpmanager.domain.hours.shifts import HourKind
from dpmanager.errors import DPManagerError
from dpmanager.records.book import Book
from dpmanager.tasks.hours.look_at_all_hours import (
    Days,
    HoursAsked,
    HoursListing,
    list_hours,
    read_hours,
    save_hours,
)
from dpmanager.tasks.hours.record_shifts import record_shifts

TUESDAY, SATURDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=5)
CARE = "Personal care"
TODAY = date(2026, 5, 1)


@pytest.fixture
def listed(book: Book) -> Book:
    """Ada works on three days and Ben on one."""
    shifts = [
        hours(MONDAY, 9, 12, note="=1+1, the shops"),
        hours(SATURDAY, 9, 11, HourKind.SATURDAY, break_minutes=20),
        hours(SATURDAY, 22, 7, HourKind.SLEEP_IN, woken_minutes=30),
    ]
    record_shifts(book, ADA, shifts, who=WHO, at=AT)
    record_shifts(book, BEN, [hours(TUESDAY, 10, 14)], who=WHO, at=AT)
    return book


def days_of(book: Book, asked: HoursAsked, today: date = TODAY) -> list[tuple[str, date]]:
    listing = list_hours(book, asked, today)
    return [(line.worker, line.shift.day) for line in read_hours(book, listing, 0, 100)]


def test_the_list_is_newest_first_and_says_what_each_kind_comes_to(listed: Book) -> None:
    listing = list_hours(listed, HoursAsked(), TODAY)
    lines = read_hours(listed, listing, 0, 100)
    assert [(line.worker, line.shift.day, line.shift.start.hour) for line in lines] == [
        (ADA, SATURDAY, 22), (ADA, SATURDAY, 9), (BEN, TUESDAY, 10), (ADA, MONDAY, 9),
    ]  # fmt: skip
    assert {line.state for line in lines} == {"draft"}
    # 3 + 4 hours on weekdays; 2 hours less 20 minutes
    assert listing.says.replace("\u00a0", " ") == (
        "4 shifts: Weekday 7 hours, Saturday 1 hour 40 minutes, Sleep-in 1 night and "
        "Up during a sleep-in 0 hours 30 minutes."
    )


def test_the_night_when_the_clocks_go_forward_is_an_hour_shorter(book: Book) -> None:
    night = hours(date(2027, 3, 27), 22, 7)
    record_shifts(book, ADA, [night], who=WHO, at=AT)
    listing = list_hours(book, HoursAsked(), date(2027, 3, 30))
    assert listing.says == "1 shift: Weekday 8 hours."


def test_a_stretch_reads_no_other_shifts_and_in_one_query(listed: Book) -> None:
    listing = list_hours(listed, HoursAsked(), TODAY)
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, sql: str, values: Any, _context: Any, _many: bool) -> None:
        asked.append((sql, values))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        (line,) = read_hours(listed, listing, 1, 1)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert (line.id, line.shift.start.hour) == (listing.shifts[1], 9)
    ((_sql, values),) = [one for one in asked if "FROM shift" in one[0]]
    assert values == (listing.shifts[1],)


def test_a_person_is_chosen(listed: Book) -> None:
    assert days_of(listed, HoursAsked(worker=BEN)) == [(BEN, TUESDAY)]


@pytest.mark.parametrize(
    ("days", "today", "first"),
    [
        (Days.TAX_YEAR, date(2027, 4, 5), MONDAY),  # the last day of 2026-27
        (Days.TAX_YEAR, date(2027, 4, 6), None),
        (Days.TWELVE_MONTHS, date(2027, 4, 5), MONDAY),
        (Days.TWELVE_MONTHS, date(2027, 4, 6), TUESDAY),  # 7 April 2026 to 6 April 2027
        (Days.TWELVE_MONTHS, MONDAY - timedelta(days=1), None),
        (Days.ALL, date(2036, 1, 1), MONDAY),
    ],
)
def test_days_are_chosen(listed: Book, days: Days, today: date, first: date | None) -> None:
    found = days_of(listed, HoursAsked(days=days), today)
    assert (found[-1][1] if found else None) == first


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("okoro", [TUESDAY]),
        ("SHOPS", [MONDAY]),
        ("sleep", [SATURDAY]),
        ("7 april 2026", [TUESDAY]),
        ("not approved", [SATURDAY, SATURDAY, TUESDAY, MONDAY]),
        ("100%", []),
        ("  ", [SATURDAY, SATURDAY, TUESDAY, MONDAY]),
    ],
)
def test_typing_finds_names_notes_kinds_dates_and_states(
    listed: Book, text: str, found: list[date]
) -> None:
    assert [day for _worker, day in days_of(listed, HoursAsked(text=text))] == found


def test_approved_is_not_what_is_not_approved(book: Book) -> None:
    work_a_week(book, MONDAY)
    record_shifts(book, BEN, [hours(TUESDAY, 10, 14)], who=WHO, at=AT)
    assert {name for name, _day in days_of(book, HoursAsked(text="approved"))} == {ADA}


def test_where_nothing_is_listed_it_says_whether_there_are_hours_at_all(listed: Book) -> None:
    nothing = list_hours(listed, HoursAsked(text="unicorn"), TODAY)
    assert nothing == HoursListing((), "", any_hours=True)
    assert nothing.place_of(7) == 0


def test_a_book_without_hours_says_so(book: Book) -> None:
    assert list_hours(book, HoursAsked(), TODAY) == HoursListing((), "", any_hours=False)


def test_the_place_of_a_shift_is_known(listed: Book) -> None:
    listing = list_hours(listed, HoursAsked(), TODAY)
    assert [listing.place_of(number) for number in listing.shifts] == [0, 1, 2, 3]
    assert listing.place_of(None) == 0


def test_the_file_has_what_is_listed_and_no_formula(listed: Book, tmp_path: Path) -> None:
    file = tmp_path / "hours.csv"
    assert save_hours(listed, HoursAsked(worker=ADA), file, TODAY) == 3
    heading, *rows = csv.reader(file.read_text("utf-8-sig").splitlines())
    assert heading == [
        "Date", "Who", "Start", "Finish", "Break in minutes", "Kind of hours",
        "Kind of care", "Hours", "Nights", "Minutes up and working", "A note", "Timesheet",
    ]  # fmt: skip
    assert rows == [
        ["2026-04-11", ADA, "22:00", "07:00", "0", "Sleep-in", CARE, "", "1", "30", "",
         "Not approved"],
        ["2026-04-11", ADA, "09:00", "11:00", "20", "Saturday", CARE, "1.67", "", "", "",
         "Not approved"],
        ["2026-04-06", ADA, "09:00", "12:00", "0", "Weekday", CARE, "3.00", "", "",
         "'=1+1, the shops", "Not approved"],
    ]  # fmt: skip


def test_a_folder_that_is_not_there_is_told(listed: Book, tmp_path: Path) -> None:
    with pytest.raises(DPManagerError, match="could not be saved"):
        save_hours(listed, HoursAsked(), tmp_path / "none" / "hours.csv", TODAY)
