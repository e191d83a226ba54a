"""One worker's pay of a tax year: each pay day, the totals to date, and what HMRC's forms count.

What a record must show: HMRC, SPM210200 (deductions working sheet, form P11), and the Income Tax
(Pay As You Earn) Regulations 2003, regulation 66.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from itertools import accumulate

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.pay.extras import FAMILY_PAY, TAKEN_OFF, ExtraKind, sum_of
from dpmanager.domain.pay.payslip import Payslip
from dpmanager.domain.periods import Frequency, Period
from dpmanager.domain.rates import NIThresholds
from dpmanager.errors import DPManagerError
from dpmanager.words import _

NO_CONTRIBUTIONS = "X"
"""The letter of who pays no National Insurance at all."""


@dataclass(frozen=True, slots=True)
class EarningsBands:
    """Pay of one period as National Insurance counts it, in pounds.

    at_limit: the lower earnings limit itself. to_threshold: from there up to the primary
    threshold. to_upper: from there up to the upper earnings limit.
    """

    at_limit: Decimal = ZERO
    to_threshold: Decimal = ZERO
    to_upper: Decimal = ZERO

    def __add__(self, other: "EarningsBands") -> "EarningsBands":
        return EarningsBands(
            self.at_limit + other.at_limit,
            self.to_threshold + other.to_threshold,
            self.to_upper + other.to_upper,
        )


@dataclass(frozen=True, slots=True)
class YearTotals:
    """What pay days add up to, in pounds.

    ni_pay: what National Insurance counts. pension_before_tax lowers the pay that is taxed;
    pension_after_tax is taken from net pay. sick_pay and family_pay are a part of gross pay.
    taken_off: court orders and what was agreed. free_of_tax: mileage, expenses and the like.
    """

    gross_pay: Decimal = ZERO
    taxable_pay: Decimal = ZERO
    income_tax: Decimal = ZERO
    ni_pay: Decimal = ZERO
    bands: EarningsBands = EarningsBands()
    employee_ni: Decimal = ZERO
    employer_ni: Decimal = ZERO
    student_loan: Decimal = ZERO
    postgraduate_loan: Decimal = ZERO
    pension_before_tax: Decimal = ZERO
    pension_after_tax: Decimal = ZERO
    employer_pension: Decimal = ZERO
    sick_pay: Decimal = ZERO
    maternity_pay: Decimal = ZERO
    paternity_pay: Decimal = ZERO
    adoption_pay: Decimal = ZERO
    shared_parental_pay: Decimal = ZERO
    bereavement_pay: Decimal = ZERO
    neonatal_pay: Decimal = ZERO
    taken_off: Decimal = ZERO
    free_of_tax: Decimal = ZERO
    net_pay: Decimal = ZERO
    hours: Decimal = ZERO

    def __add__(self, other: "YearTotals") -> "YearTotals":
        return YearTotals(
            **{
                each.name: getattr(self, each.name) + getattr(other, each.name)
                for each in fields(self)
            }
        )

    def family_pay(self, kind: ExtraKind) -> Decimal:
        """The statutory pay of parents of one kind, in pounds."""
        amount: Decimal = getattr(self, kind.value)
        return amount


@dataclass(frozen=True, slots=True)
class YearLine:
    """One pay day, and the totals of the tax year with it. Amounts are of this employer alone."""

    payslip: Payslip
    now: YearTotals
    to_date: YearTotals

    @property
    def pay_date(self) -> date:
        """The day of payment."""
        return self.payslip.pay_date


@dataclass(frozen=True, slots=True)
class YearRecord:
    """A worker's tax year. by_letter: the totals under each National Insurance letter.

    previous_pay, previous_tax: of earlier jobs of the tax year, as a P45 told them, in pounds.
    """

    tax_year: str
    lines: tuple[YearLine, ...]
    total: YearTotals
    by_letter: tuple[tuple[str, YearTotals], ...]
    previous_pay: Decimal
    previous_tax: Decimal

    @property
    def last(self) -> Payslip:
        """The payslip of the last pay day."""
        return self.lines[-1].payslip


def earnings_bands(pay: Decimal, frequency: Frequency, thresholds: NIThresholds) -> EarningsBands:
    """How a period's pay spreads over the bands; nothing in any of them below the lower limit.

    Pay above the upper earnings limit is in none. Source: HMRC, NIM11023 (form P11, columns 1a
    to 1c).
    """
    lower = thresholds.lower_earnings_limit.at(frequency)
    primary = thresholds.primary.at(frequency)
    upper = thresholds.upper_earnings_limit.at(frequency)
    if pay < lower:
        return EarningsBands()
    return EarningsBands(
        at_limit=lower,
        to_threshold=min(pay, primary) - lower,
        to_upper=max(min(pay, upper) - primary, ZERO),
    )


def year_record(payslips: Sequence[Payslip], thresholds: NIThresholds) -> YearRecord:
    """The record of one worker's payslips of one tax year, in order of pay day.

    thresholds: of that tax year. Raises DPManagerError where there are no payslips.
    """
    if not payslips:
        raise DPManagerError(
            _("There is no pay in this tax year yet, so there is nothing to show.")
        )
    in_order = sorted(payslips, key=lambda slip: slip.pay_date)
    sums = [totals_of(slip, thresholds) for slip in in_order]
    lines = tuple(
        YearLine(slip, now, to_date)
        for slip, now, to_date in zip(in_order, sums, accumulate(sums), strict=True)
    )
    total, last = lines[-1].to_date, in_order[-1]
    return YearRecord(
        tax_year=last.tax_year,
        lines=lines,
        total=total,
        by_letter=_by_letter(lines),
        previous_pay=last.tax_pay_to_date - total.taxable_pay,
        previous_tax=last.tax_to_date - total.income_tax,
    )


def up_to(record: YearRecord, day: date) -> YearRecord:
    """The record as it stood at the end of a day. Raises DPManagerError before the first pay."""
    lines = tuple(one for one in record.lines if one.pay_date <= day)
    if not lines:
        raise DPManagerError(_("Nothing was paid by that day in this tax year."))
    return replace(record, lines=lines, total=lines[-1].to_date, by_letter=_by_letter(lines))


def within(record: YearRecord, period: Period) -> YearTotals:
    """What the pay days of some days add up to."""
    return total_of(one.now for one in record.lines if one.pay_date in period)


def total_of(totals: Iterable[YearTotals]) -> YearTotals:
    """The sum of totals; nothing for none."""
    return sum(totals, YearTotals())


def totals_of(slip: Payslip, thresholds: NIThresholds) -> YearTotals:
    """What one payslip adds to the year.

    Under letter X no earnings are reported in any band; that is taken from how the report is
    known to be checked, and could not be read in an official text.
    """
    ni_pay = slip.gross_pay - slip.not_for_ni
    counted = slip.ni_category != NO_CONTRIBUTIONS
    before_tax = slip.gross_pay - slip.taxable_pay
    return YearTotals(
        gross_pay=slip.gross_pay,
        taxable_pay=slip.taxable_pay,
        income_tax=slip.income_tax,
        ni_pay=ni_pay,
        bands=earnings_bands(ni_pay, slip.frequency, thresholds) if counted else EarningsBands(),
        employee_ni=slip.employee_ni,
        employer_ni=slip.employer_ni,
        student_loan=slip.student_loan,
        postgraduate_loan=slip.postgraduate_loan,
        pension_before_tax=before_tax,
        pension_after_tax=slip.employee_pension - before_tax,
        employer_pension=slip.employer_pension,
        sick_pay=sum_of(slip.extras, {ExtraKind.SICK_PAY}),
        **{kind.value: sum_of(slip.extras, {kind}) for kind in FAMILY_PAY},
        taken_off=sum_of(slip.extras, TAKEN_OFF),
        free_of_tax=slip.paid - slip.net_pay,
        net_pay=slip.net_pay,
        hours=_hours(slip),
    )


def _by_letter(lines: Iterable[YearLine]) -> tuple[tuple[str, YearTotals], ...]:
    """The totals under each letter, in the order in which the letters were first used."""
    by_letter: dict[str, YearTotals] = {}
    for one in lines:
        letter = one.payslip.ni_category
        by_letter[letter] = by_letter.get(letter, YearTotals()) + one.now
    return tuple(by_letter.items())


def _hours(slip: Payslip) -> Decimal:
    """The hours that were paid by the hour, holiday included; nights of sleep-ins are no hours."""
    return sum((one.quantity for one in slip.lines if not one.by_the_night), Decimal(0))
