"""Insurance: the employer's liability insurance, and that of somebody who is self-employed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.people.insurance import (
    AtWork,
    Cover,
    PolicyKind,
    days_not_insured,
    liability_cover,
    policy_words,
)
from dpmanager.domain.people.relatives import Relation
from dpmanager.domain.periods import Period, long_date
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.people.kept_files import KeptFile, kept_file, let_go, put_file, read_and_seal
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class PolicyAnswer:
    """An insurance, as its schedule has it; the fields are those of the record."""

    kind: PolicyKind
    insurer: str
    from_date: date
    until: date
    number: str = ""


@dataclass(frozen=True, slots=True)
class PolicyLook:
    """An insurance in the book. is_own: it is the worker's, not the employer's."""

    id: int
    name: str
    policy: PolicyAnswer
    is_own: bool
    certificate: KeptFile | None


@dataclass(frozen=True, slots=True)
class InsuranceLook:
    """How it stands with employers' liability, and all insurances, the newest first."""

    cover: Cover
    policies: tuple[PolicyLook, ...]


def insurance_of(session: Session, worker: models.Worker | None, today: date) -> InsuranceLook:
    """The employer's insurance and, of a worker, their own."""
    rows = session.scalars(
        select(models.Policy).order_by(models.Policy.until.desc(), models.Policy.id.desc())
    ).all()
    shown = [row for row in rows if row.worker_id in (None, worker.id if worker else None)]
    return InsuranceLook(
        cover=cover_of(session, rows, today),
        policies=tuple(
            PolicyLook(
                row.id,
                policy_words()[PolicyKind(row.kind)],
                PolicyAnswer(
                    PolicyKind(row.kind), row.insurer, row.from_date, row.until, row.number
                ),
                row.worker_id is not None,
                kept_file(session, row.proof_id),
            )
            for row in shown
        ),
    )


def cover_of(session: Session, policies: Iterable[models.Policy], today: date) -> Cover:
    """How it stands with employers' liability insurance."""
    return liability_cover(_at_work(session), _liability(policies), today)


def not_insured_in(session: Session, period: Period) -> tuple[Period, ...]:
    """The days of a period on which employers' liability insurance was needed and not in force."""
    policies = session.scalars(select(models.Policy))
    return days_not_insured(_at_work(session), _liability(policies), period)


def _at_work(session: Session) -> list[AtWork]:
    who = arrangement(session)
    at_home = who.employer_id == who.recipient_id
    employed = session.scalars(select(models.Worker).where(models.Worker.kind == "employed"))
    return [
        AtWork(
            row.start_date,
            row.end_date,
            Relation(row.relation) if at_home else Relation.NONE,
        )
        for row in employed
    ]


def _liability(policies: Iterable[models.Policy]) -> list[Period]:
    return [
        Period(row.from_date, row.until)
        for row in policies
        if row.kind == PolicyKind.EMPLOYERS_LIABILITY and row.worker_id is None
    ]


def add_policy(
    book: Book,
    answer: PolicyAnswer,
    *,
    worker_id: int | None = None,
    certificate: Path | None = None,
    who: str,
    at: datetime,
) -> int:
    """Saves an insurance; gives its number. worker_id: whose own it is, None for the employer's.

    Raises DPManagerError without an insurer, for an end before the start, or a file that is no use.
    """
    if not answer.insurer.strip():
        raise DPManagerError(_("Type the name of the insurer."))
    if answer.until < answer.from_date:
        raise DPManagerError(
            _("The insurance ends before {day}, when it starts. Check the dates.").format(
                day=long_date(answer.from_date)
            )
        )
    file = read_and_seal(book, certificate) if certificate else None
    with book.task(_("Add an insurance"), who=who, at=at) as session:
        row = models.Policy(
            kind=answer.kind.value,
            insurer=answer.insurer.strip(),
            number=answer.number.strip(),
            from_date=answer.from_date,
            until=answer.until,
            worker_id=worker_id,
        )
        session.add(row)
        if file is not None:
            row.proof_id = put_file(session, file, at.date())
        session.flush()
        return row.id


def keep_certificate(book: Book, policy_id: int, path: Path, *, who: str, at: datetime) -> None:
    """Keeps the certificate or schedule of an insurance. Raises DPManagerError for no use."""
    file = read_and_seal(book, path)
    with book.task(_("Add an insurance certificate"), who=who, at=at) as session:
        row = session.get_one(models.Policy, policy_id)
        before = row.proof_id
        row.proof_id = put_file(session, file, at.date())
        session.flush()
        let_go(session, before)


def remove_policy(book: Book, policy_id: int, *, who: str, at: datetime) -> None:
    """Takes an insurance away, and its certificate. Undo brings both back."""
    with book.task(_("Remove an insurance"), who=who, at=at) as session:
        drop_policies(session, [session.get_one(models.Policy, policy_id)])


def drop_policies(session: Session, rows: Sequence[models.Policy]) -> None:
    """Takes insurances and their certificates away, within a task that is under way."""
    for row in rows:
        proof_id = row.proof_id
        session.delete(row)
        session.flush()
        let_go(session, proof_id)
