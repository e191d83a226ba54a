"""An Excel workbook of somebody else's, filled in: only the cells that are named change.

The parts of the file are changed as they stand, so that all that a form looks like, and all that no
library knows of, stays as it was. Formulas are left alone; what they gave before is taken out, so
that no reader shows an old sum, and Excel works them out when it opens the file.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from dpmanager.domain.amounts import plain
from dpmanager.domain.returns.form_figures import Value
from dpmanager.errors import DPManagerError
from dpmanager.words import _

_WORKBOOK = "xl/workbook.xml"
_BEFORE_CALCULATION = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets",
    "functionGroups", "externalReferences", "definedNames",
)  # fmt: skip
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FIRST_DAY, _FIRST_DAY_1904 = date(1899, 12, 30), date(1904, 1, 1)


def filled_workbook(data: bytes, values: Mapping[str, Value]) -> bytes:
    """The workbook with these values in its cells.

    values: by the names of the cells, as in “Summary!C5”. An amount or a number becomes a number,
    a date the number of its day, which the look of the cell shows as a date; words stay words, also
    where they begin like a formula.
    Raises DPManagerError that names a cell which is not there or holds a formula.
    """
    with ZipFile(BytesIO(data)) as packed:
        workbook = _parsed(packed.read(_WORKBOOK))
        sheets = _sheets(packed, workbook)
        by_sheet: dict[str, dict[str, Value]] = {}
        for name, value in values.items():
            sheet, _mark, cell = name.rpartition("!")
            if sheet not in sheets:
                raise DPManagerError(
                    _("The workbook has no sheet “{sheet}” any more. Load the form again.").format(
                        sheet=sheet
                    )
                )
            by_sheet.setdefault(sheet, {})[cell] = value
        first_day = _first_day(workbook)
        changed = {_WORKBOOK: _with_sums_to_work_out(workbook)}
        for sheet, part in sheets.items():
            root = _parsed(packed.read(part))
            filled = _Sheet(root, sheet, first_day)
            for cell, value in by_sheet.get(sheet, {}).items():
                filled.write(cell, value)
            if filled.forget_old_sums() or sheet in by_sheet:
                changed[part] = _text(root)
        return _packed(packed, changed)


def _packed(packed: ZipFile, changed: Mapping[str, bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as out:
        for part in packed.infolist():
            content = changed.get(part.filename)
            out.writestr(part, packed.read(part) if content is None else content)
    return made.getvalue()


def _parsed(text: bytes) -> Any:
    """A part of the file. Nothing outside it is ever looked up."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(text, parser)
    if root.getroottree().docinfo.doctype:
        raise DPManagerError(_("This workbook is damaged. Load the form again."))
    return root


def _text(root: Any) -> bytes:
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return text


def _space(root: Any) -> str:
    """The namespace of the part, which is another one in the strict kind of workbook."""
    space: str = etree.QName(root).namespace
    return f"{{{space}}}"


def _sheets(packed: ZipFile, workbook: Any) -> dict[str, str]:
    """The part of each sheet, by the name of the sheet."""
    related = {
        one.get("Id"): one.get("Target")
        for one in _parsed(packed.read("xl/_rels/workbook.xml.rels"))
    }
    found = {}
    for sheet in workbook.iter(f"{_space(workbook)}sheet"):
        number = next(value for key, value in sheet.attrib.items() if key.endswith("}id"))
        part = posixpath.normpath(posixpath.join("/xl", related[number])).lstrip("/")
        if part.startswith("xl/worksheets/"):
            found[sheet.get("name")] = part
    return found


def _first_day(workbook: Any) -> date:
    told = workbook.find(f"{_space(workbook)}workbookPr")
    from_1904 = told is not None and told.get("date1904") in {"1", "true"}
    return _FIRST_DAY_1904 if from_1904 else _FIRST_DAY


def _with_sums_to_work_out(workbook: Any) -> bytes:
    space = _space(workbook)
    told = workbook.find(f"{space}calcPr")
    if told is None:
        told = etree.Element(f"{space}calcPr")
        before = [one for one in workbook if etree.QName(one).localname in _BEFORE_CALCULATION]
        workbook.insert(workbook.index(before[-1]) + 1, told)
    told.set("fullCalcOnLoad", "1")
    return _text(workbook)


class _Sheet:
    """A sheet whose cells are written."""

    def __init__(self, root: Any, name: str, first_day: date) -> None:
        self._root, self._name, self._first_day = root, name, first_day
        self._space = _space(root)
        self._data = root.find(f"{self._space}sheetData")
        self._rows = {number: row for row, number in _numbered(self._data, _row_number)}
        self._computed = list(self._ranges_of_formulas())

    def write(self, name: str, value: Value) -> None:
        letters, row_number = coordinate_from_string(name)
        column = column_index_from_string(letters)
        row = self._row(row_number)
        cell = self._cell(row, row_number, column)
        if cell.find(f"{self._space}f") is not None or self._is_computed(row_number, column):
            raise DPManagerError(
                _(
                    "The cell {cell} of “{sheet}” holds a formula, which is never written over. "
                    "Leave that cell empty here."
                ).format(cell=name, sheet=self._name)
            )
        for part in list(cell):
            cell.remove(part)
        cell.attrib.pop("t", None)
        if isinstance(value, str):
            cell.set("t", "inlineStr")
            text = etree.SubElement(etree.SubElement(cell, f"{self._space}is"), f"{self._space}t")
            text.text = _NOT_IN_XML.sub(" ", value)
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            return
        number = etree.SubElement(cell, f"{self._space}v")
        number.text = plain(value) if isinstance(value, Decimal) else self._day(value)

    def forget_old_sums(self) -> bool:
        """Takes out what formulas gave before; whether there were any."""
        found = False
        for formula in self._data.iter(f"{self._space}f"):
            cell = formula.getparent()
            for old in cell.findall(f"{self._space}v"):
                cell.remove(old)
            cell.attrib.pop("t", None)
            found = True
        return found

    def _day(self, day: date) -> str:
        return str((day - self._first_day).days)

    def _row(self, number: int) -> Any:
        if number not in self._rows:
            row = etree.Element(f"{self._space}row", r=str(number))
            after = [other for other in self._rows if other < number]
            place = self._data.index(self._rows[max(after)]) + 1 if after else 0
            self._data.insert(place, row)
            self._rows[number] = row
        return self._rows[number]

    def _cell(self, row: Any, row_number: int, column: int) -> Any:
        """The cell, made where there is none; it looks as its row or its column says."""
        cells = {number: cell for cell, number in _numbered(row, _column_number)}
        if column in cells:
            return cells[column]
        cell = etree.Element(f"{self._space}c", r=f"{get_column_letter(column)}{row_number}")
        look = self._look_of(row, column)
        if look:
            cell.set("s", look)
        after = [other for other in cells if other < column]
        row.insert(row.index(cells[max(after)]) + 1 if after else 0, cell)
        row.attrib.pop("spans", None)
        return cell

    def _look_of(self, row: Any, column: int) -> str | None:
        look: str | None = row.get("s") if row.get("customFormat") in {"1", "true"} else None
        if look is not None:
            return look
        for told in self._root.iter(f"{self._space}col"):
            if int(told.get("min")) <= column <= int(told.get("max")):
                return None if told.get("style") is None else str(told.get("style"))
        return None

    def _ranges_of_formulas(self) -> Iterator[tuple[int, int, int, int]]:
        for formula in self._data.iter(f"{self._space}f"):
            if formula.get("t") in {"array", "dataTable"} and formula.get("ref"):
                yield range_boundaries(formula.get("ref"))

    def _is_computed(self, row: int, column: int) -> bool:
        return any(
            left <= column <= right and top <= row <= bottom
            for left, top, right, bottom in self._computed
        )


def _row_number(row: Any) -> int | None:
    return int(row.get("r")) if row.get("r") else None


def _column_number(cell: Any) -> int | None:
    return (
        column_index_from_string(coordinate_from_string(cell.get("r"))[0])
        if cell.get("r")
        else None
    )


def _numbered(parent: Any, number_of: Any) -> Iterator[tuple[Any, int]]:
    """The rows or cells with their numbers; those that give none follow one another."""
    number = 0
    for one in parent:
        number = number_of(one) or number + 1
        yield one, number
