"""The forecast as an Excel workbook: the weeks, and what comes in and goes out."""

from typing import Any

from openpyxl.styles import Alignment, Font

from dpmanager.documents.forecast import ForecastPaper
from dpmanager.documents.workbook import DAY, MONEY, cell_words, file_of, new_workbook, tidy
from dpmanager.domain.periods import long_date
from dpmanager.words import _


def forecast_workbook(paper: ForecastPaper) -> bytes:
    """The workbook. Words are never formulas, whatever they begin with; the one sum is."""
    book = new_workbook(_("How your money goes on"), paper.made_on)
    weeks = book.active
    weeks.title = _("Weeks")
    _add_weeks(weeks, paper)
    _add_lines(book.create_sheet(_("In and out")), paper)
    _add_words(book.create_sheet(_("In words")), paper)
    return file_of(book)


def _add_weeks(sheet: Any, paper: ForecastPaper) -> None:
    sheet.append([_("Day"), _("At worst"), _("In the middle"), _("At best")])
    for point in paper.points:
        sheet.append([point.day, point.worst, point.middle, point.best])
        row = sheet[sheet.max_row]
        row[0].number_format = DAY
        for cell in row[1:]:
            cell.number_format = MONEY
    tidy(sheet, [14, 16, 16, 16])


def _add_lines(sheet: Any, paper: ForecastPaper) -> None:
    sheet.append([_("What for"), _("Up to {day}").format(day=long_date(paper.end))])
    sheet.append([_("Balance today"), paper.points[0].middle])
    for line in paper.lines:
        sheet.append([cell_words(line.name), line.amount])
    sheet.append([_("Balance at the end"), f"=SUM(B2:B{sheet.max_row})"])
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    for (cell,) in sheet.iter_rows(min_row=2, min_col=2):
        cell.number_format = MONEY
    tidy(sheet, [60, 26])


def _add_words(sheet: Any, paper: ForecastPaper) -> None:
    for sentence in filter(None, (paper.answer, *paper.more, paper.spread)):
        sheet.append([cell_words(sentence)])
        sheet.cell(sheet.max_row, 1).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = 90
