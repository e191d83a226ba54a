"""Out of a damaged book comes a whole one, with all that can be proved to be as it was."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from PIL import Image
from small_book import (
    ACCOUNT,
    AT,
    MONDAY,
    PASSPHRASE,
    WHO,
    all_of,
    barclays,
    files_of,
    pay_a_week,
    tables,
)

from dpmanager.records import models
from dpmanager.records.book import Book, DamagedBook, PlaceTaken, WrongPassphrase, open_book
from dpmanager.records.database import SCHEMA, make_engine
from dpmanager.records.pages import PAGE, decipher, in_memory, tree_of
from dpmanager.records.vault import read_keys, unwrap_key
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.book.repair import Repaired, backups_of, go_back, place_of_repaired, repair
from dpmanager.tasks.money.import_statement import import_statement
from dpmanager.tasks.money.sort_payments import add_payment
from dpmanager.tasks.receipts.add_receipt import add_receipt

NEXT = {"who": WHO, "at": AT}
MARKER = "Save what could be read of a damaged book"


def receipt(shade: int) -> bytes:
    out = BytesIO()
    Image.new("L", (40, 30), shade).save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="session")
def lived_in_book(
    small_book: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, list[tuple[object, ...]]]]:
    """A closed book with payments, pay and receipts, and all its rows. To be copied."""
    folder = tmp_path_factory.mktemp("lived in") / "Sam.dpbook"
    shutil.copytree(small_book, folder)
    with open_book(folder, passphrase=PASSPHRASE) as book:
        pay_a_week(book, MONDAY)
        lines = [
            (MONDAY + timedelta(days=n % 60), f"Shop {n} {'x' * 40}", f"-{n + 1}.00")
            for n in range(300)
        ]
        import_statement(book, ACCOUNT, barclays(lines), **NEXT)
        for shade in (10, 90, 170):
            add_receipt(book, receipt(shade), f"till{shade}.png", payments=[shade], **NEXT)
        pay_a_week(book, MONDAY + timedelta(weeks=1))
        return folder, tables(book)


@pytest.fixture
def damaged(lived_in_book: tuple[Path, object], tmp_path: Path) -> Path:
    folder = tmp_path / "Sam.dpbook"
    shutil.copytree(lived_in_book[0], folder)
    return folder


@pytest.fixture
def rows(lived_in_book: tuple[Path, dict[str, list[tuple[object, ...]]]]) -> dict[str, list]:
    return lived_in_book[1]


def pages_of(folder: Path, *names: str) -> list[int]:
    """The numbers of the pages of some tables."""
    pages = decipher(folder / "book.db", unwrap_key(read_keys(folder), PASSPHRASE))
    memory = in_memory(pages)
    roots = dict(memory.execute("SELECT name, rootpage FROM sqlite_master").fetchall())
    memory.close()
    return sorted(page for name in names for page in tree_of(pages, roots[name]))


def spoil(folder: Path, *pages: int) -> None:
    content = bytearray((folder / "book.db").read_bytes())
    for page in pages:
        content[(page - 1) * PAGE + 200] ^= 0x55
    (folder / "book.db").write_bytes(content)


def repaired(folder: Path) -> Repaired:
    """Repairs it, and sees to it that the damaged book is as it was."""
    before = files_of(folder)
    done = repair(folder, folder.with_name("New.dpbook"), PASSPHRASE, at=AT)
    assert files_of(folder) == before
    left = {each.name for each in folder.parent.iterdir() if "dpbook" in each.name}
    assert left == {"New.dpbook", folder.name}
    return done


def opened(done: Repaired) -> Book:
    return open_book(done.folder, passphrase=PASSPHRASE)


def test_of_a_book_that_is_whole_nothing_is_missing(damaged: Path, rows: dict[str, list]) -> None:
    done = repaired(damaged)
    assert done.sentences[-1] == "Nothing is missing."
    assert done.problems == ()
    with opened(done) as book:
        assert tables(book) == rows
        assert all_of(book, models.TaskDone)[-1].name == MARKER
        assert all_of(book, models.TaskDone)[-1].who == WHO
        assert book.undo(**NEXT) == "Run pay"


def test_rows_on_damaged_pages_come_from_the_history(damaged: Path, rows: dict[str, list]) -> None:
    pages = pages_of(damaged, "transaction")
    assert len(pages) > 5
    spoil(damaged, *pages)
    with open_book(damaged, passphrase=PASSPHRASE) as book, pytest.raises(DamagedBook):
        all_of(book, models.Transaction)
    done = repaired(damaged)
    assert done.salvaged.lost == {}
    assert done.salvaged.from_history == {"transaction": 300}
    assert any("Payment (300)" in sentence for sentence in done.sentences)
    assert done.problems == ()
    with opened(done) as book:
        assert tables(book) == rows
        assert book.undo(**NEXT) == "Run pay"


def test_without_the_history_the_rows_are_read_all_the_same(
    damaged: Path, rows: dict[str, list]
) -> None:
    spoil(damaged, *pages_of(damaged, "change", "task_done"))
    done = repaired(damaged)
    assert done.salvaged.lost == {}
    assert done.salvaged.history_lost > 5
    assert done.problems == ()
    with opened(done) as book:
        assert tables(book) == rows
        assert [task.name for task in all_of(book, models.TaskDone)] == [MARKER]


def test_what_neither_has_is_lost_and_counted(damaged: Path, rows: dict[str, list]) -> None:
    leaves = pages_of(damaged, "transaction")[4:6]
    spoil(damaged, *leaves, *pages_of(damaged, "change"))
    done = repaired(damaged)
    lost = done.salvaged.lost["transaction"]
    assert 0 < lost < 200
    assert f"Payment ({lost})" in " ".join(done.sentences)
    assert done.problems == ()
    with opened(done) as book:
        kept = tables(book)
        assert len(kept["transaction"]) == 300 - lost
        assert set(kept["transaction"]) <= set(rows["transaction"])
        assert set(kept["proof_link"]) <= set(rows["proof_link"])
        assert kept["payslip"] == rows["payslip"]
        # No number is used twice.
        assert add_payment(book, ACCOUNT, date(2026, 6, 1), "New", Decimal("-1.00"), **NEXT) > 300


@pytest.mark.parametrize("seed", range(12))
def test_pages_damaged_anywhere(damaged: Path, rows: dict[str, list], seed: int) -> None:
    luck = Random(seed)
    count = (damaged / "book.db").stat().st_size // PAGE
    spoil(damaged, *luck.sample(range(2, count + 1), luck.randint(1, 12)))
    done = repaired(damaged)
    assert done.problems == () or done.salvaged.lost  # pay without one of its rows adds up no more
    with opened(done) as book:
        kept = tables(book)
        for name, of_table in kept.items():
            if not done.salvaged.unlinked and name not in done.salvaged.from_history:
                assert set(of_table) <= set(rows[name])
        if not done.salvaged.lost:
            assert {name: len(each) for name, each in kept.items()} == {
                name: len(each) for name, each in rows.items()
            }
        assert book.check() == []


def test_the_list_of_tables_is_known_without_the_file(damaged: Path, rows: dict[str, list]) -> None:
    content = bytearray((damaged / "book.db").read_bytes())
    content[300:400] = bytes(100)  # the first page but for the salt
    (damaged / "book.db").write_bytes(content)
    with pytest.raises(DamagedBook):
        open_book(damaged, passphrase=PASSPHRASE)
    done = repaired(damaged)
    assert done.problems == ()
    with opened(done) as book:
        assert tables(book) == rows


def test_what_waits_in_the_journal_is_saved_too(damaged: Path) -> None:
    with open_book(damaged, passphrase=PASSPHRASE) as book:
        add_payment(book, ACCOUNT, MONDAY, "In the journal", Decimal("-1.00"), **NEXT)
        shutil.copytree(damaged, damaged.with_name("Crashed.dpbook"))
    shutil.rmtree(damaged)
    crashed = damaged.with_name("Crashed.dpbook")
    assert (crashed / "book.db-wal").stat().st_size
    with opened(repaired(crashed)) as book:
        assert all_of(book, models.Transaction)[-1].description == "In the journal"


def change_rows(folder: Path, *statements: str) -> None:
    with open_book(folder, passphrase=PASSPHRASE) as book:
        engine = make_engine(folder / "book.db", book._data_key)
        with engine.execution_options(mode=SCHEMA).begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
        engine.dispose()


def test_links_to_nothing_go_or_take_the_row_with_them(damaged: Path) -> None:
    change_rows(
        damaged,
        "DELETE FROM statement_import",  # payments and the file stand without it
        'DELETE FROM "transaction" WHERE id = 90',  # the link of a receipt does not
    )
    with open_book(damaged, passphrase=PASSPHRASE) as book:
        assert "points to" in check_book(book)[0] or "point to" in check_book(book)[0]
    done = repaired(damaged)
    assert done.salvaged.lost == {"proof_link": 1}
    assert done.salvaged.unlinked == {"transaction": 299, "statement_paper": 1}
    assert done.problems == ()
    assert "Receipt of a payment (1)" in " ".join(done.sentences)


def test_a_history_that_was_changed_loses_what_is_false_alone(
    damaged: Path, rows: dict[str, list]
) -> None:
    change_rows(damaged, "UPDATE task_done SET who = 'Somebody' WHERE id = 3")
    with open_book(damaged, passphrase=PASSPHRASE) as book:
        (problem,) = check_book(book)
        assert problem.startswith("The history was changed")
        before = [task.id for task in all_of(book, models.TaskDone)]
    done = repaired(damaged)
    assert done.salvaged.history_lost == 1
    assert done.problems == ()
    with opened(done) as book:
        assert tables(book) == rows
        kept = all_of(book, models.TaskDone)
        assert [task.id for task in kept[:-1]] == [each for each in before if each != 3]
        assert kept[-1].name == MARKER


def test_missing_receipts_are_named_and_their_records_stay(
    damaged: Path, rows: dict[str, list]
) -> None:
    files = sorted((damaged / "receipts").iterdir())
    files[0].unlink()
    files[1].write_bytes(b"\x01 not what it was")
    done = repaired(damaged)
    assert len(done.salvaged.proofs) == 2
    assert "The files of 2 receipts are missing." in done.sentences
    assert len(done.problems) == 2
    with opened(done) as book:
        assert tables(book) == rows
        assert len(list((done.folder / "receipts").iterdir())) == len(files) - 2


@pytest.mark.parametrize(
    "harm",
    [
        lambda folder: (folder / "book.db").write_bytes(b""),
        lambda folder: (folder / "book.db").unlink(),
        lambda folder: (folder / "book.db").write_bytes(bytes(100_000)),
        lambda folder: (folder / "keys").write_bytes(b"{}"),
    ],
)
def test_where_nothing_can_be_read_it_says_so(
    damaged: Path, harm: Callable[[Path], object]
) -> None:
    harm(damaged)
    before = files_of(damaged)
    with pytest.raises(DamagedBook):
        repair(damaged, damaged.with_name("New.dpbook"), PASSPHRASE, at=AT)
    assert files_of(damaged) == before
    assert not [each for each in damaged.parent.iterdir() if "New" in each.name]


def test_a_wrong_passphrase_or_a_place_that_is_taken_make_nothing(damaged: Path) -> None:
    with pytest.raises(WrongPassphrase):
        repair(damaged, damaged.with_name("New.dpbook"), "eight blue kettles sing", at=AT)
    with pytest.raises(PlaceTaken):
        repair(damaged, damaged, PASSPHRASE, at=AT)
    assert place_of_repaired(damaged).name == "Sam saved.dpbook"
    place_of_repaired(damaged).mkdir()
    assert place_of_repaired(damaged).name == "Sam saved 2.dpbook"


def test_nothing_readable_is_left_on_the_disk(
    damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither while it is at work nor after it."""
    seen: list[bytes] = []
    copy = shutil.rmtree

    def look_first(place: Path, **more: object) -> None:
        seen.extend(file.read_bytes() for file in Path(place).parent.rglob("*") if file.is_file())
        copy(place, **more)

    monkeypatch.setattr(shutil, "rmtree", look_first)
    done = repaired(damaged)
    assert seen
    for content in [*seen, *files_of(done.folder).values()]:
        assert b"Shop 1" not in content
        assert b"Ada Lovell" not in content


def test_going_back_to_a_backup_without_opening_the_book(
    damaged: Path, rows: dict[str, list]
) -> None:
    with open_book(damaged, passphrase=PASSPHRASE) as book:
        book.back_up("asked", AT)
        add_payment(book, ACCOUNT, MONDAY, "Later", Decimal("-1.00"), **NEXT)
    broken = b"not a database"
    (damaged / "book.db").write_bytes(broken)
    (snapshot,) = backups_of(damaged)
    before = files_of(damaged)
    with pytest.raises(WrongPassphrase):
        go_back(damaged, snapshot, "eight blue kettles sing", AT)
    assert files_of(damaged) == before
    with go_back(damaged, snapshot, PASSPHRASE, AT) as book:
        assert tables(book) == rows
        assert check_book(book) == []
        assert book.backups() == [snapshot]
    (aside,) = (damaged / "backups").glob("*-damaged.db")
    assert aside.read_bytes() == broken


def test_a_damaged_backup_is_not_gone_back_to(damaged: Path) -> None:
    with open_book(damaged, passphrase=PASSPHRASE) as book:
        made = book.back_up("asked", AT)
    made.file.write_bytes(made.file.read_bytes()[:2000])
    (damaged / "book.db").write_bytes(b"not a database")
    before = files_of(damaged)
    with pytest.raises(DamagedBook):
        go_back(damaged, made, PASSPHRASE, AT)
    assert files_of(damaged) == before


def test_the_command(damaged: Path, tmp_path: Path) -> None:
    (tmp_path / "words").write_text(PASSPHRASE)
    spoil(damaged, *pages_of(damaged, "outcome"))
    command = [sys.executable, "-m", "dpmanager", "repair", damaged, "--passphrase-file",
               tmp_path / "words", "--out", tmp_path / "New.dpbook"]  # fmt: skip
    done = subprocess.run([*command, "--json"], capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    assert told["from_history"] == {"outcome": 1}
    assert told["lost"] == {}
    assert told["problems"] == []
    again = subprocess.run(command, capture_output=True, text=True, check=False)
    assert again.returncode == 1
    assert re.match(r"There is already something at .*New\.dpbook", again.stderr)
