"""Whose rules returns follow: another file of the program, or one that somebody has written."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from small_book import AT, PASSPHRASE, WHO
from sqlalchemy import select

from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book, open_book
from dpmanager.resource_files import resource_path
from dpmanager.tasks.book.what_needs_doing import what_needs_doing
from dpmanager.tasks.returns.choose_rules import choose_rules, look_at_rules, read_in_rules
from dpmanager.tasks.returns.expected_returns import expected_returns

TODAY = date(2026, 7, 6)


@pytest.fixture
def book(small_book: Path, tmp_path: Path) -> Iterator[Book]:
    folder = tmp_path / "Sam.dpbook"
    shutil.copytree(small_book, folder)
    with open_book(folder, passphrase=PASSPHRASE) as opened:
        yield opened


def one_funder(book: Book) -> models.Funder:
    with book.reading() as session:
        return session.scalars(select(models.Funder)).one()


def expected(book: Book) -> list[tuple[date, date]]:
    with book.reading() as session:
        return [(one.period.start, one.period.end) for one in expected_returns(session, TODAY)]


def test_returns_follow_the_rules_that_are_chosen(book: Book) -> None:
    funder = one_funder(book)
    assert expected(book)[-1][1] == date(2026, 6, 30)
    choose_rules(book, funder.id, "norfolk_children", who=WHO, at=AT)
    first, last = expected(book)[-1]
    assert (last - first).days == 27
    choose_rules(book, funder.id, "trafford", who=WHO, at=AT)
    assert expected(book) == []
    book.undo(who=WHO, at=AT)
    assert expected(book)[-1] == (first, last)


def test_the_page_says_what_is_known_and_where_it_was_read(book: Book) -> None:
    funder = one_funder(book)
    choose_rules(book, funder.id, "haringey", who=WHO, at=AT)
    nation, (seen,) = look_at_rules(book)
    assert nation == "england"
    assert (seen.name, seen.rules, seen.own) == (funder.name, "haringey", False)
    assert "Send it within 28 days of its request." in seen.asks
    assert "how it is sent" in seen.known
    assert seen.sources[0][1].startswith("https://haringey.gov.uk/")


def test_a_file_that_somebody_wrote_is_kept_in_the_book(book: Book, tmp_path: Path) -> None:
    funder = one_funder(book)
    text = resource_path("funders", "harrow.toml").read_text("utf-8")
    file = tmp_path / "harrow_mine.toml"
    text = text.replace("most = 4", "most = 5").replace("2026-11-28", "2026-07-01")
    file.write_text(text, "utf-8")
    read_in_rules(book, funder.id, file, who=WHO, at=AT)
    file.unlink()
    (seen,) = look_at_rules(book)[1]
    assert (seen.rules, seen.own) == ("harrow_mine", True)
    assert "Up to 5 weeks' money may stay in the account." in seen.asks
    what_needs_doing(book, TODAY)  # nothing asks for a file of the program by that name
    choose_rules(book, funder.id, "harrow", who=WHO, at=AT)
    (seen,) = look_at_rules(book)[1]
    assert not seen.own
    assert "Up to 4 weeks' money may stay in the account." in seen.asks


def test_what_is_not_in_order_changes_nothing(book: Book, tmp_path: Path) -> None:
    funder = one_funder(book)
    file = tmp_path / "wrong.toml"
    file.write_text('name = "X"\n')
    with pytest.raises(DPManagerError, match=r"wrong\.toml"):
        read_in_rules(book, funder.id, file, who=WHO, at=AT)
    with pytest.raises(DPManagerError, match="There are no rules for a funder named"):
        choose_rules(book, funder.id, "nobody", who=WHO, at=AT)
    assert one_funder(book).rules == funder.rules
