"""The fields of a funder's form that were read, each with the figure that belongs into it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from msgspec.structs import replace as changed
from test_build import inputs, line

from dpmanager.domain.returns.build import build_return
from dpmanager.domain.returns.funder_form import FIGURES, funder_words
from dpmanager.domain.returns.funder_return import FundingStream
from dpmanager.domain.returns.funder_rules import FormLine, FormRule
from dpmanager.tasks.returns.resources import categories, funder_rules

RULES = changed(
    funder_rules("generic"),
    form=FormRule(
        title="Sheet",
        read="page 1",
        lines=tuple(FormLine(label=name.title(), fills=name) for name in FIGURES),
    ),
)


def test_each_field_has_its_figure_in_the_funders_order() -> None:
    # £500.00 + £440.00 - £40.00 = £900.00; 8 weeks of £100.00 may stay, so £100.00 is too much.
    made = build_return(
        inputs(
            line(1, "440.00", ("440.00", "dp_council")),
            line(2, "-40.00", ("-40.00", "agency")),
            rules=RULES,
            weekly_amount=Decimal("100.00"),
            funding=(
                FundingStream("Anyshire Council", Decimal("90.00"), "four-weekly"),
                FundingStream("Your contribution", Decimal("10.00"), "four-weekly"),
            ),
        )
    )
    words = made.funder_words
    assert (words.form_title, words.form_read) == ("Sheet", "page 1")
    assert [label for label, _figure in words.form_lines] == [name.title() for name in FIGURES]
    assert dict(words.form_lines) == {
        "Recipient": "Ann Other",
        "Address": "1 Any Street",
        "Reference": "42",
        "Filled_In_By": "Ann Other",
        "Role": "the person herself",
        "Phone": "",
        "Email": "",
        "Period_Start": "1 July 2026",
        "Period_End": "30 September 2026",
        "Due": "28 October 2026",
        "Weekly_Amount": "£100.00",
        "Yearly_Amount": "£5,200.00",
        "Paid_Weekly": "£90.00",
        "Paid_Yearly": "£4,680.00",
        "Opening": "£500.00",
        "Money_In": "£440.00",
        "Money_Out": "£40.00",
        "Closing": "£900.00",
        "Statement_Balance": "£900.00",
        "Set_Aside": "£0.00",
        "Free_Balance": "£900.00",
        "May_Stay": "£800.00",
        "Surplus": "£100.00",
        "Weeks_Left": "9.00",
    }


def test_what_is_not_known_is_left_for_the_pen() -> None:
    made = build_return(inputs(rules=RULES, due=None, surplus_weeks_allowed=None))
    blank = replace(made, statement_balance=None, weeks_left=None)
    figures = dict(funder_words(RULES, blank, categories()).form_lines)
    for name in ("Due", "May_Stay", "Surplus", "Statement_Balance", "Weeks_Left", "Paid_Weekly"):
        assert figures[name] == "", name


def test_a_funder_without_a_form_or_a_list_has_no_words_of_its_own() -> None:
    made = build_return(inputs(due=date(2026, 10, 28)))
    assert made.funder_words == type(made.funder_words)()
