import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dpmanager.resource_files import resource_path
from dpmanager.tasks.book.read_help import glossary_words, help_pages
from dpmanager.ui.desk import Desk
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.pages.help import HelpPage, HelpReader
from dpmanager.ui.registry import PAGES, page_class
from dpmanager.ui.theme import apply_theme
from dpmanager.ui.widgets.reading import slug

LINK = re.compile(r"\[[^]]*\]\(([^)]*)\)")


@pytest.fixture
def window(empty_desk: Desk, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    empty_desk.remembered.place = "settings"
    made = MainWindow(empty_desk, "Margaret's direct payment")
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    qtbot.waitUntil(lambda: not empty_desk.is_busy(), timeout=10000)
    apply_theme(qapp, "light", 100)


def shown(window: MainWindow) -> HelpReader:
    page = window.current_page()
    assert isinstance(page, HelpPage)
    return page.reader


def test_f1_opens_the_page_of_the_place(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    page = shown(window)
    assert page.about.read_filled() == "settings"
    assert "A safe copy" in page.text.toPlainText()
    assert QApplication.focusWidget() is page.text


def test_tab_leaves_the_text(window: MainWindow, qtbot: QtBot) -> None:
    window.open_place("help", {"page": "shortcuts"})
    page = shown(window)
    qtbot.keyClick(page.text, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not page.text


def test_a_link_leads_to_its_word_and_back(window: MainWindow, qtbot: QtBot) -> None:
    window.open_place("help", {"page": "budget"})
    page = shown(window)
    assert page.back.isHidden()
    for _step in range(5):
        qtbot.keyClick(page.text, Qt.Key.Key_Tab)
        if page.text.textCursor().selectedText() == "surplus":
            break
    qtbot.keyClick(page.text, Qt.Key.Key_Return)
    assert page.about.read_filled() == "glossary"
    assert page.text.textCursor().block().text() == "Surplus"
    assert page.word.read_filled() == "surplus"
    page.back.click()
    assert page.about.read_filled() == "budget"
    assert page.back.isHidden()


def test_a_word_is_explained(window: MainWindow, qtbot: QtBot) -> None:
    window.open_place("help", {"page": "home"})
    page = shown(window)
    page.word.set_value("net-pay")
    page.word.box.activated.emit(page.word.box.currentIndex())
    block = page.text.textCursor().block()
    assert block.text() == "Net pay"
    assert "after tax" in block.next().text()
    top = page.text.cursorRect().top()
    assert 0 <= top < page.text.viewport().height()


def test_the_text_grows_and_takes_on_colours(window: MainWindow, qapp: QApplication) -> None:
    window.open_place("help", {"page": "home"})
    page = shown(window)
    before = page.text.document().size().height()
    apply_theme(qapp, "dark", 200)
    assert page.text.document().size().height() > before
    assert page.text.toPlainText().startswith("Home")


def test_every_link_leads_somewhere() -> None:
    pages = help_pages()
    words = {slug(word) for word in glossary_words()}
    for page in pages.values():
        for address in LINK.findall(page.text):
            name, _sign, heading = address.partition("#")
            assert name.removesuffix(".md") in pages, (page.name, address)
            if heading:
                assert heading in words, (page.name, address)


def test_every_file_is_a_page() -> None:
    files = {path.stem for path in resource_path("help").glob("*.md")}
    assert files == set(help_pages())


@pytest.mark.parametrize("place", sorted(PAGES))
def test_every_place_has_its_help_page(place: str) -> None:
    try:
        kind = page_class(place)
    except ModuleNotFoundError:
        pytest.fail(f"the page {place} is not built")
    assert kind is not None
    assert kind.help_page in help_pages()


def test_the_words_are_in_order() -> None:
    words = glossary_words()
    assert words == sorted(words, key=str.lower)
