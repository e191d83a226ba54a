"""For which kinds of care a worker's pay is, by the hours that it pays."""

from collections.abc import Iterable
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from dpmanager.domain.budget.pay_by_service import pay_by_service, share_pay
from dpmanager.domain.hours.shifts import Shift
from dpmanager.domain.periods import Period
from dpmanager.records import models
from dpmanager.tasks.hours.record_shifts import shift_of
from dpmanager.tasks.pay.pay_for_hours import dated_rates


def share_by_hours(
    worker: models.Worker, shifts: Iterable[Shift], amount: Decimal
) -> dict[str, Decimal]:
    """Shares pounds over the service types of shifts, by their pay before tax."""
    mostly = worker.service_type
    own = list(shifts)
    if not any(shift.service_type for shift in own):
        return {mostly: amount}
    pay = pay_by_service(
        own, dated_rates(worker), mostly, rounds_to_minutes=worker.rounds_to_minutes
    )
    return share_pay(amount, pay, mostly)


def share_by_slip(slip: models.Payslip, amount: Decimal) -> dict[str, Decimal]:
    """Shares pounds over the service types of the hours that a payslip paid."""
    return share_by_hours(slip.worker, map(shift_of, slip.timesheet.shifts), amount)


def hours_behind_pay(session: Session, pay_dates: Period) -> dict[int, list[Shift]]:
    """By worker: the shifts that were paid on days, of those who gave several kinds of care."""
    slip = models.Payslip
    sheets: dict[int, models.Timesheet] = {}
    several: set[int] = set()
    gave_more = (
        select(models.Timesheet.worker_id)
        .join(slip, slip.timesheet_id == models.Timesheet.id)
        .join(models.Shift, models.Shift.timesheet_id == models.Timesheet.id)
        .where(
            slip.pay_date.between(pay_dates.start, pay_dates.end), models.Shift.service_type != ""
        )
    )
    several.update(session.scalars(gave_more))
    if not several:
        return {}
    for row in session.scalars(
        select(slip)
        .where(slip.pay_date.between(pay_dates.start, pay_dates.end), slip.worker_id.in_(several))
        .options(selectinload(slip.timesheet).selectinload(models.Timesheet.shifts))
        .order_by(slip.id)
    ):
        sheets[row.timesheet_id] = row.timesheet
    found: dict[int, list[Shift]] = {}
    for sheet in sheets.values():
        found.setdefault(sheet.worker_id, []).extend(map(shift_of, sheet.shifts))
    return found
