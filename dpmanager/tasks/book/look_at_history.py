"""The history: who did what and when, each record before and after; and what was deleted lately."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from dpmanager.records import history, models
from dpmanager.records.book import Book
from dpmanager.records.models import Base
from dpmanager.tasks.book.record_words import (
    column_words,
    is_for_people,
    record_words,
    value_words,
)
from dpmanager.words import _

MOST = 500
KEPT_IN_THE_BIN = timedelta(days=90)
SHORTEST_IN_RECORDS = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One task that was saved. undone: it was taken back later."""

    id: int
    at: datetime
    who: str
    name: str
    undone: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a record, before and after, in words; "" where there was or is none."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RecordChanged:
    """One record that a task changed. how: added, changed or removed."""

    record: str
    how: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class EntryLook:
    """A task with its records, and whether what it deleted can be put back. more: not shown."""

    entry: Entry
    records: tuple[RecordChanged, ...]
    more: int
    can_be_put_back: bool


def look_at_history(book: Book, text: str = "", most: int | None = MOST) -> tuple[Entry, ...]:
    """The newest tasks whose name, person or records hold the text, the newest first.

    most: how many; None for all.
    """
    asked = select(models.TaskDone).order_by(models.TaskDone.id.desc()).limit(most)
    for word in text.split():
        in_records = exists().where(
            models.Change.task_id == models.TaskDone.id,
            models.Change.rows.icontains(json.dumps(word)[1:-1], autoescape=True),
        )
        found = [
            models.TaskDone.name.icontains(word, autoescape=True),
            models.TaskDone.who.icontains(word, autoescape=True),
        ]
        asked = asked.where(or_(*found, *([in_records] * (len(word) >= SHORTEST_IN_RECORDS))))
    with book.reading() as session:
        return tuple(_entry(task) for task in session.scalars(asked))


def deleted_lately(book: Book, now: datetime) -> tuple[Entry, ...]:
    """The tasks of the last 90 days that did nothing but delete, and stand; the newest first."""
    since = now.replace(tzinfo=None) - KEPT_IN_THE_BIN
    with book.reading() as session:
        tasks = session.scalars(
            select(models.TaskDone)
            .where(
                models.TaskDone.at >= since,
                models.TaskDone.undone.is_(False),
                models.TaskDone.undoes.is_(None),
            )
            .order_by(models.TaskDone.id.desc())
        )
        return tuple(_entry(task) for task in tasks if _only_deleted(session, task.id))


def look_at_entry(book: Book, number: int, most: int = 50) -> EntryLook:
    """What one task changed."""
    with book.reading() as session:
        task = session.get_one(models.TaskDone, number)
        changed = [
            (change.table_name, row)
            for change in session.scalars(
                select(models.Change)
                .where(models.Change.task_id == number)
                .order_by(models.Change.id)
            )
            for row in json.loads(change.rows)
        ]
        records = tuple(_record(session, table, row) for table, row in changed[:most])
        standing = not task.undone and task.undoes is None
        return EntryLook(
            _entry(task),
            records,
            max(0, len(changed) - most),
            can_be_put_back=standing and _only_deleted(session, number),
        )


def put_back(book: Book, number: int, *, who: str, at: datetime) -> str:
    """Puts back what a task deleted; gives the name of that task. Raises CannotUndo."""
    with book.reading() as session:
        name = session.get_one(models.TaskDone, number).name
    with book.task(_("Put back: {task}").format(task=name), who=who, at=at) as session:
        history.put_back_deleted(session, session.get_one(models.TaskDone, number))
    return name


def print_history(book: Book, text: str, made_at: datetime, *, large_print: bool = False) -> bytes:
    """All that `look_at_history` finds, as a PDF."""
    from dpmanager.documents.history_list import HistoryList, history_list_pdf
    from dpmanager.tasks.people.arrangement import manager_name, recipient_name

    return history_list_pdf(
        HistoryList(
            recipient=recipient_name(book),
            manager=manager_name(book),
            text=text,
            made_on=made_at.date(),
            entries=[
                (entry.at, entry.who, entry.name, entry.undone)
                for entry in look_at_history(book, text, most=None)
            ],
        ),
        large_print=large_print,
    )


def _entry(task: models.TaskDone) -> Entry:
    return Entry(task.id, task.at, task.who, task.name, task.undone)


def _only_deleted(session: Session, number: int) -> bool:
    rows = [
        row
        for content in session.scalars(
            select(models.Change.rows).where(models.Change.task_id == number)
        )
        for row in json.loads(content)
    ]
    return bool(rows) and all(row["after"] is None for row in rows)


def _record(session: Session, table_name: str, row: dict[str, dict[str, object]]) -> RecordChanged:
    before, after = row["before"] or {}, row["after"] or {}
    how = _("added") if not before else _("removed") if not after else _("changed")
    table = Base.metadata.tables.get(table_name)
    if table is None:
        return RecordChanged(record_words(table_name), how, ())
    fields = []
    for column in {**before, **after}:
        one, other = before.get(column), after.get(column)
        if is_for_people(column) and one != other:
            was = value_words(session, table, column, one)
            is_now = value_words(session, table, column, other)
            if was or is_now:
                fields.append(Field(column_words(column), was, is_now))
    return RecordChanged(record_words(table_name), how, tuple(fields))
