"""Somebody at the keyboard of a page in the window: every key goes to what has the focus."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from seen_on_page import settle, shown
from sqlalchemy import select

from dpmanager.records import models
from dpmanager.ui.desk import Desk
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.widgets.page import Page

MOST_STOPS = 80
ROUNDS = 4
"""How often what was asked for asks for more in its turn."""


class Keys:
    """At the page that is in front."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot, self.desk = window, qtbot, window.desk

    @property
    def page(self) -> Page:
        """The page that is in front."""
        return self.window.current_page()

    def open_place(self, place: str, **what: object) -> None:
        """Goes to a page."""
        self.window.open_place(place, what)
        self.settle()

    def settle(self) -> None:
        """Waits until everything asked for is done and shown."""
        for _round in range(ROUNDS):
            settle(self.desk, self.qtbot)

    def to(self, kind: type[QWidget], name: str) -> QWidget:
        """Tabs on to a control of that kind whose name begins so."""
        for _stop in range(MOST_STOPS):
            now = QApplication.focusWidget()
            assert now is not None, f"nothing has the focus on the way to {name}"
            if isinstance(now, kind) and spoken(now).startswith(name):
                return now
            QTest.keyClick(now, Qt.Key.Key_Tab)
        raise AssertionError(f"{name} is not reached by Tab")

    def press(self, name: str) -> None:
        """Tabs to a button and presses it."""
        QTest.keyClick(self.to(QPushButton, name), Qt.Key.Key_Space)
        self.settle()

    def fill(self, label: str, text: str) -> None:
        """Tabs to a field and types over what is in it."""
        line = self.to(QLineEdit, label)
        QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(line, text)

    def fill_date(self, label: str, day: date) -> None:
        """Types the three parts of a date."""
        for part, text in (("Day", day.day), ("Month", f"{day:%B}"), ("Year", day.year)):
            self.fill(f"{part}, {label}", str(text))

    def choose(self, label: str, text: str) -> None:
        """Tabs to a choice and goes down in it to a text."""
        box = self.to(QComboBox, label)
        assert isinstance(box, QComboBox)
        QTest.keyClick(box, Qt.Key.Key_Home)
        while box.currentText() != text:
            before = box.currentIndex()
            QTest.keyClick(box, Qt.Key.Key_Down)
            assert box.currentIndex() > before, f"{text} is not offered"

    def fill_notes(self, label: str, text: str) -> None:
        """Tabs to a box for several lines and types into it."""
        QTest.keyClicks(self.to(QPlainTextEdit, label), text)

    def tick(self, label: str) -> None:
        """Tabs to a box and ticks it."""
        QTest.keyClick(self.to(QCheckBox, label), Qt.Key.Key_Space)

    def letters(self, text: str) -> None:
        """Letters and figures at the place of the cursor."""
        QTest.keyClicks(focused(), text)

    def key(self, *keys: Qt.Key) -> None:
        """Named keys, one after another."""
        for key in keys:
            QTest.keyClick(focused(), key)

    def alt(self, key: Qt.Key) -> None:
        """A letter while Alt is held down."""
        QTest.keyClick(focused(), key, Qt.KeyboardModifier.AltModifier)

    def text(self) -> str:
        """All words on the page, each piece on a line of its own."""
        return "\n".join(shown(self.page))

    def says(self, *parts: str) -> None:
        """Each part is shown on the page."""
        text = self.text()
        for part in parts:
            assert part in text, f"{part} is not in {text}"

    def says_not(self, part: str) -> None:
        """That is not shown on the page."""
        assert part not in self.text()


def focused() -> QWidget:
    """What the keys go to."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def spoken(widget: QWidget) -> str:
    """What a screen reader says of a control, without the sign of its letter."""
    text = widget.text() if isinstance(widget, QPushButton | QCheckBox) else ""
    return (widget.accessibleName() or text).replace("&", "")


@contextmanager
def a_window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window of the desk's book, in front."""
    made = MainWindow(desk, "Margaret's direct payment")
    qtbot.addWidget(made, before_close_func=lambda _window: desk.wait())
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    settle(desk, qtbot)
    yield made


def worker_number(desk: Desk, name: str) -> int:
    """The number in the book of the worker of that name."""
    with desk.book.reading() as session:
        return session.scalars(select(models.Worker.id).where(models.Worker.name == name)).one()
