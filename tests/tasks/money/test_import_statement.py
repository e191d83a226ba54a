"""Statement files come in whole, once, or not at all."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from small_book import (
    ACCOUNT,
    AT,
    CARD,
    PASSPHRASE,
    WHO,
    Line,
    all_of,
    barclays,
    count,
    files_of,
    lloyds,
    tables,
)

from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book, open_book
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.money.balances import balance_before, statement_balance
from dpmanager.tasks.money.import_statement import Imported, import_statement
from dpmanager.tasks.money.sort_payments import add_payment

APRIL: list[Line] = [
    (date(2026, 4, 7), "NORTHSHIRE CC", "1400.00"),
    (date(2026, 4, 9), "VALE TAXIS", "-12.50"),
    (date(2026, 4, 9), "VALE TAXIS", "-12.50"),
    (date(2026, 4, 16), "ADA LOVELL WAGES", "-372.64"),
    (date(2026, 4, 20), "HANDY HARDWARE", "-8.99"),
]


def bring_in(book: Book, data: bytes, account: str = ACCOUNT) -> Imported:
    return import_statement(book, account, data, who=WHO, at=AT)


def lines(book: Book) -> list[tuple[date, str, str]]:
    return sorted(
        (row.day, row.description, str(row.amount)) for row in all_of(book, models.Transaction)
    )


def test_a_file_is_summed_up_as_it_is(book: Book) -> None:
    done = bring_in(book, lloyds(APRIL))

    assert (done.format, done.added, done.already_there, done.not_understood) == (
        "lloyds",
        5,
        0,
        (),
    )
    assert (done.money_in, done.money_out) == (Decimal("1400.00"), Decimal("406.63"))
    assert done.closing_balance == Decimal("1993.37")
    assert lines(book) == sorted(APRIL)


def test_two_equal_payments_on_a_day_both_stay_and_the_file_adds_nothing_twice(
    book: Book,
) -> None:
    bring_in(book, lloyds(APRIL))
    before = tables(book)
    tasks = count(book, models.TaskDone)

    again = bring_in(book, lloyds(APRIL))

    assert (again.added, again.already_there) == (0, 5)
    assert (again.money_in, again.money_out) == (Decimal("1400.00"), Decimal("406.63"))
    assert tables(book) == before
    assert count(book, models.TaskDone) == tasks  # nothing was done, so nothing can be undone


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_files_that_overlap_add_each_line_once(book: Book, order: tuple[int, ...]) -> None:
    files = [
        lloyds(APRIL[:3]),
        lloyds(APRIL[1:4], before="2400.00"),
        lloyds(APRIL[3:], before="2375.00"),
    ]

    added = sum(bring_in(book, files[number]).added for number in order)

    assert added == 5
    assert lines(book) == sorted(APRIL)


def test_the_balance_follows_from_the_opening_and_agrees_with_the_bank(book: Book) -> None:
    bring_in(book, lloyds(APRIL))

    with book.reading() as session:
        account = session.query(models.Account).filter_by(name=ACCOUNT).one()
        day = date(2026, 4, 10)
        bank = statement_balance(session, account, day)
        assert bank is not None
        assert balance_before(session, account, day) == bank.amount == Decimal("2375.00")
        assert bank.day == date(2026, 4, 9)
        assert statement_balance(session, account, date(2026, 4, 6)) is None


def test_lines_from_before_the_opening_day_lead_up_to_it(book: Book) -> None:
    march = [(date(2026, 3, 30), "OLD PAYMENT", "-40.00")]
    bring_in(book, lloyds(march, before="1040.00"))

    with book.reading() as session:
        account = session.query(models.Account).filter_by(name=ACCOUNT).one()
        assert balance_before(session, account, date(2026, 3, 1)) == Decimal("1040.00")
        assert balance_before(session, account, date(2026, 4, 6)) == Decimal("1000.00")
        assert balance_before(session, account, date(2026, 4, 7)) == Decimal("1000.00")


def test_a_cheque_typed_in_by_hand_is_presented_and_not_added_again(book: Book) -> None:
    cheque = add_payment(
        book, ACCOUNT, date(2026, 4, 10), "Cheque 101 Meadow Chairs", Decimal("-60.00"),
        who=WHO, at=AT,
    )  # fmt: skip
    with_cheque = [*APRIL, (date(2026, 4, 24), "000101", "-60.00")]

    done = bring_in(book, lloyds(with_cheque))

    assert (done.added, done.already_there) == (5, 1)
    (row,) = all_of(book, models.Transaction, models.Transaction.id == cheque)
    assert (row.day, row.presented_on) == (date(2026, 4, 10), date(2026, 4, 24))
    assert row.description == "Cheque 101 Meadow Chairs"
    assert row.bank_balance == Decimal("1933.37")
    again = bring_in(book, lloyds(with_cheque))
    assert (again.added, again.already_there) == (0, 6)
    book.undo(who=WHO, at=AT)
    (row,) = all_of(book, models.Transaction)
    assert (row.presented_on, row.fingerprint) == (None, None)


def test_of_equal_cheques_the_one_is_presented_whose_number_the_bank_shows(book: Book) -> None:
    first, second = (
        add_payment(
            book, ACCOUNT, date(2026, 4, 10), f"Cheque {number}", Decimal("-60.00"),
            who=WHO, at=AT,
        )
        for number in ("000101", "000102")
    )  # fmt: skip

    bring_in(book, lloyds([(date(2026, 4, 24), "000102", "-60.00")]))

    rows = {row.id: row.presented_on for row in all_of(book, models.Transaction)}
    assert rows == {first: None, second: date(2026, 4, 24)}


@pytest.mark.parametrize(
    ("typed_on", "is_it"),
    [
        (date(2026, 2, 22), False),  # 61 days before
        (date(2026, 2, 23), True),
        (date(2026, 4, 27), True),  # typed three days late
        (date(2026, 4, 28), False),
    ],
)
def test_a_payment_without_a_number_is_presented_within_two_months(
    book: Book, typed_on: date, is_it: bool
) -> None:
    add_payment(book, ACCOUNT, typed_on, "Window cleaner", Decimal("-60.00"), who=WHO, at=AT)

    done = bring_in(book, lloyds([(date(2026, 4, 24), "000007", "-60.00")]))

    assert done.already_there == int(is_it)
    assert count(book, models.Transaction) == (1 if is_it else 2)


def test_one_typed_line_is_presented_once_and_only_in_its_account(book: Book) -> None:
    add_payment(book, CARD, date(2026, 4, 20), "Taxi", Decimal("-12.50"), who=WHO, at=AT)
    add_payment(book, ACCOUNT, date(2026, 4, 8), "Taxi", Decimal("-12.50"), who=WHO, at=AT)

    done = bring_in(book, lloyds(APRIL))

    assert (done.added, done.already_there) == (4, 1)
    unpresented = all_of(book, models.Transaction, models.Transaction.presented_on.is_(None))
    assert [row.day for row in unpresented] == [date(2026, 4, 20)]


def test_an_undone_import_can_be_done_again(book: Book) -> None:
    before = tables(book)
    bring_in(book, lloyds(APRIL))

    assert book.undo(who=WHO, at=AT) == f"Import a statement of {ACCOUNT}"

    assert tables(book) == before
    assert bring_in(book, lloyds(APRIL)).added == 5
    assert check_book(book) == []


def test_the_same_lines_in_two_accounts_are_two_payments(book: Book) -> None:
    bring_in(book, barclays(APRIL))
    other = bring_in(book, barclays(APRIL, account="20-99-99 12340000"), CARD)

    assert other.added == 5
    assert other.closing_balance is None


def test_a_line_that_is_not_understood_is_counted_and_the_rest_comes_in(book: Book) -> None:
    data = barclays(APRIL).replace(b"-8.99", b"about 9")

    done = bring_in(book, data)

    assert done.added == 4
    (line,) = done.not_understood
    assert line.line_number == 2
    assert "about 9" in line.why


REFUSED = {
    "empty": (b"", "This file is empty"),
    "spaces": (b" \n\n", "This file is empty"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(50), "a picture"),
    "binary": (bytes(range(256)) * 4, "something else"),
    "pdf": (b"%PDF-1.7\n", "a PDF"),
    "workbook": (b"PK\x03\x04xl/", "an Excel workbook"),
    "heading": (lloyds([]), "no payments"),
    "words": (b"Dear Sam,\nyour statement is ready.\n", "CSV"),
    "columns": (b"Date,Money\n01/04/2026,3.00\n", ""),
    "other account": (lloyds(APRIL, account="99990000"), "ends in 0000"),
    "balance": (lloyds(APRIL).replace(b"-", b"").replace(b"12.50", b"12.51", 1), "balance"),
    "no date": (lloyds([(date(2026, 4, 7), "X", "1.00")]).replace(b"07/04", b"31/02"), "31/02"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_refused_leaves_the_book_byte_for_byte(
    small_book: Path, book_folder: Path, book: Book, name: str
) -> None:
    book.close()
    before = files_of(book_folder)
    data, said = REFUSED[name]

    with (
        open_book(book_folder, passphrase=PASSPHRASE) as opened,
        pytest.raises(DPManagerError) as refused,
    ):
        bring_in(opened, data)

    assert said in str(refused.value)
    assert files_of(book_folder) == before


def test_an_account_that_is_not_there_is_refused_with_those_there_are(book: Book) -> None:
    with pytest.raises(DPManagerError) as refused:
        bring_in(book, lloyds(APRIL), "Savings")

    assert "“Savings”" in str(refused.value)
    assert f"There is: {ACCOUNT}, {CARD}." in str(refused.value)
    assert count(book, models.Transaction) == 0


def test_a_fault_in_the_middle_saves_nothing(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    from dpmanager.tasks.money import import_statement as room

    before, done_before = tables(book), count(book, models.TaskDone)
    insert_many = room.insert_many

    def insert_and_fail(*arguments: object) -> None:
        insert_many(*arguments)  # type: ignore[arg-type]
        raise DPManagerError("the power went")

    monkeypatch.setattr(room, "insert_many", insert_and_fail)
    with pytest.raises(DPManagerError, match="the power went"):
        bring_in(book, lloyds(APRIL))

    assert tables(book) == before
    assert count(book, models.TaskDone) == done_before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_of_a_file_does_not_matter(book: Book, encoding: str) -> None:
    cafe = [(date(2026, 4, 7), "CAFÉ £5 MENU", "-5.00")]
    data = lloyds(cafe).decode().encode(encoding)

    bring_in(book, data)

    assert lines(book) == [(date(2026, 4, 7), "CAFÉ £5 MENU", "-5.00")]


def test_thousands_of_lines_come_in_one_task(book: Book) -> None:
    many = [
        (date(2026, 4, 7) + timedelta(days=n // 100), f"PAYMENT {n % 300}", "-0.01")
        for n in range(3_000)
    ]

    done = bring_in(book, lloyds(many))

    assert (done.added, done.money_out) == (3_000, Decimal("30.00"))
    assert bring_in(book, lloyds(many)).added == 0
    book.undo(who=WHO, at=AT)
    assert count(book, models.Transaction) == 0
