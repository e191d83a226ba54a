"""Reads exported records into a new book: every row with its number, every receipt sealed anew."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from dpmanager.domain.periods import long_date
from dpmanager.errors import DPManagerError
from dpmanager.importers.exported_files import ExportedFiles, open_exported
from dpmanager.records.book import Book, create_book
from dpmanager.records.history import insert_many
from dpmanager.records.models import Base, Proof
from dpmanager.records.vault import KEY_COST, KeyCost
from dpmanager.tasks.book.open_records import (
    RECORDS_FILE,
    WrongRecords,
    open_tables,
    read_records,
    rows_of,
)
from dpmanager.words import _, ngettext

Reached = Callable[[int, int], object]

LARGEST_RECORDS_MB = 500
LARGEST_RECEIPT_MB = 500
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class ExportSeen:
    """What an export holds. made_on: the day of it."""

    made_on: date
    records: int
    receipts: int


@dataclass(frozen=True, slots=True)
class ReadIn:
    """The new book, open, and a sentence for each thing that its check found wrong."""

    book: Book
    problems: tuple[str, ...]


def look_at_export(source: Path) -> ExportSeen:
    """Checks an exported folder or zip file, and says what is in it. Raises DPManagerError."""
    with open_exported(source, RECORDS_FILE) as files:
        records = _records_of(files)
        return ExportSeen(
            made_on=records.made_at.date(),
            records=sum(len(getattr(records.tables, table.name)) for table in open_tables()),
            receipts=sum(row.file is not None for row in records.tables.proof),
        )


def read_everything(
    source: Path,
    folder: Path,
    passphrase: str,
    *,
    at: datetime,
    reached: Reached | None = None,
    cost: KeyCost = KEY_COST,
) -> ReadIn:
    """Makes a new book at `folder` (NAME.dpbook) from an exported folder or zip file.

    Rows keep their numbers. The history is not carried over: the first entry of the new one says
    from which export the records come. reached: called with how much is done, of how much.
    `cost` is for tests. Raises WrongRecords and DPManagerError that name the file and what is
    wrong, whatever `create_book` raises, and whatever `reached` raises; no book is left then.
    """
    from dpmanager.tasks.book.check_book import check_book  # the window's start has no need of it

    problems: list[str] = []
    with open_exported(source, RECORDS_FILE) as files:
        records = _records_of(files)

        def fill(book: Book) -> None:
            try:
                _fill(book, files, records, at, reached)
                problems.extend(check_book(book))
            except (DPManagerError, OSError):
                raise
            except Exception as fault:  # records may be wrong in every way there is
                raise DPManagerError(
                    _(
                        "The records in {file} do not hang together, so no book was made. Export "
                        "them once more."
                    ).format(file=RECORDS_FILE)
                ) from fault

        book = create_book(folder, passphrase, fill=fill, cost=cost)
    return ReadIn(book, tuple(problems))


def _records_of(files: ExportedFiles) -> Any:
    records = read_records(files.read(RECORDS_FILE, LARGEST_RECORDS_MB))
    if records.start is not None:
        raise DPManagerError(
            _(
                "This export holds the records of {start} to {end} alone. "
                "A book can be made from an export of all records."
            ).format(start=long_date(records.start), end=long_date(records.end))
        )
    missing = [
        row.file for row in records.tables.proof if row.file is not None and not files.has(row.file)
    ]
    if missing:
        raise DPManagerError(
            ngettext(
                "{count} file is missing: {names}. Copy all files of the export.",
                "{count} files are missing: {names}. Copy all files of the export.",
                len(missing),
            ).format(
                count=len(missing),
                names=", ".join([*missing[:MOST_NAMED], *(["…"] * (len(missing) > MOST_NAMED))]),
            )
        )
    return records


def _fill(
    book: Book, files: ExportedFiles, records: Any, at: datetime, reached: Reached | None
) -> None:
    """Writes all rows as one task, which cannot be undone: nothing would be left."""
    sealed = _seal_receipts(book, files, records.tables.proof, reached)
    (who_is_who,) = records.tables.arrangement
    manager = next(row for row in records.tables.person if row.id == who_is_who.manager_id)
    name = _("Read in the records that were exported on {day}").format(
        day=long_date(records.made_at.date())
    )
    with book.task(name, who=manager.name, at=at, lasting=True) as session:
        _add_rows(session, records.tables, sealed)


def _seal_receipts(
    book: Book, files: ExportedFiles, proofs: list[Any], reached: Reached | None
) -> dict[int, str]:
    """The name of the sealed file of each receipt.

    A receipt whose file was damaged before the export has a name that no file has, so that the
    book says of it what the old one did.
    """
    sealed = {}
    for done, row in enumerate(proofs):
        if reached:
            reached(done, len(proofs) + 1)
        if row.file is None:
            sealed[row.id] = hashlib.sha256(f"no file {row.id}".encode()).hexdigest()
            continue
        content = files.read(row.file, LARGEST_RECEIPT_MB)
        if hashlib.sha256(content).hexdigest() != row.sha256:
            raise DPManagerError(
                _(
                    "{file} is not as it was exported, so no book was made. Copy it from the "
                    "export once more."
                ).format(file=row.file)
            )
        sealed[row.id] = book.keep_proof(content)
    if reached:
        reached(len(proofs), len(proofs) + 1)
    return sealed


def _add_rows(session: Session, tables: Any, sealed: dict[int, str]) -> None:
    models: dict[str, type[Base]] = {
        mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers
    }
    # Rows may name others of their own table, or of one that comes later.
    session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    for table in open_tables():
        rows = rows_of(table, tables)
        if table.name == Proof.__tablename__:
            for row in rows:
                del row["file"], row["sha256"]
                row["sealed_name"] = sealed[row["id"]]
        insert_many(session, models[table.name], rows)


__all__ = ["ExportSeen", "ReadIn", "WrongRecords", "look_at_export", "read_everything"]
