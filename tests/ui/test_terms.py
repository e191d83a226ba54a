"""The terms page, by keyboard: what holds now, notices, a P45, holiday and leaving."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from keys import Keys, a_window, worker_number
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from seen_on_page import buttons, settle, shown
from sqlalchemy import select

from dpmanager.records import models
from dpmanager.tasks.book.made_up_household import AGENCY, RAVI
from dpmanager.tasks.people.look_at_terms import TermsSeen, look_at_terms
from dpmanager.ui.desk import Desk
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.pages.terms import TermsPage


def change(desk: Desk, **what: object) -> None:
    with desk.book.task("Test", who="Test", at=desk.now()) as session:
        row = session.get_one(models.Worker, worker_number(desk, RAVI))
        for key, value in what.items():
            setattr(row, key, value)


def terms(desk: Desk) -> TermsSeen:
    seen = look_at_terms(desk.book, worker_number(desk, RAVI), desk.today())
    assert seen is not None
    return seen


class AtTerms(Keys):
    """Somebody at the keyboard of the terms page."""

    @property
    def page(self) -> TermsPage:
        page = super().page
        assert isinstance(page, TermsPage)
        return page

    def open(self, name: str = RAVI) -> None:
        self.open_place("terms", worker=worker_number(self.desk, name))


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    with a_window(desk, qtbot) as made:
        yield made


@pytest.fixture
def keys(window: MainWindow, qtbot: QtBot) -> AtTerms:
    made = AtTerms(window, qtbot)
    made.open()
    return made


def test_it_says_what_holds_now_and_begins_at_the_first_card(keys: AtTerms) -> None:
    assert keys.page.title.text() == f"Terms of work: {RAVI}"
    keys.says(
        "1257L, for the whole tax year",
        "A: most people",
        "No loan is repaid from pay.",
        "Earned by hours worked",
        "Monday, Tuesday, Wednesday, Thursday, Friday",
        "No home comes with the job.",
        "They work on.",
        "From you: 1 week. From them: 1 week.",
    )
    assert QApplication.focusWidget() is keys.page.cards.buttons["code"]


def test_the_way_back_leads_to_the_person(keys: AtTerms) -> None:
    keys.press(f"Back to {RAVI}")
    page = keys.window.current_page()
    assert (page.place, page.title.text()) == ("people", RAVI)


def test_a_tax_code_is_added_and_removed(keys: AtTerms, desk: Desk) -> None:
    keys.press("Add a tax code")
    assert keys.page.title.text() == f"A new tax code for {RAVI}"
    keys.choose("Where the code comes from", "A letter from HMRC")
    keys.fill("Tax code", "banana")
    keys.fill_date("From", date(2026, 9, 1))
    keys.press("Save the tax code")
    assert "is not a tax code" in keys.page.change.form.fields["code"].error.text()
    keys.fill("Tax code", "1100l m1")
    keys.press("Save the tax code")
    keys.says("1100L, each payment alone (week 1 / month 1)", "letter from HMRC")
    assert "Payslips made already stay as they are." in keys.window.side.said.text()
    assert QApplication.focusWidget() is keys.page.cards.buttons["code"]
    assert terms(desk).code.code == "1100L"

    keys.press("Remove: Notice from 1 September 2026")
    assert [line.code for line in terms(desk).codes] == ["1257L"]
    assert QApplication.focusWidget() is keys.page.cards.buttons["code"]


def test_why_a_code_holds_is_opened(keys: AtTerms) -> None:
    keys.press("How was this worked out? The tax code")
    keys.says("Tax code from 6 April 2026: the code at the start")


def test_a_day_before_the_first_is_refused_at_its_field(keys: AtTerms) -> None:
    keys.press("Add a letter")
    keys.choose("National Insurance letter", "C: over State Pension age")
    keys.fill_date("From", date(2025, 1, 1))
    keys.press("Save the letter")
    error = keys.page.change.form.fields["from_date"].error.text()
    assert "Choose that day or a later one" in error


def test_a_letter_that_age_asks_for_is_accepted(keys: AtTerms, desk: Desk) -> None:
    # 21 on 5 November 2026, a month from now.
    change(desk, date_of_birth=date(2005, 11, 5), ni_category="M")
    keys.open()
    keys.says("They are 21 from 5 November 2026.")
    keys.press("Use letter A: To do from 5 November 2026")
    keys.says("Letter from 5 November 2026")
    found = terms(desk)
    assert (found.letter, found.letters[0].letter, found.letter_proposals) == ("M", "A", ())


def test_letter_c_says_that_proof_was_seen(keys: AtTerms, desk: Desk) -> None:
    change(desk, date_of_birth=date(1955, 1, 1))
    keys.open()
    keys.press("I have seen proof: use letter C")
    assert terms(desk).letter == "C"


def test_a_loan_starts_and_is_removed(keys: AtTerms, desk: Desk) -> None:
    keys.press("A loan starts or stops")
    keys.choose("Which loan", "Student loan, plan 2")
    keys.fill_date("From", date(2026, 10, 1))
    keys.press("Save the loan notice")
    keys.says("Student loan, plan 2", "It starts.")
    keys.press("How was this worked out? The loans")
    keys.press("Remove: Notice from 1 October 2026")
    assert terms(desk).loan_notices == ()


def test_a_p45_shows_what_counts_before_it_is_saved(keys: AtTerms, desk: Desk) -> None:
    keys.press("A P45 came")
    keys.fill_date("Leaving date on the P45", date(2026, 4, 10))
    keys.fill("Tax code", "1257L")
    keys.fill("Pay on the P45", "300")
    keys.fill("Tax on the P45", "301")
    keys.press("See what counts")
    assert "more than the pay" in keys.page.offer.form.fields["left_on"].error.text()
    keys.fill("Tax on the P45", "20")
    keys.press("See what counts")
    keys.says("the tax code is 1257L", "pay 300.00, tax 20.00", "First pay day it counts for")
    assert len(terms(desk).codes) == 1

    # Another amount is shown again before it is saved.
    keys.fill("Pay on the P45", "310.50")
    keys.press("Save what counts")
    keys.says("pay 310.50, tax 20.00")
    assert len(terms(desk).codes) == 1
    keys.press("Save what counts")
    keys.says("P45 of an earlier job")
    with desk.book.reading() as session:
        row = session.get_one(models.Worker, worker_number(desk, RAVI))
        assert (row.previous_tax_year, row.previous_pay) == ("2026-27", Decimal("310.50"))


def test_a_p45_of_which_nothing_counts_cannot_be_saved(keys: AtTerms) -> None:
    keys.press("A P45 came")
    keys.fill_date("Leaving date on the P45", date(2024, 4, 10))
    keys.fill("Tax code", "1257L")
    keys.fill("Pay on the P45", "300")
    keys.fill("Tax on the P45", "20")
    keys.press("See what counts")
    keys.says("Nothing of this P45 counts.", "This P45 is older than last tax year.")
    assert "Save what counts" not in buttons(keys.page)


def test_holiday_of_fixed_hours_and_hours_carried_over(keys: AtTerms, desk: Desk) -> None:
    keys.press("Change how holiday is earned")
    keys.choose("How holiday is earned", "Hours are the same each week")
    keys.press("Save how holiday is earned")
    error = keys.page.change.form.fields["method"].error.text()
    assert error == "For fixed hours, type the hours a week and the days a week."
    keys.fill("Hours in a week", "20")
    keys.fill("Days in a week", "4")
    keys.press("Save how holiday is earned")
    keys.says("The same hours each week", "20 hours on 4 days a week")
    keys.press("How was this worked out? The holiday of the leave year")

    keys.press("Carry holiday over")
    keys.fill("Hours", "7.5")
    keys.choose("Why it is carried over", "Another reason")
    keys.fill("What the reason is", "a gift")
    keys.press("Carry these hours over")
    keys.says("7.5 hours", "Carried over: a gift")
    keys.press("Remove: Into 6 April 2026")
    assert terms(desk).holiday.carried == ()


def test_holiday_with_each_wage_waits_for_a_new_leave_year(keys: AtTerms) -> None:
    keys.press("Change how holiday is earned")
    keys.choose("How holiday is earned", "Hours vary: holiday is paid with each wage")
    keys.press("Save how holiday is earned")
    error = keys.page.change.form.fields["method"].error.text()
    assert "Change this from 6 April 2027" in error


def test_holiday_with_each_wage_is_not_offered_in_northern_ireland(
    keys: AtTerms, desk: Desk
) -> None:
    with desk.book.task("Test", who="Test", at=desk.now()) as session:
        (row,) = session.scalars(select(models.Arrangement))
        row.nation = "northern-ireland"
    keys.open()
    keys.press("Change how holiday is earned")
    with pytest.raises(AssertionError, match="is not offered"):
        keys.choose("How holiday is earned", "Hours vary: holiday is paid with each wage")


def test_days_home_payroll_and_other_work(keys: AtTerms, desk: Desk) -> None:
    keys.press("Change the days")
    for day in ("Monday", "Saturday"):
        keys.tick(day)
    keys.press("Save these days")
    keys.says("Tuesday, Wednesday, Thursday, Friday, Saturday")

    keys.press("Change the home")
    keys.fill("What a night costs them", "10")
    keys.press("Save the home")
    keys.says("A home comes with the job, for £10.00 a night.")

    keys.press("Change who works the pay out")
    keys.choose("Who works the pay out", "A payroll bureau works it out, and I type its figures")
    keys.press("Save who works it out")

    keys.press("Change what else they have")
    keys.choose("Do they have another job?", "Yes")
    keys.choose("Do they get a pension?", "No")
    keys.press("Save these answers")
    found = terms(desk)
    assert (found.working_days, found.home_nightly_charge) == ((1, 2, 3, 4, 5), Decimal("10.00"))
    assert (found.payroll_by, found.has_other_job, found.has_other_pension) == (
        "bureau",
        True,
        False,
    )


def test_leaving_from_the_last_day_to_the_p45(keys: AtTerms, desk: Desk) -> None:
    change(desk, start_date=date(2023, 9, 1), date_of_birth=date(1990, 5, 5))
    keys.open()
    keys.press("Their work ends")
    keys.fill_date("Last day of work", date(2026, 10, 11))
    keys.press("Save the last day")
    keys.says("Their last day is 11 October 2026.", "From you: 3 weeks. From them: 1 week.")
    keys.says("Holiday left")

    keys.press("Add pay in place of notice")
    keys.fill_date("Day on which you told them", date(2026, 10, 5))
    keys.press("See what counts")
    keys.says("The last pay adds £", "Days of notice from 5 October 2026 to 11 October 2026")
    assert terms(desk).leaving.items == ()
    keys.press("Add it to the last pay")
    keys.says("Pay in place of notice", "It comes with the last pay.")

    keys.press("Add redundancy pay")
    keys.fill_date("Day on which you told them", date(2026, 10, 12))
    keys.press("See what counts")
    error = keys.page.offer.form.fields["told_on"].error.text()
    assert "cannot be given after the last day" in error
    keys.fill_date("Day on which you told them", date(2026, 10, 5))
    keys.press("See what counts")
    keys.press("Add it to the last pay")
    assert len(terms(desk).leaving.items) == 2

    keys.press("Remove: Redundancy pay")
    assert len(terms(desk).leaving.items) == 1

    keys.press("The P45 was given")
    keys.fill_date("Day on which you gave it", date(2026, 10, 16))
    keys.press("Save the day of the P45")
    keys.says("Given on 16 October 2026. Later pay has the tax code 0T.")


def test_somebody_who_is_not_employed_has_no_terms(keys: AtTerms) -> None:
    keys.open(AGENCY)
    keys.says(f"{AGENCY} is not employed by you")
    assert "Add a tax code" not in buttons(keys.page)


def test_the_page_alone_says_how_to_begin(window: MainWindow, qtbot: QtBot) -> None:
    window.open_place("terms", {})
    settle(window.current_page().desk, qtbot)
    assert "Open a person whom you employ, on the page People." in shown(window.current_page())


def test_a_worker_who_is_taken_back_leads_to_people(keys: AtTerms, desk: Desk) -> None:
    keys.window.open_place("terms", {"worker": 999})
    keys.settle()
    assert keys.window.current_page().place == "people"
