"""The file of a worker: how to reach them, their papers, and how long it all is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.deadlines.keep import KeepUntil, keep_until
from dpmanager.domain.deadlines.rules import NATIONS, RecordKind
from dpmanager.domain.people.checks import CheckKind
from dpmanager.domain.people.tax_reference import check_utr
from dpmanager.domain.periods import long_date
from dpmanager.domain.rates import TaxYearRates, tax_year_of
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.pay.rates import known_tax_years, rates_for
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.people.checks import ChecksLook, checks_of, drop_check
from dpmanager.tasks.people.engage_worker import put_services
from dpmanager.tasks.people.hiring_rules import deadline_rules
from dpmanager.tasks.people.insurance import InsuranceLook, drop_policies, insurance_of
from dpmanager.tasks.people.kept_files import KeptFile, kept_file, let_go, put_file, read_and_seal
from dpmanager.tasks.people.relatives import FamilyLook, family_of
from dpmanager.tasks.people.status import StatusLook, status_of
from dpmanager.tasks.people.workers import more_services, services_in_words
from dpmanager.tasks.returns.resources import service_type_labels
from dpmanager.words import _, ngettext


class PaperKind(StrEnum):
    """What a paper of the file is. The values are the words used in the book."""

    CONTRACT = "contract"
    STATEMENT = "statement"
    JOB_DESCRIPTION = "job_description"
    STARTER_CHECKLIST = "starter_checklist"
    CONSENT = "consent"
    REFERENCE = "reference"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ContactAnswer:
    """How to reach a worker and whom to ring for them; what they do. The fields of the record.

    service_type: what they mostly do. more_services: what they do besides.
    """

    phone: str = ""
    email: str = ""
    emergency_name: str = ""
    emergency_phone: str = ""
    role: str = ""
    service_type: str = "personal_care"
    more_services: tuple[str, ...] = ()
    drives: bool = False


@dataclass(frozen=True, slots=True)
class PaperLook:
    """A paper in the file."""

    id: int
    kind: PaperKind
    kind_words: str
    note: str
    file: KeptFile


@dataclass(frozen=True, slots=True)
class KeptLook:
    """What is kept after the job has ended, how long, and whether that time is over.

    what: in words. count: how many checks and papers it is; there is at least one.
    """

    record: RecordKind
    what: str
    count: int
    until: KeepUntil
    is_over: bool


@dataclass(frozen=True, slots=True)
class WorkerFile:
    """All that the file page shows. left: the last day of work, None while they work on.

    utr, registration: of somebody who sends invoices, "" where it is not known.
    kept: only once the job has ended.
    """

    id: int
    name: str
    kind: str
    nation: str
    started: date
    left: date | None
    contact: ContactAnswer
    service: str
    checks: ChecksLook
    papers: tuple[PaperLook, ...]
    insurance: InsuranceLook
    status: StatusLook | None
    family: FamilyLook
    utr: str
    registration: str
    kept: tuple[KeptLook, ...]


def look_at_worker_file(book: Book, worker_id: int, today: date) -> WorkerFile | None:
    """The file of a worker; None where there is no such worker (any more)."""
    with book.reading() as session:
        worker = session.get(models.Worker, worker_id)
        if worker is None:
            return None
        return WorkerFile(
            id=worker.id,
            name=worker.name,
            kind=worker.kind,
            nation=arrangement(session).nation,
            started=worker.start_date,
            left=worker.end_date,
            contact=_contact(worker),
            service=services_in_words(worker),
            checks=checks_of(session, worker, today),
            papers=tuple(_papers(session, worker)),
            insurance=insurance_of(session, worker, today),
            status=status_of(session, worker),
            family=family_of(session, worker),
            utr=worker.utr,
            registration=worker.registration,
            kept=tuple(_kept(session, worker, today)),
        )


def set_contact(
    book: Book, worker_id: int, answer: ContactAnswer, *, who: str, at: datetime
) -> None:
    """Saves how to reach a worker and what they do. Raises DPManagerError for half a contact."""
    if answer.emergency_name.strip() and not answer.emergency_phone.strip():
        raise DPManagerError(
            _("Type a phone number for {name}, or leave the name out.").format(
                name=answer.emergency_name.strip()
            )
        )
    with book.task(_("Change how to reach a worker"), who=who, at=at) as session:
        worker = session.get_one(models.Worker, worker_id)
        if {answer.service_type, *answer.more_services} - set(service_type_labels()):
            raise DPManagerError(_("Choose what they do from the list."))
        worker.phone, worker.email = answer.phone.strip(), answer.email.strip()
        worker.emergency_name = answer.emergency_name.strip()
        worker.emergency_phone = answer.emergency_phone.strip()
        worker.role = answer.role.strip()
        put_services(worker, answer.service_type, answer.more_services)
        worker.drives = answer.drives


def set_registration(
    book: Book, worker_id: int, *, utr: str, registration: str, who: str, at: datetime
) -> None:
    """Saves the tax reference and the registration of somebody who sends invoices; "" for none.

    Raises DPManagerError for a tax reference that cannot be right.
    """
    checked = check_utr(utr) if utr.strip() else ""
    with book.task(_("Change the numbers of a worker"), who=who, at=at) as session:
        worker = session.get_one(models.Worker, worker_id)
        worker.utr, worker.registration = checked, " ".join(registration.split())


def add_papers(
    book: Book,
    worker_id: int,
    paths: Sequence[Path],
    kind: PaperKind,
    *,
    note: str = "",
    who: str,
    at: datetime,
) -> list[int]:
    """Keeps papers in the file; gives their numbers. Raises DPManagerError for one that is no use.

    All or none of them are kept.
    """
    files = [read_and_seal(book, path) for path in paths]
    name = ngettext("Add {count} paper", "Add {count} papers", len(files)).format(count=len(files))
    with book.task(name, who=who, at=at) as session:
        session.get_one(models.Worker, worker_id)
        rows = [
            models.WorkerPaper(
                worker_id=worker_id,
                proof_id=put_file(session, file, at.date()),
                kind=kind.value,
                note=note.strip(),
            )
            for file in files
        ]
        session.add_all(rows)
        session.flush()
        return [row.id for row in rows]


def remove_paper(book: Book, paper_id: int, *, who: str, at: datetime) -> None:
    """Takes a paper out of the file. Undo brings it back, with its content."""
    with book.task(_("Remove a paper"), who=who, at=at) as session:
        _drop_paper(session, session.get_one(models.WorkerPaper, paper_id))


def keep_copy(book: Book, check_id: int, path: Path, *, who: str, at: datetime) -> None:
    """Keeps a copy of what was seen for a check.

    Raises DPManagerError for a DBS check, of which nobody may keep a copy, and a file of no use.
    """
    file = read_and_seal(book, path)
    with book.task(_("Add a copy to a check"), who=who, at=at) as session:
        row = session.get_one(models.Check, check_id)
        if row.kind == CheckKind.DBS:
            raise DPManagerError(
                _("A certificate of this kind is never kept. Write down its number and date.")
            )
        before = row.proof_id
        row.proof_id = put_file(session, file, at.date())
        session.flush()
        let_go(session, before)


def remove_past(book: Book, worker_id: int, record: RecordKind, *, who: str, at: datetime) -> int:
    """Takes away what need not be kept any more; gives how many records that were.

    Raises DPManagerError while it has to be kept. Undo brings everything back.
    """
    with book.task(_("Remove old papers of a worker"), who=who, at=at) as session:
        worker = session.get_one(models.Worker, worker_id)
        found = [one for one in _kept(session, worker, at.date()) if one.record is record]
        if not found:
            return 0
        (kept,) = found
        if not kept.is_over:
            raise DPManagerError(
                _("This has to be kept until {day}.").format(day=long_date(kept.until.day))
            )
        of_right = record is RecordKind.RIGHT_TO_WORK
        for check in _checks(session, worker, of_right=of_right):
            drop_check(session, check)
        if not of_right:
            for paper in _paper_rows(session, worker):
                _drop_paper(session, paper)
            drop_policies(session, _policies(session, worker))
        return kept.count


def paper_words() -> dict[PaperKind, str]:
    """Each kind of paper in words."""
    return {
        PaperKind.CONTRACT: _("Contract of work"),
        PaperKind.STATEMENT: _("Written statement, signed"),
        PaperKind.JOB_DESCRIPTION: _("Job description"),
        PaperKind.STARTER_CHECKLIST: _("Starter checklist"),
        PaperKind.CONSENT: _("The council's consent"),
        PaperKind.REFERENCE: _("Reference that you wrote for them"),
        PaperKind.OTHER: _("Another paper"),
    }


def _contact(worker: models.Worker) -> ContactAnswer:
    return ContactAnswer(
        phone=worker.phone,
        email=worker.email,
        emergency_name=worker.emergency_name,
        emergency_phone=worker.emergency_phone,
        role=worker.role,
        service_type=worker.service_type,
        more_services=more_services(worker),
        drives=worker.drives,
    )


def _paper_rows(session: Session, worker: models.Worker) -> Sequence[models.WorkerPaper]:
    return session.scalars(
        select(models.WorkerPaper)
        .where(models.WorkerPaper.worker_id == worker.id)
        .order_by(models.WorkerPaper.id)
    ).all()


def _papers(session: Session, worker: models.Worker) -> Sequence[PaperLook]:
    words = paper_words()
    found = []
    for row in _paper_rows(session, worker):
        file = kept_file(session, row.proof_id)
        if file is not None:
            kind = PaperKind(row.kind)
            found.append(PaperLook(row.id, kind, words[kind], row.note, file))
    return found


def _drop_paper(session: Session, row: models.WorkerPaper) -> None:
    proof_id = row.proof_id
    session.delete(row)
    session.flush()
    let_go(session, proof_id)


def _checks(session: Session, worker: models.Worker, *, of_right: bool) -> Sequence[models.Check]:
    right = models.Check.kind == CheckKind.RIGHT_TO_WORK.value
    return session.scalars(
        select(models.Check)
        .where(models.Check.worker_id == worker.id, right if of_right else ~right)
        .order_by(models.Check.id)
    ).all()


def _policies(session: Session, worker: models.Worker) -> Sequence[models.Policy]:
    return session.scalars(
        select(models.Policy).where(models.Policy.worker_id == worker.id).order_by(models.Policy.id)
    ).all()


def _kept(session: Session, worker: models.Worker, today: date) -> Sequence[KeptLook]:
    """How long the checks and papers of somebody who has left are kept."""
    if worker.end_date is None or worker.end_date >= today:
        return ()
    right = len(_checks(session, worker, of_right=True))
    others = [
        *_checks(session, worker, of_right=False),
        *_paper_rows(session, worker),
        *_policies(session, worker),
    ]
    found = []
    for record, what, count in (
        (RecordKind.RIGHT_TO_WORK, _("Right to work check"), right),
        (RecordKind.CONTRACT, _("Contract, other papers and other checks"), len(others)),
    ):
        if count:
            until = keep_until(
                record,
                worker.end_date,
                deadline_rules(),
                next(nation for nation in NATIONS if nation == arrangement(session).nation),
                _rates(worker.end_date).annual_leave,
            )
            found.append(KeptLook(record, what, count, until, today > until.day))
    return found


def _rates(day: date) -> TaxYearRates:
    years = known_tax_years()
    return rates_for(max(years[0], min(tax_year_of(day), years[-1])))
