import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import keyring
import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError

from dpmanager.errors import DPManagerError
from dpmanager.records import models, vault
from dpmanager.records.book import (
    AlreadyOpen,
    Book,
    DamagedBook,
    DamagedProof,
    DiskTrouble,
    NewerBook,
    NoBook,
    PassphraseNeeded,
    PlaceTaken,
    WeakPassphrase,
    WrongPassphrase,
    create_book,
    open_book,
)
from dpmanager.records.database import SCHEMA, make_engine

QUICK_COST = vault.KeyCost(time_cost=1, memory_kib=64, parallelism=1)
NOW = datetime(2026, 4, 6, 9, 30)
DAY = date(2026, 4, 6)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def add_outcome(book: Book, name: str) -> int:
    with book.task(f"Add {name}", who="Sam", at=NOW) as session:
        outcome = models.Outcome(name=name)
        session.add(outcome)
        session.flush()
        return outcome.id


def outcomes(book: Book) -> list[str]:
    with book.reading() as session:
        return list(session.scalars(select(models.Outcome.name).order_by(models.Outcome.id)))


def tasks(book: Book) -> list[str]:
    with book.reading() as session:
        return list(session.scalars(select(models.TaskDone.name).order_by(models.TaskDone.id)))


@pytest.fixture
def closed_book(new_book: Book) -> Path:
    """A book with a record and a proof, closed; the keyring holds its key."""
    add_outcome(new_book, "Get out more")
    sealed_name = new_book.keep_proof(b"till receipt")
    with new_book.task("Add a receipt", who="Sam", at=NOW) as session:
        session.add(
            models.Proof(sealed_name=sealed_name, media_type="image/png", size=12, added_on=DAY)
        )
    new_book.close()
    return new_book.folder


# Making


def test_a_new_book_is_whole_and_empty(new_book: Book) -> None:
    assert new_book.check() == []
    assert outcomes(new_book) == tasks(new_book) == []


def test_a_new_book_is_filled_before_it_is_there(book_folder: Path, passphrase: str) -> None:
    seen = []

    def fill(book: Book) -> None:
        seen.append(book_folder.exists())
        add_outcome(book, "Get out more")

    with create_book(book_folder, passphrase, fill=fill, cost=QUICK_COST) as book:
        assert outcomes(book) == ["Get out more"]
    assert seen == [False]


def test_a_book_that_cannot_be_filled_leaves_nothing(book_folder: Path, passphrase: str) -> None:
    def fill(book: Book) -> None:
        add_outcome(book, "Get out more")
        raise DPManagerError("no")

    with pytest.raises(DPManagerError, match="no"):
        create_book(book_folder, passphrase, fill=fill, cost=QUICK_COST)
    assert list(book_folder.parent.iterdir()) == []


def test_a_weak_passphrase_leaves_nothing(book_folder: Path) -> None:
    with pytest.raises(WeakPassphrase):
        create_book(book_folder, "short", cost=QUICK_COST)
    assert list(book_folder.parent.iterdir()) == []


@pytest.mark.parametrize("make", [Path.mkdir, Path.touch])
def test_what_is_there_is_left_alone(
    book_folder: Path, passphrase: str, make: Callable[[Path], None]
) -> None:
    make(book_folder)
    with pytest.raises(PlaceTaken, match="already"):
        create_book(book_folder, passphrase, cost=QUICK_COST)
    assert list(book_folder.parent.iterdir()) == [book_folder]


def test_a_book_needs_a_folder_to_lie_in(tmp_path: Path, passphrase: str) -> None:
    with pytest.raises(DPManagerError, match="There is no folder"):
        create_book(tmp_path / "gone" / "Sam.dpbook", passphrase, cost=QUICK_COST)


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
def test_other_accounts_cannot_look_into_the_folder(new_book: Book) -> None:
    assert new_book.folder.stat().st_mode & 0o077 == 0


# Opening


def test_the_keyring_opens_the_book(closed_book: Path) -> None:
    with open_book(closed_book) as book:
        assert outcomes(book) == ["Get out more"]
        assert book.check() == []


def test_on_another_computer_the_passphrase_opens_it_and_is_needed_once(
    closed_book: Path, passphrase: str, tmp_path: Path
) -> None:
    vault.forget_key(vault.read_keys(closed_book).book_id)
    moved = shutil.move(closed_book, tmp_path / "Elsewhere.dpbook")
    with pytest.raises(PassphraseNeeded):
        open_book(moved)
    with open_book(moved, passphrase=f" {passphrase} ") as book:
        assert outcomes(book) == ["Get out more"]
    with open_book(moved) as book:
        assert outcomes(book) == ["Get out more"]


def test_a_key_of_another_book_in_the_keyring_is_not_used(closed_book: Path) -> None:
    vault.remember_key(vault.read_keys(closed_book).book_id, bytes(32))
    with pytest.raises(PassphraseNeeded):
        open_book(closed_book)


def test_without_a_keyring_the_passphrase_opens_it(closed_book: Path, passphrase: str) -> None:
    keyring.set_keyring(keyring.backends.fail.Keyring())
    with pytest.raises(PassphraseNeeded):
        open_book(closed_book)
    with open_book(closed_book, passphrase=passphrase) as book:
        assert outcomes(book) == ["Get out more"]


def test_a_wrong_passphrase_harms_nothing(closed_book: Path) -> None:
    before = contents(closed_book)
    with pytest.raises(WrongPassphrase):
        open_book(closed_book, passphrase="eight green kettles sing")
    assert contents(closed_book) == before
    open_book(closed_book).close()


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def empty(content: bytes) -> bytes:
    return b""


def garble(content: bytes) -> bytes:
    return bytes(byte ^ 0x55 for byte in content[:200]) + content[200:]


def change_a_bit(content: bytes) -> bytes:
    return content[:100] + bytes([content[100] ^ 1]) + content[101:]


@pytest.mark.parametrize("spoil", [cut, empty, garble, change_a_bit])
@pytest.mark.parametrize("file", ["book.db", "keys"])
def test_a_damaged_book_says_so_and_is_left_as_it_is(
    closed_book: Path, passphrase: str, file: str, spoil: Callable[[bytes], bytes]
) -> None:
    (closed_book / file).write_bytes(spoil((closed_book / file).read_bytes()))
    before = contents(closed_book)
    for given in (None, passphrase):
        with pytest.raises(DamagedBook, match=file):
            open_book(closed_book, passphrase=given)
    assert contents(closed_book) == before


@pytest.mark.parametrize("file", ["book.db", "keys"])
def test_a_missing_file_is_damage(closed_book: Path, file: str) -> None:
    (closed_book / file).unlink()
    before = contents(closed_book)
    with pytest.raises(DamagedBook, match=file):
        open_book(closed_book)
    assert contents(closed_book) == before


def test_there_may_be_no_book(tmp_path: Path) -> None:
    with pytest.raises(NoBook, match=r"There is no book at .*Gone\.dpbook"):
        open_book(tmp_path / "Gone.dpbook")
    assert list(tmp_path.iterdir()) == []


def test_an_open_book_cannot_be_opened_again(new_book: Book, passphrase: str) -> None:
    add_outcome(new_book, "Get out more")
    before = contents(new_book.folder)
    with pytest.raises(AlreadyOpen):
        open_book(new_book.folder, passphrase=passphrase)
    assert contents(new_book.folder) == before
    add_outcome(new_book, "Swim")
    assert outcomes(new_book) == ["Get out more", "Swim"]


def test_another_program_finds_it_open_too(new_book: Book, passphrase: str) -> None:
    program = (
        "from pathlib import Path; from sys import argv\n"
        "from dpmanager.records.book import AlreadyOpen, open_book\n"
        "try: open_book(Path(argv[1]), passphrase=argv[2])\n"
        "except AlreadyOpen: print('already open')"
    )
    command = [sys.executable, "-c", program, str(new_book.folder), passphrase]
    assert subprocess.run(command, capture_output=True, check=True).stdout.split() == [
        b"already",
        b"open",
    ]


def test_a_newer_book_says_so_and_is_left_as_it_is(closed_book: Path) -> None:
    with open_book(closed_book) as book, book.task("x", who="Sam", at=NOW) as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    before = contents(closed_book)
    with pytest.raises(NewerBook):
        open_book(closed_book)
    assert contents(closed_book) == before


def test_a_locked_book_does_nothing_more(new_book: Book) -> None:
    new_book.close()
    new_book.close()
    for use in (new_book.check, lambda: new_book.keep_proof(b"x"), lambda: outcomes(new_book)):
        with pytest.raises(DPManagerError, match="locked"):
            use()


# Tasks


def test_a_task_is_saved_with_who_and_when(new_book: Book) -> None:
    add_outcome(new_book, "Get out more")
    with new_book.reading() as session:
        task = session.scalars(select(models.TaskDone)).one()
    assert (task.name, task.who, task.at) == ("Add Get out more", "Sam", NOW)


def test_a_task_that_fails_saves_nothing(new_book: Book) -> None:
    with (
        pytest.raises(ZeroDivisionError),
        new_book.task("x", who="Sam", at=NOW) as session,
    ):
        session.add(models.Outcome(name="One"))
        session.flush()
        session.execute(insert(models.Outcome), [{"name": "Two"}])
        1 / 0  # noqa: B018
    assert outcomes(new_book) == tasks(new_book) == []
    add_outcome(new_book, "Three")
    assert tasks(new_book) == ["Add Three"]


def test_a_task_that_changes_nothing_leaves_no_history(new_book: Book) -> None:
    number = add_outcome(new_book, "Get out more")
    with new_book.task("Look", who="Sam", at=NOW) as session:
        session.get_one(models.Outcome, number).name = "Other"
        session.flush()
        session.get_one(models.Outcome, number).name = "Get out more"
        extra = models.Outcome(name="For a moment")
        session.add(extra)
        session.flush()
        session.delete(extra)
    assert tasks(new_book) == ["Add Get out more"]


def test_links_to_nothing_are_refused(new_book: Book) -> None:
    with pytest.raises(IntegrityError), new_book.task("x", who="Sam", at=NOW) as session:
        session.add(models.Split(transaction_id=77, amount=Decimal("1.00"), category="food"))
    assert tasks(new_book) == []


def test_reading_can_change_nothing(new_book: Book) -> None:
    with new_book.reading() as session, pytest.raises(OperationalError, match="readonly"):
        session.execute(insert(models.Outcome), [{"name": "Sneaked in"}])
    assert outcomes(new_book) == []
    add_outcome(new_book, "Still possible")


def test_reading_sees_one_state_while_a_task_is_saved(new_book: Book) -> None:
    add_outcome(new_book, "One")
    with new_book.reading() as session:
        count = select(models.Outcome.name)
        assert session.scalars(count).all() == ["One"]
        add_outcome(new_book, "Two")
        assert session.scalars(count).all() == ["One"]
    assert outcomes(new_book) == ["One", "Two"]


def test_rows_can_be_used_after_the_book_was_read(new_book: Book) -> None:
    add_outcome(new_book, "One")
    with new_book.reading() as session:
        row = session.scalars(select(models.Outcome)).one()
    assert row.name == "One"


def test_threads_take_turns(new_book: Book) -> None:
    def work(nth: int) -> None:
        for count in range(5):
            add_outcome(new_book, f"{nth}-{count}")
            outcomes(new_book)

    threads = [threading.Thread(target=work, args=[nth]) for nth in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes(new_book)) == [f"{nth}-{n}" for nth in range(4) for n in range(5)]
    assert len(tasks(new_book)) == 20


def test_a_full_disk_is_said_plainly_and_nothing_is_half_saved(new_book: Book) -> None:
    add_outcome(new_book, "One")
    with pytest.raises(DiskTrouble, match="full"), new_book.task("x", who="Sam", at=NOW) as session:
        session.add(models.Outcome(name="Two"))
        session.connection().exec_driver_sql("PRAGMA max_page_count = 1")
        session.add(models.Outcome(name="x" * 100_000))
    assert outcomes(new_book) == ["One"]


# Proofs and check


def test_a_proof_that_cannot_be_written_is_said_plainly(new_book: Book) -> None:
    (new_book.folder / "receipts").write_text("a file in the way")
    with pytest.raises(DiskTrouble):
        new_book.keep_proof(b"till receipt")


def test_a_proof_comes_back_after_the_book_was_closed(new_book: Book) -> None:
    name = new_book.keep_proof(b"till receipt")
    assert new_book.keep_proof(b"till receipt") == name
    new_book.close()
    with open_book(new_book.folder) as book:
        assert book.read_proof(name) == b"till receipt"
        with pytest.raises(DamagedProof):
            book.read_proof("0" * 64)


@pytest.mark.parametrize("harm", [Path.unlink, lambda file: file.write_bytes(b"\x01nothing")])
def test_check_names_the_proof_that_is_damaged(
    closed_book: Path, harm: Callable[[Path], object]
) -> None:
    (sealed,) = (closed_book / "receipts").iterdir()
    harm(sealed)
    with open_book(closed_book) as book:
        (problem,) = book.check()
    assert problem.startswith("The file of receipt 1 ")


def test_check_finds_a_damaged_page(closed_book: Path) -> None:
    with open_book(closed_book) as book, book.reading() as session:
        asked = "SELECT rootpage FROM sqlite_master WHERE name = 'outcome'"
        page = session.execute(text(asked)).scalar_one()
    content = bytearray((closed_book / "book.db").read_bytes())
    content[(page - 1) * 4096 + 50] ^= 1
    (closed_book / "book.db").write_bytes(content)
    with open_book(closed_book) as book:
        problems = book.check()
    assert "1 part of the records is damaged" in problems[0]


def test_a_damaged_page_that_is_read_gives_the_plain_message(new_book: Book) -> None:
    with new_book.reading() as session:
        pages_before = session.execute(text("PRAGMA page_count")).scalar_one()
    for n in range(300):
        with new_book.task("x", who="Sam", at=NOW) as session:
            session.add(models.Outcome(name=f"{n} " + "x" * 500))
    new_book.close()
    content = bytearray((new_book.folder / "book.db").read_bytes())
    for page in range(pages_before, len(content) // 4096):
        content[page * 4096 + 50] ^= 1
    (new_book.folder / "book.db").write_bytes(content)
    with open_book(new_book.folder) as book:
        with pytest.raises(DamagedBook):
            outcomes(book)
        assert "Use a backup" in book.check()[0]


def test_check_finds_links_to_nothing(new_book: Book) -> None:
    with new_book.task("x", who="Sam", at=NOW) as session:
        session.add(models.Worker(name="Ali", kind="employed", start_date=DAY))
        session.flush()
        session.add(models.PayRate(worker_id=1, hour_kind="day", from_date=DAY, amount=Decimal(13)))
    engine = make_engine(new_book.folder / "book.db", new_book._data_key)
    with engine.execution_options(mode=SCHEMA).begin() as connection:
        connection.exec_driver_sql("DELETE FROM worker")
    engine.dispose()
    assert new_book.check() == [
        "1 record points to another one that is not there. Use a backup of the book."
    ]


def test_check_sweeps_old_files_that_nothing_names(closed_book: Path) -> None:
    with open_book(closed_book) as book:
        young, old = book.keep_proof(b"young"), book.keep_proof(b"old")
        half_written = closed_book / "receipts" / "part-1"
        half_written.write_bytes(b"")
        before_yesterday = time.time() - 25 * 60 * 60
        for file in (closed_book / "receipts").iterdir():
            if file.name != young:
                os.utime(file, (before_yesterday, before_yesterday))
        assert book.check() == []
        left = {file.name for file in (closed_book / "receipts").iterdir()}
        with book.reading() as session:
            named = session.scalars(select(models.Proof.sealed_name)).one()
        assert left == {young, named}
        assert old not in left


def test_a_proof_that_undo_may_bring_back_is_not_swept(closed_book: Path) -> None:
    with open_book(closed_book) as book:
        with book.task("Remove a receipt", who="Sam", at=NOW) as session:
            session.delete(session.scalars(select(models.Proof)).one())
        (sealed,) = (closed_book / "receipts").iterdir()
        os.utime(sealed, (0, 0))
        assert book.check() == []
        assert book.undo(who="Sam", at=NOW) == "Remove a receipt"
        assert book.read_proof(sealed.name) == b"till receipt"
        assert book.check() == []


def test_a_book_copied_without_its_empty_folders_works(new_book: Book) -> None:
    shutil.rmtree(new_book.folder / "receipts", ignore_errors=True)
    assert new_book.check() == []
    assert new_book.read_proof(new_book.keep_proof(b"x")) == b"x"


def test_changes_outside_of_objects_are_in_the_history_too(new_book: Book) -> None:
    add_outcome(new_book, "One")
    with new_book.task("Rename all", who="Sam", at=NOW) as session:
        session.execute(update(models.Outcome).values(name="Two"))
    assert new_book.undo(who="Sam", at=NOW) == "Rename all"
    assert outcomes(new_book) == ["One"]
