"""Papers that go into a bundle: pictures made ready to print, PDFs opened and checked."""

import io
import warnings
from dataclasses import dataclass

import pi_heif
import pikepdf
from PIL import Image, ImageOps

from dpmanager.documents.layout import PROGRAM
from dpmanager.words import _

LONGEST_SIDE = 2000
_JPEG_QUALITY = 82
_PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper. number: its number in the evidence index, None for a paper without one.

    media_type: application/pdf, image/jpeg, image/png or image/heic.
    """

    number: int | None
    title: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class ReadyPaper:
    """A paper that was looked at. picture: as JPEG, for a picture. fault: why it cannot be used.

    ours: a PDF of this program's own making, whose tags can be kept.
    """

    paper: Paper
    pages: int = 1
    picture: bytes = b""
    ours: bool = False
    fault: str = ""


def made_ready(paper: Paper) -> ReadyPaper:
    """Looks at a paper; whatever is wrong with it is said in `fault`, nothing is raised."""
    return _ready_pdf(paper) if paper.media_type == _PDF else _ready_picture(paper)


def _ready_pdf(paper: Paper) -> ReadyPaper:
    try:
        with pikepdf.open(io.BytesIO(paper.data)) as pdf:
            pages = len(pdf.pages)
            ours = _is_ours(pdf)
    except pikepdf.PasswordError:
        return ReadyPaper(paper, fault=_("the file is locked with a password"))
    except (pikepdf.PdfError, ValueError):
        return ReadyPaper(paper, fault=_("the file is damaged"))
    if not pages:
        return ReadyPaper(paper, fault=_("the file has no pages"))
    return ReadyPaper(paper, pages=pages, ours=ours)


def _is_ours(pdf: pikepdf.Pdf) -> bool:
    return (
        str(pdf.docinfo.get("/Creator", "")) == PROGRAM
        and "/StructTreeRoot" in pdf.Root
        and all("/StructParents" in page.obj for page in pdf.pages)
    )


def _ready_picture(paper: Paper) -> ReadyPaper:
    pi_heif.register_heif_opener()
    try:
        return ReadyPaper(paper, picture=_upright_jpeg(paper.data))
    except Image.DecompressionBombError:
        return ReadyPaper(paper, fault=_("the picture is too large"))
    except (OSError, ValueError, SyntaxError, EOFError):
        return ReadyPaper(paper, fault=_("the picture is damaged"))


def _upright_jpeg(data: bytes) -> bytes:
    """The picture turned as its EXIF says, small enough to send, with nothing hidden in it."""
    with warnings.catch_warnings():
        # Pillow warns of large pictures, which a phone may well take; it refuses huge ones.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        picture = Image.open(io.BytesIO(data))
    with picture:
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        made = io.BytesIO()
        _on_white(upright).save(made, "JPEG", quality=_JPEG_QUALITY)
        return made.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    paper = Image.new("RGB", layer.size, "white")
    paper.paste(layer, mask=layer.getchannel("A"))
    return paper
