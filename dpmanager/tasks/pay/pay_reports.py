"""That HMRC was told of a pay day: when, how, and how late; the same mark as on the list of dates.

It is kept under the key of the rule “fps”, so that Home, the dates and the page For HMRC agree.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.periods import long_date
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.deadlines import note_on
from dpmanager.words import _, ngettext


class How(StrEnum):
    """How a report went to HMRC."""

    TOOLS = "tools"
    SOFTWARE = "software"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class PayReport:
    """A pay day and its report. sent_on: None while HMRC was not told; how: None if not said.

    late: by how many days HMRC was told too late, or is told too late by now; 0 for in time.
    """

    day: date
    workers: tuple[str, ...]
    sent_on: date | None
    how: How | None
    note: str
    late: int


def key_of_report(day: date) -> str:
    """The key of the deadline of a pay day's report."""
    return f"fps/pay/{day.isoformat()}"


def look_at_pay_reports(book: Book, tax_year: str, today: date) -> tuple[PayReport, ...]:
    """The pay days of a tax year that the person reports, the newest first.

    Those of a payroll bureau are left out: it reports them itself.
    """
    with book.reading() as session:
        workers = _pay_days(session, tax_year)
        keys = [key_of_report(day) for day in workers]
        notes = {
            row.key: row
            for row in session.scalars(
                select(models.DeadlineNote).where(models.DeadlineNote.key.in_(keys))
            )
        }
        return tuple(
            _report(day, tuple(workers[day]), notes.get(key_of_report(day)), today)
            for day in sorted(workers, reverse=True)
        )


def say_told(
    book: Book, day: date, sent_on: date, how: How, note: str = "", *, who: str, at: datetime
) -> None:
    """Says that HMRC was told of a pay day. Raises DPManagerError for a day that is to come."""
    if sent_on > at.date():
        raise DPManagerError(
            _("{day} is not here yet. Type the day on which you sent it.").format(
                day=long_date(sent_on)
            )
        )
    name = _("Say that HMRC was told of {day}").format(day=long_date(day))
    with book.task(name, who=who, at=at) as session:
        row = note_on(session, key_of_report(day))
        row.done_on, row.snoozed_until = sent_on, None
        row.how, row.note = how.value, note.strip()


def say_all_told(book: Book, days: Sequence[date], how: How, *, who: str, at: datetime) -> None:
    """Says of several pay days that HMRC was told on the day itself, as one task."""
    name = ngettext(
        "Say that HMRC was told of {count} pay day",
        "Say that HMRC was told of {count} pay days",
        len(days),
    ).format(count=len(days))
    with book.task(name, who=who, at=at) as session:
        for day in days:
            row = note_on(session, key_of_report(day))
            row.done_on, row.snoozed_until, row.how = day, None, how.value


def _pay_days(session: Session, tax_year: str) -> dict[date, dict[str, None]]:
    """The names of those who were paid on each day."""
    slip = models.Payslip
    found: dict[date, dict[str, None]] = {}
    for day, name in session.execute(
        select(slip.pay_date, models.Worker.name)
        .join(models.Worker, models.Worker.id == slip.worker_id)
        .where(slip.tax_year == tax_year, slip.made_by == "own")
        .order_by(slip.pay_date, models.Worker.name)
    ):
        found.setdefault(day, {})[name] = None
    return found


def _report(
    day: date, workers: tuple[str, ...], row: models.DeadlineNote | None, today: date
) -> PayReport:
    sent_on = row.done_on if row is not None else None
    return PayReport(
        day=day,
        workers=workers,
        sent_on=sent_on,
        how=How(row.how) if row is not None and row.how else None,
        note=row.note if row is not None else "",
        late=max(((sent_on or today) - day).days, 0),
    )
