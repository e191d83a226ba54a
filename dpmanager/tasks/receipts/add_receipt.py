"""Add a receipt, link it to the payments it proves, and find the payments that lack one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from sqlalchemy import ColumnElement, and_, delete, or_, select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.importers.files import read_file
from dpmanager.importers.proof_files import LARGEST_MB, ProofFile, read_proof_file
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.returns.resources import categories, evidence_labels
from dpmanager.words import _, ngettext

# Proofs that the book makes itself, from its own records.
MADE_BY_THE_BOOK = frozenset({"payslip", "timesheet", "hmrc_payment_record", "pension_record"})


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
    _check_kind(kind)
    checked = read_proof_file(data, file_name)
    sealed_name = book.keep_proof(data)
    with book.task(_("Add a receipt"), who=who, at=at) as session:
        proof = proof_of_file(session, sealed_name, checked, len(data), at.date())
        if proof.id is None:  # not in the book yet
            proof.kind, proof.title = kind, title or checked.title
            proof.day, proof.amount = day, amount
        session.flush()
        _link(session, proof.id, payments)
        return proof.id


@dataclass(frozen=True, slots=True)
class Added:
    """What came of several files. numbers: the proofs; faults: why each of the others was left."""

    numbers: tuple[int, ...]
    faults: tuple[str, ...]


def add_receipts(
    book: Book,
    files: Sequence[tuple[str, bytes]],
    *,
    payments: Sequence[int] = (),
    who: str,
    at: datetime,
) -> Added:
    """Keeps several files (name, content), as one task. Those that cannot be used are named."""
    good: dict[str, tuple[ProofFile, int]] = {}
    faults = []
    for name, data in files:
        try:
            checked = read_proof_file(data, name)
        except DPManagerError as fault:
            faults.append(str(fault))
        else:
            good.setdefault(book.keep_proof(data), (checked, len(data)))
    name = ngettext("Add {count} receipt", "Add {count} receipts", len(good)).format(
        count=len(good)
    )
    numbers = []
    with book.task(name, who=who, at=at) as session:
        for sealed_name, (checked, size) in good.items():
            proof = proof_of_file(session, sealed_name, checked, size, at.date())
            session.flush()
            _link(session, proof.id, payments)
            numbers.append(proof.id)
    return Added(tuple(numbers), tuple(faults))


def add_receipt_files(
    book: Book, paths: Sequence[Path], *, payments: Sequence[int] = (), who: str, at: datetime
) -> Added:
    """Reads files and keeps them, as one task. Those that cannot be used are named."""
    files = []
    faults = []
    for path in paths:
        try:
            files.append((path.name, read_file(path, LARGEST_MB)))
        except DPManagerError as fault:
            faults.append(str(fault))
    added = add_receipts(book, files, payments=payments, who=who, at=at)
    return Added(added.numbers, (*faults, *added.faults))


def link_receipt(
    book: Book, proof_id: int, payments: Sequence[int], *, who: str, at: datetime
) -> None:
    """The proof stands behind these payments as well."""
    with book.task(_("Link a receipt"), who=who, at=at) as session:
        session.get_one(models.Proof, proof_id)
        _link(session, proof_id, payments)


def unlink_receipt(
    book: Book, proof_id: int, transaction_id: int, *, who: str, at: datetime
) -> None:
    """The proof stands behind this payment no more; it stays in the book."""
    with book.task(_("Unlink a receipt"), who=who, at=at) as session:
        session.execute(
            delete(models.ProofLink).where(
                models.ProofLink.proof_id == proof_id,
                models.ProofLink.transaction_id == transaction_id,
            )
        )


def change_receipt(
    book: Book,
    proof_id: int,
    *,
    kind: str,
    title: str,
    day: date | None,
    amount: Decimal | None,
    who: str,
    at: datetime,
) -> None:
    """Says anew what a proof is. amount: pounds. Raises DPManagerError for an unknown kind."""
    _check_kind(kind)
    if not title.strip():
        raise DPManagerError(_("Say in a few words what the receipt is for."))
    with book.task(_("Change what a receipt says"), who=who, at=at) as session:
        proof = session.get_one(models.Proof, proof_id)
        proof.kind, proof.title, proof.day, proof.amount = kind, title.strip(), day, amount


def remove_receipt(book: Book, proof_id: int, *, who: str, at: datetime) -> None:
    """Takes a proof and its links out of the book. Undo brings it back, with its picture."""
    with book.task(_("Remove a receipt"), who=who, at=at) as session:
        session.execute(delete(models.ProofLink).where(models.ProofLink.proof_id == proof_id))
        session.execute(delete(models.Proof).where(models.Proof.id == proof_id))


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
    return list(
        session.scalars(
            select(models.Transaction)
            .where(models.Transaction.day.between(period.start, period.end), lacks_proof())
            .order_by(models.Transaction.day, models.Transaction.id)
        )
    )


def lacks_proof() -> ColumnElement[bool]:
    """The condition on a payment out that wants a proof and has neither proof nor reason."""
    wanting = [name for name, category in categories().items() if category.evidence]
    proved_by_pay = [
        name
        for name, category in categories().items()
        if category.evidence and set(category.evidence) <= MADE_BY_THE_BOOK
    ]
    unproved = models.Split.category.in_(wanting) & ~(
        models.Split.expected_payment_id.is_not(None) & models.Split.category.in_(proved_by_pay)
    )
    return and_(
        models.Transaction.amount < ZERO,
        models.Transaction.no_proof_reason == "",
        ~models.Transaction.proofs.any(),
        or_(~models.Transaction.splits.any(), models.Transaction.splits.any(unproved)),
    )


def _check_kind(kind: str) -> None:
    if kind not in evidence_labels():
        raise DPManagerError(_("There is no kind of proof named “{kind}”.").format(kind=kind))


def proof_of_file(
    session: Session, sealed_name: str, checked: ProofFile, size: int, today: date
) -> models.Proof:
    """The proof of a sealed file: the one that is in the book, or a new one."""
    proof = session.scalar(select(models.Proof).where(models.Proof.sealed_name == sealed_name))
    if proof is None:
        proof = models.Proof(
            sealed_name=sealed_name,
            media_type=checked.media_type,
            size=size,
            kind="receipt",
            title=checked.title,
            added_on=today,
        )
        session.add(proof)
    return proof


def _link(session: Session, proof_id: int, payments: Sequence[int]) -> None:
    linked = set(
        session.scalars(
            select(models.ProofLink.transaction_id).where(models.ProofLink.proof_id == proof_id)
        )
    )
    for payment in dict.fromkeys(payments):
        if payment not in linked:
            session.get_one(models.Transaction, payment)
            session.add(models.ProofLink(proof_id=proof_id, transaction_id=payment))
