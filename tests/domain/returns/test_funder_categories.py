"""The totals by a funder's own list: nothing is lost, and the order is the funder's."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace as changed
from test_sums import return_inputs

from dpmanager.domain.amounts import total
from dpmanager.domain.returns.build import ReturnInputs, build_return
from dpmanager.domain.returns.funder_categories import Side, in_funder_words, unmapped
from dpmanager.domain.returns.funder_return import CategoryTotal
from dpmanager.domain.returns.funder_rules import FunderCategory, FunderRules
from dpmanager.domain.returns.sums import check_sums
from dpmanager.tasks.returns.resources import categories, funder_rules

OURS = {
    side: [name for name, one in categories().items() if one.direction == side]
    for side in ("in", "out")
}


@st.composite
def own_lists(draw: st.DrawFn) -> FunderRules:
    """Rules with any list: each of our categories in one line at most, perhaps with an “other”."""
    lines = []
    for side in ("in", "out"):
        names = draw(st.permutations(OURS[side]))
        cuts = sorted(draw(st.lists(st.integers(0, len(names)), max_size=4)))
        for at, (start, end) in enumerate(zip([0, *cuts], cuts, strict=False)):
            lines.append(
                FunderCategory(
                    name=f"{side} {at}",
                    side=side,
                    ours=tuple(names[start:end]),
                    other=at == 0 and draw(st.booleans()),
                )
            )
    return changed(funder_rules("generic"), categories=tuple(lines))


@given(return_inputs(), own_lists())
def test_the_funders_list_has_the_same_sum_and_the_same_lines(
    given_inputs: ReturnInputs, rules: FunderRules
) -> None:
    made = build_return(given_inputs)
    sides: tuple[tuple[Side, tuple[CategoryTotal, ...]], ...] = (
        ("in", made.income),
        ("out", made.spending),
    )
    for side, ours in sides:
        theirs = in_funder_words(ours, rules, categories(), side)
        own = [line.name for line in rules.categories if line.side == side]
        if not own:
            assert theirs == ()
            continue
        assert total(one.amount for one in theirs) == total(one.amount for one in ours)
        assert {number for one in theirs for number in one.line_numbers} == {
            number for one in ours for number in one.line_numbers
        }
        assert [one.label for one in theirs][: len(own)] == own


@given(return_inputs(), own_lists())
def test_a_return_for_a_funder_with_a_list_adds_up(
    given_inputs: ReturnInputs, rules: FunderRules
) -> None:
    made = build_return(replace(given_inputs, rules=rules))
    check_sums(made)
    listed = {line.side for line in rules.categories}
    assert bool(made.funder_words.income) == ("in" in listed)
    assert bool(made.funder_words.spending) == ("out" in listed)


def _total(category: str, amount: str, *numbers: int, label: str = "") -> CategoryTotal:
    return CategoryTotal(category, label or category, Decimal(amount), numbers)


def test_wages_tax_and_pension_in_one_line_of_an_individual_service_fund() -> None:
    rules = funder_rules("individual_service_fund")
    spent = (
        _total("pa_net_wages", "310.40", 4, 9),
        _total("hmrc_paye", "55.10", 10),
        _total("agency", "900.00", 2),
        _total("refund", "12.00", 5, label="Refund from a supplier: more was taken back"),
    )
    assert [
        (one.label, one.amount, one.line_numbers)
        for one in in_funder_words(spent, rules, categories(), "out")
    ] == [
        ("Hours of support by the provider", Decimal("900.00"), (2,)),
        ("Support by others", Decimal("365.50"), (4, 9, 10)),
        ("Things bought", Decimal("0.00"), ()),
        ("The provider's own fee", Decimal("0.00"), ()),
        ("Other spending", Decimal("0.00"), ()),
        ("Refund from a supplier: more was taken back", Decimal("12.00"), (5,)),
    ]


def test_what_no_line_takes_keeps_its_own_name_and_is_reported() -> None:
    rules = changed(
        funder_rules("generic"),
        categories=(FunderCategory(name="Care", side="out", ours=("agency",)),),
    )
    spent = (_total("agency", "9.00", 1), _total("equipment", "5.00", 2))
    assert [one.label for one in in_funder_words(spent, rules, categories(), "out")] == [
        "Care",
        "equipment",
    ]
    assert "equipment" in unmapped(rules, categories(), "out")
    assert "agency" not in unmapped(rules, categories(), "out")
    assert in_funder_words(spent, rules, categories(), "in") == ()


@pytest.mark.parametrize("name", ["any_nhs_phb", "individual_service_fund"])
def test_every_category_of_ours_has_its_line(name: str) -> None:
    assert unmapped(funder_rules(name), categories(), "in") == ()
    assert unmapped(funder_rules(name), categories(), "out") == ()
