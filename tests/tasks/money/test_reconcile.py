"""An account agrees with its statement, what the bank has not shown yet apart."""

from datetime import date
from decimal import Decimal

import pytest
from pypdfium2 import PdfDocument
from small_book import ACCOUNT, AT, WHO, all_of, barclays, lloyds, tables

from dpmanager.documents.funder_return import return_pdf
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.money.balances import statement_balance
from dpmanager.tasks.money.import_statement import import_statement
from dpmanager.tasks.money.look_at_money import look_at_money
from dpmanager.tasks.money.reconcile import DoesNotAgree, reconcile_account
from dpmanager.tasks.money.sort_payments import add_payment
from dpmanager.tasks.returns.prepare_return import prepare_return
from dpmanager.tasks.returns.resources import labels

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


def close(book: Book, balance: str, difference: str, reason: str, day: date = END) -> Decimal:
    result = reconcile_account(
        book,
        ACCOUNT,
        day,
        Decimal(balance),
        difference=Decimal(difference),
        reason=reason,
        who=WHO,
        at=AT,
    )
    return result.difference


def test_an_account_is_closed_with_a_difference_and_its_reason(april: Book) -> None:
    before = tables(april)
    assert close(april, "880.00", "-7.50", " An old charge ") == Decimal("-7.50")
    (row,) = all_of(april, models.Reconciliation)
    assert (row.difference, row.reason) == (Decimal("-7.50"), "An old charge")
    (account, _card) = look_at_money(april, END).accounts
    assert (account.difference, account.reason) == (Decimal("-7.50"), "An old charge")
    april.undo(who=WHO, at=AT)
    assert tables(april) == before


@pytest.mark.parametrize(
    ("difference", "reason", "sentence"),
    [
        ("-7.50", " ", "Say in a few words why they differ."),
        ("7.50", "A charge", "The difference is -£7.50, and you wrote £7.50."),
        ("-7.49", "A charge", "The difference is -£7.50, and you wrote -£7.49."),
    ],
)
def test_a_difference_without_its_amount_or_a_reason_is_refused(
    april: Book, difference: str, reason: str, sentence: str
) -> None:
    before = tables(april)
    with pytest.raises(DoesNotAgree) as refused:
        close(april, "880.00", difference, reason)
    assert str(refused.value) == sentence
    assert refused.value.difference == Decimal("-7.50")
    assert tables(april) == before


def test_the_same_difference_stays_explained_and_goes_when_it_is_found(april: Book) -> None:
    close(april, "880.00", "-7.50", "An old charge")
    later = date(2026, 5, 31)
    # The cheque of 60.00 is still on its way.
    reconcile_account(april, ACCOUNT, later, Decimal("880.00"), who=WHO, at=AT)
    assert all_of(april, models.Reconciliation)[-1].reason == "An old charge"
    with pytest.raises(DoesNotAgree, match=r"-£8\.50 is not explained"):
        reconcile_account(april, ACCOUNT, later, Decimal("879.00"), who=WHO, at=AT)

    charge = add_payment(april, ACCOUNT, later, "Charge", Decimal("-7.50"), who=WHO, at=AT)
    reconcile_account(april, ACCOUNT, later, Decimal("880.00"), shown=[charge], who=WHO, at=AT)
    last = all_of(april, models.Reconciliation)[-1]
    assert (last.difference, last.reason) == (Decimal("0.00"), "")
    assert look_at_money(april, later).accounts[0].difference == 0


def test_the_return_tells_of_an_explained_difference(april: Book) -> None:
    close(april, "880.00", "-7.50", "An old charge")
    made = prepare_return(april, Period(date(2026, 4, 6), END), today=date(2026, 7, 6))
    gaps = [gap.what for gap in made.gaps if gap.kind == "explained"]
    assert gaps == [
        "Direct payment account differs from its statement on 30 April 2026 by -£7.50. The reason "
        "given is: An old charge"
    ]
    assert not any("is not explained" in gap.what for gap in made.gaps)

    told = (
        "Direct payment account differed from its statement by -£7.50 on 30 April 2026: An old "
        "charge"
    )
    assert told in made.besides.explanations
    assert not [gap for gap in made.missing if "differs from its statement" in gap.what]
    may = prepare_return(april, Period(date(2026, 5, 1), date(2026, 6, 30)), today=date(2026, 7, 6))
    assert told in may.besides.explanations  # nothing has put it right since


def test_the_paper_of_a_return_tells_an_explained_difference_once(april: Book) -> None:
    close(april, "880.00", "-7.50", "An old charge")
    made = prepare_return(april, Period(date(2026, 4, 6), END), today=date(2026, 7, 6))
    with PdfDocument(return_pdf(made, labels())) as pages:
        text = " ".join(page.get_textpage().get_text_range() for page in pages)
    assert " ".join(text.split()).count("An old charge") == 1
