"""A PDF that opens only with a passphrase: AES with 256 bits (ISO 32000-2, 7.6.4)."""

import io
import secrets

import pikepdf

from dpmanager.domain.file_passphrase import check_passphrase


def locked_pdf(pdf: bytes, passphrase: str) -> bytes:
    """The same PDF, locked. Whoever has the passphrase may print and copy it, and hear it read.

    Raises DPManagerError for a passphrase that is no use.
    """
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(
            made,
            encryption=pikepdf.Encryption(
                user=check_passphrase(passphrase), owner=secrets.token_urlsafe(32), R=6
            ),
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return made.getvalue()
