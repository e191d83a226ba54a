"""Looks a book over: the database file, its links, and every proof. Sweeps what nothing names."""

import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine, delete, select

from dpmanager.records.backup import proofs_named_in, proofs_named_in_snapshots
from dpmanager.records.chain import breaks_in_chain
from dpmanager.records.database import TASK, UPKEEP
from dpmanager.records.faults import DamagedBook, DamagedProof
from dpmanager.records.models import Proof, ProofLines, ProofText
from dpmanager.records.proofs import unseal
from dpmanager.words import _, ngettext

SECONDS_BEFORE_SWEEPING = 24 * 60 * 60
"""A proof is written before the row that names it, so a young file may still wait for its row."""


def look_over(engine: Engine, proofs: Path, data_key: bytes) -> list[str]:
    """A sentence for each problem; none when all is well."""
    problems: list[str] = []
    try:
        problems.extend(_damaged_pages(engine))
        problems.extend(_lost_links(engine))
        problems.extend(_changed_history(engine))
        problems.extend(_damaged_proofs(engine, proofs, data_key))
        if not problems:
            _sweep(engine, proofs, data_key)
    except DamagedBook as fault:
        problems.append(str(fault))
    return problems


def _damaged_pages(engine: Engine) -> Iterator[str]:
    with engine.connect().execution_options(mode=UPKEEP) as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        pages = len(connection.exec_driver_sql("PRAGMA cipher_integrity_check").all())
        if pages:
            yield ngettext(
                "{count} part of the records is damaged on the disk. Use a backup of the book.",
                "{count} parts of the records are damaged on the disk. Use a backup of the book.",
                pages,
            ).format(count=pages)
        elif connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar() != "ok":
            yield _("The records do not hang together. Use a backup of the book.")


def _lost_links(engine: Engine) -> Iterator[str]:
    with engine.connect() as connection:
        lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if lost:
        yield ngettext(
            "{count} record points to another one that is not there. Use a backup of the book.",
            "{count} records point to others that are not there. Use a backup of the book.",
            len(lost),
        ).format(count=len(lost))


def _changed_history(engine: Engine) -> Iterator[str]:
    with engine.connect() as connection:
        yield from breaks_in_chain(connection)


def _damaged_proofs(engine: Engine, proofs: Path, data_key: bytes) -> Iterator[str]:
    with engine.connect() as connection:
        rows = connection.execute(select(Proof.id, Proof.title, Proof.sealed_name)).all()
    for number, title, sealed_name in rows:
        try:
            unseal(proofs, sealed_name, data_key)
        except DamagedProof:
            yield _(
                "The file of receipt {number} “{title}” is missing or damaged. "
                "Add the receipt again, or use a backup of the book."
            ).format(number=number, title=title)


def _sweep(engine: Engine, proofs: Path, data_key: bytes) -> None:
    """Removes files that no row names: now, in the history or in a backup, from which it might
    come back. Where a backup cannot be read, nothing is removed.

    With them goes the text that was read from them.
    """
    with engine.connect() as connection:
        named = proofs_named_in(connection)
    try:
        named |= proofs_named_in_snapshots(proofs.parent, data_key)
    except DamagedBook:
        return
    for file in proofs.glob("*"):
        if file.name not in named and time.time() - file.stat().st_mtime > SECONDS_BEFORE_SWEEPING:
            file.unlink()
    with engine.connect() as connection:
        read = set(connection.scalars(select(ProofText.sealed_name)))
    if unnamed := read - named:
        with engine.execution_options(mode=TASK).begin() as connection:
            for table in (ProofText, ProofLines):
                connection.execute(delete(table).where(table.sealed_name.in_(unnamed)))
