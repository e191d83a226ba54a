from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_payslips import EMPLOYEE, EMPLOYER, answers, payslips

from dpmanager.domain.amounts import total
from dpmanager.domain.pay.employer_record import PaidToHmrc, employer_record
from dpmanager.domain.pay.eps import eps, eps_due_words, eps_sections
from dpmanager.domain.pay.extras import Extra, ExtraKind
from dpmanager.domain.pay.fps import FpsDetails, fps_sections, hours_band
from dpmanager.domain.pay.hmrc import Deductions, due_to_hmrc
from dpmanager.domain.pay.p45 import p45, p45_sections
from dpmanager.domain.pay.p60 import has_p60, p60, p60_due, p60_sections
from dpmanager.domain.pay.paper_forms import rt2_sections
from dpmanager.domain.pay.payment_reference import (
    accounts_office_reference,
    payment_reference,
    period_suffix,
)
from dpmanager.domain.pay.year_record import year_record
from dpmanager.domain.periods import Frequency, Period
from dpmanager.errors import DPManagerError
from dpmanager.tasks.pay.rates import rates_for

RATES = rates_for("2026-27")
THRESHOLDS = RATES.national_insurance.thresholds
APRIL, MAY = date(2026, 4, 30), date(2026, 5, 29)
PAYS = [(APRIL, "1300.00"), (MAY, "1300.00")]
MONTH_1 = Period(date(2026, 4, 6), date(2026, 5, 5))
QUARTER_1 = Period(date(2026, 4, 6), date(2026, 7, 5))


def record(pays=PAYS, **more):
    return year_record(payslips(pays, **more), THRESHOLDS)


# --- P60 ------------------------------------------------------------------------------------


def test_a_p60_has_the_figures_of_the_year_in_the_order_of_the_form():
    sections = p60_sections(p60(record(before=("2000.00", "40.00"))), EMPLOYEE, EMPLOYER)
    said = answers(sections)
    # 3,300 less 1,048.26 is 2,251 at 20%: 450.20 to date; then 4,600 less 2,096.52: 500.60
    assert list(said.values())[3:10] == [
        "2000.00", "40.00", "2600.00", "460.60", "4600.00", "500.60", "1257L"
    ]  # fmt: skip
    assert [one.answer for one in sections[2].lines] == ["A", "1118", "978", "504", "40.32"]
    assert sections[3].lines == ()
    assert said["Employer PAYE reference"] == "475/NB12345"


def test_a_p60_marks_a_refund_and_a_code_that_stands_alone():
    refund = [(APRIL, "100.00")]
    said = answers(
        p60_sections(p60(record(refund, before=("3000.00", "390.00"))), EMPLOYEE, EMPLOYER)
    )
    # 3,100 less 1,048.26 is 2,051 at 20%: 410.20; less 390.00 is 20.20
    assert said["Tax deducted in this employment"] == "20.20"
    said = answers(
        p60_sections(p60(record(refund, before=("1000.00", "300.00"))), EMPLOYEE, EMPLOYER)
    )
    # 1,100 less 1,048.26 is 51 at 20%: 10.20, so 289.80 comes back
    assert said["Tax deducted in this employment"] == "289.80 R"
    alone = p60(record(basis="week1month1"))
    assert alone.final_code == "1257L M1"


def test_a_p60_names_statutory_pay_and_drops_the_pence_of_bands():
    more = {APRIL: (Extra(ExtraKind.PATERNITY_PAY, Decimal("194.32")),)}
    figures = p60(record([(APRIL, "900.55")], extras=more))
    sections = p60_sections(figures, EMPLOYEE, EMPLOYER)
    assert [(one.asks, one.answer) for one in sections[3].lines] == [
        ("Statutory paternity pay", "194.32")
    ]
    # 1,094.87: 559, 489 and 46.87
    assert [one.answer for one in sections[2].lines][1:4] == ["559", "489", "46"]


def test_letter_x_is_not_on_a_p60():
    assert p60(record(letters="XX")).letters == ()


@pytest.mark.parametrize(
    ("started", "left", "gets_one"),
    [
        (date(2026, 4, 6), None, True),
        (date(2027, 4, 5), None, True),
        (date(2027, 4, 6), None, False),
        (date(2026, 4, 6), date(2027, 4, 5), True),
        (date(2026, 4, 6), date(2027, 4, 4), False),
    ],
)
def test_who_works_on_5_april_gets_a_p60_by_31_may(started, left, gets_one):
    who = replace(EMPLOYEE, start_date=started, leaving_date=left)
    assert has_p60(who, "2026-27") is gets_one
    assert p60_due("2026-27", RATES.reports) == date(2027, 5, 31)


@settings(max_examples=40, deadline=None)
@given(
    pays=st.lists(st.decimals("0.00", "5000.00", places=2), min_size=1, max_size=12),
    letters=st.lists(st.sampled_from("AMC"), min_size=12, max_size=12),
)
def test_a_p60_is_the_sum_of_the_payslips(pays, letters):
    days = [date(2026 + (month > 12), (month - 1) % 12 + 1, 28) for month in range(4, 16)]
    slips = payslips(zip(days, pays, strict=False), letters=letters)
    figures = p60(year_record(slips, THRESHOLDS))
    assert figures.pay == total(slip.gross_pay for slip in slips)
    assert figures.tax == total(slip.income_tax for slip in slips)
    assert total(row.employee_ni for row in figures.letters) == total(
        slip.employee_ni for slip in slips
    )


# --- P45 ------------------------------------------------------------------------------------


def leaving(made, **more):
    asked = {
        "tax_code": "1257L",
        "basis": "cumulative",
        "frequency": Frequency.MONTHLY,
        "loan_continues": False,
    }
    return answers(p45_sections(p45(made, MAY, **{**asked, **more}), EMPLOYEE, EMPLOYER))


def test_a_p45_has_the_last_entries_in_box_7():
    said = leaving(record())
    assert said["4. Leaving date"] == "29 May 2026"
    assert said["6. Tax code at leaving date"] == "1257L"
    assert said["6. Week 1 or month 1"] == "leave blank"
    assert said["7. Month number"] == "2"
    # 2,600 less 2,096.52 is 503 at 20%
    assert (said["7. Total pay to date"], said["7. Total tax to date"]) == ("2600.00", "100.60")
    assert said["8. Total pay in this employment"] == "leave blank"


def test_a_p45_tells_this_job_apart_from_an_earlier_one():
    said = leaving(record(before=("2000.00", "40.00")), loan_continues=True)
    assert (said["7. Total pay to date"], said["7. Total tax to date"]) == ("4600.00", "500.60")
    assert said["8. Total pay in this employment"] == "2600.00"
    assert said["8. Total tax in this employment"] == "460.60"
    assert said["5. Student Loan deductions to continue"] == "Y"


def test_on_month_1_a_p45_has_no_totals_to_date():
    said = leaving(record(basis="week1month1"), basis="week1month1")
    assert said["6. Week 1 or month 1"] == "X"
    for box in ("7. Month number", "7. Total pay to date", "7. Total tax to date"):
        assert said[box] == "leave blank"
    # 1,300 less 1,048.26 is 251 at 20%, twice
    assert said["8. Total pay in this employment"] == "2600.00"
    assert said["8. Total tax in this employment"] == "100.40"


def test_who_leaves_without_pay_in_the_year_gets_a_p45_of_nothing():
    said = leaving(None, frequency=Frequency.WEEKLY)
    # 29 May is the 54th day from 6 April: week 8
    assert said["7. Week number"] == "8"
    assert said["7. Total pay to date"] == "0.00"


# --- Full Payment Submission ------------------------------------------------------------------


def report(made, day=MAY, who=EMPLOYEE, **details):
    asked = {"is_first": False, "hours_band": "A", "loan_plan": None}
    return fps_sections(made, day, who, EMPLOYER, FpsDetails(**{**asked, **details}))


def test_a_report_has_the_figures_of_the_payment_and_to_date():
    said = answers(report(record()))
    assert (said["HMRC office number"], said["Employer PAYE reference"]) == ("475", "NB12345")
    assert (said["Taxable pay to date"], said["Tax to date"]) == ("2600.00", "100.60")
    assert (said["Pay frequency"], said["Tax month number"]) == ("M1", "2")
    assert said["Payment date"] == "29 May 2026"
    # 100.60 less 50.20 of April
    assert said["Tax deducted in this period"] == "50.40"
    assert said["Gross earnings to date"] == "2600.00"
    assert said["Earnings at the LEL, to date"] == "1118.00"
    assert said["Employer's contributions in this period"] == "132.45"
    assert said["Employee's contributions to date"] == "40.32"
    assert "Start date" not in said
    assert "Date of leaving" not in said


def test_later_pay_days_do_not_count_in_a_report():
    said = answers(report(record(), APRIL, is_first=True))
    assert said["Taxable pay to date"] == "1300.00"
    assert (said["Start date"], said["Starter statement (A, B or C)"]) == ("6 April 2026", "A")
    with pytest.raises(DPManagerError, match="was not paid"):
        report(record(), date(2026, 5, 1))


def test_a_letter_of_before_stays_in_the_report():
    sections = report(record(letters="MA"))
    before, now = (answers([section]) for section in sections[-2:])
    assert (before["Letter"], before["Gross earnings in this period"]) == ("M", "0.00")
    assert before["Gross earnings to date"] == "1300.00"
    assert (now["Letter"], now["Gross earnings in this period"]) == ("A", "1300.00")


def test_a_last_report_says_when_the_job_ended():
    who = replace(EMPLOYEE, leaving_date=date(2026, 5, 20))
    assert answers(report(record(), who=who))["Date of leaving"] == "20 May 2026"
    assert "Date of leaving" not in answers(report(record(), APRIL, who=who))


def test_loans_and_statutory_pay_are_reported():
    pays = [(APRIL, "2400.00")]
    more = {APRIL: (Extra(ExtraKind.ADOPTION_PAY, Decimal("194.32")),)}
    made = record(pays, extras=more, student_loan_plan="1", has_postgraduate_loan=True)
    said = answers(report(made, APRIL, loan_plan="1"))
    # 2,594.32 less 2,241.66 is 352.66 at 9%, in pounds; less 1,750 is 844.32 at 6%
    assert said["Student loan in this period, plan 1"] == "31.00"
    assert said["Postgraduate loan in this period"] == "50.00"
    assert said["Statutory adoption pay to date"] == "194.32"


@pytest.mark.parametrize(
    ("agreed", "band"),
    # https://brightpay.co.uk/docs/17-18/rti/reporting-contracted-hours-hourly-bands-for-fps
    [("15.99", "A"), ("16", "B"), ("23.99", "B"), ("24", "C"), ("29.99", "C"), ("30", "D")],
)
def test_agreed_hours_have_a_band(agreed, band):
    assert hours_band(Decimal(agreed), [], RATES.reports) == band


def test_hours_worked_have_a_band_where_they_are_regular():
    def band(*hours):
        slips = [
            payslips([(APRIL, "500.00")], frequency=Frequency.FOUR_WEEKLY, hours=each)[0]
            for each in hours
        ]
        return hours_band(None, slips, RATES.reports)

    assert band("63.96", "40") == "A"
    assert band("64", "80") == "B"
    assert band("63.96", "64") == "E"
    assert band() == "E"


# --- Employer Payment Summary -----------------------------------------------------------------


def summary(slips, month=MONTH_1, *, claims=True, small=True):
    return eps(
        slips,
        month,
        claims_allowance=claims,
        small_employer=small,
        recovery=RATES.family_pay_recovery,
        rules=RATES.reports,
    )


def test_the_first_month_claims_the_allowance():
    first = summary(payslips(PAYS))
    assert first.reasons == (
        "Claim the Employment Allowance now. It must be claimed each tax year.",
    )
    second = summary(payslips(PAYS), Period(date(2026, 5, 6), date(2026, 6, 5)))
    assert second.reasons == ()
    assert answers(eps_sections(second, EMPLOYER))["Employment Allowance"] == "yes"
    assert eps_due_words(first) == "HMRC must have it by 19 May 2026."


def test_a_month_without_pay_is_told():
    empty = summary(payslips(PAYS), Period(date(2026, 6, 6), date(2026, 7, 5)))
    assert empty.reasons == ("Nobody was paid in this tax month. Tell HMRC so.",)
    said = answers(eps_sections(empty, EMPLOYER))
    assert (said["No payment for the period"], said["From"], said["To"]) == (
        "yes", "6 June 2026", "5 July 2026"
    )  # fmt: skip


def test_what_is_given_back_is_that_of_the_year_so_far():
    pay = Decimal("194.32")
    more = {day: (Extra(ExtraKind.MATERNITY_PAY, pay),) for day, _pay in PAYS}
    slips = payslips(PAYS, extras=more)
    second = summary(slips, Period(date(2026, 5, 6), date(2026, 6, 5)))
    (one,) = second.recovered
    # 100% and 9% on top: 17.4888, twice; the other employers get 92%: 178.7744
    assert (one.pay, one.compensation) == (Decimal("388.64"), Decimal("34.98"))
    said = answers(eps_sections(second, EMPLOYER))
    assert said["Tax month"] == "2"
    assert said["Statutory maternity pay, given back"] == "388.64"
    large = summary(slips, small=False)
    assert (large.recovered[0].pay, large.recovered[0].compensation) == (Decimal("178.77"), 0)


def test_the_last_month_ends_the_year():
    last = summary(payslips(PAYS), Period(date(2027, 3, 6), date(2027, 4, 5)))
    assert answers(eps_sections(last, EMPLOYER))["Final submission for the tax year"] == "yes"
    assert last.number == 12


# --- The employer's payment record --------------------------------------------------------------


def test_the_record_says_what_is_due_paid_and_left():
    dues = due_to_hmrc(
        [
            Deductions(day, slip.income_tax, slip.employee_ni, slip.employer_ni)
            for day, slip in zip((APRIL, MAY), payslips(PAYS), strict=True)
        ],
        RATES,
        quarterly=False,
        claims_allowance=True,
        bank_holidays=set(),
    )
    paid = {dues[0].period: [PaidToHmrc(date(2026, 5, 20), Decimal("70.00"))]}
    first, second = employer_record(dues, paid)
    # 50.20 + 20.16 + 132.45 - 132.45, and 50.40 + 20.16
    assert (first.tax_and_loans, first.national_insurance) == (Decimal("50.20"), Decimal("152.61"))
    assert (first.taken_off, first.due.amount) == (Decimal("132.45"), Decimal("70.36"))
    assert (first.paid, first.difference) == (70, Decimal("0.36"))
    assert (second.difference, second.due_to_date) == (Decimal("70.56"), Decimal("140.92"))
    assert second.paid_to_date == 70


def test_a_refund_is_brought_forward():
    dues = due_to_hmrc(
        [
            Deductions(APRIL, Decimal(-80), Decimal(10), Decimal(0)),
            Deductions(MAY, Decimal(100), Decimal(5), Decimal(0)),
        ],
        RATES,
        quarterly=False,
        claims_allowance=False,
        bank_holidays=set(),
    )
    first, second = employer_record(dues, {})
    assert (first.difference, second.brought_forward, second.difference) == (0, 70, 35)


# --- The reference ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "suffix"),
    # https://www.gov.uk/pay-paye-tax/reference-numbers-early-late-payments, and the same of 2023
    [
        (date(2024, 5, 6), date(2024, 6, 5), "2502"),
        (date(2023, 5, 6), date(2023, 6, 5), "2402"),
        (date(2023, 4, 6), date(2023, 7, 5), "2403"),
        (date(2027, 3, 6), date(2027, 4, 5), "2712"),
    ],
)
def test_the_four_figures_name_the_tax_year_and_month(start, end, suffix):
    assert period_suffix(Period(start, end)) == suffix


@pytest.mark.parametrize(
    ("paid_on", "reference"),
    [
        (date(2026, 5, 5), "475PX001234562701"),
        (date(2026, 5, 6), "475PX00123456"),
        (date(2026, 5, 22), "475PX00123456"),
        (date(2026, 5, 23), "475PX001234562701"),
    ],
)
def test_early_and_late_payments_name_their_month(paid_on, reference):
    due = date(2026, 5, 22)
    assert payment_reference("475 PX 00123456", MONTH_1, due, paid_on) == reference


def test_a_wrong_reference_is_refused():
    assert accounts_office_reference("123pa0001234x") == "123PA0001234X"
    with pytest.raises(DPManagerError, match="is missing"):
        accounts_office_reference(" ")
    for wrong in ("475/NB12345", "475PX0012345", "475PX001234567", "475XP00123456"):
        with pytest.raises(DPManagerError, match=f"“{wrong}” is not an Accounts Office reference"):
            accounts_office_reference(wrong)


# --- Paper forms ----------------------------------------------------------------------------------


def test_rt2_has_the_quarter_and_the_year_so_far():
    pays = [*PAYS, (date(2026, 7, 31), "1000.00")]
    second = Period(date(2026, 7, 6), date(2026, 10, 5))
    details = FpsDetails(is_first=False, hours_band="A", loan_plan=None)
    sections = rt2_sections(record(pays), second, EMPLOYEE, EMPLOYER, details)
    by_heading = {section.heading: answers([section]) for section in sections}
    assert by_heading["Pay and deductions in the quarter"]["Taxable pay"] == "1000.00"
    assert by_heading["Pay and deductions, this tax year so far"]["Taxable pay"] == "3600.00"
    assert "Starter information" not in by_heading
    first = rt2_sections(record(pays), QUARTER_1, EMPLOYEE, EMPLOYER, details)
    said = {section.heading: answers([section]) for section in first}
    assert said["Starter information"]["Start date"] == "6 April 2026"
    assert said["Payment details"]["Payments in the quarter"] == "2"
    assert said["Pay and deductions, this tax year so far"]["Taxable pay"] == "2600.00"


def test_rt2_says_who_left():
    who = replace(EMPLOYEE, leaving_date=date(2026, 6, 1))
    details = FpsDetails(is_first=False, hours_band="A", loan_plan=None)
    said = answers(rt2_sections(record(), QUARTER_1, who, EMPLOYER, details))
    assert said["Date of leaving"] == "1 June 2026"
