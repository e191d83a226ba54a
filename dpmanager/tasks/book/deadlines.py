"""The dates of the book: what is due when, and what the person has said about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.deadlines.facts import Facts
from dpmanager.domain.deadlines.work_out import Deadline, deadlines, to_show
from dpmanager.domain.hours.bank_holidays import bank_holidays
from dpmanager.domain.periods import Period, long_date
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.deadline_facts import (
    CONTRIBUTION_IS_OVER,
    contribution_periods,
    facts_of,
    key_of_funder,
    key_of_return,
)
from dpmanager.tasks.book.deadline_facts_of_workers import first_day_of_book
from dpmanager.tasks.budget.outside_contributions import outside_written_down
from dpmanager.tasks.money.sort_payments import still_owed
from dpmanager.tasks.pay.rates import newest_rates
from dpmanager.tasks.people.hiring_rules import deadline_rules
from dpmanager.tasks.returns.expected_returns import expected_returns
from dpmanager.words import _

YEARS_OF_OVERDUE = 8
"""How far back weekends and bank holidays are known for what has been due for years."""
PAID_EARLY = timedelta(days=7)
CONTRIBUTION = "client_contrib"
PAYMENTS_TO_HMRC = ("paye-monthly", "paye-quarterly", "paye-monthly-post", "paye-quarterly-post")
RETURN = "return"
OF_A_NEW_YEAR = ("minimum-wage-april", "new-tax-year", "contribution-april")
"""A book that is set up in a year that has begun already begins with what holds in it."""
PENSION_PAYMENT, INSURANCE = "pension-payment", "employers-liability"


class Mark(StrEnum):
    """How it stands with a date. NOT_NOW: put off by the person until a day that is to come."""

    OPEN = "open"
    DONE = "done"
    NOT_NOW = "not_now"


@dataclass(frozen=True, slots=True)
class DeadlineSeen:
    """A deadline and how it stands.

    marked_day: the day it was done, or until which it is put off. by_records: nobody had to say
    that it is done, the records do. worker_id, worker, funder_id: whom it is about, where it is.
    period: the days of a return.
    """

    deadline: Deadline
    mark: Mark = Mark.OPEN
    marked_day: date | None = None
    note: str = ""
    by_records: bool = False
    worker_id: int | None = None
    worker: str = ""
    funder_id: int | None = None
    period: Period | None = None

    @property
    def counted_from(self) -> date:
        """The day that the rule counts from, such as the last of the days it is about."""
        return date.fromisoformat(self.deadline.key.rpartition("/")[2])


@dataclass(frozen=True, slots=True)
class DeadlinesSeen:
    """All deadlines up to `until`, the first day first."""

    today: date
    until: date
    deadlines: tuple[DeadlineSeen, ...]

    def with_mark(self, mark: Mark | None) -> tuple[DeadlineSeen, ...]:
        """Those with a mark; all of them for None."""
        return tuple(one for one in self.deadlines if mark in (None, one.mark))

    def within(self, days: Period) -> tuple[DeadlineSeen, ...]:
        """Those of some days."""
        return tuple(one for one in self.deadlines if one.deadline.day in days)

    def find(self, key: str) -> DeadlineSeen | None:
        """The one with that key; None where it is gone."""
        return next((one for one in self.deadlines if one.deadline.key == key), None)


def look_at_deadlines(book: Book, today: date, until: date) -> DeadlinesSeen:
    """What is due up to `until`, with what is overdue and still shown, done or not."""
    with book.reading() as session:
        return DeadlinesSeen(today, until, _seen(session, today, until))


def due_soon(session: Session, today: date) -> tuple[DeadlineSeen, ...]:
    """The deadlines that are to be shown on `today` and are neither done nor put off."""
    ahead = max(rule.shown_days_before for rule in deadline_rules().rules.values())
    seen = _seen(session, today, today + timedelta(days=ahead))
    near = {one.key for one in to_show((each.deadline for each in seen), today)}
    return tuple(one for one in seen if one.mark is Mark.OPEN and one.deadline.key in near)


def put_away(session: Session, today: date) -> frozenset[str]:
    """The keys of the deadlines that the person has done or put off."""
    return frozenset(
        key for key, note in _notes(session).items() if _mark_of(note, today) is not Mark.OPEN
    )


def keys_of_payment(expected: models.ExpectedPayment) -> tuple[str, ...]:
    """What the deadline of a payment to HMRC or the pension may be known by; none for others."""
    if expected.end is None:
        return ()
    day = expected.end.isoformat()
    if expected.kind == "hmrc":
        return tuple(f"{rule}/hmrc/{day}" for rule in PAYMENTS_TO_HMRC)
    return (f"{PENSION_PAYMENT}/pension/{day}",) if expected.kind == "pension" else ()


def mark_done(book: Book, key: str, note: str = "", *, who: str, at: datetime) -> None:
    """Says that what a deadline asks for is done, on the day of `at`."""
    with book.task(_("Mark a date as done"), who=who, at=at) as session:
        row = note_on(session, key)
        row.done_on, row.snoozed_until, row.note = at.date(), None, note.strip()


def snooze(book: Book, key: str, until: date, note: str = "", *, who: str, at: datetime) -> None:
    """Puts a deadline off: it is not shown before `until`. Raises DPManagerError for a day past."""
    if until <= at.date():
        raise DPManagerError(
            _("{day} is not in the future. Choose a later day.").format(day=long_date(until))
        )
    with book.task(_("Put a date off"), who=who, at=at) as session:
        row = note_on(session, key)
        row.done_on, row.snoozed_until, row.note, row.how = None, until, note.strip(), ""


def take_back(book: Book, key: str, *, who: str, at: datetime) -> None:
    """Forgets what was said of a deadline, so that it is to be done again."""
    with book.task(_("Put a date back on the list"), who=who, at=at) as session:
        row = _notes(session).get(key)
        if row is not None:
            session.delete(row)


def _seen(session: Session, today: date, until: date) -> tuple[DeadlineSeen, ...]:
    facts = facts_of(session, today, until)
    found = deadlines(
        deadline_rules(),
        facts,
        today,
        until=until,
        rates_on=newest_rates,
        bank_holidays=bank_holidays(
            facts.nation, range(today.year - YEARS_OF_OVERDUE, until.year + 2)
        ),
    )
    notes = _notes(session)
    settled = frozenset(_settled(session, today, until))
    names = dict(session.execute(select(models.Worker.id, models.Worker.name)).all())
    seen = (_as_seen(one, notes, settled, names, facts, today) for one in found)
    begun = first_day_of_book(session)
    return tuple(
        one
        for one in seen
        if one.deadline.rule_id not in OF_A_NEW_YEAR or one.counted_from >= begun
    )


def _as_seen(
    one: Deadline,
    notes: dict[str, models.DeadlineNote],
    settled: frozenset[str],
    names: dict[int, str],
    facts: Facts,
    today: date,
) -> DeadlineSeen:
    note = notes.get(one.key)
    mark = _mark_of(note, today)
    by_records = mark is Mark.OPEN and one.key in settled
    worker_id = _number_in(one.key, "worker")
    if one.rule_id == INSURANCE:  # it stands in the file of each worker
        worker_id = next(
            (_number_in(each.key, "worker") for each in facts.workers if each.works_on(today)), None
        )
    return DeadlineSeen(
        one,
        Mark.DONE if by_records else mark,
        marked_day=(note.done_on or note.snoozed_until) if note and mark is not Mark.OPEN else None,
        note=note.note if note else "",
        by_records=by_records,
        worker_id=worker_id,
        worker=names.get(worker_id, "") if worker_id is not None else "",
        funder_id=_number_in(one.key, "funder"),
        period=next(
            (
                each.period
                for each in facts.returns
                if one.key == f"{RETURN}/{each.key}/{each.period.end.isoformat()}"
            ),
            None,
        ),
    )


def _number_in(key: str, what: str) -> int | None:
    """The number of the worker or funder that a key is about."""
    parts = key.split("/")
    return int(parts[parts.index(what) + 1]) if what in parts else None


def _mark_of(note: models.DeadlineNote | None, today: date) -> Mark:
    if note is None:
        return Mark.OPEN
    if note.done_on is not None:
        return Mark.DONE
    later = note.snoozed_until is not None and note.snoozed_until > today
    return Mark.NOT_NOW if later else Mark.OPEN


def _notes(session: Session) -> dict[str, models.DeadlineNote]:
    return {row.key: row for row in session.scalars(select(models.DeadlineNote))}


def note_on(session: Session, key: str) -> models.DeadlineNote:
    """What was said of a deadline: the row that is there, or a new one, within a task."""
    row = _notes(session).get(key)
    if row is None:
        row = models.DeadlineNote(key=key)
        session.add(row)
    return row


def _settled(session: Session, today: date, until: date) -> Iterator[str]:
    """The keys of what the records show as done: payments that were made, or are not needed."""
    for expected, left in still_owed(session):
        over = expected.end is not None and expected.end < today
        if left <= 0 and over:
            yield from keys_of_payment(expected)
    for wanted in expected_returns(session, today):
        if wanted.is_sent:
            yield f"{RETURN}/{key_of_return(wanted)}/{wanted.period.end.isoformat()}"
    paid_in = session.scalars(
        select(models.Transaction.day)
        .join(models.Split)
        .where(
            models.Split.category == CONTRIBUTION,
            models.Split.amount > ZERO,
            models.Transaction.day >= today - 2 * CONTRIBUTION_IS_OVER,
        )
    ).all()
    within = Period(today - CONTRIBUTION_IS_OVER, until)
    for funder in session.scalars(
        select(models.Funder).options(selectinload(models.Funder.agreements))
    ):
        outside = [one.answer.day for one in outside_written_down(session, funder_id=funder.id)]
        for day, period in contribution_periods(funder, within):
            first, last = day - PAID_EARLY, day + timedelta(days=period.days - 1) - PAID_EARLY
            if any(first <= paid <= last for paid in (*paid_in, *outside)):
                yield f"contribution/{key_of_funder(funder)}/{day.isoformat()}"
