"""Bank statement files: recognised by what is in them, read, and proved by their balances."""

from collections.abc import Sequence

from dpmanager.errors import DPManagerError
from dpmanager.importers import camt, excel, mt940, ofx, pdf_statement, qif
from dpmanager.importers.bank_formats import BankFormat
from dpmanager.importers.statement import Reached, StatementFile, unobserved
from dpmanager.importers.statement_days import ISO
from dpmanager.importers.table_statement import read_table
from dpmanager.importers.text_of_file import refuse_too_large, text_of_file
from dpmanager.words import _

USUAL_ENDINGS = "*.csv *.txt *.ofx *.qfx *.qif *.xml *.sta *.940 *.mt940 *.xlsx *.pdf"
"""The endings that such files usually have, for a box that asks for one. They prove nothing."""

PDF = "application/pdf"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OFX, QIF, CAMT = "application/x-ofx", "application/qif", "application/xml"
MT940, CSV = "application/x-mt940", "text/csv"
FILE_ENDINGS = {
    PDF: "pdf", EXCEL: "xlsx", OFX: "ofx", QIF: "qif", CAMT: "xml", MT940: "sta", CSV: "csv",
}  # fmt: skip
"""What a kept statement file is, and the ending of a copy of it."""

EXCEL_DATES = (ISO, "%Y-%m-%d %H:%M:%S")


def read_statements(
    data: bytes, formats: Sequence[BankFormat], *, reached: Reached = unobserved
) -> tuple[StatementFile, ...]:
    """Reads a statement file, whatever its name: one statement for each account in it.

    Understood: tables of one of the formats (CSV, text, Excel), OFX and QFX, QIF, CAMT.053,
    MT940, and PDFs with a table of text. A line whose date, amount or balance cannot be read is
    in `not_understood`; none is dropped. Raises DPManagerError, one sentence, for a file that is
    no statement, has no payments in pounds, puts the month before the day, or whose balances do
    not follow; ColumnsUnknownError for a table of no known bank.
    """
    refuse_too_large(data)
    if pdf_statement.is_pdf(data):
        return (pdf_statement.read_pdf(data, reached),)
    if ofx.is_ofx(data):
        return ofx.read_ofx(data, reached)
    if camt.is_camt(data):
        return camt.read_camt(data, reached)
    if excel.is_excel(data):
        lines = excel.lines_of_workbook(data)
        return read_table(lines, formats, more_dates=EXCEL_DATES, reached=reached)
    text = _with_plain_line_ends(text_of_file(data))
    if qif.is_qif(text):
        return qif.read_qif(text.split("\n"), reached)
    if mt940.is_mt940(text):
        return mt940.read_mt940(text, reached)
    return read_table(text.split("\n"), formats, reached=reached)


def media_type_of_statement(data: bytes) -> str:
    """What kind of file a statement that was read is: one of `FILE_ENDINGS`."""
    of_content = {
        PDF: pdf_statement.is_pdf, OFX: ofx.is_ofx, CAMT: camt.is_camt, EXCEL: excel.is_excel,
    }  # fmt: skip
    for media_type, fits in of_content.items():
        if fits(data):
            return media_type
    text = _with_plain_line_ends(text_of_file(data))
    return QIF if qif.is_qif(text) else MT940 if mt940.is_mt940(text) else CSV


def read_statement(
    data: bytes, formats: Sequence[BankFormat], *, reached: Reached = unobserved
) -> StatementFile:
    """Reads a statement file of one account; refuses one of several."""
    statements = read_statements(data, formats, reached=reached)
    if len(statements) > 1:
        raise several_accounts(statements)
    return statements[0]


def lines_of_table(data: bytes) -> list[str]:
    """The lines of a table of unknown columns (CSV, text or Excel), as they are read."""
    refuse_too_large(data)
    if excel.is_excel(data):
        return excel.lines_of_workbook(data)
    return _with_plain_line_ends(text_of_file(data)).split("\n")


def several_accounts(statements: Sequence[StatementFile]) -> DPManagerError:
    """For a file of several accounts where it is not clear which one is meant."""
    return DPManagerError(
        _(
            "This file has payments of more than one account (ending {endings}), so nothing "
            "was added: download the statement of one account at a time."
        ).format(endings=", ".join(sorted(each.account_last_four for each in statements)))
    )


def _with_plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
