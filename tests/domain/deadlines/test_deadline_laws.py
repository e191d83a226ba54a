"""What holds for all deadlines, on any day and with any facts."""

from dataclasses import replace
from datetime import date, timedelta

from deadline_facts import ADA, RULES, TODAY, busy_household, closed, due, newest_rates
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.deadlines.facts import (
    Facts,
    HmrcFacts,
    NoticeFacts,
    PayDay,
    PensionFacts,
    Reporting,
    ReturnFacts,
    Sickness,
)
from dpmanager.domain.deadlines.rules import NATIONS, ClosedDay
from dpmanager.domain.deadlines.work_out import Deadline, deadlines
from dpmanager.domain.deadlines.working_days import day_of_next_month, last_such_day_before
from dpmanager.domain.periods import Period

days_of_work = st.dates(date(2024, 7, 1), date(2026, 6, 30))


@st.composite
def households(draw: st.DrawFn) -> Facts:
    some_days = st.lists(days_of_work, max_size=6, unique=True)
    start = draw(days_of_work)
    worker = replace(
        ADA,
        start=start,
        born=draw(st.dates(date(2003, 1, 1), date(2009, 12, 31))),
        statement_given=draw(st.booleans()),
        changes=tuple(draw(some_days)),
        dbs_on=draw(days_of_work),
        leave_year_start=draw(days_of_work),
        notice=NoticeFacts(start + timedelta(days=draw(st.integers(0, 700))), by_employer=True),
        sickness=(Sickness("absence/1", draw(days_of_work)),),
    )
    first = draw(days_of_work)
    return Facts(
        draw(st.sampled_from(NATIONS)),
        pay_days=tuple(PayDay(day, "Ada Lane", with_pension=True) for day in draw(some_days)),
        hmrc=HmrcFacts(
            draw(st.sampled_from(Reporting)),
            quarterly=draw(st.booleans()),
            by_post=draw(st.booleans()),
        ),
        pension=PensionFacts(duties_start=draw(days_of_work)),
        workers=(worker,),
        returns=(
            ReturnFacts("return/1", "Borough", Period(first, first + timedelta(days=90)), days=28),
        ),
    )


def found_in(facts: Facts, today: date) -> tuple[tuple[Deadline, ...], frozenset[date]]:
    until = today + timedelta(days=400)
    bank_holidays = closed(facts.nation, today, until)
    found = deadlines(
        RULES, facts, today, until=until, rates_on=newest_rates, bank_holidays=bank_holidays
    )
    return found, frozenset(bank_holidays)


@given(households(), days_of_work)
def test_in_order_and_each_known_by_its_key(facts: Facts, today: date) -> None:
    found, _closed = found_in(facts, today)
    assert [one.day for one in found] == sorted(one.day for one in found)
    assert len({one.key for one in found}) == len(found)


@given(households(), days_of_work)
def test_never_after_the_legal_day_and_moved_no_further_than_needed(
    facts: Facts, today: date
) -> None:
    found, bank_holidays = found_in(facts, today)
    for one in found:
        legal = one.moved_from or one.day
        assert one.day <= legal
        if RULES.rules[one.rule_id].closed_day is ClosedDay.STANDS:
            assert one.moved_from is None
            continue
        assert one.day.weekday() < 5
        assert one.day not in bank_holidays
        between = [one.day + timedelta(days=n) for n in range(1, (legal - one.day).days + 1)]
        assert all(day.weekday() >= 5 or day in bank_holidays for day in between)


@given(households(), days_of_work)
def test_shown_before_it_is_due_and_only_as_long_as_the_rule_says(
    facts: Facts, today: date
) -> None:
    found, _closed = found_in(facts, today)
    for one in found:
        assert one.shown_from <= one.day <= today + timedelta(days=400)
        assert one.shown_until is None or one.shown_until >= max(one.day, today)


@given(households(), days_of_work, days_of_work)
def test_what_is_due_does_not_change_with_the_day_on_which_it_is_asked(
    facts: Facts, one_day: date, other: date
) -> None:
    # Which are in the list changes; a month without pay is known once it is over.
    first = {one.key: one for one in found_in(facts, one_day)[0]}
    second = {one.key: one for one in found_in(facts, other)[0]}
    for key in first.keys() & second.keys():
        assert first[key] == second[key]


def test_the_same_facts_give_the_same_list() -> None:
    facts = busy_household("wales")
    assert due(facts, TODAY) == due(facts, TODAY)


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(1, 31))
def test_a_day_of_the_month_before_a_day(day: date, number: int) -> None:
    found = last_such_day_before(day, number)
    assert found < day <= day_of_next_month(found, number)
    assert found.day == number or (found + timedelta(days=1)).day == 1
