"""Accounts, what the bank says, what each payment was for, and the proofs of it."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dpmanager.records.models.base import Base, Pence


class Account(Base):
    """The separate account or prepaid card. kind: bank or card. opening_balance in pounds.

    opening_balance stands at the start of opening_date, before any line of that day.
    """

    __tablename__ = "account"

    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    last_four: Mapped[str] = mapped_column(default="")
    opening_balance: Mapped[Decimal] = mapped_column(Pence)
    opening_date: Mapped[date]


class StatementImport(Base):
    """One file that was read in: its format, its days, and the last balance that it shows."""

    __tablename__ = "statement_import"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    format: Mapped[str]
    imported_at: Mapped[datetime]
    first_day: Mapped[date]
    last_day: Mapped[date]
    closing_balance: Mapped[Decimal | None] = mapped_column(Pence)


class StatementPaper(Base):
    """A statement as the bank made it, kept as a file: read in, or added by the person.

    first_day, last_day: the days that it is of. import_id: what was read in from it; None where
    nothing new was.
    """

    __tablename__ = "statement_paper"
    __table_args__ = (
        UniqueConstraint("account_id", "proof_id"),
        {"sqlite_autoincrement": True},
    )

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    proof_id: Mapped[int] = mapped_column(ForeignKey("proof.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    import_id: Mapped[int | None] = mapped_column(ForeignKey("statement_import.id"), index=True)


class StatementLayout(Base):
    """What the columns of a statement file are, where the person has said it.

    name: the bank or card, as the person calls it. header: what names the heading of such files.
    layout: the format, as JSON.
    """

    __tablename__ = "statement_layout"

    name: Mapped[str]
    header: Mapped[str] = mapped_column(unique=True)
    layout: Mapped[str]


class Transaction(Base):
    """One line of an account. amount in pounds, money out negative.

    fingerprint and nth name a bank line for good: the same line in another file has the same
    fingerprint; `nth` counts equal lines of one day. Both are empty for a line typed in by hand.
    presented_on: the day the bank shows it; None for a hand-typed line that it has not shown yet.
    position: order within the account on one day, as the bank gave it.
    cheque: its number, where it is a cheque.
    """

    __tablename__ = "transaction"
    __table_args__ = (
        UniqueConstraint("account_id", "fingerprint", "nth"),
        {"sqlite_autoincrement": True},
    )

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    day: Mapped[date] = mapped_column(index=True)
    position: Mapped[int] = mapped_column(default=0)
    description: Mapped[str]
    amount: Mapped[Decimal] = mapped_column(Pence)
    bank_type: Mapped[str] = mapped_column(default="")
    bank_balance: Mapped[Decimal | None] = mapped_column(Pence)
    import_id: Mapped[int | None] = mapped_column(ForeignKey("statement_import.id"), index=True)
    fingerprint: Mapped[str | None]
    nth: Mapped[int | None]
    presented_on: Mapped[date | None]
    no_proof_reason: Mapped[str] = mapped_column(default="")
    cheque: Mapped[str] = mapped_column(default="")

    account: Mapped[Account] = relationship()
    splits: Mapped[list["Split"]] = relationship(
        back_populates="transaction", order_by="Split.id", cascade="all, delete-orphan"
    )
    proofs: Mapped[list["Proof"]] = relationship(secondary="proof_link", viewonly=True)


class Split(Base):
    """What a part of a payment was for. The splits of a payment add up to it.

    category: an id of `resources/categories.toml`.
    """

    __tablename__ = "split"

    transaction_id: Mapped[int] = mapped_column(ForeignKey("transaction.id"), index=True)
    amount: Mapped[Decimal] = mapped_column(Pence)
    category: Mapped[str]
    service_type: Mapped[str] = mapped_column(default="")
    outcome_id: Mapped[int | None] = mapped_column(ForeignKey("outcome.id"))
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("worker.id"))
    expected_payment_id: Mapped[int | None] = mapped_column(
        ForeignKey("expected_payment.id"), index=True
    )
    note: Mapped[str] = mapped_column(default="")

    transaction: Mapped[Transaction] = relationship(back_populates="splits")


class SortingRule(Base):
    """What the person has said that payments with certain words are for.

    words: all of them are in the bank's words; in small letters, with spaces between them.
    category: as in `Split`; "" where nothing is to be suggested for these words. What is learned
    from payments is not kept: it is worked out from them each time.
    """

    __tablename__ = "sorting_rule"

    words: Mapped[str]
    category: Mapped[str]
    service_type: Mapped[str] = mapped_column(default="")
    outcome_id: Mapped[int | None] = mapped_column(ForeignKey("outcome.id"))
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("worker.id"))


class Reconciliation(Base):
    """An account agreed with its statement on a day. statement_balance in pounds.

    difference: pounds by which the bank has more than the book, where they do not agree; reason:
    why, in the person's words.
    """

    __tablename__ = "reconciliation"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    day: Mapped[date]
    statement_balance: Mapped[Decimal] = mapped_column(Pence)
    difference: Mapped[Decimal] = mapped_column(Pence, default=Decimal("0.00"))
    reason: Mapped[str] = mapped_column(default="")


class Proof(Base):
    """A receipt, invoice, certificate or other paper; its picture is a sealed file of its own.

    sealed_name: the name of the sealed file. media_type: image/jpeg, image/png, image/heic or
    application/pdf. kind: an id of `resources/evidence.toml`, such as receipt or invoice.
    number: what an invoice is numbered. original: the hash of the file as it came, before its photo
    was turned, cut or made smaller. look: by which another copy of the picture is known.
    """

    __tablename__ = "proof"

    sealed_name: Mapped[str] = mapped_column(unique=True)
    media_type: Mapped[str]
    size: Mapped[int]
    kind: Mapped[str] = mapped_column(default="receipt")
    title: Mapped[str] = mapped_column(default="")
    day: Mapped[date | None]
    amount: Mapped[Decimal | None] = mapped_column(Pence)
    added_on: Mapped[date]
    number: Mapped[str] = mapped_column(default="")
    original: Mapped[str] = mapped_column(default="", index=True)
    look: Mapped[str] = mapped_column(default="")


class ProofText(Base):
    """The words on a proof, as they were read from its sealed file. It has no history.

    They can be read again at any time, and come and go with the file. words: all of them, in small
    letters, to be searched; "" where none could be read.
    """

    __tablename__ = "proof_text"

    sealed_name: Mapped[str] = mapped_column(unique=True)
    words: Mapped[str]


class ProofLines(Base):
    """Where the words of a `ProofText` stand, as JSON. It has no history.

    Apart from the words, so that a search through all of them is quick.
    """

    __tablename__ = "proof_lines"

    sealed_name: Mapped[str] = mapped_column(unique=True)
    pages: Mapped[str]


class ProofLink(Base):
    """A proof stands behind a payment; one may prove several, and several may prove one.

    amount: the part of the proof that this payment pays, in pounds; None where it is all of the
    payment.
    """

    __tablename__ = "proof_link"
    __table_args__ = (
        UniqueConstraint("proof_id", "transaction_id"),
        {"sqlite_autoincrement": True},
    )

    proof_id: Mapped[int] = mapped_column(ForeignKey("proof.id"), index=True)
    transaction_id: Mapped[int] = mapped_column(ForeignKey("transaction.id"), index=True)
    amount: Mapped[Decimal | None] = mapped_column(Pence)
