from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from dpmanager.ui.desk import Desk
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.registry import PAGES, WITHIN, places


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(desk, "Margaret's direct payment")
    qtbot.addWidget(made)
    made.show()
    yield made
    qtbot.waitUntil(lambda: not desk.is_busy(), timeout=20_000)


def test_a_page_within_another_leaves_that_one_marked(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    names = [name for name, _words in places()]
    window.open_place("returns")
    for place, parent in {"cost": "budget", "hmrc": "pay", "rota": "hours"}.items():
        window.open_place(place)
        qtbot.waitUntil(lambda: not desk.is_busy(), timeout=20_000)
        assert window.current_page().place == place
        assert names[window.side.places.currentRow()] == parent
    assert desk.remembered.place == "returns"


def test_every_page_is_in_the_list_or_within_one_that_is() -> None:
    names = {name for name, _words in places()}
    alone = {"search", "trouble", "preview"}
    assert set(PAGES) == names | set(WITHIN) | alone
    assert set(WITHIN.values()) <= names
