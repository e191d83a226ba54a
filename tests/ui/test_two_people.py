"""Two people on one household's hours, both by keyboard: Frances manages, Kim writes hours down.

Frances makes Kim's book on a USB stick; Kim writes on her own computer; the stick and later a file
by e-mail go to and fro. On 5 October 2026, a Monday, nothing of this week is written yet.
"""

import shutil
from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from keys import Keys, focused
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot
from seen_on_page import buttons
from small_book import all_of
from window_fixtures import CLOCK, PASSPHRASE

from dpmanager.domain.hours.shifts import HourKind, Shift
from dpmanager.records import models
from dpmanager.records.book import Book, open_book
from dpmanager.tasks.book.made_up_household import RAVI
from dpmanager.tasks.hours.record_shifts import record_shifts, shift_of
from dpmanager.ui.entrance import Entrance
from dpmanager.ui.helper_window import HelperWindow
from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.pages.unlock import UnlockSheet
from dpmanager.ui.remembered import Remembered
from dpmanager.ui.widgets.announce import ANNOUNCER
from dpmanager.ui.widgets.page import Sheet

MONDAY = date(2026, 10, 5)
KIMS_WORDS = "blue tractor wooden spoon"
HER_OWN_WORDS = "seven quiet garden gates"


class SheetKeys(Keys):
    """At the sheet that is in front in Kim's window."""

    @property
    def page(self) -> Sheet:
        return self.window.current_sheet()


class Homes:
    """Two computers and a stick; what their file dialogs give is said beforehand."""

    def __init__(self, qtbot: QtBot, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.qtbot, self.place = qtbot, place
        self.stick = place / "stick"
        self.stick.mkdir()
        self.chosen = ""
        self.said: list[str] = []
        self.doors: list[Entrance] = []
        ANNOUNCER.said.connect(self.hear)
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: self.chosen)
        for name in ("getOpenFileName", "getSaveFileName"):
            monkeypatch.setattr(QFileDialog, name, lambda *_asked: (self.chosen, ""))

    def hear(self, sentence: str) -> None:
        self.said.append(sentence)

    def choose(self, path: Path) -> Path:
        self.chosen = str(path)
        return path

    def open(self, folder: Path, passphrase: str) -> MainWindow | HelperWindow:
        """A start of the program, at the passphrase of a book."""
        door = Entrance(Remembered(books=[str(folder)]), now=lambda: CLOCK)
        self.doors.append(door)
        door.open()
        self.settle(door)
        if door.main is None and door.helper is None:
            sheet = door.front.current_sheet()
            assert isinstance(sheet, UnlockSheet)
            self.qtbot.keyClicks(sheet.passphrase.edit, passphrase)
            self.qtbot.keyClick(sheet.passphrase.edit, Qt.Key.Key_Return)
            self.settle(door)
        window = door.main or door.helper
        assert window is not None, door.front.current_sheet().form.summary.accessibleName()
        window.activateWindow()
        return window

    def settle(self, door: Entrance) -> None:
        self.qtbot.waitUntil(lambda: not door.background.is_busy(), timeout=20000)
        window = door.main or door.helper
        if window is not None:
            self.qtbot.waitUntil(lambda: not window.desk.is_busy(), timeout=20000)

    def manager(self, household: Path) -> Keys:
        window = self.open(household, PASSPHRASE)
        assert isinstance(window, MainWindow)
        keys = Keys(window, self.qtbot)
        keys.settle()
        return keys

    def helper(self, folder: Path, passphrase: str = KIMS_WORDS) -> SheetKeys:
        window = self.open(folder, passphrase)
        assert isinstance(window, HelperWindow)
        keys = SheetKeys(window, self.qtbot)
        keys.settle()
        return keys

    def turn_to(self, keys: Keys) -> None:
        """To the other one of two windows."""
        keys.window.activateWindow()
        self.qtbot.waitUntil(keys.window.isActiveWindow)
        keys.page.take_focus()

    def close(self) -> None:
        for door in self.doors:
            self.settle(door)
            for window in (door.main, door.helper, door.front):
                if window is not None:
                    window.close()


@pytest.fixture
def homes(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Homes]:
    made = Homes(qtbot, tmp_path, monkeypatch)
    yield made
    ANNOUNCER.said.disconnect(made.hear)
    made.close()


def make_kims_book(frances: Keys, homes: Homes) -> Path:
    frances.open_place("hours")
    frances.press("Somebody who helps")
    frances.press("Make a book for a helper")
    frances.letters("Kim Ford")
    frances.fill("Passphrase for them", KIMS_WORDS)
    frances.fill("Passphrase again", KIMS_WORDS)
    homes.choose(homes.stick)
    frances.press("Choose the place and make it...")
    assert homes.said[-1] == (
        "The book for Kim Ford is made, with the rota in it. Tell them the passphrase."
    )
    frances.says("Who helps", "Kim Ford", "No hours came in yet.", "The rota went out on 5 October")
    return homes.stick / "Hours.dphours"


def written(book: Book) -> list[tuple[date, time, time]]:
    shifts = [shift_of(row) for row in all_of(book, models.Shift)]
    return [(one.day, one.start, one.end) for one in shifts if one.day >= MONDAY]


def choose_worker(keys: Keys, name: str) -> None:
    keys.choose("Who", name)
    keys.key(Qt.Key.Key_Return)
    keys.settle()


def test_a_stick_goes_to_and_fro(homes: Homes, household: Path, memory_keyring) -> None:
    frances = homes.manager(household)
    stick = make_kims_book(frances, homes)
    homes.close()

    # Kim, at her own computer: the rota is there, a day as planned, a night typed in one box.
    memory_keyring.kept.clear()
    kim = homes.helper(stick)
    kim.page.turn_to(next(w.id for w in kim.page.week.workers if w.name == RAVI), MONDAY)
    kim.settle()
    kim.says("Ravi Patel, 5 to 11 October 2026", "No hours in this week yet.")
    kim.press("Worked as planned: 08:00 to 12:00")
    assert homes.said[-1] == "Saved: Monday 5 October, 08:00 to 12:00."
    assert kim.page.key == (MONDAY + timedelta(days=1), None)
    kim.page.table.setFocus()
    kim.key(Qt.Key.Key_Return)
    kim.letters("7pm-7am")
    kim.key(Qt.Key.Key_Return)
    kim.settle()
    assert homes.said[-1] == "Saved: Tuesday 6 October, 19:00 to 07:00 next day."
    kim.letters("8")  # the next day has the focus already
    kim.key(Qt.Key.Key_Tab)
    kim.letters("8")
    kim.key(Qt.Key.Key_Return)
    kim.settle()
    kim.says("starts and ends at 08:00")
    kim.fill("Finish", "1pm")
    kim.key(Qt.Key.Key_Return)
    kim.settle()
    kim.says("21 hours in this week.")
    QTest.keyClick(kim.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    kim.settle()
    assert homes.said[-1] == "Taken back: Write hours, Ravi Patel, Wednesday 7 October 2026"
    kim.says("16 hours in this week.")
    homes.close()

    # Frances takes the two shifts in; one day she has typed other hours already.
    frances = homes.manager(household)
    typed = Shift(MONDAY, time(9), time(12), HourKind.WEEKDAY)
    record_shifts(frances.desk.book, RAVI, [typed], who=frances.desk.who, at=CLOCK)
    frances.open_place("helper")
    homes.choose(homes.stick)
    frances.press("Open their book...")
    frances.says(
        "Hours from Kim Ford",
        "1 new shift",
        "Not the same as what you have",
        "Ravi Patel, Monday 5 October 2026: Kim Ford wrote 08:00 to 12:00 (Weekday). You have "
        "09:00 to 12:00 (Weekday).",
    )
    frances.choose("Ravi Patel, Monday 5 October", "Take what Kim Ford wrote")
    frances.press("Take these hours in")
    assert sorted(written(frances.desk.book)) == [
        (MONDAY, time(8), time(12)),
        (MONDAY + timedelta(days=1), time(19), time(7)),
    ]
    assert "2 things from Kim Ford are taken in. Hours wait for you to approve them." in homes.said
    frances.says("Nothing new", "All hours that Kim Ford wrote have been taken in.")
    assert frances.desk.book.can_undo() == ("Hours entered by Kim Ford, taken in by Frances Hale")
    frances.choose("For how long", "8 weeks")
    frances.press("Put the rota out")
    assert homes.said[-1] == "The rota is in the book of Kim Ford now."
    frances.window.undo()
    frances.settle()
    assert written(frances.desk.book) == [(MONDAY, time(9), time(12))]


def test_a_file_goes_by_e_mail(homes: Homes, household: Path) -> None:
    frances = homes.manager(household)
    stick = make_kims_book(frances, homes)
    there = shutil.copytree(stick, homes.place / "at Kim's" / "Hours.dphours")
    kim = homes.helper(there)
    kim.press("Settings")
    kim.fill("Passphrase now", KIMS_WORDS)
    kim.fill("New passphrase", HER_OWN_WORDS)
    kim.fill("New passphrase again", KIMS_WORDS)
    kim.press("Change the passphrase")
    kim.says("The two passphrases are not the same.")
    kim.fill("New passphrase again", HER_OWN_WORDS)
    kim.press("Change the passphrase")
    assert homes.said[-1] == "The passphrase is changed."
    kim.press("Back to the hours")
    kim.page.table.setFocus()
    kim.key(Qt.Key.Key_Return)
    kim.letters("8-9")
    kim.key(Qt.Key.Key_Return)
    kim.settle()
    sent = homes.choose(homes.place / "hours.zip")
    kim.press("Hand over as a file...")
    assert homes.said[-1].startswith("Saved as hours.zip in ")

    homes.turn_to(frances)
    frances.press("Open a file they sent...")
    frances.says("1 new shift")
    frances.press("Take these hours in")
    frances.press("Put the rota out")
    assert homes.said[-1] == "The rota is in the file now. Send it back to Kim Ford."
    assert len(written(frances.desk.book)) == 1

    homes.choose(sent)
    homes.turn_to(kim)
    kim.press("Take in a new rota...")
    assert homes.said[-1] == "Your rota is as new as the one in this file. Nothing was changed."


def test_a_helper_who_is_gone_and_a_book_of_somebody_else(homes: Homes, household: Path) -> None:
    frances = homes.manager(household)
    stick = make_kims_book(frances, homes)
    frances.page.take_focus()
    frances.press("Stop: When it ends Once Kim Ford")
    frances.says("Stopped helping on 5 October 2026.")
    assert "Open their book..." not in buttons(frances.page)
    frances.open_place("helper", helper_book=stick)
    frances.says("Kim Ford does not help with the hours any more. Their book was not read.")
    (stick / "manager").write_bytes(b"{}")
    frances.open_place("helper", helper_book=stick)
    frances.says("missing or damaged")


def test_what_is_wrong_with_a_new_book_is_said_beside_it(homes: Homes, household: Path) -> None:
    frances = homes.manager(household)
    frances.open_place("helper")
    frances.press("Make a book for a helper")
    frances.press("Choose the place and make it...")
    frances.says("Type the name of the helper.", "Type a passphrase for the helper.")
    frances.fill("Name of the helper", "Kim Ford")
    frances.fill("Passphrase for them", KIMS_WORDS)
    frances.fill("Passphrase again", HER_OWN_WORDS)
    frances.press("Choose the place and make it...")
    frances.says("The two passphrases are not the same.")
    frances.fill("Passphrase again", KIMS_WORDS)
    frances.press("Choose the place and make it...")  # and no place was chosen
    assert not list(homes.stick.iterdir())
    homes.choose(homes.stick)
    frances.fill("Name of their book", "Hours: Kim/2")
    frances.press("Choose the place and make it...")
    assert [each.name for each in homes.stick.iterdir()] == ["Hours- Kim-2.dphours"]


def test_the_helpers_book_opens_from_the_entrance_and_locks(homes: Homes, household: Path) -> None:
    frances = homes.manager(household)
    stick = make_kims_book(frances, homes)
    homes.close()
    door = Entrance(Remembered(), now=lambda: CLOCK)
    homes.doors.append(door)
    door.open()
    for name in ("Continue", "Open a book"):
        (press,) = [
            one
            for one in door.front.current_sheet().findChildren(QPushButton)
            if one.text().startswith(name) and one.isVisible()
        ]
        homes.choose(stick)
        press.click()
        homes.settle(door)
    sheet = door.front.current_sheet()
    assert isinstance(sheet, UnlockSheet)
    assert sheet.heading() == "Open “Hours”"
    homes.qtbot.keyClicks(sheet.passphrase.edit, PASSPHRASE)
    homes.qtbot.keyClick(sheet.passphrase.edit, Qt.Key.Key_Return)
    homes.settle(door)
    assert "does not open this book" in sheet.passphrase.error.text()
    sheet.passphrase.edit.clear()
    homes.qtbot.keyClicks(sheet.passphrase.edit, KIMS_WORDS)
    homes.qtbot.keyClick(sheet.passphrase.edit, Qt.Key.Key_Return)
    homes.settle(door)
    assert door.helper is not None
    assert door.main is None
    assert door.choices.books == [str(stick.resolve())]
    door.show_trouble(ValueError("planted"))
    assert "planted" not in "".join(buttons(door.helper.current_sheet()))
    door.helper.take_away()
    door.come_to_front(household)
    assert homes.said[-1] == "Another book is open. Close it first, then open the other one."
    door.lock()
    assert door.helper is None
    assert isinstance(door.front.current_sheet(), UnlockSheet)
    with open_book(household, passphrase=PASSPHRASE):
        pass


def test_before_any_rota_came_the_page_says_what_to_do(homes: Homes, household: Path) -> None:
    from helper_in_household import AT, HER_WORDS, QUICK

    from dpmanager.tasks.hours.exchange_with_helper import make_helper_book

    empty = homes.place / "Empty.dphours"
    with open_book(household, passphrase=PASSPHRASE) as book:
        make_helper_book(book, empty, HER_WORDS, "Lee", who="Frances Hale", at=AT, cost=QUICK)
    kim = homes.helper(empty, HER_WORDS)
    kim.says("The names are not here yet", "The book of Lee")
    assert list(buttons(kim.page)) == ["Take the rota from a file...", "Settings", "Help"]
    kim.key(Qt.Key.Key_F1)
    kim.settle()
    assert kim.page.heading() == "Help"
    assert focused() is kim.page.reader.text
