"""Holiday that a worker asks for: written down, answered, on the rota and on the timesheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, joinedload

from dpmanager.domain.hours.holiday_asked import (
    ToCover,
    answer_by,
    days_asked,
    who_could_cover,
)
from dpmanager.domain.hours.rota import (
    PlannedShift,
    Reason,
    left_out,
    planned,
    planned_elsewhere,
    without_cover,
)
from dpmanager.domain.pay.holiday_record import HolidayMethod
from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.wording import days_words
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.hours.change_rota import leave_out
from dpmanager.tasks.hours.holiday_hours import (
    HolidayWritten,
    holiday_plan,
    shifts_of_request,
    take_holiday_out,
    unwritten_hours,
    write_holiday,
)
from dpmanager.tasks.hours.rota_records import changes_in, patterns_in
from dpmanager.tasks.hours.usual_week import refuse_unless_works
from dpmanager.tasks.pay.holiday_record import holiday_record_of, leave_year_of
from dpmanager.tasks.people.terms_of_work import employed
from dpmanager.words import _

DAY = timedelta(days=1)
CAN_COVER = ("employed", "self-employed", "agency")
"""The kinds of worker whom the person can ask; others hold the money themselves."""


class State(StrEnum):
    """How it stands with what was asked for."""

    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class HolidayAsked:
    """What a worker asks for. hours: None for those of the usual week, or of average days."""

    days: Period
    asked_on: date
    hours: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class RequestSeen:
    """A request and how it stands.

    hours: that the holiday takes; days: on which there would be work. left_after: hours of holiday
    left in its leave year once it is taken, None where they cannot be worked out. answer_by: while
    it waits, the last day on which a no is in time. to_cover: the shifts that nobody works yet.
    to_write: of one that was agreed, the hours that no timesheet has as holiday.
    """

    id: int
    asked: HolidayAsked
    hours: Decimal
    days: int
    state: State
    answered_on: date | None
    answer: str
    left_after: Decimal | None
    answer_by: date | None
    to_cover: tuple[ToCover, ...]
    to_write: Decimal


@dataclass(frozen=True, slots=True)
class HolidaySeen:
    """The holiday of a worker: hours left today, and what was asked for, the newest days first.

    left: None where it cannot be worked out; why says so, in words. booked: hours of it that are
    agreed or on a timesheet already, and still to come in this leave year. is_employed: otherwise
    there is no holiday here. paid_before: their holiday is paid with each wage.
    """

    worker_id: int
    worker: str
    is_employed: bool
    left: Decimal | None
    booked: Decimal
    why: str
    requests: tuple[RequestSeen, ...]
    paid_before: bool = False


@dataclass(frozen=True, slots=True)
class _Balance:
    """Hours left in a leave year: today, and once all is taken that is booked or agreed."""

    left: Decimal | None
    booked: Decimal
    why: str = ""


def ask_for_holiday(
    book: Book, worker_id: int, asked: HolidayAsked, *, who: str, at: datetime
) -> int:
    """Writes down what a worker asks for; gives its number.

    Raises DPManagerError for days on which they do not work here or that were asked for already,
    for more hours than the days have, and where these days have no work and no hours are given.
    """
    with book.task(_("Write down a holiday request"), who=who, at=at) as session:
        worker = employed(session, worker_id)
        refuse_unless_works(worker, asked.days)
        _refuse_twice(session, worker, asked.days)
        row = models.HolidayRequest(
            worker_id=worker.id,
            start=asked.days.start,
            end=asked.days.end,
            hours=_hours_asked(session, worker, asked),
            asked_on=asked.asked_on,
            note=asked.note.strip(),
        )
        session.add(row)
        session.flush()
        return row.id


def agree_to_holiday(
    book: Book, request_id: int, note: str = "", *, who: str, at: datetime
) -> HolidayWritten:
    """Says yes: the worker is off on the rota, and the hours are on the timesheet as holiday.

    A day that has hours keeps them, and so does a timesheet that is approved or paid.
    Raises DPManagerError if it was answered already.
    """
    with book.task(_("Agree to a holiday"), who=who, at=at) as session:
        row = _waiting(session, request_id)
        days = Period(row.start, row.end)
        refuse_unless_works(row.worker, days)
        _answer(row, State.AGREED, note, at.date())
        leave_out(session, row.worker, days, Reason.HOLIDAY)
        return write_holiday(session, row)


def write_agreed_holiday(book: Book, request_id: int, *, who: str, at: datetime) -> HolidayWritten:
    """Writes the hours of an agreed holiday that no timesheet has.

    Raises DPManagerError where nothing can be written.
    """
    with book.task(_("Put a holiday on the timesheet"), who=who, at=at) as session:
        row = _request(session, request_id)
        written = write_holiday(session, row)
        if not written.hours:
            raise DPManagerError(
                _(
                    "Nothing was written. The timesheet of these days is approved or paid, or they "
                    "have hours already."
                )
            )
        return written


def refuse_holiday(book: Book, request_id: int, note: str = "", *, who: str, at: datetime) -> None:
    """Says no. Raises DPManagerError if it was answered already."""
    with book.task(_("Refuse a holiday"), who=who, at=at) as session:
        _answer(_waiting(session, request_id), State.REFUSED, note, at.date())


def take_request_back(book: Book, request_id: int, *, who: str, at: datetime) -> tuple[date, ...]:
    """Takes a request away, its days off the rota, and its hours off draft timesheets.

    Gives the days that stay holiday, as their timesheet is approved or paid. Raises DPManagerError
    if it is gone.
    """
    kept: tuple[date, ...] = ()
    with book.task(_("Take a holiday request back"), who=who, at=at) as session:
        row = _request(session, request_id)
        if row.state == State.AGREED:
            change = models.RotaChange
            session.execute(
                delete(change).where(
                    change.worker_id == row.worker_id,
                    change.day.between(row.start, row.end),
                    change.reason == Reason.HOLIDAY.value,
                    change.start.is_(None),
                )
            )
            kept = take_holiday_out(session, row)
        session.delete(row)
    return kept


def look_at_holiday_requests(book: Book, worker_id: int, today: date) -> HolidaySeen:
    """What is left of the worker's holiday, and what they asked for."""
    with book.reading() as session:
        worker = session.get_one(models.Worker, worker_id)
        if worker.kind != "employed":
            return HolidaySeen(worker.id, worker.name, False, None, Decimal(0), "", ())
        rows = session.scalars(
            select(models.HolidayRequest)
            .where(models.HolidayRequest.worker_id == worker_id)
            .order_by(models.HolidayRequest.start.desc())
        ).all()
        years = {leave_year_of(worker, day).start for day in (today, *(row.start for row in rows))}
        balances = {
            start: _balance(session, worker, leave_year_of(worker, start), rows, today)
            for start in years
        }
        now = balances[leave_year_of(worker, today).start]
        return HolidaySeen(
            worker.id,
            worker.name,
            True,
            now.left,
            now.booked,
            now.why,
            tuple(
                _seen(session, row, balances[leave_year_of(worker, row.start).start], today)
                for row in rows
            ),
            paid_before=worker.holiday_method == HolidayMethod.ROLLED_UP,
        )


def waiting_requests(session: Session) -> Sequence[models.HolidayRequest]:
    """The requests that nobody has answered, the first days first."""
    return session.scalars(
        select(models.HolidayRequest)
        .where(models.HolidayRequest.state == State.ASKED.value)
        .options(joinedload(models.HolidayRequest.worker))
        .order_by(models.HolidayRequest.start, models.HolidayRequest.id)
    ).all()


def last_day_to_answer(session: Session, row: models.HolidayRequest) -> date:
    """Until when a no is in time; not before the day it was asked."""
    days = days_asked(_usual(session, row.worker, Period(row.start, row.end)))
    return max(answer_by(row.start, days), row.asked_on)


def agreed_holidays(session: Session, period: Period) -> list[tuple[str, Period]]:
    """Who is on an agreed holiday with a day in a period, and its days."""
    row = models.HolidayRequest
    found = session.scalars(
        select(row)
        .where(row.state == State.AGREED.value, row.start <= period.end, row.end >= period.start)
        .options(joinedload(row.worker))
        .order_by(row.start, row.id)
    )
    return [(one.worker.name, Period(one.start, one.end)) for one in found]


def _hours_asked(session: Session, worker: models.Worker, asked: HolidayAsked) -> Decimal:
    plan = holiday_plan(session, worker, asked.days)
    hours = plan.hours if asked.hours is None else asked.hours
    if hours <= 0:
        raise DPManagerError(
            _(
                "{worker} has no usual hours on these days. Type how many hours of holiday it is."
            ).format(worker=worker.name)
        )
    plan.shifts(hours)
    return hours


def _usual(session: Session, worker: models.Worker, days: Period) -> tuple[PlannedShift, ...]:
    return planned(patterns_in(session, days, worker.id), [], days)


def _refuse_twice(session: Session, worker: models.Worker, days: Period) -> None:
    row = models.HolidayRequest
    same = session.scalar(
        select(row)
        .where(
            row.worker_id == worker.id,
            row.state != State.REFUSED.value,
            row.start <= days.end,
            row.end >= days.start,
        )
        .limit(1)
    )
    if same is not None:
        raise DPManagerError(
            _("{worker} asked for {days} already. Take that back first, or choose others.").format(
                worker=worker.name, days=days_words(Period(same.start, same.end))
            )
        )


def _request(session: Session, request_id: int) -> models.HolidayRequest:
    row = session.get(models.HolidayRequest, request_id)
    if row is None:
        raise DPManagerError(_("This is not in the book any more. Look again."))
    return row


def _waiting(session: Session, request_id: int) -> models.HolidayRequest:
    row = _request(session, request_id)
    if row.state != State.ASKED:
        raise DPManagerError(
            _("This was answered on {day}.").format(day=long_date(row.answered_on or row.asked_on))
        )
    return row


def _answer(row: models.HolidayRequest, state: State, note: str, day: date) -> None:
    row.state, row.answered_on, row.answer = state.value, day, note.strip()


def _balance(
    session: Session,
    worker: models.Worker,
    year: Period,
    rows: Sequence[models.HolidayRequest],
    today: date,
) -> _Balance:
    agreed = [row for row in rows if row.state == State.AGREED and row.start in year]
    to_come = sum((unwritten_hours(session, row) for row in agreed), Decimal(0))
    try:
        record = holiday_record_of(session, worker, year, today)
    except DPManagerError as fault:
        return _Balance(None, to_come, str(fault))
    return _Balance(record.balance, record.hours_booked + to_come)


def _seen(
    session: Session, row: models.HolidayRequest, balance: _Balance, today: date
) -> RequestSeen:
    state, days = State(row.state), Period(row.start, row.end)
    after = None
    if balance.left is not None and state is not State.REFUSED:
        after = balance.left - balance.booked - (row.hours if state is State.ASKED else 0)
    open_now = state is not State.REFUSED and row.end >= today
    usual = _usual(session, row.worker, days)
    return RequestSeen(
        id=row.id,
        asked=HolidayAsked(days, row.asked_on, row.hours, row.note),
        hours=row.hours,
        days=len({one.day for one in usual} | {one.day for one in shifts_of_request(session, row)}),
        state=state,
        answered_on=row.answered_on,
        answer=row.answer,
        left_after=after,
        answer_by=max(answer_by(row.start, days_asked(usual)), row.asked_on)
        if state is State.ASKED
        else None,
        to_cover=_to_cover(session, row, usual) if open_now else (),
        to_write=unwritten_hours(session, row) if state is State.AGREED else Decimal(0),
    )


def _to_cover(
    session: Session, row: models.HolidayRequest, usual: Sequence[PlannedShift]
) -> tuple[ToCover, ...]:
    days = Period(row.start, row.end)
    near = Period(days.start - DAY, days.end + DAY)
    patterns, changes = patterns_in(session, near), changes_in(session, near)
    on_rota = planned(patterns, changes, near)
    missing = tuple(usual)
    if row.state == State.AGREED:
        gone = left_out(patterns, changes, days)
        missing = without_cover((one for one in gone if one.worker == row.worker.name), on_rota)
    return who_could_cover(
        missing,
        (*on_rota, *planned_elsewhere(patterns, near)),
        list(_others(session, row, days)),
    )


def _others(
    session: Session, row: models.HolidayRequest, days: Period
) -> Iterator[tuple[str, list[Period]]]:
    """The other workers of these days by name, with the days on which they are not there."""
    away: dict[str, list[Period]] = {}
    for change in changes_in(session, days):
        if change.added is None:
            away.setdefault(change.worker, []).append(Period(change.day, change.day))
    for worker in session.scalars(
        select(models.Worker)
        .where(
            models.Worker.id != row.worker_id,
            models.Worker.start_date <= days.end,
            models.Worker.kind.in_(CAN_COVER),
        )
        .order_by(models.Worker.name)
    ):
        if worker.end_date is not None and worker.end_date < days.start:
            continue
        not_here = away.get(worker.name, [])
        if worker.start_date > days.start:
            not_here.append(Period(days.start, worker.start_date - DAY))
        if worker.end_date is not None and worker.end_date < days.end:
            not_here.append(Period(worker.end_date + DAY, days.end))
        yield worker.name, not_here
