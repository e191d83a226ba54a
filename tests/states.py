"""What each page can show, as the checks and the screenshots open it in the household's window."""

from collections.abc import Callable
from dataclasses import dataclass
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


def a_person(_book: Book) -> dict[str, Any]:
    """Somebody who is employed."""
    return {"worker": household.RAVI}


@dataclass(frozen=True)
class State:
    """A page, what it is asked to show, and the beginning of a button's name to press then."""

    place: str
    what: What = lambda _book: {}
    press: str = ""


STATES = {
    "home": State("home"),
    "hours": State("hours"),
    "hours, paid": State(
        "hours",
        lambda _book: {"worker": household.AMINA, "day": household.QUARTER.start},
    ),
    "pay": State("pay"),
    "pay, a payslip": State("pay", lambda book: {"payslip": number_of(models.Payslip)(book)}),
    "money": State("money"),
    "money, a payment": State(
        "money",
        lambda book: {"transaction": number_of(models.Transaction)(book)},
    ),
    "money, by hand": State("money", press="Add a payment by hand"),
    "money, agree": State("money", press="Agree with the statement"),
    "receipts": State("receipts"),
    "receipts, a receipt": State("receipts", lambda book: {"proof": number_of(models.Proof)(book)}),
    "receipts, of a payment": State(
        "receipts",
        lambda book: {"payment": number_of(models.Transaction)(book)},
    ),
    "people": State("people"),
    "people, a person": State("people", a_person),
    "people, who": State("people", a_person, "Change who they are"),
    "people, tax": State("people", a_person, "Change tax details"),
    "people, when paid": State("people", a_person, "Change when they are paid"),
    "people, rate": State("people", a_person, "Change a rate of pay"),
    "people, end": State("people", a_person, "Their work ends"),
    "people, the manager": State("people", press="Change: Looks after the money"),
    "people, what is agreed": State("people", press="Add what was agreed from a new date"),
    "people, add": State("people", lambda _book: {"add": True}),
    "budget": State("budget"),
    "cost": State("cost"),
    "cost, how it was worked out": State("cost", press="How was this worked out? Wages"),
    "cost, as a table": State("cost", press="See this as a table: Cost of a year"),
    "returns": State("returns"),
    "returns, a quarter": State(
        "returns",
        lambda _book: {"start": household.QUARTER.start, "end": household.QUARTER.end},
    ),
    "returns, which": State("returns", press="Choose another period"),
    "settings": State("settings"),
    "settings, look": State("settings", lambda _book: {"topic": "look"}),
    "settings, forget": State("settings", lambda _book: {"topic": "forget"}),
    "help": State("help"),
    "help, hard words": State("help", lambda _book: {"page": "glossary"}),
    "search": State("search"),
    "trouble": State("trouble", lambda _book: {"fault": ValueError("planted")}),
    "preview": State("preview", a_paper),
}
