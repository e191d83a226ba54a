"""One small file of its own, sealed with a passphrase: what is written before there is a book."""

import os
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from dpmanager.records import vault
from dpmanager.records.disk import put_in_place, sync_folder
from dpmanager.records.faults import DamagedBook, DiskTrouble

_NONCE_BYTES = 12


class _Layout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file: how its key is wrapped, a nonce, and the content under AES-256-GCM."""

    keys: vault.Keys
    nonce: bytes
    content: bytes


class SealedFile:
    """A sealed file whose key is known, so that writing it again takes no moment."""

    def __init__(self, path: Path, keys: vault.Keys, data_key: bytes) -> None:
        self.path = path
        self._keys = keys
        self._cipher = AESGCM(vault.derive_key(data_key, "sealed file"))

    @classmethod
    def new(
        cls, path: Path, passphrase: str, *, cost: vault.KeyCost = vault.KEY_COST
    ) -> "SealedFile":
        """A file that is to be written. Raises WeakPassphrase. `cost` is for tests."""
        keys, data_key = vault.make_keys(passphrase, cost)
        return cls(path, keys, data_key)

    @classmethod
    def unlock(cls, path: Path, passphrase: str) -> tuple["SealedFile", bytes]:
        """A file that is there, and its content. Raises WrongPassphrase, DamagedBook."""
        try:
            layout = msgspec.msgpack.decode(path.read_bytes(), type=_Layout)
            data_key = vault.unwrap_key(layout.keys, passphrase)
            file = cls(path, layout.keys, data_key)
            book_id = layout.keys.book_id.encode()
            return file, file._cipher.decrypt(layout.nonce, layout.content, book_id)
        except (OSError, InvalidTag, ValueError) as fault:  # msgspec's own are ValueErrors
            raise DamagedBook(path) from fault

    def write(self, content: bytes) -> None:
        """Puts the content in place of what the file held, whole or not at all.

        Raises DiskTrouble.
        """
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._cipher.encrypt(nonce, content, self._keys.book_id.encode())
        waiting = self.path.with_name(f"{self.path.name}.part")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with waiting.open("wb") as file:
                file.write(msgspec.msgpack.encode(_Layout(self._keys, nonce, sealed)))
                file.flush()
                os.fsync(file.fileno())
            put_in_place(waiting, self.path)
            sync_folder(self.path.parent)
        except OSError as fault:
            raise DiskTrouble from fault
