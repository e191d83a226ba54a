"""The checks find each planted fault, and none in a page made of the blocks."""

from collections.abc import Iterator

import checks
import pytest
from blocks_page import BARS, BlocksPage, FaultyPage
from looking import LOOKS, SMALL_SCREEN, lay_out, none_of, put_on, see_all_of
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from dpmanager.domain.amounts import pounds
from dpmanager.ui.widgets.page import Sheet


def in_a_window(sheet: Sheet) -> QMainWindow:
    QAccessible.setActive(True)
    window = QMainWindow()
    window.setCentralWidget(sheet)
    window.resize(*SMALL_SCREEN)
    window.show()
    lay_out()
    return window


@pytest.fixture(scope="module")
def faulty(qapp: QApplication) -> Iterator[FaultyPage]:
    put_on(("light", 100))
    page = FaultyPage()
    window = in_a_window(page)
    yield page
    window.hide()
    window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


FAULTS = [
    (checks.without_name, "has no name"),
    (checks.with_the_same_name, "2 controls are named “Change”"),
    (checks.name_without_its_words, "“Save” is named “Keep the changes”"),
    (checks.name_without_its_words, "“Payee” does not hold its label “Who was paid”"),
    (checks.label_not_spoken, "the label “2 faults” is read as “Message”"),
    (checks.painted_without_words, "Blot “” is painted"),
    (checks.chart_without_twin, "Bars “Hours” has no table"),
    (checks.tab_faults, "Tab never leaves QTextEdit “Notes”"),
    (checks.same_letter_twice, "2 buttons answer to Alt+A"),
    (checks.small_targets, "“Tiny” is 60 x 20, under 44"),
    (checks.cut_words, "A sentence that is longer"),
    (checks.out_of_its_block, "“Out” at (0, 25"),
    (checks.cut_cells, "the column “Who was paid” of QTableView “Cut” is 30 wide"),
    (checks.faint_words, "“A hint in grey” is drawn at a contrast of 2."),
    (checks.focus_not_seen, "the focus on QFrame “No ring” changes 0 pixels"),
]


@pytest.mark.parametrize(("check", "said"), FAULTS)
def test_a_planted_fault_is_found(faulty: FaultyPage, check: object, said: str) -> None:
    assert callable(check)
    found = check(faulty.column)
    assert any(said in fault for fault in found), found


def test_a_page_that_is_too_wide_is_found(faulty: FaultyPage) -> None:
    faulty.window().resize(900, 720)
    lay_out()
    (fault,) = checks.scrolls_sideways(faulty)
    assert "too wide" in fault


def test_a_window_that_is_too_big_is_found(qapp: QApplication) -> None:
    window = QMainWindow()
    window.setMinimumSize(1400, 600)
    assert checks.too_big(window, *SMALL_SCREEN) == [
        "the window needs 1400 x 600, more than 1280 x 720"
    ]


def test_a_twin_with_other_figures_is_found(qtbot: QtBot) -> None:
    page = BlocksPage()
    qtbot.addWidget(page)
    page.chart.bars.show_bars(BARS[:1])
    page.show()
    assert pounds(BARS[1].used) not in page.chart.bars.accessibleDescription()
    assert len(checks.chart_without_twin(page.column)) == 1


def test_faint_words_of_a_disabled_button_are_found(qtbot: QtBot) -> None:
    put_on(("light", 100))
    page = BlocksPage()
    qtbot.addWidget(page)
    page.off.setStyleSheet("color: #BBBBBB")
    page.show()
    see_all_of(page)
    assert len(checks.faint_words(page.column)) == 1


@pytest.mark.parametrize("look", [*LOOKS, ("light", 200), ("light", 300)])
@pytest.mark.parametrize("wrong", [False, True], ids=["fresh", "with faults"])
def test_the_blocks_have_no_fault(qtbot: QtBot, look: tuple[str, int], wrong: bool) -> None:
    put_on(look)
    page = BlocksPage()
    window = in_a_window(page)
    qtbot.addWidget(window)
    page.working.toggle()
    page.chart.toggle()
    if wrong:
        assert page.form.values() is None
    see_all_of(page)
    none_of(
        checks.without_name(window),
        checks.with_the_same_name(window),
        checks.name_without_its_words(window),
        checks.label_not_spoken(window),
        checks.painted_without_words(window),
        checks.chart_without_twin(window),
        checks.same_letter_twice(window),
        checks.tab_faults(page.column),
        checks.small_targets(window),
        checks.cut_words(window),
        checks.out_of_its_block(window),
        checks.cut_cells(window),
        checks.scrolls_sideways(page),
        checks.too_big(window, *SMALL_SCREEN),
        checks.faint_words(page.column),
        checks.focus_not_seen(page.column),
    )
    put_on(("light", 100))
