"""Time off, other pay and what is taken off: the page, by keyboard.

Ravi is paid 13.20 an hour each week, 23 hours: 303.60. Sick pay is 24.65 for each working day.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from keys import Keys, a_window, spoken, worker_number
from money_window import drop
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from seen_on_page import shown
from small_book import hours
from sqlalchemy import select

from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.records import models
from dpmanager.tasks.book.answers import Pounds, RateAnswer, as_day
from dpmanager.tasks.book.made_up_household import AGENCY, RAVI
from dpmanager.tasks.hours.record_shifts import approve_timesheet, record_shifts, remove_shift
from dpmanager.tasks.pay.orders import OrderSort, look_at_taken_off
from dpmanager.tasks.pay.pay_items import PayItemAnswer, add_pay_item, look_at_pay_items
from dpmanager.tasks.pay.run_pay import run_pay
from dpmanager.tasks.people.look_at_absences import look_at_absences
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages import extra_pay_receipt
from dpmanager.ui.pages.extra_pay import ExtraPayPage
from dpmanager.ui.pages.people import PeoplePage
from dpmanager.ui.widgets.announce import ANNOUNCER

MONDAY = date(2026, 10, 5)


class AtExtras(Keys):
    """Somebody at the keyboard of the page."""

    @property
    def page(self) -> ExtraPayPage:
        page = super().page
        assert isinstance(page, ExtraPayPage)
        return page

    def open(self, name: str = RAVI) -> None:
        self.open_place("extras", worker=worker_number(self.desk, name))


@pytest.fixture
def keys(desk: Desk, qtbot: QtBot) -> Iterator[AtExtras]:
    with a_window(desk, qtbot) as window:
        made = AtExtras(window, qtbot)
        made.open()
        yield made


def test_an_empty_page_says_how_to_start(keys: AtExtras) -> None:
    assert keys.page.title.text() == f"Time off and other pay: {RAVI}"
    keys.says("No time off sick", "Nothing waits to be paid", "Nothing is taken off pay but tax")
    assert spoken(QApplication.focusWidget()) == "Record time off sick"


def test_back_leads_to_the_person(keys: AtExtras) -> None:
    page = keys.page
    assert page.back.text() == f"Back to {RAVI}"
    page.back.setFocus()
    QTest.keyClick(page.back, Qt.Key.Key_Space)
    keys.settle()
    people = keys.window.current_page()
    assert isinstance(people, PeoplePage)
    assert people.title.text() == RAVI


def test_without_a_person_it_says_where_to_go(keys: AtExtras) -> None:
    keys.window.open_place("extras", {"worker": None})
    keys.settle()
    keys.says("Open a person whom you employ, on the page People.")
    assert keys.page.title.text() == "Time off and other pay"


def test_somebody_is_off_sick_until_they_come_back(keys: AtExtras) -> None:
    keys.press("Record time off sick")
    assert keys.page.title.text() == f"{RAVI} is off sick"
    keys.press("Save time off sick")
    keys.says("There is a problem", "Type the first day off sick.")
    keys.fill_date("First day off sick", MONDAY)
    keys.press("Save time off sick")
    keys.says(
        "Off sick from 5 October 2026",
        "5 October 2026: £24.65, with the pay of 5 to 11 October 2026.",
        "For up to 7 days they can say themselves that they were ill.",
    )
    keys.says_not("Daily")
    keys.press("How was this worked out? Off sick")
    keys.says("123.25 / 5 = 24.65")

    keys.press("They are back at work")
    keys.fill_date("Last day off", MONDAY + timedelta(days=8))
    keys.press("Save the last day off")
    keys.says(
        "Off sick, 5 to 13 October 2026",
        "5 to 11 October 2026: £123.25, with the pay of 5 to 11 October 2026.",
        "12 to 13 October 2026: £49.30, with the pay of 12 to 18 October 2026.",
        "Together: £172.55.",
        "From 12 October 2026 you can ask for a fit note.",
    )
    keys.press("Change: Off sick")
    keys.choose("What they gave you", "A fit note")
    keys.press("Save time off sick")
    keys.says_not("you can ask for a fit note")
    keys.press("Remove: Off sick")
    keys.says("No time off sick")


def test_hours_on_a_day_off_are_named_in_the_form(keys: AtExtras) -> None:
    keys.press("Record time off sick")
    keys.fill_date("First day off sick", date(2026, 9, 21))
    keys.press("Save time off sick")
    keys.says("There is a problem", f"{RAVI} has hours on 21 September 2026")
    assert keys.page.views.shown is keys.page.change


def test_leave_without_pay_says_why_and_which_form(keys: AtExtras) -> None:
    keys.press("Record leave of a parent")
    keys.choose("Kind of leave", "Paternity leave")
    keys.choose("What the pay goes by", "The day the baby is due")
    keys.fill_date("That day", date(2026, 11, 8))
    keys.fill_date("First day of leave", date(2026, 11, 9))
    keys.press("Save leave")
    keys.says("Paternity leave from 9 November 2026", "Give the worker form SPP1")
    keys.says("The worker must have started by 7 February 2026")


def test_the_day_of_a_match_does_not_ask_for_a_birth(keys: AtExtras) -> None:
    keys.press("Record leave of a parent")
    keys.choose("Kind of leave", "Adoption leave")
    fields = keys.page.change.form.fields
    assert fields["born"].isHidden()
    keys.choose("Kind of leave", "Maternity leave")
    assert not fields["born"].isHidden()


def test_paid_leave_shows_weeks_amounts_and_what_comes_back(keys: AtExtras) -> None:
    with keys.desk.book.task("Test", who="Test", at=keys.desk.now()) as session:
        session.get_one(models.Worker, worker_number(keys.desk, RAVI)).start_date = date(2025, 6, 2)
    keys.press("Record leave of a parent")
    keys.choose("Kind of leave", "Paternity leave")
    keys.fill_date("That day", date(2026, 11, 8))
    keys.fill_date("First day of leave", date(2026, 11, 9))
    keys.press("Save leave")
    # two weeks at the flat 194.32, as 90% of 303.60 is more; 109% of 388.64 is 423.62
    keys.says(
        "It is paid for 2 weeks.",
        "9 to 15 November 2026: £194.32, with the pay of 9 to 15 November 2026.",
        "Together: £388.64.",
        "HMRC gives back £423.62.",
    )


def test_miles_are_entered_changed_and_removed(keys: AtExtras) -> None:
    keys.press("Add mileage")
    keys.fill("Miles", "40")
    keys.fill("Where to and why", "Clinic")
    keys.press("Save these miles")
    keys.says("Mileage, 40 miles: Clinic", "£22.00, with the pay of 5 to 11 October 2026.")
    keys.press("Change: Mileage")
    keys.fill("Your own rate for a mile", "0.60")
    keys.press("Save these miles")
    keys.says("£24.00, with the pay of 5 to 11 October 2026. £0.60 a mile.")
    keys.press("Remove: Mileage")
    keys.says("Nothing waits to be paid")


def test_a_bonus_and_expenses_say_with_which_pay_they_come(keys: AtExtras) -> None:
    keys.press("Add a bonus")
    keys.press("Save this pay")
    keys.says("There is a problem", "Type the amount.")
    keys.fill("Amount", "25")
    keys.press("Save this pay")
    keys.press("Add expenses")
    keys.fill("Amount", "12.40")
    keys.fill("What it is for", "Bus fares")
    keys.press("Save this pay")
    keys.says("Bonus", "£25.00, with the pay of", "Expenses: Bus fares", "£12.40, with the pay of")


def test_what_was_paid_says_when_and_has_no_buttons(keys: AtExtras) -> None:
    desk, ravi = keys.desk, worker_number(keys.desk, RAVI)
    bonus = PayItemAnswer(ExtraKind.BONUS, MONDAY, Decimal(25))
    add_pay_item(desk.book, ravi, bonus, who="Test", at=desk.now())
    approve_timesheet(desk.book, RAVI, MONDAY, who="Test", at=desk.now())
    run_pay(desk.book, up_to=date(2026, 10, 16), who="Test", at=desk.now())
    keys.open()
    keys.says("Bonus", "£25.00, paid on 16 October 2026.")
    names = [spoken(one) for one in keys.page.items.findChildren(QPushButton)]
    assert not [name for name in names if name.startswith("Remove: Bonus")]


def test_an_advance_is_taken_back_as_agreed(keys: AtExtras) -> None:
    keys.press("Pay an advance")
    keys.fill("Amount of the advance", "100")
    keys.fill("Taken back from each pay", "25")
    keys.fill("What it is for", "Boiler")
    keys.press("Save the advance")
    keys.says(
        "Advance of pay: Boiler",
        "An advance or a loan: Boiler",
        "£100.00 in all, £25.00 from each pay.",
    )


def test_an_advance_that_was_paid_apart_is_only_taken_back(keys: AtExtras) -> None:
    keys.press("Pay an advance")
    keys.fill("Amount of the advance", "60")
    keys.tick("I have paid it already")
    keys.press("Save the advance")
    keys.says("Nothing waits to be paid", "£60.00, as much from each pay as there is.")


def test_sick_pay_can_be_entered_by_hand(keys: AtExtras) -> None:
    keys.press("Enter sick pay")
    keys.fill("Amount", "49.30")
    keys.press("Save this pay")
    (item,) = look_at_pay_items(keys.desk.book, worker_number(keys.desk, RAVI)).items
    assert (item.answer.kind, str(item.amount)) == (ExtraKind.SICK_PAY, "49.30")


def test_sick_pay_that_earlier_pay_lacks_can_be_added(keys: AtExtras) -> None:
    desk = keys.desk
    with desk.book.task("Test", who="Test", at=desk.now()) as session:
        session.get_one(models.Worker, worker_number(desk, RAVI)).working_days = "0123456"
    keys.press("Record time off sick")
    keys.fill_date("First day off sick", date(2026, 9, 26))  # a Saturday without hours
    keys.fill_date("Last day off sick", date(2026, 9, 27))
    keys.press("Save time off sick")
    # 123.25 / 7 = 17.6071: two days are 35.22, in the next week's part of Sunday 17.61 + 17.61
    seen = look_at_absences(desk.book, worker_number(desk, RAVI), desk.today())
    (lacking,) = seen.not_paid
    assert str(lacking.amount) == "35.22"
    keys.says("Statutory sick pay: £35.22 is missing from pay that was made before.")
    keys.press("Pay it with the next pay")
    keys.press("Save this pay")
    keys.says_not("is missing from pay")
    keys.says("£35.22, with the pay of 5 to 11 October 2026.")


def test_an_order_asks_only_what_its_letter_says(keys: AtExtras) -> None:
    keys.press("Add an order")
    fields = keys.page.change.form.fields
    keys.choose("What kind of order it is", "Council tax, from a council in England")
    assert fields["amount"].isHidden() and fields["protected"].isHidden()
    keys.choose("What kind of order it is", "Child maintenance")
    assert not fields["amount"].isHidden() and fields["protected"].isHidden()
    keys.fill("Who gets the money", "Child Maintenance Service")
    keys.fill_date("Date of the order", date(2026, 10, 1))
    keys.fill("Amount from each pay", "40")
    keys.fill("Percentage of net pay that must be left", "60")
    keys.press("Save the order")
    keys.says(
        "Child maintenance: Child Maintenance Service",
        "£40.00 from each pay. Nothing has been taken yet.",
    )
    (order,) = look_at_taken_off(keys.desk.book, worker_number(keys.desk, RAVI), MONDAY).orders
    assert (order.answer.sort, order.answer.protected_share) == (OrderSort.CHILD, Decimal("0.6"))

    keys.press("The order ends: Child")
    keys.fill_date("Last pay day that it counts for", date(2026, 12, 31))
    keys.press("Save the last day of the order")
    keys.says("It ends on 31 December 2026.")
    keys.press("Remove: Child")
    keys.says("Nothing is taken off pay but tax")


def test_a_deduction_needs_an_agreement(keys: AtExtras) -> None:
    keys.press("Add a deduction")
    keys.choose("What it takes back", "A cost of the work, such as a uniform")
    keys.fill("What the payslip says", "Tunic")
    keys.fill("The whole amount", "20")
    keys.fill_date("The day they agreed in writing", date(2026, 10, 9))
    keys.press("Save the deduction")
    keys.says("It was agreed on 9 October 2026. Nothing can be taken from pay before that day.")
    keys.fill_date("The day they agreed in writing", date(2026, 10, 1))
    keys.press("Save the deduction")
    keys.says("A cost of the work, such as a uniform: Tunic", "Agreed in writing on 1 October 2026")


def test_a_raise_from_a_day_that_is_paid_offers_back_pay(keys: AtExtras) -> None:
    desk = keys.desk
    keys.window.open_place("people", {"worker": RAVI})
    keys.settle()
    people = keys.window.current_page()
    assert isinstance(people, PeoplePage)
    people.person.open_rate()
    fields = people.change.form.fields
    fields["amount"].set_value(Decimal("13.50"))
    fields["start"].set_value(date(2026, 9, 21))
    people.change.save()
    keys.settle()

    # 23 hours at 0.30 more
    keys.says(
        f"{RAVI} is to be paid £13.50 an hour from 21 September 2026.",
        "£6.90",
        "It would come with the pay of 28 September to 4 October 2026.",
    )
    keys.press("Change the rate and pay this")
    keys.says(
        "Back pay: 21 to 27 September 2026", "with the pay of 28 September to 4 October 2026."
    )
    with desk.book.reading() as session:
        rates = session.get_one(models.Worker, worker_number(desk, RAVI)).rates
        newest = [rate for rate in rates if rate.hour_kind == HourKind.WEEKDAY][-1]
        assert (newest.from_date, str(newest.amount)) == (date(2026, 9, 21), "13.50")


def test_a_raise_can_be_saved_without_back_pay(keys: AtExtras) -> None:
    rate = RateAnswer(
        kind=HourKind.WEEKDAY, from_date=as_day(date(2026, 9, 21)), amount=Pounds("13.50")
    )
    keys.window.open_place("extras", {"worker": worker_number(keys.desk, RAVI), "raise_to": rate})
    keys.settle()
    keys.press("Change the rate without back pay")
    keys.says("Nothing waits to be paid")
    with keys.desk.book.reading() as session:
        rates = session.get_one(models.Worker, worker_number(keys.desk, RAVI)).rates
        assert "13.50" in [str(one.amount) for one in rates]


def test_holiday_is_asked_for_answered_and_taken_back(keys: AtExtras) -> None:
    keys.press("Ask for holiday")
    assert keys.page.title.text() == f"{RAVI} asks for holiday"
    keys.press("Save the request")
    keys.says("There is a problem", "Type the first day off.")
    keys.fill_date("First day off", date(2026, 11, 2))
    keys.fill_date("Last day off", date(2026, 11, 8))
    keys.fill("Note for yourself", "A wedding")
    keys.press("Save the request")
    keys.says(
        "Holiday, 2 to 8 November 2026",
        "They asked on 5 October 2026.",
        "Note: A wedding",
        "If you say no, do it by",
        "could cover.",
    )
    keys.press("Ask for holiday")
    keys.fill_date("First day off", date(2026, 11, 3))
    keys.press("Save the request")
    keys.says("asked for 2 to 8 November 2026 already")
    keys.press("Back")

    keys.press("Agree: Holiday, 2 to 8 November 2026")
    keys.says("the hours are on the timesheet as holiday. They are paid with the other hours")
    keys.fill("Note about your answer", "Have a good time")
    keys.press("Agree to the holiday")
    keys.says("You agreed on 5 October 2026.", "You said: Have a good time", "Agreed and not taken")
    keys.press("Arrange cover on the rota")
    rota = keys.window.current_page()
    assert rota.place == "rota"
    assert f"nobody comes for {RAVI}. On holiday." in "\n".join(shown(rota))
    keys.open()
    keys.press("Take the holiday back")
    keys.says("They have not asked for any holiday.")


def test_hours_of_a_holiday_can_follow_later(keys: AtExtras) -> None:
    told = QSignalSpy(ANNOUNCER.said)
    book, who = keys.desk.book, keys.desk.who
    day = date(2026, 11, 2)  # a Monday on which Ravi comes
    at = keys.desk.now()
    record_shifts(book, RAVI, [hours(day, 9, 12)], who=who, at=at)
    keys.press("Ask for holiday")
    keys.fill_date("First day off", day)
    keys.fill("Hours of holiday", "4")
    keys.press("Save the request")
    keys.press("Agree: Holiday, 2 November 2026")
    keys.press("Agree to the holiday")
    assert told.at(told.count() - 1)[0] == (
        "You agreed. The rota has them off on these days. These days have hours or time off "
        "already, which stay: Monday 2 November 2026."
    )
    keys.says_not("not on the timesheet as holiday")  # they worked
    with book.reading() as session:
        shift = session.scalars(select(models.Shift).where(models.Shift.day == day)).one()
    remove_shift(book, shift.id, who=who, at=at)
    keys.open()
    keys.says("4 hours of it are not on the timesheet as holiday.")
    keys.press("Put it on the timesheet")
    assert told.at(told.count() - 1)[0] == "4 hours are on the timesheet as holiday."
    keys.says_not("not on the timesheet as holiday")
    approve_timesheet(book, RAVI, day, who=who, at=at)
    keys.press("Take the holiday back")
    assert told.at(told.count() - 1)[0] == (
        "It is taken back. Undo brings it back. These days stay holiday, as their timesheet is "
        "approved or paid: Monday 2 November 2026."
    )


def test_holiday_is_refused(keys: AtExtras) -> None:
    keys.press("Ask for holiday")
    keys.fill_date("First day off", date(2026, 11, 2))
    keys.press("Save the request")
    keys.press("Refuse: Holiday, 2 November 2026")
    keys.says("they must be able to take their holiday in the year")
    keys.press("Refuse the holiday")
    keys.says("You refused on 5 October 2026.")
    keys.says_not("could cover")
    keys.press("Remove: Holiday")
    keys.says("They have not asked for any holiday.")


def receipt_buttons(keys: AtExtras) -> list[str]:
    buttons = keys.page.items.findChildren(QPushButton)
    return [one.text() for one in buttons if "receipt" in one.text()]


def test_the_receipt_of_expenses_is_added_seen_and_taken_away(
    keys: AtExtras, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "gloves.png"
    Image.new("RGB", (40, 60), "white").save(paper)
    chosen = [paper, paper]
    monkeypatch.setattr(extra_pay_receipt, "ask_for_files", lambda *_args, **_more: [*chosen])
    keys.press("Add a bonus")
    keys.fill("Amount", "5")
    keys.press("Save this pay")
    assert not receipt_buttons(keys)
    keys.press("Add expenses")
    keys.fill("Amount", "12.50")
    keys.fill("What it is for", "Gloves")
    keys.press("Save this pay")
    keys.press("Add the receipt: Expenses: Gloves")
    assert keys.page.title.text() == "Expenses: Gloves"
    assert spoken(QApplication.focusWidget()) == "Choose the file"
    keys.press("Choose the file")
    keys.says("Each of the others needs an entry of its own.")
    chosen.pop()
    keys.press("Choose the file")
    keys.press("See the receipt: Expenses: Gloves")
    assert keys.page.receipt.picture.paper.pixmap().width() > 0
    keys.says_not("There is a problem")
    keys.press("Take the receipt away")
    assert receipt_buttons(keys) == ["Add the receipt"]


def test_a_receipt_can_be_dropped_on_the_page(keys: AtExtras, tmp_path: Path) -> None:
    paper = tmp_path / "ticket.png"
    Image.new("RGB", (40, 60), "white").save(paper)
    keys.press("Add mileage")
    keys.fill("Miles", "12")
    keys.press("Save these miles")
    drop(keys.page, paper)  # on the cards it means nothing
    keys.press("Add the receipt: Mileage")
    drop(keys.page, paper)
    keys.settle()
    assert receipt_buttons(keys) == ["See the receipt"]
    paper.write_text("no picture")
    keys.press("See the receipt: Mileage")
    drop(keys.page, paper)
    keys.settle()
    keys.says("There is a problem")


def test_who_sends_invoices_is_told_so(keys: AtExtras) -> None:
    keys.open(AGENCY)
    assert keys.page.holiday.isHidden()
    keys.press("Add a bonus")
    keys.fill("Amount", "5")
    keys.press("Save this pay")
    keys.says("sends invoices, so nothing is paid with wages")
