"""Backups: made on closing and before a statement is read in; looked at; gone back to."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from dpmanager.records import models
from dpmanager.records.backup import Reason, Snapshot
from dpmanager.records.book import Book, DamagedBook
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class BackupLook:
    """A backup as the list shows it: why it was made, in words, and what was saved last before.

    last: the name of that task, "" where nothing had been saved. damaged: it cannot be read.
    """

    snapshot: Snapshot
    why: str
    last: str
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class SavedSince:
    """Something that was saved after a backup was made, the newest first: what, when, by whom."""

    name: str
    at: datetime
    who: str


def back_up_if_changed(book: Book, reason: Reason, at: datetime) -> Snapshot | None:
    """Makes a backup unless the newest one has all that was saved; None then.

    Raises DamagedBook and DiskTrouble.
    """
    made = book.backups()
    if made:
        with book.reading() as session:
            last = session.scalar(select(models.TaskDone.id).order_by(models.TaskDone.id.desc()))
        kept = book.last_task_in(made[0])
        if (kept.id if kept else None) == last:
            return None
    return book.back_up(reason, at)


def look_at_backups(book: Book) -> tuple[BackupLook, ...]:
    """All backups, the newest first."""
    why = {
        "closing": _("The book was closed"),
        "asked": _("You asked for it"),
        "erase": _("Old records had been erased"),
        "import": _("A statement was about to be read in"),
        "restore": _("An older backup was about to be taken"),
        "update": _("A new version of the program came"),
    }
    looks = []
    for snapshot in book.backups():
        try:
            last = book.last_task_in(snapshot)
        except DamagedBook:
            looks.append(BackupLook(snapshot, why[snapshot.reason], "", damaged=True))
            continue
        looks.append(BackupLook(snapshot, why[snapshot.reason], last.name if last else ""))
    return tuple(looks)


def saved_since(book: Book, snapshot: Snapshot) -> tuple[SavedSince, ...]:
    """What was saved in the book after a backup, which going back to it takes away.

    Raises DamagedBook for a backup that cannot be read.
    """
    last = book.last_task_in(snapshot)
    with book.reading() as session:
        tasks = session.scalars(
            select(models.TaskDone)
            .where(models.TaskDone.id > (last.id if last else 0))
            .order_by(models.TaskDone.id.desc())
        )
        return tuple(SavedSince(task.name, task.at, task.who) for task in tasks)


def place_of_copy(book: Book, folder: Path) -> Path:
    """Where the copy of the book lies in a second place, such as a USB stick."""
    name = _("{book} copy").format(book=book.folder.stem)
    return folder / f"{name}.dpbook"


def refresh_second_place(book: Book, folder: Path, at: datetime) -> Path | None:
    """Brings the copy in a second place up to date; None where the place is not plugged in.

    Raises PlaceTaken, AlreadyOpen, DamagedBook and DiskTrouble.
    """
    if not folder.is_dir():
        return None
    copy = place_of_copy(book, folder)
    book.refresh_copy(copy, at)
    return copy


def is_in_synced_folder(folder: Path) -> str:
    """The service that copies this folder to the internet, by its name in the path; "" for none.

    Such a service may copy a file while it is being written, so a book should not lie there.
    """
    names = {
        "onedrive": "OneDrive",
        "dropbox": "Dropbox",
        "google drive": "Google Drive",
        "googledrive": "Google Drive",
        "icloud": "iCloud",
        "mobile documents": "iCloud",
        "box sync": "Box",
        "nextcloud": "Nextcloud",
    }
    for part in folder.parts:
        for start, service in names.items():
            if part.lower().startswith(start):
                return service
    return ""


def days_since(then: datetime, now: datetime) -> int:
    """Whole days from one moment to another; none below nothing where the clock was set back."""
    return max(0, (now.astimezone(UTC) - then.astimezone(UTC)).days)
