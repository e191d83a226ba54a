"""Dates and days that are in nobody's records: reviews, notice, what others have asked for."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select

from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.pay_days_to_come import BUREAU
from dpmanager.tasks.pay.pension_events import find_scheme
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.words import _

LAST_OF_MONTH = 31
MOST_DAYS_BEFORE = 60


@dataclass(frozen=True, slots=True)
class Reviews:
    """A funder's reviews: the newest there was, and the one that is agreed."""

    funder_id: int
    funder: str
    last: date | None
    next: date | None


@dataclass(frozen=True, slots=True)
class Notice:
    """A worker who has no last day yet. given_on: notice was given; by: employer or worker."""

    worker_id: int
    worker: str
    given_on: date | None
    by: str


@dataclass(frozen=True, slots=True)
class DatesToKnow:
    """What the person can say about dates.

    bureau_day, bureau_days_before: when the payroll bureau wants the timesheets: a day of the
    month, or days before pay day; has_bureau: somebody's pay is worked out by one.
    provider: of the pension, "" without one. pension_day: the day of the month it asks for.
    """

    reviews: tuple[Reviews, ...]
    notices: tuple[Notice, ...]
    has_bureau: bool
    bureau_day: int | None
    bureau_days_before: int | None
    provider: str
    pension_day: int | None


def look_at_dates_to_know(book: Book, today: date) -> DatesToKnow:
    """What the book has of it, and what could be said."""
    with book.reading() as session:
        who = arrangement(session)
        scheme = find_scheme(session)
        workers = session.scalars(
            select(models.Worker)
            .where(
                models.Worker.kind == "employed",
                or_(models.Worker.end_date.is_(None), models.Worker.end_date >= today),
            )
            .order_by(models.Worker.name)
        ).all()
        funders = session.scalars(select(models.Funder).order_by(models.Funder.id))
        return DatesToKnow(
            reviews=tuple(
                Reviews(row.id, row.name, row.last_review, row.next_review) for row in funders
            ),
            notices=tuple(
                Notice(row.id, row.name, row.notice_given_on, row.notice_by)
                for row in workers
                if row.end_date is None
            ),
            has_bureau=any(row.payroll_by == BUREAU for row in workers),
            bureau_day=who.bureau_day_of_month,
            bureau_days_before=who.bureau_days_before,
            provider=scheme.provider if scheme else "",
            pension_day=scheme.pay_by_day if scheme else None,
        )


def keep_reviews(
    book: Book,
    funder_id: int,
    *,
    last: date | None,
    following: date | None,
    who: str,
    at: datetime,
) -> None:
    """Saves when a funder last looked at the direct payment, and when it will next.

    Raises DPManagerError for a last review that is still to come, or after the next one.
    """
    if last is not None and last > at.date():
        raise DPManagerError(_("The last review cannot be in the future."))
    if last is not None and following is not None and following <= last:
        raise DPManagerError(_("The next review must be after the last one."))
    with book.task(_("Save the dates of reviews"), who=who, at=at) as session:
        row = session.get_one(models.Funder, funder_id)
        row.last_review, row.next_review = last, following


def keep_notice(
    book: Book, worker_id: int, given_on: date | None, by: str, *, who: str, at: datetime
) -> None:
    """Saves that notice was given on a day, by the employer or the worker; None takes it back.

    Raises DPManagerError for a day that is still to come or before the work began.
    """
    with book.task(_("Save that notice was given"), who=who, at=at) as session:
        row = session.get_one(models.Worker, worker_id)
        if given_on is not None and not row.start_date <= given_on <= at.date():
            raise DPManagerError(
                _("Notice is given while somebody works, and not in the future. Check the day.")
            )
        row.notice_given_on, row.notice_by = given_on, by if given_on else ""


def keep_bureau_day(
    book: Book, *, day_of_month: int | None, days_before: int | None, who: str, at: datetime
) -> None:
    """Saves when a payroll bureau wants the timesheets. Raises DPManagerError for two answers."""
    if day_of_month is not None and days_before is not None:
        raise DPManagerError(_("Fill in one of the two, not both."))
    if day_of_month is not None:
        _refuse_no_day(day_of_month)
    if days_before is not None and not 0 <= days_before <= MOST_DAYS_BEFORE:
        raise DPManagerError(_("The days before pay day must be from 0 to 60."))
    with book.task(_("Save the day for your payroll bureau"), who=who, at=at) as session:
        row = arrangement(session)
        row.bureau_day_of_month, row.bureau_days_before = day_of_month, days_before


def keep_pension_day(book: Book, day_of_month: int | None, *, who: str, at: datetime) -> None:
    """Saves by which day of the month the pension provider wants the money.

    Raises DPManagerError for a day that no month has, or without a pension.
    """
    if day_of_month is not None:
        _refuse_no_day(day_of_month)
    with book.task(_("Save the day for the pension"), who=who, at=at) as session:
        scheme = find_scheme(session)
        if scheme is None:
            raise DPManagerError(_("There is no pension in the book. Set it up first."))
        scheme.pay_by_day = day_of_month


def _refuse_no_day(number: int) -> None:
    if not 1 <= number <= LAST_OF_MONTH:
        raise DPManagerError(_("The day of the month must be from 1 to 31."))
