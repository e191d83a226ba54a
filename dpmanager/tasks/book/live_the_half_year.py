"""Lets the made-up household live its 26 weeks: hours, pay, bank statements, receipts.

Every record is made by the tasks a person would use, in the order of their days.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from io import StringIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO, plain, total
from dpmanager.domain.hours.bank_holidays import bank_holidays
from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.domain.periods import Period
from dpmanager.domain.signatures import SignatureGiven, SignatureKind
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book import made_up_household as household
from dpmanager.tasks.book.hire_safely import hire_safely, sign_statements
from dpmanager.tasks.book.made_up_household import Purchase
from dpmanager.tasks.book.plan_the_rota import plan_the_rota
from dpmanager.tasks.hours.record_shifts import approve_timesheet, record_shifts, timesheet_period
from dpmanager.tasks.money.import_statement import import_statement
from dpmanager.tasks.money.reconcile import reconcile_account
from dpmanager.tasks.money.sort_payments import (
    Part,
    accept_matches,
    propose_matches,
    sort_payments,
    still_owed,
)
from dpmanager.tasks.pay.pay_items import PayItemAnswer, add_pay_item
from dpmanager.tasks.pay.pension_events import (
    SchemeAnswer,
    declare,
    enrol,
    give_letter,
    opt_out,
    postpone,
    set_up_pension,
)
from dpmanager.tasks.pay.run_pay import run_pay
from dpmanager.tasks.people.absences import AbsenceAnswer, record_absence
from dpmanager.tasks.people.workers import find_worker
from dpmanager.tasks.receipts.add_receipt import add_receipt

WHO = "Frances Hale"
COUNCIL = "NORTHSHIRE CC DP 0041297"
CONTRIBUTION = "M HALE CONTRIBUTION"
TO_NEW = "TRANSFER TO 5678"
FROM_OLD = "TRANSFER FROM 2210"
PENSION = SchemeAnswer(
    provider="NEST",
    employee_percent=Decimal(5),
    employer_percent=Decimal(3),
    provider_address="Nene Hall, Peterborough PE2 6FY",
    employer_reference="EMP900000001",
)
DONE = datetime.combine(household.RETURN_MADE, time(19, 30), UTC)


@dataclass(frozen=True, slots=True)
class BankLine:
    """A line of the made-up bank's own records. amount: pounds, money out negative."""

    day: date
    text: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class StatementFiles:
    """The two files as the banks would give them: one as Starling writes it, one as Lloyds."""

    starling: bytes
    lloyds: bytes
    closing: Decimal


def live_the_half_year(book: Book, *, uneventful: bool = False) -> StatementFiles:
    """Fills a book that has just been set up; gives the bank files that were imported.

    uneventful: nothing happens but work and pay; nobody is in a pension, ill or out of pocket.
    """
    hire_safely(book, who=WHO, until=household.INSURED_UNTIL)
    sign_statements(book, who=WHO)
    plan_the_rota(book, who=WHO)
    if not uneventful:
        join_the_pension(book)
        be_ill_and_drive(book)
    _work(book)
    _pay(book)
    files = _bank(book)
    import_statement(book, household.OLD_ACCOUNT, files.starling, who=WHO, at=DONE)
    import_statement(book, household.NEW_ACCOUNT, files.lloyds, who=WHO, at=DONE)
    with book.reading() as session:
        matches = propose_matches(session)
    accept_matches(book, matches, who=WHO, at=DONE)
    _sort_the_rest(book)
    _add_papers(book)
    reconcile_account(
        book,
        household.OLD_ACCOUNT,
        household.QUARTER.end,
        ZERO,
        who=WHO,
        at=DONE,
    )
    reconcile_account(
        book, household.NEW_ACCOUNT, household.QUARTER.end, files.closing, who=WHO,
        at=DONE,
    )  # fmt: skip
    return files


def _at(day: date) -> datetime:
    return datetime.combine(day, time(19, 30), UTC)


def join_the_pension(book: Book) -> None:
    """It is put off to the first Monday in May. Then Ravi is in, and Amina opts out."""
    start, put_in, out = household.FIRST_PERIOD, date(2026, 5, 4), date(2026, 5, 6)
    with book.reading() as session:
        ravi, amina = (find_worker(session, name).id for name in (household.RAVI, household.AMINA))
    set_up_pension(book, PENSION, who=WHO, at=_at(start))
    for worker in (ravi, amina):
        postpone(book, worker, start, put_in - timedelta(days=1), who=WHO, at=_at(start))
        give_letter(book, worker, start, who=WHO, at=_at(start))
        enrol(book, worker, put_in, who=WHO, at=_at(put_in))
        give_letter(book, worker, put_in, who=WHO, at=_at(put_in))
    opt_out(book, amina, out, who=WHO, at=_at(out))
    declare(book, household.DECLARED, who=WHO, at=_at(household.DECLARED))


def be_ill_and_drive(book: Book) -> None:
    """Ravi is ill for three days in July, and once takes his own car to the club."""
    ill = household.RAVI_ILL
    with book.reading() as session:
        ravi = find_worker(session, household.RAVI).id
    record_absence(
        book,
        ravi,
        AbsenceAnswer("sick", ill.start, ill.end, told_on=ill.start, evidence="self"),
        who=WHO,
        at=_at(ill.end),
    )
    drove = PayItemAnswer(
        ExtraKind.MILEAGE,
        household.DROVE_ON,
        miles=household.MILES,
        note="To the day club and back",
    )
    add_pay_item(book, ravi, drove, who=WHO, at=_at(household.DROVE_ON))


def _work(book: Book) -> None:
    closed = bank_holidays("england", [2026])
    ill = _ill(book)
    worked = Period(household.FIRST_PERIOD, household.QUARTER.end)
    for worker in (household.RAVI, household.AMINA):
        for period in _periods(book, worker, worked):
            shifts = household.shifts_of(
                worker, Period(period.start, min(period.end, worked.end)), closed
            )
            shifts = [shift for shift in shifts if (worker, shift.day) not in ill]
            record_shifts(book, worker, shifts, who=WHO, at=_at(worked.end))
            if period.end <= worked.end:
                approve_timesheet(
                    book,
                    worker,
                    period.start,
                    signature=SignatureGiven(SignatureKind.TYPED, WHO),
                    who=WHO,
                    at=_at(period.end + timedelta(days=1)),
                )


def _ill(book: Book) -> set[tuple[str, date]]:
    """The days on which each worker is off, as the book says."""
    with book.reading() as session:
        return {
            (row.worker.name, day)
            for row in session.scalars(select(models.Absence))
            for day in Period(row.first_day, row.last_day or row.first_day).each_day()
        }


def _periods(book: Book, worker: str, worked: Period) -> list[Period]:
    with book.reading() as session:
        row = find_worker(session, worker)
        periods = []
        day = worked.start
        while day <= worked.end:
            periods.append(timesheet_period(row, day))
            day = periods[-1].end + timedelta(days=1)
    return periods


def _pay(book: Book) -> None:
    """One pay run for each day on which somebody is paid."""
    with book.reading() as session:
        days = sorted(
            {
                sheet.end + timedelta(days=sheet.worker.pay_day_after)
                for sheet in session.scalars(
                    select(models.Timesheet).where(models.Timesheet.state == "approved")
                )
            }
        )
    for day in days:
        run_pay(book, up_to=day, who=WHO, at=_at(day - timedelta(days=1)))


def _bank(book: Book) -> StatementFiles:
    with book.reading() as session:
        lines = sorted(
            [*_money_in(), *_wages_and_tax(session), *_purchases()],
            key=lambda line: (line.day, line.amount < 0, line.text, line.amount),
        )
    before = [line for line in lines if line.day in household.BEFORE_QUARTER]
    after = [line for line in lines if line.day in household.QUARTER]
    opening = household.answers().accounts[0].opening_balance
    moved = opening + total(line.amount for line in before)
    before.append(BankLine(household.QUARTER.start, TO_NEW, -moved))
    after.insert(0, BankLine(household.QUARTER.start, FROM_OLD, moved))
    return StatementFiles(
        starling=_as_starling(before, opening),
        lloyds=_as_lloyds(after),
        closing=total(line.amount for line in after),
    )


def _money_in() -> Iterable[BankLine]:
    agreement = household.answers().funders[0].agreements[0]
    council = (agreement.weekly_amount - agreement.weekly_contribution) * 4
    day = household.FIRST_DAY
    while day <= household.QUARTER.end:
        yield BankLine(day, COUNCIL, council)
        yield BankLine(day + timedelta(days=1), CONTRIBUTION, agreement.weekly_contribution * 4)
        day += timedelta(days=28)


def _wages_and_tax(session: Session) -> Iterable[BankLine]:
    for expected, left in still_owed(session):
        if expected.due <= household.QUARTER.end and left > 0:
            payee = expected.payee.upper()
            name = {
                "hmrc": "HMRC GOV.UK CUMBERNAULD 475PX00123456",
                "pension": f"{payee} {PENSION.employer_reference}",
            }.get(expected.kind, f"{payee} WAGES")
            yield BankLine(expected.due, name, -left)


def _purchases() -> Iterable[BankLine]:
    for purchase in _all_purchases():
        yield BankLine(purchase.day, purchase.payee, -purchase.amount)


def _all_purchases() -> list[Purchase]:
    return [*household.PURCHASES, *household.agency_invoices(household.QUARTER.end)]


def _as_starling(lines: list[BankLine], opening: Decimal) -> bytes:
    out = StringIO(newline="")
    sheet = csv.writer(out)
    sheet.writerow(
        ["Date", "Counter Party", "Reference", "Type", "Amount (GBP)", "Balance (GBP)",
         "Spending Category", "Notes"]
    )  # fmt: skip
    balance = opening
    for line in lines:
        balance += line.amount
        sheet.writerow(
            [f"{line.day:%d/%m/%Y}", line.text.title(), line.text, "FASTER PAYMENT",
             plain(line.amount), plain(balance), "PAYMENTS", ""]
        )  # fmt: skip
    return out.getvalue().encode()


def _as_lloyds(lines: list[BankLine]) -> bytes:
    out = StringIO(newline="")
    sheet = csv.writer(out)
    sheet.writerow(
        ["Transaction Date", "Transaction Type", "Sort Code", "Account Number",
         "Transaction Description", "Debit Amount", "Credit Amount", "Balance", ""]
    )  # fmt: skip
    balance = ZERO
    rows = []
    for line in lines:
        balance += line.amount
        paid_out = plain(-line.amount) if line.amount < 0 else ""
        paid_in = plain(line.amount) if line.amount >= 0 else ""
        kind = "FPI" if line.amount >= 0 else "FPO"
        rows.append(
            [f"{line.day:%d/%m/%Y}", kind, "'20-99-99", "12345678", line.text, paid_out, paid_in,
             plain(balance), ""]
        )  # fmt: skip
    sheet.writerows(reversed(rows))
    return out.getvalue().encode()


def _sort_the_rest(book: Book) -> None:
    bought = {(purchase.payee, purchase.day): purchase for purchase in _all_purchases()}
    parts: dict[int, list[Part]] = {}
    with book.reading() as session:
        for row in session.scalars(
            select(models.Transaction).where(~models.Transaction.splits.any())
        ):
            text = row.description.upper()
            if COUNCIL in text:
                part = Part(row.amount, "dp_council")
            elif CONTRIBUTION in text:
                part = Part(row.amount, "client_contrib")
            elif TO_NEW in text or FROM_OLD in text:
                part = Part(row.amount, "transfer")
            else:
                purchase = next(
                    what
                    for (payee, day), what in bought.items()
                    if payee in text and day == row.day
                )
                part = Part(
                    row.amount,
                    purchase.category,
                    purchase.service_type,
                    purchase.outcome,
                    household.AGENCY if purchase.category == "agency" else "",
                )
            parts[row.id] = [part]
    sort_payments(book, parts, who=WHO, at=DONE)


def _add_papers(book: Book) -> None:
    with book.reading() as session:
        payments = {
            (row.day, row.amount): row.id
            for row in session.scalars(
                select(models.Transaction).where(models.Transaction.amount < ZERO)
            )
        }
    for purchase in _all_purchases():
        if purchase.paper:
            add_receipt(
                book,
                household.draw_paper(purchase),
                f"photo.{purchase.paper}",
                kind=purchase.proof,
                title=f"{purchase.payee.title()}, £{purchase.amount:.2f}",
                day=purchase.day,
                amount=purchase.amount,
                payments=[payments[purchase.day, -purchase.amount]],
                who=WHO,
                at=DONE,
            )
