"""What the person has said about a deadline: done, or not now."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from dpmanager.records.models.base import Base


class DeadlineNote(Base):
    """key: of the deadline. done_on: the day it was done; snoozed_until: shown again then.

    how: of a report, how it was sent: tools, software or paper.
    """

    __tablename__ = "deadline_note"

    key: Mapped[str] = mapped_column(unique=True)
    done_on: Mapped[date | None]
    snoozed_until: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    how: Mapped[str] = mapped_column(default="")
