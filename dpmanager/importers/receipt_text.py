"""The lines of text of a receipt: from the PDF itself where it has text, else read by a program.

pypdfium2 and Pillow are loaded when the first receipt is read.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import msgspec

from dpmanager.domain.receipts.lines import Point, TextLine
from dpmanager.errors import DPManagerError
from dpmanager.importers.proof_pictures import HEIC, PDF, draw_pdf, on_white
from dpmanager.words import _

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PAGES = 3
"""Pages of a PDF that are read; the total of a bill is not further back."""

PAGE_WIDTH = 1200
"""Dots across a page that is drawn to be read."""

LEAST_WORDS = 3
"""A PDF with fewer words is a picture with a stamp on it."""

MOST_LINES = 2000
LARGEST_TO_READ = 2000


@dataclass(frozen=True, slots=True)
class PageText:
    """What stands on one page. width, height: of the page, in the dots of the lines."""

    width: int
    height: int
    lines: tuple[TextLine, ...]


class _Kept(msgspec.Struct):
    pages: list[tuple[int, int, list[tuple[str, list[int]]]]]


def write_pages(pages: Sequence[PageText]) -> str:
    """The pages as text (JSON), to be kept."""
    return msgspec.json.encode(
        _Kept(
            [
                (
                    page.width,
                    page.height,
                    [
                        (line.text, [part for point in line.corners for part in point])
                        for line in page.lines
                    ],
                )
                for page in pages
            ]
        )
    ).decode()


def read_pages(kept: str) -> list[PageText]:
    """The pages out of what `write_pages` made; none out of anything else."""
    try:
        pages = msgspec.json.decode(kept, type=_Kept).pages
    except msgspec.DecodeError:
        return []
    return [
        PageText(
            width,
            height,
            tuple(TextLine(text, corners_of(numbers), number) for text, numbers in lines),
        )
        for number, (width, height, lines) in enumerate(pages)
    ]


def corners_of(numbers: Sequence[int]) -> tuple[Point, Point, Point, Point]:
    """The four corners out of eight numbers, across and down in turn."""
    a, b, c, d, e, f, g, h = numbers
    return (a, b), (c, d), (e, f), (g, h)


def words_of_pdf(data: bytes) -> str:
    """All words of the pages that are read, with one space between; "" where there are none."""
    return " ".join(
        word for page in pages_of_pdf(data) for line in page.lines for word in line.text.split()
    )


def pages_of_pdf(data: bytes) -> list[PageText]:
    """The text that a PDF holds; no page where it is a picture. Raises DPManagerError."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            pages = [_page(document[number], number) for number in _first_pages(document)]
    except pypdfium2.PdfiumError as fault:
        raise _not_readable() from fault
    words = sum(len(line.text.split()) for page in pages for line in page.lines)
    return pages if words >= LEAST_WORDS else []


def _first_pages(document: object) -> range:
    return range(min(len(document), MOST_PAGES))  # type: ignore[arg-type]


def _page(page: object, number: int) -> PageText:
    """The pieces of text of a page, each with the box that stands around it."""
    width, height = page.get_size()  # type: ignore[attr-defined]
    scale = PAGE_WIDTH / width
    lines = []
    text = page.get_textpage()  # type: ignore[attr-defined]
    for index in range(min(text.count_rects(), MOST_LINES)):
        left, bottom, right, top = text.get_rect(index)
        said = text.get_text_bounded(left, bottom, right, top)
        across = round(left * scale), round(right * scale)
        down = round((height - top) * scale), round((height - bottom) * scale)
        corners = (
            (across[0], down[0]), (across[1], down[0]), (across[1], down[1]), (across[0], down[1]),
        )  # fmt: skip
        lines.append(TextLine(" ".join(said.split()), corners, number))
    text.close()
    page.close()  # type: ignore[attr-defined]
    return PageText(PAGE_WIDTH, round(height * scale), tuple(lines))


def pictures_to_read(data: bytes, media_type: str) -> list[bytes]:
    """The pages of a receipt as JPEGs, upright, of a size to be read. Raises DPManagerError."""
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings(action="ignore"):
            if media_type == PDF:
                first, pages = draw_pdf(data, 0, PAGE_WIDTH)
                more = range(1, min(pages, MOST_PAGES))
                return [
                    _as_jpeg(page)
                    for page in (first, *(draw_pdf(data, each, PAGE_WIDTH)[0] for each in more))
                ]
            if media_type == HEIC:
                import pi_heif

                pi_heif.register_heif_opener()
            with Image.open(BytesIO(data)) as photo:
                return [_as_jpeg(on_white(ImageOps.exif_transpose(photo)))]
    except Exception as fault:  # decoders fail on broken files in every way there is
        raise _not_readable() from fault


def _as_jpeg(picture: "Image") -> bytes:
    small = picture.copy()
    small.thumbnail((LARGEST_TO_READ, LARGEST_TO_READ))
    out = BytesIO()
    small.save(out, "JPEG", quality=90)
    return out.getvalue()


def _not_readable() -> DPManagerError:
    return DPManagerError(_("The words of this receipt could not be read. Type what it says."))
