"""The keys of a book: the data key, its wrapping under the passphrase, and the system's keyring.

One random 256-bit data key opens everything in a book. It is never written down as it is: the
file `keys` holds it wrapped (AES-256-GCM) under a key made from the passphrase by Argon2id, and
the operating system's keyring may hold it, so that the passphrase need not be typed each day.
"""

import hashlib
import hmac
import os
import uuid
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dpmanager.domain.passphrases import tidied
from dpmanager.records.disk import put_in_place, sync_folder
from dpmanager.records.faults import DamagedBook, NewerBook, WeakPassphrase, WrongPassphrase
from dpmanager.words import _, ngettext

KEYS_FILE = "keys"
KEYRING_SERVICE = "DP Manager"
SHORTEST_PASSPHRASE = 12
FEWEST_DIFFERENT_CHARACTERS = 6

_VERSION = 1
_KEY_BYTES = 32
_NONCE_BYTES = 12
_SALT_BYTES = 16


class KeyCost(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How much work Argon2id puts into a guess at the passphrase.

    time_cost: passes. memory_kib: kibibytes. parallelism: threads. The limits keep a damaged file
    from asking for more than a computer has.
    """

    time_cost: Annotated[int, msgspec.Meta(ge=1, le=100)]
    memory_kib: Annotated[int, msgspec.Meta(ge=8, le=4 * 1024 * 1024)]
    parallelism: Annotated[int, msgspec.Meta(ge=1, le=64)]


EARLIER_COSTS: tuple[KeyCost, ...] = ()
"""What earlier versions used. A book with one of these is given `KEY_COST` when its passphrase is
typed next."""

KEY_COST = KeyCost(time_cost=3, memory_kib=64 * 1024, parallelism=4)
"""The second recommended choice of RFC 9106, section 4: 64 MiB, 3 passes, 4 lanes."""


class Keys(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the file `keys` says.

    key_check tells whether a data key belongs to this book; checksum tells damage of the file
    from a wrong passphrase.
    """

    version: Literal[1]
    book_id: str
    kdf: Literal["argon2id"]
    cost: KeyCost
    salt: bytes
    nonce: bytes
    wrapped_key: bytes
    key_check: bytes
    checksum: str = ""


class _AnyVersion(msgspec.Struct):
    version: int


def make_keys(passphrase: str, cost: KeyCost = KEY_COST) -> tuple[Keys, bytes]:
    """A new data key, and the keys of a new book that wrap it under the passphrase.

    Raises WeakPassphrase.
    """
    data_key = AESGCM.generate_key(bit_length=256)
    return wrap_key(str(uuid.uuid4()), data_key, passphrase, cost), data_key


def wrap_key(book_id: str, data_key: bytes, passphrase: str, cost: KeyCost = KEY_COST) -> Keys:
    """The keys of a book, with its data key under a passphrase. Raises WeakPassphrase."""
    check_passphrase(passphrase)
    salt, nonce = os.urandom(_SALT_BYTES), os.urandom(_NONCE_BYTES)
    wrapping_key = _wrapping_key(passphrase, salt, cost)
    keys = Keys(
        version=1,
        book_id=book_id,
        kdf="argon2id",
        cost=cost,
        salt=salt,
        nonce=nonce,
        wrapped_key=AESGCM(wrapping_key).encrypt(nonce, data_key, book_id.encode()),
        key_check=derive_key(data_key, "key check"),
    )
    return msgspec.structs.replace(keys, checksum=_checksum(keys))


def write_keys(folder: Path, keys: Keys) -> None:
    """Writes the file `keys` into the folder of a book, at once or not at all. Raises OSError."""
    unfinished = folder / f"{KEYS_FILE}.part"
    try:
        with unfinished.open("wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(keys)))
            file.flush()
            os.fsync(file.fileno())
        put_in_place(unfinished, folder / KEYS_FILE)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    sync_folder(folder)


def read_keys(folder: Path) -> Keys:
    """Reads the file `keys`. Raises DamagedBook or NewerBook."""
    path = folder / KEYS_FILE
    try:
        content = path.read_bytes()
        if msgspec.json.decode(content, type=_AnyVersion).version > _VERSION:
            raise NewerBook
        keys = msgspec.json.decode(content, type=Keys)
    except (FileNotFoundError, IsADirectoryError, msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise DamagedBook(path) from fault
    if not hmac.compare_digest(keys.checksum.encode(), _checksum(keys).encode()):
        raise DamagedBook(path)
    return keys


def unwrap_key(keys: Keys, passphrase: str) -> bytes:
    """The data key. Raises WrongPassphrase."""
    wrapping_key = _wrapping_key(passphrase, keys.salt, keys.cost)
    try:
        return AESGCM(wrapping_key).decrypt(keys.nonce, keys.wrapped_key, keys.book_id.encode())
    except InvalidTag as fault:
        raise WrongPassphrase from fault


def fits(keys: Keys, data_key: bytes) -> bool:
    """Whether the data key is the one of this book."""
    return hmac.compare_digest(keys.key_check, derive_key(data_key, "key check"))


def derive_key(data_key: bytes, purpose: str) -> bytes:
    """A 256-bit key for one purpose, made from the data key by HKDF-SHA256."""
    return HKDF(
        algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=f"DP Manager {purpose}".encode()
    ).derive(data_key)


def check_passphrase(passphrase: str) -> None:
    """Raises WeakPassphrase, with the reason, for one that is short or all alike."""
    tidy = tidied(passphrase)
    if not tidy:
        raise WeakPassphrase(_("The passphrase is empty. Choose four or more words."))
    if len(tidy) < SHORTEST_PASSPHRASE:
        raise WeakPassphrase(
            ngettext(
                "The passphrase has {count} character and needs at least {least}. "
                "Four or more words are good.",
                "The passphrase has {count} characters and needs at least {least}. "
                "Four or more words are good.",
                len(tidy),
            ).format(count=len(tidy), least=SHORTEST_PASSPHRASE)
        )
    if len(set(tidy)) < FEWEST_DIFFERENT_CHARACTERS:
        raise WeakPassphrase(
            _("The passphrase repeats the same few characters. Four or more words are good.")
        )


def remember_key(book_id: str, data_key: bytes) -> bool:
    """Puts the data key into the system's keyring; False where there is none that works."""
    import keyring  # takes 0.1 s, and is not needed where the passphrase is always typed

    try:
        if not _keeps_secrets():
            return False
        keyring.set_password(KEYRING_SERVICE, book_id, data_key.hex())
    except Exception:  # backends raise whatever their system raises
        return False
    return True


def recall_key(book_id: str) -> bytes | None:
    """The data key from the system's keyring, None where it is not to be had."""
    import keyring

    try:
        data_key = bytes.fromhex(keyring.get_password(KEYRING_SERVICE, book_id) or "")
    except Exception:  # backends raise whatever their system raises
        return None
    return data_key if len(data_key) == _KEY_BYTES else None


def forget_key(book_id: str) -> bool:
    """Takes the data key out of the system's keyring; False where it was not there."""
    import keyring

    try:
        keyring.delete_password(KEYRING_SERVICE, book_id)
    except Exception:  # backends raise whatever their system raises
        return False
    return True


def _keeps_secrets() -> bool:
    """Backends below priority 1 are the ones `keyring` does not recommend, plain files mostly."""
    import keyring

    return keyring.get_keyring().priority >= 1


def _wrapping_key(passphrase: str, salt: bytes, cost: KeyCost) -> bytes:
    return hash_secret_raw(
        tidied(passphrase).encode("utf-8", "surrogatepass"),
        salt,
        time_cost=cost.time_cost,
        memory_cost=cost.memory_kib,
        parallelism=cost.parallelism,
        hash_len=_KEY_BYTES,
        type=Type.ID,
    )


def _checksum(keys: Keys) -> str:
    return hashlib.sha256(
        msgspec.json.encode(msgspec.structs.replace(keys, checksum=""))
    ).hexdigest()
