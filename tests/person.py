"""Somebody at the keyboard: every key goes to whatever has the focus. Needs no pytest to work."""

import time
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QWidget
from seen_on_page import buttons
from window_fixtures import CLOCK

from dpmanager.ui.entrance import Entrance
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.pages.set_up.sheets import BeginSheet
from dpmanager.ui.remembered import Remembered
from dpmanager.ui.widgets.page import Sheet

PASSPHRASE = "kettle marble ferry tulip"
BOOK = "My care"
ACCOUNT = "Direct payment account"
FUNDER = "Northshire County Council"
ROUNDS = 3
"""How often what was asked for asks for more in its turn."""
MOST_STOPS = 80
Wanted = Callable[[QWidget], bool]
PLAIN = Qt.KeyboardModifier.NoModifier


def focused() -> QWidget:
    """What the keys go to."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def until(true: Callable[[], bool], seconds: float = 20) -> None:
    """Lets the window work until something is so."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came"
        QTest.qWait(1)


class Presses(QObject):
    """Counts every key that goes down anywhere in the program; Alt and a letter are two."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        QApplication.instance().installEventFilter(self)

    def stop(self) -> None:
        """Counts no more."""
        QApplication.instance().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        # Each press is first offered to the focus as a shortcut, and then to what is around it.
        offered = event.type() == QEvent.Type.ShortcutOverride
        if offered and watched is QApplication.focusWidget():
            self.count += 1
        return False


class Person:
    """Starts the program and works in it."""

    def __init__(self, choices: Remembered | None = None, moment: datetime = CLOCK) -> None:
        self.moment = moment
        self.start(choices)

    def start(self, choices: Remembered | None = None) -> None:
        """Starts the program."""
        self.entrance = Entrance(choices or Remembered(), now=lambda: self.moment)
        self.entrance.open()
        self.entrance.front.activateWindow()
        until(self.entrance.front.isActiveWindow)
        self.settle()

    def leave(self) -> None:
        """Closes what is open."""
        self.settle()
        if self.entrance.main is not None:
            self.entrance.main.close()
        self.entrance.front.close()

    @property
    def sheet(self) -> QWidget:
        """What the front window shows."""
        return self.entrance.front.current_sheet()

    @property
    def main(self) -> MainWindow:
        """The window of the open book."""
        assert self.entrance.main is not None
        return self.entrance.main

    @property
    def page(self) -> Sheet:
        """What is shown: the page of the open book, or the sheet of the front window."""
        shown = self.sheet if self.entrance.main is None else self.main.current_page()
        assert isinstance(shown, Sheet)
        return shown

    def unlock(self) -> None:
        """Opens the book that was used last."""
        self.fill("Passphrase", PASSPHRASE)
        self.key(Qt.Key.Key_Return)

    def settle(self) -> None:
        """Waits for what was asked for."""
        until(lambda: not self.entrance.background.is_busy())
        for _round in range(ROUNDS):
            if self.entrance.main is not None:
                until(lambda: not self.main.desk.is_busy())
            QApplication.processEvents()

    # --- keys --------------------------------------------------------------------------------

    def letters(self, text: str) -> None:
        """Letters and figures at the place of the cursor."""
        QTest.keyClicks(focused(), text)

    def key(self, *keys: Qt.Key) -> None:
        """Named keys, one after another."""
        for key in keys:
            QTest.keyClick(focused(), key)
            self.settle()

    def hold(self, modifier: Qt.KeyboardModifier, key: Qt.Key) -> None:
        """A key while another is held down."""
        QTest.keyClick(focused(), key, modifier)
        until(lambda: not any(one.isDown() for one in self.page.findChildren(QPushButton)))
        self.settle()

    def type(self, text: str) -> None:
        """Letters and figures, in place of what was there."""
        QTest.keyClick(focused(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(focused(), text)

    def tab_to(self, wanted: Wanted) -> QWidget:
        """Tab until something has the focus; it must be reached."""
        for _stop in range(MOST_STOPS):
            if wanted(focused()):
                return focused()
            QTest.keyClick(focused(), Qt.Key.Key_Tab)
        raise AssertionError("not reached by Tab")

    def press(self, name: str) -> None:
        """Goes to the button that is spoken of like this, or begins so, and presses it."""
        named = buttons(self.page)
        exact = [one for spoken, one in named.items() if spoken.replace("&", "") == name]
        found = exact or [one for spoken, one in named.items() if spoken.startswith(name)]
        assert found, f"{name} is not among {list(named)}"
        self.tab_to(lambda widget: widget is found[0])
        self.key(Qt.Key.Key_Space)

    def fill(self, label: str, text: str) -> None:
        """Types into a field."""
        self.tab_to(
            lambda widget: isinstance(widget, QLineEdit) and widget.accessibleName() == label
        )
        self.type(text)

    def fill_date(self, label: str, day: str, month: str, year: str) -> None:
        """Types a date into its three boxes."""
        for part, text in (("Day", day), ("Month", month), ("Year", year)):
            self.fill(f"{part}, {label}", text)

    def choose(self, label: str, text: str) -> None:
        """Chooses by the arrow keys."""
        box = self.tab_to(
            lambda widget: isinstance(widget, QComboBox) and widget.accessibleName() == label
        )
        assert isinstance(box, QComboBox)
        QTest.keyClick(box, Qt.Key.Key_Home)
        while box.currentText() != text:
            before = box.currentIndex()
            QTest.keyClick(box, Qt.Key.Key_Down)
            assert box.currentIndex() > before, f"{text} is not offered"
        self.settle()

    # --- the first start ---------------------------------------------------------------------

    def to_first_question(self) -> None:
        """From the very first page."""
        self.press("Continue")
        assert isinstance(self.sheet, BeginSheet)
        self.press("Set up my own records")

    def place_and_passphrase(self) -> None:
        """Where the book will be, and what locks it."""
        self.fill("Name of the book", BOOK)
        self.press("Continue")
        self.fill("Passphrase", PASSPHRASE)
        self.fill("Passphrase once more", PASSPHRASE)
        self.key(Qt.Key.Key_Return)

    def people(self) -> None:
        """Who gets the care, and who looks after the money."""
        self.fill("Their full name", "Margaret Hale")
        self.key(Qt.Key.Key_Return)
        self.fill_date("Date of birth", "14", "march", "1948")
        self.press("Continue")
        self.choose("Part of the United Kingdom", "Wales")
        self.press("Continue")
        self.choose("Who it is", "A suitable person (the word used in Wales)")
        self.fill("Their full name", "Frances Hale")
        self.press("Continue")
        self.press("I do not know, or nobody is employed")
        self.press("I do not know, or there are none")

    def agreement(self) -> None:
        """What the council pays."""
        self.fill("Its name", FUNDER)
        self.press("Continue")
        self.fill_date("Start of the agreement", "6", "4", "2026")
        self.key(Qt.Key.Key_Return)
        self.fill("Amount for a week", "379.40")
        self.press("Continue")
        self.choose("Your contribution", "I pay it into the account")
        self.fill("Contribution for a week", "58.20")
        self.press("Continue")
        self.press("Continue")
        self.press("I do not know")
        self.fill("Days", "28")
        self.press("Continue")

    def the_rest(self) -> None:
        """The care, and the account."""
        self.fill("Hours a week", "20")
        self.fill("Agreed for an hour", "16.40")
        self.press("Add this kind of care")
        self.choose("Kind of care", "Day opportunities")
        self.fill("Hours a week", "3")
        self.fill("Agreed for an hour", "17.13")
        self.press("Continue")  # what was typed and not added yet is not lost
        self.press("Leave this out")
        self.fill("What you call it", ACCOUNT)
        self.fill("Last four figures of its number", "5678")
        self.press("Continue")
        self.fill_date("Records begin on", "1", "October", "2026")
        self.fill("Balance at the start of that day", "902.11")
        self.press("Continue")

    def set_up(self) -> None:
        """All of it, to the open book."""
        self.to_first_question()
        self.place_and_passphrase()
        self.people()
        self.agreement()
        self.the_rest()
        self.press("Make my book")
