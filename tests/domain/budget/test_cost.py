from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpmanager.domain.budget.cost import (
    Cost,
    EmployingPlan,
    HolidayCover,
    affordable_hours,
    affordable_rate,
    pension_start,
    yearly_cost,
)
from dpmanager.tasks.pay.rates import rates_for

RATES = rates_for("2026-27")
PLAN: dict[str, Any] = {
    "hourly_rate": Decimal("12.71"),
    "assistants": 1,
    "cover": HolidayCover.ASSISTANT,
    "agency_rate": Decimal("24.69"),
    "claims_allowance": True,
    "pension_joined": None,
    "fixed_costs": Decimal("350.00"),
    "reserve": Decimal("0.00"),
}


def plan(**changes: Any) -> EmployingPlan:
    return EmployingPlan(**PLAN | changes)


def amounts(asked: EmployingPlan, hours: str) -> dict[Cost, Decimal]:
    cost = yearly_cost(asked, Decimal(hours), RATES)
    return {line.cost: line.amount for line in cost.lines}


def total(asked: EmployingPlan, hours: str) -> str:
    return str(yearly_cost(asked, Decimal(hours), RATES).total)


@pytest.mark.parametrize(
    ("money", "rate", "covered", "no_cover", "no_allowance", "agency"),
    [
        ("150", "12.71", "10.00", "11.25", "9.75", "9.25"),
        ("250", "12.71", "16.75", "18.75", "15.75", "15.50"),
        ("300", "12.71", "20.25", "22.50", "18.75", "18.75"),
        ("300", "13.50", "19.00", "21.25", "17.50", "17.75"),
        ("500", "12.71", "33.75", "37.75", "30.75", "31.50"),
    ],
)
def test_the_hours_that_a_weekly_amount_pays_for(
    money, rate, covered, no_cover, no_allowance, agency
):
    base = plan(hourly_rate=Decimal(rate))
    for changes, hours in (
        ({}, covered),
        ({"cover": HolidayCover.NONE}, no_cover),
        ({"claims_allowance": False}, no_allowance),
        ({"cover": HolidayCover.AGENCY}, agency),
    ):
        asked = plan(**{"hourly_rate": base.hourly_rate} | changes)
        assert affordable_hours(Decimal(money), asked, RATES) == Decimal(hours), changes


def test_wage_and_cover_are_what_irregular_hours_with_holiday_on_each_would_be():
    lines = amounts(plan(), "20")
    assert lines[Cost.WAGES] == Decimal("13218.40")
    together = lines[Cost.WAGES] + lines[Cost.HOLIDAY_COVER]
    assert together.quantize(Decimal("0.01")) == Decimal("14813.72")
    # 5.6 weeks of the 46.4 that are worked: the 12.07% of irregular hours, not rounded
    irregular = lines[Cost.WAGES] * (1 + Decimal("5.6") / Decimal("46.4"))
    assert abs(together - irregular) < Decimal("0.0001")


def test_the_step_where_the_pension_starts():
    start = pension_start(plan(), RATES)
    assert start is not None
    assert (str(start.weekly_hours), str(start.yearly_cost)) == ("15.13", "112.80")
    assert amounts(plan(), "15.13")[Cost.EMPLOYER_PENSION] == 0
    just_above = amounts(plan(), "15.14")[Cost.EMPLOYER_PENSION]
    assert Decimal("112.80") < just_above < Decimal("113.10")


@pytest.mark.parametrize("joined", [True, False])
def test_there_is_no_such_step_when_the_pension_is_settled(joined):
    assert pension_start(plan(pension_joined=joined), RATES) is None


@pytest.mark.parametrize(
    ("joined", "hours", "pension"),
    [
        (None, "12", "0.00"),
        (True, "12", "50.73"),  # (7,931.04 - 6,240) x 3%
        (True, "9", "0.00"),
        (False, "20", "0.00"),
        (None, "90", "1320.90"),  # (50,270 - 6,240) x 3%
    ],
)
def test_who_is_in_the_pension(joined, hours, pension):
    made = amounts(plan(pension_joined=joined), hours)[Cost.EMPLOYER_PENSION]
    assert made.quantize(Decimal("0.01")) == Decimal(pension)


def test_two_assistants_with_half_the_hours_cost_less_than_one():
    assert total(plan(claims_allowance=False, assistants=2), "20") == "15646.48"
    assert total(plan(claims_allowance=False), "20") == "16605.84"


@pytest.mark.parametrize(
    ("salary", "pension"),
    [("20000", "412.80"), ("30000", "712.80"), ("50000", "1312.80")],
)
def test_the_employers_pension_on_a_salary_of_2026_27(salary, pension):
    asked = plan(hourly_rate=Decimal(salary) / 52 / 20)
    made = amounts(asked, "20")[Cost.EMPLOYER_PENSION]
    assert made.quantize(Decimal("0.01")) == Decimal(pension)


@pytest.mark.parametrize(("salary", "ni"), [("25000", "3000"), ("30000", "3750")])
def test_the_employers_national_insurance_on_a_salary_of_2025_26(salary, ni):
    asked = plan(hourly_rate=Decimal(salary) / 52 / 20, claims_allowance=False)
    cost = yearly_cost(asked, Decimal(20), rates_for("2025-26"))
    made = next(line.amount for line in cost.lines if line.cost is Cost.EMPLOYER_NI)
    assert made.quantize(Decimal("0.01")) == Decimal(ni)


def test_the_allowance_pays_no_more_than_its_amount():
    # 10 assistants with (13,218.40 - 5,000) x 15% each
    many = plan(assistants=10)
    assert amounts(many, "200")[Cost.EMPLOYER_NI] == Decimal("12327.60") - Decimal(10500)
    assert amounts(plan(), "20")[Cost.EMPLOYER_NI] == 0


def test_the_total_shows_the_exact_lines_it_was_rounded_from():
    cost = yearly_cost(plan(claims_allowance=False), Decimal(20), RATES)
    assert cost.step.sum == (
        "13,218.40 + 1,595.3241 + 1,232.76 + 209.352 + 350.00 + 0.00 = 16,605.84"
    )
    assert cost.weekly == Decimal("319.34")


def test_money_that_fixed_costs_use_up_pays_for_no_hours():
    assert affordable_hours(Decimal("5.00"), plan(), RATES) == 0


def test_the_highest_wage_is_the_last_penny_that_fits():
    rate = affordable_rate(Decimal(300), Decimal(20), plan(), RATES)
    assert rate == Decimal("12.89")
    assert Decimal(total(plan(hourly_rate=rate), "20")) <= 15600
    assert Decimal(total(plan(hourly_rate=rate + Decimal("0.01")), "20")) > 15600


@settings(max_examples=60, deadline=None)
@given(
    money=st.decimals("0.00", "2000.00", places=2),
    rate=st.decimals("8.00", "40.00", places=2),
    assistants=st.integers(1, 4),
    cover=st.sampled_from(list(HolidayCover)),
    allowance=st.booleans(),
    joined=st.sampled_from([None, True, False]),
)
def test_a_quarter_of_an_hour_more_would_cost_too_much(
    money, rate, assistants, cover, allowance, joined
):
    asked = plan(
        hourly_rate=rate,
        assistants=assistants,
        cover=cover,
        claims_allowance=allowance,
        pension_joined=joined,
    )
    hours = affordable_hours(money, asked, RATES)
    quarter = Decimal("0.25")
    assert hours % quarter == 0
    if hours:
        assert yearly_cost(asked, hours, RATES).total <= 52 * money
    if hours < 168 * assistants:
        assert yearly_cost(asked, hours + quarter, RATES).total > 52 * money
