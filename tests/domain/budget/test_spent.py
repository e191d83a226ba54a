"""What was agreed, spent and is still to be paid, in figures checked by hand."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.budget.spent import (
    NO_SERVICE,
    RUNNING_COSTS,
    BudgetLine,
    Pace,
    Service,
    Terms,
    is_spending,
    percent,
    share_out,
    work_out_agreed,
    work_out_budget,
)
from dpmanager.domain.periods import Period

CARE, CLUB = "personal_care", "day_opportunities"
SERVICES = (
    Service(CARE, Decimal(34), Decimal("17.90")),
    Service(CLUB, Decimal(3), Decimal("17.13")),
)
THIRTEEN_WEEKS = Period(date(2026, 7, 1), date(2026, 9, 29))


def terms(
    in_force: Period = THIRTEEN_WEEKS,
    weekly: str = "660.00",
    services: tuple[Service, ...] = SERVICES,
    costs: str = "0.00",
) -> Terms:
    return Terms(in_force, Decimal(weekly), services, Decimal(costs))


def test_the_services_take_the_pennies_of_the_weekly_amount() -> None:
    # 34 x 17.90 = 608.60 and 3 x 17.13 = 51.39 come to 659.99; the week is 660.00.
    agreed, steps = work_out_agreed([terms()])
    assert agreed == {CARE: Decimal("608.61") * 13, CLUB: Decimal("51.39") * 13}
    assert total(agreed.values()) == Decimal("8580.00")
    assert steps[0].sum == "£660.00 x 91 ÷ 7 = £8,580.00"


def test_what_the_services_leave_over_stands_alone() -> None:
    agreed, _steps = work_out_agreed([terms(weekly="700.00")])
    assert agreed[CARE] == Decimal("7911.80")
    assert agreed[NO_SERVICE] == Decimal("40.01") * 13


def test_an_agreement_without_services_is_one_amount() -> None:
    agreed, _steps = work_out_agreed([terms(weekly="400.00", services=())])
    assert agreed == {NO_SERVICE: Decimal("5200.00")}


def test_a_year_has_a_day_more_than_52_weeks() -> None:
    year = Period(date(2026, 4, 6), date(2027, 4, 5))
    agreed, _steps = work_out_agreed([terms(year, "400.00", (), "90.00")])
    assert agreed == {NO_SERVICE: Decimal("20857.14"), RUNNING_COSTS: Decimal("90.00")}


def test_costs_of_a_leap_year_are_those_of_a_year() -> None:
    year = Period(date(2027, 4, 6), date(2028, 4, 5))
    assert work_out_agreed([terms(year, costs="90.00")])[0][RUNNING_COSTS] == Decimal("90.00")


def test_two_agreements_follow_one_another() -> None:
    first = Period(date(2026, 7, 1), date(2026, 7, 28))
    then = Period(date(2026, 7, 29), date(2026, 9, 29))
    agreed, steps = work_out_agreed([terms(first, "400.00", ()), terms(then, "450.00", ())])
    assert agreed == {NO_SERVICE: Decimal("5650.00")}  # 4 x 400 + 9 x 450
    assert len(steps) == 2


@given(
    weekly=st.decimals("0.01", "2000", places=2),
    days=st.integers(1, 800),
    hours=st.lists(st.integers(1, 60), max_size=4),
)
@settings(max_examples=100, deadline=None)
def test_the_parts_always_come_to_the_whole(weekly: Decimal, days: int, hours: list[int]) -> None:
    start = date(2026, 4, 6)
    period = Period(start, date.fromordinal(start.toordinal() + days - 1))
    services = tuple(
        Service(f"service {number}", Decimal(count), Decimal("17.90"))
        for number, count in enumerate(hours)
    )
    agreed, _steps = work_out_agreed([Terms(period, weekly, services, ZERO)])
    in_services = total(one.weekly_hours * one.hourly_rate for one in services)
    a_week = weekly if not services or in_services - weekly < 1 else in_services
    assert total(agreed.values()) == (a_week * days / 7).quantize(Decimal("0.01"), "ROUND_HALF_UP")


@given(
    amount=st.decimals("0.00", "5000", places=2),
    weights=st.lists(st.decimals("0.01", "900", places=2), min_size=1, max_size=5),
)
@settings(max_examples=100, deadline=None)
def test_shares_come_to_the_amount(amount: Decimal, weights: list[Decimal]) -> None:
    named = {str(number): weight for number, weight in enumerate(weights)}
    shares = share_out(amount, named)
    assert total(shares.values()) == amount
    whole = total(weights)
    for name, share in shares.items():
        assert abs(share - amount * named[name] / whole) <= Decimal("0.03")


def test_nothing_to_share_by_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing to share by"):
        share_out(Decimal("1.00"), {"a": ZERO})


@pytest.mark.parametrize(
    ("category", "direction", "counts"),
    [
        ("pa_net_wages", "out", True),
        ("bank_charges", "out", True),
        ("repaid_council", "out", False),
        ("contrib_refund", "out", False),
        ("transfer", "transfer", False),
        ("dp_council", "in", False),
        ("refund", "in", True),
        ("hmrc_refund", "in", True),
    ],
)
def test_what_counts_as_spent(category: str, direction: str, counts: bool) -> None:
    assert is_spending(category, direction) is counts


def test_the_sums_of_a_budget() -> None:
    budget = work_out_budget(
        THIRTEEN_WEEKS,
        date(2026, 8, 4),  # 35 of 91 days: 38 per cent
        [terms(costs="90.00")],
        {CARE: Decimal("3000.00"), "equipment": Decimal("119.00")},
        {CARE: Decimal("286.27")},
    )
    assert [line.service_type for line in budget.lines] == [CARE, CLUB, RUNNING_COSTS, "equipment"]
    care = budget.lines[0]
    assert (care.used, care.left) == (Decimal("3286.27"), Decimal("4625.66"))
    assert budget.lines[2].agreed == Decimal("22.44")  # 90 x 91 / 365
    assert budget.lines[3].left == Decimal("-119.00")
    assert budget.whole.agreed == Decimal("8602.44")
    assert (budget.money_gone, budget.time_gone) == (40, 38)  # 3,405.27 of 8,602.44
    assert budget.pace is Pace.IN_STEP
    assert budget.left_at_end == Decimal("-251.26")  # 8,602.44 less 3,405.27 x 91 / 35
    assert budget.steps[-1].sum == "£3,405.27 ÷ 35 x 91 = £8,853.70"


@pytest.mark.parametrize(
    ("spent", "pace"),
    [("5000.00", Pace.FASTER), ("3300.00", Pace.IN_STEP), ("2000.00", Pace.SLOWER)],
)
def test_the_pace_of_the_money_beside_the_time(spent: str, pace: Pace) -> None:
    budget = work_out_budget(
        THIRTEEN_WEEKS, date(2026, 8, 4), [terms()], {CARE: Decimal(spent)}, {}
    )
    assert budget.pace is pace


def test_no_forecast_before_a_month_or_after_the_end() -> None:
    for today in (date(2026, 7, 27), date(2026, 9, 29), date(2026, 12, 1)):
        budget = work_out_budget(THIRTEEN_WEEKS, today, [terms()], {CARE: Decimal(500)}, {})
        assert budget.left_at_end is None
    assert budget.time_gone == 100
    assert budget.pace is None


def test_nothing_agreed_has_no_share() -> None:
    budget = work_out_budget(THIRTEEN_WEEKS, date(2026, 8, 4), [], {CARE: Decimal(5)}, {})
    assert (budget.money_gone, budget.pace, budget.left_at_end) == (None, None, None)
    assert percent(Decimal(1), ZERO) is None


@pytest.mark.parametrize(
    ("spent", "to_pay", "nearly"),
    [("84.00", "0.00", False), ("80.00", "5.00", True), ("100.00", "0.00", True),
     ("100.00", "0.01", False)],
)  # fmt: skip
def test_a_word_of_warning_from_85_per_cent_on(spent: str, to_pay: str, nearly: bool) -> None:
    line = BudgetLine(CARE, Decimal("100.00"), Decimal(spent), Decimal(to_pay))
    assert line.is_nearly_used_up is nearly
