"""What every test stands on: a keyring in memory, and books that are quick to make."""

import os
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

from dpmanager.records.book import Book, create_book
from dpmanager.records.vault import KeyCost

PASSPHRASE = "seven green kettles sing"
QUICK_COST = KeyCost(time_cost=1, memory_kib=64, parallelism=1)

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
