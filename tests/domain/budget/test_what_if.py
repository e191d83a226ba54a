"""What one change does to a month that was worked by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from test_forecast import BY_HAND, END, TODAY, worker

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.budget.forecast import ForecastFacts, forecast
from dpmanager.domain.budget.pay_ahead import hours_of
from dpmanager.domain.budget.what_if import (
    Compared,
    Leaving,
    with_cost,
    with_hours,
    with_least_pay,
    with_leaver,
    with_rise,
)
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.pay.gross import DatedRate, rate_in_force
from dpmanager.errors import DPManagerError
from dpmanager.tasks.pay.rates import rates_for

MONDAY = date(2026, 10, 19)
BOTH = replace(BY_HAND, workers=(worker(), worker("Ben", rate="20.00")))


def costs(facts: ForecastFacts, changed: ForecastFacts) -> Decimal:
    return -Compared(forecast(facts), forecast(changed)).difference


def test_a_rise_costs_its_hours_and_the_national_insurance_on_them() -> None:
    # Two weeks of 10 hours from 19 October: 1.00 more is 20.00, and 15% of it is 3.00.
    assert costs(BY_HAND, with_rise(BY_HAND, Decimal("1.00"), MONDAY)) == Decimal("23.00")
    assert costs(BOTH, with_rise(BOTH, Decimal("1.00"), MONDAY, "Ben")) == Decimal("23.00")
    assert costs(BOTH, with_rise(BOTH, Decimal("1.00"), MONDAY)) == Decimal("46.00")


def test_a_rise_lifts_later_rates_too_and_leaves_sleep_ins() -> None:
    rates = (
        *worker().rates,
        DatedRate(HourKind.WEEKDAY, date(2026, 10, 26), Decimal("13.00")),
        DatedRate(HourKind.SLEEP_IN, date(2026, 4, 6), Decimal("60.00")),
    )
    facts = replace(BY_HAND, workers=(replace(worker(), rates=rates),))
    (changed,) = with_rise(facts, Decimal("0.50"), MONDAY).workers
    on = {
        day: rate_in_force(HourKind.WEEKDAY, date(2026, 10, day), changed.rates)
        for day in (18, 19, 26)
    }
    assert on == {18: Decimal("12.00"), 19: Decimal("12.50"), 26: Decimal("13.50")}
    assert rate_in_force(HourKind.SLEEP_IN, END, changed.rates) == Decimal("60.00")


@pytest.mark.parametrize("hours", [Decimal(2), Decimal("-2.5"), Decimal(45)])
def test_hours_of_each_week(hours: Decimal) -> None:
    changed = with_hours(BY_HAND, "Ada", hours, date(2026, 10, 12))
    before, after = hours_of(BY_HAND.workers[0].shifts), hours_of(changed.workers[0].shifts)
    assert after - before == 3 * hours  # the weeks of 12, 19 and 26 October
    # 12.00 and 15% of it on what is above the threshold, which all of these weeks are
    if hours == 2:
        assert costs(BY_HAND, changed) == Decimal("82.80")


def test_fewer_hours_than_there_are_leave_none() -> None:
    changed = with_hours(BY_HAND, "Ada", Decimal(-30), date(2026, 10, 12))
    assert hours_of(changed.workers[0].shifts) == 10  # 5 October stays
    with pytest.raises(DPManagerError, match="at most 50 hours"):
        with_hours(BY_HAND, "Ada", Decimal(51), MONDAY)


def test_the_new_minimum_wage_lifts_only_who_is_below_it() -> None:
    changed = with_least_pay(BOTH, MONDAY, Decimal("13.00"))
    ada, ben = changed.workers
    assert rate_in_force(HourKind.WEEKDAY, MONDAY, ada.rates) == Decimal("13.00")
    assert ben == BOTH.workers[1]
    assert costs(BOTH, changed) == Decimal("23.00")


def test_a_known_minimum_wage_goes_by_age() -> None:
    young = replace(worker(rate="9.00"), born=date(2007, 6, 1))  # 19
    facts = replace(BY_HAND, workers=(young, worker("Ben", rate="9.00")))
    known = rates_for("2026-27").minimum_wage
    ada, ben = with_least_pay(facts, MONDAY, known).workers
    assert rate_in_force(HourKind.WEEKDAY, MONDAY, ada.rates) == Decimal("10.85")
    assert rate_in_force(HourKind.WEEKDAY, MONDAY, ben.rates) == Decimal("12.71")


def test_who_leaves_is_paid_their_holiday_and_the_hours_end() -> None:
    left = with_leaver(BY_HAND, Leaving("Ada", date(2026, 10, 18)))
    assert (left.notice_until, left.holiday, left.in_place) == (
        date(2026, 10, 12), Decimal("50.00"), ZERO,
    )  # fmt: skip
    seen = forecast(left.facts)
    # 120.00 on 15 October and 120.00 + 50.00 on the 22nd; National Insurance of
    # 3.60 + (170 - 96) x 15% = 11.10 comes after the end.
    assert seen.end_balance == Decimal("1010.00")
    assert seen.owed_at_end == Decimal("14.70")


def test_the_hours_go_to_somebody_else_at_their_rate() -> None:
    left = with_leaver(BOTH, Leaving("Ada", date(2026, 10, 18), cover="Ben"))
    ada, ben = left.facts.workers
    assert (hours_of(ada.shifts), hours_of(ben.shifts)) == (20, 60)
    # 20 hours at 20.00 for 20 at 12.00 are 160.00 more. National Insurance: Ada's was 4 x 3.60 and
    # is 3.60 + 11.10 with her holiday; Ben's was 4 x 15.60 and is 2 x 15.60 + 2 x 45.60. So 60.30.
    assert costs(BOTH, left.facts) == Decimal("220.30")


def test_the_employer_pays_the_notice_that_is_not_worked() -> None:
    # Two full years: two weeks' notice, to 19 October; 7 days of it after the 12th. The average
    # week is 30 x 12.00 ÷ (27 ÷ 7) = 93.33.
    left = with_leaver(BY_HAND, Leaving("Ada", date(2026, 10, 12), by_employer=True))
    assert left.notice_until == date(2026, 10, 19)
    assert left.in_place == Decimal("93.33")


def test_who_leaves_after_the_end_changes_nothing() -> None:
    left = with_leaver(BY_HAND, Leaving("Ada", END))
    assert left.facts == BY_HAND


def test_something_bought_once() -> None:
    changed = with_cost(BY_HAND, MONDAY, Decimal("99.00"), "A chair")
    assert costs(BY_HAND, changed) == Decimal("99.00")
    assert forecast(changed).points[2].middle == Decimal("1081.00")


def test_somebody_who_is_not_there() -> None:
    with pytest.raises(DPManagerError, match="Cleo has no work"):
        with_rise(BY_HAND, Decimal(1), TODAY, "Cleo")
