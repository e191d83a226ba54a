"""Every page there is, in the window, with a household's half year in it."""

import pkgutil
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import checks
import pytest
from looking import (
    LARGE,
    LIGHT,
    LOOKS,
    SMALL_SCREEN,
    none_of,
    open_afresh,
    put_on,
    see_all_of,
    settle,
)
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from states import STATES
from window_fixtures import CLOCK, PASSPHRASE

import dpmanager.ui
from dpmanager.records.book import open_book
from dpmanager.ui.desk import Desk
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.registry import PAGES
from dpmanager.ui.remembered import Remembered
from dpmanager.ui.widgets.page import Page


@pytest.fixture(scope="module")
def household_window(
    lived_in: Path, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[MainWindow]:
    """The window of the household's book, for all tests of this file."""
    QAccessible.setActive(True)
    folder = tmp_path_factory.mktemp("pages") / "Margaret.dpbook"
    shutil.copytree(lived_in, folder)
    put_on(LIGHT)
    with open_book(folder, passphrase=PASSPHRASE) as book:
        desk = Desk(book, Remembered(), now=lambda: CLOCK)
        made = MainWindow(desk, "Margaret's direct payment")
        made.show()
        settle(desk)
        yield made
        settle(desk)
        made.hide()
        made.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    put_on(LIGHT)


@pytest.fixture(scope="module")
def window(household_window: MainWindow, request: pytest.FixtureRequest) -> MainWindow:
    """The window in a theme and a size of text, which pytest changes as seldom as it can."""
    put_on(request.param)
    settle(household_window.desk)
    return household_window


def opened(window: MainWindow, state: str) -> Page:
    """A page of the window in one of its states, on a small screen."""
    window.resize(*SMALL_SCREEN)
    return open_afresh(window, STATES[state])


def kinds_of(kind: type) -> Iterator[type]:
    for each in kind.__subclasses__():
        yield each
        yield from kinds_of(each)


def test_every_page_is_in_the_registry() -> None:
    for module in pkgutil.walk_packages(dpmanager.ui.__path__, "dpmanager.ui."):
        import_module(module.name)
    registered = {
        getattr(import_module(f"dpmanager.ui.pages.{module}"), name)
        for module, name in PAGES.values()
    }
    written = {
        kind
        for kind in kinds_of(Page)
        if kind.__module__.startswith("dpmanager.ui.") and not kind.__subclasses__()
    }
    assert written == registered


def test_every_page_is_looked_at() -> None:
    assert {state.place for state in STATES.values()} == set(PAGES)


@pytest.mark.parametrize("place", PAGES)
def test_a_page_knows_its_place_and_its_help(place: str) -> None:
    module, name = PAGES[place]
    kind = getattr(import_module(f"dpmanager.ui.pages.{module}"), name)
    assert kind.place == place
    assert kind.help_page


@pytest.mark.parametrize("window", [LIGHT], indirect=True)
@pytest.mark.parametrize("state", STATES)
def test_names(window: MainWindow, state: str) -> None:
    page = opened(window, state)
    none_of(
        checks.without_name(window),
        checks.with_the_same_name(window),
        checks.name_without_its_words(window),
        checks.label_not_spoken(window),
        checks.painted_without_words(window),
        checks.chart_without_twin(page),
        checks.same_letter_twice(window),
    )


@pytest.mark.parametrize("window", [LIGHT], indirect=True)
@pytest.mark.parametrize("state", STATES)
def test_keyboard(window: MainWindow, state: str) -> None:
    page = opened(window, state)
    none_of(checks.tab_faults(page.column))


@pytest.mark.parametrize("window", [LIGHT, LARGE], indirect=True)
@pytest.mark.parametrize("state", STATES)
def test_room(window: MainWindow, state: str) -> None:
    page = opened(window, state)
    none_of(
        checks.small_targets(window),
        checks.cut_words(window),
        checks.out_of_its_block(window),
        checks.cut_cells(page),
        checks.scrolls_sideways(page),
        checks.too_big(window, *SMALL_SCREEN),
    )


@pytest.mark.parametrize("window", LOOKS, indirect=True)
@pytest.mark.parametrize("state", STATES)
def test_colours(window: MainWindow, state: str) -> None:
    page = opened(window, state)
    see_all_of(page)
    none_of(checks.faint_words(window.centralWidget()), checks.focus_not_seen(page.column))
