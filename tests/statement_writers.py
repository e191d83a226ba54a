"""One statement written in every format that the program reads, each with its own horrors.

A statement is a list of lines, oldest first: the day, the bank's words, and pounds with two
decimals, money out negative. What a format cuts, splits or adds is done here as its bank does it.
"""

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from itertools import accumulate
from xml.sax.saxutils import escape

from openpyxl import Workbook

Line = tuple[date, str, str]
NUMBER = "12345678"
LLOYDS = [
    "Transaction Date",
    "Transaction Type",
    "Sort Code",
    "Account Number",
    "Transaction Description",
    "Debit Amount",
    "Credit Amount",
    "Balance",
]


def balances(lines: Sequence[Line], before: str) -> list[str]:
    """What is in the account after each line."""
    amounts = [Decimal(amount) for _day, _words, amount in lines]
    return [f"{each:.2f}" for each in accumulate(amounts, initial=Decimal(before))][1:]


def lloyds(lines: Sequence[Line], before: str) -> bytes:
    """Newest first, sort code with an apostrophe, a comma at the end of each line."""
    rows = [
        [f"{day:%d/%m/%Y}", "FPO", "'20-99-99", NUMBER, words, *_out_in(amount), balance, ""]
        for (day, words, amount), balance in _each(lines, before)
    ]
    return _csv([[*LLOYDS, ""], *reversed(rows)])


def tsb(lines: Sequence[Line], before: str) -> bytes:
    """The columns of Lloyds, the year first."""
    text = lloyds(lines, before).decode()
    return re.sub(r"(?m)^(\d\d)/(\d\d)/(\d{4})", r"\3-\2-\1", text).encode()


def barclays(lines: Sequence[Line], _before: str) -> bytes:
    """No balance, padded words, a tab at the end."""
    rows = [
        ["", f"{day:%d/%m/%Y}", f"20-99-99 {NUMBER}", amount, "FT", f"{words:<40}\t"]
        for day, words, amount in lines
    ]
    return _csv([["Number", "Date", "Account", "Amount", "Subcategory", "Memo"], *reversed(rows)])


def hsbc(lines: Sequence[Line], _before: str) -> bytes:
    """No heading, no balance, thousands with a comma."""
    rows = [[f"{day:%d/%m/%Y}", words, _thousands(amount)] for day, words, amount in lines]
    return _csv(list(reversed(rows)))


def hsbc_balance(lines: Sequence[Line], before: str) -> bytes:
    """No heading, oldest first."""
    return _csv(
        [f"{day:%d/%m/%Y}", words, amount, balance]
        for (day, words, amount), balance in _each(lines, before)
    )


def first_direct(lines: Sequence[Line], before: str) -> bytes:
    """Newest first."""
    rows = [
        [f"{day:%d/%m/%Y}", words, amount, balance]
        for (day, words, amount), balance in _each(lines, before)
    ]
    return _csv([["Date", "Description", "Amount", "Balance"], *reversed(rows)])


def natwest(lines: Sequence[Line], before: str) -> bytes:
    """A blank first line, apostrophes, and two ways to write a date in one file."""
    rows = [
        [f"{day:%d %b %Y}" if place % 2 else f"{day:%d/%m/%Y}", "OTR", words, f"'{amount}",
         balance, "'SMITH J DP", f"'209999-{NUMBER}"]
        for place, ((day, words, amount), balance) in enumerate(_each(lines, before))
    ]  # fmt: skip
    heading = ["Date", " Type", " Description", " Value", " Balance", " Account Name",
               " Account Number"]  # fmt: skip
    return b"\r\n" + _csv([heading, *rows])


def santander(lines: Sequence[Line], before: str) -> bytes:
    """Text with one value a line, non-breaking spaces, Windows-1252."""
    records = [
        f"Date:\xa0{day:%d/%m/%Y}\nDescription:\xa0CARD PAYMENT TO {words}\n"
        f"Amount:\xa0{amount}\xa0\nBalance:\xa0{balance}\xa0\n"
        for (day, words, amount), balance in _each(lines, before)
    ]
    head = f"From:\xa001/01/2026 to 31/12/2026\n\nAccount:\xa0XXXX XXXX XXXX {NUMBER[-4:]}\n\n"
    return (head + "\n".join(reversed(records))).encode("cp1252")


def nationwide(lines: Sequence[Line], before: str) -> bytes:
    """Three lines above the heading, pound signs of one byte, every value in quotes."""
    rows = [
        [f"{day:%d %b %Y}", "Payment", words, *(f"£{each}" if each else "" for each in
         _out_in(amount)), f"£{balance}"]
        for (day, words, amount), balance in _each(lines, before)
    ]  # fmt: skip
    head = '"Account Name:","FlexAccount ****45678"\r\n"Account Balance:","£1.00"\r\n'
    head += '"Available Balance: ","£1.00"\r\n\r\n'
    heading = ["Date", "Transaction type", "Description", "Paid out", "Paid in", "Balance"]
    return head.encode("cp1252") + _csv([heading, *rows], "cp1252", csv.QUOTE_ALL)


def midata(lines: Sequence[Line], before: str) -> bytes:
    """Signs before the pound sign, newest first."""
    rows = [
        [f"{day:%d/%m/%Y}", "VISA", words, _signed(amount), f"£{balance}"]
        for (day, words, amount), balance in _each(lines, before)
    ]
    heading = ["Date", "Type", "Merchant/Description", "Debit/Credit", "Balance"]
    return _csv([heading, *reversed(rows)], "cp1252", csv.QUOTE_ALL)


def cooperative(lines: Sequence[Line], before: str) -> bytes:
    """In before Out, and commas in the words that are not in quotes."""
    rows = [
        ",".join([f"{day:%Y-%m-%d}", words, "TRANSFER", *reversed(_out_in(amount)), balance])
        for (day, words, amount), balance in _each(lines, before)
    ]
    heading = "Date,Description,Type,Money In,Money Out,Balance"
    return "\n".join([heading, *reversed(rows)]).encode()


def metro(lines: Sequence[Line], before: str) -> bytes:
    """In before Out, the other of the two 0.00."""
    rows = [
        [f"{day:%d/%m/%Y}", words, "Card Purchase",
         *(each or "0.00" for each in reversed(_out_in(amount))), balance]
        for (day, words, amount), balance in _each(lines, before)
    ]  # fmt: skip
    return _csv([["Date", "Details", "Transaction Type", "In", "Out", "Balance"], *reversed(rows)])


def monzo(lines: Sequence[Line], _before: str) -> bytes:
    """Eighteen columns; a note goes over two lines."""
    heading = ["Transaction ID", "Date", "Time", "Type", "Name", "Emoji", "Category", "Amount",
               "Currency", "Local amount", "Local currency", "Notes and #tags", "Address",
               "Receipt", "Description", "Category split", "Money Out", "Money In"]  # fmt: skip
    rows = [
        [f"tx_{place:09}", f"{day:%d/%m/%Y}", "09:14:02", "Faster payment", words.title(), "",
         "Bills", amount, "GBP", amount, "GBP", "paid\nwith #thanks", "", "", words, "",
         amount if amount.startswith("-") else "", "" if amount.startswith("-") else amount]
        for place, (day, words, amount) in enumerate(lines)
    ]  # fmt: skip
    return _csv([heading, *rows])


def starling(lines: Sequence[Line], before: str) -> bytes:
    """An opening balance that is no payment; who was paid stands apart from the reference."""
    rows = [
        [f"{day:%d/%m/%Y}", " ".join(words.title().split()[:2]), words, "FASTER PAYMENT", amount,
         balance, "PAYMENTS", ""]
        for (day, words, amount), balance in _each(lines, before)
    ]  # fmt: skip
    heading = ["Date", "Counter Party", "Reference", "Type", "Amount (GBP)", "Balance (GBP)",
               "Spending Category", "Notes"]  # fmt: skip
    opening = [f"{lines[0][0]:%d/%m/%Y}", "Opening Balance", "", "", "", before, "", ""]
    return _csv([heading, opening, *rows])


def revolut(lines: Sequence[Line], before: str) -> bytes:
    """A payment that was taken back, and one in euros, stand among the others."""
    rows = [
        ["Transfer", "Current", f"{day} 09:14:02", f"{day} 09:14:03", words, amount, "0.00",
         "GBP", "COMPLETED", balance]
        for (day, words, amount), balance in _each(lines, before)
    ]  # fmt: skip
    day = lines[0][0]
    reverted = ["Card Payment", "Current", f"{day} 08:00:00", "", "CORNER SHOP", "-9.00", "0.00",
                "GBP", "REVERTED", ""]  # fmt: skip
    euros = ["Card Payment", "Current", f"{day} 08:00:00", f"{day} 08:00:01", "BOULANGERIE",
             "-3.00", "0.00", "EUR", "COMPLETED", "97.00"]  # fmt: skip
    heading = ["Type", "Product", "Started Date", "Completed Date", "Description", "Amount",
               "Fee", "Currency", "State", "Balance"]  # fmt: skip
    return _csv([heading, *rows[:1], reverted, euros, *rows[1:]])


def chase(lines: Sequence[Line], before: str) -> bytes:
    """A title above the heading, months in words, thousands with a comma."""
    rows = [
        [f"{day.day} {day:%B %Y}", "09:14", "Payment", words, _thousands(amount), "GBP",
         _thousands(balance)]
        for (day, words, amount), balance in _each(lines, before)
    ]  # fmt: skip
    heading = ["Date", "Time", "Transaction Type", "Transaction Description", "Amount",
               "Currency", "Balance"]  # fmt: skip
    return b"Transactions for 2026\r\n" + _csv([heading, *rows])


def ofx1(lines: Sequence[Line], _before: str) -> bytes:
    """SGML: tags left open, names cut to 32 characters, one FITID for all, an empty memo."""
    entries = "\r\n".join(
        f"<STMTTRN><TRNTYPE>OTHER<DTPOSTED>{day:%Y%m%d}120000[0:GMT]<TRNAMT>{amount}"
        f"<FITID>2026<NAME>{escape(words[:32])}\r\n<MEMO>\r\n</STMTTRN>"
        for day, words, amount in lines
    )
    return (
        "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nSECURITY:NONE\r\nENCODING:USASCII\r\n"
        "CHARSET:1252\r\nCOMPRESSION:NONE\r\nOLDFILEUID:NONE\r\nNEWFILEUID:NONE\r\n\r\n"
        "<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>GBP<BANKACCTFROM><BANKID>209999"
        f"<ACCTID>{NUMBER}<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST><DTSTART>20260101"
        f"<DTEND>20261231\r\n{entries}\r\n</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
    ).encode("cp1252")


def ofx2(lines: Sequence[Line], _before: str) -> bytes:
    """XML: every tag closed, the name cut and the memo whole, newest first."""
    entries = "".join(
        f"<STMTTRN><TRNTYPE>OTHER</TRNTYPE><DTPOSTED>{day:%Y%m%d}</DTPOSTED>"
        f"<TRNAMT>{amount}</TRNAMT><FITID>{place}</FITID><NAME>{escape(words[:32])}</NAME>"
        f"<MEMO>{escape(words)}</MEMO></STMTTRN>"
        for place, (day, words, amount) in reversed(list(enumerate(lines)))
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<?OFX OFXHEADER="200" '
        'VERSION="211" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>\n'
        "<OFX><CREDITCARDMSGSRSV1><CCSTMTTRNRS><CCSTMTRS><CURDEF>GBP</CURDEF><CCACCTFROM>"
        f"<ACCTID>{NUMBER}</ACCTID></CCACCTFROM><BANKTRANLIST><DTSTART>20260101</DTSTART>"
        f"<DTEND>20261231</DTEND>{entries}</BANKTRANLIST></CCSTMTRS></CCSTMTTRNRS>"
        "</CREDITCARDMSGSRSV1></OFX>\n"
    ).encode()


def qif(lines: Sequence[Line], _before: str) -> bytes:
    """Two figures for the year, after an apostrophe; the memo is whole."""
    records = "".join(
        f"D{day:%d/%m}'{day:%y}\nP{escape(words[:32])}\nM{escape(words)}\nT{_thousands(amount)}\n^\n"
        for day, words, amount in lines
    )
    return f"!Type:Bank\n{records}".encode("cp1252")


def camt(lines: Sequence[Line], before: str) -> bytes:
    """Who was paid, and the whole words; amounts without a sign."""
    entries = "".join(
        f'<Ntry><Amt Ccy="GBP">{amount.lstrip("-")}</Amt><CdtDbtInd>{_side(amount)}</CdtDbtInd>'
        f"<Sts>BOOK</Sts><BookgDt><Dt>{day}</Dt></BookgDt><NtryDtls><TxDtls><RmtInf><Ustrd>"
        f"{escape(words)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
        for day, words, amount in lines
    )
    after = balances(lines, before)[-1]
    bounds = "".join(
        f'<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy="GBP">{held.lstrip("-")}'
        f"</Amt><CdtDbtInd>{_side(held)}</CdtDbtInd></Bal>"
        for kind, held in (("OPBD", before), ("CLBD", after))
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><Document '
        'xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Acct><Id>'
        f"<IBAN>GB00NORT209999{NUMBER}</IBAN></Id><Ccy>GBP</Ccy></Acct>{bounds}{entries}</Stmt>"
        "</BkToCstmrStmt></Document>"
    ).encode()


def mt940(lines: Sequence[Line], before: str) -> bytes:
    """Decimal commas, two figures for the year, words broken after 65 characters."""
    entries = "".join(
        f":61:{day:%y%m%d%m%d}{_side(amount)[0]}{amount.lstrip('-').replace('.', ',')}NTRFNONREF\n"
        f":86:{_broken(words)}\n"
        for day, words, amount in lines
    )
    after = balances(lines, before)[-1]
    return (
        f":20:STMT\n:25:209999/{NUMBER}\n:28C:1/1\n:60F:{_mt(before, lines[0][0])}\n{entries}"
        f":62F:{_mt(after, lines[-1][0])}\n-\n"
    ).encode()


def excel(lines: Sequence[Line], before: str) -> bytes:
    """The columns of Lloyds in a workbook, with dates and numbers as such."""
    book = Workbook()
    sheet = book.active
    sheet.append(LLOYDS)
    for (day, words, amount), balance in reversed(list(_each(lines, before))):
        out, into = (float(each) if each else None for each in _out_in(amount))
        sheet.append([day, "FPO", "'20-99-99", NUMBER, words, out, into, float(balance)])
    data = BytesIO()
    book.save(data)
    return data.getvalue()


Writer = Callable[[Sequence[Line], str], bytes]

WRITERS: dict[str, Writer] = {
    each.__name__: each
    for each in (
        lloyds, tsb, barclays, hsbc, hsbc_balance, first_direct, natwest, santander, nationwide,
        midata, cooperative, metro, monzo, starling, revolut, chase, ofx1, ofx2, qif, camt, mt940,
        excel,
    )
}  # fmt: skip

WITHOUT_BALANCE = {"barclays", "hsbc", "monzo", "ofx1", "ofx2", "qif"}


def _each(lines: Sequence[Line], before: str) -> Iterable[tuple[Line, str]]:
    return zip(lines, balances(lines, before), strict=True)


def _out_in(amount: str) -> list[str]:
    return [amount[1:], ""] if amount.startswith("-") else ["", amount]


def _thousands(amount: str) -> str:
    return f"{Decimal(amount):,.2f}"


def _signed(amount: str) -> str:
    return f"-£{amount[1:]}" if amount.startswith("-") else f"+£{amount}"


def _side(amount: str) -> str:
    return "DBIT" if amount.startswith("-") else "CRDT"


def _mt(amount: str, day: date) -> str:
    return f"{_side(amount)[0]}{day:%y%m%d}GBP{amount.lstrip('-').replace('.', ',')}"


def _broken(words: str) -> str:
    return "\n".join(words[start : start + 65] for start in range(0, len(words), 65))


def _csv(
    rows: Iterable[Sequence[str]], encoding: str = "utf-8", quoting: int = csv.QUOTE_MINIMAL
) -> bytes:
    out = StringIO(newline="")
    csv.writer(out, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return out.getvalue().encode(encoding)
