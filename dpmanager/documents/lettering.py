"""Letters on paper: the typefaces, what may be printed, and how text is broken into lines.

Text is never marked up: it is drawn as it stands, so nothing in a name can be mistaken for markup.
"""

import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import fontpkg_atkinson_hyperlegible
import fontpkg_noto_sans
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR = "AtkinsonHyperlegible"
BOLD = "AtkinsonHyperlegible-Bold"
FALLBACK = "NotoSans"

INK = "#1B1B1B"
SOFT_INK = "#4A4A4A"
ACCENT = "#0B4F6C"
LINE = "#8A877F"

_FILES = {
    REGULAR: (fontpkg_atkinson_hyperlegible.ROOT, "AtkinsonHyperlegible-Regular.ttf"),
    BOLD: (fontpkg_atkinson_hyperlegible.ROOT, "AtkinsonHyperlegible-Bold.ttf"),
    FALLBACK: (fontpkg_noto_sans.ROOT, "NotoSans[wdth,wght].ttf"),
}
# Scripts that are read from left to right, one letter after the other, without joining.
_PLAIN_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "NUMERO")
_UNKNOWN = "?"
_PLAINER = str.maketrans({"\t": " ", "\u2010": "-", "\u2011": "-", "\u2028": "\n", "\u2029": "\n"})


@dataclass(frozen=True, slots=True)
class Style:
    """How text looks: size and line spacing in points, weight and colour."""

    size: float
    leading: float
    bold: bool = False
    colour: str = INK

    @property
    def baseline(self) -> float:
        """How far the letters stand below the top of their line, in points."""
        face = pdfmetrics.getFont(load(REGULAR)).face
        up, down = face.ascent * self.size / 1000, -face.descent * self.size / 1000
        return float((self.leading - up - down) / 2 + up)

    def strong(self) -> "Style":
        """The same in bold."""
        return replace(self, bold=True)

    def soft(self) -> "Style":
        """The same in softer ink."""
        return replace(self, colour=SOFT_INK)


@lru_cache
def load(name: str) -> str:
    """Makes the typeface known to ReportLab once, when it is first needed; returns its name."""
    root, file = _FILES[name]
    pdfmetrics.registerFont(TTFont(name, str(Path(root) / "files" / file)))
    return name


@lru_cache(maxsize=4096)
def _typeface(letter: str, bold: bool) -> str | None:
    name = load(BOLD if bold else REGULAR)
    if ord(letter) in pdfmetrics.getFont(name).face.charToGlyph:
        return name
    if not unicodedata.name(letter, "").startswith(_PLAIN_SCRIPTS):
        return None
    known = ord(letter) in pdfmetrics.getFont(load(FALLBACK)).face.charToGlyph
    return FALLBACK if known else None


def _printable(letter: str) -> str:
    if letter == "\n":
        return letter
    kind = unicodedata.category(letter)
    if kind == "Zs":
        return letter if letter == "\u00a0" else " "
    # Controls and invisible marks (such as right-to-left overrides) could hide or turn round text;
    # an accent that did not join its letter would be drawn beside it.
    if kind in ("Cc", "Cf", "Mn", "Me"):
        return ""
    return letter if _typeface(letter, False) else _UNKNOWN


def clean(text: str) -> str:
    """The text as it can be printed: no invisible characters, `?` for letters no typeface has."""
    joined = unicodedata.normalize("NFC", text).translate(_PLAINER).replace("\r\n", "\n")
    return "".join(map(_printable, joined))


def runs(text: str, bold: bool) -> list[tuple[str, str]]:
    """Cleaned text cut into pieces of one typeface: (typeface, piece)."""
    pieces: list[tuple[str, str]] = []
    for letter in text:
        name = _typeface(letter, bold) or load(REGULAR)
        if pieces and pieces[-1][0] == name:
            pieces[-1] = (name, pieces[-1][1] + letter)
        else:
            pieces.append((name, letter))
    return pieces


@lru_cache(maxsize=8192)
def text_width(text: str, style: Style) -> float:
    """The width of one line of cleaned text, in points."""
    pieces = runs(text, style.bold)
    return float(sum(pdfmetrics.stringWidth(piece, name, style.size) for name, piece in pieces))


def _longest_start(word: str, style: Style, room: float) -> int:
    """How many letters of a word fit, at least one; after a / or - where there is one."""
    fit = next((n for n in range(len(word), 1, -1) if text_width(word[:n], style) <= room), 1)
    mark = max(word.rfind("/", 1, fit), word.rfind("-", 1, fit))
    return mark + 1 if mark > fit // 2 else fit


def _broken(word: str, style: Style, room: float) -> list[str]:
    pieces = []
    while text_width(word, style) > room and len(word) > 1:
        # A line takes at most some hundred letters; a longer start is not worth measuring.
        cut = _longest_start(word[:200], style, room)
        pieces.append(word[:cut])
        word = word[cut:]
    return [*pieces, word]


def wrap(text: str, style: Style, room: float) -> list[str]:
    """Cleaned text as lines no wider than `room` points; a word that is too long is broken."""
    lines = []
    for part in text.split("\n"):
        line = ""
        for word in part.split(" "):
            longer = f"{line} {word}" if line else word
            if text_width(longer, style) <= room:
                line = longer
                continue
            if line:
                lines.append(line)
            *whole, line = _broken(word, style, room)
            lines.extend(whole)
        lines.append(line)
    return lines
