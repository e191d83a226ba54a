"""Which bank's format a statement file has, and where in it each column stands."""

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from dpmanager.domain.reading import quoted, read_amount
from dpmanager.errors import DPManagerError
from dpmanager.importers.bank_formats import BankFormat
from dpmanager.importers.statement_days import days_by
from dpmanager.words import _

HEADER_WITHIN = 10
MOST_COLUMNS_NAMED = 12
DELIMITERS = ",;\t"
MOST_LINES_OF_A_ROW = 20
_SEPARATOR_LINE = re.compile(r'"?sep=.?"?', re.IGNORECASE)

Row = tuple[int, list[str]]
"""A row of a file: the number of its line, from 1, and its cells."""


class ColumnsUnknownError(DPManagerError):
    """A table whose columns are those of no known bank: the person may say what they are."""


class Layout:
    """A format as one file has it: the header's line, the delimiter, the place of each column.

    header_index: -1 for a table without a heading. A place is None for a column that the bank, or
    this file, does not have.
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
        self.day = places[key(columns.day)]
        self.descriptions = [
            places[key(name)] for name in columns.description if key(name) in places
        ]
        self.amount = places.get(key(columns.amount))
        self.money_out = places.get(key(columns.money_out))
        self.money_in = places.get(key(columns.money_in))
        self.fee = places.get(key(columns.fee))
        self.direction = places.get(key(columns.direction))
        self.balance = places.get(key(columns.balance))
        self.bank_type = places.get(key(columns.bank_type))
        self.account = places.get(key(columns.account))
        self.currency = places.get(key(columns.currency))
        self.kept = [
            (name, places[key(name)], {key(value) for value in values})
            for name, values in bank_format.kept.items()
            if key(name) in places
        ]
        self._commas_in = places.get(key(bank_format.commas_in))
        self._not_transactions = {key(text) for text in bank_format.not_transactions}

    def rows(self, lines: list[str]) -> Iterator[Row]:
        """The rows below the header with their line numbers from 1, each as wide as the header.

        Left out: blank rows, and rows that the format says are no payments. A quotation mark that
        is never closed spoils one line, not those after it.
        """
        number = self.header_index + 2
        while number <= len(lines):
            cells, taken = self._row_at(lines, number - 1)
            cells += [""] * (self.width - len(cells))
            if any(cells) and not self._moves_no_money(cells):
                yield number, cells
            number += taken

    def _row_at(self, lines: list[str], index: int) -> tuple[list[str], int]:
        """The cells of the row that begins on a line, and on how many lines it stands.

        More than one where a quoted cell holds the ends of lines, as a note may.
        """
        line = lines[index]
        if line.count('"') % 2:
            for end in range(index + 2, min(index + MOST_LINES_OF_A_ROW, len(lines)) + 1):
                if lines[end - 1].count('"') % 2:
                    together = cells_of(" ".join(lines[index:end]), self.delimiter)
                    if len(cells_of(line, self.delimiter)) < len(together) <= self.width:
                        return together, end - index
                    break
        return self._with_commas_joined(cells_of(line, self.delimiter)), 1

    def _with_commas_joined(self, cells: list[str]) -> list[str]:
        extra = len(cells) - self.width
        if self._commas_in is None or extra <= 0:
            return cells
        end = self._commas_in + extra + 1
        joined = self.delimiter.join(cells[self._commas_in : end])
        return [*cells[: self._commas_in], joined, *cells[end:]]

    def _moves_no_money(self, cells: list[str]) -> bool:
        return bool(self._not_transactions) and any(
            key(cells[place]) in self._not_transactions for place in self.descriptions
        )


class _Labels(Layout):
    """One cell a line, after its label; a record begins where the first label comes again."""

    def __init__(self, bank_format: BankFormat, account: str) -> None:
        self._names = [key(name) for name in bank_format.header]
        super().__init__(bank_format, self._names, -1, "")
        self._account = account

    def rows(self, lines: list[str]) -> Iterator[Row]:
        """The records, each with the number of its first line."""
        number, place, cells = 0, 0, self._empty()
        for index, line in enumerate(lines, start=1):
            label, _colon, value = line.partition(":")
            here = self._names.index(key(label)) if key(label) in self._names else None
            if here is None:
                if number and line.strip():  # the text of the line before goes on
                    cells[place] += f" {line.strip()}"
            elif here != self.account:
                if here == 0 or not number or cells[here]:
                    if number:
                        yield number, cells
                    number, cells = index, self._empty()
                place = here
                cells[place] = value.strip()
        if number:
            yield number, cells

    def _empty(self) -> list[str]:
        cells = [""] * self.width
        if self.account is not None:
            cells[self.account] = self._account
        return cells


def layouts_of(lines: list[str], formats: Sequence[BankFormat]) -> list[Layout]:
    """Every format that a file may have; those with a heading share that line.

    A heading is looked for in the first ten lines. Raises ColumnsUnknownError that names the
    columns found and the banks that are known.
    """
    numbered = (
        (index, line)
        for index, line in enumerate(lines)
        if line.strip() and not _SEPARATOR_LINE.fullmatch(line.strip())
    )
    first_lines = list(islice(numbered, HEADER_WITHIN))
    found = (
        _with_heading(first_lines, formats)
        or _with_labels(first_lines, formats)
        or _without_heading(first_lines, formats)
    )
    if not found:
        raise _columns_unknown([line for _index, line in first_lines], formats)
    return found


def _with_heading(
    first_lines: list[tuple[int, str]], formats: Sequence[BankFormat]
) -> list[Layout]:
    for index, line in first_lines:
        for delimiter in DELIMITERS:
            header = header_names(cells_of(line, delimiter))
            found = [
                Layout(bank_format, header, index, delimiter)
                for bank_format in formats
                if bank_format.form == "heading" and _is_header(header, bank_format)
            ]
            if found:
                return found
    return []


def _with_labels(first_lines: list[tuple[int, str]], formats: Sequence[BankFormat]) -> list[Layout]:
    values: dict[str, str] = {}
    for _index, line in first_lines:
        label, colon, value = line.partition(":")
        if colon:
            values.setdefault(key(label), value)
    return [
        _Labels(each, values.get(key(each.columns.account), ""))
        for each in formats
        if each.form == "labels" and {key(name) for name in each.header} <= values.keys()
    ]


def _without_heading(
    first_lines: list[tuple[int, str]], formats: Sequence[BankFormat]
) -> list[Layout]:
    found = []
    for delimiter in DELIMITERS:
        rows = [cells_of(line, delimiter) for _index, line in first_lines]
        width = max((len(row) for row in rows), default=0)
        for bank_format in formats:
            if bank_format.form == "no heading" and width == len(bank_format.header):
                names = [key(name) for name in bank_format.header]
                layout = Layout(bank_format, names, -1, delimiter)
                if _could_be(layout, rows[0]):
                    found.append(layout)
    return found


def _could_be(layout: Layout, row: list[str]) -> bool:
    """Whether a row has a day and an amount where the layout says."""
    cells = row + [""] * (layout.width - len(row))
    if not any(days_by(each, [cells[layout.day]]) for each in layout.bank_format.date_formats):
        return False
    places = (layout.amount, layout.money_out, layout.money_in)
    amounts = [cells[place] for place in places if place is not None and cells[place].strip()]
    try:
        return bool([read_amount(amount) for amount in amounts])
    except DPManagerError:
        return False


def _is_header(header: list[str], bank_format: BankFormat) -> bool:
    known = {key(name) for name in bank_format.header}
    needed = known - {key(name) for name in bank_format.may_be_missing}
    # A column that is not known could change what a line means (a fee, a status), so none is let
    # pass; and the same name twice would leave open which of the two counts.
    return needed <= set(header) <= known


def _columns_unknown(lines: list[str], formats: Sequence[BankFormat]) -> ColumnsUnknownError:
    rows = (cells_of(line, mark) for line in lines for mark in DELIMITERS)
    widest = max(rows, key=len, default=[])
    columns = [quoted(cell) for cell in widest if cell.strip()][:MOST_COLUMNS_NAMED]
    return ColumnsUnknownError(
        _(
            "This file has the columns “{columns}”, which are not those of a bank that DP Manager "
            "knows, so nothing was added. On the page Money you can say what each column is. "
            "Or choose a CSV statement file from {banks}."
        ).format(
            columns=", ".join(columns), banks=", ".join(sorted({each.bank for each in formats}))
        )
    )


def header_names(cells: Sequence[str]) -> list[str]:
    """The names of columns, for comparing; one that comes again has its place after it."""
    names: list[str] = []
    for place, cell in enumerate(cells, start=1):
        name = key(cell)
        names.append(key(f"{name} ({place})") if name in names or not name else name)
    return names


def cells_of(line: str, delimiter: str) -> list[str]:
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


def key(name: str) -> str:
    """A name as it is compared: in small letters, with single spaces."""
    return " ".join(name.split()).casefold()
