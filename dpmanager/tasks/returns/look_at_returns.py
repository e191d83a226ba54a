"""What the Returns page shows: is the return ready to send, and what will it say."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Any

from sqlalchemy import func, select

from dpmanager.domain.amounts import pounds, total
from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.returns.funder_return import FunderReturn, Gap
from dpmanager.domain.steps import Step
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.what_needs_doing import last_quarter
from dpmanager.tasks.returns.prepare_return import prepare_return, unsettled_timesheets
from dpmanager.words import _, ngettext

QUARTERS_OFFERED = 4
PAYMENTS_NAMED = 3


@dataclass(frozen=True, slots=True)
class Check:
    """One line of “Ready to send?”.

    says, more: in words. kind: that of the gap, "" for what is done. about: what the page that
    puts it right is to open.
    """

    says: str
    more: str = ""
    kind: str = ""
    about: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReturnLook:
    """A return as the page shows it. set_aside: pounds of the balance that are owed already."""

    funder_return: FunderReturn
    checks: tuple[Check, ...]
    set_aside: Decimal


def funder_names(book: Book) -> tuple[str, ...]:
    """The funders of the book."""
    with book.reading() as session:
        return tuple(session.scalars(select(models.Funder.name).order_by(models.Funder.id)))


def quarters_offered(today: date) -> tuple[Period, ...]:
    """The last quarters of the calendar, the newest first."""
    quarters = [last_quarter(today)]
    while len(quarters) < QUARTERS_OFFERED:
        quarters.append(last_quarter(quarters[-1].start))
    return tuple(quarters)


def look_at_return(
    book: Book, period: Period, *, funder: str | None = None, today: date
) -> ReturnLook:
    """The return of a period, and what is done and what is to do before it can be sent.

    Raises what `prepare_return` raises.
    """
    made = prepare_return(book, period, funder=funder, today=today)
    with book.reading() as session:
        sheets = session.scalar(
            select(func.count())
            .select_from(models.Timesheet)
            .where(
                models.Timesheet.end.between(period.start, period.end),
                models.Timesheet.shifts.any(),
            )
        )
        unsettled = [
            {"worker": sheet.worker.name, "day": sheet.start}
            for sheet in unsettled_timesheets(session, period)
        ]
    return ReturnLook(
        funder_return=made,
        checks=tuple(_checks(made, sheets or 0, unsettled)),
        set_aside=total(item.amount for item in made.set_aside),
    )


def one_decimal(weeks: Decimal) -> str:
    """Weeks to one decimal, cut so that they never sound like more."""
    return f"{weeks.quantize(Decimal('0.1'), ROUND_DOWN)}"


def set_aside_steps(made: FunderReturn) -> tuple[Step, ...]:
    """The working of what is owed already: each reason, with what it is made of."""
    return tuple(
        step
        for item in made.set_aside
        for step in (*item.steps, Step(item.reason, pounds(item.amount)))
    )


def _checks(made: FunderReturn, sheets: int, unsettled: list[dict[str, Any]]) -> Iterator[Check]:
    about = iter(unsettled)
    for kinds, done in (
        (("statement",), _bank_agrees(made)),
        (("approval", "pay"), _all_paid(sheets)),
        (("category", "transfer"), _all_sorted(len(made.lines))),
        (("proof",), _("Every payment out has its proof.")),
    ):
        gaps = [gap for gap in made.gaps if gap.kind in kinds]
        if not gaps and done:
            yield Check(done)
        for gap in gaps:
            known = next(about) if gap.kind in {"approval", "pay"} else {}
            yield Check(gap.what, _payments_named(made, gap), gap.kind, known)


def _bank_agrees(made: FunderReturn) -> str:
    if made.statement_balance is None:
        return ""
    return _("The bank statement agrees to the penny: {balance}.").format(
        balance=pounds(made.statement_balance)
    )


def _all_paid(sheets: int) -> str:
    if not sheets:
        return ""
    return ngettext(
        "The one timesheet is approved and paid.",
        "All {count} timesheets are approved and paid.",
        sheets,
    ).format(count=sheets)


def _all_sorted(lines: int) -> str:
    if not lines:
        return ""
    return ngettext(
        "The one payment has a category.", "All {count} payments have a category.", lines
    ).format(count=lines)


def _payments_named(made: FunderReturn, gap: Gap) -> str:
    by_number = {line.number: line for line in made.lines}
    named: Iterable[str] = (
        _("{payee} {amount} on {day}").format(
            payee=by_number[number].description,
            amount=pounds(abs(by_number[number].amount)),
            day=long_date(by_number[number].day),
        )
        for number in gap.line_numbers[:PAYMENTS_NAMED]
    )
    more = len(gap.line_numbers) - PAYMENTS_NAMED
    rest = [_("and {count} more").format(count=more)] if more > 0 else []
    return ", ".join([*named, *rest])
