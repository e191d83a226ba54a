"""Which figure a form asks for: sure ones are proposed, and no others."""

import tomllib
from collections import defaultdict
from datetime import date

import pytest
from test_build import CATEGORIES, inputs

from dpmanager.domain.returns.build import build_return
from dpmanager.domain.returns.form_figures import form_figures
from dpmanager.domain.returns.guess_form import _tidied, guess_fills
from dpmanager.domain.returns.own_form import Fill, Place, PlaceKind, Shape
from dpmanager.resource_files import resource_path
from dpmanager.tasks.returns.own_form import _usual_words
from dpmanager.tasks.returns.resources import funder_rules

FIGURES = form_figures(
    build_return(inputs()), funder_rules("generic"), CATEGORIES, date(2026, 10, 5)
)
USUAL = _usual_words()


def field(
    label: str, name: str = "Text12", hint: str = "", kind: PlaceKind = PlaceKind.TEXT
) -> Place:
    return Place(name, kind, label, "Page 1", hint)


def guess(place: Place) -> Fill | None:
    return guess_fills([place], FIGURES, USUAL).get(place.name)


@pytest.mark.parametrize(
    ("label", "figure"),
    [
        ("Name of Service User:", "recipient"),
        ("Please enter your opening balance (£)", "opening"),
        ("Balance brought forward", "opening"),
        ("Total money received in this period", "money_in"),
        ("TOTAL EXPENDITURE", "money_out"),
        ("Balance on bank statement", "statement_balance"),
        ("Closing Balance", "closing"),
        ("Period from", "period_start"),
        ("Period to", "period_end"),
        ("Swift number", "reference"),
        ("PA wages", "out.pa_net_wages"),
        ("Tax & NI", "out.hmrc_paye"),
        ("Employer's Liability Insurance", "out.insurance"),
        ("Care agency", "out.agency"),
        ("Bank or card charges", "out.bank_charges"),  # our own name of it
        ("Client contribution", "in.client_contrib"),
        ("Unpresented cheques", "unpresented"),
        ("Surplus to be returned", "surplus"),
        ("Print name", "declared_name"),
        ("Date signed", "declared_on"),
    ],
)
def test_words_of_councils(label: str, figure: str) -> None:
    found = guess(field(label))
    assert found is not None and found.figure == figure


@pytest.mark.parametrize(
    "label",
    ["", "Date", "Name", "Amount", "Total", "Balance", "Name of bank", "Colour of your front door",
     "Sort code", "Account number", "Cheque number", "Other", "Opening or closing balance",
     "Total income and expenditure", "12345", "Name of agency"],
)  # fmt: skip
def test_what_is_not_sure_stays_empty(label: str) -> None:
    assert guess(field(label)) is None


def test_the_words_beside_a_field_and_its_name_count_where_it_says_nothing() -> None:
    assert guess(field("", hint="Total income")) == Fill("money_in", Shape.POUNDS)
    assert guess(field("", name="form1.page2.openingBalance")) == Fill("opening", Shape.POUNDS)
    assert guess(field("Total income", name="openingBalance")) == Fill("money_in", Shape.POUNDS)


def test_a_form_that_prints_the_pound_sign_wants_the_number_alone() -> None:
    assert guess(field("Opening balance £")) == Fill("opening", Shape.PLAIN)
    assert guess(field("Opening balance", hint="£")) == Fill("opening", Shape.PLAIN)
    assert guess(field("Period from")) == Fill("period_start", Shape.SLASHES)


def test_boxes_to_tick_and_lists_are_left_and_cells_of_dates_get_dates() -> None:
    assert guess(field("Opening balance", kind=PlaceKind.TICK)) is None
    day = Place("Sheet!B2", PlaceKind.TEXT, "Opening balance", "", takes_day=True)
    assert guess_fills([day], FIGURES, USUAL) == {}


def test_the_funders_own_words_go_first() -> None:
    place = field("Wages")
    own = [("Wages", "out.self_employed_pa"), ("Pocket money", "out.cash")]
    assert guess_fills([place], FIGURES, own, USUAL)[place.name].figure == "out.self_employed_pa"
    assert guess_fills([place], FIGURES, USUAL, own)[place.name].figure == "out.pa_net_wages"


def test_words_never_stand_for_two_figures() -> None:
    named = tomllib.loads(resource_path("form_words.toml").read_text("utf-8"))
    assert set(named) <= set(FIGURES)
    by_words = defaultdict(set)
    for words, figure in USUAL:
        by_words[_tidied(words)].add(figure)
    assert {words: found for words, found in by_words.items() if len(found) > 1} == {}
