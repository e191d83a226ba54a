"""The letter that goes with a signed return."""

from datetime import date

from dpmanager.domain.periods import Period
from dpmanager.domain.returns.locked import figures_from_json
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.people.arrangement import arrangement


def print_cover_letter(book: Book, number: int, *, today: date, large_print: bool = False) -> bytes:
    """The letter as a PDF, with the figures as they were signed."""
    from dpmanager.documents.cover_letter import CoverLetter, cover_letter_pdf

    with book.reading() as session:
        row = session.get_one(models.SentReturn, number)
        who = arrangement(session)
        figures = figures_from_json(row.figures)
        letter = CoverLetter(
            funder=row.funder.name,
            reference=row.funder.reference,
            recipient=who.recipient.name,
            sender=who.manager.name,
            sender_address=who.manager.address,
            phone=who.manager.phone,
            email=who.manager.email,
            day=today,
            period=Period(row.start, row.end),
            kind=row.kind,
            closing=row.closing,
            surplus=figures.surplus,
            missing=figures.gaps,
            amends=row.amends_id is not None,
        )
    return cover_letter_pdf(letter, large_print=large_print)
