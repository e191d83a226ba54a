"""A signature: a name that is typed, a drawing in a box, or a printed copy that is signed in ink.

The drawing is never needed: whoever works by keyboard types the name.
"""

from typing import Any

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from dpmanager.domain.reading import tidied
from dpmanager.domain.signatures import (
    MOST_POINTS,
    MOST_STROKES,
    WIDE,
    Point,
    SignatureGiven,
    SignatureKind,
    Stroke,
)
from dpmanager.errors import DPManagerError
from dpmanager.ui.remembered import Remembered, remember, settings_file
from dpmanager.ui.widgets.fields import ChoiceField, Field, TextField
from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.text import button, words
from dpmanager.words import _

LINES_WIDE = 26
"""How wide the box is, in heights of a line of text: it grows with the text."""
HIGH = 320
"""The height of the box in thousandths of its width."""
FOOT = 240
"""Where the line to sign on is, in thousandths of the width from the top."""
PEN = 4.5
CLOSE = 3
"""A point nearer than this to the one before, in thousandths of the width, adds nothing."""


class DrawingBox(QWidget):
    """The box to draw in with a mouse, a finger or a pen. drawn: a line was begun or all cleared.

    Qt makes the moves of a mouse out of those of a finger and of a pen.
    """

    drawn = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._strokes: list[list[Point]] = []
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._say()

    def strokes(self) -> tuple[Stroke, ...]:
        """What is drawn."""
        return tuple(tuple(stroke) for stroke in self._strokes)

    def show_strokes(self, strokes: tuple[Stroke, ...]) -> None:
        """Shows another drawing; with none the box is empty."""
        self._strokes = [list(stroke) for stroke in strokes]
        self._say()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 (Qt's name)
        """The box keeps its shape."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 (Qt's name)
        """The height of the box where so much width is free."""
        return min(width, self.sizeHint().width()) * HIGH // WIDE

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """So wide that a name can be drawn with an unsteady hand."""
        width = self.fontMetrics().height() * LINES_WIDE
        return QSize(width, width * HIGH // WIDE)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Half as wide, where there is no room."""
        return self.sizeHint() / 2

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Grows with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Begins a line."""
        if event.button() is Qt.MouseButton.LeftButton and len(self._strokes) < MOST_STROKES:
            self._strokes.append([])
            self._add(event.position())
            self._say()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Draws the line on, while the button is held down."""
        if event.buttons() & Qt.MouseButton.LeftButton and self._strokes:
            self._add(event.position())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """The frame, the line to sign on, and the drawing."""
        del event
        colour = self.palette().color
        size = self.width() / WIDE
        foot = QPointF(40 * size, FOOT * size), QPointF((WIDE - 40) * size, FOOT * size)
        pen = QPainter(self)
        pen.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen.setPen(QPen(colour(QPalette.ColorRole.Mid), 2))
        pen.setBrush(colour(QPalette.ColorRole.Base))
        pen.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        pen.drawLine(*foot)
        ink = QPen(colour(QPalette.ColorRole.Text), max(2.0, PEN * size))
        ink.setCapStyle(Qt.PenCapStyle.RoundCap)
        ink.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setPen(ink)
        for stroke in self._strokes:
            line = [QPointF(x * size, y * size) for x, y in stroke]
            pen.drawPolyline(QPolygonF([*line, line[-1]]))
        pen.end()

    def _add(self, place: QPointF) -> None:
        point = (self._units(place.x(), WIDE), self._units(place.y(), HIGH))
        stroke = self._strokes[-1]
        near = stroke and max(abs(point[0] - stroke[-1][0]), abs(point[1] - stroke[-1][1])) < CLOSE
        if not near and sum(map(len, self._strokes)) < MOST_POINTS:
            stroke.append(point)
            self.update()

    def _units(self, place: float, most: int) -> int:
        return min(max(round(place * WIDE / max(1, self.width())), 0), most)

    def _say(self) -> None:
        self._strokes = [stroke for stroke in self._strokes if stroke]
        drawn = _("There is a drawing in it.") if self._strokes else _("It is empty.")
        self.setAccessibleDescription(drawn)
        self.update()
        self.drawn.emit()


class SignatureField(Field):
    """How somebody signs, their name, and where they draw it the box to draw in.

    It reads as a SignatureGiven. name: of who signs, to be changed. remembered: where the way that
    was taken last is kept, which is the way that is offered first.
    """

    def __init__(
        self, label: str, *, name: str = "", remembered: Remembered, hint: str = ""
    ) -> None:
        super().__init__(label, hint=hint, missing=_("Type the name of the person who signs."))
        self._remembered = remembered
        self.way = ChoiceField(
            _("How you sign"),
            [
                (SignatureKind.TYPED, _("Type your name")),
                (SignatureKind.DRAWN, _("Draw it")),
                (SignatureKind.PAPER, _("I will sign the printed copy in ink")),
            ],
            missing=_("Choose how you sign."),
        )
        self.name = TextField(_("Name of the person who signs"), missing=self.missing)
        self.name.set_value(name)
        self.drawing = DrawingBox(_("Box to draw your signature in"))
        self.clear = button(_("Clear the box"), lambda: self.drawing.show_strokes(()))
        self.to_draw = Column(gap=8)
        self.to_draw.add(
            words(
                _("Draw in the box with the mouse, a finger or a pen. Or type your name."), "soft"
            )
        )
        self.to_draw.add(self.drawing)
        self.to_draw.add(self.clear)
        self.on_paper = words(
            _("The printed copy gets an empty line. Sign there in ink and keep it."), "soft"
        )
        parts = Column(gap=12)
        for part in (self.way, self.name, self.to_draw, self.on_paper):
            parts.add(part)
        self._layout.addWidget(parts)
        self.way.box.currentIndexChanged.connect(lambda _place: self._show_way())
        self.drawing.drawn.connect(lambda: self.clear.setEnabled(bool(self.drawing.strokes())))
        self.clear.setEnabled(False)
        self.way.set_value(remembered.signs_by)
        self._show_way()

    def controls(self) -> list[QWidget]:
        """The choice of the way, and the name."""
        return [self.way.box, self.name.edit]

    def to_mend(self) -> QWidget:
        """The name where it is missing, or else the choice of the way."""
        return self.name.edit if self.name.is_empty() else self.way.box

    def is_empty(self) -> bool:
        """Whether nobody is named."""
        return self.name.is_empty()

    def read_filled(self) -> SignatureGiven:
        """The signature. Raises DPManagerError where nothing is drawn in the box."""
        kind = self.way.read_filled()
        strokes = self.drawing.strokes() if kind is SignatureKind.DRAWN else ()
        return SignatureGiven(kind, tidied(self.name.read_filled()), strokes)

    def read_or_none(self) -> SignatureGiven | None:
        """The signature; None where it cannot be taken, and then the reason stands beside it."""
        try:
            given: SignatureGiven = self.read()
        except DPManagerError as fault:
            self.show_error(str(fault))
            self.to_mend().setFocus()
            return None
        self.show_error("")
        return given

    def set_value(self, value: Any) -> None:
        """Shows a signature; None empties the box and the name."""
        if value is not None:
            self.way.set_value(value.kind)
        self.name.set_value(None if value is None else value.name)
        self.drawing.show_strokes(() if value is None else value.strokes)

    def keep_way(self, given: SignatureGiven) -> None:
        """Remembers the way that somebody signed, for the next time."""
        if self._remembered.signs_by != given.kind:
            self._remembered.signs_by = given.kind
            remember(settings_file(), self._remembered)

    def _show_way(self) -> None:
        chosen = self.way.chosen()
        self.to_draw.setVisible(chosen is SignatureKind.DRAWN)
        self.on_paper.setVisible(chosen is SignatureKind.PAPER)
