"""Everything of a book, or of a period, as open files: tables, JSON, and each receipt as a file."""

import hashlib
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager import __version__
from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.safe_cells import safe_cell
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book, DamagedProof, DiskTrouble
from dpmanager.records.database import REVISION
from dpmanager.records.disk import sync_folder
from dpmanager.tasks.book.open_records import (
    FORMAT,
    HISTORY_FILE,
    NOTES_FILE,
    RECORDS_FILE,
    SCHEMA_FILE,
    VERSION,
    Row,
    Tables,
    open_tables,
    records_schema,
)
from dpmanager.tasks.book.record_sheets import SHEETS_FOLDER, csv_file, record_sheets
from dpmanager.tasks.book.records_of_period import rows_of_period
from dpmanager.words import _, ngettext

Reached = Callable[[int, int], object]

RECEIPTS_FOLDER = "receipts"
ENDINGS = {
    "application/pdf": "pdf",
    "image/heic": "heic",
    "image/jpeg": "jpg",
    "image/png": "png",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "text/csv": "csv",
    "application/x-ofx": "ofx",
    "application/qif": "qif",
    "application/xml": "xml",
    "application/x-mt940": "sta",
}
LONGEST_KIND = 40


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written. damaged: the numbers of receipts whose files could not be read."""

    place: Path
    records: int
    receipts: int
    damaged: tuple[int, ...]


def export_everything(
    book: Book,
    target: Path,
    *,
    at: datetime,
    period: Period | None = None,
    as_zip: bool = False,
    reached: Reached | None = None,
) -> Exported:
    """Writes the records to `target`: a new folder, or with `as_zip` a new zip file.

    It is built beside its place and put there when it is whole. reached: called with how much is
    done, of how much. Raises DiskTrouble, DPManagerError where something is there already or there
    is no folder for it, and whatever `reached` raises; nothing is left then.
    """
    try:
        with _built_beside(target, as_zip=as_zip) as files, book.reading() as session:
            return _write(book, session, files, target, at, period, reached)
    except OSError as fault:
        raise DiskTrouble from fault


def free_place(folder: Path, at: datetime, *, as_zip: bool) -> Path:
    """A place in a folder for an export of today that nothing stands at."""
    ending = ".zip" if as_zip else ""
    name = _("Direct payment records {day}").format(day=at.date().isoformat())
    number, place = 1, folder / f"{name}{ending}"
    while place.exists() or place.is_symlink():
        number += 1
        place = folder / f"{name} ({number}){ending}"
    return place


class _Files:
    """Where the files go."""

    def write(self, name: str, content: bytes) -> None:
        """Writes one file; `name` has folders with slashes."""
        raise NotImplementedError


class _Folder(_Files):
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, name: str, content: bytes) -> None:
        path = self._folder.joinpath(*name.split("/"))
        path.parent.mkdir(exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())


class _Zip(_Files):
    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed = packed

    def write(self, name: str, content: bytes) -> None:
        small_already = name.startswith(RECEIPTS_FOLDER)
        kind = zipfile.ZIP_STORED if small_already else zipfile.ZIP_DEFLATED
        self._packed.writestr(name, content, compress_type=kind)


@contextmanager
def _built_beside(target: Path, *, as_zip: bool) -> Iterator[_Files]:
    if target.exists() or target.is_symlink():
        raise DPManagerError(
            _(
                "There is already something at {place}. It was left as it is. Choose another name."
            ).format(place=target)
        )
    if not target.parent.is_dir():
        raise DPManagerError(
            _("There is no folder {place} to put the files in. Make it first.").format(
                place=target.parent
            )
        )
    # Not hidden: after a power cut the person must see the files that are not locked.
    making = Path(tempfile.mkdtemp(prefix="unfinished-export-", dir=target.parent))
    try:
        if as_zip:
            packed = making / "records.zip"
            packed.touch(0o600)
            with zipfile.ZipFile(packed, "w") as opened:
                yield _Zip(opened)
            with packed.open("rb+") as written:
                os.fsync(written.fileno())
            packed.rename(target)
        else:
            yield _Folder(making)
            for folder in (making, *(each for each in making.iterdir() if each.is_dir())):
                sync_folder(folder)
            making.rename(target)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    sync_folder(target.parent)


def _write(
    book: Book,
    session: Session,
    files: _Files,
    target: Path,
    at: datetime,
    period: Period | None,
    reached: Reached | None,
) -> Exported:
    tables: Tables = {
        table.name: [
            dict(row) for row in session.execute(select(table).order_by(table.c.id)).mappings()
        ]
        for table in open_tables()
    }
    if period is not None:
        tables = rows_of_period(tables, period)
    damaged = _write_receipts(book, tables["proof"], files, reached)
    for name, content in record_sheets(tables).items():
        files.write(name, content)
    files.write(RECORDS_FILE, _records_file(tables, at, period))
    files.write(SCHEMA_FILE, msgspec.json.format(msgspec.json.encode(records_schema()), indent=2))
    files.write(HISTORY_FILE, _history(session, period))
    exported = Exported(
        target,
        records=sum(map(len, tables.values())),
        receipts=len(tables["proof"]) - len(damaged),
        damaged=damaged,
    )
    files.write(NOTES_FILE, _notes(tables, exported, at, period).encode("utf-8-sig"))
    return exported


def _write_receipts(
    book: Book, proofs: list[Row], files: _Files, reached: Reached | None
) -> tuple[int, ...]:
    """Writes each receipt, and puts the name of its file in its row; the damaged ones have none."""
    damaged = []
    for done, row in enumerate(proofs):
        if reached:
            reached(done, len(proofs) + 1)
        row["file"] = row["sha256"] = None
        try:
            content = book.read_proof(row.pop("sealed_name"))
        except DamagedProof:
            damaged.append(row["id"])
            continue
        row["file"] = _file_name(row)
        row["sha256"] = hashlib.sha256(content).hexdigest()
        files.write(row["file"], content)
    if reached:
        reached(len(proofs), len(proofs) + 1)
    return tuple(damaged)


def _file_name(proof: Row) -> str:
    """By number and kind: a title could hold a name."""
    kind = re.sub(r"[^a-z0-9]+", "-", proof["kind"].lower()).strip("-")[:LONGEST_KIND] or "paper"
    return f"{RECEIPTS_FOLDER}/{proof['id']:05}-{kind}.{ENDINGS.get(proof['media_type'], 'bin')}"


def _records_file(tables: Tables, at: datetime, period: Period | None) -> bytes:
    return msgspec.json.encode(
        {
            "format": FORMAT,
            "version": VERSION,
            "tables_version": REVISION,
            "program": f"DP Manager {__version__}",
            "made_at": at,
            "start": period and period.start,
            "end": period and period.end,
            "tables": tables,
        }
    )


def _history(session: Session, period: Period | None) -> bytes:
    tasks = session.scalars(select(models.TaskDone).order_by(models.TaskDone.id))
    return csv_file(
        [
            (_("When"), _("Who"), _("What"), _("Taken back later")),
            *(
                (
                    f"{task.at:%Y-%m-%d %H:%M}",
                    safe_cell(task.who),
                    safe_cell(task.name),
                    _("Yes") if task.undone else "",
                )
                for task in tasks
                if period is None or task.at.date() in period
            ),
        ]
    )


def _notes(tables: Tables, exported: Exported, at: datetime, period: Period | None) -> str:
    """What each file is, for whoever opens the folder."""
    count = exported.records
    paragraphs = [
        _("Direct payment records, exported from DP Manager on {day}").format(
            day=long_date(at.date())
        ),
        _(
            "These files are not locked. Anybody who has them can read them. Keep them in a safe "
            "place, and delete them when you no longer need them."
        ),
        ngettext("They hold {count} record.", "They hold {count} records.", count).format(
            count=count
        ),
        *_about_the_period(period),
        _("What is here:"),
        _(
            "{folder}: a table for each kind of record. Open them with a spreadsheet program. "
            "Where there are no records of a kind, there is no table. What a record points to is "
            "shown by its name, or by what it is with its record number."
        ).format(folder=SHEETS_FOLDER),
        _(
            "{folder}: each receipt and other paper as a file of its own. Its name is the number "
            "of the receipt and what kind of paper it is."
        ).format(folder=RECEIPTS_FOLDER),
        _("{file}: who did what in the book, and when.").format(file=HISTORY_FILE),
        _(
            "{file}: all records in one file, for other programs (JSON). Money is in pounds. Days "
            "are year first."
        ).format(file=RECORDS_FILE),
        _("{file}: what may stand in {records} (JSON Schema).").format(
            file=SCHEMA_FILE, records=RECORDS_FILE
        ),
        _("What is not here:"),
        _(
            "The keys of the book. A timesheet form that was given out before can be read in by "
            "the old book alone."
        ),
        _("The words that were read from receipts. They can be read again."),
        _("The values from before each change. They stay in the history of the book."),
        *_about_damage(exported),
        *([] if period else [_about_reading_in()]),
    ]
    return "\r\n\r\n".join(paragraphs) + "\r\n"


def _about_the_period(period: Period | None) -> list[str]:
    if period is None:
        return []
    return [
        _("They are those of {start} to {end}, and what these point to.").format(
            start=long_date(period.start), end=long_date(period.end)
        ),
        _("A new book cannot be made from them, as its balances would not be right."),
    ]


def _about_damage(exported: Exported) -> list[str]:
    if not exported.damaged:
        return []
    return [
        _("The files of these receipts were damaged or missing in the book: {numbers}.").format(
            numbers=", ".join(map(str, exported.damaged))
        )
    ]


def _about_reading_in() -> str:
    return _(
        "DP Manager can make a new book from this folder: choose “Read in exported records” when "
        "it starts for the first time."
    )
