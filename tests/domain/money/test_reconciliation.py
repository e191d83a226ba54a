"""The book's balance beside the bank's."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.money.reconciliation import reconcile

pence = st.integers(-500_000, 500_000).map(lambda number: Decimal(number) / 100)


def test_a_cheque_that_the_bank_has_not_shown_explains_the_difference() -> None:
    result = reconcile(Decimal("950.00"), [Decimal("-50.00")], Decimal("1000.00"))
    assert result.unpresented_total == Decimal("-50.00")
    assert result.difference == 0
    assert result.steps[0].sum == "£950.00 - (-£50.00) = £1,000.00"


def test_money_in_that_the_bank_has_not_shown() -> None:
    assert reconcile(Decimal("120.00"), [Decimal("20.00")], Decimal("100.00")).difference == 0


def test_a_payment_that_is_missing_from_the_book_is_the_difference() -> None:
    result = reconcile(Decimal("950.00"), [], Decimal("937.50"))
    assert result.difference == Decimal("-12.50")
    assert result.steps[1].sum == "£937.50 - £950.00 = -£12.50"


@given(pence, st.lists(pence), st.lists(pence), pence)
def test_the_difference_is_what_only_the_bank_knows(opening, shown, waiting, only_the_bank) -> None:
    ledger = opening + sum(shown) + sum(waiting)
    statement = opening + sum(shown) + only_the_bank
    assert reconcile(ledger, waiting, statement).difference == only_the_bank
