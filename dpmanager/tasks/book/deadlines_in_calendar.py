"""The dates of the book as a file for the calendar of a phone or a computer."""

from datetime import date, datetime
from pathlib import Path

from dpmanager.documents.calendar import calendar_file
from dpmanager.records.book import Book
from dpmanager.tasks.book.deadlines import Mark, look_at_deadlines
from dpmanager.tasks.saving import save_file


def save_calendar(book: Book, path: Path, until: date, *, at: datetime) -> int:
    """Saves what is to be done up to `until` as an iCalendar file; gives the number of dates.

    What is done is left out. Raises DPManagerError when the file cannot be saved there.
    """
    seen = look_at_deadlines(book, at.date(), until)
    chosen = [one.deadline for one in seen.deadlines if one.mark is not Mark.DONE]
    save_file(path, calendar_file(chosen, made_at=at))
    return len(chosen)
