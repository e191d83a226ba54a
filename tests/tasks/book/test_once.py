"""What was worked out stands until something is saved, undone or done again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from small_book import ADA, AT, MONDAY, WHO, hours, make_book, work_a_week
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.once import once
from dpmanager.tasks.hours.record_shifts import record_shifts


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return make_book(tmp_path / "Sam.dpbook")


class Counted:
    """Counts the shifts of a book, and how often it was asked to."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, session: Session) -> int:
        self.times += 1
        return session.scalar(select(func.count(models.Shift.id))) or 0


@pytest.fixture
def work() -> Counted:
    return Counted()


def test_it_is_worked_out_once(book: Book, work: Counted) -> None:
    assert [once(book, "shifts", work) for _time in range(3)] == [0, 0, 0]
    assert work.times == 1
    assert once(book, "the same for another day", work) == 0
    assert work.times == 2


def test_it_is_worked_out_anew_after_each_change(book: Book, work: Counted) -> None:
    changes: list[Callable[[], object]] = [
        lambda: record_shifts(book, ADA, [hours(MONDAY, 9, 12)], who=WHO, at=AT),
        lambda: book.undo(who=WHO, at=AT),
        lambda: book.redo(who=WHO, at=AT),
    ]
    found = [once(book, "shifts", work)]
    for change in changes:
        change()
        found.append(once(book, "shifts", work))
    assert found == [0, 1, 0, 1]
    assert work.times == len(found)


def test_two_books_do_not_know_of_each_other(book: Book, work: Counted, tmp_path: Path) -> None:
    other = make_book(tmp_path / "Other.dpbook")
    work_a_week(other, MONDAY, ADA)
    assert once(book, "shifts", work) == 0
    assert once(other, "shifts", work) > 0


def test_a_fault_is_not_kept(book: Book) -> None:
    def fails(_session: Session) -> int:
        raise ValueError("not now")

    with pytest.raises(ValueError, match="not now"):
        once(book, "shifts", fails)
    assert once(book, "shifts", lambda _session: 3) == 3
