"""Hours worked."""

from datetime import date, time

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dpmanager.records.models.base import Base
from dpmanager.records.models.people import Worker
from dpmanager.records.models.signatures import Signature


class Timesheet(Base):
    """One worker's shifts for one pay period. state: draft, approved or paid.

    corrected_on: the day its hours were changed after they had been paid.
    signature: of who approved it, where it was signed on the screen.
    """

    __tablename__ = "timesheet"
    __table_args__ = (UniqueConstraint("worker_id", "start"), {"sqlite_autoincrement": True})

    worker_id: Mapped[int] = mapped_column(ForeignKey("worker.id"), index=True)
    start: Mapped[date] = mapped_column(index=True)
    end: Mapped[date]
    state: Mapped[str] = mapped_column(default="draft")
    approved_on: Mapped[date | None]
    approved_by: Mapped[str] = mapped_column(default="")
    corrected_on: Mapped[date | None]
    signature_id: Mapped[int | None] = mapped_column(ForeignKey("signature.id"))

    worker: Mapped[Worker] = relationship()
    signature: Mapped[Signature | None] = relationship()
    shifts: Mapped[list["Shift"]] = relationship(
        back_populates="timesheet", order_by="Shift.day, Shift.start"
    )


class Shift(Base):
    """One stretch of work. An `end` at or before `start` is on the next day.

    woken_minutes: of a sleep-in, how long the worker was up and working. service_type: what they
    did; "" for what they mostly do.
    """

    __tablename__ = "shift"

    timesheet_id: Mapped[int] = mapped_column(ForeignKey("timesheet.id"), index=True)
    day: Mapped[date] = mapped_column(index=True)
    start: Mapped[time]
    end: Mapped[time]
    break_minutes: Mapped[int] = mapped_column(default=0)
    woken_minutes: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    outcome_id: Mapped[int | None] = mapped_column(ForeignKey("outcome.id"))
    service_type: Mapped[str] = mapped_column(default="")

    timesheet: Mapped[Timesheet] = relationship(back_populates="shifts")


class FormKey(Base):
    """What the forms of this book are known by: the one row, made with the first form.

    book_id: random, no name. key: what the plan of a form is sealed with, as figures and letters.
    """

    __tablename__ = "form_key"

    book_id: Mapped[str]
    key: Mapped[str]


class TakenForm(Base):
    """A timesheet that the worker filled in on a form, and that was read in.

    start, end: its period. proof_id: the file itself. signed_name is empty and signed_on None
    where nobody signed. rows: what was filled in, as JSON; remarks: notes of days without hours.
    """

    __tablename__ = "taken_form"

    worker_id: Mapped[int] = mapped_column(ForeignKey("worker.id"), index=True)
    start: Mapped[date]
    end: Mapped[date]
    taken_on: Mapped[date]
    proof_id: Mapped[int | None] = mapped_column(ForeignKey("proof.id"))
    signed_name: Mapped[str] = mapped_column(default="")
    signed_on: Mapped[date | None]
    rows: Mapped[str] = mapped_column(default="[]")
    remarks: Mapped[str] = mapped_column(default="[]")
