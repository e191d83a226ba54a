"""Whether the records of an account agree with the bank's statement."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from dpmanager.domain.amounts import pounds, total
from dpmanager.domain.steps import Step
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The book's balance beside the bank's, in pounds.

    ledger_balance: opening balance and all lines. unpresented_total: the sum of the lines that
    the bank has not shown yet, money out negative. difference: what the bank has more (or, below
    zero, less) than ledger_balance less unpresented_total; 0.00 when the two agree.
    """

    ledger_balance: Decimal
    unpresented_total: Decimal
    statement_balance: Decimal
    difference: Decimal
    steps: tuple[Step, ...]


def reconcile(
    ledger_balance: Decimal, unpresented: Iterable[Decimal], statement_balance: Decimal
) -> Reconciliation:
    """Sets the book's balance beside the statement's. All amounts in pounds, money out negative.

    unpresented: the amounts that are in the book but not on the statement yet.
    """
    unpresented_total = total(unpresented)
    expected = ledger_balance - unpresented_total
    difference = statement_balance - expected
    steps = (
        Step(
            _("What the statement should show: your balance without what the bank has not shown"),
            f"{pounds(ledger_balance)} - {_signed(unpresented_total)} = {pounds(expected)}",
        ),
        Step(
            _("What the statement shows, less what it should show"),
            f"{pounds(statement_balance)} - {_signed(expected)} = {pounds(difference)}",
        ),
    )
    return Reconciliation(ledger_balance, unpresented_total, statement_balance, difference, steps)


def _signed(amount: Decimal) -> str:
    return f"({pounds(amount)})" if amount < 0 else pounds(amount)
