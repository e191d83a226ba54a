from collections.abc import Iterator
from datetime import timedelta

import pypdfium2
import pytest
from keys import Keys, a_window
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from window_fixtures import CLOCK

from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.look_at_history import (
    MOST,
    deleted_lately,
    look_at_entry,
    look_at_history,
    print_history,
)
from dpmanager.tasks.book.record_words import record_words, tables_with_history
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.history import HistoryPage


def add(book: Book, name: str) -> None:
    with book.task(f"Add the outcome {name}", who="Anna", at=CLOCK) as session:
        session.add(models.Outcome(name=name))


def delete(book: Book, name: str) -> None:
    with book.task(f"Delete the outcome {name}", who="Anna", at=CLOCK) as session:
        session.delete(session.scalars(select(models.Outcome).filter_by(name=name)).one())


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return "\n".join(pages).replace("\r\n", "\n")


def outcomes(book: Book) -> list[str]:
    with book.reading() as session:
        return list(session.scalars(select(models.Outcome.name)))


@pytest.fixture
def keys(desk: Desk, qtbot: QtBot) -> Iterator[Keys]:
    add(desk.book, "Swim")
    with a_window(desk, qtbot) as window:
        made = Keys(window, qtbot)
        made.open_place("history")
        yield made


def rows(keys: Keys) -> list[list[str]]:
    assert isinstance(keys.page, HistoryPage)
    table = keys.page.entry.table if keys.page.views.shown else keys.page.table
    model = table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_each_record_is_shown_before_and_after(keys: Keys) -> None:
    with keys.desk.book.task("Change the rates", who="Anna", at=CLOCK) as session:
        rate = session.get_one(models.PayRate, 1)
        rate.amount += 1
        worker = rate.worker_id
        name = session.get_one(models.Worker, worker).name
        session.add(
            models.PayRate(
                worker_id=worker, hour_kind="day", from_date=CLOCK.date(), amount=rate.amount
            )
        )
    keys.fill("Words to look for", "change the rates")
    keys.settle()
    keys.press("See what changed")
    keys.says("Change the rates", "Anna saved this on 5 October 2026")
    shown = rows(keys)
    assert ["Pay rate, added", "Worker", "", name] in shown
    (changed,) = [row for row in shown if row[0] == "Pay rate, changed"]
    assert changed[1] == "Amount"
    assert changed[2].startswith("£")
    assert changed[2] != changed[3]


def test_words_find_entries_by_task_person_and_record(keys: Keys) -> None:
    keys.fill("Words to look for", "outcome swim")
    keys.settle()
    assert [row[1] for row in rows(keys)] == ["Add the outcome Swim"]
    book = keys.desk.book
    assert look_at_history(book, "Ravi Patel")
    assert look_at_history(book, "no such words") == ()
    assert look_at_history(book, "%") == ()


def test_what_was_deleted_is_put_back_by_keyboard(keys: Keys) -> None:
    delete(keys.desk.book, "Swim")
    keys.choose("What to show", "What was deleted lately")
    keys.settle()
    assert [row[1] for row in rows(keys)] == ["Delete the outcome Swim"]
    keys.press("See what changed")
    keys.press("Put it back")
    assert "Swim" in outcomes(keys.desk.book)
    assert keys.desk.book.check() == []


def test_the_bin_is_emptied_after_90_days_and_undo_takes_out_of_it(keys: Keys) -> None:
    book = keys.desk.book
    delete(book, "Swim")
    (entry,) = deleted_lately(book, CLOCK)
    assert look_at_entry(book, entry.id).can_be_put_back
    assert deleted_lately(book, CLOCK + timedelta(days=90)) == (entry,)
    assert deleted_lately(book, CLOCK + timedelta(days=91)) == ()
    book.undo(who="Anna", at=CLOCK)
    assert deleted_lately(book, CLOCK) == ()


def test_the_list_is_printed(keys: Keys) -> None:
    keys.fill("Words to look for", "swim")
    keys.settle()
    keys.press("Print the list")
    assert keys.page.place == "preview"
    book = keys.desk.book
    for number in range(MOST + 1):
        add(book, f"Walk {number}")
    assert len(look_at_history(book, "walk")) == MOST
    assert len(look_at_history(book, "walk", most=None)) == MOST + 1
    assert "Walk 0 Anna" in text_of(print_history(book, "walk", CLOCK))


def test_every_table_has_words() -> None:
    for table in tables_with_history():
        assert record_words(table) != table.replace("_", " "), table
