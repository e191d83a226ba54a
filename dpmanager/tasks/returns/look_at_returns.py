"""What the Returns page shows: is the return ready to send, and what will it say."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import pounds, total
from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.returns.besides import FINAL
from dpmanager.domain.returns.funder_return import FunderReturn, Gap
from dpmanager.domain.steps import Step
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.once import once
from dpmanager.tasks.book.what_needs_doing import last_quarter
from dpmanager.tasks.returns.expected_returns import periods_over_of
from dpmanager.tasks.returns.gaps_of_records import contribution_due_in
from dpmanager.tasks.returns.prepare_return import choose_funder, prepare_in
from dpmanager.tasks.returns.sent_returns import ReturnSeen, ReturnState, returns_of
from dpmanager.words import _, ngettext

PERIODS_OFFERED = 4
PAYMENTS_NAMED = 3
NOT_SIGNED = (ReturnState.TO_DO, ReturnState.DUE, ReturnState.OVERDUE)


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
    """A return as the page shows it. set_aside: pounds of the balance that are owed already.

    signed: the newest that was signed for these days, None where none was.
    """

    funder_return: FunderReturn
    checks: tuple[Check, ...]
    set_aside: Decimal
    signed: ReturnSeen | None = None

    @property
    def to_give_back(self) -> Decimal | None:
        """Pounds that go back to the funder with a final account; None for another return."""
        made = self.funder_return
        return max(made.free_balance, Decimal(0)) if made.besides.kind == FINAL else None


def funders_of(book: Book) -> tuple[tuple[int, str], ...]:
    """Number and name of each funder of the book."""
    with book.reading() as session:
        rows = session.execute(
            select(models.Funder.id, models.Funder.name).order_by(models.Funder.id)
        )
        return tuple((number, name) for number, name in rows)


def quarters_offered(today: date) -> tuple[Period, ...]:
    """The last quarters of the calendar, the newest first."""
    quarters = [last_quarter(today)]
    while len(quarters) < PERIODS_OFFERED:
        quarters.append(last_quarter(quarters[-1].start))
    return tuple(quarters)


def periods_offered(book: Book, today: date, funder: str | None = None) -> tuple[Period, ...]:
    """The days for which a return can be chosen: what is not signed yet comes first.

    Where the funder wants none at set times, the last quarters of the calendar.
    """
    return once(book, ("periods", funder, today), lambda session: _offered(session, today, funder))


def _offered(session: Session, today: date, funder: str | None) -> tuple[Period, ...]:
    funders = [
        row
        for row in session.scalars(select(models.Funder).order_by(models.Funder.id))
        if funder in (None, row.name)
    ]
    found: dict[Period, None] = {
        one.period: None
        for one in returns_of(session, today)
        if one.state in NOT_SIGNED and one.funder in {row.name for row in funders}
    }
    for row in funders[:1]:
        periods = periods_over_of(session, row, today) or quarters_offered(today)
        found |= dict.fromkeys(periods[:PERIODS_OFFERED])
    return tuple(found)


def look_at_return(
    book: Book, period: Period, *, funder: str | None = None, today: date
) -> ReturnLook:
    """The return of a period, and what is done and what is to do before it can be sent.

    Raises what `prepare_return` raises.
    """
    with book.reading() as session:
        name = choose_funder(session, funder).name
    return once(
        book, ("return", period, name, today), lambda session: _look(session, period, name, today)
    )


def _look(session: Session, period: Period, name: str, today: date) -> ReturnLook:
    made, _evidence = prepare_in(session, period, name, today)
    signed = [
        one
        for one in returns_of(session, today)
        if one.id is not None and (one.funder, one.period) == (name, period)
    ]
    return ReturnLook(
        funder_return=made,
        checks=tuple(_checks(session, made)),
        set_aside=total(item.amount for item in made.set_aside),
        signed=signed[0] if signed else None,
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


def _checks(session: Session, made: FunderReturn) -> Iterator[Check]:
    """What is to do comes first."""
    for gap in made.gaps:
        yield Check(gap.what, _payments_named(made, gap), gap.kind, _about(made, gap))
    open_kinds = {gap.kind for gap in made.gaps}
    for kinds, done in (
        (("statement", "explained"), _bank_agrees(made)),
        (("approval", "pay"), _all_paid(session, made.period)),
        (("category", "transfer"), _all_sorted(len(made.lines))),
        (("proof",), _("Every payment out has its proof.")),
        (("hmrc", "pension"), _pay_is_settled(session, made.period)),
        (("contribution",), _contribution_paid(session, made.period)),
        (("insurance",), _insured(made)),
        (("outcome",), _outcomes_met(made)),
        (("surplus",), _surplus_explained(made)),
    ):
        if done and open_kinds.isdisjoint(kinds):
            yield Check(done)


def _bank_agrees(made: FunderReturn) -> str:
    if made.statement_balance is None:
        return ""
    return _("The bank statement agrees to the penny: {balance}.").format(
        balance=pounds(made.statement_balance)
    )


def _all_paid(session: Session, period: Period) -> str:
    sheets: int = session.scalars(
        select(func.count())
        .select_from(models.Timesheet)
        .where(
            models.Timesheet.end.between(period.start, period.end),
            models.Timesheet.shifts.any(),
        )
    ).one()
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


def _pay_is_settled(session: Session, period: Period) -> str:
    kinds = set(
        session.scalars(
            select(models.ExpectedPayment.kind).where(
                models.ExpectedPayment.due.between(period.start, period.end),
                models.ExpectedPayment.kind.in_(["hmrc", "pension"]),
            )
        )
    )
    if not kinds:
        return ""
    if kinds == {"hmrc"}:
        return _("HMRC has been paid what was due.")
    return _("HMRC and the pension have been paid what was due.")


def _contribution_paid(session: Session, period: Period) -> str:
    due = contribution_due_in(session, period)
    if not due:
        return ""
    return _("Your contribution is paid in full: {amount}.").format(amount=pounds(due))


def _insured(made: FunderReturn) -> str:
    if not made.besides.insurance:
        return ""
    return _("Employers' liability insurance was in force.")


def _outcomes_met(made: FunderReturn) -> str:
    if not made.besides.outcomes:
        return ""
    return _("Each outcome of the plan has spending, hours or a note.")


def _surplus_explained(made: FunderReturn) -> str:
    if not made.surplus or not made.besides.surplus_reasons:
        return ""
    return _("It says why money was not spent.")


def _about(made: FunderReturn, gap: Gap) -> dict[str, Any]:
    """What the place that puts a gap right is to open: a payment, where there is just one."""
    names = {"category": "transaction", "proof": "payment"}
    if gap.kind in names and len(gap.line_numbers) == 1:
        (line,) = (line for line in made.lines if line.number == gap.line_numbers[0])
        return {names[gap.kind]: line.payment_id}
    return gap.about


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
