"""Who is who in this book."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.words import _


def arrangement(session: Session) -> models.Arrangement:
    """The recipient, the manager and the employer. Raises DPManagerError before the set-up."""
    row: models.Arrangement | None = session.scalar(select(models.Arrangement))
    if row is None:
        raise DPManagerError(_("This book is not set up yet. Say first who the money is for."))
    return row


def manager_name(book: Book) -> str:
    """Who acts when nobody else is named: the manager of the money."""
    with book.reading() as session:
        return arrangement(session).manager.name
