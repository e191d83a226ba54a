from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from person import PASSPHRASE, Person
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from dpmanager.domain.passphrases import check_letters
from dpmanager.records import models
from dpmanager.records.book import DamagedBook, WrongPassphrase, open_book
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.book.draft import Draft, begin_draft, drafts, open_draft
from dpmanager.ui.pages.help import HelpSheet
from dpmanager.ui.pages.preview import PreviewPage
from dpmanager.ui.pages.set_up.flow import QUESTIONS
from dpmanager.ui.pages.set_up.question import QuestionSheet
from dpmanager.ui.pages.set_up.sheets import BeginSheet, CheckSheet
from dpmanager.ui.pages.unlock import UnlockSheet
from dpmanager.ui.widgets.pdf_pages import read_pages


def question(person: Person) -> str:
    assert isinstance(person.sheet, QuestionSheet), person.sheet
    return person.sheet.question.name


def problem(person: Person) -> str:
    assert isinstance(person.sheet, QuestionSheet)
    return person.sheet.form.summary.accessibleName()


@pytest.fixture
def person(qtbot: QtBot) -> Iterator[Person]:
    made = Person()
    yield made
    made.leave()


def test_from_nothing_to_a_working_book(person: Person, own_documents: Path) -> None:
    person.set_up()
    main = person.main
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


def test_the_recovery_sheet_comes_with_the_book_where_it_is_wanted(
    person: Person, own_documents: Path
) -> None:
    person.to_first_question()
    person.place_and_passphrase()
    person.people()
    person.agreement()
    person.the_rest()
    assert isinstance(person.sheet, CheckSheet)
    assert not person.sheet.on_paper.box.isChecked()
    person.sheet.on_paper.box.click()
    person.press("Make my book")
    page = person.main.current_page()
    assert isinstance(page, PreviewPage)
    assert page.saving.isHidden()
    text = " ".join(each.text for each in read_pages(page._pdf))
    assert check_letters(PASSPHRASE) in text
    assert "Margaret Hale" in text
    page.go_back()
    assert person.main.current_page().place == "home"
    assert page._pdf == b""


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
    assert question(person) == "funder"
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
    assert question(person) == "about_recipient"
    assert isinstance(person.sheet, QuestionSheet)
    person.sheet.back.emit()
    assert question(person) == "recipient"
    assert person.sheet.form.fields["recipient_name"].read() == "Margaret Hale"


def test_change_returns_to_the_check(person: Person) -> None:
    person.to_first_question()
    person.place_and_passphrase()
    person.people()
    person.agreement()
    person.the_rest()
    person.tab_to(lambda widget: widget.accessibleName().startswith("Change: For each week"))
    person.key(Qt.Key.Key_Space)
    assert question(person) == "weekly_amount"
    person.fill("Amount for a week", "400")
    person.press("Continue")
    assert isinstance(person.sheet, CheckSheet)
    person.tab_to(lambda widget: widget.accessibleName() == "Change: For each week £400.00")


def test_wrong_answers_are_explained_and_kept(person: Person) -> None:
    person.to_first_question()
    person.press("Continue")
    assert "Type a name for the book." in problem(person)
    person.fill("Name of the book", "My/care")
    person.press("Continue")
    assert "no signs such as /" in problem(person)
    person.fill("Name of the book", "My care")
    person.fill("Folder", "/nowhere/at/all")
    person.press("Continue")
    assert "There is no folder of this name." in problem(person)
    assert isinstance(person.sheet, QuestionSheet)
    assert person.sheet.form.fields["folder"].read() == "/nowhere/at/all"


def test_a_known_council_is_found_and_fills_in_what_its_pages_say(person: Person) -> None:
    person.to_first_question()
    person.place_and_passphrase()
    person.fill("Their full name", "Margaret Hale")
    person.key(Qt.Key.Key_Return)
    person.press("Continue")
    person.press("Continue")
    person.press("Continue")
    while question(person) != "funder":
        person.press("I do not know")
    person.fill("Look for it", "St Hel")
    assert isinstance(person.sheet, QuestionSheet)
    assert person.sheet.form.fields["funder_rules"].read() == "st_helens"
    assert person.sheet.form.fields["funder_name"].isHidden()
    assert "We could not find out" in person.sheet.form.fields["funder_rules"].hint.text()
    person.press("Continue")
    person.fill_date("Start of the agreement", "6", "4", "2026")
    person.key(Qt.Key.Key_Return)
    person.fill("Amount for a week", "379.40")
    person.press("Continue")
    person.press("Continue")
    person.press("Continue")
    assert question(person) == "surplus_weeks"
    assert isinstance(person.sheet, QuestionSheet)
    assert person.sheet.form.fields["surplus_weeks"].read() == 8
    person.press("I do not know")  # the letter goes before the page
    sealed = open_draft(drafts()[0], PASSPHRASE)
    assert sealed.draft.funder_name == "St Helens Borough Council"
    assert sealed.draft.surplus_weeks is None


def test_help_lies_over_the_question_and_nothing_typed_is_lost(person: Person) -> None:
    person.to_first_question()
    person.fill("Name of the book", "My care")
    person.key(Qt.Key.Key_F1)
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
    assert "you have answers already" in problem(person)


def test_the_two_passphrases_must_agree_and_be_long(person: Person) -> None:
    person.to_first_question()
    person.fill("Name of the book", "My care")
    person.press("Continue")
    person.fill("Passphrase", PASSPHRASE)
    person.fill("Passphrase once more", "kettle marble ferry tulips")
    person.key(Qt.Key.Key_Return)
    assert "The two are not alike." in problem(person)
    person.fill("Passphrase", "short")
    person.fill("Passphrase once more", "short")
    person.key(Qt.Key.Key_Return)
    assert "needs at least 12" in problem(person)
    assert question(person) == "passphrase"
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
