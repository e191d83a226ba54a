"""Say why a payment has no receipt, and sign a note in its place."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from dpmanager.documents.no_receipt_note import no_receipt_note_pdf
from dpmanager.domain.receipts.note import NoReceiptNote
from dpmanager.errors import DPManagerError
from dpmanager.importers.proof_files import ProofFile
from dpmanager.importers.proof_pictures import PDF
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.receipts.add_receipt import link_proof, proof_of_file
from dpmanager.tasks.returns.resources import category_labels
from dpmanager.words import _

NOTE = "explanation"
"""The kind of proof that a note is."""


def sign_no_receipt(
    book: Book, transaction_id: int, reason: str, *, signed_by: str, who: str, at: datetime
) -> int:
    """Notes why a payment has no receipt, and keeps the signed note as a proof; gives its number.

    A note that was signed before for this payment is replaced. Raises DPManagerError without a
    reason or a name.
    """
    if not signed_by.strip():
        raise DPManagerError(_("Type your name to sign the note."))
    pdf = print_no_receipt(book, transaction_id, reason, signed_by=signed_by, at=at)
    sealed_name = book.keep_proof(pdf)
    with book.task(_("Sign a note that there is no receipt"), who=who, at=at) as session:
        payment = session.get_one(models.Transaction, transaction_id)
        payment.no_proof_reason = reason.strip()
        for before in _notes_of(session, transaction_id):
            if before.sealed_name != sealed_name:
                session.execute(
                    delete(models.ProofLink).where(models.ProofLink.proof_id == before.id)
                )
                session.delete(before)
        title = _("No receipt from {payee}").format(payee=payment.description)
        proof = proof_of_file(session, sealed_name, ProofFile(PDF, title), len(pdf), at.date())
        proof.kind, proof.day, proof.amount = NOTE, payment.day, abs(payment.amount)
        session.flush()
        link_proof(session, proof.id, [transaction_id])
        return proof.id


def print_no_receipt(
    book: Book,
    transaction_id: int,
    reason: str,
    *,
    signed_by: str = "",
    at: datetime,
    large_print: bool = False,
) -> bytes:
    """The note as a PDF. Without a name it has a line to sign on; nothing is kept in the book.

    Raises DPManagerError without a reason.
    """
    if not reason.strip():
        raise DPManagerError(_("Say in a few words why there is no receipt."))
    with book.reading() as session:
        payment = session.get(models.Transaction, transaction_id)
        if payment is None:
            raise DPManagerError(_("This payment is no longer in the book."))
        who_is_who = arrangement(session)
        labels = category_labels()
        note = NoReceiptNote(
            recipient=who_is_who.recipient.name,
            manager=who_is_who.manager.name,
            day=payment.day,
            payee=payment.description,
            amount=abs(payment.amount),
            what_for=tuple(
                dict.fromkeys(
                    labels[split.category] for split in payment.splits if split.category in labels
                )
            ),
            reason=reason.strip(),
            written_on=at.date(),
            signed_by=signed_by.strip(),
        )
    return no_receipt_note_pdf(note, large_print=large_print)


def _notes_of(session: Session, transaction_id: int) -> list[models.Proof]:
    """The notes made here that stand behind this payment and no other."""
    others = select(models.ProofLink.proof_id).where(
        models.ProofLink.transaction_id != transaction_id
    )
    return list(
        session.scalars(
            select(models.Proof)
            .join(models.ProofLink, models.ProofLink.proof_id == models.Proof.id)
            .where(
                models.ProofLink.transaction_id == transaction_id,
                models.Proof.kind == NOTE,
                models.Proof.id.not_in(others),
                models.Proof.original == "",  # a paper that was added has its own
            )
        )
    )
