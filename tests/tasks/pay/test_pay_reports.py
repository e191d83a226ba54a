"""That HMRC was told of a pay day: kept once, and the same on the list of dates and on Home."""

from datetime import date, datetime, time, timedelta

import pytest
from small_book import ADA, AT, MONDAY, WHO, all_of, pay_a_week

from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.deadlines import Mark, look_at_deadlines, mark_done, snooze, take_back
from dpmanager.tasks.book.what_needs_doing import what_needs_doing
from dpmanager.tasks.pay.pay_reports import (
    How,
    PayReport,
    key_of_report,
    look_at_pay_reports,
    say_told,
)

PAY_DAY = date(2026, 4, 16)
TODAY = PAY_DAY + timedelta(days=4)
NOW = datetime.combine(TODAY, time(9), AT.tzinfo)
DO = {"who": WHO, "at": NOW}
YEAR = "2026-27"


@pytest.fixture
def paid(book: Book) -> Book:
    assert pay_a_week(book, MONDAY).pay_date == PAY_DAY
    with book.task("Test", who=WHO, at=AT) as session:
        session.query(models.Arrangement).one().paye_reference = "475/NS12345"
    return book


def report(book: Book, today: date = TODAY) -> PayReport:
    (one,) = look_at_pay_reports(book, YEAR, today)
    return one


def mark(book: Book) -> Mark:
    seen = look_at_deadlines(book, TODAY, TODAY + timedelta(days=30)).find(key_of_report(PAY_DAY))
    assert seen is not None
    return seen.mark


def on_home(book: Book) -> bool:
    things = what_needs_doing(book, TODAY).things
    return any(thing.about.get("key") == key_of_report(PAY_DAY) for thing in things)


def test_it_is_kept_and_all_three_places_agree(paid: Book) -> None:
    assert report(paid) == PayReport(PAY_DAY, (ADA,), None, None, "", 4)
    assert (mark(paid), on_home(paid)) == (Mark.OPEN, True)
    say_told(paid, PAY_DAY, PAY_DAY, How.SOFTWARE, " Receipt 12 ", **DO)
    assert report(paid) == PayReport(PAY_DAY, (ADA,), PAY_DAY, How.SOFTWARE, "Receipt 12", 0)
    assert (mark(paid), on_home(paid)) == (Mark.DONE, False)
    take_back(paid, key_of_report(PAY_DAY), **DO)
    assert (report(paid).sent_on, mark(paid), on_home(paid)) == (None, Mark.OPEN, True)


def test_what_is_ticked_on_the_list_of_dates_counts_here(paid: Book) -> None:
    mark_done(paid, key_of_report(PAY_DAY), "By phone", **DO)
    assert report(paid) == PayReport(PAY_DAY, (ADA,), TODAY, None, "By phone", 4)
    say_told(paid, PAY_DAY, PAY_DAY - timedelta(days=1), How.TOOLS, **DO)
    assert report(paid).late == 0
    assert len(all_of(paid, models.DeadlineNote)) == 1


def test_what_is_put_off_was_not_told(paid: Book) -> None:
    say_told(paid, PAY_DAY, PAY_DAY, How.PAPER, **DO)
    snooze(paid, key_of_report(PAY_DAY), TODAY + timedelta(days=3), **DO)
    assert (report(paid).sent_on, report(paid).how) == (None, None)


def test_a_pay_day_to_come_is_not_late(paid: Book) -> None:
    assert report(paid, PAY_DAY).late == 0
    assert report(paid, PAY_DAY + timedelta(days=1)).late == 1


def test_nobody_has_sent_it_tomorrow(paid: Book) -> None:
    with pytest.raises(DPManagerError, match="21 April 2026 is not here yet"):
        say_told(paid, PAY_DAY, TODAY + timedelta(days=1), How.TOOLS, **DO)


def test_a_bureau_reports_for_itself(paid: Book) -> None:
    with paid.task("Test", who=WHO, at=AT) as session:
        session.query(models.Payslip).one().made_by = "bureau"
    assert look_at_pay_reports(paid, YEAR, TODAY) == ()


def test_another_tax_year_has_its_own(paid: Book) -> None:
    assert look_at_pay_reports(paid, "2025-26", TODAY) == ()
