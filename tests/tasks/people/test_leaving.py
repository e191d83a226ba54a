"""The end of the work: notice, redundancy pay, holiday owed and the P45."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from small_book import ADA, AT, MONDAY, WHO, all_of, pay_a_week, payslip, work_a_week

from dpmanager.domain.pay.tax import Basis
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.pay.run_pay import run_pay
from dpmanager.tasks.pay.terms import code_on
from dpmanager.tasks.people.engage_worker import end_work
from dpmanager.tasks.people.leaving import (
    LeavingSeen,
    add_notice_pay,
    add_redundancy,
    give_p45,
    leaving_of,
    look_at_notice_pay,
    look_at_redundancy,
    remove_leaving_pay,
)
from dpmanager.tasks.people.workers import find_worker

BY = {"who": WHO, "at": AT}
NEXT = MONDAY + timedelta(days=7)
FRIDAY = NEXT + timedelta(days=4)


def number(book: Book) -> int:
    with book.reading() as session:
        return find_worker(session, ADA).id


def change(book: Book, **what: object) -> None:
    with book.task("Test", **BY) as session:
        worker = find_worker(session, ADA)
        for key, value in what.items():
            setattr(worker, key, value)


def seen(book: Book, today: date) -> LeavingSeen:
    with book.reading() as session:
        return leaving_of(session, find_worker(session, ADA), today)


def code(book: Book, day: date) -> tuple[str, Basis]:
    with book.reading() as session:
        found = code_on(find_worker(session, ADA), day)
        return found.code, found.basis


def three_years(book: Book) -> None:
    """Ada, 30 years old, has worked for three years, of late for 384.00 a week."""
    pay_a_week(book, MONDAY)
    change(book, start_date=date(2023, 4, 17), date_of_birth=date(1996, 1, 1))
    end_work(book, number(book), FRIDAY, **BY)


def test_while_they_work_on_the_notice_of_the_law_is_known(book: Book) -> None:
    found = seen(book, NEXT)
    assert (found.last_day, found.holiday, found.items) == (None, None, ())
    assert (found.notice.from_employer, found.notice.from_worker) == (0, 0)
    change(book, start_date=date(2023, 4, 13))
    # Section 86: a week for each of three full years, and one week from the worker.
    assert (seen(book, NEXT).notice.from_employer, seen(book, NEXT).notice.from_worker) == (3, 1)


def test_pay_in_place_of_notice_is_for_the_days_not_worked(book: Book) -> None:
    three_years(book)
    # Told on Monday 13 April: two full years and 363 days, so two weeks; 4 of 14 days are worked.
    offer = look_at_notice_pay(book, number(book), NEXT)
    # 10 / 7 x 384.00 = 548.57
    assert str(offer.amount) == "548.57"
    assert offer.steps[-1].sum == "1.4286 x 384.00 = 548.57"
    added = add_notice_pay(book, number(book), NEXT, Decimal(4), **BY)
    # By the contract 28 days: 24 / 7 x 384.00 = 1,316.57
    assert str(added) == "1316.57"
    (item,) = all_of(book, models.PayItem)
    assert (item.kind, item.day, str(item.amount)) == ("notice_pay", FRIDAY, "1316.57")


def test_the_last_payslip_pays_it_with_its_steps(book: Book) -> None:
    three_years(book)
    add_notice_pay(book, number(book), NEXT, **BY)
    add_redundancy(book, number(book), NEXT, **BY)
    owed = seen(book, FRIDAY).holiday
    work_a_week(book, NEXT)
    (made,) = run_pay(book, up_to=NEXT + timedelta(days=10), **BY)
    slip = payslip(book, made)
    with book.reading() as session:
        extras = {
            extra.kind: str(extra.amount) for extra in session.get_one(models.Payslip, made).extras
        }
    # With the notice of the law, until 27 April, there are three full years: 3 x 384.00.
    assert extras["notice_pay"] == "548.57"
    assert extras["redundancy"] == "1152.00"
    assert "Pay in place of notice" in slip.steps
    after = seen(book, FRIDAY)
    assert [item.is_paid for item in after.items] == [True, True]
    assert after.holiday is not None and owed is not None
    assert str(after.holiday.amount) == extras["holiday_owed"]
    assert after.holiday.says == "The last pay was made on 23 April 2026."
    with pytest.raises(DPManagerError, match="paid already"):
        remove_leaving_pay(book, after.items[0].id, **BY)
    with pytest.raises(DPManagerError, match="The last pay of Ada Lovell has been made"):
        add_notice_pay(book, number(book), NEXT, **BY)


def test_redundancy_counts_the_notice_that_the_law_asks_for(book: Book) -> None:
    three_years(book)
    offer = look_at_redundancy(book, number(book), NEXT)
    # Section 145(5): told on 13 April, two weeks of notice end on 27 April, after three full years.
    assert offer.steps[0].sum == "27 April 2026"
    assert str(offer.amount) == "1152.00"
    # Told two weeks before the last day, the work ends on it, three days short of three years.
    change(book, start_date=date(2023, 5, 5))
    end_work(book, number(book), FRIDAY + timedelta(days=14), **BY)
    early = look_at_redundancy(book, number(book), FRIDAY)
    assert str(early.amount) == "768.00"


def test_below_two_years_nothing_is_due(book: Book) -> None:
    pay_a_week(book, MONDAY)
    change(book, date_of_birth=date(1996, 1, 1))
    end_work(book, number(book), FRIDAY, **BY)
    offer = look_at_redundancy(book, number(book), NEXT)
    assert offer.reason.startswith("Redundancy pay is due after 2 full years of work.")
    with pytest.raises(DPManagerError, match="after 2 full years"):
        add_redundancy(book, number(book), NEXT, **BY)
    # Less than a month of work: no notice, so none is paid.
    with pytest.raises(DPManagerError, match="All of the notice is worked"):
        add_notice_pay(book, number(book), NEXT, **BY)


def test_what_is_missing_is_asked_for(book: Book) -> None:
    with pytest.raises(DPManagerError, match="which day is the last one"):
        look_at_notice_pay(book, number(book), NEXT)
    with pytest.raises(DPManagerError, match="which day is the last one"):
        give_p45(book, number(book), NEXT, **BY)
    end_work(book, number(book), FRIDAY, **BY)
    with pytest.raises(DPManagerError, match="Add the date of birth"):
        look_at_redundancy(book, number(book), NEXT)
    with pytest.raises(DPManagerError, match="cannot be given after the last day"):
        look_at_notice_pay(book, number(book), FRIDAY + timedelta(days=1))
    with pytest.raises(DPManagerError, match="week's pay is not known"):
        look_at_notice_pay(book, number(book), NEXT, Decimal(1))


def test_agreed_hours_make_a_weeks_pay_where_none_was_paid(book: Book) -> None:
    change(book, weekly_hours=Decimal(20))
    end_work(book, number(book), FRIDAY, **BY)
    # Told on Thursday, one of the seven days that the contract asks for is worked.
    offer = look_at_notice_pay(book, number(book), FRIDAY - timedelta(days=1), Decimal(1))
    # 6 / 7 x 20 x 12.80 = 219.43
    assert str(offer.amount) == "219.43"


def test_a_second_amount_takes_the_place_of_the_first_and_another_day_takes_it_away(
    book: Book,
) -> None:
    three_years(book)
    add_notice_pay(book, number(book), NEXT, **BY)
    add_notice_pay(book, number(book), NEXT, Decimal(4), **BY)
    assert len(all_of(book, models.PayItem)) == 1
    end_work(book, number(book), FRIDAY, **BY)
    assert len(all_of(book, models.PayItem)) == 1
    end_work(book, number(book), FRIDAY + timedelta(days=7), **BY)
    assert all_of(book, models.PayItem) == []
    book.undo(**BY)
    (item,) = all_of(book, models.PayItem)
    remove_leaving_pay(book, item.id, **BY)
    assert all_of(book, models.PayItem) == []
    assert [sheet.state for sheet in all_of(book, models.Timesheet)] == ["paid"]


def test_holiday_left_is_shown_as_far_as_it_is_known(book: Book) -> None:
    pay_a_week(book, MONDAY)
    end_work(book, number(book), FRIDAY, **BY)
    early = seen(book, MONDAY + timedelta(days=6)).holiday
    assert early is not None
    # 12.07% of 30 hours is 3.621, counted as 4 whole hours.
    assert (early.hours, early.amount) == (Decimal(4), None)
    work_a_week(book, NEXT)
    late = seen(book, FRIDAY).holiday
    assert late is not None
    # Twice 4 hours, at 12.80.
    assert (late.hours, str(late.amount)) == (Decimal(8), "102.40")
    change(book, holiday_method="rolled-up")
    rolled_up = seen(book, FRIDAY).holiday
    assert rolled_up is not None
    assert (rolled_up.amount, rolled_up.hours) == (0, None)


def test_pay_after_the_p45_has_the_code_0t(book: Book) -> None:
    change(book, tax_code="S1100L")
    end_work(book, number(book), FRIDAY, **BY)
    late = FRIDAY + timedelta(days=20)
    assert code(book, late) == ("S1100L", Basis.CUMULATIVE)
    with pytest.raises(DPManagerError, match="last day is 17 April 2026"):
        give_p45(book, number(book), NEXT, **BY)
    given = date(2026, 4, 23)
    give_p45(book, number(book), given, **BY)
    # The pay of the day of the P45 is in it; later pay is not (regulation 37).
    assert code(book, given) == ("S1100L", Basis.CUMULATIVE)
    assert code(book, given + timedelta(days=1)) == ("S0T", Basis.WEEK1MONTH1)
    give_p45(book, number(book), None, **BY)
    assert code(book, late) == ("S1100L", Basis.CUMULATIVE)


def test_the_last_code_goes_on_into_a_new_tax_year(book: Book) -> None:
    change(book, tax_basis="week1month1")
    end_work(book, number(book), date(2027, 4, 2), **BY)
    # Still at work on 2 April; the last pay comes after 6 April, and the P45 counts it (P9X).
    assert code(book, date(2027, 4, 8)) == ("1257L", Basis.WEEK1MONTH1)
    end_work(book, number(book), None, **BY)
    assert code(book, date(2027, 4, 8)) == ("1257L", Basis.CUMULATIVE)


def test_who_works_on_has_no_p45(book: Book) -> None:
    end_work(book, number(book), FRIDAY, **BY)
    give_p45(book, number(book), FRIDAY, **BY)
    end_work(book, number(book), None, **BY)
    assert seen(book, NEXT).p45_given_on is None
