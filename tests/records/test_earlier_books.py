"""A book of every version that was released opens in this one, with all that is in it.

The books lie in `books/`, one for each version; `books/make_book.py` makes the one of this version.
When a version with new tables is released, its book is made once and kept for good: it is then
opened by all later versions. Where a test here fails after a change of the tables:

- before the first release of these tables, run `python tests/records/books/make_book.py` again;
- after it, the migration is wrong or missing. Never make the book of a released version anew.
"""

import json
import re
import shutil
from pathlib import Path

import pytest
from small_book import AT, PASSPHRASE, WHO, tables

from dpmanager import __version__
from dpmanager.records.book import open_book
from dpmanager.records.database import UPKEEP, create_tables, make_engine
from dpmanager.records.pages import decipher, in_memory
from dpmanager.records.vault import read_keys, unwrap_key
from dpmanager.tasks.book.check_book import check_book

BOOKS = sorted(file.parent for file in Path(__file__).parent.glob("books/*/records.sql"))
LARGEST = 300_000


def as_it_was(kept: Path, place: Path) -> Path:
    """The book as that version had it on the disk."""
    folder = place / "Sam.dpbook"
    shutil.copytree(kept, folder)
    records, cipher = folder / "records.sql", folder / "cipher.db"
    engine = make_engine(folder / "book.db", the_key(kept), new=True)
    with engine.connect().execution_options(mode=UPKEEP) as connection:
        connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        driver = connection.connection.driver_connection
        driver.executescript("PRAGMA foreign_keys = OFF;" + records.read_text("utf-8"))
    engine.dispose()
    for file in (records, cipher, folder / "counts.json"):
        file.unlink()
    return folder


def the_key(kept: Path) -> bytes:
    return unwrap_key(read_keys(kept), PASSPHRASE)


def test_this_version_has_its_book() -> None:
    assert __version__ in [book.name for book in BOOKS]


@pytest.mark.parametrize("kept", BOOKS, ids=lambda book: book.name)
def test_a_book_of_an_earlier_version_opens_with_all_that_is_in_it(
    kept: Path, tmp_path: Path
) -> None:
    with open_book(as_it_was(kept, tmp_path), passphrase=PASSPHRASE) as book:
        assert check_book(book) == []
        rows = tables(book)
        counts = json.loads((kept / "counts.json").read_text("utf-8"))
        assert {name: len(rows[name]) for name in rows if name in counts} == {
            name: counts[name] for name in rows if name in counts
        }
        assert book.can_redo() == "Record 1 shift of Ben Okoro"
        assert book.redo(who=WHO, at=AT) == "Record 1 shift of Ben Okoro"
        assert book.undo(who=WHO, at=AT) == "Record 1 shift of Ben Okoro"
        assert check_book(book) == []
        book.back_up("asked", AT)


@pytest.mark.parametrize("kept", BOOKS, ids=lambda book: book.name)
def test_what_an_earlier_version_encrypted_can_be_read(kept: Path, tmp_path: Path) -> None:
    file = shutil.copy(kept / "cipher.db", tmp_path)
    engine = make_engine(Path(file), the_key(kept))
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT words FROM said").scalar() == "seven kettles"
    engine.dispose()


@pytest.mark.parametrize("kept", BOOKS, ids=lambda book: book.name)
def test_the_books_stay_small(kept: Path) -> None:
    assert sum(file.stat().st_size for file in kept.rglob("*") if file.is_file()) < LARGEST


def test_the_book_of_this_version_has_the_tables_of_this_version(tmp_path: Path) -> None:
    kept = Path(__file__).with_name("books") / __version__
    folder = as_it_was(kept, tmp_path)
    open_book(folder, passphrase=PASSPHRASE).close()  # brought up to date, if it was of before
    create_tables(tmp_path / "new.db", the_key(kept))

    def columns(file: Path) -> dict[str, list[str]]:
        memory = in_memory(decipher(file, the_key(kept)))
        found = {
            name: sorted(re.split(r"[,\n]\s*", sql))
            for name, sql in memory.execute("SELECT name, sql FROM sqlite_master WHERE sql <> ''")
            if not name.startswith("sqlite_")
        }
        memory.close()
        return found

    assert columns(folder / "book.db") == columns(tmp_path / "new.db"), (
        "The tables have changed: see at the top of this file what to do."
    )
