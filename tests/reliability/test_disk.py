"""Trouble with the disk: a plain sentence, the book whole, and nothing half made left behind."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from small_book import (
    ACCOUNT,
    ADA,
    AT,
    MONDAY,
    PASSPHRASE,
    WHO,
    all_of,
    barclays,
    files_of,
    hours,
    make_book,
    tables,
)
from sqlalchemy.exc import OperationalError

from dpmanager.records import database, disk, models
from dpmanager.records.book import Book, DiskTrouble, FileInUse, open_book
from dpmanager.records.database import READ, TASK, make_engine
from dpmanager.tasks.book.backups import back_up_if_changed, look_at_backups, saved_since
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.book.look_at_history import look_at_history
from dpmanager.tasks.book.set_up import example_answers, new_book
from dpmanager.tasks.hours.record_shifts import record_shifts
from dpmanager.tasks.money.import_statement import import_statement
from dpmanager.tasks.money.sort_payments import add_payment
from dpmanager.tasks.receipts.add_receipt import add_receipt

NEXT = {"who": WHO, "at": AT}
OTHER_PASSPHRASE = "eight blue kettles whistle"
PASSING = {"book.db-shm", "book.db-wal", "lock"}


def add(book: Book, words: str = "Vale Taxis") -> int:
    return add_payment(book, ACCOUNT, date(2026, 5, 4), words, Decimal("-12.50"), **NEXT)


def receipt() -> bytes:
    out = BytesIO()
    Image.new("L", (40, 30), 200).save(out, "PNG")
    return out.getvalue()


def lasting_files(folder: Path) -> dict[str, bytes]:
    """Every file of a book but those that the database makes while it is open."""
    return {name: content for name, content in files_of(folder).items() if name not in PASSING}


Act = Callable[[Book], object]

WRITES_FILES: dict[str, Act] = {
    "a backup": lambda book: book.back_up("asked", AT),
    "a receipt": lambda book: add_receipt(book, receipt(), "till.png", **NEXT),
    "another passphrase": lambda book: book.change_passphrase(PASSPHRASE, OTHER_PASSPHRASE),
    "a copy": lambda book: book.copy_to(book.folder.parent / "copy.dpbook"),
    "a second place": lambda book: book.refresh_copy(book.folder.parent / "copy.dpbook", AT),
    "going back": lambda book: book.go_back_to(book.backups()[0], AT),
}
SAVES: dict[str, Act] = {
    "a payment": add,
    "a shift": lambda book: record_shifts(book, ADA, [hours(MONDAY, 9, 12)], **NEXT),
    "a statement": lambda book: import_statement(
        book, ACCOUNT, barclays([(MONDAY, f"Shop {n}", "-1.00") for n in range(300)]), **NEXT
    ),
}


# The disk is full


@pytest.mark.parametrize("act", WRITES_FILES.values(), ids=WRITES_FILES)
def test_a_full_disk_leaves_every_file_as_it_was(
    book: Book, act: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.back_up("asked", AT)
    add(book)
    before, beside = lasting_files(book.folder), sorted(book.folder.parent.iterdir())

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as at_times:
        at_times.setattr(os, "fsync", full)
        with pytest.raises(DiskTrouble, match="full"):
            act(book)
    left = lasting_files(book.folder)
    assert {name: left[name] for name in before} == before
    assert not [name for name in left.keys() - before.keys() if "part" in name]
    assert sorted(book.folder.parent.iterdir()) == beside
    book.check_passphrase(PASSPHRASE)
    assert add(book, "Later") > 1
    assert check_book(book) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own with 4 MB; skipped where nobody may make one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    made = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=4m", "tmpfs", place], capture_output=True, check=False
    )
    if not made or made.returncode != 0:
        pytest.skip("a small disk can only be made by root")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


@contextmanager
def filled(place: Path) -> Iterator[None]:
    """The disk without a free byte."""
    filling = place / "filling"
    with filling.open("wb", buffering=0) as file:
        for size in (1 << 16, 1 << 12, 1):
            try:
                while file.write(bytes(size)) == size:
                    pass
            except OSError:
                pass
    yield
    filling.unlink()


@pytest.mark.parametrize("act", [*SAVES.values(), *WRITES_FILES.values()],
                         ids=[*SAVES, *WRITES_FILES])  # fmt: skip
def test_a_disk_that_is_really_full(small_disk: Path, small_book: Path, act: Act) -> None:
    folder = small_disk / "Sam.dpbook"
    shutil.copytree(small_book, folder)
    with open_book(folder, passphrase=PASSPHRASE) as book:
        book.back_up("asked", AT)
        add(book)
        before = tables(book)
        with filled(small_disk):
            with pytest.raises(DiskTrouble, match="full"):
                act(book)
            assert tables(book) == before
        book.check_passphrase(PASSPHRASE)
        assert check_book(book) == []
        assert sorted(each.name for each in small_disk.iterdir()) == ["Sam.dpbook"]
        act(book)


def test_a_new_book_on_a_full_disk_is_not_made(small_disk: Path) -> None:
    from dpmanager.tasks.book.answers import read_answers

    answers = read_answers(example_answers())
    with filled(small_disk), pytest.raises(DiskTrouble):
        new_book(small_disk / "New.dpbook", PASSPHRASE, answers, at=AT)
    assert list(small_disk.iterdir()) == []


# Nothing may be written


@pytest.fixture
def read_only(small_disk: Path, small_book: Path) -> Path:
    """A closed book on a disk that is write-protected."""
    shutil.copytree(small_book, small_disk / "Sam.dpbook")
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    return small_disk / "Sam.dpbook"


def test_a_write_protected_book_says_so_and_is_left_as_it_is(read_only: Path) -> None:
    before = files_of(read_only)
    with pytest.raises(DiskTrouble, match="write-protected"):
        open_book(read_only, passphrase=PASSPHRASE)
    assert files_of(read_only) == before


def test_a_book_cannot_be_made_or_copied_to_a_write_protected_disk(
    read_only: Path, book: Book
) -> None:
    for make in (
        lambda: make_book(read_only.parent / "New.dpbook"),
        lambda: book.copy_to(read_only.parent / "New.dpbook"),
        lambda: book.refresh_copy(read_only, AT),
    ):
        with pytest.raises(DiskTrouble):
            make()
    assert list(read_only.parent.iterdir()) == [read_only]


def test_what_a_write_protected_disk_says_is_named_and_a_bug_is_not(book: Book) -> None:
    engine = make_engine(book.folder / "book.db", book._data_key)
    statement = "INSERT INTO outcome (name, description) VALUES ('x', 'x')"
    with (
        engine.connect().execution_options(mode=READ) as connection,
        pytest.raises(OperationalError, match="readonly"),
    ):
        connection.exec_driver_sql(statement)
    with (
        engine.connect().execution_options(mode=TASK) as connection,
        pytest.raises(DiskTrouble),
    ):
        connection.exec_driver_sql("SELECT 1")
        connection.exec_driver_sql("PRAGMA query_only = ON")  # as the disk would refuse it
        connection.exec_driver_sql(statement)
    engine.dispose()


# The folder goes away


@pytest.mark.parametrize(
    "act",
    [
        *(act for name, act in WRITES_FILES.items()),
        lambda book: book.check(),
        lambda book: book.backups(),
        lambda book: book.forget_key(),
        lambda book: look_at_backups(book),
        lambda book: back_up_if_changed(book, "closing", AT),
        lambda book: book.read_proof("0" * 64),
    ],
)
def test_a_folder_that_goes_away_is_said_plainly_and_nothing_is_lost(book: Book, act: Act) -> None:
    book.back_up("asked", AT)
    add(book)
    before, kept = tables(book), lasting_files(book.folder)
    away = book.folder.with_name("away")
    book.folder.rename(away)
    with pytest.raises(DiskTrouble, match="unplugged"):
        act(book)
    assert not book.folder.exists()
    away.rename(book.folder)
    assert lasting_files(book.folder) == kept
    assert tables(book) == before
    assert check_book(book) == []


def test_a_book_whose_folder_went_away_closes(book: Book) -> None:
    add(book)
    before = tables(book)
    away = book.folder.rename(book.folder.with_name("away"))
    book.close()
    assert not book.folder.exists()
    with open_book(away, passphrase=PASSPHRASE) as opened:
        assert tables(opened) == before
        assert check_book(opened) == []


def test_a_database_that_was_taken_away_is_not_made_anew(book: Book) -> None:
    file = book.folder / "book.db"
    file.rename(book.folder / "elsewhere")
    engine = make_engine(file, book._data_key)
    with pytest.raises(DiskTrouble), engine.connect():
        pass
    assert not file.exists()


# Another program holds a file


HOLD = """
import sys
import sqlcipher3.dbapi2 as sqlcipher
held = sqlcipher.connect(sys.argv[1], isolation_level=None)
held.execute(f"PRAGMA key = \\"x'{sys.argv[2]}'\\"")
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
"""


@contextmanager
def held(book: Book) -> Iterator[None]:
    """The database, while another program is writing to it."""
    from dpmanager.records.vault import derive_key

    key = derive_key(book._data_key, "database").hex()
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, book.folder / "book.db", key],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "held\n"
        try:
            yield
        finally:
            program.communicate("\n")


def test_a_file_that_another_program_holds(
    small_book: Path, book_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "SECONDS_TO_WAIT_FOR_ANOTHER_TASK", 0.2)
    shutil.copytree(small_book, book_folder)
    with open_book(book_folder, passphrase=PASSPHRASE) as book:
        before = tables(book)
        with held(book):
            for act in SAVES.values():
                with pytest.raises(FileInUse, match=r"Another program is using the file “book\.db"):
                    act(book)
            assert tables(book) == before
            assert book.back_up("asked", AT) in book.backups()  # reading goes on
        add(book)
        assert check_book(book) == []


def test_a_file_that_is_held_for_a_moment_is_waited_for(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A virus scanner on Windows holds a new file, which then can be given no name."""
    replace = Path.replace
    refusals = iter([True, True, False])

    def held_at_first(self: Path, target: Path) -> Path:
        if next(refusals, False):
            raise PermissionError(errno.EACCES, "in use")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held_at_first)
    book.change_passphrase(PASSPHRASE, OTHER_PASSPHRASE)
    book.check_passphrase(OTHER_PASSPHRASE)
    assert next(refusals, None) is None


def test_a_file_that_stays_held_is_said_plainly(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = lasting_files(book.folder)
    monkeypatch.setattr(disk, "SECONDS_BETWEEN_TRIES", (0.01, 0.01))

    def held_for_ever(_self: Path, _target: Path) -> Path:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(Path, "replace", held_for_ever)
    with pytest.raises(DiskTrouble):
        book.change_passphrase(PASSPHRASE, OTHER_PASSPHRASE)
    with pytest.raises(DiskTrouble):
        book.back_up("asked", AT)
    left = lasting_files(book.folder)
    assert {name: left[name] for name in before} == before
    book.check_passphrase(PASSPHRASE)


# The clock is set back


def test_a_clock_that_was_set_back_changes_no_order(book: Book) -> None:
    long_ago = datetime(2010, 1, 1, tzinfo=UTC)
    later = [book.back_up("asked", AT + timedelta(days=day)) for day in range(12)]
    add_payment(book, ACCOUNT, MONDAY, "First", Decimal("-1.00"), who=WHO, at=AT)
    add_payment(book, ACCOUNT, MONDAY, "Second", Decimal("-2.00"), who=WHO, at=long_ago)
    made = back_up_if_changed(book, "closing", long_ago)
    assert made is not None
    assert made.file.exists()
    assert book.backups() == [made, *reversed(later)]
    assert back_up_if_changed(book, "closing", long_ago) is None
    assert saved_since(book, made) == ()
    assert next(each.last for each in look_at_backups(book)).startswith("Add a payment")
    assert book.undo(who=WHO, at=long_ago).startswith("Add a payment")
    assert [each.description for each in all_of(book, models.Transaction)] == ["First"]
    look_at_history(book)
    with book.go_back_to(made, long_ago) as earlier:
        assert [each.description for each in all_of(earlier, models.Transaction)] == [
            "First",
            "Second",
        ]
        assert earlier.backups()[0].reason == "restore"
        assert check_book(earlier) == []


def test_a_clock_that_ran_ahead_pushes_no_new_backup_out(book: Book) -> None:
    for day in range(40):
        book.back_up("asked", datetime(2090, 1, 1, tzinfo=UTC) + timedelta(days=day))
    made = [book.back_up("closing", AT + timedelta(hours=nth)) for nth in range(10)]
    assert book.backups()[:10] == list(reversed(made))
