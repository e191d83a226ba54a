"""Back pay: a raised rate for work that was paid before at the old one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dpmanager.domain.amounts import total
from dpmanager.domain.hours.shifts import HourKind, Shift
from dpmanager.domain.pay.figures import figure
from dpmanager.domain.pay.gross import DatedRate, gross_lines
from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class BackPay:
    """What an earlier pay period still lacks, in pounds, and why."""

    period: Period
    paid: Decimal
    due: Decimal
    amount: Decimal
    steps: tuple[Step, ...]


def back_pay(
    shifts_by_period: Mapping[Period, Sequence[Shift]],
    rates_before: Sequence[DatedRate],
    rates_after: Sequence[DatedRate],
    *,
    rounds_to_minutes: int = 0,
) -> tuple[BackPay, ...]:
    """For each earlier pay period, the oldest first, the raised pay less what was paid.

    Periods without a difference are left out. Holiday is left out too: it is paid at an average.
    Each pay is worked out as the payslip does it (`gross_lines`). It is pay of the day on which it
    is paid, for tax as for National Insurance; for the minimum wage it counts for the period in
    which the work was done.
    Raises DPManagerError where a day has no rate, or where the new rates give less.
    """
    found = (
        _of_period(period, shifts_by_period[period], rates_before, rates_after, rounds_to_minutes)
        for period in sorted(shifts_by_period)
    )
    return tuple(back for back in found if back.amount)


def _of_period(
    period: Period,
    shifts: Sequence[Shift],
    rates_before: Sequence[DatedRate],
    rates_after: Sequence[DatedRate],
    rounds_to_minutes: int,
) -> BackPay:
    worked = [shift for shift in shifts if shift.kind is not HourKind.HOLIDAY]
    paid, due = (
        total(
            line.amount for line in gross_lines(worked, rates, rounds_to_minutes=rounds_to_minutes)
        )
        for rates in (rates_before, rates_after)
    )
    if due < paid:
        raise DPManagerError(
            _(
                "The new rates give less than was paid for {start} to {end}. Back pay is for a "
                "raise. Check the rates."
            ).format(start=long_date(period.start), end=long_date(period.end))
        )
    step = Step(
        _("Pay of {start} to {end} at the new rates, less what was paid").format(
            start=long_date(period.start), end=long_date(period.end)
        ),
        f"{figure(due)} - {figure(paid)} = {figure(due - paid)}",
    )
    return BackPay(period, paid, due, due - paid, (step,))
