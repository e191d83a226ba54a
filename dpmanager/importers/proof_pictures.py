"""Proofs as pictures for the screen: photos turned the right way up, PDF pages drawn.

Pillow, pi_heif and pypdfium2 are loaded when the first proof is shown.
"""

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from dpmanager.errors import DPManagerError
from dpmanager.words import _

if TYPE_CHECKING:
    from PIL.Image import Image

PDF, HEIC, JPEG = "application/pdf", "image/heic", "image/jpeg"


@dataclass(frozen=True, slots=True)
class ProofPicture:
    """One page of a proof, as dots: three bytes each (red, green, blue), row after row.

    pages: how many there are in all; a photo has one.
    """

    width: int
    height: int
    dots: bytes
    pages: int


def draw_proof(data: bytes, media_type: str, *, page: int, width: int) -> ProofPicture:
    """Draws a page of a proof, `width` dots wide; a photo is never made larger than it is.

    page: from 0. Raises DPManagerError when the file cannot be shown.
    """
    try:
        with warnings.catch_warnings(action="ignore"):  # faults in notes beside the picture
            if media_type == PDF:
                picture, pages = draw_pdf(data, page, width)
            else:
                picture, pages = _draw_photo(data, media_type, width), 1
    except Exception as fault:  # decoders fail on broken files in every way there is
        raise DPManagerError(
            _("This receipt cannot be shown. It is still in the book, as it was added.")
        ) from fault
    return ProofPicture(picture.width, picture.height, picture.tobytes(), pages)


def draw_pdf(data: bytes, page: int, width: int) -> tuple["Image", int]:
    """A page of a PDF from 0, so many dots wide; and how many pages there are."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        document.init_forms()  # so that fields that are filled in are drawn
        sheet = document[page]
        drawn = sheet.render(scale=width / sheet.get_width()).to_pil().convert("RGB")
        sheet.close()
        return drawn, len(document)


def _draw_photo(data: bytes, media_type: str, width: int) -> "Image":
    from PIL import Image, ImageOps

    if media_type == HEIC:
        import pi_heif

        pi_heif.register_heif_opener()
    with Image.open(BytesIO(data)) as photo:
        photo.draft("RGB", (width, width))
        upright = ImageOps.exif_transpose(photo)
        if upright.width > width:
            height = max(1, upright.height * width // upright.width)
            upright = upright.resize((width, height))
        return on_white(upright)


def on_white(picture: "Image") -> "Image":
    """In plain colours; what is see-through lies on white paper."""
    from PIL import Image

    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    paper = Image.new("RGB", layer.size, "white")
    paper.paste(layer, mask=layer.getchannel("A"))
    return paper
