"""A PDF form of somebody else's, filled in: only the fields that are named change.

Each field gets its picture with its value (ISO 32000-1, 12.7.3.3), so that every reader shows it,
and it can still be changed.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from reportlab.pdfbase.pdfmetrics import stringWidth

from dpmanager.errors import DPManagerError
from dpmanager.words import _

_DEEPEST = 20
_RADIO, _LINES, _COMB, _COMBO = 1 << 15, 1 << 12, 1 << 24, 1 << 17
_EDGE = 2.0
_LARGEST, _IN_LINES, _SMALLEST = 12.0, 10.0, 4.0
"""Points: the size of letters that fits itself to the field, and the least there is."""
_LEADING, _CAPITALS, _DESCENT = 1.15, 0.718, 0.207
_ENCODING = "cp1252"
_FONT = re.compile(rb"/(\S+)\s+(-?[\d.]+)\s+Tf")
_COLOUR = re.compile(rb"(?:-?[\d.]+\s+){1,4}(?:g|rg|k)\b")
_BEGINS, _ENDS = b"/Tx BMC", b"EMC"
_WITHOUT_ITS_STROKE = {"Ł": "L", "ł": "l", "Đ": "D", "đ": "d", "ı": "i"}
# Typefaces that every reader has, for the pictures; forms name them in many ways.
_FACES = (
    (re.compile(r"cour|mono", re.IGNORECASE), "Courier", "Courier-Bold"),
    (re.compile(r"times|tiro|serif|roman|georgia", re.IGNORECASE), "Times-Roman", "Times-Bold"),
    (re.compile(""), "Helvetica", "Helvetica-Bold"),
)


def filled_form(data: bytes, values: Mapping[str, str]) -> bytes:
    """The form with these values in its fields.

    values: by the whole name of each field. Of a field to tick any text ticks it; of one to choose
    from, the text is the choice. All other fields, and all that is printed, stay as they were.
    Raises DPManagerError that names a field which is not there, or lacks such a choice.
    """
    with pikepdf.open(BytesIO(data)) as pdf:
        fields = _fields(pdf)
        for name, value in values.items():
            if name not in fields:
                raise DPManagerError(
                    _("The form has no field “{field}” any more. Load the form again.").format(
                        field=name
                    )
                )
            _fill(pdf, name, fields[name], value)
        _leave_out_other_copies(pdf)
        made = BytesIO()
        pdf.save(made, encryption=pdf.is_encrypted, deterministic_id=not pdf.is_encrypted)
        return made.getvalue()


def _leave_out_other_copies(pdf: pikepdf.Pdf) -> None:
    """A form can hold its fields a second time (XFA), and rights that end with any change."""
    form = pdf.Root.get("/AcroForm")
    if form is not None and "/XFA" in form:
        del form["/XFA"]
    rights = pdf.Root.get("/Perms")
    if rights is not None and "/UR3" in rights:
        del rights["/UR3"]


_Line = tuple[float, float, bytes]
"""A line of a picture: how far from the left and from below, in points, and its letters."""


@dataclass(frozen=True, slots=True)
class _Widget:
    """A field where it is shown: the widget, and what it is part of."""

    chain: tuple[Any, ...]

    @property
    def obj(self) -> Any:
        return self.chain[0]

    def inherited(self, key: str) -> Any:
        return next((one[key] for one in self.chain if key in one), None)

    @property
    def field(self) -> Any:
        """What holds the value: the lowest that has a name of its own."""
        return next(one for one in self.chain if "/T" in one)

    @property
    def flags(self) -> int:
        return int(self.inherited("/Ff") or 0)


def _fields(pdf: pikepdf.Pdf) -> dict[str, list[_Widget]]:
    found: dict[str, list[_Widget]] = {}
    for page in pdf.pages:
        for widget in page.obj.get("/Annots", ()):
            if str(widget.get("/Subtype")) != "/Widget":
                continue
            chain = [widget]
            while "/Parent" in chain[-1] and len(chain) < _DEEPEST:
                chain.append(chain[-1]["/Parent"])
            name = ".".join(str(one["/T"]) for one in reversed(chain) if "/T" in one)
            if name:
                found.setdefault(name, []).append(_Widget(tuple(chain)))
    return found


def _fill(pdf: pikepdf.Pdf, name: str, widgets: list[_Widget], value: str) -> None:
    first = widgets[0]
    kind = str(first.inherited("/FT"))
    if kind == "/Btn":
        _press(name, widgets, value, radio=bool(first.flags & _RADIO))
        return
    if kind == "/Ch":
        value = _choose(name, first, value)
    for widget in widgets:
        widget.field["/V"] = String(value)
        for key in ("/RV", "/I"):  # the value a second time
            if key in widget.field:
                del widget.field[key]
        _Picture(pdf, widget).draw(_shown(first, value) if kind == "/Ch" else value)


def _press(name: str, widgets: list[_Widget], value: str, *, radio: bool) -> None:
    """Ticks a box, or presses one of several buttons."""
    pressed = False
    for widget in widgets:
        drawn = widget.obj.get("/AP", {})
        states = [str(one) for one in drawn.get("/N", {}) if str(one) != "/Off"]
        fits = [one for one in states if not radio or one == f"/{value}"]
        state = Name(fits[0]) if fits else Name.Off
        widget.obj["/AS"] = state
        if fits:
            widget.field["/V"] = state
            pressed = True
    if not pressed:
        raise _no_such_choice(name, value)


def _choose(name: str, widget: _Widget, value: str) -> str:
    listed = list(widget.inherited("/Opt") or ())
    kept = [str(one[0]) if isinstance(one, Array) else str(one) for one in listed]
    may_be_typed = widget.flags & (1 << 18) and widget.flags & _COMBO
    if value not in kept and not may_be_typed:
        raise _no_such_choice(name, value)
    return value


def _no_such_choice(name: str, value: str) -> DPManagerError:
    return DPManagerError(
        _("The field “{field}” of the form does not offer “{choice}”.").format(
            field=name, choice=value
        )
    )


def _shown(widget: _Widget, value: str) -> str:
    for one in widget.inherited("/Opt") or ():
        if isinstance(one, Array) and str(one[0]) == value and len(one) > 1:
            return str(one[1])
    return value


class _Picture:
    """What a field looks like with its value: its frame as it was, the words anew."""

    def __init__(self, pdf: pikepdf.Pdf, widget: _Widget) -> None:
        self._pdf, self._widget = pdf, widget
        form = pdf.Root.get("/AcroForm", Dictionary())
        look = widget.inherited("/DA") or form.get("/DA", String("/Helv 0 Tf 0 g"))
        as_bytes = bytes(look)
        found = _FONT.search(as_bytes)
        self._size = float(found.group(2)) if found else 0.0
        self._face = _face(form, found.group(1).decode("latin-1") if found else "")
        colour = _COLOUR.search(as_bytes)
        self._colour = colour.group(0) if colour else b"0 g"
        aligned = widget.inherited("/Q")
        self._aligned = int(form.get("/Q", 0) if aligned is None else aligned)

    def draw(self, value: str) -> None:
        widget = self._widget.obj
        old = widget.get("/AP", Dictionary()).get("/N")
        kept = old if isinstance(old, Stream) else None
        box = [float(edge) for edge in kept.get("/BBox", ())] if kept is not None else []
        if len(box) != 4 or box[2] <= box[0] or box[3] <= box[1]:
            left, bottom, right, top = (float(edge) for edge in widget["/Rect"])
            box, kept = [0.0, 0.0, abs(right - left), abs(top - bottom)], None
        before, after = self._frame(kept, box)
        words = self._words(value, box)
        made = Stream(self._pdf, b"\n".join([before, _BEGINS, words, _ENDS, after]))
        made.Type, made.Subtype, made.BBox = Name.XObject, Name.Form, Array(box)
        if kept is not None and "/Matrix" in kept:
            made.Matrix = kept.Matrix
        made.Resources = self._resources(kept)
        widget["/AP"] = Dictionary(N=self._pdf.make_indirect(made))

    def _frame(self, kept: Any, box: list[float]) -> tuple[bytes, bytes]:
        """What is drawn before and after the words."""
        if kept is not None:
            old = kept.read_bytes()
            begin = old.find(_BEGINS)
            end = old.rfind(_ENDS)
            if 0 <= begin < end:
                return old[:begin], old[end + len(_ENDS) :]
        return self._frame_by_description(box), b""

    def _frame_by_description(self, box: list[float]) -> bytes:
        described = self._widget.obj.get("/MK", Dictionary())
        width = float(self._widget.obj.get("/BS", Dictionary()).get("/W", 1))
        parts = []
        place = f"{box[0]:g} {box[1]:g} {box[2] - box[0]:g} {box[3] - box[1]:g} re"
        if (paint := _paint(described.get("/BG"), "g", "rg", "k")) is not None:
            parts.append(f"q {paint} {place} f Q")
        if width and (paint := _paint(described.get("/BC"), "G", "RG", "K")) is not None:
            half = width / 2
            inner = (
                f"{box[0] + half:g} {box[1] + half:g} "
                f"{box[2] - box[0] - width:g} {box[3] - box[1] - width:g} re"
            )
            parts.append(f"q {paint} {width:g} w {inner} S Q")
        return "\n".join(parts).encode()

    def _resources(self, kept: Any) -> Any:
        old: Any = kept.get("/Resources", {}) if kept is not None else {}
        resources = Dictionary(dict(old.items()))
        fonts: Any = old.get("/Font", {})
        resources.Font = Dictionary(dict(fonts.items()))
        resources.Font["/DPManager"] = Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{self._face}"),
            Encoding=Name.WinAnsiEncoding,
        )  # fmt: skip
        return resources

    def _words(self, value: str, box: list[float]) -> bytes:
        wide, high = box[2] - box[0], box[3] - box[1]
        flags = self._widget.flags
        longest = int(self._widget.inherited("/MaxLen") or 0)
        if flags & _COMB and longest:
            lines, size = list(self._comb(value, wide / longest, high)), self._one_line(high)
        elif flags & _LINES:
            lines, size = self._several_lines(value, wide, high)
        else:
            lines, size = self._single(value, wide, high)
        drawn = [
            f"1 0 0 1 {box[0] + left:.2f} {box[1] + up:.2f} Tm <{text.hex()}> Tj".encode()
            for left, up, text in lines
        ]
        clip = f"q {box[0] + 1:g} {box[1] + 1:g} {wide - 2:g} {high - 2:g} re W n BT".encode()
        font = f"/DPManager {size:.2f} Tf".encode()
        return b"\n".join([clip, font, self._colour, *drawn, b"ET Q"])

    def _one_line(self, high: float) -> float:
        return self._size or max(_SMALLEST, min(_LARGEST, (high - 2 * _EDGE) / _LEADING))

    def _wide(self, text: str, size: float) -> float:
        wide: float = stringWidth(text, self._face, size)
        return wide

    def _left(self, text: str, size: float, wide: float) -> float:
        spare = wide - self._wide(text, size)
        return {1: spare / 2, 2: spare - _EDGE}.get(self._aligned, _EDGE)

    def _single(self, value: str, wide: float, high: float) -> tuple[list[_Line], float]:
        text = " ".join(value.split())
        size = self._one_line(high)
        while size > _SMALLEST and self._wide(text, size) > wide - 2 * _EDGE:
            size -= 0.5
        up = (high - size * _CAPITALS) / 2
        return [(self._left(text, size, wide), up, _coded(text))], size

    def _several_lines(self, value: str, wide: float, high: float) -> tuple[list[_Line], float]:
        size = self._size or _IN_LINES
        lines = list(self._broken(value, size, wide - 2 * _EDGE))
        while size > _SMALLEST and len(lines) * size * _LEADING > high - 2 * _EDGE:
            size -= 0.5
            lines = list(self._broken(value, size, wide - 2 * _EDGE))
        first = high - _EDGE - size * (1 - _DESCENT)
        return [
            (self._left(line, size, wide), first - number * size * _LEADING, _coded(line))
            for number, line in enumerate(lines)
        ], size

    def _broken(self, value: str, size: float, wide: float) -> Iterator[str]:
        for paragraph in value.splitlines():
            line = ""
            for word in paragraph.split():
                longer = f"{line} {word}".strip()
                if line and self._wide(longer, size) > wide:
                    yield line
                    longer = word
                line = longer
            yield line

    def _comb(self, value: str, each: float, high: float) -> Iterator[_Line]:
        size = self._one_line(high)
        up = (high - size * _CAPITALS) / 2
        for number, letter in enumerate(value):
            yield number * each + (each - self._wide(letter, size)) / 2, up, _coded(letter)


def _face(form: Any, name: str) -> str:
    """The typeface that is most like the one the form names."""
    fonts = form.get("/DR", Dictionary()).get("/Font", Dictionary())
    named = str(fonts[f"/{name}"].get("/BaseFont", "")) if name and f"/{name}" in fonts else name
    for pattern, usual, bold in _FACES:
        if pattern.search(named):
            return bold if re.search(r"bold|hebo|tibo|cobo", named, re.IGNORECASE) else usual
    raise AssertionError("the last pattern fits everything")


def _paint(colour: Any, grey: str, red: str, cyan: str) -> str | None:
    if colour is None or len(colour) not in (1, 3, 4):
        return None
    operator = {1: grey, 3: red, 4: cyan}[len(colour)]
    return " ".join([*(f"{float(part):g}" for part in colour), operator])


def _coded(text: str) -> bytes:
    """Only for the picture: a letter that the typeface lacks is shown without its accent."""
    return b"".join(map(_letter, text))


def _letter(letter: str) -> bytes:
    plain = _WITHOUT_ITS_STROKE.get(letter) or unicodedata.normalize("NFD", letter)[0]
    for each in (letter, plain):
        with suppress(UnicodeEncodeError):
            return each.encode(_ENCODING)
    return b"?"
