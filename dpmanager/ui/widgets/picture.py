"""A paper as a picture: as wide as its place, larger and smaller, page by page.

Nothing here waits: each page is drawn off the window's thread.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea

from dpmanager.errors import DPManagerError
from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _

ZOOMS = (1.0, 1.5, 2.0, 3.0)
LINES_WIDE, LINES_HIGH = 20, 22
"""How large its place is, in heights of a line of text: it grows with the text."""

MOST_OF_WINDOW = 0.55
LOWEST = 240
EDGES = 36
MARK_LINE = 2
MARK_COLOUR = "#0B4F6C"
"""The accent of the light theme: what is marked is a picture, on light paper in every theme."""

Failed = Callable[[DPManagerError], object]
Look = Callable[[Callable[[], Any], Callable[[Any], object], Failed], object]


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A drawn page, and how many pages the paper has."""

    image: QImage
    pages: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A box on a page, with a number at its corner; without one for "".

    left, top, right, bottom: shares of the width and of the height, from 0 to 1.
    """

    page: int
    left: float
    top: float
    right: float
    bottom: float
    number: str = ""


Draw = Callable[[int, int], PaperPage]
"""Draws a page (from 0) at a width in dots. It is called off the window's thread."""


class Picture(Column):
    """The picture with its buttons. Arrow keys move a picture that is larger than its place."""

    def __init__(self, look: Look) -> None:
        super().__init__(gap=8)
        self._look = look
        self._draw: Draw | None = None
        self._says = ""
        self._page = self._zoom = 0
        self._pages = 1
        self._drawn = 0
        self._marks: Sequence[Mark] = ()
        self._shown: tuple[PaperPage, float] | None = None
        self.paper = QLabel()
        self.paper.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.place = QScrollArea()
        self.place.setProperty("role", "pages")
        self.place.setWidget(self.paper)
        self.place.setWidgetResizable(True)
        self.place.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.fault = words("", "error")
        self.fault.hide()
        self.larger = button(_("Larger"), lambda: self._change_zoom(1))
        self.smaller = button(_("Smaller"), lambda: self._change_zoom(-1))
        self.before = button(_("Page before"), lambda: self._turn(-1))
        self.after = button(_("Next page"), lambda: self._turn(1))
        self.which = words("", "soft")
        self.add(self.place)
        self.add(self.fault)
        self.add(self.which)
        self.add(beside(self.larger, self.smaller, self.before, self.after))
        self._fit()

    def show_paper(self, says: str, draw: Draw) -> None:
        """Shows another paper from its first page. says: what it is, for who does not see it."""
        self._says, self._draw = says, draw
        self._page = self._zoom = 0
        self._pages = 1
        self._marks, self._shown = (), None
        self.paper.clear()
        self._ask()

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Draws boxes on the picture in place of those before."""
        self._marks = tuple(marks)
        if self._shown is not None:
            self._show(*self._shown)

    def image(self) -> QImage:
        """What is drawn at the moment."""
        return self.paper.pixmap().toImage()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Grows with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """So wide that a page can be read."""
        return QSize(self.fontMetrics().height() * LINES_WIDE, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Has the page drawn anew for the room there is."""
        super().resizeEvent(event)
        self._fit()
        if self._draw is not None and self._width() != self._drawn:
            self._ask()

    def _fit(self) -> None:
        most = max(LOWEST, int(self.window().height() * MOST_OF_WINDOW))
        self.place.setFixedHeight(min(self.fontMetrics().height() * LINES_HIGH, most))
        self.updateGeometry()

    def _width(self) -> int:
        room = max(self.width() - EDGES, 1)
        return int(room * ZOOMS[self._zoom] * self.devicePixelRatioF())

    def _change_zoom(self, step: int) -> None:
        self._zoom = min(max(self._zoom + step, 0), len(ZOOMS) - 1)
        self._ask()

    def _turn(self, step: int) -> None:
        self._page = min(max(self._page + step, 0), self._pages - 1)
        self.place.verticalScrollBar().setValue(0)
        self._ask()

    def _ask(self) -> None:
        draw, page = self._draw, self._page
        if draw is None:
            return
        ratio = self.devicePixelRatioF()
        width = self._drawn = self._width()

        def drawn(paper: PaperPage) -> None:
            if draw is self._draw and page == self._page and width == self._drawn:
                self._show(paper, ratio)

        def failed(fault: DPManagerError) -> None:
            if draw is self._draw:
                self.fault.setText(str(fault))
                self.fault.show()

        self._look(lambda: draw(page, width), drawn, failed)
        self.fault.hide()
        self._say()

    def _show(self, paper: PaperPage, ratio: float) -> None:
        self._pages = paper.pages
        self._shown = paper, ratio
        picture = QPixmap.fromImage(paper.image)
        for mark in self._marks:
            if mark.page == self._page:
                self._draw_mark(picture, mark, ratio)
        picture.setDevicePixelRatio(ratio)
        self.paper.setPixmap(picture)
        self._say()

    def _draw_mark(self, picture: QPixmap, mark: Mark, ratio: float) -> None:
        """A box with a white line around the dark one, so that it shows on any paper."""
        line = MARK_LINE * ratio
        box = QRectF(
            picture.width() * mark.left,
            picture.height() * mark.top,
            picture.width() * (mark.right - mark.left),
            picture.height() * (mark.bottom - mark.top),
        ).adjusted(-line, -line, line, line)
        box = box.intersected(QRectF(picture.rect()).adjusted(line, line, -line, -line))
        painter = QPainter(picture)
        painter.setPen(QPen(Qt.GlobalColor.white, line * 2))
        painter.drawRect(box)
        painter.setPen(QPen(QColor(MARK_COLOUR), line))
        painter.drawRect(box)
        if mark.number:
            letters = QFont(self.font())
            letters.setPixelSize(int(self.fontMetrics().height() * ratio))
            painter.setFont(letters)
            side = painter.fontMetrics().height()
            tag = QRectF(max(0.0, box.left() - side), box.top(), side, side)
            painter.fillRect(tag, QColor(MARK_COLOUR))
            painter.setPen(Qt.GlobalColor.white)
            painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, mark.number)
        painter.end()

    def _say(self) -> None:
        which = _("Page {number} of {count}").format(number=self._page + 1, count=self._pages)
        says = _("{paper}. {page}").format(paper=self._says, page=which)
        self.place.setAccessibleName(says)
        self.paper.setAccessibleName(says)
        self.which.setText(which)
        self.which.setVisible(self._pages > 1)
        self.larger.setEnabled(self._zoom < len(ZOOMS) - 1)
        self.smaller.setEnabled(self._zoom > 0)
        self.before.setVisible(self._pages > 1)
        self.after.setVisible(self._pages > 1)
        self.before.setEnabled(self._page > 0)
        self.after.setEnabled(self._page < self._pages - 1)
