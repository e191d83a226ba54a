"""Tables of unknown columns: guessed by their heading and cells, read as a person says."""

from datetime import date
from pathlib import Path

import pytest
from statement_writers import WRITERS

from dpmanager.errors import DPManagerError
from dpmanager.importers.guess_columns import Use, look_at_table, mapping_layout
from dpmanager.importers.statement_files import lines_of_table, read_statement

D, W, A, O, I, B, N, S, X = (  # noqa: E741
    Use.DAY, Use.WORDS, Use.AMOUNT, Use.MONEY_OUT, Use.MONEY_IN, Use.BALANCE, Use.NOTHING,
    Use.STATE, Use.DIRECTION,
)  # fmt: skip


def look(text: str) -> tuple[Use, ...]:
    return look_at_table(text.split("\n")).uses


@pytest.mark.parametrize(
    ("text", "uses"),
    [
        ("When,Narrative,Value,Left\n05/10/2026,SHOP,-1.00,9.00\n06/10/2026,BUS,-2.00,7.00",
         (D, W, A, B)),
        ("Date;Details;Debit;Credit;Running balance\n05/10/26;SHOP;1.00;;9.00\n"
         "06/10/26;PAY;;2.00;11.00", (D, W, O, I, B)),
        ("Card transactions\n\nPosted Date\tDescription\tSpent\tReceived\n"
         "2026-10-05\tSHOP\t1.00\t\n2026-10-06\tLOAD\t\t5.00", (D, W, O, I)),
        ("05 Oct 2026,SHOP,-1.00,9.00\n06 Oct 2026,LONG WORDS OF A BANK,-2.00,7.00",
         (D, W, A, B)),
        ("Date,Balance,Amount,Merchant,Code\n05/10/2026,9.00,-1.00,SHOP,X\n"
         "06/10/2026,7.00,-2.00,BUS,Y", (D, B, A, W, N)),
        ("Created date (UTC),Completed date (UTC),Type,Status,Description,Amount (GBP)\n"
         "2026-10-05 23:30:00,2026-10-05 23:30:00,Card,Complete,SHOP,-1.00\n"
         "2026-10-06 10:00:00,,Card,Pending,BUS,-2.00", (N, D, N, S, W, A)),
        ("Date,Type,Details,Amount\n05/10/2026,Debit,SHOP,1.00\n06/10/2026,CREDIT,LOAD,2.00",
         (D, X, W, A)),
        ("Date,Type,Details,Amount\n05/10/2026,Debit,SHOP,-1.00\n06/10/2026,Credit,LOAD,2.00",
         (D, N, W, A)),
    ],
)  # fmt: skip
def test_columns_are_guessed(text: str, uses: tuple[Use, ...]) -> None:
    assert look(text) == uses


@pytest.mark.parametrize(
    "text", ["", "Dear Sam,\nyour statement is ready.", "a,b\nc,d\n", "x" * 99]
)
def test_what_is_no_table_of_payments_is_refused(text: str) -> None:
    with pytest.raises(DPManagerError, match="nothing was added"):
        look(text)


UNKNOWN = (
    "Card ending 4417\n\nPosted,Merchant,Load,Spend,Money left\n"
    '05/10/2026,NORTHSHIRE CC,100.00,,100.00\n06/10/2026,"SHOP, LEEDS",,12.50,87.50\n'
)


def test_a_table_is_read_as_the_person_says() -> None:
    table = look_at_table(UNKNOWN.split("\n"))
    assert table.header == ("Posted", "Merchant", "Load", "Spend", "Money left")
    layout = mapping_layout("Council card", table, (D, W, I, O, B), "own: Council card")
    statement = read_statement(UNKNOWN.encode(), [layout])
    assert [(line.day, str(line.amount), line.description) for line in statement.lines] == [
        (date(2026, 10, 5), "100.00", "NORTHSHIRE CC"),
        (date(2026, 10, 6), "-12.50", "SHOP, LEEDS"),
    ]
    assert (statement.bank, statement.format) == ("Council card", "own: Council card")
    wrong = mapping_layout("Council card", table, (D, W, O, I, B), "own")
    with pytest.raises(DPManagerError, match="balance does not follow"):
        read_statement(UNKNOWN.encode(), [wrong])  # in and out the wrong way round


def test_names_that_come_twice_and_none_at_all_stay_apart() -> None:
    text = "Date,Amount,Amount,,Payee\n05/10/2026,-1.00,EUR,x,SHOP\n06/10/2026,-2.00,EUR,x,BUS\n"
    table = look_at_table(text.split("\n"))
    assert table.header == ("Date", "Amount", "Amount (3)", "(4)", "Payee")
    statement = read_statement(
        text.encode(), [mapping_layout("A card", table, (D, A, N, N, W), "own")]
    )
    assert [str(line.amount) for line in statement.lines] == ["-1.00", "-2.00"]


def test_lines_that_are_not_completed_are_left_out_and_times_are_british() -> None:
    text = (
        "Created date (UTC),Completed date (UTC),Type,Status,Description,Amount (GBP)\n"
        "2026-07-05 23:30:00,2026-07-05 23:30:00,Card,Complete,SHOP,-1.00\n"
        "2026-07-06 10:00:00,,Card,Pending,BUS,-2.00\n"
    )
    table = look_at_table(text.split("\n"))
    statement = read_statement(text.encode(), [mapping_layout("Card", table, table.uses, "own")])
    assert [line.day for line in statement.lines] == [date(2026, 7, 6)]
    assert [line.line_number for line in statement.left_out] == [3]


# The heading of the cards of Equals Money, of which the first five columns are known
# (docs.equalsmoney.com, "About reports"); the sixth, and all values but those of Type and Status,
# are made up.
EQUALS_MONEY = (
    "Created date (UTC),Completed date (UTC),Type,Status,Description,Amount\n"
    "2026-10-05 06:02:11,2026-10-05 06:02:11,Credit,Complete,NORTHSHIRE CC DP 4WK,1284.80\n"
    "2026-10-07 09:14:02,2026-10-07 09:14:03,Debit,Complete,R PATEL WAGES WK 26,412.35\n"
    "2026-10-20 11:00:00,,Debit,Pending,CORNER SHOP,9.00\n"
    "2026-10-24 23:40:00,2026-10-24 23:40:00,Debit,Complete,TAXI,12.50\n"
    "2026-10-25 23:40:00,2026-10-25 23:40:00,Debit,Complete,TAXI HOME,13.50\n"
)


def test_a_card_with_times_in_utc_states_and_in_or_out_in_words() -> None:
    table = look_at_table(EQUALS_MONEY.split("\n"))
    assert table.uses == (N, D, X, S, W, A)
    layout = mapping_layout("Equals Money", table, table.uses, "own")
    statement = read_statement(EQUALS_MONEY.encode(), [layout])
    assert [(line.day, str(line.amount)) for line in statement.lines] == [
        (date(2026, 10, 5), "1284.80"),
        (date(2026, 10, 7), "-412.35"),
        (date(2026, 10, 25), "-12.50"),  # summer time: 23:40 UTC is 00:40
        (date(2026, 10, 25), "-13.50"),  # and from 25 October on it is not
    ]
    (pending,) = statement.left_out
    assert (pending.line_number, "CORNER SHOP" in pending.text) == (4, True)
    assert pending.why == "Its “Status” is “Pending”, so it is no payment of this account."


# The columns of Soldo as one public importer looks for them, which says nothing of the signs.
SOLDO = (
    "Transaction ID;Date;Description;Category;Card Name;Card Last 4;Amount;Status;Wallet\n"
    "T-1;05/10/2026;NORTHSHIRE CC;Load;Care card;4417;100.00;Completed;Main\n"
    "T-2;06/10/2026;SHOP, LEEDS;Food;Care card;4417;-12.50;Completed;Main\n"
    "T-3;07/10/2026;TAXI;Travel;Care card;4417;-9.00;Declined;Main\n"
)


def test_a_card_whose_columns_are_known_by_name_alone() -> None:
    table = look_at_table(SOLDO.split("\n"))
    assert dict(zip(table.header, table.uses, strict=True)) == {
        "Transaction ID": N,
        "Date": D,
        "Description": W,
        "Category": N,
        "Card Name": N,
        "Card Last 4": N,
        "Amount": A,
        "Status": S,
        "Wallet": N,
    }
    layout = mapping_layout("Soldo", table, table.uses, "own")
    statement = read_statement(SOLDO.encode(), [layout])
    assert [str(line.amount) for line in statement.lines] == ["100.00", "-12.50"]
    assert [line.line_number for line in statement.left_out] == [4]


@pytest.mark.parametrize(
    ("amount", "direction", "read", "why"),
    [
        ("5.00", "CREDIT", "5.00", ""),
        ("5.00", "dr", "-5.00", ""),
        ("-5.00", "Debit", "-5.00", ""),
        ("0.00", "Debit", "0.00", ""),
        ("-5.00", "Credit", "", "whether money came in or went out"),
        ("5.00", "Fee", "", "“Fee” does not say whether money came in or went out"),
        ("5.00", "", "", "whether money came in or went out"),
    ],
)
def test_in_or_out_in_words(amount: str, direction: str, read: str, why: str) -> None:
    text = f"Date,What,Amount,Way\n05/10/2026,BUS,2.00,Debit\n06/10/2026,X,{amount},{direction}\n"
    table = look_at_table(text.split("\n"))
    statement = read_statement(text.encode(), [mapping_layout("Card", table, (D, W, A, X), "own")])
    assert [str(line.amount) for line in statement.lines] == ["-2.00", *([read] if read else [])]
    assert [line.why for line in statement.not_understood if why in line.why] == [
        line.why for line in statement.not_understood
    ]
    assert bool(statement.not_understood) == bool(why)


@pytest.mark.parametrize(
    ("uses", "said"),
    [
        ((N, W, I, O, B), "which column has the date"),
        ((D, N, I, O, B), "which column has the words"),
        ((D, W, I, N, B), "which two have money in and money out"),
        ((D, W, N, N, B), "which column has the amount"),
        ((D, W, A, O, B), "Choose one column for money in or out, or two"),
        ((D, W, I, O, X), "says in or out, so say which column has the amount"),
        ((D, D, I, O, W), "“Posted” and “Merchant” cannot both be that"),
    ],
)
def test_what_is_missing_is_said(uses: tuple[Use, ...], said: str) -> None:
    table = look_at_table(UNKNOWN.split("\n"))
    with pytest.raises(DPManagerError) as refused:
        mapping_layout("Card", table, uses, "own")
    assert said in str(refused.value)


def test_the_known_formats_are_guessed_rightly_too() -> None:
    lines = [(date(2026, 10, day), f"SHOP {day}", f"-{day}.50") for day in range(13, 28)] + [
        (date(2026, 10, 28), "NORTHSHIRE CC", "1284.80")
    ]
    for name in ("lloyds", "tsb", "cooperative", "metro", "first_direct", "hsbc_balance",
                 "nationwide", "excel", "chase"):  # fmt: skip
        data = WRITERS[name](lines, "902.11")
        table = look_at_table(lines_of_table(data))
        statement = read_statement(data, [mapping_layout("Bank", table, table.uses, "own")])
        assert [(line.day, str(line.amount)) for line in statement.lines] == [
            (day, amount) for day, _words, amount in lines
        ], name


def test_a_sample_without_a_heading_is_known_again_by_its_columns() -> None:
    sample = Path(__file__).parent / "statement_samples" / "hsbc.csv"
    table = look_at_table(lines_of_table(sample.read_bytes()))
    assert (table.has_heading, table.signature) == (False, "3 columns")
