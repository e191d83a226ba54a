"""What the employer owes HMRC for each tax month or quarter, and by when."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.deadlines import last_working_day_on_or_before
from dpmanager.domain.pay.figures import figure
from dpmanager.domain.pay.tax_period import days_of_tax_period, tax_period
from dpmanager.domain.periods import Frequency, Period, short_date
from dpmanager.domain.rates import TaxYearRates, tax_year_of
from dpmanager.domain.steps import Step
from dpmanager.words import _

PAYING_HMRC = (
    "HMRC, DMBM520055: "
    "https://www.gov.uk/hmrc-internal-manuals/debt-management-and-banking/dmbm520055"
)
ALLOWANCE = (
    "HMRC, NIM06520: https://gov.uk/hmrc-internal-manuals/national-insurance-manual/nim06520"
)
RECOVERY = "GOV.UK, recover statutory payments: https://www.gov.uk/recover-statutory-payments"
MONTHS_IN_QUARTER = 3


@dataclass(frozen=True, slots=True)
class Deductions:
    """What one payslip adds to the employer's payment to HMRC, in pounds.

    loans: student and postgraduate. recovered: statutory pay that HMRC gives back, with what it
    adds for National Insurance.
    """

    pay_date: date
    income_tax: Decimal
    employee_ni: Decimal
    employer_ni: Decimal
    loans: Decimal = ZERO
    recovered: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class HmrcDue:
    """What is due for the pay days of a tax month or quarter, in pounds, and why.

    allowance_used: the Employment Allowance that paid for employer's National Insurance.
    left_over: tax refunded beyond what was due (above nothing); it lowers the next payment.
    parts: what the payslips of the period add up to.
    """

    period: Period
    due: date
    amount: Decimal
    allowance_used: Decimal
    left_over: Decimal
    parts: Deductions
    steps: tuple[Step, ...]


def hmrc_period(pay_date: date, *, quarterly: bool) -> Period:
    """The tax month, 6th to 5th, or the tax quarter to 5 July, October, January or April."""
    tax_year = tax_year_of(pay_date)
    month = tax_period(pay_date, Frequency.MONTHLY)
    if not quarterly:
        return days_of_tax_period(tax_year, Frequency.MONTHLY, month)
    first = (month - 1) // MONTHS_IN_QUARTER * MONTHS_IN_QUARTER + 1
    last = first + MONTHS_IN_QUARTER - 1
    return Period(
        days_of_tax_period(tax_year, Frequency.MONTHLY, first).start,
        days_of_tax_period(tax_year, Frequency.MONTHLY, last).end,
    )


def due_date(period: Period, rates: TaxYearRates, bank_holidays: Set[date]) -> date:
    """The day by which an electronic payment must be there: the 22nd after the period's end.

    When that is a Saturday, Sunday or bank holiday: the last working day before it.
    """
    return last_working_day_on_or_before(
        period.end.replace(day=rates.paying_hmrc.electronic_day), bank_holidays
    )


def due_to_hmrc(
    deductions: Iterable[Deductions],
    rates: TaxYearRates,
    *,
    quarterly: bool,
    claims_allowance: bool,
    bank_holidays: Set[date],
) -> tuple[HmrcDue, ...]:
    """What is due for each period with pay, in order of date.

    deductions: all payslips of one tax year, as each period may use the Employment Allowance that
    the earlier ones left. What counts is the day of payment, not the days of work: a month may
    hold two four-weekly pay days.
    """
    by_period: dict[Period, list[Deductions]] = {}
    for payslip in deductions:
        period = hmrc_period(payslip.pay_date, quarterly=quarterly)
        by_period.setdefault(period, []).append(payslip)
    allowance = rates.employment_allowance.amount if claims_allowance else ZERO
    carried = ZERO
    dues = []
    for period in sorted(by_period):
        due = _due_for(
            period,
            by_period[period],
            due_date(period, rates, bank_holidays),
            allowance=allowance,
            carried=carried,
        )
        allowance -= due.allowance_used
        carried = due.left_over
        dues.append(due)
    return tuple(dues)


def _due_for(
    period: Period,
    payslips: list[Deductions],
    due: date,
    *,
    allowance: Decimal,
    carried: Decimal,
) -> HmrcDue:
    tax = [payslip.income_tax for payslip in payslips]
    employee = [payslip.employee_ni for payslip in payslips]
    employer = [payslip.employer_ni for payslip in payslips]
    loans = [payslip.loans for payslip in payslips]
    parts = Deductions(
        payslips[-1].pay_date,
        total(tax),
        total(employee),
        total(employer),
        total(loans),
        total(payslip.recovered for payslip in payslips),
    )
    used = min(allowance, parts.employer_ni)
    tax_label = _("Income tax on pay paid from {start} to {end}").format(
        start=short_date(period.start), end=short_date(period.end)
    )
    steps = [
        Step(tax_label, _sum(tax)),
        Step(_("Employees' National Insurance"), _sum(employee)),
        Step(_("Employer's National Insurance"), _sum(employer)),
    ]
    if parts.loans:
        steps.append(Step(_("Student and postgraduate loans"), _sum(loans)))
    if used:
        steps.append(
            Step(
                _("Employment Allowance used, of what is left of it this year"),
                _("{used} of {left}").format(used=figure(used), left=figure(allowance)),
                ALLOWANCE,
            )
        )
    if parts.recovered:
        steps.append(
            Step(_("Pay of parents that HMRC gives back"), figure(parts.recovered), RECOVERY)
        )
    if carried:
        steps.append(
            Step(_("Tax refunded earlier, beyond what was due then"), figure(carried), PAYING_HMRC)
        )
    added = [parts.income_tax, parts.employee_ni, parts.employer_ni]
    if parts.loans:
        added.append(parts.loans)
    taken_off = [amount for amount in (used, parts.recovered, carried) if amount]
    owed = total(added) - total(taken_off)
    working = " - ".join([" + ".join(map(figure, added)), *map(figure, taken_off)])
    steps.append(Step(_("Due to HMRC"), f"{working} = {figure(owed)}", PAYING_HMRC))
    return HmrcDue(
        period=period,
        due=due,
        amount=max(owed, ZERO),
        allowance_used=used,
        left_over=max(-owed, ZERO),
        parts=parts,
        steps=tuple(steps),
    )


def _sum(amounts: list[Decimal]) -> str:
    terms = " + ".join(figure(amount) for amount in amounts)
    return terms if len(amounts) == 1 else f"{terms} = {figure(total(amounts))}"
