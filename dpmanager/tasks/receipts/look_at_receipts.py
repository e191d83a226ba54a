"""What the receipts page shows: the proofs, their pictures, and the payments that lack one."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, selectinload

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.money.matching import likeliest_first
from dpmanager.domain.reading import read_amount, read_date
from dpmanager.domain.receipts.parts import Share, share_paid
from dpmanager.domain.receipts.reading import Reading
from dpmanager.errors import DPManagerError
from dpmanager.importers.photo_tidying import look_alike
from dpmanager.importers.proof_pictures import ProofPicture, draw_proof
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.receipts.add_receipt import MADE_BY_THE_BOOK, lacks_proof
from dpmanager.tasks.receipts.keep_files import KEPT_PAPER, words_begin_with
from dpmanager.tasks.returns.resources import evidence_labels
from dpmanager.words import _

MOST_LACKING = 200
"""The most payments without a receipt that are listed; the money page lists all of them."""

MOST_TO_CHECK = 50

SAY_AN_AMOUNT = ("receipt", "invoice")
"""Kinds of proof that are not ready before their day and amount are known."""


@dataclass(frozen=True, slots=True)
class PaymentName:
    """A payment, as far as a receipt needs to know it. amount: pounds, money out negative.

    part: how much of the receipt it pays, in pounds; None where it is all of the payment.
    """

    id: int
    day: date
    description: str
    amount: Decimal
    part: Decimal | None = None


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
    number: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptsSeen:
    """How many proofs there are, and the payments that lack one, newest first.

    lacking_in_all: how many payments lack one; only the newest are listed. to_check: receipts that
    were read and do not say their day or amount yet, newest first.
    """

    receipts: int
    lacking: tuple[PaymentName, ...]
    lacking_in_all: int
    to_check: tuple[ReceiptSeen, ...] = ()


@dataclass(frozen=True, slots=True)
class Offered:
    """A receipt, and the payments that it may prove, likeliest first.

    alike: receipts whose picture looks the same. share: how much of it is paid, where it says an
    amount and is linked.
    """

    receipt: ReceiptSeen
    payments: tuple[PaymentName, ...]
    alike: tuple[ReceiptSeen, ...] = ()
    share: Share | None = None


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
        receipts = session.scalar(select(func.count(models.Proof.id)).where(*_holding("")))
        return ReceiptsSeen(
            receipts or 0, tuple(map(_name, lacking)), in_all or 0, tuple(_to_check(session))
        )


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


def look_at_receipt(
    book: Book, proof_id: int, *, most: int, reading: Reading | None = None
) -> Offered:
    """One proof, and at most so many payments out that it may prove and does not prove yet.

    reading: what was read on it; it stands in for a day and an amount that nobody has said yet.
    Raises DPManagerError when it is no longer in the book.
    """
    with book.reading() as session:
        row = session.get(models.Proof, proof_id)
        if row is None:
            raise DPManagerError(_("This receipt is no longer in the book."))
        receipt = _seen(session, [row])[0]
        return Offered(
            receipt,
            tuple(_payments_for(session, _as_read(receipt, reading or Reading()))[:most]),
            tuple(_alike(session, row)[:most]),
            share_paid(
                receipt.amount, [(payment.amount, payment.part) for payment in receipt.payments]
            ),
        )


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
        (name, words)
        for name, words in evidence_labels().items()
        if name not in MADE_BY_THE_BOOK and name != KEPT_PAPER
    ]


def receipt_picture(book: Book, receipt: ReceiptSeen, *, page: int, width: int) -> ProofPicture:
    """A page of a proof from 0, `width` dots wide. Raises DPManagerError, DamagedProof."""
    data = book.read_proof(receipt.sealed_name)
    return draw_proof(data, receipt.media_type, page=page, width=width)


def _holding(text: str) -> list[ColumnElement[bool]]:
    typed = " ".join(text.split())
    not_only_kept = models.Proof.kind != KEPT_PAPER
    if not typed:
        return [not_only_kept]
    ways = [
        models.Proof.title.icontains(typed, autoescape=True),
        models.Proof.number.icontains(typed, autoescape=True),
        models.Proof.sealed_name.in_(
            select(models.ProofText.sealed_name).where(words_begin_with(typed))
        ),
    ]
    with suppress(DPManagerError):  # it is not an amount
        ways.append(models.Proof.amount == abs(read_amount(typed)))
    with suppress(DPManagerError):  # it is not a date
        ways.append(models.Proof.day == read_date(typed))
    return [not_only_kept, or_(*ways)]


def _newest_first() -> tuple[ColumnElement[Any], ...]:
    day = func.coalesce(models.Proof.day, models.Proof.added_on)
    return day.desc(), models.Proof.id.desc()


def _seen(session: Session, rows: Sequence[models.Proof]) -> list[ReceiptSeen]:
    payments: dict[int, list[PaymentName]] = {}
    for proof_id, part, payment in session.execute(
        select(models.ProofLink.proof_id, models.ProofLink.amount, models.Transaction)
        .join(models.Transaction, models.Transaction.id == models.ProofLink.transaction_id)
        .where(models.ProofLink.proof_id.in_([row.id for row in rows]))
        .order_by(models.Transaction.day, models.Transaction.id)
    ):
        payments.setdefault(proof_id, []).append(_name(payment, part))
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
            row.number,
        )
        for row in rows
    ]


def _as_read(receipt: ReceiptSeen, reading: Reading) -> ReceiptSeen:
    day = receipt.day or (reading.day.value if reading.day else None)
    amount = receipt.amount
    if amount is None and reading.total:
        amount = reading.total.value
    return replace(receipt, day=day, amount=amount)


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
            models.Proof.kind != KEPT_PAPER,
            models.Proof.id.not_in(linked.where(models.ProofLink.transaction_id == payment.id)),
            models.Proof.id.not_in(linked) | (models.Proof.amount == abs(payment.amount)),
        )
        .order_by(*_newest_first())
    ).all()
    found = likeliest_first(payment.day, payment.amount, _seen(session, rows))
    return sorted(found, key=lambda its: (its.amount != abs(payment.amount), bool(its.payments)))


def _to_check(session: Session) -> list[ReceiptSeen]:
    rows = session.scalars(
        select(models.Proof)
        .join(models.ProofText, models.ProofText.sealed_name == models.Proof.sealed_name)
        .where(
            models.ProofText.words != "",
            models.Proof.day.is_(None) | models.Proof.amount.is_(None),
            models.Proof.kind.in_(SAY_AN_AMOUNT),
        )
        .order_by(models.Proof.id.desc())
        .limit(MOST_TO_CHECK)
    ).all()
    return _seen(session, rows)


def _alike(session: Session, proof: models.Proof) -> list[ReceiptSeen]:
    marks = session.execute(
        select(models.Proof.id, models.Proof.look).where(
            models.Proof.look != "", models.Proof.id != proof.id, models.Proof.kind != KEPT_PAPER
        )
    )
    same = [number for number, look in marks if look_alike(look, proof.look)]
    rows = session.scalars(
        select(models.Proof).where(models.Proof.id.in_(same)).order_by(*_newest_first())
    )
    return _seen(session, rows.all())


def _name(row: models.Transaction, part: Decimal | None = None) -> PaymentName:
    return PaymentName(row.id, row.day, row.description, row.amount, part)
