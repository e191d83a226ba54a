"""Money in the account that is owed already because of pay.

Ada's week is 30 hours at 12.80: 384.00, of which 11.36 is National Insurance; it earns 4 hours of
holiday (30 x 12.07% = 3.621).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal

import pytest
from small_book import (
    ACCOUNT,
    ADA,
    AT,
    MONDAY,
    WHO,
    all_of,
    hours,
    pay_a_week,
    work_a_week,
)
from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.returns.funder_return import SetAside
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.hours.record_shifts import approve_timesheet, record_shifts
from dpmanager.tasks.money.sort_payments import Proposal, accept_matches, add_payment
from dpmanager.tasks.pay.run_pay import run_pay
from dpmanager.tasks.returns.set_aside import set_aside_on

WEEK = timedelta(days=7)
SUNDAY = MONDAY + timedelta(days=6)
HOLIDAY = "Holiday earned and not taken"


@contextmanager
def changing(book: Book) -> Iterator[tuple[Session, models.Worker]]:
    with book.task("Change", who=WHO, at=AT) as session:
        yield session, session.scalars(select(models.Worker).filter_by(name=ADA)).one()


def aside(book: Book, day: date) -> dict[str, SetAside]:
    with book.reading() as session:
        return {item.reason: item for item in set_aside_on(session, day)}


def amounts(book: Book, day: date) -> dict[str, str]:
    return {reason: str(item.amount) for reason, item in aside(book, day).items()}


def join_the_pension(book: Book) -> None:
    """NEST, 5% and 3% of pay above 120.00 a week: (384 - 120) x 5% = 13.20, 80% of it 10.56."""
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


def test_contributions_and_orders_that_are_not_paid_on(book: Book) -> None:
    join_the_pension(book)
    with changing(book) as (session, ada):
        session.add(
            models.CourtOrder(
                worker_id=ada.id,
                kind="fixed",
                payee="Northshire Court",
                reference="NS 77",
                from_date=MONDAY,
                amount=Decimal("20.00"),
            )
        )
    pay_a_week(book, MONDAY)

    found = aside(book, SUNDAY)
    assert {reason: str(item.amount) for reason, item in found.items()} == {
        "Wages earned and not paid by 12 April 2026": "342.08",  # 384 - 11.36 - 10.56 - 20
        "HMRC: tax and National Insurance not paid by 12 April 2026": "11.36",
        "Pension contributions not paid by 12 April 2026": "18.48",  # 10.56 + 264 x 3%
        "Taken from pay under orders and not paid on by 12 April 2026": "20.00",
        HOLIDAY: "51.20",
    }
    (step,) = found["Pension contributions not paid by 12 April 2026"].steps
    assert step.label == "NEST, for pay days from 1 Apr 2026 to 30 Apr 2026, due 22 May 2026"
    assert amounts(book, SUNDAY - timedelta(days=1)) == {
        "Hours worked by 11 April 2026 that are not on a payslip yet": "384.00"
    }


def test_contributions_that_the_bank_shows_are_owed_no_more(book: Book) -> None:
    join_the_pension(book)
    pay_a_week(book, MONDAY)
    (expected,) = all_of(book, models.ExpectedPayment, models.ExpectedPayment.kind == "pension")
    paid = add_payment(book, ACCOUNT, date(2026, 5, 21), "NEST", Decimal("-18.48"), who=WHO, at=AT)
    accept_matches(book, [Proposal(paid, expected.id, "")], who=WHO, at=AT)

    assert amounts(book, date(2026, 5, 20))["Pension contributions not paid by 20 May 2026"] == (
        "18.48"
    )
    assert not [reason for reason in amounts(book, date(2026, 5, 21)) if "Pension" in reason]


def test_what_was_entered_and_is_not_paid(book: Book) -> None:
    with changing(book) as (session, ada):
        for kind, amount, miles in (
            ("expenses", "6.20", None),
            ("bonus", "50.00", None),
            ("mileage", "0.00", Decimal(40)),  # 22.00 at 55p
        ):
            session.add(
                models.PayItem(
                    worker_id=ada.id,
                    day=MONDAY + timedelta(days=1),
                    kind=kind,
                    amount=Decimal(amount),
                    quantity=miles,
                )
            )
    assert amounts(book, MONDAY) == {}
    (item,) = aside(book, SUNDAY).values()
    assert item.reason == "Mileage, expenses and other pay not paid by 12 April 2026"
    assert (str(item.amount), [step.label for step in item.steps]) == (
        "78.20",
        ["Entered for Ada Lovell and not paid"],
    )

    pay_a_week(book, MONDAY)
    paid = amounts(book, SUNDAY)
    assert not [reason for reason in paid if reason.startswith("Mileage")]
    # 434.00 with the bonus, less (434 - 242) x 8%, and 28.20 free of tax on top.
    assert paid["Wages earned and not paid by 12 April 2026"] == "446.84"


def test_rolled_up_holiday_comes_on_top_of_hours_and_nothing_else_is_owed(book: Book) -> None:
    with changing(book) as (_session, ada):
        ada.holiday_method = "rolled-up"
    work_a_week(book, MONDAY)
    (item,) = aside(book, SUNDAY).values()
    assert str(item.amount) == "430.35"  # 384.00 and 12.07% of it, 46.35
    assert [step.sum for step in item.steps] == ["384.00", "46.35"]

    run_pay(book, up_to=SUNDAY + WEEK, who=WHO, at=AT)
    assert HOLIDAY not in amounts(book, SUNDAY)


def test_fixed_hours_are_owed_by_the_day(book: Book) -> None:
    with changing(book) as (_session, ada):
        ada.holiday_method = "fixed"
        ada.weekly_hours, ada.days_a_week = Decimal(30), Decimal(5)
    pay_a_week(book, MONDAY)
    # 86 days of 365 of 28 days of six hours are 39.58, up to 39.6 hours, at an average of 12.80.
    assert amounts(book, date(2026, 6, 30))[HOLIDAY] == "506.88"

    day = SUNDAY + timedelta(days=8)
    record_shifts(book, ADA, [hours(day, 9, 15, HourKind.HOLIDAY)], who=WHO, at=AT)
    approve_timesheet(book, ADA, day, who=WHO, at=AT)
    run_pay(book, up_to=day + WEEK + WEEK, who=WHO, at=AT)
    assert amounts(book, date(2026, 6, 30))[HOLIDAY] == "430.08"  # six hours less


def test_fixed_hours_that_nobody_has_said_are_asked_for(book: Book) -> None:
    pay_a_week(book, MONDAY)
    with changing(book) as (_session, ada):
        ada.holiday_method = "fixed"
    with pytest.raises(DPManagerError, match="Say how many hours and how many days Ada Lovell"):
        aside(book, SUNDAY)


def test_hours_brought_in_from_the_year_before(book: Book) -> None:
    pay_a_week(book, MONDAY)
    with changing(book) as (session, ada):
        session.add(
            models.HolidayCarried(
                worker_id=ada.id,
                leave_year_start=MONDAY,
                hours=Decimal("6.5"),
                reason="family",
            )
        )
    found = aside(book, SUNDAY)[HOLIDAY]
    assert str(found.amount) == "134.40"  # 10.5 x 12.80
    assert len(found.steps) == 4


def test_a_new_leave_year_starts_on_the_day_that_was_agreed(book: Book) -> None:
    pay_a_week(book, MONDAY)
    with changing(book) as (_session, ada):
        ada.leave_year_start = date(2020, 5, 1)
    assert amounts(book, date(2026, 4, 30))[HOLIDAY] == "51.20"
    assert HOLIDAY not in amounts(book, date(2026, 5, 1))


def test_hours_of_sick_leave_earn_holiday_that_is_owed(book: Book) -> None:
    pay_a_week(book, MONDAY)
    pay_a_week(book, MONDAY + WEEK)
    ill = MONDAY + 2 * WEEK + timedelta(days=1)
    with changing(book) as (session, ada):
        session.add(models.Absence(worker_id=ada.id, kind="sick", first_day=ill))
    record_shifts(book, ADA, [hours(MONDAY + 2 * WEEK, 9, 15)], who=WHO, at=AT)
    approve_timesheet(book, ADA, MONDAY + 2 * WEEK, who=WHO, at=AT)
    run_pay(book, up_to=MONDAY + 4 * WEEK, who=WHO, at=AT)
    # 66 hours in 15 days are 30.8 a week; 6 hours and six days of it are 32.4, which earn 4 hours.
    assert amounts(book, SUNDAY + 2 * WEEK)[HOLIDAY] == "153.60"  # 12 x 12.80


def test_the_last_pay_has_paid_for_holiday(book: Book) -> None:
    with changing(book) as (_session, ada):
        ada.end_date = SUNDAY + WEEK
    pay_a_week(book, MONDAY)
    assert amounts(book, SUNDAY + WEEK)[HOLIDAY] == "51.20"
    pay_a_week(book, MONDAY + WEEK)  # with 8 hours of holiday
    assert HOLIDAY not in amounts(book, SUNDAY + WEEK)
    assert HOLIDAY not in amounts(book, date(2027, 3, 31))
