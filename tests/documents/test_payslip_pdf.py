from dataclasses import replace
from datetime import date

import pytest
from pdf_checks import faults, pages_text, smallest_type, text_of
from samples import HOSTILE, d, payslip

from dpmanager.documents.payslip import payslip_pdf
from dpmanager.domain.periods import Frequency


@pytest.mark.parametrize("large_print", [False, True])
def test_it_is_tagged_in_both_forms(large_print):
    made = payslip_pdf(payslip(), large_print=large_print)
    assert faults(made) == []
    assert smallest_type(made) >= (18 if large_print else 12)


def test_it_says_all_that_the_law_asks_for_on_one_page():
    first, second = pages_text(payslip_pdf(payslip()))
    text = " ".join(first.split())
    for wanted in (
        "You are paid £1,227.39 on 30 April 2026",
        "Margaret Bell", "Ann Llŷr-Smith", "0002", "QQ 12 34 56 C", "1257L (cumulative)",
        "1 Apr 2026 to 30 Apr 2026", "2026-27, month 1",
        "Weekday 64.50 £13.20 £851.40", "Sunday 7 hours 20 minutes 7.33 £15.75 £115.50",
        "Sleep-in 6 nights £55.00 £330.00", "Gross pay £1,296.90",
        "Income tax -£49.60 £49.60", "National Insurance -£19.91 £19.91",
        "Net pay, paid to you £1,227.39",
        "Paid by your employer, not taken from your pay", "£132.04 for this pay",
    ):  # fmt: skip
        assert wanted in text
    assert "How your pay was worked out" in second


def test_every_step_is_printed_and_each_source_once_for_its_steps():
    text = text_of(payslip_pdf(payslip()))
    for step in payslip().steps:
        assert step.label in text
        assert step.sum in text
    assert "Income tax at 20 % [1]" in text
    assert text.count("[1] HMRC tax tables, taxable pay routines") == 1
    assert text.count("regulation 12") == 1


def test_an_earlier_job_and_week_1_basis_are_shown():
    odd = replace(
        payslip(),
        basis="week1month1",
        frequency=Frequency.WEEKLY,
        tax_period=4,
        tax_pay_to_date=d("5000.00"),
    )
    text = text_of(payslip_pdf(odd))
    assert "1257L (this pay period only)" in text
    assert "2026-27, week 4" in text
    assert "Pay for tax so far, an earlier job's included £5,000.00" in text
    assert "earlier job" not in text_of(payslip_pdf(payslip()))


def test_a_hostile_name_harms_nothing():
    made = payslip_pdf(replace(payslip(), worker=HOSTILE, employer=HOSTILE))
    assert faults(made) == []
    assert "O'Neill & <b>Sons</b> </para> gnirtS & Tŷ Gŵyn" in text_of(made)


def test_the_same_payslip_gives_the_same_bytes():
    assert payslip_pdf(payslip()) == payslip_pdf(payslip())
    other = payslip_pdf(replace(payslip(), pay_date=date(2026, 5, 1)))
    assert other != payslip_pdf(payslip())
