"""Checks that a file can serve as a proof: a whole picture or a PDF that opens.

What a file is, is told from its content and never from its name. Pillow, pi_heif and pypdfium2
are loaded when the first proof is read.
"""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import Protocol

from dpmanager.errors import DPManagerError
from dpmanager.words import _

LARGEST_MB = 25
"""The most that one proof may take, in megabytes of 1024 x 1024 bytes."""

PAGES = ("application/pdf", "image/jpeg", "image/png", "image/heic")
"""What can be shown page by page."""

LARGEST_PICTURE = 120_000_000
"""The most dots (pixels): a small file can claim more than the computer's memory holds."""

_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1")


@dataclass(frozen=True, slots=True)
class ProofFile:
    """What a proof is. title: its file name without the ending, to be bettered by the person."""

    media_type: str
    title: str


def read_proof_file(data: bytes, name: str) -> ProofFile:
    """Says what kind of proof `data` is, after making sure that the whole of it can be shown.

    media_type is image/jpeg, image/png, image/heic or application/pdf. A PDF that only forbids
    printing or changing is taken; one that asks for a password to be read is not.
    Raises DPManagerError, naming the file and what to do about it.
    """
    if not data:
        raise DPManagerError(_("{name} is empty. Save or scan it again.").format(name=name))
    if len(data) > LARGEST_MB * 1024 * 1024:
        raise DPManagerError(
            _(
                "{name} is larger than {limit} MB, the most for one receipt. "
                "Save it at a lower quality, or as several files."
            ).format(name=name, limit=LARGEST_MB)
        )
    media_type = media_type_of(data)
    if media_type is None:
        raise DPManagerError(
            _(
                "{name} is not a photo or a PDF that can be kept as a receipt. "
                "Choose a JPEG, PNG, HEIC or PDF file."
            ).format(name=name)
        )
    if media_type == "application/pdf":
        _check_pdf(data, name)
    else:
        _check_picture(_PICTURE_OPENERS[media_type], data, name)
    return ProofFile(media_type, PurePath(name).stem)


def media_type_of(data: bytes) -> str | None:
    """What kind of proof it seems to be by its first bytes; None for none."""
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return "image/heic"
    if b"%PDF-" in data[:1024]:  # readers allow for some bytes before it
        return "application/pdf"
    return None


class _Picture(Protocol):
    """What Pillow and pi_heif have in common: the size that is claimed, and decoding it all."""

    @property
    def size(self) -> tuple[int, int]: ...

    def load(self) -> object: ...


def _open_jpeg(data: bytes) -> _Picture:
    # The class itself, not Image.open: that has a limit of its own and tries other formats.
    from PIL.JpegImagePlugin import JpegImageFile

    return JpegImageFile(BytesIO(data))


def _open_png(data: bytes) -> _Picture:
    from PIL.PngImagePlugin import PngImageFile

    return PngImageFile(BytesIO(data))


def _open_heic(data: bytes) -> _Picture:
    import pi_heif

    file = pi_heif.open_heif(BytesIO(data))
    picture: _Picture = file[file.primary_index]
    return picture


_PICTURE_OPENERS = {"image/jpeg": _open_jpeg, "image/png": _open_png, "image/heic": _open_heic}


def _check_picture(open_picture: Callable[[bytes], _Picture], data: bytes, name: str) -> None:
    try:
        with warnings.catch_warnings(action="ignore"):  # faults in notes beside the picture
            picture = open_picture(data)
            width, height = picture.size
            fits = width * height <= LARGEST_PICTURE
            if fits:
                picture.load()
    except Exception as fault:  # decoders fail on broken files in every way there is
        raise DPManagerError(
            _(
                "The picture {name} is damaged or not complete. "
                "Copy it from the phone or camera again, or take a new photo."
            ).format(name=name)
        ) from fault
    if not fits:
        raise DPManagerError(
            _(
                "The picture {name} has more than {limit} million dots, too many to open safely. "
                "Save it at a smaller size, or take a new photo."
            ).format(name=name, limit=LARGEST_PICTURE // 1_000_000)
        )


def _check_pdf(data: bytes, name: str) -> None:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            for index in range(len(document)):
                document[index].close()
    except pypdfium2.PdfiumError as fault:
        if fault.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise DPManagerError(
                _(
                    "The PDF {name} is locked with a password. "
                    "Open it, print it to a new PDF, and add that one."
                ).format(name=name)
            ) from fault
        raise DPManagerError(
            _(
                "The PDF {name} is damaged or has no pages. Save it again from where it came from."
            ).format(name=name)
        ) from fault
