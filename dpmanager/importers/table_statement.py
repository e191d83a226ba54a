"""Statements that are tables of text, such as CSV: one payment a line."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.reading import quoted, read_amount, tidied
from dpmanager.errors import DPManagerError
from dpmanager.importers.balance_proof import oldest_first
from dpmanager.importers.bank_formats import BankFormat
from dpmanager.importers.statement import (
    LINES_BETWEEN_WORDS,
    LONGEST_LINE_SHOWN,
    POUNDS,
    NotUnderstood,
    Reached,
    StatementFile,
    StatementLine,
    last_four,
    no_payments,
    not_in_pounds,
    nothing_readable,
    statement_of,
    unobserved,
)
from dpmanager.importers.statement_days import (
    days_by,
    only_in_order_when_swapped,
    swapped,
)
from dpmanager.importers.statement_layout import Layout, Row, key, layouts_of
from dpmanager.words import _

IN_WORDS = frozenset({"credit", "cr", "in", "money in", "paid in", "load", "received"})
OUT_WORDS = frozenset({"debit", "dr", "out", "money out", "paid out", "spend", "sent"})
"""What a column says of a payment whose amount has no sign, in small letters."""


def read_table(
    texts: list[str],
    formats: Sequence[BankFormat],
    *,
    more_dates: tuple[str, ...] = (),
    reached: Reached = unobserved,
) -> tuple[StatementFile, ...]:
    """Reads the lines of a table: one statement for each account in it.

    more_dates: ways to write dates beside those of the bank. A line whose date, amount or balance
    cannot be read is in `not_understood`; none is dropped. Raises DPManagerError, one sentence,
    for a table of no known bank, without payments, of another currency, with the month before the
    day, or whose balances do not follow.
    """
    layouts = layouts_of(texts, formats)
    with _uncollected():
        rows = list(layouts[0].rows(texts))
        if not rows:
            raise no_payments()
        layout, days = _layout_and_days(layouts, rows, more_dates)
        return _Table(layout, days, texts).read(rows, reached)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Python does not look for rings of objects meanwhile: lines make none, and it takes as long.

    Of each new line it would wonder whether to look through all that the program holds.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _layout_and_days(
    layouts: list[Layout], rows: list[Row], more_dates: tuple[str, ...]
) -> tuple[Layout, dict[str, date]]:
    """The layout, and the day for each text in its date column, by one date format for the file.

    That is the format that reads the most of them; where two layouts share a header, it settles
    between them too. A bank that mixes its ways to write dates has each line read for itself.
    """
    ways = [
        (layout, date_format, _days(layout, rows, date_format))
        for layout in layouts
        for date_format in (*layout.bank_format.date_formats, *more_dates)
    ]
    layout, date_format, days = max(ways, key=lambda way: len(way[2]))
    if layout.bank_format.mixed_dates:
        for other, _format, found in ways:
            if other is layout:
                days = found | days
    texts = [row[layout.day] for _number, row in rows]
    month_first = days_by(swapped(date_format), set(texts) - days.keys())
    read = [text for text in texts if text in days]
    if not month_first and only_in_order_when_swapped(read, days, swapped(date_format)):
        month_first = {read[0]: days[read[0]]}
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


def _days(layout: Layout, rows: list[Row], date_format: str) -> dict[str, date]:
    texts = {row[layout.day] for _number, row in rows}
    return days_by(date_format, texts, utc=layout.bank_format.utc)


class _Table:
    """Reads the rows of one file. What it has read is by the number of the account."""

    def __init__(self, layout: Layout, days: dict[str, date], texts: list[str]) -> None:
        self._layout = layout
        self._days = days
        self._texts = texts
        self._account_numbers: dict[str, str] = {}
        self._last_fours = {"": ""}
        self._understood: dict[str, list[StatementLine]] = {}
        self._not_understood: list[tuple[str, NotUnderstood]] = []
        self._left_out: list[tuple[str, NotUnderstood]] = []
        self._other_currencies: set[str] = set()

    def read(self, rows: list[Row], reached: Reached) -> tuple[StatementFile, ...]:
        for done, (number, row) in enumerate(rows):
            if done % LINES_BETWEEN_WORDS == 0:
                reached(done, len(rows))
            account = self._account_number(row)
            try:
                if why := self._why_left_out(row):
                    self._left_out.append((account, self._named(number, why)))
                else:
                    line = self._line(number, row, account)
                    self._understood.setdefault(account, []).append(line)
            except DPManagerError as fault:
                self._not_understood.append((account, self._named(number, str(fault))))
        self._refuse_nothing()
        return tuple(self._statement(account) for account in self._understood)

    def _refuse_nothing(self) -> None:
        if self._understood:
            return
        if self._not_understood:
            raise nothing_readable(self._not_understood[0][1])
        if self._other_currencies:
            raise not_in_pounds(" / ".join(sorted(self._other_currencies)))
        raise no_payments()

    def _statement(self, account: str) -> StatementFile:
        bank_format = self._layout.bank_format
        # A line that does not say which account it is of may be of any.
        not_understood = [line for of, line in self._not_understood if of in ("", account)]
        lines = oldest_first(
            self._understood[account],
            [line.line_number for line in not_understood],
            newest_first=bank_format.row_order == "newest first",
        )
        return statement_of(
            bank_format.id,
            bank_format.bank,
            lines,
            not_understood=not_understood,
            left_out=[line for of, line in self._left_out if of in ("", account)],
            remarks=self._remarks(lines),
        )

    def _remarks(self, lines: list[StatementLine]) -> list[str]:
        bank_format = self._layout.bank_format
        remarks = []
        if bank_format.shared:
            remarks.append(
                _(
                    "Several banks use these columns. The file was read as one of {bank}. Check "
                    "that the payments look right."
                ).format(bank=bank_format.bank)
            )
        if bank_format.most_lines and len(lines) >= bank_format.most_lines:
            remarks.append(
                _(
                    "{bank} puts at most {most} payments into one file, and this file has as "
                    "many. Earlier payments may be missing. Download them as a second file."
                ).format(bank=bank_format.bank, most=bank_format.most_lines)
            )
        return remarks

    def _named(self, number: int, why: str) -> NotUnderstood:
        text = quoted(self._texts[number - 1], longest=LONGEST_LINE_SHOWN)
        return NotUnderstood(number, text, why)

    def _why_left_out(self, row: list[str]) -> str:
        """Why a row is no payment of the account in pounds; "" for one that is."""
        for name, place, values in self._layout.kept:
            if key(row[place]) not in values:
                return _("Its “{column}” is “{text}”, so it is no payment of this account.").format(
                    column=name, text=quoted(row[place])
                )
        if self._layout.currency is None:
            return ""
        currency = row[self._layout.currency].strip().upper()
        if currency in ("", POUNDS):
            return ""
        self._other_currencies.add(quoted(currency))
        return _("It is in {currency}. DP Manager keeps pounds only.").format(
            currency=quoted(currency)
        )

    def _line(self, number: int, row: list[str], account: str) -> StatementLine:
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
            description=description_of([row[place] for place in layout.descriptions]),
            amount=self._amount(row),
            balance=read_amount(balance) if balance else None,
            bank_type="" if layout.bank_type is None else row[layout.bank_type].strip(),
            account_last_four=self._last_fours[account],
        )

    def _amount(self, row: list[str]) -> Decimal:
        layout = self._layout
        fee = "" if layout.fee is None else _figures(row[layout.fee])
        cost = read_amount(fee) if fee else ZERO
        if layout.amount is not None:
            amount = read_amount(_figures(row[layout.amount]))
            if layout.direction is not None:
                amount = _with_sign(amount, row[layout.direction])
            return amount - cost
        assert layout.money_out is not None and layout.money_in is not None
        out, into = _figures(row[layout.money_out]), _figures(row[layout.money_in])
        amount_out = read_amount(out) if out or not into else ZERO
        amount_in = read_amount(into) if into else ZERO
        if amount_out < 0 or amount_in < 0 or (amount_out and amount_in):
            raise DPManagerError(_("The line does not say whether money came in or went out."))
        return amount_in - amount_out - cost

    def _account_number(self, row: list[str]) -> str:
        if self._layout.account is None:
            return ""
        cell = row[self._layout.account]
        if cell not in self._account_numbers:
            number = "".join(figure for figure in cell if figure in "0123456789")
            self._account_numbers[cell] = number
            self._last_fours[number] = last_four(number)
        return self._account_numbers[cell]


def _with_sign(amount: Decimal, direction: str) -> Decimal:
    """An amount with the sign that its words give it; it must not contradict them."""
    word = key(direction)
    if amount < 0 and word not in OUT_WORDS:
        raise DPManagerError(_("The line does not say whether money came in or went out."))
    if word in OUT_WORDS:
        return -abs(amount) + ZERO
    if word not in IN_WORDS:
        raise DPManagerError(
            _("“{text}” does not say whether money came in or went out.").format(
                text=quoted(direction)
            )
        )
    return amount


def _figures(cell: str) -> str:
    """An amount without the apostrophe that keeps spreadsheets from changing it."""
    return cell.strip().lstrip("'")


def description_of(parts: list[str]) -> str:
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
