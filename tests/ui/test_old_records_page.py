from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from keys import Keys, a_window
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from states import somebody_long_gone
from window_fixtures import CLOCK, PASSPHRASE

from dpmanager.records import models
from dpmanager.records.book import open_book
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.book.old_records import erase_old, old_records
from dpmanager.ui.desk import Desk

GONE = ("4 Old Lane", "1960-01-02")


@pytest.fixture
def keys(desk: Desk, qtbot: QtBot) -> Iterator[Keys]:
    somebody_long_gone(desk.book)
    with a_window(desk, qtbot) as window:
        made = Keys(window, qtbot)
        made.open_place("old_records")
        yield made


def everything(desk: Desk) -> str:
    with desk.book.reading() as session:
        parts: list[str] = [*session.scalars(select(models.Change.rows))]
        parts += session.scalars(select(models.TaskDone.name))
        for worker in session.scalars(select(models.Worker)):
            parts.append(f"{worker.address} {worker.date_of_birth}")
    return "\n".join(parts)


def test_a_leavers_details_are_erased_by_keyboard(keys: Keys) -> None:
    desk = keys.desk
    desk.book.back_up("asked", CLOCK)
    assert all(part in everything(desk) for part in GONE)
    keys.says("Olive Long, who left on 1 May 2016", "6 years")
    keys.press("Erase...")
    keys.press("Erase them for good")
    keys.says("Tick the box first")
    assert all(part in everything(desk) for part in GONE)
    keys.tick("I am sure")
    keys.press("Erase them for good")
    keys.says("There is nothing to erase")
    assert not any(part in everything(desk) for part in GONE)
    (kept,) = desk.book.backups()
    assert kept.reason == "erase"
    assert check_book(desk.book) == []
    with desk.book.reading() as session:
        olive = session.scalars(select(models.Worker).filter_by(name="Olive Long")).one()
        assert (olive.address, olive.date_of_birth, olive.start_date) == (
            "",
            None,
            date(2014, 5, 1),
        )


def test_what_was_erased_is_in_no_file_of_the_book(keys: Keys, household: Path) -> None:
    desk = keys.desk
    (records,) = old_records(desk.book, CLOCK.date())
    erase_old(desk.book, records, who="Anna", at=CLOCK)
    desk.book.close()
    with open_book(household, passphrase=PASSPHRASE) as book:
        earlier = book.backups()[0]
        assert book.last_task_in(earlier).name == "Erase old records"
        assert book.can_undo() != "Erase old records"
        desk.book = book


def test_receipts_go_when_no_funder_asks_for_them(keys: Keys) -> None:
    book = keys.desk.book
    in_time = old_records(book, date(2032, 3, 31))
    assert [records.key.split(":")[0] for records in in_time] == ["worker"]
    later = old_records(book, date(2034, 4, 6))
    (receipts,) = [records for records in later if records.key == "receipts"]
    with book.reading() as session:
        linked = set(session.scalars(select(models.ProofLink.proof_id)))
        payments = session.scalars(select(models.Transaction.id)).all()
    assert set(receipts.rows["proof"]) <= linked
    assert receipts.rows["proof"]
    erase_old(book, receipts, who="Anna", at=CLOCK + timedelta(days=1))
    with book.reading() as session:
        left = set(session.scalars(select(models.Proof.id)))
        assert session.scalars(select(models.Transaction.id)).all() == payments
    assert not left & set(receipts.rows["proof"])
    assert check_book(book) == []
