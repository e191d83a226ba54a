"""Which bank's format a statement file has, and where in it each column stands."""

import csv
from collections.abc import Iterator, Sequence
from itertools import islice

from dpmanager.domain.reading import quoted
from dpmanager.errors import DPManagerError
from dpmanager.importers.bank_formats import BankFormat
from dpmanager.words import _

HEADER_WITHIN = 10
MOST_COLUMNS_NAMED = 12


class Layout:
    """A format as one file has it: the header's line, the delimiter, the place of each column.

    A place is None for a column that the bank, or this file, does not have.
    """

    def __init__(
        self, bank_format: BankFormat, header: list[str], header_index: int, delimiter: str
    ) -> None:
        self.bank_format = bank_format
        self.header_index = header_index
        self.delimiter = delimiter
        self.width = len(header)
        places = {name: place for place, name in enumerate(header)}
        columns = bank_format.columns
        self.day = places[_key(columns.day)]
        self.descriptions = [
            places[_key(name)] for name in columns.description if _key(name) in places
        ]
        self.amount = places.get(_key(columns.amount))
        self.money_out = places.get(_key(columns.money_out))
        self.money_in = places.get(_key(columns.money_in))
        self.balance = places.get(_key(columns.balance))
        self.bank_type = places.get(_key(columns.bank_type))
        self.account = places.get(_key(columns.account))
        self._not_transactions = {_key(text) for text in bank_format.not_transactions}

    def rows(self, lines: list[str]) -> Iterator[tuple[int, list[str]]]:
        """The rows below the header with their line numbers from 1, each as wide as the header.

        Left out: blank rows, and rows that the format says are no payments. Each line is a row of
        its own, so a quotation mark that is never closed spoils one line, not those after it.
        """
        for number in range(self.header_index + 2, len(lines) + 1):
            cells = _cells(lines[number - 1], self.delimiter)
            cells += [""] * (self.width - len(cells))
            if any(cells) and not self._moves_no_money(cells):
                yield number, cells

    def _moves_no_money(self, cells: list[str]) -> bool:
        return bool(self._not_transactions) and any(
            _key(cells[place]) in self._not_transactions for place in self.descriptions
        )


def layouts_of(lines: list[str], formats: Sequence[BankFormat]) -> list[Layout]:
    """Every format whose header is among the first ten lines; they share that header line.

    Raises DPManagerError that names the columns found and the banks that are known.
    """
    numbered = ((index, line) for index, line in enumerate(lines) if line.strip())
    first_lines = list(islice(numbered, HEADER_WITHIN))
    for index, line in first_lines:
        for delimiter in ",;\t":
            header = [_key(cell) for cell in _cells(line, delimiter)]
            found = [
                Layout(bank_format, header, index, delimiter)
                for bank_format in formats
                if _is_header(header, bank_format)
            ]
            if found:
                return found
    raise _columns_unknown([line for _index, line in first_lines], formats)


def _is_header(header: list[str], bank_format: BankFormat) -> bool:
    known = {_key(name) for name in bank_format.header}
    needed = known - {_key(name) for name in bank_format.may_be_missing}
    # A column that is not known could change what a line means (a fee, a status), so none is let
    # pass; and the same name twice would leave open which of the two counts.
    return len(header) == len(set(header)) and needed <= set(header) <= known


def _columns_unknown(lines: list[str], formats: Sequence[BankFormat]) -> DPManagerError:
    widest = max((_cells(line, mark) for line in lines for mark in ",;\t"), key=len)
    columns = [quoted(cell) for cell in widest if cell.strip()][:MOST_COLUMNS_NAMED]
    return DPManagerError(
        _(
            "This file has the columns “{columns}”, which are not those of a bank that DP Manager "
            "knows, so nothing was added: choose a CSV statement file from {banks}."
        ).format(columns=", ".join(columns), banks=", ".join(sorted(each.bank for each in formats)))
    )


def _cells(line: str, delimiter: str) -> list[str]:
    """The cells of a line, without empty ones at its end."""
    if '"' not in line:
        cells = line.split(delimiter)  # the same, and three times as fast
    else:
        try:
            cells = next(csv.reader((line,), delimiter=delimiter, skipinitialspace=True))
        except csv.Error:  # one cell of more than 131,072 characters
            cells = [line]
    while cells and not cells[-1].strip(" \t\x1a"):
        cells.pop()
    return cells


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
