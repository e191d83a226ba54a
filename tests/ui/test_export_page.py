import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from keys import Keys, a_window, focused
from person import Person
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from seen_on_page import shown
from sqlalchemy import func, select
from window_fixtures import CLOCK

from dpmanager.records import models
from dpmanager.records.book import Book, DiskTrouble, open_book
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.book.export_everything import export_everything
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.set_up.read_in import ReadingSheet, WhichExportSheet
from dpmanager.ui.pages.set_up.sheets import BeginSheet
from dpmanager.ui.remembered import Remembered
from dpmanager.ui.widgets.progress import LongWork

PASSPHRASE = "kettle marble ferry tulip"
NAME = f"Direct payment records {CLOCK.date().isoformat()}"


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the person chooses."""
    folder = tmp_path / "stick"
    folder.mkdir()
    monkeypatch.setattr(
        "dpmanager.ui.pages.export.QFileDialog.getExistingDirectory", lambda *_asked: str(folder)
    )
    return folder


@pytest.fixture
def keys(desk: Desk, qtbot: QtBot) -> Iterator[Keys]:
    with a_window(desk, qtbot) as window:
        made = Keys(window, qtbot)
        made.open_place("export")
        yield made
        desk.book.close()


def payments(book: Book) -> int:
    with book.reading() as session:
        return session.scalar(select(func.count(models.Transaction.id))) or 0


def test_everything_by_keyboard_from_the_backups(
    keys: Keys, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr("dpmanager.ui.pages.export.QDesktopServices.openUrl", opened.append)
    keys.open_place("backups")
    keys.press("Take your records")
    assert keys.page.place == "export"
    keys.says("These files are not locked.")
    keys.says_not("First day")
    keys.press("Choose where to save")
    keys.says("Your records are saved", str(stick / NAME), "records, 15 receipts and papers")
    assert [file.name for file in stick.iterdir()] == [NAME]
    assert (stick / NAME / "book.json").is_file()
    button = focused()
    assert isinstance(button, QPushButton) and button.text() == "Open the folder"
    button.click()
    assert [url.toLocalFile() for url in opened] == [str(stick / NAME)]
    keys.open_place("export", again=True)
    keys.says_not("Your records are saved")
    keys.press("Choose where to save")
    assert (stick / f"{NAME} (2)").is_dir()


def test_some_days_as_a_zip_file(keys: Keys, stick: Path) -> None:
    keys.choose("What to take", "The records of some days")
    keys.press("Choose where to save")
    keys.says("Type the first day.", "Type the last day.")
    keys.fill_date("First day", date(2026, 7, 31))
    keys.fill_date("Last day", date(2026, 7, 1))
    keys.choose("Save them as", "One zip file, to send or to store")
    keys.press("Choose where to save")
    keys.says("The period ends before it starts.")
    assert list(stick.iterdir()) == []
    keys.fill_date("Last day", date(2026, 8, 31))
    keys.press("Choose where to save")
    keys.says(str(stick / f"{NAME}.zip"))
    assert [file.name for file in stick.iterdir()] == [f"{NAME}.zip"]


def test_stopped_on_the_way_nothing_is_saved(
    keys: Keys, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, told = threading.Event(), LongWork.reached
    monkeypatch.setattr(LongWork, "reached", lambda self, *far: (begun.wait(9), told(self, *far)))
    keys.to(QPushButton, "Choose where to save").click()
    keys.says("Writing your records.")
    keys.to(QPushButton, "Stop").click()
    keys.says_not("Writing your records.")
    begun.set()
    keys.settle()
    keys.says_not("Your records are saved")
    assert list(stick.iterdir()) == []


def test_a_full_disk_is_said(keys: Keys, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_asked: object, **_how: object) -> None:
        raise DiskTrouble

    monkeypatch.setattr("dpmanager.ui.pages.export.export_everything", full)
    keys.press("Choose where to save")
    assert "it may be full" in keys.page.form.summary.accessibleName()
    keys.says_not("Your records are saved")


def test_nothing_is_chosen_and_nothing_happens(
    keys: Keys, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "dpmanager.ui.pages.export.QFileDialog.getExistingDirectory", lambda *_asked: ""
    )
    keys.press("Choose where to save")
    keys.says_not("Your records are saved")
    assert list(stick.iterdir()) == []


# Reading in, where there is no book yet


@pytest.fixture
def exported(household: Path, tmp_path: Path) -> Path:
    """The household's records in a folder, and the same as a zip file beside it."""
    place = tmp_path / "taken"
    with open_book(household, passphrase="orchard teapot lantern gravel") as book:
        export_everything(book, place, at=CLOCK)
        export_everything(book, tmp_path / "taken.zip", at=CLOCK, as_zip=True)
    return place


@pytest.fixture
def person(qtbot: QtBot) -> Iterator[Person]:
    made = Person(Remembered())
    yield made
    made.leave()


def choose_folder(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(
        "dpmanager.ui.pages.set_up.read_in.QFileDialog.getExistingDirectory",
        lambda *_asked: str(folder),
    )


def to_passphrase(person: Person) -> None:
    person.press("Continue")
    assert isinstance(person.sheet, BeginSheet)
    person.press("Read in exported records")
    person.press("Choose the folder")
    assert any("records, exported on 5 October 2026" in piece for piece in shown(person.sheet))
    person.fill("Name of the book", "My care")
    person.press("Continue")


def test_a_new_book_from_exported_records_by_keyboard(
    person: Person, exported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_folder(monkeypatch, tmp_path)
    person.press("Continue")
    person.press("Read in exported records")
    person.press("Choose the folder")
    assert isinstance(person.sheet, WhichExportSheet)
    assert "no book.json in it" in person.sheet.summary.accessibleName()
    person.press("Back")

    person.press("Back")
    choose_folder(monkeypatch, exported)
    to_passphrase(person)
    person.fill("Passphrase", "short")
    person.fill("Passphrase once more", "short")
    person.press("Continue")
    assert "needs at least 12" in person.sheet.form.summary.accessibleName()
    person.fill("Passphrase", PASSPHRASE)
    person.fill("Passphrase once more", PASSPHRASE + "x")
    person.press("Continue")
    assert "not alike" in person.sheet.form.summary.accessibleName()
    person.fill("Passphrase once more", PASSPHRASE)
    person.press("Continue")
    book = person.main.desk.book
    assert book.folder.name == "My care.dpbook"
    assert payments(book) > 30
    assert check_book(book) == []
    assert person.main.windowTitle().startswith("Home - Margaret Hale's direct payment")


def test_a_zip_file_is_chosen_as_well(
    person: Person, exported: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "dpmanager.ui.widgets.files.QFileDialog.getOpenFileName",
        lambda *_asked: (str(exported.with_suffix(".zip")), ""),
    )
    person.press("Continue")
    person.press("Read in exported records")
    person.press("Choose the zip file")
    assert any("records, exported on 5 October 2026" in piece for piece in shown(person.sheet))


def test_reading_in_that_fails_says_why_and_leads_back(
    person: Person, exported: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_folder(monkeypatch, exported)
    to_passphrase(person)
    (exported / "receipts" / "00006-receipt.jpg").write_bytes(b"else")
    person.fill("Passphrase", PASSPHRASE)
    person.fill("Passphrase once more", PASSPHRASE)
    person.press("Continue")
    assert isinstance(person.sheet, ReadingSheet)
    assert "not as it was exported" in person.sheet.summary.accessibleName()
    person.press("Back")
    assert person.sheet.form.fields["book_name"].read() == "My care"


def test_reading_in_is_stopped(
    person: Person, exported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_folder(monkeypatch, exported)
    to_passphrase(person)
    begun, told = threading.Event(), LongWork.reached
    monkeypatch.setattr(LongWork, "reached", lambda self, *far: (begun.wait(9), told(self, *far)))
    person.fill("Passphrase", PASSPHRASE)
    person.fill("Passphrase once more", PASSPHRASE)
    person.tab_to(lambda widget: isinstance(widget, QPushButton) and widget.text() == "Continue")
    focused().click()
    assert isinstance(person.sheet, ReadingSheet)
    person.sheet.progress.stop.click()
    begun.set()
    person.settle()
    assert person.sheet.form.fields["book_name"].read() == "My care"
    assert list((tmp_path / "xdg_documents_dir" / "DP Manager").iterdir()) == []
