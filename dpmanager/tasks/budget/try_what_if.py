"""What if: a forecast with one thing changed, beside the one without. Nothing is saved."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dpmanager.domain.amounts import ZERO, pounds
from dpmanager.domain.budget.forecast import ForecastFacts, forecast
from dpmanager.domain.budget.what_if import (
    Compared,
    Leaving,
    Left,
    with_cost,
    with_hours,
    with_least_pay,
    with_leaver,
    with_rise,
)
from dpmanager.domain.periods import long_date
from dpmanager.domain.rates import MinimumWageRates
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.tasks.budget.look_at_forecast import ForecastSeen
from dpmanager.tasks.pay.rates import minimum_wages
from dpmanager.words import _


class Change(StrEnum):
    """What is tried."""

    RISE = "rise"
    HOURS = "hours"
    LEAST_PAY = "least-pay"
    LEAVING = "leaving"
    COST = "cost"


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A change to try. worker: "" for all. amount: pounds an hour, hours a week or pounds.

    by_employer, cover: as in `Leaving`. name: what is bought.
    """

    change: Change
    from_day: date
    amount: Decimal = ZERO
    worker: str = ""
    by_employer: bool = False
    cover: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class WhatIfSeen:
    """The two forecasts, and what else is to be known of the change."""

    asked: WhatIf
    compared: Compared
    more: tuple[str, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class NextLeastPay:
    """The minimum wage from next April. known: None where it is not known here yet.

    now, before: pounds an hour at the highest rate of the newest year and of the one before.
    """

    from_day: date
    known: MinimumWageRates | None
    now: Decimal
    before: Decimal


def next_least_pay(today: date) -> NextLeastPay:
    """What is known of the minimum wage that comes after a day, and of the last rise."""
    this_year = date(today.year, 4, 1)
    day = this_year if today < this_year else date(today.year + 1, 4, 1)
    rates = minimum_wages()
    known = next((one for one in rates if one.applies_from == day), None)
    *_older, before, now = [one for one in rates if one.applies_from < day][-2:] or rates[:2]
    return NextLeastPay(day, known, now.by_age[0].hourly, before.by_age[0].hourly)


def try_what_if(seen: ForecastSeen, asked: WhatIf) -> WhatIfSeen:
    """Works out the change. Raises DPManagerError for one that cannot be tried."""
    facts = seen.facts
    if asked.from_day > facts.end:
        raise DPManagerError(
            _("The forecast ends on {day}. Choose an earlier day.").format(day=long_date(facts.end))
        )
    if asked.change is Change.LEAVING:
        if asked.from_day < facts.today:
            raise DPManagerError(_("This day is over. Choose today or a later day."))
        if asked.cover and asked.cover == asked.worker:
            raise DPManagerError(_("Choose somebody else to do the hours, or nobody."))
        left = with_leaver(
            facts, Leaving(asked.worker, asked.from_day, asked.by_employer, asked.cover)
        )
        more = tuple(_leaving_words(left, asked))
        return WhatIfSeen(asked, Compared(seen.forecast, forecast(left.facts)), more, left.steps)
    changed = _changed(facts, asked)
    known: tuple[str, ...] = ()
    if asked.change is Change.LEAST_PAY and next_least_pay(facts.today).known is not None:
        known = (_("The rates of that April are known here, and each age has its own."),)
    return WhatIfSeen(asked, Compared(seen.forecast, forecast(changed)), known, ())


def _changed(facts: ForecastFacts, asked: WhatIf) -> ForecastFacts:
    match asked.change:
        case Change.RISE:
            return with_rise(facts, asked.amount, asked.from_day, asked.worker)
        case Change.HOURS:
            return with_hours(facts, asked.worker, asked.amount, asked.from_day)
        case Change.LEAST_PAY:
            known = next_least_pay(facts.today).known
            return with_least_pay(facts, asked.from_day, known or asked.amount)
        case _cost:
            return with_cost(facts, asked.from_day, asked.amount, asked.name)


def _leaving_words(left: Left, asked: WhatIf) -> list[str]:
    sentence = (
        _("The notice that the law asks of you, given today, ends on {day}.")
        if asked.by_employer
        else _("The notice that the law asks of them, given today, ends on {day}.")
    )
    found = [sentence.format(day=long_date(left.notice_until))]
    if left.holiday > 0:
        found.append(
            _("{amount} for holiday that is owed is paid with the last wage.").format(
                amount=pounds(left.holiday)
            )
        )
    if left.in_place > 0:
        found.append(
            _("{amount} is paid in place of the notice that is not worked.").format(
                amount=pounds(left.in_place)
            )
        )
    if asked.by_employer:
        found.append(_("Redundancy pay may be due as well. It is not in this forecast."))
    return found
