"""A line of balances through time, with best and worst, and the same figures in a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from dpmanager.domain.amounts import pounds
from dpmanager.domain.budget.chart_scale import scale_of
from dpmanager.domain.periods import day_and_month, short_date
from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import button
from dpmanager.words import _

LINES_HIGH = 15
DOTS, DASHES = (1.0, 2.5), (6.0, 3.0)


@dataclass(frozen=True, slots=True)
class LinePoint:
    """The balance of a day in pounds: at worst, in the middle and at best."""

    day: date
    worst: Decimal
    middle: Decimal
    best: Decimal


class BalanceLines(QWidget):
    """The drawing. What it shows is in its name, its description and the table beside it.

    The lines are told apart by how they are drawn: whole, dashed and dotted.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.past: Sequence[tuple[date, Decimal]] = ()
        self.points: Sequence[LinePoint] = ()

    def show_points(
        self, past: Sequence[tuple[date, Decimal]], points: Sequence[LinePoint], description: str
    ) -> None:
        """Draws another line. points: from today on. past: days before, each with its balance."""
        self.past, self.points = list(past), list(points)
        self.setAccessibleDescription(description)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """So many lines of text high."""
        line = self.fontMetrics().height()
        return QSize(line * LINES_HIGH, line * LINES_HIGH)

    minimumSizeHint = sizeHint  # noqa: N815 (Qt's name)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draws what the lines mean, the amounts at the side, and the lines."""
        del event
        if self.points:
            pen = QPainter(self)
            pen.setRenderHint(QPainter.RenderHint.Antialiasing)
            _Drawing(self, pen).draw()
            pen.end()


class _Drawing:
    """One drawing of the lines."""

    def __init__(self, chart: BalanceLines, pen: QPainter) -> None:
        self.chart, self.pen = chart, pen
        self.metrics = chart.fontMetrics()
        self.line = self.metrics.height()
        self.ink = chart.palette().color(QPalette.ColorRole.WindowText)
        self.quiet = chart.palette().color(QPalette.ColorRole.Mid)
        self.colour = chart.palette().color(QPalette.ColorRole.Highlight)
        amounts = [amount for one in chart.points for amount in (one.worst, one.best)]
        amounts += [balance for _day, balance in chart.past]
        self.ticks = scale_of(min(amounts), max(amounts))
        advance = self.metrics.horizontalAdvance
        self.left = max(advance(_tick(tick)) for tick in self.ticks) + 10
        self.right = chart.width() - 4
        self.first = min([chart.points[0].day, *(day for day, _balance in chart.past)])
        self.last = chart.points[-1].day
        self.top = self._draw_legend() + self.line * 1.6
        self.bottom = chart.height() - self.line * 1.5

    def draw(self) -> None:
        """All of it."""
        self._draw_ticks()
        self._draw_days()
        points = self.chart.points
        today = (points[0].day, points[0].middle)
        self._draw_line([(one.day, one.worst) for one in points], self._style("worst"))
        self._draw_line([(one.day, one.best) for one in points], self._style("best"))
        middle = [(one.day, one.middle) for one in points]
        self._draw_line([*self.chart.past, today], self._style("middle"))
        self._draw_line(middle, self._style("middle"))

    def _across(self, day: date) -> float:
        span = max(1, (self.last - self.first).days)
        return self.left + (self.right - self.left) * (day - self.first).days / span

    def _down(self, amount: Decimal) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return self.bottom - (self.bottom - self.top) * float((amount - low) / (high - low))

    def _style(self, name: str) -> QPen:
        colour: QColor = self.colour if name == "middle" else self.ink
        pen = QPen(colour, 3 if name == "middle" else 2)
        if name != "middle":
            pen.setDashPattern(DOTS if name == "worst" else DASHES)
        return pen

    def _draw_line(self, places: Sequence[tuple[date, Decimal]], style: QPen) -> None:
        self.pen.setPen(style)
        self.pen.drawPolyline(
            QPolygonF([QPointF(self._across(day), self._down(amount)) for day, amount in places])
        )

    def _draw_legend(self) -> float:
        """What each line means, on as many lines as it takes; gives back where it ends."""
        x, y, sample = 0.0, 0.0, self.line * 2.0
        for name, words in (
            ("best", _("At best")),
            ("middle", _("In the middle")),
            ("worst", _("At worst")),
        ):
            width = sample + 8 + self.metrics.horizontalAdvance(words) + self.line
            if x and x + width > self.chart.width():
                x, y = 0.0, y + self.line * 1.2
            self.pen.setPen(self._style(name))
            middle = y + self.line / 2
            self.pen.drawLine(QPointF(x, middle), QPointF(x + sample, middle))
            self.pen.setPen(self.ink)
            self.pen.drawText(QPointF(x + sample + 8, y + self.metrics.ascent()), words)
            x += width
        return y + self.line

    def _draw_ticks(self) -> None:
        for tick in self.ticks:
            at = self._down(Decimal(tick))
            self.pen.setPen(QPen(self.quiet if tick else self.ink, 1 if tick else 2))
            self.pen.drawLine(QPointF(self.left, at), QPointF(self.right, at))
            self.pen.setPen(self.ink)
            label = _tick(tick)
            x = self.left - 8 - self.metrics.horizontalAdvance(label)
            self.pen.drawText(QPointF(x, at + self.metrics.ascent() / 2 - 2), label)

    def _draw_days(self) -> None:
        """Today, with a line through the chart, and the last day."""
        today = self.chart.points[0].day
        at = self._across(today)
        self.pen.setPen(QPen(self.ink, 1))
        self.pen.drawLine(QPointF(at, self.top - self.line * 0.3), QPointF(at, self.bottom))
        words = _("Today")
        half = self.metrics.horizontalAdvance(words) / 2
        x = max(self.left, at - half)
        self.pen.drawText(QPointF(x, self.top - self.line * 0.5), words)
        base = self.bottom + self.metrics.ascent() + self.line * 0.2
        last = short_date(self.last)
        x_last = self.right - self.metrics.horizontalAdvance(last)
        self.pen.drawText(QPointF(x_last, base), last)
        first = short_date(self.first)
        ends = self.left + self.metrics.horizontalAdvance(first)
        if ends + self.line < x_last:
            self.pen.drawText(QPointF(self.left, base), first)
        now = day_and_month(today)
        width = self.metrics.horizontalAdvance(now)
        x = at - width / 2
        if today != self.first and x > ends + self.line and x + width + self.line < x_last:
            self.pen.drawText(QPointF(x, base), now)


class LineChart(Column):
    """The lines, and a button that shows the same figures as a table."""

    def __init__(self, name: str) -> None:
        super().__init__(gap=10)
        self.name = name
        self.lines = BalanceLines(name)
        self.table = DataTable(
            _("{name}, as a table").format(name=name),
            [
                TableColumn(_("Day"), show=short_date),
                TableColumn(_("At worst"), figures=True),
                TableColumn(_("In the middle"), figures=True),
                TableColumn(_("At best"), figures=True),
            ],
        )
        self.table.setSelectionMode(DataTable.SelectionMode.NoSelection)
        self.table.hide()
        self.switch = button("", self.toggle, "quiet")
        for block in (self.lines, self.switch, self.table):
            self.add(block)
        self._name_switch()

    def show_points(
        self, past: Sequence[tuple[date, Decimal]], points: Sequence[LinePoint], description: str
    ) -> None:
        """Shows these figures in both forms. The days behind have one balance, what it was."""
        self.lines.show_points(past, points, description)
        behind = [TableRow((day, balance, balance, balance)) for day, balance in past]
        ahead = [TableRow((one.day, one.worst, one.middle, one.best)) for one in points]
        self.table.show_rows([*behind, *ahead])

    def toggle(self) -> None:
        """Shows or hides the table."""
        self.table.setVisible(self.table.isHidden())
        self._name_switch()

    def _name_switch(self) -> None:
        hidden = self.table.isHidden()
        shown = _("See this as a table") if hidden else _("Hide the table")
        self.switch.setText(shown)
        self.switch.setAccessibleName(_("{shown}: {name}").format(shown=shown, name=self.name))


def _tick(amount: int) -> str:
    return pounds(Decimal(amount)).removesuffix(".00")
