from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from window_fixtures import CLOCK

from dpmanager.records import models
from dpmanager.records.book import DamagedBook, WrongPassphrase, open_book
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.book.draft import Draft, begin_draft, drafts, open_draft
from dpmanager.ui.entrance import Entrance
from dpmanager.ui.pages.help import HelpSheet
from dpmanager.ui.pages.set_up.flow import QUESTIONS
from dpmanager.ui.pages.set_up.question import QuestionSheet
from dpmanager.ui.pages.set_up.sheets import BeginSheet, CheckSheet
from dpmanager.ui.pages.unlock import UnlockSheet
from dpmanager.ui.remembered import Remembered

PASSPHRASE = "kettle marble ferry tulip"


class Person:
    """Somebody who sets up a book by keyboard."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.start()

    def start(self) -> None:
        self.entrance = Entrance(Remembered(), now=lambda: CLOCK)
        self.entrance.open()
        self.entrance.front.activateWindow()
        self.qtbot.waitUntil(self.entrance.front.isActiveWindow)

    @property
    def sheet(self) -> QWidget:
        return self.entrance.front.current_sheet()

    def settle(self) -> None:
        background = self.entrance.background
        self.qtbot.waitUntil(lambda: not background.is_busy(), timeout=20000)

    def key(self, key: Qt.Key) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        self.qtbot.keyClick(focus, key)
        self.settle()

    def tab_to(self, wanted: Callable[[QWidget], bool]) -> QWidget:
        for _step in range(60):
            focus = QApplication.focusWidget()
            assert focus is not None
            if wanted(focus):
                return focus
            self.qtbot.keyClick(focus, Qt.Key.Key_Tab)
        raise AssertionError("not reached by Tab")

    def press(self, name: str) -> None:
        self.tab_to(lambda widget: isinstance(widget, QPushButton) and widget.text() == name)
        self.key(Qt.Key.Key_Space)

    def fill(self, label: str, text: str) -> None:
        line = self.tab_to(
            lambda widget: isinstance(widget, QLineEdit) and widget.accessibleName() == label
        )
        assert isinstance(line, QLineEdit)
        line.selectAll()
        self.qtbot.keyClicks(line, text)

    def choose(self, label: str, text: str) -> None:
        box = self.tab_to(
            lambda widget: isinstance(widget, QComboBox) and widget.accessibleName() == label
        )
        assert isinstance(box, QComboBox)
        for _step in range(box.count()):
            if box.currentText() == text:
                return
            self.qtbot.keyClick(box, Qt.Key.Key_Down)
        assert box.currentText() == text

    def fill_date(self, label: str, day: str, month: str, year: str) -> None:
        for part, text in (("Day", day), ("Month", month), ("Year", year)):
            self.fill(f"{part}, {label}", text)

    def question(self) -> str:
        assert isinstance(self.sheet, QuestionSheet), self.sheet
        return self.sheet.question.name

    def problem(self) -> str:
        assert isinstance(self.sheet, QuestionSheet)
        return self.sheet.form.summary.accessibleName()

    def to_first_question(self) -> None:
        self.press("Continue")
        assert isinstance(self.sheet, BeginSheet)
        self.press("Set up my own records")

    def place_and_passphrase(self) -> None:
        self.fill("Name of the book", "My care")
        self.press("Continue")
        self.fill("Passphrase", PASSPHRASE)
        self.fill("Passphrase once more", PASSPHRASE)
        self.key(Qt.Key.Key_Return)

    def people(self) -> None:
        self.fill("Their full name", "Margaret Hale")
        self.key(Qt.Key.Key_Return)
        self.fill_date("Date of birth", "14", "march", "1948")
        self.press("Continue")
        self.choose("Part of the United Kingdom", "Wales")
        self.press("Continue")
        self.choose("Who it is", "A suitable person (the word used in Wales)")
        self.fill("Their full name", "Frances Hale")
        self.press("Continue")
        self.press("I do not know, or nobody is employed")
        self.press("I do not know, or there are none")

    def agreement(self) -> None:
        self.fill("Its name", "Northshire County Council")
        self.press("Continue")
        self.fill_date("Start of the agreement", "6", "4", "2026")
        self.key(Qt.Key.Key_Return)
        self.fill("Amount for a week", "379.40")
        self.press("Continue")
        self.choose("Your contribution", "I pay it into the account")
        self.fill("Contribution for a week", "58.20")
        self.press("Continue")
        self.press("Continue")
        self.press("I do not know")
        self.fill("Days", "28")
        self.press("Continue")

    def the_rest(self) -> None:
        self.fill("Hours a week", "20")
        self.fill("Agreed for an hour", "16.40")
        self.press("Add this kind of care")
        self.choose("Kind of care", "Day opportunities")
        self.fill("Hours a week", "3")
        self.fill("Agreed for an hour", "17.13")
        self.press("Continue")  # what was typed and not added yet is not lost
        self.press("Leave this out")
        self.fill("What you call it", "Direct payment account")
        self.fill("Last four figures of its number", "5678")
        self.press("Continue")
        self.fill_date("Records begin on", "1", "October", "2026")
        self.fill("Balance at the start of that day", "902.11")
        self.press("Continue")


@pytest.fixture
def person(qtbot: QtBot) -> Iterator[Person]:
    made = Person(qtbot)
    yield made
    made.settle()
    main = made.entrance.main
    if main is not None:
        qtbot.waitUntil(lambda: not main.desk.is_busy(), timeout=20000)
        main.close()
    made.entrance.front.close()


def test_from_nothing_to_a_working_book(person: Person, own_documents: Path) -> None:
    person.to_first_question()
    person.place_and_passphrase()
    person.people()
    person.agreement()
    person.the_rest()
    assert isinstance(person.sheet, CheckSheet)
    person.press("Make my book")
    main = person.entrance.main
    assert main is not None
    assert main.current_page().place == "home"
    assert drafts() == []
    book = main.desk.book
    assert book.folder == own_documents / "DP Manager" / "My care.dpbook"
    assert check_book(book) == []
    with book.reading() as session:
        arrangement = session.scalars(select(models.Arrangement)).one()
        assert arrangement.recipient.name == "Margaret Hale"
        assert arrangement.recipient.date_of_birth == date(1948, 3, 14)
        assert arrangement.manager.name == "Frances Hale"
        assert (arrangement.manager_role, arrangement.nation) == ("suitable", "wales")
        agreement = session.scalars(select(models.Agreement)).one()
        assert agreement.weekly_amount == Decimal("379.40")
        assert agreement.weekly_contribution == Decimal("58.20")
        assert (agreement.surplus_weeks, agreement.return_days) == (None, 28)
        assert {(row.service_type, row.weekly_hours) for row in agreement.services} == {
            ("personal_care", Decimal(20)),
            ("day_opportunities", Decimal(3)),
        }
        account = session.scalars(select(models.Account)).one()
        assert (account.last_four, account.opening_balance) == ("5678", Decimal("902.11"))
    main.close()
    open_book(book.folder, passphrase=PASSPHRASE).close()


@pytest.fixture
def own_documents(tmp_path: Path) -> Path:
    return tmp_path / "xdg_documents_dir"


def test_save_and_finish_later_goes_on_where_it_stopped(person: Person) -> None:
    person.to_first_question()
    person.place_and_passphrase()
    person.people()
    person.fill("Its name", "Northshire County Council")
    person.press("Save and finish later")
    assert isinstance(person.sheet, BeginSheet)
    (file,) = drafts()
    assert b"Margaret" not in file.read_bytes()
    assert b"Northshire" not in file.read_bytes()

    person.entrance.front.close()
    person.start()
    person.press("Continue")
    person.press("Go on with “My care”")
    assert isinstance(person.sheet, UnlockSheet)
    person.fill("Passphrase", "kettle marble")
    person.key(Qt.Key.Key_Return)
    assert "does not open" in person.sheet.passphrase.error.text()
    person.fill("Passphrase", PASSPHRASE)
    person.key(Qt.Key.Key_Return)
    assert person.question() == "funder"
    assert isinstance(person.sheet, QuestionSheet)
    assert person.sheet.form.fields["funder_name"].read() == "Northshire County Council"


def test_a_power_cut_loses_the_open_question_alone(person: Person) -> None:
    person.to_first_question()
    person.place_and_passphrase()
    person.people()
    sealed = open_draft(drafts()[0], PASSPHRASE)
    assert sealed.draft.recipient_name == "Margaret Hale"
    assert sealed.draft.answered[-1] == "hmrc"


def test_back_shows_what_was_answered(person: Person) -> None:
    person.to_first_question()
    person.place_and_passphrase()
    person.fill("Their full name", "Margaret Hale")
    person.press("Continue")
    assert person.question() == "about_recipient"
    assert isinstance(person.sheet, QuestionSheet)
    person.sheet.back.emit()
    assert person.question() == "recipient"
    assert person.sheet.form.fields["recipient_name"].read() == "Margaret Hale"


def test_change_returns_to_the_check(person: Person) -> None:
    person.to_first_question()
    person.place_and_passphrase()
    person.people()
    person.agreement()
    person.the_rest()
    person.tab_to(lambda widget: widget.accessibleName().startswith("Change: For each week"))
    person.key(Qt.Key.Key_Space)
    assert person.question() == "weekly_amount"
    person.fill("Amount for a week", "400")
    person.press("Continue")
    assert isinstance(person.sheet, CheckSheet)
    person.tab_to(lambda widget: widget.accessibleName() == "Change: For each week £400.00")


def test_wrong_answers_are_explained_and_kept(person: Person) -> None:
    person.to_first_question()
    person.press("Continue")
    assert "Type a name for the book." in person.problem()
    person.fill("Name of the book", "My/care")
    person.press("Continue")
    assert "no signs such as /" in person.problem()
    person.fill("Name of the book", "My care")
    person.fill("Folder", "/nowhere/at/all")
    person.press("Continue")
    assert "There is no folder of this name." in person.problem()
    assert isinstance(person.sheet, QuestionSheet)
    assert person.sheet.form.fields["folder"].read() == "/nowhere/at/all"


def test_help_lies_over_the_question_and_nothing_typed_is_lost(person: Person) -> None:
    person.to_first_question()
    person.fill("Name of the book", "My care")
    front = person.entrance.front
    person.qtbot.keyClick(front, Qt.Key.Key_F1)
    assert isinstance(person.sheet, HelpSheet)
    assert "If you do not know" in person.sheet.reader.text.toPlainText()
    person.press("Back")
    assert isinstance(person.sheet, QuestionSheet)
    assert person.sheet.form.fields["book_name"].read() == "My care"


def test_a_second_draft_of_the_same_name_is_not_written_over_the_first(person: Person) -> None:
    begin_draft(Draft(book_name="My care", recipient_name="Margaret Hale"), PASSPHRASE)
    person.press("Continue")
    person.press("Set up my own records")
    person.fill("Name of the book", "My care")
    person.press("Continue")
    assert "you have answers already" in person.problem()


def test_the_two_passphrases_must_agree_and_be_long(person: Person) -> None:
    person.to_first_question()
    person.fill("Name of the book", "My care")
    person.press("Continue")
    person.fill("Passphrase", PASSPHRASE)
    person.fill("Passphrase once more", "kettle marble ferry tulips")
    person.key(Qt.Key.Key_Return)
    assert "The two are not alike." in person.problem()
    person.fill("Passphrase", "short")
    person.fill("Passphrase once more", "short")
    person.key(Qt.Key.Key_Return)
    assert "needs at least 12" in person.problem()
    assert person.question() == "passphrase"
    assert drafts() == []


def test_every_question_has_one_row_to_check() -> None:
    draft = Draft(manager_role="nominated")
    unchecked = [q.name for q in QUESTIONS if not q.answers(draft)]
    assert unchecked == ["passphrase"]


def test_a_damaged_draft_is_named() -> None:
    sealed = begin_draft(Draft(book_name="My care"), PASSPHRASE)
    (file,) = drafts()
    with pytest.raises(WrongPassphrase):
        open_draft(file, "kettle marble ferry tulips")
    file.write_bytes(file.read_bytes()[:-3])
    with pytest.raises(DamagedBook):
        open_draft(file, PASSPHRASE)
    sealed.save()
    assert open_draft(file, PASSPHRASE).draft.book_name == "My care"
