"""The main window open at one page, driven by keys, for the tests of Money and Receipts."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot
from seen_on_page import buttons, settle

from dpmanager.ui.desk import Desk
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.widgets.page import Page


def open_window(desk: Desk, qtbot: QtBot, place: str) -> MainWindow:
    """The window at a page, with everything read."""
    desk.remembered.place = place
    window = MainWindow(desk, "Margaret's direct payment")
    qtbot.addWidget(window, before_close_func=lambda _window: desk.wait())
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    settle_all(desk, qtbot)
    return window


def settle_all(desk: Desk, qtbot: QtBot) -> None:
    """Waits for what was asked for, and for what that asked for in its turn."""
    for _round in range(4):
        settle(desk, qtbot)


def focused() -> QWidget:
    """What the keys go to."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(qtbot: QtBot, *keys: Qt.Key) -> None:
    """Named keys, one after another, on whatever has the focus."""
    for key in keys:
        qtbot.keyClick(focused(), key)


def type_in(qtbot: QtBot, text: str) -> None:
    """Letters and figures, in place of what was there."""
    qtbot.keyClick(focused(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(focused(), text)


def tab_to(qtbot: QtBot, wanted: QWidget) -> None:
    """Tab until a control has the focus; it must be reached."""
    for _stop in range(60):
        if focused() is wanted:
            return
        press(qtbot, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not reach {wanted.accessibleName() or wanted}")


def choose(qtbot: QtBot, box: QComboBox, words: str) -> None:
    """Chooses by the arrow keys and then Enter, as the box is used by keyboard."""
    tab_to(qtbot, box)
    press(qtbot, Qt.Key.Key_Home)
    while box.currentText() != words:
        before = box.currentIndex()
        press(qtbot, Qt.Key.Key_Down)
        assert box.currentIndex() > before, f"{words} is not offered"


def push(page: Page, qtbot: QtBot, name: str) -> None:
    """Goes to a button by Tab and presses it; waits for what it does."""
    button = next(one for spoken, one in buttons(page).items() if spoken.startswith(name))
    tab_to(qtbot, button)
    press(qtbot, Qt.Key.Key_Space)
    settle_all(page.desk, qtbot)


def drop(page: Page, path: Path) -> None:
    """Drags a file over the page and lets it go."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    how = (
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    place = QPointF(50, 50)
    over = QDragEnterEvent(place, *how)
    QApplication.sendEvent(page.viewport(), over)
    assert over.isAccepted()
    QApplication.sendEvent(page.viewport(), QDropEvent(place, *how))
