"""Reports and payments to HMRC, the workplace pension and the payroll service."""

from dataclasses import replace
from datetime import date

import pytest
from deadline_facts import days, due, newest_rates, only, paid, working

from dpmanager.domain.deadlines.facts import CutOff, Facts, PayDay, PensionFacts, Reporting
from dpmanager.domain.hours.bank_holidays import bank_holidays
from dpmanager.domain.pay.hmrc import due_date, hmrc_period
from dpmanager.domain.pay.pension_duties import Duty, DutyKind
from dpmanager.domain.pay.pension_membership import PensionEvent, PensionEventKind


def test_pay_is_reported_by_pay_day_and_a_bank_holiday_does_not_move_it() -> None:
    # GOV.UK, reporting to HMRC: on or before pay day. 25 December 2026 is a Friday.
    one = only(paid(date(2026, 12, 25)), date(2026, 12, 1), "fps")
    assert (one.day, one.moved_from) == (date(2026, 12, 25), None)
    assert one.shown_from == date(2026, 12, 18)
    assert one.name == "Tell HMRC about the pay of Ada Lane"
    assert "25 December 2026" in one.what_to_do


def test_what_a_bureau_pays_is_not_reported_by_the_employer() -> None:
    facts = paid(date(2026, 12, 25), reporting=Reporting.BUREAU)
    assert days(facts, date(2026, 12, 1), "fps") == []
    assert days(facts, date(2026, 12, 1), "paye-monthly") == [date(2027, 1, 22)]


def test_the_last_pay_day_before_6_april_is_the_one_marked_as_final() -> None:
    # GOV.UK, send your final payroll report: the last payday of the tax year, which ends on 5 April
    facts = paid(date(2027, 3, 5), date(2027, 4, 2), date(2027, 4, 30))
    assert days(facts, date(2027, 2, 1), "fps-last-of-year") == [date(2027, 4, 2)]


def test_no_pay_day_is_the_last_while_it_is_not_known_that_a_later_one_is_in_another_year() -> None:
    facts = paid(date(2027, 3, 5), date(2027, 4, 2))
    assert days(facts, date(2027, 2, 1), "fps-last-of-year") == []


def test_the_year_is_closed_by_19_april() -> None:
    assert days(paid(date(2026, 4, 3)), date(2026, 4, 1), "final-report", date(2026, 12, 1)) == [
        date(2026, 4, 19)
    ]


def test_form_rt2_after_each_quarter() -> None:
    # HMRC, DMBM519240: 19 July, 19 October, 19 January and 19 April. It goes by post, so that of
    # Sunday 19 July 2026 has to be there on the Friday.
    found = due(paid(date(2026, 5, 29), reporting=Reporting.PAPER), date(2026, 6, 1), "fps-paper")
    assert [(one.day, one.moved_from) for one in found] == [
        (date(2026, 7, 17), date(2026, 7, 19)),
        (date(2026, 10, 19), None),
        (date(2027, 1, 19), None),
        (date(2027, 4, 19), None),
    ]
    assert found[0].name == "Send HMRC your paper report for 6 April 2026 to 5 July 2026"


@pytest.mark.parametrize(
    ("by_post", "rule_id", "day", "legal"),
    [
        # HMRC, DMBM520055: 6 October to 5 November is due on 19 November by cheque and on
        # 22 November electronically. In 2026 the 22nd is a Sunday.
        (True, "paye-monthly-post", date(2026, 11, 19), None),
        (False, "paye-monthly", date(2026, 11, 20), date(2026, 11, 22)),
    ],
)
def test_a_tax_month(by_post: bool, rule_id: str, day: date, legal: date | None) -> None:
    one = only(paid(date(2026, 10, 30), by_post=by_post), date(2026, 11, 1), rule_id)
    assert (one.day, one.moved_from) == (day, legal)


@pytest.mark.parametrize(
    ("by_post", "rule_id", "day"),
    [
        # HMRC, DMBM520055: 6 July to 5 October is due on 19 or 22 October.
        (True, "paye-quarterly-post", date(2026, 10, 19)),
        (False, "paye-quarterly", date(2026, 10, 22)),
    ],
)
def test_a_tax_quarter(by_post: bool, rule_id: str, day: date) -> None:
    facts = paid(date(2026, 7, 31), date(2026, 9, 25), quarterly=True, by_post=by_post)
    one = only(facts, date(2026, 10, 1), rule_id)
    assert (one.day, one.moved_from) == (day, None)


@pytest.mark.parametrize(
    ("pay_day", "day"),
    [
        # https://payrollserviceuk.co.uk/electronic-paye-payment-dates/ (Saturday 22 October 2011)
        (date(2011, 9, 30), date(2011, 10, 21)),
        # https://www.elverconsultancy.co.uk/paye-payment-dates/ (Sunday 22 December 2019)
        (date(2019, 11, 29), date(2019, 12, 20)),
        # http://rowlinsonrainbow.co.uk/news/paying-paye-to-hmrc-in-october (a Sunday)
        (date(2023, 9, 29), date(2023, 10, 20)),
    ],
)
def test_a_payment_due_on_a_weekend_is_made_on_the_friday(pay_day: date, day: date) -> None:
    assert days(paid(pay_day), pay_day, "paye-monthly") == [day]


def test_the_day_to_pay_hmrc_is_that_of_the_payment_itself() -> None:
    for month in range(1, 13):
        pay_day = date(2026, month, 20)
        period = hmrc_period(pay_day, quarterly=False)
        closed = bank_holidays("england", [2026, 2027])
        assert days(paid(pay_day), pay_day, "paye-monthly") == [
            due_date(period, newest_rates(pay_day), closed)
        ]


def test_a_tax_month_in_which_nobody_was_paid() -> None:
    # GOV.UK, reporting to HMRC (EPS): by the 19th after the tax month. Paid on 24 April and
    # 26 June: nobody in the tax month from 6 May to 5 June.
    facts = paid(date(2026, 4, 24), date(2026, 6, 26))
    one = only(facts, date(2026, 6, 8), "eps-no-pay")
    assert one.day == date(2026, 6, 19)
    assert one.name == "Tell HMRC that nobody was paid from 6 May to 5 June 2026"


def test_a_tax_month_that_is_not_over_may_still_be_paid_in() -> None:
    facts = paid(date(2026, 4, 24))
    assert days(facts, date(2026, 6, 5), "eps-no-pay") == []
    assert days(facts, date(2026, 6, 6), "eps-no-pay") == [date(2026, 6, 19)]


def test_pay_of_parents_is_asked_back_by_the_19th() -> None:
    # The example of an employers' page: tax month 1, 6 April to 5 May, by 19 May.
    facts = paid(date(2026, 4, 24), recovering=(date(2026, 4, 24),))
    assert days(facts, date(2026, 5, 1), "eps-recover") == [date(2026, 5, 19)]


def test_the_employment_allowance_is_claimed_again_each_tax_year() -> None:
    # GOV.UK, Employment Allowance: every tax year, and the earlier the sooner it counts.
    facts = paid(date(2026, 4, 24), allowance_claimed=frozenset({"2026-27"}))
    one = only(facts, date(2026, 12, 1), "employment-allowance", date(2027, 12, 1))
    assert (one.day, one.about) == (date(2027, 5, 19), "2027-28")
    assert one.shown_from == date(2027, 4, 6)
    assert (
        days(paid(date(2026, 4, 24), claims_allowance=False), date(2026, 4, 6), one.rule_id) == []
    )


def test_who_works_on_5_april_gets_a_p60_by_31_may() -> None:
    # GOV.UK, give employees a P60. In 2026 the 31st is a Sunday, which does not move it.
    facts = paid(date(2026, 4, 3))
    one = only(facts, date(2026, 4, 6), "p60", date(2026, 12, 31))
    assert (one.day, one.moved_from) == (date(2026, 5, 31), None)
    assert one.name == "Give Ada Lane form P60 for 2025-26"


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        (date(2026, 4, 5), None, 1),
        (date(2026, 4, 6), None, 0),
        (date(2025, 1, 6), date(2026, 4, 5), 1),
        (date(2025, 1, 6), date(2026, 4, 4), 0),
    ],
)
def test_who_does_not_work_on_5_april_gets_none(start: date, end: date | None, count: int) -> None:
    facts = paid(date(2026, 4, 3))
    worker = replace(facts.workers[0], start=start, end=end)
    facts = replace(facts, workers=(worker,))
    assert len(due(facts, date(2026, 4, 6), "p60", date(2026, 12, 31))) == count


def test_who_was_paid_nothing_in_the_year_gets_none() -> None:
    facts = paid(date(2026, 4, 3))
    worker = replace(facts.workers[0], unpaid_years=frozenset({"2025-26"}))
    facts = replace(facts, workers=(worker,))
    assert days(facts, date(2026, 4, 6), "p60", date(2027, 6, 1)) == [date(2027, 5, 31)]


def test_benefits_are_reported_by_6_july() -> None:
    facts = paid(date(2026, 4, 3), gives_benefits=True)
    assert days(facts, date(2026, 6, 1), "p11d", date(2026, 12, 31)) == [date(2026, 7, 6)]


def test_the_new_tax_year_is_announced_a_month_before() -> None:
    one = only(paid(date(2027, 2, 26)), date(2027, 2, 1), "new-tax-year", date(2027, 12, 31))
    assert (one.day, one.shown_from) == (date(2027, 4, 6), date(2027, 3, 7))
    assert "2027-28" in one.name


def test_the_minimum_wage_rises_on_1_april_also_without_a_paye_scheme() -> None:
    # Acas, when the rate increases
    assert days(working(), date(2027, 1, 4), "minimum-wage-april", date(2027, 12, 31)) == [
        date(2027, 4, 1)
    ]
    assert due(Facts("england"), date(2027, 1, 4)) == []


@pytest.mark.parametrize(
    ("pay_days", "day"),
    [
        # The People's Pension: for July, by 22 August. In 2026 that is a Saturday.
        ([date(2026, 7, 3), date(2026, 7, 31)], date(2026, 8, 21)),
        # https://support.intelligentpayroll.co.uk: for March, by 22 April (2026: a Wednesday)
        ([date(2026, 3, 27)], date(2026, 4, 22)),
    ],
)
def test_contributions_of_a_month_are_paid_by_the_22nd_of_the_next(
    pay_days: list[date], day: date
) -> None:
    assert days(paid(*pay_days), pay_days[-1], "pension-payment") == [day]


def test_a_provider_may_ask_for_them_sooner_but_the_law_for_no_later_day() -> None:
    facts = paid(date(2026, 3, 27))
    for asked, day in ((14, date(2026, 4, 14)), (28, date(2026, 4, 22))):
        agreed = replace(facts, pension=PensionFacts(pay_by_day=asked))
        assert days(agreed, date(2026, 4, 1), "pension-payment") == [day]


def test_pay_without_contributions_needs_no_payment() -> None:
    facts = Facts("england", pay_days=(PayDay(date(2026, 3, 27), "Ada Lane"),))
    assert due(facts, date(2026, 4, 1)) == []


@pytest.mark.parametrize(
    ("pay_day", "number", "day"),
    [
        # DRC Beds: paid at the end of the month, sheets by the 22nd; the 15th by the 7th; the 22nd
        # by the 13th. These months have no weekend or bank holiday on those days.
        (date(2026, 10, 30), 22, date(2026, 10, 22)),
        (date(2026, 10, 15), 7, date(2026, 10, 7)),
        (date(2026, 10, 22), 13, date(2026, 10, 13)),
        # A cut-off late in the month is for a pay day in the next one.
        (date(2026, 11, 6), 28, date(2026, 10, 28)),
    ],
)
def test_timesheets_for_a_payroll_service(pay_day: date, number: int, day: date) -> None:
    facts = Facts(
        "england",
        pay_days=(PayDay(pay_day, "Ada Lane", by_bureau=True), PayDay(pay_day, "Ben Moss")),
        cut_off=CutOff(day_of_month=number),
    )
    assert [(one.day, one.about) for one in due(facts, date(2026, 10, 1), "payroll-cut-off")] == [
        (day, "Ada Lane")
    ]


def test_a_bank_holiday_brings_the_cut_off_forward() -> None:
    # Virtual Wallet: sheets by Monday, paid on Thursday. Monday 31 August 2026 is a bank holiday.
    facts = Facts(
        "england",
        pay_days=(PayDay(date(2026, 9, 3), "Ada Lane", by_bureau=True),),
        cut_off=CutOff(days_before=3),
    )
    one = only(facts, date(2026, 8, 20), "payroll-cut-off")
    assert (one.day, one.moved_from) == (date(2026, 8, 28), date(2026, 8, 31))


def test_no_cut_off_was_agreed() -> None:
    assert CutOff().for_pay_day(date(2026, 9, 3)) is None


def pension(**facts: date | None) -> Facts:
    return Facts("england", pension=PensionFacts(**facts))  # type: ignore[arg-type]


def test_the_first_declaration_and_then_the_second() -> None:
    # The Pensions Regulator: duties start on 1 September 2018, re-declaration by 31 January 2022.
    start = date(2018, 9, 1)
    first = only(pension(duties_start=start), date(2018, 9, 3), "pension-declaration")
    assert first.day == date(2019, 1, 31)
    facts = pension(duties_start=start, declared_on=date(2018, 12, 3))
    assert days(facts, date(2021, 6, 1), "pension-declaration") == []
    assert days(facts, date(2021, 6, 1), "pension-re-declaration") == [date(2022, 1, 31)]


def test_re_enrolment_every_three_years() -> None:
    # The Pensions Regulator (A. Bell): staging date 1 April 2014, re-enrolment from 1 January to
    # 30 June 2017, re-declaration by 31 August 2017.
    facts = pension(duties_start=date(2014, 4, 1), declared_on=date(2014, 8, 1))
    one = only(facts, date(2017, 1, 1), "pension-re-enrolment")
    assert one.day == date(2017, 6, 30)
    assert "1 January 2017 to 30 June 2017" in one.why
    assert one.shown_from <= date(2017, 1, 1)
    assert days(facts, date(2017, 1, 1), "pension-re-declaration") == [date(2017, 8, 31)]


def test_the_next_three_years_run_from_the_day_that_was_chosen() -> None:
    done = {
        "duties_start": date(2014, 4, 1),
        "declared_on": date(2014, 8, 1),
        "re_enrolled_on": date(2017, 2, 1),
    }
    half_done = pension(**done)
    assert days(half_done, date(2017, 3, 1), "pension-re-enrolment") == []
    assert days(half_done, date(2017, 3, 1), "pension-re-declaration") == [date(2017, 8, 31)]
    # Three years from 1 February 2017: the window ends on 30 April 2020, and the five months that
    # begin on 1 February 2020 end on 30 June.
    both = pension(**done, re_declared_on=date(2017, 3, 2))
    assert days(both, date(2019, 11, 1), "pension-re-enrolment") == [date(2020, 4, 30)]
    assert days(both, date(2019, 11, 1), "pension-re-declaration") == [date(2020, 6, 30)]


def test_a_declaration_stays_until_it_is_made() -> None:
    facts = pension(duties_start=date(2018, 9, 1))
    assert days(facts, date(2020, 1, 1), "pension-declaration") == [date(2019, 1, 31)]


def test_the_month_to_opt_out() -> None:
    # Regulation 9: one month from the letter, where that came later. Given on 10 May 2026.
    events = (
        PensionEvent(date(2026, 5, 1), PensionEventKind.ENROLLED),
        PensionEvent(date(2026, 5, 10), PensionEventKind.WRITTEN),
    )
    facts = working(pension_events=events)
    assert days(facts, date(2026, 5, 11), "pension-opt-out") == [date(2026, 6, 9)]
    assert days(facts, date(2026, 6, 10), "pension-opt-out") == []


def test_a_duty_for_a_worker_says_itself_what_to_do() -> None:
    duty = Duty(DutyKind.WRITE, date(2026, 6, 11), "Write to the worker.", "Regulation 17")
    one = only(working(pension_duties=(duty,)), date(2026, 5, 11), "pension-duty")
    assert (one.day, one.what_to_do, one.source) == (duty.due, duty.what, duty.source)


def test_without_a_start_of_duties_there_is_nothing_to_declare() -> None:
    assert due(pension(duties_start=None), date(2026, 5, 1)) == []
