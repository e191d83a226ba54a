"""The window of a helper's book: its page, before and after the first rota, and its settings."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import checks
import pytest
from helper_in_household import HER_WORDS, MONDAY, QUICK, WHO, make_for, shift
from looking import LARGE, LIGHT, LOOKS, SMALL_SCREEN, none_of, put_on, see_all_of, settle
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from window_fixtures import CLOCK, PASSPHRASE

from dpmanager.records.book import open_book
from dpmanager.records.helper_book import open_helper_book
from dpmanager.tasks.book.made_up_household import RAVI
from dpmanager.tasks.hours.exchange_with_helper import make_helper_book
from dpmanager.tasks.hours.keep_hours_as_helper import enter_hours
from dpmanager.ui.helper_window import HelperDesk, HelperWindow
from dpmanager.ui.remembered import Remembered
from dpmanager.ui.widgets.page import Sheet

SHEETS = ("hours", "written", "no names", "settings", "help")


@pytest.fixture(scope="module")
def books(lived_in: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A helper's book with the rota and some hours, and one in which nothing is yet."""
    place = tmp_path_factory.mktemp("helper")
    shutil.copytree(lived_in, place / lived_in.name)
    with open_book(place / lived_in.name, passphrase=PASSPHRASE) as book:
        full, empty = make_for(book, place), place / "Empty.dphours"
        make_helper_book(book, empty, HER_WORDS, "Lee Marsh", who=WHO, at=CLOCK, cost=QUICK)
    with open_helper_book(full, passphrase=HER_WORDS) as hers:
        rota = hers.rota()
        assert rota is not None
        ravi = next(worker.id for worker in rota.workers if worker.name == RAVI)
        enter_hours(hers, ravi, [shift(MONDAY, 8, 12)], at=CLOCK)
    return {"full": full, "empty": empty}


@pytest.fixture(scope="module")
def windows(books: dict[str, Path], qapp: QApplication) -> Iterator[dict[str, HelperWindow]]:
    """The windows of both, for all tests of this file."""
    QAccessible.setActive(True)
    put_on(LIGHT)
    made = {}
    for name, folder in books.items():
        book = open_helper_book(folder, passphrase=HER_WORDS)
        made[name] = HelperWindow(HelperDesk(book, Remembered(), now=lambda: CLOCK))
    yield made
    for window in made.values():
        settle(window.desk)
        window.close()
        window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    put_on(LIGHT)


def shown(windows: dict[str, HelperWindow], name: str) -> tuple[HelperWindow, Sheet]:
    window, other = windows["full"], windows["empty"]
    if name == "no names":
        window, other = other, window
    other.hide()
    window.resize(*SMALL_SCREEN)
    window.show()
    while window.current_sheet() is not window.page:
        window.take_away()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if name in ("hours", "written"):
        settle(window.desk)
        week = window.page.week
        assert week is not None
        names = {worker.name: worker.id for worker in week.workers}
        first = next(number for worker, number in names.items() if worker != RAVI)
        window.page.turn_to(names[RAVI] if name == "written" else first, MONDAY)
    elif name == "settings":
        window.show_settings()
    elif name == "help":
        window.show_help()
    settle(window.desk)
    window.activateWindow()
    return window, window.current_sheet()


@pytest.fixture(scope="module")
def look(request: pytest.FixtureRequest, windows: dict[str, HelperWindow]) -> None:
    """A theme and a size of text."""
    put_on(request.param)
    for window in windows.values():
        settle(window.desk)


@pytest.mark.parametrize("look", [LIGHT], indirect=True)
@pytest.mark.parametrize("name", SHEETS)
def test_names_and_tabs(look: None, windows: dict[str, HelperWindow], name: str) -> None:
    window, sheet = shown(windows, name)
    none_of(
        checks.without_name(window),
        checks.with_the_same_name(window),
        checks.name_without_its_words(window),
        checks.label_not_spoken(window),
        checks.painted_without_words(window),
        checks.same_letter_twice(window),
        checks.tab_faults(sheet.column),
    )


@pytest.mark.parametrize("look", [LIGHT, LARGE], indirect=True)
@pytest.mark.parametrize("name", SHEETS)
def test_enough_room(look: None, windows: dict[str, HelperWindow], name: str) -> None:
    window, sheet = shown(windows, name)
    none_of(
        checks.small_targets(window),
        checks.cut_words(window),
        checks.out_of_its_block(window),
        checks.scrolls_sideways(sheet),
        checks.too_big(window, *SMALL_SCREEN),
    )


@pytest.mark.parametrize("look", LOOKS, indirect=True)
@pytest.mark.parametrize("name", SHEETS)
def test_everything_can_be_seen(look: None, windows: dict[str, HelperWindow], name: str) -> None:
    window, sheet = shown(windows, name)
    see_all_of(sheet)
    none_of(checks.faint_words(window.centralWidget()), checks.focus_not_seen(sheet.column))
