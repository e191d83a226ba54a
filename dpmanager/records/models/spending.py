"""What payments have to do with each other, with the person's own purse, and with the rules."""

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dpmanager.records.models.base import Base, Pence


class PaymentTie(Base):
    """A payment that gives back what another one took. amount in pounds, above nothing.

    kind: refund (money came back for a payment out), repaid (money that went out, or came in, by
    mistake was put right) or bounced (a payment that failed). transaction_id: the later payment;
    other_id: the one it is for.
    """

    __tablename__ = "payment_tie"

    kind: Mapped[str]
    transaction_id: Mapped[int] = mapped_column(ForeignKey("transaction.id"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("transaction.id"), index=True)
    amount: Mapped[Decimal] = mapped_column(Pence)
    note: Mapped[str] = mapped_column(default="")


class PocketPayment(Base):
    """Something for the person's care that was not paid from the account.

    how: own (from somebody's own money, to be paid back) or cash (from cash that was taken out of
    the account). paid_by: whose money it was. amount in pounds, above nothing. cash_id: the
    withdrawal. repaid_id: the payment from the account that paid it back; None until then.
    category, service_type, outcome_id, worker_id: as in `Split`.
    """

    __tablename__ = "pocket_payment"

    how: Mapped[str]
    day: Mapped[date]
    payee: Mapped[str]
    paid_by: Mapped[str] = mapped_column(default="")
    amount: Mapped[Decimal] = mapped_column(Pence)
    category: Mapped[str]
    service_type: Mapped[str] = mapped_column(default="")
    outcome_id: Mapped[int | None] = mapped_column(ForeignKey("outcome.id"))
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("worker.id"))
    note: Mapped[str] = mapped_column(default="")
    cash_id: Mapped[int | None] = mapped_column(ForeignKey("transaction.id"), index=True)
    repaid_id: Mapped[int | None] = mapped_column(ForeignKey("transaction.id"), index=True)
    proof_id: Mapped[int | None] = mapped_column(ForeignKey("proof.id"))


class SpendingAnswer(Base):
    """What was said about a spending question. question: an id of `resources/spending.toml`.

    about: what the question is about, such as a payment, a worker or an outcome, as `kind:number`.
    answer: asked, agreed, refused or not-needed. who: who at the funder said so. how: phone, email,
    letter, meeting or plan. until: the last day for which it holds; None: it goes on.
    """

    __tablename__ = "spending_answer"

    question: Mapped[str]
    about: Mapped[str]
    answer: Mapped[str]
    day: Mapped[date]
    who: Mapped[str] = mapped_column(default="")
    how: Mapped[str] = mapped_column(default="")
    until: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    proof_id: Mapped[int | None] = mapped_column(ForeignKey("proof.id"))
