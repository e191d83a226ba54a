"""What each page can show, as the checks and the screenshots open it in the household's window."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from dpmanager.domain.hours.shifts import HourKind
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book import made_up_household as household
from dpmanager.tasks.book.answers import Pounds, RateAnswer, as_day
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


def terms_of_somebody(book: Book) -> dict[str, Any]:
    """The number of somebody who is employed."""
    with book.reading() as session:
        name = models.Worker.name == household.RAVI
        return {"worker": session.scalar(select(models.Worker.id).where(name))}


def a_raise(book: Book) -> dict[str, Any]:
    """A rate of pay that counts from a day which is paid."""
    rate = RateAnswer(
        kind=HourKind.WEEKDAY, from_date=as_day(household.QUARTER.start), amount=Pounds("13.50")
    )
    return terms_of_somebody(book) | {"raise_to": rate}


def a_paid_week(_book: Book) -> dict[str, Any]:
    """A week of somebody who is employed, that has been paid."""
    return {"worker": household.AMINA, "day": household.QUARTER.start}


@dataclass(frozen=True)
class State:
    """A page, what it is asked to show, and the beginning of a button's name to press then.

    after: the beginnings of the names to press after that one.
    """

    place: str
    what: What = lambda _book: {}
    press: str = ""
    after: tuple[str, ...] = ()


STATES = {
    "home": State("home"),
    "hours": State("hours"),
    "hours, paid": State("hours", a_paid_week),
    "hours, to correct": State("hours", a_paid_week, "Correct these hours"),
    "hours, what changes": State(
        "hours",
        a_paid_week,
        "Correct these hours",
        ("Remove this shift", "See what changes"),
    ),
    "hours, why it changes": State(
        "hours",
        a_paid_week,
        "Correct these hours",
        ("Remove this shift", "See what changes", "How was this worked out? All of it"),
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
    "hmrc": State("hmrc"),
    "hmrc, how it was worked out": State("hmrc", press="How was this worked out? 6 Sep"),
    "terms": State("terms", terms_of_somebody),
    "terms, why": State("terms", terms_of_somebody, "How was this worked out? Least notice"),
    "terms, a tax code": State("terms", terms_of_somebody, "Add a tax code"),
    "terms, a P45": State("terms", terms_of_somebody, "A P45 came"),
    "terms, a loan": State("terms", terms_of_somebody, "A loan starts or stops"),
    "terms, holiday": State("terms", terms_of_somebody, "Change how holiday is earned"),
    "terms, holiday over": State("terms", terms_of_somebody, "Carry holiday over"),
    "terms, days": State("terms", terms_of_somebody, "Change the days"),
    "extras": State("extras", terms_of_somebody),
    "extras, sick": State("extras", terms_of_somebody, "Record time off sick"),
    "extras, a parent": State("extras", terms_of_somebody, "Record leave of a parent"),
    "extras, miles": State("extras", terms_of_somebody, "Add mileage"),
    "extras, an advance": State("extras", terms_of_somebody, "Pay an advance"),
    "extras, by hand": State("extras", terms_of_somebody, "Enter sick pay"),
    "extras, an order": State("extras", terms_of_somebody, "Add an order"),
    "extras, agreed": State("extras", terms_of_somebody, "Add a deduction"),
    "extras, a raise": State("extras", a_raise),
    "pensions": State("pensions"),
    "pensions, enter": State("pensions", press="Enter the pension first: Amina"),
    "pensions, why": State("pensions", press="How was this worked out? Tell The Pensions"),
    "pensions, a worker": State(
        "pensions", lambda book: {"worker": number_of(models.Worker, func.min)(book)}
    ),
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
