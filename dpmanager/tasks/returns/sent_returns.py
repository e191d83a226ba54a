"""The history of returns: what was signed and sent, what was said about it, what changed since."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import pounds
from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.returns.locked import CarriedOn, Correction
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.people.kept_files import KeptFile, kept_file
from dpmanager.tasks.returns.carried_on import changed_since
from dpmanager.tasks.returns.expected_returns import expected_returns
from dpmanager.words import _


class ReturnState(StrEnum):
    """How far a return is. To do: it is not known when it is due."""

    TO_DO = "to_do"
    DUE = "due"
    OVERDUE = "overdue"
    SIGNED = "signed"
    SENT = "sent"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class ReturnSeen:
    """A return in the history. id: None for one that nobody has signed. Amounts in pounds.

    amends: it takes the place of another; replaced: another takes its place.
    """

    id: int | None
    funder: str
    period: Period
    kind: str
    due: date | None
    state: ReturnState
    closing: Decimal | None = None
    signed_on: date | None = None
    signed_by: str = ""
    sent_on: date | None = None
    sent_how: str = ""
    sent_by: str = ""
    answered_on: date | None = None
    answer: str = ""
    amends: bool = False
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class PaperSeen:
    """A question, a reply, a cover or a note about a return, with its file where there is one."""

    id: int
    day: date
    kind: str
    words: str
    file: KeptFile | None


@dataclass(frozen=True, slots=True)
class SentReturnSeen:
    """One signed return with all that came after it.

    digest: by which its figures and its document are known. changed: what has changed in the
    records since; reasons: day and words of what was written down about that.
    """

    seen: ReturnSeen
    digest: str
    papers: tuple[PaperSeen, ...]
    changed: CarriedOn
    reasons: tuple[tuple[date, str], ...]


def look_at_returns(book: Book, today: date) -> tuple[ReturnSeen, ...]:
    """Every return that is wanted or was signed, the newest first."""
    with book.reading() as session:
        return returns_of(session, today)


def returns_of(session: Session, today: date) -> tuple[ReturnSeen, ...]:
    """Every return that is wanted or was signed, the newest first."""
    wanted = [
        ReturnSeen(
            id=None,
            funder=one.funder.name,
            period=one.period,
            kind=one.kind,
            due=one.due,
            state=_state(one.due, today),
        )
        for one in expected_returns(session, today)
        if one.signed is None
    ]
    found = [*wanted, *_signed(session, today)]
    return tuple(
        sorted(found, key=lambda one: (one.period.end, one.period.start, one.id or 0), reverse=True)
    )


def look_at_sent_return(book: Book, number: int, today: date) -> SentReturnSeen | None:
    """A signed return; None where it is not in the book any more."""
    with book.reading() as session:
        row = session.get(models.SentReturn, number)
        if row is None:
            return None
        reasons = session.scalars(
            select(models.LateChange)
            .where(models.LateChange.return_id == number)
            .order_by(models.LateChange.day, models.LateChange.id)
        )
        return SentReturnSeen(
            seen=next(one for one in _signed(session, today) if one.id == number),
            digest=row.digest,
            papers=tuple(
                PaperSeen(
                    paper.id, paper.day, paper.kind, paper.words, kept_file(session, paper.proof_id)
                )
                for paper in row.papers
            ),
            changed=changed_since(session, row),
            reasons=tuple((each.day, each.reason) for each in reasons),
        )


def document_of(book: Book, number: int) -> bytes:
    """The PDF of a return as it was signed. Raises DamagedProof."""
    with book.reading() as session:
        row = session.get_one(models.SentReturn, number)
        name = session.get_one(models.Proof, row.document_id).sealed_name
    return book.read_proof(name)


def in_a_return(session: Session, start: date, end: date | None = None) -> str:
    """That a day, or days, are in a return that was signed; "" where they are in none."""
    row = session.scalar(
        select(models.SentReturn)
        .where(models.SentReturn.start <= (end or start), models.SentReturn.end >= start)
        .order_by(models.SentReturn.id.desc())
        .limit(1)
    )
    if row is None:
        return ""
    if row.sent_on is None:
        return _("This is in a return that you signed on {day}.").format(
            day=long_date(row.signature.day)
        )
    return _("This is in a return that you sent on {day}.").format(day=long_date(row.sent_on))


def correction_words(correction: Correction) -> str:
    """What was changed, in a sentence."""
    line, before = correction.line, correction.before
    named = {"payee": line.description, "day": long_date(line.day)}
    if before is None:
        sentence = _("Added: {payee}, {day}, {amount}.")
    elif correction.after is None:
        sentence = _("Taken out: {payee}, {day}, {amount}.")
    elif correction.difference:
        sentence = _("Changed: {payee}, {day}, was {before} and is {amount}.")
    else:
        sentence = _("Changed: {payee}, {day}, {amount}. The amount is the same.")
    was = pounds(before.amount) if before else ""
    return sentence.format(**named, amount=pounds(line.amount), before=was)


def _signed(session: Session, today: date) -> Iterator[ReturnSeen]:
    rows = session.scalars(select(models.SentReturn).order_by(models.SentReturn.id)).all()
    replaced = {row.amends_id for row in rows}
    for row in rows:
        yield ReturnSeen(
            id=row.id,
            funder=row.funder.name,
            period=Period(row.start, row.end),
            kind=row.kind,
            due=row.due,
            state=_state(row.due, today, row, replaced=row.id in replaced),
            closing=row.closing,
            signed_on=row.signature.day,
            signed_by=row.signature.name,
            sent_on=row.sent_on,
            sent_how=row.sent_how,
            sent_by=row.sent_by,
            answered_on=row.answered_on,
            answer=row.answer,
            amends=row.amends_id is not None,
            replaced=row.id in replaced,
        )


def _state(
    due: date | None,
    today: date,
    row: models.SentReturn | None = None,
    *,
    replaced: bool = False,
) -> ReturnState:
    if row is not None and row.answered_on is not None:
        return ReturnState.ANSWERED
    if row is not None and row.sent_on is not None:
        return ReturnState.SENT
    if due is not None and due < today and not replaced:
        return ReturnState.OVERDUE
    if row is not None:
        return ReturnState.SIGNED
    return ReturnState.TO_DO if due is None else ReturnState.DUE
