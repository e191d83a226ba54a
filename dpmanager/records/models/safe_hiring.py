"""What is checked before somebody works, and what must be in force: checks and insurance."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dpmanager.records.models.base import Base
from dpmanager.records.models.people import Worker


class Check(Base):
    """One check of a worker: what was seen, when and by whom.

    kind: one of `CheckKind`. state: to_do, asked, seen or not_needed (`reason` says why).
    name: what it is, where there are several of a kind: a training, a referee. level, number:
    of a DBS certificate, whose content is never kept. update_service: it was looked up there, with
    the worker's consent. issued_on, until: of the paper; again_on:
    when it is to be looked at again. proof_id: a copy that may be kept.
    """

    __tablename__ = "check"

    worker_id: Mapped[int] = mapped_column(ForeignKey("worker.id"), index=True)
    kind: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="to_do")
    reason: Mapped[str] = mapped_column(default="")
    seen_on: Mapped[date | None]
    seen_by: Mapped[str] = mapped_column(default="")
    level: Mapped[str] = mapped_column(default="")
    number: Mapped[str] = mapped_column(default="")
    update_service: Mapped[bool] = mapped_column(default=False)
    issued_on: Mapped[date | None]
    until: Mapped[date | None]
    again_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    proof_id: Mapped[int | None] = mapped_column(ForeignKey("proof.id"))

    worker: Mapped[Worker] = relationship()


class Policy(Base):
    """An insurance that must be in force, such as employers' liability.

    worker_id: whose own insurance it is (a self-employed PA, an agency); None for the employer's.
    """

    __tablename__ = "policy"

    kind: Mapped[str]
    insurer: Mapped[str]
    number: Mapped[str] = mapped_column(default="")
    from_date: Mapped[date]
    until: Mapped[date] = mapped_column(index=True)
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("worker.id"), index=True)
    proof_id: Mapped[int | None] = mapped_column(ForeignKey("proof.id"))


class StatusAnswer(Base):
    """How it was decided whether somebody is employed: the questions, the answers, the reasons.

    answers: JSON, question by question. outcome: employed, self-employed or unsure. reference: of
    HMRC's own tool, where it was used.
    """

    __tablename__ = "status_answer"

    worker_id: Mapped[int] = mapped_column(ForeignKey("worker.id"), index=True)
    day: Mapped[date]
    answers: Mapped[str]
    outcome: Mapped[str]
    reference: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class WorkerPaper(Base):
    """A paper of a worker's file that is kept: contract, job description, consent."""

    __tablename__ = "worker_paper"

    worker_id: Mapped[int] = mapped_column(ForeignKey("worker.id"), index=True)
    proof_id: Mapped[int] = mapped_column(ForeignKey("proof.id"))
    kind: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
