"""Pay one timesheet: everything that is paid and taken off, in the order of the law."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.hours.shifts import NOT_WORK, HourKind
from dpmanager.domain.pay.court_order import (
    CourtOrder,
    OrderKind,
    OrderTable,
    orders_on,
    take_orders,
)
from dpmanager.domain.pay.deductions import AgreedDeduction, DeductionFor, recover_agreed
from dpmanager.domain.pay.extras import FAMILY_PAY, FREE_OF_TAX, PAY, Extra, ExtraKind, sum_of
from dpmanager.domain.pay.figures import figure
from dpmanager.domain.pay.gross import rate_in_force
from dpmanager.domain.pay.minimum_wage import (
    Accommodation,
    PaidWork,
    check_minimum_wage,
)
from dpmanager.domain.pay.payslip import PayLine, PaySums, net_after, work_out_pay
from dpmanager.domain.pay.tax_code import parse_tax_code
from dpmanager.domain.pay.tax_period import tax_period
from dpmanager.domain.periods import Frequency, Period, long_date, months_after
from dpmanager.domain.rates import tax_year_of
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.tasks.hours.record_shifts import shift_of
from dpmanager.tasks.pay.court_order_tables import court_order_tables
from dpmanager.tasks.pay.extra_pay import Planned, about, paid_besides_hours
from dpmanager.tasks.pay.paid_together import less_paid_together, paid_together
from dpmanager.tasks.pay.pay_for_hours import dated_rates, gross_of
from dpmanager.tasks.pay.payslips import payslips_so_far, read_steps, save_steps
from dpmanager.tasks.pay.rates import minimum_wages, rates_for
from dpmanager.tasks.pay.terms import Terms, terms_on
from dpmanager.words import _

PAID_BACK = {
    DeductionFor.ADVANCE: ExtraKind.ADVANCE_BACK,
    DeductionFor.OVERPAYMENT: ExtraKind.OVERPAYMENT_BACK,
}
"""What was paid before, so that the pay that counts for the minimum wage is not less by it."""

AGE_OF_MOST = 25
"""Who has no date of birth in the book is taken to have the highest minimum wage."""


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
    taken = [] if correction else _taken_off(session, worker, on, gross, sums, extras)
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


def _taken_off(
    session: Session,
    worker: models.Worker,
    on: date,
    gross: Decimal,
    sums: PaySums,
    extras: Sequence[Extra],
) -> list[Planned]:
    """Court orders in the order of the law, then what was agreed in writing."""
    attachable = (
        gross
        - sums.income_tax
        - sums.employee_ni
        - sums.employee_pension
        - sum_of(extras, FAMILY_PAY)
    )
    planned = list(_orders(session, worker, on, min(attachable, sums.net_pay)))
    left = sums.net_pay - total(plan.extra.amount for plan in planned)
    for row in _deductions(session, worker, on):
        recovered = recover_agreed(
            AgreedDeduction(DeductionFor(row.what_for), row.reason, row.agreed_on, row.each),
            row.whole - _taken_before(session, models.PayExtra.deduction_id, row.id),
            left,
            on,
        )
        left -= recovered.amount
        kind = PAID_BACK.get(DeductionFor(row.what_for), ExtraKind.AGREED_DEDUCTION)
        planned.append(
            Planned(
                Extra(kind, recovered.amount, note=row.reason),
                recovered.steps,
                deduction_id=row.id,
            )
        )
    return planned


def _orders(
    session: Session, worker: models.Worker, on: date, attachable: Decimal
) -> Iterator[Planned]:
    rows = session.scalars(
        select(models.CourtOrder)
        .where(models.CourtOrder.worker_id == worker.id)
        .order_by(models.CourtOrder.id)
    ).all()
    orders = {_order(session, row): row for row in rows}
    frequency = Frequency(worker.pay_frequency)
    in_force = orders_on(list(orders), on)
    if not in_force:
        return
    for taken in take_orders(attachable, in_force, frequency, court_order_tables()):
        row = orders[taken.order]
        yield Planned(
            Extra(ExtraKind.COURT_ORDER, taken.amount, note=row.reference or row.payee),
            taken.steps,
            order_id=row.id,
            shortfall=taken.shortfall_carried,
            protected_short=taken.protected_carried,
        )
        if taken.charge:
            yield Planned(Extra(ExtraKind.COURT_ORDER_CHARGE, taken.charge, note=row.reference))


def _order(session: Session, row: models.CourtOrder) -> CourtOrder:
    last = session.scalar(
        select(models.PayExtra)
        .where(models.PayExtra.court_order_id == row.id)
        .order_by(models.PayExtra.id.desc())
        .limit(1)
    )
    taken = _taken_before(session, models.PayExtra.court_order_id, row.id)
    return CourtOrder(
        kind=OrderKind(row.kind),
        reference=row.reference or row.payee,
        from_date=row.from_date,
        priority=row.is_priority,
        amount=row.amount or ZERO,
        share=row.share or ZERO,
        table=OrderTable(row.table) if row.table else None,
        protected_earnings=row.protected or ZERO,
        protected_share=row.protected_share,
        carries_shortfall=row.carries_shortfall,
        shortfall_before=last.shortfall if last else ZERO,
        protected_before=last.protected_short if last else ZERO,
        still_owed=None if row.whole is None else row.whole - taken,
        with_charge=row.with_charge,
        to_date=row.to_date,
    )


def _deductions(session: Session, worker: models.Worker, on: date) -> Sequence[models.Deduction]:
    return session.scalars(
        select(models.Deduction)
        .where(models.Deduction.worker_id == worker.id, models.Deduction.from_date <= on)
        .order_by(models.Deduction.from_date, models.Deduction.id)
    ).all()


def _taken_before(session: Session, column: object, row_id: int) -> Decimal:
    """Pounds that payslips have taken under an order or a deduction."""
    amount: Decimal | None = session.scalar(
        select(func.sum(models.PayExtra.amount)).where(
            column == row_id  # type: ignore[arg-type]
        )
    )
    return amount or ZERO


def check_wage(
    sheet: models.Timesheet, lines: Sequence[PayLine], taken: Sequence[Extra]
) -> tuple[Step, ...]:
    """The working of the minimum wage. taken: what is taken off the pay.

    Raises DPManagerError for pay that is too low, with how much.
    """
    worker = sheet.worker
    work = _paid_work(sheet, lines, taken)
    if not work.hours + work.woken_hours:
        return ()
    born = worker.date_of_birth or months_after(sheet.start, -12 * AGE_OF_MOST)
    period = Period(sheet.start, sheet.end)
    found = check_minimum_wage(period, born, work, minimum_wages())
    if found.shortfall:
        sentence = _(
            "{worker} would be paid less than the law allows. {reason} Raise the rate from {day} "
            "or earlier, or correct the hours."
        )
        if worker.date_of_birth is None:
            sentence = _(
                "{worker} would be paid less than the law allows. {reason} Raise the rate from "
                "{day} or earlier, or correct the hours. Under 21 less is due: then add the date "
                "of birth."
            )
        raise DPManagerError(
            sentence.format(worker=worker.name, reason=found.reason, day=long_date(sheet.start))
        )
    return tuple(replace(step, about="minimum_wage") for step in found.steps)


def _paid_work(
    sheet: models.Timesheet, lines: Sequence[PayLine], taken: Sequence[Extra]
) -> PaidWork:
    """The hours that count, at the basic rate: what is paid on top for a Sunday does not count."""
    worker = sheet.worker
    basic = min(
        (
            rate.amount
            for rate in dated_rates(worker)
            if rate.kind is HourKind.WEEKDAY
            and rate.from_date <= sheet.end
            and rate.amount
            >= (rate_in_force(HourKind.WEEKDAY, sheet.start, dated_rates(worker)) or ZERO)
        ),
        default=None,
    )
    counted = [line for line in lines if line.kind not in {HourKind.SLEEP_IN, *NOT_WORK}]
    costs = total(extra.amount for extra in taken if extra.kind is ExtraKind.AGREED_DEDUCTION)
    nights = (min(sheet.end, worker.end_date or sheet.end) - sheet.start).days + 1
    home = worker.home_nightly_charge
    return PaidWork(
        hours=sum(
            (line.quantity for line in counted if line.kind is not HourKind.WOKEN), Decimal(0)
        ),
        pay=sum(
            (_at_basic(line, basic) for line in counted if line.kind is not HourKind.WOKEN),
            Decimal(0),
        ),
        woken_hours=sum(
            (line.quantity for line in counted if line.kind is HourKind.WOKEN), Decimal(0)
        ),
        woken_pay=sum(
            (_at_basic(line, basic) for line in counted if line.kind is HourKind.WOKEN),
            Decimal(0),
        ),
        costs=costs,
        accommodation=None if home is None else Accommodation(nights, home),
    )


def _at_basic(line: PayLine, basic: Decimal | None) -> Decimal:
    if line.kind is HourKind.WEEKDAY or basic is None or line.rate <= basic:
        return line.amount
    return line.quantity * basic


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
