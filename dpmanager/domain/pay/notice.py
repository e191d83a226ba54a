"""Notice: how many weeks before the end each side must tell the other, and pay in place of it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dpmanager.domain.amounts import pence_nearest
from dpmanager.domain.pay.figures import figure, short
from dpmanager.domain.pay.service import whole_months
from dpmanager.domain.steps import Step
from dpmanager.words import _

ACT = (
    "Employment Rights Act 1996, section 86: "
    "https://www.legislation.gov.uk/ukpga/1996/18/section/86"
)
TAXED = "HMRC, EIM13874: https://www.gov.uk/hmrc-internal-manuals/employment-income-manual/eim13874"
MOST_WEEKS = 12


@dataclass(frozen=True, slots=True)
class Notice:
    """The least notice in weeks: what the employer gives, and what the worker gives."""

    from_employer: int
    from_worker: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class NoticePay:
    """Pay in place of notice, in pounds: it is taxed and has National Insurance like other pay."""

    amount: Decimal
    steps: tuple[Step, ...]


def notice_weeks(started: date, day: date) -> Notice:
    """The least notice that the law asks for when it is given on `day`.

    The employer: one week after a month of work, from two years on a week for each full year, up
    to twelve. The worker: one week after a month. A contract may ask for more, never for less.
    Source: Employment Rights Act 1996, section 86; alike in Northern Ireland.
    Raises DPManagerError if the day is before the start.
    """
    months = whole_months(started, day)
    from_worker = 1 if months >= 1 else 0
    years = months // 12
    from_employer = max(from_worker, min(years, MOST_WEEKS))
    steps = (
        Step(
            _("Time worked"),
            _("full years: {years}; further full months: {months}").format(
                years=years, months=months % 12
            ),
        ),
        Step(_("Notice from you, in weeks"), str(from_employer), ACT),
        Step(_("Notice from the worker, in weeks"), str(from_worker), ACT),
    )
    return Notice(from_employer, from_worker, steps)


def notice_pay(weeks: Decimal, weekly_pay: Decimal) -> NoticePay:
    """What is paid for weeks of notice that are not worked, to the nearest penny.

    weekly_pay: pounds of a week's pay before tax.
    """
    amount = pence_nearest(weeks * weekly_pay)
    step = Step(
        _("Pay in place of notice; tax and National Insurance count it"),
        f"{short(weeks)} x {figure(weekly_pay)} = {figure(amount)}",
        TAXED,
    )
    return NoticePay(amount, (step,))
