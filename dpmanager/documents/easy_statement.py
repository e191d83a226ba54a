"""A statement in Easy Read: each sentence on its own beside its picture, in large type."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dpmanager.documents.easy_pictures import Picture, draw_picture, picture_words
from dpmanager.documents.layout import Document
from dpmanager.documents.lettering import Style, clean, wrap
from dpmanager.documents.look import LARGE_PRINT, NORMAL, Look
from dpmanager.documents.pen import PAGE_HEIGHT, Pen
from dpmanager.documents.strips import Strip, kept_together, space

# At least 14 point is asked for; much white between the lines.
EASY: Look = replace(
    NORMAL,
    body=Style(16, 27),
    title=Style(28, 38, bold=True),
    headings=(Style(21, 30, bold=True), Style(18, 27, bold=True)),
    foot=74,
)
EASY_LARGE: Look = replace(
    LARGE_PRINT,
    body=Style(22, 37),
    title=Style(34, 46, bold=True),
    headings=(Style(28, 40, bold=True), Style(24, 36, bold=True)),
    foot=88,
)
PICTURE_IN_LINES = 2.7
"""How high a picture is, in lines of text."""


@dataclass(frozen=True, slots=True)
class EasyLine:
    """One idea: its picture and its sentence. strong: the one that matters most."""

    picture: Picture
    sentence: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class EasySection:
    """Ideas that belong together, under a heading."""

    heading: str
    lines: Sequence[EasyLine]


@dataclass(frozen=True, slots=True)
class EasyPaper:
    """The statement in words. under: what stands under the title."""

    title: str
    under: str
    sections: Sequence[EasySection]


def easy_statement_pdf(paper: EasyPaper, *, large_print: bool = False) -> bytes:
    """The statement as a PDF; large print is larger still."""
    document = Document(paper.title, large_print=large_print)
    document.look = EASY_LARGE if large_print else EASY
    document.title(paper.title, paper.under)
    for section in paper.sections:
        if section.lines:
            document.heading(section.heading)
            for line in section.lines:
                document.add(_beside_picture(document, line))
    return document.pdf()


def _beside_picture(document: Document, line: EasyLine) -> list[Strip]:
    """The picture and the sentence, in the middle of one another's height."""
    look = document.look
    style = look.body.strong() if line.strong else look.body
    side = look.body.leading * PICTURE_IN_LINES
    left = side + look.body.size * 1.4
    lines = wrap(clean(line.sentence), style, look.width - left)
    height = max(side, len(lines) * style.leading)
    figure = document.structure.add("Figure", alt=picture_words(line.picture))
    paragraph = document.structure.add("P")

    def draw(pen: Pen, y: float) -> None:
        with pen.tagged(figure):
            bottom = PAGE_HEIGHT - y - height / 2 - side / 2
            draw_picture(pen.canvas, line.picture, look.margin, bottom, side)
        top = y + (height - len(lines) * style.leading) / 2
        with pen.tagged(paragraph):
            for number, words in enumerate(lines):
                gap = "" if number == len(lines) - 1 else " "
                pen.text(look.margin + left, top + number * style.leading, words + gap, style)

    return kept_together([Strip(height, draw), space(look.body.leading * 0.55)])
