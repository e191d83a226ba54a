"""The budget page: the household's money, checked by hand."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from seen_on_page import buttons, open_page, settle, shown
from sqlalchemy import select

from dpmanager.records import models
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.budget import BudgetPage


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> BudgetPage:
    return open_budget(desk, qtbot)


def open_budget(desk: Desk, qtbot: QtBot) -> BudgetPage:
    made = BudgetPage(desk)
    open_page(made, qtbot)
    return made


def test_the_year_in_words(page: BudgetPage) -> None:
    # Agreed: 660.00 x 365 / 7 = 34,414.29, and 90.00 for insurance.
    # Spent: 11,377.02 wages + 1,248.32 HMRC, 1,233.36 + 14.50 for the days out, 145.45 running
    # costs, 183.99 equipment. Owed: 286.27 wages, 260.23 HMRC, 466.60 hours.
    assert page.subtitle.text() == (
        "Northshire County Council agreed £660.00 a week for 37 hours, from 2 April 2026."
    )
    assert shown(page.sums) == [
        "You have spent £14,202.64 of £34,504.29 agreed for 2 April 2026 to 1 April 2027.",
        "£1,013.10 more is owed already: wages, tax, and hours not paid yet.",
        "Together that is 44% of the money. 51% of the time has gone: the money goes slower than "
        "the time.",
        "If it goes on like this, about £4,800 will be left on 1 April 2027.",
        "Running costs (insurance, payroll, training): £55.45 more than was agreed.",
        "Equipment: £183.99, and nothing was agreed for it.",
    ]


def test_the_bars_and_their_table_say_the_same(page: BudgetPage, qtbot: QtBot) -> None:
    switch = page.chart.switch
    switch.setFocus()
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert page.chart.table.isVisible()
    model = page.chart.table.model()
    table = [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
    assert table == [
        ["Personal care", "£31,734.67", "£12,625.34", "£1,013.10", "£18,096.23"],
        ["Day opportunities", "£2,679.62", "£1,247.86", "£0.00", "£1,431.76"],
        ["Running costs (insurance, payroll, training)", "£90.00", "£145.45", "£0.00", "-£55.45"],
        ["Equipment", "£0.00", "£183.99", "£0.00", "-£183.99"],
    ]
    for row, bar in zip(table, page.chart.bars.bars, strict=True):
        assert bar.label == row[0]
        assert f"£{bar.used:,.2f}" == row[2]
    assert "Equipment: £183.99, nothing agreed." in page.chart.bars.accessibleDescription()
    assert "£31,734.67, and £1,013.10 still to pay." in page.chart.bars.accessibleDescription()


def test_other_days_are_chosen_by_key(page: BudgetPage, desk: Desk, qtbot: QtBot) -> None:
    box = page.range.box
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    settle(desk, qtbot)
    words = shown(page.sums)
    # 7 July to 5 October: 5,655.31 + 773.35 + 616.68 + 14.50 + 55.45 + 119.00; 13 x 660.00 + 22.44.
    assert words[0] == (
        "You have spent £7,234.29 of £8,602.44 agreed for 7 July 2026 to 5 October 2026."
    )
    assert not any("time has gone" in sentence for sentence in words)


def test_how_it_was_worked_out(page: BudgetPage, qtbot: QtBot) -> None:
    opener = buttons(page)["How was this worked out? The budget"]
    qtbot.keyClick(opener, Qt.Key.Key_Space)
    assert "£660.00 x 365 ÷ 7 = £34,414.29" in shown(page.sums)


def test_the_letter_is_asked_for_what_is_not_known(desk: Desk, qtbot: QtBot) -> None:
    with desk.book.task("Forget", who=desk.who, at=desk.now()) as session:
        session.scalars(select(models.Agreement)).one().surplus_weeks = None
    page = open_budget(desk, qtbot)
    assert page.letter.isVisible()
    assert page.weeks.isVisible()
    assert page.days.isHidden()
    save = buttons(page)["Save what it says"]
    qtbot.keyClick(save, Qt.Key.Key_Space)
    assert "Write what your letter says." in page.form.summary.accessibleName()
    qtbot.keyClicks(page.weeks.edit, "lots")
    qtbot.keyClick(save, Qt.Key.Key_Space)
    assert page.form.summary.isVisible()
    assert page.weeks.edit.text() == "lots"
    page.weeks.edit.selectAll()
    qtbot.keyClicks(page.weeks.edit, "8")
    qtbot.keyClick(save, Qt.Key.Key_Space)
    settle(desk, qtbot)
    with desk.book.reading() as session:
        assert session.scalars(select(models.Agreement)).one().surplus_weeks == Decimal(8)
    assert page.letter.isHidden()


def test_a_new_book_has_a_budget_and_nothing_spent(empty_desk: Desk, qtbot: QtBot) -> None:
    page = open_budget(empty_desk, qtbot)
    # 379.40 x 365 / 7 = 19,783.00, and 90.00 for insurance.
    assert shown(page.sums) == [
        "You have spent £0.00 of £19,873.00 agreed for 6 April 2026 to 5 April 2027.",
        "What you spend shows here once you record hours and read in statements.",
    ]
    opened: list[str] = []
    page.go.connect(lambda place, _what: opened.append(place))
    for name in ("Record hours", "Read in a statement"):
        qtbot.keyClick(buttons(page)[name], Qt.Key.Key_Space)
    assert opened == ["hours", "money"]


def test_home_leads_to_what_the_letter_says(desk: Desk, qtbot: QtBot) -> None:
    with desk.book.task("Forget", who=desk.who, at=desk.now()) as session:
        session.scalars(select(models.Agreement)).one().return_days = None
    page = open_budget(desk, qtbot)
    page.open_with(ask="letter")
    page.refresh()
    settle(desk, qtbot)
    assert page.window().focusWidget() is page.days.edit
    qtbot.keyClicks(page.days.edit, "27.5")
    qtbot.keyClick(buttons(page)["Save what it says"], Qt.Key.Key_Space)
    assert page.days.error.text() == "The days must be a whole number."
