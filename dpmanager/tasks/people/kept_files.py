"""Papers that are no receipts: kept in the book like them, and shown only where they belong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.orm import Session

from dpmanager.importers.files import read_file
from dpmanager.importers.proof_files import LARGEST_MB, ProofFile, read_proof_file
from dpmanager.importers.proof_pictures import ProofPicture, draw_proof
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.receipts.add_receipt import proof_of_file
from dpmanager.tasks.receipts.keep_files import KEPT_PAPER


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file in the book: the number of its proof, what it is, and since when it is there."""

    proof_id: int
    title: str
    media_type: str
    sealed_name: str
    added_on: date


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read and sealed, and is not in the records yet."""

    sealed_name: str
    checked: ProofFile
    size: int


def read_and_seal(book: Book, path: Path) -> ReadFile:
    """Reads a picture or PDF and keeps it sealed. Raises DPManagerError for one that is no use."""
    data = read_file(path, LARGEST_MB)
    checked = read_proof_file(data, path.name)
    return ReadFile(book.keep_proof(data), checked, len(data))


def put_file(session: Session, file: ReadFile, today: date) -> int:
    """Puts the file into the records; gives the number of its proof."""
    proof = proof_of_file(session, file.sealed_name, file.checked, file.size, today)
    if proof.id is None:  # not in the book yet
        proof.kind = KEPT_PAPER
    session.flush()
    return proof.id


def kept_file(session: Session, proof_id: int | None) -> KeptFile | None:
    """A file in the book; None where there is none."""
    row = session.get(models.Proof, proof_id) if proof_id is not None else None
    if row is None:
        return None
    return KeptFile(row.id, row.title, row.media_type, row.sealed_name, row.added_on)


def kept_picture(book: Book, file: KeptFile, *, page: int, width: int) -> ProofPicture:
    """A page of the file from 0, `width` dots wide. Raises DPManagerError, DamagedProof."""
    return draw_proof(book.read_proof(file.sealed_name), file.media_type, page=page, width=width)


def let_go(session: Session, proof_id: int | None) -> None:
    """Takes a file out of the records where nothing names it any more."""
    if proof_id is None:
        return
    named: Sequence[bool] = session.execute(
        select(
            or_(
                exists().where(models.WorkerPaper.proof_id == proof_id),
                exists().where(models.Check.proof_id == proof_id),
                exists().where(models.Policy.proof_id == proof_id),
                exists().where(models.Invoice.proof_id == proof_id),
                exists().where(models.TakenForm.proof_id == proof_id),
                exists().where(models.PayItem.proof_id == proof_id),
                exists().where(models.SpendingAnswer.proof_id == proof_id),
                exists().where(models.ProofLink.proof_id == proof_id),
                exists().where(models.ReturnPaper.proof_id == proof_id),
                exists().where(models.ReturnForm.proof_id == proof_id),
                exists().where(models.StatementPaper.proof_id == proof_id),
            )
        )
    ).one()
    if not named[0]:
        session.execute(
            delete(models.Proof).where(models.Proof.id == proof_id, models.Proof.kind == KEPT_PAPER)
        )
