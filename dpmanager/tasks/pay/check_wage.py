"""Whether the pay of a timesheet is at least the minimum wage."""

from collections.abc import Sequence
from dataclasses import replace

from dpmanager.domain.amounts import total
from dpmanager.domain.pay.extras import Extra, ExtraKind
from dpmanager.domain.pay.minimum_wage import (
    Accommodation,
    check_minimum_wage,
    work_that_counts,
)
from dpmanager.domain.pay.payslip import PayLine
from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.tasks.pay.pay_for_hours import dated_rates
from dpmanager.tasks.pay.rates import minimum_wages
from dpmanager.words import _


def check_wage(
    sheet: models.Timesheet, lines: Sequence[PayLine], taken: Sequence[Extra]
) -> tuple[Step, ...]:
    """The working of the minimum wage. taken: what is taken off the pay.

    Raises DPManagerError for pay that is too low, with how much.
    """
    worker, period = sheet.worker, Period(sheet.start, sheet.end)
    work = work_that_counts(
        lines,
        dated_rates(worker),
        period,
        costs=total(extra.amount for extra in taken if extra.kind is ExtraKind.AGREED_DEDUCTION),
        home=_home(sheet),
    )
    if not work.hours + work.woken_hours:
        return ()
    found = check_minimum_wage(period, worker.date_of_birth, work, minimum_wages())
    if found.shortfall:
        sentence = _(
            "{worker} would be paid less than the law allows. {reason} Raise the rate from {day} "
            "or earlier, or correct the hours."
        )
        if worker.date_of_birth is None:
            sentence = _(
                "{worker} would be paid less than the law allows. {reason} Raise the rate from "
                "{day} or earlier, or correct the hours. Under 21 less is due: then add the date "
                "of birth."
            )
        raise DPManagerError(
            sentence.format(worker=worker.name, reason=found.reason, day=long_date(sheet.start))
        )
    return tuple(replace(step, about="minimum_wage") for step in found.steps)


def _home(sheet: models.Timesheet) -> Accommodation | None:
    """The nights of the period in a home from the employer, up to the last day of the job."""
    charge = sheet.worker.home_nightly_charge
    if charge is None:
        return None
    last = min(sheet.end, sheet.worker.end_date or sheet.end)
    return Accommodation((last - sheet.start).days + 1, charge)
