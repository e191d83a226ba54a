from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from dpmanager.records import models
from dpmanager.records.book import Book, CannotUndo
from dpmanager.records.database import SCHEMA, make_engine
from dpmanager.records.history import erase, put_back_deleted

AT = datetime(2026, 4, 6, 9, 30)


def add_outcome(book: Book, name: str) -> int:
    with book.task(f"Add {name}", who="Sam", at=AT) as session:
        outcome = models.Outcome(name=name)
        session.add(outcome)
        session.flush()
        return outcome.id


def tamper(book: Book, *statements: Any) -> None:
    engine = make_engine(book.folder / "book.db", book._data_key)
    with engine.execution_options(mode=SCHEMA).begin() as connection:
        for statement in statements:
            connection.execute(statement)
    engine.dispose()


@pytest.fixture
def book(new_book: Book) -> Book:
    for name in ("Swim", "Sing", "Garden"):
        add_outcome(new_book, name)
    assert new_book.check() == []
    return new_book


@pytest.mark.parametrize(
    "statement",
    [
        update(models.TaskDone).where(models.TaskDone.id == 2).values(name="Add Song"),
        update(models.TaskDone).where(models.TaskDone.id == 2).values(who="Jo"),
        update(models.TaskDone).where(models.TaskDone.id == 2).values(at=datetime(2026, 4, 7)),
        update(models.TaskDone).where(models.TaskDone.id == 2).values(undoes=1),
        update(models.Change).where(models.Change.task_id == 2).values(rows="[]"),
        update(models.Change).where(models.Change.task_id == 2).values(digest="0" * 64),
        delete(models.Change).where(models.Change.task_id == 2),
        delete(models.TaskDone).where(models.TaskDone.id == 1),
    ],
)
def test_what_is_changed_behind_the_programs_back_shows(book: Book, statement: Any) -> None:
    orphans = models.Change.task_id.not_in(select(models.TaskDone.id))
    tamper(book, statement, delete(models.Change).where(orphans))
    problems = book.check()
    assert problems
    assert all("The history was changed" in problem for problem in problems)


def test_undo_and_redo_keep_the_chain(book: Book) -> None:
    book.undo(who="Sam", at=AT)
    book.redo(who="Sam", at=AT)
    assert book.check() == []


def test_what_is_erased_is_gone_from_the_history_and_the_chain_holds(book: Book) -> None:
    with book.task("Rename", who="Sam", at=AT) as session:
        session.get_one(models.Outcome, 2).name = "Sing in a choir"
    with book.task("Erase", who="Sam", at=AT) as session:
        erase(session, {"outcome": [2]})
    with book.reading() as session:
        assert list(session.scalars(select(models.Outcome.name))) == ["Swim", "Garden"]
        rows, names = select(models.Change.rows), select(models.TaskDone.name)
        history = [*session.scalars(rows), *session.scalars(names)]
    assert not any("Sing" in entry for entry in history)
    assert any("Swim" in entry for entry in history)
    assert book.check() == []
    assert book.undo(who="Sam", at=AT) == "Add Garden"


def test_what_was_deleted_can_be_put_back_later(book: Book) -> None:
    with book.task("Remove Sing", who="Sam", at=AT) as session:
        session.delete(session.get_one(models.Outcome, 2))
    add_outcome(book, "Cook")
    with book.reading() as session:
        removed = session.scalars(
            select(models.TaskDone).where(models.TaskDone.name == "Remove Sing")
        ).one()
    with book.task("Put back", who="Sam", at=AT) as session:
        put_back_deleted(session, removed)
    with book.reading() as session:
        names = list(session.scalars(select(models.Outcome.name).order_by(models.Outcome.id)))
    assert names == ["Swim", "Sing", "Garden", "Cook"]
    with pytest.raises(CannotUndo), book.task("Again", who="Sam", at=AT) as session:
        put_back_deleted(session, removed)
    assert book.check() == []
