"""Money in the account at the end of a day that is spoken for: owed already, or set aside."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer, selectinload

from dpmanager.domain.amounts import ZERO, plain, total
from dpmanager.domain.budget.reserves import (
    ReserveKind,
    amount_on,
    beyond_what_is_owed,
    reserve_words,
)
from dpmanager.domain.money.invoices import share_by
from dpmanager.domain.pay.holiday import holiday_owed
from dpmanager.domain.pay.holiday_leaving import holiday_at_leaving
from dpmanager.domain.pay.holiday_record import HolidayMethod
from dpmanager.domain.periods import Period, long_date, short_date
from dpmanager.domain.rates import tax_year_of
from dpmanager.domain.returns.funder_return import SetAside
from dpmanager.domain.steps import Step
from dpmanager.records import models
from dpmanager.tasks.budget.ledger_parts import shares_of_pay
from dpmanager.tasks.budget.reserves import reserves_of
from dpmanager.tasks.hours.record_shifts import shift_of
from dpmanager.tasks.money.invoices import invoice_of
from dpmanager.tasks.pay.entered_pay import items_paid, unpaid_items
from dpmanager.tasks.pay.holiday_record import (
    carried_over,
    fixed_holiday,
    leave_year_of,
    most_hours_of,
    with_leave_counted,
)
from dpmanager.tasks.pay.owed_for_pay import PaymentDue, hmrc_dues, order_dues, pension_dues
from dpmanager.tasks.pay.pay_by_service import share_by_hours, share_by_slip
from dpmanager.tasks.pay.pay_for_hours import pay_of_work, worked_periods
from dpmanager.tasks.pay.rates import rates_for
from dpmanager.tasks.returns.owed_back import owed_back_on
from dpmanager.words import _

_Owed = tuple[Step, Decimal, Mapping[str, Decimal]]
"""What is owed, how much, and for which service types: pounds."""


def set_aside_on(session: Session, day: date) -> Iterator[SetAside]:
    """Each reason for which money is spoken for at the end of `day`, where there is any.

    What is owed already comes first, then what is set aside as the funder has agreed.
    """
    yield from owed_on(session, day)
    yield from reserved_on(session, day)


def reserved_on(session: Session, day: date) -> Iterator[SetAside]:
    """What is set aside at the end of `day` and a funder has agreed to in writing.

    Of money for holiday only what is more than the holiday that is owed already.
    """
    holiday = ZERO
    for row in reserves_of(session):
        reserve = row.reserve
        if reserve.agreed_on is None:
            continue
        found = amount_on(reserve, day)
        if reserve.kind is ReserveKind.HOLIDAY and found.amount:
            owed = _holiday(session, day).amount
            whole, found = found.amount, beyond_what_is_owed(found, max(ZERO, owed - holiday))
            holiday += whole - found.amount
        if found.amount > 0:
            yield SetAside(
                _("{what}: set aside, as {funder} agreed on {day}").format(
                    what=reserve_words(reserve),
                    funder=row.funder,
                    day=long_date(reserve.agreed_on),
                ),
                found.amount,
                found.steps,
                f"reserve_{reserve.kind.value}",
                funder_id=row.funder_id,
            )


def owed_on(session: Session, day: date) -> Iterator[SetAside]:
    """Each reason for which money is owed at the end of `day`, where there is any."""
    slips = _earned_payslips(session, day)
    paid = _paid_by(session, day)
    for item in (
        _wages(session, day, slips, paid),
        _unpaid_hours(session, day),
        _unpaid_items(session, day),
        _hmrc(session, day, slips, paid),
        _sent_on(
            session,
            day,
            "pension",
            _("Pension contributions not paid by {day}"),
            pension_dues(session, slips),
            paid,
        ),
        _sent_on(
            session,
            day,
            "orders",
            _("Taken from pay under orders and not paid on by {day}"),
            order_dues(session, slips),
            paid,
        ),
        _invoices(session, day, paid),
        _holiday(session, day),
        *owed_back_on(session, day),
    ):
        if item.amount > 0:
            yield item


def _earned_payslips(session: Session, day: date) -> list[models.Payslip]:
    """Payslips for periods that had ended by then, paid or not."""
    return list(
        session.scalars(
            select(models.Payslip)
            .where(models.Payslip.end <= day)
            .options(selectinload(models.Payslip.extras), defer(models.Payslip.steps))
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
    steps: list[_Owed] = []
    for slip in slips:
        wage = wages.get(slip.id)
        left = wage.amount - paid.get(wage.id, ZERO) if wage else ZERO
        if left > 0:
            label = _("Pay of {worker}, {start} to {end}, paid on {pay_day}")
            service = share_by_slip(slip, left)
            steps.append((_worker_step(label, slip, left), left, service))
    return _sum_up("wages", _("Wages earned and not paid by {day}"), day, steps)


def _unpaid_hours(session: Session, day: date) -> SetAside:
    """Pay before tax of hours worked by then that no payslip of an ended period covers."""
    steps: list[_Owed] = []
    sheets = session.scalars(
        select(models.Timesheet)
        .join(models.Worker)
        .outerjoin(
            models.Payslip,
            (models.Payslip.timesheet_id == models.Timesheet.id) & (models.Payslip.correction == 0),
        )
        .where(
            models.Worker.kind == "employed",
            models.Timesheet.start <= day,
            models.Payslip.id.is_(None) | (models.Payslip.end > day),
        )
        .order_by(models.Timesheet.start, models.Timesheet.id)
    )
    for sheet in sheets:
        shifts = [shift_of(shift) for shift in sheet.shifts if shift.day <= day]
        gross, rolled_up = pay_of_work(sheet.worker, shifts, day)
        if gross > 0:
            label = _("Hours of {worker} from {start} to {end}, gross").format(
                worker=sheet.worker.name,
                start=short_date(sheet.start),
                end=short_date(min(sheet.end, day)),
            )
            service = share_by_hours(sheet.worker, shifts, gross)
            steps.append((Step(label, plain(gross)), gross, service))
        if rolled_up > 0:
            label = _("Holiday pay that is paid with these hours")
            service = share_by_hours(sheet.worker, shifts, rolled_up)
            steps.append((Step(label, plain(rolled_up)), rolled_up, service))
    return _sum_up("hours", _("Hours worked by {day} that are not on a payslip yet"), day, steps)


def _unpaid_items(session: Session, day: date) -> SetAside:
    """Mileage, expenses and the like of days by then that no payslip of an ended period pays."""
    steps: list[_Owed] = []
    for worker, items in unpaid_items(session, day).items():
        planned = items_paid(session, worker, items, day, day)
        amount = total(plan.extra.amount for plan in planned)
        label = _("Entered for {worker} and not paid").format(worker=worker.name)
        steps.append((Step(label, plain(amount)), amount, {worker.service_type: amount}))
    return _sum_up("entered", _("Mileage, expenses and other pay not paid by {day}"), day, steps)


def _sent_on(
    session: Session,
    day: date,
    kind: str,
    reason: str,
    dues: Iterable[PaymentDue],
    paid: dict[int, Decimal],
) -> SetAside:
    """What is due to a pension or under orders. reason: with a place for the day."""
    paid_for = {
        (row.kind, row.payee, row.start): paid.get(row.id, ZERO)
        for row in session.scalars(
            select(models.ExpectedPayment).where(
                models.ExpectedPayment.kind.in_(["pension", "order"])
            )
        )
    }
    steps: list[_Owed] = []
    for due in dues:
        left = due.amount - paid_for.get((due.kind, due.payee, due.month.start), ZERO)
        if left > 0:
            label = _("{payee}, for pay days from {start} to {end}, due {due}").format(
                payee=due.payee,
                start=short_date(due.month.start),
                end=short_date(due.month.end),
                due=short_date(due.due),
            )
            service = _by_pay(session, due.kind, due.payee, due.month, due.amount, left)
            steps.append((Step(label, plain(left)), left, service))
    return _sum_up(kind, reason, day, steps)


def _hmrc(
    session: Session, day: date, slips: list[models.Payslip], paid: dict[int, Decimal]
) -> SetAside:
    paid_for = {
        (payment.start, payment.end): paid.get(payment.id, ZERO)
        for payment in session.scalars(
            select(models.ExpectedPayment).where(models.ExpectedPayment.kind == "hmrc")
        )
    }
    steps: list[_Owed] = []
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
                service = _by_pay(session, "hmrc", "", due.period, due.amount, left)
                steps.append((step, left, service))
    return _sum_up("hmrc", _("HMRC: tax and National Insurance not paid by {day}"), day, steps)


def _invoices(session: Session, day: date, paid: dict[int, Decimal]) -> SetAside:
    """What invoices ask for days up to then, whenever they came, and had not been paid."""
    steps: list[_Owed] = []
    for expected, row in session.execute(
        select(models.ExpectedPayment, models.Invoice)
        .join(models.Invoice, models.Invoice.id == models.ExpectedPayment.invoice_id)
        .order_by(models.Invoice.due, models.Invoice.id)
    ):
        invoice = invoice_of(row)
        left = share_by(invoice, day) - paid.get(expected.id, ZERO)
        if left > 0:
            label = (
                _("Invoice {number} of {payee}, {start} to {end}")
                if invoice.days and invoice.days.end <= day
                else _("Invoice {number} of {payee}, the days from {start} to {end} of it")
                if invoice.days
                else _("Invoice {number} of {payee}, of {start}")
            )
            start, end = row.start or row.day, row.end or row.day
            step = Step(
                label.format(
                    number=row.number,
                    payee=expected.payee,
                    start=short_date(start),
                    end=short_date(min(end, day)),
                ),
                plain(left),
            )
            steps.append((step, left, {row.worker.service_type: left}))
    return _sum_up("invoices", _("Invoices not paid by {day}"), day, steps)


def _holiday(session: Session, day: date) -> SetAside:
    """What would be paid for holiday if each job ended at the end of the day."""
    steps: list[Step] = []
    services: dict[str, Decimal] = {}
    for worker in session.scalars(
        select(models.Worker)
        .where(
            models.Worker.kind == "employed",
            models.Worker.holiday_method != HolidayMethod.ROLLED_UP,
            models.Worker.start_date <= day,
        )
        .order_by(models.Worker.id)
    ):
        pay, why = holiday_of(session, worker, day)
        if pay > 0:
            services[worker.service_type] = services.get(worker.service_type, ZERO) + pay
            steps.append(Step(_("Holiday of {worker}").format(worker=worker.name), plain(pay)))
            steps += why
    return SetAside(
        _("Holiday earned and not taken"),
        total(services.values()),
        tuple(steps),
        "holiday",
        tuple(services.items()),
    )


def holiday_of(
    session: Session, worker: models.Worker, day: date
) -> tuple[Decimal, tuple[Step, ...]]:
    """Pounds of holiday that a worker is owed. Once the last pay is made, it has paid for it."""
    last_day = min(day, worker.end_date or day)
    rates = rates_for(tax_year_of(last_day))
    if rates.holiday is None or (worker.end_date and _has_last_pay(session, worker, day)):
        return ZERO, ()
    year = leave_year_of(worker, last_day)
    carried = carried_over(session, worker, year)
    history = worked_periods(session, worker, last_day + timedelta(days=1), rates.holiday)
    if not any(worked.pay for worked in history):
        return ZERO, ()
    if worker.holiday_method == HolidayMethod.FIXED:
        earned, hour = fixed_holiday(
            worker, history, year, last_day, rates.holiday, rates.annual_leave
        )
        taken = [worked.holiday_hours for worked in history if _ended_in(worked.period, year, day)]
        left = holiday_at_leaving(
            earned,
            sum(taken, Decimal(0)),
            hour,
            carried=sum((each.hours for each in carried), Decimal(0)),
        )
        return left.pay, left.steps
    history, _steps = with_leave_counted(session, worker, history, rates.holiday, last_day)
    owed = holiday_owed(
        history,
        year.start,
        last_day,
        rates.holiday,
        carried=carried,
        most_hours=most_hours_of(session, worker, year, rates.annual_leave),
    )
    return owed.pay, owed.steps[-3:]


def _ended_in(period: Period, year: Period, day: date) -> bool:
    return year.start <= period.end <= day


def _has_last_pay(session: Session, worker: models.Worker, day: date) -> bool:
    """Whether the payslip of the pay period in which the job ended is made, and that is over."""
    return bool(
        session.scalar(
            select(models.Payslip.id).where(
                models.Payslip.worker_id == worker.id,
                models.Payslip.start <= worker.end_date,
                models.Payslip.end >= worker.end_date,
                models.Payslip.end <= day,
            )
        )
    )


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


def _by_pay(
    session: Session, kind: str, payee: str, days: Period, whole: Decimal, left: Decimal
) -> dict[str, Decimal]:
    """For which service types something is due because of pay. left: pounds of the whole."""
    due = models.ExpectedPayment(
        kind=kind, payee=payee, start=days.start, end=days.end, amount=whole
    )
    services: dict[str, Decimal] = {}
    for share in shares_of_pay(session, due, left):
        services[share.service_type] = services.get(share.service_type, ZERO) + share.amount
    return services


def _sum_up(kind: str, reason: str, day: date, steps: list[_Owed]) -> SetAside:
    services: dict[str, Decimal] = {}
    for _step, _amount, by_service in steps:
        for name, amount in by_service.items():
            services[name] = services.get(name, ZERO) + amount
    return SetAside(
        reason.format(day=long_date(day)),
        total(amount for _step, amount, _services in steps),
        tuple(step for step, _amount, _services in steps),
        kind,
        tuple(services.items()),
    )
