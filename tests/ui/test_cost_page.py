"""What would it cost? Asked by keyboard, from a book that was just set up from the example."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from seen_on_page import buttons, open_page, settle, shown

from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.budget import BudgetPage
from dpmanager.ui.pages.cost import CostPage
from dpmanager.ui.widgets.announce import ANNOUNCER
from dpmanager.ui.widgets.pdf_pages import read_pages
from dpmanager.ui.widgets.table import DataTable


class Asking:
    """Somebody who asks on the page."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk, self.qtbot = desk, qtbot
        self.page = CostPage(desk)
        open_page(self.page, qtbot)

    def field(self, name: str) -> QWidget:
        field = self.page.form.fields[name]
        assert not field.isHidden(), name
        return field

    def type(self, **figures: str) -> None:
        """Types over what stands in fields; Enter only with the last."""
        for name, text in figures.items():
            (edit,) = self.field(name).controls()
            edit.setFocus()
            edit.selectAll()
            self.qtbot.keyClick(edit, Qt.Key.Key_Delete)
            self.qtbot.keyClicks(edit, text)
        self.qtbot.keyClick(edit, Qt.Key.Key_Return)
        settle(self.desk, self.qtbot)

    def choose(self, name: str, text: str) -> None:
        """Goes down the list to a choice."""
        (box,) = self.field(name).controls()
        box.setFocus()
        self.qtbot.keyClick(box, Qt.Key.Key_Home)
        for _step in range(box.findText(text)):
            self.qtbot.keyClick(box, Qt.Key.Key_Down)
        assert box.currentText() == text
        settle(self.desk, self.qtbot)

    def press(self, name: str) -> None:
        self.qtbot.keyClick(buttons(self.page)[name], Qt.Key.Key_Space)
        settle(self.desk, self.qtbot)

    def answer(self) -> list[str]:
        assert not self.page.sums.isHidden()
        return shown(self.page.sums)

    def others(self) -> list[list[str]]:
        (table,) = (
            one for one in self.page.others.findChildren(DataTable) if one.isVisibleTo(self.page)
        )
        model = table.model()
        return [
            [str(model.index(row, column).data()) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]


@pytest.fixture
def asking(empty_desk: Desk, qtbot: QtBot) -> Asking:
    return Asking(empty_desk, qtbot)


def test_it_begins_with_the_records_and_answers_at_once(asking: Asking) -> None:
    # 52 x 20 x 13.20 = 13,728.00; 5.6 x 20 x 13.20 x 52 / 46.4 = 1,656.83;
    # 3% of (13,728.00 - 6,240) = 224.64; insurance 90.00
    assert asking.answer()[:3] == [
        "20 hours a week at £13.20 an hour cost £15,699.47 a year. That is £301.91 a week.",
        # 10,000 / (52 x 13.20) = 14.568..; 3% of (10,000 - 6,240)
        "Pension: above 14.56 hours a week at this pay, you must pay into one. "
        "At that point a year costs £112.80 more at once.",
        "With everything, an hour of support costs £15.10.",  # 15,699.47 / (52 x 20)
    ]
    figures = asking.answer()
    for label, year, week in (
        ("Wages, holiday included", "£13,728.00", "£264.00"),
        ("Cover while assistants are on holiday", "£1,656.83", "£31.86"),
        ("Employer's National Insurance, after the allowance", "£0.00", "£0.00"),
        ("Employer's pension contributions", "£224.64", "£4.32"),
        ("Fixed costs, such as insurance and payroll", "£90.00", "£1.73"),
        ("Together", "£15,699.47", "£301.91"),
    ):
        place = figures.index(label)
        assert figures[place + 1 : place + 3] == [year, week]
    assert "tax year 2026-27" in asking.page.subtitle.text()


def test_how_many_hours_the_money_pays_for(asking: Asking) -> None:
    asking.choose("question", "How many hours can I afford?")
    assert asking.page.form.fields["hours"].isHidden()
    assert asking.page.form.fields["money"].edit.text() == "381.13"  # 379.40 + 90.00 / 52
    asking.type(money="300", rate="12.71", fixed_costs="350")
    assert asking.answer()[0] == "£300.00 a week pays for 20.25 hours a week at £12.71 an hour."
    asking.choose("cover", "Nobody")
    assert asking.answer()[0] == "£300.00 a week pays for 22.5 hours a week at £12.71 an hour."
    assert "Nobody gives the support in the 5.6 weeks of holiday." in asking.answer()
    asking.choose("cover", "Another assistant")
    asking.type(money="500")
    assert asking.answer()[0] == "£500.00 a week pays for 33.75 hours a week at £12.71 an hour."


def test_what_other_choices_give(asking: Asking) -> None:
    asking.choose("question", "How many hours can I afford?")
    asking.type(money="300", rate="12.71", fixed_costs="350")
    assert asking.others() == [
        ["Employment Allowance claimed", "20.25", "Your choice"],
        ["Employment Allowance not claimed", "18.75", "1.50 less"],
        ["Another assistant covers holidays", "20.25", "Your choice"],
        ["Nobody covers holidays", "22.50", "2.25 more"],
        ["1 assistant", "20.25", "Your choice"],
        ["2 assistants", "20.50", "0.25 more"],
        ["3 assistants", "20.50", "0.25 more"],
    ]


def test_the_most_that_an_hour_can_be_paid(asking: Asking) -> None:
    asking.choose("question", "What can I pay an hour?")
    assert asking.page.form.fields["rate"].isHidden()
    asking.type(money="300", hours="20", fixed_costs="350")
    assert asking.answer()[0] == ("For 20 hours a week, £300.00 a week pays up to £12.89 an hour.")
    assert "£15,600.00" in asking.answer()[1]
    assert "is left over." in asking.answer()[1]


def test_money_that_does_not_pay_for_the_fixed_costs(asking: Asking) -> None:
    asking.choose("question", "How many hours can I afford?")
    asking.type(money="5", fixed_costs="350")
    assert asking.answer()[:2] == [
        "£5.00 a week does not pay for any hours at £13.20 an hour.",
        "A year costs £350.00. The money for a year is £260.00, so £90.00 is missing.",
    ]
    asking.choose("question", "What can I pay an hour?")
    assert asking.answer()[0] == "£5.00 a week does not pay for 20 hours a week."


def test_an_agency_asks_for_its_price(asking: Asking) -> None:
    assert asking.page.form.fields["agency_rate"].isHidden()
    asking.choose("cover", "An agency")
    assert asking.page.sums.isHidden()
    asking.press("Work it out")
    assert asking.field("agency_rate").error.text() == "Type what the agency takes for an hour."
    asking.type(rate="12.71", agency_rate="24.69")
    figures = asking.answer()
    # 5.6 x 20 x 24.69
    assert figures[figures.index("Cover while assistants are on holiday") + 1] == "£2,765.28"
    assert ["An agency covers holidays", "Your choice"] in [row[::2] for row in asking.others()]
    assert asking.page.form.summary.isHidden()


def test_the_allowance_and_the_pension_are_choices(asking: Asking, qtbot: QtBot) -> None:
    asking.type(rate="12.71", fixed_costs="350")
    qtbot.keyClick(asking.page.form.fields["allowance"].box, Qt.Key.Key_Space)
    settle(asking.desk, qtbot)
    assert "£16,605.84 a year" in asking.answer()[0]
    asking.choose("pension", "None of them")
    # 13,218.40 + 1,595.32 + 1,232.76 + 350.00
    assert "£16,396.48 a year" in asking.answer()[0]
    assert not any(sentence.startswith("Pension:") for sentence in asking.answer())


def test_several_assistants_share_the_step_of_the_pension(asking: Asking) -> None:
    asking.type(rate="12.71", assistants="2")
    # 2 x 10,000 / (52 x 12.71) = 30.26; 2 x 112.80
    assert asking.answer()[1] == (
        "Pension: above 30.26 hours a week at this pay, shared by 2, you must pay into one for "
        "each. At that point a year costs £225.60 more at once."
    )


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("rate", "", "Type the pay for an hour."),
        ("rate", "0", "Pay for an hour must be more than nothing, and at most £500.00."),
        ("rate", "1271", "Pay for an hour must be more than nothing, and at most £500.00."),
        ("hours", "", "Type the hours of a week."),
        ("hours", "twenty", "“twenty” is not a number of hours: type it like 20 or 20.25."),
        ("hours", "-3", "“-3” is not a number of hours: type it like 20 or 20.25."),
        ("hours", "169", "A week has only 168 hours for one assistant."),
        ("assistants", "1.5", "The number of assistants must be a whole number from 1 to 50."),
        ("assistants", "0", "The number of assistants must be a whole number from 1 to 50."),
        ("fixed_costs", "-1", "Fixed costs in a year must not be below nothing."),
        ("reserve", "", "Type what is set aside in a year, or 0."),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    asking: Asking, name: str, typed: str, said: str
) -> None:
    asking.type(**{name: typed})
    field = asking.field(name)
    assert field.error.text() == said
    assert said in asking.page.form.summary.accessibleName()
    assert asking.page.window().focusWidget() is asking.page.form.summary
    assert field.edit.text() == typed
    assert asking.page.sums.isHidden()
    asking.type(**{name: "2"})
    assert asking.page.form.summary.isHidden()
    assert field.error.isHidden()
    assert asking.answer()


def test_nothing_is_said_to_be_wrong_while_one_is_typing(asking: Asking, qtbot: QtBot) -> None:
    edit = asking.field("rate").edit
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, "lots")
    asking.field("hours").edit.setFocus()
    settle(asking.desk, qtbot)
    assert asking.page.form.summary.isHidden()
    assert asking.page.sums.isHidden()
    assert asking.page.window().focusWidget() is asking.field("hours").edit


def test_the_answer_is_spoken_when_it_is_asked_for(asking: Asking, qtbot: QtBot) -> None:
    spoken: list[str] = []
    ANNOUNCER.said.connect(spoken.append)
    asking.choose("cover", "Nobody")
    assert spoken == []
    asking.press("Work it out")
    assert spoken == asking.answer()[:1]


def test_the_answer_comes_into_sight(asking: Asking, qtbot: QtBot) -> None:
    asking.page.resize(1000, 500)
    asking.page.verticalScrollBar().setValue(0)
    settle(asking.desk, qtbot)
    assert asking.page.headline.visibleRegion().isEmpty()
    asking.press("Work it out")
    qtbot.waitUntil(lambda: not asking.page.headline.visibleRegion().isEmpty())


def test_how_it_was_worked_out(asking: Asking, qtbot: QtBot) -> None:
    asking.press("How was this worked out? Employer's pension contributions, the cost of a year")
    assert "(13,728.00 - 6,240) x 3% x 1 = 224.64" in asking.answer()
    asking.press("How was this worked out? Together, the cost of a year")
    assert any(sentence.endswith("= 15,699.47") for sentence in asking.answer())
    asking.press("Work it out")  # nothing has changed, so what is open stays open
    assert any(sentence.endswith("= 15,699.47") for sentence in asking.answer())


def test_the_chart_and_its_table_say_the_same(asking: Asking) -> None:
    asking.press("See this as a table: Cost of a year by what it is for")
    model = asking.page.chart.table.model()
    assert [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ] == [
        ["Wages, holiday included", "£13,728.00"],
        ["Cover while assistants are on holiday", "£1,656.83"],
        ["Employer's pension contributions", "£224.64"],
        ["Fixed costs, such as insurance and payroll", "£90.00"],
    ]
    assert "£224.64 of £15,699.47." in asking.page.chart.bars.accessibleDescription()


def test_what_was_typed_stays_until_the_records_are_asked_again(asking: Asking) -> None:
    asking.type(rate="15")
    asking.page.refresh()
    settle(asking.desk, asking.qtbot)
    assert asking.field("rate").edit.text() == "15"
    asking.press("Fill in from my records again")
    assert asking.field("rate").edit.text() == "13.20"
    assert "at £13.20 an hour" in asking.answer()[0]


def test_the_way_there_and_back(empty_desk: Desk, qtbot: QtBot) -> None:
    budget = BudgetPage(empty_desk)
    open_page(budget, qtbot)
    opened: list[str] = []
    budget.go.connect(lambda place, _what: opened.append(place))
    qtbot.keyClick(buttons(budget)["What would it cost?"], Qt.Key.Key_Space)
    page = CostPage(empty_desk)
    open_page(page, qtbot)
    page.go.connect(lambda place, _what: opened.append(place))
    qtbot.keyClick(buttons(page)["Back to Budget"], Qt.Key.Key_Space)
    assert opened == ["cost", "budget"]
    page.take_focus()
    assert page.window().focusWidget() is page.form.fields["question"].controls()[0]


@pytest.mark.parametrize(
    ("name", "file_name"),
    [
        ("See it on paper", "Cost estimate.pdf"),
        ("See it in large print", "Cost estimate, large print.pdf"),
    ],
)
def test_the_answer_on_paper(asking: Asking, name: str, file_name: str) -> None:
    opened: list[tuple[str, dict[str, Any]]] = []
    asking.page.go.connect(lambda place, what: opened.append((place, what)))
    asking.choose("question", "How many hours can I afford?")
    asking.type(money="300", rate="12.71", fixed_costs="350")
    asking.press(name)
    ((place, what),) = opened
    assert (place, what["file_name"], what["back"]) == ("preview", file_name, "cost")
    text = " ".join(" ".join(page.text for page in read_pages(what["pdf"])).split())
    for said in (
        "£300.00 a week pays for 20.25 hours a week at £12.71 an hour.",
        "Who covers holidays? Another assistant",
        "Nobody covers holidays 22.50 2.25 more",
        "12.71",
    ):
        assert said in text, said
