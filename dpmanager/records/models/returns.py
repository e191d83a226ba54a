"""Returns that were made to be sent, what was said about them, and the forms of funders."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dpmanager.records.models.agreements import Funder
from dpmanager.records.models.base import Base, Pence
from dpmanager.records.models.signatures import Signature


class SentReturn(Base):
    """A return that was signed: from then on its figures and its document stand.

    kind: periodic, audit (for days that the funder named) or final. figures: what it says, as JSON.
    document_id, bundle_id: its PDF and the evidence, as proofs. digest: SHA-256 of the figures and
    the document. amends_id: the return that it takes the place of. sent_on, sent_how (post, email,
    online, hand or other) and sent_by: None or "" until it is sent. answered_on, answer: what the
    funder said.
    """

    __tablename__ = "sent_return"

    funder_id: Mapped[int] = mapped_column(ForeignKey("funder.id"), index=True)
    start: Mapped[date]
    end: Mapped[date]
    kind: Mapped[str] = mapped_column(default="periodic")
    due: Mapped[date | None]
    closing: Mapped[Decimal] = mapped_column(Pence)
    figures: Mapped[str]
    digest: Mapped[str]
    document_id: Mapped[int] = mapped_column(ForeignKey("proof.id"))
    bundle_id: Mapped[int | None] = mapped_column(ForeignKey("proof.id"))
    signature_id: Mapped[int] = mapped_column(ForeignKey("signature.id"))
    locked_at: Mapped[datetime]
    amends_id: Mapped[int | None] = mapped_column(ForeignKey("sent_return.id"))
    sent_on: Mapped[date | None]
    sent_how: Mapped[str] = mapped_column(default="")
    sent_by: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[date | None]
    answer: Mapped[str] = mapped_column(default="")

    funder: Mapped[Funder] = relationship()
    signature: Mapped[Signature] = relationship()
    papers: Mapped[list["ReturnPaper"]] = relationship(
        back_populates="sent_return", order_by="ReturnPaper.day, ReturnPaper.id"
    )


class ReturnPaper(Base):
    """Something said about a return. kind: cover, question, reply or note."""

    __tablename__ = "return_paper"

    return_id: Mapped[int] = mapped_column(ForeignKey("sent_return.id"), index=True)
    day: Mapped[date]
    kind: Mapped[str]
    words: Mapped[str] = mapped_column(default="")
    proof_id: Mapped[int | None] = mapped_column(ForeignKey("proof.id"))

    sent_return: Mapped[SentReturn] = relationship(back_populates="papers")


class LateChange(Base):
    """Why records of a period were changed after its return was signed."""

    __tablename__ = "late_change"

    return_id: Mapped[int] = mapped_column(ForeignKey("sent_return.id"), index=True)
    day: Mapped[date]
    reason: Mapped[str]


class AskedReturn(Base):
    """A return that a funder asked for by letter, for days that it named.

    kind: audit, or final for the account at the end of the direct payment. asked_on: the day of
    the letter. due: the last day to answer.
    """

    __tablename__ = "asked_return"

    funder_id: Mapped[int] = mapped_column(ForeignKey("funder.id"), index=True)
    kind: Mapped[str] = mapped_column(default="audit")
    start: Mapped[date]
    end: Mapped[date]
    asked_on: Mapped[date]
    due: Mapped[date]


class EndingTick(Base):
    """Something that was done for the end of the direct payment.

    key: the step, and whom it is about. what: the step in words, as it was then. done_by: who said
    so.
    """

    __tablename__ = "ending_tick"

    key: Mapped[str] = mapped_column(unique=True)
    what: Mapped[str]
    done_on: Mapped[date]
    done_by: Mapped[str]


class OutcomeNote(Base):
    """What happened with an outcome of the support plan in a period, in the person's words."""

    __tablename__ = "outcome_note"

    outcome_id: Mapped[int] = mapped_column(ForeignKey("outcome.id"), index=True)
    start: Mapped[date]
    end: Mapped[date]
    words: Mapped[str]


class ReturnForm(Base):
    """A funder's own form, which the person has loaded: a PDF to be filled in, or a workbook.

    media_type: application/pdf or that of .xlsx. proof_id: the empty form. mapping: which figure
    stands in which field or cell, as JSON.
    """

    __tablename__ = "return_form"

    funder_id: Mapped[int] = mapped_column(ForeignKey("funder.id"), index=True)
    name: Mapped[str]
    media_type: Mapped[str]
    proof_id: Mapped[int] = mapped_column(ForeignKey("proof.id"))
    mapping: Mapped[str] = mapped_column(default="{}")
