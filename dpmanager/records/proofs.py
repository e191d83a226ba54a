"""Receipts and other papers, each a sealed file of its own that never changes.

A sealed file is a version byte, a nonce, and the content under AES-256-GCM. Its name is a keyed
hash of the content: the same paper is kept once, and the name tells nothing without the key.
"""

import hashlib
import hmac
import os
import re
import tempfile
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from dpmanager.records.disk import put_in_place, sync_folder
from dpmanager.records.faults import DamagedProof
from dpmanager.records.vault import derive_key

PROOFS_FOLDER = "receipts"

_VERSION = b"\x01"
_NONCE_BYTES = 12
_NAME = re.compile(r"[0-9a-f]{64}")


def seal(folder: Path, data: bytes, data_key: bytes) -> str:
    """Writes the sealed file of a proof into `folder`, safe on the disk; gives its name.

    Where it is there already and whole, nothing is written.
    """
    name = _name(data, data_key)
    try:
        unseal(folder, name, data_key)
    except DamagedProof:
        folder.mkdir(exist_ok=True)
        _write(folder / name, _sealed(name, data, data_key))
    return name


def unseal(folder: Path, name: str, data_key: bytes) -> bytes:
    """The content of a sealed file, proved to be what was sealed. Raises DamagedProof."""
    if not _NAME.fullmatch(name):
        raise DamagedProof
    try:
        sealed = (folder / name).read_bytes()
        if not sealed.startswith(_VERSION):
            raise DamagedProof
        start = len(_VERSION) + _NONCE_BYTES
        nonce = sealed[len(_VERSION) : start]
        data = _cipher(data_key).decrypt(nonce, sealed[start:], name.encode())
    except (OSError, InvalidTag, ValueError) as fault:
        raise DamagedProof from fault
    return data


def _name(data: bytes, data_key: bytes) -> str:
    return hmac.new(derive_key(data_key, "proof names"), data, hashlib.sha256).hexdigest()


def _sealed(name: str, data: bytes, data_key: bytes) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return _VERSION + nonce + _cipher(data_key).encrypt(nonce, data, name.encode())


def _cipher(data_key: bytes) -> AESGCM:
    return AESGCM(derive_key(data_key, "proofs"))


def _write(path: Path, content: bytes) -> None:
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix="part-", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            file.close()
            put_in_place(Path(file.name), path)
        except BaseException:
            file.close()
            Path(file.name).unlink(missing_ok=True)
            raise
    sync_folder(path.parent)
