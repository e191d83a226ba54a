"""The returns that funders want: at set times, and those they asked for by letter."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.returns.besides import AUDIT, FINAL, PERIODIC
from dpmanager.domain.returns.return_periods import asks_for_returns, due_day, periods_over
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.budget.payment_schedule import funders_with_agreements
from dpmanager.tasks.returns.resources import rules_of
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class Expected:
    """A return that a funder wants. due: None where that is not known.

    kind: periodic, audit or final. signed: the newest that was signed for it, None where none was.
    asked_id: the number of the letter, None for a return at set times.
    """

    funder: models.Funder
    period: Period
    kind: str
    due: date | None
    signed: models.SentReturn | None
    asked_id: int | None = None

    @property
    def is_sent(self) -> bool:
        """Whether it was marked as sent."""
        return self.signed is not None and self.signed.sent_on is not None


def expected_returns(session: Session, today: date) -> tuple[Expected, ...]:
    """Each return that is wanted by `today`, in order of the day on which its period ends.

    Of those at set times: the last one that is over, and where one was signed in the book, all
    from that on. What was sent before the book was used for it is not asked for.
    """
    found = [
        one
        for funder in funders_with_agreements(session)
        if funder.agreements
        for one in (*_at_set_times(session, funder, today), *_asked_for(session, funder, today))
    ]
    return tuple(sorted(found, key=lambda one: (one.period.end, one.funder.id)))


def periods_over_of(session: Session, funder: models.Funder, today: date) -> tuple[Period, ...]:
    """The periods at set times that are over, the newest first, while there was an account."""
    rules = rules_of(funder)
    opened: date | None = session.scalar(select(func.min(models.Account.opening_date)))
    kinds = set(session.scalars(select(models.Account.kind)))
    if opened is None or not funder.agreements or not asks_for_returns(rules, kinds):
        return ()
    periods = periods_over(rules, funder.agreements[0].from_date, today)
    return tuple(period for period in periods if period.end >= opened)


def returns_to_come(
    session: Session, funder: models.Funder, today: date, until: date
) -> Iterator[Period]:
    """The periods at set times from the last one that is over up to a day."""
    over = periods_over_of(session, funder, today)
    start = over[0].start if over else date.min
    for period in reversed(periods_over_of(session, funder, until + timedelta(days=1))):
        if period.start >= start:
            yield period


def newest_signed(
    session: Session, funder: models.Funder, period: Period
) -> models.SentReturn | None:
    """The return that was signed last for just these days."""
    return session.scalar(
        select(models.SentReturn)
        .where(
            models.SentReturn.funder_id == funder.id,
            models.SentReturn.start == period.start,
            models.SentReturn.end == period.end,
        )
        .order_by(models.SentReturn.id.desc())
        .limit(1)
    )


def asked_for(session: Session, funder: models.Funder, period: Period) -> models.AskedReturn | None:
    """The letter in which a funder asked for a return of just these days."""
    return session.scalar(
        select(models.AskedReturn)
        .where(
            models.AskedReturn.funder_id == funder.id,
            models.AskedReturn.start == period.start,
            models.AskedReturn.end == period.end,
        )
        .order_by(models.AskedReturn.id.desc())
        .limit(1)
    )


def ask_for_return(
    book: Book,
    period: Period,
    *,
    funder_id: int,
    kind: str,
    asked_on: date,
    days: int,
    who: str,
    at: datetime,
) -> int:
    """Notes that a funder asked for a return of certain days; gives its number.

    kind: audit or final. days: how long after the letter it is due.
    Raises DPManagerError for days that are still to come, and for less than no days.
    """
    if kind not in (AUDIT, FINAL):
        raise DPManagerError(_("Choose what the council asks for."))
    if period.end > at.date() or asked_on > at.date():
        raise DPManagerError(
            _("{day} is still to come. Check the dates.").format(
                day=long_date(max(period.end, asked_on))
            )
        )
    if days < 0:
        raise DPManagerError(_("Write a number that is not below nothing."))
    with book.task(_("Note what return is asked for"), who=who, at=at) as session:
        row = models.AskedReturn(
            funder_id=funder_id,
            kind=kind,
            start=period.start,
            end=period.end,
            asked_on=asked_on,
            due=asked_on + timedelta(days=days),
        )
        session.add(row)
        session.flush()
        return row.id


def _at_set_times(session: Session, funder: models.Funder, today: date) -> Iterator[Expected]:
    first_signed: date | None = session.scalar(
        select(func.min(models.SentReturn.start)).where(
            models.SentReturn.funder_id == funder.id, models.SentReturn.kind == PERIODIC
        )
    )
    for number, period in enumerate(periods_over_of(session, funder, today)):
        if number and (first_signed is None or period.end < first_signed):
            return
        in_force = [each for each in funder.agreements if each.from_date <= period.end][-1]
        yield Expected(
            funder,
            period,
            PERIODIC,
            due_day(rules_of(funder), period, days=in_force.return_days),
            newest_signed(session, funder, period),
        )


def _asked_for(session: Session, funder: models.Funder, today: date) -> Iterator[Expected]:
    for row in session.scalars(
        select(models.AskedReturn)
        .where(models.AskedReturn.funder_id == funder.id, models.AskedReturn.end <= today)
        .order_by(models.AskedReturn.id)
    ):
        period = Period(row.start, row.end)
        signed = newest_signed(session, funder, period)
        yield Expected(funder, period, row.kind, row.due, signed, row.id)
