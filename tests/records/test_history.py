import json
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book, CannotUndo, create_book
from dpmanager.records.database import SCHEMA, make_engine
from dpmanager.records.history import insert_many
from dpmanager.records.models import Base
from dpmanager.records.vault import KeyCost

NOW = datetime(2026, 4, 6, 9, 30)
DAY = date(2026, 4, 6)

Tables = dict[str, list[tuple[Any, ...]]]


def everything(book: Book) -> Tables:
    """All rows as they stand in the database, but for the history itself."""
    with book.reading() as session:
        return {
            name: [
                tuple(row)
                for row in session.connection().exec_driver_sql(
                    f'SELECT * FROM "{name}" ORDER BY id'
                )
            ]
            for name in Base.metadata.tables
            if name not in {"task_done", "change"}
        }


def history_of(book: Book) -> list[tuple[str, list[dict[str, Any]]]]:
    with book.reading() as session:
        rows = session.execute(
            select(models.Change.table_name, models.Change.rows).order_by(models.Change.id)
        )
        return [(table, json.loads(content)) for table, content in rows]


def worker(name: str = "Ali") -> models.Worker:
    return models.Worker(
        name=name,
        kind="employed",
        start_date=DAY,
        rates=[
            models.PayRate(hour_kind="weekday", from_date=DAY, amount=Decimal("13.25")),
            models.PayRate(hour_kind="sunday", from_date=DAY, amount=Decimal("15.00")),
        ],
    )


def test_history_has_each_row_before_and_after_as_in_the_database(new_book: Book) -> None:
    with new_book.task("Engage Ali", who="Sam", at=NOW) as session:
        session.add(worker())
    with new_book.task("Raise pay", who="Sam", at=NOW) as session:
        session.get_one(models.PayRate, 1).amount = Decimal("13.50")
    with new_book.task("End a rate", who="Sam", at=NOW) as session:
        session.delete(session.get_one(models.PayRate, 2))
    engaged, rates, raised, ended = history_of(new_book)
    rate = {
        "id": 1,
        "worker_id": 1,
        "hour_kind": "weekday",
        "from_date": "2026-04-06",
        "service_type": "",
    }
    assert engaged[0] == "worker"
    assert engaged[1][0]["before"] is None
    assert engaged[1][0]["after"]["date_of_birth"] is None
    assert [row["id"] for row in rates[1]] == [1, 2]
    assert raised == (
        "pay_rate",
        [{"id": 1, "before": {**rate, "amount": 1325}, "after": {**rate, "amount": 1350}}],
    )
    assert ended[1][0]["after"] is None
    assert ended[1][0]["before"]["amount"] == 1500


def test_steps_within_a_task_are_one_change(new_book: Book) -> None:
    with new_book.task("x", who="Sam", at=NOW) as session:
        outcome = models.Outcome(name="One")
        session.add(outcome)
        session.flush()
        outcome.name = "Two"
        session.flush()
        outcome.name = "Three"
    ((table, rows),) = history_of(new_book)
    assert table == "outcome"
    assert [(row["before"], row["after"]["name"]) for row in rows] == [(None, "Three")]


def test_many_rows_come_in_with_their_defaults_and_one_change(new_book: Book) -> None:
    with new_book.task("x", who="Sam", at=NOW) as session:
        insert_many(session, models.Outcome, [{"name": f"Outcome {n}"} for n in range(500)])
        insert_many(session, models.Outcome, [])
    ((table, rows),) = history_of(new_book)
    assert table == "outcome"
    assert len(rows) == 500
    assert rows[499]["after"] == {"id": 500, "name": "Outcome 499", "description": ""}
    assert new_book.undo(who="Sam", at=NOW) == "x"
    assert everything(new_book)["outcome"] == []


def test_undo_goes_back_task_by_task_and_says_when_there_is_no_more(new_book: Book) -> None:
    for name in ("One", "Two"):
        with new_book.task(name, who="Sam", at=NOW) as session:
            session.add(models.Outcome(name=name))
    assert new_book.undo(who="Lee", at=NOW) == "Two"
    assert new_book.undo(who="Lee", at=NOW) == "One"
    with pytest.raises(DPManagerError, match="There is nothing to undo"):
        new_book.undo(who="Lee", at=NOW)
    with new_book.reading() as session:
        tasks = session.scalars(select(models.TaskDone).order_by(models.TaskDone.id)).all()
    assert [(task.name, task.who, task.undoes, task.undone) for task in tasks] == [
        ("One", "Sam", None, True),
        ("Two", "Sam", None, True),
        ("Undo: Two", "Lee", 2, False),
        ("Undo: One", "Lee", 1, False),
    ]


def test_an_undo_says_what_it_changed_so_that_it_could_be_taken_back(new_book: Book) -> None:
    with new_book.task("x", who="Sam", at=NOW) as session:
        session.add(models.Outcome(name="One"))
    new_book.undo(who="Sam", at=NOW)
    done, undone = history_of(new_book)
    assert undone[0] == done[0]
    assert undone[1] == [{"id": 1, "before": done[1][0]["after"], "after": None}]


def test_numbers_are_not_used_twice_after_an_undo(new_book: Book) -> None:
    for _time in range(2):
        with new_book.task("x", who="Sam", at=NOW) as session:
            outcome = models.Outcome(name="One")
            session.add(outcome)
        number = outcome.id
        new_book.undo(who="Sam", at=NOW)
    assert number == 2


def test_undo_brings_back_rows_that_point_to_each_other(new_book: Book) -> None:
    with new_book.task("Engage Ali", who="Sam", at=NOW) as session:
        session.add(worker())
    before = everything(new_book)
    with new_book.task("Remove Ali", who="Sam", at=NOW) as session:
        session.execute(delete(models.PayRate))
        session.execute(delete(models.Worker))
    assert new_book.undo(who="Sam", at=NOW) == "Remove Ali"
    assert everything(new_book) == before
    assert new_book.check() == []


def test_undo_of_names_that_were_swapped(new_book: Book) -> None:
    """Account names are unique, so neither row can be put back while the other stands."""
    with new_book.task("Add accounts", who="Sam", at=NOW) as session:
        for name in ("Card", "Bank"):
            session.add(account(name))
    before = everything(new_book)
    with new_book.task("Swap", who="Sam", at=NOW) as session:
        for old, new in (("Card", "-"), ("Bank", "Card"), ("-", "Bank")):
            session.execute(
                update(models.Account).where(models.Account.name == old).values(name=new)
            )
    assert everything(new_book) != before
    new_book.undo(who="Sam", at=NOW)
    assert everything(new_book) == before


@pytest.mark.parametrize(
    "meddle",
    [
        "UPDATE outcome SET name = 'Other'",
        "DELETE FROM outcome",
    ],
)
def test_undo_refuses_what_has_changed_in_another_way(new_book: Book, meddle: str) -> None:
    with new_book.task("x", who="Sam", at=NOW) as session:
        session.add_all([models.Outcome(name="One"), worker()])
    behind_the_back(new_book, meddle)
    before = everything(new_book)
    with pytest.raises(CannotUndo):
        new_book.undo(who="Sam", at=NOW)
    assert everything(new_book) == before
    assert new_book.check() == []


def test_undo_refuses_what_other_records_stand_on(new_book: Book) -> None:
    with new_book.task("Engage Ali", who="Sam", at=NOW) as session:
        session.add(worker())
    behind_the_back(
        new_book,
        "INSERT INTO timesheet (worker_id, start, end, state, approved_by)"
        " VALUES (1, '2026-04-06', '2026-04-12', '', '')",
    )
    before = everything(new_book)
    with pytest.raises(CannotUndo):
        new_book.undo(who="Sam", at=NOW)
    assert everything(new_book) == before
    with new_book.task("Go on", who="Sam", at=NOW) as session:
        session.add(models.Outcome(name="One"))
    assert new_book.undo(who="Sam", at=NOW) == "Go on"


def behind_the_back(book: Book, statement: str) -> None:
    """Changes rows on a connection that nobody watches."""
    engine = make_engine(book.folder / "book.db", book._data_key)
    with engine.execution_options(mode=SCHEMA).begin() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


def test_odd_texts_come_back_letter_by_letter(new_book: Book) -> None:
    odd = '“O’Hara”\n\t\\ " \' \u2028 \U0001f9fe {"a": null} 007 \x00 end'
    with new_book.task("Add", who="Sam", at=NOW) as session:
        session.add(models.Outcome(name=odd))
    before = everything(new_book)
    with new_book.task("Remove", who="Sam", at=NOW) as session:
        session.execute(delete(models.Outcome))
    new_book.undo(who="Sam", at=NOW)
    assert everything(new_book) == before
    assert before["outcome"][0][0] == odd


# Any tasks in any order


def account(name: str) -> models.Account:
    return models.Account(
        name=name, kind="bank", opening_balance=Decimal("10.00"), opening_date=DAY
    )


def add_account(session: Session, n: int) -> None:
    name = f"Account {n}"
    if session.scalar(select(models.Account).where(models.Account.name == name)) is None:
        session.add(account(name))
        session.flush()


def import_lines(session: Session, n: int) -> None:
    add_account(session, n)
    last = session.scalars(select(models.Account).order_by(models.Account.id.desc())).first()
    assert last is not None
    insert_many(
        session,
        models.Transaction,
        [
            {"account_id": last.id, "day": DAY, "description": f"Shop {n}", "amount": Decimal(-k)}
            for k in range(n)
        ],
    )


def sort_lines(session: Session, n: int) -> None:
    for line in session.scalars(select(models.Transaction).limit(n)):
        line.splits = [models.Split(amount=line.amount, category=f"category {n}")]


def rename_lines(session: Session, n: int) -> None:
    session.execute(
        update(models.Transaction)
        .where(models.Transaction.id % 2 == n % 2)
        .values(description=models.Transaction.description + "!", amount=Decimal(n))
    )


def remove_lines(session: Session, n: int) -> None:
    for line in session.scalars(
        select(models.Transaction).where(models.Transaction.id % 3 == n % 3)
    ):
        session.delete(line)


def remove_empty_accounts(session: Session, n: int) -> None:
    session.execute(
        delete(models.Account).where(
            ~select(models.Transaction)
            .where(models.Transaction.account_id == models.Account.id)
            .exists()
        )
    )


def add_shift(session: Session, n: int) -> None:
    person = worker(f"Worker {n}")
    session.add(person)
    sheet = models.Timesheet(worker=person, start=DAY, end=DAY)
    sheet.shifts = [models.Shift(day=DAY, start=time(n), end=time(n + 1), kind="weekday")]
    session.add(sheet)


STEPS = st.sampled_from(
    [
        add_account,
        import_lines,
        sort_lines,
        rename_lines,
        remove_lines,
        remove_empty_accounts,
        add_shift,
    ]
)
TASKS = st.lists(st.lists(st.tuples(STEPS, st.integers(0, 5)), max_size=4), max_size=5)


@pytest.fixture(scope="module")
def lasting_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    folder: Path = tmp_path_factory.mktemp("history") / "Sam.dpbook"
    cost = KeyCost(time_cost=1, memory_kib=64, parallelism=1)
    with create_book(folder, "seven green kettles sing", cost=cost) as book:
        yield book


@settings(max_examples=40, deadline=None)
@given(tasks=TASKS)
def test_undo_of_all_tasks_brings_back_each_state(
    lasting_book: Book, tasks: list[list[tuple[Any, int]]]
) -> None:
    states = [everything(lasting_book)]
    for steps in tasks:
        with lasting_book.task("Task", who="Sam", at=NOW) as session:
            for step, n in steps:
                step(session, n)
                session.flush()
        state = everything(lasting_book)
        if state != states[-1]:
            states.append(state)
    while states:
        assert everything(lasting_book) == states.pop()
        if states:
            lasting_book.undo(who="Sam", at=NOW)
    with pytest.raises(DPManagerError, match="nothing to undo"):
        lasting_book.undo(who="Sam", at=NOW)


def test_redo_does_again_what_undo_took_back_in_order(new_book: Book) -> None:
    for name in ("first", "second"):
        with new_book.task(name, who="Frances Hale", at=NOW) as session:
            session.add(models.Outcome(name=name))
    assert (new_book.can_undo(), new_book.can_redo()) == ("second", "")
    assert [new_book.undo(who="Frances Hale", at=NOW) for _ in range(2)] == ["second", "first"]
    assert (new_book.can_undo(), new_book.can_redo()) == ("", "first")
    assert [new_book.redo(who="Frances Hale", at=NOW) for _ in range(2)] == ["first", "second"]
    with new_book.reading() as session:
        assert [row.name for row in session.scalars(select(models.Outcome))] == ["first", "second"]
    assert new_book.undo(who="Frances Hale", at=NOW) == "second"


def test_a_new_task_ends_what_can_be_redone(new_book: Book) -> None:
    for name in ("first", "second"):
        with new_book.task(name, who="Frances Hale", at=NOW) as session:
            session.add(models.Outcome(name=name))
    new_book.undo(who="Frances Hale", at=NOW)
    with new_book.task("third", who="Frances Hale", at=NOW) as session:
        session.add(models.Outcome(name="third"))
    assert new_book.can_redo() == ""
    with pytest.raises(DPManagerError, match="nothing to do again"):
        new_book.redo(who="Frances Hale", at=NOW)
