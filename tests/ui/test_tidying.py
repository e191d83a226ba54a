"""Widgets are taken apart on the window's thread alone, whatever work goes on beside it."""

import gc
import threading
import weakref

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dpmanager.ui.background import Background


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
