"""Keep signatures in the book, and read them again."""

from datetime import date

from sqlalchemy.orm import Session

from dpmanager.domain.signatures import (
    SignatureGiven,
    SignatureKind,
    strokes_from_json,
    strokes_to_json,
)
from dpmanager.records import models


def keep_signature(session: Session, given: SignatureGiven, day: date) -> models.Signature:
    """Adds a signature of a day to the book, within the task of what is signed; it has its id."""
    row = models.Signature(
        kind=given.kind.value, name=given.name, day=day, strokes=strokes_to_json(given.strokes)
    )
    session.add(row)
    session.flush()
    return row


def signature_of(row: models.Signature) -> SignatureGiven:
    """A kept signature. Raises DPManagerError for one that was changed outside the program."""
    return SignatureGiven(SignatureKind(row.kind), row.name, strokes_from_json(row.strokes))
