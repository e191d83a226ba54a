"""Add a receipt, link it to the payments it proves, and find the payments that lack one."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.importers.proof_files import read_proof_file
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.returns.resources import categories, evidence_labels
from dpmanager.words import _

# Proofs that the book makes itself, from its own records.
MADE_BY_THE_BOOK = frozenset({"payslip", "timesheet", "hmrc_payment_record"})


def add_receipt(
    book: Book,
    data: bytes,
    file_name: str,
    *,
    kind: str = "receipt",
    title: str = "",
    day: date | None = None,
    amount: Decimal | None = None,
    payments: Sequence[int] = (),
    who: str,
    at: datetime,
) -> int:
    """Keeps a photo or PDF in the book and links it to payments; gives the proof's number.

    A file that is in the book already is not kept twice: its proof gets the new links.
    Raises DPManagerError for a file that cannot be used; nothing is saved then.
    """
    if kind not in evidence_labels():
        raise DPManagerError(_("There is no kind of proof named “{kind}”.").format(kind=kind))
    checked = read_proof_file(data, file_name)
    sealed_name = book.keep_proof(data)
    with book.task(_("Add a receipt"), who=who, at=at) as session:
        proof = session.scalar(select(models.Proof).where(models.Proof.sealed_name == sealed_name))
        if proof is None:
            proof = models.Proof(
                sealed_name=sealed_name,
                media_type=checked.media_type,
                size=len(data),
                kind=kind,
                title=title or checked.title,
                day=day,
                amount=amount,
                added_on=at.date(),
            )
            session.add(proof)
            session.flush()
        _link(session, proof.id, payments)
        return proof.id


def link_receipt(
    book: Book, proof_id: int, payments: Sequence[int], *, who: str, at: datetime
) -> None:
    """The proof stands behind these payments as well."""
    with book.task(_("Link a receipt"), who=who, at=at) as session:
        session.get_one(models.Proof, proof_id)
        _link(session, proof_id, payments)


def explain_missing_receipt(
    book: Book, transaction_id: int, reason: str, *, who: str, at: datetime
) -> None:
    """Notes why a payment has no receipt, in the person's own words."""
    if not reason.strip():
        raise DPManagerError(_("Say in a few words why there is no receipt."))
    with book.task(_("Say why a receipt is missing"), who=who, at=at) as session:
        session.get_one(models.Transaction, transaction_id).no_proof_reason = reason.strip()


def payments_without_proof(session: Session, period: Period) -> list[models.Transaction]:
    """Payments out of the period that want a proof and have neither proof nor reason.

    Wages and HMRC payments that are matched to pay are proved by the book's own papers.
    """
    rows = session.scalars(
        select(models.Transaction)
        .where(
            models.Transaction.day.between(period.start, period.end),
            models.Transaction.amount < ZERO,
            models.Transaction.no_proof_reason == "",
            ~models.Transaction.proofs.any(),
        )
        .order_by(models.Transaction.day, models.Transaction.id)
    )
    return [row for row in rows if _wants_proof(row)]


def _wants_proof(payment: models.Transaction) -> bool:
    if not payment.splits:
        return True
    for split in payment.splits:
        wanted = set(categories()[split.category].evidence)
        if wanted and not (split.expected_payment_id and wanted <= MADE_BY_THE_BOOK):
            return True
    return False


def _link(session: Session, proof_id: int, payments: Sequence[int]) -> None:
    linked = set(
        session.scalars(
            select(models.ProofLink.transaction_id).where(models.ProofLink.proof_id == proof_id)
        )
    )
    for payment in payments:
        if payment not in linked:
            session.get_one(models.Transaction, payment)
            session.add(models.ProofLink(proof_id=proof_id, transaction_id=payment))
