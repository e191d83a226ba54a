"""The pen: draws on the pages of a ReportLab canvas and marks everything it draws."""

from collections.abc import Iterator
from contextlib import contextmanager

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from dpmanager.documents.lettering import FALLBACK, LINE, Style, runs, text_width
from dpmanager.documents.tags import Element

PAGE_WIDTH: float = A4[0]
PAGE_HEIGHT: float = A4[1]
_BOLD_OUTLINE = 0.035
_OUTLINED = 2  # the text rendering mode "fill, then stroke" (ISO 32000-1, 9.3.6)


class Pen:
    """Draws at x points from the left and y points from the top of the page.

    What is drawn belongs either to an element of the structure tree or is an artifact (lines,
    page numbers), which screen readers pass over. bookmarks: (level, title, page index).
    """

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.page = 0
        self.bookmarks: list[tuple[int, str, int]] = []
        self._next_mark = 0

    def next_page(self) -> None:
        """Ends the page and starts the next."""
        self.canvas.showPage()
        self.page += 1
        self._next_mark = 0

    @contextmanager
    def tagged(self, element: Element) -> Iterator[None]:
        """What is drawn within belongs to the element."""
        element.marks.append((self.page, self._next_mark))
        self.canvas.addLiteral(f"/{element.tag} <</MCID {self._next_mark}>> BDC")
        self._next_mark += 1
        yield
        self.canvas.addLiteral("EMC")

    @contextmanager
    def artifact(self, kind: str = "Layout") -> Iterator[None]:
        """What is drawn within is furniture. kind: Layout or Pagination."""
        self.canvas.addLiteral(f"/Artifact <</Type /{kind}>> BDC")
        yield
        self.canvas.addLiteral("EMC")

    def text(self, x: float, y: float, text: str, style: Style) -> None:
        """One line of cleaned text whose top is at y."""
        colour = HexColor(style.colour)
        self.canvas.setFillColor(colour)
        self.canvas.setStrokeColor(colour)
        for name, piece in runs(text, style.bold):
            self.canvas.setFont(name, style.size)
            # The second typeface has no bold of its own: its letters get an outline.
            outlined = style.bold and name == FALLBACK
            self.canvas.setLineWidth(style.size * _BOLD_OUTLINE)
            self.canvas.drawString(
                x, PAGE_HEIGHT - y - style.baseline, piece, mode=_OUTLINED if outlined else None
            )
            x += text_width(piece, style)

    def rule(self, x: float, y: float, width: float, weight: float = 0.5) -> None:
        """A quiet line from left to right."""
        with self.artifact():
            self.canvas.setStrokeColor(HexColor(LINE))
            self.canvas.setLineWidth(weight)
            self.canvas.line(x, PAGE_HEIGHT - y, x + width, PAGE_HEIGHT - y)
