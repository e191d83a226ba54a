"""Tables of unknown columns: what each column seems to be, and the layout that a person makes it.

A guess is only ever offered: the person sees the first lines read by it and confirms it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dpmanager.domain.reading import quoted, read_amount, tidied
from dpmanager.errors import DPManagerError
from dpmanager.importers.bank_formats import BankFormat, Columns
from dpmanager.importers.statement_days import days_by, swapped
from dpmanager.importers.statement_layout import (
    DELIMITERS,
    HEADER_WITHIN,
    cells_of,
    header_names,
    key,
)
from dpmanager.importers.table_statement import IN_WORDS, OUT_WORDS
from dpmanager.words import _

LINES_LOOKED_AT = 60
ROWS_SHOWN = 8
MOST_COLUMNS = 40

DATE_FORMATS = (
    "%d/%m/%Y",
    "%Y-%m-%d",
    "%d %b %Y",
    "%d/%m/%y",
    "%d-%m-%Y",
    "%d.%m.%Y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%d %b %y",
    "%Y/%m/%d",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%dT%H:%M:%SZ",
)
MOST = 0.8
"""Of the rows: as many must be dates, amounts or balances for a column to be taken for them."""


class Use(StrEnum):
    """What a column is."""

    NOTHING = "nothing"
    DAY = "day"
    WORDS = "words"
    AMOUNT = "amount"
    MONEY_OUT = "money_out"
    MONEY_IN = "money_in"
    BALANCE = "balance"
    STATE = "state"
    DIRECTION = "direction"


ONCE = (
    Use.DAY,
    Use.AMOUNT,
    Use.MONEY_OUT,
    Use.MONEY_IN,
    Use.BALANCE,
    Use.STATE,
    Use.DIRECTION,
)
"""What only one column can be."""

# The words by which banks head such a column; the first that fits counts.
_HEADINGS = (
    (Use.BALANCE, r"balance|\bleft\b|remaining"),
    (Use.STATE, r"status|state"),
    (Use.MONEY_OUT, r"paid out|money out|debit|withdraw|spen[dt]|\bout\b|unload"),
    (Use.MONEY_IN, r"paid in|money in|credit|deposit|received|\bin\b|\bload"),
    (Use.AMOUNT, r"amount|value"),
    (Use.DAY, r"completed|posted|date|\bday\b"),
    (
        Use.WORDS,
        r"description|details|narrative|memo|payee|merchant|counter|reference"
        r"|(?<!card )(?<!account )name",  # of whoever has the card or account
    ),
)
_DONE = ("completed", "complete", "settled", "posted", "booked", "cleared")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of unknown columns.

    header: the names of its columns; "Column 1" and so on where it has no heading. rows: its
    first rows. uses: what each column seems to be. date_formats: how its dates are written.
    signature: what names the heading, so that the same table is known again.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    uses: tuple[Use, ...]
    date_formats: tuple[str, ...]
    has_heading: bool

    @property
    def signature(self) -> str:
        """What names the heading, so that the same table is known again."""
        return (
            "|".join(map(key, self.header)) if self.has_heading else f"{len(self.header)} columns"
        )


def look_at_table(lines: Sequence[str]) -> Table:
    """The columns of a table and what each seems to be.

    Raises DPManagerError where the lines are no table.
    """
    filled = [line for line in lines if line.strip()][:LINES_LOOKED_AT]
    width, delimiter = _shape(filled)
    if not 2 <= width <= MOST_COLUMNS:
        raise DPManagerError(
            _(
                "This file has no table of payments in it, so nothing was added: "
                "download the statement from your bank as CSV."
            )
        )
    rows = [
        row + [""] * (width - len(row))
        for row in (cells_of(line, delimiter) for line in filled)
        if width - 2 <= len(row) <= width
    ]
    start = next((place for place, row in enumerate(rows) if _has_day(row)), None)
    if start is None or start > HEADER_WITHIN:
        raise DPManagerError(
            _(
                "None of the first lines of this file has a date that is understood, so nothing "
                "was added: download the statement from your bank as CSV."
            )
        )
    has_heading = start > 0
    header = (
        _names(rows[start - 1])
        if has_heading
        else [_("Column {number}").format(number=number) for number in range(1, width + 1)]
    )
    payments = [row for row in rows[start:] if any(row)]
    return Table(
        header=tuple(header),
        rows=tuple(tuple(row) for row in payments[:ROWS_SHOWN]),
        uses=_guess(header_names(header) if has_heading else [""] * width, payments),
        date_formats=_date_formats(payments),
        has_heading=has_heading,
    )


def mapping_layout(name: str, table: Table, uses: Sequence[Use], format_id: str) -> BankFormat:
    """The format of a table whose columns a person has named.

    name: the bank or card, as the person calls it. Raises DPManagerError that says which column
    is missing or chosen twice.
    """
    columns = {
        use: [column for column, its in zip(table.header, uses, strict=True) if its is use]
        for use in Use
    }
    _refuse_unclear(columns)

    def one(use: Use) -> str:
        return columns[use][0] if columns[use] else ""

    return BankFormat(
        id=format_id,
        banks=(name,),
        header=table.header,
        date_formats=table.date_formats or DATE_FORMATS[:1],
        row_order="newest first",
        columns=Columns(
            day=one(Use.DAY),
            description=tuple(columns[Use.WORDS]),
            amount=one(Use.AMOUNT),
            money_out=one(Use.MONEY_OUT),
            money_in=one(Use.MONEY_IN),
            balance=one(Use.BALANCE),
            direction=one(Use.DIRECTION),
        ),
        sources=("the person",),
        checked=date.min,
        form="heading" if table.has_heading else "no heading",
        kept={one(Use.STATE): _DONE} if columns[Use.STATE] else {},
        utc=_in_utc(one(Use.DAY)),
    )


def _refuse_unclear(columns: dict[Use, list[str]]) -> None:
    for use in ONCE:
        if len(columns[use]) > 1:
            raise DPManagerError(
                _(
                    "“{one}” and “{other}” cannot both be that. Choose something else for one."
                ).format(one=quoted(columns[use][0]), other=quoted(columns[use][1]))
            )
    if not columns[Use.DAY]:
        raise DPManagerError(_("Say which column has the date."))
    if not columns[Use.WORDS]:
        raise DPManagerError(_("Say which column has the words for a payment."))
    out, into, amount = columns[Use.MONEY_OUT], columns[Use.MONEY_IN], columns[Use.AMOUNT]
    if amount and (out or into):
        raise DPManagerError(
            _("Choose one column for money in or out, or two: one for in and one for out.")
        )
    if columns[Use.DIRECTION] and not amount:
        raise DPManagerError(
            _("“{column}” says in or out, so say which column has the amount.").format(
                column=quoted(columns[Use.DIRECTION][0])
            )
        )
    if not amount and not (out and into):
        raise DPManagerError(
            _("Say which column has the amount, or which two have money in and money out.")
        )


def _names(cells: Sequence[str]) -> list[str]:
    """The names of columns as the bank writes them; one that comes again has its place after it."""
    names: list[str] = []
    for place, (cell, name) in enumerate(zip(cells, header_names(cells), strict=True), start=1):
        text = tidied(cell)
        names.append(text if key(text) == name else f"{text} ({place})".strip())
    return names


def _shape(lines: Sequence[str]) -> tuple[int, str]:
    """How many columns most lines have, and what stands between them."""
    best = (0, 0, DELIMITERS[0])
    for delimiter in DELIMITERS:
        widths = Counter(len(cells_of(line, delimiter)) for line in lines)
        for width, count in widths.items():
            if width > 1 and (count * min(width, 4), width) > best[:2]:
                best = (count * min(width, 4), width, delimiter)
        if best[0] and best[2] == delimiter:
            # A row whose last cells are empty is shorter than the heading.
            longer = [width for width in widths if best[1] < width <= best[1] + 2]
            best = (best[0], max(longer, default=best[1]), delimiter)
    return best[1], best[2]


def _has_day(row: Sequence[str]) -> bool:
    return any(days_by(date_format, row) for date_format in (*DATE_FORMATS, "%m/%d/%Y"))


def _column(rows: Sequence[Sequence[str]], place: int) -> list[str]:
    return [row[place] for row in rows if row[place].strip()]


def _guess(header: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[Use, ...]:
    uses = [_by_content(name, _column(rows, place), len(rows)) for place, name in enumerate(header)]
    for use in ONCE:
        _leave_one(uses, use, header)
    amounts = [place for place, use in enumerate(uses) if use is Use.AMOUNT]
    if amounts and Use.MONEY_OUT in uses and Use.MONEY_IN in uses:
        uses[amounts[0]] = Use.NOTHING
    if Use.AMOUNT not in uses and not {Use.MONEY_OUT, Use.MONEY_IN} <= set(uses):
        for place, use in enumerate(uses):
            if use in (Use.MONEY_OUT, Use.MONEY_IN):
                uses[place] = Use.AMOUNT
    _find_direction(uses, rows)
    if Use.WORDS not in uses:
        texts = [place for place, use in enumerate(uses) if use is Use.NOTHING]
        longest = max(texts, key=lambda place: sum(map(len, _column(rows, place))), default=None)
        if longest is not None:
            uses[longest] = Use.WORDS
    return tuple(uses)


def _find_direction(uses: list[Use], rows: Sequence[Sequence[str]]) -> None:
    """A column that says in or out, beside amounts that have no minus, gives them their sign."""
    amounts = [_column(rows, place) for place, use in enumerate(uses) if use is Use.AMOUNT]
    if not amounts or any(cell.strip(" '").startswith(("-", "(")) for cell in amounts[0]):
        return
    for place, use in enumerate(uses):
        said = {key(cell) for cell in _column(rows, place)}
        if use in (Use.NOTHING, Use.WORDS) and said and said <= IN_WORDS | OUT_WORDS:
            uses[place] = Use.DIRECTION
            return


def _by_content(name: str, cells: Sequence[str], count: int) -> Use:
    """What a column may be by its cells, and of that, what its heading says."""
    headed = [use for use, pattern in _HEADINGS if re.search(pattern, name)]
    if not cells:
        return Use.NOTHING
    if any(len(days_by(each, cells)) >= MOST * len(set(cells)) for each in DATE_FORMATS):
        return Use.DAY
    if sum(map(_is_amount, cells)) >= MOST * len(cells):
        money = (Use.BALANCE, Use.MONEY_OUT, Use.MONEY_IN, Use.AMOUNT)
        return next(
            (use for use in headed if use in money), Use.AMOUNT if not name else Use.NOTHING
        )
    if Use.STATE in headed and any(cell.strip().casefold() in _DONE for cell in cells):
        return Use.STATE
    return Use.WORDS if Use.WORDS in headed else Use.NOTHING


def _leave_one(uses: list[Use], use: Use, header: Sequence[str]) -> None:
    """Of several columns that may be the same, the one to be preferred."""
    places = [place for place, each in enumerate(uses) if each is use]
    if len(places) < 2:
        return
    kept = places[0]
    if use is Use.DAY:
        kept = next((each for each in places if re.search("completed|posted", header[each])), kept)
    for place in places:
        if place != kept:
            unnamed_balance = use is Use.AMOUNT and Use.BALANCE not in uses and not header[place]
            uses[place] = Use.BALANCE if unnamed_balance else Use.NOTHING


def _date_formats(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The ways in which most of the dates of a table are written, the likeliest first."""
    cells = [cell for row in rows for cell in row if cell.strip()]
    read = {each: len(days_by(each, cells)) for each in DATE_FORMATS}
    kept = [each for each in DATE_FORMATS if read[each] and read[each] >= max(read.values()) / 2]
    return tuple(sorted(kept, key=lambda each: (-read[each], bool(swapped(each)))))


def _in_utc(name: str) -> bool:
    return bool(re.search(r"\b(utc|gmt)\b", name, re.IGNORECASE))


def _is_amount(cell: str) -> bool:
    try:
        read_amount(cell.strip().lstrip("'"))
    except DPManagerError:
        return False
    return True
