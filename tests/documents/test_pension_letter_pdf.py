from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from pdf_checks import faults, smallest_type, text_of
from samples import HOSTILE

from dpmanager.documents.pension_letter import (
    PensionLetter,
    PensionLetterKind,
    pension_letter_pdf,
)
from dpmanager.domain.pay.pension import PensionBasis, PensionTerms, TaxRelief
from dpmanager.domain.periods import Frequency, Period
from dpmanager.errors import DPManagerError
from dpmanager.tasks.pay.rates import rates_for

TERMS = PensionTerms(PensionBasis.QUALIFYING, Decimal(5), Decimal(3), TaxRelief.AT_SOURCE)
LETTER = PensionLetter(
    kind=PensionLetterKind.ENROLLED,
    employer="Margaret Bell",
    employer_address="7 Elm Court\nNorthshire NS9 9ZZ",
    worker="Ann Llŷr-Smith",
    worker_address="2 Oak Lane, Northshire NS9 1AA",
    written_on=date(2026, 10, 20),
    provider="Oak Tree Pensions",
    provider_address="1 Pension Street\nNorthshire NS1 1AA",
    provider_contact="www.oaktree.example",
    employer_reference="EMP123456789",
    terms=TERMS,
    frequency=Frequency.MONTHLY,
    rates=rates_for("2026-27").pension,
    from_day=date(2026, 10, 5),
    opt_out=Period(date(2026, 10, 20), date(2026, 11, 19)),
)


def words(letter: PensionLetter) -> str:
    return " ".join(text_of(pension_letter_pdf(letter)).split())


@pytest.mark.parametrize("kind", list(PensionLetterKind))
@pytest.mark.parametrize("large_print", [False, True])
def test_each_letter_is_tagged_and_large_enough(kind, large_print):
    made = pension_letter_pdf(replace(LETTER, kind=kind), large_print=large_print)
    assert faults(made) == []
    assert smallest_type(made) >= (18 if large_print else 12)


def test_the_letter_about_enrolment_tells_what_the_law_asks_for():
    # SI 2010/772, schedule 2: enrolled, from when, what is paid in, that it is taken from pay, tax
    # relief, right to opt out with its first and last day, where the form comes from, what it
    # means, refund, opting in again, re-enrolment, notice signed, where to find out more
    text = words(LETTER)
    for needed in (
        "I have put you into a pension with Oak Tree Pensions from 5 October 2026.",
        "1 Pension Street, Northshire NS1 1AA",
        "from £520.00 to £4,189.00 a month",
        "Your share is 5% of that pay. I take 4% from your pay each time.",
        "claims tax relief for you and adds the other 1%",
        "I pay in 3% of that pay on top.",
        "You have the right to opt out, from 20 October 2026 to 19 November 2026.",
        "Ask Oak Tree Pensions for an opt-out form",
        "you count as never having been in",
        "I pay back within a month what was taken from your pay.",
        "once in any 12 months",
        "About every three years, I must put you back in",
        "Ask me in writing and sign it.",
        "www.moneyhelper.org.uk",
        "Margaret Bell, your employer Date",
    ):
        assert needed in text
    assert "The law tells me to do this" in text
    assert "You asked me to do this." in words(replace(LETTER, by_own_wish=True))


def test_without_the_dates_the_letter_tells_the_rule_for_opting_out():
    assert "You have one month." in words(replace(LETTER, opt_out=None))


def test_net_pay_and_all_pay_have_their_own_words():
    terms = replace(TERMS, basis=PensionBasis.ALL, relief=TaxRelief.NET_PAY)
    text = words(replace(LETTER, terms=terms))
    assert "All your pay counts, before tax." in text
    assert "Your share is 5% of that pay. I take it from your pay each time, before tax." in text


@pytest.mark.parametrize(
    ("frequency", "limits"),
    [
        (Frequency.WEEKLY, "from £120.00 to £967.00 a week"),
        (Frequency.FORTNIGHTLY, "from £240.00 to £1,934.00 in two weeks"),
        (Frequency.FOUR_WEEKLY, "from £480.00 to £3,867.00 in four weeks"),
    ],
)
def test_the_limits_are_those_of_the_worker_s_pay_period(frequency, limits):
    assert limits in words(replace(LETTER, frequency=frequency))


def test_the_letter_about_opting_in_says_what_would_be_paid_in_and_how_to_ask():
    text = words(replace(LETTER, kind=PensionLetterKind.OPT_IN))
    for needed in (
        "You have the right to opt in. If you do, I must pay in too.",
        "I pay in 3% of that pay on top.",
        "Ask me in writing and sign it.",
        "www.moneyhelper.org.uk",
    ):
        assert needed in text
    assert "opt out" not in text


def test_the_letter_about_joining_says_that_the_employer_need_not_pay_in():
    text = words(replace(LETTER, kind=PensionLetterKind.JOIN))
    for needed in (
        "Your pay is not more than £520.00 a month. So I do not have to pay in",
        "You can choose how much you pay in",
        "If your pay is more than £520.00 a month, you can opt in.",
        "Ask me in writing and sign it.",
    ):
        assert needed in text


def test_the_notice_of_postponement_says_until_when_and_what_happens_then():
    # SI 2010/4, regulation 4C: the deferral date, the conditions on it, the lower limit, the rights
    # to opt in and to join, the signed notice
    letter = replace(LETTER, kind=PensionLetterKind.POSTPONED, from_day=date(2027, 1, 5))
    text = words(letter)
    for needed in (
        "I am putting off your enrolment into a workplace pension until 5 January 2027.",
        "you are at least 22 and under State Pension age",
        "you are paid more than £833.00 a month",
        "If your pay is more than £520.00 a month, you can opt in, and I must pay in too.",
        "from 16 to 74 years old",
        "If your pay is that or less, you can join a pension.",
        "Ask me in writing and sign it.",
    ):
        assert needed in text


@pytest.mark.parametrize(
    ("change", "needed"),
    [
        ({"provider": " "}, "the pension provider"),
        ({"provider_address": ""}, "the provider's address"),
        ({"terms": None}, "what is paid in"),
        ({"from_day": None}, "the day it starts"),
        ({"from_day": None, "kind": PensionLetterKind.POSTPONED}, "the day it ends"),
        ({"terms": None, "kind": PensionLetterKind.OPT_IN}, "what is paid in"),
    ],
)
def test_a_letter_that_lacks_what_it_must_tell_is_not_made(change, needed):
    with pytest.raises(DPManagerError, match=needed):
        pension_letter_pdf(replace(LETTER, **change))


def test_hostile_names_do_not_break_the_letter():
    hostile = replace(
        LETTER, worker=HOSTILE, worker_address=HOSTILE, provider=HOSTILE, provider_address=HOSTILE
    )
    assert faults(pension_letter_pdf(hostile)) == []
    assert faults(pension_letter_pdf(hostile, large_print=True)) == []


@pytest.mark.parametrize("kind", [PensionLetterKind.JOIN, PensionLetterKind.POSTPONED])
def test_two_letters_can_be_given_before_a_pension_is_chosen(kind):
    text = words(replace(LETTER, kind=kind, provider="", provider_address="", terms=None))
    assert "Pension provider" not in text
