"""What it would cost, as the window asks: the figures to begin with, and what changes them."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_book import AT, MONDAY, WHO, make_book

from dpmanager.domain.amounts import ZERO, plain
from dpmanager.domain.budget.cost import EmployingPlan, HolidayCover
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.budget.look_at_cost import CostSeen, first_figures, look_at_cost
from dpmanager.tasks.budget.what_would_it_cost import what_would_it_cost
from dpmanager.tasks.budget.work_out_cost import Asked, Question

YEAR = "2026-27"
PLAN = EmployingPlan(
    hourly_rate=Decimal("12.71"),
    assistants=1,
    cover=HolidayCover.ASSISTANT,
    agency_rate=ZERO,
    claims_allowance=True,
    pension_joined=None,
    fixed_costs=Decimal("350.00"),
    reserve=ZERO,
)
TODAY = MONDAY + timedelta(days=30)


def hours_for(money: str, **changes: Any) -> CostSeen:
    plan = replace(PLAN, **changes)
    return look_at_cost(Asked(Question.HOURS, plan, weekly_money=Decimal(money)), YEAR)


def cost_of(hours: str, **changes: Any) -> CostSeen:
    plan = replace(PLAN, **changes)
    return look_at_cost(Asked(Question.COST, plan, weekly_hours=Decimal(hours)), YEAR)


def rows(seen: CostSeen) -> dict[str, tuple[str, bool]]:
    return {choice.name: (plain(choice.figure), choice.chosen) for choice in seen.choices}


@pytest.mark.parametrize(
    ("money", "cover", "hours"),
    [
        ("300", HolidayCover.ASSISTANT, "20.25"),
        ("500", HolidayCover.ASSISTANT, "33.75"),
        ("300", HolidayCover.NONE, "22.50"),
    ],
)
def test_the_hours_of_the_known_table(money: str, cover: HolidayCover, hours: str) -> None:
    assert hours_for(money, cover=cover).answer.figure == Decimal(hours)


def test_what_other_choices_give() -> None:
    seen = rows(hours_for("300"))
    assert list(seen) == [
        "Employment Allowance claimed",
        "Employment Allowance not claimed",
        "Another assistant covers holidays",
        "Nobody covers holidays",
        "1 assistant",
        "2 assistants",
        "3 assistants",
    ]
    assert seen["Employment Allowance claimed"] == ("20.25", True)
    assert seen["Employment Allowance not claimed"] == ("18.75", False)
    assert seen["Nobody covers holidays"] == ("22.50", False)
    # Shared, no one earns 10,000 a year: 15,600 - 350 = 15,250 for 52 x 12.71 x h x 52 / 46.4,
    # so h = 15,250 x 46.4 / (52 x 52 x 12.71) = 20.589
    assert seen["2 assistants"] == seen["3 assistants"] == ("20.50", False)


def test_an_agency_is_compared_once_its_price_is_known() -> None:
    assert "An agency covers holidays" not in rows(hours_for("300"))
    seen = rows(hours_for("300", agency_rate=Decimal("24.69")))
    assert seen["An agency covers holidays"] == ("18.75", False)


def test_a_larger_number_of_assistants_is_compared_too() -> None:
    seen = rows(hours_for("300", assistants=5))
    assert seen["5 assistants"] == ("20.50", True)


def test_one_assistant_cannot_work_more_than_the_week_has() -> None:
    seen = rows(cost_of("200", assistants=2))
    assert "1 assistant" not in seen
    assert {"2 assistants", "3 assistants"} <= set(seen)


def test_the_highest_wage() -> None:
    asked = Asked(Question.WAGE, PLAN, weekly_hours=Decimal(20), weekly_money=Decimal(300))
    seen = look_at_cost(asked, YEAR)
    assert seen.answer.figure == seen.answer.asked.plan.hourly_rate == Decimal("12.89")
    assert [choice.figure for choice in seen.choices if choice.chosen] == [Decimal("12.89")] * 3


@given(
    st.decimals("0.25", "168", places=2),
    st.integers(1, 5),
    st.sampled_from(HolidayCover),
    st.booleans(),
    st.sampled_from([None, True, False]),
)
def test_the_window_and_the_command_line_say_the_same(
    hours: Decimal, assistants: int, cover: HolidayCover, allowance: bool, joined: bool | None
) -> None:
    seen = cost_of(
        str(hours),
        assistants=assistants,
        cover=cover,
        agency_rate=Decimal("24.69"),
        claims_allowance=allowance,
        pension_joined=joined,
    )
    told = what_would_it_cost(
        {
            "question": "cost",
            "tax_year": YEAR,
            "hourly_rate": "12.71",
            "weekly_hours": str(hours),
            "assistants": assistants,
            "cover": cover.value,
            "agency_rate": "24.69",
            "employment_allowance": allowance,
            "pension_joined": joined,
            "fixed_costs": "350.00",
        }
    )
    assert told["yearly_cost"] == str(seen.answer.figure)
    assert told["notes"] == list(seen.answer.notes)
    chosen = [choice.figure for choice in seen.choices if choice.chosen]
    assert chosen == [seen.answer.figure] * 3


def test_what_the_records_say(book: Book) -> None:
    first = first_figures(book, TODAY)
    assert first.tax_year == YEAR
    assert first.weekly_money == Decimal("400.00")
    assert first.weekly_hours is None
    # Ben's 13.50 has begun and is more than Ada's 12.80
    assert first.hourly_rate == Decimal("13.50")
    assert first_figures(book, MONDAY).hourly_rate == Decimal("12.80")
    assert (first.assistants, first.claims_allowance) == (2, True)
    assert (first.fixed_costs, first.agency_rate) == (ZERO, None)


def test_hours_costs_and_an_agency_that_were_agreed(tmp_path: Path) -> None:
    agreed = """return_days = 28
services = [
    { type = "personal_care", weekly_hours = 20.5, hourly_rate = "16.40" },
    { type = "day_opportunities", weekly_hours = 3, hourly_rate = "17.13" },
    { type = "agency", weekly_hours = 2, hourly_rate = "24.69" },
]
costs = [
    { cost = "insurance", met = "paid-separately", yearly_amount = "91.00" },
    { cost = "payroll", met = "in-rate" },
]
"""
    with make_book(
        tmp_path / "Agreed.dpbook",
        ("return_days = 28\n", agreed),
        ("475PX00999999", '475PX00999999", employment_allowance = false, hmrc_paid = "quarterly'),
    ) as book:
        first = first_figures(book, TODAY)
        # 400.00 and a 52nd of 91.00
        assert first.weekly_money == Decimal("401.75")
        assert first.fixed_costs == Decimal("91.00")
        assert first.weekly_hours == Decimal("20.5")
        assert first.agency_rate == Decimal("24.69")
        assert not first.claims_allowance


def test_a_contribution_that_is_taken_off_never_reaches_the_account(tmp_path: Path) -> None:
    change = ('contribution_collected = "paid-in"', 'contribution_collected = "taken-off"')
    with make_book(tmp_path / "Taken.dpbook", change) as book:
        assert first_figures(book, TODAY).weekly_money == Decimal("350.00")


def test_who_has_left_counts_no_more(book: Book) -> None:
    with book.task("Ben leaves", who=WHO, at=AT) as session:
        ben = session.query(models.Worker).filter_by(name="Ben Okoro").one()
        ben.end_date = TODAY - timedelta(days=1)
    first = first_figures(book, TODAY)
    assert (first.assistants, first.hourly_rate) == (1, Decimal("12.80"))
    assert first_figures(book, TODAY - timedelta(days=1)).assistants == 2


def test_with_nobody_and_nothing_agreed_it_begins_with_the_minimum_wage(book: Book) -> None:
    with book.task("All leave", who=WHO, at=AT) as session:
        for worker in session.query(models.Worker):
            worker.end_date = MONDAY
    first = first_figures(book, TODAY)
    # National Living Wage from April 2026, GOV.UK
    assert (first.assistants, first.hourly_rate) == (1, Decimal("12.71"))
    assert first_figures(book, MONDAY - timedelta(days=5)).weekly_money is None


def test_a_day_that_has_no_rates_yet_takes_the_newest(book: Book) -> None:
    assert first_figures(book, date(2050, 1, 1)).tax_year == YEAR
