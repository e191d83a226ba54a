"""The days of each return follow one another, and start where the funder counts from."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.periods import Period
from dpmanager.domain.returns.funder_rules import (
    AccountRule,
    DeadlineRule,
    FunderRules,
    PeriodRule,
    PrintedDays,
    Source,
)
from dpmanager.domain.returns.return_periods import (
    asks_for_returns,
    due_day,
    periods_of,
    periods_over,
)

START = date(2026, 1, 31)
ONE_DAY = timedelta(days=1)


def rules(period: PeriodRule | None = None, **what: Any) -> FunderRules:
    return FunderRules(
        name="Anyshire Council",
        nation="england",
        detail="guidance",
        checked=date(2026, 11, 24),
        sources=(Source(title="A page", address="https://example.org/"),),
        **{"asked_for": ("periodic",), "period": period, **what},
    )


def first_days(period: PeriodRule | None, start: date, today: date, **what: Any) -> list[date]:
    return [one.start for one in periods_of(rules(period, **what), start, today)]


in_months = st.builds(
    PeriodRule,
    kind=st.sampled_from(["monthly", "quarterly", "half-yearly", "yearly"]),
    anchor=st.sampled_from(["calendar", "financial-year", "tax-year", "agreement-start"]),
)
some_day = st.dates(date(2015, 1, 1), date(2030, 12, 31))
from_first_day = st.builds(
    PeriodRule,
    kind=st.sampled_from(["monthly", "four-weekly", "13-weeks", "quarterly", "yearly"]),
    anchor=st.just("first-day"),
    first_day=some_day,
)
rising = st.sets(st.integers(1, 18), min_size=1, max_size=3).map(lambda steps: tuple(sorted(steps)))
stepped = st.one_of(
    st.builds(
        PeriodRule,
        kind=st.sampled_from(["13-weeks", "yearly", "quarterly"]),
        anchor=st.just("agreement-start"),
        **{steps: rising},
    )
    for steps in ("first_after_weeks", "first_after_months")
)


@given(in_months | from_first_day | stepped | st.none(), some_day, st.integers(-40, 4000))
def test_periods_tile_time_without_gap_or_overlap(
    rule: PeriodRule | None, start: date, later: int
) -> None:
    today = start + timedelta(days=later)
    periods = periods_of(rules(rule), start, today)
    if later < 0:
        assert periods == ()
        return
    assert periods[0].start == start
    for one, following in pairwise(periods):
        assert following.start == one.end + ONE_DAY
    assert today in periods[-1]


@given(in_months | from_first_day | stepped, some_day, st.integers(0, 900), st.integers(0, 900))
def test_a_later_day_adds_periods_and_changes_none(
    rule: PeriodRule, start: date, later: int, more: int
) -> None:
    known = periods_of(rules(rule), start, start + timedelta(days=later))
    assert periods_of(rules(rule), start, start + timedelta(days=later + more))[: len(known)] == (
        known
    )


# Each kind, worked on a calendar.


def test_quarters_of_the_calendar_begin_on_the_first_of_january_april_july_and_october() -> None:
    rule = PeriodRule(kind="quarterly", anchor="calendar")
    assert periods_of(rules(rule), date(2026, 2, 9), date(2026, 8, 1)) == (
        Period(date(2026, 2, 9), date(2026, 3, 31)),
        Period(date(2026, 4, 1), date(2026, 6, 30)),
        Period(date(2026, 7, 1), date(2026, 9, 30)),
    )


def test_quarters_of_the_tax_year_begin_on_the_sixth() -> None:
    rule = PeriodRule(kind="quarterly", anchor="tax-year")
    assert first_days(rule, date(2026, 4, 5), date(2026, 10, 6)) == [
        date(2026, 4, 5),  # one day, the last of the tax year before
        date(2026, 4, 6),
        date(2026, 7, 6),
        date(2026, 10, 6),
    ]


def test_half_years_and_years_of_the_councils_own_year_begin_in_april() -> None:
    half = PeriodRule(kind="half-yearly", anchor="financial-year")
    assert first_days(half, date(2025, 4, 1), date(2026, 4, 1)) == [
        date(2025, 4, 1),
        date(2025, 10, 1),
        date(2026, 4, 1),
    ]
    whole = PeriodRule(kind="yearly", anchor="financial-year")
    assert first_days(whole, date(2025, 3, 31), date(2026, 3, 31)) == [
        date(2025, 3, 31),
        date(2025, 4, 1),
    ]


def test_months_from_the_agreement_keep_its_day_where_the_month_has_it() -> None:
    rule = PeriodRule(kind="monthly", anchor="agreement-start")
    assert first_days(rule, START, date(2026, 4, 30)) == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
    ]


def test_four_weeks_and_thirteen_weeks_are_blocks_of_days() -> None:
    four = PeriodRule(kind="four-weekly", anchor="agreement-start")
    assert first_days(four, date(2026, 4, 6), date(2026, 6, 1)) == [
        date(2026, 4, 6),
        date(2026, 5, 4),
        date(2026, 6, 1),
    ]
    thirteen = PeriodRule(kind="13-weeks", anchor="first-day", first_day=date(2026, 4, 6))
    assert periods_of(rules(thirteen), date(2026, 4, 20), date(2026, 7, 6)) == (
        Period(date(2026, 4, 20), date(2026, 7, 5)),
        Period(date(2026, 7, 6), date(2026, 10, 4)),
    )


def test_a_printed_first_day_counts_backwards_too() -> None:
    rule = PeriodRule(kind="four-weekly", anchor="first-day", first_day=date(2026, 6, 1))
    assert first_days(rule, date(2026, 4, 8), date(2026, 5, 5)) == [
        date(2026, 4, 8),
        date(2026, 5, 4),
    ]


def test_first_checks_come_sooner_and_then_once_a_year() -> None:
    # Knowsley: after 3, 6 and 12 months, then every year.
    rule = PeriodRule(kind="yearly", anchor="agreement-start", first_after_months=(3, 6, 12))
    assert first_days(rule, date(2026, 1, 15), date(2028, 1, 20)) == [
        date(2026, 1, 15),
        date(2026, 4, 15),
        date(2026, 7, 15),
        date(2027, 1, 15),
        date(2028, 1, 15),
    ]
    # Wigan: after 12 weeks, then every year.
    rule = PeriodRule(kind="yearly", anchor="agreement-start", first_after_weeks=(12,))
    assert first_days(rule, date(2026, 1, 1), date(2027, 4, 1)) == [
        date(2026, 1, 1),
        date(2026, 3, 26),
        date(2027, 3, 26),
    ]


def test_printed_periods_are_taken_as_they_are_printed() -> None:
    rule = PeriodRule(
        kind="custom",
        anchor="last-return",
        printed=(
            PrintedDays(start=date(2026, 1, 5), end=date(2026, 3, 29)),
            PrintedDays(start=date(2026, 3, 30), end=date(2026, 7, 19)),
            PrintedDays(start=date(2026, 7, 20), end=date(2026, 10, 11)),
        ),
    )
    assert periods_of(rules(rule), date(2026, 2, 2), date(2026, 7, 19)) == (
        Period(date(2026, 2, 2), date(2026, 3, 29)),
        Period(date(2026, 3, 30), date(2026, 7, 19)),
    )
    assert periods_of(rules(rule), date(2026, 4, 1), date(2027, 7, 19))[0].start == date(2026, 4, 1)


def test_where_the_funder_names_the_days_there_are_none() -> None:
    rule = PeriodRule(kind="on-request", anchor="last-return")
    assert periods_of(rules(rule), START, date(2027, 1, 1)) == ()
    assert periods_of(rules(None, asked_for=("on-request",)), START, date(2027, 1, 1)) == ()


def test_returns_at_unknown_times_are_taken_for_quarters_of_the_calendar() -> None:
    assert first_days(None, date(2026, 1, 1), date(2026, 4, 1)) == [
        date(2026, 1, 1),
        date(2026, 4, 1),
    ]


def test_periods_that_are_over_come_newest_first() -> None:
    over = periods_over(rules(None), date(2026, 1, 1), date(2026, 7, 1))
    assert [one.start for one in over] == [date(2026, 4, 1), date(2026, 1, 1)]
    assert periods_over(rules(None), date(2026, 1, 1), date(2026, 3, 31)) == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "four-weekly", "anchor": "calendar"},
        {"kind": "quarterly", "anchor": "last-return"},
        {"kind": "quarterly", "anchor": "first-day"},
        {"kind": "on-request", "anchor": "calendar"},
        {"kind": "custom", "anchor": "last-return"},
        {"kind": "yearly", "anchor": "calendar", "first_after_months": [3]},
        {"kind": "yearly", "anchor": "agreement-start", "first_after_months": [6, 3]},
        {
            "kind": "yearly",
            "anchor": "agreement-start",
            "first_after_months": [6],
            "first_after_weeks": [3],
        },
        {
            "kind": "custom",
            "anchor": "last-return",
            "printed": [
                {"start": "2026-01-01", "end": "2026-01-31"},
                {"start": "2026-02-02", "end": "2026-02-28"},
            ],
        },
        {
            "kind": "custom",
            "anchor": "last-return",
            "printed": [{"start": "2026-01-31", "end": "2026-01-01"}],
        },
    ],
)
def test_a_period_that_cannot_be_counted_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(wrong, PeriodRule)


# When it is due


QUARTER = Period(date(2026, 4, 1), date(2026, 6, 30))


def test_days_after_the_end_and_after_the_request() -> None:
    after_end = rules(deadline=DeadlineRule(kind="after-end", days=28))
    assert due_day(after_end, QUARTER) == date(2026, 7, 28)
    after_request = rules(deadline=DeadlineRule(kind="after-request", days=28))
    assert due_day(after_request, QUARTER) is None
    assert due_day(after_request, QUARTER, asked_on=date(2026, 7, 6)) == date(2026, 8, 3)


def test_a_printed_list_gives_the_first_day_after_the_period() -> None:
    listed = rules(
        deadline=DeadlineRule(
            kind="printed", dates=(date(2026, 4, 30), date(2026, 7, 31), date(2026, 10, 30))
        )
    )
    assert due_day(listed, QUARTER) == date(2026, 7, 31)
    assert due_day(listed, Period(date(2026, 10, 1), date(2026, 12, 31))) is None


def test_what_the_person_agreed_goes_first() -> None:
    after_end = rules(deadline=DeadlineRule(kind="after-end", days=28))
    assert due_day(after_end, QUARTER, days=14) == date(2026, 7, 14)
    assert due_day(after_end, QUARTER, days=14, asked_on=date(2026, 8, 1)) == date(2026, 8, 15)


def test_what_is_only_suggested_is_no_deadline() -> None:
    assert due_day(rules(deadline=DeadlineRule(kind="ask", suggested_days=28)), QUARTER) is None
    assert due_day(rules(), QUARTER) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "after-end"},
        {"kind": "printed", "days": 3},
        {"kind": "ask"},
        {"kind": "after-end", "days": 3, "dates": ["2026-01-01"]},
        {"kind": "printed", "dates": ["2026-02-01", "2026-01-01"]},
    ],
)
def test_a_deadline_that_says_two_things_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(wrong, DeadlineRule)


def test_a_card_that_the_funder_watches_spares_the_return() -> None:
    card = rules(accounts=(AccountRule(kind="card", spares=("return",)), AccountRule(kind="bank")))
    assert not asks_for_returns(card, ["card"])
    assert asks_for_returns(card, ["card", "bank"])
    assert asks_for_returns(card, [])
    assert asks_for_returns(rules(accounts=(AccountRule(kind="card"),)), ["card"])
    assert not asks_for_returns(rules(None, asked_for=("on-request",)), ["bank"])
