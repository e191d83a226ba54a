"""Run pay: from approved timesheets to payslips, and to what must be paid to whom by when."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.hours.bank_holidays import bank_holidays
from dpmanager.domain.hours.shifts import HourKind, Shift, worked_minutes
from dpmanager.domain.pay.gross import DatedRate, gross_lines
from dpmanager.domain.pay.hmrc import Deductions, HmrcDue, due_to_hmrc
from dpmanager.domain.pay.holiday import WorkedPeriod, average_hourly_pay
from dpmanager.domain.pay.payslip import PayLine, Payslip, work_out_pay
from dpmanager.domain.pay.tax import Basis
from dpmanager.domain.pay.tax_code import parse_tax_code
from dpmanager.domain.pay.tax_period import tax_period
from dpmanager.domain.periods import Frequency, Period, long_date
from dpmanager.domain.rates import HolidayRules, tax_year_of
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.hours.record_shifts import shift_of
from dpmanager.tasks.pay.rates import rates_for
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.words import _


def run_pay(book: Book, *, up_to: date, who: str, at: datetime) -> list[int]:
    """Pays every approved timesheet whose pay day is `up_to` or earlier, as one task.

    Makes the payslips, and the payments that follow: each net wage, and what HMRC is due for the
    tax month or quarter. Gives the payslips' numbers in the book.
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
    """Approved timesheets of employed workers with a pay day by then, in order of pay day."""
    sheets = session.scalars(
        select(models.Timesheet)
        .join(models.Worker)
        .where(models.Timesheet.state == "approved", models.Worker.kind == "employed")
        .order_by(models.Timesheet.end, models.Timesheet.id)
    )
    due = [sheet for sheet in sheets if pay_day(sheet) <= up_to]
    return sorted(due, key=pay_day)


def pay_day(sheet: models.Timesheet) -> date:
    """The day on which the hours of a timesheet are paid."""
    return sheet.end + timedelta(days=sheet.worker.pay_day_after)


def payslip_of(session: Session, row: models.Payslip) -> Payslip:
    """The payslip as it is printed."""
    return Payslip(
        employer=arrangement(session).employer.name,
        worker=row.worker.name,
        payroll_number=row.worker.payroll_number,
        ni_number=row.worker.ni_number,
        tax_code=row.tax_code,
        basis=row.tax_basis,
        ni_category=row.ni_category,
        period=Period(row.start, row.end),
        pay_date=row.pay_date,
        frequency=Frequency(row.frequency),
        tax_year=row.tax_year,
        tax_period=row.tax_period,
        lines=tuple(_line_of(line) for line in row.lines),
        gross_pay=row.gross_pay,
        income_tax=row.income_tax,
        employee_ni=row.employee_ni,
        employer_ni=row.employer_ni,
        net_pay=row.net_pay,
        gross_to_date=row.gross_to_date,
        tax_pay_to_date=row.tax_pay_to_date,
        tax_to_date=row.tax_to_date,
        employee_ni_to_date=row.employee_ni_to_date,
        employer_ni_to_date=row.employer_ni_to_date,
        steps=read_steps(row.steps),
    )


def print_payslip(book: Book, payslip_id: int, *, large_print: bool = False) -> bytes:
    """The payslip as a PDF."""
    from dpmanager.documents.payslip import payslip_pdf

    with book.reading() as session:
        slip = payslip_of(session, session.get_one(models.Payslip, payslip_id))
    return payslip_pdf(slip, large_print=large_print)


def read_steps(saved: str) -> tuple[Step, ...]:
    """The steps of a working as they were saved."""
    return msgspec.json.decode(saved, type=tuple[Step, ...])


def worked_periods(
    session: Session, worker: models.Worker, before: date, rules: HolidayRules
) -> list[WorkedPeriod]:
    """The worker's paid periods that began before a day: hours, pay and holiday taken.

    Only as far back as the average hour is taken from.
    """
    first_day = before - timedelta(weeks=rules.look_back_weeks)
    slips = session.scalars(
        select(models.Payslip)
        .where(
            models.Payslip.worker_id == worker.id,
            models.Payslip.start >= first_day,
            models.Payslip.start < before,
        )
        .options(
            selectinload(models.Payslip.lines),
            selectinload(models.Payslip.timesheet).selectinload(models.Timesheet.shifts),
        )
        .order_by(models.Payslip.start)
    )
    return [_worked_period(slip) for slip in slips]


def dated_rates(worker: models.Worker) -> list[DatedRate]:
    """What the worker is paid for each kind of hour, from which day on."""
    return [
        DatedRate(HourKind(rate.hour_kind), rate.from_date, rate.amount) for rate in worker.rates
    ]


def deductions_of(slip: models.Payslip) -> Deductions:
    """What a payslip adds to the payment to HMRC."""
    return Deductions(slip.pay_date, slip.income_tax, slip.employee_ni, slip.employer_ni)


def hmrc_dues(session: Session, tax_year: str, slips: Sequence[models.Payslip]) -> list[HmrcDue]:
    """What HMRC is due for each tax month or quarter of a tax year, from these payslips."""
    who = arrangement(session)
    first_year = int(tax_year[:4])
    return list(
        due_to_hmrc(
            [deductions_of(slip) for slip in slips if slip.tax_year == tax_year],
            rates_for(tax_year),
            quarterly=who.hmrc_paid == "quarterly",
            claims_allowance=who.employment_allowance,
            bank_holidays=_closed_days(who.nation, first_year),
        )
    )


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
    slips = [_pay(session, run, sheet) for sheet in sheets]
    for tax_year in {slip.tax_year for slip in slips}:
        _expect_hmrc_payments(session, tax_year)
    return slips


@lru_cache
def _closed_days(nation: str, first_year: int) -> frozenset[date]:
    return bank_holidays(nation, [first_year, first_year + 1])


def _pay(session: Session, run: models.PayRun, sheet: models.Timesheet) -> models.Payslip:
    worker = sheet.worker
    on = pay_day(sheet)
    tax_year = tax_year_of(on)
    before = _payslips_so_far(session, worker, tax_year)
    if before and before[-1].pay_date > on:
        raise DPManagerError(
            _(
                "{worker} has been paid for a later period already, on {day}. Undo that pay run "
                "first, so that tax is worked out in order."
            ).format(worker=worker.name, day=long_date(before[-1].pay_date))
        )
    shifts = [shift_of(shift) for shift in sheet.shifts]
    lines, first_steps = gross_of(session, worker, shifts, on)
    gross = total(line.amount for line in lines)
    earlier_job = worker.previous_tax_year == tax_year
    pay_before = total(slip.gross_pay for slip in before)
    tax_before = total(slip.income_tax for slip in before)
    pay_elsewhere = worker.previous_pay if earlier_job else ZERO
    tax_elsewhere = worker.previous_tax if earlier_job else ZERO
    frequency = Frequency(worker.pay_frequency)
    sums = work_out_pay(
        gross,
        tax_code=parse_tax_code(worker.tax_code),
        basis=Basis(worker.tax_basis),
        ni_category=worker.ni_category,
        frequency=frequency,
        pay_date=on,
        pay_to_date_before=pay_before + pay_elsewhere,
        tax_to_date_before=tax_before + tax_elsewhere,
        rates=rates_for(tax_year),
    )
    slip = models.Payslip(
        pay_run_id=run.id,
        worker=worker,
        timesheet=sheet,
        start=sheet.start,
        end=sheet.end,
        pay_date=on,
        frequency=frequency.value,
        tax_year=tax_year,
        tax_period=tax_period(on, frequency),
        tax_code=worker.tax_code,
        tax_basis=worker.tax_basis,
        ni_category=worker.ni_category,
        gross_pay=gross,
        income_tax=sums.income_tax,
        employee_ni=sums.employee_ni,
        employer_ni=sums.employer_ni,
        net_pay=sums.net_pay,
        gross_to_date=pay_before + gross,
        tax_pay_to_date=pay_before + gross + pay_elsewhere,
        tax_to_date=sums.tax_to_date,
        employee_ni_to_date=total(old.employee_ni for old in before) + sums.employee_ni,
        employer_ni_to_date=total(old.employer_ni for old in before) + sums.employer_ni,
        steps=_save_steps((*first_steps, *sums.steps)),
        lines=[
            models.PayLine(
                kind=line.kind.value,
                quantity=line.quantity,
                rate=line.rate,
                amount=line.amount,
                by_the_night=line.by_the_night,
            )
            for line in lines
        ],
    )
    session.add(slip)
    sheet.state = "paid"
    session.flush()
    if slip.net_pay > 0:
        session.add(
            models.ExpectedPayment(
                kind="wage", payee=worker.name, due=on, amount=slip.net_pay, payslip_id=slip.id
            )
        )
    return slip


def _payslips_so_far(
    session: Session, worker: models.Worker, tax_year: str
) -> Sequence[models.Payslip]:
    return session.scalars(
        select(models.Payslip)
        .where(models.Payslip.worker_id == worker.id, models.Payslip.tax_year == tax_year)
        .order_by(models.Payslip.pay_date, models.Payslip.id)
    ).all()


def gross_of(
    session: Session, worker: models.Worker, shifts: Sequence[Shift], paid_on: date
) -> tuple[tuple[PayLine, ...], tuple[Step, ...]]:
    """The lines of gross pay, and the working of the holiday rate where holiday was taken.

    paid_on: the pay day, whose tax year says how holiday is paid.
    Raises DPManagerError when there is no rate for a day.
    """
    first_holiday = min(
        (shift.day for shift in shifts if shift.kind is HourKind.HOLIDAY), default=None
    )
    if first_holiday is None:
        return gross_lines(shifts, dated_rates(worker)), ()
    rules = rates_for(tax_year_of(paid_on)).holiday
    if rules is None:
        raise DPManagerError(
            _("Holiday taken on {day} falls under older rules that are not known here.").format(
                day=long_date(first_holiday)
            )
        )
    average = average_hourly_pay(
        worked_periods(session, worker, first_holiday, rules), first_holiday, rules
    )
    lines = gross_lines(shifts, dated_rates(worker), holiday_rate=average.pay)
    return lines, tuple(replace(step, about="gross_pay") for step in average.steps)


def _worked_period(slip: models.Payslip) -> WorkedPeriod:
    """A night slept at the person's home is working time: its hours earn holiday too.

    Source: Court of Justice of the European Union, C-151/02 Jaeger.
    """
    worked = [line for line in slip.lines if line.kind != HourKind.HOLIDAY]
    minutes = sum(
        worked_minutes(shift_of(shift))
        for shift in slip.timesheet.shifts
        if shift.kind != HourKind.HOLIDAY
    )
    return WorkedPeriod(
        period=Period(slip.start, slip.end),
        hours_worked=Decimal(minutes) / 60,
        pay=total(line.amount for line in worked),
        holiday_hours=sum(
            (line.quantity for line in slip.lines if line.kind == HourKind.HOLIDAY), Decimal(0)
        ),
    )


def _expect_hmrc_payments(session: Session, tax_year: str) -> None:
    """Brings what is expected to be paid to HMRC up to date with the payslips of the year."""
    slips = session.scalars(select(models.Payslip).where(models.Payslip.tax_year == tax_year)).all()
    known = {
        (row.start, row.end): row
        for row in session.scalars(
            select(models.ExpectedPayment).where(models.ExpectedPayment.kind == "hmrc")
        )
    }
    for due in hmrc_dues(session, tax_year, slips):
        row = known.get((due.period.start, due.period.end))
        if row is None:
            row = models.ExpectedPayment(
                kind="hmrc", payee="HMRC", start=due.period.start, end=due.period.end,
                due=due.due, amount=due.amount,
            )  # fmt: skip
            session.add(row)
        row.due = due.due
        row.amount = due.amount
        row.steps = _save_steps(due.steps)


def _save_steps(steps: tuple[Step, ...]) -> str:
    return json.dumps(
        [asdict(step) for step in steps],
        ensure_ascii=False,
    )


def _line_of(row: models.PayLine) -> PayLine:
    return PayLine(
        kind=HourKind(row.kind),
        quantity=row.quantity,
        rate=row.rate,
        amount=row.amount,
        by_the_night=row.by_the_night,
    )
