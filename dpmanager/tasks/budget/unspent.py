"""Why money was not spent: written down when it happened, and told to the funder in the return."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import pounds
from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.wording import days_words
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.returns.resources import surplus_reason_labels
from dpmanager.words import _

OTHER = "other_reason"


@dataclass(frozen=True, slots=True)
class ReasonAnswer:
    """Why money was not spent. end: None while it goes on. amount: pounds, where one is known."""

    start: date
    end: date | None
    reason: str
    amount: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReasonSeen:
    """A reason in the book, and the sentence that the funder is told."""

    id: int
    answer: ReasonAnswer
    sentence: str


def look_at_reasons(book: Book) -> tuple[ReasonSeen, ...]:
    """All reasons, the newest first."""
    with book.reading() as session:
        rows = session.scalars(
            select(models.UnspentReason).order_by(
                models.UnspentReason.start.desc(), models.UnspentReason.id.desc()
            )
        )
        return tuple(_seen(row) for row in rows)


def reasons_between(session: Session, period: Period) -> tuple[str, ...]:
    """Why money was not spent on any of some days, one sentence or two for each reason."""
    rows = session.scalars(
        select(models.UnspentReason)
        .where(
            models.UnspentReason.start <= period.end,
            models.UnspentReason.end.is_(None) | (models.UnspentReason.end >= period.start),
        )
        .order_by(models.UnspentReason.start, models.UnspentReason.id)
    )
    return tuple(_seen(row).sentence for row in rows)


def add_reason(book: Book, answer: ReasonAnswer, *, who: str, at: datetime) -> int:
    """Writes a reason down; gives its number. Raises DPManagerError for what cannot be."""
    with book.task(_("Say why money was not spent"), who=who, at=at) as session:
        row = models.UnspentReason()
        _fill(row, answer)
        session.add(row)
        session.flush()
        return row.id


def change_reason(
    book: Book, reason_id: int, answer: ReasonAnswer, *, who: str, at: datetime
) -> None:
    """Changes a reason. Raises DPManagerError for what cannot be."""
    with book.task(_("Change why money was not spent"), who=who, at=at) as session:
        _fill(session.get_one(models.UnspentReason, reason_id), answer)


def remove_reason(book: Book, reason_id: int, *, who: str, at: datetime) -> None:
    """Takes a reason off the list."""
    with book.task(_("Remove why money was not spent"), who=who, at=at) as session:
        session.delete(session.get_one(models.UnspentReason, reason_id))


def _fill(row: models.UnspentReason, answer: ReasonAnswer) -> None:
    if answer.reason not in surplus_reason_labels():
        raise DPManagerError(_("This reason is not known. Choose one of the list."))
    if answer.end is not None and answer.end < answer.start:
        raise DPManagerError(_("It ends before it begins. Check the two dates."))
    if answer.amount is not None and answer.amount < 0:
        raise DPManagerError(_("The amount cannot be below nothing."))
    if answer.reason == OTHER and not answer.note.strip():
        raise DPManagerError(_("Write in your own words why."))
    row.start, row.end = answer.start, answer.end
    row.reason, row.amount = answer.reason, answer.amount
    row.note = answer.note.strip()


def _seen(row: models.UnspentReason) -> ReasonSeen:
    answer = ReasonAnswer(row.start, row.end, row.reason, row.amount, row.note)
    return ReasonSeen(row.id, answer, _sentence(answer))


def _sentence(answer: ReasonAnswer) -> str:
    """From its days to the person's own words: 3 to 20 May 2026: in hospital or away. £400.00."""
    labels = surplus_reason_labels()
    if answer.end is None:
        days = _("From {day}").format(day=long_date(answer.start))
    else:
        days = days_words(Period(answer.start, answer.end))
    parts = [
        _("{days}: {reason}.").format(days=days, reason=labels.get(answer.reason, answer.reason))
    ]
    if answer.amount:
        parts.append(_("That is about {amount}.").format(amount=pounds(answer.amount)))
    if answer.note:
        parts.append(answer.note)
    return " ".join(parts)
