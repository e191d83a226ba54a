"""The forecast on one page: the sentence that matters, the line, and its table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportlab.lib.colors import HexColor

from dpmanager.documents.layout import Document
from dpmanager.documents.lettering import ACCENT, INK, LINE, SOFT_INK, Style, text_width
from dpmanager.documents.look import Look
from dpmanager.documents.pen import PAGE_HEIGHT, Pen
from dpmanager.documents.strips import Strip, space
from dpmanager.documents.tables import Column, Kind
from dpmanager.domain.amounts import pounds
from dpmanager.domain.budget.chart_scale import scale_of
from dpmanager.domain.periods import long_date, short_date
from dpmanager.words import _

MOST_ROWS, LEAST_ROWS = 14, 3
CHART_LINES = (10, 8, 6)
"""How high the chart may be, in lines of text."""
DASHES: dict[str, tuple[int, int] | None] = {"worst": (2, 3), "middle": None, "best": (8, 4)}


@dataclass(frozen=True, slots=True)
class PaperPoint:
    """The balance at the end of a day, in pounds: at worst, in the middle and at best."""

    day: date
    worst: Decimal
    middle: Decimal
    best: Decimal


@dataclass(frozen=True, slots=True)
class PaperLine:
    """What comes in or goes out up to the end, in pounds; money out below nothing."""

    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class ForecastPaper:
    """The forecast in words and figures. chart: what the line shows, in words."""

    made_on: date
    end: date
    answer: str
    more: Sequence[str]
    spread: str
    chart: str
    points: Sequence[PaperPoint]
    lines: Sequence[PaperLine]


def forecast_pdf(paper: ForecastPaper, *, large_print: bool = False) -> bytes:
    """The forecast as a PDF of one page: its table has as many rows as the page has room for.

    Where even a low chart and a short table do not go on one page, they go on to a second.
    """
    for lines in CHART_LINES:
        for rows in range(MOST_ROWS, LEAST_ROWS - 1, -1):
            document = _document(paper, lines, rows, large_print=large_print)
            if document.page_count() == 1:
                return document.pdf()
    return _document(paper, CHART_LINES[0], MOST_ROWS, large_print=large_print).pdf()


def _document(paper: ForecastPaper, lines: int, rows: int, *, large_print: bool) -> Document:
    title = _("How your money goes on")
    document = Document(title, large_print=large_print)
    document.title(
        title,
        _("Forecast of {day}, up to {end}").format(
            day=long_date(paper.made_on), end=long_date(paper.end)
        ),
    )
    document.lead(paper.answer)
    document.paragraph(" ".join(paper.more))
    _draw_chart(document, paper, lines)
    document.table(
        [
            Column(_("Day"), Kind.SHORT, heads_row=True),
            Column(_("At worst"), Kind.FIGURE),
            Column(_("In the middle"), Kind.FIGURE),
            Column(_("At best"), Kind.FIGURE),
        ],
        [
            (short_date(one.day), pounds(one.worst), pounds(one.middle), pounds(one.best))
            for one in some_of(paper.points, rows)
        ],
    )
    if paper.spread:
        document.paragraph(paper.spread, soft=True)
    return document


def some_of(points: Sequence[PaperPoint], count: int) -> list[PaperPoint]:
    """At most so many of the points, evenly spread, the first and the last among them."""
    last = len(points) - 1
    if last < count:
        return list(points)
    places = sorted({round(number * last / (count - 1)) for number in range(count)})
    return [points[place] for place in places]


def _draw_chart(document: Document, paper: ForecastPaper, lines: int) -> None:
    look, small = document.look, document.look.label
    figure = document.structure.add("Figure", alt=paper.chart)
    height = small.leading * lines

    def draw(pen: Pen, y: float) -> None:
        with pen.tagged(figure):
            _draw(pen, y, height, paper.points, look, small)

    document.add([Strip(height, draw), space(look.body.leading * 0.8)])


def _draw(
    pen: Pen, y: float, height: float, points: Sequence[PaperPoint], look: Look, small: Style
) -> None:
    amounts = [amount for one in points for amount in (one.worst, one.best)]
    ticks = scale_of(min(amounts), max(amounts))
    left = look.margin + max(text_width(f"£{tick:,}", small) for tick in ticks) + 8
    right = look.margin + look.width
    top, bottom = y + small.leading * 1.6, y + height - small.leading * 1.3
    span = max(1, (points[-1].day - points[0].day).days)

    def across(day: date) -> float:
        return left + (right - left) * (day - points[0].day).days / span

    def down(amount: Decimal) -> float:
        share = float((amount - ticks[0]) / (ticks[-1] - ticks[0]))
        return bottom - (bottom - top) * share

    _legend(pen, left, y, small)
    canvas = pen.canvas
    for tick in ticks:
        canvas.setStrokeColor(HexColor(INK if not tick else LINE))
        canvas.setLineWidth(1.1 if not tick else 0.4)
        canvas.setDash([])
        at = PAGE_HEIGHT - down(Decimal(tick))
        canvas.line(left, at, right, at)
        label = f"£{tick:,}" if tick >= 0 else f"-£{-tick:,}"
        pen.text(
            left - 6 - text_width(label, small),
            down(Decimal(tick)) - small.leading / 2,
            label,
            small,
        )
    for name in DASHES:
        _line(pen, [(across(one.day), down(getattr(one, name))) for one in points], name)
    first, last = long_date(points[0].day), short_date(points[-1].day)
    pen.text(left, bottom + 4, _("Today, {day}").format(day=first), small)
    pen.text(right - text_width(last, small), bottom + 4, last, small)


def _line(pen: Pen, places: Sequence[tuple[float, float]], name: str) -> None:
    canvas = pen.canvas
    canvas.setStrokeColor(HexColor(ACCENT if name == "middle" else SOFT_INK))
    canvas.setLineWidth(2 if name == "middle" else 1.3)
    canvas.setDash(list(DASHES[name] or []))
    path = canvas.beginPath()
    for number, (x, y) in enumerate(places):
        move: Callable[[float, float], object] = path.lineTo if number else path.moveTo
        move(x, PAGE_HEIGHT - y)
    canvas.drawPath(path)
    canvas.setDash([])


def _legend(pen: Pen, x: float, y: float, small: Style) -> None:
    sample = small.size * 2.6
    for name, words in (
        ("best", _("At best")),
        ("middle", _("In the middle")),
        ("worst", _("At worst")),
    ):
        _line(pen, [(x, y + small.leading / 2), (x + sample, y + small.leading / 2)], name)
        pen.text(x + sample + 5, y, words, small)
        x += sample + 5 + text_width(words, small) + small.size
