"""A week as the window shows it: its days, its sentence, its timesheets."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from small_book import ADA, AT, BEN, MONDAY, WHO, hours, work_a_week

from dpmanager.domain.hours.shifts import HourKind, HoursOfKind
from dpmanager.records.book import Book
from dpmanager.tasks.hours.look_at_hours import (
    hours_in_words,
    week_of,
    week_of_hours,
    workers_to_choose,
)
from dpmanager.tasks.hours.record_shifts import record_shifts

SATURDAY = MONDAY + timedelta(days=5)


def test_a_week_starts_on_monday_whatever_day_is_asked_for() -> None:
    assert week_of(MONDAY) == week_of(MONDAY + timedelta(days=6))
    assert week_of(MONDAY + timedelta(days=7)).start == MONDAY + timedelta(days=7)


def test_the_sentence_has_hours_nights_and_pay(book: Book) -> None:
    record_shifts(
        book,
        ADA,
        [hours(MONDAY, 9, 12), hours(SATURDAY, 9, 10), hours(SATURDAY, 22, 7, HourKind.SLEEP_IN)],
        who=WHO,
        at=AT,
    )
    week = week_of_hours(book, ADA, MONDAY, today=MONDAY)
    # 3 x 12.80 + 1 x 12.80 (the shift on Saturday was said to be a weekday's) + 60.00
    assert week.says == "4 hours and 1 sleep-in come to £111.20 before tax."
    assert week.gross == Decimal("111.20")
    assert [step.sum for step in week.steps] == [
        "4 hours x 12.80 = 51.20",
        "1\u00a0night x 60.00 = 60.00",
        "51.20 + 60.00 = 111.20",
    ]


def test_hours_without_a_rate_say_what_is_missing(book: Book) -> None:
    record_shifts(book, BEN, [hours(MONDAY, 22, 7, HourKind.SLEEP_IN)], who=WHO, at=AT)
    week = week_of_hours(book, BEN, MONDAY, today=MONDAY)
    assert week.gross is None
    assert week.says.startswith("1 sleep-in. There is no rate for a sleep-in on 6 April 2026.")


def test_a_timesheet_is_approved_in_its_last_week_or_later(book: Book) -> None:
    record_shifts(book, BEN, [hours(MONDAY, 9, 12)], who=WHO, at=AT)
    last_day = MONDAY + timedelta(days=27)
    for day, today, ready in (
        (MONDAY, MONDAY, False),
        (last_day, MONDAY, True),
        (MONDAY, last_day, True),
    ):
        (sheet,) = week_of_hours(book, BEN, day, today=today).sheets
        assert sheet.can_approve is ready
        assert ("waits for you" in sheet.says) is ready


def test_days_say_why_their_hours_cannot_change(book: Book) -> None:
    work_a_week(book, MONDAY)
    before, at_work = (
        week_of_hours(book, ADA, day, today=MONDAY).days[0]
        for day in (MONDAY - timedelta(days=7), MONDAY)
    )
    assert not before.can_change and "does not work for you" in before.why_not
    assert not at_work.can_change and "reopen the timesheet" in at_work.why_not


def test_a_bank_holiday_is_known(book: Book) -> None:
    first, second = week_of_hours(book, ADA, MONDAY, today=MONDAY).days[:2]
    assert (first.bank_holiday, first.suggested) == (True, HourKind.BANK_HOLIDAY)
    assert (second.bank_holiday, second.suggested) == (False, HourKind.WEEKDAY)


def test_last_week_is_there_to_copy_only_if_it_has_hours(book: Book) -> None:
    record_shifts(book, ADA, [hours(MONDAY, 9, 12)], who=WHO, at=AT)
    assert not week_of_hours(book, ADA, MONDAY, today=MONDAY).last_week
    later = MONDAY + timedelta(days=7)
    assert week_of_hours(book, ADA, later, today=MONDAY).last_week


@pytest.mark.parametrize(
    ("sums", "words"),
    [
        ([HoursOfKind(HourKind.WEEKDAY, 90)], "1 hour 30 minutes"),
        (
            [HoursOfKind(HourKind.WEEKDAY, 60), HoursOfKind(HourKind.SLEEP_IN, 0, 2)],
            "1 hour and 2 sleep-ins",
        ),
        (
            [
                HoursOfKind(HourKind.SUNDAY, 60),
                HoursOfKind(HourKind.SLEEP_IN, 0, 1),
                HoursOfKind(HourKind.HOLIDAY, 240),
            ],
            "1 hour, 4 hours of holiday and 1 sleep-in",
        ),
    ],
)
def test_hours_in_words(sums: list[HoursOfKind], words: str) -> None:
    assert hours_in_words(sums) == words


def test_everyone_can_be_chosen(book: Book) -> None:
    assert [one.name for one in workers_to_choose(book)] == [
        ADA,
        BEN,
        "Brook Day Club",
    ]
    assert date(2026, 4, 6) == MONDAY
