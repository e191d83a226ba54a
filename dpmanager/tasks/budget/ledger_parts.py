"""The payments of the accounts in parts, each with what it was for and whom it was paid for."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.budget.spending_report import LedgerPart
from dpmanager.domain.budget.spent import RUNNING_COSTS, share_out
from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.domain.periods import Period
from dpmanager.records import models
from dpmanager.tasks.pay.pay_by_service import hours_behind_pay, share_by_hours
from dpmanager.tasks.returns.resources import categories


@dataclass(frozen=True, slots=True)
class PayShare:
    """Whose pay a payment was because of, and what that pay is spent on. amount: pounds.

    A worker who gave several kinds of care has a share for each.
    """

    worker: str
    service_type: str
    amount: Decimal


def directions() -> dict[str, str]:
    """In, out or transfer, by category."""
    return {name: category.direction for name, category in categories().items()}


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A part with the numbers of its payment and of the split that it is of, 0 for none."""

    payment_id: int
    split_id: int
    part: LedgerPart


def ledger_parts(session: Session, period: Period) -> list[LedgerPart]:
    """Every part of every payment of a period; a payment that nobody has sorted is one part.

    What is paid because of pay (tax, a pension, an order) is shared out to the pay it is for.
    """
    return [row.part for row in ledger_rows(session, period)]


def ledger_rows(session: Session, period: Period) -> list[LedgerRow]:
    """As `ledger_parts`, with the payment that each part is of."""
    payment, split = models.Transaction, models.Split
    rows = session.execute(
        select(
            payment.id,
            split.id,
            payment.day,
            payment.description,
            payment.amount,
            split.amount,
            split.category,
            split.service_type,
            models.Worker.name,
            models.Outcome.name,
            models.ExpectedPayment.id,
        )
        .select_from(payment)
        .outerjoin(split, split.transaction_id == payment.id)
        .outerjoin(models.Worker, models.Worker.id == split.worker_id)
        .outerjoin(models.Outcome, models.Outcome.id == split.outcome_id)
        .outerjoin(
            models.ExpectedPayment,
            (models.ExpectedPayment.id == split.expected_payment_id)
            & models.ExpectedPayment.payslip_id.is_(None)
            & models.ExpectedPayment.invoice_id.is_(None),
        )
        .where(payment.day.between(period.start, period.end))
        .order_by(payment.day, payment.position, payment.id, split.id)
    )
    parts: list[LedgerRow] = []
    for (
        number,
        split_number,
        day,
        payee,
        paid,
        amount,
        category,
        service,
        worker,
        outcome,
        because_of_pay,
    ) in rows:
        if amount is None:
            parts.append(LedgerRow(number, 0, LedgerPart(day, payee, paid, paid < ZERO)))
            continue
        shares = [PayShare(worker or "", service, amount)]
        if because_of_pay:
            expected = session.get_one(models.ExpectedPayment, because_of_pay)
            shares = shares_of_pay(session, expected, amount)
        parts += [
            LedgerRow(
                number,
                split_number,
                LedgerPart(
                    day=day,
                    payee=payee,
                    amount=share.amount,
                    went_out=paid < ZERO,
                    category=category,
                    service_type=share.service_type,
                    worker=share.worker,
                    outcome=outcome or "",
                ),
            )
            for share in shares
        ]
    return parts


def shares_of_pay(
    session: Session, expected: models.ExpectedPayment, amount: Decimal
) -> list[PayShare]:
    """Shares a payment by what each worker's payslips added to it. amount: pounds of any sign.

    The share of a worker is then shared by the pay of the hours of each kind of care.
    """
    added = {
        "hmrc": _added_to_hmrc,
        "pension": _added_to_pension,
        "order": _added_to_order,
    }[expected.kind](session, expected)
    weights = {number: weight for number, weight in added.items() if weight > 0}
    if not weights:
        return [PayShare("", RUNNING_COSTS, amount)]
    workers = {
        row.id: row
        for row in session.scalars(select(models.Worker).where(models.Worker.id.in_(weights)))
    }
    days = Period(expected.start or expected.due, expected.end or expected.due)
    hours = hours_behind_pay(session, days)
    return [
        PayShare(workers[number].name, service, part)
        for number, share in share_out(amount, weights).items()
        for service, part in share_by_hours(workers[number], hours.get(number, ()), share).items()
    ]


def _added_to_hmrc(session: Session, expected: models.ExpectedPayment) -> dict[int, Decimal]:
    """Tax, employee's National Insurance and loans by the number of the worker.

    Also as much of the employer's as the Employment Allowance left to be paid.
    """
    slip = models.Payslip
    rows = session.execute(
        select(
            slip.worker_id,
            func.sum(
                slip.income_tax + slip.employee_ni + slip.student_loan + slip.postgraduate_loan
            ),
            func.sum(slip.employer_ni),
        )
        .where(slip.pay_date.between(expected.start, expected.end))
        .group_by(slip.worker_id)
        .order_by(slip.worker_id)
    ).all()
    deducted = {number: taken for number, taken, _employer in rows}
    employer = {number: paid for number, _taken, paid in rows if paid}
    employer_left = expected.amount - total(deducted.values())
    if employer and employer_left > 0:
        for number, share in share_out(employer_left, employer).items():
            deducted[number] += share
    return deducted


def _added_to_pension(session: Session, expected: models.ExpectedPayment) -> dict[int, Decimal]:
    """The contributions of both sides by the number of the worker."""
    slip = models.Payslip
    rows = session.execute(
        select(slip.worker_id, func.sum(slip.employee_pension + slip.employer_pension))
        .where(slip.pay_date.between(expected.start, expected.end))
        .group_by(slip.worker_id)
        .order_by(slip.worker_id)
    )
    return dict(rows.all())


def _added_to_order(session: Session, expected: models.ExpectedPayment) -> dict[int, Decimal]:
    """What was taken for the payee by the number of the worker."""
    rows = session.execute(
        select(models.Payslip.worker_id, func.sum(models.PayExtra.amount))
        .select_from(models.PayExtra)
        .join(models.CourtOrder)
        .join(models.Payslip, models.Payslip.id == models.PayExtra.payslip_id)
        .where(
            models.PayExtra.kind == ExtraKind.COURT_ORDER,
            models.CourtOrder.payee == expected.payee,
            models.Payslip.pay_date.between(expected.start, expected.end),
        )
        .group_by(models.Payslip.worker_id)
        .order_by(models.Payslip.worker_id)
    )
    return dict(rows.all())
