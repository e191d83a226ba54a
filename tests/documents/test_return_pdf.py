import re
from dataclasses import replace

import pytest
from pdf_checks import faults, pages_text, smallest_type, tags, text_of
from samples import HOSTILE, LABELS, d, funder_return, sentence

from dpmanager.documents.funder_return import return_pdf
from dpmanager.domain.amounts import pounds
from dpmanager.errors import DPManagerError


@pytest.fixture(scope="module")
def text():
    return text_of(return_pdf(funder_return(), LABELS))


@pytest.mark.parametrize("large_print", [False, True])
def test_it_is_tagged_in_both_forms(large_print):
    made = return_pdf(funder_return(), LABELS, large_print=large_print)
    assert faults(made) == []
    assert smallest_type(made) >= (18 if large_print else 12)


def test_it_never_calls_itself_a_form_of_the_council(text):
    assert text.startswith("Direct payment return For Devon County Council")
    assert "This is DP Manager's standard layout, not a form of Devon County Council." in text


def test_the_money_in_one_sentence_and_as_a_sum(text):
    r = funder_return()
    assert sentence(r) in text
    printed = re.search(
        r"Opening balance £([\d,.]+) Money in £([\d,.]+) Money out £([\d,.]+) "
        r"Closing balance £([\d,.]+)",
        text,
    )
    opening, money_in, money_out, closing = (d(part.replace(",", "")) for part in printed.groups())
    assert opening + money_in - money_out == closing == r.closing


def test_sections_come_in_the_order_of_the_standard_return(text):
    headings = [
        "What you are paid", "Money summary", "Money in, by source", "Spending, by category",
        "Every payment in and out", "Agreement with the bank", "Money already spoken for",
        "How many weeks' money is left", "What is missing", "Papers sent with this return",
        "Evidence index", "Declaration",
    ]  # fmt: skip
    places = [text.index(heading) for heading in headings]
    assert places == sorted(places)


def test_each_payment_says_what_it_was_for_with_proof_and_running_balance(text):
    assert "1 1 Jul DEVON CC DP 0093321 Direct payment from the council £520.00 £3,031.30" in text
    assert (
        "2 4 Jul FP ANN LLYR-SMITH WAGES Personal assistant net wages 2 £142.11 £2,889.19" in text
    )
    assert "£200.00 Care agency, Swim every week £31.50 Equipment, Grab rail" in text
    assert "No proof: HMRC sends none" in text


def test_the_running_balance_ends_at_the_closing_balance():
    r = funder_return()
    text = text_of(return_pdf(r, LABELS))
    assert f"24 26 Sep BRIGHT CARE LTD INV 1187 Care agency 24 £231.50 {pounds(r.closing)}" in text


def test_it_agrees_with_the_bank_to_the_penny(text):
    r = funder_return()
    assert (
        f"Balance on the bank statement, 30 September 2026 {pounds(r.statement_balance)} "
        "Not yet taken: line 24, BRIGHT CARE LTD INV 1187, 26 Sep 2026 -£231.50 "
        f"Statement balance, with these counted {pounds(r.closing)} "
        f"Closing balance {pounds(r.closing)} Difference £0.00"
    ) in text


def test_categories_name_the_lines_behind_them(text):
    assert "Equipment 4 £31.50" in text
    assert f"In all {pounds(funder_return().money_out)}" in text


def test_what_is_set_aside_and_the_surplus_are_worked_out(text):
    assert "Set aside in all £667.64" in text
    assert "4 x 142.11 = 568.44" in text
    assert "The surplus is £344.40. This is for discussion" in text
    assert "Weekly amount £260.00 Weeks' money left 9.32 Weeks that may stay 8 weeks" in text


@pytest.mark.parametrize(
    ("allowed", "words"),
    [
        (None, "has not said how much may stay in the account"),
        (d("12"), "There is no surplus: the money left is within 12 weeks."),
    ],
)
def test_without_a_surplus_it_says_why(allowed, words):
    r = replace(
        funder_return(),
        surplus_weeks_allowed=allowed,
        surplus=None if allowed is None else d("0.00"),
    )
    assert words in text_of(return_pdf(r, LABELS))


def test_what_is_missing_is_said_or_that_nothing_is(text):
    assert "2 payments have no proof 1, 5" in text
    assert "Nothing is missing." not in text
    complete = replace(funder_return(), gaps=())
    assert "Nothing is missing." in text_of(return_pdf(complete, LABELS))


def test_the_evidence_is_listed_and_indexed(text):
    assert "Payslips Proof 2, 6, 10, 14, 18, 22" in text
    assert "period No numbered paper" in text
    assert "4 Invoice, Bright Care 12 Jul 2026 4" in text


def test_it_ends_with_a_declaration_to_sign(text):
    assert "Owen Bell, suitable person Date" in text
    assert "Somebody who helped to fill this in, if anybody did Date" in text


@pytest.mark.parametrize("field", ["opening", "money_in", "money_out", "closing"])
def test_a_return_that_does_not_add_up_is_never_printed(field):
    r = funder_return()
    wrong = replace(r, **{field: getattr(r, field) + d("0.01")})
    with pytest.raises(DPManagerError, match=r"0\.01"):
        return_pdf(wrong, LABELS)


def test_an_unknown_statement_balance_is_said():
    r = funder_return()
    accounts = (replace(r.accounts[0], statement_balance=None),)
    open_return = replace(r, statement_balance=None, accounts=accounts)
    assert "is not known yet" in text_of(return_pdf(open_return, LABELS))


def test_400_lines_run_over_pages_with_the_headings_repeated():
    r = funder_return(400)
    made = return_pdf(r, LABELS)
    pages = pages_text(made)
    ledger = [page for page in pages if "Balance" in page and "DEVON CC DP" in page]
    assert len(ledger) > 15
    assert all("Who, and what for" in page for page in ledger)
    # Repeated headings are furniture: the table has one row of headings.
    assert tags(made).count("Table") == tags(return_pdf(funder_return(), LABELS)).count("Table")
    assert faults(made) == []


def test_hostile_words_harm_nothing():
    r = funder_return()
    lines = tuple(replace(line, description=HOSTILE) for line in r.lines)
    unpresented = tuple(line for line in lines if not line.on_statement)
    people = replace(r.people, recipient=HOSTILE, funder=HOSTILE, manager=HOSTILE)
    odd = replace(r, lines=lines, unpresented=unpresented, people=people)
    for large_print in (False, True):
        assert faults(return_pdf(odd, LABELS, large_print=large_print)) == []


def test_the_same_return_gives_the_same_bytes():
    assert return_pdf(funder_return(), LABELS) == return_pdf(funder_return(), LABELS)
