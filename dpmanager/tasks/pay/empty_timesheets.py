"""Timesheets without hours, so that time off and what was entered can be approved and paid."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.pay.family_pay import paid_weeks, rules_by_week
from dpmanager.domain.periods import Period
from dpmanager.domain.rates import tax_year_of
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.tasks.hours.record_shifts import timesheet_holding, timesheet_period
from dpmanager.tasks.hours.something_to_pay import has_something_to_pay
from dpmanager.tasks.pay.pay_while_away import SICK, absences_in, leave_of
from dpmanager.tasks.pay.rates import known_tax_years, rates_for
from dpmanager.words import _


def keep_timesheets(session: Session, worker: models.Worker) -> None:
    """Makes the timesheets that absences and items need, and drops those that nothing needs."""
    session.flush()
    for sheet in session.scalars(
        select(models.Timesheet).where(
            models.Timesheet.worker_id == worker.id,
            models.Timesheet.state == "draft",
            ~models.Timesheet.shifts.any(),
        )
    ).all():
        left = worker.end_date is not None and sheet.start > worker.end_date
        if left or not has_something_to_pay(session, sheet):
            session.delete(sheet)
    session.flush()
    for absence in absences_in(session, worker, date.max):
        for period in pay_periods_of(session, worker, absence.first_day, last_day_of(absence)):
            timesheet_for(session, worker, period.start)
    for item in session.scalars(
        select(models.PayItem).where(
            models.PayItem.worker_id == worker.id, models.PayItem.payslip_id.is_(None)
        )
    ).all():
        day = _day_to_pay(session, worker, item.day)
        if day is not None:
            timesheet_for(session, worker, day)


def pay_periods_of(
    session: Session, worker: models.Worker, first_day: date, last_day: date
) -> Iterator[Period]:
    """The pay periods of the worker with a day from the first to the last, in order.

    Days before the first pay period and after the end of the job belong to none.
    """
    day = max(first_day, worker.first_period_start or first_day)
    until = min(last_day, worker.end_date or last_day)
    while day <= until:
        sheet = timesheet_holding(session, worker, day)
        period = Period(sheet.start, sheet.end) if sheet else timesheet_period(worker, day)
        yield period
        day = period.end + timedelta(days=1)


def last_day_of(absence: models.Absence) -> date:
    """The last day of an absence; of one that goes on, the last day that can be paid."""
    if absence.last_day is not None:
        return absence.last_day
    try:
        if absence.kind == SICK:
            weeks = rates_for(tax_year_of(absence.first_day)).sick_pay.most_weeks
        else:
            known = (rates_for(year).family_pay for year in known_tax_years())
            weeks = paid_weeks(leave_of(absence), rules_by_week(known))
    except DPManagerError:
        weeks = 1  # the amounts of that year are not known yet
    return absence.first_day + timedelta(weeks=weeks) - timedelta(days=1)


def sheet_of_item(session: Session, worker: models.Worker, day: date) -> models.Timesheet:
    """The timesheet whose pay an item of that day comes with. Raises as `period_of_item`."""
    return timesheet_for(session, worker, period_of_item(session, worker, day).start)


def period_of_item(session: Session, worker: models.Worker, day: date) -> Period:
    """The pay period with whose pay an item of that day comes: the first that is not paid.

    Raises DPManagerError when the last pay of the worker has been made.
    """
    next_day = _day_to_pay(session, worker, day)
    if next_day is None:
        raise DPManagerError(
            _(
                "The last pay of {worker} has been made, so nothing can be added to it. Undo that "
                "pay run first."
            ).format(worker=worker.name)
        )
    sheet = timesheet_holding(session, worker, next_day)
    return Period(sheet.start, sheet.end) if sheet else timesheet_period(worker, next_day)


def _day_to_pay(session: Session, worker: models.Worker, day: date) -> date | None:
    """The day itself, or the first after the last pay; None for who has left by then."""
    paid_up_to = session.scalar(
        select(models.Timesheet.end)
        .where(
            models.Timesheet.worker_id == worker.id,
            models.Timesheet.state == "paid",
            models.Timesheet.end >= day,
        )
        .order_by(models.Timesheet.end.desc())
        .limit(1)
    )
    next_day = day if paid_up_to is None else paid_up_to + timedelta(days=1)
    return None if worker.end_date is not None and next_day > worker.end_date else next_day


def timesheet_for(session: Session, worker: models.Worker, day: date) -> models.Timesheet:
    """The timesheet that holds the day; a new one without hours where there is none."""
    sheet = timesheet_holding(session, worker, day)
    if sheet is None:
        period = timesheet_period(worker, day)
        sheet = models.Timesheet(worker=worker, start=period.start, end=period.end, state="draft")
        session.add(sheet)
        session.flush()
    return sheet
