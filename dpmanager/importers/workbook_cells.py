"""The cells of an Excel workbook (.xlsx) that look as if something is to be written into them.

openpyxl is loaded when the first workbook is read. Formulas are never worked out.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from warnings import catch_warnings, simplefilter
from zipfile import ZipFile

from dpmanager.domain.returns.own_form import Place, PlaceKind
from dpmanager.errors import DPManagerError
from dpmanager.words import _

LARGEST_MB = 10
MOST_UNPACKED = 40 * 1024 * 1024
"""Bytes. A form of a few sheets unpacks to less than 2 MB."""
MOST_PARTS = 2000
MOST_PLACES = 1000
_MOST_ROWS, _MOST_COLUMNS = 2000, 100
_LONGEST_LABEL = 150
_MOST_CHOICES = 200
_ASKS = (":", "£", "?")
"""A label that ends so has its cell to the right, whatever that looks like."""


def cells_to_fill(data: bytes) -> tuple[Place, ...]:
    """The cells that look like inputs, sheet by sheet, each named as in “Summary!C5”.

    On a protected sheet those that may be changed; elsewhere empty cells that are drawn as boxes,
    or stand right beside their label. Cells with a formula are never among them, and hidden sheets
    have none. Raises DPManagerError, in a sentence or two, for a file that is no workbook of this
    kind, has a program in it, is damaged, locked, or unpacks to far more than a form does.
    """
    _refuse_what_is_no_form(data)
    from openpyxl import load_workbook

    try:
        with catch_warnings():
            simplefilter("ignore")  # on styles and the like, which do not matter here
            workbook = load_workbook(BytesIO(data))
            places = [
                place
                for sheet in workbook.worksheets
                if sheet.sheet_state == "visible"
                for place in _Sheet(sheet).places()
            ]
            workbook.close()
    except Exception as fault:  # the reader lets many kinds of fault through
        raise _damaged() from fault
    if not places:
        raise DPManagerError(
            _(
                "This workbook has no empty cell beside a label, so nothing can be filled in. "
                "Choose the empty form."
            )
        )
    return tuple(places[:MOST_PLACES])


def _refuse_what_is_no_form(data: bytes) -> None:
    if len(data) > LARGEST_MB * 1024 * 1024:
        raise DPManagerError(
            _("This file is larger than {limit} MB, which no form is, so it was not read.").format(
                limit=LARGEST_MB
            )
        )
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # the older kind, and what is locked
        raise DPManagerError(
            _(
                "This workbook is locked with a password, or of the older kind (.xls). "
                "Open it in Excel, save it as .xlsx without a password, and choose that file."
            )
        )
    try:
        with ZipFile(BytesIO(data)) as packed:
            parts = packed.infolist()
            kinds = packed.read("[Content_Types].xml") if _fits(parts) else b""
    except Exception as fault:  # readers fail on broken files in every way there is
        raise _damaged() from fault
    if not _fits(parts):
        raise DPManagerError(
            _("This workbook unpacks to more than {limit} MB, which no form does.").format(
                limit=MOST_UNPACKED // 1024 // 1024
            )
        )
    names = {part.filename for part in parts}
    if b"macroEnabled" in kinds or any(name.endswith("vbaProject.bin") for name in names):
        raise DPManagerError(
            _(
                "This workbook has a small program (macro) in it, which is never run here. "
                "Open it in Excel, save it as .xlsx, and choose that file."
            )
        )
    if "xl/workbook.xml" not in names or len(names) != len(parts):
        raise _damaged()


def _fits(parts: list[Any]) -> bool:
    return len(parts) <= MOST_PARTS and sum(part.file_size for part in parts) <= MOST_UNPACKED


def _damaged() -> DPManagerError:
    return DPManagerError(
        _(
            "This file is not an Excel workbook (.xlsx), or it is damaged. "
            "Open it in Excel, save it as .xlsx, and choose that file."
        )
    )


_At = tuple[int, int]
"""Row and column, from 1."""


class _Sheet:
    """A sheet, and which of its cells are labels, taken, or free."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._protected = bool(sheet.protection.sheet)
        self._cells: dict[_At, Any] = {
            at: cell
            for at, cell in sheet._cells.items()
            if at[0] <= _MOST_ROWS and at[1] <= _MOST_COLUMNS
        }
        self._covered: set[_At] = set()
        self._last_column: dict[_At, int] = {}
        for merged in sheet.merged_cells.ranges:
            self._last_column[merged.min_row, merged.min_col] = merged.max_col
            rows = range(merged.min_row, min(merged.max_row, _MOST_ROWS) + 1)
            columns = range(merged.min_col, min(merged.max_col, _MOST_COLUMNS) + 1)
            self._covered |= {(row, column) for row in rows for column in columns}
            self._covered.discard((merged.min_row, merged.min_col))
        self._computed = _computed(sheet)
        self._choices = dict(_choices(sheet))

    def places(self) -> Iterator[Place]:
        found: dict[_At, str] = {}
        for at in sorted({*self._cells, *self._beside_labels()}):
            if at in self._covered or not self._may_be_filled(at):
                continue
            label = self._label(at)
            if label:
                found[at] = label
        for at, label in found.items():
            yield self._place(at, label)

    def _place(self, at: _At, label: str) -> Place:
        from openpyxl.utils import get_column_letter

        name = f"{get_column_letter(at[1])}{at[0]}"
        choices = self._choices.get(at, ())
        cell = self._cells.get(at)
        return Place(
            name=f"{self._sheet.title}!{name}",
            kind=PlaceKind.CHOICE if choices else PlaceKind.TEXT,
            label=label,
            where=_("{sheet}, cell {cell}").format(sheet=self._sheet.title, cell=name),
            choices=choices,
            takes_day=cell is not None and bool(cell.is_date),
        )

    def _beside_labels(self) -> Iterator[_At]:
        """The cells to the right of labels, which the file need not have."""
        for at, cell in self._cells.items():
            if _is_label(cell) and str(cell.value).strip().endswith(_ASKS):
                yield at[0], self._last_column.get(at, at[1]) + 1

    def _may_be_filled(self, at: _At) -> bool:
        cell = self._cells.get(at)
        if at in self._computed:
            return False
        if cell is None:
            return not self._protected
        if cell.data_type == "f" or (cell.value not in (None, "") and not _is_nothing(cell)):
            return False
        if self._protected:
            return not cell.protection.locked
        return True

    def _label(self, at: _At) -> str:
        """The words to the left, and where it is a table those at the head of the column too."""
        left, above = self._left(at), self._above(at)
        if self._protected or self._is_box(at):
            parts = (left, above)
        elif self._right_beside(at) and left.endswith(_ASKS):
            parts = (left, "")
        else:
            return ""
        if parts[0] and parts[1]:
            return _("{row}, {column}").format(row=parts[0], column=parts[1])
        if parts[0]:
            return parts[0]
        right_below = _is_label(self._cells.get((at[0] - 1, at[1])))
        return parts[1] if right_below else ""

    def _is_box(self, at: _At) -> bool:
        """Whether a cell is drawn as one to fill in."""
        cell = self._cells.get(at)
        if cell is None or not cell.has_style:
            return False
        border, fill = cell.border, cell.fill
        edges = (border.left, border.right, border.top, border.bottom)
        drawn = any(edge is not None and edge.style for edge in edges)
        painted = fill is not None and fill.fill_type == "solid"
        return drawn or painted or cell.number_format != "General" or at in self._choices

    def _right_beside(self, at: _At) -> bool:
        before = self._first_of(at[0], at[1] - 1)
        return _is_label(self._cells.get(before))

    def _left(self, at: _At) -> str:
        for column in range(at[1] - 1, 0, -1):
            cell = self._cells.get(self._first_of(at[0], column))
            if _is_label(cell):
                return _words(cell)
            if cell is not None and cell.value not in (None, ""):
                return ""
        return ""

    def _above(self, at: _At) -> str:
        for row in range(at[0] - 1, 0, -1):
            cell = self._cells.get(self._first_of(row, at[1]))
            if _is_label(cell):
                # A heading of a column stands beside others; a label of a row has nothing beside.
                sides = (self._first_of(row, at[1] - 1), (row, at[1] + 1))
                heads = any(_is_label(self._cells.get(side)) for side in sides)
                return _words(cell) if heads or row == at[0] - 1 else ""
            if cell is not None and cell.data_type != "f" and cell.value not in (None, ""):
                return ""
        return ""

    def _first_of(self, row: int, column: int) -> _At:
        """The cell that holds what is shown there, where several are one."""
        at = (row, column)
        if at not in self._covered:
            return at
        for merged in self._sheet.merged_cells.ranges:
            inside = merged.min_row <= row <= merged.max_row
            if inside and merged.min_col <= column <= merged.max_col:
                return merged.min_row, merged.min_col
        return at


def _is_label(cell: Any) -> bool:
    return (
        cell is not None
        and cell.data_type == "s"
        and any(letter.isalpha() for letter in str(cell.value))
        and len(str(cell.value)) <= _LONGEST_LABEL
    )


def _is_nothing(cell: Any) -> bool:
    """A nought that stands in the empty form."""
    return bool(cell.data_type == "n" and cell.value == 0)


def _words(cell: Any) -> str:
    return " ".join(str(cell.value).split())


def _computed(sheet: Any) -> set[_At]:
    """Cells that a formula of another cell fills."""
    from openpyxl.utils import range_boundaries

    found: set[_At] = set()
    for cell in sheet._cells.values():
        reference = getattr(cell.value, "ref", None) if cell.data_type == "f" else None
        if reference:
            left, top, right, bottom = range_boundaries(reference)
            rows = range(top, min(bottom, _MOST_ROWS) + 1)
            columns = range(left, min(right, _MOST_COLUMNS) + 1)
            found |= {(row, column) for row in rows for column in columns}
    return found


def _choices(sheet: Any) -> Iterator[tuple[_At, tuple[str, ...]]]:
    """What the lists of cells offer, where the list is written in them."""
    for rule in sheet.data_validations.dataValidation:
        listed = str(rule.formula1 or "")
        if rule.type != "list" or not (listed.startswith('"') and listed.endswith('"')):
            continue
        offered = tuple(one.strip() for one in listed[1:-1].split(",") if one.strip())
        for cells in rule.sqref.ranges:
            for row in range(cells.min_row, min(cells.max_row, _MOST_ROWS) + 1):
                for column in range(cells.min_col, min(cells.max_col, _MOST_COLUMNS) + 1):
                    yield (row, column), offered[:_MOST_CHOICES]
