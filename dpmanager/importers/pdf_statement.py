"""Statements as PDF: the table of payments is found by its headings, and proved by its balances."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.reading import read_amount, tidied
from dpmanager.errors import DPManagerError
from dpmanager.importers.balance_proof import oldest_first
from dpmanager.importers.statement import (
    Reached,
    StatementFile,
    StatementLine,
    last_four,
    refuse_missing_payments,
    statement_of,
)
from dpmanager.importers.statement_days import days_by
from dpmanager.words import _

MOST_PAGES = 200
SAME_LINE = 3.0
"""Points: words whose tops differ by less stand on one line."""
BETWEEN_COLUMNS = 7.0
"""Points: words of one cell stand nearer together."""
_LINES_APART = 1.9

_HEADINGS = {
    "date": "day",
    "transaction date": "day",
    "description": "text",
    "details": "text",
    "transaction": "text",
    "transactions": "text",
    "transaction details": "text",
    "payment type and details": "text",
    "particulars": "text",
    "type": "type",
    "transaction type": "type",
    "money out": "out",
    "paid out": "out",
    "withdrawn": "out",
    "withdrawals": "out",
    "debit": "out",
    "debits": "out",
    "payments": "out",
    "out": "out",
    "money in": "in",
    "paid in": "in",
    "credit": "in",
    "credits": "in",
    "deposits": "in",
    "receipts": "in",
    "in": "in",
    "amount": "amount",
    "balance": "balance",
}
_MONEY = ("out", "in", "amount", "balance")
_OPENING = re.compile(
    r"(balance (brought|carried) forward from|brought forward|opening balance|start(ing)? balance"
    r"|previous balance|balance at the start)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(carried forward|closing balance|end(ing)? balance|new balance|balance at the end)",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"[-+(]?£?[-+]?[0-9][0-9,]*\.[0-9]{2}\)?-?", re.ASCII)
_SIGN_AFTER = {"D": True, "DR": True, "OD": True, "C": False, "CR": False}
_DATES = ("%d %b %Y", "%d %b %y", "%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%Y-%m-%d")
_ACCOUNT = re.compile(r"account (?:number|no\.?):?\s*([0-9*Xx -]{4,20})", re.IGNORECASE)
_FULL_DATE = re.compile(
    r"\b([0-9]{1,2}(?:st|nd|rd|th)? [A-Za-z]{3,9} 20[0-9]{2}|[0-9]{1,2}/[0-9]{1,2}/20[0-9]{2})\b"
)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word and where it stands on the page, in points from the left and from the top."""

    text: str
    left: float
    right: float
    top: float
    height: float


@dataclass(slots=True)
class _Found:
    """What was found so far. columns: the middle and right edge of each, by its meaning."""

    columns: dict[str, tuple[float, float]] = field(default_factory=dict)
    lines: list[StatementLine] = field(default_factory=list)
    day: date | None = None
    waiting: list[str] = field(default_factory=list)
    last_top: float = -1000.0
    opening: Decimal | None = None
    closing: Decimal | None = None


def is_pdf(data: bytes) -> bool:
    """Whether a file is a PDF, by its first bytes."""
    return b"%PDF-" in data[:1024]


def read_pdf(data: bytes, reached: Reached) -> StatementFile:
    """Reads the table of payments of a PDF statement.

    It is taken only when its first balance and the payments make its last balance; even then a
    remark asks the person to compare it with the pages. Raises DPManagerError, one sentence, for
    a PDF that is damaged, locked, a picture, has no such table, or does not add up.
    """
    pages = _pages(data, reached)
    text = "\n".join(" ".join(word.text for word in line) for page in pages for line in page)
    if not text.strip():
        raise DPManagerError(
            _(
                "This file is a PDF that holds a picture and no text, so nothing was added: "
                "download the statement from your bank as CSV, or as a PDF made by the bank."
            )
        )
    years = sorted(_full_dates(text))
    found = _Found()
    for page in pages:
        _read_page(found, page, years)
    if not found.lines:
        raise DPManagerError(
            _(
                "This file is a PDF in which no table of payments was found, so nothing was "
                "added: download the statement from your bank as CSV."
            )
        )
    opening = found.opening if found.opening is not None else _labelled(text, _OPENING)
    closing = found.closing if found.closing is not None else _labelled(text, _CLOSING)
    if closing is None:
        closing = found.lines[-1].balance
    if opening is None or closing is None:
        raise DPManagerError(
            _(
                "This PDF does not show the balances at its start and end. So its payments cannot "
                "be proved, and nothing was added. Download the statement as CSV."
            )
        )
    number = last_four(match[1]) if (match := _ACCOUNT.search(text)) else ""
    lines = [replace(line, account_last_four=number) for line in found.lines]
    lines = oldest_first(lines, [], newest_first=False)
    refuse_missing_payments(opening, [line.amount for line in lines], closing)
    lines[-1] = replace(lines[-1], balance=closing)
    return statement_of(
        "pdf",
        _("a bank (PDF)"),
        lines,
        remarks=[
            _(
                "This was read from a PDF. Its payments lead from its first balance to its last. "
                "Compare the days and the words below with its pages before you save."
            )
        ],
    )


def _pages(data: bytes, reached: Reached) -> list[list[list[_Word]]]:
    """The words of each page, line by line."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    try:
        with pdfplumber.open(BytesIO(data)) as document:
            count = len(document.pages)
            if count > MOST_PAGES:
                raise DPManagerError(
                    _(
                        "This file is a PDF with more than {limit} pages, so nothing was added: "
                        "choose the statement of a shorter time."
                    ).format(limit=MOST_PAGES)
                )
            pages = []
            for number, page in enumerate(document.pages):
                reached(number, count)
                pages.append(list(_lines_of(page)))
                page.close()
            return pages
    except DPManagerError:
        raise
    except Exception as fault:  # the reader lets many kinds of fault through
        if isinstance(fault, PDFPasswordIncorrect) or isinstance(
            fault.__context__, PDFPasswordIncorrect
        ):
            raise DPManagerError(
                _(
                    "This file is a PDF that is locked with a password, so nothing was added: "
                    "save it without the password, or download the statement as CSV."
                )
            ) from fault
        raise DPManagerError(
            _(
                "This file is a PDF that is damaged, so nothing was added: "
                "download the statement from your bank again."
            )
        ) from fault


def _lines_of(page: Any) -> Iterator[list[_Word]]:
    words = sorted(
        (
            _Word(tidied(word["text"]), word["x0"], word["x1"], word["top"],
                  word["bottom"] - word["top"])
            for word in page.extract_words()
        ),
        key=lambda word: word.top,
    )  # fmt: skip
    line: list[_Word] = []
    for word in words:
        if line and word.top - line[0].top > SAME_LINE:
            yield sorted(line, key=lambda each: each.left)
            line = []
        line.append(word)
    if line:
        yield sorted(line, key=lambda each: each.left)


def _cells(line: Sequence[_Word]) -> Iterator[_Word]:
    """The words of a line put together where they stand near one another."""
    cell: _Word | None = None
    for word in line:
        if cell is not None and word.left - cell.right < BETWEEN_COLUMNS:
            cell = replace(cell, text=f"{cell.text} {word.text}", right=word.right)
        else:
            if cell is not None:
                yield cell
            cell = word
    if cell is not None:
        yield cell


def _read_page(found: _Found, lines: list[list[_Word]], years: list[date]) -> None:
    found.last_top = -1000.0
    for line in lines:
        columns = _headings(line)
        if columns:
            found.columns = columns
        elif found.columns:
            _read_line(found, line, years)


def _headings(line: Sequence[_Word]) -> dict[str, tuple[float, float]]:
    """The columns that a line of headings names; none for another line."""
    columns = {}
    for cell in _cells(line):
        name = re.sub(r"[^a-z ]", "", cell.text.casefold()).strip()
        meaning = _HEADINGS.get(name)
        if meaning and meaning not in columns:
            columns[meaning] = (cell.left, cell.right)
    moves = "amount" in columns or {"out", "in"} <= columns.keys()
    return columns if "day" in columns and moves else {}


def _read_line(found: _Found, line: Sequence[_Word], years: list[date]) -> None:
    money, rest = _money(found, line)
    day, rest = _day(found, rest, years)
    words = " ".join(word.text for word in rest)
    if day is not None:
        found.day = day
        found.waiting = []
    if _balance_line(found, words, money):
        return
    top, height = line[0].top, line[0].height
    moved = any(name in money for name in ("out", "in", "amount"))
    if moved:
        if found.day is None:
            raise _no_day(words)
        found.lines.append(_line(found, money, " ".join([*found.waiting, words])))
        found.waiting = []
    elif day is not None:
        found.waiting = [words] if words else []
    elif words and top - found.last_top < height * _LINES_APART and _in_text(found, rest):
        if found.waiting or not found.lines:
            found.waiting.append(words)
        else:
            before = found.lines[-1]
            found.lines[-1] = replace(before, description=f"{before.description} {words}")
    else:
        return
    found.last_top = top


def _balance_line(found: _Found, words: str, money: dict[str, Decimal]) -> bool:
    """Takes a line that says what the account held at the start or the end."""
    held = money.get("balance", next(iter(money.values()), None))
    if held is None:
        return False
    if _OPENING.search(words):
        if found.opening is None and not found.lines:
            found.opening = held
        return True
    if _CLOSING.search(words):
        found.closing = held
        return True
    return False


def _money(found: _Found, line: Sequence[_Word]) -> tuple[dict[str, Decimal], list[_Word]]:
    """The amounts of a line by their column, and its other words."""
    money: dict[str, Decimal] = {}
    rest: list[_Word] = []
    first = min(found.columns[name][0] for name in _MONEY if name in found.columns)
    for word in line:
        sign = _SIGN_AFTER.get(word.text.upper())
        if money and sign is not None and not any(each.left > word.left for each in rest):
            last = list(money)[-1]
            money[last] = -abs(money[last]) if sign else money[last]
        elif word.right > first and _AMOUNT.fullmatch(word.text):
            money[_column_of(found, word)] = read_amount(word.text)
        else:
            rest.append(word)
    return money, rest


def _column_of(found: _Found, word: _Word) -> str:
    """The money column that a word stands under: the nearest by its edges or its middle."""

    def far(name: str) -> float:
        left, right = found.columns[name]
        middle = abs((word.left + word.right) - (left + right)) / 2
        return min(abs(word.right - right), abs(word.left - left), middle)

    return min((name for name in _MONEY if name in found.columns), key=far)


def _day(found: _Found, words: list[_Word], years: list[date]) -> tuple[date | None, list[_Word]]:
    """The day at the start of a line, and the words after it."""
    for count in (3, 2, 1):
        text = " ".join(word.text for word in words[:count])
        day = _full_day(text) or _day_without_year(text, years)
        if len(words) >= count and day is not None:
            return day, words[count:]
    return None, words


def _full_day(text: str) -> date | None:
    plain = re.sub(r"(?<=[0-9])(st|nd|rd|th)\b", "", text)
    for date_format in _DATES:
        if days := days_by(date_format, [plain]):
            return next(iter(days.values()))
    return None


def _day_without_year(text: str, years: list[date]) -> date | None:
    """A day such as 5 Oct, in the year that puts it between the dates that the pages name."""
    if not years or not re.fullmatch(r"[0-9]{1,2}(?:st|nd|rd|th)?[ /][A-Za-z0-9]{2,9}", text):
        return None
    for year in range(years[0].year, years[-1].year + 1):
        for mark in (" ", "/"):
            day = _full_day(f"{text}{mark}{year}")
            if day is not None and years[0] <= day <= years[-1]:
                return day
    return None


def _full_dates(text: str) -> Iterator[date]:
    for match in _FULL_DATE.finditer(text):
        if day := _full_day(match[1]):
            yield day


def _line(found: _Found, money: dict[str, Decimal], words: str) -> StatementLine:
    assert found.day is not None
    amount = money.get("amount", money.get("in", ZERO) - money.get("out", ZERO))
    return StatementLine(
        line_number=len(found.lines) + 1,
        day=found.day,
        description=tidied(words),
        amount=amount,
        balance=money.get("balance"),
        bank_type="",
        account_last_four="",
    )


def _in_text(found: _Found, words: Sequence[_Word]) -> bool:
    """Whether words stand under the heading of the words, as a second line of them does."""
    left = found.columns.get("text", found.columns["day"])[0]
    first_money = min(found.columns[name][0] for name in _MONEY if name in found.columns)
    return (
        words[0].left > left - BETWEEN_COLUMNS and words[-1].right < first_money + BETWEEN_COLUMNS
    )


def _labelled(text: str, label: re.Pattern[str]) -> Decimal | None:
    """The amount after the first label in the text."""
    for line in text.splitlines():
        if (match := label.search(line)) and (amount := _AMOUNT.search(line, match.end())):
            return read_amount(amount[0])
    return None


def _no_day(words: str) -> DPManagerError:
    return DPManagerError(
        _(
            "This file is a PDF with a payment, “{text}”, that has no day, so nothing was added: "
            "download the statement from your bank as CSV."
        ).format(text=words[:40])
    )
