"""Which loans are repaid from the pay of a day, by the notices that start and stop them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from dpmanager.domain.pay.figures import figure
from dpmanager.domain.periods import long_date
from dpmanager.domain.rates import StudentLoanRates
from dpmanager.domain.steps import Step
from dpmanager.words import _

Loan = Literal["1", "2", "4", "5", "postgraduate"]
POSTGRADUATE: Loan = "postgraduate"
START_AND_STOP = (
    "Education (Student Loans) (Repayment) Regulations (Northern Ireland) 2009 (SR 2009/128), "
    "regulation 45: https://www.legislation.gov.uk/nisr/2009/128/regulation/45; for Great Britain "
    "HMRC, CSLM17010: "
    "https://www.gov.uk/hmrc-internal-manuals/collection-of-student-loans-manual/cslm17010"
)
ONE_PLAN = "GOV.UK, student loan repayments: https://www.gov.uk/new-employee/student-loans"


@dataclass(frozen=True, slots=True)
class LoanNotice:
    """A loan is repaid from pay (or no longer repaid) on pay days from `day` on.

    day: the date in HMRC's start or stop notice (SL1, SL2, PGL1, PGL2), or the day on which a P45
    or starter checklist came that says so.
    """

    day: date
    loan: Loan
    starts: bool


@dataclass(frozen=True, slots=True)
class LoansInForce:
    """What is repaid from a payment, and why.

    plan: of a student loan, or None. postgraduate: a postgraduate loan too.
    """

    plan: str | None
    postgraduate: bool
    steps: tuple[Step, ...]


def loan_in_force(
    notices: Iterable[LoanNotice], pay_date: date, rates: StudentLoanRates
) -> LoansInForce:
    """The loans that are repaid from pay on `pay_date`.

    A notice counts from the first pay day on its day or later. One plan at a time is repaid: the
    one told last takes the place of the one before. Where several start on one day, as when a
    starter names them, it is the one with the lowest threshold. A stop of a plan that is not the
    one in force changes nothing. A postgraduate loan is repaid beside the plan.
    rates: of the tax year of the pay day; a plan that they do not have is not repaid yet.
    """
    counting = sorted(
        (notice for notice in notices if notice.day <= pay_date), key=lambda notice: notice.day
    )
    plan: str | None = None
    plan_steps: tuple[Step, ...] = ()
    postgraduate = False
    postgraduate_steps: tuple[Step, ...] = ()
    for day, told in groupby(counting, key=lambda notice: notice.day):
        todays = list(told)
        stopped = {notice.loan for notice in todays if not notice.starts}
        started = {notice.loan for notice in todays if notice.starts}
        if POSTGRADUATE in stopped | started:
            postgraduate = POSTGRADUATE in started
            postgraduate_steps = (_postgraduate_step(day, starts=postgraduate),)
        if plan in stopped:
            plan = None
            plan_steps = (Step(_("Student loan"), _stopped(day), START_AND_STOP),)
        begins = sorted(started & set(rates.plans))
        if begins:
            plan, plan_steps = _start(day, begins, rates)
    return LoansInForce(plan, postgraduate, plan_steps + postgraduate_steps)


def plan_with_lowest_threshold(rates: StudentLoanRates, plans: Iterable[str] = ()) -> str:
    """The plan of `plans` with the lowest threshold in the tax year; without `plans`, of all.

    Of all, it is the plan of a starter who does not know theirs, until HMRC says it.
    plans: all in use in the tax year.
    Sources: GOV.UK, https://www.gov.uk/new-employee/student-loans; from 2026-27 that is plan 5,
    https://www.bookkeepers.org.uk/resources/news/general/welcome-student-loan-plan-5/a/10374.
    """
    return min(sorted(plans) or sorted(rates.plans), key=lambda plan: rates.plans[plan])


def _start(day: date, plans: list[Loan], rates: StudentLoanRates) -> tuple[str, tuple[Step, ...]]:
    plan = plan_with_lowest_threshold(rates, plans)
    step = Step(_("Student loan, plan {plan}").format(plan=plan), _started(day), START_AND_STOP)
    if len(plans) == 1:
        return plan, (step,)
    lowest = Step(
        _("Of the plans {plans}, the one with the lowest threshold").format(plans=", ".join(plans)),
        _("plan {plan}: {threshold} a year").format(plan=plan, threshold=figure(rates.plans[plan])),
        ONE_PLAN,
    )
    return plan, (lowest, step)


def _postgraduate_step(day: date, *, starts: bool) -> Step:
    return Step(_("Postgraduate loan"), _started(day) if starts else _stopped(day), START_AND_STOP)


def _started(day: date) -> str:
    return _("repaid on pay days from {day} on").format(day=long_date(day))


def _stopped(day: date) -> str:
    return _("not repaid on pay days from {day} on").format(day=long_date(day))
