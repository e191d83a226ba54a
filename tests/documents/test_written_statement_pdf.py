from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from pdf_checks import faults, smallest_type, text_of
from samples import HOSTILE

from dpmanager.documents.starter_details import StarterDetails, starter_details_pdf
from dpmanager.documents.written_statement import (
    StatedRate,
    WrittenStatement,
    written_statement_pdf,
)
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.pay.holiday_record import HolidayMethod
from dpmanager.domain.periods import Frequency
from dpmanager.tasks.pay.rates import rates_for

STATEMENT = WrittenStatement(
    employer="Margaret Bell",
    employer_address="7 Elm Court\nNorthshire NS9 9ZZ",
    worker="Ann Llŷr-Smith",
    worker_address="2 Oak Lane, Northshire NS9 1AA",
    made_on=date(2026, 11, 27),
    nation="england",
    started=date(2026, 12, 1),
    ends=None,
    job="Personal assistant",
    place="7 Elm Court, Northshire NS9 9ZZ",
    rates=(
        StatedRate(HourKind.WEEKDAY, Decimal("13.20"), "Weekday"),
        StatedRate(HourKind.SLEEP_IN, Decimal("62.00"), "Sleep-in"),
    ),
    frequency=Frequency.FOUR_WEEKLY,
    pay_day_after=3,
    weekly_hours=Decimal(20),
    days_a_week=Decimal(4),
    working_days=("Monday", "Tuesday"),
    holiday_method=HolidayMethod.FIXED,
    leave_year_start=date(2026, 4, 6),
    pension="NEST",
    home_nightly_charge=None,
    figures=rates_for("2026-27"),
)
UNKNOWN = replace(
    STATEMENT,
    employer_address="",
    job="",
    place="",
    rates=(),
    weekly_hours=None,
    days_a_week=None,
    working_days=(),
    pension="",
)
DETAILS = StarterDetails(
    employer="Margaret Bell",
    worker="Ann Llŷr-Smith",
    address="",
    born=date(1990, 5, 4),
    ni_number="",
    started=date(2026, 12, 1),
    phone="",
    email="",
    emergency_name="",
    emergency_phone="",
)


def words(statement: WrittenStatement) -> str:
    return " ".join(text_of(written_statement_pdf(statement)).split())


@pytest.mark.parametrize("large_print", [False, True])
def test_the_papers_are_tagged_and_large_enough(large_print):
    for made in (
        written_statement_pdf(STATEMENT, large_print=large_print),
        written_statement_pdf(UNKNOWN, large_print=large_print),
        starter_details_pdf(DETAILS, large_print=large_print),
    ):
        assert faults(made) == []
        assert smallest_type(made) >= (18 if large_print else 12)


@pytest.mark.parametrize(
    ("particular", "said"),
    [
        # Employment Rights Act 1996, section 1(3) and (4), as amended on 6 April 2020
        ("(3)(a) names", "Margaret Bell, 7 Elm Court"),
        ("(3)(a) names", "Ann Llŷr-Smith"),
        ("(3)(b) begin", "It began, or begins, on 1 December 2026."),
        ("(3)(c) continuous", "Your continuous employment counts from then."),
        ("(4) as at a date", "As things stand on 27 November 2026"),
        ("(4)(a) pay", "£13.20 an hour"),
        ("(4)(a) pay", "£62.00 a night"),
        ("(4)(b) intervals", "You are paid every four weeks."),
        ("(4)(c)(i) hours", "You work 20 hours in a usual week, on 4 days."),
        ("(4)(c)(ii) days", "You work on these days: Monday, Tuesday."),
        ("(4)(c)(iii) variable", "Whether hours and days may change"),
        ("(4)(d)(i) holiday", "5.6 weeks of paid holiday a year, at most 28 days. Bank holidays"),
        ("(4)(d)(i) accrued", "I pay for holiday that you have earned and not taken."),
        ("(4)(d)(ii) sickness", "I pay statutory sick pay"),
        ("(4)(d)(iia) other leave", "Other paid leave"),
        ("(4)(d)(iii) pension", "The pension of this job is with NEST."),
        ("(4)(da) benefits", "Other benefits"),
        ("(4)(e) notice", "at least one week of notice"),
        ("(4)(f) title", "Your job is: Personal assistant."),
        ("(4)(g) how long", "It has no last day."),
        ("(4)(ga) probation", "Trial period"),
        ("(4)(h) place", "You work at 7 Elm Court, Northshire NS9 9ZZ."),
        ("(4)(j) collective agreements", "No agreement with a trade union"),
        ("(4)(k) abroad", "Work outside the UK for more than a month"),
        ("(4)(l) training", "Training that you may have"),
        ("(4)(m) training", "Training that you must do (or"),
        ("(4)(n) training", "Training that you must do and I do not pay for"),
        # section 3: disciplinary rules, whom to go to, and further steps
        ("3(1)(a)", "Rules of conduct, or where to read them"),
        ("3(1)(b)", "write to Margaret Bell"),
        ("3(1)(c)", "you may ask for another meeting"),
    ],
)
def test_all_that_the_law_asks_for_stands_in_it(particular, said):
    assert said in words(STATEMENT), particular


@pytest.mark.parametrize(
    "blank",
    [
        "Address of the employer",
        "Title of the job, or what you do",
        "Where you work",
        "Pay for an hour",
        "Hours in a usual week, or that they vary",
        "Days of the week on which you work",
    ],
)
def test_what_is_not_known_is_a_line_to_fill_in(blank):
    assert blank in words(UNKNOWN)
    assert blank not in words(STATEMENT)


def test_holiday_follows_how_it_is_earned():
    earned = words(replace(STATEMENT, holiday_method=HolidayMethod.ACCRUED))
    assert "you earn holiday as you work: 12.07% of the hours" in earned
    assert "average of the last 52 weeks with pay" in earned
    rolled = words(replace(STATEMENT, holiday_method=HolidayMethod.ROLLED_UP))
    assert "Holiday pay is 12.07% on top of each wage." in rolled
    assert "I pay for holiday that you have earned" not in rolled


def test_a_job_with_an_end_and_a_home():
    text = words(replace(STATEMENT, ends=date(2027, 3, 1), home_nightly_charge=Decimal("0.00")))
    assert "It ends on 1 March 2027." in text
    assert "A home comes with the job, at no cost to you." in text


def test_northern_ireland_has_a_law_of_its_own():
    text = words(replace(STATEMENT, nation="northern-ireland"))
    assert "Employment Rights (Northern Ireland) Order 1996, article 33" in text
    assert "join a trade union" not in text


def test_the_right_to_join_a_union_is_told_from_october_2026():
    # Employment Rights Act 2025: the duty to give a statement of trade union rights
    assert "You have the right to join a trade union" in words(STATEMENT)
    assert "join a trade union" not in words(replace(STATEMENT, made_on=date(2026, 9, 30)))


def test_the_starter_sheet_shows_what_is_known_and_asks_for_the_rest():
    text = " ".join(text_of(starter_details_pdf(DETAILS)).split())
    for said in ("4 May 1990", "1 December 2026", "National Insurance number", "Plan 5",
                 "C. I have another job, or I get a pension."):  # fmt: skip
        assert said in text


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_cannot_break_the_paper(name):
    made = written_statement_pdf(replace(STATEMENT, worker=name, employer=name, job=name))
    assert faults(made) == []
