"""The question to the funder on paper."""

from dataclasses import replace
from datetime import date

import pytest
from pdf_checks import faults, smallest_type, text_of
from samples import HOSTILE

from dpmanager.documents.spending_request import spending_request_pdf
from dpmanager.domain.budget.spending_request import SpendingRequest

REQUEST = SpendingRequest(
    funder="Northshire County Council",
    reference="0055501",
    recipient="Margaret Bell",
    manager="Daniel Bell",
    day=date(2026, 10, 5),
    question="May I buy this equipment with the direct payment?",
    about="£119.00 to Comfort Chairs, 12 August 2026",
    more=("It was for: Equipment.",),
    others=2,
)


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("reference", ["", "0055501"])
def test_it_is_tagged_in_both_forms(large_print, reference):
    made = spending_request_pdf(replace(REQUEST, reference=reference), large_print=large_print)
    assert faults(made) == []
    assert smallest_type(made) >= (18 if large_print else 12)


def test_it_asks_and_leaves_room_for_what_is_said_on_the_phone():
    text = text_of(spending_request_pdf(REQUEST))
    for wanted in (
        "Question about the direct payment of Margaret Bell, 0055501",
        "Dear Northshire County Council",
        "I look after the direct payment of Margaret Bell. Your reference is 0055501.",
        "May I buy this equipment with the direct payment?",
        "It is about this: £119.00 to Comfort Chairs, 12 August 2026. It was for: Equipment. "
        "There are 2 more like it.",
        "Yours faithfully",
        "Notes, if you ring instead",
        "Who I spoke to",
        "What they said",
    ):
        assert wanted in text


def test_somebody_who_manages_their_own_money_says_so():
    own = replace(REQUEST, manager="Margaret Bell", reference="", others=0)
    assert own.subject == "Question about the direct payment of Margaret Bell"
    assert own.body[0] == "I get a direct payment and look after it myself."
    assert own.body[2].endswith("It was for: Equipment.")


def test_whatever_was_typed_makes_a_letter():
    typed = replace(REQUEST, funder=HOSTILE, recipient=HOSTILE, about=HOSTILE, more=(HOSTILE,))
    made = spending_request_pdf(typed)
    assert faults(made) == []
    assert "O'Neill & <b>Sons</b>" in text_of(made)
