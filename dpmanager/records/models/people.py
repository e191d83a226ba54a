"""Workers and what they are paid."""

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dpmanager.records.models.base import Base, Pence


class Worker(Base):
    """A PA or provider.

    kind: employed, self-employed or agency. Everything after `end_date` is for employed workers.
    pay_frequency: weekly, fortnightly, four-weekly or monthly.
    first_period_start: the first day of the first pay period; later periods follow from it.
    pay_day_after: days from the end of a period to its pay day.
    previous_pay, previous_tax: figures of a P45 from an earlier job in `previous_tax_year`, pounds.
    """

    __tablename__ = "worker"

    name: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    reference: Mapped[str] = mapped_column(default="")
    start_date: Mapped[date]
    end_date: Mapped[date | None]
    service_type: Mapped[str] = mapped_column(default="personal_care")
    payroll_number: Mapped[str] = mapped_column(default="")
    date_of_birth: Mapped[date | None]
    ni_number: Mapped[str] = mapped_column(default="")
    tax_code: Mapped[str] = mapped_column(default="")
    tax_basis: Mapped[str] = mapped_column(default="cumulative")
    ni_category: Mapped[str] = mapped_column(default="")
    pay_frequency: Mapped[str] = mapped_column(default="")
    first_period_start: Mapped[date | None]
    pay_day_after: Mapped[int] = mapped_column(default=0)
    previous_tax_year: Mapped[str] = mapped_column(default="")
    previous_pay: Mapped[Decimal] = mapped_column(Pence, default=Decimal("0.00"))
    previous_tax: Mapped[Decimal] = mapped_column(Pence, default=Decimal("0.00"))

    rates: Mapped[list["PayRate"]] = relationship(
        back_populates="worker", order_by="PayRate.from_date"
    )


class PayRate(Base):
    """What an hour of a kind is paid from a date on, in pounds (a sleep-in: per night)."""

    __tablename__ = "pay_rate"

    worker_id: Mapped[int] = mapped_column(ForeignKey("worker.id"), index=True)
    hour_kind: Mapped[str]
    from_date: Mapped[date]
    amount: Mapped[Decimal] = mapped_column(Pence)

    worker: Mapped[Worker] = relationship(back_populates="rates")
