"""The people page: who works here, somebody new, changes, and what was agreed."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from seen_on_page import shown

from dpmanager.domain.hours.shifts import HourKind
from dpmanager.tasks.book.made_up_household import AGENCY, AMINA, RAVI
from dpmanager.tasks.people.look_at_people import WorkerSeen, look_at_people, look_at_worker
from dpmanager.tasks.people.starting_code import Told
from dpmanager.ui.desk import Desk
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.pages.people import PeoplePage
from dpmanager.ui.widgets.fields import DateField, Field


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    desk.remembered.place = "people"
    made = MainWindow(desk, "Margaret's direct payment")
    qtbot.addWidget(made, before_close_func=lambda _window: desk.wait())
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    settle(desk, qtbot)
    yield made


@pytest.fixture
def page(window: MainWindow) -> PeoplePage:
    shown = window.current_page()
    assert isinstance(shown, PeoplePage)
    return shown


def settle(desk: Desk, qtbot: QtBot) -> None:
    desk.wait()
    qtbot.waitUntil(lambda: not desk.is_busy())


def type_in(qtbot: QtBot, field: Field, text: str) -> None:
    control = field.controls()[0]
    control.setFocus()
    qtbot.keyClick(control, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(control, Qt.Key.Key_Delete)
    qtbot.keyClicks(control, text)


def type_date(qtbot: QtBot, field: Field, *parts: str) -> None:
    assert isinstance(field, DateField)
    for box, part in zip(field.controls(), parts, strict=True):
        box.clear()
        qtbot.keyClicks(box, part)


def press(qtbot: QtBot, button: QPushButton) -> None:
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)


def worker(desk: Desk, name: str) -> WorkerSeen:
    seen = look_at_people(desk.book, desk.today())
    (number,) = (line.id for line in seen.workers if line.name == name)
    found = look_at_worker(desk.book, number, desk.today())
    assert found is not None
    return found


def opened(page: PeoplePage, qtbot: QtBot, name: str) -> None:
    page.open_with(worker=name)
    page.refresh()
    settle(page.desk, qtbot)
    assert page.views.shown is page.person


def test_everybody_is_in_the_list_with_what_they_are_paid_now(page: PeoplePage) -> None:
    assert [row.values for row in page.table.rows_model.rows] == [
        (AMINA, "Employed", "Personal care", "£13.60 an hour", "Every four weeks"),
        (AGENCY, "Agency", "Day opportunities", None, None),
        (RAVI, "Employed", "Personal care", "£13.20 an hour", "Every week"),
    ]


def test_enter_in_the_list_opens_a_person_and_back_returns(
    page: PeoplePage, desk: Desk, qtbot: QtBot
) -> None:
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert page.title.text() == RAVI
    press(qtbot, page.person.back)
    assert page.title.text() == "People"
    assert QApplication.focusWidget() is page.table


def test_somebody_employed_is_added_step_by_step(
    page: PeoplePage, desk: Desk, qtbot: QtBot
) -> None:
    page.show_new()
    new = page.new
    press(qtbot, new.on)
    press(qtbot, new.on)  # without a name there is no next step
    assert new.form.fields["name"].error.text() == "Type the name."
    assert new.step == "who"
    type_in(qtbot, new.form.fields["name"], "Tom Okafor")
    type_in(qtbot, new.form.fields["ni_number"], "12345")
    press(qtbot, new.on)
    assert "is not a National Insurance number" in new.form.fields["ni_number"].error.text()
    type_in(qtbot, new.form.fields["ni_number"], "qq 99 88 77 a")
    type_date(qtbot, new.form.fields["start_date"], "12", "October", "2026")
    press(qtbot, new.on)

    told = new.form.fields["told"]
    assert new.form.fields["tax_code"].isVisible()
    type_in(qtbot, new.form.fields["tax_code"], "banana")
    press(qtbot, new.on)
    assert "is not a tax code" in new.form.fields["tax_code"].error.text()
    told.set_value(Told.NOTHING)
    assert new.form.fields["tax_code"].isHidden()
    press(qtbot, new.on)

    type_in(qtbot, new.form.fields["pay_day_after"], "5")
    press(qtbot, new.on)
    type_in(qtbot, new.form.fields["weekday"], "13.50")
    type_in(qtbot, new.form.fields["sleep_in"], "60")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert new.step == "check"
    assert new.on.text() == "Add Tom Okafor"
    press(qtbot, new.on)
    settle(desk, qtbot)

    tom = worker(desk, "Tom Okafor")
    assert page.title.text() == "Tom Okafor"
    assert (tom.details.tax_code, tom.details.tax_basis) == ("0T", "week1month1")
    assert (tom.details.ni_category, tom.details.ni_number) == ("A", "QQ998877A")
    assert tom.details.first_period_start == date(2026, 10, 12)
    assert [(rate.kind, rate.amount) for rate in tom.rates] == [
        (HourKind.WEEKDAY, Decimal("13.50")),
        (HourKind.SLEEP_IN, Decimal("60.00")),
    ]
    assert desk.book.can_undo() == "Engage Tom Okafor"


def test_somebody_does_several_things(page: PeoplePage, desk: Desk, qtbot: QtBot) -> None:
    page.show_new()
    new = page.new
    press(qtbot, new.on)
    type_in(qtbot, new.form.fields["name"], "Tom Okafor")
    boxes = new.form.fields["more_services"].boxes
    assert boxes["personal_care"].isHidden()  # what they mostly do is not asked twice
    boxes["respite"].setFocus()
    qtbot.keyClick(boxes["respite"], Qt.Key.Key_Space)
    new.form.fields["service_type"].set_value("companionship")
    assert boxes["companionship"].isHidden() and boxes["personal_care"].isVisible()
    press(qtbot, new.on)
    new.form.fields["told"].set_value(Told.NOTHING)
    press(qtbot, new.on)
    type_in(qtbot, new.form.fields["pay_day_after"], "5")
    press(qtbot, new.on)
    type_in(qtbot, new.form.fields["weekday"], "13.50")
    press(qtbot, new.on)
    press(qtbot, new.on)
    settle(desk, qtbot)
    tom = worker(desk, "Tom Okafor")
    assert (tom.details.service_type, tom.details.more_services) == ("companionship", ("respite",))
    opened(page, qtbot, "Tom Okafor")
    job = "Employed, companionship and befriending, respite and short breaks"
    qtbot.waitUntil(lambda: job in shown(page))

    page.person.open_who()
    fields = page.change.form.fields
    assert fields["more_services"].read() == ("respite",)
    press(qtbot, fields["more_services"].boxes["respite"])
    press(qtbot, page.change.save_button)
    settle(desk, qtbot)
    assert worker(desk, "Tom Okafor").details.more_services == ()


def test_an_agency_is_asked_for_little_and_what_was_typed_stays(
    page: PeoplePage, desk: Desk, qtbot: QtBot
) -> None:
    page.show_new()
    new = page.new
    new.form.fields["kind"].set_value("agency")
    press(qtbot, new.on)
    assert set(new.form.fields) == {"name", "service_type", "start_date", "address", "reference"}
    type_in(qtbot, new.form.fields["name"], "Dawn Care")
    press(qtbot, new.on)
    assert new.step == "check"
    new._previous()
    assert new.form.fields["name"].read() == "Dawn Care"
    press(qtbot, new.on)
    press(qtbot, new.on)
    settle(desk, qtbot)
    assert worker(desk, "Dawn Care").details.kind == "agency"


@pytest.mark.parametrize(
    ("downs", "kind", "said", "what_they_do"),
    [
        (3, "isf", "Individual service fund", "Personal care"),
        (4, "managed", "Managed account", "Running costs (insurance, payroll, training)"),
    ],
)
def test_a_provider_who_holds_the_money_is_added_by_keyboard(
    page: PeoplePage, desk: Desk, qtbot: QtBot, downs: int, kind: str, said: str, what_they_do: str
) -> None:
    page.show_new()
    new = page.new
    (box,) = new.form.fields["kind"].controls()
    box.setFocus()
    for _step in range(downs):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    press(qtbot, new.on)
    assert set(new.form.fields) == {"name", "service_type", "start_date", "address", "reference"}
    assert new.form.fields["name"].label_text == "Name of the provider"
    type_in(qtbot, new.form.fields["name"], "Open Purse")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert new.step == "check"
    press(qtbot, new.on)
    settle(desk, qtbot)
    assert worker(desk, "Open Purse").details.kind == kind
    assert page.person.invoices.isVisible()
    (row,) = [row.values for row in page.table.rows_model.rows if row.values[0] == "Open Purse"]
    assert row == ("Open Purse", said, what_they_do, None, None)


def test_a_name_that_is_taken_is_said_and_nothing_is_lost(
    page: PeoplePage, desk: Desk, qtbot: QtBot
) -> None:
    page.show_new()
    new = page.new
    new.form.fields["kind"].set_value("self-employed")
    press(qtbot, new.on)
    type_in(qtbot, new.form.fields["name"], RAVI)
    press(qtbot, new.on)
    press(qtbot, new.on)
    settle(desk, qtbot)
    assert "There is a worker named “Ravi Patel” already." in new.form.summary.accessibleName()
    assert new.step == "check"


def test_details_are_changed_and_undone(
    page: PeoplePage, window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    opened(page, qtbot, RAVI)
    page.person.open_who()
    fields = page.change.form.fields
    type_in(qtbot, fields["name"], AMINA)
    press(qtbot, page.change.save_button)
    settle(desk, qtbot)
    assert "already" in fields["name"].error.text()
    type_in(qtbot, fields["name"], "Ravi Patel-Jones")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle(desk, qtbot)
    assert page.title.text() == "Ravi Patel-Jones"
    window.undo()
    settle(desk, qtbot)
    assert page.title.text() == RAVI


def test_a_tax_code_is_changed_and_a_wrong_one_refused(
    page: PeoplePage, desk: Desk, qtbot: QtBot
) -> None:
    opened(page, qtbot, RAVI)
    page.person.open_tax()
    fields = page.change.form.fields
    assert fields["tax_code"].read() == "1257L"
    type_in(qtbot, fields["tax_code"], "K500")
    press(qtbot, page.change.save_button)
    settle(desk, qtbot)
    assert worker(desk, RAVI).details.tax_code == "K500"
    assert page.views.shown is page.person


def test_a_rate_counts_from_its_day(page: PeoplePage, desk: Desk, qtbot: QtBot) -> None:
    opened(page, qtbot, RAVI)
    page.person.open_rate()
    fields = page.change.form.fields
    type_in(qtbot, fields["amount"], "14.05")
    type_date(qtbot, fields["start"], "12", "Oct", "2026")
    press(qtbot, page.change.save_button)
    settle(desk, qtbot)
    weekday = [rate for rate in worker(desk, RAVI).rates if rate.kind is HourKind.WEEKDAY]
    assert [(rate.from_date, rate.amount, rate.in_force) for rate in weekday] == [
        (date(2026, 10, 12), Decimal("14.05"), False),
        (date(2026, 4, 6), Decimal("13.20"), True),
    ]


def test_pay_periods_may_not_cross_hours_in_the_book(
    page: PeoplePage, desk: Desk, qtbot: QtBot
) -> None:
    opened(page, qtbot, RAVI)
    page.person.open_paid()
    fields = page.change.form.fields
    type_date(qtbot, fields["first_period_start"], "1", "May", "2026")
    press(qtbot, page.change.save_button)
    settle(desk, qtbot)
    assert "must start after it" in fields["first_period_start"].error.text()
    assert [box.text() for box in fields["first_period_start"].controls()] == ["1", "May", "2026"]


def test_work_ends_and_goes_on_again(page: PeoplePage, desk: Desk, qtbot: QtBot) -> None:
    opened(page, qtbot, RAVI)
    page.person.open_end()
    type_date(qtbot, page.change.form.fields["last"], "3", "October", "2026")
    press(qtbot, page.change.save_button)
    settle(desk, qtbot)
    assert page.person.left.text() == "Left on 3 October 2026"
    assert page.table.rows_model.rows[-1].values[-1] == "Left on 3 October 2026"
    page.person.open_end()
    type_date(qtbot, page.change.form.fields["last"], "", "", "")
    press(qtbot, page.change.save_button)
    settle(desk, qtbot)
    assert worker(desk, RAVI).last_day is None


def test_somebody_whose_adding_is_undone_is_left_for_the_list(
    page: PeoplePage, window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    page.show_new()
    page.new.form.fields["kind"].set_value("agency")
    press(qtbot, page.new.on)
    type_in(qtbot, page.new.form.fields["name"], "Dawn Care")
    press(qtbot, page.new.on)
    press(qtbot, page.new.on)
    settle(desk, qtbot)
    window.undo()
    settle(desk, qtbot)
    assert page.views.shown is None
    assert page.title.text() == "People"


def test_a_new_agreement_starts_from_the_old_one(
    page: PeoplePage, desk: Desk, qtbot: QtBot
) -> None:
    buttons = [
        button
        for button in page.agreed.findChildren(QPushButton)
        if button.text() == "Add what was agreed from a new date"
    ]
    press(qtbot, buttons[0])
    fields = page.change.form.fields
    type_in(qtbot, fields["weekly_amount"], "700")
    type_in(qtbot, fields["hours_personal_care"], "36")
    type_in(qtbot, fields["hours_day_opportunities"], "0")
    press(qtbot, page.change.save_button)
    assert fields["from_date"].error.text() == "Type the day it counts from."
    type_date(qtbot, fields["from_date"], "2", "April", "2026")
    press(qtbot, page.change.save_button)
    settle(desk, qtbot)
    assert "Choose another date" in fields["from_date"].error.text()
    type_date(qtbot, fields["from_date"], "2", "November", "2026")
    press(qtbot, page.change.save_button)
    settle(desk, qtbot)
    (agreed,) = look_at_people(desk.book, desk.today()).agreed
    assert agreed.now is not None and agreed.next is not None
    assert agreed.now.weekly_amount == Decimal("660.00")
    assert agreed.next.weekly_amount == Decimal("700.00")
    assert [(one.type, one.weekly_hours) for one in agreed.next.services] == [
        ("personal_care", Decimal(36))
    ]
    assert [(one.cost, one.met, one.yearly_amount) for one in agreed.next.costs] == [
        ("insurance", "paid-separately", Decimal("90.00")),
        ("payroll", "in-rate", Decimal("0.00")),
    ]
    assert desk.book.can_undo() == "Add what was agreed from 2 November 2026"


def test_hmrc_references_are_kept(page: PeoplePage, desk: Desk, qtbot: QtBot) -> None:
    (change,) = (
        button
        for button in page.who.findChildren(QPushButton)
        if button.accessibleName().startswith("Change: Employer")
    )
    press(qtbot, change)
    type_in(qtbot, page.change.form.fields["paye_reference"], "123/AB456")
    press(qtbot, page.change.save_button)
    settle(desk, qtbot)
    who = look_at_people(desk.book, desk.today()).who
    assert who.paye_reference == "123/AB456"
    assert who.accounts_office_reference == "475PX00123456"


def test_the_managers_telephone_number_is_changed(
    page: PeoplePage, desk: Desk, qtbot: QtBot
) -> None:
    (change,) = (
        button
        for button in page.who.findChildren(QPushButton)
        if button.accessibleName().startswith("Change: Looks after the money")
    )
    press(qtbot, change)
    type_in(qtbot, page.change.form.fields["phone"], "01632 960009")
    press(qtbot, page.change.save_button)
    settle(desk, qtbot)
    who = look_at_people(desk.book, desk.today()).who
    assert who.manager.details.phone == "01632 960009"
    assert who.recipient.details.phone == "01632 960001"


def test_a_persons_hours_are_one_press_away(page: PeoplePage, qtbot: QtBot) -> None:
    opened(page, qtbot, RAVI)
    page.go.disconnect()
    with qtbot.waitSignal(page.go) as asked:
        page.person._to_hours()
    assert asked.args == ["hours", {"worker": RAVI}]
