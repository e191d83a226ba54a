"""What needs doing, in order of date, worked out from the records; and how a new book begins."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session, joinedload, selectinload

from dpmanager.domain.amounts import pounds
from dpmanager.domain.hours.shifts import totals
from dpmanager.domain.periods import Period, long_date, months_after
from dpmanager.domain.returns.besides import PERIODIC
from dpmanager.domain.wording import days_words, hours_and_nights, names_in_words
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.records.models import Base
from dpmanager.tasks.book.dates_due import dates_due, return_name
from dpmanager.tasks.book.deadlines import put_away
from dpmanager.tasks.book.hiring_due import hiring_due
from dpmanager.tasks.book.money_in_due import money_in_due
from dpmanager.tasks.book.once import once
from dpmanager.tasks.book.payments_due import payments_due
from dpmanager.tasks.book.spending_due import spending_due
from dpmanager.tasks.book.things_to_do import Kind, Thing
from dpmanager.tasks.book.workers_due import workers_due
from dpmanager.tasks.budget.agreements import agreements_on
from dpmanager.tasks.hours.record_shifts import shift_of
from dpmanager.tasks.hours.something_to_pay import something_to_pay
from dpmanager.tasks.money.balances import balance_before, last_told
from dpmanager.tasks.money.cheques import stale_cheques, stale_words
from dpmanager.tasks.money.given_back import (
    CAME_IN,
    came_in_words,
    mistake_words,
    open_mistakes,
)
from dpmanager.tasks.pay.pay_timesheet import pay_day
from dpmanager.tasks.pay.run_pay import timesheets_to_pay
from dpmanager.tasks.receipts.add_receipt import lacks_proof
from dpmanager.tasks.returns.expected_returns import Expected, expected_returns
from dpmanager.tasks.returns.share_account import sharing_is_missing
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

    A return is asked for from the day after its period has ended, as long as its deadline is shown.
    Where it is not known when it is due, it is asked for until the next period has ended. It is
    only asked for where an account of the book was open in the period and the funder's rules say
    that it wants returns at set times, and until it is marked as sent. One that is overdue comes
    first: a late return stops the money.
    """
    return once(book, ("what needs doing", today), lambda session: _all_there_is(session, today))


def _all_there_is(session: Session, today: date) -> WhatNeedsDoing:
    beginning = _beginning(session)
    things = [
        *_timesheets(session, today),
        *_pay_days(session),
        *_from_bureau(session),
        *payments_due(session, today, put_away(session, today)),
        *money_in_due(session, today),
        *workers_due(session, today),
        *hiring_due(session, today),
        *_returns(session, today),
        *(_statements(session, today) if beginning.has_statement else ()),
        *_mistakes(session),
        *_old_cheques(session, today),
        *_unsorted(session),
        *_unproved(session),
        *spending_due(session, today),
        *_letters(session, today),
        *_sharing(session, today),
    ]
    things += dates_due(session, today, things)
    order = list(Kind)
    things.sort(
        key=lambda thing: (
            not _is_late_return(thing, today),
            thing.day or date.max,
            order.index(thing.kind),
        )
    )
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


def _is_late_return(thing: Thing, today: date) -> bool:
    return thing.kind is Kind.RETURN and thing.day is not None and thing.day < today


def _returns(session: Session, today: date) -> Iterator[Thing]:
    """The newest return at set times, where it is not known when it is due."""
    newest: dict[int, Expected] = {
        one.funder.id: one for one in expected_returns(session, today) if one.kind == PERIODIC
    }
    for one in newest.values():
        if one.due is not None or one.is_sent:
            continue
        yield Thing(
            Kind.RETURN,
            None,
            return_name(one.period),
            _("For {funder}. The book does not know when it is due.").format(
                funder=one.funder.name
            ),
            {"start": one.period.start, "end": one.period.end},
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


def _mistakes(session: Session) -> Iterator[Thing]:
    """Payments by mistake that are not put back, and money in by mistake that is not sent back."""
    for mistake in open_mistakes(session):
        yield Thing(
            Kind.PAID_BY_MISTAKE,
            None,
            _("Have {amount} put back into the account").format(amount=pounds(mistake.left)),
            mistake_words(mistake),
            {"transaction": mistake.transaction_id},
        )
    for mistake in open_mistakes(session, category=CAME_IN):
        yield Thing(
            Kind.IN_BY_MISTAKE,
            None,
            _("Send {amount} back: it came in by mistake").format(amount=pounds(mistake.left)),
            came_in_words(mistake),
            {"transaction": mistake.transaction_id},
        )


def _old_cheques(session: Session, today: date) -> Iterator[Thing]:
    """Cheques that were never paid in, and that a bank need not pay any more."""
    for cheque in stale_cheques(session, today):
        yield Thing(
            Kind.OLD_CHEQUE,
            None,
            _("Ask your bank about an old cheque"),
            stale_words(cheque),
            {"transaction": cheque.transaction_id},
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


def _sharing(session: Session, today: date) -> Iterator[Thing]:
    """Funders of one account whose spending cannot be told apart."""
    if sharing_is_missing(session, today):
        yield Thing(
            Kind.SHARING,
            None,
            _("Say who pays for what"),
            _("Several funders pay into the account. Each return tells the part of one."),
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
