"""A small book that tests stand on: two PAs, an agency, an account and a card. Nobody is real."""

import csv
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from dpmanager.domain.hours.shifts import HourKind, Shift
from dpmanager.records import models
from dpmanager.records.book import Book, create_book
from dpmanager.records.models import Base
from dpmanager.records.vault import KeyCost
from dpmanager.tasks.book.answers import SetUp, read_answers
from dpmanager.tasks.book.hire_safely import hire_safely
from dpmanager.tasks.book.set_up import check_answers, set_up
from dpmanager.tasks.hours.record_shifts import approve_timesheet, record_shifts
from dpmanager.tasks.pay.run_pay import run_pay

PASSPHRASE = "seven green kettles sing"
WHO = "Jo Rivers"
AT = datetime(2026, 7, 6, 19, 30, tzinfo=UTC)
ADA, BEN = "Ada Lovell", "Ben Okoro"
ACCOUNT, CARD = "Direct payment account", "Prepaid card"
MONDAY = date(2026, 4, 6)

# Ada is paid each Thursday for the week before, Ben every four weeks; his rate rises on 20 April.
ANSWERS = """
recipient = { name = "Sam Rivers", address = "7 Elm Court, Northshire NS9 9ZZ" }
manager = { role = "nominated", name = "Jo Rivers" }
employer = { accounts_office_reference = "475PX00999999" }

[[funders]]
name = "Northshire County Council"
reference = "0055501"

[[funders.agreements]]
from_date = 2026-04-06
weekly_amount = "400.00"
weekly_contribution = "50.00"
paid_every = "four-weekly"
paid_in = "advance"
contribution_collected = "paid-in"
surplus_weeks = 8
return_days = 28

[[outcomes]]
name = "Safe at home"

[[accounts]]
name = "Direct payment account"
last_four = "5678"
opening_balance = "1000.00"
opening_date = 2026-04-06

[[accounts]]
name = "Prepaid card"
kind = "card"
opening_balance = "0.00"
opening_date = 2026-04-06

[[workers]]
name = "Ada Lovell"
kind = "employed"
start_date = 2026-04-06
tax_code = "1257L"
ni_category = "A"
pay_frequency = "weekly"
first_period_start = 2026-04-06
pay_day_after = 4
rates = [
    { kind = "weekday", from_date = 2026-04-06, amount = "12.80" },
    { kind = "saturday", from_date = 2026-04-06, amount = "14.00" },
    { kind = "sleep_in", from_date = 2026-04-06, amount = "60.00" },
]

[[workers]]
name = "Ben Okoro"
kind = "employed"
start_date = 2026-04-06
tax_code = "BR"
ni_category = "A"
pay_frequency = "four-weekly"
first_period_start = 2026-04-06
pay_day_after = 4
rates = [
    { kind = "weekday", from_date = 2026-04-06, amount = "12.71" },
    { kind = "weekday", from_date = 2026-04-20, amount = "13.50" },
]

[[workers]]
name = "Brook Day Club"
kind = "agency"
start_date = 2026-04-06
service_type = "day_opportunities"
"""

Line = tuple[date, str, str]
"""A line of a statement: its day, the bank's words, and pounds, money out negative."""


def answers(*changes: tuple[str, str], text: str = ANSWERS) -> SetUp:
    """The answers of the small book, with some of its text changed, checked as a set-up is."""
    read = read_answers(changed(text, *changes))
    check_answers(read)
    return read


def changed(text: str, *changes: tuple[str, str]) -> str:
    """The text with each first of two strings, which must be there, replaced once."""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def make_book(folder: Path, *changes: tuple[str, str]) -> Book:
    """A new small book, open; its answers may be changed. Everybody is checked and insured."""
    made = answers(*changes)
    cost = KeyCost(time_cost=1, memory_kib=64, parallelism=1)

    def fill(book: Book) -> None:
        set_up(book, made, at=AT)
        hire_safely(book, who=WHO, until=date(2028, 4, 5))

    return create_book(folder, PASSPHRASE, cost=cost, fill=fill)


def hours(day: date, start: int, end: int, kind: HourKind = HourKind.WEEKDAY, **more: Any) -> Shift:
    """A shift from one full hour to another."""
    return Shift(day, time(start), time(end), kind, **more)


def work_a_week(book: Book, monday: date, worker: str = ADA, each_day: int = 6) -> None:
    """Five equal days, approved."""
    record_shifts(
        book,
        worker,
        [hours(monday + timedelta(days=n), 9, 9 + each_day) for n in range(5)],
        who=WHO,
        at=AT,
    )
    approve_timesheet(book, worker, monday, who=WHO, at=AT)


def pay_a_week(book: Book, monday: date) -> models.Payslip:
    """Ada's week of 30 hours at 12.80, worked, approved and paid."""
    work_a_week(book, monday)
    (number,) = run_pay(book, up_to=monday + timedelta(days=10), who=WHO, at=AT)
    return payslip(book, number)


def payslip(book: Book, number: int) -> models.Payslip:
    """The row of a payslip, with its lines."""
    with book.reading() as session:
        row = session.get_one(models.Payslip, number)
        assert row.lines is not None and row.worker is not None
        return row


def all_of(book: Book, model: type[Base], *conditions: Any) -> list[Any]:
    """Every row of a table, in the order it was made."""
    with book.reading() as session:
        return list(session.scalars(select(model).where(*conditions).order_by(model.id)))


def count(book: Book, model: type[Base]) -> int:
    """How many rows a table has."""
    with book.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def lloyds(lines: Iterable[Line], before: str = "1000.00", account: str = "12345678") -> bytes:
    """A Lloyds file, newest first, whose balances follow from what was there before."""
    balance = Decimal(before)
    rows = []
    for day, text, amount in lines:
        balance += Decimal(amount)
        out, into = (amount[1:], "") if amount.startswith("-") else ("", amount)
        rows.append(
            [f"{day:%d/%m/%Y}", "FPO", "'20-99-99", account, text, out, into, f"{balance:.2f}"]
        )
    heading = [
        "Transaction Date",
        "Transaction Type",
        "Sort Code",
        "Account Number",
        "Transaction Description",
        "Debit Amount",
        "Credit Amount",
        "Balance",
    ]
    return _csv([heading, *reversed(rows)])


def barclays(lines: Iterable[Line], account: str = "20-99-99 12345678") -> bytes:
    """A Barclays file, which has no balances."""
    rows = [["", f"{day:%d/%m/%Y}", account, amount, "FT", text] for day, text, amount in lines]
    return _csv([["Number", "Date", "Account", "Amount", "Subcategory", "Memo"], *reversed(rows)])


def tables(book: Book) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the book but its history."""
    with book.reading() as session:
        return {
            table.name: [tuple(row) for row in session.execute(select(table).order_by(table.c.id))]
            for table in Base.metadata.sorted_tables
            if table.name not in {"task_done", "change"}
        }


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its content."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def _csv(rows: Iterable[list[str]]) -> bytes:
    out = StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()
