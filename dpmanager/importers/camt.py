"""Statements in CAMT.053, the ISO 20022 XML of banks, in any of its versions."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element

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
    refuse_missing_payments,
    statement_of,
    with_balances,
)
from dpmanager.importers.table_statement import description_of
from dpmanager.words import _

_OPENING, _CLOSING = ("OPBD", "PRCD"), ("CLBD",)


def is_camt(data: bytes) -> bool:
    """Whether a file is CAMT, by its first bytes."""
    start = data[:2000]
    return b"camt.05" in start and b"<" in start[:10]


def read_camt(data: bytes, reached: Reached) -> tuple[StatementFile, ...]:
    """Reads a CAMT.053 file: one statement for each account, its pages put together.

    Raises DPManagerError, one sentence, for a file that is broken, builds on other parts by
    entities, has no payments in pounds, or whose payments do not lead from balance to balance.
    """
    root = _tree(data)
    accounts: dict[str, list[Element]] = {}
    for statement in root.iter("Stmt"):
        accounts.setdefault(_text(statement, "Acct/Id"), []).append(statement)
    if not any(True for _entry in root.iter("Ntry")):
        raise no_payments()
    statements = [
        _statement(number, pages, reached)
        for number, pages in accounts.items()
        if any(page.find("Ntry") is not None for page in pages)
    ]
    in_pounds = [each for each in statements if isinstance(each, StatementFile)]
    if not in_pounds:
        raise not_in_pounds(" / ".join(sorted({str(each) for each in statements})))
    return tuple(in_pounds)


def _tree(data: bytes) -> Element:
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as fault:
        raise defines_parts() from fault
    except (SyntaxError, ValueError, LookupError) as fault:
        raise DPManagerError(
            _(
                "This XML file is damaged or stops in the middle, so nothing was added: "
                "download the statement from your bank again."
            )
        ) from fault
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    return root  # type: ignore[no-any-return]


def _statement(number: str, pages: list[Element], reached: Reached) -> StatementFile | str:
    """The statement of one account; the currency alone where it is not in pounds."""
    pages = sorted(pages, key=lambda page: _text(page, "Ntry/BookgDt"))
    currency = _text(pages[0], "Acct/Ccy") or _currency_of_entries(pages)
    if currency != POUNDS:
        return quoted(currency)
    lines: list[StatementLine] = []
    not_understood = []
    left_out = []
    entries = [entry for page in pages for entry in page.findall("Ntry")]
    for done, entry in enumerate(entries, start=1):
        if done % LINES_BETWEEN_WORDS == 1:
            reached(done - 1, len(entries))
        if why := _why_left_out(entry):
            left_out.append(NotUnderstood(done, _shown(entry), why))
            continue
        try:
            lines.append(_line(done, entry, number))
        except DPManagerError as fault:
            not_understood.append(NotUnderstood(done, _shown(entry), str(fault)))
    if not lines:
        raise nothing_readable(not_understood[0]) if not_understood else no_payments()
    newest_first = lines[0].day > lines[-1].day
    lines = sorted(reversed(lines) if newest_first else lines, key=lambda line: line.day)
    opening = _balance(pages[0], _OPENING)
    closing = _balance(pages[-1], _CLOSING)
    if not not_understood and opening is not None and closing is not None:
        refuse_missing_payments(opening, [line.amount for line in lines], closing)
        lines = with_balances(lines, opening)
    return statement_of(
        "camt.053", _("a bank (CAMT.053)"), lines, not_understood=not_understood, left_out=left_out
    )


def _line(number: int, entry: Element, account: str) -> StatementLine:
    credit = _text(entry, "CdtDbtInd")
    if credit not in ("CRDT", "DBIT"):
        raise DPManagerError(_("The line does not say whether money came in or went out."))
    amount = read_amount(_text(entry, "Amt"))
    day = _text(entry, "BookgDt/Dt") or _text(entry, "BookgDt/DtTm") or _text(entry, "ValDt/Dt")
    return StatementLine(
        line_number=number,
        day=_day(day),
        description=description_of(list(_words(entry, credit)) or [""]),
        amount=amount if credit == "CRDT" else -amount,
        balance=None,
        bank_type=_text(entry, "BkTxCd/Prtry/Cd"),
        account_last_four=last_four(account),
    )


def _day(text: str) -> date:
    figures = text[:10].split("-")
    if len(figures) != 3 or not all(part.isascii() and part.isdigit() for part in figures):
        raise DPManagerError(_("“{text}” is not understood as a date.").format(text=quoted(text)))
    return day_of(quoted(text), *(int(part) for part in figures))


def _words(entry: Element, credit: str) -> Iterator[str]:
    """Who paid or was paid, what was written for it, or else the bank's own words."""
    other = "Dbtr" if credit == "CRDT" else "Cdtr"
    found = False
    for detail in entry.iter("TxDtls"):
        for path in (f"RltdPties/{other}/Nm", f"RltdPties/{other}/Pty/Nm", "RmtInf/Ustrd",
                     "AddtlTxInf"):  # fmt: skip
            if text := _text(detail, path):
                found = True
                yield text
    if not found:
        yield from filter(None, [_text(entry, "AddtlNtryInf")])


def _why_left_out(entry: Element) -> str:
    amount = entry.find("Amt")
    currency = "" if amount is None else amount.get("Ccy", "")
    if currency not in ("", POUNDS):
        return _("It is in {currency}. DP Manager keeps pounds only.").format(
            currency=quoted(currency)
        )
    status = _text(entry, "Sts/Cd") or _text(entry, "Sts")
    if status in ("PDNG", "INFO"):
        return _("The bank has not booked it yet.")
    return ""


def _currency_of_entries(pages: list[Element]) -> str:
    amounts = [entry.find("Amt") for page in pages for entry in page.findall("Ntry")]
    currencies = {each.get("Ccy", POUNDS) for each in amounts if each is not None}
    return POUNDS if POUNDS in currencies or not currencies else min(currencies)


def _balance(page: Element, kinds: tuple[str, ...]) -> Decimal | None:
    for balance in page.findall("Bal"):
        if _text(balance, "Tp/CdOrPrtry/Cd") in kinds:
            try:
                amount = read_amount(_text(balance, "Amt"))
            except DPManagerError:
                return None
            return -amount if _text(balance, "CdtDbtInd") == "DBIT" else amount
    return None


def _shown(entry: Element) -> str:
    text = " ".join(tidied(part) for part in entry.itertext())
    return quoted(text, longest=200)


def _text(element: Element, path: str) -> str:
    """All the text at a path, "" where there is none."""
    found = element.find(path)
    return "" if found is None else tidied(" ".join(found.itertext()))
