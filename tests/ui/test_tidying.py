"""Widgets are taken apart in their time: on the window's thread, and nothing holds on to them."""

import gc
import threading
import weakref

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dpmanager.ui.background import Background
from dpmanager.ui.widgets.page import Sheet
from dpmanager.ui.widgets.summary import Line, Lines


class Ring(QWidget):
    """A widget that holds on to itself, so that only the collector clears it away."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def test_work_beside_the_window_clears_no_widgets_away(qtbot: QtBot) -> None:
    background = Background()
    cleared_on: list[str] = []
    for _number in range(50):
        weakref.finalize(Ring(), lambda: cleared_on.append(threading.current_thread().name))

    def work() -> int:
        return len([[number] for number in range(100_000)])  # enough to make the collector start

    background.look(work, lambda _count: None)
    background.wait()
    assert cleared_on == []
    qtbot.waitUntil(lambda: not background.is_busy())
    gc.collect()
    assert cleared_on == [threading.main_thread().name] * 50


class Replaced(Sheet):
    """Lines that are shown anew again and again."""

    def heading(self) -> str:
        return "Lines"

    def build(self) -> None:
        self.lines = Lines()
        self.column.add(self.lines)


def test_blocks_that_are_replaced_leave_the_memory_whole(qtbot: QtBot) -> None:
    """A page that kept the items of a layout crashed here, some of the time, after 100 rounds."""
    sheet = Replaced()
    qtbot.addWidget(sheet)
    with qtbot.waitExposed(sheet):
        sheet.show()
    for number in range(200):
        sheet.lines.show_lines(
            [Line("What", f"It says {number}", "And more", "Change", sheet.hide)] * 4
        )
        qtbot.wait(1)
    assert sheet.lines.findChildren(QWidget)[-1].accessibleName() == "Change: What It says 199"
