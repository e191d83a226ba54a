"""Rules that a person writes down: what was answered is in them, and the rest stays open."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from dpmanager.domain.returns.funder_categories import unmapped
from dpmanager.domain.returns.funder_lint import faults_of
from dpmanager.domain.returns.funder_rules import FunderRules, what_is_known
from dpmanager.domain.returns.funder_words import what_it_asks
from dpmanager.domain.returns.own_letter import (
    Heading,
    Letter,
    as_agreed,
    heading_moved,
    left_over,
    letter_from,
    rules_from,
    with_heading,
    without_heading,
)
from dpmanager.domain.returns.return_periods import periods_of
from dpmanager.tasks.returns.resources import categories, evidence_labels, funders, known_ids

TODAY = date(2026, 11, 28)
NAMES = [rules.id for rules in funders()]
SPENDING = [name for name, category in categories().items() if category.direction == "out"]


def named(name: str) -> FunderRules:
    return next(rules for rules in funders() if rules.id == name)


def made(letter: Letter, base: FunderRules) -> FunderRules:
    return rules_from(letter, base, checked=TODAY, paid=None, categories=categories())


@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_changed_stays_as_the_file_has_it(name: str) -> None:
    base = named(name)
    again = made(letter_from(base), base)
    assert faults_of(again, known_ids(), TODAY) == ()
    kept = ("name", "payer", "evidence_on_request", "receipts", "spending", "retention", "form")
    for part in (*kept, "categories", "retention_of", "paid", "evidence", "paid_in"):
        assert getattr(again, part) == getattr(base, part), part
    for part in ("surplus", "deadline"):
        before = getattr(base, part)
        assert getattr(again, part) == (None if before and before.kind == "ask" else before)
    if base.period is not None and base.asked_for != ("card",):
        assert again.period == base.period
        start = date(2026, 4, 6)
        assert periods_of(again, start, TODAY) == periods_of(base, start, TODAY)
    assert letter_from(again) == letter_from(base)
    assert again.sources[0].title == "Your own letter"


SUMS = st.decimals(0, 500, places=2)


@st.composite
def letters(draw: st.DrawFn) -> Letter:
    every: Any = draw(
        st.sampled_from(
            ["", "monthly", "four-weekly", "13-weeks", "quarterly", "yearly", "on-request", "card"]
        )
    )
    counted = every not in ("", "on-request", "card")
    starts = ["", "agreement-start", "first-day"]
    if every not in ("four-weekly", "13-weeks"):
        starts += ["calendar", "financial-year", "tax-year"]
    start: Any = draw(st.sampled_from(starts)) if counted else ""
    due: Any = draw(st.sampled_from(["", "after-end", "after-request", "printed"]))
    stays: Any = draw(st.sampled_from(["", "weeks", "months", "amount", "agreed", "none"]))
    receipts: Any = draw(st.sampled_from(["", "all", "over", "on-request", "sample"]))
    places = draw(st.lists(st.integers(-1, 3), min_size=len(SPENDING), max_size=len(SPENDING)))
    ours = {
        number: tuple(name for name, place in zip(SPENDING, places, strict=True) if place == number)
        for number in range(draw(st.integers(0, 4)))
    }
    return Letter(
        name=draw(st.text(min_size=1, max_size=40).filter(str.strip)),
        nation="england",
        every=every,
        from_day=start,
        first_day=date(2026, 4, 20) if start == "first-day" else None,
        due=due,
        due_days=draw(st.integers(1, 366)) if due.startswith("after") else None,
        ways=tuple(draw(st.sets(st.sampled_from(["post", "email"])))),
        email=draw(st.sampled_from(["", "returns@example.org"])),
        papers=tuple(draw(st.sets(st.sampled_from(sorted(evidence_labels()))))),
        receipts=receipts,
        receipts_over=draw(SUMS) if receipts == "over" else None,
        stays=stays,
        stays_most=draw(SUMS) if stays in ("weeks", "months", "amount") else None,
        headings=tuple(Heading(f"Heading {number}", taken) for number, taken in ours.items()),
        ask_first=tuple(draw(st.sets(st.sampled_from(sorted(known_ids().spending))))),
        keep_years=draw(st.none() | st.integers(0, 50)),
    )


@settings(deadline=None)
@given(letter=letters(), base=st.sampled_from(funders()))
def test_whatever_is_answered_makes_rules_that_are_in_order(
    letter: Letter, base: FunderRules
) -> None:
    rules = made(letter, base)
    assert faults_of(rules, known_ids(), TODAY) == ()
    assert rules.name == letter.name
    assert what_is_known(rules)
    assert bool(what_it_asks(rules, evidence_labels())) >= bool(letter.due or letter.stays)
    open_still = set(rules.unknown)
    assert ("interval" in open_still) == (letter.every == "")
    assert ("deadline" in open_still) >= (letter.due == "")
    assert ("surplus" in open_still) >= (letter.stays == "")
    assert ("retention" in open_still) >= (letter.keep_years is None and not base.retention_of)
    if letter.headings:
        assert unmapped(rules, categories(), "out") == ()
        names = [line.name for line in rules.categories if line.side == "out"]
        assert names[: len(letter.headings)] == [heading.name for heading in letter.headings]
    # What was answered is read back, but for what nobody asked about.
    again = letter_from(rules)
    for part in ("every", "due", "due_days", "papers", "receipts", "stays", "stays_most"):
        assert getattr(again, part) == getattr(letter, part), part
    assert again.from_day == letter.from_day


def test_what_is_left_goes_to_other_and_the_order_is_the_persons() -> None:
    letter = letter_from(named("generic"))
    for name in ("Staff", "Clubs", "Bits and pieces"):
        letter = with_heading(letter, Heading(name))
    letter = with_heading(letter, Heading("Clubs", ("day_services",)), 1)
    letter = heading_moved(letter, 1, 0)
    letter = without_heading(letter, 2)
    lines = made(letter, named("generic")).categories
    assert [(line.name, line.ours, line.other) for line in lines] == [
        ("Clubs", ("day_services",), False),
        ("Staff", (), False),
        ("Other", (), True),
    ]
    assert "day_services" not in left_over(letter, categories())
    own = with_heading(letter, Heading("other", ("respite",)))
    lines = made(own, named("generic")).categories
    assert [line.name for line in lines] == ["Clubs", "Staff", "other"]
    assert lines[-1].other


def test_a_list_of_all_that_there_is_needs_no_other() -> None:
    letter = with_heading(letter_from(named("generic")), Heading("All", tuple(SPENDING)))
    (line,) = made(letter, named("generic")).categories
    assert not line.other


def test_its_list_of_money_in_stays() -> None:
    base = named("any_nhs_phb")
    letter = with_heading(letter_from(base), Heading("Trips"))
    before = [line for line in base.categories if line.side == "in"]
    assert [line for line in made(letter, base).categories if line.side == "in"] == before


def test_a_council_that_sees_the_account_spares_the_return() -> None:
    letter = Letter(name="X", nation="england", every="card")
    rules = made(letter, named("generic"))
    assert rules.asked_for == ("card",)
    assert [(one.kind, one.spares) for one in rules.accounts] == [
        ("card", ("return", "statements"))
    ]
    assert letter_from(rules).every == "card"


def test_what_was_agreed_answers_what_the_rules_leave_open() -> None:
    letter = as_agreed(letter_from(named("generic")), 28, Decimal(8))
    assert (letter.due, letter.due_days) == ("after-end", 28)
    assert (letter.stays, letter.stays_most) == ("weeks", Decimal(8))
    told = Letter(name="X", nation="any", due="printed", stays="none")
    assert as_agreed(told, 28, Decimal(8)) == told
    assert as_agreed(letter_from(named("generic")), None, None).due == ""


def test_only_a_letter_needs_no_page() -> None:
    rules = made(letter_from(named("generic")), named("generic"))
    others = structs.replace(rules, detail="guidance")
    assert [fault.key for fault in faults_of(others, known_ids(), TODAY)] == ["sources[0].address"]
