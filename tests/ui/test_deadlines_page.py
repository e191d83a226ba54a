"""All dates by keyboard: the list, one date, done and not now, the month, and the calendar file."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from seen_on_page import buttons, open_page, settle, shown

from dpmanager.records import models
from dpmanager.tasks.book.deadlines import DeadlineSeen, Mark, look_at_deadlines
from dpmanager.tasks.book.made_up_household import AMINA, RAVI
from dpmanager.tasks.book.things_to_do import Kind
from dpmanager.tasks.book.what_needs_doing import what_needs_doing
from dpmanager.tasks.pay.pension_events import declare
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.deadline_places import PLACES, errand_of
from dpmanager.ui.pages.deadlines import DeadlinesPage
from dpmanager.ui.registry import PAGES
from dpmanager.ui.widgets.announce import ANNOUNCER
from dpmanager.ui.widgets.fields import DateField
from dpmanager.ui.widgets.table import DataTable

REVIEW = "first-review/funder/1/2026-04-02"
HMRC = "paye-monthly/hmrc/2026-11-05"
COUNCIL = "Northshire County Council"
NEXT_YEAR = date(2027, 10, 5)


class AtTheDates:
    """Somebody at the keyboard, on the page of all dates."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk, self.qtbot = desk, qtbot
        self.page = DeadlinesPage(desk)
        self.went: list[tuple[str, dict[str, Any]]] = []
        self.page.go.connect(lambda place, what: self.went.append((place, what)))
        self.said: list[str] = []
        ANNOUNCER.said.connect(self.said.append)

    def open(self, **what: Any) -> "AtTheDates":
        if what:
            self.page.open_with(**what)
        open_page(self.page, self.qtbot)
        self.page.take_focus()
        return self

    def key(self, widget: QWidget, key: Qt.Key) -> None:
        self.qtbot.keyClick(widget, key)
        settle(self.desk, self.qtbot)

    def press(self, name: str) -> None:
        self.key(buttons(self.page)[name], Qt.Key.Key_Space)

    def choose(self, box: QWidget, down: int) -> None:
        self.qtbot.keyClick(box, Qt.Key.Key_Home)
        for _step in range(down):
            self.qtbot.keyClick(box, Qt.Key.Key_Down)
        settle(self.desk, self.qtbot)

    def type(self, name: str, text: str) -> None:
        (edit,) = self.page.change.form.fields[name].controls()
        edit.setFocus()
        self.qtbot.keyClick(edit, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.qtbot.keyClicks(edit, text)

    def type_date(self, name: str, *parts: str) -> None:
        field = self.page.change.form.fields[name]
        assert isinstance(field, DateField)
        for box, part in zip(field.controls(), parts, strict=True):
            box.setFocus()
            self.qtbot.keyClick(box, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            self.qtbot.keyClicks(box, part)

    def sees(self) -> list[str]:
        return shown(self.page)

    def rows(self, table: DataTable | None = None) -> list[list[str]]:
        """Day, what and how it stands of each row."""
        model = (table or self.page.table).model()
        return [
            [str(model.index(row, column).data()) for column in (0, 2, 1)]
            for row in range(model.rowCount())
        ]

    def find(self, key: str) -> DeadlineSeen:
        found = look_at_deadlines(self.desk.book, self.desk.today(), NEXT_YEAR).find(key)
        assert found is not None
        return found

    def home_keys(self) -> list[str]:
        found = what_needs_doing(self.desk.book, self.desk.today()).things
        return [thing.about["key"] for thing in found if thing.kind is Kind.DATE]


@pytest.fixture
def person(desk: Desk, qtbot: QtBot) -> Iterator[AtTheDates]:
    yield AtTheDates(desk, qtbot)


def test_the_list_begins_with_what_is_late(person: AtTheDates) -> None:
    page = person.open().page
    assert "10 dates are late. 8 dates come in the next 30 days." in person.sees()
    rows = person.rows()
    assert rows[0] == ["Sun 17 May 2026", "Pension of Amina Yusuf", "Late"]
    assert ["Thu 1 Oct 2026", f"{COUNCIL} should have reviewed your direct payment", "Late"] in rows
    assert ["Thu 22 Oct 2026", "Pay HMRC for 6 September 2026 to 5 October 2026", "To do"] in rows
    assert page.window().focusWidget() is page.table
    assert rows[-1][0] == "Fri 1 Jan 2027"  # three months ahead


def test_how_far_ahead_and_what_is_shown(person: AtTheDates) -> None:
    page = person.open().page
    person.choose(page.ahead.box, 0)
    assert person.rows()[-1][0] == "Fri 30 Oct 2026"
    person.choose(page.ahead.box, 2)
    assert person.rows()[-1] == ["Fri 1 Oct 2027", "Tell HMRC about the pay of Ravi Patel", "To do"]
    person.choose(page.show_box.box, 2)  # what is done: the bank shows it
    assert person.rows() == [
        ["Fri 21 Aug 2026", "Pay HMRC for 6 July 2026 to 5 August 2026", "Done"],
        ["Tue 22 Sep 2026", "Pay HMRC for 6 August 2026 to 5 September 2026", "Done"],
    ]
    person.choose(page.show_box.box, 1)
    assert not page.table.isVisibleTo(page)
    assert "There is nothing to show here." in person.sees()


def test_one_date_says_what_why_and_where(person: AtTheDates) -> None:
    page = person.open().page
    page.table.choose(HMRC)
    person.key(page.table, Qt.Key.Key_Return)
    assert page.title.text() == "Pay HMRC for 6 October 2026 to 5 November 2026"
    seen = person.sees()
    assert "It is due on Friday 20 November 2026, in 46 days." in seen
    assert "The day itself is Sunday 22 November 2026." not in " ".join(seen)
    person.press(f"What does this mean? {page.title.text()}")
    seen = person.sees()
    assert "The day itself is Sunday 22 November 2026. That is a weekend or bank holiday, so be " \
        "earlier." in seen  # fmt: skip
    assert any(line.startswith("Source: GOV.UK, pay employers' PAYE") for line in seen)
    person.press("Look at the pay")
    assert person.went == [("pay", {})]
    person.press("Back to all dates")
    assert page.table.current_key() == HMRC
    assert page.window().focusWidget() is page.table
    person.press("Back to Home")
    assert person.went[-1] == ("home", {})


def test_done_with_a_note_and_back_on_the_list(person: AtTheDates) -> None:
    page = person.open(key=REVIEW).page
    assert page.title.text() == f"{COUNCIL} should have reviewed your direct payment"
    person.press("Done")
    person.type("note", "They rang on Friday")
    person.press("Mark as done")
    assert person.said[-1] == "Marked as done."
    found = person.find(REVIEW)
    assert (found.mark, found.note) == (Mark.DONE, "They rang on Friday")
    assert REVIEW not in [page.table.key_at(page.table.model().index(row, 0))
                          for row in range(page.table.model().rowCount())]  # fmt: skip
    assert REVIEW not in person.home_keys()

    page.show_one(REVIEW)
    seen = person.sees()
    assert "You marked it as done on 5 October 2026." in seen
    assert "Your note: They rang on Friday" in seen
    assert "Done" not in buttons(page)
    person.press("Put it back on the list")
    assert person.find(REVIEW).mark is Mark.OPEN
    assert "Done" in buttons(page)
    assert REVIEW in person.home_keys()


def test_not_now_until_a_day(person: AtTheDates) -> None:
    page = person.open(key=REVIEW).page
    person.press("Not now")
    person.type_date("until", "5", "October", "2026")
    person.press("Put it off")
    assert "5 October 2026 is not in the future. Choose a later day." in buttons(page)
    person.type_date("until", "2", "nov", "2026")
    person.press("Put it off")
    assert (person.find(REVIEW).mark, person.find(REVIEW).marked_day) == (
        Mark.NOT_NOW, date(2026, 11, 2),
    )  # fmt: skip
    assert REVIEW not in person.home_keys()
    person.choose(page.show_box.box, 1)
    assert person.rows() == [
        [
            "Thu 1 Oct 2026",
            f"{COUNCIL} should have reviewed your direct payment",
            "Not before 2 November 2026",
        ]
    ]


def test_what_the_records_show_as_done_need_not_be_marked(person: AtTheDates) -> None:
    page = person.open(key="paye-monthly/hmrc/2026-09-05").page
    assert "Your records show that this is done." in person.sees()
    assert set(buttons(page)) & {"Done", "Not now", "Put it back on the list"} == set()


def test_a_review_is_entered_where_it_is_asked_for(person: AtTheDates) -> None:
    person.open(key=REVIEW)
    person.press("Enter the reviews")
    person.type_date("last", "1", "October", "2026")
    person.press("Save the reviews")
    found = look_at_deadlines(person.desk.book, person.desk.today(), NEXT_YEAR).deadlines
    assert [one.deadline.day for one in found if "review" in one.deadline.rule_id] == [
        date(2027, 10, 1)
    ]
    assert "The last one was on 1 October 2026." in person.sees()


def test_notice_is_entered(person: AtTheDates) -> None:
    page = person.open().page
    person.press(f"Enter notice: {RAVI} Nobody gave notice.")
    person.type_date("given_on", "2", "October", "2026")
    person.press("Save the notice")
    assert "Notice was given on 2 October 2026." in person.sees()
    # A week's notice from Ravi, who began less than two years ago.
    assert ["Fri 9 Oct 2026", "Notice of Ravi Patel ends", "To do"] in person.rows()
    page.show_one("notice-end/worker/1/2026-10-02")
    person.press("Enter the last day")
    assert person.went == [("people", {"worker": RAVI})]


def test_the_bureau_and_the_pension_have_days_of_their_own(person: AtTheDates) -> None:
    book = person.desk.book
    declare(book, person.desk.today(), who=person.desk.who, at=person.desk.now())
    with book.task("Change", who=person.desk.who, at=person.desk.now()) as session:
        session.query(models.Worker).filter_by(name=AMINA).one().payroll_by = "bureau"
        session.query(models.PensionScheme).one().provider = "NEST"
    person.open()
    person.press("Enter the day: Your payroll bureau When it wants the hours is not known.")
    person.type("before", "5")
    person.press("Save the day")
    assert "It wants the hours 5 days before pay day." in person.sees()
    person.press("Enter the day: NEST It wants the money by the 22nd, the law's last day.")
    person.type("day", "ten")
    person.press("Save the day")
    assert "There is a problem" in person.sees()
    person.type("day", "10")
    person.press("Save the day")
    assert "It wants the money by day 10 of the month." in person.sees()


def test_by_month_each_cell_says_day_and_number(person: AtTheDates) -> None:
    page = person.open().page
    person.press("See them by month")
    month = page.month
    assert "October 2026" in person.sees()
    assert not page.table.isVisibleTo(page)
    month.setFocus()
    current = month.currentIndex()
    assert current.data() == "5 today\n"
    assert current.data(Qt.ItemDataRole.AccessibleTextRole) == "5 Oct, today: nothing"
    twenty_second = month.days.index_of(date(2026, 10, 22))
    assert twenty_second.data() == "22\n2 dates"
    assert twenty_second.data(Qt.ItemDataRole.AccessibleTextRole) == "22 Oct: 2 dates"
    assert spoken_in(month, twenty_second) == "22 Oct: 2 dates"
    assert month.days.index(0, 0).data() == "28 Sep\n"

    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right,
                Qt.Key.Key_Right):  # fmt: skip
        person.key(month, key)
    person.key(month, Qt.Key.Key_Return)
    assert "Thursday 22 October 2026" in person.sees()
    assert [row[1] for row in person.rows(page.of_month)] == [
        "Pay HMRC for 6 September 2026 to 5 October 2026",
        "Tell HMRC about the pay of Amina Yusuf",
    ]
    assert page.window().focusWidget() is page.of_month
    person.press("Show all of October 2026")
    assert len(person.rows(page.of_month)) == 10
    assert page.window().focusWidget() is page.month


def spoken_in(table: QWidget, index: QModelIndex) -> str:
    """What a screen reader is told of a cell."""
    known = QAccessible.queryAccessibleInterface(table)
    columns = index.model().columnCount() + 1  # with the headings of the rows
    cell = known.child((index.row() + 1) * columns + index.column() + 1)
    return str(cell.text(QAccessible.Text.Name))


def test_other_months(person: AtTheDates) -> None:
    page = person.open().page
    person.press("See them by month")
    person.key(page.month, Qt.Key.Key_PageDown)
    assert person.said[-1] == "November 2026"
    assert page.month.currentIndex().data() == "1\n"
    person.press("The month before")
    person.press("The month before")
    person.press("The month before")
    assert "August 2026" in person.sees()
    assert "There is nothing to show here." in person.sees()  # what was due then is done
    person.press("See them as a list")
    assert page.table.isVisibleTo(page)


def test_a_day_without_dates_says_so(person: AtTheDates) -> None:
    page = person.open().page
    person.press("See them by month")
    person.key(page.month, Qt.Key.Key_Return)
    assert "There is nothing to show here." in person.sees()
    assert person.said[-1] == "Monday 5 October 2026."


def test_they_are_saved_for_a_calendar(
    person: AtTheDates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "Dates.ics"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(path), ""))
    person.open().press("Save for your calendar")
    events = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    seen = look_at_deadlines(person.desk.book, person.desk.today(), date(2027, 10, 6))
    to_do = [one.deadline for one in seen.deadlines if one.mark is not Mark.DONE]
    assert [(str(event["summary"]), event["dtstart"].dt) for event in events] == [
        (one.name, one.day) for one in to_do
    ]
    assert person.said[-1].startswith(f"{len(to_do)} dates are saved as Dates.ics.")


def test_a_date_that_is_gone_is_left(person: AtTheDates) -> None:
    page = person.open(key="p45/worker/99/2026-01-01").page
    assert page.views.shown is None
    page.show_one("return/funder/1/2026-09-30")
    with person.desk.book.task("Test", who=person.desk.who, at=person.desk.now()) as session:
        for agreement in session.query(models.Agreement):
            agreement.return_days = None
    page.refresh()
    settle(person.desk, person.qtbot)
    assert page.views.shown is None


def test_every_place_is_a_page(person: AtTheDates) -> None:
    assert set(PLACES.values()) <= set(PAGES)
    for one in look_at_deadlines(person.desk.book, person.desk.today(), NEXT_YEAR).deadlines:
        errand = errand_of(one)
        if one.deadline.rule_id in PLACES:
            assert errand is not None
            assert errand.words
        else:
            assert one.funder_id is not None or one.worker
