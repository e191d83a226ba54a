from dataclasses import replace

import pytest
from pdf_checks import faults, smallest_type, text_of
from samples import LABELS, d, funder_return

from dpmanager.documents.annotated_statement import show_annotated_accounts
from dpmanager.documents.evidence import show_evidence_index
from dpmanager.documents.layout import Document
from dpmanager.domain.amounts import pounds


def annotated_statement(r, *, large_print=False):
    """The statement with the index of its evidence, as they stand in the bundle."""
    document = Document("Evidence", author="Jo Rivers", large_print=large_print)
    document.title("Evidence bundle", "Sam Rivers")
    document.heading("Annotated bank statement")
    show_annotated_accounts(document, r, LABELS)
    show_evidence_index(document, r.proofs)
    return document.pdf()


@pytest.mark.parametrize("large_print", [False, True])
def test_it_is_tagged_in_both_forms(large_print):
    made = annotated_statement(funder_return(), large_print=large_print)
    assert faults(made) == []
    assert smallest_type(made) >= (18 if large_print else 12)


def test_each_line_of_the_bank_has_its_purpose_proof_and_balance():
    r = funder_return()
    text = text_of(annotated_statement(r))
    assert "Direct payment account, ending 4417" in text
    assert "Opening balance £2,511.30" in text
    assert (
        "2 4 Jul FP ANN LLYR-SMITH WAGES Personal assistant net wages 2 £142.11 £2,889.19" in text
    )
    assert f"The statement ends with {pounds(r.statement_balance)}." in text


def test_what_the_bank_has_not_shown_stands_apart_without_a_balance():
    text = text_of(annotated_statement(funder_return()))
    waiting = text[text.index("Not on the statement yet") : text.index("Evidence index")]
    assert "24 26 Sep BRIGHT CARE LTD INV 1187 Care agency 24 £231.50" in waiting
    assert "Balance" not in waiting


def test_the_opening_balance_is_that_of_the_bank():
    """It differs from the book's where a payment of the period before was taken late."""
    r = funder_return()
    late = tuple(
        replace(line, bank_balance=line.bank_balance + d("10.00"))
        if line.bank_balance is not None
        else line
        for line in r.lines
    )
    text = text_of(annotated_statement(replace(r, lines=late)))
    assert "Opening balance £2,521.30" in text


def test_without_balances_of_the_bank_they_are_reckoned():
    r = funder_return()
    bare = replace(r, lines=tuple(replace(line, bank_balance=None) for line in r.lines))
    assert annotated_statement(bare) == annotated_statement(r)


def test_what_nobody_has_named_is_said():
    r = funder_return()
    unnamed = replace(r, lines=(replace(r.lines[0], splits=()), *r.lines[1:]))
    assert "DP 0093321 Not yet said £520.00" in text_of(annotated_statement(unnamed))
