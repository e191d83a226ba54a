"""The records as tables for a spreadsheet: one CSV file a table, in words."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, Table

from dpmanager.domain.safe_cells import safe_cell
from dpmanager.tasks.book.open_records import Row, Tables, open_columns, open_tables
from dpmanager.tasks.book.record_words import column_words, is_for_people, record_words
from dpmanager.tasks.returns.resources import labels
from dpmanager.words import _

LINE_END = "\r\n"
SHEETS_FOLDER = "tables"

_IN_WORDS = {"category", "service_type"}
_JSON_FOR_PROGRAMS = {"answers", "remarks", "rows"}


def sheet_name(table: str) -> str:
    """The file of a table."""
    return f"{SHEETS_FOLDER}/{record_words(table)}.csv"


def record_sheets(tables: Tables) -> dict[str, bytes]:
    """The content of each file; none for a table without rows."""
    names = _names(tables)
    words = labels()
    return {
        sheet_name(table.name): _sheet(table, tables[table.name], names, words)
        for table in open_tables()
        if tables[table.name]
    }


def csv_file(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows of cells in UTF-8 with its mark, so that spreadsheets show every letter (RFC 4180)."""
    text = io.StringIO()
    csv.writer(text, lineterminator=LINE_END).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _names(tables: Tables) -> dict[str, dict[int, str]]:
    """What the records are called that have a name."""
    named = {
        table.name: {row["id"]: row["name"] for row in tables[table.name]}
        for table in open_tables()
        if "name" in table.columns
    }
    return named | {"proof": {row["id"]: row["file"] or "" for row in tables["proof"]}}


def _sheet(
    table: Table, rows: list[Row], names: dict[str, dict[int, str]], words: dict[str, str]
) -> bytes:
    columns = [
        column
        for column in open_columns(table)
        if is_for_people(column.name) and column.name not in _JSON_FOR_PROGRAMS
    ]
    headings = [_("Record number"), *(column_words(column.name) for column in columns)]
    cells = [
        [str(row["id"]), *(_cell(column, row[column.name], names, words) for column in columns)]
        for row in rows
    ]
    if table.name == "proof":
        headings.append(_("File"))
        for line, row in zip(cells, rows, strict=True):
            line.append(row["file"] or "")
    return csv_file([headings, *cells])


def _cell(
    column: Column[Any], value: Any, names: dict[str, dict[int, str]], words: dict[str, str]
) -> str:
    if value is None:
        return ""
    for key in column.foreign_keys:
        table = key.column.table.name
        number = _("{record} {number}").format(record=record_words(table), number=value)
        return safe_cell(names.get(table, {}).get(value) or number)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date | int | Decimal):
        return str(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return safe_cell(words.get(value, value) if column.name in _IN_WORDS else value)
