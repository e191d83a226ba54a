"""Redundancy: what the law gives at least to an employee whose job has gone."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dpmanager.domain.amounts import ZERO, pence_nearest
from dpmanager.domain.pay.figures import figure
from dpmanager.domain.pay.service import age_on, whole_years
from dpmanager.domain.rates import RedundancyRules
from dpmanager.domain.steps import Step
from dpmanager.words import _

ACT = (
    "Employment Rights Act 1996, section 162: "
    "https://www.legislation.gov.uk/ukpga/1996/18/section/162"
)
SERVICE = (
    "Employment Rights Act 1996, section 155: "
    "https://www.legislation.gov.uk/ukpga/1996/18/section/155"
)
ACT_OF_NORTHERN_IRELAND = (
    "Employment Rights (Northern Ireland) Order 1996 (SI 1996/1919), article 197: "
    "https://www.legislation.gov.uk/nisi/1996/1919/article/197"
)
ADULT_AGE, OLDER_AGE = 22, 41
HALF, WHOLE, ONE_AND_A_HALF = Decimal("0.5"), Decimal(1), Decimal("1.5")


@dataclass(frozen=True, slots=True)
class RedundancyPay:
    """Redundancy pay in pounds, free of tax and National Insurance up to 30,000, and why.

    weeks: how many weeks' pay. reason: why nothing is due, or "".
    """

    weeks: Decimal
    amount: Decimal
    reason: str
    steps: tuple[Step, ...]


def redundancy_pay(
    born: date,
    started: date,
    ends: date,
    weekly_pay: Decimal,
    rules: RedundancyRules,
    *,
    northern_ireland: bool = False,
) -> RedundancyPay:
    """The least redundancy pay, as GOV.UK's calculator works it out.

    Full years are counted back from the end: half a week's pay for a year that began below age
    22, one and a half weeks' for one that began at 41 or later, one week's for the others.
    ends: the last day of work; if less notice was given than the law says (`notice_weeks`), the
    day on which that notice would have ended. weekly_pay: pounds of a week's pay before tax, for
    changing hours the average of twelve weeks. rules: those of the tax year that holds `ends`.
    Source: Employment Rights Act 1996, sections 145, 155, 162 and 227.
    Raises DPManagerError if the work ends before it starts.
    """
    years = whole_years(started, ends)
    years_step = Step(_("Full years of work"), str(years), SERVICE)
    if years < rules.least_years:
        return _nothing(years_step, rules.least_years)
    counted = min(years, rules.most_years)
    age = age_on(ends, born)
    parts = _years_by_age(age, counted)
    weeks = sum((share * number for share, number in parts), Decimal(0))
    limit = rules.week_northern_ireland if northern_ireland else rules.week_great_britain
    week = min(weekly_pay, limit)
    amount = pence_nearest(weeks * week)
    steps = (
        years_step,
        *_limit_of_years(years, counted, rules),
        Step(
            _("Weeks of pay for these years, by the age at the time (now {age})").format(age=age),
            f"{' + '.join(f'{number} x {share}' for share, number in parts)} = {figure(weeks)}",
            ACT_OF_NORTHERN_IRELAND if northern_ireland else ACT,
        ),
        Step(
            _("A week's pay that counts: at most {limit}").format(limit=figure(limit)),
            figure(week),
            rules.source[0],
        ),
        Step(_("Redundancy pay"), f"{figure(weeks)} x {figure(week)} = {figure(amount)}"),
    )
    return RedundancyPay(weeks, amount, "", steps)


def _years_by_age(age: int, years: int) -> tuple[tuple[Decimal, int], ...]:
    """Weeks for a year, and how many such years: the youngest first, none left out but empty."""
    ages_at_start = range(age - years, age)
    half = sum(start < ADULT_AGE for start in ages_at_start)
    older = sum(start >= OLDER_AGE for start in ages_at_start)
    parts = ((HALF, half), (WHOLE, years - half - older), (ONE_AND_A_HALF, older))
    return tuple((share, number) for share, number in parts if number)


def _limit_of_years(years: int, counted: int, rules: RedundancyRules) -> tuple[Step, ...]:
    if years == counted:
        return ()
    label = _("Years that count: at most {most}, the latest").format(most=rules.most_years)
    return (Step(label, str(counted), ACT),)


def _nothing(years_step: Step, least_years: int) -> RedundancyPay:
    reason = _(
        "Redundancy pay is due after {years} full years of work. There are fewer, so the law "
        "gives none."
    ).format(years=least_years)
    steps = (years_step, Step(_("Redundancy pay"), figure(ZERO), SERVICE))
    return RedundancyPay(Decimal(0), ZERO, reason, steps)
