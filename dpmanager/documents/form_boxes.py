"""Boxes that a PDF reader lets a person fill in (ISO 32000-1, 12.7), tagged and named.

The outline of a box is drawn on the page; the field lies over it. The typeface is put into the
file as a whole, so that every letter can be typed, and each box has its picture from the start,
so that readers which make none show what is written.
"""

import unicodedata
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics

from dpmanager.documents.lettering import LINE, REGULAR, SOFT_INK, Style, clean, load
from dpmanager.documents.pen import PAGE_HEIGHT, Pen
from dpmanager.documents.tags import Element

READ_ONLY = 1 << 0
CHOICE_OPENS_DOWN = 1 << 17
HIDDEN, PRINTED = 1 << 1, 1 << 2
TICKED, NOT_TICKED = Name("/Yes"), Name("/Off")
PADDING = 4.0
_TYPEFACE = "/Atkinson"
_FIRST_LETTER, _LAST_LETTER = 32, 255
_ENCODING = "cp1252"
_INK = "0.106 g"


@dataclass(frozen=True, slots=True)
class FormBox:
    """A box to fill in. says: what a screen reader says of it.

    longest: the most letters. choices: a list to choose from instead of typing. tick: a box to
    tick, ticked if it has a value.
    """

    name: str
    says: str
    value: str = ""
    longest: int = 0
    choices: tuple[str, ...] = ()
    tick: bool = False


@dataclass(frozen=True, slots=True)
class _Placed:
    box: FormBox
    page: int
    rect: tuple[float, float, float, float]
    size: float
    element: Element


@dataclass(slots=True)
class BoxesOfForm:
    """The boxes of one document, placed while it is drawn and written when it is finished.

    hidden: texts that the form carries unseen, by name. to_fill: False for a sheet of paper,
    whose boxes are outlines only.
    """

    hidden: dict[str, str] = field(default_factory=dict)
    to_fill: bool = True
    _placed: list[_Placed] = field(default_factory=list)

    def element(self, parent: Element) -> Element:
        """The element of a box; on paper a box is furniture and has none of its own."""
        return parent.add("Form") if self.to_fill else parent

    def draw(
        self, pen: Pen, box: FormBox, place: tuple[float, float, float, float], style: Style,
        element: Element,
    ) -> None:  # fmt: skip
        """The outline of the box. place: left, top, width and height in points from the top."""
        left, top, width, height = place
        bottom = PAGE_HEIGHT - top - height
        with pen.artifact():
            pen.canvas.setStrokeColor(HexColor(SOFT_INK if box.tick else LINE))
            pen.canvas.setLineWidth(1)
            pen.canvas.rect(left, bottom, width, height)
            if box.choices and self.to_fill:
                _arrow(pen, left + width - 2 * PADDING, bottom + height / 2)
        if self.to_fill:
            rect = (left, bottom, left + width, bottom + height)
            self._placed.append(_Placed(box, pen.page, rect, style.size, element))

    def write(self, pdf: pikepdf.Pdf) -> None:
        """Writes the fields into the file, whose structure tree is written already."""
        if not self.to_fill:
            return
        typeface = pdf.make_indirect(_typeface(pdf))
        fonts = Dictionary({_TYPEFACE: typeface})
        fields = Array()
        for name, text in self.hidden.items():
            fields.append(_hidden(pdf, name, text))
        for placed in self._placed:
            made = pdf.make_indirect(_field(pdf, placed, fonts))
            _tag(pdf, placed, made)
            fields.append(made)
            _add_to_page(pdf, placed.page, made)
        pdf.Root.AcroForm = Dictionary(
            Fields=fields, DR=Dictionary(Font=fonts), DA=String(f"{_TYPEFACE} 12 Tf {_INK}")
        )


def _arrow(pen: Pen, x: float, y: float) -> None:
    """A small arrow down: this box opens a list."""
    path = pen.canvas.beginPath()
    path.moveTo(x - 3, y + 1.5)
    path.lineTo(x, y - 1.5)
    path.lineTo(x + 3, y + 1.5)
    pen.canvas.setStrokeColor(HexColor(SOFT_INK))
    pen.canvas.drawPath(path)


def _add_to_page(pdf: pikepdf.Pdf, page: int, made: pikepdf.Object) -> None:
    there = pdf.pages[page].obj
    if "/Annots" not in there:
        there.Annots = Array()
    there.Annots.append(made)


def _tag(pdf: pikepdf.Pdf, placed: _Placed, made: pikepdf.Object) -> None:
    """Ties the field to its element, and the element to the field (ISO 32000-1, 14.7.4.3)."""
    tree = pdf.Root.StructTreeRoot
    element = placed.element.written
    assert element is not None
    key = int(tree.ParentTreeNextKey)
    made.StructParent = key
    tree.ParentTree.Nums.append(key)
    tree.ParentTree.Nums.append(element)
    tree.ParentTreeNextKey = key + 1
    element.K.append(Dictionary(Type=Name.OBJR, Obj=made, Pg=pdf.pages[placed.page].obj))


def _hidden(pdf: pikepdf.Pdf, name: str, text: str) -> pikepdf.Object:
    page = pdf.pages[0].obj
    made = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String(name), V=String(text),
            Ff=READ_ONLY, F=HIDDEN, Rect=Array([0, 0, 0, 0]), P=page,
            DA=String(f"{_TYPEFACE} 12 Tf {_INK}"),
        )
    )  # fmt: skip
    _add_to_page(pdf, 0, made)
    return made


def _field(pdf: pikepdf.Pdf, placed: _Placed, fonts: Dictionary) -> Dictionary:
    box = placed.box
    made = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, T=String(box.name), TU=String(box.says), F=PRINTED,
        Rect=Array([round(edge, 2) for edge in placed.rect]), P=pdf.pages[placed.page].obj,
    )  # fmt: skip
    if box.tick:
        state = TICKED if box.value else NOT_TICKED
        made.FT, made.V, made.AS = Name.Btn, state, state
        made.AP = Dictionary(N=Dictionary(Yes=_ticked(pdf, placed), Off=_picture(pdf, placed, "")))
        return made
    made.DA = String(f"{_TYPEFACE} {placed.size:g} Tf {_INK}")
    made.V = String(box.value)
    made.AP = Dictionary(N=_lettered(pdf, placed, fonts))
    if box.choices:
        made.FT, made.Ff = Name.Ch, CHOICE_OPENS_DOWN
        made.Opt = Array([String(choice) for choice in box.choices])
    else:
        made.FT, made.MaxLen = Name.Tx, box.longest
    return made


def _size(placed: _Placed) -> tuple[float, float]:
    left, bottom, right, top = placed.rect
    return round(right - left, 2), round(top - bottom, 2)


def _picture(
    pdf: pikepdf.Pdf, placed: _Placed, drawn: str, fonts: Dictionary | None = None
) -> pikepdf.Stream:
    width, height = _size(placed)
    picture = pikepdf.Stream(pdf, drawn.encode("ascii"))
    picture.Type, picture.Subtype = Name.XObject, Name.Form
    picture.BBox = Array([0, 0, width, height])
    picture.Resources = Dictionary(Font=fonts) if fonts is not None else Dictionary()
    return picture


def _ticked(pdf: pikepdf.Pdf, placed: _Placed) -> pikepdf.Stream:
    width, height = _size(placed)
    points = [(0.2, 0.5), (0.42, 0.25), (0.82, 0.78)]
    (x, y), *rest = [(round(a * width, 2), round(b * height, 2)) for a, b in points]
    lines = " ".join(f"{across} {up} l" for across, up in rest)
    return _picture(pdf, placed, f"q 0.106 G 2 w 1 J 1 j {x} {y} m {lines} S Q")


def _lettered(pdf: pikepdf.Pdf, placed: _Placed, fonts: Dictionary) -> pikepdf.Stream:
    width, height = _size(placed)
    baseline = height - Style(placed.size, height).baseline
    text = _in_typeface(placed.box.value)
    return _picture(
        pdf,
        placed,
        f"/Tx BMC q 1 1 {width - 2:.2f} {height - 2:.2f} re W n BT {_TYPEFACE} {placed.size:g} Tf "
        f"{_INK} {PADDING:g} {baseline:.2f} Td <{text.hex()}> Tj ET Q EMC",
        fonts,
    )


def _in_typeface(text: str) -> bytes:
    """Only for the picture: a letter that the typeface lacks is shown without its accent."""
    return b"".join(map(_coded, clean(text).replace("\n", " ")))


def _coded(letter: str) -> bytes:
    plain = unicodedata.normalize("NFD", letter)[0]
    for each in (letter, plain):
        with suppress(UnicodeEncodeError):
            return each.encode(_ENCODING)
    return b"?"


def _typeface(pdf: pikepdf.Pdf) -> Dictionary:
    """The whole typeface, its letters coded as in Windows-1252 (ISO 32000-1, 9.6.3)."""
    face = pdfmetrics.getFont(load(REGULAR)).face
    file = Path(face.filename).read_bytes()
    program = pikepdf.Stream(pdf, file)
    program.Length1 = len(file)
    name = Name("/" + face.name.decode("ascii"))
    letters = bytes(range(_FIRST_LETTER, _LAST_LETTER + 1)).decode(_ENCODING, errors="replace")
    widths = [round(face.charWidths.get(ord(letter), 0)) for letter in letters]
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=name,
        FirstChar=_FIRST_LETTER,
        LastChar=_LAST_LETTER,
        Widths=Array(widths),
        Encoding=Name.WinAnsiEncoding,
        FontDescriptor=pdf.make_indirect(
            Dictionary(
                Type=Name.FontDescriptor,
                FontName=name,
                Flags=32,
                FontBBox=Array([round(edge) for edge in face.bbox]),
                ItalicAngle=0,
                Ascent=round(face.ascent),
                Descent=round(face.descent),
                CapHeight=round(face.capHeight),
                StemV=round(face.stemV),
                FontFile2=pdf.make_indirect(program),
            )
        ),
    )
