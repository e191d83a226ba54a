from collections.abc import Iterator
from datetime import date

import pytest
from keys import Keys, a_window
from pytestqt.qtbot import QtBot

from dpmanager import RELEASED, __version__
from dpmanager.domain.periods import long_date
from dpmanager.tasks.book.parts import own_licence, parts
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.about import AboutPage


@pytest.fixture
def keys(desk: Desk, qtbot: QtBot) -> Iterator[Keys]:
    with a_window(desk, qtbot) as window:
        made = Keys(window, qtbot)
        made.open_place("about")
        yield made


def test_the_version_its_day_and_where_newer_ones_are(keys: Keys) -> None:
    keys.says(__version__, long_date(date.fromisoformat(RELEASED)), "never asks the internet")


def test_a_licence_is_read_by_keyboard(keys: Keys) -> None:
    keys.press("Read this licence")
    page = keys.page
    assert isinstance(page, AboutPage)
    assert page.title.text() == "Licence of alembic"
    assert "without restriction" in page.licence.text.toPlainText()
    keys.press("Back to the parts")
    keys.press("Read our own licence")
    assert "GNU GENERAL PUBLIC LICENSE" in page.licence.text.toPlainText()


def test_every_library_says_its_licence() -> None:
    named = {part.name.lower().replace("_", "-"): part for part in parts()}
    for library in ("sqlcipher3", "pyside6-essentials", "ofxtools", "rapidocr", "tzdata"):
        assert named[library].licence, library
        assert named[library].version
    assert "without any express or implied warranty" in named["sqlcipher3"].text
    assert "GNU GENERAL PUBLIC LICENSE" in own_licence()
