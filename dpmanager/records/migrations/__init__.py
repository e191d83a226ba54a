"""Brings the tables of a book that an older version wrote up to date, inside the encryption.

Alembic takes 0.4 s to load, so this package is imported only when a migration is due.
"""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from dpmanager.errors import DPManagerError
from dpmanager.records.backup import place_of_snapshot
from dpmanager.records.database import SCHEMA, UPKEEP, make_engine
from dpmanager.records.disk import put_in_place, sync_folder
from dpmanager.records.faults import NewerBook
from dpmanager.words import _


def alembic_config() -> Config:
    """Alembic's settings: where the migrations lie."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config


def bring_up_to_date(database: Path, data_key: bytes, revision: str) -> None:
    """Runs the migrations after `revision`, all or none, once a copy lies in `backups/`.

    Raises NewerBook for a revision that this version does not know, and DPManagerError when a
    migration fails; the book is then as it was.
    """
    config = alembic_config()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if revision not in known:
        raise NewerBook
    _copy_before(database, data_key)
    engine = make_engine(database, data_key)
    try:
        with engine.execution_options(mode=SCHEMA).begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise RuntimeError("a migration left rows that point nowhere")
    except DPManagerError:
        raise
    except Exception as fault:
        raise DPManagerError(
            _(
                "This book could not be brought up to date with this version of DP Manager. "
                "It was left as it was. Go on with the version you used before, and report this."
            )
        ) from fault
    finally:
        engine.dispose()


def _copy_before(database: Path, data_key: bytes) -> None:
    """Copies the database file while nobody writes to it: the caller holds the book's lock."""
    engine = make_engine(database, data_key)
    with engine.connect().execution_options(mode=UPKEEP) as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    copy = place_of_snapshot(database.parent, "update", datetime.now(UTC))
    unfinished = copy.with_suffix(".part")
    with database.open("rb") as source, unfinished.open("wb") as target:
        shutil.copyfileobj(source, target)
        target.flush()
        os.fsync(target.fileno())
    put_in_place(unfinished, copy)
    sync_folder(copy.parent)
