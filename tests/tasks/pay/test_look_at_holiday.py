"""A worker's holiday of a leave year, from what the book holds.

Ada works 30 hours a week at 12.80, five days of six hours: 30 x 12.07% = 3.621, so 4 hours a week.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal

import pypdfium2
import pytest
from small_book import ADA, AT, MONDAY, WHO, all_of, hours, pay_a_week
from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.pay.holiday_record import HolidayPay, HolidayRecord
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.hours.record_shifts import approve_timesheet, record_shifts
from dpmanager.tasks.pay.holiday_record import (
    holiday_record_of,
    leave_year_of,
    print_holiday_record,
)
from dpmanager.tasks.pay.run_pay import run_pay

WEEK = timedelta(days=7)
YEAR = Period(date(2026, 4, 6), date(2027, 4, 5))


@contextmanager
def changing(book: Book, name: str = ADA) -> Iterator[tuple[Session, models.Worker]]:
    with book.task("Change", who=WHO, at=AT) as session:
        yield session, session.scalars(select(models.Worker).filter_by(name=name)).one()


def look_at_holiday(book: Book, worker_id: int, today: date) -> HolidayRecord:
    """The holiday of the leave year that holds a day, up to the end of that day."""
    with book.reading() as session:
        worker = session.get_one(models.Worker, worker_id)
        return holiday_record_of(session, worker, leave_year_of(worker, today), today)


def number_of(book: Book, name: str) -> int:
    (worker,) = all_of(book, models.Worker, models.Worker.name == name)
    return int(worker.id)


def text_of(pdf: bytes) -> str:
    """All text of a PDF in one line."""
    with pypdfium2.PdfDocument(pdf) as pages:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())


def take_holiday(book: Book, monday: date) -> None:
    """A week with five hours of holiday on its Monday and one hour of work, paid."""
    shifts = [hours(monday, 9, 14, HourKind.HOLIDAY), hours(monday + timedelta(days=1), 9, 10)]
    record_shifts(book, ADA, shifts, who=WHO, at=AT)
    approve_timesheet(book, ADA, monday, who=WHO, at=AT)
    run_pay(book, up_to=monday + timedelta(days=10), who=WHO, at=AT)


def test_what_was_earned_taken_and_paid(book: Book) -> None:
    pay_a_week(book, MONDAY)
    pay_a_week(book, MONDAY + WEEK)
    take_holiday(book, MONDAY + 2 * WEEK)
    record_shifts(book, ADA, [hours(MONDAY + 5 * WEEK, 9, 12, HourKind.HOLIDAY)], who=WHO, at=AT)

    record = look_at_holiday(book, number_of(book, ADA), MONDAY + 3 * WEEK)

    assert record.year == YEAR
    assert [(line.hours_worked, line.hours) for line in record.earned] == [(30, 4), (30, 4), (1, 0)]
    assert [(line.day, line.hours) for line in record.taken] == [(MONDAY + 2 * WEEK, 5)]
    assert [(line.day, line.hours) for line in record.booked] == [(MONDAY + 5 * WEEK, 3)]
    assert record.balance == 3
    (paid,) = record.paid
    assert (paid.kind, paid.hours, paid.rate) == (HolidayPay.TAKEN, 5, Decimal("12.80"))
    assert paid.amount == record.pay == Decimal("64.00")
    assert [step.sum for step in paid.steps] == ["768.00 / 60 = 12.8"]
    assert record.keep_until == date(2032, 4, 27)
    assert "30 x 12.07% = 3.621; 4" in [step.sum for step in record.steps]


def test_a_week_that_is_not_over_has_earned_nothing_yet(book: Book) -> None:
    pay_a_week(book, MONDAY)
    number = number_of(book, ADA)
    assert look_at_holiday(book, number, MONDAY + timedelta(days=5)).hours_earned == 0
    assert look_at_holiday(book, number, MONDAY + timedelta(days=6)).hours_earned == 4


def test_hours_that_were_carried_over(book: Book) -> None:
    with changing(book) as (session, ada):
        for reason, carried in (("family", "6.5"), ("No cover was found", "2")):
            session.add(
                models.HolidayCarried(
                    worker_id=ada.id,
                    leave_year_start=YEAR.start,
                    hours=Decimal(carried),
                    reason=reason,
                )
            )
        session.add(
            models.HolidayCarried(
                worker_id=ada.id, leave_year_start=date(2027, 4, 6), hours=Decimal(50)
            )
        )
    record = look_at_holiday(book, number_of(book, ADA), MONDAY)
    assert record.balance == Decimal("8.5")
    assert [(line.reason.value, line.note) for line in record.carried] == [
        ("family", ""),
        ("", "No cover was found"),
    ]


def test_sick_leave_earns_as_the_weeks_before_it(book: Book) -> None:
    # ill from the Tuesday of the third week to its Sunday: six days of an average week of 30 hours
    pay_a_week(book, MONDAY)
    pay_a_week(book, MONDAY + WEEK)
    ill = MONDAY + 2 * WEEK + timedelta(days=1)
    with changing(book) as (session, ada):
        session.add(models.Absence(worker_id=ada.id, kind="sick", first_day=ill))
    record_shifts(book, ADA, [hours(MONDAY + 2 * WEEK, 9, 15)], who=WHO, at=AT)
    approve_timesheet(book, ADA, MONDAY + 2 * WEEK, who=WHO, at=AT)
    run_pay(book, up_to=MONDAY + 4 * WEEK, who=WHO, at=AT)

    record = look_at_holiday(book, number_of(book, ADA), MONDAY + 3 * WEEK)

    # 15 days before the leave had 66 hours: 30.8 a week; 6 hours and 26.4 for six days of leave
    assert record.earned[-1].hours == 4  # 32.4 x 12.07% = 3.91068
    sums = [step.sum for step in record.steps]
    assert "66 / 2.1429 = 30.8" in sums
    assert "30.8 x 6 / 7 = 26.4" in sums
    assert "32.4 x 12.07% = 3.9107; 4" in sums


def test_fixed_hours_have_the_year_from_its_first_day(book: Book) -> None:
    with changing(book) as (_session, ada):
        ada.holiday_method = "fixed"
        ada.weekly_hours, ada.days_a_week = Decimal(30), Decimal(5)
    record = look_at_holiday(book, number_of(book, ADA), date(2026, 5, 5))
    (line,) = record.earned
    assert (line.period, line.hours_worked, line.hours) == (YEAR, None, 168)  # 5.6 x 30
    # one month of the first year: 28 / 12, up to half a day
    assert "28 x 1 / 12, 2.5" in [step.sum for step in record.steps]
    assert "fixed hours: 30 hours on 5 days" in record.method


def test_fixed_hours_that_nobody_has_said(book: Book) -> None:
    with changing(book) as (_session, ada):
        ada.holiday_method = "fixed"
    with pytest.raises(DPManagerError, match="how many hours and how many days"):
        look_at_holiday(book, number_of(book, ADA), MONDAY)


def test_a_leave_year_of_another_day(book: Book) -> None:
    with changing(book) as (_session, ada):
        ada.leave_year_start = date(2020, 1, 1)
        assert leave_year_of(ada, MONDAY) == Period(date(2026, 1, 1), date(2026, 12, 31))
    record = look_at_holiday(book, number_of(book, ADA), MONDAY)
    assert record.year.start == date(2026, 1, 1)


def test_a_leave_year_under_older_rules(book: Book) -> None:
    with pytest.raises(DPManagerError, match="older rules"):
        look_at_holiday(book, number_of(book, ADA), date(2024, 3, 1))


def test_only_who_is_employed_has_paid_holiday(book: Book) -> None:
    with pytest.raises(DPManagerError, match="Brook Day Club is not employed"):
        look_at_holiday(book, number_of(book, "Brook Day Club"), MONDAY)


def test_rolled_up_pay_and_pay_at_leaving_are_on_the_record(book: Book) -> None:
    slip = pay_a_week(book, MONDAY)
    with changing(book) as (session, ada):
        ada.holiday_method = "rolled-up"
        for kind, amount, quantity in (
            ("rolled_up_holiday", "46.35", None),  # 384.00 x 12.07%
            ("holiday_owed", "25.60", Decimal(2)),
            ("bonus", "10.00", None),
        ):
            session.add(
                models.PayExtra(
                    payslip_id=slip.id, kind=kind, amount=Decimal(amount), quantity=quantity
                )
            )
    record = look_at_holiday(book, number_of(book, ADA), MONDAY + WEEK)
    assert [(line.kind, str(line.amount)) for line in record.paid] == [
        (HolidayPay.ROLLED_UP, "46.35"),
        (HolidayPay.AT_LEAVING, "25.60"),
    ]
    assert record.balance == 2
    assert "with each wage" in record.pay_method


def test_hours_taken_too_early_that_cannot_be_taken_off_stay_on_the_record(book: Book) -> None:
    slip = pay_a_week(book, MONDAY)
    with changing(book) as (session, _ada):
        session.add(
            models.PayExtra(
                payslip_id=slip.id,
                kind="holiday_owed",
                amount=Decimal("0.00"),
                quantity=Decimal(-1),
            )
        )
    record = look_at_holiday(book, number_of(book, ADA), MONDAY + WEEK)
    assert (record.paid, record.balance) == ((), 4)


def test_the_record_is_printed_for_any_leave_year(book: Book) -> None:
    pay_a_week(book, MONDAY)
    number = number_of(book, ADA)
    made = print_holiday_record(book, number, YEAR.start, today=MONDAY + WEEK)
    assert "On 13 April 2026, Ada Lovell had 4.00 hours of holiday left." in text_of(made)
    whole = print_holiday_record(book, number, YEAR.start, large_print=True)
    assert "On 5 April 2027, Ada Lovell had" in text_of(whole)
    before = print_holiday_record(book, number, date(2025, 4, 6))
    assert "No holiday was earned yet." in text_of(before)
