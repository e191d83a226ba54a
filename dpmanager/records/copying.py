"""A copy of a book in another place, such as a USB stick, while the book is open."""

import os
import shutil
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from dpmanager.records.backup import copy_state, make_snapshot, put_back
from dpmanager.records.database import DATABASE_FILE
from dpmanager.records.disk import put_in_place, sync_folder
from dpmanager.records.proofs import PROOFS_FOLDER
from dpmanager.records.vault import KEYS_FILE


def copy_files(engine: Engine, book: Path, target: Path, data_key: bytes) -> None:
    """Copies the database, the keys and the proofs into `target`, an empty folder.

    The records come first: a proof is always there before the row that names it. The lock and
    the backups are not copied. Raises OSError.
    """
    copy_state(engine, target / DATABASE_FILE, data_key)
    _copy_file(book / KEYS_FILE, target / KEYS_FILE)
    proofs = book / PROOFS_FOLDER
    if proofs.is_dir():
        (target / PROOFS_FOLDER).mkdir()
        for proof in proofs.iterdir():
            if not proof.name.startswith("part-"):  # one that is being written
                _copy_file(proof, target / PROOFS_FOLDER / proof.name)
        sync_folder(target / PROOFS_FOLDER)
    sync_folder(target)


def refresh_files(engine: Engine, book: Path, copy: Path, data_key: bytes, at: datetime) -> None:
    """Brings an older copy of the book up to date; only the proofs that it lacks are copied.

    Its own records of before stay in its `backups/`, thinned out. Nobody may have it open.
    Raises DamagedBook and OSError; the copy is then as it was, with perhaps more proofs.
    """
    proofs = book / PROOFS_FOLDER
    if proofs.is_dir():
        (copy / PROOFS_FOLDER).mkdir(exist_ok=True)
        for proof in proofs.iterdir():
            target = copy / PROOFS_FOLDER / proof.name
            if not proof.name.startswith("part-") and not _is_there(proof, target):
                unfinished = target.with_name(f"part-{proof.name}")
                unfinished.unlink(missing_ok=True)
                _copy_file(proof, unfinished)
                put_in_place(unfinished, target)
        sync_folder(copy / PROOFS_FOLDER)
    snapshot = make_snapshot(engine, copy, data_key, "closing", at)
    keys = copy / f"{KEYS_FILE}.part"
    keys.unlink(missing_ok=True)
    _copy_file(book / KEYS_FILE, keys)
    put_in_place(keys, copy / KEYS_FILE)
    put_back(snapshot, copy)


def _is_there(proof: Path, target: Path) -> bool:
    return target.is_file() and target.stat().st_size == proof.stat().st_size


def _copy_file(source: Path, target: Path) -> None:
    with source.open("rb") as reading, target.open("xb") as writing:
        shutil.copyfileobj(reading, writing)
        writing.flush()
        os.fsync(writing.fileno())
