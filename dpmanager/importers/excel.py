"""Excel workbooks (.xlsx): the first sheet's rows as lines of text, read as a CSV file is."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any
from warnings import catch_warnings, simplefilter
from zipfile import BadZipFile, ZipFile

from dpmanager.domain.amounts import PENNY
from dpmanager.errors import DPManagerError
from dpmanager.words import _

MOST_UNPACKED = 200 * 1024 * 1024
"""Bytes. A workbook of 100,000 payments unpacks to about 40 MB."""
MOST_ROWS = 100_000
MOST_COLUMNS = 60
LONGEST_CELL = 2_000
_HALF_A_TENTH_OF_A_PENNY = Decimal("0.0005")


def is_excel(data: bytes) -> bool:
    """Whether a file is an Excel workbook of the newer kind."""
    return data.startswith(b"PK\x03\x04") and b"xl/" in data


def lines_of_workbook(data: bytes) -> list[str]:
    """The rows of the first sheet that has any, each as a line of comma-separated text.

    Dates are written as 2026-10-05 and amounts in pounds and pence. Formulas give the values that
    were saved with them. Raises DPManagerError, one sentence, for a workbook that is damaged,
    locked, or unpacks to more than 200 MB or 100,000 rows.
    """
    _refuse_bomb(data)
    from openpyxl import load_workbook

    try:
        with catch_warnings():
            simplefilter("ignore")  # on styles and the like, which do not matter here
            workbook = load_workbook(BytesIO(data), read_only=True, data_only=True)
            sheets = [list(_lines(sheet)) for sheet in workbook.worksheets]
            workbook.close()
    except DPManagerError:
        raise
    except Exception as fault:  # the reader lets many kinds of fault through
        raise _damaged() from fault
    return next((lines for lines in sheets if any(line.strip(",") for line in lines)), [""])


def _refuse_bomb(data: bytes) -> None:
    try:
        with ZipFile(BytesIO(data)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
            encrypted = any(part.flag_bits & 1 for part in packed.infolist())
    except (BadZipFile, OSError, ValueError, NotImplementedError) as fault:
        raise _damaged() from fault
    if encrypted:
        raise _damaged()
    if unpacked > MOST_UNPACKED:
        raise DPManagerError(
            _(
                "This file is an Excel workbook that unpacks to more than {limit} MB, which no "
                "statement does, so nothing was added: download the statement from your bank again."
            ).format(limit=MOST_UNPACKED // 1024 // 1024)
        )


def _damaged() -> DPManagerError:
    return DPManagerError(
        _(
            "This file is an Excel workbook that is damaged or locked, so nothing was added: "
            "open it in Excel, save it as CSV, and choose that file. Or download it again."
        )
    )


def _lines(sheet: Any) -> Iterator[str]:
    sheet.reset_dimensions()  # what the sheet says of its own size may be wrong
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > MOST_ROWS:
            raise DPManagerError(
                _(
                    "This file is an Excel workbook with more than {limit} rows, so nothing was "
                    "added: download a shorter time from your bank."
                ).format(limit=f"{MOST_ROWS:,}")
            )
        out = StringIO(newline="")
        csv.writer(out, lineterminator="").writerow(map(_text, row[:MOST_COLUMNS]))
        yield out.getvalue()


def _text(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value)
    if isinstance(value, datetime):
        return (
            f"{value:%Y-%m-%d}"
            if value.time() == value.min.time()
            else f"{value:%Y-%m-%d %H:%M:%S}"
        )
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _number(Decimal(repr(value)))
    return " ".join(str(value)[:LONGEST_CELL].split())


def _number(number: Decimal) -> str:
    """Pounds and pence, where the cell holds them; a sum in a cell may be off by far less."""
    if not number.is_finite() or abs(number) >= Decimal(10) ** 12:
        return str(number)
    nearest = number.quantize(PENNY)
    return str(nearest if abs(nearest - number) < _HALF_A_TENTH_OF_A_PENNY else number)
