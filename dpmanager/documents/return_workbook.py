"""A return as an Excel workbook: every payment, and all sums as formulas that follow from them."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl.styles import Alignment, Font
from openpyxl.utils import quote_sheetname

from dpmanager.documents.funder_return import return_name
from dpmanager.documents.payments import Labels
from dpmanager.documents.return_csv import headings
from dpmanager.documents.return_lines import counted_in, counted_out, parts_of
from dpmanager.documents.workbook import DAY, MONEY, cell_words, file_of, new_workbook, tidy
from dpmanager.domain.amounts import total
from dpmanager.domain.periods import long_date
from dpmanager.domain.returns.funder_return import CategoryTotal, FunderReturn
from dpmanager.domain.returns.sums import check_sums
from dpmanager.domain.wording import period_words
from dpmanager.words import _

_COUNTED, _AMOUNT = "E", "J"
"""The columns of the payments that are added up."""
_WIDEST = 60
_HOURS = "0.00"


def return_workbook(made: FunderReturn, labels: Labels, made_on: date) -> bytes:
    """The workbook. Words are never formulas, whatever they begin with; sums are.

    Raises DPManagerError, naming the difference, if the return does not add up.
    """
    check_sums(made)
    book = new_workbook(return_name(made), made_on)
    summary = book.active
    summary.title = _("Summary")
    payments = book.create_sheet(_("Payments"))
    kinds = book.create_sheet(_("Categories"))
    aside = book.create_sheet(_("Set aside"))
    rows = _list_payments(payments, made, labels)
    total_in, total_out = _list_categories(kinds, made, payments.title, rows)
    set_aside = _list_set_aside(aside, made)
    _list_hours(book.create_sheet(_("Hours")), made)
    if made.besides.paid_outside:
        _list_paid_outside(book.create_sheet(_("Paid outside")), made)
    if made.funder_words.income or made.funder_words.spending:
        _list_in_funder_words(book.create_sheet(_("In the council's words")), made)
    moved = f"ROUND(SUM({_column(payments.title, _AMOUNT, rows)}),2)"
    _summarise(summary, made, total_in, total_out, moved, set_aside)
    return file_of(book)


def _summarise(
    sheet: Any, made: FunderReturn, total_in: str, total_out: str, moved: str, set_aside: str
) -> None:
    people = made.people
    for label, text in (
        (return_name(made), ""),
        (_("For"), people.funder),
        (_("Days"), period_words(made.period)),
        (_("Money for"), people.recipient),
        (_("Reference"), people.reference),
        (_("Filled in by"), people.manager),
        (_("As"), people.manager_role),
        (_("Send by"), long_date(made.due) if made.due else ""),
    ):
        sheet.append([cell_words(label), cell_words(text)])
    sheet.append([])
    cells: dict[str, str] = {}

    def row(name: str, label: str, value: Decimal | str | None, look: str = MONEY) -> None:
        sheet.append([cell_words(label), value])
        sheet.cell(sheet.max_row, 2).number_format = look
        cells[name] = f"B{sheet.max_row}"

    row("opening", _("Opening balance"), made.opening)
    row("in", _("Money in"), f"={total_in}")
    row("out", _("Money out"), f"={total_out}")
    row("closing", _("Closing balance"), "={opening}+{in}-{out}".format(**cells))
    row(
        "again", _("The same from every payment"), "={opening}+{moved}".format(**cells, moved=moved)
    )
    row("off", _("Difference"), "=ROUND({again}-{closing},2)".format(**cells))
    sheet.append([])
    row("bank", _("Balance on the bank statement"), made.statement_balance)
    row(
        "open",
        _("Not yet shown by the bank"),
        total(line.amount for line in made.unpresented),
    )
    if made.shared:
        row("others", _("Of the accounts, for other funders"), made.held_for_others)
    sheet.append([])
    row("aside", _("Set aside"), f"={set_aside}")
    row("free", _("Free after that"), "={closing}-{aside}".format(**cells))
    row("weekly", _("Agreed for a week"), made.weekly_amount)
    if made.weeks_left is not None:
        weeks = "=ROUNDDOWN(MAX(0,{free})/{weekly},2)".format(**cells)
        row("weeks", _("Weeks' money left"), weeks, _HOURS)
    if made.surplus_weeks_allowed is not None:
        row("allowed", _("Weeks' money that may stay"), made.surplus_weeks_allowed, _HOURS)
        over = "=MAX(0,ROUND({free}-ROUND({allowed}*{weekly},2),2))".format(**cells)
        row("surplus", _("Surplus"), over)
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.column_dimensions["A"].width = sheet.column_dimensions["B"].width = _WIDEST
    for one in sheet.iter_rows(min_row=2, max_col=2):
        for cell in one:
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")


def _list_payments(sheet: Any, made: FunderReturn, labels: Labels) -> int:
    sheet.append([cell_words(text) for text in headings()])
    for part in parts_of(made, labels):
        line = part.line
        words = (part.counted, part.what, part.service, part.outcome, part.note)
        sheet.append(
            [
                line.number,
                line.day,
                cell_words(line.account),
                cell_words(line.description),
                *map(cell_words, words),
                part.amount,
                cell_words(part.proofs),
            ]
        )
        sheet.cell(sheet.max_row, 2).number_format = DAY
        sheet[f"{_AMOUNT}{sheet.max_row}"].number_format = MONEY
    tidy(sheet, [6, 12, 24, 36, 40, 36, 24, 24, 30, 14, 12])
    sheet.auto_filter.ref = sheet.dimensions
    rows: int = sheet.max_row - 1
    return rows


def _list_categories(sheet: Any, made: FunderReturn, payments: str, rows: int) -> tuple[str, str]:
    """The totals of each side; gives where the sums of both stand."""
    sheet.append([_("What"), _("Amount")])
    where = []
    for named, totals, sign, words in (
        (counted_in, made.income, "", _("Money in")),
        (counted_out, made.spending, "-", _("Money out")),
    ):
        first = sheet.max_row + 1
        for each in totals:
            row = sheet.max_row + 1
            # EXACT, as criteria of SUMIF would take a star or a question mark for any letters.
            matching = (
                f"SUMPRODUCT(EXACT({_column(payments, _COUNTED, rows)},$A{row})*"
                f"{_column(payments, _AMOUNT, rows)})"
            )
            sheet.append([cell_words(named(each.label)), f"=ROUND({sign}{matching},2)"])
        where.append(f"{quote_sheetname(sheet.title)}!B{_add_up(sheet, words, first)}")
    _finish(sheet)
    return where[0], where[1]


def _list_set_aside(sheet: Any, made: FunderReturn) -> str:
    sheet.append([_("Why"), _("Amount")])
    for item in made.set_aside:
        sheet.append([cell_words(item.reason), item.amount])
    last = _add_up(sheet, _("Set aside in all"), 2)
    _finish(sheet)
    return f"{quote_sheetname(sheet.title)}!B{last}"


def _list_hours(sheet: Any, made: FunderReturn) -> None:
    sheet.append([_("Who"), _("Hours"), _("Sleep-ins")])
    for one in made.besides.worker_hours:
        sheet.append([cell_words(one.worker), one.hours, one.nights])
    last = sheet.max_row
    sums = [f"=SUM({letter}2:{letter}{last})" if last > 1 else 0 for letter in "BC"]
    sheet.append([_("Together"), *sums])
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    for row in sheet.iter_rows(min_row=2, min_col=2, max_col=2):
        row[0].number_format = _HOURS
    tidy(sheet, [_WIDEST, 14, 14])


def _list_paid_outside(sheet: Any, made: FunderReturn) -> None:
    """The contributions that never were in the account; they are in no other sum."""
    sheet.append([_("Date"), _("Paid to"), _("How"), _("Amount")])
    for one in made.besides.paid_outside:
        how = ". ".join(filter(None, (one.how, one.note)))
        sheet.append([one.day, cell_words(one.paid_to), cell_words(how), one.amount])
    last = sheet.max_row
    sheet.append([_("Together"), None, None, f"=SUM(D2:D{last})"])
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    for row in sheet.iter_rows(min_row=2):
        row[0].number_format, row[3].number_format = DAY, MONEY
    tidy(sheet, [14, _WIDEST, _WIDEST, 14])


def _list_in_funder_words(sheet: Any, made: FunderReturn) -> None:
    sheet.append([_("What"), _("Amount")])
    sides: Iterable[tuple[str, Sequence[CategoryTotal]]] = (
        (_("Money in"), made.funder_words.income),
        (_("Money out"), made.funder_words.spending),
    )
    for words, totals in sides:
        if not totals:
            continue
        first = sheet.max_row + 1
        for each in totals:
            sheet.append([cell_words(each.label), each.amount])
        _add_up(sheet, words, first)
    _finish(sheet)


def _add_up(sheet: Any, words: str, first: int) -> int:
    """A row with the sum of those from `first` on; gives its number."""
    last = sheet.max_row
    sheet.append([words, f"=SUM(B{first}:B{last})" if last >= first else 0])
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    number: int = sheet.max_row
    return number


def _finish(sheet: Any) -> None:
    for row in sheet.iter_rows(min_row=2, min_col=2, max_col=2):
        row[0].number_format = MONEY
    tidy(sheet, [_WIDEST, 16])


def _column(sheet: str, letter: str, rows: int) -> str:
    return f"{quote_sheetname(sheet)}!${letter}$2:${letter}${max(2, rows + 1)}"
