"""A council's rules written down at the keyboard, with the return beside, saved and shared."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from keys import Keys, a_window, focused, spoken
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from dpmanager.records import models
from dpmanager.tasks.returns.choose_rules import look_at_rules
from dpmanager.tasks.returns.expected_returns import expected_returns
from dpmanager.tasks.returns.prepare_return import prepare_return
from dpmanager.tasks.returns.resources import rules_of
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.another_council import AnotherCouncilPage

WRITE = "Write down your council's rules: Northshire County Council"


@pytest.fixture
def keys(desk: Desk, qtbot: QtBot) -> Iterator[Keys]:
    with a_window(desk, qtbot) as window:
        yield Keys(window, qtbot)


def funder(desk: Desk) -> models.Funder:
    with desk.book.reading() as session:
        return session.scalars(select(models.Funder)).one()


def page_of(keys: Keys) -> AnotherCouncilPage:
    page = keys.page
    assert isinstance(page, AnotherCouncilPage)
    return page


def begin(keys: Keys) -> None:
    keys.open_place("returns")
    keys.press("What your council asks for")
    keys.press(WRITE)
    keys.says("Whose rules are they?", "Step 1 of 10")


def go_on(keys: Keys, *steps: str) -> None:
    for title in steps:
        keys.press("Next")
        keys.says(title)


def printed(keys: Keys) -> str:
    """All words of the return that stands beside the question."""
    keys.settle()
    return "\n".join(each.page.text for each in page_of(keys).pages.pictures)


def test_from_nothing_to_a_return_with_two_headings_of_its_own(keys: Keys, desk: Desk) -> None:
    begin(keys)
    assert spoken(focused()) == "Name of the council or NHS board"
    go_on(keys, "How often does it want a return?")
    keys.choose("How often", "Every four weeks")
    keys.choose("Its periods are counted from", "Another day")
    keys.fill_date("First day of one of its periods", date(2026, 4, 6))
    go_on(keys, "By when is a return due?")
    keys.choose("It is due", "Some days after the period")
    keys.fill("How many days?", "10")
    go_on(keys, "How do you send it?")
    keys.tick("By post")
    keys.fill_notes("Its address for returns", "Finance, 1 High Street")
    keys.fill("Its e-mail address", "returns@northshire.example")
    go_on(keys, "Which papers does it want to see?")
    keys.tick("Payslips")
    keys.choose("Payments that need a receipt", "For payments above an amount")
    keys.fill("Above which amount?", "25")
    go_on(keys, "How much money may stay in the account?")
    keys.choose("What may stay", "Some weeks of money")
    keys.fill("How many weeks?", "6")
    go_on(keys, "Does it have its own list of spending?")
    keys.fill("A heading", "Support staff")
    for ours in ("Wages of personal assistants", "Tax and National Insurance", "Workplace pension"):
        keys.tick(ours)
    keys.press("Add this heading")
    keys.says("Support staff", "They go to “Other”.")
    keys.fill("A heading", "Going out")
    keys.tick("Day services and activities")
    assert "Support staff" in printed(keys)
    go_on(keys, "What do you have to ask it about first?")
    keys.tick("Alcohol")
    go_on(keys, "How long do you have to keep your papers?")
    keys.fill("Full years", "3")
    go_on(keys, "Is this what it asks for?")
    keys.says(
        "It wants a return every four weeks.",
        "Send it within 10 days of the end of the period.",
        "How it is sent: by post, by e-mail.",
        "It wants the receipt for each payment above £25.00.",
        "Up to 6 weeks' money may stay in the account.",
        "Keep papers for this year and 3 more.",
    )
    assert funder(desk).own_rules == ""
    keys.press("Save these rules")
    keys.says("What your council asks for", "Written down on 5 October 2026.")
    keys.says_not("These rules come from a file")
    rules = rules_of(funder(desk))
    assert rules.spending is not None
    assert rules.spending.ask_first == ("alcohol",)
    assert "payslip" not in rules.evidence  # it was ticked before, and so taken away
    with desk.book.reading() as session:
        last = expected_returns(session, desk.today())[-1]
    assert (last.period.end - date(2026, 4, 5)).days % 28 == 0
    assert last.due == last.period.end + timedelta(days=10)
    made = prepare_return(desk.book, last.period, today=desk.today())
    assert [line.label for line in made.funder_words.spending][:3] == [
        "Support staff",
        "Going out",
        "Other",
    ]
    assert sum(line.amount for line in made.funder_words.spending) == made.money_out
    keys.open_place("home")
    keys.open_place("returns")
    assert desk.book.undo(who="Frances Hale", at=desk.now())
    assert funder(desk).own_rules == ""


def test_each_wrong_answer_says_beside_its_field_what_to_do(keys: Keys, desk: Desk) -> None:
    begin(keys)

    def wrong(sentence: str) -> None:
        keys.press("Next")
        keys.says("There is a problem", sentence)
        fields = page_of(keys)._form.fields.values()
        assert [field.error.text() for field in fields if not field.error.isHidden()] == [sentence]

    keys.fill("Name of the council", " ")
    wrong("Type its name.")
    keys.fill("Name of the council", "x" * 81)
    wrong("Use at most 80 letters.")
    keys.fill("Name of the council", "Northshire County Council")
    go_on(keys, "How often does it want a return?")
    keys.choose("How often", "Every 13 weeks")
    keys.choose("Its periods are counted from", "6 April")
    wrong(
        "Weeks are counted from the day the agreement began, or from another day. "
        "Choose one of these."
    )
    keys.choose("Its periods are counted from", "Another day")
    wrong("Type the day from your letter.")
    keys.fill_date("First day of one of its periods", date(2026, 4, 6))
    go_on(keys, "By when is a return due?")
    for typed, sentence in (
        ("", "Type the days, such as 28."),
        ("2.5", "Type a whole number from 1 to 366."),
        ("0", "Type a whole number from 1 to 366."),
    ):
        keys.choose("It is due", "Some days after its letter")
        keys.fill("How many days?", typed or " ")
        wrong(sentence)
    keys.fill("How many days?", "14")
    go_on(keys, "How do you send it?")
    keys.fill("Its e-mail address", "returns at northshire")
    wrong("Type the whole address, with an @ in it.")
    keys.fill("Its e-mail address", " ")
    keys.fill("Its page on the web", "northshire.example")
    wrong("Type the whole address. It begins with https://")
    keys.fill("Its page on the web", " ")
    keys.fill("Its phone number", "01632 960001")
    wrong("Tick how it is sent too, or leave out the number.")
    keys.tick("By post")
    go_on(keys, "Which papers does it want to see?")
    keys.choose("Payments that need a receipt", "For payments above an amount")
    wrong("Type the amount from your letter, such as 50.")
    keys.fill("Above which amount?", "0")
    wrong("Type an amount above nothing.")
    keys.fill("Above which amount?", "50")
    go_on(keys, "How much money may stay in the account?")
    keys.choose("What may stay", "Some weeks of money")
    keys.fill("How many weeks?", "1000")
    wrong("Type a number from 0 to 260.")
    keys.choose("What may stay", "I do not know")
    go_on(keys, "Does it have its own list of spending?")
    assert funder(desk).own_rules == ""


def test_headings_are_put_in_order_changed_and_taken_away(keys: Keys) -> None:
    begin(keys)
    go_on(
        keys,
        "How often",
        "By when",
        "How do you send it?",
        "Which papers",
        "How much money",
        "Does it have its own list",
    )
    block = page_of(keys)._block
    assert block is not None
    keys.tick("Equipment")
    keys.press("Add this heading")
    assert block.name.error.text() == "Type the heading."
    for heading in ("One", "Two", "Three"):
        keys.fill("A heading", heading)
        keys.press("Add this heading")
    keys.fill("A heading", "two")
    keys.press("Add this heading")
    assert block.name.error.text() == "This heading is in the list already. Type another."
    keys.fill("A heading", "Four")
    keys.press("Add this heading")
    assert block.letter.headings[0].ours == ("equipment",)
    assert not block.ours.boxes["equipment"].isVisible()  # each of ours belongs to one

    keys.press("Change: Three")
    keys.press("Move it up")
    keys.press("Move it up")
    assert not block.earlier.isEnabled()
    keys.fill("A heading", "Zero")
    keys.press("Keep this heading")
    keys.press("Change: Two")
    keys.press("Take it away")
    keys.press("Change: One")
    keys.fill("A heading", "Changed")
    keys.press("Leave it as it was")
    assert [each.name for each in block.letter.headings] == ["Zero", "One", "Four"]
    keys.press("Next")
    keys.press("Back one step")
    keys.says("Zero", "One", "Four")
    keys.says_not("Two")


def test_a_preset_fills_the_answers_in_and_all_may_stay_open(keys: Keys, desk: Desk) -> None:
    begin(keys)
    box = keys.to(QComboBox, "Start from")
    assert isinstance(box, QComboBox)
    offered = "\n".join(box.itemText(at) for at in range(box.count()))
    for kind in ("NHS", "Scotland", "Wales", "Northern Ireland", "child", "managed", "individual"):
        assert kind in offered
    keys.choose("Start from", "A personal health budget of the NHS")
    for _step in range(6):
        keys.press("Next")
    keys.says("Personal assistants: wages", "Care agencies, activities and breaks")
    for _step in range(3):
        keys.press("Next")
    keys.press("Save these rules")
    rules = rules_of(funder(desk))
    assert (rules.payer, rules.name, rules.preset) == ("nhs", "Northshire County Council", False)
    assert funder(desk).rules == "any_nhs_phb"


def test_nothing_known_is_saved_as_not_written_down(keys: Keys, desk: Desk) -> None:
    begin(keys)
    go_on(keys, "How often")
    keys.choose("How often", "I do not know")
    go_on(keys, "By when")
    keys.choose("It is due", "I do not know")
    go_on(keys, "How do you send it?", "Which papers")
    page = page_of(keys)
    for box in page._form.fields["papers"].controls():
        if isinstance(box, QCheckBox) and box.isChecked():
            keys.tick(box.text())
    go_on(keys, "How much money")
    keys.choose("What may stay", "I do not know")
    go_on(keys, "Does it have", "What do you have", "How long")
    keys.fill("Full years", " ")
    go_on(keys, "Is this what it asks for?")
    keys.says("Not written down: how often it wants a return; when a return is due;")
    keys.press("Save these rules")
    rules = rules_of(funder(desk))
    assert {"interval", "deadline", "sending", "evidence", "surplus", "retention"} <= {
        *rules.unknown
    }


def test_what_is_typed_shows_in_the_return_beside_after_a_moment(keys: Keys, qtbot: QtBot) -> None:
    begin(keys)
    keys.settle()
    assert "Northshire County Council" in printed(keys)
    keys.fill("Name of the council", "Borough of Southmere")
    qtbot.waitUntil(
        lambda: any("Southmere" in each.page.text for each in page_of(keys).pages.pictures),
        timeout=15000,
    )
    keys.press("See it on a page of its own")
    assert keys.page.place == "preview"
    keys.press("Back")
    keys.says("Whose rules are they?")
    line = keys.to(QLineEdit, "Name of the council")
    assert isinstance(line, QLineEdit)
    assert line.text() == "Borough of Southmere"


def test_what_was_answered_waits_while_the_person_is_elsewhere(keys: Keys) -> None:
    begin(keys)
    go_on(keys, "How often")
    keys.choose("How often", "Every year")
    go_on(keys, "By when")
    keys.press("Back to what your council asks for")
    keys.press(WRITE)
    keys.says("By when is a return due?")
    keys.press("Back one step")
    box = keys.to(QComboBox, "How often")
    assert isinstance(box, QComboBox)
    assert box.currentText() == "Every year"


def test_enter_is_next_and_escape_of_a_step_back_keeps_what_was_typed(keys: Keys) -> None:
    begin(keys)
    keys.fill("Name of the council", "Northshire")
    keys.key(Qt.Key.Key_Return)
    keys.settle()
    keys.says("How often does it want a return?")
    keys.choose("How often", "Every month")
    keys.press("Back one step")
    keys.press("Next")
    box = keys.to(QComboBox, "How often")
    assert isinstance(box, QComboBox)
    assert box.currentText() == "Every month"


def test_the_rules_are_saved_as_a_file_to_share(
    keys: Keys, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "northshire.toml"
    asked: list[str] = []

    def ask(_page: object, _remembered: object, name: str, _kinds: str) -> Path:
        asked.append(name)
        return file

    monkeypatch.setattr("dpmanager.ui.pages.council.ask_where_to_save", ask)
    keys.open_place("council")
    keys.says_not("Save as a file to share")
    keys.press(WRITE)
    for _step in range(9):
        keys.press("Next")
    keys.press("Save these rules")
    keys.press("Save as a file to share: Northshire County Council")
    assert asked == ["northshire_county_council.toml"]
    text = file.read_text("utf-8")
    assert "Hale" not in text
    assert "Margaret" not in text
    monkeypatch.setattr("dpmanager.ui.pages.council.ask_for_files", lambda *_asked, **_more: [file])
    keys.press("Read in a file of rules: Northshire County Council")
    assert look_at_rules(desk.book)[1][0].rules == "northshire"
    keys.says("A letter that somebody has")
    keys.press("Save as a file to share: Northshire County Council")
    assert asked[1:] == ["northshire_county_council.toml"]
