"""Reports, asked for at the keyboard: each paper, and the end planned from its last day."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from keys import Keys, a_window, focused, spoken
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot
from seen_on_page import buttons

from dpmanager.records import models
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.preview import PreviewPage
from dpmanager.ui.widgets.pdf_pages import read_pages


@pytest.fixture
def keys(desk: Desk, qtbot: QtBot) -> Iterator[Keys]:
    with a_window(desk, qtbot) as window:
        yield Keys(window, qtbot)


def paper(keys: Keys) -> str:
    """The text of the paper in the preview."""
    page = keys.page
    assert isinstance(page, PreviewPage)
    return " ".join(" ".join(one.text for one in read_pages(page._pdf)).split())


def offered(keys: Keys, label: str) -> list[str]:
    box = keys.to(QComboBox, label)
    assert isinstance(box, QComboBox)
    return [box.itemText(at) for at in range(box.count())]


def test_from_returns_to_the_year_in_short_and_back(keys: Keys) -> None:
    keys.open_place("returns")
    keys.press("Reports")
    assert offered(keys, "Which year?") == ["2 April 2026 to 1 April 2027, so far"]
    keys.press("See it on paper: The year in short")
    keys.says("The year in short")
    # The same figures as in the return of these days.
    assert (
        "You started with £1,210.40, £18,480.00 came in, £14,202.64 went out, "
        "and £5,487.76 is left." in paper(keys)
    )
    keys.press("Back")
    assert keys.page.place == "reports"
    keys.press("Back to Returns")
    assert keys.page.place == "returns"


def test_easy_read_of_a_quarter_and_of_the_year(keys: Keys) -> None:
    keys.open_place("reports")
    assert offered(keys, "Which days?") == [
        "Three months: 2 July to 1 October 2026",
        "Three months: 2 April to 1 July 2026",
        "A year so far, from 2 April 2026",
    ]
    keys.choose("Which days?", "Three months: 2 April to 1 July 2026")
    keys.press("See it on paper: Easy Read statement")
    assert "At the start you had £1,210." in paper(keys)
    assert "Ravi Patel helped you for" in paper(keys)
    keys.press("Back")
    keys.choose("Which days?", "A year so far, from 2 April 2026")
    keys.press("See it in large print: Easy Read statement")
    assert "You have £5,488 left." in paper(keys)


def test_the_pack_for_a_new_manager_is_saved(
    keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys.open_place("reports")
    keys.press("See it on paper: For a new manager")
    text = paper(keys)
    assert "Get the passphrase of the book from Frances Hale" in text
    assert "orchard teapot lantern gravel" not in text
    assert "QQ123456C" not in text
    target = tmp_path / "Pack.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (str(target), ""))
    keys.press("Save as...")
    assert target.read_bytes().startswith(b"%PDF")


def test_the_end_is_planned_from_its_last_day(keys: Keys) -> None:
    keys.open_place("reports")
    keys.press("Plan the end")
    keys.says(
        "When the direct payment ends",
        "On 5 October 2026, £3,482.98 would be left to give back when all is paid.",
        "1 October to 2 November 2026. Send it by 30 November 2026.",
        "Tell them in writing by 26 October 2026. The contract may ask for more.",
        "HMRC: Tell HMRC in the last pay report that the pay scheme has closed",
        "Contracts",
    )
    keys.fill_date("The last day of the direct payment", date(2026, 12, 31))
    keys.key(Qt.Key.Key_Return)
    keys.settle()
    keys.says("1 October to 31 December 2026. Send it by 28 January 2027.")
    keys.press("See it on paper")
    assert "Last day: 31 December 2026" in paper(keys)
    assert "Left to give back £3,482.98" in paper(keys)
    keys.press("Back")
    keys.says("1 October to 31 December 2026. Send it by 28 January 2027.")


def test_what_is_done_is_marked_printed_and_taken_back(keys: Keys) -> None:
    keys.open_place("ending")
    tell = "Council or NHS board: Tell the council in writing that the direct payment is to end"
    mark = next(one for one in buttons(keys.page) if one.startswith("Mark as done") and tell in one)
    keys.press(mark)
    done = "Done on 5 October 2026 by Frances Hale."
    keys.says(done)
    back = spoken(focused())
    assert back.startswith("Not done after all")  # the focus stays on the line
    assert tell in back
    worker = next(one for one in buttons(keys.page) if one.startswith("Mark as done: Ravi Patel"))
    keys.press(worker)
    keys.press("See it on paper")
    assert paper(keys).count(done) == 2
    keys.press("Back")
    keys.press(back)
    assert keys.text().count(done) == 1
    keys.window.undo()
    keys.settle()
    assert keys.text().count(done) == 2


def test_a_day_that_is_none_is_said_beside_the_field(keys: Keys) -> None:
    keys.open_place("ending")
    keys.fill("Day, The last day of the direct payment", "31")
    keys.fill("Month, The last day of the direct payment", "February")
    keys.press("Show what to do")
    keys.says("There is a problem", "“31 February 2026” is not a date")
    keys.says("1 October to 2 November 2026. Send it by 30 November 2026.")


def test_from_the_end_to_the_terms_of_a_worker(keys: Keys) -> None:
    keys.open_place("ending")
    (name,) = [each for each in buttons(keys.page) if each.startswith("Pay and terms: Ravi Patel")]
    assert len(name) < 80  # it is spoken
    keys.press(name)
    assert keys.page.place == "terms"
    keys.says("Ravi Patel")


def test_the_sum_can_be_followed(keys: Keys) -> None:
    keys.open_place("ending")
    keys.to(QPushButton, "How was this worked out? Money to give back")
    keys.press("How was this worked out? Money to give back")
    keys.says("In the accounts", "£5,487.76")


def test_where_nothing_was_agreed_it_says_so(keys: Keys, desk: Desk) -> None:
    with desk.book.task("Forget", who="Frances Hale", at=desk.now()) as session:
        for kind in (models.AgreedService, models.AgreedCost, models.Agreement):
            for row in session.query(kind).all():
                session.delete(row)
    keys.open_place("reports")
    keys.press("See it on paper: The year in short")
    assert keys.page.place == "reports"
    keys.says("Nothing was agreed with a council for these days. Enter what was agreed first.")
