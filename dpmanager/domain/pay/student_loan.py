"""Student and postgraduate loans: a share of the pay above a threshold, in whole pounds."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from dpmanager.domain.amounts import PENNY, ZERO, pounds_down
from dpmanager.domain.pay.figures import figure, percent
from dpmanager.domain.pay.tax_period import periods_in_year, periods_spanned
from dpmanager.domain.periods import Frequency
from dpmanager.domain.rates import StudentLoanRates
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.words import _

WHOLE_POUNDS = (
    "HMRC, CSLM18025: "
    "https://www.gov.uk/hmrc-internal-manuals/collection-of-student-loans-manual/cslm18025"
)
WEEKS_BY_HAND = (
    "HMRC, CSLM17065: "
    "https://www.gov.uk/hmrc-internal-manuals/collection-of-student-loans-manual/cslm17065"
)


@dataclass(frozen=True, slots=True)
class LoanRepayment:
    """What is taken for one loan from one payment, in pounds, and why."""

    amount: Decimal
    steps: tuple[Step, ...]


def threshold(yearly: Decimal, frequency: Frequency) -> Decimal:
    """The pay of one period above which a loan is repaid, in pounds, cut to the penny.

    Weekly and monthly thresholds are published so. For two and four weeks it is the same share of
    the year, as payroll programs do it: not verified. HMRC's guide to sums by hand (CSLM17065)
    averages the weeks instead, which can differ by a pound.
    """
    share = yearly * periods_spanned(frequency) / periods_in_year(frequency)
    return share.quantize(PENNY, ROUND_DOWN)


def student_loan(
    pay: Decimal, plan: str, frequency: Frequency, rates: StudentLoanRates
) -> LoanRepayment:
    """The repayment of a student loan from `pay`, the pounds that count for National Insurance.

    plan: 1, 2, 4 or 5. Each pay period stands alone.
    Raises DPManagerError for a plan that is not repaid in the tax year.
    """
    refuse_plan_not_in_use(plan, rates)
    steps = _several_weeks_steps(frequency, rates)
    label = _("Student loan, plan {plan}, in whole pounds").format(plan=plan)
    return _repayment(pay, label, threshold(rates.plans[plan], frequency), rates.rate, steps)


def postgraduate_loan(pay: Decimal, frequency: Frequency, rates: StudentLoanRates) -> LoanRepayment:
    """The repayment of a postgraduate loan from `pay`, beside that of a student loan.

    It is worked out and cut to whole pounds by itself.
    """
    return _repayment(
        pay,
        _("Postgraduate loan, in whole pounds"),
        threshold(rates.postgraduate_threshold, frequency),
        rates.postgraduate_rate,
        _several_weeks_steps(frequency, rates),
    )


def refuse_plan_not_in_use(plan: str, rates: StudentLoanRates) -> None:
    """Raises DPManagerError for a plan that is not repaid in the tax year, such as 5 in 2025-26."""
    if plan not in rates.plans:
        raise DPManagerError(
            _("Student loan plan {plan} is not repaid in this tax year. In use: {known}.").format(
                plan=plan[:20], known=", ".join(sorted(rates.plans))
            )
        )


def _several_weeks_steps(frequency: Frequency, rates: StudentLoanRates) -> tuple[Step, ...]:
    if periods_spanned(frequency) == 1 or rates.several_weeks.verified:
        return ()
    step = Step(
        _("Threshold for several weeks: as payroll programs take it, not seen in HMRC's own words"),
        _("by HMRC's way by hand, the loan can differ by a pound or so"),
        WEEKS_BY_HAND,
    )
    return (step,)


def _repayment(
    pay: Decimal, label: str, start: Decimal, rate: Decimal, first_steps: tuple[Step, ...]
) -> LoanRepayment:
    if pay <= start:
        sum_ = _("pay is not above {start}: 0.00").format(start=figure(start))
        return LoanRepayment(ZERO, (*first_steps, Step(label, sum_, WHOLE_POUNDS)))
    exact = (pay - start) * rate
    amount = pounds_down(exact).quantize(PENNY)
    sum_ = (
        f"({figure(pay)} - {figure(start)}) x {percent(rate)} = {figure(exact)}; {figure(amount)}"
    )
    return LoanRepayment(amount, (*first_steps, Step(label, sum_, WHOLE_POUNDS)))
