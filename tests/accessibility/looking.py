"""How the checks look at a page or a sheet: the sizes, the waiting, the verdict."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QPushButton
from states import State
from window_fixtures import CLOCK, PASSPHRASE

from dpmanager.records.book import Book, open_book
from dpmanager.ui.background import Background
from dpmanager.ui.desk import Desk
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.remembered import Remembered
from dpmanager.ui.theme import THEMES, apply_theme
from dpmanager.ui.widgets.page import Page, Sheet

LIGHT, LARGE = ("light", 100), ("light", 200)
LOOKS = [(theme, 100) for theme in THEMES]
SMALL_SCREEN = (1280, 720)
TALLEST = 6000


def put_on(look: tuple[str, int]) -> None:
    """Gives the program a theme and a size of text in per cent."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, *look)
    lay_out()


def lay_out() -> None:
    """Lets what has changed find its place."""
    for _round in range(3):
        QApplication.processEvents()


def settle(background: Background) -> None:
    """Waits until all that was asked for has come and is laid out."""
    for _round in range(20):
        background.wait()
        QApplication.processEvents()
        if not background.is_busy():
            break
    lay_out()


def take_down(window: MainWindow) -> None:
    """Closes a window of one's own for good: what is left would be dressed anew with each look."""
    settle(window.desk)
    window.hide()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    put_on(("light", 100))


@contextmanager
def household_window(
    lived_in: Path, folder: Path, fill: Callable[[Book], object] = lambda _book: None
) -> Iterator[MainWindow]:
    """The window of a copy of the household's book in a folder, after something was done in it."""
    QAccessible.setActive(True)
    shutil.copytree(lived_in, folder / lived_in.name)
    put_on(LIGHT)
    with open_book(folder / lived_in.name, passphrase=PASSPHRASE) as book:
        fill(book)
        desk = Desk(book, Remembered(), now=lambda: CLOCK)
        made = MainWindow(desk, "Margaret's direct payment")
        made.show()
        settle(desk)
        yield made
        take_down(made)


def open_afresh(window: MainWindow, state: State) -> Page:
    """A page in one of its states, as when it is opened for the first time."""
    settle(window.desk)
    page = window.pages.pop(state.place, None)
    if page is not None:
        window.stack.removeWidget(page)
        page.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window.side.said.setText("")
    window.activateWindow()
    window.open_place(state.place, state.what(window.desk.book))
    settle(window.desk)
    page = window.current_page()
    assert page.place == state.place
    for name in (state.press, *state.after) if state.press else ():
        (wanted,) = [
            button
            for button in page.findChildren(QPushButton)
            if button.isVisible()
            and (button.accessibleName() or button.text()).replace("&", "").startswith(name)
        ]
        wanted.click()
        settle(window.desk)
    return page


def see_all_of(sheet: Sheet) -> None:
    """Makes the window so high that the whole sheet is seen: for checks that look at pixels."""
    high = sheet.column.heightForWidth(sheet.viewport().width()) + 160
    sheet.window().resize(SMALL_SCREEN[0], min(max(high, SMALL_SCREEN[1]), TALLEST))
    lay_out()


def none_of(*faults: list[str]) -> None:
    """Fails with every fault on a line of its own."""
    lines = [fault for some in faults for fault in some]
    if lines:
        pytest.fail("\n".join(lines), pytrace=False)
