"""Bars on paper, one under the other: what was planned as an outline, what it came to inside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportlab.lib.colors import HexColor

from dpmanager.documents.layout import Document
from dpmanager.documents.lettering import ACCENT, INK, SOFT_INK, clean, text_width, wrap
from dpmanager.documents.pen import PAGE_HEIGHT, Pen
from dpmanager.documents.strips import Strip, kept_together, space
from dpmanager.documents.tags import Element

_FILL = "#DCE9EE"


@dataclass(frozen=True, slots=True)
class PaperBar:
    """One bar. value, whole: in one unit for all bars; whole: None where nothing was planned.

    says: the two in words, as they stand over the bar.
    """

    label: str
    value: Decimal
    whole: Decimal | None
    says: str


def draw_bars(document: Document, alt: str, bars: Sequence[PaperBar]) -> None:
    """Draws the bars as one figure. alt: what they show, for whoever cannot see them.

    The table with the same figures is to follow: what is drawn adds nothing to it. A value below
    nothing has no bar.
    """
    most = max((max(bar.value, bar.whole or Decimal(0)) for bar in bars), default=Decimal(0))
    figure = document.structure.add("Figure", alt=clean(alt))
    strips: list[Strip] = []
    for bar in bars:
        strips += kept_together(_strips(document, figure, bar, most))
    document.add([*strips, space(document.look.body.leading * 0.4)])


def _strips(document: Document, figure: Element, bar: PaperBar, most: Decimal) -> list[Strip]:
    look = document.look
    style, soft = look.body, look.label
    label, says = clean(bar.label), clean(bar.says)
    beside = text_width(label, style) + look.column_gap + text_width(says, soft) <= look.width
    lines = (
        [(label, style)] if beside else [(line, style) for line in wrap(label, style, look.width)]
    )
    if not beside:
        lines += [(line, soft) for line in wrap(says, soft, look.width)]
    text_height = len(lines) * style.leading

    def draw_text(pen: Pen, y: float) -> None:
        with pen.tagged(figure):
            for number, (line, how) in enumerate(lines):
                pen.text(look.margin, y + number * style.leading, line + " ", how)
            if beside:
                pen.text(look.margin + look.width - text_width(says, soft), y, says, soft)

    height = style.size * 1.1

    def draw_bar(pen: Pen, y: float) -> None:
        if not most:
            return
        with pen.tagged(figure):
            if bar.whole:
                _box(pen, y, float(bar.whole / most) * look.width, height, look.margin)
            if bar.value > 0:
                _solid(pen, y, float(bar.value / most) * look.width, height, look.margin)

    return [
        Strip(text_height, draw_text),
        Strip(height, draw_bar),
        space(style.leading * 0.45),
    ]


def _box(pen: Pen, y: float, width: float, height: float, left: float) -> None:
    pen.canvas.setFillColor(HexColor(_FILL))
    pen.canvas.setStrokeColor(HexColor(SOFT_INK))
    pen.canvas.setLineWidth(0.8)
    pen.canvas.rect(left, PAGE_HEIGHT - y - height, width, height, stroke=1, fill=1)


def _solid(pen: Pen, y: float, width: float, height: float, left: float) -> None:
    inset = height * 0.22
    pen.canvas.setFillColor(HexColor(ACCENT))
    pen.canvas.setStrokeColor(HexColor(INK))
    pen.canvas.setLineWidth(0.4)
    pen.canvas.rect(
        left, PAGE_HEIGHT - y - height + inset, width, height - 2 * inset, stroke=1, fill=1
    )
