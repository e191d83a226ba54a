"""Add a receipt, link it to the payments it proves, and find the payments that lack one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO, pounds
from dpmanager.errors import DPManagerError
from dpmanager.importers.files import read_file
from dpmanager.importers.proof_files import LARGEST_MB, ProofFile
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.receipts.keep_files import (
    KEPT_PAPER,
    KeptFile,
    keep_file,
    proof_of,
    put_receipt,
)
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

    A file that is in the book already is not kept twice: its proof gets the new links. A photo is
    turned upright and made smaller (`photo_tidying.tidy_photo`).
    Raises DPManagerError for a file that cannot be used; nothing is saved then.
    """
    _check_kind(kind)
    kept = keep_file(book, file_name, data)
    with book.task(_("Add a receipt"), who=who, at=at) as session:
        number = put_receipt(
            session, kept, kind, title or kept.checked.title, day, amount, at.date()
        )
        link_proof(session, number, payments)
        return number


@dataclass(frozen=True, slots=True)
class Added:
    """What came of several files. numbers: the proofs; faults: why each of the others was left.

    again: how many of the proofs were in the book before.
    """

    numbers: tuple[int, ...]
    faults: tuple[str, ...]
    again: int = 0


def add_receipts(
    book: Book,
    files: Sequence[tuple[str, bytes]],
    *,
    payments: Sequence[int] = (),
    who: str,
    at: datetime,
) -> Added:
    """Keeps several files (name, content), as one task. Those that cannot be used are named."""
    good: dict[str, KeptFile] = {}
    faults = []
    for name, data in files:
        try:
            kept = keep_file(book, name, data)
        except DPManagerError as fault:
            faults.append(str(fault))
        else:
            good.setdefault(kept.sealed_name, kept)
    name = ngettext("Add {count} receipt", "Add {count} receipts", len(good)).format(
        count=len(good)
    )
    numbers = []
    again = 0
    with book.task(name, who=who, at=at) as session:
        for kept in good.values():
            proof = proof_of(session, kept, at.date())
            if proof.kind == KEPT_PAPER:
                proof.kind = "receipt"
            elif proof.id is not None:
                again += 1
            session.flush()
            link_proof(session, proof.id, payments)
            numbers.append(proof.id)
    return Added(tuple(numbers), tuple(faults), again)


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
    return Added(added.numbers, (*faults, *added.faults), added.again)


def link_receipt(
    book: Book, proof_id: int, payments: Sequence[int], *, who: str, at: datetime
) -> None:
    """The proof stands behind these payments as well."""
    with book.task(_("Link a receipt"), who=who, at=at) as session:
        session.get_one(models.Proof, proof_id)
        link_proof(session, proof_id, payments)


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


def pay_part(
    book: Book,
    proof_id: int,
    transaction_id: int,
    amount: Decimal | None,
    *,
    who: str,
    at: datetime,
) -> None:
    """Says how much of a proof a payment pays, in pounds; None for all of the payment.

    Raises DPManagerError when it is not above nothing, or more than the payment or the proof.
    """
    with book.task(_("Say what part of a receipt is paid"), who=who, at=at) as session:
        link = session.scalars(
            select(models.ProofLink).where(
                models.ProofLink.proof_id == proof_id,
                models.ProofLink.transaction_id == transaction_id,
            )
        ).one()
        if amount is not None:
            _check_part(session, link, amount)
        link.amount = amount


def _check_part(session: Session, link: models.ProofLink, amount: Decimal) -> None:
    if amount <= ZERO:
        raise DPManagerError(_("The part must be more than £0.00."))
    whole = session.get_one(models.Transaction, link.transaction_id).amount
    if amount > abs(whole):
        raise DPManagerError(
            _("The part is more than the payment, which is {amount}.").format(
                amount=pounds(abs(whole))
            )
        )
    proof = session.get_one(models.Proof, link.proof_id)
    if proof.amount is not None and amount > abs(proof.amount):
        raise DPManagerError(
            _("The part is more than the receipt, which is {amount}.").format(
                amount=pounds(abs(proof.amount))
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
    number: str = "",
    who: str,
    at: datetime,
) -> None:
    """Says anew what a proof is. amount: pounds. number: that of an invoice.

    Raises DPManagerError for an unknown kind and for an empty title.
    """
    _check_kind(kind)
    if not title.strip():
        raise DPManagerError(_("Say in a few words what the receipt is for."))
    with book.task(_("Change what a receipt says"), who=who, at=at) as session:
        proof = session.get_one(models.Proof, proof_id)
        proof.kind, proof.title, proof.day, proof.amount = kind, title.strip(), day, amount
        proof.number = number.strip()


def remove_receipt(book: Book, proof_id: int, *, who: str, at: datetime) -> None:
    """Takes a proof and its links out of the book. Undo brings it back, with its picture."""
    with book.task(_("Remove a receipt"), who=who, at=at) as session:
        session.execute(delete(models.ProofLink).where(models.ProofLink.proof_id == proof_id))
        if _stays_in_the_book(session, proof_id):  # it is no receipt any more, and stays
            session.get_one(models.Proof, proof_id).kind = KEPT_PAPER
            return
        _take_out_of_files(session, proof_id)
        session.execute(delete(models.Proof).where(models.Proof.id == proof_id))


def _stays_in_the_book(session: Session, proof_id: int) -> bool:
    """Whether it is the document of a signed return, a funder's form or a bank's statement."""
    found: bool = session.scalars(
        select(
            or_(
                exists().where(models.SentReturn.document_id == proof_id),
                exists().where(models.ReturnForm.proof_id == proof_id),
                exists().where(models.StatementPaper.proof_id == proof_id),
            )
        )
    ).one()
    return found


def _take_out_of_files(session: Session, proof_id: int) -> None:
    """The same paper may be in a worker's file, or of an invoice, a payslip or an insurance."""
    session.execute(delete(models.WorkerPaper).where(models.WorkerPaper.proof_id == proof_id))
    for named in (
        models.Check,
        models.Policy,
        models.TakenForm,
        models.Invoice,
        models.Payslip,
        models.PayItem,
        models.PocketPayment,
        models.OutsideContribution,
        models.SpendingAnswer,
        models.ReturnPaper,
    ):
        session.execute(update(named).where(named.proof_id == proof_id).values(proof_id=None))


def explain_missing_receipt(
    book: Book, transaction_id: int, reason: str, *, who: str, at: datetime
) -> None:
    """Notes why a payment has no receipt, in the person's own words."""
    if not reason.strip():
        raise DPManagerError(_("Say in a few words why there is no receipt."))
    with book.task(_("Say why a receipt is missing"), who=who, at=at) as session:
        session.get_one(models.Transaction, transaction_id).no_proof_reason = reason.strip()


def lacks_proof() -> ColumnElement[bool]:
    """The condition on a payment out that wants a proof and has neither proof nor reason.

    Wages and HMRC payments that are matched to pay are proved by the book's own papers.
    """
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


def link_proof(session: Session, proof_id: int, payments: Sequence[int]) -> None:
    """Puts a proof behind payments, within a task that is under way."""
    linked = set(
        session.scalars(
            select(models.ProofLink.transaction_id).where(models.ProofLink.proof_id == proof_id)
        )
    )
    for payment in dict.fromkeys(payments):
        if payment not in linked:
            session.get_one(models.Transaction, payment)
            session.add(models.ProofLink(proof_id=proof_id, transaction_id=payment))
