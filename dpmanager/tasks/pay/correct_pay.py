"""Correct hours that have been paid: what changes, and how the difference is paid.

What was issued stays: the old payslip is never altered. The difference is a line of a later one.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.hours.shifts import Shift
from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.wording import days_words
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.hours.record_shifts import put_shifts_right
from dpmanager.tasks.hours.something_to_pay import something_to_pay
from dpmanager.tasks.money.sort_payments import share_wage_again
from dpmanager.tasks.pay.check_wage import check_wage
from dpmanager.tasks.pay.correction_sums import Earned, earned, paid_before, steps_of
from dpmanager.tasks.pay.empty_timesheets import sheet_of_item
from dpmanager.tasks.pay.owed_for_pay import expect_payments
from dpmanager.tasks.pay.pay_timesheet import pay_correction, pay_day
from dpmanager.tasks.pay.payslips import extras_of, save_steps
from dpmanager.words import _

How = Literal["next pay", "now"]


def correct_pay(
    book: Book,
    timesheet_id: int,
    shifts: Sequence[Shift],
    *,
    how: How,
    who: str,
    at: datetime,
) -> int | None:
    """Puts these shifts in the place of those of a paid timesheet, and has the difference paid.

    how: next pay, as a line of the worker's next payslip; now, on a payslip of its own, whose
    number is given back. Where pay stays the same, only the hours change.
    Raises DPManagerError as `record_shifts`, for a timesheet that is not paid, for pay below the
    minimum wage, and when the difference cannot be paid in that way.
    """
    with book.task(_("Correct hours that were paid"), who=who, at=at) as session:
        sheet = session.get_one(models.Timesheet, timesheet_id)
        item = put_right(session, sheet, shifts, at.date())
        if item is None or item.payslip_id is not None:
            return None
        if how == "next pay":
            sheet_of_item(session, sheet.worker, item.day)
            return None
        return pay_now(session, sheet, item, at.date()).id


def paid_slip(session: Session, sheet: models.Timesheet) -> models.Payslip:
    """The payslip that paid a timesheet. Raises DPManagerError where its hours cannot be corrected.

    Hours that are not paid are changed in the usual way; a bureau's pay is the bureau's to correct.
    """
    slip = session.scalar(
        select(models.Payslip).where(
            models.Payslip.timesheet_id == sheet.id, models.Payslip.correction == 0
        )
    )
    if sheet.state != "paid" or slip is None:
        raise DPManagerError(
            _("These hours have not been paid. Change them on the timesheet, as usual.")
        )
    if sheet.worker.payroll_by == "bureau":
        raise DPManagerError(
            _(
                "A payroll bureau works out the pay of {worker}. Tell the bureau about the right "
                "hours, and put the difference on the next timesheet."
            ).format(worker=sheet.worker.name)
        )
    return slip


def put_right(
    session: Session, sheet: models.Timesheet, shifts: Sequence[Shift], on: date
) -> models.PayItem | None:
    """Changes the hours and adds the difference to what waits to be paid, within a task.

    None where pay stays the same; where only pay for work and for holiday change places, nothing
    waits. Raises DPManagerError as `correct_pay`.
    """
    slip = paid_slip(session, sheet)
    before = earned(session, sheet, slip.pay_date)
    put_shifts_right(session, sheet, shifts, on=on)
    share_wage_again(session, sheet)
    after = earned(session, sheet, slip.pay_date)
    check_wage(sheet, after.lines, extras_of(slip))
    return _item(session, sheet, slip, before, after)


def _item(
    session: Session,
    sheet: models.Timesheet,
    slip: models.Payslip,
    before: Earned,
    after: Earned,
) -> models.PayItem | None:
    for_work = after.for_work - before.for_work
    difference = after.pay - before.pay
    if not difference and not for_work:
        return None
    item = models.PayItem(
        worker=sheet.worker,
        day=sheet.end,
        kind=ExtraKind.CORRECTION.value,
        amount=difference,
        work_pay=for_work,
        note=_("Hours of {period}").format(period=days_words(Period(sheet.start, sheet.end))),
        steps=save_steps(steps_of(before, after, paid_before(session, slip))),
        timesheet_id=sheet.id,
        payslip_id=None if difference else slip.id,
    )
    session.add(item)
    session.flush()
    return item


def pay_now(
    session: Session, sheet: models.Timesheet, item: models.PayItem, today: date
) -> models.Payslip:
    """Pays a correction on a payslip of its own, within a task.

    Raises DPManagerError when it must go with the next pay.
    """
    on = day_of_pay_now(session, sheet, today)
    refuse_now(session, sheet, item.amount, on)
    run = models.PayRun(made_on=today)
    session.add(run)
    session.flush()
    slip = pay_correction(session, run, sheet, item, on)
    expect_payments(session, [slip.tax_year])
    return slip


def day_of_pay_now(session: Session, sheet: models.Timesheet, today: date) -> date:
    """Today, or the last pay day where that is still to come."""
    last = session.scalar(
        select(models.Payslip.pay_date)
        .where(models.Payslip.worker_id == sheet.worker_id)
        .order_by(models.Payslip.pay_date.desc())
        .limit(1)
    )
    return max(today, last or today)


def refuse_now(session: Session, sheet: models.Timesheet, difference: Decimal, on: date) -> None:
    """Raises DPManagerError, with the reason, where a difference cannot be paid on its own."""
    worker = sheet.worker
    if difference <= ZERO:
        raise DPManagerError(
            _(
                "{worker} was paid too much, so the difference is taken off the next pay. Tell "
                "{worker} before that."
            ).format(worker=worker.name)
        )
    if _has_order(session, worker, on):
        raise DPManagerError(
            _(
                "An order takes money from the pay of {worker}. Pay the difference with the next "
                "pay, so that the order is worked out on all of it."
            ).format(worker=worker.name)
        )
    waiting = session.scalars(
        select(models.Timesheet)
        .where(
            models.Timesheet.worker_id == worker.id,
            models.Timesheet.state != "paid",
            something_to_pay(),
        )
        .order_by(models.Timesheet.start)
    )
    for other in waiting:
        if pay_day(other) < on:
            raise DPManagerError(
                _(
                    "The timesheet of {period} should be paid first: its pay day was {day}. Pay "
                    "the difference with it."
                ).format(
                    period=days_words(Period(other.start, other.end)),
                    day=long_date(pay_day(other)),
                )
            )


def _has_order(session: Session, worker: models.Worker, on: date) -> bool:
    order = models.CourtOrder
    return bool(
        session.scalar(
            select(order.id).where(
                order.worker_id == worker.id,
                order.from_date <= on,
                or_(order.to_date.is_(None), order.to_date >= on),
            )
        )
    )
