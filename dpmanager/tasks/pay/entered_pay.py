"""What was entered to be paid besides hours: bonuses, expenses, mileage and the like."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.pay.extras import Extra, ExtraKind
from dpmanager.domain.pay.mileage import Vehicle, mileage
from dpmanager.domain.rates import tax_year_of
from dpmanager.records import models
from dpmanager.tasks.pay.payslips import read_steps
from dpmanager.tasks.pay.planned import Planned
from dpmanager.tasks.pay.rates import rates_for


def items_for(session: Session, worker: models.Worker, up_to: date) -> Sequence[models.PayItem]:
    """What was entered to be paid by the end of a period, and is not paid yet."""
    return session.scalars(
        select(models.PayItem)
        .where(
            models.PayItem.worker_id == worker.id,
            models.PayItem.payslip_id.is_(None),
            models.PayItem.day <= up_to,
        )
        .order_by(models.PayItem.day, models.PayItem.id)
    ).all()


def unpaid_items(session: Session, day: date) -> dict[models.Worker, list[models.PayItem]]:
    """What was entered for days up to `day` and no payslip of a period ended by then pays."""
    items: dict[models.Worker, list[models.PayItem]] = {}
    for item in session.scalars(
        select(models.PayItem)
        .outerjoin(models.Payslip, models.Payslip.id == models.PayItem.payslip_id)
        .where(
            models.PayItem.day <= day,
            models.Payslip.id.is_(None) | (models.Payslip.end > day),
        )
        .options(joinedload(models.PayItem.worker))
        .order_by(models.PayItem.worker_id, models.PayItem.day, models.PayItem.id)
    ):
        items.setdefault(item.worker, []).append(item)
    return items


def items_paid(
    session: Session,
    worker: models.Worker,
    items: Sequence[models.PayItem],
    up_to: date,
    on: date,
) -> Iterator[Planned]:
    """What entered items are paid; miles become money here, in the order of their days.

    up_to: payslips of periods that ended by then have paid for the miles before these. on: the pay
    day, whose tax year the miles count in.
    """
    miles: dict[Vehicle, Decimal] = {}
    for item in items:
        kind = ExtraKind(item.kind)
        if kind is not ExtraKind.MILEAGE:
            extra = Extra(kind, item.amount, item.quantity, item.note)
            yield Planned(
                extra,
                read_steps(item.steps),
                item_id=item.id,
                not_for_ni=item.amount if kind is ExtraKind.TAXED_PENSION_REFUND else ZERO,
            )
            continue
        vehicle = Vehicle(item.vehicle or Vehicle.CAR)
        before = _miles_before(session, worker, vehicle, up_to, on) + miles.get(vehicle, Decimal(0))
        driven = item.quantity or Decimal(0)
        miles[vehicle] = miles.get(vehicle, Decimal(0)) + driven
        paid = mileage(driven, before, vehicle, rates_for(tax_year_of(on)).mileage, item.mile_rate)
        yield Planned(
            Extra(ExtraKind.MILEAGE, paid.free_of_tax, driven, item.note),
            paid.steps,
            item_id=item.id,
        )
        if paid.taxable:
            yield Planned(
                Extra(ExtraKind.TAXED_MILEAGE, paid.taxable, note=item.note),
                not_for_ni=paid.taxable - paid.counts_for_ni,
            )


def _miles_before(
    session: Session, worker: models.Worker, vehicle: Vehicle, up_to: date, on: date
) -> Decimal:
    """Miles with that vehicle that payslips of the tax year have paid."""
    rows = session.scalars(
        select(models.PayItem)
        .join(models.Payslip)
        .where(
            models.PayItem.worker_id == worker.id,
            models.PayItem.kind == ExtraKind.MILEAGE,
            models.Payslip.tax_year == tax_year_of(on),
            models.Payslip.end <= up_to,
        )
    )
    driven = [row.quantity or Decimal(0) for row in rows if (row.vehicle or Vehicle.CAR) == vehicle]
    return sum(driven, Decimal(0))
