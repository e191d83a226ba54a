"""National Insurance, Class 1, by the exact percentage method."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dpmanager.domain.amounts import ZERO, ni_rounding
from dpmanager.domain.pay.figures import figure, percent
from dpmanager.domain.periods import Frequency, long_date
from dpmanager.domain.rates import NationalInsuranceRates, PerPayPeriod
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.words import _

SOURCE = (
    "Social Security (Contributions) Regulations 2001 (SI 2001/1004), regulation 12: "
    "https://www.legislation.gov.uk/uksi/2001/1004/regulation/12"
)


@dataclass(frozen=True, slots=True)
class NationalInsurance:
    """What the employee and the employer pay on one payment, in pounds, and why."""

    employee: Decimal
    employer: Decimal
    steps: tuple[Step, ...]


def national_insurance(
    pay: Decimal,
    letter: str,
    frequency: Frequency,
    pay_day: date,
    rates: NationalInsuranceRates,
) -> NationalInsurance:
    """The contributions on `pay` (pounds). Each pay period stands alone.

    letter: the category letter, a capital. Raises DPManagerError for one not in use on `pay_day`.
    """
    refuse_letter_not_in_use(letter, pay_day, rates)
    todays = rates.on(pay_day)
    thresholds = rates.thresholds
    limit = thresholds.upper_earnings_limit.at(frequency)
    employee = todays.for_employee(letter)
    employer = todays.for_employer(letter)
    named: PerPayPeriod = getattr(thresholds, employer.above)
    employee_pays, employee_sum = _in_two_parts(
        pay, thresholds.primary.at(frequency), limit, employee.main, employee.upper
    )
    employer_pays, employer_sum = _in_two_parts(
        pay, named.at(frequency), limit, employer.rate, employer.rate
    )
    steps = (
        Step(
            _("Employee's National Insurance, letter {letter}").format(letter=letter),
            employee_sum,
            SOURCE,
            about="employee_ni",
        ),
        Step(
            _("Employer's National Insurance (not taken from pay)"),
            employer_sum,
            SOURCE,
            about="employer_ni",
        ),
    )
    return NationalInsurance(employee_pays, employer_pays, steps)


def refuse_letter_not_in_use(letter: str, pay_day: date, rates: NationalInsuranceRates) -> None:
    """Raises DPManagerError for a category letter that is not in use on the pay day."""
    in_use = rates.letters(pay_day)
    if len(letter) != 1 or letter not in in_use:
        raise DPManagerError(
            _(
                "“{letter}” is not a National Insurance letter for pay on {day}. "
                "Letters in use: {letters}. Most people have A."
            ).format(letter=letter[:20], day=long_date(pay_day), letters=" ".join(in_use))
        )


def _in_two_parts(
    pay: Decimal, start: Decimal, limit: Decimal, main: Decimal, upper: Decimal
) -> tuple[Decimal, str]:
    """Pay above `start` up to `limit`, and pay above `limit`, each rounded by itself."""
    parts = [
        (part, rate)
        for part, rate in (
            (min(pay, limit) - start, main),
            (pay - limit, upper),
        )
        if part > 0
    ]
    if not parts:
        return ZERO, _("pay is not above {start}: 0.00").format(start=figure(start))
    amounts = [ni_rounding(part * rate) for part, rate in parts]
    amount = sum(amounts, ZERO)
    working = " + ".join(f"{figure(part)} x {percent(rate)}" for part, rate in parts)
    return amount, _("above {start}: {working} = {amount}").format(
        start=figure(start), working=working, amount=figure(amount)
    )
