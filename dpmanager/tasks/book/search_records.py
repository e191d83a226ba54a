"""Search the book: payments, people, receipts, timesheets and payslips."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVarTuple

from sqlalchemy import ColumnElement, Select, String, and_, cast, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from dpmanager.domain.periods import Period, months_after
from dpmanager.domain.reading import read_amount, read_date, tidied
from dpmanager.domain.wording import days_words
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.receipts.keep_files import KEPT_PAPER, words_begin_with
from dpmanager.tasks.returns.resources import evidence_labels
from dpmanager.words import _

MOST_OF_A_KIND = 50
SHORTEST = 2
A_LEAP_YEAR = 2000

Column = InstrumentedAttribute[Any]
Columns = TypeVarTuple("Columns")


class Found(Enum):
    """What kind of record was found, in the order in which they are listed on one day."""

    PERSON = "person"
    PAYMENT = "payment"
    RECEIPT = "receipt"
    PAYSLIP = "payslip"
    TIMESHEET = "timesheet"


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found.

    number: its number in the book. words: what it is. day: None for a person. amount: pounds,
    None where there is none. worker: the name of the worker it is of, or "".
    """

    kind: Found
    number: int
    words: str
    day: date | None = None
    amount: Decimal | None = None
    worker: str = ""


@dataclass(frozen=True, slots=True)
class Sought:
    """What a text may mean: words, amounts from one to another in pounds, and days.

    days: a day, or the first and last of a month. every_year: month and day without a year.
    """

    words: tuple[str, ...]
    amounts: tuple[Decimal, Decimal] | None
    days: Period | None
    every_year: str


def search_records(book: Book, text: str) -> list[Hit]:
    """What holds the text: people first, then the newest; at most 50 of each kind.

    A text may be words of a name (all must be there, capitals make no difference), an amount
    (“286.27”; “286” finds all from 286.00 to 286.99) or a date (“3 July”, “3/7/2026”,
    “2026-07-03”, “July 2026”). Fewer than two letters find nothing.
    """
    sought = understand(text)
    if sought is None:
        return []
    with book.reading() as session:
        hits = [
            *_people(session, sought),
            *_payments(session, sought),
            *_receipts(session, sought),
            *_payslips(session, sought),
            *_timesheets(session, sought),
        ]
    order = list(Found)
    hits.sort(
        key=lambda hit: (
            hit.kind is not Found.PERSON,
            -(hit.day or date.min).toordinal(),
            order.index(hit.kind),
            hit.words,
        )
    )
    return hits


def understand(text: str) -> Sought | None:
    """What a typed text may mean; None for one that is too short."""
    typed = tidied(text)
    if len(typed) < SHORTEST:
        return None
    days, every_year = _read_days(typed)
    return Sought(tuple(typed.split()), _read_amounts(typed), days, every_year)


def _read_amounts(typed: str) -> tuple[Decimal, Decimal] | None:
    """All amounts that begin with what was typed so far."""
    with suppress(DPManagerError):
        amount = abs(read_amount(typed.rstrip(".")))
        pence = re.search(r"\.([0-9]+)$", typed)
        step = {0: "0.99", 1: "0.09", 2: "0.00"}[len(pence[1]) if pence else 0]
        return amount, amount + Decimal(step)
    return None


def _read_days(typed: str) -> tuple[Period | None, str]:
    with suppress(DPManagerError):
        day = read_date(typed)
        return Period(day, day), ""
    with suppress(DPManagerError):
        first = read_date(f"1 {typed}")
        return Period(first, months_after(first, 1) - timedelta(days=1)), ""
    if re.search(r"[a-z/]", typed, re.IGNORECASE):
        separator = "/" if "/" in typed else " "
        with suppress(DPManagerError):
            day = read_date(f"{typed}{separator}{A_LEAP_YEAR}")
            return None, f"{day:%m-%d}"
    return None, ""


def _holds_words(sought: Sought, *columns: Column) -> ColumnElement[bool]:
    """Every word stands in one of the columns."""
    return and_(
        *(
            or_(*(column.icontains(word, autoescape=True) for column in columns))
            for word in sought.words
        )
    )


def _has_amount(sought: Sought, *columns: Column) -> Iterator[ColumnElement[bool]]:
    if sought.amounts:
        low, high = sought.amounts
        for column in columns:
            yield column.between(low, high)
            yield column.between(-high, -low)


def _on_day(sought: Sought, column: Column) -> Iterator[ColumnElement[bool]]:
    if sought.days:
        yield column.between(sought.days.start, sought.days.end)
    if sought.every_year:
        yield cast(column, String).endswith(sought.every_year)


def _newest(query: Select[*Columns], *ways: ColumnElement[bool], by: Column) -> Select[*Columns]:
    return query.where(or_(*ways)).order_by(by.desc()).limit(MOST_OF_A_KIND)


def _people(session: Session, sought: Sought) -> Iterator[Hit]:
    for number, name in session.execute(
        select(models.Worker.id, models.Worker.name)
        .where(_holds_words(sought, models.Worker.name))
        .order_by(models.Worker.name)
        .limit(MOST_OF_A_KIND)
    ):
        yield Hit(Found.PERSON, number, name, worker=name)


def _payments(session: Session, sought: Sought) -> Iterator[Hit]:
    row = models.Transaction
    for number, words, day, amount in session.execute(
        _newest(
            select(row.id, row.description, row.day, row.amount),
            _holds_words(sought, row.description),
            *_has_amount(sought, row.amount),
            *_on_day(sought, row.day),
            by=row.day,
        )
    ):
        yield Hit(Found.PAYMENT, number, words, day, amount)


def _receipts(session: Session, sought: Sought) -> Iterator[Hit]:
    """By the title, the number, or the words that were read from the picture.

    5,000 read receipts take some 30 ms to look through; an index of words (FTS5) would find whole
    words alone, and “prescr” is to find “prescription”.
    """
    row, read = models.Proof, models.ProofText
    kinds = evidence_labels()
    for number, title, kind, day, amount in session.execute(
        _newest(
            select(row.id, row.title, row.kind, row.day, row.amount)
            .outerjoin(read, read.sealed_name == row.sealed_name)
            .where(row.kind != KEPT_PAPER),
            _holds_words(sought, row.title, row.number),
            _was_read(sought),
            *_has_amount(sought, row.amount),
            *_on_day(sought, row.day),
            by=row.day,
        )
    ):
        yield Hit(Found.RECEIPT, number, title or kinds[kind], day, amount)


def _was_read(sought: Sought) -> ColumnElement[bool]:
    """Every word stands in the title or begins a word on the receipt; a date stands there whole."""
    dated = sought.days or sought.every_year
    words = (" ".join(sought.words),) if dated else sought.words
    return and_(
        *(
            or_(models.Proof.title.icontains(word, autoescape=True), words_begin_with(word))
            for word in words
        )
    )


def _payslips(session: Session, sought: Sought) -> Iterator[Hit]:
    row, worker = models.Payslip, models.Worker
    for number, name, day, net in session.execute(
        _newest(
            select(row.id, worker.name, row.pay_date, row.net_pay).join(worker),
            _holds_words(sought, worker.name),
            *_has_amount(sought, row.net_pay, row.gross_pay),
            *_on_day(sought, row.pay_date),
            by=row.pay_date,
        )
    ):
        yield Hit(Found.PAYSLIP, number, name, day, net, worker=name)


def _timesheets(session: Session, sought: Sought) -> Iterator[Hit]:
    row, worker = models.Timesheet, models.Worker
    on_days = (
        [(row.start <= sought.days.end) & (row.end >= sought.days.start)] if sought.days else []
    )
    for number, name, start, end in session.execute(
        _newest(
            select(row.id, worker.name, row.start, row.end).join(worker),
            _holds_words(sought, worker.name),
            *on_days,
            by=row.start,
        )
    ):
        words = _("{worker}, {period}").format(worker=name, period=days_words(Period(start, end)))
        yield Hit(Found.TIMESHEET, number, words, start, worker=name)
