"""What the receipts page shows: the proofs, their pictures, and the payments that lack one."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, selectinload

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.money.matching import likeliest_first
from dpmanager.domain.reading import read_amount, read_date
from dpmanager.errors import DPManagerError
from dpmanager.importers.proof_pictures import ProofPicture, draw_proof
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.receipts.add_receipt import MADE_BY_THE_BOOK, lacks_proof
from dpmanager.tasks.returns.resources import evidence_labels
from dpmanager.words import _

MOST_LACKING = 200
"""The most payments without a receipt that are listed; the money page lists all of them."""


@dataclass(frozen=True, slots=True)
class PaymentName:
    """A payment, as far as a receipt needs to know it. amount: pounds, money out negative."""

    id: int
    day: date
    description: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class ReceiptSeen:
    """A proof and the payments it stands behind. kind: an id of `evidence.toml`, and its words."""

    id: int
    kind: str
    kind_words: str
    title: str
    day: date | None
    amount: Decimal | None
    media_type: str
    sealed_name: str
    payments: tuple[PaymentName, ...]


@dataclass(frozen=True, slots=True)
class ReceiptsSeen:
    """How many proofs there are, and the payments that lack one, newest first.

    lacking_in_all: how many payments lack one; only the newest are listed.
    """

    receipts: int
    lacking: tuple[PaymentName, ...]
    lacking_in_all: int


@dataclass(frozen=True, slots=True)
class Offered:
    """A receipt, and the payments that it may prove, likeliest first."""

    receipt: ReceiptSeen
    payments: tuple[PaymentName, ...]


@dataclass(frozen=True, slots=True)
class Wanting:
    """A payment, its receipts, why it has none, and the receipts that may prove it."""

    payment: PaymentName
    no_proof_reason: str
    receipts: tuple[ReceiptSeen, ...]
    offered: tuple[ReceiptSeen, ...]


def look_at_receipts(book: Book) -> ReceiptsSeen:
    """How many proofs there are, and the payments that lack one."""
    with book.reading() as session:
        lacking = session.scalars(
            select(models.Transaction)
            .where(lacks_proof())
            .order_by(models.Transaction.day.desc(), models.Transaction.id.desc())
            .limit(MOST_LACKING)
        ).all()
        in_all = session.scalar(select(func.count(models.Transaction.id)).where(lacks_proof()))
        receipts = session.scalar(select(func.count(models.Proof.id)))
        return ReceiptsSeen(receipts or 0, tuple(map(_name, lacking)), in_all or 0)


def count_receipts(book: Book, text: str) -> int:
    """How many proofs hold the text."""
    with book.reading() as session:
        asked = select(func.count(models.Proof.id)).where(*_holding(text))
        return session.scalar(asked) or 0


def read_receipts(book: Book, text: str, start: int, count: int) -> list[ReceiptSeen]:
    """A stretch of the proofs that hold the text, newest first, from the `start`th from 0."""
    with book.reading() as session:
        asked = select(models.Proof).where(*_holding(text)).order_by(*_newest_first())
        return _seen(session, session.scalars(asked.offset(start).limit(count)).all())


def look_at_receipt(book: Book, proof_id: int, *, most: int) -> Offered:
    """One proof, and at most so many payments out that it may prove and does not prove yet.

    Raises DPManagerError when it is no longer in the book.
    """
    with book.reading() as session:
        row = session.get(models.Proof, proof_id)
        if row is None:
            raise DPManagerError(_("This receipt is no longer in the book."))
        receipt = _seen(session, [row])[0]
        return Offered(receipt, tuple(_payments_for(session, receipt)[:most]))


def look_at_wanting(book: Book, payment_id: int, *, most: int) -> Wanting:
    """One payment, its receipts, and at most so many others that may prove it.

    Raises DPManagerError when it is no longer in the book.
    """
    with book.reading() as session:
        row = session.get(models.Transaction, payment_id)
        if row is None:
            raise DPManagerError(_("This payment is no longer in the book."))
        return Wanting(
            _name(row),
            row.no_proof_reason,
            tuple(_seen(session, row.proofs)),
            tuple(_receipts_for(session, row)[:most]),
        )


def receipt_kinds() -> list[tuple[str, str]]:
    """The kinds of proof that a person adds, each with its words."""
    return [
        (name, words) for name, words in evidence_labels().items() if name not in MADE_BY_THE_BOOK
    ]


def receipt_picture(book: Book, receipt: ReceiptSeen, *, page: int, width: int) -> ProofPicture:
    """A page of a proof from 0, `width` dots wide. Raises DPManagerError, DamagedProof."""
    data = book.read_proof(receipt.sealed_name)
    return draw_proof(data, receipt.media_type, page=page, width=width)


def _holding(text: str) -> list[ColumnElement[bool]]:
    typed = " ".join(text.split())
    if not typed:
        return []
    ways = [models.Proof.title.icontains(typed, autoescape=True)]
    with suppress(DPManagerError):  # it is not an amount
        ways.append(models.Proof.amount == abs(read_amount(typed)))
    with suppress(DPManagerError):  # it is not a date
        ways.append(models.Proof.day == read_date(typed))
    return [or_(*ways)]


def _newest_first() -> tuple[ColumnElement[Any], ...]:
    day = func.coalesce(models.Proof.day, models.Proof.added_on)
    return day.desc(), models.Proof.id.desc()


def _seen(session: Session, rows: Sequence[models.Proof]) -> list[ReceiptSeen]:
    payments: dict[int, list[PaymentName]] = {}
    for proof_id, payment in session.execute(
        select(models.ProofLink.proof_id, models.Transaction)
        .join(models.Transaction, models.Transaction.id == models.ProofLink.transaction_id)
        .where(models.ProofLink.proof_id.in_([row.id for row in rows]))
        .order_by(models.Transaction.day, models.Transaction.id)
    ):
        payments.setdefault(proof_id, []).append(_name(payment))
    words = evidence_labels()
    return [
        ReceiptSeen(
            row.id,
            row.kind,
            words[row.kind],
            row.title,
            row.day,
            row.amount,
            row.media_type,
            row.sealed_name,
            tuple(payments.get(row.id, ())),
        )
        for row in rows
    ]


def _payments_for(session: Session, receipt: ReceiptSeen) -> list[PaymentName]:
    """Payments out that it does not prove: the same amount first, then those without a proof."""
    likely = models.Transaction.no_proof_reason == ""
    fits = lacks_proof()
    if receipt.amount:
        fits = fits | (likely & (models.Transaction.amount == -abs(receipt.amount)))
    rows = session.scalars(
        select(models.Transaction)
        .where(
            models.Transaction.amount < ZERO,
            models.Transaction.id.not_in([payment.id for payment in receipt.payments]),
            fits,
        )
        .order_by(models.Transaction.day.desc(), models.Transaction.id.desc())
        .options(selectinload(models.Transaction.proofs))
    ).all()
    proved = {row.id for row in rows if row.proofs}
    found = likeliest_first(receipt.day, receipt.amount, [_name(row) for row in rows])
    return sorted(found, key=lambda its: (-its.amount != receipt.amount, its.id in proved))


def _receipts_for(session: Session, payment: models.Transaction) -> list[ReceiptSeen]:
    """Proofs that are not linked to it: the same amount first, then those that prove nothing."""
    linked = select(models.ProofLink.proof_id)
    rows = session.scalars(
        select(models.Proof)
        .where(
            models.Proof.id.not_in(linked.where(models.ProofLink.transaction_id == payment.id)),
            models.Proof.id.not_in(linked) | (models.Proof.amount == abs(payment.amount)),
        )
        .order_by(*_newest_first())
    ).all()
    found = likeliest_first(payment.day, payment.amount, _seen(session, rows))
    return sorted(found, key=lambda its: (its.amount != abs(payment.amount), bool(its.payments)))


def _name(row: models.Transaction) -> PaymentName:
    return PaymentName(row.id, row.day, row.description, row.amount)
