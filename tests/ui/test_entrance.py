import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot
from small_book import tables
from window_fixtures import CLOCK, PASSPHRASE

from dpmanager.records.book import open_book
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.book.look_around import NOW
from dpmanager.tasks.book.report_fault import fault_report
from dpmanager.ui import idle
from dpmanager.ui.app import follow_computer
from dpmanager.ui.entrance import Entrance, seconds_to_wait
from dpmanager.ui.pages.set_up.sheets import BeginSheet, LookSheet
from dpmanager.ui.pages.trouble import Trouble, TroublePage, TroubleSheet
from dpmanager.ui.pages.unlock import UnlockSheet
from dpmanager.ui.remembered import Remembered, recall, settings_file


def press(parent: QWidget, name: str) -> None:
    """Presses the one button that shows these words."""
    (found,) = [
        button
        for button in parent.findChildren(QPushButton)
        if button.text().replace("&&", "&") == name and button.isVisible()
    ]
    found.setFocus()
    found.click()


class Doors:
    """Entrances of a test, closed at its end."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.opened: list[Entrance] = []

    def open(self, choices: Remembered, folder: Path | None = None) -> Entrance:
        entrance = Entrance(choices, folder, now=lambda: CLOCK)
        self.opened.append(entrance)
        entrance.open()
        self.settle(entrance)
        return entrance

    def settle(self, entrance: Entrance) -> None:
        self.qtbot.waitUntil(lambda: not entrance.background.is_busy(), timeout=20000)
        main = entrance.main
        if main is not None:
            self.qtbot.waitUntil(lambda: not main.desk.is_busy(), timeout=20000)

    def sheet(self, entrance: Entrance) -> QWidget:
        return entrance.front.current_sheet()


@pytest.fixture
def doors(qtbot: QtBot) -> Iterator[Doors]:
    made = Doors(qtbot)
    yield made
    for entrance in made.opened:
        made.settle(entrance)
        if entrance.main is not None:
            entrance.main.close()
        entrance.front.close()


def unlock(doors: Doors, entrance: Entrance, passphrase: str) -> None:
    sheet = doors.sheet(entrance)
    assert isinstance(sheet, UnlockSheet)
    sheet.passphrase.edit.clear()
    doors.qtbot.keyClicks(sheet.passphrase.edit, passphrase)
    doors.qtbot.keyClick(sheet.passphrase.edit, Qt.Key.Key_Return)
    doors.settle(entrance)


def test_without_a_book_the_first_start_asks_for_text_size_first(doors: Doors) -> None:
    entrance = doors.open(Remembered())
    sheet = doors.sheet(entrance)
    assert isinstance(sheet, LookSheet)
    press(sheet, "Larger text")
    assert entrance.choices.text_percent == 125
    assert recall(settings_file()).text_percent == 125
    press(sheet, "Continue")
    assert isinstance(doors.sheet(entrance), BeginSheet)


def test_a_book_whose_key_is_known_opens_at_once(doors: Doors, household: Path) -> None:
    open_book(household, passphrase=PASSPHRASE).close()
    entrance = doors.open(Remembered(books=[str(household)]))
    assert entrance.main is not None
    assert entrance.main.isVisible()
    assert entrance.front.isHidden()
    assert "Margaret Hale" in entrance.main.windowTitle()


def test_a_wrong_passphrase_stays_and_says_so(doors: Doors, household: Path) -> None:
    entrance = doors.open(Remembered(books=[str(household)]))
    sheet = doors.sheet(entrance)
    assert isinstance(sheet, UnlockSheet)
    unlock(doors, entrance, "orchard teapot")
    assert entrance.main is None
    assert sheet.passphrase.edit.text() == "orchard teapot"
    assert "does not open this book" in sheet.passphrase.error.text()
    assert entrance.front.windowTitle().startswith("Error: ")
    unlock(doors, entrance, PASSPHRASE)
    assert entrance.main is not None
    assert recall(settings_file()).books == [str(household.resolve())]


def test_an_empty_passphrase_is_asked_for(doors: Doors, household: Path) -> None:
    entrance = doors.open(Remembered(books=[str(household)]))
    sheet = doors.sheet(entrance)
    assert isinstance(sheet, UnlockSheet)
    unlock(doors, entrance, "")
    assert "Type its passphrase" in sheet.passphrase.error.text()


def test_of_several_books_one_is_chosen(doors: Doors, household: Path, tmp_path: Path) -> None:
    gone = tmp_path / "Gone.dpbook"
    entrance = doors.open(Remembered(books=[str(household), str(gone)]))
    sheet = doors.sheet(entrance)
    assert isinstance(sheet, UnlockSheet)
    assert [sheet.book.box.itemText(row) for row in range(2)] == ["Margaret", "Gone"]
    sheet.book.set_value(gone)
    unlock(doors, entrance, PASSPHRASE)
    assert "There is no book at" in sheet.form.summary.accessibleName()
    sheet.book.set_value(household)
    unlock(doors, entrance, PASSPHRASE)
    assert entrance.main is not None


def test_a_book_that_is_gone_leaves_the_others(doors: Doors, household: Path) -> None:
    gone = household.parent / "Gone.dpbook"
    entrance = doors.open(Remembered(books=[str(gone), str(household)]))
    sheet = doors.sheet(entrance)
    assert isinstance(sheet, UnlockSheet)
    assert sheet.heading() == "Open “Margaret”"
    assert "There is no book at" in sheet.form.summary.accessibleName()


def test_lock_now_closes_the_book_until_the_passphrase_is_typed(
    doors: Doors, household: Path
) -> None:
    open_book(household, passphrase=PASSPHRASE).close()
    entrance = doors.open(Remembered(books=[str(household)]))
    main = entrance.main
    assert main is not None
    main.activateWindow()
    doors.qtbot.waitUntil(main.isActiveWindow)
    doors.qtbot.keyClick(main, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert main.isHidden()
    assert entrance.main is None
    assert entrance.front.isVisible()
    unlock(doors, entrance, "")
    assert entrance.main is None  # the computer knows the key, and still the passphrase is asked
    unlock(doors, entrance, PASSPHRASE)
    assert entrance.main is not None
    assert entrance.main.isVisible()


def test_looking_around_leaves_nothing_behind(doors: Doors, memory_keyring) -> None:
    entrance = doors.open(Remembered())
    press(doors.sheet(entrance), "Continue")
    press(doors.sheet(entrance), "Look around with made-up records")
    doors.settle(entrance)
    main = entrance.main
    assert main is not None
    folder = main.desk.book.folder
    assert "Made-up records" in main.windowTitle()
    assert main.desk.now() == NOW
    assert folder.exists()
    main.close()
    assert not folder.parent.exists()
    assert entrance.choices.books == []
    assert memory_keyring.kept == {}


def test_looking_around_can_be_stopped(doors: Doors) -> None:
    entrance = doors.open(Remembered())
    press(doors.sheet(entrance), "Continue")
    press(doors.sheet(entrance), "Look around with made-up records")
    press(doors.sheet(entrance), "Stop")
    assert isinstance(doors.sheet(entrance), BeginSheet)
    doors.settle(entrance)
    assert entrance.main is None


def test_a_fault_shows_one_page_and_the_window_goes_on(doors: Doors, household: Path) -> None:
    open_book(household, passphrase=PASSPHRASE).close()
    entrance = doors.open(Remembered(books=[str(household)], place="settings"))
    main = entrance.main
    assert main is not None
    main.desk.look(lambda: {}["Margaret Hale"], lambda _result: None)
    doors.settle(entrance)
    page = main.current_page()
    assert isinstance(page, TroublePage)
    report = page.trouble.report.toPlainText()
    assert "builtins.KeyError" in report
    assert "Margaret" not in report
    press(page, "Go on")
    assert main.current_page().place == "settings"


def test_a_fault_before_a_book_is_open(doors: Doors) -> None:
    entrance = doors.open(Remembered())
    entrance.show_trouble(ValueError("£12.71"))
    sheet = doors.sheet(entrance)
    assert isinstance(sheet, TroubleSheet)
    press(sheet, "Go on")
    assert isinstance(doors.sheet(entrance), BeginSheet)


def test_the_report_is_saved(doors: Doors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "report.txt"
    monkeypatch.setattr(
        "dpmanager.ui.pages.trouble.QFileDialog.getSaveFileName",
        lambda *_asked: (str(file), ""),
    )
    entrance = doors.open(Remembered())
    entrance.show_trouble(ValueError("£12.71"))
    press(doors.sheet(entrance), "Save a report...")
    text = file.read_text("utf-8")
    assert text.startswith("DP Manager ")
    assert "builtins.ValueError" in text
    assert "12.71" not in text
    assert doors.sheet(entrance).findChildren(Trouble)


def test_a_report_holds_no_path_and_no_value() -> None:
    def fail(name: str) -> None:
        try:
            int(name)
        except ValueError as fault:
            raise RuntimeError(f"{name} failed") from fault

    with pytest.raises(RuntimeError) as caught:
        fail("Frances")
    report = fault_report(caught.value)
    assert "builtins.RuntimeError" in report
    assert "builtins.ValueError" in report
    assert "test_entrance.py, line" in report
    assert "Frances" not in report
    assert str(Path(__file__).parent) not in report


def test_the_theme_follows_the_computer(qapp, monkeypatch: pytest.MonkeyPatch) -> None:
    applied: list[str] = []
    monkeypatch.setattr(
        "dpmanager.ui.app.apply_theme", lambda _app, theme, _percent: applied.append(theme)
    )
    choices = Remembered()
    follow_computer(qapp, choices)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert applied == ["follow"]
    choices.theme = "cream"
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert applied == ["follow"]


def test_without_a_screen_the_command_says_so() -> None:
    bare = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    run = subprocess.run(
        [sys.executable, "-m", "dpmanager", "open"],
        env=bare,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert run.stderr.startswith("There is no screen")


def test_the_moment_of_the_made_up_records_has_a_time_zone() -> None:
    assert datetime(2026, 10, 5, 20, tzinfo=UTC) == NOW


def test_the_book_locks_after_the_chosen_time_and_says_so_before(
    doors: Doors, household: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(idle, "MINUTE", 900)  # milliseconds
    open_book(household, passphrase=PASSPHRASE).close()
    entrance = doors.open(Remembered(books=[str(household)], lock_minutes=2))
    entrance._idle._end.setInterval(900)
    main = entrance.main
    assert main is not None
    doors.qtbot.waitUntil(lambda: "locks in one minute" in main.side.said.text(), timeout=5000)
    doors.qtbot.keyClick(main, Qt.Key.Key_Shift)
    assert not entrance._idle._end.isActive()
    doors.qtbot.waitUntil(lambda: entrance.main is None, timeout=5000)
    assert entrance.front.isVisible()
    unlock(doors, entrance, "")
    assert entrance.main is None
    entrance.choices.lock_minutes = 0
    unlock(doors, entrance, PASSPHRASE)
    assert entrance.main is not None
    assert not entrance._idle._warning.isActive()


def test_wrong_tries_wait_longer_each_time() -> None:
    assert [seconds_to_wait(tries) for tries in (0, 1, 2, 3, 4, 5, 8, 60)] == [
        0, 0, 0, 1, 2, 4, 30, 30,
    ]  # fmt: skip


def test_on_a_new_computer_the_copied_book_opens_with_its_passphrase(
    doors: Doors, household: Path, tmp_path: Path, memory_keyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_book(household, passphrase=PASSPHRASE) as book:
        book.back_up("asked", CLOCK)
        before = tables(book)
    moved = tmp_path / "new computer" / "Documents" / household.name
    shutil.copytree(household, moved)
    shutil.rmtree(household)
    memory_keyring.kept.clear()
    monkeypatch.setattr(
        "dpmanager.ui.entrance.QFileDialog.getExistingDirectory", lambda *_asked: str(moved)
    )
    entrance = doors.open(Remembered())
    press(doors.sheet(entrance), "Continue")
    press(doors.sheet(entrance), "Open a book that I have")
    doors.settle(entrance)
    unlock(doors, entrance, PASSPHRASE)
    assert entrance.main is not None
    book = entrance.main.desk.book
    assert book.folder == moved
    assert tables(book) == before
    assert check_book(book) == []
    assert len(book.backups()) == 1
