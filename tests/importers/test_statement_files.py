"""Statement files of the banks: read whole, or refused with one sentence."""

import gc
import time
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpmanager.errors import DPManagerError
from dpmanager.importers.bank_formats import bank_formats
from dpmanager.importers.statement_files import read_statement, read_statements
from dpmanager.resource_files import ResourceError

# One invented month: 902.11 at first, 1343.00 in, 1598.13 out, 646.98 at last.
LLOYDS_HEADER = (
    "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,"
    "Debit Amount,Credit Amount,Balance"
)
LLOYDS = f"""{LLOYDS_HEADER},
28/10/2026,DEB,'20-99-99,12345678,BRIGHTDAY ACTIVITIES LEEDS CD 4417    28OCT26,1005.00,,646.98,
22/10/2026,FPO,'20-99-99,12345678,HMRC GOV.UK CUMBERNAULD 475PX00123456     10 09:14,63.18,,1651.98,
19/10/2026,FPI,'20-99-99,12345678,J SMITH CONTRIBUTION,,58.20,1715.16,
12/10/2026,CHQ,'20-99-99,12345678,000147,96.00,,1656.96,
09/10/2026,DD,'20-99-99,12345678,NEST PENSION 48213,21.60,,1752.96,
07/10/2026,FPO,'20-99-99,12345678,R PATEL WAGES WK 26,412.35,,1774.56,
05/10/2026,FPI,'20-99-99,12345678,NORTHSHIRE CC DP 4WK 0041297,,1284.80,2186.91,
"""
BARCLAYS = """Number,Date,Account,Amount,Subcategory,Memo
,28/10/2026,20-99-99 12345678,-1005.00,PAYMENT,"BRIGHTDAY ACTIVITIES, LEEDS   "\t
,22/10/2026,20-99-99 12345678,-63.18,PAYMENT,HMRC GOV.UK CUMBERNAULD 475PX00123456\t
,19/10/2026,20-99-99 12345678,58.20,DIRECTDEP,J SMITH CONTRIBUTION\t
147,12/10/2026,20-99-99 12345678,-96.00,CHECK,CHEQUE 000147\t
,09/10/2026,20-99-99 12345678,-21.60,DIRECTDEBIT,NEST PENSION 48213\t
,07/10/2026,20-99-99 12345678,-412.35,PAYMENT,R PATEL WAGES WK 26\t
,05/10/2026,20-99-99 12345678,1284.80,DIRECTDEP,NORTHSHIRE CC DP 4WK 0041297\t
"""
STARLING_HEADER = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)"
STARLING = f"""{STARLING_HEADER},Spending Category,Notes
05/10/2026,Northshire Cc,NORTHSHIRE CC DP 4WK,FASTER PAYMENT,1284.80,2186.91,INCOME,
07/10/2026,R Patel,WAGES WK 26,FASTER PAYMENT,-412.35,1774.56,PAYMENTS,
09/10/2026,Nest Pension,NEST PENSION,DIRECT DEBIT,-21.60,1752.96,PAYMENTS,
12/10/2026,Cheque 000147,CHEQUE 000147,CHEQUE,-96.00,1656.96,PAYMENTS,
19/10/2026,J Smith,CONTRIBUTION,FASTER PAYMENT,58.20,1715.16,INCOME,
22/10/2026,Hmrc,475PX00123456,FASTER PAYMENT,-63.18,1651.98,PAYMENTS,
28/10/2026,Brightday,"BRIGHTDAY ACTIVITIES, LEEDS",CONTACTLESS,-1005.00,646.98,PAYMENTS,Trip
"""
MONTHS = {"lloyds": LLOYDS, "barclays": BARCLAYS, "starling": STARLING}
AMOUNTS = ["1284.80", "-412.35", "-21.60", "-96.00", "58.20", "-63.18", "-1005.00"]


def read(text, formats=None, encoding="utf-8"):
    data = text if isinstance(text, bytes) else text.encode(encoding)
    return read_statement(data, formats or bank_formats())


def refusal(data, formats=None):
    with pytest.raises(DPManagerError) as refused:
        read(data, formats)
    sentence = str(refused.value)
    assert sentence.isprintable()
    assert "nothing was added" in sentence
    return sentence


def seen(statement):
    """What matters of the lines, without their place in the file."""
    return [(line.day, line.amount, line.balance, line.description) for line in statement.lines]


@pytest.mark.parametrize("bank", MONTHS)
def test_the_month_has_the_same_sums_in_every_format(bank):
    statement = read(MONTHS[bank])
    assert statement.format == bank
    assert [str(line.amount) for line in statement.lines] == AMOUNTS
    assert statement.money_in == Decimal("1343.00")
    assert statement.money_out == Decimal("1598.13")
    assert statement.closing_balance == (None if bank == "barclays" else Decimal("646.98"))
    assert (statement.first_day, statement.last_day) == (date(2026, 10, 5), date(2026, 10, 28))
    assert statement.not_understood == ()


def test_a_lloyds_line_is_read_cell_by_cell():
    statement = read(LLOYDS)
    line = statement.lines[-1]
    assert statement.bank == "Lloyds / Halifax / Bank of Scotland"
    assert line.line_number == 2
    assert line.day == date(2026, 10, 28)
    assert line.description == "BRIGHTDAY ACTIVITIES LEEDS CD 4417 28OCT26"
    assert line.balance == Decimal("646.98")
    assert line.bank_type == "DEB"
    assert line.account_last_four == "5678"


def test_the_padded_memo_of_barclays_loses_its_tab():
    line = read(BARCLAYS).lines[-1]
    assert line.description == "BRIGHTDAY ACTIVITIES, LEEDS"
    assert line.account_last_four == "5678"


def test_starling_joins_payee_and_reference_without_saying_a_thing_twice():
    assert [line.description for line in read(STARLING).lines][:4] == [
        "NORTHSHIRE CC DP 4WK",
        "R Patel WAGES WK 26",
        "Nest Pension",
        "Cheque 000147",
    ]
    assert read(STARLING).lines[-1].description == "BRIGHTDAY ACTIVITIES, LEEDS"
    assert read(STARLING).lines[0].account_last_four == ""


@pytest.mark.parametrize("columns", [6, 7])
def test_older_starling_files_give_the_same_lines(columns):
    # None of the cells that are kept has a comma in this file.
    text = STARLING.replace('"BRIGHTDAY ACTIVITIES, LEEDS"', "BRIGHTDAY ACTIVITIES LEEDS")
    older = "\n".join(",".join(line.split(",")[:columns]) for line in text.splitlines())
    assert older.count("Notes") == 0
    assert seen(read(older)) == seen(read(text))


@pytest.mark.parametrize(
    "row",
    [
        "01/10/2026,Opening Balance,,,,902.11,,",
        ",opening balance,,,902.11,902.11,,",
        '01/10/2026,"Opening Balance",,OPENING,0.00,902.11,,',
    ],
)
def test_the_opening_balance_of_starling_is_no_payment(row):
    header, rest = STARLING.split("\n", 1)
    assert seen(read(f"{header}\n{row}\n{rest}")) == seen(read(STARLING))


def test_lloyds_without_the_empty_column_is_the_same():
    assert seen(read(LLOYDS.replace(",\n", "\n"))) == seen(read(LLOYDS))
    assert seen(read(LLOYDS.replace(f"{LLOYDS_HEADER},", LLOYDS_HEADER))) == seen(read(LLOYDS))


@pytest.mark.parametrize(
    "changed",
    [
        LLOYDS.replace("\n", "\r\n"),
        LLOYDS.replace("\n", "\r"),
        LLOYDS.replace(",", ";"),
        LLOYDS.replace(",", "\t"),
        LLOYDS.replace(LLOYDS_HEADER, LLOYDS_HEADER.upper()),
        LLOYDS.replace("Balance", "  balance "),
        "\n\n" + LLOYDS.replace("\n", "\n\n") + ",,,,,,,,\n \n\x1a",
        "Name: \"Mum's account\nSort code 20-99-99\n\n" + LLOYDS,
        "sep=,\n" + LLOYDS,
        "\n".join(
            ",".join(f'"{cell}"' for cell in line.split(",")) for line in LLOYDS.splitlines()
        ),
        LLOYDS.replace("1651.98", '"1,651.98"').replace("1284.80", '"£1,284.80"'),
    ],
)
def test_the_same_file_written_otherwise_gives_the_same_lines(changed):
    assert seen(read(changed)) == seen(read(LLOYDS))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_encoding_is_seen_from_the_bytes(encoding):
    text = LLOYDS.replace("J SMITH CONTRIBUTION", "J SMITH CONTRIBUTION CAFÉ £10")
    statement = read(text, encoding=encoding)
    assert statement.lines[4].description == "J SMITH CONTRIBUTION CAFÉ £10"
    assert statement.closing_balance == Decimal("646.98")


def test_windows_1252_with_a_pound_sign_in_the_amounts():
    text = BARCLAYS.replace("-1005.00", "-£1005.00")
    assert seen(read(text, encoding="cp1252")) == seen(read(BARCLAYS))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\r\n  \r\n", "is empty"),
        (b"\x00" * 5000, "is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "is a picture, not a CSV file"),
        (b"\xff\xd8\xff\xe0" + bytes(200), "is a picture"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(200), "is a picture"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "is a PDF that is damaged"),
        (b"PK\x03\x04\x14\x00xl/workbook.xml", "is an Excel workbook that is damaged"),
        (b"PK\x03\x04\x14\x00statement.csv", "is a ZIP file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an Excel workbook of the older kind"),
        (b"<!DOCTYPE html><html><table>" + LLOYDS.encode(), "is a web page"),
        (b"\n<html><body>Please sign in</body></html>", "is a web page"),
        (b"OFXHEADER:100\nDATA:OFXSGML\n", "OFX file stops in the middle"),
        (b"{\\rtf1 Statement of account}", "is something else"),
        (bytes(range(256)) * 20, "is something else, not a CSV file"),
        (LLOYDS.encode("utf-16")[:-1], "is something else"),
        (b"x" * (50 * 1024 * 1024 + 1), "is larger than 50 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_no_statement_is_called_what_it_is(data, said):
    sentence = refusal(data)
    assert said in sentence
    assert "download" in sentence


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Datum;Betrag;Text\n05.10.2026;12,50;Miete\n", "“Datum, Betrag, Text”"),
        ("dear bank\n", "“dear bank”"),
        (LLOYDS.replace("Debit Amount", "Withdrawn"), "withdrawn"),
        (LLOYDS.replace("Balance,", "Balance,Fee"), "fee"),
        (LLOYDS.replace("Credit Amount", "Debit Amount"), "debit amount"),
        (STARLING.replace("(GBP)", "(EUR)"), "amount (eur)"),
        ("preamble\n" * 10 + LLOYDS, "preamble"),
        (LLOYDS.split("\n", 1)[1], "28/10/2026"),
        ("05/10/2026,SHOP,twelve\n", "twelve"),
        ("10/28/2026,SHOP,-1.00\n", "10/28/2026"),
        ("a" * 200_000 + '"' + "\n", "aaa"),
    ],
)
def test_columns_of_no_known_bank_are_named_with_the_banks_that_are(text, found):
    sentence = refusal(text)
    assert found.lower() in sentence.lower()
    assert "you can say what each column is" in sentence
    assert "from Barclays, Chase, HSBC, Lloyds / Halifax / Bank of Scotland, Metro" in sentence
    assert len(sentence) < 900


@pytest.mark.parametrize("text", [LLOYDS_HEADER, STARLING.split("\n", maxsplit=1)[0] + "\n\n"])
def test_a_heading_alone_has_no_payments(text):
    assert "no payments" in refusal(text)


def test_a_starling_file_of_the_opening_balance_alone_has_no_payments():
    assert "no payments" in refusal(f"{STARLING_HEADER}\n01/10/2026,Opening Balance,,,0,902.11\n")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (",96.00,,", ",ninety,,", "“ninety” is not understood as an amount"),
        (",96.00,,", ",96.00,96.00,", "whether money came in or went out"),
        (",96.00,,", ",-96.00,,", "whether money came in or went out"),
        (",96.00,,", ",,,", "The amount is empty"),
        (",1656.96,", ",1656.9.6,", "more than one point"),
        ("12/10/2026", "31/02/2026", "“31/02/2026” is not understood as a date"),
        ("12/10/2026", "12/10/0206", "is not understood as a date"),
        ("12/10/2026", "", "is not understood as a date"),
        ("000147", "000,147", "more cells than the heading"),
        ("000147", '"000147', "amount is empty"),
    ],
)
def test_a_line_that_cannot_be_read_is_kept_apart_and_the_rest_is_read(old, new, why):
    statement = read(LLOYDS.replace(old, new))
    (line,) = statement.not_understood
    assert line.line_number == 5
    assert line.text.startswith(("12/10", "31/02", ",CHQ"))
    assert why in line.why
    assert [str(each.amount) for each in statement.lines] == [
        amount for amount in AMOUNTS if amount != "-96.00"
    ]
    assert statement.closing_balance == Decimal("646.98")


def test_every_line_is_read_or_named():
    broken = LLOYDS.replace("000147", '"000147') + "Total,,,,,1598.13,1343.00,\n" + "=" * 300
    statement = read(broken)
    numbers = [line.line_number for line in (*statement.lines, *statement.not_understood)]
    assert sorted(numbers) == list(range(2, 11))
    assert len(statement.not_understood[-1].text) == 200


def test_a_file_of_which_nothing_can_be_read_is_refused():
    sentence = refusal(LLOYDS_HEADER + "\n\nTotal,,,,,12.50,,\n")
    assert "None of the payments" in sentence
    assert "line 3: “Total” is not understood as a date" in sentence


@pytest.mark.parametrize("text", [LLOYDS, STARLING])
def test_a_balance_that_does_not_follow_is_named_by_its_line(text):
    lines = text.splitlines()
    number = next(n for n, line in enumerate(lines, start=1) if "1715.16" in line)
    sentence = refusal(text.replace("58.20", "58.02"))
    assert f"on line {number} of this file: it should be £1,714.98" in sentence
    gap = "\n".join(line for line in lines if "1656.96" not in line)
    assert "does not follow on line" in refusal(gap)


def test_an_unread_line_excuses_the_balance_beside_it_alone():
    text = LLOYDS.replace(",96.00,,", ",ninety,,")
    assert len(read(text).lines) == 6
    assert "line 3" in refusal(text.replace("63.18", "63.81"))


def test_a_blank_balance_is_bridged_by_the_amounts():
    statement = read(LLOYDS.replace(",1656.96,", ",,"))
    assert statement.lines[3].balance is None
    assert "line 4" in refusal(LLOYDS.replace(",1656.96,", ",,").replace("96.00", "69.00"))


def a_day(*rows):
    return f"{STARLING_HEADER}\n" + "".join(f"05/10/2026,{row}\n" for row in rows)


def test_lines_of_one_day_are_put_in_order_by_their_balances():
    rows = ["A,,X,-1.00,9.00", "B,,X,-2.00,7.00", "C,,X,5.00,12.00"]
    for text in (a_day(*rows), a_day(*reversed(rows))):
        statement = read(text)
        assert [line.description for line in statement.lines] == ["A", "B", "C"]
        assert statement.closing_balance == Decimal("12.00")
    assert "line 3" in refusal(a_day(rows[0], rows[2], rows[1]))


def test_lines_of_one_day_without_balances_keep_the_order_of_the_bank():
    row = ",05/10/2026,20-99-99 12345678,{amount},PAYMENT,{memo}\n"
    one_day = row.format(amount="-1.00", memo="LATER") + row.format(amount="-2.00", memo="FIRST")
    header = BARCLAYS.splitlines()[0]
    assert [line.description for line in read(f"{header}\n{one_day}").lines] == ["FIRST", "LATER"]
    oldest_first = one_day + ",06/10/2026,20-99-99 12345678,-3.00,PAYMENT,LAST\n"
    assert [line.description for line in read(f"{header}\n{oldest_first}").lines] == [
        "LATER",
        "FIRST",
        "LAST",
    ]


def test_the_month_before_the_day_is_refused():
    sentence = refusal(LLOYDS.replace("12/10/2026", "10/13/2026"))
    assert (
        "Line 5 of this file has the date “10/13/2026”, with the month before the day" in sentence
    )


def test_dates_that_are_in_order_only_with_the_month_first_are_in_doubt():
    months_first = ["10/05/2026", "10/07/2026", "10/09/2026", "11/01/2026", "12/02/2026"]
    rows = [f"{day},A,B,CARD,-1.00,{9 - n}.00" for n, day in enumerate(months_first)]
    assert "month before the day" in refusal("\n".join([STARLING_HEADER, *rows]))
    in_order = [*sorted(rows[:3]), "11/10/2026,A,B,CARD,-1.00,6.00"]
    assert len(read("\n".join([STARLING_HEADER, *in_order])).lines) == 4


def test_two_accounts_in_one_file_are_each_a_statement_of_their_own():
    other = LLOYDS.split("\n", 1)[1].replace("12345678", "87654321").replace("05/10", "06/10")
    text = (LLOYDS + other).encode()
    first, second = read_statements(text, bank_formats())
    assert (first.account_last_four, second.account_last_four) == ("5678", "4321")
    assert seen(first) == seen(read(LLOYDS))
    assert second.first_day == date(2026, 10, 6)
    sentence = refusal(text)
    assert "more than one account (ending 4321, 5678)" in sentence
    assert "12345678" not in sentence


def test_a_line_without_an_account_belongs_to_each_of_them():
    other = LLOYDS.split("\n", 1)[1].replace("12345678", "87654321")
    text = (LLOYDS + other + "Total,,,,,1.00,,\n").encode()
    statements = read_statements(text, bank_formats())
    assert [line.line_number for each in statements for line in each.not_understood] == [16, 16]


pence = st.integers(-100_000, 100_000).map(lambda amount: Decimal(amount).scaleb(-2))


@given(st.lists(st.tuples(st.integers(0, 2), pence), min_size=1, max_size=30), st.booleans())
@settings(max_examples=100)
def test_any_statement_is_read_back_in_either_order(steps, newest_first):
    day, balance, rows, expected = date(2026, 1, 1), Decimal("500.00"), [], []
    for days, amount in steps:
        day += timedelta(days=days)
        balance += amount
        expected.append((day, amount, balance))
        rows.append(f"{day:%d/%m/%Y},Shop,Ref,CARD,{amount},{balance}")
    ordered = reversed(rows) if newest_first else rows
    statement = read("\n".join([STARLING_HEADER, *ordered]))
    first, last = expected[0][0], expected[-1][0]
    if first != last:  # a single day may be proved both ways, as when all amounts are nought
        assert [(line.day, line.amount, line.balance) for line in statement.lines] == expected
    assert statement.money_in - statement.money_out == sum(amount for _day, amount in steps)
    assert (statement.first_day, statement.last_day) == (first, last)


def test_a_hundred_thousand_lines_are_read_in_a_moment():
    day, balance, rows = date(2010, 1, 1), 0, []
    for number in range(100_000):
        day += timedelta(days=number % 20 == 0)
        balance += number % 7 - 3
        amount = f"{number % 7 - 3}.00"
        rows.append(f"{day:%d/%m/%Y},Shop {number % 400},Ref,CARD,{amount},{balance}.00")
    data = "\n".join([STARLING_HEADER, *rows]).encode()
    start = time.process_time()
    statement = read(data)
    assert time.process_time() - start < 5  # about 0.7 s; a slow machine may take its time
    assert len(statement.lines) == 100_000
    assert statement.closing_balance == Decimal(balance)


def test_reading_that_is_ended_leaves_python_as_it_was():
    def enough(_done, _of):
        raise DPManagerError("Enough.")

    with pytest.raises(DPManagerError, match="Enough"):
        read_statements(LLOYDS.encode(), bank_formats(), reached=enough)
    assert gc.isenabled()
    read(LLOYDS)
    assert gc.isenabled()


MADE_UP_BANK = """
id = "penny"
banks = ["Penny Bank"]
header = ["When", "What", "Kind", "Paid", "Left"]
date_formats = ["%d %b %Y", "%Y-%m-%d"]
row_order = "oldest first"
sources = ["invented"]
checked = 2026-11-24
{more}
[columns]
day = "When"
description = ["What"]
{columns}
balance = "Left"
"""


def folder_with(tmp_path, more="", columns='amount = "Paid"', name="penny.toml"):
    (tmp_path / name).write_text(MADE_UP_BANK.format(more=more, columns=columns), "utf-8")
    return tmp_path


@pytest.mark.parametrize("day", ["05 Oct 2026", "2026-10-05"])
def test_a_new_bank_is_a_new_file(tmp_path, day):
    formats = bank_formats(folder_with(tmp_path))
    statement = read(f"When,What,Kind,Paid,Left\n{day},Bus,,-2.80,97.20\n", formats)
    assert (statement.bank, statement.format) == ("Penny Bank", "penny")
    assert seen(statement) == [(date(2026, 10, 5), Decimal("-2.80"), Decimal("97.20"), "Bus")]


def test_one_date_format_holds_for_the_whole_file(tmp_path):
    formats = bank_formats(folder_with(tmp_path))
    rows = ["05 Oct 2026,Bus,,-2.80,97.20", "06 Oct 2026,Bus,,-2.80,94.40", "2026-10-07,Bus,,-1,93"]
    statement = read("\n".join(["When,What,Kind,Paid,Left", *rows]), formats)
    assert len(statement.lines) == 2
    assert statement.not_understood[0].line_number == 4


def test_two_banks_with_one_heading_are_told_apart_by_their_dates(tmp_path):
    folder_with(tmp_path, name="a.toml")
    other = MADE_UP_BANK.format(more="", columns='amount = "Paid"')
    other = other.replace('"penny"', '"slash"').replace('"%d %b %Y", "%Y-%m-%d"', '"%d/%m/%Y"')
    (tmp_path / "b.toml").write_text(other, "utf-8")
    formats = bank_formats(tmp_path)
    assert read("When,What,Kind,Paid,Left\n05/10/2026,Bus,,-1,9\n", formats).format == "slash"
    assert read("When,What,Kind,Paid,Left\n2026-10-05,Bus,,-1,9\n", formats).format == "penny"


@pytest.mark.parametrize(
    ("more", "columns", "said"),
    [
        ("", "", "either amount, or both money_out and money_in"),
        ("", 'money_out = "Paid"', "either amount, or both money_out and money_in"),
        ("", 'amount = "Payed"', "expected to find in header: Payed"),
        ("may_be_missing = ['Note']", 'amount = "Paid"', "expected to find in header: Note"),
        ("may_be_missing = ['Paid']", 'amount = "Paid"', "expected always to be there: Paid"),
        ("colour = 'red'", 'amount = "Paid"', "unknown field `colour`"),
        ("not_transactions = 'Opening'", 'amount = "Paid"', "not_transactions"),
    ],
)
def test_a_wrong_bank_file_is_refused_by_its_name(tmp_path, more, columns, said):
    with pytest.raises(ResourceError, match=r"penny\.toml") as refused:
        bank_formats(folder_with(tmp_path, more, columns))
    assert said in str(refused.value)


def test_two_bank_files_with_one_id_are_refused(tmp_path):
    folder_with(tmp_path, name="a.toml")
    folder_with(tmp_path, name="b.toml")
    with pytest.raises(ResourceError, match=r"b\.toml.*another file has the id 'penny'"):
        bank_formats(tmp_path)


def test_the_programs_own_banks_say_where_they_were_seen():
    formats = bank_formats()
    assert len(formats) == 17
    assert all(each.sources and each.checked <= date(2026, 11, 24) for each in formats)
    assert bank_formats() is formats
