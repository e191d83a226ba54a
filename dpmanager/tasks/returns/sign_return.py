"""Sign a return: its figures and its document are kept, and from then on they stand."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.returns.besides import Signed
from dpmanager.domain.returns.funder_return import FunderReturn
from dpmanager.domain.returns.lock_return import lock
from dpmanager.domain.returns.locked import figures_to_json
from dpmanager.domain.signatures import SignatureGiven
from dpmanager.errors import DPManagerError
from dpmanager.importers.proof_pictures import PDF
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.people.kept_files import put_file, read_and_seal
from dpmanager.tasks.receipts.keep_files import KEPT_PAPER
from dpmanager.tasks.returns.expected_returns import newest_signed
from dpmanager.tasks.returns.prepare_return import choose_funder, prepare_in, role_words
from dpmanager.tasks.returns.resources import labels
from dpmanager.tasks.signing import keep_signature
from dpmanager.words import _

SENT_BY = ("post", "email", "online", "hand", "other")
QUESTION, REPLY, NOTE = "question", "reply", "note"
PAPER_KINDS = (QUESTION, REPLY, NOTE)


@dataclass(frozen=True, slots=True)
class MaySign:
    """Somebody who can sign a return, and as what, in words."""

    name: str
    role: str


def who_may_sign(book: Book) -> tuple[MaySign, ...]:
    """Whoever looks after the money, and the person whom it is for where that is another."""
    with book.reading() as session:
        who = arrangement(session)
        manager = MaySign(who.manager.name, role_words()[who.manager_role])
        if who.manager_id == who.recipient_id:
            return (manager,)
        return manager, MaySign(who.recipient.name, role_words()["self"])


def sign_return(
    book: Book,
    period: Period,
    signature: SignatureGiven,
    *,
    funder: str | None = None,
    role: str,
    words: str = "",
    who: str,
    at: datetime,
) -> int:
    """Signs the return of a period and keeps it as it stands; gives its number.

    role: as what somebody signs, in words. words: what they want to explain besides. Where the
    same days were signed before, this is an amended return, and both are kept. It is one task.
    Raises what `prepare_return` raises, and makes nothing where the return does not add up.
    """
    from dpmanager.documents.funder_return import return_pdf

    with book.task(_("Sign the return"), who=who, at=at) as session:
        day = at.date()
        made, _evidence = prepare_in(session, period, funder, day, words=words)
        signed = replace(made, besides=replace(made.besides, signed=Signed(signature, role, day)))
        pdf = return_pdf(signed, labels())
        figures = figures_to_json(lock(signed))
        owner = choose_funder(session, funder)
        before = newest_signed(session, owner, period)
        row = models.SentReturn(
            funder_id=owner.id,
            start=period.start,
            end=period.end,
            kind=made.besides.kind,
            due=made.due,
            closing=made.closing,
            figures=figures,
            digest=digest_of(figures, pdf),
            document_id=_keep_document(book, session, signed, pdf, day),
            signature_id=keep_signature(session, signature, day).id,
            locked_at=at,
            amends_id=before.id if before else None,
        )
        session.add(row)
        session.flush()
        return row.id


def digest_of(figures: str, document: bytes) -> str:
    """SHA-256 of the figures and the document of a return."""
    return hashlib.sha256(figures.encode() + b"\0" + document).hexdigest()


def mark_sent(
    book: Book, number: int, day: date, how: str, sent_by: str, *, who: str, at: datetime
) -> None:
    """Notes that a return was sent: from then on neither that nor the signing can be undone.

    Done again it corrects the day and the way. how: one of SENT_BY.
    Raises DPManagerError for a day before it was signed or still to come.
    """
    if how not in SENT_BY:
        raise DPManagerError(_("Choose how you sent it."))
    with book.task(_("Note that a return was sent"), who=who, at=at, lasting=True) as session:
        row = session.get_one(models.SentReturn, number)
        _check_day(day, row.signature.day, at.date())
        row.sent_on, row.sent_how, row.sent_by = day, how, sent_by.strip()
        _stands_for_good(session, row)


def note_answer(book: Book, number: int, day: date, answer: str, *, who: str, at: datetime) -> None:
    """Notes what the funder said about a return. Raises DPManagerError before it was sent."""
    with book.task(_("Note what the council answered"), who=who, at=at) as session:
        row = session.get_one(models.SentReturn, number)
        if row.sent_on is None:
            raise DPManagerError(_("Say first that you have sent this return."))
        _check_day(day, row.sent_on, at.date())
        row.answered_on, row.answer = day, answer.strip()


def add_paper(
    book: Book,
    number: int,
    *,
    kind: str,
    day: date,
    words: str,
    file: Path | None = None,
    who: str,
    at: datetime,
) -> int:
    """Notes a question of the funder, a reply to it, or anything else about a return.

    Raises DPManagerError with neither words nor a file, or for a file that is no use.
    """
    if kind not in PAPER_KINDS:
        raise DPManagerError(_("Choose what it is."))
    if not words.strip() and file is None:
        raise DPManagerError(_("Write what was said, or add the letter."))
    kept = read_and_seal(book, file) if file is not None else None
    with book.task(_("Note what was said about a return"), who=who, at=at) as session:
        session.get_one(models.SentReturn, number)
        paper = models.ReturnPaper(return_id=number, day=day, kind=kind, words=words.strip())
        if kept is not None:
            paper.proof_id = put_file(session, kept, at.date())
        session.add(paper)
        session.flush()
        return paper.id


def explain_late_change(book: Book, number: int, reason: str, *, who: str, at: datetime) -> None:
    """Writes down why records were changed after a return was signed; the next return tells it."""
    if not reason.strip():
        raise DPManagerError(_("Say in a few words why the records were changed."))
    with book.task(_("Say why records were changed"), who=who, at=at) as session:
        session.get_one(models.SentReturn, number)
        session.add(models.LateChange(return_id=number, day=at.date(), reason=reason.strip()))


def note_outcome(
    book: Book, outcome_id: int, period: Period, words: str, *, who: str, at: datetime
) -> None:
    """Notes what happened with an outcome of the plan in a period."""
    if not words.strip():
        raise DPManagerError(_("Say in a few words how it went."))
    with book.task(_("Note how an outcome went"), who=who, at=at) as session:
        session.get_one(models.Outcome, outcome_id)
        session.add(
            models.OutcomeNote(
                outcome_id=outcome_id, start=period.start, end=period.end, words=words.strip()
            )
        )


def _keep_document(
    book: Book, session: Session, signed: FunderReturn, pdf: bytes, day: date
) -> int:
    """Keeps the PDF; the very same one, signed twice on one day, is kept once."""
    sealed_name = book.keep_proof(pdf)
    kept = session.scalar(select(models.Proof.id).where(models.Proof.sealed_name == sealed_name))
    if kept is not None:
        return kept
    proof = models.Proof(
        sealed_name=sealed_name,
        media_type=PDF,
        size=len(pdf),
        kind=KEPT_PAPER,  # kept, and no proof of a payment
        title=_("Return {start} to {end}").format(
            start=long_date(signed.period.start), end=long_date(signed.period.end)
        ),
        day=day,
        added_on=day,
    )
    session.add(proof)
    session.flush()
    return proof.id


def _check_day(day: date, earliest: date, today: date) -> None:
    if day < earliest:
        raise DPManagerError(
            _("That is before {day}. Check the date.").format(day=long_date(earliest))
        )
    if day > today:
        raise DPManagerError(
            _("{day} is still to come. Check the date.").format(day=long_date(day))
        )


def _stands_for_good(session: Session, row: models.SentReturn) -> None:
    """The task in which the return was signed can be undone no more."""
    for task, change in session.execute(
        select(models.TaskDone, models.Change)
        .join(models.Change, models.Change.task_id == models.TaskDone.id)
        .where(models.Change.table_name == models.SentReturn.__tablename__)
    ):
        if any(each["id"] == row.id and not each["before"] for each in json.loads(change.rows)):
            task.lasting = True
