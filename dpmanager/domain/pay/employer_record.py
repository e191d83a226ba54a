"""The employer's payment record of a tax year: due and paid for each tax month or quarter (P32)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.pay.hmrc import HmrcDue
from dpmanager.domain.periods import Period


@dataclass(frozen=True, slots=True)
class PaidToHmrc:
    """A payment that HMRC was made, in pounds."""

    day: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class EmployerPeriod:
    """A tax month or quarter of the record, in pounds.

    brought_forward: refunded earlier beyond what was due then. due_to_date, paid_to_date: since
    6 April, this period included.
    """

    due: HmrcDue
    brought_forward: Decimal
    payments: tuple[PaidToHmrc, ...]
    due_to_date: Decimal
    paid_to_date: Decimal

    @property
    def tax_and_loans(self) -> Decimal:
        """Income tax, student and postgraduate loans."""
        return self.due.parts.income_tax + self.due.parts.loans

    @property
    def national_insurance(self) -> Decimal:
        """Of both sides, before the allowance."""
        return self.due.parts.employee_ni + self.due.parts.employer_ni

    @property
    def taken_off(self) -> Decimal:
        """The allowance used, what HMRC gives back, and what was refunded before."""
        return self.due.allowance_used + self.due.parts.recovered + self.brought_forward

    @property
    def paid(self) -> Decimal:
        """What was paid for the period."""
        return total(one.amount for one in self.payments)

    @property
    def difference(self) -> Decimal:
        """What is still to pay; below nothing where too much was paid."""
        return self.due.amount - self.paid


def employer_record(
    dues: Iterable[HmrcDue], payments: Mapping[Period, Sequence[PaidToHmrc]]
) -> tuple[EmployerPeriod, ...]:
    """The record of a tax year, in order. dues: as `due_to_hmrc` gives them.

    The lines are those of HMRC's form P32: tax and loans, National Insurance less the allowance,
    less what is given back.
    """
    rows = []
    due_to_date = paid_to_date = carried = ZERO
    for due in dues:
        paid = tuple(payments.get(due.period, ()))
        due_to_date += due.amount
        paid_to_date += total(one.amount for one in paid)
        rows.append(EmployerPeriod(due, carried, paid, due_to_date, paid_to_date))
        carried = due.left_over
    return tuple(rows)
