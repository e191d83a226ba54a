import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

from dpmanager.errors import DPManagerError
from dpmanager.records import book as book_module
from dpmanager.records import migrations
from dpmanager.records.backup import snapshots
from dpmanager.records.book import Book, NewerBook, open_book
from dpmanager.records.database import REVISION, create_tables, make_engine
from dpmanager.records.models import Base, Outcome

NOW = datetime(2026, 4, 6, 9, 30)

SECOND = """
from alembic import op
import sqlalchemy as sa

revision = "0002"
down_revision = "0001"


def upgrade():
    with op.batch_alter_table("worker") as worker:
        worker.add_column(sa.Column("shoe_size", sa.Integer(), nullable=True))
    op.execute("UPDATE outcome SET description = 'brought along'")
"""


def tables(connection: Connection) -> dict[str, set[str]]:
    """Each table and index with its parts, in whatever order they were written."""
    return {
        name: {" ".join(part.split()) for part in re.split(r"[,()]", sql)}
        for name, sql in connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
        )
    }


def migrate(connection: Connection) -> None:
    config = migrations.alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def test_the_newest_migration_is_the_one_the_program_stands_at() -> None:
    heads = ScriptDirectory.from_config(migrations.alembic_config()).get_heads()
    assert heads == [REVISION]


@pytest.fixture
def migrated() -> Iterator[Connection]:
    """An empty database after every migration."""
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        migrate(connection)
        yield connection
    engine.dispose()


def test_migrations_lead_to_the_models(migrated: Connection) -> None:
    context = MigrationContext.configure(migrated, opts={"compare_type": True})
    assert compare_metadata(context, Base.metadata) == []


def test_a_new_book_has_the_same_tables_as_one_that_was_migrated(
    tmp_path: Path, migrated: Connection
) -> None:
    create_tables(tmp_path / "book.db", bytes(32))
    engine = make_engine(tmp_path / "book.db", bytes(32))
    with engine.connect() as new:
        assert tables(new) == tables(migrated)
        assert len(tables(new)) > 20
    engine.dispose()


def test_alembic_is_not_loaded_to_open_a_book(new_book: Book, passphrase: str) -> None:
    new_book.close()
    program = (
        "import sys; from pathlib import Path; from dpmanager.records.book import open_book\n"
        "open_book(Path(sys.argv[1]), passphrase=sys.argv[2]).close()\n"
        "print('alembic' in sys.modules)"
    )
    command_line = [sys.executable, "-c", program, str(new_book.folder), passphrase]
    done = subprocess.run(command_line, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.fixture
def second_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program as a later version may be, with one more migration; gives its file."""
    first = Path(migrations.__file__).parent
    later = tmp_path / "later"
    (later / "versions").mkdir(parents=True)
    for file in ("env.py", "versions/0001_first.py"):
        (later / file).write_bytes((first / file).read_bytes())
    (later / "versions" / "0002_second.py").write_text(SECOND)
    config = migrations.alembic_config()
    config.set_main_option("script_location", str(later))
    monkeypatch.setattr(migrations, "alembic_config", lambda: config)
    monkeypatch.setattr(book_module, "REVISION", "0002")
    return later / "versions" / "0002_second.py"


@pytest.fixture
def older_book(new_book: Book) -> Path:
    with new_book.task("Add an outcome", who="Sam", at=NOW) as session:
        session.add(Outcome(name="Get out more"))
    new_book.close()
    return new_book.folder


def read(folder: Path, statement: str) -> list[tuple[object, ...]]:
    with open_book(folder) as book, book.reading() as session:
        return [tuple(row) for row in session.connection().exec_driver_sql(statement)]


def test_an_older_book_is_brought_up_to_date_and_copied_before(
    older_book: Path, second_version: Path
) -> None:
    before = (older_book / "book.db").read_bytes()
    assert read(older_book, "SELECT name, description FROM outcome") == [
        ("Get out more", "brought along")
    ]
    assert read(older_book, "SELECT shoe_size FROM worker") == []
    assert read(older_book, "SELECT version_num FROM alembic_version") == [("0002",)]
    (copy,) = snapshots(older_book)
    assert copy.reason == "update"
    assert copy.file.read_bytes() == before
    assert [file.name for file in (older_book / "backups").iterdir()] == [copy.file.name]


@pytest.mark.parametrize(
    "fault",
    [
        "raise ZeroDivisionError",
        "op.execute('no sql')",
        "op.execute(\"INSERT INTO pay_rate VALUES (77, 'day', '2026-04-06', 1, 1)\")",
    ],
)
def test_a_migration_that_fails_leaves_the_book_as_it_was(
    older_book: Path, second_version: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    second_version.write_text(f"{SECOND}    {fault}\n")
    before = (older_book / "book.db").read_bytes()
    with pytest.raises(DPManagerError, match="left as it was"):
        open_book(older_book)
    assert (older_book / "book.db").read_bytes() == before
    monkeypatch.undo()
    with open_book(older_book) as book:
        assert book.check() == []


def test_a_book_of_the_later_version_is_too_new_for_this_one(
    older_book: Path, second_version: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_book(older_book).close()
    monkeypatch.setattr(migrations, "alembic_config", _FIRST_CONFIG)
    monkeypatch.setattr(book_module, "REVISION", "0001")
    before = (older_book / "book.db").read_bytes()
    with pytest.raises(NewerBook):
        open_book(older_book)
    assert (older_book / "book.db").read_bytes() == before


_FIRST_CONFIG = migrations.alembic_config
