"""A box to tick and a box to choose from, with their sign drawn in the colours of the theme."""

from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from dpmanager.ui.widgets.text import in_lines

CHOICE_LETTERS = 12


class CheckBox(QCheckBox):
    """A box to tick. The tick is drawn here: style sheets can only draw it from a file."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draws the box, and the tick in it."""
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        place = QStyle.SubElement.SE_CheckBoxIndicator
        box = self.style().subElementRect(place, option, self)
        _draw_line(
            self,
            QPalette.ColorRole.HighlightedText,
            box.topLeft(),
            box.width(),
            [(0.22, 0.52), (0.42, 0.72), (0.78, 0.28)],
        )


class WrappingCheckBox(CheckBox):
    """A box to tick whose words go on to a second line where there is no room for one."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 (Qt's name)
        """A narrower box is higher."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 (Qt's name)
        """The height of its words in so much width."""
        return self._size(self._in_lines(width)).height()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """The room for its words on one line."""
        return self._size(self.text())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """The room for its longest word."""
        longest = max(self.text().split(), key=len, default="")
        return QSize(self._size(longest).width(), self._size("").height())

    def initStyleOption(self, option: QStyleOptionButton) -> None:  # noqa: N802 (Qt's name)
        """Has the words drawn in as many lines as they need."""
        super().initStyleOption(option)
        option.text = self._in_lines(self.width())

    def _in_lines(self, width: int) -> str:
        room = width - (self._size(self.text()).width() - self._words(self.text()).width())
        return in_lines(self.text(), room, lambda words: self._words(words).width())

    def _words(self, text: str) -> QSize:
        self.ensurePolished()
        return self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, text)

    def _size(self, text: str) -> QSize:
        room = self._words(text or "X")
        option = QStyleOptionButton()
        super().initStyleOption(option)
        option.text = text
        kind = QStyle.ContentsType.CT_CheckBox
        return self.style().sizeFromContents(kind, option, room, self)


class ChoiceBox(QComboBox):
    """A box to choose from. The wheel scrolls the page and never changes the choice."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumContentsLength(CHOICE_LETTERS)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        """Leaves the wheel to the page."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draws the box, and the arrow that says it opens."""
        super().paintEvent(event)
        size = self.fontMetrics().height()
        left, top = self.width() - size - 8, (self.height() - size) // 2
        _draw_line(
            self,
            QPalette.ColorRole.WindowText,
            QPoint(left, top),
            size,
            [(0.2, 0.38), (0.5, 0.68), (0.8, 0.38)],
        )


def _draw_line(
    widget: QWidget,
    role: QPalette.ColorRole,
    corner: QPoint,
    size: int,
    points: list[tuple[float, float]],
) -> None:
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(widget.palette().color(role), max(2.0, size / 9))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline(
        QPolygonF([QPointF(corner.x() + x * size, corner.y() + y * size) for x, y in points])
    )
    painter.end()
