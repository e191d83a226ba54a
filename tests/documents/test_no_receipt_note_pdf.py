from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from pdf_checks import faults, smallest_type, text_of
from samples import HOSTILE

from dpmanager.documents.no_receipt_note import no_receipt_note_pdf
from dpmanager.domain.receipts.note import NoReceiptNote

NOTE = NoReceiptNote(
    recipient="Margaret Bell",
    manager="Daniel Bell",
    day=date(2026, 9, 17),
    payee="Vale Taxis",
    amount=Decimal("14.50"),
    what_for=("Transport",),
    reason="The driver gave no receipt.",
    written_on=date(2026, 10, 5),
    signed_by="Daniel Bell",
)


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("signed_by", ["", "Daniel Bell"])
def test_it_is_tagged_in_both_forms(large_print, signed_by):
    made = no_receipt_note_pdf(replace(NOTE, signed_by=signed_by), large_print=large_print)
    assert faults(made) == []
    assert smallest_type(made) >= (18 if large_print else 12)


def test_it_says_what_was_paid_why_there_is_no_receipt_and_who_says_so():
    text = text_of(no_receipt_note_pdf(NOTE))
    for wanted in (
        "£14.50 was paid on 17 September 2026. There is no receipt for it.",
        "Vale Taxis", "Transport", "Margaret Bell",
        "Why there is no receipt The driver gave no receipt.",
        "I made this payment from the direct payment. What this note says is true.",
        "Daniel Bell signed this note on 5 October 2026 by typing their name.",
    ):  # fmt: skip
        assert wanted in text


def test_one_to_be_signed_on_paper_has_a_line_for_it():
    text = text_of(no_receipt_note_pdf(replace(NOTE, signed_by="")))
    assert "To sign" in text and "Date" in text
    assert "by typing" not in text


def test_whatever_was_typed_makes_a_note():
    typed = replace(NOTE, payee=HOSTILE, reason=HOSTILE, signed_by=HOSTILE, what_for=(HOSTILE,))
    made = no_receipt_note_pdf(typed)
    assert faults(made) == []
    assert "O'Neill & <b>Sons</b>" in text_of(made)
