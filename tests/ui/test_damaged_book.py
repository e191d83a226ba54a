"""A book that is damaged: what its sheet offers, and where that leads."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from test_entrance import Doors, press, unlock
from window_fixtures import CLOCK, PASSPHRASE

from dpmanager.records import vault
from dpmanager.records.book import open_book
from dpmanager.records.models import Outcome
from dpmanager.ui.entrance import Entrance
from dpmanager.ui.pages.damaged import BackupsOfDamagedSheet, SavedSheet
from dpmanager.ui.pages.unlock import UnlockSheet
from dpmanager.ui.remembered import Remembered


@pytest.fixture
def doors(qtbot: QtBot) -> Iterator[Doors]:
    made = Doors(qtbot)
    yield made
    for entrance in made.opened:
        made.settle(entrance)
        if entrance.main is not None:
            entrance.main.close()
        entrance.front.close()


@pytest.fixture
def damaged(household: Path) -> Path:
    """The household's book with a backup, and then its first page spoilt."""
    with open_book(household, passphrase=PASSPHRASE) as book:
        book.back_up("asked", CLOCK)
        with book.task("Later", who="Sam", at=CLOCK + timedelta(hours=1)) as session:
            session.add(Outcome(name="Later"))
    spoil(household)
    return household


def spoil(folder: Path) -> None:
    content = bytearray((folder / "book.db").read_bytes())
    content[200:300] = bytes(100)
    (folder / "book.db").write_bytes(content)


def the_sheet(doors: Doors, folder: Path) -> tuple[Entrance, UnlockSheet]:
    entrance = doors.open(Remembered(books=[str(folder)]))
    sheet = doors.sheet(entrance)
    assert isinstance(sheet, UnlockSheet)
    return entrance, sheet


def test_what_can_be_read_is_saved_into_a_new_book_which_is_opened(
    doors: Doors, damaged: Path
) -> None:
    before = (damaged / "book.db").read_bytes()
    entrance, sheet = the_sheet(doors, damaged)
    assert "book.db" in sheet.form.summary.accessibleName()
    press(sheet, "Try to save what can be read")
    doors.settle(entrance)
    saved = doors.sheet(entrance)
    assert isinstance(saved, SavedSheet)
    press(saved, "Open the new book")
    doors.settle(entrance)
    main = entrance.main
    assert main is not None
    assert main.desk.book.folder.name == "Margaret saved.dpbook"
    assert main.desk.book.check() == []
    assert (damaged / "book.db").read_bytes() == before


def test_a_backup_is_gone_back_to_with_the_passphrase(doors: Doors, damaged: Path) -> None:
    vault.forget_key(vault.read_keys(damaged).book_id)
    entrance, sheet = the_sheet(doors, damaged)
    assert not sheet.to_mend.isVisible()  # it is not known yet
    unlock(doors, entrance, PASSPHRASE)
    assert sheet.to_mend.isVisible()
    press(sheet, "Go back to a backup")
    backups = doors.sheet(entrance)
    assert isinstance(backups, BackupsOfDamagedSheet)
    assert backups.table.model().rowCount() == 1
    press(backups, "Go back to this backup")
    doors.settle(entrance)
    assert entrance.main is not None
    with entrance.main.desk.book.reading() as session:
        assert "Later" not in [each.name for each in session.query(Outcome)]
    assert entrance.main.desk.book.check() == []


def test_a_wrong_passphrase_is_said_on_the_sheet_where_it_is_typed(
    doors: Doors, damaged: Path
) -> None:
    entrance, sheet = the_sheet(doors, damaged)
    sheet.passphrase.edit.setText("orchard teapot lantern")
    for way in ("Try to save what can be read", "Go back to a backup"):
        press(sheet, way)
        if isinstance(doors.sheet(entrance), BackupsOfDamagedSheet):
            press(doors.sheet(entrance), "Go back to this backup")
        doors.settle(entrance)
        assert doors.sheet(entrance) is sheet
        assert "does not open this book" in sheet.passphrase.error.text()
    assert entrance._wrong_tries == {damaged: 2}
    assert [each.name for each in damaged.parent.glob("*.dpbook")] == [damaged.name]


def test_a_locked_book_asks_for_its_passphrase(doors: Doors, damaged: Path) -> None:
    entrance, sheet = the_sheet(doors, damaged)
    entrance._locked.add(damaged)
    press(sheet, "Try to save what can be read")
    doors.settle(entrance)
    assert doors.sheet(entrance) is sheet
    assert "Type its passphrase" in sheet.passphrase.error.text()


def test_a_damaged_backup_says_so_and_another_may_be_chosen(doors: Doors, damaged: Path) -> None:
    (backup,) = (damaged / "backups").glob("*.db")
    backup.write_bytes(backup.read_bytes()[:3000])
    entrance, sheet = the_sheet(doors, damaged)
    press(sheet, "Go back to a backup")
    backups = doors.sheet(entrance)
    assert isinstance(backups, BackupsOfDamagedSheet)
    press(backups, "Go back to this backup")
    doors.settle(entrance)
    assert "damaged" in backups.summary.accessibleName()
    press(backups, "Back")
    assert doors.sheet(entrance) is sheet


def test_without_backups_none_are_offered(doors: Doors, damaged: Path) -> None:
    shutil.rmtree(damaged / "backups")
    _entrance, sheet = the_sheet(doors, damaged)
    assert sheet.to_save.isVisible()
    assert not sheet.to_backup.isVisible()


def test_a_wrong_passphrase_alone_offers_nothing(doors: Doors, household: Path) -> None:
    entrance, sheet = the_sheet(doors, household)
    unlock(doors, entrance, "orchard teapot")
    assert not sheet.to_mend.isVisible()
