"""Bars that show how much of each whole is used, with the same figures in a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from dpmanager.domain.amounts import ZERO, pounds
from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import button
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class Bar:
    """How much of a whole is used, and how much more is sure to be. Amounts in pounds.

    of_agreed: whether the whole is what was agreed; else it is the sum of all bars.
    """

    label: str
    used: Decimal
    whole: Decimal
    to_come: Decimal = ZERO
    of_agreed: bool = True


class Bars(QWidget):
    """The drawing. What it shows is in its name, its description and the table beside it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.bars: Sequence[Bar] = ()

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Draws other bars."""
        self.bars = list(bars)
        self.setAccessibleDescription(" ".join(f"{_sentence(bar)}." for bar in bars))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 (Qt's name)
        """Where label and sum do not fit beside each other, they stand under each other."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 (Qt's name)
        """The height of all bars in so much width."""
        return len(self.bars) * self._step(width)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """One line of text over each bar."""
        width = self._beside_each_other()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """The longest label or sum alone."""
        advance = self.fontMetrics().horizontalAdvance
        widest = max(
            (advance(text) for bar in self.bars for text in (bar.label, _of(bar))), default=0
        )
        return QSize(widest, self.heightForWidth(self._beside_each_other()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draws the label and the sum over each bar."""
        del event
        pen = QPainter(self)
        pen.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = self.fontMetrics()
        stacked = self.width() < self._beside_each_other()
        for number, bar in enumerate(self.bars):
            top = number * self._step(self.width())
            of = _of(bar)
            pen.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            pen.drawText(0, top + metrics.ascent(), bar.label)
            if stacked:
                top += metrics.height()
                pen.drawText(0, top + metrics.ascent(), of)
            else:
                left = self.width() - metrics.horizontalAdvance(of)
                pen.drawText(left, top + metrics.ascent(), of)
            self._draw_bar(pen, bar, top + metrics.height() + 4)
        pen.end()

    def _draw_bar(self, pen: QPainter, bar: Bar, top: int) -> None:
        palette = self.palette()
        frame = QRectF(1, top, self.width() - 2, self.fontMetrics().height())
        pen.setPen(palette.color(QPalette.ColorRole.Mid))
        pen.setBrush(palette.color(QPalette.ColorRole.AlternateBase))
        pen.drawRoundedRect(frame, 5, 5)
        colour = palette.color(QPalette.ColorRole.Highlight)
        stripes = QBrush(colour, Qt.BrushStyle.BDiagPattern)
        for amount, brush in ((bar.used + bar.to_come, stripes), (bar.used, QBrush(colour))):
            if amount > 0:
                part = QRectF(frame)
                part.setWidth(frame.width() * _share(amount, bar.whole))
                pen.setBrush(brush)
                pen.drawRoundedRect(part, 5, 5)

    def _beside_each_other(self) -> int:
        advance = self.fontMetrics().horizontalAdvance
        gap = advance("000")
        return max((advance(bar.label) + gap + advance(_of(bar)) for bar in self.bars), default=0)

    def _step(self, width: int) -> int:
        lines = 3.8 if width < self._beside_each_other() else 2.8
        return int(self.fontMetrics().height() * lines)


class Chart(Column):
    """Bars, and a button that shows the same figures as a table.

    whole, used, to_come: what the amounts are, for the headings; without `to_come` the bars have
    no such part. With an empty `whole` they are the parts of one whole: nothing is left of each.
    each: what a bar is for, as a heading.
    """

    def __init__(self, name: str, whole: str, used: str, to_come: str = "", each: str = "") -> None:
        super().__init__(gap=10)
        self.bars = Bars(name)
        self.table = DataTable(
            _("{name}, as a table").format(name=name),
            [
                TableColumn(each or _("What for")),
                *([TableColumn(whole, figures=True)] if whole else []),
                TableColumn(used, figures=True),
                *([TableColumn(to_come, figures=True)] if to_come else []),
                *([TableColumn(_("Left"), figures=True)] if whole else []),
            ],
        )
        self.table.setSelectionMode(DataTable.SelectionMode.NoSelection)
        self.table.hide()
        self.name = name
        self._whole, self._to_come = whole, to_come
        self.switch = button("", self.toggle, "quiet")
        self.add(self.bars)
        self.add(self.switch)
        self.add(self.table)
        self._name_switch()

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Shows these figures in both forms."""
        self.bars.show_bars(bars)
        self.table.show_rows([TableRow(self._figures(bar)) for bar in bars])

    def _figures(self, bar: Bar) -> tuple[str | Decimal, ...]:
        if not self._whole:
            return (bar.label, bar.used)
        to_come = (bar.to_come,) if self._to_come else ()
        return (bar.label, bar.whole, bar.used, *to_come, bar.whole - bar.used - bar.to_come)

    def toggle(self) -> None:
        """Shows or hides the table."""
        self.table.setVisible(self.table.isHidden())
        self._name_switch()

    def _name_switch(self) -> None:
        hidden = self.table.isHidden()
        shown = _("See this as a table") if hidden else _("Hide the table")
        self.switch.setText(shown)
        self.switch.setAccessibleName(_("{shown}: {name}").format(shown=shown, name=self.name))


def _share(amount: Decimal, whole: Decimal) -> float:
    """How much of the bar an amount fills; all of it where it is more than the whole."""
    return float(amount / whole) if amount < whole else 1.0


def _of(bar: Bar) -> str:
    if bar.whole <= 0 and not bar.of_agreed:
        return pounds(bar.used)
    if bar.whole <= 0:
        return _("{used}, nothing agreed").format(used=pounds(bar.used))
    return _("{used} of {whole}").format(used=pounds(bar.used), whole=pounds(bar.whole))


def _sentence(bar: Bar) -> str:
    sentence = _("{label}: {sum}").format(label=bar.label, sum=_of(bar))
    if not bar.to_come:
        return sentence
    return _("{sentence}, and {amount} still to pay").format(
        sentence=sentence, amount=pounds(bar.to_come)
    )
