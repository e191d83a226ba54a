"""Income tax by HMRC's exact routine (PAYE, "Specification for PAYE Tax Table Routines")."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_DOWN, Decimal
from enum import StrEnum

from dpmanager.domain.amounts import ZERO, pence_down, pence_up, pounds_down
from dpmanager.domain.pay.figures import figure, percent
from dpmanager.domain.pay.tax_code import CodeKind, TaxCode
from dpmanager.domain.pay.tax_period import (
    LAST_ORDINARY_WEEK,
    is_extra_pay_day,
    periods_in_year,
    periods_spanned,
)
from dpmanager.domain.periods import Frequency
from dpmanager.domain.rates import IncomeTaxBands, IncomeTaxRates
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.words import _

ROUTINE = (
    "HMRC, Specification for PAYE Tax Table Routines, v24.0: "
    "https://assets.publishing.service.gov.uk/media/698c9824bd090be481c2879a/PAYErout-v24-0.odt"
)
WEEK_53 = (
    "The Income Tax (Pay As You Earn) Regulations 2003 (SI 2003/2682), regulation 31; "
    "https://www.gov.uk/hmrc-internal-manuals/paye-manual/paye70015"
)
# The tables hold free pay for code numbers up to 500; above, whole blocks of 500 are added.
BLOCK = 500


class Basis(StrEnum):
    """Whether the year so far counts. The values are the words used in files."""

    CUMULATIVE = "cumulative"
    WEEK1MONTH1 = "week1month1"


@dataclass(frozen=True, slots=True)
class IncomeTax:
    """The tax of one payment in pounds (below nothing: a refund), the year's so far, and why."""

    amount: Decimal
    to_date: Decimal
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class _Count:
    """What counts towards the tax: pay and tax before, and for how many weeks or months."""

    periods: int
    periods_in_year: int
    pay_before: Decimal
    tax_before: Decimal


def income_tax(
    pay: Decimal,
    code: TaxCode,
    basis: Basis,
    frequency: Frequency,
    tax_period: int,
    *,
    pay_before: Decimal,
    tax_before: Decimal,
    rates: IncomeTaxRates,
) -> IncomeTax:
    """The tax on `pay`, in pounds, which is not below nothing.

    tax_period: the tax month, or the tax week as `tax_period()` numbers it (53, 54, 56 too).
    pay_before, tax_before: this tax year's, an earlier job's on its P45 included; tax is what was
    really taken. They do not count on the week 1 / month 1 basis, except in `to_date`.
    Raises DPManagerError for a code that has no rate in the tax year.
    """
    cumulative = basis is Basis.CUMULATIVE and not code.week1month1
    extra_pay_day = is_extra_pay_day(frequency, tax_period)
    if (
        cumulative
        and extra_pay_day
        and code.kind is CodeKind.ALLOWANCE
        and pay_before + pay <= _free_pay_of_year(code)
    ):
        return IncomeTax(ZERO, tax_before, (_within_free_pay_step(pay, code, pay_before),))

    alone = not cumulative or (extra_pay_day and not code.is_basic_rate)
    span = periods_spanned(frequency)
    count = _Count(
        periods=span if alone else tax_period,
        periods_in_year=periods_in_year(frequency),
        pay_before=ZERO if alone else pay_before,
        tax_before=ZERO if alone else tax_before,
    )
    if code.kind is CodeKind.NO_TAX:
        due, steps = ZERO, [Step(_("Code NT: no tax is taken"), figure(ZERO), ROUTINE)]
    elif code.kind is CodeKind.FLAT_RATE:
        due, steps = _flat_rate_tax(pay, code, count, rates)
    else:
        due, steps = _banded_tax(pay, code, count, rates.bands[code.nation])

    if alone:
        steps.insert(0, _alone_step(tax_period, extra_pay_day=extra_pay_day))
    amount = due - count.tax_before
    if count.tax_before:
        steps.append(
            Step(
                _("Tax now: less the tax already taken this year"),
                f"{figure(due)} - {figure(count.tax_before)} = {figure(amount)}",
                ROUTINE,
            )
        )
    limit = pence_down(pay * rates.regulatory_limit.share_of_pay)
    if amount > limit:
        steps.append(
            Step(
                _("Tax may take at most this part of one payment; the rest is taken later"),
                f"{figure(pay)} x {percent(rates.regulatory_limit.share_of_pay)} = {figure(limit)}",
                ROUTINE,
            )
        )
        amount = limit
    return IncomeTax(amount, tax_before + amount, tuple(steps))


def refuse_code_without_rate(code: TaxCode, rates: IncomeTaxRates) -> None:
    """Raises DPManagerError for a flat-rate code that the tax year does not have, such as SD3."""
    if code.kind is CodeKind.FLAT_RATE and code.text not in rates.flat_rate_codes.codes:
        raise DPManagerError(
            _("The tax code {code} does not exist in this tax year. Check HMRC's letter.").format(
                code=code.text
            )
        )


def free_pay(code_number: int, periods_in_year: int) -> Decimal:
    """Tax-free pay (K codes: added pay) of one week or month, in pounds.

    Source: the tax table routines, 4.3.
    """
    return _free_pay(code_number, periods_in_year)[0]


def _free_pay(code_number: int, periods_in_year: int) -> tuple[Decimal, str]:
    if code_number == 0:
        return ZERO, figure(ZERO)
    blocks, remainder = divmod(code_number - 1, BLOCK)
    remainder += 1
    first = pence_up(_cut(Decimal(remainder * 10 + 9) / periods_in_year, 4))
    block = pence_up(Decimal(BLOCK * 10) / periods_in_year)
    amount = first + blocks * block
    working = f"({remainder} x 10 + 9) / {periods_in_year} = {figure(first)}"
    if blocks:
        working += f"; {figure(first)} + {blocks} x {figure(block)} = {figure(amount)}"
    return amount, working


def _free_pay_of_year(code: TaxCode) -> Decimal:
    return free_pay(code.number, LAST_ORDINARY_WEEK) * LAST_ORDINARY_WEEK


def _within_free_pay_step(pay: Decimal, code: TaxCode, pay_before: Decimal) -> Step:
    return Step(
        _("Extra pay day: no tax, as pay so far is not above the year's tax-free pay"),
        _("{before} + {pay} = {to_date}; tax-free {free}").format(
            before=figure(pay_before),
            pay=figure(pay),
            to_date=figure(pay_before + pay),
            free=figure(_free_pay_of_year(code)),
        ),
        WEEK_53,
    )


def _alone_step(tax_period: int, *, extra_pay_day: bool) -> Step:
    if extra_pay_day:
        return Step(
            _("Extra pay day at the end of the tax year: this payment stands alone"),
            _("tax week {number}").format(number=tax_period),
            WEEK_53,
        )
    return Step(
        _("Week 1 / month 1 basis: this payment stands alone"),
        _("nothing earlier counts"),
        ROUTINE,
    )


def _pay_to_date(pay: Decimal, count: _Count) -> tuple[Decimal, list[Step]]:
    to_date = count.pay_before + pay
    if not count.pay_before:
        return to_date, []
    step = Step(
        _("Pay so far this tax year"),
        f"{figure(count.pay_before)} + {figure(pay)} = {figure(to_date)}",
        ROUTINE,
    )
    return to_date, [step]


def _flat_rate_tax(
    pay: Decimal, code: TaxCode, count: _Count, rates: IncomeTaxRates
) -> tuple[Decimal, list[Step]]:
    refuse_code_without_rate(code, rates)
    rate = rates.flat_rate_codes.codes[code.text]
    to_date, steps = _pay_to_date(pay, count)
    taxable = pounds_down(to_date)
    due = pence_down(taxable * rate)
    step = Step(
        _("Tax on all pay, in whole pounds, at the one rate of code {code}").format(code=code.text),
        f"{figure(taxable)} x {percent(rate)} = {figure(due)}",
        ROUTINE,
    )
    return due, [*steps, step]


def _banded_tax(
    pay: Decimal, code: TaxCode, count: _Count, bands: IncomeTaxBands
) -> tuple[Decimal, list[Step]]:
    to_date, steps = _pay_to_date(pay, count)
    per_period, working = _free_pay(code.number, count.periods_in_year)
    free = per_period * count.periods
    adds = code.kind is CodeKind.ADDITION
    taxable = to_date + free if adds else to_date - free
    whole = max(pounds_down(taxable), Decimal(0))
    weekly = count.periods_in_year == LAST_ORDINARY_WEEK
    steps += [
        Step(_free_pay_label(code, adds=adds, weekly=weekly), working, ROUTINE),
        Step(
            _("For the weeks that count") if weekly else _("For the months that count"),
            f"{figure(per_period)} x {count.periods} = {figure(free)}",
            ROUTINE,
        ),
        Step(
            _("Taxable pay, cut to whole pounds"),
            f"{figure(to_date)} {'+' if adds else '-'} {figure(free)} = {figure(taxable)};"
            f" {figure(whole)}",
            ROUTINE,
        ),
    ]
    if taxable <= 0:
        return ZERO, [*steps, Step(_("No tax: nothing is taxable"), figure(ZERO), ROUTINE)]
    due, step = _tax_in_bands(taxable, whole, count, bands)
    return due, [*steps, step]


def _free_pay_label(code: TaxCode, *, adds: bool, weekly: bool) -> str:
    if adds:
        label = (
            _("Pay to add in a week for code {code}")
            if weekly
            else _("Pay to add in a month for code {code}")
        )
    else:
        label = (
            _("Tax-free pay in a week for code {code}")
            if weekly
            else _("Tax-free pay in a month for code {code}")
        )
    return label.format(code=code.text)


def _tax_in_bands(
    taxable: Decimal, whole: Decimal, count: _Count, bands: IncomeTaxBands
) -> tuple[Decimal, Step]:
    """Tax below each band is built up band by band and cut to four decimals.

    The band is found with the taxable pay before it is cut to whole pounds, against the band's
    top rounded up to a whole pound.
    """
    bottom = tax_below = width_so_far = Decimal(0)
    for width, rate in zip((*bands.widths, None), bands.rates, strict=True):
        if width is None:
            break
        width_so_far += width
        top = _cut(width_so_far * count.periods / count.periods_in_year, 3)
        if taxable <= top.quantize(Decimal(1), ROUND_CEILING):
            break
        tax_below = _cut(tax_below + (top - bottom) * rate, 4)
        bottom = top
    due = pence_down(tax_below + (whole - bottom) * rate)
    if not bottom:
        sum_ = f"{figure(whole)} x {percent(rate)} = {figure(due)}"
        return due, Step(_("Tax on it"), sum_, ROUTINE)
    sum_ = (
        f"{figure(tax_below)} + ({figure(whole)} - {figure(bottom)}) x {percent(rate)}"
        f" = {figure(due)}"
    )
    return due, Step(_("Tax on it: that of the lower bands, and the rest"), sum_, ROUTINE)


def _cut(number: Decimal, decimals: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-decimals), ROUND_DOWN)
