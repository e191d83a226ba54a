from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from keys import Keys, a_window
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from window_fixtures import CLOCK, PASSPHRASE

from dpmanager.records import models
from dpmanager.records.book import Book, open_book
from dpmanager.tasks.book.backups import days_since, is_in_synced_folder
from dpmanager.ui import closing
from dpmanager.ui.closing import close_with_backup
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.backups import BackupsPage, size_words
from dpmanager.ui.remembered import SecondPlace


@pytest.fixture
def keys(desk: Desk, qtbot: QtBot) -> Iterator[Keys]:
    with a_window(desk, qtbot) as window:
        made = Keys(window, qtbot)
        made.open_place("backups")
        yield made
        desk.book.close()


def add_outcome(book: Book, name: str) -> None:
    with book.task(f"Add {name}", who="Anna", at=CLOCK) as session:
        session.add(models.Outcome(name=name))


def outcomes(book: Book) -> list[str]:
    with book.reading() as session:
        return list(session.scalars(select(models.Outcome.name)))


def test_a_backup_by_keyboard_and_the_way_back(keys: Keys) -> None:
    before = outcomes(keys.desk.book)
    keys.says("There is no backup yet")
    keys.press("Make a backup now")
    keys.says_not("There is no backup yet")
    add_outcome(keys.desk.book, "Swim")
    keys.press("See what would change")
    keys.says("1 thing was saved after this backup", "you can always come back")
    keys.press("Go back to this backup")
    assert keys.page.place == "home"
    assert outcomes(keys.desk.book) == before
    keys.open_place("backups")
    assert [each.reason for each in keys.desk.book.backups()] == ["restore", "asked"]


def test_a_damaged_backup_is_named_and_refused(keys: Keys) -> None:
    keys.press("Make a backup now")
    (made,) = keys.desk.book.backups()
    made.file.write_bytes(b"x" * 4096)
    keys.page.refresh()
    keys.settle()
    page = keys.page
    assert isinstance(page, BackupsPage)
    assert page.table.model().index(0, 2).data() == "It is damaged and cannot be used"
    keys.press("See what would change")
    assert "damaged" in page.summary.accessibleName()


def test_a_second_place_is_chosen_kept_up_to_date_and_left(
    keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(
        "dpmanager.ui.pages.backups.QFileDialog.getExistingDirectory", lambda *_asked: str(stick)
    )
    keys.press("Choose a place")
    keys.says(str(stick), "It was brought up to date on 5 October 2026.")
    add_outcome(keys.desk.book, "Swim")
    close_with_backup(keys.desk)
    (copy,) = stick.iterdir()
    with open_book(copy, passphrase=PASSPHRASE) as opened:
        assert "Swim" in outcomes(opened)
    assert keys.desk.remembered.trouble == ""


def test_a_stick_that_is_not_plugged_in_is_said(keys: Keys, tmp_path: Path) -> None:
    place = SecondPlace(str(tmp_path / "gone"), "2026-09-01T10:00:00+00:00")
    keys.desk.remembered.second_places[str(keys.desk.book.folder)] = place
    keys.open_place("backups")
    keys.says("Plug in the USB stick", "That is 34 days ago.")
    close_with_backup(keys.desk)
    assert place.copied_at == "2026-09-01T10:00:00+00:00"


def test_closing_makes_a_backup_only_after_a_change(desk: Desk, household: Path) -> None:
    close_with_backup(desk)
    with open_book(household, passphrase=PASSPHRASE) as book:
        (first,) = book.backups()
        again = Desk(book, desk.remembered, now=lambda: CLOCK)
        close_with_backup(again)
    with open_book(household, passphrase=PASSPHRASE) as book:
        assert book.backups() == [first]


def test_a_backup_that_cannot_be_made_is_said_at_the_next_start(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dpmanager.records.book import DiskTrouble

    def full(*_asked: object) -> None:
        raise DiskTrouble

    monkeypatch.setattr(closing, "back_up_if_changed", full)
    close_with_backup(desk)
    assert "The disk cannot be used" in desk.remembered.trouble
    with pytest.raises(Exception, match="locked"):
        desk.book.can_undo()


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("/home/sam/Documents/Sam.dpbook", ""),
        ("/home/sam/OneDrive - Personal/Documents/Sam.dpbook", "OneDrive"),
        ("/home/sam/Dropbox/Sam.dpbook", "Dropbox"),
        ("/Users/sam/Library/Mobile Documents/Sam.dpbook", "iCloud"),
        ("/home/sam/my dropboxes/Sam.dpbook", ""),
    ],
)
def test_folders_that_are_copied_to_the_internet(folder: str, service: str) -> None:
    assert is_in_synced_folder(Path(folder)) == service


def test_sizes_and_a_clock_that_was_set_back() -> None:
    assert [size_words(size) for size in (10, 4096, 1_234_567)] == ["1 kB", "4 kB", "1.2 MB"]
    later = datetime.fromisoformat("2026-10-05T10:00:00+00:00")
    assert days_since(later, datetime.fromisoformat("2026-09-01T10:00:00+01:00")) == 0


def test_the_book_is_checked_by_keyboard(keys: Keys) -> None:
    keys.press("Check the book")
    keys.says("The book is whole")
    with keys.desk.book.task("Spoil", who="Anna", at=CLOCK) as session:
        session.scalars(select(models.Payslip)).first().net_pay += 1
    keys.press("Check the book")
    page = keys.page
    assert isinstance(page, BackupsPage)
    assert "does not add up" in page.summary.accessibleName()
