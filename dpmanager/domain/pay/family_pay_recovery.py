"""What an employer gets back from HMRC of the statutory pay of parents."""

from dataclasses import dataclass
from decimal import Decimal

from dpmanager.domain.amounts import ZERO, pence_nearest
from dpmanager.domain.pay.figures import figure, percent
from dpmanager.domain.rates import FamilyPayRecovery
from dpmanager.domain.steps import Step
from dpmanager.words import _

RECOVERY = (
    "GOV.UK, get financial help with statutory pay: https://www.gov.uk/recover-statutory-payments"
)


@dataclass(frozen=True, slots=True)
class RecoveredFamilyPay:
    """What an employer gets back from HMRC, in pounds, and why.

    pay: of the statutory pay itself. compensation: on top, for the employer's National Insurance.
    """

    pay: Decimal
    compensation: Decimal
    steps: tuple[Step, ...]


def is_small_employer(class_1: Decimal, rules: FamilyPayRecovery) -> bool:
    """Whether the employer is small, by the National Insurance of `relief_tax_year`, in pounds.

    class_1: of employer and workers together, before the Employment Allowance is taken off.
    """
    return class_1 <= rules.small_employer_limit


def recovered(amount: Decimal, rules: FamilyPayRecovery, *, small: bool) -> RecoveredFamilyPay:
    """What the employer gets back of statutory pay that was paid, of the tax year of its payment.

    A small employer gets all of it, and compensation on top. No rule on rounding was found; each
    amount is rounded to the nearest penny.
    """
    if not small:
        pay = pence_nearest(amount * rules.standard)
        step = Step(
            _("Statutory pay that HMRC gives back"),
            f"{figure(amount)} x {percent(rules.standard)} = {figure(pay)}",
            RECOVERY,
        )
        return RecoveredFamilyPay(pay, ZERO, (step,))
    on_top = rules.small_employer - 1
    compensation = pence_nearest(amount * on_top)
    return RecoveredFamilyPay(
        amount,
        compensation,
        (
            Step(
                _("Statutory pay that HMRC gives back: all of it, as the employer is small"),
                figure(amount),
                RECOVERY,
            ),
            Step(
                _("On top, for the employer's National Insurance"),
                f"{figure(amount)} x {percent(on_top)} = {figure(compensation)}",
                RECOVERY,
            ),
        ),
    )
