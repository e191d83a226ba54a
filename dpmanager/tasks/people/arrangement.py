"""Who is who in this book."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.answers import EmployerAnswer, PersonAnswer
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


def recipient_name(book: Book) -> str:
    """Whose care the money is for."""
    with book.reading() as session:
        return arrangement(session).recipient.name


def change_contact(
    book: Book, person_id: int, answer: PersonAnswer, *, who: str, at: datetime
) -> None:
    """Changes the name of the recipient, the manager or the employer, and how to reach them."""
    with book.task(
        _("Change the details of {person}").format(person=answer.name), who=who, at=at
    ) as session:
        if not answer.name.strip():
            raise DPManagerError(_("This person has no name. Type the name."))
        row = session.get_one(models.Person, person_id)
        row.name = answer.name.strip()
        row.address = answer.address
        row.date_of_birth = answer.date_of_birth
        row.phone = answer.phone
        row.email = answer.email


def change_employer(book: Book, answer: EmployerAnswer, *, who: str, at: datetime) -> None:
    """Changes what HMRC knows the employer by, and when HMRC is paid; not who the employer is."""
    with book.task(_("Change the employer's HMRC details"), who=who, at=at) as session:
        row = arrangement(session)
        row.paye_reference = answer.paye_reference
        row.accounts_office_reference = answer.accounts_office_reference
        row.hmrc_paid = answer.hmrc_paid
        row.employment_allowance = answer.employment_allowance
