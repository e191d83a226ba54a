"""Reports that are made of words, facts, tables, bars and lists to tick, each under a heading."""

from collections.abc import Sequence
from dataclasses import dataclass

from dpmanager.documents.bar_chart import PaperBar, draw_bars
from dpmanager.documents.layout import Document
from dpmanager.documents.lettering import INK, clean, wrap
from dpmanager.documents.pen import PAGE_HEIGHT, Pen
from dpmanager.documents.steps import show_steps
from dpmanager.documents.strips import Strip, kept_together, space
from dpmanager.documents.tables import Column, Row
from dpmanager.documents.tags import Element
from dpmanager.domain.steps import Step

SHORT_LIST = 5
"""A list of so many things to tick stays on one page."""


@dataclass(frozen=True, slots=True)
class Said:
    """A paragraph; soft for what matters less, strong for what matters more.

    keep: it stays with what follows it.
    """

    text: str
    soft: bool = False
    strong: bool = False
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their values; pairs without a value are left out."""

    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose last `totals` rows are sums. Without rows it is left out."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    totals: int = 0


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars, and what they show in words."""

    alt: str
    bars: Sequence[PaperBar]


@dataclass(frozen=True, slots=True)
class Working:
    """How a figure was worked out."""

    steps: Sequence[Step]


@dataclass(frozen=True, slots=True)
class ToTick:
    """Something to do, with a box to tick. more: what is said of it besides, one after another.

    ticked: it is done; when, is among `more`.
    """

    what: str
    more: Sequence[str] = ()
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Checklist:
    """Things to do."""

    items: Sequence[ToTick]


@dataclass(frozen=True, slots=True)
class Under:
    """A heading under that of the section."""

    heading: str


Block = Said | Under | Facts | Grid | BarChart | Working | Checklist


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under a heading. level: 2 or 3."""

    heading: str
    blocks: Sequence[Block]
    level: int = 2


@dataclass(frozen=True, slots=True)
class Report:
    """A report. answer: the sentence that matters most. opening: what comes before the sections."""

    title: str
    under: str
    answer: str
    opening: Sequence[Block]
    sections: Sequence[Section]
    author: str = ""


def report_pdf(report: Report, *, large_print: bool = False) -> bytes:
    """The report as a PDF. A section without blocks is left out."""
    document = Document(report.title, author=report.author, large_print=large_print)
    document.title(report.title, report.under)
    document.lead(report.answer)
    for block in report.opening:
        _show(document, block)
    for section in report.sections:
        if section.blocks:
            document.heading(section.heading, section.level)
            for block in section.blocks:
                _show(document, block)
    return document.pdf()


def _show(document: Document, block: Block) -> None:
    match block:
        case Said(keep=True):
            document.keep(block.text)
        case Said():
            document.paragraph(block.text, soft=block.soft, strong=block.strong)
        case Under():
            document.heading(block.heading, 3)
        case Facts():
            document.fields(block.pairs)
        case Grid():
            if block.rows:
                document.table(block.columns, block.rows, totals=block.totals)
        case BarChart():
            if block.bars:
                draw_bars(document, block.alt, block.bars)
        case Working():
            if block.steps:
                show_steps(document, block.steps)
        case Checklist():
            _checklist(document, block.items)


def _checklist(document: Document, items: Sequence[ToTick]) -> None:
    if not items:
        return
    parent = document.structure.add("L")
    strips: list[list[Strip]] = [_to_tick(document, parent, item) for item in items]
    if len(strips) <= SHORT_LIST:
        document.add(kept_together([strip for item in strips for strip in item]))
    else:
        for item_strips in strips:
            document.add(kept_together(item_strips))
    document.add([space(document.look.body.leading * 0.4)])


def _to_tick(document: Document, parent: Element, item: ToTick) -> list[Strip]:
    look = document.look
    left = look.body.size * 1.9
    room = look.width - left
    body = parent.add("LI").add("LBody")
    strips: list[Strip] = []
    for number, text in enumerate((item.what, *item.more)):
        style = look.body.soft() if number else look.body.strong()
        paragraph = body.add("P")
        lines = wrap(clean(text), style, room)
        for place, line in enumerate(lines):
            first = not number and not place
            words = line if place == len(lines) - 1 else line + " "

            def draw(
                pen: Pen,
                y: float,
                words: str = words,
                first: bool = first,
                soft: bool = bool(number),
                paragraph: Element = paragraph,
            ) -> None:
                if first:
                    _box(document, pen, y, ticked=item.ticked)
                if words:
                    style = look.body.soft() if soft else look.body.strong()
                    with pen.tagged(paragraph):
                        pen.text(look.margin + left, y, words, style)

            strips.append(Strip(look.body.leading, draw))
    return [*strips, space(look.row_padding * 1.6)]


def _box(document: Document, pen: Pen, y: float, *, ticked: bool) -> None:
    look = document.look
    side = look.body.size * 1.05
    top = y + (look.body.leading - side) / 2
    with pen.artifact():
        pen.canvas.setStrokeColor(INK)
        pen.canvas.setLineWidth(1)
        left, bottom = look.margin, PAGE_HEIGHT - top - side
        pen.canvas.rect(left, bottom, side, side, stroke=1, fill=0)
        if ticked:
            pen.canvas.setLineWidth(1.6)
            pen.canvas.lines(
                [
                    (
                        left + side * 0.2,
                        bottom + side * 0.5,
                        left + side * 0.42,
                        bottom + side * 0.24,
                    ),
                    (
                        left + side * 0.42,
                        bottom + side * 0.24,
                        left + side * 0.82,
                        bottom + side * 0.8,
                    ),
                ]
            )
