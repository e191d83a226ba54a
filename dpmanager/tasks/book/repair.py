"""Repair: what can be read of a damaged book is saved into a new one, and the rest is named."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dpmanager.records.backup import Snapshot, snapshots
from dpmanager.records.book import Book, disk_trouble_named, open_book
from dpmanager.records.salvage import Salvaged, go_back_without_opening, salvage
from dpmanager.tasks.book.record_words import record_words
from dpmanager.words import _, ngettext


@dataclass(frozen=True, slots=True)
class Repaired:
    """The new book, and in words what is in it and what is not.

    problems: what its check found wrong.
    """

    folder: Path
    salvaged: Salvaged
    sentences: tuple[str, ...]
    problems: tuple[str, ...]


def repair(folder: Path, target: Path, passphrase: str | None, *, at: datetime) -> Repaired:
    """Makes a new book at `target` from what can be read of a damaged one, which stays as it is.

    The same passphrase opens it. Raises DamagedBook where nothing can be read, PassphraseNeeded,
    WrongPassphrase, PlaceTaken, AlreadyOpen and DiskTrouble; no book is made then.
    """
    from dpmanager.tasks.book.check_book import check_book  # the window's start has no need of it

    salvaged = salvage(folder, target, passphrase, at=at)
    with open_book(target, passphrase=passphrase) as book:
        problems = check_book(book)
    return Repaired(target, salvaged, tuple(_sentences(salvaged, target)), tuple(problems))


def place_of_repaired(folder: Path) -> Path:
    """A place beside a damaged book where nothing is yet."""
    name = _("{book} saved").format(book=folder.stem)
    tried, nth = folder.with_name(f"{name}.dpbook"), 2
    while tried.exists():
        tried, nth = folder.with_name(f"{name} {nth}.dpbook"), nth + 1
    return tried


def backups_of(folder: Path) -> list[Snapshot]:
    """The backups of a book that cannot be opened, the newest first. Raises DiskTrouble."""
    with disk_trouble_named():
        return snapshots(folder)


def go_back(folder: Path, snapshot: Snapshot, passphrase: str | None, at: datetime) -> Book:
    """Takes a backup in the place of records that cannot be opened; gives the book, open.

    The damaged file is kept in `backups/`. Raises what `open_book` raises.
    """
    return go_back_without_opening(folder, snapshot, passphrase, at)


def _sentences(done: Salvaged, target: Path) -> Iterator[str]:
    yield _("What could be read is in the new book {book}. The same passphrase opens it.").format(
        book=target
    )
    yield ngettext("It holds {count} record.", "It holds {count} records.", done.rows).format(
        count=done.rows
    )
    if done.lost:
        yield _("These could not be read: {records}.").format(records=_listed(done.lost))
    if done.from_history:
        yield _(
            "These were taken from the history. Look at them, for they may be older than the "
            "last change: {records}."
        ).format(records=_listed(done.from_history))
    if done.unlinked:
        yield _("These lost the link to something that could not be read: {records}.").format(
            records=_listed(done.unlinked)
        )
    if done.history_lost:
        yield ngettext(
            "{count} step of the history could not be read as it was written.",
            "{count} steps of the history could not be read as they were written.",
            done.history_lost,
        ).format(count=done.history_lost)
    if done.proofs:
        yield ngettext(
            "The file of {count} receipt is missing.",
            "The files of {count} receipts are missing.",
            len(done.proofs),
        ).format(count=len(done.proofs))
    if not (done.lost or done.from_history or done.unlinked or done.history_lost or done.proofs):
        yield _("Nothing is missing.")


def _listed(tables: Mapping[str, int]) -> str:
    """Such as "Payment (3), Receipt (1)"."""
    return ", ".join(
        _("{record} ({count})").format(record=record_words(name), count=count)
        for name, count in sorted(tables.items())
    )
