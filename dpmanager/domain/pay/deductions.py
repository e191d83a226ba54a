"""What is taken off pay because it was agreed: an advance that is paid back, and other debts."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.pay.figures import figure
from dpmanager.domain.periods import long_date
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.words import _

ACT = (
    "Employment Rights Act 1996, section 13: "
    "https://www.legislation.gov.uk/ukpga/1996/18/section/13"
)
MINIMUM_WAGE = (
    "National Minimum Wage Regulations 2015 (SI 2015/621), regulation 12: "
    "https://www.legislation.gov.uk/uksi/2015/621/regulation/12"
)


class DeductionFor(StrEnum):
    """What a deduction is for. The words used in files.

    COST_OF_WORK: a uniform, a training course, a check and the like. OTHER: anything else that
    the employer keeps.
    """

    ADVANCE = "advance"
    OVERPAYMENT = "overpayment"
    COST_OF_WORK = "cost_of_work"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class AgreedDeduction:
    """A debt that the worker agreed to pay back from pay.

    agreed_on: the day of the worker's agreement in writing; None where there is none. reason: what
    the payslip says. per_period: pounds from each pay, None for all that is still owed.
    """

    what_for: DeductionFor
    reason: str
    agreed_on: date | None
    per_period: Decimal | None = None

    @property
    def lowers_minimum_wage_pay(self) -> bool:
        """Whether the pay that counts for the minimum wage is less by it (regulation 12)."""
        return self.what_for not in {DeductionFor.ADVANCE, DeductionFor.OVERPAYMENT}


@dataclass(frozen=True, slots=True)
class Recovered:
    """Pounds taken from one pay, pounds still owed after it, and why."""

    amount: Decimal
    left: Decimal
    steps: tuple[Step, ...]


def recover_agreed(
    deduction: AgreedDeduction, owed_before: Decimal, available_net: Decimal, pay_day: date
) -> Recovered:
    """One pay day of an agreed deduction, with a step about the minimum wage where it counts.

    owed_before: pounds still owed. available_net: pounds of net pay after all else.
    Source: Employment Rights Act 1996, section 13. Raises DPManagerError where nothing was agreed
    in writing by the pay day.
    """
    refuse_without_agreement(deduction, pay_day)
    recovered = recover(owed_before, deduction.per_period, available_net)
    if not deduction.lowers_minimum_wage_pay or not recovered.amount:
        return recovered
    step = Step(
        _("The pay that counts for the minimum wage is less by this"),
        figure(recovered.amount),
        MINIMUM_WAGE,
    )
    return Recovered(recovered.amount, recovered.left, (*recovered.steps, step))


def refuse_without_agreement(deduction: AgreedDeduction, pay_day: date) -> None:
    """Raises DPManagerError where nothing was agreed in writing by the pay day."""
    if deduction.agreed_on is None:
        raise DPManagerError(
            _(
                "Nothing was taken off for “{reason}”. The worker must first agree to it in "
                "writing. Add the day of that letter."
            ).format(reason=deduction.reason)
        )
    if deduction.agreed_on > pay_day:
        raise DPManagerError(
            _(
                "Nothing was taken off for “{reason}”. It was agreed on {agreed}, after the pay "
                "day {pay_day}. Take it from a later pay."
            ).format(
                reason=deduction.reason,
                agreed=long_date(deduction.agreed_on),
                pay_day=long_date(pay_day),
            )
        )


def recover(
    owed_before: Decimal, wanted_per_period: Decimal | None, available_net: Decimal
) -> Recovered:
    """What is taken from one pay towards a debt: never more than is owed, or than net pay.

    All in pounds. wanted_per_period: None for all that is owed. The rest stays owed.
    """
    wanted = owed_before if wanted_per_period is None else min(wanted_per_period, owed_before)
    amount = max(ZERO, min(wanted, available_net))
    left = owed_before - amount
    steps = [
        Step(
            _("Taken off: as agreed, and never more than is owed or than net pay"),
            _("agreed {agreed}, owed {owed}, net pay {net}: {amount}").format(
                agreed=figure(wanted),
                owed=figure(owed_before),
                net=figure(available_net),
                amount=figure(amount),
            ),
            ACT,
        ),
        Step(_("Still owed"), f"{figure(owed_before)} - {figure(amount)} = {figure(left)}"),
    ]
    return Recovered(amount, left, tuple(steps))
