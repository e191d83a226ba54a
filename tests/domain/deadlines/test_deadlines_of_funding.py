"""Returns, contributions and reviews."""

from datetime import date

import pytest
from deadline_facts import days, due, only

from dpmanager.domain.deadlines.facts import Facts, FundingFacts, ReturnFacts
from dpmanager.domain.deadlines.rules import Nation
from dpmanager.domain.periods import Period

QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30))
TODAY = date(2026, 10, 1)


def returns(**facts: object) -> Facts:
    one = ReturnFacts("return/1", "Haringey", QUARTER, **facts)  # type: ignore[arg-type]
    return Facts("england", returns=(one,))


@pytest.mark.parametrize(
    ("facts", "day", "legal"),
    [
        # Haringey: within 28 days of the request; asked on Monday 5 October 2026
        ({"days": 28, "asked_on": date(2026, 10, 5)}, date(2026, 11, 2), None),
        # so many days after the period
        ({"days": 28}, date(2026, 10, 28), None),
        # 31 days: a Saturday
        ({"days": 31}, date(2026, 10, 30), date(2026, 10, 31)),
        # Sefton: the day is printed in a schedule, and goes before any count
        ({"days": 28, "due": date(2026, 10, 16)}, date(2026, 10, 16), None),
    ],
)
def test_a_return(facts: dict[str, object], day: date, legal: date | None) -> None:
    one = only(returns(**facts), TODAY, "return")
    assert (one.day, one.moved_from) == (day, legal)
    assert one.name == "Send the return to Haringey"
    assert "1 July 2026 to 30 September 2026" in one.why


def test_a_return_whose_day_nobody_has_said_has_none() -> None:
    assert due(returns(), TODAY) == []


def test_each_contribution_and_the_new_one_in_april() -> None:
    funding = FundingFacts(
        "funder/1", "Durham", contributions=(date(2026, 10, 5), date(2026, 11, 1))
    )
    facts = Facts("england", funding=(funding,))
    # 1 November 2026 is a Sunday.
    assert days(facts, TODAY, "contribution") == [date(2026, 10, 5), date(2026, 10, 30)]
    assert days(facts, TODAY, "contribution-april") == [date(2027, 4, 1)]


def test_who_pays_no_contribution_has_none_to_check() -> None:
    facts = Facts("england", funding=(FundingFacts("funder/1", "Durham"),))
    assert due(facts, TODAY) == []


def reviewed(nation: Nation = "england", **facts: date) -> Facts:
    return Facts(nation, funding=(FundingFacts("funder/1", "Wigan", **facts),))  # type: ignore[arg-type]


def test_the_first_review_is_within_six_months_and_then_one_each_year() -> None:
    # SI 2014/2871, regulation 7: within the first 6 months, then at most 12 months apart
    first = reviewed(first_payment=date(2026, 6, 1))
    assert [(one.rule_id, one.day) for one in due(first, TODAY)] == [
        ("first-review", date(2026, 11, 30))
    ]
    later = reviewed(first_payment=date(2026, 6, 1), last_review=date(2026, 9, 14))
    assert [(one.rule_id, one.day) for one in due(later, TODAY)] == [
        ("yearly-review", date(2027, 9, 14))
    ]


def test_the_day_that_the_council_named_goes_before_that() -> None:
    # Gateshead: after 12 weeks
    facts = reviewed(first_payment=date(2026, 9, 7), next_review=date(2026, 11, 30))
    assert [(one.rule_id, one.day) for one in due(facts, TODAY)] == [("review", date(2026, 11, 30))]


@pytest.mark.parametrize("nation", ["wales", "scotland", "northern-ireland"])
def test_the_rule_for_councils_is_that_of_england(nation: Nation) -> None:
    assert due(reviewed(nation, first_payment=date(2026, 6, 1)), TODAY) == []
    assert due(reviewed(nation, next_review=date(2026, 11, 30)), TODAY) != []
