"""The book: the encrypted records of one direct payment, in a folder `NAME.dpbook`.

In the folder lie `book.db` (every record), `receipts/` (the proofs), `keys` (the wrapped key),
`lock` (held while the book is open) and, once there are any, `backups/`.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from dpmanager.errors import DPManagerError
from dpmanager.records import history, proofs, vault
from dpmanager.records.backup import (
    LastTask,
    Reason,
    Snapshot,
    forget_older,
    last_task_in,
    make_snapshot,
    put_back,
    snapshots,
)
from dpmanager.records.check import look_over
from dpmanager.records.copying import copy_files, refresh_files
from dpmanager.records.database import (
    DATABASE_FILE,
    READ,
    REVISION,
    TASK,
    UPKEEP,
    create_tables,
    make_engine,
    read_revision,
)
from dpmanager.records.disk import sync_folder
from dpmanager.records.faults import (
    AlreadyOpen,
    CannotUndo,
    DamagedBook,
    DamagedProof,
    DiskTrouble,
    FileInUse,
    NewerBook,
    NoBook,
    PassphraseNeeded,
    PlaceTaken,
    WeakPassphrase,
    WrongPassphrase,
)
from dpmanager.records.models import TaskDone
from dpmanager.records.opened import Opened
from dpmanager.records.unfinished import place_beside, sweep_beside
from dpmanager.words import _

__all__ = [
    "AlreadyOpen",
    "Book",
    "CannotUndo",
    "DamagedBook",
    "DamagedProof",
    "DiskTrouble",
    "FileInUse",
    "NewerBook",
    "NoBook",
    "PassphraseNeeded",
    "PlaceTaken",
    "WeakPassphrase",
    "WrongPassphrase",
    "create_book",
    "open_book",
]

LOCK_FILE = "lock"


class Book(Opened):
    """An open book. Any thread may use it; one task runs at a time, reading goes on beside it."""

    @contextmanager
    def task(
        self, name: str, *, who: str, at: datetime, lasting: bool = False
    ) -> Iterator[Session]:
        """One thing that a person does, saved whole with its history, or not at all.

        `name` is shown in the history and by undo. A task that changes nothing leaves no history.
        Tasks do not nest. lasting: undo leaves it alone.
        """
        with self._writing() as session:
            yield session
            history.record(session, name, who=who, at=at, lasting=lasting)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Sees the book as it stood at the first look; can change nothing."""
        with self._session(READ) as session:
            yield session

    def undo(self, *, who: str, at: datetime) -> str:
        """Takes back the last task that stands, as a task of its own; gives its name.

        Raises DPManagerError when there is nothing to undo, and CannotUndo.
        """
        return self._turn_back(history.undo_last, who, at)

    def redo(self, *, who: str, at: datetime) -> str:
        """Does again what the last undo took back, as a task of its own; gives its name.

        Raises DPManagerError when nothing was undone since the last task, and CannotUndo.
        """
        return self._turn_back(history.redo_last, who, at)

    def can_undo(self) -> str:
        """The name of the task that undo would take back; "" where there is none."""
        with self.reading() as session:
            task = history.next_undo(session)
            return task.name if task else ""

    def can_redo(self) -> str:
        """The name of the task that redo would do again; "" where there is none."""
        with self.reading() as session:
            undo = history.next_redo(session)
            task = session.get(TaskDone, undo.undoes) if undo and undo.undoes else None
            return task.name if task else ""

    def _turn_back(self, turn: Callable[..., str], who: str, at: datetime) -> str:
        try:
            with self._writing() as session:
                return turn(session, who=who, at=at)
        except IntegrityError as fault:
            raise CannotUndo from fault

    def keep_proof(self, data: bytes) -> str:
        """Seals a proof, safe on the disk, and gives the name for the row that will name it."""
        try:
            return proofs.seal(self._proofs(), data, self._data_key)
        except OSError as fault:
            raise DiskTrouble from fault

    def read_proof(self, sealed_name: str) -> bytes:
        """The content of a proof. Raises DamagedProof, and DiskTrouble."""
        folder = self._proofs()
        try:
            return proofs.unseal(folder, sealed_name, self._data_key)
        except DamagedProof:
            self._refuse_if_gone()
            raise

    def check(self) -> list[str]:
        """Looks over the file, the links and every proof; a sentence for each problem.

        Sealed files older than a day that neither a row nor the history names are removed.
        Raises DiskTrouble.
        """
        engine = self._opened()
        self._refuse_if_gone()
        with disk_trouble_named():
            return look_over(engine, self._proofs(), self._data_key)

    def copy_to(self, target: Path) -> None:
        """Makes a copy of the book at `target`, opens it with the key and looks it over.

        Where the copy is not whole, nothing is left there.
        Raises PlaceTaken, DamagedBook with the reason, and DiskTrouble.
        """
        engine = self._opened()
        with disk_trouble_named(), built_beside(target) as making:
            copy_files(engine, self.folder, making, self._data_key)
            with _open(making, self._data_key, take_lock(making)) as copy:
                if copy.check():
                    raise DamagedBook(making / DATABASE_FILE)
            (making / LOCK_FILE).unlink(missing_ok=True)

    def refresh_copy(self, target: Path, at: datetime) -> None:
        """Brings the copy of this book at `target` up to date, or makes it where there is none.

        Raises PlaceTaken where something else is there, AlreadyOpen, DamagedBook and DiskTrouble.
        """
        if not target.exists():
            self.copy_to(target)
            return
        engine = self._opened()
        with disk_trouble_named():
            if not _is_copy(target, self._keys().book_id):
                raise PlaceTaken(target)
            lock = take_lock(target)
            try:
                refresh_files(engine, self.folder, target, self._data_key, at)
            finally:
                lock.release()

    def back_up(self, reason: Reason, at: datetime) -> Snapshot:
        """Makes a backup in `backups/`, and proves it. Raises DamagedBook and DiskTrouble."""
        with disk_trouble_named():
            return make_snapshot(self._opened(), self.folder, self._data_key, reason, at)

    def backups(self) -> list[Snapshot]:
        """The backups in the folder of the book, the newest first. Raises DiskTrouble."""
        self._refuse_if_gone()
        with disk_trouble_named():
            return snapshots(self.folder)

    def last_task_in(self, snapshot: Snapshot) -> LastTask | None:
        """The last thing that was saved before a backup was made. Raises DamagedBook."""
        return last_task_in(snapshot, self._data_key)

    def forget_older_backups(self, at: datetime) -> None:
        """Makes a backup and removes all others, which still hold what was erased.

        Raises DamagedBook and DiskTrouble; none is removed then.
        """
        newest = self.back_up("erase", at)
        with disk_trouble_named():
            forget_older(self.folder, newest)

    def go_back_to(self, snapshot: Snapshot, at: datetime) -> "Book":
        """Puts the records of a backup in the place of today's; gives the book opened anew.

        Today's are kept as a backup. This book is closed. Raises DamagedBook, NewerBook and
        DiskTrouble; the book stays open as it was then.
        """
        engine = self._opened()
        last_task_in(snapshot, self._data_key)  # it must be readable
        with disk_trouble_named():
            today = make_snapshot(
                engine, self.folder, self._data_key, "restore", at, spare=snapshot
            )
            with engine.connect().execution_options(mode=UPKEEP) as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            engine.dispose()
            put_back(snapshot, self.folder)
            try:
                opened = _open(self.folder, self._data_key, self._lock)
            except BaseException:
                put_back(today, self.folder)
                raise
        self._engine = None
        self._data_key = b""
        return opened

    def key_beside(self, purpose: str) -> bytes:
        """A key for something that lies beside this book, made from its data key."""
        self._opened()
        return vault.derive_key(self._data_key, f"beside: {purpose}")

    def forget_key(self) -> bool:
        """Takes the key of this book out of the computer's keyring; False if it was not there.

        Raises DiskTrouble.
        """
        return vault.forget_key(self._keys().book_id)

    def check_passphrase(self, passphrase: str) -> None:
        """Raises WrongPassphrase for one that would not open this book, and DiskTrouble."""
        vault.unwrap_key(self._keys(), passphrase)

    def change_passphrase(self, old: str, new: str) -> None:
        """Has another passphrase open the book from now on; copies of before keep the old one.

        Raises WrongPassphrase for the old one, WeakPassphrase for the new one, and DiskTrouble.
        """
        self._opened()
        keys = self._keys()
        vault.unwrap_key(keys, old)
        changed = vault.wrap_key(keys.book_id, self._data_key, new)
        with disk_trouble_named():
            vault.write_keys(self.folder, changed)

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        with self._session(TASK) as session, session.begin():
            session.connection()  # begins at once: what the task reads is what it changes
            yield session

    def _session(self, mode: str) -> Session:
        return Session(self._opened().execution_options(mode=mode), expire_on_commit=False)

    def _keys(self) -> vault.Keys:
        self._refuse_if_gone()
        with disk_trouble_named():
            return vault.read_keys(self.folder)

    def _refuse_if_gone(self) -> None:
        """Without the folder, each of its files would seem to be damaged."""
        if not self.folder.is_dir():
            raise DiskTrouble

    def _proofs(self) -> Path:
        self._opened()
        return self.folder / proofs.PROOFS_FOLDER

    def _opened(self) -> Engine:
        if self._engine is None:
            raise DPManagerError(_("The book is locked. Open it again to go on."))
        return self._engine


def create_book(
    folder: Path,
    passphrase: str,
    *,
    fill: Callable[[Book], None] | None = None,
    cost: vault.KeyCost = vault.KEY_COST,
) -> Book:
    """Makes a new book at `folder` (NAME.dpbook), lets `fill` write its first records, opens it.

    It is built beside its place and put there when it is whole: when anything fails, or the power
    does, nothing that looks like a book is left. `cost` is for tests.
    Raises WeakPassphrase, PlaceTaken, DiskTrouble, DPManagerError where there is no folder to put
    it in, and whatever `fill` raises.
    """
    vault.check_passphrase(passphrase)
    with disk_trouble_named():
        with built_beside(folder) as making:
            keys, data_key = vault.make_keys(passphrase, cost)
            vault.write_keys(making, keys)
            create_tables(making / DATABASE_FILE, data_key)
            with _open(making, data_key, take_lock(making)) as book:
                if fill is not None:
                    fill(book)
        vault.remember_key(keys.book_id, data_key)
        return _open(folder, data_key, take_lock(folder))


@contextmanager
def built_beside(folder: Path) -> Iterator[Path]:
    """A folder to build a book in, which is put at `folder` at the end if nothing fails."""
    if folder.exists() or folder.is_symlink():
        raise PlaceTaken(folder)
    if not folder.parent.is_dir():
        raise DPManagerError(
            _("There is no folder {place} to put the book in. Make it first.").format(
                place=folder.parent
            )
        )
    sweep_beside(folder)
    making = place_beside(folder)
    try:
        yield making
        sync_folder(making)
        making.rename(folder)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    sync_folder(folder.parent)


def open_book(folder: Path, *, passphrase: str | None = None) -> Book:
    """Opens a book with the key that the system's keyring holds, or with its passphrase.

    With a passphrase, the keyring is given the key for the next time. A book of an older version
    is brought up to date, after a copy of it was made in `backups/`.
    Raises NoBook, AlreadyOpen, PassphraseNeeded, WrongPassphrase, DamagedBook, NewerBook and
    DiskTrouble; the book is then as it was.
    """
    with disk_trouble_named():
        if not folder.is_dir():
            raise NoBook(folder)
        keys = vault.read_keys(folder)
        lock = take_lock(folder)
        try:
            data_key = find_key(keys, passphrase)
            book = _open(folder, data_key, lock)
        except BaseException:
            lock.release()
            raise
        sweep_beside(folder)
        if passphrase is not None:
            vault.remember_key(keys.book_id, data_key)
            if keys.cost in vault.EARLIER_COSTS:
                vault.write_keys(folder, vault.wrap_key(keys.book_id, data_key, passphrase))
        return book


def _is_copy(folder: Path, book_id: str) -> bool:
    try:
        return vault.read_keys(folder).book_id == book_id
    except DPManagerError:
        return False


def find_key(keys: vault.Keys, passphrase: str | None) -> bytes:
    """The data key, from the passphrase or the keyring.

    Raises WrongPassphrase and PassphraseNeeded.
    """
    if passphrase is not None:
        return vault.unwrap_key(keys, passphrase)
    data_key = vault.recall_key(keys.book_id)
    if data_key is None or not vault.fits(keys, data_key):
        raise PassphraseNeeded
    return data_key


def take_lock(folder: Path) -> FileLock:
    """The lock of the operating system, which a crash frees by itself. Raises AlreadyOpen."""
    lock = FileLock(
        folder / LOCK_FILE,
        timeout=0,
        thread_local=False,  # the window opens and closes books in different threads
        preserve_lock_file=True,  # never the other kind of lock, which a crash leaves behind
    )
    try:
        lock.acquire()
    except Timeout as fault:
        raise AlreadyOpen from fault
    return lock


def _open(folder: Path, data_key: bytes, lock: FileLock) -> Book:
    database = folder / DATABASE_FILE
    if not database.is_file():
        raise DamagedBook(database)
    engine = make_engine(database, data_key)
    try:
        revision = read_revision(engine, database)
    except BaseException:
        engine.dispose()
        raise
    if revision != REVISION:
        engine.dispose()  # its connections would hold on to the old tables
        from dpmanager.records.migrations import bring_up_to_date  # takes 0.4 s

        bring_up_to_date(database, data_key, revision)
    return Book(folder, data_key, engine, lock)


@contextmanager
def disk_trouble_named() -> Iterator[None]:
    """Has the disk's own faults come as DiskTrouble."""
    try:
        yield
    except OSError as fault:
        raise DiskTrouble from fault
