"""The encrypted database file of a book, under SQLAlchemy."""

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, ExceptionContext, QueuePool, create_engine, event
from sqlalchemy.exc import OperationalError

from dpmanager.errors import DPManagerError
from dpmanager.records import history
from dpmanager.records.faults import DamagedBook, DiskTrouble, FileInUse
from dpmanager.records.models import Base
from dpmanager.records.vault import derive_key

DATABASE_FILE = "book.db"

REVISION = "0001"
"""The newest migration, which the tables of `models` stand at."""

READ = "read"
"""Sees one state of the book throughout, and can change nothing."""
TASK = "task"
"""Changes rows, with history. One task at a time; reading goes on beside it."""
SCHEMA = "schema"
"""Changes tables. Foreign keys are not held, since tables are made anew; for a passing engine."""
UPKEEP = "upkeep"
"""No transaction."""

SECONDS_TO_WAIT_FOR_ANOTHER_TASK = 30

_SETTINGS_BEFORE_KEY = ("cipher_log_level = NONE",)
_SETTINGS = (
    "foreign_keys = ON",
    "recursive_triggers = ON",  # so that a replaced row is noted as well
    "synchronous = FULL",
    "secure_delete = ON",
    "temp_store = MEMORY",
)

# https://www.sqlite.org/rescode.html, primary result codes
_DAMAGED = {sqlcipher.SQLITE_CORRUPT, sqlcipher.SQLITE_NOTADB}
_DISK_TROUBLE = {
    sqlcipher.SQLITE_CANTOPEN,
    sqlcipher.SQLITE_FULL,
    sqlcipher.SQLITE_IOERR,
    sqlcipher.SQLITE_NOLFS,
    sqlcipher.SQLITE_PERM,
    sqlcipher.SQLITE_READONLY,
}
_IN_USE = {sqlcipher.SQLITE_BUSY, sqlcipher.SQLITE_LOCKED, sqlcipher.SQLITE_PROTOCOL}


def make_engine(path: Path, data_key: bytes, *, new: bool = False) -> Engine:
    """An engine on the database file; the execution option `mode` is one of the above.

    What is run on it raises DamagedBook, DiskTrouble and FileInUse in place of the database's own
    errors. new: the file is made where it is not there; else that is DiskTrouble.
    """
    key = derive_key(data_key, "database").hex()

    def connect() -> Any:
        if not new and not path.is_file():  # taken away since the book was opened
            raise DiskTrouble
        connection = sqlcipher.connect(
            str(path),
            timeout=SECONDS_TO_WAIT_FOR_ANOTHER_TASK,
            isolation_level=None,  # transactions begin where `_begin` says so
            check_same_thread=False,  # the pool gives a connection to one thread at a time
        )
        try:
            for setting in (*_SETTINGS_BEFORE_KEY, f"key = \"x'{key}'\"", *_SETTINGS):
                connection.execute(f"PRAGMA {setting}")
        except sqlcipher.Error:
            connection.close()
            raise
        return connection

    def name_the_fault(context: ExceptionContext) -> None:
        named = fault_named(context.original_exception, path)
        if named is not None and not _writes_while_reading(context):
            raise named from context.original_exception

    engine = create_engine("sqlite://", module=sqlcipher, creator=connect, poolclass=QueuePool)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", name_the_fault)
    return engine


def fault_named(fault: BaseException, path: Path) -> DPManagerError | None:
    """What is said in place of an error of the database itself; None for a bug."""
    code = getattr(fault, "sqlite_errorcode", 0) & 0xFF
    if code in _DAMAGED:
        return DamagedBook(path)
    if code in _IN_USE:
        return FileInUse(path)
    return DiskTrouble() if code in _DISK_TROUBLE else None


def create_tables(path: Path, data_key: bytes) -> None:
    """Makes a new database file with all tables, empty, at the newest migration."""
    engine = make_engine(path, data_key, new=True)
    try:
        with engine.connect().execution_options(mode=UPKEEP) as connection:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        with engine.execution_options(mode=SCHEMA).begin() as connection:
            Base.metadata.create_all(connection)
            connection.exec_driver_sql(
                "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
                "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
            )
            connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (REVISION,))
    finally:
        engine.dispose()


def read_revision(engine: Engine, path: Path) -> str:
    """The migration that the tables stand at. Raises DamagedBook."""
    try:
        with engine.connect() as connection:
            revision = connection.exec_driver_sql(
                "SELECT version_num FROM alembic_version"
            ).scalar()
    except OperationalError as fault:  # a file that holds no tables
        raise DamagedBook(path) from fault
    if revision is None:
        raise DamagedBook(path)
    return str(revision)


def _writes_while_reading(context: ExceptionContext) -> bool:
    """A bug, not a disk: only the setting of a reading connection gives this very code."""
    connection = context.connection
    return (
        getattr(context.original_exception, "sqlite_errorcode", 0) == sqlcipher.SQLITE_READONLY
        and connection is not None
        and connection.get_execution_options().get("mode", READ) == READ
    )


def _begin(connection: Connection) -> None:
    mode = connection.get_execution_options().get("mode", READ)
    if mode == UPKEEP:
        return
    connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if mode == READ else 'OFF'}")
    if mode == SCHEMA:
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
    if mode == TASK:
        history.watch(connection)
    connection.exec_driver_sql("BEGIN" if mode == READ else "BEGIN IMMEDIATE")
