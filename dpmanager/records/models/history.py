"""What was done: who, when, and each row before and after."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dpmanager.records.models.base import Base


class TaskDone(Base):
    """One task that was saved. undoes: the task that this one took back, if it is an undo.

    lasting: it cannot be undone, as nothing is left without it (setting up the book), or as what
    it was about has been erased. salt, digest: SHA-256 over the salt and what the task is; link:
    over the link of the task before, this digest and those of its changes. So a change to any
    entry shows, and an entry can be erased without a break in the chain.
    """

    __tablename__ = "task_done"

    name: Mapped[str]
    who: Mapped[str]
    at: Mapped[datetime]
    undoes: Mapped[int | None] = mapped_column(ForeignKey("task_done.id"))
    undone: Mapped[bool] = mapped_column(default=False)
    lasting: Mapped[bool] = mapped_column(default=False)
    salt: Mapped[str] = mapped_column(default="")
    digest: Mapped[str] = mapped_column(default="")
    link: Mapped[str] = mapped_column(default="")


class Change(Base):
    """The rows of one table that a task changed.

    rows: JSON, a list of {"id", "before", "after"}; before is null for a new row, after for a
    deleted one; values as they stand in the database. erased: rows were taken out of it for good.
    """

    __tablename__ = "change"

    task_id: Mapped[int] = mapped_column(ForeignKey("task_done.id"), index=True)
    table_name: Mapped[str]
    rows: Mapped[str]
    salt: Mapped[str] = mapped_column(default="")
    digest: Mapped[str] = mapped_column(default="")
    erased: Mapped[bool] = mapped_column(default=False)
