"""A copy of a book in another place, such as a USB stick, while the book is open."""

import os
import shutil
from pathlib import Path

from sqlalchemy import Engine

from dpmanager.records.backup import copy_state
from dpmanager.records.database import DATABASE_FILE
from dpmanager.records.proofs import PROOFS_FOLDER, sync_folder
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


def _copy_file(source: Path, target: Path) -> None:
    with source.open("rb") as reading, target.open("xb") as writing:
        shutil.copyfileobj(reading, writing)
        writing.flush()
        os.fsync(writing.fileno())
