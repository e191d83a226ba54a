"""Papers that go into a bundle: pictures made ready to print, PDFs opened, checked and cleaned."""

import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field

import pi_heif
import pikepdf
from PIL import Image, ImageOps

from dpmanager.documents.outside_pdf import CannotShow, Size, cleaned_pdf, drawn_pages
from dpmanager.errors import DPManagerError
from dpmanager.words import _

SIZES = (Size(2000, 82), Size(2000, 72), Size(1800, 66), Size(1600, 62), Size(1400, 60))
"""How pictures are made smaller, step by step.

The last is the floor: on it a till receipt of sixty lines still has letters some 12 dots high.
"""
_PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper. number: its number in the evidence index, None for a paper without one.

    media_type: application/pdf, image/jpeg, image/png or image/heic. content: the file, or what
    reads or makes it when it is asked for. ours: a PDF of this program's own making, just made,
    whose tags are kept.
    """

    number: int | None
    title: str
    media_type: str
    content: bytes | Callable[[], bytes] = field(repr=False)
    ours: bool = False

    @property
    def data(self) -> bytes:
        """The file. Raises what reading or making it raises."""
        return self.content if isinstance(self.content, bytes) else self.content()


@dataclass(frozen=True, slots=True)
class ReadyPaper:
    """A paper that was looked at. Its content is a PDF, or pictures as JPEG, each a page.

    fault: why it cannot be used. note: what was done to show it all the same.
    """

    paper: Paper
    pages: int = 1
    pdf: bytes = b""
    pictures: tuple[bytes, ...] = ()
    fault: str = ""
    note: str = ""

    @property
    def size(self) -> int:
        """Bytes of its content."""
        return len(self.pdf) + sum(map(len, self.pictures))


def made_ready(paper: Paper, size: Size = SIZES[0]) -> ReadyPaper:
    """Looks at a paper; whatever is wrong with it is said in `fault`, nothing is raised."""
    try:
        data = paper.data
    except DPManagerError:
        return ReadyPaper(paper, fault=_("its file in the book is damaged"))
    if paper.media_type != _PDF:
        return _ready_picture(paper, data, size)
    if paper.ours:
        return _ready_own_pdf(paper, data)
    return _ready_pdf(paper, data, size)


def _ready_own_pdf(paper: Paper, data: bytes) -> ReadyPaper:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return ReadyPaper(paper, pages=len(pdf.pages), pdf=data)


def _ready_pdf(paper: Paper, data: bytes, size: Size) -> ReadyPaper:
    try:
        pdf, pages = cleaned_pdf(data, size)
        return ReadyPaper(paper, pages=pages, pdf=pdf)
    except CannotShow as fault:
        if not fault.may_be_drawn:
            return ReadyPaper(paper, fault=str(fault))
        try:
            pictures = drawn_pages(data, size)
        except CannotShow:
            return ReadyPaper(paper, fault=str(fault))
        note = _("Shown as a picture, because the file is damaged.")
        return ReadyPaper(paper, pages=len(pictures), pictures=pictures, note=note)


def _ready_picture(paper: Paper, data: bytes, size: Size) -> ReadyPaper:
    pi_heif.register_heif_opener()
    try:
        return ReadyPaper(paper, pictures=(_upright_jpeg(data, size),))
    except Image.DecompressionBombError:
        return ReadyPaper(paper, fault=_("the picture is too large"))
    except (OSError, ValueError, SyntaxError, EOFError):
        return ReadyPaper(paper, fault=_("the picture is damaged"))


def _upright_jpeg(data: bytes, size: Size) -> bytes:
    """The picture turned as its EXIF says, small enough to send, with nothing hidden in it."""
    with warnings.catch_warnings():
        # Pillow warns of large pictures, which a phone may well take; it refuses huge ones.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        picture = Image.open(io.BytesIO(data))
    with picture:
        picture.draft("RGB", (size.side, size.side))
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((size.side, size.side), Image.Resampling.HAMMING)
        made = io.BytesIO()
        _on_white(upright).save(made, "JPEG", quality=size.quality)
        return made.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    paper = Image.new("RGB", layer.size, "white")
    paper.paste(layer, mask=layer.getchannel("A"))
    return paper
