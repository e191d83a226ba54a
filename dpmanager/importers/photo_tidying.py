"""Photos of receipts made ready to keep: upright, not larger than can be read, cut to the paper.

Also the mark of a picture by which another photo of the same paper, or the same one saved anew, is
known again. Pillow, pi_heif and pypdfium2 are loaded when the first photo comes.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import blake2b, sha256
from io import BytesIO
from typing import TYPE_CHECKING

from dpmanager.errors import DPManagerError
from dpmanager.importers.proof_files import media_type_of
from dpmanager.importers.proof_pictures import HEIC, JPEG, PDF, draw_pdf, on_white
from dpmanager.importers.receipt_text import words_of_pdf
from dpmanager.words import _

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST_SIDE = 2000
"""Dots; a till receipt as long as a page can be read at this size."""

QUALITY = 85
"""Of a JPEG that is made here."""

_ORIENTATION = 0x0112
"""The note in a photo (EXIF) that says how the camera was held."""

LEAST_LEFT = 10
"""Per cent of the height and of the width that must be left after cutting."""

_GRID = 16
_STEP = 4
"""Shades of grey; a smaller difference is noise."""

_DULL = 8
"""A picture with fewer marks than this is plain paper; it is like any other."""

MOST_UNLIKE = 10
"""Marks of 256 that may differ between two pictures of the same photo, saved in two ways."""


@dataclass(frozen=True, slots=True)
class Edges:
    """How much to cut off each side, in whole per cent of the height or of the width."""

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0


def name_of_content(data: bytes) -> str:
    """What names a file by its content, whatever it is called: 64 hexadecimal figures."""
    return sha256(data).hexdigest()


def tidy_photo(data: bytes) -> bytes:
    """The photo upright and at most 2,000 dots on its longest side.

    One that is so already, and a PDF, stays byte for byte as it is. The data was checked before
    (`proof_files.read_proof_file`). Raises DPManagerError.
    """
    media_type = media_type_of(data)
    if media_type == PDF:
        return data
    with _opened(data, media_type) as photo:
        if max(photo.size) <= LONGEST_SIDE and photo.getexif().get(_ORIENTATION, 1) == 1:
            return data
        return _saved(_shrunk(_upright(photo)))


def cut_photo(data: bytes, *, edges: Edges, quarters: int = 0) -> bytes:
    """A photo turned to the right by quarters, then cut, as a JPEG.

    Raises DPManagerError for a PDF and where nothing would be left.
    """
    sides = (edges.left, edges.top, edges.right, edges.bottom)
    if min(sides) < 0 or max(edges.left + edges.right, edges.top + edges.bottom) > 100 - LEAST_LEFT:
        raise DPManagerError(_("That would leave nothing of the picture. Cut less off."))
    media_type = media_type_of(data)
    if media_type == PDF:
        raise DPManagerError(_("A PDF is kept as it is. Only photos can be turned or cut."))
    with _opened(data, media_type) as photo:
        turned = _upright(photo).rotate(-90 * quarters, expand=True)
        width, height = turned.size
        box = (
            width * edges.left // 100,
            height * edges.top // 100,
            width - width * edges.right // 100,
            height - height * edges.bottom // 100,
        )
        return _saved(_shrunk(turned.crop(box)))


def look_of(data: bytes) -> str:
    """By which another copy of the same picture is known: its shades, from field to field.

    64 hexadecimal figures; "" for plain paper, which is like any other. A PDF with text is known
    by its words: then a “t” goes before 32 figures.
    """
    media_type = media_type_of(data)
    with suppress(DPManagerError):
        if media_type == PDF:
            said = words_of_pdf(data)
            if said:
                return f"t{blake2b(said.encode(), digest_size=16).hexdigest()}"
            return _marks(draw_pdf(data, 0, 400)[0])
        with _opened(data, media_type) as photo:
            photo.draft("L", (400, 400))
            return _marks(_upright(photo))
    return ""


def look_alike(one: str, other: str) -> bool:
    """Whether two such marks are of the same picture."""
    if not one or not other or len(one) != len(other):
        return False
    if one.startswith("t"):
        return one == other
    return (int(one, 16) ^ int(other, 16)).bit_count() <= MOST_UNLIKE


def _marks(picture: "Image") -> str:
    from PIL import Image

    grey = on_white(picture).convert("L").resize((_GRID + 1, _GRID), Image.Resampling.BOX)
    shades = grey.tobytes()
    bits = 0
    for row in range(_GRID):
        for place in range(row * (_GRID + 1), row * (_GRID + 1) + _GRID):
            bits = bits << 1 | (shades[place] > shades[place + 1] + _STEP)
    return f"{bits:064x}" if bits.bit_count() >= _DULL else ""


@contextmanager
def _opened(data: bytes, media_type: str | None) -> "Iterator[Image]":
    from PIL import Image

    if media_type == HEIC:
        import pi_heif

        pi_heif.register_heif_opener()
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(data)) as photo:
            yield photo
    except DPManagerError:
        raise
    except Exception as fault:  # decoders fail on broken files in every way there is
        raise DPManagerError(
            _("This picture cannot be used. Copy it again, or take a new photo.")
        ) from fault


def _upright(photo: "Image") -> "Image":
    from PIL import ImageOps

    return on_white(ImageOps.exif_transpose(photo))


def _shrunk(picture: "Image") -> "Image":
    from PIL import Image

    small = picture.copy()
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return small


def _saved(picture: "Image") -> bytes:
    """As a JPEG, without the notes of the camera: they may say where the photo was taken."""
    out = BytesIO()
    picture.save(out, JPEG.removeprefix("image/").upper(), quality=QUALITY, optimize=True)
    return out.getvalue()
