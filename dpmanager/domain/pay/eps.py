"""What HMRC is told of a tax month besides pay: the Employer Payment Summary.

The order is that of HMRC's own report, as programs that send it write it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.pay.extras import ExtraKind, sum_of
from dpmanager.domain.pay.family_pay_recovery import recovered
from dpmanager.domain.pay.form_lines import (
    Employer,
    FormLine,
    FormSection,
    line,
    office_number,
    scheme_number,
    section,
)
from dpmanager.domain.pay.fps import STATUTORY_PAY
from dpmanager.domain.pay.payslip import Payslip
from dpmanager.domain.pay.tax_period import tax_period
from dpmanager.domain.periods import Frequency, Period, long_date
from dpmanager.domain.rates import FamilyPayRecovery, ReportsToHmrc, days_of_tax_year, tax_year_of
from dpmanager.domain.wording import kind_of_extra
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class Recovered:
    """What HMRC gives back of one kind of pay since 6 April, in pounds.

    compensation: on top, for National Insurance. in_month: what of both belongs to the month.
    """

    kind: ExtraKind
    pay: Decimal
    compensation: Decimal
    in_month: Decimal


@dataclass(frozen=True, slots=True)
class Eps:
    """The summary of a tax month (or quarter). number: of its last month in the tax year.

    no_pay: nobody was paid in it. claims_allowance: the Employment Allowance; the claim is
    made once in a tax year. is_last: the tax year ends with the month.
    due: the day by which HMRC must have it, for it to count for the month.
    reasons: why one is to be sent; without any, none is needed.
    """

    tax_year: str
    number: int
    month: Period
    no_pay: bool
    claims_allowance: bool
    recovered: tuple[Recovered, ...]
    is_last: bool
    due: date
    reasons: tuple[str, ...]


def eps(
    payslips: Sequence[Payslip],
    month: Period,
    *,
    claims_allowance: bool,
    small_employer: bool,
    recovery: FamilyPayRecovery,
    rules: ReportsToHmrc,
) -> Eps:
    """The summary of a tax month, or of a quarter for who files on paper.

    payslips: all workers' of the tax year. Amounts are those of the tax year up to the month's end.
    """
    tax_year = tax_year_of(month.end)
    so_far = [slip for slip in payslips if slip.pay_date <= month.end]
    paid_now = [slip for slip in so_far if slip.pay_date in month]
    amounts = tuple(
        one
        for kind in STATUTORY_PAY
        if (one := _recovered(kind, so_far, month, recovery, small=small_employer)).pay
    )
    first = min((slip.pay_date for slip in payslips), default=month.end)
    claims_now = claims_allowance and first in month
    is_last = month.end == days_of_tax_year(tax_year).end
    return Eps(
        tax_year=tax_year,
        number=tax_period(month.end, Frequency.MONTHLY),
        month=month,
        no_pay=not paid_now,
        claims_allowance=claims_allowance,
        recovered=amounts,
        is_last=is_last,
        due=month.end + timedelta(days=rules.days_after_month),
        reasons=_reasons(
            no_pay=not paid_now,
            claims_now=claims_now,
            gets_back=any(one.in_month for one in amounts),
        ),
    )


def eps_sections(figures: Eps, employer: Employer) -> tuple[FormSection, ...]:
    """The summary in the order of HMRC's report."""
    return (
        section(
            _("The employer"),
            [
                line(_("HMRC office number"), office_number(employer)),
                line(_("Employer PAYE reference"), scheme_number(employer)),
                line(_("Accounts Office reference"), employer.accounts_office_reference),
                line(_("Tax year"), figures.tax_year),
            ],
        ),
        section(
            _("The tax month"),
            [
                line(_("No payment for the period"), _yes_or_no(figures.no_pay)),
                line(_("From"), figures.month.start) if figures.no_pay else None,
                line(_("To"), figures.month.end) if figures.no_pay else None,
                line(_("Employment Allowance"), _yes_or_no(figures.claims_allowance)),
            ],
        ),
        *_recovered_section(figures),
        section(
            _("The end"),
            [
                line(_("Final submission for the tax year"), _yes_or_no(figures.is_last)),
            ],
        ),
    )


def eps_due_words(figures: Eps) -> str:
    """By when it must be sent, in a sentence."""
    return _("HMRC must have it by {day}.").format(day=long_date(figures.due))


def _recovered(
    kind: ExtraKind,
    payslips: Sequence[Payslip],
    month: Period,
    recovery: FamilyPayRecovery,
    *,
    small: bool,
) -> Recovered:
    """Worked out for each payslip, as the payment to HMRC is."""
    back = [
        (slip.pay_date, recovered(sum_of(slip.extras, {kind}), recovery, small=small))
        for slip in payslips
    ]
    return Recovered(
        kind=kind,
        pay=total(one.pay for _day, one in back),
        compensation=total(one.compensation for _day, one in back),
        in_month=total(one.pay + one.compensation for day, one in back if day in month),
    )


def _recovered_section(figures: Eps) -> tuple[FormSection, ...]:
    if not figures.recovered:
        return ()
    lines: list[FormLine] = [line(_("Tax month"), str(figures.number))]
    lines += [
        line(_("{pay}, given back").format(pay=kind_of_extra(one.kind)), one.pay)
        for one in figures.recovered
    ]
    lines += [
        line(
            _("National Insurance compensation: {pay}").format(pay=kind_of_extra(one.kind)),
            one.compensation,
        )
        for one in figures.recovered
        if one.compensation != ZERO
    ]
    return (section(_("Given back, this tax year so far"), lines),)


def _reasons(*, no_pay: bool, claims_now: bool, gets_back: bool) -> tuple[str, ...]:
    reasons = []
    if no_pay:
        reasons.append(_("Nobody was paid in this tax month. Tell HMRC so."))
    if claims_now:
        reasons.append(_("Claim the Employment Allowance now. It must be claimed each tax year."))
    if gets_back:
        reasons.append(_("HMRC gives you back pay of parents."))
    return tuple(reasons)


def _yes_or_no(answer: bool) -> str:
    return _("yes") if answer else _("no")
