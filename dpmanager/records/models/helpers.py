"""People who help with the hours in a book of their own, and what was taken in from it."""

from datetime import date, datetime, time

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dpmanager.records.models.base import Base


class Helper(Base):
    """Somebody with a helper's book.

    book_id: that of their book, random. rota_out_at, taken_at: when the rota was put out last, and
    hours taken in. stopped_on: from when on their book is not read any more.
    """

    __tablename__ = "helper"

    name: Mapped[str]
    book_id: Mapped[str] = mapped_column(unique=True)
    rota_out_at: Mapped[datetime | None]
    taken_at: Mapped[datetime | None]
    stopped_on: Mapped[date | None]


class HelperEntry(Base):
    """Hours in a helper's book, as they were when they were last looked through here.

    entry_id: theirs for good, with its version. removed: the helper took them out again. shift_id:
    the number of the shift that came of them, which may be gone; None where none did.
    """

    __tablename__ = "helper_entry"

    helper_id: Mapped[int] = mapped_column(ForeignKey("helper.id"), index=True)
    entry_id: Mapped[str] = mapped_column(unique=True)
    worker_id: Mapped[int] = mapped_column(ForeignKey("worker.id"), index=True)
    version: Mapped[int]
    removed: Mapped[bool] = mapped_column(default=False)
    day: Mapped[date]
    start: Mapped[time]
    end: Mapped[time]
    break_minutes: Mapped[int] = mapped_column(default=0)
    woken_minutes: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    entered_by: Mapped[str]
    entered_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    shift_id: Mapped[int | None]
