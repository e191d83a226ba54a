"""Run pay: from approved timesheets to payslips, and to what must be paid to whom by when."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.pay.payslip import Payslip
from dpmanager.domain.periods import long_date
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.pay.owed_for_pay import expect_payments
from dpmanager.tasks.pay.pay_timesheet import pay_day, pay_timesheet
from dpmanager.tasks.pay.payslips import payslip_of
from dpmanager.words import _


def run_pay(book: Book, *, up_to: date, who: str, at: datetime) -> list[int]:
    """Pays every approved timesheet whose pay day is `up_to` or earlier, as one task.

    Makes the payslips, and the payments that follow: each net wage, and what HMRC, the pension
    and whoever sent an order are due. Gives the payslips' numbers in the book.
    Raises DPManagerError, in words, when there is nothing to pay or pay cannot be worked out.
    """
    with book.task(_("Run pay"), who=who, at=at) as session:
        return [slip.id for slip in _run(session, up_to, at.date())]


def try_pay_run(book: Book, *, up_to: date, who: str, at: datetime) -> list[Payslip]:
    """The payslips that `run_pay` would make now, to be looked at first. Nothing is saved.

    The pay run is really made and then taken back, so that the figures cannot differ from those
    that will be saved. Raises what `run_pay` raises.
    """
    with book.task(_("Try a pay run"), who=who, at=at) as session:
        trial = session.begin_nested()
        slips = [payslip_of(session, slip) for slip in _run(session, up_to, at.date())]
        trial.rollback()
        return slips


def timesheets_to_pay(session: Session, up_to: date) -> list[models.Timesheet]:
    """Approved timesheets of employed workers with a pay day by then, in order of pay day.

    A worker whose pay a bureau works out is left out: their payslips are entered.
    """
    sheets = session.scalars(
        select(models.Timesheet)
        .join(models.Worker)
        .where(
            models.Timesheet.state == "approved",
            models.Worker.kind == "employed",
            models.Worker.payroll_by == "own",
        )
        .order_by(models.Timesheet.end, models.Timesheet.id)
    )
    due = [sheet for sheet in sheets if pay_day(sheet) <= up_to]
    return sorted(due, key=pay_day)


def _run(session: Session, up_to: date, made_on: date) -> list[models.Payslip]:
    sheets = timesheets_to_pay(session, up_to)
    if not sheets:
        raise DPManagerError(
            _("No approved timesheet is due by {day}. Approve a timesheet first.").format(
                day=long_date(up_to)
            )
        )
    run = models.PayRun(made_on=made_on)
    session.add(run)
    session.flush()
    slips = [pay_timesheet(session, run, sheet) for sheet in sheets]
    expect_payments(session, (slip.tax_year for slip in slips))
    return slips
