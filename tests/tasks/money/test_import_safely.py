from datetime import date, timedelta

import pytest
from small_book import ACCOUNT, AT, WHO, count, lloyds, tables

from dpmanager.records import models
from dpmanager.records.book import Book, DiskTrouble
from dpmanager.tasks.money import import_safely as module
from dpmanager.tasks.money.import_safely import import_safely

LINES = [(date(2026, 4, 7), "NORTHSHIRE CC", "1400.00")]


def test_a_backup_without_the_lines_is_made_first(book: Book) -> None:
    import_safely(book, ACCOUNT, lloyds(LINES), who=WHO, at=AT)
    (made,) = book.backups()
    assert made.reason == "import"
    assert count(book, models.Transaction) == 1
    with book.go_back_to(made, AT + timedelta(hours=1)) as before:
        assert count(before, models.Transaction) == 0


def test_without_room_for_the_backup_nothing_is_read_in(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_asked: object) -> None:
        raise DiskTrouble

    before = tables(book)
    monkeypatch.setattr(module, "back_up_if_changed", full)
    with pytest.raises(DiskTrouble):
        import_safely(book, ACCOUNT, lloyds(LINES), who=WHO, at=AT)
    assert tables(book) == before
