from datetime import date, timedelta
from decimal import Decimal

import pypdfium2
import pytest
from small_book import ADA, AT, BEN, MONDAY, WHO, all_of, make_book, pay_a_week, work_a_week

from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.domain.pay.filing import FilingAnswers
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.tasks.money.sort_payments import accept_matches, add_payment, propose_matches
from dpmanager.tasks.pay.for_hmrc import (
    FormSeen,
    answer_paper,
    look_at_hmrc,
    look_at_report,
    look_at_summary,
)
from dpmanager.tasks.pay.print_hmrc import (
    print_hmrc_record,
    print_p45,
    print_p60,
    print_quarter,
    print_reports,
    print_summary,
    print_working_sheet,
    print_year,
)
from dpmanager.tasks.pay.print_payslips import print_payslips
from dpmanager.tasks.pay.run_pay import run_pay
from dpmanager.tasks.people.engage_worker import end_work

TODAY = date(2026, 5, 20)
WEEKS = [MONDAY + timedelta(weeks=number) for number in range(4)]
YES = FilingAnswers(True, True, True, True)


@pytest.fixture
def paid(book):
    """Four weeks of Ada's, 30 hours at 12.80 each: 384.00, paid on 16, 23 and 30 April, 7 May."""
    for monday in WEEKS:
        pay_a_week(book, monday)
    return book


def text_of(pdf: bytes) -> str:
    """All that a paper says, on one line."""
    with pypdfium2.PdfDocument(pdf) as pages:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())


def number_of(book, name):
    (worker,) = all_of(book, models.Worker, models.Worker.name == name)
    return worker.id


def said(seen: FormSeen) -> dict[str, str]:
    return {one.asks: one.answer for section in seen.sections for one in section.lines}


def test_what_is_due_by_when_and_with_which_reference(paid):
    look = look_at_hmrc(paid, TODAY)
    first, second = look.dues
    # 30 April is in week 4: 1,152 less 967.68 is 184 at 20%; NI (384 - 242) x 8%, three times
    assert first.row.due.amount == Decimal("36.80") + 3 * Decimal("11.36")
    assert (first.row.due.due, first.reference) == (date(2026, 5, 22), "475PX00999999")
    assert first.early == ""
    # of the month that is not over, a payment now would be early
    assert (second.reference, second.early) == ("475PX00999999", "475PX009999992702")
    assert look_at_hmrc(paid, date(2026, 5, 23)).dues[0].reference == "475PX009999992701"
    assert look.deadlines == (
        "Pay HMRC £70.88 by 22 May 2026.",
        "Pay HMRC £39.76 by 22 June 2026.",
        "Give a P60 to each worker who is employed on 5 April, by 31 May 2027.",
    )


def test_what_was_paid_is_known_from_the_statement(paid):
    add_payment(
        paid,
        "Direct payment account",
        date(2026, 5, 19),
        "HMRC",
        Decimal("-70.88"),
        who=WHO,
        at=AT,
    )
    with paid.reading() as session:
        matches = propose_matches(session)
    accept_matches(paid, matches, who=WHO, at=AT)
    first, second = look_at_hmrc(paid, TODAY).dues
    assert (first.row.paid, first.row.difference) == (Decimal("70.88"), 0)
    assert [one.day for one in first.row.payments] == [date(2026, 5, 19)]
    assert (second.row.paid_to_date, second.row.difference) == (
        Decimal("70.88"), Decimal("39.76")
    )  # fmt: skip
    text = text_of(print_hmrc_record(paid, "2026-27"))
    assert "£110.64 was due. £39.76 is left to pay." in text
    assert "Paid on 19 May 2026" in text


def test_by_the_quarter_there_is_one_payment(tmp_path):
    quarterly = ("employer = { ", 'employer = { hmrc_paid = "quarterly", ')
    with make_book(tmp_path / "Quarterly.dpbook", quarterly) as book:
        for monday in WEEKS:
            pay_a_week(book, monday)
        look = look_at_hmrc(book, TODAY)
        (due,) = look.dues
        assert look.quarterly
        assert (due.row.due.period.end, due.early) == (date(2026, 7, 5), "475PX009999992703")


def test_a_book_without_pay_says_so_little(book):
    look = look_at_hmrc(book, TODAY)
    assert (look.tax_year, look.tax_years) == ("2026-27", ("2026-27",))
    assert look.dues == look.pay_days == look.people == ()
    assert look.deadlines == ()


def test_a_year_that_is_not_there_is_that_of_today(paid):
    assert look_at_hmrc(paid, TODAY, "2023-24").tax_year == "2026-27"


def test_a_report_of_a_pay_day(paid):
    look = look_at_hmrc(paid, TODAY)
    assert look.pay_days[0][1] == "7 May 2026: Ada Lovell"
    latest, first = look.pay_days[0][0], look.pay_days[-1][0]
    seen = look_at_report(paid, latest)
    assert seen.about == ("Send this to HMRC on 7 May 2026 or earlier.",)
    figures = said(seen)
    assert figures["Taxable pay to date"] == "1536.00"
    # 7 May is in week 5: 1,536 less 1,209.60 is 326 at 20%
    assert figures["Tax to date"] == "65.20"
    assert figures["Usual hours a week (A to E)"] == "D"
    assert "Start date" not in figures
    assert said(look_at_report(paid, first))["Start date"] == "6 April 2026"
    text = text_of(print_reports(paid, latest))
    assert "Ada Lovell" in text
    assert "Taxable pay to date 1536.00" in text
    with pytest.raises(DPManagerError, match="is gone"):
        look_at_report(paid, 999)


def test_a_taxed_refund_of_pension_is_in_no_band(book):
    refund = models.PayItem(
        worker_id=number_of(book, ADA),
        day=MONDAY,
        kind=ExtraKind.TAXED_PENSION_REFUND,
        amount=Decimal("20.00"),
    )
    with book.task("Enter a refund", who=WHO, at=AT) as session:
        session.add(refund)
    slip = pay_a_week(book, MONDAY)
    figures = said(look_at_report(book, slip.id))
    assert figures["Taxable pay in this period"] == "404.00"
    assert figures["Gross earnings in this period"] == "384.00"


def test_everybody_of_a_pay_day_is_in_one_paper(book):
    work_a_week(book, MONDAY, BEN)
    for monday in WEEKS:
        work_a_week(book, monday)
    run_pay(book, up_to=date(2026, 5, 7), who=WHO, at=AT)
    slips = all_of(book, models.Payslip, models.Payslip.pay_date == date(2026, 5, 7))
    text = text_of(print_reports(book, slips[0].id))
    assert ADA in text and BEN in text
    days = Period(date(2026, 5, 1), date(2026, 5, 7))
    both = text_of(print_payslips(book, days))
    assert both.count("Net pay, paid to you") == 2
    alone = text_of(print_payslips(book, days, worker_id=number_of(book, BEN)))
    assert alone.count("Net pay, paid to you") == 1
    with pytest.raises(DPManagerError, match="Nobody was paid in 1 to 2 May 2026"):
        print_payslips(book, Period(date(2026, 5, 1), date(2026, 5, 2)))


def test_the_summary_claims_the_allowance_and_tells_of_no_pay(paid):
    first, third = (look_at_summary(paid, "2026-27", month) for month in (1, 3))
    assert first.about == (
        "Claim the Employment Allowance now. It must be claimed each tax year.",
        "HMRC must have it by 19 May 2026.",
    )
    assert said(third)["No payment for the period"] == "yes"
    second = look_at_summary(paid, "2026-27", 2)
    assert second.about == ("You need not send this summary for this month.",)
    assert "Employment Allowance yes" in text_of(print_summary(paid, "2026-27", 1))


def test_who_needs_a_paye_scheme(paid):
    look = look_at_hmrc(paid, TODAY)
    assert look.scheme.needed is True
    assert look.scheme.reasons[0] == "Ada Lovell is paid £384.00. PAYE is needed from £96.00."
    # employer: (384 - 96) x 15% = 43.20, four times
    assert look.allowance.saving == Decimal("172.80")
    assert look.claims_allowance


def test_what_is_not_known_is_asked(book):
    scheme = look_at_hmrc(book, TODAY).scheme
    assert scheme.needed is None
    assert "Ask Ada Lovell if they have another job." in scheme.reasons


def test_what_is_missing_is_named(paid):
    assert look_at_hmrc(paid, TODAY).missing == (
        "Your PAYE reference is missing. Look for it in HMRC's first letter.",
        "The National Insurance number of Ada Lovell is missing.",
        "The date of birth of Ada Lovell is missing.",
    )


def test_a_p60_is_for_who_stays_and_a_p45_for_who_leaves(paid):
    ada = number_of(paid, ADA)
    (person,) = look_at_hmrc(paid, TODAY).people
    assert (person.gets_p60, person.left) == (True, None)
    text = text_of(print_p60(paid, ada, "2026-27"))
    assert "This is not the official form." in text
    assert "Pay in this employment 1536.00" in text
    with pytest.raises(DPManagerError, match="has no last day"):
        print_p45(paid, ada)
    end_work(paid, ada, date(2026, 5, 3), who=WHO, at=AT)
    (person,) = look_at_hmrc(paid, TODAY).people
    assert (person.gets_p60, person.left) == (False, date(2026, 5, 3))
    with pytest.raises(DPManagerError, match="was not employed on 5 April"):
        print_p60(paid, ada, "2026-27")
    text = text_of(print_p45(paid, ada))
    assert "4. Leaving date 3 May 2026" in text
    # the pay of 7 May is in it: week 5
    assert "7. Week number 5" in text
    assert "7. Total pay to date 1536.00" in text


def test_who_left_before_any_pay_can_still_have_a_p45(book):
    ada = number_of(book, ADA)
    end_work(book, ada, date(2026, 4, 8), who=WHO, at=AT)
    assert "7. Total pay to date 0.00" in text_of(print_p45(book, ada))
    with pytest.raises(DPManagerError, match="no pay in this tax year"):
        print_year(book, ada, "2026-27")


def test_the_year_s_record_has_every_pay_day(paid):
    text = text_of(print_year(paid, number_of(paid, ADA), "2026-27"))
    assert "Gross pay £1,536.00, income tax £65.20, National Insurance £45.44" in text
    for words in ("16 Apr 2 £384.00", "7 May 5 £384.00 £1,536.00", "A £129.00 £113.00 £142.00"):
        assert words in text


def test_answers_about_paper_are_kept_and_can_be_undone(paid):
    assert look_at_hmrc(paid, TODAY).paper.allowed is None
    answer_paper(paid, YES, who=WHO, at=AT)
    look = look_at_hmrc(paid, TODAY)
    assert (look.answers, look.paper.allowed) == (YES, True)
    assert "Form RT2 for pay from 6 April 2026 to 5 July 2026 must reach HMRC by 19 July 2026." in (
        look.deadlines
    )
    paid.undo(who=WHO, at=AT)
    assert look_at_hmrc(paid, TODAY).paper.allowed is None


def test_the_paper_forms_have_the_quarter_s_figures(paid):
    text = text_of(print_quarter(paid, "2026-27", 0))
    for words in (
        "HMRC must have the forms by 19 July 2026",
        "RT2 for Ada Lovell",
        "Payments in the quarter 4",
        "Taxable pay 1536.00",
        "RT5 for the employer",
    ):
        assert words in text
    assert "RT2 for" not in text_of(print_quarter(paid, "2026-27", 1)).replace("forms RT2", "")
    sheet = text_of(print_working_sheet(paid, number_of(paid, ADA), "2026-27", 0))
    assert "Figures for form RT11" in sheet
    assert "Total £1,536.00" in sheet
