"""Pension contributions that were missed: pay was run before the enrolment was recorded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dpmanager.domain.amounts import total
from dpmanager.domain.pay.figures import figure
from dpmanager.domain.pay.pension import PensionTerms, pension
from dpmanager.domain.periods import Frequency, long_date
from dpmanager.domain.rates import PensionRates
from dpmanager.domain.steps import Step
from dpmanager.words import _

BACKDATING = (
    "The Pensions Regulator, missed your duties start date: "
    "http://www.tpr.gov.uk/missed-duties-start-date"
)


@dataclass(frozen=True, slots=True)
class PayWithoutPension:
    """Pay of somebody in the pension from which nothing was paid in. pay: gross, in pounds."""

    pay_day: date
    pay: Decimal
    frequency: Frequency
    rates: PensionRates
    terms: PensionTerms


@dataclass(frozen=True, slots=True)
class Missed:
    """What should have been paid in from the pay of one day, in pounds.

    employee: as it would have been taken from pay, without relief that the provider claims.
    """

    pay_day: date
    employee: Decimal
    employer: Decimal


@dataclass(frozen=True, slots=True)
class MissedContributions:
    """All that was missed for one worker, in pounds, in order of pay day; and why."""

    by_pay_day: tuple[Missed, ...]
    employee: Decimal
    employer: Decimal
    steps: tuple[Step, ...]


def missed_contributions(paid: Iterable[PayWithoutPension]) -> MissedContributions:
    """What both sides would have paid in on each pay day, had it been done in time.

    The employer brings the worker to where they would be, back to the day of enrolment. Pay that
    is too low for contributions is left out. Source: The Pensions Regulator.
    """
    missed: list[Missed] = []
    steps: list[Step] = []
    for each in sorted(paid, key=lambda each: each.pay_day):
        due = pension(each.pay, each.terms, each.frequency, each.rates)
        if not due.employee + due.employer:
            continue
        missed.append(Missed(each.pay_day, due.employee, due.employer))
        pay_day = _("Pay of {day}, before tax").format(day=long_date(each.pay_day))
        steps += [Step(pay_day, figure(each.pay)), *due.steps]
    employee = total(each.employee for each in missed)
    employer = total(each.employer for each in missed)
    steps += [
        Step(_("Worker's share that was missed"), _sum([each.employee for each in missed])),
        Step(
            _("Employer's share that was missed"),
            _sum([each.employer for each in missed]),
            BACKDATING,
        ),
    ]
    return MissedContributions(tuple(missed), employee, employer, tuple(steps))


def _sum(amounts: list[Decimal]) -> str:
    added = " + ".join(map(figure, amounts))
    return f"{added} = {figure(total(amounts))}" if len(amounts) > 1 else figure(total(amounts))
