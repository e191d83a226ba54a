"""A preview names what looks odd: years, gaps, balances that do not follow, other accounts."""

from datetime import date
from decimal import Decimal

import pytest
from small_book import ACCOUNT, AT, CARD, WHO, Line, barclays, lloyds
from statement_writers import WRITERS

from dpmanager.errors import DPManagerError
from dpmanager.records.book import Book
from dpmanager.tasks.money.import_statement import (
    Preview,
    import_statement,
    preview_statement,
)
from dpmanager.tasks.money.sort_payments import add_payment

APRIL: list[Line] = [
    (date(2026, 4, 7), "NORTHSHIRE CC", "1400.00"),
    (date(2026, 4, 9), "VALE TAXIS", "-12.50"),
]
MAY: list[Line] = [
    (date(2026, 5, 5), "NORTHSHIRE CC", "1400.00"),
    (date(2026, 5, 7), "VALE TAXIS", "-10.00"),
]
TODAY = date(2026, 7, 6)


def see(book: Book, data: bytes, account: str = ACCOUNT, today: date | None = TODAY) -> Preview:
    return preview_statement(book, data, account=account, today=today)


def bring_in(book: Book, data: bytes) -> None:
    import_statement(book, ACCOUNT, data, who=WHO, at=AT)


def test_a_statement_that_follows_says_nothing(book: Book) -> None:
    # The book opens with 1000.00; after April it has 2387.50.
    assert see(book, lloyds(APRIL)).to_check == ()
    bring_in(book, lloyds(APRIL))
    assert see(book, lloyds(MAY, before="2387.50")).to_check == ()
    assert see(book, lloyds(APRIL)).to_check == ()


def test_a_gap_before_the_statement_is_named_with_the_difference(book: Book) -> None:
    bring_in(book, lloyds(APRIL))
    gap, balance = see(book, lloyds(MAY, before="2300.00")).to_check
    assert gap == (
        "The last statement in the book ends on 9 April 2026, and this one begins on 5 May 2026. "
        "A statement for the days between may be missing."
    )
    assert "After the payments of 5 May 2026 the bank had £3,700.00" in balance
    assert "your records have £3,787.50. £87.50 is not explained" in balance


def test_without_balances_the_days_alone_show_a_gap(book: Book) -> None:
    bring_in(book, barclays(APRIL))
    assert len(see(book, barclays(MAY)).to_check) == 1
    near = [(date(2026, 4, 19), "SHOP", "-1.00")]
    assert see(book, barclays(near)).to_check == ()


def test_the_first_day_on_which_the_records_leave_the_bank_is_named(book: Book) -> None:
    between = [*APRIL, (date(2026, 4, 10), "SHOP", "-3.00"), (date(2026, 4, 11), "BUS", "-4.00")]
    bring_in(book, barclays([(date(2026, 4, 10), "NOT OF THIS ACCOUNT", "-50.00")]))
    (sentence,) = see(book, lloyds(between)).to_check
    assert "After the payments of 10 April 2026 the bank had £2,384.50" in sentence
    assert "£50.00 is not explained" in sentence


def test_a_payment_that_the_bank_has_not_shown_is_no_difference(book: Book) -> None:
    add_payment(book, ACCOUNT, date(2026, 4, 7), "Cheque 7", Decimal("-60.00"), who=WHO, at=AT)
    assert see(book, lloyds(APRIL)).to_check == ()


def test_a_file_that_ends_within_a_day_is_no_difference(book: Book) -> None:
    day = [(date(2026, 4, 7), "NORTHSHIRE CC", "1400.00"), (date(2026, 4, 7), "BUS", "-2.80")]
    bring_in(book, lloyds(day))
    assert see(book, lloyds(day[:1])).to_check == ()


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([(date(2027, 4, 7), "BUS", "-1.00")], "7 April 2027, which is yet to come"),
        ([(date(2025, 4, 7), "BUS", "-1.00")], "7 April 2025, more than a year ago"),
        (
            [*APRIL, (date(2025, 4, 8), "BUS", "-1.00")],
            "The payment of 8 April 2025 on line 2 is far from the others",
        ),
    ],
)
def test_days_of_another_year_are_named(book: Book, lines: list[Line], said: str) -> None:
    assert any(said in sentence for sentence in see(book, barclays(lines)).to_check)


def test_a_file_of_two_accounts_is_read_for_one_and_names_the_other(book: Book) -> None:
    first = WRITERS["natwest"](APRIL, "1000.00")
    second = WRITERS["natwest"](MAY, "0.00").replace(b"12345678", b"87654321")
    both = first + second.partition(b"Account Number\r\n")[2]
    seen = preview_statement(book, both)
    assert (seen.account, [line.day for line in seen.new]) == (ACCOUNT, [d for d, _w, _a in APRIL])
    (sentence,) = seen.to_check
    assert "an account ending in 4321" in sentence
    bring_in(book, both)
    assert see(book, both).already_there == 2
    # The card has no number in the book, so that it is not clear which of the two is meant.
    with pytest.raises(DPManagerError, match="more than one account"):
        see(book, both, CARD)
