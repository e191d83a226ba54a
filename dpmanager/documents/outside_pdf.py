"""PDFs that others made, as they are passed on: their pages, and nothing that acts or hides.

Whatever can do something (scripts, actions, files to launch, forms, links, attachments) stays
behind: only what is drawn on the pages is taken over, into a new file.
"""

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Name, Stream
from PIL import Image

from dpmanager.words import _

if TYPE_CHECKING:
    import pypdfium2

MOST_PAGES_DRAWN = 60
_MOST_OBJECTS = 400_000
_MOST_DOTS = 40_000_000
_KNOWN_FILTERS = {"/ASCII85Decode", "/ASCIIHexDecode", "/DCTDecode", "/FlateDecode"}
_WORTH_IT = 0.9
_PAGE_KEYS = {
    "/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/Group",
}  # fmt: skip
_NOT_DRAWN = (
    "/AF", "/Metadata", "/PieceInfo", "/OPI", "/Ref", "/StructParent", "/StructParents",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Size:
    """How large pictures may be: the longest side in dots, and the quality of JPEG up to 100."""

    side: int
    quality: int


class CannotShow(Exception):  # noqa: N818 (it is not always an error)
    """A PDF whose pages cannot be taken over, and why, in words that follow a colon.

    may_be_drawn: a program that shows PDFs may still make something of it.
    """

    def __init__(self, why: str, *, may_be_drawn: bool = False) -> None:
        super().__init__(why)
        self.may_be_drawn = may_be_drawn


def cleaned_pdf(data: bytes, size: Size) -> tuple[bytes, int]:
    """The pages of a PDF in a new file, and how many there are. Raises CannotShow.

    Photos in it that are larger than `size` are made smaller. What was typed into a form is drawn
    on the page. A PDF that may be read but not copied is read.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as source:
            return _cleaned(source, size)
    except pikepdf.PasswordError as fault:
        raise CannotShow(_("the file is locked with a password")) from fault
    except CannotShow:
        raise
    except Exception as fault:  # broken files fail in every way there is
        raise CannotShow(_("the file is damaged"), may_be_drawn=True) from fault


def _cleaned(source: pikepdf.Pdf, size: Size) -> tuple[bytes, int]:
    if not len(source.pages):
        raise CannotShow(_("the file has no pages"), may_be_drawn=True)
    if len(source.objects) > _MOST_OBJECTS:
        raise CannotShow(_("the file is too large"))
    # What was typed into a form is drawn apart from the page; this joins the two.
    source.generate_appearance_streams()
    source.flatten_annotations("print")
    for page in source.pages:
        for key in set(page.obj.keys()) - _PAGE_KEYS:
            del page.obj[key]
        box = page.mediabox
        if not (float(box[2]) - float(box[0]) and float(box[3]) - float(box[1])):
            raise CannotShow(_("the file is damaged"), may_be_drawn=True)
    with pikepdf.new() as clean:
        clean.pages.extend(source.pages)
        for thing in clean.objects:
            if isinstance(thing, Stream):
                _drop_what_hides(thing)
                if thing.get("/Subtype") == "/Image":
                    _make_smaller(thing, size)
        made = io.BytesIO()
        clean.save(made, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return made.getvalue(), len(clean.pages)


def _drop_what_hides(thing: Stream) -> None:
    for key in _NOT_DRAWN:
        if key in thing:
            del thing[key]


def _make_smaller(image: Stream, size: Size) -> None:
    """Makes a plain photo smaller; any other picture, and one that is small already, stays."""
    wide, high = int(image.get("/Width", 0)), int(image.get("/Height", 0))
    plain = image.get("/BitsPerComponent") == 8 and not (
        {"/SMask", "/Mask", "/ImageMask", "/Decode"} & set(image.keys())
    )
    if not plain or wide * high > _MOST_DOTS or max(wide, high) < size.side // 2:
        return
    filters = _filters(image)
    if max(wide, high) <= size.side and "/DCTDecode" in filters:
        return
    picture = _picture_of(image, (wide, high)) if set(filters) <= _KNOWN_FILTERS else None
    if picture is None:
        return
    picture.thumbnail((size.side, size.side), Image.Resampling.HAMMING)
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=size.quality)
    smaller = made.getvalue()
    if len(smaller) < len(image.read_raw_bytes()) * _WORTH_IT:
        image.write(smaller, filter=Name.DCTDecode)
        image.Width, image.Height = picture.size


def _filters(image: Stream) -> list[str]:
    found = image.get("/Filter", Array())
    return [str(each) for each in found] if isinstance(found, Array) else [str(found)]


def _picture_of(image: Stream, size: tuple[int, int]) -> Image.Image | None:
    """The picture in grey or in red, green and blue; None for one in other colours."""
    space = image.get("/ColorSpace")
    if isinstance(space, Array) and len(space) == 2 and space[0] == Name.ICCBased:
        colours = {1: "L", 3: "RGB"}.get(int(space[1].get("/N", 0)))
    else:
        colours = {"/DeviceGray": "L", "/DeviceRGB": "RGB"}.get(str(space))
    if colours is None:
        return None
    dots = image.read_bytes(decode_level=pikepdf.StreamDecodeLevel.all)
    if len(dots) != size[0] * size[1] * len(colours):
        return None
    return Image.frombuffer(colours, size, dots, "raw", colours, 0, 1)


def drawn_pages(data: bytes, size: Size) -> tuple[bytes, ...]:
    """Each page as a picture, as a program that shows PDFs makes it out. Raises CannotShow."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            if not 0 < len(document) <= MOST_PAGES_DRAWN:
                raise CannotShow(_("the file is damaged"))
            return tuple(_drawn(document, number, size) for number in range(len(document)))
    except CannotShow:
        raise
    except Exception as fault:  # as above
        raise CannotShow(_("the file is damaged")) from fault


def _drawn(document: "pypdfium2.PdfDocument", number: int, size: Size) -> bytes:
    page = document[number]
    picture = page.render(scale=size.side / max(page.get_size())).to_pil().convert("RGB")
    page.close()
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=size.quality)
    return made.getvalue()
