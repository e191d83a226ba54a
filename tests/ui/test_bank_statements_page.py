"""The bank's own statements at the keyboard: read in, added, looked at, saved, taken away."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from bank_paper import bank_pdf, scan
from keys import Keys, a_window, focused, spoken
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTableView
from pytestqt.qtbot import QtBot

from dpmanager.records import models
from dpmanager.tasks.book.made_up_household import NEW_ACCOUNT, OLD_ACCOUNT, QUARTER
from dpmanager.tasks.money import keep_statement
from dpmanager.tasks.money.bank_statements import BankStatement, look_at_bank_statements
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.bank_statements import BankStatementsPage
from dpmanager.ui.pages.money import MoneyPage

ASK = "dpmanager.ui.pages.bank_statements.ask_for_files"
SAVE = "dpmanager.ui.pages.bank_statement_view.ask_where_to_save"
LINES = [(date(2026, 10, 1), "VALE TAXIS", "-12.50"), (date(2026, 10, 2), "COUNCIL", "400.00")]


@pytest.fixture
def keys(desk: Desk, qtbot: QtBot) -> Iterator[Keys]:
    with a_window(desk, qtbot) as window:
        yield Keys(window, qtbot)


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What the file dialogs give: the last of these."""
    files: list[Path] = []
    monkeypatch.setattr(ASK, lambda *_asked, **_more: files[-1:])
    monkeypatch.setattr(SAVE, lambda *_asked, **_more: files[-1])
    return files


def a_file(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def kept(keys: Keys) -> tuple[BankStatement, ...]:
    return look_at_bank_statements(keys.desk.book).statements


def open_row(keys: Keys, nth: int) -> None:
    table = keys.to(QTableView, "Bank statements")
    QTest.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    keys.key(*[Qt.Key.Key_Down] * nth, Qt.Key.Key_Return)
    keys.settle()


def rows(keys: Keys) -> list[list[str]]:
    page = keys.page
    assert isinstance(page, BankStatementsPage)
    model = page.table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_what_was_read_in_is_listed_and_a_copy_is_saved(
    keys: Keys, chosen: list[Path], tmp_path: Path
) -> None:
    keys.open_place("money")
    keys.press("Bank statements")
    assert rows(keys) == [
        ["1 Jul 2026", "25 Sep 2026", "CSV file", "No", NEW_ACCOUNT],
        ["2 Apr 2026", "1 Jul 2026", "CSV file", "No", OLD_ACCOUNT],
    ]
    open_row(keys, 1)
    keys.says("Days", "2 April to 1 July 2026", "payments were read in from it", "It stays here.")
    assert spoken(focused()) == "Save a copy"
    chosen.append(tmp_path / "copy.csv")
    keys.press("Save a copy")
    assert chosen[0].read_bytes().startswith(b"Date,")
    keys.press("Back to all statements")
    assert isinstance(focused(), QTableView)
    keys.press("Back to Money")
    assert isinstance(keys.page, MoneyPage)


def test_a_scan_is_added_looked_at_taken_away_and_comes_back(
    keys: Keys, chosen: list[Path], tmp_path: Path
) -> None:
    keys.open_place("bank_statements")
    chosen.append(a_file(tmp_path, "september.jpg", scan(QUARTER.end)))
    keys.press("Add a PDF or photo")
    keys.says("The file: september.jpg")
    keys.press("Keep this statement")
    keys.says("Choose the account that it is of.", "Type the first day that it shows.")
    keys.choose("Which account is it of?", NEW_ACCOUNT)
    keys.fill_date("First day on it", date(2026, 9, 30))
    keys.fill_date("Last day on it", date(2026, 9, 1))
    keys.press("Keep this statement")
    keys.says("The statement ends before 30 September 2026, when it starts.")
    keys.fill_date("First day on it", date(2026, 9, 1))
    keys.fill_date("Last day on it", date(2026, 9, 30))
    keys.press("Keep this statement")

    assert rows(keys)[0] == ["1 Sep 2026", "30 Sep 2026", "Photo", "Yes", NEW_ACCOUNT]
    open_row(keys, 0)
    keys.says("It goes with the return of these days.", "Photo")
    page = keys.page
    assert isinstance(page, BankStatementsPage)
    assert page.one.picture.image().width() > 300
    keys.press("Take it away")
    assert len(kept(keys)) == 2
    assert isinstance(focused(), QTableView)

    keys.press("Undo: Remove a bank statement")
    assert len(kept(keys)) == 3
    assert rows(keys)[0][2] == "Photo"
    open_row(keys, 0)
    keys.press("Undo: Add a bank statement")
    assert page.views.shown is None  # what was open is gone
    assert len(rows(keys)) == 2


def test_a_pdf_says_itself_what_it_is_and_is_not_kept_twice(
    keys: Keys, chosen: list[Path], tmp_path: Path
) -> None:
    keys.open_place("bank_statements")
    chosen.append(a_file(tmp_path, "october.pdf", bank_pdf(LINES)))
    for _time in range(2):
        keys.press("Add a PDF or photo")
        keys.choose("Which account is it of?", NEW_ACCOUNT)
        keys.press("Keep this statement")  # the days stand there already
    keys.says(f"This very file is kept as a statement of {NEW_ACCOUNT} already.")
    (paper,) = (one for one in kept(keys) if one.is_a_page)
    assert (paper.days.start, paper.days.end) == (LINES[0][0], LINES[1][0])


def test_a_file_that_is_no_paper_is_refused(keys: Keys, chosen: list[Path], tmp_path: Path) -> None:
    keys.open_place("bank_statements")
    chosen.append(a_file(tmp_path, "october.csv", b"Date,Amount\n"))
    keys.press("Add a PDF or photo")
    keys.says("october.csv is no PDF and no photo")
    keys.says_not("Reading october.csv")
    assert len(kept(keys)) == 2


def test_the_empty_page_says_how_to_start(empty_desk: Desk, qtbot: QtBot) -> None:
    with a_window(empty_desk, qtbot) as window:
        keys = Keys(window, qtbot)
        keys.open_place("bank_statements")
        keys.says("No statements yet", "is kept here by itself")
        assert spoken(keys.to(QPushButton, "Add a PDF or photo"))


def read_file(keys: Keys, path: Path) -> MoneyPage:
    keys.open_place("money")
    page = keys.page
    assert isinstance(page, MoneyPage)
    page.show_reader()
    page.reader.read(path)
    keys.settle()
    keys.choose("Which account is it of?", NEW_ACCOUNT)
    keys.settle()
    return page


def test_a_pdf_whose_payments_are_all_there_can_be_kept(keys: Keys, tmp_path: Path) -> None:
    path = a_file(tmp_path, "october.pdf", bank_pdf(LINES))
    read_file(keys, path)
    keys.says("The file itself", "It is kept with your bank statements, when you save.")
    keys.press("Save 2 new payments")
    (paper,) = (one for one in kept(keys) if one.is_a_page)
    assert paper.payments == 2

    page = read_file(keys, path)  # it is kept, and brings nothing
    keys.says_not("It is kept with your bank statements, when you save.")
    assert page.reader.save.isHidden()

    again = a_file(tmp_path, "again.pdf", bank_pdf(LINES, before="2000.00"))
    read_file(keys, again)
    keys.says("Already there")
    keys.press("Keep this statement")
    assert sum(one.is_a_page for one in kept(keys)) == 2
    with keys.desk.book.reading() as session:
        newest = session.query(models.TaskDone).order_by(models.TaskDone.id.desc()).first()
        assert newest is not None
        assert newest.name == f"Import a statement of {NEW_ACCOUNT}"


def test_a_huge_file_is_said_not_to_be_kept(
    keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keep_statement, "LARGEST_MB", 0)
    read_file(keys, a_file(tmp_path, "october.pdf", bank_pdf(LINES)))
    keys.says("so it is not kept here.", "Keep the file yourself.")
    keys.press("Save 2 new payments")
    assert len(kept(keys)) == 2
