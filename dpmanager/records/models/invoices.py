"""Invoices of self-employed PAs, agencies and other providers."""

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dpmanager.records.models.base import Base, Exact, Pence
from dpmanager.records.models.people import Worker


class Invoice(Base):
    """An invoice for a stretch of days. hours and rate as it says them; amount in pounds."""

    __tablename__ = "invoice"
    __table_args__ = (UniqueConstraint("worker_id", "number"), {"sqlite_autoincrement": True})

    worker_id: Mapped[int] = mapped_column(ForeignKey("worker.id"), index=True)
    number: Mapped[str]
    day: Mapped[date]
    due: Mapped[date]
    start: Mapped[date | None]
    end: Mapped[date | None]
    hours: Mapped[Decimal | None] = mapped_column(Exact)
    rate: Mapped[Decimal | None] = mapped_column(Exact)
    amount: Mapped[Decimal] = mapped_column(Pence)
    note: Mapped[str] = mapped_column(default="")
    proof_id: Mapped[int | None] = mapped_column(ForeignKey("proof.id"))

    worker: Mapped[Worker] = relationship()
