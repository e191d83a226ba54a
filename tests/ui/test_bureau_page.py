"""A payslip from the payroll bureau, entered on the Pay page.

Ravi's week from 28 September to 4 October 2026: 12 hours at 13.20 are 158.40, with 16.80 of tax
given back; below 242 there is no National Insurance. His employer's is (158.40 - 96) x 15% = 9.36.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from seen_on_page import buttons, settle, shown
from sqlalchemy import select

from dpmanager.records import models
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.book.made_up_household import RAVI
from dpmanager.tasks.hours.record_shifts import approve_timesheet
from dpmanager.ui.desk import Desk
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.pages.pay import PayPage
from dpmanager.ui.widgets.announce import ANNOUNCER
from dpmanager.ui.widgets.table import DataTable

MONDAY = date(2026, 9, 28)
ENTER = "Enter the payslip: Approved Ravi Patel, 28 September to 4 October 2026: 12 hours"
AS_HERE = {"gross_pay": "158.40", "income_tax": "-16.80", "employee_ni": "0", "paid": "175.20"}


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    desk.remembered.place = "pay"
    with desk.book.task("A bureau", who=desk.who, at=desk.now()) as session:
        ravi = session.scalar(select(models.Worker).where(models.Worker.name == RAVI))
        assert ravi is not None
        ravi.payroll_by = "bureau"
    approve_timesheet(desk.book, RAVI, MONDAY, who=desk.who, at=desk.now())
    made = MainWindow(desk, "Margaret's direct payment")
    qtbot.addWidget(made, before_close_func=lambda _window: desk.wait())
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    settle(desk, qtbot)
    yield made


@pytest.fixture
def page(window: MainWindow, desk: Desk, qtbot: QtBot) -> PayPage:
    """The form, opened."""
    made = window.current_page()
    assert isinstance(made, PayPage)
    buttons(made)[ENTER].click()
    settle(desk, qtbot)
    return made


def fill(page: PayPage, figures: dict[str, str]) -> None:
    for name, text in figures.items():
        field = page.bureau.form.fields[name]
        field.controls()[0].setText(text)  # type: ignore[attr-defined]


def press(page: PayPage, name: str, qtbot: QtBot) -> None:
    buttons(page)[name].click()
    for _turn in range(3):
        settle(page.desk, qtbot)


def rows(table: DataTable) -> list[list[str]]:
    model = table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def newest(desk: Desk) -> models.Payslip:
    with desk.book.reading() as session:
        found = session.scalars(select(models.Payslip).order_by(models.Payslip.id.desc())).first()
        assert found is not None
        return found


def test_what_waits_for_the_bureau_is_listed_apart(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    page = window.current_page()
    assert isinstance(page, PayPage)
    assert page.subtitle.text().endswith("1 payslip from your payroll bureau waits to be entered.")
    assert "Pay day is Friday 9 October 2026." in shown(page.all.bureau)
    assert not page.all.running.isVisible()
    enter = buttons(page)[ENTER]
    enter.setFocus()
    qtbot.keyClick(enter, Qt.Key.Key_Space)
    settle(desk, qtbot)
    assert page.title.text() == "Enter the payslip of Ravi Patel"
    assert page.subtitle.text() == (
        "28 September to 4 October 2026. Pay day is Friday 9 October 2026."
    )


def test_our_own_figures_stand_beside_the_fields(page: PayPage) -> None:
    hints = {name: field.hint.text() for name, field in page.bureau.form.fields.items()}
    assert hints["gross_pay"] == "By the rules here: £158.40"
    assert hints["income_tax"] == "By the rules here: -£16.80. A refund has a minus before it."
    assert hints["employer_ni"] == "By the rules here: £9.36. Empty means this amount."


def test_figures_that_agree_are_saved(page: PayPage, desk: Desk, qtbot: QtBot) -> None:
    said: list[str] = []
    ANNOUNCER.said.connect(said.append)
    fill(page, AS_HERE | {"employer_ni": "9.36"})
    page.bureau.form.entered.emit()  # Enter in a field
    settle(desk, qtbot)
    (table,) = page.bureau.findChildren(DataTable)
    assert {row[3] for row in rows(table)} == {"the same"}
    assert "Every figure is the same as by the rules here." in said
    assert QApplication.focusWidget() is table
    press(page, "Save this payslip", qtbot)
    ANNOUNCER.said.disconnect(said.append)

    slip = newest(desk)
    assert (slip.made_by, str(slip.net_pay)) == ("bureau", "175.20")
    assert "The payslip of Ravi Patel is saved." in said
    assert page.one.isVisible() and page.title.text() == "Payslip of Ravi Patel"
    assert "Your payroll bureau" in shown(page.one.details)
    assert check_book(desk.book) == []


def test_what_differs_is_said_in_words_and_can_be_saved(
    page: PayPage, desk: Desk, qtbot: QtBot
) -> None:
    fill(page, AS_HERE | {"income_tax": "-10.00", "paid": "168.40", "employer_ni": "9.36"})
    press(page, "Compare", qtbot)
    (table,) = page.bureau.findChildren(DataTable)
    assert rows(table)[1] == [
        "Income tax",
        "-£16.80",
        "-£10.00",
        "the payslip has £6.80 more",
    ]
    assert rows(table)[3][3] == "the payslip has £6.80 less"
    assert "2 figures differ from the rules here." in shown(page.bureau)
    assert "How was this worked out? Income tax" in buttons(page)
    press(page, "Save this payslip", qtbot)
    assert str(newest(desk).income_tax) == "-10.00"
    assert check_book(desk.book) == []


def test_figures_that_do_not_add_up_cannot_be_saved(
    page: PayPage, desk: Desk, qtbot: QtBot
) -> None:
    before = newest(desk).id
    fill(page, AS_HERE | {"paid": "170.00"})
    press(page, "Compare", qtbot)
    assert "leaves £175.20 when all is taken off. The net pay says £170.00." in (
        page.bureau.form.summary.accessibleName()
    )
    assert "Save this payslip" not in buttons(page)
    assert newest(desk).id == before


def test_what_is_missing_is_said(page: PayPage, desk: Desk, qtbot: QtBot) -> None:
    fill(page, {"gross_pay": "158.40"})
    press(page, "Compare", qtbot)
    said = page.bureau.form.summary.accessibleName()
    assert "Income tax: type the amount" in said and "Net pay, paid to the worker: type" in said
    assert page.bureau.findChildren(DataTable) == []


def test_what_was_typed_since_is_compared_again(page: PayPage, desk: Desk, qtbot: QtBot) -> None:
    before = newest(desk).id
    fill(page, AS_HERE)
    press(page, "Compare", qtbot)
    fill(page, {"income_tax": "-10.00", "paid": "168.40"})
    press(page, "Save this payslip", qtbot)
    assert newest(desk).id == before
    press(page, "Save this payslip", qtbot)
    slip = newest(desk)
    assert (str(slip.net_pay), str(slip.employer_ni)) == ("168.40", "9.36")  # ours, left empty


def test_the_paper_is_kept_with_it(page: PayPage, desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    paper = tmp_path / "from the bureau.pdf"
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(paper)
    page.bureau.add_file(paper)
    assert page.bureau.file_words.text() == "from the bureau.pdf is kept with the payslip."
    fill(page, AS_HERE)
    press(page, "Compare", qtbot)
    press(page, "Save this payslip", qtbot)
    with desk.book.reading() as session:
        proof = session.get_one(models.Proof, newest(desk).proof_id)
        assert proof.title.startswith("Payslip of Ravi Patel from the payroll bureau")


def test_going_back_and_undo(window: MainWindow, page: PayPage, desk: Desk, qtbot: QtBot) -> None:
    press(page, "Back to all pay", qtbot)
    assert page.all.isVisible() and page.title.text() == "Pay"
    before = newest(desk).id
    press(page, ENTER, qtbot)
    fill(page, AS_HERE)
    press(page, "Compare", qtbot)
    press(page, "Save this payslip", qtbot)
    window.undo()
    for _turn in range(3):
        settle(desk, qtbot)
    assert newest(desk).id == before
    assert page.all.isVisible() and ENTER in buttons(page)


def test_the_hours_are_saved_for_the_bureau(
    window: MainWindow,
    desk: Desk,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "hours.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(path), ""))
    page = window.current_page()
    assert isinstance(page, PayPage)
    press(page, "Save the hours for the bureau", qtbot)
    heading, row = path.read_text("utf-8-sig").splitlines()
    assert heading.startswith("Payroll number,Name,First day")
    assert f",{RAVI},2026-09-28,2026-10-04," in row
