"""The forecast and the what-if, by keyboard, in the window of the household."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from keys import Keys, a_window
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from seen_on_page import buttons, open_page, shown
from small_book import tables

from dpmanager.tasks.book import made_up_household as household
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.forecast import ForecastPage
from dpmanager.ui.widgets.announce import ANNOUNCER
from dpmanager.ui.widgets.line_chart import BalanceLines
from dpmanager.ui.widgets.pdf_pages import read_pages
from dpmanager.ui.widgets.table import DataTable


@pytest.fixture
def keys(desk: Desk, qtbot: QtBot) -> Iterator[Keys]:
    with a_window(desk, qtbot) as window:
        yield Keys(window, qtbot)


def rows(keys: Keys) -> list[list[str]]:
    """The table that is shown."""
    (table,) = (one for one in keys.page.findChildren(DataTable) if one.isVisibleTo(keys.page))
    model = table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_from_budget_to_the_forecast_and_its_table(keys: Keys) -> None:
    keys.open_place("budget")
    keys.press("How your money goes on")
    assert keys.page.place == "forecast"
    keys.says("left on 1 April 2027", "The council lets 8 weeks stay.", "is owed already")
    keys.says("Wages of Ravi Patel", "Tax and National Insurance to HMRC", "At best")
    (lines,) = keys.page.findChildren(BalanceLines)
    assert lines.accessibleDescription().startswith("From £5,487.76 on 5 October 2026 to £")
    keys.press("See this as a table")
    table = rows(keys)
    assert ["5 Oct 2026", *["£5,487.76"] * 3] in table
    assert (table[0][0], table[-1][0]) == ("6 Jul 2026", "1 Apr 2027")


def test_twelve_months_and_how_it_was_worked_out(keys: Keys) -> None:
    keys.open_place("forecast")
    focus = QApplication.focusWidget()
    assert focus is not None and focus.accessibleName() == "Up to when?"
    keys.choose("Up to when?", "Twelve months from today")
    keys.settle()
    keys.says("left on 5 October 2027")
    keys.press("How was this worked out? The forecast")
    keys.says("Balance on 5 October 2027: what there is, what comes in, what goes out")


def test_on_paper_and_for_excel(
    keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "mine.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(file), ""))
    spoken: list[str] = []
    ANNOUNCER.said.connect(spoken.append)
    keys.open_place("forecast")
    keys.press("Save it for Excel")
    assert load_workbook(file).worksheets[0]["A1"].value == "Day"
    assert spoken[-1] == "Saved as mine.xlsx."
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "no" / "mine.xlsx"), "")
    )
    keys.press("Save it for Excel")
    keys.says("mine.xlsx could not be saved there")
    opened: list[tuple[str, dict[str, Any]]] = []
    keys.page.go.connect(lambda place, what: opened.append((place, what)))
    keys.press("See it in large print")
    ((place, what),) = opened
    assert (place, what["file_name"]) == ("preview", "Forecast, large print.pdf")
    assert "1 April 2027" in read_pages(what["pdf"])[0].text


def test_an_account_without_hours_says_what_is_not_known(empty_desk: Desk, qtbot: QtBot) -> None:
    page = ForecastPage(empty_desk)
    open_page(page, qtbot)
    assert any("Nothing is known of the hours of" in text for text in shown(page))
    assert "What if?" in buttons(page)


def test_what_if_a_pay_rise(keys: Keys) -> None:
    before = tables(keys.desk.book)
    keys.open_place("forecast")
    keys.press("What if?")
    assert keys.page.place == "what_if"
    keys.fill("How much more an hour?", "1.00")
    keys.press("Work it out")
    keys.says("This costs you £", "by 1 April 2027.")
    as_it_is = rows(keys)
    assert [row[0] for row in as_it_is] == [
        "Money in",
        "Money out",
        "Balance at the end",
        "Owed at the end",
        "Left at the end",
        "More than may stay",
        "Weeks' money left",
        "First day below nothing",
    ]
    assert as_it_is[0][3] == "£0.00"
    assert as_it_is[4][3].startswith("-£")
    assert tables(keys.desk.book) == before


def test_what_if_somebody_leaves_and_another_covers(keys: Keys) -> None:
    keys.open_place("what_if")
    keys.choose("What would be different?", "Somebody leaves")
    keys.choose("Who?", household.AMINA)
    keys.fill_date("What is the last day of work?", date(2026, 12, 31))
    keys.choose("Who ends the job?", "You end it")
    keys.choose("Who does the hours then?", household.RAVI)
    keys.press("Work it out")
    keys.says("The notice that the law asks of you, given today, ends on", "Redundancy pay")


def test_what_if_the_minimum_wage_rises_with_the_last_rise_as_a_hint(keys: Keys) -> None:
    keys.open_place("what_if", span="twelve_months")
    keys.choose("What would be different?", "The new minimum wage in April")
    keys.says(
        "From 1 April 2027. It is not known here yet.", "The last rise was from £12.21 to £12.71."
    )
    keys.press("Work it out")
    keys.says("Write the new minimum wage for an hour.")
    keys.fill("What is the new minimum wage", "15.00")
    keys.press("Work it out")
    keys.says("This costs you £", "by 5 October 2027.")


def test_faults_stand_beside_their_fields(keys: Keys) -> None:
    keys.open_place("what_if")
    keys.choose("What would be different?", "Something is bought once")
    keys.press("Work it out")
    keys.says("There is a problem", "Write what it is.", "Write how much it is.")
    keys.fill("What is it?", "A chair")
    keys.fill("How much is it?", "99")
    keys.fill_date("When is it paid?", date(2029, 1, 1))
    keys.press("Work it out")
    keys.says("The forecast ends on 1 April 2027. Choose an earlier day.")
    keys.fill_date("When is it paid?", date(2026, 11, 1))
    keys.press("Work it out")
    keys.says("This costs you £99.00 by 1 April 2027.")
