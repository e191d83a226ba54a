"""Contributions that the person paid outside the accounts: by a bill, or to who gives the care."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.budget.agreement import Contribution
from dpmanager.domain.budget.contribution import OUTSIDE, DayAmount, due_outside
from dpmanager.domain.periods import Period, long_date
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.budget.payment_schedule import contributions_outside
from dpmanager.tasks.receipts.keep_files import KeptFile, keep_paper, put_receipt
from dpmanager.words import _

PAPER = "contribution_proof"
EVER = Period(date.min, date.max)


@dataclass(frozen=True, slots=True)
class OutsideAnswer:
    """A contribution paid outside the account, as it is typed in. amount: pounds, above nothing.

    funder_id: towards what that funder agreed. how: one of `OUTSIDE`.
    """

    funder_id: int
    day: date
    amount: Decimal
    paid_to: str
    how: Contribution
    note: str = ""


@dataclass(frozen=True, slots=True)
class OutsideSeen:
    """One that is written down. proof_id: the number of its paper, None where there is none."""

    id: int
    answer: OutsideAnswer
    proof_id: int | None


@dataclass(frozen=True, slots=True)
class OutsideSums:
    """What was due outside the account and counts, and what was paid, by its day in pounds."""

    due: tuple[DayAmount, ...]
    paid: tuple[DayAmount, ...]


def add_outside(
    book: Book, answer: OutsideAnswer, *, paper: Path | None = None, who: str, at: datetime
) -> int:
    """Writes down a contribution that was paid outside the account, and gives its number.

    paper: a photo or PDF that proves it. Raises DPManagerError for what cannot be kept.
    """
    kept = keep_paper(book, paper)
    name = _("Write down a contribution paid outside the account")
    with book.task(name, who=who, at=at) as session:
        row = models.OutsideContribution()
        _fill(session, row, answer, at.date())
        session.add(row)
        _add_paper(session, row, kept, at.date())
        session.flush()
        return row.id


def change_outside(
    book: Book,
    number: int,
    answer: OutsideAnswer,
    *,
    paper: Path | None = None,
    who: str,
    at: datetime,
) -> None:
    """Corrects one; a new paper takes the place of the old one. Raises as `add_outside`."""
    kept = keep_paper(book, paper)
    name = _("Correct a contribution paid outside the account")
    with book.task(name, who=who, at=at) as session:
        row = _find(session, number)
        _fill(session, row, answer, at.date())
        _add_paper(session, row, kept, at.date())


def remove_outside(book: Book, number: int, *, who: str, at: datetime) -> None:
    """Takes one out again; its paper stays in the book."""
    name = _("Remove a contribution paid outside the account")
    with book.task(name, who=who, at=at) as session:
        session.delete(_find(session, number))


def outside_written_down(
    session: Session, within: Period = EVER, funder_id: int | None = None
) -> list[OutsideSeen]:
    """Those of some days, and towards one funder where it is given; oldest first."""
    row = models.OutsideContribution
    found = select(row).where(row.day.between(within.start, within.end))
    if funder_id is not None:
        found = found.where(row.funder_id == funder_id)
    return [_seen(one) for one in session.scalars(found.order_by(row.day, row.id))]


def outside_sums(session: Session, funders: Iterable[models.Funder], up_to: date) -> OutsideSums:
    """What was due to be paid outside up to a day, and what was, towards these funders.

    Nothing is due of a funder towards which nothing is written down.
    """
    due: list[DayAmount] = []
    paid: list[DayAmount] = []
    for funder in funders:
        own = [
            (one.answer.day, one.answer.amount)
            for one in outside_written_down(session, funder_id=funder.id)
            if one.answer.day <= up_to
        ]
        if own and funder.agreements:
            first = min(funder.agreements[0].from_date, own[0][0])
            due += due_outside(contributions_outside(funder, Period(first, up_to)), own)
        paid += own
    return OutsideSums(tuple(due), tuple(paid))


def _fill(
    session: Session, row: models.OutsideContribution, answer: OutsideAnswer, today: date
) -> None:
    if session.get(models.Funder, answer.funder_id) is None:
        raise DPManagerError(_("Choose whose agreement it is for."))
    if answer.amount <= ZERO:
        raise DPManagerError(_("The amount must be more than £0.00."))
    if answer.day > today:
        raise DPManagerError(_("{day} is still to come.").format(day=long_date(answer.day)))
    if not answer.paid_to.strip():
        raise DPManagerError(_("Say who was paid."))
    if answer.how not in OUTSIDE:
        raise DPManagerError(_("Choose how it was paid."))
    row.funder_id, row.day, row.amount = answer.funder_id, answer.day, answer.amount
    row.paid_to, row.note = answer.paid_to.strip(), answer.note.strip()
    row.how = answer.how.value


def _add_paper(
    session: Session, row: models.OutsideContribution, kept: KeptFile | None, today: date
) -> None:
    if kept is not None:
        row.proof_id = put_receipt(session, kept, PAPER, row.paid_to, row.day, row.amount, today)


def _find(session: Session, number: int) -> models.OutsideContribution:
    row = session.get(models.OutsideContribution, number)
    if row is None:
        raise DPManagerError(_("This is no longer in the book. Look again."))
    return row


def _seen(row: models.OutsideContribution) -> OutsideSeen:
    return OutsideSeen(
        row.id,
        OutsideAnswer(
            row.funder_id, row.day, row.amount, row.paid_to, Contribution(row.how), row.note
        ),
        row.proof_id,
    )
