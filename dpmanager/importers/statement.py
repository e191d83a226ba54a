"""What a statement file says, whatever its format."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from dpmanager.domain.amounts import ZERO, pounds, total
from dpmanager.domain.reading import FIRST_YEAR, LAST_YEAR
from dpmanager.errors import DPManagerError
from dpmanager.words import _

POUNDS = "GBP"

LONGEST_LINE_SHOWN = 200

LINES_BETWEEN_WORDS = 500

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
    """A line of the file that is not read in, and why, in a sentence for the person."""

    line_number: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class StatementFile:
    """What a statement file says of one account.

    format: the id of its format. bank: the bank's name or names. lines: oldest first.
    not_understood: lines that could not be read. left_out: lines that were read and are no
    payments of this account, such as those in another currency. money_in, money_out: pounds,
    both positive. closing_balance: after the last line, None where the bank gives none.
    remarks: sentences on what is to be checked.
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
    left_out: tuple[NotUnderstood, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def account_last_four(self) -> str:
        """The last figures of the account number, "" where the file has none."""
        return self.lines[0].account_last_four


def statement_of(
    format_id: str,
    bank: str,
    lines: Sequence[StatementLine],
    *,
    not_understood: Iterable[NotUnderstood] = (),
    left_out: Iterable[NotUnderstood] = (),
    remarks: Iterable[str] = (),
) -> StatementFile:
    """The statement that some lines make, oldest first. There must be a line."""
    return StatementFile(
        format=format_id,
        bank=bank,
        lines=tuple(lines),
        not_understood=tuple(not_understood),
        money_in=total(line.amount for line in lines if line.amount > 0),
        money_out=-total(line.amount for line in lines if line.amount < 0) + ZERO,
        closing_balance=lines[-1].balance,
        first_day=min(line.day for line in lines),
        last_day=max(line.day for line in lines),
        left_out=tuple(left_out),
        remarks=tuple(remarks),
    )


def day_of(text: str, year: int, month: int, day: int) -> date:
    """The day of three numbers. Raises DPManagerError that quotes the text for no such day."""
    if FIRST_YEAR <= year <= LAST_YEAR:
        try:
            return date(year, month, day)
        except ValueError:
            pass
    raise DPManagerError(_("“{text}” is not understood as a date.").format(text=text))


def refuse_missing_payments(opening: Decimal, amounts: Iterable[Decimal], closing: Decimal) -> None:
    """Raises DPManagerError where the opening balance and the payments do not make the closing."""
    makes = opening + total(amounts)
    if makes != closing:
        raise DPManagerError(
            _(
                "The payments in this file do not lead from its first balance, {opening}, to its "
                "last, {closing}: they make {makes}. A payment is missing or was not read, so "
                "nothing was added. Download the statement from your bank again."
            ).format(opening=pounds(opening), closing=pounds(closing), makes=pounds(makes))
        )


def with_balances(lines: Sequence[StatementLine], opening: Decimal) -> list[StatementLine]:
    """The lines, oldest first, with the balance after the last one of each day.

    opening: the balance before the first line. Within a day a bank's files may differ in their
    order, so the lines before the last one get none.
    """
    balance = opening
    proved: list[StatementLine] = []
    for place, line in enumerate(lines):
        balance += line.amount
        last = place + 1 == len(lines) or lines[place + 1].day != line.day
        proved.append(replace(line, balance=balance) if last else line)
    return proved


def defines_parts() -> DPManagerError:
    """For XML that defines entities, which could grow without end or read other files."""
    return DPManagerError(
        _(
            "This XML file defines parts of its own, which no statement does and which can do "
            "harm, so nothing was added: download the statement from your bank again."
        )
    )


def no_payments() -> DPManagerError:
    """For a file of a known format that has no payments."""
    return DPManagerError(
        _(
            "This file has a heading but no payments, so nothing was added: "
            "download the statement again for days that have payments."
        )
    )


def not_in_pounds(currency: str) -> DPManagerError:
    """For a statement in another currency."""
    return DPManagerError(
        _(
            "This statement is in {currency}, so nothing was added. DP Manager keeps pounds only: "
            "choose the statement of an account in pounds."
        ).format(currency=currency)
    )


def nothing_readable(first: NotUnderstood) -> DPManagerError:
    """For a file of which no payment can be read."""
    return DPManagerError(
        _(
            "None of the payments in this file can be read, so nothing was added; "
            "the first is on line {line}: {why}"
        ).format(line=first.line_number, why=first.why)
    )


def last_four(number: str) -> str:
    """The last four figures of an account number as the bank writes it."""
    return "".join(figure for figure in number if figure in "0123456789")[-4:]
