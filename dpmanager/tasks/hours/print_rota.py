"""Print the rota, and put it into a calendar file."""

from datetime import date, datetime
from pathlib import Path

from dpmanager.records.book import Book
from dpmanager.tasks.hours.holiday_requests import agreed_holidays
from dpmanager.tasks.hours.rota import sheet_of, weeks_from
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.saving import save_file


def print_rota(
    book: Book, monday: date, weeks: int, *, today: date, large_print: bool = False
) -> bytes:
    """The rota of so many weeks, from the Monday of a day on, as a PDF."""
    from dpmanager.documents.rota import RotaPaper, rota_pdf

    with book.reading() as session:
        paper = RotaPaper(
            sheet_of(session, weeks_from(monday, weeks)),
            arrangement(session).recipient.name,
            today,
        )
    return rota_pdf(paper, large_print=large_print)


def save_rota_calendar(
    book: Book, monday: date, weeks: int, path: Path, *, at: datetime, worker: str = ""
) -> None:
    """Saves the rota of so many weeks as a calendar file; that of one worker if one is named.

    Holidays that were agreed are in it.

    Raises DPManagerError as `save_file`.
    """
    from dpmanager.documents.calendar import rota_calendar

    with book.reading() as session:
        sheet = sheet_of(session, weeks_from(monday, weeks))
        holidays = agreed_holidays(session, weeks_from(monday, weeks))
    shifts = [one for one in sheet.shifts if worker in {"", one.worker}]
    away = [one for one in holidays if worker in {"", one[0]}]
    save_file(path, rota_calendar(shifts, away, made_at=at))


def calendar_name(monday: date) -> str:
    """The name of a calendar file: it says the week, and no name."""
    return f"rota-{monday.isoformat()}.ics"
