from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from pdf_checks import faults, smallest_type, text_of
from samples import HOSTILE

from dpmanager.documents.cost_estimate import CostEstimate, EstimateLine, cost_estimate_pdf
from dpmanager.domain.steps import Step

ESTIMATE = CostEstimate(
    tax_year="2026-27",
    made_on=date(2026, 10, 5),
    answer="£300.00 a week pays for 20.25 hours a week.",
    more=["Some is left over."],
    assumed=[("How many assistants?", "1"), ("What the agency takes for an hour", "")],
    lines=[
        EstimateLine("Wages", Decimal(5200), Decimal(100)),
        EstimateLine("Cover", Decimal("1595.3241"), Decimal("30.6793")),
        EstimateLine("Together", Decimal("6795.32"), Decimal("130.68")),
    ],
    choice_heading="Hours a week",
    choices=[("Nobody covers holidays", "22.50", "2.25 more")],
    notes=["This is an estimate."],
    steps=[Step("Wages of 52 weeks", "52 x 10 x 10 = 5,200.00", "A law")],
)


@pytest.mark.parametrize("large_print", [False, True])
def test_it_is_tagged_and_says_the_same_in_both_forms(large_print):
    made = cost_estimate_pdf(ESTIMATE, large_print=large_print)
    text = text_of(made)
    assert faults(made) == []
    assert smallest_type(made) >= (18 if large_print else 12)
    for said in (
        "Estimate of 5 October 2026, with the rates of the tax year 2026-27",
        "£300.00 a week pays for 20.25 hours a week. Some is left over.",
        "How many assistants? 1",
        "Cover £1,595.32 £30.68",
        "Together £6,795.32 £130.68",
        "Nobody covers holidays 22.50 2.25 more",
        "This is an estimate.",
        "52 x 10 x 10 = 5,200.00",
        "[1] A law",
    ):
        assert said in text, said
    assert "agency" not in text


def test_hostile_words_harm_nothing():
    hostile = replace(
        ESTIMATE, answer=HOSTILE, notes=[HOSTILE], assumed=[(HOSTILE, HOSTILE)], more=[HOSTILE]
    )
    for large_print in (False, True):
        assert faults(cost_estimate_pdf(hostile, large_print=large_print)) == []
