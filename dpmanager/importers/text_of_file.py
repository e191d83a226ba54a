"""From the bytes of a file to its text, or one sentence that says what the file is instead."""

import re

from dpmanager.errors import DPManagerError
from dpmanager.words import _

LARGEST_FILE = 50 * 1024 * 1024

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_SOMETHING = re.compile(r"[^\s\x00\x1a]")
_LOOKED_AT = 1000


def refuse_too_large(data: bytes) -> None:
    """Raises DPManagerError for a file of more than 50 MB."""
    if len(data) > LARGEST_FILE:
        raise DPManagerError(
            _(
                "This file is larger than 50 MB, which no bank statement is, so nothing was added: "
                "choose the file that you downloaded from your bank."
            )
        )


def text_of_file(data: bytes) -> str:
    """The text of a statement file: UTF-8, UTF-16 or Windows-1252, as the bytes themselves show.

    Raises DPManagerError for a file that is empty or no text.
    """
    if kind := _kind_by_bytes(data):
        raise _not_csv(kind)
    text = _decoded(data)
    if not _SOMETHING.search(text):
        raise DPManagerError(
            _(
                "This file is empty, so nothing was added: "
                "download the statement from your bank again."
            )
        )
    if kind := _kind_by_text(text):
        raise _not_csv(kind)
    return text


def _not_csv(kind: str) -> DPManagerError:
    return DPManagerError(
        _(
            "This file is {kind}, not a CSV file, so nothing was added: on your bank's website, "
            "download the statement as CSV and choose that file."
        ).format(kind=kind)
    )


def _kind_by_bytes(data: bytes) -> str:
    if data.startswith(_PICTURES) or data[4:8] == b"ftyp":
        return _("a picture")
    if data.startswith(_OLD_OFFICE):
        return _("an Excel workbook of the older kind")
    if data.startswith(b"PK\x03\x04"):
        return _("a ZIP file")
    return ""


def _kind_by_text(text: str) -> str:
    start = text[:_LOOKED_AT].lstrip().lower()
    if start.startswith(("<!doctype html", "<html", "<head", "<body", "<table", "<div")):
        return _("a web page")
    if start.startswith(("<?xml", "{\\rtf")) or _NOT_TEXT.search(start):
        return _("something else")
    return ""


def _decoded(data: bytes) -> str:
    for encoding in _encodings(data):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _not_csv(_("something else"))


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    start = data[:_LOOKED_AT]
    # Plain English text in UTF-16 has a zero in every second byte and nowhere else.
    if start[1::2] and not any(start[1::2]) and all(start[0::2]):
        return ("utf-16-le",)
    if start[0::2] and not any(start[0::2]) and all(start[1::2]):
        return ("utf-16-be",)
    return ("utf-8-sig", "cp1252")
