"""Records that nobody has to keep any longer: found, and erased for good when the person agrees."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from dpmanager.domain.deadlines.keep import KeepUntil, keep_until, longest
from dpmanager.domain.deadlines.rules import NATIONS, Nation, RecordKind
from dpmanager.domain.periods import long_date
from dpmanager.domain.rates import TaxYearRates, tax_year_of
from dpmanager.records import history, models
from dpmanager.records.book import Book
from dpmanager.tasks.pay.rates import known_tax_years, rates_for
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.people.hiring_rules import deadline_rules
from dpmanager.tasks.returns.resources import rules_of
from dpmanager.words import _, ngettext

_OF_A_JOB = (
    RecordKind.PAYE,
    RecordKind.MINIMUM_WAGE,
    RecordKind.HOLIDAY,
    RecordKind.PENSION,
    RecordKind.CONTRACT,
    RecordKind.RIGHT_TO_WORK,
)
_BLANK = {
    "address": "", "phone": "", "email": "", "emergency_name": "", "emergency_phone": "",
    "date_of_birth": None, "ni_number": "", "utr": "", "registration": "", "relation": "",
    "reference": "",
}  # fmt: skip
_ABOUT_A_WORKER: tuple[type[models.Base], ...] = (
    models.WorkerPaper,
    models.Check,
    models.StatusAnswer,
    models.Absence,
    models.HolidayRequest,
    models.LoanNotice,
    models.PensionEvent,
    models.TaxCodeNotice,
    models.NILetter,
)
"""What is about the person rather than about the money. Payslips and payments stay."""


@dataclass(frozen=True, slots=True)
class OldRecords:
    """Records that may go: what they are, since when, why, and by which rule.

    rows: of each table the numbers that are erased. worker_id: of whom the details are blanked.
    """

    key: str
    what: str
    since: date
    why: str
    source: str
    rows: Mapping[str, Collection[int]] = field(default_factory=dict)
    worker_id: int | None = None


def old_records(book: Book, today: date) -> tuple[OldRecords, ...]:
    """What nobody has to keep any longer on `today`, the oldest first."""
    with book.reading() as session:
        found = [
            *_leavers(session, today),
            *_receipts(session, today),
            *_statements(session, today),
        ]
    return tuple(sorted(found, key=lambda records: (records.since, records.key)))


def erase_old(book: Book, records: OldRecords, *, who: str, at: datetime) -> None:
    """Erases records: from the book, from its history, and from the backups, which are made anew.

    It cannot be undone. The sealed files of receipts go with the next check, a day later.
    Raises DamagedBook and DiskTrouble where the new backup cannot be made; older ones stay then.
    """
    with book.task(_("Erase old records"), who=who, at=at, lasting=True) as session:
        history.erase(session, records.rows)
        if records.worker_id is not None:
            history.forget(session, "worker", records.worker_id, _BLANK)
            worker = session.get_one(models.Worker, records.worker_id)
            session.refresh(worker)
            worker.role = _("Details erased")
    book.forget_older_backups(at)


def _leavers(session: Session, today: date) -> Iterator[OldRecords]:
    nation = _nation(session)
    for worker in session.scalars(
        select(models.Worker).where(models.Worker.end_date.is_not(None)).order_by(models.Worker.id)
    ):
        assert worker.end_date is not None
        if not _has_details(worker):
            continue
        rates = _rates(worker.end_date)
        until = longest(
            keep_until(kind, worker.end_date, deadline_rules(), nation, rates.annual_leave)
            for kind in _OF_A_JOB
        )
        if until is None or until.day >= today:
            continue
        rows = {
            model.__tablename__: _numbers(session, model, worker.id) for model in _ABOUT_A_WORKER
        }
        rows = {table: numbers for table, numbers in rows.items() if numbers}
        yield OldRecords(
            key=f"worker:{worker.id}",
            what=_(
                "The details, checks, papers and days off of {worker}, who left on {day}"
            ).format(worker=worker.name, day=long_date(worker.end_date)),
            since=until.day,
            why=until.why,
            source=until.source,
            rows=rows,
            worker_id=worker.id,
        )


def _has_details(worker: models.Worker) -> bool:
    return any(getattr(worker, name) != blank for name, blank in _BLANK.items())


def _numbers(session: Session, model: Any, worker_id: int) -> list[int]:
    return list(session.scalars(select(model.id).where(model.worker_id == worker_id)))


def _receipts(session: Session, today: date) -> Iterator[OldRecords]:
    """Receipts of payments that no funder asks for any longer; the payments stay."""
    kept: dict[int, KeepUntil] = {}
    asked_until = _asked_until(session)
    linked = select(models.ProofLink.proof_id)
    proofs = session.scalars(
        select(models.Proof).where(
            models.Proof.id.in_(linked), *_not_named_but_by(models.ProofLink)
        )
    )
    for proof in proofs:
        until = asked_until(_last_day_of(session, proof))
        if until is not None and until.day < today:
            kept[proof.id] = until
    if not kept:
        return
    newest = max(kept.values(), key=lambda until: until.day)
    numbers = list(kept)
    links = session.scalars(
        select(models.ProofLink.id).where(models.ProofLink.proof_id.in_(numbers))
    )
    yield OldRecords(
        key="receipts",
        what=ngettext(
            "{count} receipt of an old payment", "{count} receipts of old payments", len(numbers)
        ).format(count=len(numbers)),
        since=newest.day,
        why=newest.why,
        source=newest.source,
        rows={"proof_link": list(links), "proof": numbers},
    )


def _statements(session: Session, today: date) -> Iterator[OldRecords]:
    """The bank's own statements of days that no funder asks for any longer; the payments stay."""
    paper = models.StatementPaper
    asked_until = _asked_until(session)
    kept = [
        (row, until)
        for row in session.scalars(select(paper).order_by(paper.id))
        if (until := asked_until(row.last_day)) is not None and until.day < today
    ]
    if not kept:
        return
    going = [row.id for row, _until in kept]
    proofs = session.scalars(
        select(models.Proof.id).where(
            models.Proof.id.in_([row.proof_id for row, _until in kept]),
            models.Proof.id.not_in(select(paper.proof_id).where(paper.id.not_in(going))),
            *_not_named_but_by(paper),
        )
    )
    newest = max((until for _row, until in kept), key=lambda until: until.day)
    yield OldRecords(
        key="statements",
        what=ngettext(
            "{count} old statement from the bank", "{count} old statements from the bank", len(kept)
        ).format(count=len(kept)),
        since=newest.day,
        why=newest.why,
        source=newest.source,
        rows={
            "statement_paper": going,
            "proof": proofs.all(),
        },
    )


def _not_named_but_by(model: type[models.Base]) -> list[ColumnElement[bool]]:
    """The conditions on a proof that no other table than this one names it."""
    return [
        models.Proof.id.not_in(select(column).where(column.is_not(None)))
        for table in models.Base.metadata.sorted_tables
        for column in table.columns
        for key in column.foreign_keys
        if table is not model.__table__ and key.column.table.name == "proof"
    ]


def _asked_until(session: Session) -> Callable[[date], KeepUntil | None]:
    """Tells until when a funder may ask for records of a day."""
    rules = [rules_of(funder) for funder in session.scalars(select(models.Funder))]
    nation = _nation(session)

    def asked_until(day: date) -> KeepUntil | None:
        leave = _rates(day).annual_leave
        return longest(
            keep_until(RecordKind.FUNDER, day, deadline_rules(), nation, leave, each.retention)
            for each in rules
        )

    return asked_until


def _last_day_of(session: Session, proof: models.Proof) -> date:
    """The last day that a receipt has to do with: its own, or that of its last payment."""
    days = session.scalars(
        select(models.Transaction.day)
        .join(models.ProofLink, models.ProofLink.transaction_id == models.Transaction.id)
        .where(models.ProofLink.proof_id == proof.id)
    )
    known: list[date] = [*days, *([proof.day] if proof.day else [])]
    return max(known)


def _nation(session: Session) -> Nation:
    return next(nation for nation in NATIONS if nation == arrangement(session).nation)


def _rates(day: date) -> TaxYearRates:
    years = known_tax_years()
    return rates_for(max(years[0], min(tax_year_of(day), years[-1])))
