"""A helper's book on disk: a folder `NAME.dphours`, with a key of its own.

In the folder lie `hours.db` (the rota, the names of the workers and the hours that the helper
enters; nothing else has a place in it), `keys` (its data key under the helper's passphrase),
`manager` (the same key under one that only the manager's book can make) and `lock`. The helper
never holds the key of the manager's book; the manager does not need the helper's passphrase.
"""

import hashlib
import hmac
import io
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

import msgspec
import sqlcipher3.dbapi2 as sqlcipher
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from filelock import FileLock
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Engine,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    Time,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as insert_or_update
from sqlalchemy.exc import DBAPIError, NoResultFound

from dpmanager.domain.hours.helper_hours import HelperHours, HelperRota, HelperWorker
from dpmanager.domain.hours.shifts import SHIFT_KINDS, HourKind, Shift
from dpmanager.domain.periods import Period
from dpmanager.domain.reading import tidied
from dpmanager.errors import DPManagerError
from dpmanager.records import vault
from dpmanager.records.book import Book, built_beside, disk_trouble_named, find_key, take_lock
from dpmanager.records.database import READ, make_engine
from dpmanager.records.disk import sync_folder
from dpmanager.records.faults import DamagedBook, NewerBook, NoBook
from dpmanager.records.opened import Opened
from dpmanager.records.unfinished import sweep_beside
from dpmanager.words import _

ENDING = ".dphours"
HOURS_FILE = "hours.db"
MANAGER_FILE = "manager"
VERSION = 1
LONGEST_TEXT = 200
LARGEST_FILE = 50_000_000
"""Bytes; ten years of hours of five workers are some five million."""

_CHANGES = "changes"
"""The mode of a transaction that writes; see `database.make_engine`."""
_NONCE_BYTES = 12
_FILES = (vault.KEYS_FILE, MANAGER_FILE, HOURS_FILE)

_NOT_OURS = (
    sqlcipher.Error,
    DBAPIError,
    NoResultFound,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
)
"""What comes of a table that is missing or a value that cannot be."""

_tables = MetaData()
_about = Table(
    "about",
    _tables,
    Column("id", Integer, primary_key=True),
    Column("helper", String, nullable=False),
    Column("rota_out_at", DateTime),
    Column("rota_start", Date),
    Column("rota_end", Date),
)
_worker = Table(
    "worker",
    _tables,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False),
)


def _columns_of_shift() -> list[Column[Any]]:
    return [
        Column("worker_id", Integer, nullable=False),
        Column("day", Date, nullable=False),
        Column("start", Time, nullable=False),
        Column("end", Time, nullable=False),
        Column("break_minutes", Integer, nullable=False),
        Column("woken_minutes", Integer, nullable=False),
        Column("kind", String, nullable=False),
        Column("note", String, nullable=False),
    ]


_rota_shift = Table(
    "rota_shift", _tables, Column("id", Integer, primary_key=True), *_columns_of_shift()
)
_closed_day = Table("closed_day", _tables, Column("day", Date, primary_key=True))
_entry = Table(
    "entry",
    _tables,
    Column("id", String, primary_key=True),
    *_columns_of_shift(),
    Column("entered_by", String, nullable=False),
    Column("entered_at", DateTime, nullable=False),
    Column("changed_at", DateTime, nullable=False),
    Column("version", Integer, nullable=False),
    Column("removed", Boolean, nullable=False),
)
_step = Table(
    "step",
    _tables,
    Column("nth", Integer, primary_key=True),
    Column("entry_id", String, nullable=False),
    Column("before", String, nullable=False),
    sqlite_autoincrement=True,
)
"""What the helper did, for undo: the entry as it was before, as JSON; "" where it was new."""


class NotTheirManager(DPManagerError):  # noqa: N818 (it says what happened, as all faults do)
    """A helper's book that another manager's book made."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This helper's book was not made from your book, so it cannot be opened here. "
                "Nothing was changed."
            )
        )


class AnotherHelpersBook(DPManagerError):  # noqa: N818
    """A rota that is in the book of somebody else."""

    def __init__(self) -> None:
        super().__init__(_("This is the book of another helper. Nothing was taken from it."))


@dataclass(frozen=True, slots=True)
class AboutHelper:
    """Whose book it is, and when the manager put the rota out last, by the clock of the place."""

    helper: str
    rota_out_at: datetime | None


class _ManagerKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file `manager`: the data key under a key that the manager's book makes."""

    version: Literal[1]
    book_id: str
    nonce: bytes
    wrapped_key: bytes
    checksum: str = ""


class _AnyVersion(msgspec.Struct):
    version: int


class HelperBook(Opened):
    """An open helper's book. Each change is on the disk, whole, before its method is done."""

    def __init__(
        self, folder: Path, book_id: str, data_key: bytes, engine: Engine, lock: FileLock
    ) -> None:
        super().__init__(folder, data_key, engine, lock)
        self.book_id = book_id

    def about(self) -> AboutHelper:
        """Whose book it is. Raises DamagedBook."""
        with self._looking() as connection:
            row = connection.execute(select(_about)).one()
            return AboutHelper(_text(row.helper), row.rota_out_at)

    def rota(self) -> HelperRota | None:
        """What the manager put out last; None where nothing was. Raises DamagedBook."""
        with self._looking() as connection:
            about = connection.execute(select(_about)).one()
            if about.rota_out_at is None:
                return None
            return HelperRota(
                Period(about.rota_start, about.rota_end),
                tuple(
                    HelperWorker(row.id, _text(row.name))
                    for row in connection.execute(select(_worker).order_by(_worker.c.id))
                ),
                tuple(
                    (row.worker_id, _shift_of(row))
                    for row in connection.execute(select(_rota_shift).order_by(_rota_shift.c.id))
                ),
                frozenset(connection.scalars(select(_closed_day.c.day))),
            )

    def put_rota(self, rota: HelperRota, at: datetime) -> None:
        """Puts a rota in the place of the one before. at: by the clock of the place."""
        with self._changing() as connection:
            for table in (_worker, _rota_shift, _closed_day):
                connection.execute(delete(table))
            _insert(connection, _worker, [{"id": one.id, "name": one.name} for one in rota.workers])
            _insert(
                connection,
                _rota_shift,
                [{"worker_id": number} | _values_of(shift) for number, shift in rota.shifts],
            )
            _insert(connection, _closed_day, [{"day": day} for day in sorted(rota.closed)])
            connection.execute(
                update(_about).values(
                    rota_out_at=at.replace(tzinfo=None),
                    rota_start=rota.period.start,
                    rota_end=rota.period.end,
                )
            )

    def entries(self) -> tuple[HelperHours, ...]:
        """All hours ever entered, those that were taken out too. Raises DamagedBook."""
        with self._looking() as connection:
            rows = connection.execute(select(_entry).order_by(_entry.c.day, _entry.c.start))
            return tuple(_entry_of(row) for row in rows)

    def keep(self, *entries: HelperHours) -> None:
        """Saves new entries, or the next versions of some: all or none. Each can be undone."""
        with self._changing() as connection:
            for entry in entries:
                before = _find(connection, entry.id)
                note = "" if before is None else msgspec.json.encode(before).decode()
                connection.execute(insert(_step).values(entry_id=entry.id, before=note))
                _put(connection, entry)

    def last_change(self) -> tuple[HelperHours | None, HelperHours] | None:
        """What undo would take back: the entry before, None for a new one, and as it is now."""
        with self._looking() as connection:
            found = _last_step(connection)
            return None if found is None else found[1:]

    def undo(self, at: datetime) -> HelperHours:
        """Takes the last change back, as a version of its own; gives the entry as it was changed.

        Raises DPManagerError where there is nothing to take back.
        """
        moment = at.replace(tzinfo=None)
        with self._changing() as connection:
            found = _last_step(connection)
            if found is None:
                raise DPManagerError(_("There is nothing to undo."))
            nth, before, now = found
            if before is None:
                _put(connection, now.taken_out(moment))
            else:
                _put(connection, replace(before, version=now.version + 1, changed_at=moment))
            connection.execute(delete(_step).where(_step.c.nth == nth))
            return now

    def packed(self) -> bytes:
        """The whole book as one zipped file, locked as it is."""
        self._opened()
        with disk_trouble_named():
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packing:
                for name in _FILES:
                    packing.write(self.folder / name, f"{self.folder.name}/{name}")
            return out.getvalue()

    def rota_in(self, place: Path) -> tuple[HelperRota, datetime]:
        """The rota that a copy of this book has, which the manager sent.

        Raises AnotherHelpersBook, DPManagerError where it has none, and as `open_helper_book`.
        """
        self._opened()
        with at_hand(place) as folder:
            keys = vault.read_keys(folder)
            if keys.book_id != self.book_id or not vault.fits(keys, self._data_key):
                raise AnotherHelpersBook
            with _open(folder, keys, self._data_key) as copy:
                rota, at = copy.rota(), copy.about().rota_out_at
        if rota is None or at is None:
            raise DPManagerError(_("There is no rota in this file yet. Ask for a new one."))
        return rota, at

    def change_passphrase(self, old: str, new: str) -> None:
        """Has another passphrase open this book from now on.

        Raises WrongPassphrase for the old one, WeakPassphrase for the new one, and DiskTrouble.
        """
        self._opened()
        keys = vault.read_keys(self.folder)
        vault.unwrap_key(keys, old)
        changed = vault.wrap_key(keys.book_id, self._data_key, new)
        with disk_trouble_named():
            vault.write_keys(self.folder, changed)

    @contextmanager
    def _looking(self) -> Iterator[Connection]:
        with (
            self._damage_named(),
            self._opened().execution_options(mode=READ).begin() as connection,
        ):
            yield connection

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        with (
            self._damage_named(),
            self._opened().execution_options(mode=_CHANGES).begin() as connection,
        ):
            yield connection

    @contextmanager
    def _damage_named(self) -> Iterator[None]:
        """A table that is missing, or a value that cannot be: it was not this program's work."""
        try:
            yield
        except DPManagerError:
            raise
        except _NOT_OURS as fault:
            raise DamagedBook(self.folder / HOURS_FILE) from fault

    def _opened(self) -> Engine:
        if self._engine is None:
            raise DPManagerError(_("The book is locked. Open it again to go on."))
        return self._engine


def is_helper_book(place: Path) -> bool:
    """Whether a folder is called, or made, as a helper's book is."""
    return place.suffix == ENDING or (place / HOURS_FILE).is_file()


def make_helper_book(
    folder: Path,
    passphrase: str,
    helper: str,
    book: Book,
    *,
    cost: vault.KeyCost = vault.KEY_COST,
) -> str:
    """Makes a helper's book at `folder` (NAME.dphours), whole or not at all; gives its id.

    book: that of the manager, whose key can open it too. `cost` is for tests.
    Raises WeakPassphrase, PlaceTaken, DiskTrouble, and DPManagerError where there is no folder to
    put it in.
    """
    vault.check_passphrase(passphrase)
    with disk_trouble_named(), built_beside(folder) as making:
        keys, data_key = vault.make_keys(passphrase, cost)
        vault.write_keys(making, keys)
        _write_manager_key(making, keys.book_id, data_key, book)
        engine = make_engine(making / HOURS_FILE, data_key, new=True)
        try:
            with engine.execution_options(mode=_CHANGES).begin() as connection:
                _tables.create_all(connection)
                connection.execute(insert(_about).values(helper=helper))
                connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
        finally:
            engine.dispose()
        return keys.book_id


def open_helper_book(folder: Path, *, passphrase: str | None = None) -> HelperBook:
    """Opens a helper's book for the helper, with the key in the keyring or with its passphrase.

    With a passphrase, the keyring is given the key for the next time.
    Raises NoBook, AlreadyOpen, PassphraseNeeded, WrongPassphrase, DamagedBook, NewerBook and
    DiskTrouble; the book is then as it was.
    """
    with disk_trouble_named():
        if not folder.is_dir():
            raise NoBook(folder)
        keys = vault.read_keys(folder)
        data_key = find_key(keys, passphrase)
        book = _open(folder, keys, data_key)
        sweep_beside(folder)
        if passphrase is not None:
            vault.remember_key(keys.book_id, data_key)
        return book


def open_as_manager(folder: Path, book: Book) -> HelperBook:
    """Opens a helper's book with the key of the manager's book; no passphrase is needed.

    Raises NotTheirManager, and what `open_helper_book` raises of a damaged or newer book.
    """
    with disk_trouble_named():
        if not folder.is_dir():
            raise NoBook(folder)
        keys = vault.read_keys(folder)
        wrapped = _read_manager_key(folder)
        cipher = AESGCM(_manager_key(book, wrapped.book_id))
        try:
            data_key = cipher.decrypt(wrapped.nonce, wrapped.wrapped_key, wrapped.book_id.encode())
        except (InvalidTag, ValueError) as fault:
            raise NotTheirManager from fault
        if not vault.fits(keys, data_key):
            raise DamagedBook(folder / vault.KEYS_FILE)
        return _open(folder, keys, data_key)


@contextmanager
def at_hand(place: Path) -> Iterator[Path]:
    """The folder of a helper's book that lies at `place`.

    place: the folder itself, one with a single helper's book in it, such as a USB stick, or a
    zipped one, which is unpacked for the moment. Nothing in it is ever readable without a key.
    Raises NoBook, DamagedBook and DiskTrouble.
    """
    with disk_trouble_named():
        if place.is_dir():
            inside = [each for each in place.glob(f"*{ENDING}") if each.is_dir()]
            yield inside[0] if not is_helper_book(place) and len(inside) == 1 else place
            return
        if not place.is_file():
            raise NoBook(place)
        with tempfile.TemporaryDirectory(prefix="dphours-") as unpacked:
            folder = Path(unpacked)
            _unpack(place, folder)
            yield folder


def _unpack(place: Path, folder: Path) -> None:
    """Only the three files of a book, under names of our own, and none that is too large."""
    try:
        with zipfile.ZipFile(place) as packed:
            inside = {Path(info.filename).name: info for info in packed.infolist()}
            for name in _FILES:
                with packed.open(inside[name]) as file:
                    content = file.read(LARGEST_FILE + 1)
                if len(content) > LARGEST_FILE:
                    raise DamagedBook(place)
                (folder / name).write_bytes(content)
    except (zipfile.BadZipFile, KeyError, ValueError, RuntimeError, EOFError) as fault:
        raise DamagedBook(place) from fault


def _open(folder: Path, keys: vault.Keys, data_key: bytes) -> HelperBook:
    database = folder / HOURS_FILE
    if not database.is_file():
        raise DamagedBook(database)
    lock = take_lock(folder)
    engine = make_engine(database, data_key)
    try:
        with engine.connect() as connection:
            version = connection.exec_driver_sql("PRAGMA user_version").scalar() or 0
            damaged = connection.exec_driver_sql("PRAGMA cipher_integrity_check").first()
        if version > VERSION:
            raise NewerBook
        if version < 1 or damaged is not None:
            raise DamagedBook(database)
        made = HelperBook(folder, keys.book_id, data_key, engine, lock)
        made.about()
    except BaseException:
        engine.dispose()
        lock.release()
        raise
    return made


# The key of the manager


def _manager_key(book: Book, book_id: str) -> bytes:
    return book.key_beside(f"helper's book {book_id}")


def _write_manager_key(folder: Path, book_id: str, data_key: bytes, book: Book) -> None:
    nonce = os.urandom(_NONCE_BYTES)
    cipher = AESGCM(_manager_key(book, book_id))
    wrapped = _ManagerKey(1, book_id, nonce, cipher.encrypt(nonce, data_key, book_id.encode()))
    whole = msgspec.structs.replace(wrapped, checksum=_checksum(wrapped))
    with (folder / MANAGER_FILE).open("wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(whole)))
        file.flush()
        os.fsync(file.fileno())
    sync_folder(folder)


def _read_manager_key(folder: Path) -> _ManagerKey:
    path = folder / MANAGER_FILE
    try:
        content = path.read_bytes()
        if msgspec.json.decode(content, type=_AnyVersion).version > 1:
            raise NewerBook
        wrapped = msgspec.json.decode(content, type=_ManagerKey)
    except (FileNotFoundError, IsADirectoryError, msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise DamagedBook(path) from fault
    if not hmac.compare_digest(wrapped.checksum.encode(), _checksum(wrapped).encode()):
        raise DamagedBook(path)
    return wrapped


def _checksum(wrapped: _ManagerKey) -> str:
    plain = msgspec.json.encode(msgspec.structs.replace(wrapped, checksum=""))
    return hashlib.sha256(plain).hexdigest()


# Rows


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _find(connection: Connection, entry_id: str) -> HelperHours | None:
    row = connection.execute(select(_entry).where(_entry.c.id == entry_id)).one_or_none()
    return None if row is None else _entry_of(row)


def _last_step(
    connection: Connection,
) -> tuple[int, HelperHours | None, HelperHours] | None:
    row = connection.execute(select(_step).order_by(_step.c.nth.desc()).limit(1)).one_or_none()
    if row is None:
        return None
    now = _find(connection, row.entry_id)
    if now is None:
        raise LookupError(row.entry_id)
    before = msgspec.json.decode(row.before, type=HelperHours) if row.before else None
    return row.nth, before, now


def _put(connection: Connection, entry: HelperHours) -> None:
    values = {
        "worker_id": entry.worker_id,
        **_values_of(entry.shift),
        "entered_by": entry.entered_by,
        "entered_at": entry.entered_at,
        "changed_at": entry.changed_at,
        "version": entry.version,
        "removed": entry.removed,
    }
    put = insert_or_update(_entry).values(id=entry.id, **values)
    connection.execute(put.on_conflict_do_update(index_elements=["id"], set_=values))


def _entry_of(row: Row[Any]) -> HelperHours:
    return HelperHours(
        id=str(UUID(row.id)),
        worker_id=int(row.worker_id),
        shift=_shift_of(row),
        entered_by=_text(row.entered_by),
        entered_at=_moment(row.entered_at),
        changed_at=_moment(row.changed_at),
        version=int(row.version),
        removed=bool(row.removed),
    )


def _shift_of(row: Row[Any]) -> Shift:
    kind = HourKind(row.kind)
    if kind not in SHIFT_KINDS or not isinstance(row.day, date):
        raise ValueError(row.kind)
    return Shift(
        day=row.day,
        start=row.start.replace(tzinfo=None),
        end=row.end.replace(tzinfo=None),
        kind=kind,
        break_minutes=int(row.break_minutes),
        note=_text(row.note),
        woken_minutes=int(row.woken_minutes),
    )


def _values_of(shift: Shift) -> dict[str, Any]:
    return {
        "day": shift.day,
        "start": shift.start,
        "end": shift.end,
        "break_minutes": shift.break_minutes,
        "woken_minutes": shift.woken_minutes,
        "kind": shift.kind.value,
        "note": shift.note,
    }


def _moment(value: datetime) -> datetime:
    return value.replace(tzinfo=None)


def _text(value: str) -> str:
    """One line of visible text, not too long: nothing that a stranger wrote there can mislead."""
    return tidied(value)[:LONGEST_TEXT]
