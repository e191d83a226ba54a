"""Turn the photo of a receipt, and cut off what is not the paper."""

from datetime import datetime

from dpmanager.errors import DPManagerError
from dpmanager.importers.photo_tidying import Edges, cut_photo, look_of
from dpmanager.importers.proof_pictures import JPEG
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.words import _


def cut_receipt(
    book: Book, proof_id: int, edges: Edges, *, quarters: int = 0, who: str, at: datetime
) -> None:
    """Keeps the photo turned to the right by quarters and then cut. Undo brings the other back.

    Raises DPManagerError for a PDF, and where nothing would be left.
    """
    with book.reading() as session:
        before = session.get(models.Proof, proof_id)
    if before is None:
        raise DPManagerError(_("This receipt is no longer in the book."))
    picture = cut_photo(book.read_proof(before.sealed_name), edges=edges, quarters=quarters)
    sealed_name = book.keep_proof(picture)
    with book.task(_("Cut the picture of a receipt"), who=who, at=at) as session:
        proof = session.get_one(models.Proof, proof_id)
        proof.sealed_name, proof.media_type, proof.size = sealed_name, JPEG, len(picture)
        proof.look = look_of(picture)
