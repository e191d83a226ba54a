from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from pdf_checks import faults, smallest_type, text_of
from samples import HOSTILE

from dpmanager.documents.spending_report import (
    SpendingPaper,
    SpendingTable,
    SpentOn,
    spending_report_pdf,
)
from dpmanager.domain.periods import Period
from dpmanager.domain.steps import Step

PAPER = SpendingPaper(
    recipient="Sam Rivers",
    period=Period(date(2026, 4, 6), date(2027, 4, 5)),
    made_on=date(2026, 6, 10),
    answer="£107.25 was spent from 6 April 2026 to 10 June 2026.",
    more=["Nobody has said yet what £7.25 of it was for."],
    tables=[
        SpendingTable(
            "By support",
            "What the support was",
            [
                SpentOn("Personal care", Decimal("100.00"), Decimal("400.00")),
                SpentOn("Nobody has said what for", Decimal("7.25"), Decimal("0.00")),
            ],
        ),
        SpendingTable(
            "By month",
            "The month",
            [
                SpentOn("April 2026", Decimal("126.25"), None),
                SpentOn("May 2026", Decimal("-19.00"), None),
            ],
        ),
        SpendingTable("By outcome", "The outcome", []),
    ],
    steps=[Step("All that went out of your accounts", "£126.25")],
)


@pytest.mark.parametrize("large_print", [False, True])
def test_it_is_tagged_and_says_the_same_in_both_forms(large_print):
    made = spending_report_pdf(PAPER, large_print=large_print)
    text = text_of(made)
    assert faults(made) == []
    assert smallest_type(made) >= (18 if large_print else 12)
    for said in (
        "Where the money went 6 April 2026 to 5 April 2027",
        "£107.25 was spent from 6 April 2026 to 10 June 2026. Nobody has said yet",
        "Direct payment of Sam Rivers",
        "Personal care £400.00 £100.00 £300.00",
        "Nobody has said what for £0.00 £7.25 -£7.25",
        "Together £400.00 £107.25 £292.75",
        "By month The month Spent",
        "May 2026 -£19.00",
        "Together £107.25",
        "All that went out of your accounts £126.25",
    ):
        assert said in text, said
    assert "By outcome" not in text


def test_hostile_words_harm_nothing():
    table = SpendingTable(HOSTILE, HOSTILE, [SpentOn(HOSTILE, Decimal(1), None)])
    hostile = replace(PAPER, recipient=HOSTILE, answer=HOSTILE, more=[HOSTILE], tables=[table])
    for large_print in (False, True):
        assert faults(spending_report_pdf(hostile, large_print=large_print)) == []
