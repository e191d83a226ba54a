"""Backups of a book: snapshots of its records in `backups/`, each proved before it counts.

A snapshot is one state of the database, encrypted like the book. The proofs it names are not in
it: they never change, and lie in `receipts/` for as long as a snapshot names them.
"""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, get_args

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, select

from dpmanager.domain.backups import NEWEST, to_keep
from dpmanager.records.database import DATABASE_FILE, READ, UPKEEP, make_engine
from dpmanager.records.disk import put_in_place, sync_folder
from dpmanager.records.faults import DamagedBook, DiskTrouble
from dpmanager.records.models import Base, Proof, TaskDone
from dpmanager.records.models.base import Pence

BACKUPS_FOLDER = "backups"

Reason = Literal["closing", "asked", "erase", "import", "restore", "update"]
"""Why a snapshot was made: the book was closed, somebody asked for one, old records had been
erased, a statement was about to be read in, an older snapshot was about to be taken back, or the
tables were about to change."""

_TIME = "%Y%m%dT%H%M%S%fZ"
_NAME = re.compile(rf"(\d{{6}})-(\d{{8}}T\d{{12}}Z)-({'|'.join(get_args(Reason))})\.db")
"""They are numbered as they are made: the clock of a computer may be set back."""

NAMED_IN_HISTORY = """
SELECT json_extract(value, '$.before.sealed_name'), json_extract(value, '$.after.sealed_name')
FROM "change", json_each("change".rows) WHERE table_name = 'proof'
"""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A backup: its file, when and why it was made, its size in bytes."""

    file: Path
    made_at: datetime
    reason: str
    size: int


@dataclass(frozen=True, slots=True)
class LastTask:
    """The last thing that was saved: its number in the history, name, and when."""

    id: int
    name: str
    at: datetime


def snapshots(book: Path) -> list[Snapshot]:
    """The backups in the folder of a book, the newest first."""
    found = []
    for file in (book / BACKUPS_FOLDER).glob("*.db"):
        if named := _NAME.fullmatch(file.name):
            made_at = datetime.strptime(named[2], _TIME).replace(tzinfo=UTC)
            found.append(Snapshot(file, made_at, named[3], file.stat().st_size))
    return sorted(found, key=lambda snapshot: snapshot.file.name, reverse=True)


def place_of_snapshot(book: Path, reason: Reason, at: datetime) -> Path:
    """Where a new snapshot belongs. Its folder is made, and cleared of what a crash left there."""
    folder = book / BACKUPS_FOLDER
    folder.mkdir(exist_ok=True)
    for left in folder.glob("*.part*"):
        left.unlink(missing_ok=True)
    there = snapshots(book)
    nth = int(there[0].file.name.partition("-")[0]) + 1 if there else 1
    return folder / f"{nth:06}-{at.astimezone(UTC).strftime(_TIME)}-{reason}.db"


def make_snapshot(
    engine: Engine,
    book: Path,
    data_key: bytes,
    reason: Reason,
    at: datetime,
    *,
    spare: Snapshot | None = None,
) -> Snapshot:
    """Copies one state of the records while the book is in use, and proves the copy.

    It is opened anew and must hold the same rows and sums. Older ones are thinned out after that,
    but for the one to spare.
    Raises DamagedBook where the copy is not the same, and OSError; nothing is left of it then.
    """
    file = place_of_snapshot(book, reason, at)
    unfinished = file.with_suffix(".part")
    try:
        meant = copy_state(engine, unfinished, data_key)
        with _opened(unfinished, data_key) as connection:
            sound = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() == "ok"
            if not sound or _counts_and_sums(connection) != meant:
                raise DamagedBook(file)
        with unfinished.open("rb+") as written:
            os.fsync(written.fileno())
        put_in_place(unfinished, file)
    except BaseException:
        for left in file.parent.glob(f"{unfinished.name}*"):
            left.unlink(missing_ok=True)
        raise
    sync_folder(file.parent)
    _thin_out(book, spare)
    return Snapshot(file, at, reason, file.stat().st_size)


def copy_state(engine: Engine, copy: Path, data_key: bytes) -> list[tuple[Any, ...]]:
    """Copies one state of the records into a new database file, by SQLite's own way to do so.

    Gives the counts and sums of that state.
    """
    other = make_engine(copy, data_key, new=True)
    try:
        with (
            engine.connect().execution_options(mode=READ) as source,
            other.connect().execution_options(mode=UPKEEP) as target,
        ):
            meant = _counts_and_sums(source)  # in the same transaction, so of the same state
            reading: Any = source.connection.driver_connection
            try:
                reading.backup(target.connection.driver_connection)
            except sqlcipher.OperationalError as fault:  # it comes without a code
                raise DiskTrouble from fault
            except sqlcipher.DatabaseError as fault:
                raise DamagedBook(copy) from fault
    finally:
        other.dispose()
    return meant


def forget_older(book: Path, newest: Snapshot) -> None:
    """Removes all backups but one: they still hold what was erased since."""
    for snapshot in snapshots(book):
        if snapshot.file != newest.file:
            snapshot.file.unlink(missing_ok=True)


def last_task_in(snapshot: Snapshot, data_key: bytes) -> LastTask | None:
    """The last thing that was saved before a snapshot; None for an empty history.

    Raises DamagedBook.
    """
    with _opened(snapshot.file, data_key) as connection:
        row = connection.execute(
            select(TaskDone.id, TaskDone.name, TaskDone.at).order_by(TaskDone.id.desc()).limit(1)
        ).first()
    return LastTask(*row) if row else None


def proofs_named_in(connection: Connection) -> set[str]:
    """The sealed names of all proofs that the records or their history name."""
    named = {*connection.scalars(select(Proof.sealed_name))}
    for names in connection.exec_driver_sql(NAMED_IN_HISTORY):
        named.update(name for name in names if name)
    return named


def proofs_named_in_snapshots(book: Path, data_key: bytes) -> set[str]:
    """The same over all backups. Raises DamagedBook where one of them cannot be read."""
    named: set[str] = set()
    for snapshot in snapshots(book):
        with _opened(snapshot.file, data_key) as connection:
            named |= proofs_named_in(connection)
    return named


def put_back(snapshot: Snapshot, book: Path) -> None:
    """Puts the records of a snapshot in the place of the book's own. Nobody may have it open.

    The last step is one renaming, so that after a power cut it is the one or the other.
    """
    database = book / DATABASE_FILE
    unfinished = database.with_suffix(".part")
    with snapshot.file.open("rb") as source, unfinished.open("wb") as target:
        shutil.copyfileobj(source, target)
        target.flush()
        os.fsync(target.fileno())
    for beside in ("-wal", "-shm"):
        (book / f"{DATABASE_FILE}{beside}").unlink(missing_ok=True)
    put_in_place(unfinished, database)
    sync_folder(book)


def _thin_out(book: Path, spare: Snapshot | None) -> None:
    there = snapshots(book)
    kept = to_keep(snapshot.made_at for snapshot in there)
    for snapshot in there[NEWEST:]:  # by their numbers, whatever the clock said
        if snapshot.made_at not in kept and snapshot != spare:
            snapshot.file.unlink(missing_ok=True)


@contextmanager
def _opened(database: Path, data_key: bytes) -> Iterator[Connection]:
    engine = make_engine(database, data_key)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _counts_and_sums(connection: Connection) -> list[tuple[Any, ...]]:
    """For each table: its name, how many rows, the sum of their numbers and of all amounts."""
    there = {
        name for (name,) in connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        )
    }  # fmt: skip
    found = []
    for table in Base.metadata.sorted_tables:
        if table.name in there:
            amounts = [column.name for column in table.columns if isinstance(column.type, Pence)]
            sums = ", ".join(f'SUM("{name}")' for name in ("id", *amounts))
            row = connection.exec_driver_sql(f'SELECT COUNT(*), {sums} FROM "{table.name}"').one()
            found.append((table.name, *row))
    return found
