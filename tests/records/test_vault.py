import json
import subprocess
import sys
import unicodedata
from pathlib import Path
from shutil import which

import keyring
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.errors import InitError, KeyringLocked, NoKeyringError

from dpmanager.errors import DPManagerError
from dpmanager.records import vault
from dpmanager.records.book import Book, open_book
from dpmanager.records.faults import (
    DamagedBook,
    DiskTrouble,
    NewerBook,
    WeakPassphrase,
    WrongPassphrase,
)

PASSPHRASE = "seven green kettles sing"
QUICK_COST = vault.KeyCost(time_cost=1, memory_kib=64, parallelism=1)


@pytest.fixture
def written(tmp_path: Path) -> tuple[Path, bytes]:
    keys, data_key = vault.make_keys(PASSPHRASE, QUICK_COST)
    vault.write_keys(tmp_path, keys)
    return tmp_path, data_key


def test_the_passphrase_gives_the_data_key_back(written: tuple[Path, bytes]) -> None:
    folder, data_key = written
    keys = vault.read_keys(folder)
    assert len(data_key) == 32
    assert vault.unwrap_key(keys, PASSPHRASE) == data_key
    assert vault.fits(keys, data_key)
    assert not vault.fits(keys, bytes(32))


def test_a_wrong_passphrase_is_told_from_damage(written: tuple[Path, bytes]) -> None:
    with pytest.raises(WrongPassphrase):
        vault.unwrap_key(vault.read_keys(written[0]), PASSPHRASE.upper())


@pytest.mark.parametrize("typed", ["", "\udcff broken bytes", "x" * 10_000, "\x00"])
def test_odd_passphrases_are_wrong_ones(written: tuple[Path, bytes], typed: str) -> None:
    with pytest.raises(WrongPassphrase):
        vault.unwrap_key(vault.read_keys(written[0]), typed)


def test_the_file_holds_neither_key_nor_passphrase(written: tuple[Path, bytes]) -> None:
    folder, data_key = written
    content = (folder / "keys").read_text()
    facts = json.loads(content)
    assert data_key.hex() not in content
    assert PASSPHRASE not in content
    assert facts["kdf"] == "argon2id"
    assert facts["cost"] == {"time_cost": 1, "memory_kib": 64, "parallelism": 1}


def test_books_are_made_with_the_cost_of_rfc_9106() -> None:
    cost = vault.KEY_COST
    assert (cost.time_cost, cost.memory_kib, cost.parallelism) == (3, 64 * 1024, 4)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    vault.write_keys(folder, vault.make_keys(PASSPHRASE, QUICK_COST)[0])
    return folder


@given(position=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_a_changed_bit_never_leads_to_other_keys(whole: Path, position: int, bit: int) -> None:
    """A changed space between two words of the file changes nothing; all else is noticed."""
    content = bytearray((whole / "keys").read_bytes())
    content[position % len(content)] ^= 1 << bit
    changed = whole / "changed"
    changed.mkdir(exist_ok=True)
    (changed / "keys").write_bytes(content)
    try:
        keys = vault.read_keys(changed)
    except (DamagedBook, NewerBook):
        return
    assert keys == vault.read_keys(whole)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[]", b"{}", b'{"version": 1}'])
def test_a_garbled_file_is_damage(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "keys").write_bytes(content)
    with pytest.raises(DamagedBook, match="keys"):
        vault.read_keys(tmp_path)


def test_a_missing_file_is_damage(tmp_path: Path) -> None:
    with pytest.raises(DamagedBook):
        vault.read_keys(tmp_path)


def test_keys_of_a_newer_version_say_so_whatever_else_they_hold(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text('{"version": 2, "new": "things"}')
    with pytest.raises(NewerBook):
        vault.read_keys(tmp_path)


@pytest.mark.parametrize(
    ("passphrase", "reason"),
    [
        ("", "empty"),
        (" \t ", "empty"),
        ("x", "1 character and"),
        ("  short one ", "9 characters"),
        ("aaaaaaaaaaaaaaaa", "repeats"),
        ("121212121212", "repeats"),
    ],
)
def test_a_weak_passphrase_is_refused_with_the_reason(passphrase: str, reason: str) -> None:
    with pytest.raises(WeakPassphrase, match=reason):
        vault.make_keys(passphrase, QUICK_COST)


def test_what_looks_the_same_opens_the_same() -> None:
    typed = "  caf\u00e9 of the \u2460 tall trees  "
    keys, data_key = vault.make_keys(typed, QUICK_COST)
    assert vault.unwrap_key(keys, unicodedata.normalize("NFD", typed).strip()) == data_key


def test_each_purpose_has_a_key_of_its_own() -> None:
    derived = {vault.derive_key(bytes(32), purpose) for purpose in ("database", "proofs", "x")}
    assert len(derived) == 3
    assert all(len(key) == 32 for key in derived)
    assert vault.derive_key(bytes(32), "x") == vault.derive_key(bytes(32), "x")


def test_the_keyring_remembers_recalls_and_forgets() -> None:
    assert vault.recall_key("book") is None
    assert vault.remember_key("book", b"k" * 32)
    assert vault.recall_key("book") == b"k" * 32
    assert vault.recall_key("another") is None
    assert vault.forget_key("book")
    assert vault.recall_key("book") is None
    assert not vault.forget_key("book")


@pytest.mark.parametrize("kept", ["not hex", "00ff", ""])
def test_what_is_no_key_is_not_recalled(kept: str) -> None:
    keyring.set_password(vault.KEYRING_SERVICE, "book", kept)
    assert vault.recall_key("book") is None


@pytest.mark.parametrize("fault", [NoKeyringError, KeyringLocked, InitError, OSError])
def test_a_failing_keyring_is_as_good_as_none(fault: type[Exception]) -> None:
    class Failing(KeyringBackend):
        priority = 5

        def get_password(self, service: str, username: str) -> str | None:
            raise fault

        def set_password(self, service: str, username: str, password: str) -> None:
            raise fault

        def delete_password(self, service: str, username: str) -> None:
            raise fault

    keyring.set_keyring(Failing())
    assert not vault.remember_key("book", b"k" * 32)
    assert vault.recall_key("book") is None
    assert not vault.forget_key("book")


def test_a_keyring_that_is_a_plain_file_gets_no_key(memory_keyring: KeyringBackend) -> None:
    memory_keyring.priority = 0.5  # type: ignore[assignment]
    assert not vault.remember_key("book", b"k" * 32)
    assert vault.recall_key("book") is None


def test_errors_are_written_for_the_person() -> None:
    assert issubclass(WrongPassphrase, DPManagerError)
    assert "Your records are safe" in str(WrongPassphrase())


_WITH_A_REAL_KEYRING = """
import subprocess
subprocess.run(
    ["gnome-keyring-daemon", "--unlock", "--components=secrets"],
    input=b"login", check=True, capture_output=True,
)
import keyring
from pathlib import Path
from sys import argv
from dpmanager.records import vault
from dpmanager.records.book import PassphraseNeeded, create_book, open_book

folder = Path(argv[1]) / "Sam.dpbook"
create_book(folder, "seven green kettles sing").close()
open_book(folder).close()
book_id = vault.read_keys(folder).book_id
assert vault.forget_key(book_id)
try:
    open_book(folder)
except PassphraseNeeded:
    open_book(folder, passphrase="seven green kettles sing").close()
    open_book(folder).close()
    print("done with", type(keyring.get_keyring()).__module__)
"""


def test_a_real_keyring_holds_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not (which("dbus-run-session") and which("gnome-keyring-daemon")):
        pytest.skip("no real keyring to try: dbus-run-session or gnome-keyring-daemon is missing")
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND")
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    for place in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(place, str(tmp_path))
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", _WITH_A_REAL_KEYRING, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.strip() == "done with keyring.backends.SecretService", done.stderr


def test_another_passphrase_opens_the_book_and_the_old_one_no_longer(new_book: Book) -> None:
    folder = new_book.folder
    with pytest.raises(WrongPassphrase):
        new_book.change_passphrase("seven green kettles", "four other words here")
    with pytest.raises(WeakPassphrase):
        new_book.change_passphrase(PASSPHRASE, "short")
    new_book.change_passphrase(PASSPHRASE, "four other words here")
    new_book.close()
    with pytest.raises(WrongPassphrase):
        open_book(folder, passphrase=PASSPHRASE)
    with open_book(folder, passphrase="four other words here") as book:
        assert book.check() == []
    assert sorted(file.name for file in folder.glob("keys*")) == ["keys"]


def test_a_book_of_an_earlier_cost_is_raised_when_it_is_opened(
    new_book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, earlier = new_book.folder, vault.read_keys(new_book.folder).cost
    new_book.close()
    monkeypatch.setattr(vault, "EARLIER_COSTS", (earlier,))
    open_book(folder, passphrase=PASSPHRASE).close()
    assert vault.read_keys(folder).cost == vault.KEY_COST
    open_book(folder, passphrase=PASSPHRASE).close()


def test_a_full_disk_leaves_the_old_passphrase(
    new_book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched, pytest.raises(DiskTrouble):
        patched.setattr(vault.os, "fsync", full)
        new_book.change_passphrase(PASSPHRASE, "four other words here")
    new_book.check_passphrase(PASSPHRASE)
