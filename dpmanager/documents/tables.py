"""Tables: side by side where they fit, one record under the other where they do not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from dpmanager.documents.lettering import Style, clean, text_width, wrap
from dpmanager.documents.look import Look
from dpmanager.documents.pen import Pen
from dpmanager.documents.strips import Strip, kept_together, space
from dpmanager.documents.tags import Element

# A row is cut into strips of so many lines, so that a very long note can run over a page's end.
_LINES_OF_A_STRIP = 12
_LEAST_EMS = 7
_WIDEST_LABEL = 0.46
_WIDEST_TEXT = 0.55
_MANY = 5
_TIGHTER = 0.72
_PART_OF_PAGE = 0.62
_SHORT_TABLE = 0.3


class Kind(Enum):
    """What a column holds: text that may wrap, something short that may not, or a figure."""

    TEXT = auto()
    SHORT = auto()
    FIGURE = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """A column and its heading. heads_row: its cells say what the row is about."""

    heading: str
    kind: Kind = Kind.TEXT
    heads_row: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell, and in softer ink what stands under it."""

    text: str
    under: str = ""


Row = Sequence[str | Cell]
Line = tuple[str, Style]


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows; the last `totals` rows are sums and are set in bold."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: int

    @property
    def has_headings(self) -> bool:
        """Whether any column has a heading."""
        return any(column.heading for column in self.columns)


def cleaned(columns: Sequence[Column], rows: Sequence[Row], totals: int) -> Table:
    """A table of cells that can be printed."""
    return Table(
        tuple(replace(column, heading=clean(column.heading)) for column in columns),
        tuple(tuple(_clean_cell(cell) for cell in row) for row in rows),
        totals,
    )


def _clean_cell(cell: str | Cell) -> Cell:
    if isinstance(cell, str):
        return Cell(clean(cell))
    return Cell(clean(cell.text), clean(cell.under))


def _split_figure(text: str) -> tuple[str, str]:
    """What stands left of the decimal point, and the rest; words stand left as a whole."""
    whole, point, part = text.partition(".")
    return whole, point + part


def _natural(column: Column, texts: Sequence[str], style: Style) -> float:
    if column.kind is not Kind.FIGURE:
        return max(text_width(line, style) for text in texts for line in text.split("\n"))
    split = [_split_figure(text) for text in texts]
    return max(text_width(whole, style) for whole, _part in split) + max(
        text_width(part, style) for _whole, part in split
    )


def _words(text: str) -> list[str]:
    return text.replace("\n", " ").split(" ")


def _widest_word(texts: Sequence[str], style: Style) -> float:
    return max(text_width(word, style) for text in texts for word in _words(text))


def _gap(table: Table, look: Look) -> float:
    return look.column_gap * (_TIGHTER if len(table.columns) > _MANY else 1)


def column_widths(table: Table, look: Look) -> list[float] | None:
    """How wide each column is, in points; None if they do not fit beside one another."""
    strong = look.body.strong()
    texts_beside = sum(column.kind is Kind.TEXT for column in table.columns) > 1
    natural, least = [], []
    for index, column in enumerate(table.columns):
        cells = [row[index] for row in table.rows]
        # Widths are taken in bold, the wider of the two, so that totals fit as well.
        texts = [part for cell in cells for part in (cell.text, cell.under)] or [""]
        full = _natural(column, texts, strong)
        narrow = full
        if column.kind is Kind.TEXT:
            word = min(_widest_word(texts, strong), 2 * _LEAST_EMS * strong.size)
            narrow = min(full, max(word, _LEAST_EMS * strong.size))
            if texts_beside:
                # A very long text leaves room for its neighbours.
                full = max(narrow, min(full, look.width * _WIDEST_TEXT))
        heading = _widest_word([column.heading], strong)
        least.append(max(narrow, heading))
        if len(table.columns) <= _MANY:
            heading = text_width(column.heading, strong)
        natural.append(max(full, heading))
    spare = look.width - sum(least) - _gap(table, look) * (len(least) - 1)
    if spare < 0:
        return None
    wanted = [full - narrow for full, narrow in zip(natural, least, strict=True)]
    share = min(1.0, spare / sum(wanted)) if sum(wanted) else 0.0
    return [narrow + want * share for narrow, want in zip(least, wanted, strict=True)]


def _spread(widths: list[float], table: Table, look: Look) -> float:
    """The gap between columns that makes the table either a part of the page wide or all of it.

    So the tables of a document have one of two widths, and look as if they belonged together.
    """
    gaps = len(widths) - 1
    tight = sum(widths) + gaps * _gap(table, look)
    part = look.width * _PART_OF_PAGE
    return ((part if tight <= part else look.width) - sum(widths)) / gaps


class _SideBySide:
    """Draws a table whose columns have the given widths."""

    def __init__(self, table: Table, widths: list[float], look: Look, element: Element) -> None:
        self.table, self.widths, self.look, self.element = table, widths, look, element
        gap = _spread(widths, table, look)
        self.lefts = [
            look.margin + sum(widths[:index]) + gap * index for index in range(len(widths))
        ]
        self.total_width = self.lefts[-1] + widths[-1] - look.margin
        self.parts = [
            max(
                (
                    text_width(_split_figure(text)[1], look.body.strong())
                    for row in table.rows
                    for text in (row[index].text, row[index].under)
                ),
                default=0.0,
            )
            for index in range(len(widths))
        ]

    def _left(self, index: int, text: str, style: Style, *, heading: bool) -> float:
        left, right = self.lefts[index], self.lefts[index] + self.widths[index]
        if self.table.columns[index].kind is not Kind.FIGURE:
            return left
        if heading:
            return right - text_width(text, style)
        whole, part = _split_figure(text)
        part_width = self.parts[index] if part or text[-1:].isdigit() else 0
        return right - part_width - text_width(whole, style)

    def _strip(self, cells: list[list[Line]], elements: list[Element | None]) -> Strip:
        look = self.look
        height = max(len(lines) for lines in cells) * look.body.leading

        def draw(pen: Pen, y: float) -> None:
            for index, (lines, element) in enumerate(zip(cells, elements, strict=True)):
                for number, (text, style) in enumerate(lines):
                    x = self._left(index, text, style, heading=cells is self.heading_cells)
                    # A space at the end keeps two lines apart when the text is read as one.
                    line = text if number == len(lines) - 1 else text + " "
                    top = y + number * look.body.leading
                    if not text:
                        continue
                    with pen.artifact() if element is None else pen.tagged(element):
                        pen.text(x, top, line, style)

        return Strip(height, draw)

    def _rule(self, weight: float) -> Strip:
        def draw(pen: Pen, y: float) -> None:
            pen.rule(self.look.margin, y, self.total_width, weight)

        return Strip(0, draw)

    def heading(self) -> tuple[list[Strip], Strip | None]:
        """The heading row, and the same as one strip to repeat on later pages."""
        if not self.table.has_headings:
            self.heading_cells: list[list[Line]] = []
            return [], None
        style, padding = self.look.body.strong(), self.look.row_padding
        self.heading_cells = [
            [(line, style) for line in wrap(column.heading, style, width)]
            for column, width in zip(self.table.columns, self.widths, strict=True)
        ]
        row = self.element.add("TR")
        elements = [row.add("TH", scope="Column") for _column in self.table.columns]
        first = [self._strip(self.heading_cells, list(elements)), space(padding), self._rule(1)]
        again = self._strip(self.heading_cells, [None] * len(elements))

        def draw_again(pen: Pen, y: float) -> None:
            again.draw(pen, y)
            pen.rule(self.look.margin, y + again.height + padding, self.total_width, 1)

        repeat = Strip(again.height + padding, draw_again)
        return [replace(strip, keep_with_next=True) for strip in first], repeat

    def row(self, cells: tuple[Cell, ...], *, total: bool) -> list[Strip]:
        """One row as strips; only a very long one can be parted by the end of a page."""
        style = self.look.body.strong() if total else self.look.body
        row = self.element.add("TR")
        elements: list[Element | None] = []
        columns: list[list[Line]] = []
        for cell, column, width in zip(cells, self.table.columns, self.widths, strict=True):
            heads = column.heads_row
            elements.append(row.add("TH", scope="Row") if heads else row.add("TD"))
            room = width + 0.01 if column.kind is Kind.TEXT else self.look.width
            lines = [(line, style) for line in wrap(cell.text, style, room)] if cell.text else []
            if cell.under:
                lines += [(line, style.soft()) for line in wrap(cell.under, style.soft(), room)]
            columns.append(lines)
        strips = [space(self.look.row_padding)]
        for start in range(0, max(map(len, columns)) or 1, _LINES_OF_A_STRIP):
            piece = [lines[start : start + _LINES_OF_A_STRIP] for lines in columns]
            strips.append(self._strip(piece, elements))
        strips.append(space(self.look.row_padding))
        return kept_together(strips)

    def strips(self) -> list[Strip]:
        """The whole table. No row stands alone on a page, and a short table is not parted."""
        made, repeat = self.heading()
        rows = len(self.table.rows)
        first_total = rows - self.table.totals
        body: list[Strip] = []
        for number, cells in enumerate(self.table.rows):
            row = self.row(cells, total=number >= first_total)
            if number:
                row.insert(0, self._rule(1 if number == first_total else 0.4))
            row = kept_together(row)
            # The first sum stays with the last line that it adds up.
            if number in (0, rows - 2, first_total - 1) and number < rows - 1:
                row[-1] = replace(row[-1], keep_with_next=True)
            body += [replace(strip, repeat=repeat) for strip in row]
        short = sum(strip.height for strip in body) <= self.look.height * _SHORT_TABLE
        return kept_together([*made, *body]) if short else [*made, *body]


def label_width(labels: Iterable[str], look: Look) -> float:
    """How wide the labels of a list stand before their values, in points."""
    widest = max((text_width(label, look.label) for label in labels), default=0.0)
    return min(widest + 1, look.width * _WIDEST_LABEL)


def record_strips(
    pairs: Sequence[tuple[str, Cell]],
    look: Look,
    item: Element,
    label_room: float,
    *,
    strong: bool = False,
) -> list[Strip]:
    """Labels on the left and their values on the right; a pair without a value is left out."""
    value_style = look.body.strong() if strong else look.body
    value_left = look.margin + label_room + look.column_gap
    value_room = look.width - label_room - look.column_gap
    body = item.add("LBody")
    strips: list[Strip] = []
    for label, cell in pairs:
        if not (cell.text or cell.under):
            continue
        labels = [(line, look.label) for line in wrap(label, look.label, label_room)]
        values = [(line, value_style) for line in wrap(cell.text, value_style, value_room)]
        if cell.under:
            soft = value_style.soft()
            values += [(line, soft) for line in wrap(cell.under, soft, value_room)]
        strips += _pair_strips(labels, values, value_left, look, body.add("P"))
    return strips


def _pair_strips(
    labels: list[Line], values: list[Line], value_left: float, look: Look, paragraph: Element
) -> list[Strip]:
    leading = look.body.leading

    def strip(start: int) -> Strip:
        left, right = labels[start : start + _LINES_OF_A_STRIP], values[start:][:_LINES_OF_A_STRIP]

        def draw(pen: Pen, y: float) -> None:
            for x, lines in ((look.margin, left), (value_left, right)):
                for number, (text, style) in enumerate(lines):
                    if not text:
                        continue
                    with pen.tagged(paragraph):
                        pen.text(x, y + number * leading, text + " ", style)

        return Strip(max(len(left), len(right)) * leading, draw)

    most = max(len(labels), len(values))
    strips = [strip(start) for start in range(0, most, _LINES_OF_A_STRIP)]
    return [*strips, space(look.row_padding / 2)]


def _stacked(table: Table, look: Look, element: Element) -> list[Strip]:
    strips: list[Strip] = []
    first_total = len(table.rows) - table.totals
    room = label_width((column.heading for column in table.columns), look)
    rule = Strip(0, lambda pen, y: pen.rule(look.margin, y, look.width), keep_with_next=True)
    for number, row in enumerate(table.rows):
        pairs = [(column.heading, cell) for column, cell in zip(table.columns, row, strict=True)]
        total = number >= first_total
        record = record_strips(pairs, look, element.add("LI"), room, strong=total)
        padding = space(look.row_padding)
        strips += kept_together([rule, padding, *record, padding])
    return strips


def table_strips(table: Table, look: Look, parent: Element) -> list[Strip]:
    """The table as strips: rows and columns, or in a narrow space one record for each row."""
    widths = column_widths(table, look)
    if widths is None:
        return _stacked(table, look, parent.add("L"))
    return _SideBySide(table, widths, look, parent.add("Table")).strips()
