"""What would it cost? Answered from plain figures, for other programs."""

from decimal import Decimal
from typing import Any

from dpmanager.domain.amounts import ZERO, plain
from dpmanager.domain.budget.cost import HOURS_IN_WEEK, WEEKS, EmployingPlan, HolidayCover
from dpmanager.domain.rates import TaxYearRates
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.tasks.budget.work_out_cost import (
    DEAREST_HOUR,
    MOST_ASSISTANTS,
    Asked,
    Question,
    cost_label,
    work_out_cost,
)
from dpmanager.tasks.pay.rates import rates_for
from dpmanager.tasks.requests import (
    about,
    quoted,
    read_choice,
    read_count,
    read_hours,
    read_pounds,
    read_text,
    read_yes_or_no,
    refuse_other_keys,
)
from dpmanager.words import _

NEEDED = {
    Question.COST: ("question", "tax_year", "hourly_rate", "weekly_hours"),
    Question.HOURS: ("question", "tax_year", "hourly_rate", "weekly_money"),
    Question.WAGE: ("question", "tax_year", "weekly_hours", "weekly_money"),
}
# What each key is when it is left out.
DEFAULTS: dict[str, Any] = {
    "assistants": 1,
    "cover": HolidayCover.ASSISTANT.value,
    "agency_rate": None,
    "employment_allowance": True,
    "pension_joined": None,
    "fixed_costs": "0.00",
    "reserve": "0.00",
}


def what_would_it_cost(request: Any) -> dict[str, Any]:
    """Answers one request of `dpmanager cost`; amounts in and out are strings in pounds.

    `fixed_costs` and `reserve` are for a year, which has 52 times `weekly_money`. The lines are
    rounded one by one, and the total once, so that it can be a penny off the sum of the lines.
    Raises DPManagerError that names the key which is unknown, missing or impossible.
    """
    if not isinstance(request, dict):
        raise DPManagerError(_("A cost is asked for with one JSON object, in { and }."))
    if "question" not in request:
        raise DPManagerError(
            _('"question" is missing. Use one of: {known}.').format(known=", ".join(Question))
        )
    question = read_choice(request, "question", Question)
    refuse_other_keys(request, NEEDED[question], tuple(DEFAULTS))
    asked = DEFAULTS | request
    tax_year = read_text(asked, "tax_year")
    with about("tax_year"):
        rates = rates_for(tax_year)
    return _answer(_asked(question, asked), rates)


def _asked(question: Question, asked: dict[str, Any]) -> Asked:
    plan, needed = _plan(asked), NEEDED[question]
    hours, money = ZERO, ZERO
    if "weekly_hours" in needed:
        hours = read_hours(asked, "weekly_hours", HOURS_IN_WEEK * plan.assistants)
    if "weekly_money" in needed:
        money = read_pounds(asked, "weekly_money")
    return Asked(question, plan, hours, money)


def _answer(asked: Asked, rates: TaxYearRates) -> dict[str, Any]:
    found = work_out_cost(asked, rates)
    start = found.pension_start
    answer: dict[str, Any] = {
        "hourly_rate": plain(found.asked.plan.hourly_rate),
        "weekly_hours": plain(found.asked.weekly_hours),
        "yearly_cost": plain(found.cost.total),
        "weekly_cost": plain(found.cost.weekly),
        "hourly_cost": None if found.hourly_cost is None else plain(found.hourly_cost),
    }
    if found.left_over is not None:
        answer["yearly_money"] = plain(WEEKS * asked.weekly_money)
        answer["left_over"] = plain(found.left_over)
    return answer | {
        "lines": [
            {
                "line": line.cost.value,
                "label": cost_label(line.cost),
                "yearly": plain(line.amount),
                "steps": [_step(step) for step in line.steps],
            }
            for line in found.cost.lines
        ],
        "steps": [_step(found.cost.step)],
        "pension_starts": None
        if start is None
        else {
            "above_weekly_hours": plain(start.weekly_hours),
            "yearly_cost": plain(start.yearly_cost),
        },
        "notes": list(found.notes),
    }


def _step(step: Step) -> dict[str, str]:
    return {"label": step.label, "sum": step.sum, "source": step.source}


def _plan(asked: dict[str, Any]) -> EmployingPlan:
    cover = read_choice(asked, "cover", HolidayCover)
    if cover is HolidayCover.AGENCY and asked["agency_rate"] is None:
        raise DPManagerError(_('"agency_rate" is missing: what an hour of the agency costs.'))
    joined = asked["pension_joined"]
    return EmployingPlan(
        hourly_rate=_rate(asked, "hourly_rate") if "hourly_rate" in asked else ZERO,
        assistants=read_count(asked, "assistants", MOST_ASSISTANTS),
        cover=cover,
        agency_rate=ZERO if asked["agency_rate"] is None else _rate(asked, "agency_rate"),
        claims_allowance=read_yes_or_no(asked, "employment_allowance"),
        pension_joined=None if joined is None else read_yes_or_no(asked, "pension_joined"),
        fixed_costs=read_pounds(asked, "fixed_costs"),
        reserve=read_pounds(asked, "reserve"),
    )


def _rate(asked: dict[str, Any], key: str) -> Decimal:
    rate = read_pounds(asked, key)
    if not 0 < rate <= DEAREST_HOUR:
        raise DPManagerError(
            _("{key}: {value} cannot be the price of an hour. Check the point.").format(
                key=key, value=quoted(asked[key])
            )
        )
    return rate
