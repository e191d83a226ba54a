"""Every page there is, in the window, with a household's half year in it."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
import verdict
from looking import (
    LARGE,
    LIGHT,
    LOOKS,
    SMALL_SCREEN,
    household_window,
    open_afresh,
    put_on,
    settle,
)
from PySide6.QtWidgets import QApplication
from states import STATES

import dpmanager.ui
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.registry import PAGES
from dpmanager.ui.widgets.page import Page

OTHER_COLOURS = [look for look in LOOKS if look != LIGHT]


@pytest.fixture(scope="module")
def pages_window(
    lived_in: Path, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[MainWindow]:
    """The window of the household's book, for all tests of this file."""
    with household_window(lived_in, tmp_path_factory.mktemp("pages")) as made:
        yield made


@pytest.fixture(scope="module")
def window(pages_window: MainWindow, request: pytest.FixtureRequest) -> MainWindow:
    """The window in a theme and a size of text, which pytest changes as seldom as it can."""
    put_on(request.param)
    settle(pages_window.desk)
    return pages_window


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
def test_a_page(window: MainWindow, state: str) -> None:
    verdict.everything(window, opened(window, state))


@pytest.mark.parametrize("window", [LARGE], indirect=True)
@pytest.mark.parametrize("state", STATES)
def test_a_page_in_large_text(window: MainWindow, state: str) -> None:
    verdict.room(window, opened(window, state))


@pytest.mark.parametrize("window", OTHER_COLOURS, indirect=True)
@pytest.mark.parametrize("state", STATES)
def test_a_page_in_other_colours(window: MainWindow, state: str) -> None:
    verdict.colours(window, opened(window, state))
