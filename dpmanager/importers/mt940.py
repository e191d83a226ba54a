"""Statements in MT940, the SWIFT format of business banking."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from dpmanager.domain.amounts import PENNY
from dpmanager.domain.reading import FIRST_YEAR, LAST_YEAR, quoted, tidied
from dpmanager.errors import DPManagerError
from dpmanager.importers.statement import (
    POUNDS,
    NotUnderstood,
    Reached,
    StatementFile,
    StatementLine,
    last_four,
    no_payments,
    not_in_pounds,
    nothing_readable,
    refuse_missing_payments,
    statement_of,
    with_balances,
)
from dpmanager.importers.table_statement import description_of
from dpmanager.words import _

_STARTS = re.compile(r"^:20:", re.MULTILINE)
_ACCOUNT = re.compile(r"^:25:", re.MULTILINE)
_PAYMENT = re.compile(r"^:61:", re.MULTILINE)
_BLOCKS = re.compile(r"^\{[1235]:.*\}?$|^-\}?.*$|^\{4:$", re.MULTILINE)
_NAMES_NOTHING = {"NONREF"}


def is_mt940(text: str) -> bool:
    """Whether a text is MT940: it begins with a statement's reference and account."""
    start = text[:2000]
    return bool(_STARTS.search(start) and _ACCOUNT.search(start))


def read_mt940(text: str, reached: Reached) -> tuple[StatementFile, ...]:
    """Reads an MT940 file: one statement for each account, its pages put together.

    The day is the one on which the bank entered the payment. Raises DPManagerError, one sentence,
    for a file that is broken, has no payments in pounds, or whose payments do not lead from its
    first balance to its last.
    """
    reached(0, 1)
    pages = _pages(text)
    if sum(len(page.transactions) for page in pages) != len(_PAYMENT.findall(text)):
        raise _broken()
    accounts: dict[str, list[Any]] = {}
    for page in pages:
        accounts.setdefault(str(page.data.get("account_identification") or ""), []).append(page)
    with_payments = {
        number: found
        for number, found in accounts.items()
        if any(page.transactions for page in found)
    }
    if not with_payments:
        raise no_payments()
    currencies = {number: found[0].currency or POUNDS for number, found in with_payments.items()}
    if POUNDS not in currencies.values():
        raise not_in_pounds(" / ".join(sorted({quoted(each) for each in currencies.values()})))
    return tuple(
        _statement(number, found)
        for number, found in with_payments.items()
        if currencies[number] == POUNDS
    )


def _pages(text: str) -> list[Any]:
    import mt940

    try:
        return list(
            mt940.parse_statements(
                _BLOCKS.sub("", text).encode(), "utf-8", options=mt940.Options.all()
            )
        )
    except Exception as fault:  # the parser lets many kinds of fault through
        raise _broken() from fault


def _broken() -> DPManagerError:
    return DPManagerError(
        _(
            "This MT940 file is damaged or is not written as MT940 is, so nothing was added: "
            "download the statement from your bank again, as MT940 or as CSV."
        )
    )


def _statement(account: str, pages: list[Any]) -> StatementFile:
    lines = []
    not_understood = []
    entries = [entry for page in pages for entry in page.transactions]
    for number, entry in enumerate(entries, start=1):
        try:
            lines.append(_line(number, entry.data, account))
        except DPManagerError as fault:
            text = quoted(" ".join(_words(entry.data)), longest=200)
            not_understood.append(NotUnderstood(number, text, str(fault)))
    if not lines:
        raise nothing_readable(not_understood[0])
    lines = sorted(lines, key=lambda line: line.day)
    opening = _balance(pages[0], "final_opening_balance")
    closing = _balance(pages[-1], "final_closing_balance")
    if closing is None:
        raise DPManagerError(
            _(
                "This MT940 file has no last balance, so it may stop in the middle. Nothing was "
                "added: download the statement from your bank again."
            )
        )
    if opening is not None and not not_understood:
        refuse_missing_payments(opening, [line.amount for line in lines], closing)
        lines = with_balances(lines, opening)
    return statement_of("mt940", _("a bank (MT940)"), lines, not_understood=not_understood)


def _line(number: int, data: dict[str, Any], account: str) -> StatementLine:
    entered = data.get("entry_date") or data.get("date")
    if not isinstance(entered, date) or not FIRST_YEAR <= entered.year <= LAST_YEAR:
        raise DPManagerError(_("“{text}” is not understood as a date.").format(text=""))
    amount: Decimal = data["amount"].amount
    if amount != amount.quantize(PENNY):
        raise DPManagerError(
            _("“{text}” has more than two figures after the point.").format(text=amount)
        )
    return StatementLine(
        line_number=number,
        day=date(entered.year, entered.month, entered.day),
        description=description_of(list(_words(data)) or [""]),
        amount=amount.quantize(PENNY),
        balance=None,
        bank_type=tidied(str(data.get("id") or "")),
        account_last_four=last_four(account),
    )


def _words(data: dict[str, Any]) -> Iterator[str]:
    """What is written for a payment; the references of the bank only where nothing else is."""
    written = ("applicant_name", "purpose", "transaction_details")
    details = [tidied(str(data.get(name) or "")) for name in written]
    if any(details):
        yield from filter(None, details)
        return
    for name in ("extra_details", "customer_reference", "bank_reference"):
        text = tidied(str(data.get(name) or ""))
        if text and text not in _NAMES_NOTHING:
            yield text


def _balance(page: Any, name: str) -> Decimal | None:
    balance = page.data.get(name)
    amount = getattr(getattr(balance, "amount", None), "amount", None)
    return amount.quantize(PENNY) if isinstance(amount, Decimal) else None
