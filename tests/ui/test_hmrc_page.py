"""The page “For HMRC”, by keyboard, with a household's half year in the book."""

from datetime import UTC, date, datetime
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot
from seen_on_page import buttons, open_page, settle, shown
from sqlalchemy import select

from dpmanager.records import models
from dpmanager.tasks.book.made_up_household import AMINA, RAVI
from dpmanager.tasks.people.engage_worker import end_work
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.hmrc import HmrcPage
from dpmanager.ui.pages.pay import PayPage
from dpmanager.ui.widgets.table import DataTable

AT = datetime(2026, 10, 5, 10, tzinfo=UTC)


class Looking:
    """Somebody at the page."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk, self.qtbot = desk, qtbot
        self.gone: list[tuple[str, dict[str, Any]]] = []
        self.page = HmrcPage(desk)
        self.page.go.connect(lambda place, what: self.gone.append((place, what)))
        open_page(self.page, qtbot)
        self.settle()

    def settle(self) -> None:
        """The figures are asked for when the rest is shown."""
        for _round in range(3):
            settle(self.desk, self.qtbot)

    def press(self, name: str) -> None:
        self.qtbot.keyClick(buttons(self.page)[name], Qt.Key.Key_Space)
        self.settle()

    def choose(self, name: str, text: str) -> None:
        (box,) = (
            one
            for one in self.page.findChildren(QComboBox)
            if one.accessibleName() == name and one.isVisibleTo(self.page)
        )
        box.setFocus()
        self.qtbot.keyClick(box, Qt.Key.Key_Home)
        while box.currentText() != text:
            before = box.currentIndex()
            self.qtbot.keyClick(box, Qt.Key.Key_Down)
            assert box.currentIndex() > before, f"{text} is not offered"
        self.settle()

    def paper(self) -> str:
        """The text of the paper that was opened last."""
        place, what = self.gone[-1]
        assert place == "preview"
        assert what["back"] == "hmrc"
        assert what["back_with"]["tax_year"] == "2026-27"
        with pypdfium2.PdfDocument(what["pdf"]) as pages:
            return " ".join(
                " ".join(page.get_textpage().get_text_range() for page in pages).split()
            )


def rows(table: DataTable) -> list[list[str]]:
    model = table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


@pytest.fixture
def looking(desk: Desk, qtbot: QtBot) -> Looking:
    return Looking(desk, qtbot)


def leave(desk: Desk, name: str, day: date) -> None:
    with desk.book.reading() as session:
        number = session.scalar(select(models.Worker.id).where(models.Worker.name == name))
    assert number is not None
    end_work(desk.book, number, day, who=desk.who, at=AT)
    desk.changed.emit()


def test_what_is_due_stands_in_a_table(looking: Looking) -> None:
    table = rows(looking.page.due.table)
    assert [row[0] for row in table] == [
        "6 Apr 2026 to 5 May 2026", "6 May 2026 to 5 Jun 2026", "6 Jun 2026 to 5 Jul 2026",
        "6 Jul 2026 to 5 Aug 2026", "6 Aug 2026 to 5 Sep 2026", "6 Sep 2026 to 5 Oct 2026",
    ]  # fmt: skip
    *paid, last = table
    assert {row[4] for row in paid} == {"£0.00"}
    assert (last[1], last[3], last[5]) == ("22 Oct 2026", "£0.00", "475PX00123456")
    assert last[2] == last[4]
    said = shown(looking.page.due)
    assert f"You pay each month. {last[2]} is left to pay." in said
    assert any("475PX001234562706" in words for words in said)
    assert f"Pay HMRC {last[2]} by 22 October 2026." in shown(looking.page.next)


def test_the_working_opens(looking: Looking) -> None:
    looking.press("How was this worked out? 6 Sep 2026 to 5 Oct 2026")
    assert "Due to HMRC" in shown(looking.page.due)


def test_the_figures_of_a_pay_day_can_be_copied(looking: Looking) -> None:
    (day,) = {
        text
        for text in (
            looking.page.report.choice.box.itemText(place)
            for place in range(looking.page.report.choice.box.count())
        )
        if text.startswith("17 April 2026")
    }
    looking.choose("Pay day", day)
    figures = {asks: answer for asks, answer, _part in rows(looking.page.report.table)}
    assert figures["Start date"] == "6 April 2026"
    assert figures["Payment date"] == "17 April 2026"
    assert figures["Gender"] == "you fill this in"
    looking.press("Copy the figures of the pay day")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert "Payment date\t17 April 2026\tThis payment" in lines
    assert len(lines) == len(rows(looking.page.report.table))
    looking.press("See the pay day on paper")
    assert "Send it to HMRC on 17 April 2026 or earlier" in looking.paper()


def test_the_summary_of_a_month(looking: Looking) -> None:
    assert "You need not send this summary for this month." in shown(looking.page.summary)
    looking.choose("Tax month", "Month 1: 6 April to 5 May 2026")
    assert "HMRC must have it by 19 May 2026." in shown(looking.page.summary)
    looking.press("Copy the figures of the month")
    assert "Employment Allowance\tyes\tThe tax month" in QGuiApplication.clipboard().text()
    looking.press("See the month on paper")
    assert "Figures for the Employer Payment Summary" in looking.paper()


def test_it_is_said_that_hmrc_was_told(looking: Looking) -> None:
    told = looking.page.told
    before = rows(told.table)
    assert {row[2] for row in before} == {"not said"}
    assert f"The book does not say that HMRC was told of {len(before)} pay days." in shown(told)
    first = before[-1]
    assert told.choice.box.currentText().startswith("17 April 2026")
    assert "I have not told HMRC" not in buttons(looking.page)
    told.sent_on.set_value(date(2026, 10, 6))
    looking.press("I have told HMRC")
    assert "6 October 2026 is not here yet. Type the day on which you sent it." in shown(told)
    told.sent_on.set_value(date(2026, 4, 20))
    looking.choose("How you sent it", "On paper")
    looking.press("I have told HMRC")
    assert rows(told.table)[-1] == [*first[:2], "20 Apr 2026", "On paper", "3 days late"]
    assert not told.choice.box.currentText().startswith("17 April 2026")
    assert told.how.box.currentText() == "On paper"

    again = next(
        told.choice.box.itemText(place)
        for place in range(told.choice.box.count())
        if told.choice.box.itemText(place).startswith("17 April 2026")
    )
    assert again.endswith("told to HMRC")
    looking.choose("Pay day to tell HMRC about", again)
    assert told.sent_on.read() == date(2026, 4, 20)
    looking.press("I have not told HMRC")
    assert rows(told.table) == before
    looking.press("HMRC was told of all of them in time")
    assert {tuple(row[3:]) for row in rows(told.table)} == {("Basic PAYE Tools", "in time")}
    assert "HMRC was told of every pay day so far." in shown(told)
    assert "HMRC was told of all of them in time" not in buttons(looking.page)


def test_papers_of_a_worker(looking: Looking) -> None:
    looking.choose("Worker", RAVI)
    assert f"{RAVI} gets a P60 when the tax year is over." in shown(looking.page.papers)
    assert "See the P45 figures" not in buttons(looking.page)
    looking.press("See the P60 figures")
    assert looking.gone[-1][1]["file_name"] == f"P60 figures {RAVI} 2026-27.pdf"
    assert f"Name: surname, then forenames or initials {RAVI}" in looking.paper()
    looking.press("See the year's pay record")
    assert "Pay record of the year" in looking.paper()
    looking.press("See the year's payslips")
    assert "Paid by your employer" in looking.paper()
    looking.press("See the payment record")
    assert "Employer's payment record" in looking.paper()


def test_in_large_print(looking: Looking) -> None:
    looking.qtbot.keyClick(looking.page.large.box, Qt.Key.Key_Space)
    looking.press("See the P60 figures")
    assert looking.gone[-1][1]["file_name"].endswith("large print.pdf")
    assert "Page 1 of 4" in looking.paper()


def test_who_leaves_gets_a_p45(looking: Looking) -> None:
    leave(looking.desk, AMINA, date(2026, 9, 30))
    looking.settle()
    looking.choose("Worker", AMINA)
    assert f"{AMINA} left on 30 September 2026, and gets a P45." in shown(looking.page.papers)
    assert "See the P60 figures" not in buttons(looking.page)
    looking.press("See the P45 figures")
    assert "4. Leaving date 30 September 2026" in looking.paper()


def test_the_rules_the_employer_is_under(looking: Looking) -> None:
    scheme = shown(looking.page.scheme)
    assert "Yes, and you have one: 475/NS12345." in scheme
    assert any(words.startswith(f"{RAVI} is paid") for words in scheme)
    allowance = shown(looking.page.allowance)
    assert allowance[1].startswith("You claim it. It saves you £")
    looking.press("Change it on the page People")
    assert looking.gone[-1] == ("people", {})


def test_paper_forms_come_with_the_answers(looking: Looking) -> None:
    assert "See the figures for RT2 and RT5" not in buttons(looking.page)
    for question in (
        "Is the care given at your home, or from it?",
        "Is the care for you or somebody in your family?",
        "Is that person disabled, elderly or infirm?",
        "Do you send the reports yourself, without a payroll service or an accountant?",
    ):
        looking.choose(question, "Yes")
    looking.press("Save the answers")
    assert "You may report on paper." in shown(looking.page.on_paper)
    looking.choose("Quarter", "6 April to 5 July 2026")
    looking.press("See the figures for RT2 and RT5")
    assert "HMRC must have the forms by 19 July 2026" in looking.paper()
    looking.choose("Worker of the working sheet", RAVI)
    looking.press("See the figures for RT11")
    assert "Figures for form RT11" in looking.paper()


def test_a_no_closes_paper(looking: Looking) -> None:
    looking.choose("Is the care given at your home, or from it?", "No")
    looking.press("Save the answers")
    said = shown(looking.page.on_paper)
    assert "Paper is not open to you." in said
    assert "Report online, on or before each pay day." in said
    assert "See the figures for RT2 and RT5" not in buttons(looking.page)


def test_it_opens_at_a_worker(desk: Desk, qtbot: QtBot) -> None:
    with desk.book.reading() as session:
        number = session.scalar(select(models.Worker.id).where(models.Worker.name == RAVI))
    page = HmrcPage(desk)
    page.open_with(worker=number)
    open_page(page, qtbot)
    settle(desk, qtbot)
    assert page.papers.choice.box.currentText() == RAVI
    gone: list[tuple[str, dict[str, Any]]] = []
    page.go.connect(lambda place, what: gone.append((place, what)))
    qtbot.keyClick(buttons(page)[f"Back to {RAVI}"], Qt.Key.Key_Space)
    assert gone == [("people", {"worker": RAVI})]


def test_the_focus_is_at_the_tax_year(looking: Looking) -> None:
    looking.page.activateWindow()
    looking.page.take_focus()
    assert QApplication.focusWidget() is looking.page.year.box


def test_without_pay_the_page_says_how_to_begin(empty_desk: Desk, qtbot: QtBot) -> None:
    looking = Looking(empty_desk, qtbot)
    assert "Nobody was paid in this tax year yet. Run pay first." in shown(looking.page)
    assert "See the payment record" not in buttons(looking.page)
    looking.press("Go to Pay")
    assert looking.gone == [("pay", {})]
    looking.press("Back to pay")
    assert looking.gone[-1] == ("pay", {})


def test_the_page_pay_leads_here(desk: Desk, qtbot: QtBot) -> None:
    page = PayPage(desk)
    gone: list[str] = []
    page.go.connect(lambda place, _what: gone.append(place))
    open_page(page, qtbot)
    qtbot.keyClick(buttons(page)["For HMRC"], Qt.Key.Key_Space)
    assert gone == ["hmrc"]
