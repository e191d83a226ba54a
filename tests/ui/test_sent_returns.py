"""Signing a return, and the page of all returns, at the keyboard."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from keys import Keys, a_window
from PIL import Image
from pytestqt.qtbot import QtBot
from small_book import all_of
from sqlalchemy import select

from dpmanager.domain.returns.besides import FINAL
from dpmanager.domain.signatures import SignatureGiven, SignatureKind
from dpmanager.records import models
from dpmanager.tasks.book.made_up_household import QUARTER
from dpmanager.tasks.money.sort_payments import add_payment
from dpmanager.tasks.returns.sign_return import mark_sent, sign_return
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages import returns_history
from dpmanager.ui.pages.preview import PreviewPage
from dpmanager.ui.pages.returns import ReturnsPage
from dpmanager.ui.pages.returns_history import ReturnsHistoryPage

SIGNED_ON = date(2026, 10, 5)


@pytest.fixture
def keys(desk: Desk, qtbot: QtBot) -> Iterator[Keys]:
    with a_window(desk, qtbot) as window:
        yield Keys(window, qtbot)


def signed(desk: Desk) -> int:
    return sign_return(
        desk.book,
        QUARTER,
        SignatureGiven(SignatureKind.TYPED, "Frances Hale"),
        role="Nominated person",
        who=desk.who,
        at=desk.now(),
    )


def open_one(keys: Keys, number: int) -> ReturnsHistoryPage:
    keys.open_place("sent_returns", **{"return": number})
    page = keys.page
    assert isinstance(page, ReturnsHistoryPage)
    return page


def late(desk: Desk) -> None:
    with desk.book.reading() as session:
        account = session.scalars(select(models.Account.name)).all()[-1]
    day = date(2026, 9, 29)
    add_payment(desk.book, account, day, "LATE TAXI", Decimal("-8.00"), who="Jo", at=desk.now())


def test_what_is_still_missing_is_accepted_or_nothing_is_signed(keys: Keys) -> None:
    keys.open_place("returns")
    keys.press("Sign this return")
    keys.says("Still missing", "1 payment out has no proof.")
    keys.press("Sign and keep this return")
    keys.says("There is a problem", "Tick this box, or go back and add what is missing.")
    assert all_of(keys.desk.book, models.SentReturn) == []

    keys.tick("I know that this is missing.")
    keys.fill("Name of the person who signs", " ")
    keys.press("Sign and keep this return")
    keys.says("Type the name of the person who signs.")
    assert all_of(keys.desk.book, models.SentReturn) == []

    keys.choose("Who signs", "Margaret Hale, Recipient")
    keys.fill("Name of the person who signs", "Margaret Hale")
    keys.press("Sign and keep this return")
    assert keys.page.place == "sent_returns"
    keys.says("Signed, not sent", "Margaret Hale, 5 October 2026")


def test_one_can_go_back_and_nothing_is_signed(keys: Keys) -> None:
    keys.open_place("returns")
    keys.press("Sign this return")
    page = keys.page
    assert isinstance(page, ReturnsPage)
    page.signing.back.setFocus()
    keys.press("Back to the return")
    assert page.title.text() == "Ready to send?"
    assert all_of(keys.desk.book, models.SentReturn) == []


def test_the_list_says_how_far_each_return_is(keys: Keys) -> None:
    keys.open_place("sent_returns")
    page = keys.page
    assert isinstance(page, ReturnsHistoryPage)
    model = page.table.model()

    def row(number: int) -> list[str]:
        return [model.index(number, place).data() for place in range(model.columnCount())]

    assert row(0) == ["1 Jul 2026 to 30 Sep 2026", "Due", "28 Oct 2026", "", "", "", "", "Return"]
    keys.press("Open the chosen return")
    assert keys.page.place == "returns"

    number = signed(keys.desk)
    mark_sent(
        keys.desk.book, number, SIGNED_ON, "post", "Frances", who="Frances", at=keys.desk.now()
    )
    keys.open_place("sent_returns")
    assert row(0)[1:7] == ["Sent", "28 Oct 2026", "5 Oct 2026", "By post", "Frances", "£5,487.76"]
    keys.press("Open the chosen return")
    keys.says("5 October 2026, By post, Frances")


def test_it_is_marked_as_sent_and_answered(keys: Keys) -> None:
    open_one(keys, signed(keys.desk))
    keys.says_not("The council has answered")
    keys.press("I have sent it")
    keys.fill_date("Sent on", date(2026, 10, 4))
    keys.press("Save")
    keys.says("That is before 5 October 2026. Check the date.")
    keys.fill_date("Sent on", SIGNED_ON)
    keys.press("Save")
    keys.says("5 October 2026, By post, Frances Hale")
    keys.press("The council has answered")
    keys.fill_notes("What they said", "All in order.")
    keys.press("Save")
    keys.says("Answered", "All in order.")


def test_undoing_the_signing_leads_back_to_the_list(keys: Keys) -> None:
    page = open_one(keys, signed(keys.desk))
    keys.desk.book.undo(who="Frances Hale", at=keys.desk.now())
    keys.desk.changed.emit()
    keys.settle()
    assert page.title.text() == "All returns"
    assert all_of(keys.desk.book, models.SentReturn) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("See it as it was signed", "Signed on the screen by Frances Hale on 5 October 2026."),
        ("Letter to go with it", "On 30 September 2026 the account held £5,487.76."),
        ("The letter in large print", "I ask you to tell me in writing that you have got this."),
    ],
)
def test_its_papers_open_and_lead_back_to_it(keys: Keys, name: str, text: str) -> None:
    number = signed(keys.desk)
    open_one(keys, number)
    opened: list[dict[str, Any]] = []
    keys.page.go.connect(lambda _place, what: opened.append(what))
    keys.press(name)
    assert isinstance(keys.page, PreviewPage)
    (what,) = opened
    assert what["back_with"] == {"return": number}
    with pypdfium2.PdfDocument(what["pdf"]) as document:
        said = " ".join(page.get_textpage().get_text_bounded() for page in document)
    assert text in " ".join(said.split())


def test_a_question_and_a_reply_with_its_letter(
    keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_one(keys, signed(keys.desk))
    keys.press("Write down a question or a reply")
    keys.press("Save")
    keys.says("There is a problem", "Write what was said.")
    keys.fill_notes("What was said", "What was the chair for?")
    keys.press("Save")
    keys.says("A question from the council", "What was the chair for?")

    letter = tmp_path / "reply.png"
    Image.new("L", (200, 300), 250).save(letter)
    monkeypatch.setattr(returns_history, "ask_for_files", lambda *_given: [letter])
    keys.press("Add a letter about it")
    keys.says("The file is kept in the book: reply.png")
    keys.choose("What it is", "My reply")
    keys.press("Save")
    keys.says("My reply")
    page = keys.page
    assert isinstance(page, ReturnsHistoryPage)
    assert page.one.picture.isHidden()
    keys.press("See it: My reply")
    assert page.one.picture.isVisible()


def test_what_was_changed_since_is_explained_or_leads_to_an_amended_return(keys: Keys) -> None:
    number = signed(keys.desk)
    open_one(keys, number)
    keys.says("Nothing of these days has been changed.")
    late(keys.desk)
    keys.desk.changed.emit()
    keys.settle()
    keys.says("Added: LATE TAXI, 29 September 2026, -£8.00.")
    keys.press("Make an amended return")
    assert keys.page.place == "returns"
    keys.says("Frances Hale signed this return on 5 October 2026. It is not marked as sent.")
    keys.press("Sign an amended return")
    keys.tick("I know that this is missing.")
    keys.press("Sign and keep this return")
    first, second = all_of(keys.desk.book, models.SentReturn)
    assert (first.id, second.amends_id) == (number, number)
    open_one(keys, number)
    keys.says("An amended return takes its place.")
    keys.says_not("Make an amended return")


def test_days_that_the_council_names_are_noted_and_shown(keys: Keys) -> None:
    keys.open_place("returns")
    keys.press("The council asked for other days")
    keys.choose("What they ask for", "A final account: the direct payment has ended")
    keys.fill_date("First day", date(2026, 9, 1))
    keys.fill_date("Last day", date(2026, 8, 30))
    keys.press("Save")
    keys.says("The period ends before it starts")
    keys.fill_date("Last day", date(2026, 9, 30))
    keys.fill("Days to answer", "14")
    keys.press("Save")
    (row,) = all_of(keys.desk.book, models.AskedReturn)
    assert (row.kind, row.due) == (FINAL, date(2026, 10, 19))  # 5 October and 14 days
    assert keys.page.subtitle.text() == (
        "Northshire County Council, 1 September 2026 to 30 September 2026. "
        "Send it by 19 October 2026."
    )
    keys.says("is to be given back.")
    keys.open_place("home")
    keys.says("Send the final account")


def test_a_goal_without_spending_is_noted_on_the_page(keys: Keys) -> None:
    with keys.desk.book.task("A goal", who="Frances", at=keys.desk.now()) as session:
        session.add(models.Outcome(name="A garden club"))
    keys.open_place("returns")
    keys.says("Nothing was spent on “A garden club”, and nothing is noted about it.")
    keys.press("Say how it went")
    keys.press("Save")
    keys.says("Say in a few words how it went.")
    keys.fill_notes("How it went", "The club was shut.")
    keys.press("Save")
    keys.says("Each outcome of the plan has spending, hours or a note.")
