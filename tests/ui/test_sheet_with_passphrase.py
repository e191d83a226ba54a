"""The recovery sheet with the passphrase on it: asked for, shown, printed only, and gone again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from window_fixtures import PASSPHRASE

from dpmanager.domain.passphrases import check_letters
from dpmanager.records.book import NoBook, WrongPassphrase
from dpmanager.tasks.book.keep_safe import print_recovery_sheet
from dpmanager.ui.desk import Desk
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.pages.preview import PreviewPage
from dpmanager.ui.pages.unlock import UnlockSheet
from dpmanager.ui.widgets.pdf_pages import read_pages

NEW = "four other Words here"


@pytest.fixture
def window(desk: Desk, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    desk.remembered.place = "settings"
    made = MainWindow(desk, "Margaret's direct payment")
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    qtbot.waitUntil(lambda: not desk.is_busy(), timeout=10000)


def press(window: QWidget, qtbot: QtBot, name: str) -> None:
    """Presses the shown button or box whose spoken name starts so, by keyboard."""
    (found,) = [
        each
        for kind in (QPushButton, QCheckBox)
        for each in window.findChildren(kind)
        if (each.accessibleName() or each.text()).startswith(name) and each.isVisible()
    ]
    found.setFocus()
    qtbot.keyClick(found, Qt.Key.Key_Space)
    if isinstance(window, MainWindow):
        for _turn in range(4):
            qtbot.waitUntil(lambda: not window.desk.is_busy(), timeout=20000)
            QApplication.processEvents()


def fields_of(window: QWidget) -> list[QLineEdit]:
    return [
        each
        for each in window.findChildren(QLineEdit)
        if each.isVisible() and each.accessibleName().find("assphrase") >= 0
    ]


def shown_words(window: QWidget) -> str:
    return "\n".join(each.text() for each in window.findChildren(QLabel) if each.isVisible())


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.text.split()) for page in read_pages(pdf))


def preview(window: MainWindow) -> PreviewPage:
    page = window.current_page()
    assert isinstance(page, PreviewPage)
    return page


def to_sheet(window: MainWindow, qtbot: QtBot, passphrase: str) -> None:
    press(window, qtbot, "Make it: Recovery sheet")
    assert fields_of(window) == []  # nothing to type for a sheet to write on by hand
    press(window, qtbot, "Print the passphrase on the sheet")
    (line,) = fields_of(window)
    qtbot.keyClicks(line, passphrase)
    press(window, qtbot, "See and print it")


def test_the_sheet_has_the_passphrase_once_it_is_typed_again(
    window: MainWindow, qtbot: QtBot
) -> None:
    to_sheet(window, qtbot, PASSPHRASE)
    text = text_of(preview(window)._pdf)
    for word in PASSPHRASE.split():
        assert word in text
    assert check_letters(PASSPHRASE) in text
    assert check_letters(PASSPHRASE) in preview(window).text.toPlainText()


def test_a_wrong_one_is_never_printed(window: MainWindow, qtbot: QtBot) -> None:
    to_sheet(window, qtbot, f"{PASSPHRASE}s")
    assert window.current_page().place == "settings"
    assert "does not open this book" in shown_words(window)
    (line,) = fields_of(window)
    assert line.text() == f"{PASSPHRASE}s"


def test_it_can_only_be_printed_and_is_gone_afterwards(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    to_sheet(window, qtbot, PASSPHRASE)
    page = preview(window)
    buttons = {each.text() for each in page.findChildren(QPushButton) if each.isVisible()}
    assert "Print..." in buttons
    assert "Save as..." not in buttons
    assert "It cannot be saved" in shown_words(window)
    pdf = page._pdf
    press(window, qtbot, "Back")
    assert window.current_page().place == "settings"
    assert (page._pdf, page.pages.pictures, page.text.toPlainText()) == (b"", [], "")
    assert all(not each.text() for each in window.findChildren(QLineEdit))
    secret = PASSPHRASE.encode()
    for file in tmp_path.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert secret not in content, file
            assert pdf not in content, file
    plain = print_recovery_sheet(window.desk.book, window.desk.today())
    window.open_place(
        "preview", {"title": "Sheet", "pdf": plain, "file_name": "a.pdf", "back": "home"}
    )
    press(window, qtbot, "Read the text")
    assert "Save as..." in {e.text() for e in page.findChildren(QPushButton) if e.isVisible()}
    press(window, qtbot, "Back")
    assert page._pdf == plain  # any other paper is there until the next one


def test_locking_forgets_it(window: MainWindow, qtbot: QtBot) -> None:
    to_sheet(window, qtbot, PASSPHRASE)
    page = preview(window)
    window.close()
    assert page._pdf == b""


@pytest.mark.parametrize("on_paper", [True, False])
def test_a_new_passphrase_comes_with_a_new_sheet_where_it_is_wanted(
    on_paper: bool, window: MainWindow, qtbot: QtBot
) -> None:
    press(window, qtbot, "Open: Passphrase and locking")
    press(window, qtbot, "Change it: Passphrase")
    for line, text in zip(fields_of(window), (PASSPHRASE, NEW, NEW), strict=True):
        qtbot.keyClicks(line, text)
    if on_paper:
        press(window, qtbot, "Then show a new recovery sheet")
    press(window, qtbot, "Change the passphrase")
    window.desk.book.check_passphrase(NEW)
    if on_paper:
        assert "capital W, o, r, d, s" in text_of(preview(window)._pdf)
        assert preview(window).saving.isHidden()
    else:
        assert window.current_page().place == "settings"
        assert "Make a new recovery sheet" in shown_words(window)


def test_what_was_mistyped_shows_its_check_letters(qtbot: QtBot, tmp_path: Path) -> None:
    sheet = UnlockSheet([tmp_path / "Sam.dpbook"])
    qtbot.addWidget(sheet)
    sheet.show()
    sheet.passphrase.edit.setText("seven green ketles sing")
    assert sheet.compare.isHidden()
    sheet.show_fault(WrongPassphrase())
    assert check_letters("seven green ketles sing") in sheet.compare.text()
    assert sheet.compare.isVisible()
    qtbot.keyClicks(sheet.passphrase.edit, "t")
    assert sheet.compare.isHidden()  # they are of what was typed before
    sheet.show_fault(NoBook(tmp_path))
    assert sheet.compare.isHidden()
