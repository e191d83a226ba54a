"""Who works when: patterns that repeat, and what is different on a day."""

from datetime import date, time

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dpmanager.records.models.base import Base
from dpmanager.records.models.people import Worker


class RotaPattern(Base):
    """A worker's usual weeks from a Monday on. weeks: after how many weeks it repeats (1 to 4).

    until: the last day; None while it goes on. elsewhere: their hours in another job, which count
    for rest and for the 48-hour week alone.
    """

    __tablename__ = "rota_pattern"

    worker_id: Mapped[int] = mapped_column(ForeignKey("worker.id"), index=True)
    from_date: Mapped[date]
    until: Mapped[date | None]
    weeks: Mapped[int] = mapped_column(default=1)
    elsewhere: Mapped[bool] = mapped_column(default=False)

    worker: Mapped[Worker] = relationship()
    shifts: Mapped[list["RotaShift"]] = relationship(
        order_by="RotaShift.week, RotaShift.weekday, RotaShift.start", cascade="all, delete-orphan"
    )


class RotaShift(Base):
    """A shift of a pattern. week: 0 for the first. weekday: 0 for Monday.

    service_type: as in `Shift`.
    """

    __tablename__ = "rota_shift"

    pattern_id: Mapped[int] = mapped_column(ForeignKey("rota_pattern.id"), index=True)
    week: Mapped[int] = mapped_column(default=0)
    weekday: Mapped[int]
    start: Mapped[time]
    end: Mapped[time]
    break_minutes: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = mapped_column(default="weekday")
    outcome_id: Mapped[int | None] = mapped_column(ForeignKey("outcome.id"))
    service_type: Mapped[str] = mapped_column(default="")


class RotaChange(Base):
    """A day on which the rota is different for a worker.

    start, end: a shift that is added; None where the day's shifts are left out. reason: holiday,
    sick, cover (covers_worker_id says for whom), cancelled or other. service_type: as in `Shift`.
    """

    __tablename__ = "rota_change"

    worker_id: Mapped[int] = mapped_column(ForeignKey("worker.id"), index=True)
    day: Mapped[date] = mapped_column(index=True)
    start: Mapped[time | None]
    end: Mapped[time | None]
    break_minutes: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = mapped_column(default="weekday")
    reason: Mapped[str] = mapped_column(default="other")
    covers_worker_id: Mapped[int | None] = mapped_column(ForeignKey("worker.id"))
    note: Mapped[str] = mapped_column(default="")
    service_type: Mapped[str] = mapped_column(default="")
