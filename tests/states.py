"""What each page can show, as the checks and the screenshots open it in the household's window."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import func, select

from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book import made_up_household as household
from dpmanager.tasks.hours.print_timesheet import print_timesheet

What = Callable[[Book], dict[str, Any]]


def number_of(kind: type[Any], which: Callable[[Any], Any] = func.max) -> Callable[[Book], int]:
    """The number of a record: the last one, or with func.min the first."""

    def look(book: Book) -> int:
        with book.reading() as session:
            found: int = session.scalar(select(which(kind.id)))
            return found

    return look


def a_paper(book: Book) -> dict[str, Any]:
    """A timesheet, ready to print."""
    sheet = number_of(models.Timesheet, func.min)(book)
    pdf = print_timesheet(book, sheet)
    return {"title": "Timesheet", "pdf": pdf, "file_name": "timesheet.pdf", "back": "hours"}


NOTHING: What = lambda _book: {}  # noqa: E731
STATES: dict[str, tuple[str, What]] = {
    "home": ("home", NOTHING),
    "hours": ("hours", NOTHING),
    "hours, paid": (
        "hours",
        lambda _book: {"worker": household.AMINA, "day": household.QUARTER.start},
    ),
    "pay": ("pay", NOTHING),
    "pay, a payslip": ("pay", lambda book: {"payslip": number_of(models.Payslip)(book)}),
    "money": ("money", NOTHING),
    "money, a payment": (
        "money",
        lambda book: {"transaction": number_of(models.Transaction)(book)},
    ),
    "receipts": ("receipts", NOTHING),
    "receipts, a receipt": ("receipts", lambda book: {"proof": number_of(models.Proof)(book)}),
    "receipts, of a payment": (
        "receipts",
        lambda book: {"payment": number_of(models.Transaction)(book)},
    ),
    "people": ("people", NOTHING),
    "people, a person": ("people", lambda _book: {"worker": household.RAVI}),
    "people, add": ("people", lambda _book: {"add": True}),
    "budget": ("budget", NOTHING),
    "returns": ("returns", NOTHING),
    "returns, a quarter": (
        "returns",
        lambda _book: {"start": household.QUARTER.start, "end": household.QUARTER.end},
    ),
    "settings": ("settings", NOTHING),
    "settings, look": ("settings", lambda _book: {"topic": "look"}),
    "settings, forget": ("settings", lambda _book: {"topic": "forget"}),
    "help": ("help", NOTHING),
    "help, hard words": ("help", lambda _book: {"page": "glossary"}),
    "search": ("search", NOTHING),
    "trouble": ("trouble", lambda _book: {"fault": ValueError("planted")}),
    "preview": ("preview", a_paper),
}
