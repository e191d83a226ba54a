import json
from decimal import Decimal
from typing import Any

import pytest

from dpmanager.errors import DPManagerError
from dpmanager.tasks.budget.what_would_it_cost import what_would_it_cost

COST: dict[str, Any] = {
    "question": "cost",
    "tax_year": "2026-27",
    "hourly_rate": "12.71",
    "weekly_hours": "20",
    "assistants": 1,
    "cover": "assistant",
    "agency_rate": None,
    "employment_allowance": False,
    "pension_joined": None,
    "fixed_costs": "350.00",
    "reserve": "0.00",
}
HOURS: dict[str, Any] = {
    "question": "hours",
    "tax_year": "2026-27",
    "hourly_rate": "12.71",
    "weekly_money": "300.00",
    "fixed_costs": "350.00",
}
WAGE: dict[str, Any] = {
    "question": "wage",
    "tax_year": "2026-27",
    "weekly_hours": "20",
    "weekly_money": "300.00",
    "fixed_costs": "350.00",
}


def test_the_cost_of_hours_line_by_line():
    answer = what_would_it_cost(COST)
    assert [(line["line"], line["yearly"]) for line in answer["lines"]] == [
        ("wages", "13218.40"),
        ("holiday_cover", "1595.32"),
        ("employer_ni", "1232.76"),
        ("employer_pension", "209.35"),
        ("fixed_costs", "350.00"),
        ("reserve", "0.00"),
    ]
    assert (answer["yearly_cost"], answer["weekly_cost"]) == ("16605.84", "319.34")
    assert answer["hourly_cost"] == "15.97"  # 16,605.84 / (52 x 20)
    assert answer["pension_starts"] == {"above_weekly_hours": "15.13", "yearly_cost": "112.80"}
    assert "left_over" not in answer
    assert json.loads(json.dumps(answer)) == answer
    assert answer["lines"][0]["steps"][0]["sum"] == "52 x 20.00 x 12.71 = 13,218.40"


def test_the_hours_that_money_pays_for():
    answer = what_would_it_cost(HOURS)
    assert answer["weekly_hours"] == "20.25"
    left = Decimal(answer["yearly_money"]) - Decimal(answer["yearly_cost"])
    assert (answer["yearly_money"], answer["left_over"]) == ("15600.00", str(left))
    assert left >= 0


def test_the_cost_of_the_answer_is_the_answer_of_the_cost():
    hours = what_would_it_cost(HOURS)
    same = COST | {"employment_allowance": True, "weekly_hours": hours["weekly_hours"]}
    cost = what_would_it_cost(same)
    assert {key: hours[key] for key in cost} == cost


def test_the_highest_wage_for_the_hours():
    answer = what_would_it_cost(WAGE)
    assert (answer["hourly_rate"], answer["weekly_hours"]) == ("12.89", "20.00")


def test_a_wage_below_the_minimum_is_said():
    below = "This wage is below the minimum wage of £12.71 an hour from age 21."
    assert below in what_would_it_cost(WAGE | {"weekly_money": "250.00"})["notes"]
    assert below in what_would_it_cost(COST | {"hourly_rate": "12.70"})["notes"]
    assert below not in what_would_it_cost(COST)["notes"]


def test_what_the_cover_leaves_out_is_said():
    assert any("whoever covers the holidays" in note for note in what_would_it_cost(COST)["notes"])
    nobody = what_would_it_cost(COST | {"cover": "none"})
    assert "Nobody gives the support in the 5.6 weeks of holiday." in nobody["notes"]
    assert not any("whoever covers" in note for note in nobody["notes"])


def test_money_below_the_fixed_costs_is_missing():
    answer = what_would_it_cost(HOURS | {"weekly_money": "5.00"})
    assert (answer["weekly_hours"], answer["left_over"]) == ("0.00", "-90.00")
    assert "The money does not pay for the fixed costs and what is set aside." in answer["notes"]


def test_what_is_left_out_is_as_if_it_were_written():
    short = {key: COST[key] for key in ("question", "tax_year", "hourly_rate", "weekly_hours")}
    whole = COST | {"employment_allowance": True, "fixed_costs": "0"}
    assert what_would_it_cost(short) == what_would_it_cost(whole)


def test_an_agency_covers_at_its_own_rate():
    answer = what_would_it_cost(COST | {"cover": "agency", "agency_rate": "24.69"})
    # 5.6 x 20 x 24.69
    assert answer["lines"][1]["yearly"] == "2765.28"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"question": "why"}, 'question: "why" is not known. Use one of: cost, hours, wage.'),
        ({"hourly_wage": "12.71"}, 'not known: "hourly_wage"'),
        ({"weekly_money": "300.00"}, 'not known: "weekly_money"'),
        ({"tax_year": "2019-20"}, "tax_year: The tax year 2019-20"),
        ({"hourly_rate": "0.00"}, 'hourly_rate: "0.00" cannot be the price of an hour'),
        ({"hourly_rate": "1271"}, 'hourly_rate: "1271" cannot be the price of an hour'),
        ({"hourly_rate": 12.71}, "hourly_rate: 12.71 is not an amount"),
        ({"weekly_hours": "0"}, 'weekly_hours: "0" is not a number of hours'),
        ({"weekly_hours": "168.25"}, "up to 168"),
        ({"weekly_hours": "twenty"}, 'weekly_hours: "twenty"'),
        ({"weekly_hours": True}, "weekly_hours: True"),
        ({"assistants": 0}, "assistants: 0 is not a whole number from 1 to 50"),
        ({"assistants": "2"}, 'assistants: "2"'),
        ({"assistants": True}, "assistants: True"),
        ({"cover": "family"}, 'cover: "family" is not known'),
        ({"cover": None}, "cover: None"),
        ({"cover": "agency"}, '"agency_rate" is missing'),
        ({"agency_rate": "0"}, 'agency_rate: "0"'),
        ({"employment_allowance": "yes"}, 'employment_allowance: "yes" is neither true nor false'),
        ({"employment_allowance": None}, "employment_allowance: None"),
        ({"pension_joined": 1}, "pension_joined: 1 is neither"),
        ({"fixed_costs": "-1"}, 'fixed_costs: "-1"'),
        ({"reserve": None}, "reserve: None"),
    ],
)
def test_what_cannot_be_is_refused_by_name(changes, said):
    with pytest.raises(DPManagerError) as refused:
        what_would_it_cost(COST | changes)
    assert said in str(refused.value)
    assert len(str(refused.value)) < 400


@pytest.mark.parametrize("asked", [COST, HOURS, WAGE], ids=lambda asked: asked["question"])
def test_a_missing_key_is_named(asked):
    needed = [key for key in asked if key not in ("fixed_costs", *list(COST)[4:])]
    assert len(needed) == 4
    for key in needed:
        with pytest.raises(DPManagerError, match=f'"{key}".*missing|missing: "{key}"'):
            what_would_it_cost({name: value for name, value in asked.items() if name != key})


@pytest.mark.parametrize("asked", [None, [], "{}", 5])
def test_only_an_object_is_a_request(asked):
    with pytest.raises(DPManagerError, match="one JSON object"):
        what_would_it_cost(asked)
