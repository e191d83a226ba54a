"""Lines of text as they stand on a picture, put together into rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

Point = tuple[int, int]
"""Dots from the left and from the top."""

SAME_ROW = 0.5
"""How far the middle of a line may be from that of its row, in heights of a line."""

SLOPE_STEP = 0.005
SEARCH = [side * step for step in range(1, 15) for side in (1, -1)]
"""Slopes around what the pieces say, nearest first: 4 degrees to either side."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line or a piece of one, as it was read.

    corners: top left, top right, bottom right and bottom left of the text, in dots of its page; on
    a crooked photo they do not lie level. page: from 0.
    """

    text: str
    corners: tuple[Point, Point, Point, Point]
    page: int = 0

    @property
    def height(self) -> float:
        """How tall the letters are, in dots."""
        (left, top), _right, _low_right, (low_left, bottom) = self.corners
        return float(((bottom - top) ** 2 + (low_left - left) ** 2) ** 0.5)


@dataclass(frozen=True, slots=True)
class Place:
    """A level box on a page, in dots."""

    page: int
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class TextRow:
    """The pieces that stand beside one another, from the left. There is at least one."""

    cells: tuple[TextLine, ...]

    @property
    def text(self) -> str:
        """All of the row."""
        return " ".join(cell.text for cell in self.cells)


def place_of(cells: Sequence[TextLine]) -> Place:
    """The box around some pieces of one page; there is at least one."""
    points = [point for cell in cells for point in cell.corners]
    across, down = [x for x, _y in points], [y for _x, y in points]
    return Place(cells[0].page, min(across), min(down), max(across), max(down))


def rows_of(lines: Iterable[TextLine]) -> list[TextRow]:
    """The rows of a receipt from the top of the first page on, also where the photo is crooked."""
    shown = sorted((line for line in lines if line.text.strip()), key=lambda line: line.page)
    return [
        row
        for _page, cells in groupby(shown, key=lambda line: line.page)
        for row in _rows_of_page(list(cells))
    ]


def _rows_of_page(cells: list[TextLine]) -> list[TextRow]:
    """At the slope that makes the fewest rows: then what belongs together stands together.

    The pieces themselves say the slope roughly. On crumpled paper each leans in its own way, and a
    label and its amount far to the right may lean otherwise than the line between them.
    """
    said = _slope(cells)
    slopes = [said, *(said + step * SLOPE_STEP for step in SEARCH)] if said else [said]
    return min((_rows_at(cells, slope) for slope in slopes), key=len)


def _rows_at(cells: list[TextLine], slope: float) -> list[TextRow]:
    height = median(cell.height for cell in cells) or 1.0
    levels = {id(cell): _level(cell, slope) for cell in cells}
    rows: list[list[TextLine]] = []
    middle = 0.0
    for cell in sorted(cells, key=lambda cell: levels[id(cell)][1]):
        y = levels[id(cell)][1]
        if rows and abs(y - middle) <= SAME_ROW * min(height, cell.height or height):
            rows[-1].append(cell)
            middle = sum(levels[id(each)][1] for each in rows[-1]) / len(rows[-1])
        else:
            rows.append([cell])
            middle = y
    return [TextRow(tuple(sorted(row, key=lambda cell: levels[id(cell)][0]))) for row in rows]


def _level(cell: TextLine, slope: float) -> tuple[float, float]:
    """The middle of a piece from the left and from the top, had the paper lain straight."""
    x = sum(x for x, _y in cell.corners) / 4
    y = sum(y for _x, y in cell.corners) / 4
    return x, y - slope * x


def _slope(cells: Sequence[TextLine]) -> float:
    """How many dots the lines fall for each dot to the right; long pieces say it best."""
    across = down = 0
    for cell in cells:
        (left, top), (right, right_top), *_rest = cell.corners
        if right - left > 2 * cell.height:
            across += right - left
            down += right_top - top
    return down / across if across else 0.0
