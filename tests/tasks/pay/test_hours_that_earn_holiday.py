from datetime import timedelta
from decimal import Decimal

from small_book import ADA, AT, MONDAY, WHO, hours
from sqlalchemy import select

from dpmanager.domain.hours.shifts import HourKind
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.hours.record_shifts import approve_timesheet, record_shifts
from dpmanager.tasks.pay.pay_for_hours import worked_periods
from dpmanager.tasks.pay.rates import rates_for
from dpmanager.tasks.pay.run_pay import run_pay


def test_being_on_call_and_a_cancelled_visit_are_paid_and_earn_no_holiday(book: Book) -> None:
    kinds = (HourKind.WEEKDAY, HourKind.ON_CALL, HourKind.CANCELLED)
    shifts = [hours(MONDAY + timedelta(days=n), 9, 14, kind) for n, kind in enumerate(kinds)]
    record_shifts(book, ADA, shifts, who=WHO, at=AT)
    approve_timesheet(book, ADA, MONDAY, who=WHO, at=AT)
    (number,) = run_pay(book, up_to=MONDAY + timedelta(days=10), who=WHO, at=AT)

    rules = rates_for("2026-27").holiday
    assert rules is not None
    with book.reading() as session:
        slip = session.get_one(models.Payslip, number)
        ada = session.scalars(select(models.Worker).where(models.Worker.name == ADA)).one()
        (week,) = worked_periods(session, ada, MONDAY + timedelta(days=7), rules)
        gross = slip.gross_pay

    assert gross == Decimal("192.00")  # 15 hours at 12.80
    assert (week.hours_worked, week.pay) == (Decimal(5), Decimal("64.00"))
