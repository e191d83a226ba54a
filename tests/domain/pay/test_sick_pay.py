"""Cases marked GOV.UK are those of its calculator's tests: alphagov/smart-answers,
test/unit/calculators/statutory_sick_pay_calculator_test.rb. They keep the rates of their years."""

from datetime import date, timedelta
from decimal import Decimal

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dpmanager.domain.pay.average_weekly_earnings import AverageWeeklyEarnings
from dpmanager.domain.pay.sick_pay import (
    SickPayOfPeriod,
    SickPayTime,
    sick_pay,
    sick_pay_time,
)
from dpmanager.domain.periods import Period
from dpmanager.domain.rates import SickPayRules, tax_year_of
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.tasks.pay.rates import rates_for

MONDAY_TO_FRIDAY = frozenset(range(5))
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
OLDER = {  # GOV.UK, config/smart_answers/rates/statutory_sick_pay.yml: weekly rate and least pay
    "2011-12": ("81.60", "102"),
    "2012-13": ("85.85", "107"),
    "2013-14": ("86.70", "109"),
    "2014-15": ("87.55", "111"),
}


def rules_on(day: date) -> SickPayRules:
    year = tax_year_of(day)
    if year in OLDER:
        weekly, least = map(Decimal, OLDER[year])
        return msgspec.structs.replace(
            rates_for("2023-24").sick_pay, weekly=weekly, lower_earnings_limit=least
        )
    return rates_for(year).sick_pay


def average(amount: str) -> AverageWeeklyEarnings:
    return AverageWeeklyEarnings(Decimal(amount), (Step("Average pay for a week", amount),))


def pay(
    *absences: tuple[date, date],
    days: frozenset[int] = MONDAY_TO_FRIDAY,
    earns: str = "300",
    period: Period | None = None,
) -> SickPayOfPeriod:
    """Sick pay of the last absence, or of the period."""
    spells = [Period(*absence) for absence in absences]
    return sick_pay(spells, period or spells[-1], days, lambda _day: average(earns), rules_on)


@pytest.mark.parametrize(
    ("absences", "weekdays", "paid_days", "amount"),
    [
        (["2012-09-01 2012-09-07", "2012-10-01 2012-10-07"], "01234", 5, "85.85"),
        (["2012-04-06 2012-04-12"], "012", 0, "0.00"),
        (["2012-04-06 2012-12-06"], "01234", 140, "2403.80"),
        (["2012-04-06 2012-12-06"], "123", 84, "2403.80"),
        (["2012-03-26 2012-04-13"], "01234", 12, "200.94"),
        (["2012-01-03 2012-01-12", "2012-02-28 2012-04-07"], "1234", 24, "490.67"),
        (["2012-05-07 2012-07-01", "2012-07-25 2012-09-04"], "024", 18, "515.11"),
        (["2012-11-23 2012-12-31"], "56", 9, "386.33"),
        (["2011-09-28 2012-03-19", "2012-03-29 2012-05-06"], "0123", 16, "338.09"),
        (["2011-09-05 2012-03-21", "2012-03-29 2012-05-06"], "0123", 0, "0.00"),
        (["2012-08-28 2012-10-06"], "2", 3, "257.55"),
        (["2011-09-05 2012-03-20", "2012-03-29 2012-04-10"], "0123", 1, "20.40"),
        (["2013-03-26 2013-04-12"], "123", 6, "172.55"),
        (["2013-01-07 2013-05-03"], "0123", 65, "1398.47"),
        (["2012-12-01 2012-12-28", "2013-01-07 2013-05-03"], "25", 33, "1419.93"),
        (["2012-09-21 2012-12-28", "2013-01-07 2013-05-03"], "123", 45, "1289.45"),
        (["2014-06-01 2014-06-14", "2014-07-10 2014-07-20"], "01234", 7, "122.57"),
        (["2013-10-24 2013-10-27"], "602345", 1, "14.45"),
    ],
)
def test_gov_uk_cases_before_april_2026(absences, weekdays, paid_days, amount):
    spells = [tuple(map(date.fromisoformat, spell.split())) for spell in absences]
    result = pay(*spells, days=frozenset(map(int, weekdays)))
    assert (result.days, result.amount) == (paid_days, Decimal(amount))


@pytest.mark.parametrize(
    ("monday", "amount"),
    [
        (date(2023, 6, 5), "109.40"),
        (date(2024, 6, 3), "116.75"),
        (date(2025, 6, 2), "118.75"),
        (date(2026, 6, 1), "123.25"),
    ],
)
def test_gov_uk_a_full_week_of_each_year(monday, amount):
    # the waiting days were served in a linked absence
    earlier = (monday - timedelta(days=14), monday - timedelta(days=8))
    result = pay(earlier, (monday, monday + timedelta(days=4)))
    assert result.amount == Decimal(amount)


@pytest.mark.parametrize(("earns", "amount"), [("250", "123.25"), ("112.50", "90.00")])
def test_gov_uk_flat_rate_or_80_percent_from_april_2026(earns, amount):
    # 2,000 or 900 in eight weeks
    assert pay((date(2026, 4, 13), date(2026, 4, 17)), earns=earns).amount == Decimal(amount)


@pytest.mark.parametrize(("earns", "amount"), [("100", "80.00"), ("200", "123.25")])
def test_business_gov_uk_80_percent_or_the_flat_rate(earns, amount):
    assert pay((date(2026, 9, 7), date(2026, 9, 11)), earns=earns).amount == Decimal(amount)


@pytest.mark.parametrize(
    ("earns", "weekdays", "sick", "amount"),
    [
        ("140", "024", 2, "74.67"),  # 112.00 a week, 37.3333 a day
        ("300", "024", 1, "41.09"),  # 41.0833 a day
        ("300", "024", 2, "82.17"),
        ("300", "024", 3, "123.25"),
        ("300", "01234", 3, "73.95"),
    ],
)
def test_days_of_a_week_go_up_to_the_penny(earns, weekdays, sick, amount):
    days = frozenset(map(int, weekdays))
    monday = date(2026, 9, 7)
    last = [monday + timedelta(days=weekday) for weekday in sorted(days)][sick - 1]
    result = pay((monday, last), days=days, earns=earns)
    assert (result.days, result.amount) == (sick, Decimal(amount))


@pytest.mark.parametrize(("sick", "amount"), [(1, "16.97"), (2, "33.93"), (3, "50.90")])
def test_published_daily_rates_of_2025_26_for_seven_days(sick, amount):
    # the table of daily rates of 2025-26 that payroll firms print: 16.9642 a day
    sunday = date(2025, 6, 8)
    waiting = (sunday - timedelta(days=14), sunday - timedelta(days=8))
    result = pay(
        waiting,
        (sunday, sunday + timedelta(days=6)),
        days=frozenset(range(7)),
        period=Period(sunday, sunday + timedelta(days=sick - 1)),
    )
    assert result.amount == Decimal(amount)


def test_the_steps_lead_to_the_amount():
    result = pay(
        (date(2026, 9, 9), date(2026, 9, 14)), days=frozenset({MON, WED, FRI}), earns="140"
    )
    assert [step.sum for step in result.steps] == [
        "140",
        "140.00 x 80% = 112.00",
        "112.00 / 3 = 37.3333",
        "2 x 37.3333 = 74.67",
        "1 x 37.3333 = 37.34",
        "74.67 + 37.34 = 112.01",
    ]
    assert result.amount == Decimal("112.01")
    assert result.reasons == (
        "Sick pay is 80% of the average pay for a week, as that is less than the full £123.25.",
    )


def test_a_week_cut_by_the_end_of_the_pay_period_adds_up_to_the_whole_week():
    # 41.0833 a day: Monday and Wednesday 82.17, Friday the rest of 123.25
    absence = (date(2026, 9, 28), date(2026, 10, 2))
    days = frozenset({MON, WED, FRI})
    september = pay(absence, days=days, period=Period(date(2026, 9, 1), date(2026, 9, 30)))
    october = pay(absence, days=days, period=Period(date(2026, 10, 1), date(2026, 10, 31)))
    assert (september.amount, october.amount) == (Decimal("82.17"), Decimal("41.08"))
    assert october.steps[-1].sum == "3 x 41.0833 = 123.25; 123.25 - 82.17 = 41.08"


def test_three_days_were_too_short_before_april_2026():
    result = pay((date(2026, 3, 29), date(2026, 3, 31)))
    assert (result.amount, result.days, result.steps) == (0, 0, ())
    assert result.reasons == (
        "No sick pay is due for the absence from 29 Mar 2026 to 31 Mar 2026. "
        "It had to last 4 days.",
    )


def test_days_off_count_towards_four_days():
    # HMRC, SPM110500: ill from Saturday to Tuesday, at work from Monday to Friday
    result = pay((date(2026, 3, 14), date(2026, 3, 17)))
    assert result.reasons == ("2 days off sick are waiting days, which are not paid.",)


def test_absences_that_touch_are_one_in_any_order():
    monday, thursday = date(2026, 3, 9), date(2026, 3, 12)
    first = (monday, monday + timedelta(days=2))
    second = (thursday, thursday + timedelta(days=1))
    whole = Period(first[0], second[1])
    assert pay(second, first, period=whole) == pay((whole.start, whole.end), period=whole)
    assert pay(first, second, period=whole).days == 2


def test_waiting_days_that_are_left_are_served_in_the_linked_absence():
    # HMRC help on linked absences: remaining waiting days come first in the next one
    first = (date(2025, 9, 12), date(2025, 9, 15))  # Friday to Monday: two waiting days
    second = (date(2025, 10, 6), date(2025, 10, 10))
    result = pay(first, second)
    assert result.days == 4
    assert result.reasons == ("1 day off sick is a waiting day, which is not paid.",)


@pytest.mark.parametrize(("days_between", "paid"), [(56, 5), (57, 2)])
def test_absences_up_to_56_days_apart_are_linked(days_between, paid):
    monday = date(2025, 10, 6)
    last = monday - timedelta(days=days_between + 1)
    assert pay((last - timedelta(days=20), last), (monday, monday + timedelta(days=4))).days == paid


def test_an_absence_that_was_too_short_does_not_link():
    monday = date(2025, 10, 6)
    short = (monday - timedelta(days=14), monday - timedelta(days=12))
    assert pay(short, (monday, monday + timedelta(days=4))).days == 2


def test_a_chain_of_links_goes_past_an_absence_that_was_too_short():
    monday = date(2025, 10, 6)
    first = (monday - timedelta(days=40), monday - timedelta(days=30))
    short = (monday - timedelta(days=14), monday - timedelta(days=12))
    assert pay(first, short, (monday, monday + timedelta(days=4))).days == 5


def test_earnings_are_those_before_the_first_linked_absence():
    asked = []

    def earnings(day: date) -> AverageWeeklyEarnings:
        asked.append(day)
        return average("100")

    first = Period(date(2026, 5, 4), date(2026, 5, 4))
    second = Period(date(2026, 6, 1), date(2026, 6, 5))
    sick_pay([second, first], second, MONDAY_TO_FRIDAY, earnings, rules_on)
    assert asked == [first.start]


def test_low_earnings_were_not_enough_before_april_2026():
    result = pay((date(2026, 3, 2), date(2026, 3, 13)), earns="124.99")
    assert result.amount == 0
    assert result.reasons == (
        "No sick pay is due for 10 days. The average pay for a week was £124.99. "
        "It had to be £125.00 or more. Give the worker form SSP1.",
    )
    assert pay((date(2026, 3, 2), date(2026, 3, 13)), earns="125").days == 7


def test_the_limit_on_the_first_day_of_linked_absences_decides():
    # £124 was enough in 2024-25 and not in 2025-26 (HMRC, SPM110500)
    march = (date(2025, 3, 17), date(2025, 3, 21))
    april = (date(2025, 4, 14), date(2025, 4, 18))
    assert pay(march, april, earns="124").days == 5
    assert pay(april, earns="124").days == 0


def test_a_linked_absence_under_the_new_rules_is_paid_from_its_first_day():
    # the first was not paid for low earnings; 80% of its average counts
    march = (date(2026, 3, 16), date(2026, 3, 20))
    result = pay(march, (date(2026, 4, 20), date(2026, 4, 20)), earns="100")
    assert result.amount == 16


def test_days_paid_before_april_2026_use_up_the_28_weeks():
    before = (date(2025, 9, 15), date(2026, 3, 27))  # 28 weeks, three of whose days are waiting
    result = pay(before, (date(2026, 4, 13), date(2026, 4, 17)))
    assert result.days == 3
    assert result.reasons == (
        "Sick pay has ended. It was paid for 28 weeks, which is the most there is. "
        "Give the worker form SSP1.",
    )


def test_without_earnings_there_is_no_sick_pay():
    result = pay((date(2026, 9, 7), date(2026, 9, 11)), earns="0")
    assert (result.amount, result.days) == (0, 0)
    assert result.reasons[0].startswith("No sick pay is due. The worker had no pay in the weeks")


def test_days_off_that_are_not_days_of_work_are_not_paid():
    result = pay((date(2026, 9, 12), date(2026, 9, 13)))
    assert (result.amount, result.steps) == (0, ())
    assert result.reasons == ("No sick pay is due. The days off sick are not days of work.",)


def test_no_absence_in_the_period_needs_no_rules_and_no_earnings():
    def refuse(day: date) -> AverageWeeklyEarnings:
        raise AssertionError(day)

    spells = [Period(date(2019, 1, 1), date(2019, 2, 1))]
    period = Period(date(2026, 9, 1), date(2026, 9, 30))
    result = sick_pay(spells, period, frozenset(), refuse, rules_on)
    assert result == SickPayOfPeriod(Decimal("0.00"), 0, (), ())


def test_an_old_absence_is_not_looked_at():
    # there are no rules for 2019, and none are asked for
    old = (date(2019, 1, 1), date(2019, 2, 1))
    assert pay(old, (date(2026, 9, 7), date(2026, 9, 7))).days == 1


def test_no_working_days_says_what_to_do():
    with pytest.raises(DPManagerError, match="Choose the days"):
        pay((date(2026, 9, 7), date(2026, 9, 11)), days=frozenset())


def test_an_absence_across_april_2026_is_paid_until_then_and_refused_after():
    absence = (date(2026, 3, 23), date(2026, 4, 17))
    march = pay(absence, period=Period(date(2026, 3, 9), date(2026, 4, 5)))
    assert march.days == 7
    with pytest.raises(DPManagerError, match="6 April 2026") as refused:
        pay(absence, period=Period(date(2026, 4, 6), date(2026, 5, 3)))
    assert "gov.uk/guidance/sickness-absences-that-start-before" in str(refused.value)


def test_a_later_absence_linked_to_one_across_april_2026_is_paid():
    across = (date(2026, 3, 23), date(2026, 4, 17))
    assert pay(across, (date(2026, 5, 11), date(2026, 5, 12)), earns="150").amount == Decimal(48)


def test_an_absence_into_a_year_without_rules_yet_is_paid_until_the_period_ends():
    absence = (date(2027, 3, 29), date(2027, 5, 31))
    assert pay(absence, period=Period(date(2027, 3, 1), date(2027, 4, 4))).days == 5


FIRST_DAY, LAST_DAY = date(2024, 4, 6), date(2027, 4, 5)
LAST_OF_OLD_RULES = date(2026, 4, 5)
WHOLE = Period(FIRST_DAY, LAST_DAY)
spells = st.lists(
    st.builds(
        lambda start, length: Period(start, min(start + timedelta(days=length), LAST_DAY)),
        st.dates(FIRST_DAY, LAST_DAY),
        st.integers(0, 260),
    ),
    min_size=1,
    max_size=4,
)
weekdays = st.frozensets(st.integers(0, 6), min_size=1)
earned = st.decimals("0", "400", places=2)


def pay_of(
    absences: list[Period], period: Period, days: frozenset[int], earns: Decimal
) -> SickPayOfPeriod:
    """Sick pay where no absence, also joined with its neighbours, crosses the change of rules."""
    assume(
        not any(LAST_OF_OLD_RULES in absence for absence in absences)
        or not any(LAST_OF_OLD_RULES + timedelta(days=1) in absence for absence in absences)
    )
    return sick_pay(absences, period, days, lambda _day: average(str(earns)), rules_on)


@settings(deadline=None, max_examples=40)
@given(spells, weekdays, earned, st.dates(FIRST_DAY, LAST_DAY - timedelta(days=1)))
def test_a_period_in_two_parts_is_paid_the_same(absences, days, earns, cut):
    whole = pay_of(absences, WHOLE, days, earns)
    first = pay_of(absences, Period(FIRST_DAY, cut), days, earns)
    second = pay_of(absences, Period(cut + timedelta(days=1), LAST_DAY), days, earns)
    assert whole.amount == first.amount + second.amount
    assert whole.days == first.days + second.days


@settings(deadline=None, max_examples=60)
@given(spells, weekdays, earned, st.data())
def test_no_week_is_paid_more_than_the_flat_rate(absences, days, earns, data):
    day = data.draw(st.sampled_from(list(absences[0].each_day())))
    saturday = day + timedelta(days=(SAT - day.weekday()) % 7)
    assume(saturday <= LAST_DAY)
    week = pay_of(absences, Period(saturday - timedelta(days=6), saturday), days, earns)
    assert 0 <= week.amount <= rules_on(saturday).weekly
    assert week.days <= len(days)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(st.integers(1, 56), st.integers(4, 120)), min_size=1, max_size=5),
    weekdays,
)
def test_linked_absences_are_paid_28_weeks_at_the_most(gaps_and_lengths, days):
    absences, last = [], FIRST_DAY
    for gap, length in gaps_and_lengths:
        start = last + timedelta(days=gap + 1)
        last = start + timedelta(days=length - 1)
        absences.append(Period(start, last))
    assume(last <= LAST_OF_OLD_RULES)
    working = sum(day.weekday() in days for absence in absences for day in absence.each_day())
    paid = pay_of(absences, Period(FIRST_DAY, last), days, Decimal(300)).days
    assert paid == min(28 * len(days), max(working - 3, 0))


@settings(deadline=None, max_examples=40)
@given(
    st.dates(LAST_OF_OLD_RULES + timedelta(days=1), LAST_DAY),
    st.integers(0, 364),
    weekdays,
    st.decimals("1", "400", places=2),
)
def test_from_april_2026_each_day_is_paid_for_28_weeks(start, length, days, earns):
    absence = Period(start, min(start + timedelta(days=length), LAST_DAY))
    working = sum(day.weekday() in days for day in absence.each_day())
    assert pay_of([absence], absence, days, earns).days == min(28 * len(days), working)


# When the weeks of sick pay began to run


def time(
    *absences: tuple[date, date], earns: str = "300", days: frozenset[int] = MONDAY_TO_FRIDAY
) -> SickPayTime:
    spells = [Period(*absence) for absence in absences]
    return sick_pay_time(spells, spells[-1].start, days, lambda _day: average(earns), rules_on)


def test_the_weeks_run_from_the_first_paid_day():
    monday = date(2026, 9, 7)
    assert time((monday, date(2026, 10, 4))) == SickPayTime(monday)
    # Off sick from a Saturday: the first day of work is the Monday.
    assert time((date(2026, 9, 5), date(2026, 10, 4))) == SickPayTime(monday)


def test_three_waiting_days_come_first_before_april_2026():
    assert time((date(2025, 9, 8), date(2025, 10, 5))) == SickPayTime(date(2025, 9, 11))


def test_linked_absences_have_used_up_weeks_already():
    # Ten paid days, two weeks of five, then 56 days between: the weeks are counted 14 days sooner.
    first = (date(2026, 6, 1), date(2026, 6, 14))
    again = date(2026, 8, 10)
    assert time(first, (again, date(2026, 9, 6))) == SickPayTime(date(2026, 7, 27))
    # A day more between them, and they are not linked.
    later = date(2026, 8, 11)
    assert time(first, (later, date(2026, 9, 7))) == SickPayTime(later)


def test_nothing_is_paid_without_earnings_or_when_all_weeks_are_used_up():
    monday = date(2026, 9, 7)
    assert time((monday, date(2026, 10, 4)), earns="0") == SickPayTime(unpaid_from=monday)
    # 28 weeks from Monday 6 April 2026 end on 18 October.
    long = (date(2026, 4, 6), date(2026, 10, 18))
    again = (date(2026, 11, 2), date(2026, 11, 29))
    assert time(long, again) == SickPayTime(unpaid_from=date(2026, 11, 2))


def test_below_the_lower_earnings_limit_nothing_was_paid_before_april_2026():
    # £125 a week in 2025-26.
    assert time((date(2025, 9, 8), date(2025, 10, 5)), earns="124") == SickPayTime(
        unpaid_from=date(2025, 9, 8)
    )


@settings(deadline=None, max_examples=40)
@given(spells, weekdays)
def test_the_weeks_never_run_from_after_the_first_paid_day(absences, days):
    last = max(absences)
    found = sick_pay_time(absences, last.start, days, lambda _day: average("300"), rules_on)
    assert found.unpaid_from is None or found.counted_from is None
    if found.counted_from is not None:
        assert found.counted_from <= last.end
