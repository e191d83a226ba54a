"""Bank statement files: recognised by what is in them, read, and proved by their balances."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from time import strptime

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.reading import FIRST_YEAR, LAST_YEAR, quoted, read_amount, tidied
from dpmanager.errors import DPManagerError
from dpmanager.importers.balance_proof import oldest_first
from dpmanager.importers.bank_formats import BankFormat
from dpmanager.importers.statement_layout import Layout, layouts_of
from dpmanager.importers.text_of_file import text_of_file
from dpmanager.words import _

LONGEST_LINE_SHOWN = 200

LINES_BETWEEN_WORDS = 500

Row = tuple[int, list[str]]

Reached = Callable[[int, int], object]
"""Told how many lines are read, and of how many. It ends the reading by raising."""


def unobserved(done: int, of: int) -> None:
    """For a reading that nobody watches."""
    del done, of


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One payment as the bank gives it.

    line_number: in the file, from 1. amount, balance: pounds; money out is negative.
    account_last_four: the last figures of the account number, "" where the file has none.
    """

    line_number: int
    day: date
    description: str
    amount: Decimal
    balance: Decimal | None
    bank_type: str
    account_last_four: str


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A line of the file that could not be read, and why, in a sentence for the person."""

    line_number: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class StatementFile:
    """What a statement file says.

    format: the id of its format. bank: the bank's name or names. lines: oldest first.
    money_in, money_out: pounds, both positive. closing_balance: after the last line, None where
    the bank gives none.
    """

    format: str
    bank: str
    lines: tuple[StatementLine, ...]
    not_understood: tuple[NotUnderstood, ...]
    money_in: Decimal
    money_out: Decimal
    closing_balance: Decimal | None
    first_day: date
    last_day: date


def read_statement(
    data: bytes, formats: Sequence[BankFormat], *, reached: Reached = unobserved
) -> StatementFile:
    """Reads a statement file of one of the formats, whatever its name.

    A line whose date, amount or balance cannot be read is in `not_understood`; none is dropped.
    Raises DPManagerError, one sentence, for a file that is no statement of a known bank, has no
    payments, mixes accounts, puts the month before the day, or whose balances do not follow.
    """
    texts = text_of_file(data).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    layouts = layouts_of(texts, formats)
    rows = list(layouts[0].rows(texts))
    if not rows:
        raise DPManagerError(
            _(
                "This file has a heading but no payments, so nothing was added: "
                "download the statement again for days that have payments."
            )
        )
    layout, days = _layout_and_days(layouts, rows)
    reader = _RowReader(layout, days)
    understood, not_understood = _read_all(reader, rows, texts, reached)
    lines = oldest_first(
        understood,
        [line.line_number for line in not_understood],
        newest_first=layout.bank_format.row_order == "newest first",
    )
    return StatementFile(
        format=layout.bank_format.id,
        bank=layout.bank_format.bank,
        lines=tuple(lines),
        not_understood=tuple(not_understood),
        money_in=total(line.amount for line in lines if line.amount > 0),
        money_out=-total(line.amount for line in lines if line.amount < 0) + ZERO,
        closing_balance=lines[-1].balance,
        first_day=min(line.day for line in lines),
        last_day=max(line.day for line in lines),
    )


def _layout_and_days(layouts: list[Layout], rows: list[Row]) -> tuple[Layout, dict[str, date]]:
    """The layout, and the day for each text in its date column, by one date format for the file.

    That is the format that reads the most of them; where two layouts share a header, it settles
    between them too.
    """
    ways = [
        (layout, date_format, _days({row[layout.day] for _number, row in rows}, date_format))
        for layout in layouts
        for date_format in layout.bank_format.date_formats
    ]
    layout, date_format, days = max(ways, key=lambda way: len(way[2]))
    month_first = _days(
        {row[layout.day] for _number, row in rows} - days.keys(), _swapped(date_format)
    )
    for number, row in rows:
        if row[layout.day] in month_first:
            raise DPManagerError(
                _(
                    "Line {line} of this file has the date “{text}”, with the month before the "
                    "day. So its dates are in doubt, and nothing was added. Download the "
                    "statement from your bank again. Do not save it in another program."
                ).format(line=number, text=quoted(row[layout.day]))
            )
    return layout, days


def _days(texts: Iterable[str], date_format: str) -> dict[str, date]:
    days = {}
    for text in texts:
        try:
            year, month, day = strptime(text.strip(" '"), date_format)[:3]
        except ValueError:
            continue
        if FIRST_YEAR <= year <= LAST_YEAR:
            days[text] = date(year, month, day)
    return days


def _swapped(date_format: str) -> str:
    return date_format.replace("%d", "%%").replace("%m", "%d").replace("%%", "%m")


class _RowReader:
    """Reads rows into lines. account_numbers: those met so far, by the text of their cell."""

    def __init__(self, layout: Layout, days: dict[str, date]) -> None:
        self._layout = layout
        self._days = days
        self.account_numbers: dict[str, str] = {}

    def line(self, number: int, row: list[str]) -> StatementLine:
        """The payment in a row. Raises DPManagerError that says what cannot be read."""
        layout = self._layout
        if len(row) > layout.width:
            raise DPManagerError(_("The line has more cells than the heading has columns."))
        day = self._days.get(row[layout.day])
        if day is None:
            raise DPManagerError(
                _("“{text}” is not understood as a date.").format(text=quoted(row[layout.day]))
            )
        balance = "" if layout.balance is None else _figures(row[layout.balance])
        return StatementLine(
            line_number=number,
            day=day,
            description=_description([row[place] for place in layout.descriptions]),
            amount=self._amount(row),
            balance=read_amount(balance) if balance else None,
            bank_type="" if layout.bank_type is None else row[layout.bank_type].strip(),
            account_last_four=self._account_number(row)[-4:],
        )

    def _amount(self, row: list[str]) -> Decimal:
        layout = self._layout
        if layout.amount is not None:
            return read_amount(_figures(row[layout.amount]))
        assert layout.money_out is not None and layout.money_in is not None
        out, into = _figures(row[layout.money_out]), _figures(row[layout.money_in])
        amount_out = read_amount(out) if out or not into else ZERO
        amount_in = read_amount(into) if into else ZERO
        if amount_out < 0 or amount_in < 0 or (amount_out and amount_in):
            raise DPManagerError(_("The line does not say whether money came in or went out."))
        return amount_in - amount_out

    def _account_number(self, row: list[str]) -> str:
        if self._layout.account is None:
            return ""
        cell = row[self._layout.account]
        if cell not in self.account_numbers:
            self.account_numbers[cell] = "".join(filter(str.isdigit, cell))
        return self.account_numbers[cell]


def _read_all(
    reader: _RowReader, rows: list[Row], texts: list[str], reached: Reached
) -> tuple[list[StatementLine], list[NotUnderstood]]:
    understood = []
    not_understood = []
    for done, (number, row) in enumerate(rows):
        if done % LINES_BETWEEN_WORDS == 0:
            reached(done, len(rows))
        try:
            understood.append(reader.line(number, row))
        except DPManagerError as fault:
            text = quoted(texts[number - 1], longest=LONGEST_LINE_SHOWN)
            not_understood.append(NotUnderstood(number, text, str(fault)))
    if not understood:
        raise DPManagerError(
            _(
                "None of the payments in this file can be read, so nothing was added; "
                "the first is on line {line}: {why}"
            ).format(line=not_understood[0].line_number, why=not_understood[0].why)
        )
    accounts = set(reader.account_numbers.values()) - {""}
    if len(accounts) > 1:
        raise DPManagerError(
            _(
                "This file has payments of more than one account (ending {endings}), so nothing "
                "was added: download the statement of one account at a time."
            ).format(endings=", ".join(sorted(account[-4:] for account in accounts)))
        )
    return understood, not_understood


def _figures(cell: str) -> str:
    """An amount without the apostrophe that keeps spreadsheets from changing it."""
    return cell.strip().lstrip("'")


def _description(parts: list[str]) -> str:
    """The parts joined, without those that another part says already."""
    if len(parts) == 1:
        return tidied(parts[0])
    kept: list[str] = []
    for part in map(tidied, parts):
        if part.casefold() in " ".join(kept).casefold():
            continue
        kept = [each for each in kept if each.casefold() not in part.casefold()]
        kept.append(part)
    return " ".join(kept)
