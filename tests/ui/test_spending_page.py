"""Ask first?: the page, by keyboard.

The household bought equipment on 19 May and on 12 August; nobody has asked for it yet.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from keys import Keys, a_window, spoken
from money_window import drop
from PIL import Image
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from seen_on_page import buttons, shown
from small_book import all_of

from dpmanager.records import models
from dpmanager.tasks.money.sort_payments import Part, add_payment, sort_payment
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.money import MoneyPage
from dpmanager.ui.pages.spending import SpendingPage

ACCOUNT = "Direct payment account"
HANDY = "Open: Equipment £64.99 to Handy Hardware, 19 May 2026"


class AtSpending(Keys):
    """Somebody at the keyboard of the window, who knows the questions."""

    @property
    def spending(self) -> SpendingPage:
        page = self.window.current_page()
        assert isinstance(page, SpendingPage)
        return page

    def open(self, **what: object) -> None:
        self.open_place("spending", **what)

    def spend(self, payee: str, day: date) -> int:
        do = {"who": self.desk.who, "at": self.desk.now()}
        number = add_payment(self.desk.book, ACCOUNT, day, payee, Decimal("-25.00"), **do)
        sort_payment(self.desk.book, number, [Part(Decimal("-25.00"), "exp_other")], **do)
        return number

    def answers(self) -> list[tuple[str, str, str, str]]:
        """Question, answer, who and how of each answer in the book."""
        rows = all_of(self.desk.book, models.SpendingAnswer)
        return [(row.question, row.answer, row.who, row.how) for row in rows]


@pytest.fixture
def keys(desk: Desk, qtbot: QtBot) -> Iterator[AtSpending]:
    with a_window(desk, qtbot) as window:
        made = AtSpending(window, qtbot)
        made.open()
        yield made


def test_money_leads_to_it_and_it_leads_back(keys: AtSpending) -> None:
    keys.spending.back.setFocus()
    keys.press("Back to Money")
    assert keys.page.place == "money"
    keys.press("Ask first?")
    assert keys.page.place == "spending"
    keys.says("Nothing here is blocked.", "To ask", "It is sorted as “Equipment”.")
    assert "Answered" not in shown(keys.page)


def test_a_yes_is_written_down_with_who_when_and_how(keys: AtSpending) -> None:
    keys.press(HANDY)
    assert keys.page.title.text() == "May I buy this equipment with the direct payment?"
    keys.says("£64.99 to Handy Hardware, 19 May 2026", "Why we ask", "What did they say?")
    keys.press("What does this mean?")
    keys.says("Ask before you buy.", "Source: ")
    keys.press("They agreed")
    assert spoken(QApplication.focusWidget()) == "Who said so"
    keys.fill("Who said so", "Tom Ash, direct payments team")
    keys.choose("How", "By e-mail")
    keys.fill_date("When", date(2026, 5, 18))
    keys.fill("Note", "For the grab rail")
    keys.press("Save the answer")

    assert keys.page.title.text() == "Ask first?"
    assert HANDY not in buttons(keys.page)
    keys.says(
        "They agreed",
        "Equipment: £64.99 to Handy Hardware, 19 May 2026",
        "Tom Ash, direct payments team, 18 May 2026, by e-mail, For the grab rail",
    )
    assert keys.answers() == [("equipment", "agreed", "Tom Ash, direct payments team", "email")]
    (row,) = all_of(keys.desk.book, models.SpendingAnswer)
    assert row.until == date(2026, 5, 19)  # this payment only

    keys.press("Look: They agreed")
    keys.says("It holds for", "This payment only", "For the grab rail")
    keys.says_not("It holds until")
    keys.press("Take this answer back")
    assert keys.answers() == []
    assert HANDY in buttons(keys.page)


def test_what_is_missing_is_said_beside_the_field(keys: AtSpending) -> None:
    keys.press(HANDY)
    keys.press("They said no")
    keys.says("put the money back into the account")
    keys.press("Save the answer")
    keys.says("There is a problem", "Say who it was. A name or a team is enough.")
    assert keys.answers() == []
    keys.fill("Who said so", "Tom")
    keys.fill_date("When", date(2026, 12, 1))
    keys.press("Save the answer")
    keys.says("The day is still to come. Check the day.")
    assert keys.answers() == []


def test_i_have_asked_and_wait_stays_on_the_list(keys: AtSpending) -> None:
    keys.press(HANDY)
    keys.press("I have asked and wait")
    keys.fill("Whom you asked", "Tom Ash")
    keys.press("Save the answer")
    keys.says("You asked Tom Ash on 5 October 2026, and wait.")
    keys.press(HANDY)
    keys.says("Asked, no answer yet", "Tom Ash, 5 October 2026, by phone")


def test_later_payments_to_the_same_shop_are_one_question(keys: AtSpending) -> None:
    keys.spend("MAJESTIC WINE 1", date(2026, 6, 1))
    keys.spend("MAJESTIC WINE 2", date(2026, 7, 1))
    keys.spend("MAJESTIC WINE 3", date(2026, 8, 1))
    keys.open()
    keys.says("The bank line has the word “wine” in it. 2 more like it.")
    keys.press("Open: Alcohol")
    keys.says("£25.00 to MAJESTIC WINE 2, 1 July 2026", "And 1 more.")
    keys.press("No need to ask")
    keys.fill("Why there is no need", "The name of a cafe")
    assert "Last day that it holds" not in shown(keys.page)
    keys.choose("What it holds for", "Payments like it, until a day")
    keys.fill_date("Last day that it holds", date(2026, 7, 15))
    keys.press("Save the answer")
    (left,) = [name for name in buttons(keys.page) if name.startswith("Open: Alcohol")]
    assert left == "Open: Alcohol £25.00 to MAJESTIC WINE 3, 1 August 2026"


def test_the_text_is_copied_and_the_letter_is_seen(keys: AtSpending) -> None:
    keys.press(HANDY)
    keys.press("Write or ring to ask")
    assert "Dear Northshire County Council" in keys.spending.request.letter.toPlainText()
    keys.press("Copy the text")
    copied = QApplication.clipboard().text()
    assert copied.startswith("Question about the direct payment of Margaret Hale, 0041297\n\nDear ")
    keys.press("See it as a letter")
    assert keys.page.place == "preview"
    keys.press("Back")
    assert keys.page.title.text() == "May I buy this equipment with the direct payment?"


def test_their_letter_is_dropped_and_kept(keys: AtSpending, tmp_path: Path) -> None:
    file = tmp_path / "letter.png"
    Image.new("RGB", (40, 60), "white").save(file)
    keys.press(HANDY)
    keys.press("They agreed")
    drop(keys.page, file)
    keys.says("letter.png is kept with the answer when you save it.")
    keys.fill("Who said so", "Tom Ash")
    keys.press("Save the answer")
    keys.press("Look: They agreed")
    assert keys.spending.answer.picture.isVisibleTo(keys.page)


def test_a_payment_shows_a_calm_line_with_a_way_to_it(keys: AtSpending) -> None:
    number = keys.spend("MAJESTIC WINE 1", date(2026, 6, 1))
    quiet = keys.spend("RIVERSIDE CAFE", date(2026, 6, 2))
    keys.open_place("money", transaction=quiet)
    page = keys.page
    assert isinstance(page, MoneyPage)
    assert page.payment.ask_first.isHidden()
    keys.open_place("money", transaction=number)
    keys.says("You may want to ask first. May the direct payment pay for alcohol?")
    keys.press("See what to ask")
    assert keys.page.title.text() == "May the direct payment pay for alcohol?"


def test_home_says_how_many_and_leads_there(keys: AtSpending) -> None:
    keys.open_place("home")
    keys.says("2 payments to ask about")
    keys.press("See what to ask")
    assert keys.page.place == "spending"


def test_once_all_are_answered_nothing_is_left_to_ask(keys: AtSpending) -> None:
    while names := [name for name in buttons(keys.page) if name.startswith("Open: ")]:
        keys.spending.take_focus()
        keys.press(names[0])
        keys.press("No need to ask")
        keys.fill("Why there is no need", "It is in the plan")
        keys.press("Save the answer")
    keys.says("Nothing to ask", "Answered")
    keys.open_place("home")
    keys.says_not("to ask about")
