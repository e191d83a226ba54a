"""The hours that a payroll bureau is to pay: which timesheets, and a file of them."""

from decimal import Decimal
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.hours.shifts import HoursOfKind, Shift, totals
from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.domain.periods import Period
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.hours.record_shifts import shift_of
from dpmanager.tasks.pay.entered_pay import unpaid_items
from dpmanager.tasks.pay.pay_timesheet import pay_day
from dpmanager.tasks.returns.resources import service_type_labels
from dpmanager.tasks.saving import save_file


def sheets_for_bureau(session: Session) -> list[models.Timesheet]:
    """Approved timesheets of workers whose pay a bureau works out, in order of pay day."""
    sheets = session.scalars(
        select(models.Timesheet)
        .join(models.Worker)
        .where(
            models.Timesheet.state == "approved",
            models.Worker.kind == "employed",
            models.Worker.payroll_by == "bureau",
        )
        .order_by(models.Timesheet.end, models.Timesheet.id)
    )
    return sorted(sheets, key=pay_day)


def save_hours_for_bureau(book: Book, path: Path) -> int:
    """Saves what a bureau is to pay as a CSV file; gives how many rows it has.

    Raises DPManagerError as `save_file`.
    """
    from dpmanager.documents.payroll_hours_csv import PayrollHours, payroll_hours_csv

    with book.reading() as session:
        counted: set[int] = set()
        rows = [
            PayrollHours(
                payroll_number=sheet.worker.payroll_number,
                worker=sheet.worker.name,
                period=Period(sheet.start, sheet.end),
                pay_day=pay_day(sheet),
                hours=_hours(sheet),
                miles=_miles(session, sheet, counted),
            )
            for sheet in sheets_for_bureau(session)
        ]
    save_file(path, payroll_hours_csv(rows))
    return len(rows)


def _hours(sheet: models.Timesheet) -> dict[str, tuple[HoursOfKind, ...]]:
    """What was worked; the kinds of care are told apart where a rate is for one of them alone."""
    tells = any(rate.service_type for rate in sheet.worker.rates)
    words = service_type_labels()
    by_care: dict[str, list[Shift]] = {}
    for shift in map(shift_of, sheet.shifts):
        care = words.get(shift.service_type, "") if tells else ""
        by_care.setdefault(care, []).append(shift)
    return {care: totals(shifts) for care, shifts in by_care.items()}


def _miles(session: Session, sheet: models.Timesheet, counted: set[int]) -> Decimal:
    """The miles up to the end of a timesheet that no payslip and no row before it has."""
    miles = ZERO
    for item in unpaid_items(session, sheet.end).get(sheet.worker, []):
        if item.kind == ExtraKind.MILEAGE.value and item.id not in counted:
            counted.add(item.id)
            miles += item.quantity or ZERO
    return miles
