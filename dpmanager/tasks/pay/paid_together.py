"""Two payments in one tax week or month: National Insurance and the like count them as one.

So a correction that is paid at once takes no second allowance for its week.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from dpmanager.domain.amounts import pounds, total
from dpmanager.domain.pay.figures import figure, less
from dpmanager.domain.pay.payslip import PaySums
from dpmanager.domain.pay.tax_period import tax_period
from dpmanager.domain.periods import Frequency, long_date
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.words import _

ADDED_TOGETHER = (
    "Social Security (Contributions) Regulations 2001 (SI 2001/1004), regulation 3: "
    "https://www.legislation.gov.uk/uksi/2001/1004/regulation/3"
)
TAKEN = ("income_tax", "employee_ni", "student_loan", "postgraduate_loan", "employee_pension")
BY_EMPLOYER = ("employer_ni", "employer_pension")


def paid_together(
    before: Sequence[models.Payslip], on: date, frequency: Frequency
) -> list[models.Payslip]:
    """The earlier payslips whose pay day lies in the same tax week (block) or month as `on`.

    before: the worker's payslips of the tax year.
    """
    period = tax_period(on, frequency)
    return [
        slip for slip in before if slip.frequency == frequency.value and slip.tax_period == period
    ]


def less_paid_together(
    sums: PaySums, gross: Decimal, together: Sequence[models.Payslip]
) -> PaySums:
    """What is taken from `gross`, where `sums` is for it and the payslips before it as one.

    Raises DPManagerError when more would be taken than is paid.
    """
    if not together:
        return sums
    amounts = {}
    steps = [step for step in sums.steps if step.about != "net_pay"]
    for name in (*TAKEN, *BY_EMPLOYER):
        whole = getattr(sums, name)
        taken = total(getattr(slip, name) for slip in together)
        amounts[name] = whole - taken
        if whole or taken:
            steps.append(_less_step(name, whole, taken, together[-1].pay_date))
    net_pay = gross - total(amounts[name] for name in TAKEN)
    if net_pay < 0:
        raise DPManagerError(
            _("More would be taken from this pay than the {gross} that is paid.").format(
                gross=pounds(gross)
            )
        )
    working = " ".join(less(amounts[name]) for name in TAKEN if amounts[name])
    steps.append(
        Step(
            _("Net pay: what is paid now less what is taken off it"),
            f"{figure(gross)} {working} = {figure(net_pay)}" if working else figure(net_pay),
            about="net_pay",
        )
    )
    taxable = sums.taxable_pay - total(slip.taxable_pay for slip in together)
    return replace(sums, taxable_pay=taxable, net_pay=net_pay, steps=tuple(steps), **amounts)


def _less_step(name: str, whole: Decimal, taken: Decimal, day: date) -> Step:
    return Step(
        _(
            "Pay of {day} falls in the same tax week or month, so both were counted as one: less "
            "what was taken then"
        ).format(day=long_date(day)),
        f"{figure(whole)} - {figure(taken)} = {figure(whole - taken)}",
        ADDED_TOGETHER,
        about=name,
    )
