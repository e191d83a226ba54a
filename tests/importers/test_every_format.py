"""Every format that a bank's file may have: each line, its day, amount and balance.

The samples in `statement_samples/` are the real formats of the banks, for an invented person: one
month, 902.11 at first, 1343.00 in, 1598.13 out, 646.98 at last.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statement_writers import WITHOUT_BALANCE, WRITERS

from dpmanager.importers.bank_formats import bank_formats
from dpmanager.importers.statement import StatementFile
from dpmanager.importers.statement_files import read_statement

SAMPLES = Path(__file__).parent / "statement_samples"
MONTH = [
    (date(2026, 10, 5), "1284.80", "2186.91"),
    (date(2026, 10, 7), "-412.35", "1774.56"),
    (date(2026, 10, 9), "-21.60", "1752.96"),
    (date(2026, 10, 12), "-96.00", "1656.96"),
    (date(2026, 10, 19), "58.20", "1715.16"),
    (date(2026, 10, 22), "-63.18", "1651.98"),
    (date(2026, 10, 28), "-1005.00", "646.98"),
]
WITH_BALANCE = ["chase", "cooperative", "first_direct", "hsbc_balance", "lloyds", "metro",
                "nationwide", "natwest", "revolut", "santander", "starling", "tsb"]  # fmt: skip
NO_BALANCE = ["barclays", "hsbc"]


def sample(name: str) -> bytes:
    (path,) = SAMPLES.glob(f"{name}.*")
    return path.read_bytes()


def read(data: bytes) -> StatementFile:
    return read_statement(data, bank_formats())


def lines_of(statement: StatementFile) -> list[tuple[date, str, str | None]]:
    return [
        (line.day, str(line.amount), None if line.balance is None else str(line.balance))
        for line in statement.lines
    ]


@pytest.mark.parametrize("name", WITH_BALANCE)
def test_the_month_of_a_bank_that_gives_balances(name: str) -> None:
    statement = read(sample(name))
    assert statement.format == name
    assert lines_of(statement) == MONTH
    assert statement.not_understood == ()
    assert (statement.money_in, statement.money_out) == (Decimal("1343.00"), Decimal("1598.13"))
    assert statement.closing_balance == Decimal("646.98")


@pytest.mark.parametrize("name", NO_BALANCE)
def test_the_month_of_a_bank_that_gives_none(name: str) -> None:
    statement = read(sample(name))
    assert statement.format == name
    assert lines_of(statement) == [(day, amount, None) for day, amount, _balance in MONTH]
    assert (statement.closing_balance, statement.not_understood) == (None, ())


def test_monzo_which_has_no_cheques() -> None:
    statement = read(sample("monzo"))
    assert lines_of(statement) == [
        (day, amount, None) for day, amount, _balance in MONTH if amount != "-96.00"
    ]
    assert statement.lines[1].description == "R Patel Wages Wk 26"


@pytest.mark.parametrize("name", ["ofx1", "qif"])
def test_the_two_lines_of_other_kinds_of_file(name: str) -> None:
    statement = read(sample(name))
    assert lines_of(statement) == [
        (date(2026, 10, 5), "1284.80", None),
        (date(2026, 10, 12), "-96.00", None),
    ]
    assert [line.description for line in statement.lines] == [
        "NORTHSHIRE CC DP 4WK 0041297",
        "CHEQUE 000147",
    ]


def test_the_two_lines_of_mt940_lead_to_the_balance_that_they_make() -> None:
    # 902.11 and 1284.80 less 96.00 are 2090.91; the sample's own last balance is of more lines.
    statement = read(sample("mt940").replace(b"GBP646,98", b"GBP2090,91"))
    assert lines_of(statement) == [
        (date(2026, 10, 5), "1284.80", "2186.91"),
        (date(2026, 10, 12), "-96.00", "2090.91"),
    ]
    assert [line.description for line in statement.lines] == ["NORTHSHIRE CC DP 4WK", "000147"]
    assert statement.account_last_four == "5678"


def test_every_bank_of_the_program_has_its_sample() -> None:
    tested = {*WITH_BALANCE, *NO_BALANCE, "monzo"}
    # The older layouts of two banks are written by the tests, below.
    assert {each.id for each in bank_formats()} == tested | {"monzo_2018", "nationwide_midata"}


def test_what_a_bank_holds_back_is_named() -> None:
    (reverted,) = read(sample("revolut")).left_out
    assert reverted.line_number == 7
    assert "CORNER SHOP" in reverted.text
    assert reverted.why == "Its “State” is “REVERTED”, so it is no payment of this account."


def test_the_card_that_gives_its_times_in_another_zone_is_read_on_the_british_day() -> None:
    heading = ("id,created,amount,currency,local_amount,local_currency,category,emoji,"
               "description,address,notes,receipt")  # fmt: skip
    row = "tx_1,2026-07-05 23:30:00 +0000,-2.80,GBP,-2.80,GBP,transport,,BUS,,,"
    winter = row.replace("tx_1", "tx_2").replace("2026-07-05", "2026-12-05")
    statement = read(f"{heading}\n{row}\n{winter}\n".encode())
    assert [line.day for line in statement.lines] == [date(2026, 7, 6), date(2026, 12, 5)]


def test_a_fee_leaves_the_account_with_the_payment() -> None:
    heading = ("Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,"
               "Balance")  # fmt: skip
    row = "Transfer,Current,2026-10-05 06:02:11,2026-10-05 06:02:11,{},{},{},GBP,COMPLETED,{}"
    rows = [row.format("TOP UP", "10.00", "0.00", "10.00"), row.format("ABROAD", "-4.00", "0.50", "5.50")]  # fmt: skip  # noqa: E501
    statement = read("\n".join([heading, *rows]).encode())
    assert [str(line.amount) for line in statement.lines] == ["10.00", "-4.50"]


def test_a_full_file_of_a_bank_that_stops_at_600_lines_says_so() -> None:
    lines = [(date(2026, 10, 5), f"SHOP {number}", "-0.01") for number in range(600)]
    full, shorter = (read(WRITERS["santander"](some, "50.00")) for some in (lines, lines[1:]))
    assert len(full.lines) == 600
    assert any("at most 600 payments" in remark for remark in full.remarks)
    assert not any("600" in remark for remark in shorter.remarks)


def test_columns_that_many_banks_have_are_to_be_checked() -> None:
    assert any("Several banks" in remark for remark in read(sample("first_direct")).remarks)
    assert read(sample("lloyds")).remarks == ()


def test_the_dates_of_one_file_may_be_written_in_two_ways_where_the_bank_does_so() -> None:
    data = sample("natwest").replace(b"07 Oct 2026", b"07/10/2026")
    assert lines_of(read(data)) == MONTH


WORDS = st.sampled_from(
    [
        "NORTHSHIRE CC DP 4WK 0041297",
        "R PATEL WAGES WK 26",
        "NEST PENSION 48213",
        "CHEQUE 000147",
        "BRIGHTDAY ACTIVITIES, LEEDS",
        "HMRC GOV.UK CUMBERNAULD 475PX00123456 SHIPLEY",
        "O'BRIEN & SONS TAXIS",
        "BUS",
    ]
)
PENCE = st.integers(-200_000, 200_000).filter(bool)
STEPS = st.lists(st.tuples(st.integers(0, 3), WORDS, PENCE), min_size=2, max_size=20)


def statement_lines(steps: list[tuple[int, str, int]]) -> list[tuple[date, str, str]]:
    """Lines from 20 January 2026 on, so that the day alone settles which number is the month."""
    ordinal = date(2026, 1, 20).toordinal()
    lines = []
    for days, words, pence in steps:
        ordinal += days
        lines.append((date.fromordinal(ordinal), words, f"{Decimal(pence).scaleb(-2):.2f}"))
    return lines


@pytest.mark.parametrize("name", WRITERS)
@given(steps=STEPS)
@settings(max_examples=25, deadline=None)
def test_any_statement_is_read_from_every_format(
    name: str, steps: list[tuple[int, str, int]]
) -> None:
    lines = statement_lines(steps)
    statement = read(WRITERS[name](lines, "500.00"))
    found = [(line.day, str(line.amount)) for line in statement.lines]
    wanted = [(day, amount) for day, _words, amount in lines]
    assert sorted(found) == sorted(wanted)
    assert [day for day, _amount in found] == [day for day, _amount in wanted]
    if lines[0][0] != lines[-1][0] and name not in WITHOUT_BALANCE:
        assert found == wanted
        total = sum(Decimal(amount) for _day, _words, amount in lines)
        assert statement.closing_balance == Decimal("500.00") + total
    assert statement.not_understood == ()
