"""What every test stands on: a keyring in memory, and books that are quick to make."""

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from filelock import FileLock
from hypothesis import settings
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

from dpmanager.records.book import Book, create_book, open_book
from dpmanager.records.vault import KeyCost

PASSPHRASE = "seven green kettles sing"
QUICK_COST = KeyCost(time_cost=1, memory_kib=64, parallelism=1)

settings.register_profile("fuzz", max_examples=20_000, deadline=None)
if profile := os.environ.get("HYPOTHESIS_PROFILE"):
    settings.load_profile(profile)

# Programs that a test starts get no keyring at all.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"


class MemoryKeyring(KeyringBackend):
    """A keyring that ends with its test."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError


@pytest.fixture(autouse=True)
def memory_keyring() -> MemoryKeyring:
    """No test touches the real keyring of the computer."""
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    return backend


@pytest.fixture(autouse=True)
def clearing_away_is_on() -> Iterator[None]:
    """An open window clears away at times of its own; after it, Python does so again."""
    yield
    gc.enable()


@pytest.fixture
def passphrase() -> str:
    return PASSPHRASE


@pytest.fixture
def book_folder(tmp_path: Path) -> Path:
    """Where a book may be made; nothing is there yet."""
    return tmp_path / "Sam.dpbook"


@pytest.fixture
def new_book(book_folder: Path) -> Iterator[Book]:
    """An open book without records, at `book_folder`."""
    with create_book(book_folder, PASSPHRASE, cost=QUICK_COST) as book:
        yield book


@pytest.fixture(scope="session")
def small_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small book that has just been set up. To be copied, never changed."""
    from small_book import make_book

    folder = tmp_path_factory.mktemp("small") / "Sam.dpbook"
    make_book(folder).close()
    return folder


@pytest.fixture
def book(small_book: Path, book_folder: Path) -> Iterator[Book]:
    """A small book of one's own, open, at `book_folder`."""
    shutil.copytree(small_book, book_folder)
    with open_book(book_folder, passphrase=PASSPHRASE) as opened:
        yield opened


@pytest.fixture(scope="session")
def household(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the command `demo` makes, once for all tests. To be copied, never changed.

    What the command printed is beside it, in the file `printed`.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "household"
    with FileLock(shared / "household.lock"):
        if not folder.exists():
            done = subprocess.run(
                [sys.executable, "-m", "dpmanager", "demo", "--out", folder],
                capture_output=True,
                text=True,
                encoding="utf-8",
                check=False,
            )
            assert (done.returncode, done.stderr) == (0, "")
            (shared / "printed").write_text(done.stdout, "utf-8")
    return folder
