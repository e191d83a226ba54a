"""Pay one timesheet: everything that is paid and taken off, in the order of the law."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.pay.extras import FREE_OF_TAX, PAY, Extra, ExtraKind, sum_of
from dpmanager.domain.pay.figures import figure
from dpmanager.domain.pay.payslip import PayLine, net_after, work_out_pay
from dpmanager.domain.pay.tax_code import parse_tax_code
from dpmanager.domain.pay.tax_period import tax_period
from dpmanager.domain.periods import Frequency, long_date
from dpmanager.domain.rates import tax_year_of
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.tasks.hours.record_shifts import shift_of
from dpmanager.tasks.pay.check_wage import check_wage
from dpmanager.tasks.pay.extra_pay import paid_besides_hours
from dpmanager.tasks.pay.paid_together import less_paid_together, paid_together
from dpmanager.tasks.pay.pay_for_hours import gross_of
from dpmanager.tasks.pay.payslips import payslips_so_far, read_steps, save_steps
from dpmanager.tasks.pay.planned import Planned, about
from dpmanager.tasks.pay.rates import rates_for
from dpmanager.tasks.pay.taken_off import taken_off
from dpmanager.tasks.pay.terms import Terms, terms_on
from dpmanager.words import _


def pay_day(sheet: models.Timesheet) -> date:
    """The day on which the hours of a timesheet are paid."""
    return sheet.end + timedelta(days=sheet.worker.pay_day_after)


def pay_timesheet(session: Session, run: models.PayRun, sheet: models.Timesheet) -> models.Payslip:
    """Makes the payslip of an approved timesheet, and the wage that is owed.

    Raises DPManagerError, in words, when pay cannot be worked out, is out of order, or is below
    the minimum wage.
    """
    worker, on = sheet.worker, pay_day(sheet)
    _refuse_out_of_order(worker, payslips_so_far(session, worker, tax_year_of(on)), on)
    shifts = [shift_of(shift) for shift in sheet.shifts]
    lines, hour_steps = gross_of(session, worker, shifts, on)
    planned = paid_besides_hours(session, sheet, shifts, lines, on)
    slip = _pay(session, run, sheet, on, lines, planned, hour_steps)
    sheet.state = "paid"
    return slip


def pay_correction(
    session: Session, run: models.PayRun, sheet: models.Timesheet, item: models.PayItem, on: date
) -> models.Payslip:
    """Makes a payslip that pays a correction of a paid timesheet alone. on: its pay day.

    Nothing that was agreed in writing is taken from it. Raises DPManagerError as `pay_timesheet`.
    """
    worker = sheet.worker
    _refuse_out_of_order(worker, payslips_so_far(session, worker, tax_year_of(on)), on)
    plan = Planned(
        Extra(ExtraKind.CORRECTION, item.amount, note=item.note),
        read_steps(item.steps),
        item_id=item.id,
    )
    number = session.scalar(
        select(func.max(models.Payslip.correction)).where(models.Payslip.timesheet_id == sheet.id)
    )
    return _pay(session, run, sheet, on, (), [plan], (), correction=(number or 0) + 1)


def _pay(
    session: Session,
    run: models.PayRun,
    sheet: models.Timesheet,
    on: date,
    lines: Sequence[PayLine],
    planned: Sequence[Planned],
    hour_steps: Sequence[Step],
    *,
    correction: int = 0,
) -> models.Payslip:
    """Taxes what is paid, takes off what must be, and writes the payslip and the wage owed."""
    worker = sheet.worker
    tax_year = tax_year_of(on)
    before = payslips_so_far(session, worker, tax_year)
    extras = [plan.extra for plan in planned]
    gross = total(line.amount for line in lines) + sum_of(extras, PAY)
    if gross < 0:
        raise DPManagerError(
            _(
                "The pay of {worker} would be below nothing, because a correction takes off more "
                "than was earned. Spread the correction over more than one pay day."
            ).format(worker=worker.name)
        )
    terms = terms_on(session, worker, on)
    frequency = Frequency(worker.pay_frequency)
    earlier_job = worker.previous_tax_year == tax_year
    pay_elsewhere = worker.previous_pay if earlier_job else ZERO
    tax_elsewhere = worker.previous_tax if earlier_job else ZERO
    taxed_before = total(slip.taxable_pay for slip in before)
    not_for_ni = total(plan.not_for_ni for plan in planned)
    together = paid_together(before, on, frequency)
    earlier = [slip for slip in before if slip not in together]
    sums = work_out_pay(
        gross + total(slip.gross_pay for slip in together),
        tax_code=parse_tax_code(terms.code.code),
        basis=terms.code.basis,
        ni_category=terms.ni_letter,
        frequency=frequency,
        pay_date=on,
        pay_to_date_before=total(slip.taxable_pay for slip in earlier) + pay_elsewhere,
        tax_to_date_before=total(slip.income_tax for slip in earlier) + tax_elsewhere,
        rates=rates_for(tax_year),
        student_loan_plan=terms.loans.plan,
        has_postgraduate_loan=terms.loans.postgraduate,
        pension_terms=terms.pension,
        not_for_ni=not_for_ni + total(slip.not_for_ni for slip in together),
    )
    sums = less_paid_together(sums, gross, together)
    taken = [] if correction else taken_off(session, worker, on, gross, sums, extras)
    net_pay, net_steps = net_after(sums.net_pay, [plan.extra for plan in taken])
    wage_steps = check_wage(sheet, lines, [plan.extra for plan in taken])
    steps = (
        *hour_steps,
        *(step for plan in planned for step in about(plan)),
        *_gross_step(lines, extras, gross),
        *wage_steps,
        *_term_steps(terms),
        *sums.steps,
        *(step for plan in taken for step in about(plan)),
        *net_steps,
        *_paid_step(net_pay, extras),
    )
    slip = models.Payslip(
        pay_run_id=run.id,
        worker=worker,
        timesheet=sheet,
        correction=correction,
        start=sheet.start,
        end=sheet.end,
        pay_date=on,
        frequency=frequency.value,
        tax_year=tax_year,
        tax_period=tax_period(on, frequency),
        tax_code=terms.code.code,
        tax_basis=terms.code.basis.value,
        ni_category=terms.ni_letter,
        gross_pay=gross,
        taxable_pay=sums.taxable_pay,
        not_for_ni=not_for_ni,
        income_tax=sums.income_tax,
        employee_ni=sums.employee_ni,
        employer_ni=sums.employer_ni,
        student_loan=sums.student_loan,
        postgraduate_loan=sums.postgraduate_loan,
        employee_pension=sums.employee_pension,
        employer_pension=sums.employer_pension,
        net_pay=net_pay,
        gross_to_date=total(old.gross_pay for old in before) + gross,
        tax_pay_to_date=taxed_before + sums.taxable_pay + pay_elsewhere,
        tax_to_date=sums.tax_to_date,
        employee_ni_to_date=total(old.employee_ni for old in before) + sums.employee_ni,
        employer_ni_to_date=total(old.employer_ni for old in before) + sums.employer_ni,
        steps=save_steps(steps),
        lines=[_line(line) for line in lines],
        extras=[
            _extra(plan)
            for plan in (*planned, *taken)
            if plan.extra.amount or plan.shortfall or plan.protected_short
        ],
    )
    session.add(slip)
    session.flush()
    _mark_paid(session, planned, slip)
    wage = net_pay + sum_of(extras, FREE_OF_TAX)
    if wage > 0:
        session.add(
            models.ExpectedPayment(
                kind="wage", payee=worker.name, due=on, amount=wage, payslip_id=slip.id
            )
        )
    return slip


def _refuse_out_of_order(worker: models.Worker, before: Sequence[models.Payslip], on: date) -> None:
    if before and before[-1].pay_date > on:
        raise DPManagerError(
            _(
                "{worker} has been paid for a later period already, on {day}. Undo that pay run "
                "first, so that tax is worked out in order."
            ).format(worker=worker.name, day=long_date(before[-1].pay_date))
        )


def _gross_step(
    lines: Sequence[PayLine], extras: Sequence[Extra], gross: Decimal
) -> tuple[Step, ...]:
    """How extras and hours make the gross pay; nothing where there are hours alone."""
    added = [extra.amount for extra in extras if extra.kind in PAY and extra.amount]
    if not added:
        return ()
    for_hours = total(line.amount for line in lines)
    working = " + ".join(map(figure, [for_hours, *added]))
    return (
        Step(
            _("Gross pay: pay for hours and what is added to it"),
            f"{working} = {figure(gross)}",
            about="all_gross_pay",
        ),
    )


def _paid_step(net_pay: Decimal, extras: Sequence[Extra]) -> tuple[Step, ...]:
    free = [extra.amount for extra in extras if extra.kind in FREE_OF_TAX and extra.amount]
    if not free:
        return ()
    working = " + ".join(map(figure, [net_pay, *free]))
    return (
        Step(
            _("Paid to the worker: net pay and what is free of tax"),
            f"{working} = {figure(net_pay + total(free))}",
            about="paid",
        ),
    )


def _term_steps(terms: Terms) -> tuple[Step, ...]:
    """Why this tax code and these loans, where there is more to say than the first code."""
    code = terms.code.steps if len(terms.code.steps) > 1 else ()
    return (
        *(replace(step, about="income_tax") for step in code),
        *(replace(step, about=step.about or "student_loan") for step in terms.loans.steps),
    )


def _line(line: PayLine) -> models.PayLine:
    return models.PayLine(
        kind=line.kind.value,
        quantity=line.quantity,
        rate=line.rate,
        amount=line.amount,
        by_the_night=line.by_the_night,
    )


def _extra(plan: Planned) -> models.PayExtra:
    return models.PayExtra(
        kind=plan.extra.kind.value,
        amount=plan.extra.amount,
        quantity=plan.extra.quantity,
        note=plan.extra.note,
        court_order_id=plan.order_id,
        deduction_id=plan.deduction_id,
        shortfall=plan.shortfall,
        protected_short=plan.protected_short,
    )


def _mark_paid(session: Session, planned: Sequence[Planned], slip: models.Payslip) -> None:
    for plan in planned:
        if plan.item_id is not None:
            session.get_one(models.PayItem, plan.item_id).payslip_id = slip.id
