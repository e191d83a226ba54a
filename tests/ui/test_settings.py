from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from window_fixtures import PASSPHRASE

from dpmanager.records import vault
from dpmanager.records.book import PassphraseNeeded, open_book
from dpmanager.tasks.book.check_book import check_book
from dpmanager.ui.desk import Desk
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.pages.settings import SettingsPage
from dpmanager.ui.remembered import recall, settings_file
from dpmanager.ui.theme import BODY_POINTS, THEMES, apply_theme
from dpmanager.ui.widgets.look_choices import LookChoices


@pytest.fixture
def page(desk: Desk, qtbot: QtBot, qapp: QApplication) -> Iterator[SettingsPage]:
    desk.remembered.place = "settings"
    window = MainWindow(desk, "Margaret's direct payment")
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    found = window.current_page()
    assert isinstance(found, SettingsPage)
    yield found
    qtbot.waitUntil(lambda: not desk.is_busy(), timeout=10000)
    apply_theme(qapp, "light", 100)


def press(page: SettingsPage, qtbot: QtBot, name: str) -> None:
    """Presses by keyboard the shown button whose spoken name starts so."""
    (found,) = [
        button
        for button in page.findChildren(QPushButton)
        if (button.accessibleName() or button.text()).startswith(name) and button.isVisible()
    ]
    found.setFocus()
    qtbot.keyClick(found, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not page.desk.is_busy(), timeout=20000)


def choose_folder(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(
        "dpmanager.ui.pages.settings.QFileDialog.getExistingDirectory",
        lambda *_asked: str(folder),
    )


def test_text_size_and_colours_show_at_once_and_are_remembered(
    page: SettingsPage, qtbot: QtBot, qapp: QApplication
) -> None:
    press(page, qtbot, "Change: Text and colours")
    narrow = page.window().side.width()
    for _time in range(4):
        press(page, qtbot, "Larger text")
    assert qapp.font().pointSizeF() == pytest.approx(2 * BODY_POINTS)
    assert page.window().side.width() > narrow
    (choices,) = page.look.findChildren(LookChoices)
    qtbot.keyClick(choices.colours.box, Qt.Key.Key_Down)
    qtbot.keyClick(choices.colours.box, Qt.Key.Key_Down)
    assert qapp.palette().window().color().name() == f"#{THEMES['dark'].paper.lower()}"
    kept = recall(settings_file())
    assert (kept.text_percent, kept.theme) == (200, "dark")
    press(page, qtbot, "Back to all settings")
    assert page.lists.isVisible()


def test_text_has_a_smallest_and_a_largest_size(page: SettingsPage, qtbot: QtBot) -> None:
    press(page, qtbot, "Change: Text and colours")
    press(page, qtbot, "Smaller text")
    assert page.desk.remembered.text_percent == 100
    for _time in range(10):
        press(page, qtbot, "Larger text")
    assert page.desk.remembered.text_percent == 300


def test_a_copy_is_whole_and_opens_with_the_passphrase(
    page: SettingsPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    choose_folder(monkeypatch, stick)
    press(page, qtbot, "Make a copy...")
    copy = stick / "Margaret 2026-10-05.dpbook"
    assert str(copy) in page.subtitle.text()
    assert list(stick.iterdir()) == [copy]
    with open_book(copy, passphrase=PASSPHRASE) as book:
        assert check_book(book) == []
        assert book.can_undo() == page.desk.book.can_undo()


def test_a_copy_of_the_same_day_is_not_written_over(
    page: SettingsPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    (stick / "Margaret 2026-10-05.dpbook").mkdir(parents=True)
    choose_folder(monkeypatch, stick)
    press(page, qtbot, "Make a copy...")
    assert "already something" in page.summary.accessibleName()
    assert QApplication.focusWidget() is page.summary
    assert list((stick / "Margaret 2026-10-05.dpbook").iterdir()) == []


def test_the_recovery_sheet_is_shown_and_holds_no_passphrase(
    page: SettingsPage, qtbot: QtBot
) -> None:
    sent: list[tuple[str, dict[str, object]]] = []
    page.go.connect(lambda place, what: sent.append((place, what)))
    press(page, qtbot, "Make it: Recovery sheet")
    press(page, qtbot, "See and print it")
    ((place, what),) = sent
    assert place == "preview"
    pdf = what["pdf"]
    assert isinstance(pdf, bytes)
    assert pdf.startswith(b"%PDF")
    assert what["back"] == "settings"
    assert what["secret"] is False


def test_forgetting_asks_for_the_right_passphrase(page: SettingsPage, qtbot: QtBot) -> None:
    folder = page.desk.book.folder
    book_id = vault.read_keys(folder).book_id
    assert keyring.get_password(vault.KEYRING_SERVICE, book_id)
    press(page, qtbot, "Open: Passphrase and locking")
    press(page, qtbot, "Forget: This computer")
    field = page.form.fields["passphrase"]
    line = field.controls()[0]
    assert QApplication.focusWidget() is not None
    line.setFocus()
    qtbot.keyClicks(line, "orchard teapot")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.desk.is_busy(), timeout=10000)
    assert "does not open this book" in field.error.text()
    assert keyring.get_password(vault.KEYRING_SERVICE, book_id)
    field.set_value("")
    qtbot.keyClicks(line, PASSPHRASE)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.desk.is_busy(), timeout=10000)
    assert keyring.get_password(vault.KEYRING_SERVICE, book_id) is None
    assert page.lists.isVisible()
    page.desk.book.close()
    with pytest.raises(PassphraseNeeded):
        open_book(folder)


def test_locking_is_asked_for(page: SettingsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.desk.lock_asked):
        press(page, qtbot, "Open: Passphrase and locking")
        press(page, qtbot, "Lock now")


def test_help_opens_at_the_right_page(page: SettingsPage, qtbot: QtBot) -> None:
    press(page, qtbot, "Read it: Accessibility")
    window = page.window()
    assert window.current_page().place == "help"
    assert "never tested on Windows" in window.current_page().reader.text.toPlainText()


def test_few_tab_stops(page: SettingsPage) -> None:
    stops = [button for button in page.findChildren(QPushButton) if button.isVisible()]
    assert len(stops) <= 12
    names = [button.accessibleName() for button in stops]
    assert len(set(names)) == len(names)


def test_the_passphrase_is_changed_by_keyboard(page: SettingsPage, qtbot: QtBot) -> None:
    press(page, qtbot, "Open: Passphrase and locking")
    press(page, qtbot, "Change it: Passphrase")
    fields = page.parts["passphrase"].findChildren(QLineEdit)
    for field, text in zip(
        fields, (PASSPHRASE, "four other words here", "four other words"), strict=True
    ):
        qtbot.keyClicks(field, text)
    press(page, qtbot, "Change the passphrase")
    assert "two different ways" in "".join(
        label.text() for label in page.findChildren(QLabel) if label.isVisible()
    )
    fields[2].setText("four other words here")
    press(page, qtbot, "Change the passphrase")
    assert page.lists.isVisible()
    assert "passphrase is changed" in page.subtitle.text()
    page.desk.book.check_passphrase("four other words here")


def test_a_time_to_lock_is_chosen_and_remembered(page: SettingsPage, qtbot: QtBot) -> None:
    press(page, qtbot, "Open: Passphrase and locking")
    press(page, qtbot, "Choose: Lock by itself")
    (box,) = page.parts["lock"].findChildren(QComboBox)
    assert box.currentText() == "Never by itself"
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert recall(settings_file()).lock_minutes == 5
