"""What needs doing, in order of date, worked out from the records; and how a new book begins."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from dpmanager.domain.amounts import pounds
from dpmanager.domain.hours.shifts import totals
from dpmanager.domain.periods import Period, long_date, months_after
from dpmanager.domain.wording import days_words, hours_and_nights, names_in_words
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.records.models import Base
from dpmanager.tasks.book.dates_due import dates_due, return_name
from dpmanager.tasks.book.deadlines import put_away
from dpmanager.tasks.book.hiring_due import hiring_due
from dpmanager.tasks.book.payments_due import payments_due
from dpmanager.tasks.book.things_to_do import Kind, Thing
from dpmanager.tasks.book.workers_due import workers_due
from dpmanager.tasks.budget.agreements import agreements_on
from dpmanager.tasks.hours.record_shifts import shift_of
from dpmanager.tasks.hours.something_to_pay import something_to_pay
from dpmanager.tasks.money.balances import balance_before, last_told
from dpmanager.tasks.pay.pay_timesheet import pay_day
from dpmanager.tasks.pay.run_pay import timesheets_to_pay
from dpmanager.tasks.receipts.add_receipt import lacks_proof
from dpmanager.tasks.returns.resources import funder_rules
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class Beginning:
    """How far a new book is: which of the three things that it begins with are done."""

    has_worker: bool
    has_hours: bool
    has_statement: bool

    @property
    def is_done(self) -> bool:
        """Whether the book has begun."""
        return self.has_worker and self.has_hours and self.has_statement


@dataclass(frozen=True, slots=True)
class WhatNeedsDoing:
    """What needs doing, the first day first and what has no day last."""

    things: tuple[Thing, ...]
    beginning: Beginning


def what_needs_doing(book: Book, today: date) -> WhatNeedsDoing:
    """Everything the records say needs doing on `today`.

    A return is asked for from the day after a quarter of the calendar has ended, as long as its
    deadline is shown. Where it is not known when it is due, it is asked for until the next quarter
    has ended. It is only asked for where an account of the book was open in the quarter and the
    funder's rules say that it wants returns at set times.
    """
    with book.reading() as session:
        beginning = _beginning(session)
        things = [
            *_timesheets(session, today),
            *_pay_days(session),
            *_from_bureau(session),
            *payments_due(session, today, put_away(session, today)),
            *workers_due(session, today),
            *hiring_due(session, today),
            *_returns(session, today),
            *(_statements(session, today) if beginning.has_statement else ()),
            *_unsorted(session),
            *_unproved(session),
            *_letters(session, today),
        ]
        things += dates_due(session, today, things)
    order = list(Kind)
    things.sort(key=lambda thing: (thing.day or date.max, order.index(thing.kind)))
    return WhatNeedsDoing(tuple(things), beginning)


def last_quarter(today: date) -> Period:
    """The last quarter of the calendar that had ended before `today`."""
    this_quarter = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    return Period(months_after(this_quarter, -3), this_quarter - timedelta(days=1))


def _beginning(session: Session) -> Beginning:
    def has(model: type[Base]) -> bool:
        return bool(session.scalar(select(exists(select(model.id)))))

    return Beginning(has(models.Worker), has(models.Shift), has(models.StatementImport))


def _timesheets(session: Session, today: date) -> Iterator[Thing]:
    """Timesheets to pay whose period has ended: to be approved by their pay day."""
    for sheet in session.scalars(
        select(models.Timesheet)
        .where(
            models.Timesheet.state == "draft",
            models.Timesheet.end < today,
            something_to_pay(),
        )
        .options(joinedload(models.Timesheet.worker), selectinload(models.Timesheet.shifts))
        .order_by(models.Timesheet.end, models.Timesheet.id)
    ):
        yield Thing(
            Kind.TIMESHEET,
            pay_day(sheet) if sheet.worker.kind == "employed" else None,
            _("Approve the timesheet of {worker}").format(worker=sheet.worker.name),
            _("{hours}, {period}.").format(
                hours=_hours_of(sheet), period=days_words(Period(sheet.start, sheet.end))
            ),
            {"worker": sheet.worker.name, "day": sheet.start},
        )


def _hours_of(sheet: models.Timesheet) -> str:
    if not sheet.shifts:
        return _("No hours, other pay alone")
    parts = totals(shift_of(shift) for shift in sheet.shifts)
    minutes, slept_in = sum(part.minutes for part in parts), sum(part.nights for part in parts)
    return hours_and_nights(minutes, slept_in)


def _pay_days(session: Session) -> Iterator[Thing]:
    """Approved timesheets that wait to be paid: one thing for each pay day."""
    workers: dict[date, dict[str, None]] = {}
    for sheet in timesheets_to_pay(session, date.max):
        workers.setdefault(pay_day(sheet), {})[sheet.worker.name] = None
    for day, names in workers.items():
        yield Thing(
            Kind.PAY_DAY,
            day,
            _("Work out the pay of {workers}").format(workers=names_in_words(list(names))),
            _("It is pay day. The hours are approved."),
        )


def _from_bureau(session: Session) -> Iterator[Thing]:
    """Approved timesheets whose payslip comes from a payroll bureau: one thing for each."""
    for sheet in session.scalars(
        select(models.Timesheet)
        .join(models.Worker)
        .where(
            models.Timesheet.state == "approved",
            models.Worker.kind == "employed",
            models.Worker.payroll_by == "bureau",
        )
        .options(joinedload(models.Timesheet.worker))
        .order_by(models.Timesheet.end, models.Timesheet.id)
    ):
        yield Thing(
            Kind.PAY_DAY,
            pay_day(sheet),
            _("Enter the payslip of {worker}").format(worker=sheet.worker.name),
            _("It comes from your payroll bureau, for {period}.").format(
                period=days_words(Period(sheet.start, sheet.end))
            ),
            {"from_bureau": sheet.id},
        )


def _returns(session: Session, today: date) -> Iterator[Thing]:
    """The return of the last quarter, where it is not known when it is due."""
    quarter = last_quarter(today)
    opened = session.scalar(select(func.min(models.Account.opening_date)))
    if opened is None or opened > quarter.end:
        return
    for agreement in agreements_on(session, quarter.end):
        funder = agreement.funder
        periodic = "periodic" in funder_rules(funder.rules).asked_for
        if agreement.return_days is not None or not periodic:
            continue
        yield Thing(
            Kind.RETURN,
            None,
            return_name(quarter),
            _("For {funder}. The book does not know when it is due.").format(funder=funder.name),
            {
                "start": max(quarter.start, funder.agreements[0].from_date),
                "end": quarter.end,
            },
        )


def _statements(session: Session, today: date) -> Iterator[Thing]:
    """Accounts with money in them of which the bank has said nothing for a month."""
    for account in session.scalars(select(models.Account).order_by(models.Account.id)):
        last = last_told(session, account, today) or account.opening_date
        wanted = months_after(last, 1)
        if wanted < today and balance_before(session, account, today + timedelta(days=1)):
            yield Thing(
                Kind.STATEMENT,
                wanted,
                _("Read in the bank statement of {account}").format(account=account.name),
                _("The last one ends on {day}.").format(day=long_date(last)),
            )


def _unsorted(session: Session) -> Iterator[Thing]:
    payments = _payments(session, ~models.Transaction.splits.any())
    if len(payments) == 1:
        yield Thing(
            Kind.NO_CATEGORY,
            None,
            _("Say what a payment was for"),
            _payment_words(payments[0]),
            {"transaction": payments[0].id},
        )
    elif payments:
        yield Thing(
            Kind.NO_CATEGORY,
            None,
            _("Say what {count} payments were for").format(count=len(payments)),
            _("The first is of {day}.").format(day=long_date(payments[0].day)),
            {"show": "no_category"},
        )


def _unproved(session: Session) -> Iterator[Thing]:
    """Payments that lack a proof; one that nobody has sorted is named for that first."""
    payments = _payments(session, lacks_proof() & models.Transaction.splits.any())
    if len(payments) == 1:
        yield Thing(
            Kind.NO_PROOF,
            None,
            _("Add the receipt of a payment, or say why there is none"),
            _payment_words(payments[0]),
            {"payment": payments[0].id},
        )
    elif payments:
        yield Thing(
            Kind.NO_PROOF,
            None,
            _("Add the receipts of {count} payments, or say why there are none").format(
                count=len(payments)
            ),
            _("The first is of {day}.").format(day=long_date(payments[0].day)),
            {"show": "no_proof"},
        )


def _letters(session: Session, today: date) -> Iterator[Thing]:
    """Agreements of which the book does not know how much money may stay in the account."""
    for agreement in agreements_on(session, today):
        if agreement.surplus_weeks is None:
            yield Thing(
                Kind.LETTER,
                None,
                _("Find out how much money may stay in the account"),
                _("Look in your letter from {funder}, or ask.").format(
                    funder=agreement.funder.name
                ),
                {"ask": "letter"},
            )


def _payments(session: Session, condition: ColumnElement[bool]) -> Sequence[models.Transaction]:
    return session.scalars(
        select(models.Transaction)
        .where(condition)
        .order_by(models.Transaction.day, models.Transaction.id)
    ).all()


def _payment_words(payment: models.Transaction) -> str:
    return _("{description}, {amount} on {day}.").format(
        description=payment.description,
        amount=pounds(abs(payment.amount)),
        day=long_date(payment.day),
    )
