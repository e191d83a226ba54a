"""An account agrees with its statement, what the bank has not shown yet apart."""

from datetime import date
from decimal import Decimal

import pytest
from small_book import ACCOUNT, AT, WHO, all_of, barclays, lloyds, tables

from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.money.balances import statement_balance
from dpmanager.tasks.money.import_statement import import_statement
from dpmanager.tasks.money.reconcile import reconcile_account
from dpmanager.tasks.money.sort_payments import add_payment

END = date(2026, 4, 30)


@pytest.fixture
def april(book: Book) -> Book:
    """1,000.00 at the start, 112.50 paid out, and a cheque of 60.00 that waits."""
    data = lloyds(
        [(date(2026, 4, 9), "VALE TAXIS", "-12.50"), (date(2026, 4, 20), "AGENCY", "-100.00")]
    )
    import_statement(book, ACCOUNT, data, who=WHO, at=AT)
    add_payment(book, ACCOUNT, date(2026, 4, 28), "Cheque 7", Decimal("-60.00"), who=WHO, at=AT)
    return book


def bank_says(book: Book, day: date) -> tuple[Decimal, date] | None:
    with book.reading() as session:
        account = session.query(models.Account).filter_by(name=ACCOUNT).one()
        said = statement_balance(session, account, day)
        return (said.amount, said.day) if said else None


def test_they_agree_with_a_cheque_still_on_its_way(april: Book) -> None:
    result = reconcile_account(april, ACCOUNT, END, Decimal("887.50"), who=WHO, at=AT)

    assert (result.ledger_balance, result.unpresented_total, result.difference) == (
        Decimal("827.50"),
        Decimal("-60.00"),
        Decimal("0.00"),
    )
    (row,) = all_of(april, models.Reconciliation)
    assert (row.day, row.statement_balance) == (END, Decimal("887.50"))
    assert bank_says(april, END) == (Decimal("887.50"), END)


@pytest.mark.parametrize(
    ("balance", "difference"), [("827.50", "-£60.00"), ("887.51", "£0.01"), ("0.00", "-£887.50")]
)
def test_the_difference_is_named_and_nothing_is_saved(
    april: Book, balance: str, difference: str
) -> None:
    before = tables(april)

    with pytest.raises(DPManagerError) as refused:
        reconcile_account(april, ACCOUNT, END, Decimal(balance), who=WHO, at=AT)

    assert f"your records say £887.50: {difference} is not explained" in str(refused.value)
    assert tables(april) == before


def test_a_cheque_presented_after_the_day_counts_as_on_its_way(april: Book) -> None:
    may = lloyds([(date(2026, 5, 5), "000007", "-60.00")], before="887.50")
    import_statement(april, ACCOUNT, may, who=WHO, at=AT)

    reconcile_account(april, ACCOUNT, END, Decimal("887.50"), who=WHO, at=AT)
    reconcile_account(april, ACCOUNT, date(2026, 5, 5), Decimal("827.50"), who=WHO, at=AT)

    assert bank_says(april, date(2026, 5, 4)) == (Decimal("887.50"), END)
    assert bank_says(april, date(2026, 5, 5)) == (Decimal("827.50"), date(2026, 5, 5))


def test_the_last_word_of_the_bank_up_to_a_day_counts(april: Book) -> None:
    assert bank_says(april, date(2026, 4, 8)) is None
    assert bank_says(april, date(2026, 4, 19)) == (Decimal("987.50"), date(2026, 4, 9))
    assert bank_says(april, END) == (Decimal("887.50"), date(2026, 4, 20))


def test_where_the_file_has_no_balance_the_agreed_one_counts_from_its_day(book: Book) -> None:
    day = date(2026, 4, 9)
    import_statement(book, ACCOUNT, barclays([(day, "VALE TAXIS", "-12.50")]), who=WHO, at=AT)
    assert bank_says(book, day) is None

    reconcile_account(book, ACCOUNT, day, Decimal("987.50"), who=WHO, at=AT)

    assert bank_says(book, day) == (Decimal("987.50"), day)


def test_it_can_be_taken_back(april: Book) -> None:
    before = tables(april)
    reconcile_account(april, ACCOUNT, END, Decimal("887.50"), who=WHO, at=AT)

    assert april.undo(who=WHO, at=AT) == f"Agree {ACCOUNT} with its statement"
    assert tables(april) == before


def test_there_must_be_such_an_account(april: Book) -> None:
    with pytest.raises(DPManagerError, match="no account named “Purse”"):
        reconcile_account(april, "Purse", END, Decimal("1.00"), who=WHO, at=AT)
