"""Saves what can be read of a damaged book into a new one, with the same key and passphrase.

Nothing is guessed. A row comes from a page that is as it was written, or from the history, which
holds each row as it was after its last change. The damaged book is only read.
"""

import json
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from dpmanager.records import vault
from dpmanager.records.backup import BACKUPS_FOLDER, Snapshot, last_task_in, put_back
from dpmanager.records.book import (
    LOCK_FILE,
    Book,
    built_beside,
    disk_trouble_named,
    find_key,
    open_book,
    take_lock,
)
from dpmanager.records.chain import digest_of_change, digest_of_task, link_after, new_salt
from dpmanager.records.database import (
    DATABASE_FILE,
    REVISION,
    SCHEMA,
    UPKEEP,
    create_tables,
    make_engine,
)
from dpmanager.records.disk import sync_folder
from dpmanager.records.faults import DamagedBook, DamagedProof, NoBook
from dpmanager.records.models import Arrangement, Base, Change, ProofLines, ProofText, TaskDone
from dpmanager.records.pages import decipher, in_memory, with_schema_of
from dpmanager.records.proofs import PROOFS_FOLDER, unseal
from dpmanager.words import _

Row = dict[str, Any]

_READ_AGAIN = {ProofText.__tablename__, ProofLines.__tablename__}
_HISTORY = {TaskDone.__tablename__, Change.__tablename__}
_UNKNOWN_END = 1000
"""How far behind the last number that is known rows are looked for, where no list of them is."""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What came of it.

    rows: how many rows the new book has, without its history. from_history: of each table, the
    rows that only the history still had, as they were after the last change that could be read.
    lost: of each table, the rows that could not be read at all, or that cannot stand without one
    that is lost. unlinked: of each table, the rows that now lack a link to one that is lost.
    history_lost: tasks in the history that could not be read as they were written, in whole or in
    part.
    proofs: the numbers of the receipts whose file is missing or damaged.
    """

    rows: int
    from_history: Mapping[str, int]
    lost: Mapping[str, int]
    unlinked: Mapping[str, int]
    history_lost: int
    proofs: tuple[int, ...]


@dataclass
class _Found:
    """What was read: of each table its rows, by number, and the numbers that could not be read."""

    rows: dict[str, dict[int, Row]] = field(default_factory=dict)
    unread: dict[str, set[int]] = field(default_factory=dict)
    ends: dict[str, int] | None = None  # the last number that each was given; None: not known
    from_history: Counter[str] = field(default_factory=Counter)


def salvage(folder: Path, target: Path, passphrase: str | None, *, at: datetime) -> Salvaged:
    """Makes a new book at `target` from what can be read of the one at `folder`.

    The key is found as `open_book` finds it. Raises what that raises, PlaceTaken, and DamagedBook
    where nothing can be read: the file of the keys is damaged, or the start of the database, or
    the book was last open in another version of the program.
    """
    with disk_trouble_named():
        if not folder.is_dir():
            raise NoBook(folder)
        data_key = find_key(vault.read_keys(folder), passphrase)
        had_lock = (folder / LOCK_FILE).exists()
        lock = take_lock(folder)
        try:
            with built_beside(target) as making:
                shutil.copyfile(folder / vault.KEYS_FILE, making / vault.KEYS_FILE)
                return _fill(folder, making, data_key, at)
        finally:
            lock.release()
            if not had_lock:
                (folder / LOCK_FILE).unlink(missing_ok=True)


def go_back_without_opening(
    folder: Path, snapshot: Snapshot, passphrase: str | None, at: datetime
) -> Book:
    """Puts a backup in the place of records that cannot be opened, and opens the book.

    The damaged file is kept aside in `backups/`. Raises what `open_book` raises; DamagedBook
    where the backup cannot be read either, and then nothing was changed.
    """
    with disk_trouble_named():
        data_key = find_key(vault.read_keys(folder), passphrase)
        lock = take_lock(folder)
        try:
            last_task_in(snapshot, data_key)
            damaged = folder / DATABASE_FILE
            if damaged.is_file():
                aside = folder / BACKUPS_FOLDER / f"{at:%Y%m%dT%H%M%S}-damaged.db"
                shutil.copyfile(damaged, aside)
                sync_folder(aside.parent)
            put_back(snapshot, folder)
        finally:
            lock.release()
    return open_book(folder, passphrase=passphrase)


def _fill(folder: Path, making: Path, data_key: bytes, at: datetime) -> Salvaged:
    whole = _copy_with_journal(folder, making, data_key)
    create_tables(making / DATABASE_FILE, data_key)
    memory = in_memory(
        with_schema_of(decipher(whole, data_key), decipher(making / DATABASE_FILE, data_key))
    )
    shutil.rmtree(whole.parent)
    try:
        found = _read(memory, folder / DATABASE_FILE)
    finally:
        memory.close()
    if not found.rows[Arrangement.__tablename__]:
        raise DamagedBook(folder / DATABASE_FILE)  # without who is who there is no book
    proofs = _copy_proofs(folder, making, data_key)
    engine = make_engine(making / DATABASE_FILE, data_key)
    try:
        with engine.execution_options(mode=SCHEMA).begin() as connection:
            lost = Counter(_write(connection, found))
            history_lost = len(found.unread[TaskDone.__tablename__]) + _mend_history(connection)
            loose, unlinked = _tie_up(connection)
            _note(connection, at)
        with engine.connect() as connection:
            missing = tuple(
                number
                for number, name in connection.exec_driver_sql("SELECT id, sealed_name FROM proof")
                if name not in proofs
            )
            rows = sum(
                connection.exec_driver_sql(f'SELECT COUNT(*) FROM "{table.name}"').scalar() or 0
                for table in Base.metadata.sorted_tables
                if table.name not in _HISTORY
            )
    finally:
        engine.dispose()
    return Salvaged(
        rows=rows,
        from_history=dict(found.from_history),
        lost={name: n for name, n in (lost + loose).items() if name not in _HISTORY | _READ_AGAIN},
        unlinked=dict(unlinked),
        history_lost=history_lost,
        proofs=missing,
    )


def _copy_with_journal(folder: Path, making: Path, data_key: bytes) -> Path:
    """A copy of the database file, with what still waited in its journal where that can be."""
    database, read = folder / DATABASE_FILE, making / "read"
    if not database.is_file():
        raise DamagedBook(database)
    read.mkdir()
    for ending in ("", "-wal"):
        file = folder / f"{DATABASE_FILE}{ending}"
        if file.is_file():
            shutil.copyfile(file, read / file.name)
    if (read / f"{DATABASE_FILE}-wal").exists():
        engine = make_engine(read / DATABASE_FILE, data_key)
        try:
            with engine.connect().execution_options(mode=UPKEEP) as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        except (DamagedBook, DBAPIError):  # then without it
            pass
        finally:
            engine.dispose()
    return read / DATABASE_FILE


# Reading


def _read(memory: sqlite3.Connection, database: Path) -> _Found:
    memory.row_factory = sqlite3.Row
    try:
        revision = memory.execute("SELECT version_num FROM alembic_version").fetchone()
        if revision is not None and revision[0] != REVISION:
            raise DamagedBook(database)
    except sqlite3.Error:
        if not _can_list_tables(memory):
            raise DamagedBook(database) from None
    found = _Found()
    with suppress(sqlite3.Error):
        numbered = memory.execute("SELECT name, seq FROM sqlite_sequence").fetchall()
        found.ends = {row["name"]: row["seq"] for row in numbered}
    for name in _HISTORY:
        _read_table(memory, name, found, 0)
    standing = _standing(found.rows[Change.__tablename__].values())
    for table in Base.metadata.sorted_tables:
        if table.name not in _HISTORY:
            last = max(standing.get(table.name, {}), default=0)
            _read_table(memory, table.name, found, last)
            _take_from_history(table, found, standing.get(table.name, {}))
    return found


def _can_list_tables(memory: sqlite3.Connection) -> bool:
    try:
        memory.execute("SELECT name FROM sqlite_master").fetchall()
    except sqlite3.Error:
        return False
    return True


def _read_table(memory: sqlite3.Connection, name: str, found: _Found, last: int) -> None:
    """Reads all rows that can be read; last: a number up to which there are some."""
    rows: dict[int, Row] = {}
    unread: set[int] = set()
    try:
        rows = {row["id"]: dict(row) for row in memory.execute(f'SELECT * FROM "{name}"')}
    except sqlite3.Error:
        known = max(last, (found.ends or {}).get(name, 0))
        waiting = [(1, known + (_UNKNOWN_END if found.ends is None else 0))]
        while waiting:
            low, high = waiting.pop()
            try:
                for row in memory.execute(
                    f'SELECT * FROM "{name}" WHERE id BETWEEN ? AND ? ORDER BY id', (low, high)
                ).fetchall():
                    rows[row["id"]] = dict(row)
            except sqlite3.Error:
                if low >= high:
                    unread.add(low)
                else:
                    middle = (low + high) // 2
                    waiting += [(low, middle), (middle + 1, high)]
        end = max(known, *rows, 0)  # behind it nobody knows whether there were any
        unread = {number for number in unread if number <= end}
    found.rows[name], found.unread[name] = rows, unread


def _standing(changes: Iterable[Row]) -> dict[str, dict[int, Row | None]]:
    """Of each table each row that the history has, after its last change; None where it went."""
    standing: dict[str, dict[int, Row | None]] = {}
    for change in sorted(changes, key=lambda change: (change["task_id"], change["id"])):
        of_table = standing.setdefault(change["table_name"], {})
        for row in _rows_of(change):
            of_table[row["id"]] = row["after"]
    return standing


def _rows_of(change: Row) -> list[Row]:
    try:
        return list(json.loads(change["rows"]))
    except ValueError:
        return []


def _take_from_history(table: Table, found: _Found, standing: Mapping[int, Row | None]) -> None:
    unread = found.unread[table.name]
    for number in sorted(unread & standing.keys()):
        row = standing[number]
        if row is not None:
            found.rows[table.name][number] = row
            found.from_history[table.name] += 1
        unread.discard(number)
    if not any(found.unread[name] for name in _HISTORY):
        unread.clear()  # the history is whole, and knows of no such rows


def _copy_proofs(folder: Path, making: Path, data_key: bytes) -> set[str]:
    """Copies the sealed files that are whole; gives their names."""
    copied: set[str] = set()
    source, target = folder / PROOFS_FOLDER, making / PROOFS_FOLDER
    if source.is_dir():
        target.mkdir()
        for file in source.iterdir():
            try:
                unseal(source, file.name, data_key)
            except DamagedProof:
                continue
            shutil.copyfile(file, target / file.name)
            copied.add(file.name)
        sync_folder(target)
    return copied


# Writing


def _write(connection: Connection, found: _Found) -> Iterator[str]:
    """Writes all rows; gives the table of each that is lost."""
    for table in Base.metadata.sorted_tables:
        defaults = _defaults(connection, table)
        for number, row in sorted(found.rows[table.name].items()):
            values = {**defaults, **row, "id": number}
            names = [column.name for column in table.columns if column.name in values]
            columns, places = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
            try:
                connection.exec_driver_sql(
                    f'INSERT INTO "{table.name}" ({columns}) VALUES ({places})',
                    tuple(values[name] for name in names),
                )
            except DBAPIError:
                yield table.name
        yield from [table.name] * len(found.unread[table.name])
        if end := (found.ends or {}).get(table.name):  # no number is used twice
            connection.exec_driver_sql(
                "UPDATE sqlite_sequence SET seq = MAX(seq, ?) WHERE name = ?", (end, table.name)
            )


def _defaults(connection: Connection, table: Table) -> Row:
    """What a row has in a column that the history did not know, as it stands in the database."""
    values = {}
    for column in table.columns:
        if column.default is not None and column.default.is_scalar:
            value = column.default.arg  # type: ignore[attr-defined]
            as_stored = column.type.dialect_impl(connection.dialect).bind_processor(
                connection.dialect
            )
            values[column.name] = as_stored(value) if as_stored else value
    return values


def _tie_up(connection: Connection) -> tuple[Counter[str], Counter[str]]:
    """Leaves no link to a row that is lost: the link goes, or the row where it needs the link."""
    loose: Counter[str] = Counter()
    unlinked: Counter[str] = Counter()
    while broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        for name, number, _parent, key in broken:
            column = next(
                row[3]
                for row in connection.exec_driver_sql(f'PRAGMA foreign_key_list("{name}")')
                if row[0] == key
            )
            if Base.metadata.tables[name].c[column].nullable:
                statement = f'UPDATE "{name}" SET "{column}" = NULL WHERE id = ?'
                unlinked[name] += 1
            else:
                statement = f'DELETE FROM "{name}" WHERE id = ?'
                loose[name] += connection.exec_driver_sql(
                    f'SELECT COUNT(*) FROM "{name}" WHERE id = ?', (number,)
                ).scalar_one()
            connection.exec_driver_sql(statement, (number,))
    return loose, unlinked


def _mend_history(connection: Connection) -> int:
    """Takes out what is not as it was written, and binds what is left anew; gives how many tasks
    it lost from, in whole or in part. Those can no longer be undone.
    """
    gone = _take_out_what_was_changed(connection)
    connection.exec_driver_sql(
        'DELETE FROM "change" WHERE task_id NOT IN (SELECT id FROM task_done)'
    )
    # What a task took back is in its digest; without a salt that is not asked for any more.
    connection.exec_driver_sql(
        "UPDATE task_done SET undoes = NULL, lasting = 1, salt = '' "
        "WHERE undoes NOT IN (SELECT id FROM task_done)"
    )
    link, stored, last = "", "", 0
    for task in connection.execute(TaskDone.__table__.select().order_by(TaskDone.id)).all():
        digests = [
            digest
            for (digest,) in connection.exec_driver_sql(
                'SELECT digest FROM "change" WHERE task_id = ? ORDER BY id', (task.id,)
            )
        ]
        follows = task.id == last + 1
        whole = follows and link_after(stored, task.digest, digests) == task.link
        gone += follows and not whole
        link, stored, last = link_after(link, task.digest, digests), task.link, task.id
        connection.exec_driver_sql(
            "UPDATE task_done SET link = ?, lasting = MAX(lasting, ?) WHERE id = ?",
            (link, not whole, task.id),
        )
    return gone


def _take_out_what_was_changed(connection: Connection) -> int:
    """Takes out each entry that has another digest than its content; gives how many tasks went."""
    gone = 0
    for task in connection.execute(TaskDone.__table__.select().order_by(TaskDone.id)).all():
        if task.salt and digest_of_task(task) != task.digest:
            connection.exec_driver_sql("DELETE FROM task_done WHERE id = ?", (task.id,))
            gone += 1
    for change in connection.execute(Change.__table__.select().order_by(Change.id)).all():
        if not change.erased and digest_of_change(change) != change.digest:
            connection.exec_driver_sql('DELETE FROM "change" WHERE id = ?', (change.id,))
    return gone


def _note(connection: Connection, at: datetime) -> None:
    """Says in the history that the book was made from a damaged one."""
    before = connection.exec_driver_sql(
        "SELECT link FROM task_done ORDER BY id DESC LIMIT 1"
    ).scalar()
    who = connection.exec_driver_sql(
        "SELECT name FROM person JOIN arrangement ON person.id = manager_id"
    ).scalar()
    task = TaskDone(
        id=(connection.exec_driver_sql("SELECT MAX(id) FROM task_done").scalar() or 0) + 1,
        name=_("Save what could be read of a damaged book"),
        who=who or "",
        at=at.replace(tzinfo=None),
        undone=False,
        lasting=True,
        salt=new_salt(),
    )
    task.digest = digest_of_task(task)
    task.link = link_after(before or "", task.digest, [])
    with Session(bind=connection) as session:
        session.add(task)
        session.flush()
