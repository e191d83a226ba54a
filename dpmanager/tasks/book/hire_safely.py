"""Checks, written statements and insurance for everybody in a made-up book.

They are as a careful employer has them. They serve the demonstration, the tests and the
benchmarks.
"""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from dpmanager.domain.people.checks import CheckKind
from dpmanager.domain.people.insurance import PolicyKind
from dpmanager.domain.people.worker_kinds import PROVIDERS
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.people.checks import CheckAnswer, note_check
from dpmanager.tasks.people.insurance import PolicyAnswer, add_policy
from dpmanager.tasks.people.print_worker_papers import print_written_statement
from dpmanager.tasks.people.worker_file import ContactAnswer, PaperKind, add_papers, set_contact
from dpmanager.tasks.people.workers import more_services

BEFORE = timedelta(days=5)
REFERENCES = ("Northshire Day Centre", "Dr Lena Marsh")


def hire_safely(book: Book, *, who: str, until: date) -> None:
    """Notes every check of each worker, days before they start, and insures until a day."""
    with book.reading() as session:
        workers = session.scalars(
            select(models.Worker)
            .where(models.Worker.kind.not_in(PROVIDERS))
            .options(selectinload(models.Worker.services))
            .order_by(models.Worker.id)
        ).all()
    if not workers:
        return
    first = min(row.start_date for row in workers) - BEFORE
    policy = PolicyAnswer(
        PolicyKind.EMPLOYERS_LIABILITY, "Fishbourne Mutual", first, until, "EL 900210"
    )
    add_policy(book, policy, who=who, at=_at(first))
    for row in workers:
        seen = row.start_date - BEFORE
        _check(book, row.id, seen, who)
        contact = ContactAnswer(
            phone="01632 960010",
            emergency_name="Jonah",
            emergency_phone="01632 960011",
            role="Personal assistant",
            service_type=row.service_type,
            more_services=more_services(row),
        )
        set_contact(book, row.id, contact, who=who, at=_at(seen))


def sign_statements(book: Book, *, who: str) -> None:
    """Puts the written statement of everybody who is employed into their file."""
    with book.reading() as session:
        started = {
            row.id: row.start_date
            for row in session.scalars(
                select(models.Worker)
                .where(models.Worker.kind == "employed")
                .order_by(models.Worker.id)
            )
        }
    with TemporaryDirectory() as folder:
        path = Path(folder) / "Written statement.pdf"
        for worker_id, day in started.items():
            path.write_bytes(print_written_statement(book, worker_id, today=day))
            add_papers(book, worker_id, [path], PaperKind.STATEMENT, who=who, at=_at(day))


def _check(book: Book, worker_id: int, seen: date, who: str) -> None:
    right = CheckAnswer(CheckKind.RIGHT_TO_WORK, seen, who, note="British passport")
    dbs = CheckAnswer(
        CheckKind.DBS,
        seen,
        who,
        level="enhanced_barred",
        number="001900000017",
        issued_on=seen - timedelta(days=14),
    )
    references = [CheckAnswer(CheckKind.REFERENCE, seen, who, name=name) for name in REFERENCES]
    for answer in (right, dbs, *references):
        note_check(book, worker_id, answer, who=who, at=_at(seen))


def _at(day: date) -> datetime:
    return datetime.combine(day, time(19, 30), UTC)
