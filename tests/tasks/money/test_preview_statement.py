"""A preview says what a file would bring, and saves nothing."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from small_book import ACCOUNT, AT, CARD, WHO, Line, barclays, lloyds, tables

from dpmanager.errors import DPManagerError
from dpmanager.records.book import Book
from dpmanager.tasks.money.import_statement import (
    import_statement,
    preview_statement,
    read_statement_file,
)
from dpmanager.tasks.money.sort_payments import add_payment

LINES: list[Line] = [
    (date(2026, 4, 7), "NORTHSHIRE CC", "1400.00"),
    (date(2026, 4, 9), "VALE TAXIS", "-12.50"),
    (date(2026, 4, 20), "CHEQUE 000147", "-8.99"),
]
FILE = lloyds(LINES, account="12345678")


def test_it_says_what_the_import_then_does_and_saves_nothing(book: Book) -> None:
    import_statement(book, ACCOUNT, lloyds(LINES[:1]), who=WHO, at=AT)
    add_payment(book, ACCOUNT, date(2026, 4, 18), "Cheque 147", Decimal("-8.99"), who=WHO, at=AT)
    before = tables(book)

    seen = preview_statement(book, FILE)

    assert tables(book) == before
    assert (seen.account, seen.bank) == (ACCOUNT, "Lloyds / Halifax / Bank of Scotland")
    assert [line.description for line in seen.new] == ["VALE TAXIS"]
    assert (seen.typed, seen.already_there, seen.not_understood) == (1, 1, ())
    assert (seen.money_in, seen.money_out) == (Decimal("1400.00"), Decimal("21.49"))
    assert (seen.first_day, seen.last_day) == (date(2026, 4, 7), date(2026, 4, 20))
    assert seen.closing_balance == Decimal("2378.51")
    assert import_statement(book, ACCOUNT, FILE, who=WHO, at=AT).added == len(seen.new)


def test_a_hand_typed_line_that_was_ticked_off_is_found_again_too(book: Book) -> None:
    from dpmanager.tasks.money.reconcile import reconcile_account

    cheque = add_payment(
        book, ACCOUNT, date(2026, 4, 18), "Cheque 147", Decimal("-8.99"), who=WHO, at=AT
    )
    reconcile_account(
        book, ACCOUNT, date(2026, 4, 30), Decimal("991.01"), shown=[cheque], who=WHO, at=AT
    )
    assert preview_statement(book, FILE).typed == 1


def test_the_account_is_known_by_its_last_four_digits_or_asked_for(book: Book) -> None:
    with_other_number = barclays(LINES, account="20-99-99 87654321")
    assert preview_statement(book, FILE).account == ACCOUNT
    # The card has no number in the book, so that it may be the card's.
    assert preview_statement(book, with_other_number).account == CARD
    chosen = preview_statement(book, barclays(LINES, account=""), account=ACCOUNT)
    assert (chosen.account, len(chosen.new)) == (ACCOUNT, 3)
    unknown = preview_statement(book, barclays(LINES, account=""))
    assert (unknown.account, unknown.new, unknown.already_there) == ("", (), 0)
    with pytest.raises(DPManagerError, match="ends in 4321"):
        preview_statement(book, with_other_number, account=ACCOUNT)


def test_the_reading_can_be_followed_and_ended(book: Book) -> None:
    told: list[tuple[int, int]] = []
    preview_statement(book, FILE, reached=lambda done, of: told.append((done, of)))
    assert told == [(0, 3)]

    def end(_done: int, _of: int) -> None:
        raise DPManagerError("Stopped.")

    with pytest.raises(DPManagerError, match=r"^Stopped\.$"):
        preview_statement(book, FILE, reached=end)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DPManagerError, match=r"gone\.csv"):
        read_statement_file(tmp_path / "gone.csv")
    (tmp_path / "here.csv").write_bytes(FILE)
    assert read_statement_file(tmp_path / "here.csv") == FILE
