"""Holiday when a job ends: pay for what was not taken, or what was taken too early."""

from dataclasses import dataclass
from decimal import Decimal

from dpmanager.domain.amounts import ZERO, pence_nearest
from dpmanager.domain.pay.figures import short
from dpmanager.domain.pay.holiday import ADDRESS, REGULATIONS, AverageHour, holiday_pay_step
from dpmanager.domain.steps import Step
from dpmanager.words import _

LEAVING = f"{REGULATIONS}14 and 15E{ADDRESS}14"


@dataclass(frozen=True, slots=True)
class HolidayAtLeaving:
    """The holiday left when a job ends.

    hours, pay: hours and pounds, below nothing where more was taken than earned.
    due: pounds that the last pay changes by; 0.00 where nothing may be taken off.
    reason: one sentence on what happens and why.
    """

    hours: Decimal
    pay: Decimal
    due: Decimal
    reason: str
    steps: tuple[Step, ...]


def holiday_at_leaving(
    earned: Decimal,
    taken: Decimal,
    hour: AverageHour,
    *,
    carried: Decimal = Decimal(0),
    contract_lets_take_off: bool = False,
) -> HolidayAtLeaving:
    """What the last pay adds for holiday not taken, or takes off for holiday taken too early.

    earned: hours earned in the leave year up to the last day of the job: where hours are fixed, the
    share of the year (`entitlement` with `left`); where they are irregular, with the last pay
    period's. taken, carried: hours taken, and hours brought in from the year before.
    hour: what an hour of holiday is paid on the last day. With rolled-up holiday pay nothing is
    left to pay, and this is not used.
    contract_lets_take_off: the written contract says that holiday taken too early is paid back.
    To the nearest penny. Source: regulations 14 and 15E.
    """
    hours = earned + carried - taken
    pay = pence_nearest(hours * hour.pay)
    if hours > 0:
        due = pay
        reason = _("Holiday that was earned and not taken is paid with the last wage.")
    elif not hours:
        due = ZERO
        reason = _("All holiday that was earned was taken, and nothing is owed.")
    elif contract_lets_take_off:
        due = pay
        reason = _(
            "More holiday was taken than earned. The contract says that this is taken off the "
            "last wage."
        )
    else:
        due = ZERO
        reason = _(
            "More holiday was taken than earned. It cannot be taken off the last wage, because the "
            "contract does not say so."
        )
    sum_ = f"{short(earned)} - {short(taken)} = {short(hours)}"
    if carried:
        sum_ = f"{short(carried)} + {sum_}"
    steps = [Step(_("Hours of holiday left when the job ends"), sum_, LEAVING)]
    if hours:
        steps += [*hour.steps, holiday_pay_step(hours, hour.pay, pay)]
    return HolidayAtLeaving(hours, pay, due, reason, tuple(steps))
