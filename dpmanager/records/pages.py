"""The pages of a database file, one by one: what is damaged is left out, the rest is read.

SQLCipher reads nothing more from a connection that met a damaged page. So the file is deciphered
here, into memory alone, with each page proved by its own code first: what cannot be proved to be
as it was written is not taken. https://www.zetetic.net/sqlcipher/design/ is the layout.
"""

import hashlib
import hmac
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from dpmanager.records.vault import derive_key

PAGE = 4096
SCHEMA_ROOT = 1

_SALT, _IV, _CODE = 16, 16, 64
_CONTENT = PAGE - _IV - _CODE
_HMAC_MASK, _HMAC_ROUNDS, _HMAC_KEY = 0x3A, 2, 32
_SQLITE_START = b"SQLite format 3\0"
_HEADER = 100
_ROLLBACK = b"\x01\x01"
_INTERIOR, _LEAF = 0x05, 0x0D


@dataclass(frozen=True, slots=True)
class Pages:
    """The deciphered pages by their numbers, from 1, and how many the file has."""

    sound: Mapping[int, bytes]
    count: int

    @property
    def damaged(self) -> int:
        """How many are not as they were written."""
        return self.count - len(self.sound)


def decipher(file: Path, data_key: bytes) -> Pages:
    """All pages of a database file that are as they were written. Raises OSError."""
    content = file.read_bytes()
    key, salt = derive_key(data_key, "database"), content[:_SALT]
    code_key = hashlib.pbkdf2_hmac(
        "sha512", key, bytes(byte ^ _HMAC_MASK for byte in salt), _HMAC_ROUNDS, _HMAC_KEY
    )
    count = len(content) // PAGE
    sound = {}
    for number in range(1, count + 1):
        page = content[(number - 1) * PAGE : number * PAGE]
        start = _SALT if number == 1 else 0
        proved = page[start : _CONTENT + _IV] + number.to_bytes(4, "little")
        if hmac.digest(code_key, proved, "sha512") != page[_CONTENT + _IV :]:
            continue
        cipher = Cipher(algorithms.AES(key), modes.CBC(page[_CONTENT : _CONTENT + _IV]))
        plain = cipher.decryptor().update(page[start:_CONTENT])
        first = _SQLITE_START if number == 1 else b""
        sound[number] = first + plain + bytes(_IV + _CODE)
    return Pages(sound, count)


def with_schema_of(damaged: Pages, new: Pages) -> Pages:
    """The pages with those of the list of tables put in that are damaged.

    new: the pages of a new book: its list of tables is the same, page by page, unless the damaged
    book began with an earlier version; then nothing is put in.
    """
    schema = tree_of(new, SCHEMA_ROOT)
    if any(
        damaged.sound.get(number, new.sound[number])[start:] != new.sound[number][start:]
        for number in schema
        for start in [_HEADER if number == 1 else 0]
    ):
        return damaged
    return Pages({**{number: new.sound[number] for number in schema}, **damaged.sound},
                 damaged.count)  # fmt: skip


def in_memory(pages: Pages) -> sqlite3.Connection:
    """A database in memory that holds the pages; what needs a damaged one raises sqlite3.Error."""
    whole = bytearray()
    for number in range(1, pages.count + 1):
        whole += pages.sound.get(number, bytes(PAGE))
    whole[18:20] = _ROLLBACK  # one in memory has no file beside it
    whole[28:32] = pages.count.to_bytes(4, "big")
    whole[92:96] = whole[24:28]  # so that the number of pages counts
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(bytes(whole))
    return connection


def tree_of(pages: Pages, root: int) -> list[int]:
    """The pages of the tree of a table, without those that hold the rest of long rows.

    root: the page that it begins on; that of the list of tables is `SCHEMA_ROOT`. All must be
    sound.
    """
    found, waiting = [], [root]
    while waiting:
        number = waiting.pop()
        found.append(number)
        page, start = pages.sound[number], _HEADER if number == 1 else 0
        if page[start] != _INTERIOR:
            continue
        cells = int.from_bytes(page[start + 3 : start + 5], "big")
        places = [start + 12 + 2 * nth for nth in range(cells)]
        children = [int.from_bytes(page[place : place + 2], "big") for place in places]
        waiting += [int.from_bytes(page[child : child + 4], "big") for child in children]
        waiting.append(int.from_bytes(page[start + 8 : start + 12], "big"))
    return found
