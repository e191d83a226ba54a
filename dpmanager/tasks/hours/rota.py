"""Look at the rota: who works when, what is missing, what could be filled in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from dpmanager.domain.hours.rota import (
    Pattern,
    monday_of,
    planned,
)
from dpmanager.domain.hours.rota_sheet import OnTheRota, RotaSheet, rota_sheet
from dpmanager.domain.periods import Period
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.budget.agreements import agreements_on
from dpmanager.tasks.hours.check_hours import warnings_of_plan, working_time_limits
from dpmanager.tasks.hours.closed_days import closed_days
from dpmanager.tasks.hours.fill_from_rota import shifts_to_fill
from dpmanager.tasks.hours.kinds_of_care import choices_of
from dpmanager.tasks.hours.rota_records import changes_in, patterns_in
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.returns.resources import service_type_labels

DAY, WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class UsualWeek:
    """A usual week in the book, with who works it and whether it is in force on the day asked."""

    pattern: Pattern
    in_force: bool


@dataclass(frozen=True, slots=True)
class RotaPerson:
    """Somebody who works here. id: their number in the book.

    services: the service types to choose from, with their words, what they mostly do first; none
    where they give only one.
    """

    id: int
    name: str
    services: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RotaSeen:
    """The rota of some weeks as the page shows it.

    people: everybody who works here in these weeks, by name. usual: the usual weeks in force at
    the end of them, also those of other jobs. to_fill: shifts up to today that no timesheet has.
    to_check: what the plan has that is worth a second look, by worker.
    """

    sheet: RotaSheet
    people: tuple[RotaPerson, ...]
    usual: tuple[UsualWeek, ...]
    outcomes: tuple[str, ...]
    to_fill: int
    to_check: tuple[tuple[str, str], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of those who work here."""
        return tuple(person.name for person in self.people)

    def services_of(self, name: str) -> tuple[tuple[str, str], ...]:
        """What somebody can be chosen to do, as in `RotaPerson`."""
        return next((person.services for person in self.people if person.name == name), ())

    @property
    def have_a_week(self) -> tuple[str, ...]:
        """Who has a usual week here."""
        return tuple(
            usual.pattern.worker
            for usual in self.usual
            if usual.in_force and not usual.pattern.elsewhere
        )


def look_at_rota(book: Book, monday: date, weeks: int, *, today: date) -> RotaSeen:
    """The rota of so many weeks from the Monday of a day on."""
    period = weeks_from(monday, weeks)
    with book.reading() as session:
        people = _working_in(session, period)
        patterns = patterns_in(session, period)
        fill = (shifts_to_fill(session, row, period, today) for row in people)
        return RotaSeen(
            sheet=sheet_of(session, period),
            people=tuple(RotaPerson(row.id, row.name, choices_of(row)) for row in people),
            usual=tuple(_usual(patterns, period.end)),
            outcomes=tuple(
                session.scalars(select(models.Outcome.name).order_by(models.Outcome.id))
            ),
            to_fill=sum(len(shifts) for shifts, _kept, _closed in fill),
            to_check=tuple(_to_check(session, people, patterns, period)),
        )


def weeks_from(day: date, weeks: int) -> Period:
    """Whole weeks, from the Monday of the week that holds the day."""
    monday = monday_of(day)
    return Period(monday, monday + weeks * WEEK - DAY)


def sheet_of(session: Session, period: Period) -> RotaSheet:
    """The rota of a period of whole weeks."""
    patterns, changes = patterns_in(session, period), changes_in(session, period)
    closed = closed_days(arrangement(session).nation, period)
    people = _working_in(session, period)
    named = {pattern.worker for pattern in patterns if not pattern.elsewhere}
    named |= {change.worker for change in changes if change.added is not None}
    workers = [
        OnTheRota(row.name, row.service_type, row.weekly_hours)
        for row in people
        if row.name in named
    ]
    mondays = [day for day in period.each_day() if day == monday_of(day)]
    return rota_sheet(
        patterns,
        changes,
        period,
        workers,
        {monday: agreed_hours(session, monday) for monday in mondays},
        service_type_labels(),
        closed,
    )


def agreed_hours(session: Session, day: date) -> dict[str, Decimal]:
    """The hours a week that the support plan has on a day, by service type, of all funders."""
    found: dict[str, Decimal] = {}
    for agreement in agreements_on(session, day):
        for service in agreement.services:
            hours = found.get(service.service_type, Decimal(0))
            found[service.service_type] = hours + service.weekly_hours
    return found


def _working_in(session: Session, period: Period) -> list[models.Worker]:
    rows = session.scalars(
        select(models.Worker)
        .where(models.Worker.start_date <= period.end)
        .options(selectinload(models.Worker.services))
    )
    working = [row for row in rows if row.end_date is None or row.end_date >= period.start]
    return sorted(working, key=lambda row: row.name.casefold())


def _usual(patterns: Sequence[Pattern], day: date) -> Iterator[UsualWeek]:
    """The newest usual week of each worker and job that has not ended."""
    newest = {(one.worker, one.elsewhere): one for one in patterns if one.from_date <= day}
    for key in sorted(newest):
        pattern = newest[key]
        yield UsualWeek(pattern, pattern.until is None or pattern.until >= day)


def _to_check(
    session: Session,
    people: Sequence[models.Worker],
    patterns: Sequence[Pattern],
    period: Period,
) -> Iterator[tuple[str, str]]:
    """What is worth a second look in the plan, by worker."""
    days = Period(period.start - working_time_limits().week.over_weeks * WEEK, period.end)
    shifts = planned(patterns_in(session, days), changes_in(session, days), days)
    for row in people:
        own = [one for one in shifts if one.worker == row.name]
        theirs = [one for one in patterns if one.worker == row.name]
        for warning in warnings_of_plan(row, own, theirs, period):
            yield row.name, warning.words
