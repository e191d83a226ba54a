"""Timesheets with something to pay: hours, time off with a pay of its own, or what was entered."""

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from dpmanager.records import models


def something_to_pay() -> ColumnElement[bool]:
    """Of a timesheet: it has hours, an absence lies in it, or an item waits to be paid by then."""
    sheet, absence, item = models.Timesheet, models.Absence, models.PayItem
    away = exists().where(
        and_(
            absence.worker_id == sheet.worker_id,
            absence.first_day <= sheet.end,
            or_(absence.last_day.is_(None), absence.last_day >= sheet.start),
        )
    )
    entered = exists().where(
        and_(
            item.worker_id == sheet.worker_id,
            item.payslip_id.is_(None),
            item.day <= sheet.end,
        )
    )
    return or_(sheet.shifts.any(), away, entered)


def has_something_to_pay(session: Session, sheet: models.Timesheet) -> bool:
    """Whether that timesheet is to be paid, with hours or without."""
    found = session.scalar(
        select(models.Timesheet.id).where(models.Timesheet.id == sheet.id, something_to_pay())
    )
    return found is not None
