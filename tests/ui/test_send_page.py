"""Papers to send, at the keyboard: chosen, made, stopped, saved, printed, and as an e-mail."""

import email
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
from keys import Keys, a_window, focused
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot
from seen_on_page import buttons

from dpmanager.tasks.returns import email_draft
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.preview import PreviewPage
from dpmanager.ui.pages.send import SendPage
from dpmanager.ui.pages.send_files import free_name, size_words
from dpmanager.ui.widgets.announce import ANNOUNCER

PASSPHRASE = "green kettle seven"


@pytest.fixture
def keys(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Keys]:
    monkeypatch.setattr(email_draft.shutil, "which", lambda _name: None)
    with a_window(desk, qtbot) as window:
        made = Keys(window, qtbot)
        made.open_place("send")
        yield made


@pytest.fixture
def said() -> Iterator[list[str]]:
    found: list[str] = []
    ANNOUNCER.said.connect(found.append)
    yield found
    ANNOUNCER.said.disconnect(found.append)


def page_of(keys: Keys) -> SendPage:
    page = keys.page
    assert isinstance(page, SendPage)
    return page


def save_to(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    def where(_parent: Any, _title: str, offered: str, _kinds: str) -> tuple[str, str]:
        return str(folder / Path(offered).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", where)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(folder))


def test_the_returns_page_leads_here_and_back(keys: Keys) -> None:
    keys.open_place("returns", start=date(2026, 8, 1), end=date(2026, 8, 31))
    keys.press("Papers to send")
    assert isinstance(keys.page, SendPage)
    keys.says("The return for 1 August 2026 to 31 August 2026.")
    keys.press("Back to Returns")
    keys.says("1 August 2026 to 31 August 2026")


def test_the_usual_papers_are_made_with_one_button(
    keys: Keys, said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_to(monkeypatch, tmp_path)
    keys.says("These files leave the safe. Anybody who has them can read them.")
    keys.press("Make them")

    keys.says(
        "Letter 2026-07-01 to 2026-09-30.pdf, ",
        "Return 2026-07-01 to 2026-09-30.pdf, ",
        "Evidence 2026-07-01 to 2026-09-30.pdf, ",
        "The return is not signed yet.",
        "The address of the council is not known here.",
    )
    keys.says_not("large print.pdf")
    keys.says_not("Margaret")
    assert said[-1] == "3 files are ready."
    assert isinstance(focused(), QPushButton)
    assert focused().text() == "Save them all..."  # type: ignore[attr-defined]

    keys.press("Save them all")
    keys.press("Save them all")  # and nothing is written over
    assert sorted(file.name for file in tmp_path.glob("*.pdf")) == [
        "Evidence 2026-07-01 to 2026-09-30 (2).pdf",
        "Evidence 2026-07-01 to 2026-09-30.pdf",
        "Letter 2026-07-01 to 2026-09-30 (2).pdf",
        "Letter 2026-07-01 to 2026-09-30.pdf",
        "Return 2026-07-01 to 2026-09-30 (2).pdf",
        "Return 2026-07-01 to 2026-09-30.pdf",
    ]
    assert said[-1].startswith("3 files are saved in ")


def test_locked_files_are_saved_locked_and_printed_open(
    keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_to(monkeypatch, tmp_path)
    keys.choose("Who can open them", "Only somebody with a passphrase")
    keys.says("Tell the council by phone. Never write it in the e-mail.")
    keys.fill("Passphrase for these files", "short")
    keys.press("Make them")
    assert "8 letters or more" in page_of(keys).form.summary.accessibleName()
    keys.fill("Passphrase for these files", PASSPHRASE)
    keys.press("Make them")
    keys.says("Tell the council the passphrase by phone, not by e-mail.")

    keys.press("Save...: Return")
    reader = pypdf.PdfReader(tmp_path / "Return 2026-07-01 to 2026-09-30.pdf")
    assert reader.is_encrypted
    assert reader.decrypt(PASSPHRASE)

    printed = tmp_path / "printed.pdf"

    def accept(dialog: QPrintDialog) -> int:
        printer: QPrinter = dialog.printer()
        printer.setOutputFileName(str(printed))
        return QPrintDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", accept)
    keys.press("Print...: Letter")
    with pypdfium2.PdfDocument(printed.read_bytes()) as document:
        assert len(document) >= 1


def test_a_paper_can_be_seen_and_the_files_are_still_there(keys: Keys) -> None:
    keys.press("Make them")
    keys.press("See it: Evidence bundle")
    assert isinstance(keys.page, PreviewPage)
    keys.press("Back")
    keys.says("Your files")


def test_without_a_mail_program_the_e_mail_is_kept_as_a_file(
    keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_to(monkeypatch, tmp_path)
    keys.press("Make them")
    keys.press("Make an e-mail")

    message = email.message_from_bytes((tmp_path / "E-mail.eml").read_bytes())
    assert message["X-Unsent"] == "1"
    assert "Margaret Hale" in str(message["Subject"]).replace("\n", "")
    names = [part.get_filename() for part in message.walk() if part.get_filename()]
    assert names == [
        "Letter 2026-07-01 to 2026-09-30.pdf",
        "Return 2026-07-01 to 2026-09-30.pdf",
        "Evidence 2026-07-01 to 2026-09-30.pdf",
    ]


def test_what_the_mail_program_reads_goes_when_the_book_is_closed(
    keys: Keys, said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "for mail"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "mkdtemp", lambda **_options: str(folder))
    monkeypatch.setattr(
        "dpmanager.ui.pages.send_files.open_draft",
        lambda draft, place: (place / draft.files[0][0]).write_bytes(draft.files[0][1]) and None,
    )
    keys.press("Make them")
    keys.press("Make an e-mail")

    assert said[-1] == "The e-mail is open in your mail program. It is not sent yet."
    assert list(folder.iterdir())
    keys.desk.stopping.emit()
    assert not folder.exists()


def test_it_can_be_stopped_and_started_again(keys: Keys, said: list[str]) -> None:
    page = page_of(keys)
    QTest.keyClick(keys.to(QPushButton, "Make them"), Qt.Key.Key_Space)
    assert page.progress.isVisible()
    QTest.keyClick(keys.to(QPushButton, "Stop"), Qt.Key.Key_Space)
    keys.settle()

    assert said[-1] == "Stopped. No paper was made."
    assert page.progress.isHidden()
    assert page.files.isHidden()
    keys.press("Make them")
    keys.says("Your files")


def test_nothing_chosen_is_said_beside_the_choice(keys: Keys) -> None:
    for name in ("Letter to go with it", "The return", "The evidence"):
        keys.tick(name)
    keys.press("Make them")
    page = page_of(keys)
    assert "Choose at least one paper." in page.form.summary.accessibleName()
    assert page.files.isHidden()


def test_a_name_in_the_file_names_and_large_print_when_asked(keys: Keys) -> None:
    keys.tick("The return in large print")
    keys.tick("Put the name into the file names")
    keys.press("Make them")
    keys.says("Margaret Hale Return 2026-07-01 to 2026-09-30, large print.pdf")


def test_more_than_one_e_mail_is_made_where_the_mailbox_is_small(
    keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dpmanager.tasks.returns.papers_to_send.MEGABYTE", 100_000)
    keys.choose("Largest e-mail that the council takes", "5 MB")
    keys.press("Make them")

    keys.says("Evidence bundle, part 1 of ")
    named = [name for name in buttons(page_of(keys)) if name.startswith("Make e-mail")]
    assert named[0] == f"Make e-mail 1 of {len(named)}"
    assert len(named) > 1


def test_days_without_a_return_say_why(keys: Keys) -> None:
    keys.open_place("send", start=date(2020, 1, 1), end=date(2020, 3, 31))
    keys.press("Make them")
    assert "Nothing was agreed with" in page_of(keys).form.summary.accessibleName()


def test_sizes_in_words() -> None:
    assert [size_words(size) for size in (1, 28_400, 120_000, 3_440_000)] == [
        "1 KB", "28 KB", "0.1 MB", "3.4 MB",
    ]  # fmt: skip


def test_a_file_takes_the_place_of_no_other(tmp_path: Path) -> None:
    (tmp_path / "Return.pdf").touch()
    (tmp_path / "Return (2).pdf").touch()
    assert free_name(tmp_path, "Return.pdf") == tmp_path / "Return (3).pdf"
