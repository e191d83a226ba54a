"""Statements in OFX and QFX, 1.x (SGML) and 2.x (XML): https://financialdataexchange.org/ofx.

The bank's own number of a payment (FITID) is not relied upon: banks give the same one to several
payments. A payment is known again by its day, amount and words, as in every other format.
"""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from io import BytesIO
from xml.etree.ElementTree import Element

from dpmanager.domain.amounts import pounds
from dpmanager.domain.periods import long_date
from dpmanager.domain.reading import quoted, read_amount, tidied
from dpmanager.errors import DPManagerError
from dpmanager.importers.statement import (
    LINES_BETWEEN_WORDS,
    POUNDS,
    NotUnderstood,
    Reached,
    StatementFile,
    StatementLine,
    day_of,
    defines_parts,
    last_four,
    no_payments,
    not_in_pounds,
    nothing_readable,
    statement_of,
)
from dpmanager.importers.table_statement import description_of
from dpmanager.words import _

# SGML lets a bank leave a tag empty and open. The parser would take what follows for its content.
_EMPTY_LEAF = re.compile(
    rb"<(MEMO2?|NAME2?|CHECKNUM|REFNUM|SIC|PAYEEID|SRVRTID|EXTDNAME|DTUSER|DTAVAIL)>\s*"
    rb"(?=</?(?!\1>)[A-Z0-9.]+>)"
)
_DEFINES_PARTS = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})([0-9.]{0,10})?(\[.*\])?")


def is_ofx(data: bytes) -> bool:
    """Whether a file is OFX, by its first bytes."""
    start = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").upper()
    return start.startswith((b"OFXHEADER", b"<OFX>")) or b"<OFX>" in start or b"<?OFX" in start


def read_ofx(data: bytes, reached: Reached) -> tuple[StatementFile, ...]:
    """Reads an OFX file: one statement for each account in it.

    Raises DPManagerError, one sentence, for a file that is broken, ends early, or has no payments
    in pounds.
    """
    root = _tree(data)
    accounts = [each for each in root.iter() if each.tag in ("STMTRS", "CCSTMTRS")]
    entries = [list(each.iter("STMTTRN")) for each in accounts]
    if sum(map(len, entries)) != len(re.findall(rb"<STMTTRN>", data)):
        raise _broken()
    if not any(entries):
        raise no_payments()
    currencies = [_text(each, "CURDEF").upper() or POUNDS for each in accounts]
    if POUNDS not in currencies:
        raise not_in_pounds(" / ".join(sorted({quoted(each) for each in currencies})))
    others = [
        NotUnderstood(number, _shown(entry), _other_currency(currency))
        for currency, account in zip(currencies, entries, strict=True)
        for number, entry in enumerate(account, start=1)
        if currency != POUNDS
    ]
    statements = [
        _statement(account, found, others, reached)
        for account, found, currency in zip(accounts, entries, currencies, strict=True)
        if currency == POUNDS and found
    ]
    if not statements:
        raise no_payments()
    return tuple(statements)


def _tree(data: bytes) -> Element:
    from ofxtools.Parser import OFXTree

    if not re.search(rb"</OFX>\s*\Z", data, re.IGNORECASE):
        raise DPManagerError(
            _(
                "This OFX file stops in the middle, so nothing was added: "
                "download the statement from your bank again."
            )
        )
    if _DEFINES_PARTS.search(data):
        raise defines_parts()
    start = re.search(rb"OFXHEADER|<\?xml|<\?OFX", data)
    try:
        root = OFXTree().parse(BytesIO(_EMPTY_LEAF.sub(b"", data[start.start() if start else 0 :])))
    except Exception as fault:  # the parser lets many kinds of fault through
        raise _broken() from fault
    if not isinstance(root, Element):
        raise _broken()
    return root


def _broken() -> DPManagerError:
    return DPManagerError(
        _(
            "This OFX file is damaged or is not written as OFX is, so nothing was added: "
            "download the statement from your bank again, as OFX or as CSV."
        )
    )


def _statement(
    account: Element, entries: list[Element], others: list[NotUnderstood], reached: Reached
) -> StatementFile:
    number = last_four(_text(account, "ACCTID"))
    lines: list[StatementLine] = []
    not_understood = []
    left_out = list(others)
    for done, entry in enumerate(entries, start=1):
        if done % LINES_BETWEEN_WORDS == 1:
            reached(done - 1, len(entries))
        currency = _text(entry, "CURRENCY/CURSYM").upper()
        if currency not in ("", POUNDS):
            left_out.append(NotUnderstood(done, _shown(entry), _other_currency(currency)))
            continue
        try:
            lines.append(_line(done, entry, number))
        except DPManagerError as fault:
            not_understood.append(NotUnderstood(done, _shown(entry), str(fault)))
    if not lines:
        raise nothing_readable(not_understood[0]) if not_understood else no_payments()
    newest_first = lines[0].day > lines[-1].day
    ordered = sorted(reversed(lines) if newest_first else lines, key=lambda line: line.day)
    return statement_of(
        "ofx",
        _("a bank (OFX)"),
        ordered,
        not_understood=not_understood,
        left_out=left_out,
        remarks=[*_repeats(entries), *_ledger(account)],
    )


def _line(number: int, entry: Element, account: str) -> StatementLine:
    amount = _text(entry, "TRNAMT")
    name = description_of(
        [part for part in (_text(entry, "NAME") or _text(entry, "PAYEE/NAME"),
                           _text(entry, "MEMO"), _text(entry, "CHECKNUM")) if part]
        or [_text(entry, "TRNTYPE")]
    )  # fmt: skip
    return StatementLine(
        line_number=number,
        day=_day(_text(entry, "DTPOSTED")),
        description=name,
        amount=read_amount(amount.replace(",", ".") if "." not in amount else amount),
        balance=None,
        bank_type=_text(entry, "TRNTYPE"),
        account_last_four=account,
    )


def _day(text: str) -> date:
    """The day as the bank writes it, whatever the time zone that it names."""
    found = _DAY.fullmatch(text)
    if not found:
        raise DPManagerError(_("“{text}” is not understood as a date.").format(text=quoted(text)))
    return day_of(quoted(text), int(found[1]), int(found[2]), int(found[3]))


def _repeats(entries: list[Element]) -> Iterator[str]:
    """A sentence where the bank gave one number to several payments that look the same."""
    seen: set[tuple[str, ...]] = set()
    repeated = 0
    for entry in entries:
        tags = ("FITID", "DTPOSTED", "TRNAMT", "NAME", "MEMO")
        name = tuple(_text(entry, tag) for tag in tags)
        repeated += bool(name[0]) and name in seen
        seen.add(name)
    if repeated:
        yield _(
            "The bank gave the same number, day, amount and words to more than one payment in "
            "this file. They are all kept. Check them against the statement on paper."
        )


def _ledger(account: Element) -> Iterator[str]:
    """What the bank says the account held when the file was made, which proves no line."""
    amount, day = _text(account, "LEDGERBAL/BALAMT"), _text(account, "LEDGERBAL/DTASOF")
    try:
        yield _("The bank says that the account held {amount} on {day}.").format(
            amount=pounds(read_amount(amount)), day=long_date(_day(day))
        )
    except DPManagerError:
        return


def _other_currency(currency: str) -> str:
    return _("It is in {currency}. DP Manager keeps pounds only.").format(currency=quoted(currency))


def _shown(entry: Element) -> str:
    tags = ("DTPOSTED", "TRNAMT", "NAME", "MEMO")
    return quoted(" ".join(_text(entry, tag) for tag in tags), longest=200)


def _text(element: Element, path: str) -> str:
    """The text at a path, "" where there is none."""
    steps = path.split("/")
    start = (
        element.iter(steps[0])
        if element.tag in ("STMTRS", "CCSTMTRS")
        else iter(element.findall(steps[0]))
    )
    found = next(start, None)
    for step in steps[1:]:
        found = None if found is None else found.find(step)
    return "" if found is None else tidied(unescape(found.text or ""))
