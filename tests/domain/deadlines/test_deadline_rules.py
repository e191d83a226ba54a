"""The file of rules: it is whole, each rule is at work, and what is wrong in it is named."""

from dataclasses import replace
from datetime import date

import msgspec
import pytest
from deadline_facts import RULES, TODAY, busy_household, due

from dpmanager.domain.deadlines.facts import Facts, Reporting
from dpmanager.domain.deadlines.rules import (
    NATIONS,
    AtAge,
    DayOfMonth,
    DeadlineRules,
    NextDayOfYear,
)


def households(nation: str) -> list[Facts]:
    """The busy household, in each way of reporting to HMRC and paying it."""
    busy = busy_household(nation)
    assert busy.hmrc is not None
    return [
        replace(busy, hmrc=replace(busy.hmrc, reporting=how, quarterly=quarterly, by_post=post))
        for how, quarterly, post in [
            (Reporting.ONLINE, False, False),
            (Reporting.PAPER, True, False),
            (Reporting.BUREAU, False, True),
            (Reporting.BUREAU, True, True),
        ]
    ]


@pytest.mark.parametrize("nation", NATIONS)
def test_every_rule_of_a_nation_is_at_work_and_no_other(nation: str) -> None:
    found = {
        one.rule_id
        for facts in households(nation)
        for one in due(facts, TODAY, until=date(2031, 12, 31))
    }
    assert found == {name for name, rule in RULES.rules.items() if nation in rule.nations}


@pytest.mark.parametrize("nation", NATIONS)
def test_no_two_deadlines_have_one_key(nation: str) -> None:
    for facts in households(nation):
        keys = [one.key for one in due(facts, TODAY)]
        assert len(keys) == len(set(keys))


def test_a_key_tells_no_name() -> None:
    for one in due(busy_household("england"), TODAY):
        assert not any(name in one.key for name in ("Ada", "Ben", "Cid", "Borough"))


def test_the_words_are_filled_in() -> None:
    for one in due(busy_household("england"), TODAY):
        for text in (one.name, one.why, one.what_to_do, one.source):
            assert text
            assert "{" not in text
            assert "  " not in text


def test_a_deadline_tells_whether_its_rule_was_verified() -> None:
    found = {one.rule_id: one.verified for one in due(busy_household("england"), TODAY)}
    assert found["paye-monthly"]
    assert not found["ssp1"]


def test_every_rule_says_when_it_was_looked_up() -> None:
    for rule in (*RULES.rules.values(), *RULES.keeping):
        assert date(2026, 11, 1) <= rule.checked
        assert rule.source[0]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"name": "Pay {whom}"}, "whom"),
        ({"source": []}, "source"),
        ({"trigger": "full-moon"}, "full-moon"),
        ({"when": {"kind": "on-the-day", "days": 3}}, "days"),
        ({"when": {"kind": "some-day"}}, "some-day"),
        ({"closed_day": "after"}, "after"),
        ({"nations": ["france"]}, "france"),
        ({"remark": "x"}, "remark"),
    ],
)
def test_a_rule_that_is_wrong_is_refused_by_name(change: dict[str, object], fault: str) -> None:
    file = msgspec.to_builtins(RULES)
    file["rules"]["p60"] |= change
    with pytest.raises(msgspec.ValidationError, match=fault):
        msgspec.convert(file, DeadlineRules)


def test_a_trigger_without_a_rule_is_named() -> None:
    file = msgspec.to_builtins(RULES)
    del file["rules"]["mot"]
    with pytest.raises(msgspec.ValidationError, match="mot"):
        msgspec.convert(file, DeadlineRules)


def test_a_nation_without_a_rule_for_keeping_is_named() -> None:
    file = msgspec.to_builtins(RULES)
    file["keeping"] = [rule for rule in file["keeping"] if rule["nations"] != ("scotland",)]
    with pytest.raises(msgspec.ValidationError, match="scotland needs one rule for keeping contr"):
        msgspec.convert(file, DeadlineRules)


def test_the_next_day_of_a_year_may_be_the_day_itself() -> None:
    thirty_first = NextDayOfYear(month=5, day=31)
    assert thirty_first.counted_from(date(2026, 5, 31)) == date(2026, 5, 31)
    assert thirty_first.counted_from(date(2026, 6, 1)) == date(2027, 5, 31)


def test_a_day_of_a_month_that_is_too_short_is_its_last() -> None:
    assert DayOfMonth(day=31).counted_from(date(2027, 2, 5)) == date(2027, 2, 28)


def test_somebody_born_on_29_february_is_18_on_1_march() -> None:
    assert AtAge(years=18).counted_from(date(2008, 2, 29)) == date(2026, 3, 1)
