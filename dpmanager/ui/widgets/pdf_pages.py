"""The pages of a PDF: as pictures, as text for who does not look at pictures, and on a printer.

Nothing here waits: a page is drawn off the window's thread when it comes into view. pypdfium2 must
not be used by two threads at once, so that all of this goes through the desk.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QScrollArea, QWidget
from shiboken6 import isValid

from dpmanager.ui.widgets.page import Column
from dpmanager.words import _

LINES_WIDE = 36
"""How wide a page is shown, in heights of a line of text: it grows with the text."""
PICTURES_KEPT = 12
POINTS_PER_INCH = 72
PRINTED_DOTS_PER_INCH = 300

Look = Callable[[Callable[[], Any], Callable[[Any], object]], object]


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page: its size in points, and its text."""

    width: float
    height: float
    text: str


def read_pages(pdf: bytes) -> tuple[PdfPage, ...]:
    """The size and the text of every page, with what is written into its fields."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        document.init_forms()
        pages = []
        for number, sheet in enumerate(document):
            pypdfium2.raw.FPDFPage_Flatten(sheet, pypdfium2.raw.FLAT_NORMALDISPLAY)
            sheet.close()
            page = document[number]
            words = page.get_textpage()
            text = words.get_text_bounded().replace("\r\n", "\n")
            width, height = page.get_size()
            pages.append(PdfPage(width, height, text))
            words.close()
            page.close()
        return tuple(pages)


def draw_page(pdf: bytes, number: int, width: int) -> QImage:
    """The picture of a page, the first being 0, `width` pixels wide."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        document.init_forms()
        page = document[number]
        bitmap = page.render(scale=width / page.get_size()[0], rev_byteorder=True)
        kinds = {3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBX8888}
        form = kinds[bitmap.n_channels]
        drawn = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, form).copy()
        bitmap.close()
        page.close()
        return drawn


def print_pages(pdf: bytes, printer: QPrinter) -> int:
    """Prints the pages that the person chose, each as large as the paper lets it; how many."""
    pages = read_pages(pdf)
    first = max(printer.fromPage(), 1)
    last = min(printer.toPage() or len(pages), len(pages))
    pen = QPainter(printer)
    for number in range(first, last + 1):
        if number > first:
            printer.newPage()
        page = pages[number - 1]
        dots = min(printer.resolution(), PRINTED_DOTS_PER_INCH)
        drawn = draw_page(pdf, number - 1, round(page.width / POINTS_PER_INCH * dots))
        paper = pen.viewport()
        size = drawn.size().scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
        pen.drawImage(QRect(paper.topLeft(), size), drawn)
    pen.end()
    return last - first + 1


class PagePicture(QWidget):
    """One page. It asks for its picture when it comes into view."""

    wanted = Signal(int)

    def __init__(self, number: int, of: int, page: PdfPage) -> None:
        super().__init__()
        self.number = number
        self.page = page
        self.picture: QImage | None = None
        self._width = 0
        self.setAccessibleName(_("Page {number} of {count}").format(number=number + 1, count=of))
        self.setAccessibleDescription(page.text)

    def fit(self, width: int) -> None:
        """Takes the room of a page of that width."""
        self._width = width
        self.setFixedHeight(round(width * self.page.height / self.page.width))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draws the paper, and what is on it once that is known."""
        del event
        pen = QPainter(self)
        paper = QRect((self.width() - self._width) // 2, 0, self._width, self.height())
        pen.fillRect(paper, Qt.GlobalColor.white)
        if self.picture is not None:
            pen.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            pen.drawImage(paper, self.picture)
        pen.setPen(self.palette().color(QPalette.ColorRole.Mid))
        pen.drawRect(paper.adjusted(0, 0, -1, -1))
        pen.end()
        if self.picture is None or self.picture.width() != self.dots():
            self.wanted.emit(self.number)

    def dots(self) -> int:
        """How many dots of the screen it is wide."""
        return round(self._width * self.devicePixelRatioF())


class PdfPages(QScrollArea):
    """The pages under one another; arrow keys and Page Down move through them."""

    def __init__(self, name: str, look: Look) -> None:
        super().__init__()
        self.setProperty("role", "pages")
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._look = look
        self._pdf = b""
        self._shelf = Column(margin=10, gap=16)
        self.setWidget(self._shelf)
        self.pictures: list[PagePicture] = []
        self._asked: set[int] = set()
        self._kept: list[int] = []

    def show_pages(self, pdf: bytes, pages: Sequence[PdfPage]) -> None:
        """Shows another PDF, from its first page."""
        self._pdf = pdf
        self._asked.clear()
        self._kept.clear()
        self._shelf.clear()
        self.pictures = [PagePicture(number, len(pages), page) for number, page in enumerate(pages)]
        for picture in self.pictures:
            picture.wanted.connect(self._ask, Qt.ConnectionType.QueuedConnection)
            self._shelf.add(picture)
        self._fit()
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keeps the pages within the window."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Grows with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        width = min(self.fontMetrics().height() * LINES_WIDE, self.viewport().width() - 24)
        for picture in self.pictures:
            picture.fit(max(width, 120))

    def _ask(self, number: int) -> None:
        if number in self._asked or number >= len(self.pictures):
            return
        if self.pictures[number].visibleRegion().isEmpty():
            return  # it went by
        self._asked.add(number)
        pdf = self._pdf
        work = partial(draw_page, pdf, number, self.pictures[number].dots())
        self._look(work, partial(self._drawn, pdf, number))

    def _drawn(self, pdf: bytes, number: int, drawn: QImage) -> None:
        if pdf is not self._pdf or not isValid(self):
            return  # another paper is shown, or the page that showed it is gone
        self._asked.discard(number)
        self.pictures[number].picture = drawn
        self.pictures[number].update()
        self._kept = [kept for kept in self._kept if kept != number] + [number]
        for old in self._kept[:-PICTURES_KEPT]:
            self.pictures[old].picture = None
        self._kept = self._kept[-PICTURES_KEPT:]
