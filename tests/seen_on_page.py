"""What a person sees on a page, for the tests of pages."""

from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dpmanager.ui.desk import Desk
from dpmanager.ui.widgets.page import Page


def shown(widget: QWidget) -> list[str]:
    """The texts that are shown, in the order in which they were made."""
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def buttons(widget: QWidget) -> dict[str, QPushButton]:
    """The buttons that are shown, by the names that a screen reader speaks."""
    return {
        one.accessibleName() or one.text(): one
        for one in widget.findChildren(QPushButton)
        if one.isVisibleTo(widget)
    }


def open_page(page: Page, qtbot: QtBot) -> None:
    """Shows a page by itself, as the window would."""
    qtbot.addWidget(page, before_close_func=lambda _page: page.desk.wait())
    page.desk.changed.connect(page.refresh)
    page.resize(1000, 840)
    with qtbot.waitExposed(page):
        page.show()
    page.refresh()
    settle(page.desk, qtbot)


def settle(desk: Desk, qtbot: QtBot) -> None:
    """Waits until everything asked for is done and shown."""
    desk.wait()
    qtbot.waitUntil(lambda: not desk.is_busy())
    QApplication.processEvents()
