"""The line of balances: a month worked by hand, and what holds for every forecast."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pay_periods import periods_between

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.budget.chart_scale import scale_of
from dpmanager.domain.budget.forecast import (
    CauseOf,
    ForecastFacts,
    PlannedService,
    Point,
    Spread,
    SpreadOf,
    forecast,
    percentile,
)
from dpmanager.domain.budget.habits import Habit
from dpmanager.domain.budget.movement import Movement, Why
from dpmanager.domain.budget.pay_ahead import EmployerAhead, PayDayAhead, WorkerAhead
from dpmanager.domain.budget.what_if import (
    Leaving,
    with_cost,
    with_hours,
    with_least_pay,
    with_leaver,
    with_rise,
)
from dpmanager.domain.hours.shifts import HourKind, Shift
from dpmanager.domain.pay.gross import DatedRate
from dpmanager.domain.pay.tax_code import parse_tax_code
from dpmanager.domain.periods import Frequency, Period
from dpmanager.errors import DPManagerError
from dpmanager.tasks.pay.rates import rates_for

TODAY, END = date(2026, 10, 5), date(2026, 11, 1)
EMPLOYER = EmployerAhead({"2026-27": rates_for("2026-27")}, claims_allowance=False)


def worker(
    name: str = "Ada",
    end: date = END,
    minutes: int = 600,
    rate: str = "12.00",
    frequency: Frequency = Frequency.WEEKLY,
) -> WorkerAhead:
    """Somebody who works on Mondays and is paid four days after the end of each period."""
    days = Period(TODAY, end)
    mondays = [day for day in days.each_day() if day.weekday() == 0]
    ends = time(8 + minutes // 60, minutes % 60)
    return WorkerAhead(
        name=name,
        service_type="personal_care",
        frequency=frequency,
        pay_days=tuple(
            PayDayAhead(period, period.end + timedelta(days=4))
            for period in periods_between(TODAY, frequency, days)
        ),
        shifts=tuple(Shift(day, time(8), ends, HourKind.WEEKDAY) for day in mondays),
        rates=(DatedRate(HourKind.WEEKDAY, date(2026, 4, 6), Decimal(rate)),),
        tax_code=parse_tax_code("1257L"),
        ni_letter="A",
        started=date(2024, 4, 6),
        holiday_owed=Decimal("50.00"),
    )


BY_HAND = ForecastFacts(
    today=TODAY,
    end=END,
    balance=Decimal("1000.00"),
    known_until=TODAY,
    to_come=(Movement(date(2026, 10, 19), Decimal("300.00"), Why.FUNDER, "Northshire"),),
    workers=(worker(),),
    employer=EMPLOYER,
    spreads=(Spread(SpreadOf.HOURS, tuple(map(Decimal, (80, 90, 100, 100, 110, 120, 130, 200)))),),
    plan=(PlannedService("personal_care", Decimal(8), Decimal("11.00")),),
    weekly_amount=Decimal("100.00"),
    weeks_allowed=Decimal(8),
)


def test_a_month_by_hand() -> None:
    # 10 hours x 12.00 = 120.00 a week, no tax and no employee's National Insurance on it. Paid on
    # 15, 22 and 29 October; the fourth week's 120.00 on 5 November, after the end. The employer's
    # National Insurance, (120 - 96) x 15% = 3.60 on each of the four, is due on 20 November.
    seen = forecast(BY_HAND)
    assert [(point.day.isoformat(), point.middle) for point in seen.points] == [
        ("2026-10-05", Decimal("1000.00")),
        ("2026-10-12", Decimal("1000.00")),
        ("2026-10-19", Decimal("1180.00")),  # 1000 - 120 + 300
        ("2026-10-26", Decimal("1060.00")),
        ("2026-11-01", Decimal("940.00")),
    ]
    assert (seen.money_in, seen.money_out) == (Decimal("300.00"), Decimal("360.00"))
    assert seen.owed_at_end == Decimal("184.40")  # 120.00 + 4 x 3.60 + holiday 50.00
    assert seen.left.free == Decimal("755.60")
    assert seen.left.weeks_left == Decimal("7.55")
    assert seen.left.surplus == ZERO
    assert seen.below is None
    assert seen.steps[0].sum == "1,000.00 + 300.00 - 360.00 = 940.00"


def test_best_and_worst_by_hand() -> None:
    # Of eight weeks the 10th percentile is the first, the 50th the fourth, the 90th the eighth:
    # a cheap week is 100 - 80 = 20 below, a dear one 200 - 100 = 100 above the one in the middle.
    seen = forecast(BY_HAND)
    assert seen.points[1] == Point(
        date(2026, 10, 12), Decimal("900.00"), Decimal("1000.00"), Decimal("1020.00")
    )
    # 27 days: 100 x 27 / 7 = 385.71 and 20 x 27 / 7 = 77.14
    assert (seen.points[-1].worst, seen.points[-1].best) == (
        Decimal("554.29"),
        Decimal("1017.14"),
    )


def test_too_few_weeks_say_nothing_of_best_and_worst() -> None:
    few = replace(BY_HAND, spreads=(Spread(SpreadOf.HOURS, tuple(map(Decimal, range(7)))),))
    seen = forecast(few)
    assert all(point.worst == point.middle == point.best for point in seen.points)
    assert not seen.spread_steps


def test_why_it_costs_more_than_agreed() -> None:
    # From 6 October on: 30 hours, of 8 x 27 / 7 = 30.857 agreed. They cost 30/40 of
    # 480.00 + 14.40, which is 370.80, and 30 x 11.00 = 330.00 was agreed for so many.
    (cause,) = forecast(BY_HAND).causes
    assert (cause.of, cause.about, cause.amount) == (
        CauseOf.RATE,
        "personal_care",
        Decimal("40.80"),
    )
    fewer = (PlannedService("personal_care", Decimal(3), Decimal("12.36")),)
    (hours, *_others) = forecast(replace(BY_HAND, plan=fewer)).causes
    # 30 - 3 x 27 / 7 = 18.428.. hours at 12.36
    assert (hours.of, hours.amount) == (CauseOf.HOURS, Decimal("227.78"))


def test_what_nobody_agreed_is_a_cause() -> None:
    taxi = Habit("Taxi", "day_services", "respite", Decimal(20), Frequency.WEEKLY, TODAY, ())
    causes = forecast(replace(BY_HAND, habits=(taxi,))).causes
    assert (causes[0].of, causes[0].about, causes[0].amount) == (
        CauseOf.NOT_AGREED,
        "respite",
        Decimal("60.00"),  # 12, 19 and 26 October
    )


def test_the_first_day_below_nothing() -> None:
    poor = replace(BY_HAND, balance=Decimal("100.00"))
    assert forecast(poor).below == date(2026, 10, 15)
    assert forecast(replace(BY_HAND, balance=Decimal("-0.01"))).below == TODAY
    same_day = Movement(date(2026, 10, 15), Decimal("20.00"), Why.CONTRIBUTION, "Sam")
    helped = forecast(replace(poor, to_come=(*poor.to_come, same_day)))
    assert helped.below is None


def test_a_top_up_fills_the_account_up() -> None:
    # 1000 - 120 on 15 October leaves 880; 900 is what it is filled up to.
    top_up = replace(BY_HAND.to_come[0], fills_up_to=Decimal("900.00"))
    assert forecast(replace(BY_HAND, to_come=(top_up,))).money_in == Decimal("20.00")
    full = replace(top_up, fills_up_to=Decimal("100.00"))
    assert forecast(replace(BY_HAND, to_come=(full,))).money_in == ZERO


def test_what_should_have_moved_by_today_moves_tomorrow() -> None:
    late = Movement(date(2026, 9, 1), Decimal("-10.00"), Why.OWED, "Agency")
    seen = forecast(replace(BY_HAND, to_come=(late,), workers=()))
    assert [point.middle for point in seen.points] == [
        Decimal("1000.00"), *[Decimal("990.00")] * 4
    ]  # fmt: skip


def test_pay_of_a_tax_year_without_rates_is_worked_out_with_the_newest() -> None:
    start = date(2031, 5, 5)
    later = replace(
        worker(),
        pay_days=(PayDayAhead(Period(start, start + timedelta(6)), start + timedelta(10)),),
        shifts=(Shift(start, time(8), time(18), HourKind.WEEKDAY),),
    )
    facts = replace(BY_HAND, today=start, known_until=start, end=date(2031, 6, 30), to_come=())
    assert forecast(replace(facts, workers=(later,))).money_out == Decimal("123.60")


def test_percentiles_are_amounts_that_there_were() -> None:
    weeks = [Decimal(number) for number in range(1, 27)]
    assert [percentile(weeks, each) for each in (10, 50, 90)] == [3, 13, 24]
    assert percentile([Decimal(7)], 10) == 7


money = st.decimals(min_value=1, max_value=900, places=2)
day_numbers = st.integers(min_value=-20, max_value=200)


@st.composite
def facts(draw: st.DrawFn) -> ForecastFacts:
    """Some weeks to come of a household: pay, habits, money in, and how weeks differed."""
    end = TODAY + timedelta(days=draw(st.integers(min_value=1, max_value=180)))
    every = list(Frequency)
    coming = [
        Movement(TODAY + timedelta(days=draw(day_numbers)), sign * draw(money), why, "Somebody")
        for why, sign in ((Why.FUNDER, 1), (Why.FUNDER, 1), (Why.OWED, -1))
    ]
    workers = tuple(
        worker(
            name,
            end,
            draw(st.integers(min_value=120, max_value=900)),
            draw(st.sampled_from(["12.71", "15.40", "19.99"])),
            draw(st.sampled_from(every)),
        )
        for name in ("Ada", "Ben")[: draw(st.integers(min_value=0, max_value=2))]
    )
    habit = Habit("Taxi", "day_services", "", draw(money), draw(st.sampled_from(every)), TODAY, ())
    weeks = st.lists(st.decimals(min_value=0, max_value=500, places=2), max_size=26)
    return ForecastFacts(
        today=TODAY,
        end=end,
        balance=draw(st.decimals(min_value=-500, max_value=5000, places=2)),
        known_until=TODAY,
        to_come=tuple(coming),
        workers=workers,
        employer=replace(EMPLOYER, claims_allowance=draw(st.booleans())),
        habits=(habit,),
        spreads=tuple(Spread(of, tuple(draw(weeks))) for of in SpreadOf),
        weekly_amount=Decimal(100),
    )


@settings(deadline=None, max_examples=60)
@given(facts())
def test_the_end_is_the_start_and_all_that_moves(household: ForecastFacts) -> None:
    seen = forecast(household)
    assert seen.start_balance == household.balance
    assert seen.end_balance == household.balance + seen.money_in - seen.money_out
    assert seen.end_balance == household.balance + total(line.amount for line in seen.lines)
    assert (seen.points[0].day, seen.points[-1].day) == (household.today, household.end)


@settings(deadline=None, max_examples=60)
@given(facts())
def test_worst_is_never_above_the_middle_nor_best_below(household: ForecastFacts) -> None:
    for point in forecast(household).points:
        assert point.worst <= point.middle <= point.best


@settings(deadline=None, max_examples=40)
@given(facts())
def test_a_change_of_nothing_changes_nothing(household: ForecastFacts) -> None:
    plain = forecast(household)
    for changed in (
        with_rise(household, ZERO, TODAY),
        with_least_pay(household, TODAY, Decimal("0.01")),
        with_cost(household, TODAY, ZERO, "Nothing"),
        *(with_hours(household, one.name, Decimal(0), TODAY) for one in household.workers),
        *(
            with_leaver(household, Leaving(one.name, household.end)).facts
            for one in household.workers
        ),
    ):
        assert forecast(changed) == plain


@settings(deadline=None, max_examples=60)
@given(facts(), st.decimals(min_value=1, max_value=9, places=2), st.integers(0, 100))
def test_more_pay_never_gives_a_higher_balance(
    household: ForecastFacts, more: Decimal, after: int
) -> None:
    plain = forecast(household)
    changed = forecast(with_rise(household, more, TODAY + timedelta(days=after)))
    assert changed.left.free <= plain.left.free
    for one, other in zip(plain.points, changed.points, strict=True):
        assert other.middle <= one.middle


@given(
    st.decimals(min_value=-9000, max_value=9000, places=2),
    st.decimals(min_value=0, max_value=9000, places=2),
)
def test_a_scale_holds_all_amounts_and_nothing(low: Decimal, more: Decimal) -> None:
    ticks = scale_of(low, low + more)
    assert ticks[0] <= min(low, 0) and ticks[-1] >= max(low + more, 0)
    assert 0 in ticks and 2 <= len(ticks) <= 7
    assert len({later - earlier for earlier, later in pairwise(ticks)}) == 1


def test_a_shift_without_a_rate_is_named() -> None:
    without = replace(worker(), rates=(DatedRate(HourKind.SUNDAY, TODAY, Decimal(12)),))
    with pytest.raises(DPManagerError, match="There is no hourly rate for 5 October 2026"):
        forecast(replace(BY_HAND, workers=(without,)))
