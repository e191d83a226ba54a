"""Where the money went, asked by keyboard from the household's book."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from seen_on_page import buttons, open_page, settle, shown

from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.budget import BudgetPage
from dpmanager.ui.pages.spending_report import SpendingReportPage
from dpmanager.ui.widgets.chart import Chart
from dpmanager.ui.widgets.pdf_pages import read_pages


class Asking:
    """Somebody who asks on the page."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk, self.qtbot = desk, qtbot
        self.page = SpendingReportPage(desk)
        open_page(self.page, qtbot)

    def choose(self, field: str, text: str) -> None:
        (box,) = getattr(self.page, field).controls()
        box.setFocus()
        self.qtbot.keyClick(box, Qt.Key.Key_Home)
        for _step in range(box.findText(text)):
            self.qtbot.keyClick(box, Qt.Key.Key_Down)
        assert box.currentText() == text
        settle(self.desk, self.qtbot)

    def press(self, name: str) -> None:
        self.qtbot.keyClick(buttons(self.page)[name], Qt.Key.Key_Space)
        settle(self.desk, self.qtbot)

    def type_days(self, start: date, end: date) -> None:
        for field, day in ((self.page.start, start), (self.page.end, end)):
            for edit, text in zip(
                field.controls(), (str(day.day), str(day.month), str(day.year)), strict=True
            ):
                edit.setFocus()
                self.qtbot.keyClick(edit, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
                self.qtbot.keyClicks(edit, text)
        self.press("Show these days")

    def chart(self) -> Chart:
        (one,) = (each for each in self.page.findChildren(Chart) if each.isVisibleTo(self.page))
        return one

    def lines(self) -> list[tuple[str, str]]:
        return [(bar.label, f"{bar.used:.2f}") for bar in self.chart().bars.bars]

    def sums(self) -> list[str]:
        return shown(self.page.sums)


@pytest.fixture
def asking(desk: Desk, qtbot: QtBot) -> Asking:
    return Asking(desk, qtbot)


def test_the_year_by_what_the_support_was(asking: Asking) -> None:
    # The same figures as on the page Budget.
    assert asking.sums()[:2] == [
        "£14,202.64 was spent from 2 April 2026 to 5 October 2026.",
        "£34,504.29 was agreed for 2 April 2026 to 1 April 2027.",
    ]
    assert asking.lines() == [
        ("Personal care", "12625.34"),
        ("Day opportunities", "1247.86"),
        ("Running costs (insurance, payroll, training)", "145.45"),
        ("Equipment", "183.99"),
    ]
    asking.press("See this as a table: Spending by what the support was")
    model = asking.chart().table.model()
    assert [str(model.index(0, column).data()) for column in range(model.columnCount())] == [
        "Personal care",
        "£31,734.67",
        "£12,625.34",
        "£19,109.33",
    ]


def test_each_way_to_divide_it_adds_up_to_the_same(asking: Asking) -> None:
    for text in ("Who it was for or paid to", "The outcome in the plan", "What was paid"):
        asking.choose("by", text)
        lines = asking.lines()
        assert sum(round(float(amount) * 100) for _name, amount in lines) == 1_420_264
    asking.choose("by", "The month")
    assert [name for name, _amount in asking.lines()] == [
        "April 2026",
        "May 2026",
        "June 2026",
        "July 2026",
        "August 2026",
        "September 2026",
        "October 2026",
    ]
    assert " of £14,202.64" in asking.chart().bars.accessibleDescription()


def test_how_it_follows_from_the_accounts(asking: Asking) -> None:
    asking.press("How was this worked out? What was spent")
    said = asking.sums()
    assert "All that went out of your accounts" in said
    assert said[-1] == "£14,202.64"


def test_days_of_ones_own(asking: Asking) -> None:
    asking.choose("days", "Other days")
    assert not asking.page.own.isHidden()
    asking.type_days(date(2026, 8, 1), date(2026, 7, 1))
    assert asking.page.own.summary.isVisible()
    assert "ends before it starts" in asking.page.end.error.text()
    asking.type_days(date(2026, 8, 1), date(2026, 8, 31))
    assert asking.page.own.summary.isHidden()
    assert asking.sums()[0].endswith("was spent from 1 August 2026 to 31 August 2026.")
    asking.type_days(date(2025, 8, 1), date(2025, 8, 31))
    assert asking.sums()[0] == "£0.00 was spent from 1 August 2025 to 31 August 2025."
    assert "Nothing was spent on these days." in shown(asking.page.bars)
    asking.choose("days", "The last quarter")
    assert asking.page.own.isHidden()
    assert asking.sums()[0].endswith("was spent from 2 July 2026 to 1 October 2026.")


def test_it_is_seen_on_paper_and_saved(
    asking: Asking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []
    asking.page.go.connect(lambda place, what: opened.append((place, what)))
    for name in ("See it on paper", "See it in large print"):
        asking.press(name)
        (place, what) = opened.pop()
        assert (place, what["back"]) == ("preview", "spending_report")
        pages = read_pages(what["pdf"])
        assert "£14,202.64 was spent" in pages[0].text
    path = tmp_path / "spent.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(path), ""))
    asking.press("Save as an Excel file")
    assert load_workbook(path).sheetnames[0] == "Summary"


def test_a_folder_that_is_gone_is_said(
    asking: Asking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "gone" / "spent.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(path), ""))
    asking.press("Save as an Excel file")
    assert any("Choose another folder" in text for text in shown(asking.page.problem))


def test_budget_leads_here(desk: Desk, qtbot: QtBot) -> None:
    page: QWidget = BudgetPage(desk)
    open_page(page, qtbot)  # type: ignore[arg-type]
    opened = []
    page.go.connect(lambda place, _what: opened.append(place))  # type: ignore[attr-defined]
    qtbot.keyClick(buttons(page)["Where the money went"], Qt.Key.Key_Space)
    assert opened == ["spending_report"]
