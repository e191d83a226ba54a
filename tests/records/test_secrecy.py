import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from dpmanager.records import models
from dpmanager.records.book import Book, open_book

NOW = datetime(2026, 4, 6, 9, 30)
DAY = date(2026, 4, 6)

PLANTED = [
    "Marigold Featherstone",
    "Wobbly Wheels Taxi",
    "QQ123456C",
    "98765.43",
    "9876543",
    "RECEIPT TEXT TEA 2.80",
    "Add the secret payment",
]


def traces(folder: Path, passphrase: str) -> set[tuple[str, str]]:
    """Planted words found in the files of the book, and in their names."""
    return {
        (file.name, word)
        for file in folder.rglob("*")
        if file.is_file()
        for word in [*PLANTED, passphrase]
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
        if word.encode(encoding) in file.read_bytes() + file.name.encode()
    }


def plant(book: Book) -> None:
    sealed_name = book.keep_proof(b"RECEIPT TEXT TEA 2.80" * 50)
    for n in range(20):
        with book.task("Add the secret payment", who="Marigold Featherstone", at=NOW) as session:
            account = models.Account(
                name=f"Marigold Featherstone {n}",
                kind="bank",
                opening_balance=Decimal("98765.43"),
                opening_date=DAY,
            )
            session.add(account)
            session.add(
                models.Transaction(
                    account=account,
                    day=DAY,
                    description="Wobbly Wheels Taxi 98765.43",
                    amount=Decimal("-98765.43"),
                )
            )
            session.add(
                models.Worker(
                    name="Marigold Featherstone",
                    kind="employed",
                    start_date=DAY,
                    ni_number="QQ123456C",
                )
            )
    with book.task("Add the secret payment", who="Marigold Featherstone", at=NOW) as session:
        session.add(
            models.Proof(sealed_name=sealed_name, media_type="image/png", size=1050, added_on=DAY)
        )


def test_no_file_of_the_book_tells_anything(new_book: Book, passphrase: str) -> None:
    plant(new_book)
    names = {str(file.relative_to(new_book.folder)) for file in new_book.folder.rglob("*")}
    assert {"book.db", "book.db-wal", "keys", "lock", "receipts"} <= names
    assert traces(new_book.folder, passphrase) == set()
    new_book.undo(who="Marigold Featherstone", at=NOW)
    assert traces(new_book.folder, passphrase) == set()
    new_book.close()
    assert traces(new_book.folder, passphrase) == set()
    assert (new_book.folder / "book.db").stat().st_size > 100_000


def test_the_search_finds_what_is_there(tmp_path: Path, passphrase: str) -> None:
    (tmp_path / "file").write_text("to Wobbly Wheels Taxi", encoding="utf-16")
    assert traces(tmp_path, passphrase) == {("file", "Wobbly Wheels Taxi")}


_KILLED = """
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from dpmanager.records import models
from dpmanager.records.book import open_book
from dpmanager.records.history import insert_many

now, day = datetime(2026, 4, 6, 9, 30), date(2026, 4, 6)
with open_book(Path(sys.argv[1]), passphrase=sys.argv[2]) as book:
    with book.task("Add an account", who="Sam", at=now) as session:
        session.add(models.Account(name="Bank", kind="bank", opening_balance=Decimal("0.00"),
                                   opening_date=day))
    with book.task("Import", who="Sam", at=now) as session:
        while True:
            insert_many(session, models.Transaction, [
                {"account_id": 1, "day": day, "amount": Decimal("-98765.43"),
                 "description": "Wobbly Wheels Taxi " * 50}
                for nth in range(5000)
            ])
            print("more", flush=True)
"""


def test_a_program_killed_within_a_task_leaves_the_book_whole(
    new_book: Book, passphrase: str
) -> None:
    new_book.close()
    command = [sys.executable, "-c", _KILLED, str(new_book.folder), passphrase]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        for _time in range(3):
            assert program.stdout.readline().strip() == b"more"
        program.kill()
    assert (new_book.folder / "book.db-wal").stat().st_size > 5_000_000
    assert traces(new_book.folder, passphrase) == set()
    with open_book(new_book.folder) as book:
        assert book.check() == []
        with book.reading() as session:
            assert session.query(models.Transaction).count() == 0
            assert [task.name for task in session.query(models.TaskDone)] == ["Add an account"]
        assert book.undo(who="Sam", at=NOW) == "Add an account"


def test_a_program_killed_while_it_makes_a_book_leaves_none(
    tmp_path: Path, passphrase: str
) -> None:
    program = (
        "import os, sys; from pathlib import Path\n"
        "from dpmanager.records.book import create_book\n"
        "create_book(Path(sys.argv[1]), sys.argv[2], fill=lambda book: os._exit(9))"
    )
    folder = tmp_path / "Sam.dpbook"
    command = [sys.executable, "-c", program, str(folder), passphrase]
    assert subprocess.run(command, check=False).returncode == 9
    assert not folder.exists()
    assert list(tmp_path.glob("*.dpbook")) == []
