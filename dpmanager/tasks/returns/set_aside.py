"""Money in the account at the end of a day that is owed already: wages, HMRC, holiday."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO, plain, total
from dpmanager.domain.pay.gross import gross_lines
from dpmanager.domain.pay.holiday import holiday_owed
from dpmanager.domain.periods import long_date, short_date
from dpmanager.domain.rates import days_of_tax_year, tax_year_of
from dpmanager.domain.returns.funder_return import SetAside
from dpmanager.domain.steps import Step
from dpmanager.records import models
from dpmanager.tasks.hours.record_shifts import shift_of
from dpmanager.tasks.pay.owed_for_pay import hmrc_dues
from dpmanager.tasks.pay.pay_for_hours import dated_rates, worked_periods
from dpmanager.tasks.pay.rates import rates_for
from dpmanager.words import _


def set_aside_on(session: Session, day: date) -> Iterator[SetAside]:
    """Each reason for which money is spoken for at the end of `day`, where there is any."""
    slips = _earned_payslips(session, day)
    paid = _paid_by(session, day)
    for item in (
        _wages(session, day, slips, paid),
        _unpaid_hours(session, day),
        _hmrc(session, day, slips, paid),
        _holiday(session, day),
    ):
        if item.amount > 0:
            yield item


def _earned_payslips(session: Session, day: date) -> list[models.Payslip]:
    """Payslips for periods that had ended by then, paid or not."""
    return list(
        session.scalars(
            select(models.Payslip)
            .where(models.Payslip.end <= day)
            .order_by(models.Payslip.pay_date, models.Payslip.id)
        )
    )


def _paid_by(session: Session, day: date) -> dict[int, Decimal]:
    """Pounds paid by the end of `day`, for each expected payment of which anything was paid."""
    paid = session.execute(
        select(models.ExpectedPayment.id, func.sum(models.Split.amount))
        .join(models.Split, models.Split.expected_payment_id == models.ExpectedPayment.id)
        .join(models.Transaction)
        .where(models.Transaction.day <= day)
        .group_by(models.ExpectedPayment.id)
    )
    return {expected: -amount for expected, amount in paid}


def _wages(
    session: Session, day: date, slips: list[models.Payslip], paid: dict[int, Decimal]
) -> SetAside:
    wages = {
        wage.payslip_id: wage
        for wage in session.scalars(
            select(models.ExpectedPayment).where(models.ExpectedPayment.kind == "wage")
        )
    }
    steps = []
    for slip in slips:
        wage = wages.get(slip.id)
        left = wage.amount - paid.get(wage.id, ZERO) if wage else ZERO
        if left > 0:
            label = _("Net pay of {worker}, {start} to {end}, paid on {pay_day}")
            steps.append((_worker_step(label, slip, left), left))
    return _sum_up(_("Wages earned and not paid by {day}"), day, steps)


def _unpaid_hours(session: Session, day: date) -> SetAside:
    """Gross pay of hours worked by then that no payslip of an ended period covers."""
    steps = []
    sheets = session.scalars(
        select(models.Timesheet)
        .join(models.Worker)
        .outerjoin(models.Payslip, models.Payslip.timesheet_id == models.Timesheet.id)
        .where(
            models.Worker.kind == "employed",
            models.Timesheet.start <= day,
            models.Payslip.id.is_(None) | (models.Payslip.end > day),
        )
        .order_by(models.Timesheet.start, models.Timesheet.id)
    )
    for sheet in sheets:
        shifts = [shift_of(shift) for shift in sheet.shifts if shift.day <= day]
        worked = [shift for shift in shifts if shift.kind != "holiday"]
        gross = total(line.amount for line in gross_lines(worked, dated_rates(sheet.worker)))
        if gross > 0:
            label = _("Hours of {worker} from {start} to {end}, gross").format(
                worker=sheet.worker.name,
                start=short_date(sheet.start),
                end=short_date(min(sheet.end, day)),
            )
            steps.append((Step(label, plain(gross)), gross))
    return _sum_up(_("Hours worked by {day} that are not on a payslip yet"), day, steps)


def _hmrc(
    session: Session, day: date, slips: list[models.Payslip], paid: dict[int, Decimal]
) -> SetAside:
    paid_for = {
        (payment.start, payment.end): paid.get(payment.id, ZERO)
        for payment in session.scalars(
            select(models.ExpectedPayment).where(models.ExpectedPayment.kind == "hmrc")
        )
    }
    steps = []
    for tax_year in sorted({slip.tax_year for slip in slips}):
        for due in hmrc_dues(session, tax_year, slips):
            left = due.amount - paid_for.get((due.period.start, due.period.end), ZERO)
            if left > 0:
                label = _("Tax and National Insurance on pay from {start} to {end}, due {due}")
                step = Step(
                    label.format(
                        start=short_date(due.period.start),
                        end=short_date(due.period.end),
                        due=short_date(due.due),
                    ),
                    plain(left),
                )
                steps.append((step, left))
    return _sum_up(_("HMRC: tax and National Insurance not paid by {day}"), day, steps)


def _holiday(session: Session, day: date) -> SetAside:
    """Holiday earned in the leave year, which is taken to begin with the tax year or the job."""
    rules = rates_for(tax_year_of(day)).holiday
    year_start = days_of_tax_year(tax_year_of(day)).start
    amount = ZERO
    steps: list[Step] = []
    if rules is None:
        return SetAside(_("Holiday earned and not taken"), amount)
    for worker in session.scalars(
        select(models.Worker).where(models.Worker.kind == "employed").order_by(models.Worker.id)
    ):
        history = worked_periods(session, worker, day + timedelta(days=1), rules)
        if not any(worked.pay for worked in history):
            continue
        owed = holiday_owed(history, year_start, day, rules)
        if owed.pay > 0:
            amount += owed.pay
            steps.append(Step(_("Holiday of {worker}").format(worker=worker.name), plain(owed.pay)))
            steps += owed.steps[-3:]
    return SetAside(_("Holiday earned and not taken"), amount, tuple(steps))


def _worker_step(label: str, slip: models.Payslip, left: Decimal) -> Step:
    return Step(
        label.format(
            worker=slip.worker.name,
            start=short_date(slip.start),
            end=short_date(slip.end),
            pay_day=short_date(slip.pay_date),
        ),
        plain(left),
    )


def _sum_up(reason: str, day: date, steps: list[tuple[Step, Decimal]]) -> SetAside:
    return SetAside(
        reason.format(day=long_date(day)),
        total(amount for _step, amount in steps),
        tuple(step for step, _amount in steps),
    )
