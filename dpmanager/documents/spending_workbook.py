"""Where the money went, as an Excel workbook: every payment, and sums that follow from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter, quote_sheetname

from dpmanager.documents.spending_report import SpendingPaper, SpendingTable
from dpmanager.documents.workbook import DAY, MONEY, cell_words, file_of, new_workbook, tidy
from dpmanager.domain.periods import long_date
from dpmanager.domain.wording import period_words
from dpmanager.words import _

_WIDEST = 60


@dataclass(frozen=True, slots=True)
class SpentPayment:
    """A part of a payment. divided: for each table, in order, the name of the line it is in."""

    day: date
    payee: str
    divided: tuple[str, ...]
    spent: Decimal


def spending_workbook(paper: SpendingPaper, payments: Sequence[SpentPayment]) -> bytes:
    """The workbook: a sheet for each table of the paper, and one of all payments.

    Words are never formulas, whatever they begin with; sums are.
    """
    tables = paper.tables
    book = new_workbook(_("Where the money went"), paper.made_on)
    summary = book.active
    summary.title = _("Summary")
    places = [book.create_sheet(table.title) for table in tables]
    listed = book.create_sheet(_("Payments"))
    _list_payments(listed, tables, payments)
    for column, (place, table) in enumerate(zip(places, tables, strict=True), start=3):
        _add_lines(place, table, _matching(listed, column, len(tables) + 3, len(payments)))
    _summarise(summary, paper, _sum_of(listed, len(tables) + 3, len(payments)))
    return file_of(book)


def _summarise(sheet: Any, paper: SpendingPaper, spent: str) -> None:
    rows: list[tuple[str, str]] = [
        (_("Where the money went"), ""),
        (_("Direct payment of"), paper.recipient),
        (_("Days"), period_words(paper.period)),
        (_("Made on"), long_date(paper.made_on)),
    ]
    for row in rows:
        sheet.append([cell_words(text) for text in row])
    sheet.append([_("Spent"), f"={spent}"])
    sheet.cell(sheet.max_row, 2).number_format = MONEY
    sheet.append([])
    for sentence in paper.more:
        sheet.append([cell_words(sentence)])
    sheet.append([])
    sheet.append([_("How this follows from your accounts")])
    for step in paper.steps:
        sheet.append([cell_words(step.label), cell_words(step.sum)])
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.column_dimensions["A"].width = sheet.column_dimensions["B"].width = _WIDEST
    for (cell,) in sheet.iter_rows(min_row=2, max_col=1):
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _list_payments(
    sheet: Any, tables: Sequence[SpendingTable], payments: Sequence[SpentPayment]
) -> None:
    headings = [_("Date"), _("In the bank's words"), *(table.heading for table in tables)]
    sheet.append([cell_words(text) for text in (*headings, _("Spent"))])
    for payment in payments:
        words = [cell_words(text) for text in (payment.payee, *payment.divided)]
        sheet.append([payment.day, *words, payment.spent])
        sheet.cell(sheet.max_row, 1).number_format = DAY
        sheet.cell(sheet.max_row, len(words) + 2).number_format = MONEY
    tidy(sheet, [12, 40, *([28] * len(tables)), 14])
    sheet.auto_filter.ref = sheet.dimensions


def _add_lines(sheet: Any, table: SpendingTable, matching: str) -> None:
    with_agreed = any(line.agreed is not None for line in table.lines)
    more = [_("Agreed"), _("Left")] if with_agreed else []
    sheet.append([cell_words(table.heading), _("Spent"), *more])
    for row, line in enumerate(table.lines, start=2):
        cells: list[Any] = [cell_words(line.name), f"=ROUND({matching.format(row=row)},2)"]
        if with_agreed:
            cells += [line.agreed, f"=C{row}-B{row}"]
        sheet.append(cells)
    last = len(table.lines) + 1
    sheet.append(
        [_("Together"), *(f"=SUM({letter}2:{letter}{last})" for letter in "BCD"[: 1 + len(more)])]
    )
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    for row in sheet.iter_rows(min_row=2, min_col=2):
        for cell in row:
            cell.number_format = MONEY
    tidy(sheet, [_WIDEST, 16, *([16] * len(more))])


def _matching(listed: Any, column: int, money: int, count: int) -> str:
    """The sum of the payments that are in the line whose name is in column A of a row.

    EXACT, as criteria of SUMIF would take a star or a question mark in a name for any letters.
    """
    names = _range(listed, column, count)
    return f"SUMPRODUCT(EXACT({names},$A{{row}})*{_range(listed, money, count)})"


def _sum_of(listed: Any, money: int, count: int) -> str:
    return f"ROUND(SUM({_range(listed, money, count)}),2)"


def _range(sheet: Any, column: int, count: int) -> str:
    letter, last = get_column_letter(column), max(2, count + 1)
    return f"{quote_sheetname(sheet.title)}!${letter}$2:${letter}${last}"
