"""What the Excel workbooks have in common: their properties, how cells look, and safe words."""

from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from dpmanager.domain.safe_cells import safe_cell

MONEY = '"£"#,##0.00;[Red]-"£"#,##0.00'
DAY = "dd/mm/yyyy"


def new_workbook(title: str, made_on: date) -> Workbook:
    """A workbook with its first sheet, which says when it was made by the book's clock."""
    book = Workbook()
    book.properties.title = title
    book.properties.creator = "DP Manager"
    book.properties.created = book.properties.modified = datetime.combine(made_on, time())
    return book


def file_of(book: Workbook) -> bytes:
    """The workbook as a file."""
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def cell_words(text: str) -> str:
    """Words as they may stand in a cell: never a formula, and nothing that Excel refuses."""
    return safe_cell(ILLEGAL_CHARACTERS_RE.sub(" ", text))


def tidy(sheet: Any, widths: Sequence[int]) -> None:
    """Headings stay in sight and on every printed page; columns are as wide as is said."""
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
