from datetime import date, timedelta
from pathlib import Path

import pytest
from small_book import AT, MONDAY, WHO, make_book

from dpmanager.domain.people.checks import CheckKind
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.things_to_do import Kind, Thing
from dpmanager.tasks.book.what_needs_doing import what_needs_doing
from dpmanager.tasks.people.checks import CheckAnswer, note_check

TODAY = date(2026, 4, 10)


def things(book: Book, today: date = TODAY) -> list[Thing]:
    kinds = (Kind.CHECKS, Kind.INSURANCE)
    return [thing for thing in what_needs_doing(book, today).things if thing.kind in kinds]


def forget(book: Book, kind: type[models.Check] | type[models.Policy]) -> None:
    with book.task("Test", who=WHO, at=AT) as session:
        for row in session.query(kind).all():
            session.delete(row)


def test_who_is_checked_and_insured_has_nothing_to_do(book: Book) -> None:
    assert things(book) == []


def test_missing_checks_name_the_law_and_advice_apart(book: Book) -> None:
    forget(book, models.Check)
    ada, ben = things(book)
    assert ada == Thing(
        Kind.CHECKS,
        MONDAY,
        "Make the checks of Ada Lovell",
        "The law asks for: Right to work in the UK. Good advice: DBS check, Reference.",
        {"worker": 1},
    )
    assert ben.about == {"worker": 2}
    note_check(book, 1, CheckAnswer(CheckKind.RIGHT_TO_WORK, MONDAY, WHO), who=WHO, at=AT)
    ada = next(thing for thing in things(book) if thing.about == {"worker": 1})
    assert (ada.day, ada.more) == (None, "Good advice: DBS check, Reference.")


def test_a_missing_insurance_is_asked_for(book: Book) -> None:
    forget(book, models.Policy)
    (thing,) = things(book)
    assert (thing.kind, thing.day, thing.what) == (
        Kind.INSURANCE,
        TODAY,
        "Get employers' liability insurance",
    )
    assert thing.about == {"worker": 1, "card": "insurance"}


def test_an_insurance_that_ends_has_a_date_and_then_is_missing(book: Book) -> None:
    end = date(2028, 4, 5)
    assert [one for one in things(book, end) if one.kind is Kind.INSURANCE] == []
    dates = [one.what for one in what_needs_doing(book, end).things if one.kind is Kind.DATE]
    assert "Renew your employers' liability insurance" in dates
    after = end + timedelta(days=1)
    (thing,) = [one for one in things(book, after) if one.kind is Kind.INSURANCE]
    assert (thing.day, thing.what) == (after, "Get employers' liability insurance")
    dates = [one.what for one in what_needs_doing(book, after).things if one.kind is Kind.DATE]
    assert "Renew your employers' liability insurance" not in dates


@pytest.mark.parametrize("who", ["Ada Lovell", "Ben Okoro"])
def test_nobody_who_has_left_is_asked_about(book: Book, who: str) -> None:
    forget(book, models.Check)
    with book.task("Test", who=WHO, at=AT) as session:
        session.query(models.Worker).filter_by(name=who).one().end_date = TODAY - timedelta(days=1)
    assert len(things(book)) == 1


def test_a_book_without_workers_needs_no_insurance(tmp_path: Path) -> None:
    with make_book(tmp_path / "A.dpbook") as book:
        with book.task("Test", who=WHO, at=AT) as session:
            for row in session.query(models.Worker).all():
                row.end_date = MONDAY
        forget(book, models.Policy)
        assert things(book) == []
