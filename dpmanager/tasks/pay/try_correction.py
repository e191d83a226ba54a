"""See what a correction of paid hours changes, before anything is saved."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO, pounds, total
from dpmanager.domain.hours.shifts import Shift
from dpmanager.domain.pay.hmrc import HmrcDue
from dpmanager.domain.pay.tax import Basis, income_tax
from dpmanager.domain.pay.tax_code import parse_tax_code
from dpmanager.domain.periods import Frequency, Period
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.hours.record_shifts import put_shifts_right
from dpmanager.tasks.pay.check_wage import check_wage
from dpmanager.tasks.pay.correct_pay import day_of_pay_now, paid_slip, pay_now, put_right
from dpmanager.tasks.pay.correction_sums import (
    Earned,
    LineChange,
    earned,
    line_changes,
    paid_before,
    steps_of,
)
from dpmanager.tasks.pay.holiday_record import holiday_record_of, leave_year_of
from dpmanager.tasks.pay.look_at_pay import Figure, figures_of
from dpmanager.tasks.pay.owed_for_pay import hmrc_dues
from dpmanager.tasks.pay.pay_timesheet import pay_day, pay_timesheet
from dpmanager.tasks.pay.payslips import extras_of, payslip_of, payslips_so_far
from dpmanager.tasks.pay.rates import rates_for
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class Change:
    """A figure before a correction and after it, in pounds (of holiday: hours), and why."""

    name: str
    before: Decimal
    after: Decimal
    steps: tuple[Step, ...] = ()

    @property
    def difference(self) -> Decimal:
        """How much more, or less."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class DueChange:
    """What HMRC is due for a tax month or quarter, in pounds, before and after."""

    due: date
    before: Decimal
    after: Decimal
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class WithNextPay:
    """The next payslip without the correction and with it, and what HMRC is due then.

    hindrance: why that payslip cannot be worked out, in words.
    """

    period: Period
    pay_day: date
    figures: tuple[Change, ...] = ()
    hmrc: tuple[DueChange, ...] = ()
    hindrance: str = ""


@dataclass(frozen=True, slots=True)
class PaidNow:
    """The payslip of the correction alone, and what HMRC is due then.

    gives_tax_back: it has a tax refund. hindrance: why it cannot be made, in words.
    """

    pay_day: date
    paid: Decimal = ZERO
    gives_tax_back: bool = False
    figures: tuple[Figure, ...] = ()
    hmrc: tuple[DueChange, ...] = ()
    hindrance: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correction of paid hours changes. Amounts in pounds.

    before, after: pay for the hours, with holiday pay that is rolled up. paid: what was paid for
    them so far. below_minimum: why the pay would be against the law, "" where it is not.
    next_pay: None where no approved timesheet waits; then tax_to_date says in words what follows.
    holiday: hours left in the leave year; None where they cannot be worked out. notes: what else
    to know.
    """

    timesheet_id: int
    worker: str
    period: Period
    lines: tuple[LineChange, ...]
    before: Decimal
    after: Decimal
    paid: Decimal
    steps: tuple[Step, ...]
    below_minimum: str
    wage_steps: tuple[Step, ...]
    next_pay: WithNextPay | None
    tax_to_date: str
    now: PaidNow
    holiday: Change | None
    notes: tuple[str, ...]

    @property
    def difference(self) -> Decimal:
        """Pounds of gross pay that the worker is still owed; below nothing: was paid too much."""
        return self.after - self.before


def try_correction(
    book: Book, timesheet_id: int, shifts: Sequence[Shift], *, who: str, at: datetime
) -> Correction:
    """What `correct_pay` would change with these shifts, to be looked at first. Nothing is saved.

    The correction and the pay that follows are really made and then taken back, so that the
    figures cannot differ from those that will be saved. Raises DPManagerError as `correct_pay`,
    except for pay below the minimum wage, which it tells.
    """
    with (
        book.task(_("Try a correction"), who=who, at=at) as session,
        _taken_back(session),
    ):
        return _tried(session, timesheet_id, shifts, at.date())


@contextmanager
def _taken_back(session: Session) -> Iterator[None]:
    """Whatever is done inside is undone at its end."""
    trial = session.begin_nested()
    try:
        yield
    finally:
        trial.rollback()


def _tried(session: Session, timesheet_id: int, shifts: Sequence[Shift], today: date) -> Correction:
    sheet = session.get_one(models.Timesheet, timesheet_id)
    slip = paid_slip(session, sheet)
    worker, period = sheet.worker, Period(sheet.start, sheet.end)
    paid = paid_before(session, slip)
    before = earned(session, sheet, slip.pay_date)
    holiday_before = _holiday_left(session, sheet, today)
    next_before = _next_slip(session, worker)
    dues_before = _dues(session, worker)
    below_minimum, wage_steps = "", tuple[Step, ...]()
    with _taken_back(session):
        put_shifts_right(session, sheet, shifts, on=today)
        after = earned(session, sheet, slip.pay_date)
        holiday_after = _holiday_left(session, sheet, today)
        try:
            wage_steps = check_wage(sheet, after.lines, extras_of(slip))
        except DPManagerError as fault:
            below_minimum = str(fault)
    difference = after.pay - before.pay
    next_pay: WithNextPay | None = None
    now = PaidNow(day_of_pay_now(session, sheet, today))
    if not below_minimum:
        next_pay = _with_next_pay(session, sheet, shifts, today, next_before)
        now = _paid_now(session, sheet, shifts, today, dues_before)
    return Correction(
        timesheet_id=timesheet_id,
        worker=worker.name,
        period=period,
        lines=line_changes(before, after),
        before=before.pay,
        after=after.pay,
        paid=total(paid),
        steps=steps_of(before, after, paid),
        below_minimum=below_minimum,
        wage_steps=wage_steps,
        next_pay=next_pay,
        tax_to_date="" if next_pay or not difference else _tax_to_date(session, worker, difference),
        now=now,
        holiday=_holiday_change(holiday_before, holiday_after),
        notes=tuple(_notes(before, total(paid))),
    )


def _notes(before: Earned, paid: Decimal) -> Iterator[str]:
    if before.pay != paid:
        yield _(
            "{paid} was paid for the hours as they were. At the rates of today they earn {now}. A "
            "correction pays for changed hours alone. A raise is paid as back pay."
        ).format(paid=pounds(paid), now=pounds(before.pay))


# The next payslip


@dataclass(frozen=True, slots=True)
class _NextSlip:
    period: Period
    pay_day: date
    figures: tuple[Figure, ...]
    dues: dict[Period, HmrcDue]
    hindrance: str = ""


def _next_slip(session: Session, worker: models.Worker) -> _NextSlip | None:
    """The next payslip of the worker, made from the first approved timesheet and taken back."""
    sheet = session.scalar(
        select(models.Timesheet)
        .where(models.Timesheet.worker_id == worker.id, models.Timesheet.state == "approved")
        .order_by(models.Timesheet.start)
        .limit(1)
    )
    if sheet is None:
        return None
    period, on = Period(sheet.start, sheet.end), pay_day(sheet)
    with _taken_back(session):
        try:
            run = models.PayRun(made_on=on)
            session.add(run)
            session.flush()
            slip = payslip_of(session, pay_timesheet(session, run, sheet))
        except DPManagerError as fault:
            return _NextSlip(period, on, (), {}, str(fault))
        return _NextSlip(period, on, figures_of(slip), _dues(session, worker))


def _with_next_pay(
    session: Session,
    sheet: models.Timesheet,
    shifts: Sequence[Shift],
    today: date,
    before: _NextSlip | None,
) -> WithNextPay | None:
    if before is None:
        return None
    with _taken_back(session):
        put_right(session, sheet, shifts, today)
        after = _next_slip(session, sheet.worker)
    assert after is not None
    hindrance = before.hindrance or after.hindrance
    if hindrance:
        return WithNextPay(before.period, before.pay_day, hindrance=hindrance)
    return WithNextPay(
        before.period,
        before.pay_day,
        _figure_changes(before.figures, after.figures),
        tuple(_due_changes(before.dues, after.dues)),
    )


def _figure_changes(before: Sequence[Figure], after: Sequence[Figure]) -> tuple[Change, ...]:
    """The figures of two payslips beside one another, in the order of the second."""
    old = {figure.name: figure.amount for figure in before}
    new = [figure.name for figure in after]
    changes = [
        Change(figure.name, old.get(figure.name, ZERO), figure.amount, figure.steps)
        for figure in after
    ]
    changes += [
        Change(figure.name, figure.amount, ZERO) for figure in before if figure.name not in new
    ]
    return tuple(changes)


# Paid at once


def _paid_now(
    session: Session,
    sheet: models.Timesheet,
    shifts: Sequence[Shift],
    today: date,
    dues_before: dict[Period, HmrcDue],
) -> PaidNow:
    on = day_of_pay_now(session, sheet, today)
    with _taken_back(session):
        item = put_right(session, sheet, shifts, today)
        if item is None or not item.amount:
            return PaidNow(on)
        try:
            slip = payslip_of(session, pay_now(session, sheet, item, today))
        except DPManagerError as fault:
            return PaidNow(on, hindrance=str(fault))
        dues = tuple(_due_changes(dues_before, _dues(session, sheet.worker)))
        return PaidNow(on, slip.paid, slip.income_tax < 0, figures_of(slip), dues)


# What follows from it


def _dues(session: Session, worker: models.Worker) -> dict[Period, HmrcDue]:
    """What HMRC is due in each tax year in which the worker was paid, by tax month or quarter."""
    slips = session.scalars(
        select(models.Payslip).order_by(models.Payslip.pay_date, models.Payslip.id)
    ).all()
    years = sorted({slip.tax_year for slip in slips if slip.worker_id == worker.id})
    return {due.period: due for year in years for due in hmrc_dues(session, year, slips)}


def _due_changes(
    before: dict[Period, HmrcDue], after: dict[Period, HmrcDue]
) -> Iterator[DueChange]:
    for period, due in after.items():
        was = before[period].amount if period in before else ZERO
        if due.amount != was:
            yield DueChange(due.due, was, due.amount, due.steps)


def _tax_to_date(session: Session, worker: models.Worker, difference: Decimal) -> str:
    """What the difference does to the year's tax, where the next payslip is not known yet.

    As if it had been paid with the newest payslip; on week 1 / month 1 the year does not count.
    """
    last = session.scalars(
        select(models.Payslip)
        .where(models.Payslip.worker_id == worker.id)
        .order_by(models.Payslip.pay_date.desc(), models.Payslip.id.desc())
    ).first()
    assert last is not None
    newest = payslips_so_far(session, worker, last.tax_year)[-1]
    pay_after = newest.tax_pay_to_date + difference
    if newest.tax_basis == Basis.WEEK1MONTH1 or pay_after < 0:
        return _(
            "No approved timesheet of {worker} waits, so the next payslip is not known yet. Pay "
            "for tax goes from {before} to {after} in the tax year {year}."
        ).format(
            worker=worker.name,
            before=pounds(newest.tax_pay_to_date),
            after=pounds(pay_after),
            year=newest.tax_year,
        )
    taxes = [_year_tax(newest, pay) for pay in (newest.tax_pay_to_date, pay_after)]
    return _(
        "No approved timesheet of {worker} waits, so the next payslip is not known yet. Pay for "
        "tax goes from {before} to {after} in the tax year {year}. The tax on it goes from "
        "{tax_before} to {tax_after}."
    ).format(
        worker=worker.name,
        before=pounds(newest.tax_pay_to_date),
        after=pounds(pay_after),
        year=newest.tax_year,
        tax_before=pounds(taxes[0]),
        tax_after=pounds(taxes[1]),
    )


def _year_tax(slip: models.Payslip, pay_to_date: Decimal) -> Decimal:
    """The tax of the year so far on that much pay, at the pay day of a payslip."""
    return income_tax(
        pay_to_date,
        parse_tax_code(slip.tax_code),
        Basis.CUMULATIVE,
        Frequency(slip.frequency),
        slip.tax_period,
        pay_before=ZERO,
        tax_before=ZERO,
        rates=rates_for(slip.tax_year).income_tax,
    ).to_date


def _holiday_left(session: Session, sheet: models.Timesheet, today: date) -> Decimal | None:
    """Hours of holiday left in the leave year of the timesheet; None where that is not known."""
    worker = sheet.worker
    year = leave_year_of(worker, sheet.end)
    try:
        record = holiday_record_of(session, worker, year, min(max(today, sheet.end), year.end))
    except DPManagerError:
        return None
    return record.balance


def _holiday_change(before: Decimal | None, after: Decimal | None) -> Change | None:
    if before is None or after is None:
        return None
    return Change(_("Hours of holiday left"), before, after)
