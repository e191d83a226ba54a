from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from pdf_checks import faults, pages_text, smallest_type, text_of
from samples import HOSTILE, d, payslip

from dpmanager.documents.employer_record import employer_record_pdf
from dpmanager.documents.form_figures import FormOf, FormPaper, form_figures_pdf
from dpmanager.documents.payslip import payslips_pdf
from dpmanager.documents.year_record import year_record_pdf
from dpmanager.domain.pay.employer_record import PaidToHmrc, employer_record
from dpmanager.domain.pay.extras import Extra, ExtraKind
from dpmanager.domain.pay.form_lines import Employee, Employer, line, section
from dpmanager.domain.pay.hmrc import Deductions, due_to_hmrc
from dpmanager.domain.pay.p45 import p45, p45_sections
from dpmanager.domain.pay.p60 import p60, p60_sections
from dpmanager.domain.pay.year_record import year_record
from dpmanager.domain.periods import Frequency, Period
from dpmanager.tasks.pay.rates import rates_for

RATES = rates_for("2026-27")
EMPLOYER = Employer("Margaret Bell", "3 Mill Lane, Northshire", "475/NB12345", "475PX00123456")
EMPLOYEE = Employee(
    "Ann Llŷr-Smith", "9 High Street", date(1990, 2, 3), "QQ123456C", "0002", date(2026, 4, 6), None
)


def record(**more):
    slip = replace(payslip(), **more)
    return year_record([slip], RATES.national_insurance.thresholds)


def paper(name: str = "Ann") -> FormPaper:
    parts = (*p60_sections(p60(record()), EMPLOYEE, EMPLOYER), section("Nothing", []))
    return FormPaper(
        title="Figures for form P60",
        under=f"{name}, tax year to 5 April 2027",
        lead=f"Give {name} the P60",
        author="Margaret Bell",
        forms=(FormOf(name, parts), FormOf("Ben", (section("Part", [line("Gender", "")]),))),
        notes=("This is not the official form.",),
    )


def payments():
    parts = Deductions(
        date(2026, 4, 30), d("49.60"), d("19.91"), d("132.04"), d("31.00"), d("10.00")
    )
    dues = due_to_hmrc(
        [parts, replace(parts, pay_date=date(2026, 5, 29))],
        RATES,
        quarterly=False,
        claims_allowance=True,
        bank_holidays=set(),
    )
    return employer_record(dues, {dues[0].period: [PaidToHmrc(date(2026, 5, 20), d("90.51"))]})


PAPERS = {
    "form": lambda large: form_figures_pdf(paper(), large_print=large),
    "P45": lambda large: form_figures_pdf(
        replace(
            paper(),
            forms=(
                FormOf(
                    "",
                    p45_sections(
                        p45(
                            record(),
                            date(2026, 5, 1),
                            tax_code="1257L",
                            basis="cumulative",
                            frequency=Frequency.MONTHLY,
                            loan_continues=True,
                        ),
                        EMPLOYEE,
                        EMPLOYER,
                    ),
                ),
            ),
        ),
        large_print=large,
    ),
    "year": lambda large: year_record_pdf(record(), EMPLOYEE, EMPLOYER, large_print=large),
    "payments": lambda large: employer_record_pdf(
        payments(), EMPLOYER, "2026-27", large_print=large
    ),
    "payslips": lambda large: payslips_pdf([payslip(), payslip()], large_print=large),
}


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_is_tagged_in_both_forms(name, large):
    made = PAPERS[name](large)
    assert faults(made) == []
    assert smallest_type(made) >= (18 if large else 12)


def test_a_form_has_its_figures_in_order_and_says_what_it_is_not():
    text = text_of(form_figures_pdf(paper()))
    for words in (
        "This is not the official form.",
        "Pay in this employment 1296.90",
        "Final tax code 1257L",
        "Nothing Leave this part blank.",
        "Gender you fill this in",
    ):
        assert words in text
    assert text.index("Total pay for the year") < text.index("NIC table letter")


def test_each_worker_starts_a_page():
    pages = pages_text(form_figures_pdf(paper()))
    assert pages[-1].startswith("Ben\n")


def test_a_year_shows_only_what_there_is():
    text = text_of(year_record_pdf(record(), EMPLOYEE, EMPLOYER))
    assert "Gross pay £1,296.90, income tax £49.60, National Insurance £19.91" in text
    # 1,296.90: 559, 489 and 248.90
    assert "30 Apr A £559.00 £489.00 £248.90 £19.91 £132.04" in text
    assert "Student loan" not in text
    more = record(
        student_loan=d("31.00"),
        extras=(Extra(ExtraKind.SICK_PAY, d("41.09")),),
        tax_pay_to_date=d("2296.90"),
    )
    text = text_of(year_record_pdf(more, EMPLOYEE, EMPLOYER))
    assert "Pay day Student loan Statutory sick pay Gross pay Net pay" in text
    assert "Earlier jobs of the tax year: pay £1,000.00, tax £0.00." in text


def test_a_quarter_of_it_is_for_form_rt11():
    later = Period(date(2026, 7, 6), date(2026, 10, 5))
    text = text_of(year_record_pdf(record(), EMPLOYEE, EMPLOYER, quarter=later))
    assert "Figures for form RT11" in text
    assert "Gross pay £0.00" in text


def test_the_payment_record_has_each_line_and_what_is_left():
    text = text_of(employer_record_pdf(payments(), EMPLOYER, "2026-27"))
    for words in (
        # 49.60 + 31.00 + 19.91 + 132.04 - 132.04 - 10.00
        "£181.02 was due. £90.51 is left to pay.",
        "Paid on 20 May 2026",
        "Tax and loans together £80.60",
        "Less Employment Allowance -£132.04",
        "Less pay of parents given back -£10.00",
        "Due since 6 April: £181.02. Paid since 6 April: £90.51.",
    ):
        assert words in text
    assert "refunded earlier" not in text


def test_payslips_of_several_days_are_one_paper():
    later = replace(payslip(), worker="Ben Okoro", pay_date=date(2026, 5, 29))
    pages = pages_text(payslips_pdf([payslip(), later]))
    assert [page.splitlines()[0] for page in pages] == [
        "Payslip", "How your pay was worked out", "Payslip", "How your pay was worked out"
    ]  # fmt: skip
    assert "Ben Okoro" in pages[2]


def test_a_hostile_name_harms_nothing():
    odd = replace(EMPLOYEE, name=HOSTILE, address=HOSTILE)
    assert faults(year_record_pdf(record(), odd, EMPLOYER)) == []
    assert faults(form_figures_pdf(paper(HOSTILE))) == []


def test_the_same_paper_gives_the_same_bytes():
    assert PAPERS["year"](False) == PAPERS["year"](False)
    assert payments()[0].due.amount == Decimal("90.51")
