"""What is to be paid next, tried out before it is saved, and the payslips as the page shows them.

Ada's figures are those of test_run_pay: 30 hours at 12.80 are 384.00 a week, paid on Thursdays.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from small_book import (
    ADA,
    AT,
    BEN,
    MONDAY,
    WHO,
    hours,
    pay_a_week,
    payslip,
    tables,
    work_a_week,
)

from dpmanager.domain.hours.shifts import HourKind
from dpmanager.errors import DPManagerError
from dpmanager.records.book import Book
from dpmanager.tasks.hours.record_shifts import approve_timesheet, record_shifts
from dpmanager.tasks.pay.look_at_pay import PayLook, look_at_pay, look_at_payslip
from dpmanager.tasks.pay.run_pay import run_pay, try_pay_run

WEEK = timedelta(days=7)
PAY_DAY = date(2026, 4, 16)


def look(book: Book, today: date) -> PayLook:
    return look_at_pay(book, today=today, who=WHO, at=AT)


def test_a_trial_shows_what_a_pay_run_makes_and_saves_nothing(book: Book) -> None:
    work_a_week(book, MONDAY)
    work_a_week(book, MONDAY + WEEK)
    before, name = tables(book), book.can_undo()

    tried = try_pay_run(book, up_to=date(2026, 4, 23), who=WHO, at=AT)

    assert tables(book) == before
    assert book.can_undo() == name
    made = run_pay(book, up_to=date(2026, 4, 23), who=WHO, at=AT)
    assert tried == [look_at_payslip(book, number).slip for number in made]
    # the second week's tax counts the first: both are in one run
    assert [str(slip.income_tax) for slip in tried] == ["0.00", "8.40"]


def test_the_next_pay_day_is_that_of_approved_hours(book: Book) -> None:
    work_a_week(book, MONDAY)
    record_shifts(book, BEN, [hours(MONDAY, 9, 12)], who=WHO, at=AT)  # paid on 7 May

    following = look(book, date(2026, 4, 14)).next

    assert following.up_to == PAY_DAY
    assert [(sheet.worker, sheet.hours) for sheet in following.ready] == [(ADA, "30 hours")]
    assert following.waiting == ()
    assert [(trial.worker, str(trial.paid)) for trial in following.trials] == [(ADA, "372.64")]


def test_a_pay_day_that_is_past_brings_the_later_ones_along(book: Book) -> None:
    work_a_week(book, MONDAY)
    work_a_week(book, MONDAY + WEEK)

    following = look(book, date(2026, 4, 25)).next

    assert following.up_to == date(2026, 4, 25)
    assert len(following.trials) == 2


def test_hours_that_nobody_approved_wait_and_may_still_be_worked(book: Book) -> None:
    record_shifts(book, ADA, [hours(MONDAY, 9, 12)], who=WHO, at=AT)

    (during,) = look(book, MONDAY + timedelta(days=3)).next.waiting
    (after,) = look(book, MONDAY + WEEK).next.waiting

    assert (during.pay_day, during.is_over, during.holds_up) == (PAY_DAY, False, False)
    assert after.is_over


def test_an_earlier_week_that_is_not_approved_holds_up_the_pay(book: Book) -> None:
    record_shifts(book, ADA, [hours(MONDAY, 9, 12)], who=WHO, at=AT)
    work_a_week(book, MONDAY + WEEK)

    following = look(book, date(2026, 4, 20)).next

    assert [sheet.holds_up for sheet in following.waiting] == [True]
    assert following.trials == ()


def test_pay_that_cannot_be_worked_out_says_why(book: Book) -> None:
    record_shifts(book, ADA, [hours(MONDAY, 9, 14, HourKind.HOLIDAY)], who=WHO, at=AT)
    approve_timesheet(book, ADA, MONDAY, who=WHO, at=AT)

    following = look(book, date(2026, 4, 20)).next

    assert following.trials == ()
    assert following.hindrance.startswith("Holiday pay on 6 April 2026 cannot be worked out")


def test_each_figure_has_the_steps_that_lead_to_it(book: Book) -> None:
    number = pay_a_week(book, MONDAY).id

    figures = {figure.name: figure for figure in look_at_payslip(book, number).figures}

    assert figures["Gross pay"].steps[0].sum == "30.00 x £12.80 = £384.00"
    assert {name: figure.steps[-1].sum for name, figure in figures.items()} == {
        "Gross pay": "384.00 is not below 381.30",
        "Income tax": "0.00",
        "National Insurance": "above 242: 142.00 x 8% = 11.36",
        "Net pay": "384.00 - 0.00 - 11.36 = 372.64",
        "Employer's National Insurance": "above 96: 288.00 x 15% = 43.20",
    }
    assert [step.about for step in look_at_payslip(book, number).slip.steps].count("") == 0
    assert figures["Net pay"].to_date is None


def test_holiday_is_part_of_how_gross_pay_was_worked_out(book: Book) -> None:
    pay_a_week(book, MONDAY)
    sheet = [
        hours(MONDAY + WEEK, 9, 14, HourKind.HOLIDAY),
        hours(MONDAY + timedelta(days=8), 9, 10),
    ]
    record_shifts(book, ADA, sheet, who=WHO, at=AT)
    approve_timesheet(book, ADA, MONDAY + WEEK, who=WHO, at=AT)

    (trial,) = look(book, date(2026, 4, 20)).next.trials

    gross = trial.figures[0]
    assert "384.00 / 30" in gross.steps[0].sum
    assert any(step.sum.endswith(f"= £{gross.amount}") for step in gross.steps)


def test_what_is_left_to_pay_comes_before_what_was_paid(book: Book) -> None:
    pay_a_week(book, MONDAY)

    owed = look(book, date(2026, 4, 20)).owed

    assert [(one.due, one.payee, str(one.left), one.what) for one in owed] == [
        (PAY_DAY, ADA, "372.64", "Wages, 6 to 12 April 2026"),
        (date(2026, 5, 22), "HMRC", "11.36", "Tax and National Insurance to 5 May 2026"),
    ]
    assert owed[0].steps == ()
    assert owed[1].steps[-1].sum.endswith("= 11.36")


def test_payslips_of_one_run_know_each_other_and_the_newest_is_first(book: Book) -> None:
    first = pay_a_week(book, MONDAY).id
    work_a_week(book, MONDAY + WEEK)
    work_a_week(book, MONDAY + 2 * WEEK)
    second, third = run_pay(book, up_to=date(2026, 5, 1), who=WHO, at=AT)

    assert [row.id for row in look(book, date(2026, 5, 1)).slips] == [third, second, first]
    assert [row.id for row in look_at_payslip(book, second).same_run] == [third]
    assert look_at_payslip(book, first).same_run == ()
    assert look_at_payslip(book, first).made_on == datetime(2026, 7, 6).date()
    assert payslip(book, second).net_pay == Decimal("364.24")


def test_a_payslip_that_was_taken_back_is_gone(book: Book) -> None:
    number = pay_a_week(book, MONDAY).id
    book.undo(who=WHO, at=AT)

    with pytest.raises(DPManagerError, match="its pay run was taken back"):
        look_at_payslip(book, number)
