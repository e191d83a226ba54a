"""The two forms of every document: normal, and large print that is set anew, not scaled."""

from dataclasses import dataclass

from dpmanager.documents.lettering import ACCENT, SOFT_INK, Style
from dpmanager.documents.pen import PAGE_HEIGHT, PAGE_WIDTH


@dataclass(frozen=True, slots=True)
class Look:
    """Type and white space of one form, in points.

    Sizes follow UKAAF G003: clear print is 12 pt or more, large print 18 pt; page numbers too.
    """

    body: Style
    lead: Style
    title: Style
    headings: tuple[Style, Style]
    margin: float
    foot: float
    row_padding: float
    column_gap: float
    large: bool

    @property
    def width(self) -> float:
        """Between the margins, from left to right."""
        return PAGE_WIDTH - 2 * self.margin

    @property
    def height(self) -> float:
        """Between the top margin and the foot."""
        return PAGE_HEIGHT - self.margin - self.foot

    @property
    def label(self) -> Style:
        """The style of the label beside a value."""
        return self.body.soft()


NORMAL = Look(
    body=Style(12, 17),
    lead=Style(17, 24, bold=True, colour=ACCENT),
    title=Style(26, 34, bold=True),
    headings=(Style(16, 22, bold=True), Style(13, 18, bold=True, colour=SOFT_INK)),
    margin=54,
    foot=64,
    row_padding=4.3,
    column_gap=14,
    large=False,
)
LARGE_PRINT = Look(
    body=Style(18, 26),
    lead=Style(22, 31, bold=True, colour=ACCENT),
    title=Style(30, 39, bold=True),
    headings=(Style(23, 31, bold=True), Style(20, 27, bold=True, colour=SOFT_INK)),
    margin=50,
    foot=72,
    row_padding=6,
    column_gap=20,
    large=True,
)
