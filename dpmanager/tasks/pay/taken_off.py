"""What is taken off net pay: court and council orders, and what was agreed in writing."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.pay.court_order import (
    CourtOrder,
    OrderKind,
    OrderTable,
    orders_on,
    take_orders,
)
from dpmanager.domain.pay.deductions import AgreedDeduction, DeductionFor, recover_agreed
from dpmanager.domain.pay.extras import FAMILY_PAY, Extra, ExtraKind, sum_of
from dpmanager.domain.pay.payslip import PaySums
from dpmanager.domain.periods import Frequency
from dpmanager.records import models
from dpmanager.tasks.pay.court_order_tables import court_order_tables
from dpmanager.tasks.pay.planned import Planned

PAID_BACK = {
    DeductionFor.ADVANCE: ExtraKind.ADVANCE_BACK,
    DeductionFor.OVERPAYMENT: ExtraKind.OVERPAYMENT_BACK,
}
"""What was paid before, so that the pay that counts for the minimum wage is not less by it."""


def taken_off(
    session: Session,
    worker: models.Worker,
    on: date,
    gross: Decimal,
    sums: PaySums,
    extras: Sequence[Extra],
) -> list[Planned]:
    """Court orders in the order of the law, then what was agreed in writing.

    on: the pay day. gross: pounds; sums: what the law has taken from it. extras: what is paid.
    """
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
    orders = [_order(session, row) for row in rows]
    row_of = {id(order): row for order, row in zip(orders, rows, strict=True)}  # two may be alike
    in_force = orders_on(orders, on)
    if not in_force:
        return
    frequency = Frequency(worker.pay_frequency)
    for taken in take_orders(attachable, in_force, frequency, court_order_tables()):
        row = row_of[id(taken.order)]
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


def _taken_before(
    session: Session, column: InstrumentedAttribute[int | None], row_id: int
) -> Decimal:
    """Pounds that payslips have taken under an order or a deduction."""
    amount: Decimal | None = session.scalar(
        select(func.sum(models.PayExtra.amount)).where(column == row_id)
    )
    return amount or ZERO
