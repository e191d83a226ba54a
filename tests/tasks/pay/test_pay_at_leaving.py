"""The last pay of a worker: holiday that is left, by each way in which holiday is earned.

Ada works 30 hours a week at 12.80: 4 hours of holiday a week (30 x 12.07% = 3.621).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from small_book import ADA, AT, MONDAY, WHO, all_of, hours, make_book, pay_a_week
from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.hours.shifts import HourKind
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.hours.record_shifts import approve_timesheet, record_shifts
from dpmanager.tasks.pay.payslips import read_steps
from dpmanager.tasks.pay.run_pay import run_pay

WEEK = timedelta(days=7)
SUNDAY = MONDAY + timedelta(days=6)


@contextmanager
def changing(book: Book) -> Iterator[tuple[Session, models.Worker]]:
    with book.task("Change", who=WHO, at=AT) as session:
        yield session, session.scalars(select(models.Worker).filter_by(name=ADA)).one()


def leave(book: Book, day: date) -> None:
    with changing(book) as (_session, ada):
        ada.end_date = day


def holiday_paid(book: Book) -> list[tuple[str, Decimal | None]]:
    return [
        (str(row.amount), row.quantity)
        for row in all_of(book, models.PayExtra, models.PayExtra.kind == "holiday_owed")
    ]


def test_what_was_not_taken_is_paid_with_what_was_brought_in(book: Book) -> None:
    with changing(book) as (session, ada):
        session.add(
            models.HolidayCarried(worker_id=ada.id, leave_year_start=MONDAY, hours=Decimal(2))
        )
    leave(book, SUNDAY + WEEK)
    pay_a_week(book, MONDAY)
    assert holiday_paid(book) == []
    slip = pay_a_week(book, MONDAY + WEEK)
    assert holiday_paid(book) == [("128.00", Decimal(10))]  # 4 + 4 + 2 hours at 12.80
    sums = [step.sum for step in read_steps(slip.steps) if step.about == "holiday_owed"]
    assert sums[0] == "2 + 8 - 0 = 10"


def test_hours_of_sick_leave_earn_holiday_at_the_end(book: Book) -> None:
    pay_a_week(book, MONDAY)
    pay_a_week(book, MONDAY + WEEK)
    third = MONDAY + 2 * WEEK
    with changing(book) as (session, ada):
        session.add(
            models.Absence(worker_id=ada.id, kind="sick", first_day=third + timedelta(days=1))
        )
    leave(book, third + timedelta(days=6))
    record_shifts(book, ADA, [hours(third, 9, 15)], who=WHO, at=AT)
    approve_timesheet(book, ADA, third, who=WHO, at=AT)
    (number,) = run_pay(book, up_to=third + 2 * WEEK, who=WHO, at=AT)
    # 66 hours in 15 days are 30.8 a week; 6 hours and six days of it are 32.4, which earn 4 hours.
    assert holiday_paid(book) == [("153.60", Decimal(12))]
    (slip,) = all_of(book, models.Payslip, models.Payslip.id == number)
    assert "30.8 x 6 / 7 = 26.4" in [step.sum for step in read_steps(slip.steps)]


def test_a_year_earns_28_working_days_and_no_more(book: Book) -> None:
    # Five days of an hour earn 5 x 12.07% = 0.6 hours a week, which is rounded to 1; 28 working
    # days of an hour are 28 hours, however many weeks are worked.
    leave(book, SUNDAY + 29 * WEEK)
    for week in range(30):
        monday = MONDAY + week * WEEK
        shifts = [hours(monday + timedelta(days=day), 9, 10) for day in range(5)]
        record_shifts(book, ADA, shifts, who=WHO, at=AT)
        approve_timesheet(book, ADA, monday, who=WHO, at=AT)
    run_pay(book, up_to=SUNDAY + 31 * WEEK, who=WHO, at=AT)
    assert holiday_paid(book) == [("358.40", Decimal(28))]  # 28 x 12.80


def test_a_leave_year_of_its_own(book: Book) -> None:
    with changing(book) as (_session, ada):
        ada.leave_year_start = date(2020, 4, 13)  # so that the second week starts one
    leave(book, SUNDAY + WEEK)
    pay_a_week(book, MONDAY)
    pay_a_week(book, MONDAY + WEEK)
    assert holiday_paid(book) == [("51.20", Decimal(4))]


def test_fixed_hours_give_the_share_of_the_year(book: Book) -> None:
    with changing(book) as (_session, ada):
        ada.holiday_method = "fixed"
        ada.weekly_hours, ada.days_a_week = Decimal(30), Decimal(5)
    leave(book, SUNDAY)
    record_shifts(book, ADA, [hours(MONDAY, 9, 15)], who=WHO, at=AT)
    approve_timesheet(book, ADA, MONDAY, who=WHO, at=AT)
    run_pay(book, up_to=SUNDAY + WEEK, who=WHO, at=AT)
    # 28 days x 7 / 365 of six hours are 3.22 hours, up to 3.3; pay varies, so the average counts.
    assert holiday_paid(book) == [("42.24", Decimal("3.3"))]  # 3.3 x 12.80


def test_fixed_hours_that_nobody_has_said_are_asked_for(book: Book) -> None:
    with changing(book) as (_session, ada):
        ada.holiday_method = "fixed"
    leave(book, SUNDAY)
    with pytest.raises(DPManagerError, match="Say how many hours and how many days Ada Lovell"):
        pay_a_week(book, MONDAY)


def test_holiday_taken_before_counts_and_rolled_up_holiday_leaves_nothing(book: Book) -> None:
    leave(book, SUNDAY + WEEK)
    pay_a_week(book, MONDAY)
    second = MONDAY + WEEK
    shifts = [hours(second, 9, 12, HourKind.HOLIDAY), hours(second + timedelta(days=1), 9, 13)]
    record_shifts(book, ADA, shifts, who=WHO, at=AT)
    approve_timesheet(book, ADA, second, who=WHO, at=AT)
    run_pay(book, up_to=SUNDAY + 3 * WEEK, who=WHO, at=AT)
    # 4 hours x 12.07% earn nothing more; 3 of 4 hours were taken.
    assert holiday_paid(book) == [("12.80", Decimal(1))]
    book.undo(who=WHO, at=AT)
    with changing(book) as (_session, ada):
        ada.holiday_method = "rolled-up"
    run_pay(book, up_to=SUNDAY + 3 * WEEK, who=WHO, at=AT)
    assert holiday_paid(book) == []


def test_a_months_contributions_are_whole_across_two_tax_years(tmp_path: Path) -> None:
    sooner = ("2026-04-06", "2026-03-02")
    with make_book(tmp_path / "Sam.dpbook", *[sooner] * 10) as book:
        with changing(book) as (session, ada):
            session.add(
                models.PensionScheme(
                    provider="NEST",
                    basis="qualifying",
                    relief="at-source",
                    employee_percent=Decimal(5),
                    employer_percent=Decimal(3),
                )
            )
            session.add(models.PensionEvent(worker_id=ada.id, day=ada.start_date, kind="enrolled"))
        pay_a_week(book, date(2026, 3, 23))  # paid on 2 April
        pay_a_week(book, date(2026, 3, 30))  # paid on 9 April, in the next tax year
        (row,) = all_of(book, models.ExpectedPayment, models.ExpectedPayment.kind == "pension")
        assert (row.start, str(row.amount)) == (date(2026, 4, 1), "36.96")  # 2 x 18.48
