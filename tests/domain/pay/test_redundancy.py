from datetime import date, timedelta
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.pay.redundancy import RedundancyPay, redundancy_pay
from dpmanager.domain.rates import RedundancyRules
from dpmanager.tasks.pay.rates import rates_for

ENDS = date(2026, 6, 30)


def limited_to(week: str) -> RedundancyRules:
    return msgspec.structs.replace(
        rates_for("2026-27").redundancy, week_great_britain=Decimal(week)
    )


def of_age(
    age: int, years: int, weekly_pay: str, rules: RedundancyRules, **more: bool
) -> RedundancyPay:
    born = date(ENDS.year - age, ENDS.month, ENDS.day)
    started = date(ENDS.year - years, ENDS.month, ENDS.day) + timedelta(days=1)
    return redundancy_pay(born, started, ENDS, Decimal(weekly_pay), rules, **more)


@pytest.mark.parametrize(
    ("limit", "age", "years", "weekly_pay", "amount", "weeks"),
    [
        # GOV.UK's calculator, alphagov/smart-answers, redundancy_calculator_test.rb
        ("430", 45, 12, "350", "4900.00", None),
        ("430", 42, 22, "500", "8815.00", None),
        ("450", 42, 22, "500", "9225.00", None),
        ("430", 41, 4, "1500", "1720.00", None),
        ("430", 18, 3, "500", "645.00", "1.5"),
        ("450", 18, 3, "500", "675.00", "1.5"),
        ("430", 26, 11, "250", "1875.00", "7.5"),
        ("430", 32, 11, "420", "4410.00", "10.5"),
        ("450", 32, 11, "460", "4725.00", "10.5"),
        ("430", 34, 15, "386", "5211.00", "13.5"),
        ("430", 40, 20, "401", "7619.00", "19.0"),
        ("430", 48, 14, "381", "6667.50", "17.5"),
        # questcover.com, "Alice": 25, six years, a week's pay above the limit of the time
        ("544", 25, 6, "600", "2448.00", "4.5"),
    ],
)
def test_published_cases(limit, age, years, weekly_pay, amount, weeks):
    got = of_age(age, years, weekly_pay, limited_to(limit))
    assert str(got.amount) == amount
    assert weeks is None or str(got.weeks) == weeks
    assert got.reason == ""


def test_the_steps_show_the_years_by_age_and_the_limit():
    steps = of_age(25, 6, "600", limited_to("544")).steps
    assert [step.sum for step in steps] == [
        "6",
        "3 x 0.5 + 3 x 1 = 4.5",
        "544",
        "4.5 x 544 = 2,448.00",
    ]
    assert "20" in [step.sum for step in of_age(50, 25, "600", limited_to("544")).steps]


def test_northern_ireland_has_its_own_limit():
    rules = rates_for("2026-27").redundancy
    britain = of_age(30, 4, "1000", rules)
    northern = of_age(30, 4, "1000", rules, northern_ireland=True)
    # 4 x 751 and 4 x 783
    assert (str(britain.amount), str(northern.amount)) == ("3004.00", "3132.00")


def test_nothing_is_due_below_two_years_and_it_says_why():
    rules = rates_for("2026-27").redundancy
    started = date(2024, 7, 1)
    day_short = redundancy_pay(
        date(1990, 1, 1), started, ENDS - timedelta(days=1), Decimal(400), rules
    )
    assert (day_short.amount, day_short.weeks) == (0, 0)
    assert day_short.reason.startswith("Redundancy pay is due after 2 full years of work.")
    two_years = redundancy_pay(date(1990, 1, 1), started, ENDS, Decimal(400), rules)
    assert (str(two_years.amount), two_years.reason) == ("800.00", "")


@given(age=st.integers(18, 80), years=st.integers(2, 40))
def test_weeks_lie_between_half_and_one_and_a_half_a_year(age, years):
    years = min(years, age - 15)
    got = of_age(age, years, "400", limited_to("751"))
    counted = min(years, 20)
    assert counted * Decimal("0.5") <= got.weeks <= counted * Decimal("1.5")
    older = of_age(age + 1, years, "400", limited_to("751"))
    assert older.weeks >= got.weeks
    assert got.amount == got.weeks * 400
