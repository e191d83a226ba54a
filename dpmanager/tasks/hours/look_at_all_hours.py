"""The hours of everybody as one list: which shifts are in it, what they come to, and its file.

The list itself is only the number of each shift; what is in them is read as it comes into sight.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from dpmanager.domain.hours.hours_list import ListedShift, state_words, totals_sentence
from dpmanager.domain.hours.shifts import SHIFT_KINDS, HourKind, Shift, totals
from dpmanager.domain.periods import Period, months_after
from dpmanager.domain.rates import days_of_tax_year, tax_year_of
from dpmanager.domain.reading import read_date
from dpmanager.domain.wording import kind_of_hour
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.hours.record_shifts import shift_of
from dpmanager.tasks.returns.resources import service_type_labels
from dpmanager.tasks.saving import save_file


class Days(StrEnum):
    """Of which days hours are looked at."""

    TAX_YEAR = "tax_year"
    TWELVE_MONTHS = "twelve_months"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class HoursAsked:
    """Which shifts are looked at. worker: a name, "" for everybody. text: what they hold."""

    worker: str = ""
    days: Days = Days.TAX_YEAR
    text: str = ""


@dataclass(frozen=True, slots=True)
class HoursListing:
    """The numbers of the shifts, newest first, and what they come to in a sentence.

    any_hours: whether there are shifts in the book at all. says is "" where none is listed.
    """

    shifts: tuple[int, ...]
    says: str
    any_hours: bool

    def place_of(self, shift_id: int | None) -> int:
        """The place of a shift from 0; 0 where it is not among them."""
        return self.shifts.index(shift_id) if shift_id in self.shifts else 0


def days_asked(days: Days, today: date) -> Period | None:
    """The days that are looked at: this tax year, or 12 months up to today; None for all."""
    if days is Days.TAX_YEAR:
        return days_of_tax_year(tax_year_of(today))
    if days is Days.TWELVE_MONTHS:
        return Period(months_after(today, -12) + timedelta(days=1), today)
    return None


def list_hours(book: Book, asked: HoursAsked, today: date) -> HoursListing:
    """Which shifts are looked at, and what they come to."""
    row = models.Shift
    wanted = _select(
        row.id, row.day, row.start, row.end, row.kind, row.break_minutes, row.woken_minutes
    ).where(*_conditions(asked, today))
    with book.reading() as session:
        shifts = {
            number: Shift(day, start, end, HourKind(kind), rest, woken_minutes=woken)
            for number, day, start, end, kind, rest, woken in session.execute(wanted)
        }
        any_hours = bool(shifts) or session.scalar(select(row.id).limit(1)) is not None
    says = totals_sentence(len(shifts), totals(shifts.values())) if shifts else ""
    return HoursListing(tuple(shifts), says, any_hours)


def read_hours(book: Book, listing: HoursListing, start: int, count: int) -> list[ListedShift]:
    """A stretch of the shifts that are looked at, from the `start`th from 0."""
    wanted = listing.shifts[start : start + count]
    with book.reading() as session:
        found = {line.id: line for line in _read(session, models.Shift.id.in_(wanted))}
    return [found[number] for number in wanted if number in found]


def save_hours(book: Book, asked: HoursAsked, path: Path, today: date) -> int:
    """Saves the shifts that are looked at as a CSV file; gives how many there are.

    Raises DPManagerError as `save_file`.
    """
    from dpmanager.documents.hours_csv import hours_csv

    with book.reading() as session:
        lines = _read(session, *_conditions(asked, today))
    save_file(path, hours_csv(lines))
    return len(lines)


def _select(*columns: Any) -> Select[Any]:
    """Those columns of each shift with its timesheet and worker, newest first."""
    return (
        select(*columns)
        .select_from(models.Shift)
        .join(models.Timesheet)
        .join(models.Worker)
        .order_by(
            models.Shift.day.desc(),
            models.Shift.start.desc(),
            models.Worker.name,
            models.Shift.id.desc(),
        )
    )


def _read(session: Session, *conditions: ColumnElement[bool]) -> list[ListedShift]:
    labels = service_type_labels()
    query = _select(
        models.Shift, models.Worker.name, models.Worker.service_type, models.Timesheet.state
    ).where(*conditions)
    return [
        ListedShift(row.id, worker, shift_of(row), state, labels[row.service_type or mostly])
        for row, worker, mostly, state in session.execute(query)
    ]


def _conditions(asked: HoursAsked, today: date) -> list[ColumnElement[bool]]:
    conditions = _holding(asked.text)
    if asked.worker:
        conditions.append(models.Worker.name == asked.worker)
    period = days_asked(asked.days, today)
    if period is not None:
        conditions.append(models.Shift.day.between(period.start, period.end))
    return conditions


def _holding(text: str) -> list[ColumnElement[bool]]:
    """What a person may type to find a shift: a name, a kind, a note, a state or a date."""
    typed = " ".join(text.split())
    if not typed:
        return []
    folded = typed.casefold()
    kinds = [kind.value for kind in SHIFT_KINDS if folded in kind_of_hour(kind).casefold()]
    states = [state for state, words in state_words().items() if words.casefold() == folded]
    ways: list[ColumnElement[bool]] = [
        models.Worker.name.icontains(typed, autoescape=True),
        models.Shift.note.icontains(typed, autoescape=True),
        models.Shift.kind.in_(kinds),
        models.Timesheet.state.in_(states),
    ]
    with suppress(DPManagerError):  # it is not a date
        ways.append(models.Shift.day == read_date(typed))
    return [or_(*ways)]
