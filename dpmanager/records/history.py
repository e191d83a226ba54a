"""The history of the book: what each task changed, and how the last task is taken back.

The database itself notes each changed row. While a task runs, triggers that belong to its
connection alone copy the row before and after into a table in memory, as JSON in the form the
values have in the database. So nothing that a task changes can be missed, whether it came
through objects or in bulk. At the end of the task the notes become its history.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, select
from sqlalchemy.orm import Session, aliased

from dpmanager.errors import DPManagerError
from dpmanager.records.chain import digest_of_change, digest_of_task, link_after, new_salt
from dpmanager.records.faults import CannotUndo
from dpmanager.records.models import Base, Change, ProofLines, ProofText, TaskDone
from dpmanager.words import _

Row = dict[str, Any]

_WITHOUT_HISTORY = {each.__tablename__ for each in (TaskDone, Change, ProofText, ProofLines)}

_KEPT_TABLES = [
    table for table in Base.metadata.sorted_tables if table.name not in _WITHOUT_HISTORY
]

_NOTES = """
CREATE TEMP TABLE IF NOT EXISTS noted (
    nth INTEGER PRIMARY KEY, table_name TEXT, row_id INTEGER, before TEXT, after TEXT
)
"""


def watch(connection: Connection) -> None:
    """Sets up the triggers on a connection to the book, once, outside of a transaction."""
    if connection.info.get("watched"):
        return
    connection.exec_driver_sql(_NOTES)
    for table in _KEPT_TABLES:
        for event, row_id, before, after in (
            ("INSERT", "NEW.id", "NULL", _as_json(table, "NEW")),
            ("UPDATE", "NEW.id", _as_json(table, "OLD"), _as_json(table, "NEW")),
            ("DELETE", "OLD.id", _as_json(table, "OLD"), "NULL"),
        ):
            connection.exec_driver_sql(
                f'CREATE TEMP TRIGGER IF NOT EXISTS "{table.name}_{event}" '
                f'AFTER {event} ON "{table.name}" '
                "BEGIN INSERT INTO noted (table_name, row_id, before, after) "
                f"VALUES ('{table.name}', {row_id}, {before}, {after}); END"
            )
    connection.info["watched"] = True


def insert_many(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Adds many rows of one table at once; each row gives the same columns, in program values.

    A column that they leave out has its default. SQLAlchemy would look at each row by itself,
    which takes as long as the database needs for it; so the values are made ready by columns.
    """
    if not rows:
        return
    session.flush()
    connection, table = session.connection(), Base.metadata.tables[model.__tablename__]
    columns = {
        column.name: [row[column.name] for row in rows]
        if column.name in rows[0]
        else [column.default.arg] * len(rows)  # type: ignore[union-attr]
        for column in table.columns
        if column.name in rows[0] or (column.default is not None and column.default.is_scalar)
    }
    for name, values in columns.items():
        as_stored = (
            table.c[name].type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
        )
        if as_stored is not None:
            columns[name] = list(map(as_stored, values))
    names = ", ".join(f'"{name}"' for name in columns)
    places = ", ".join("?" * len(columns))
    connection.exec_driver_sql(
        f'INSERT INTO "{table.name}" ({names}) VALUES ({places})',
        list(zip(*columns.values(), strict=True)),
    )


def record(
    session: Session,
    name: str,
    *,
    who: str,
    at: datetime,
    undoes: int | None = None,
    lasting: bool = False,
) -> None:
    """Writes the history of the task that ends in this session; none if it changed nothing."""
    session.flush()
    changes = _take_notes(session.connection())
    if not changes:
        return
    task = TaskDone(name=name, who=who, at=at, undoes=undoes, lasting=lasting, salt=new_salt())
    before = session.scalar(select(TaskDone.link).order_by(TaskDone.id.desc()).limit(1))
    session.add(task)
    session.flush()
    made = [
        Change(task_id=task.id, table_name=table, rows=rows, salt=new_salt())
        for table, rows in changes.items()
    ]
    for change in made:
        change.digest = digest_of_change(change)
    task.digest = digest_of_task(task)
    task.link = link_after(before or "", task.digest, [change.digest for change in made])
    session.add_all(made)
    session.flush()


def next_undo(session: Session) -> TaskDone | None:
    """The task that undo would take back: the last one that stands and is not itself an undo."""
    return session.scalar(
        select(TaskDone)
        .where(
            TaskDone.undoes.is_(None),
            TaskDone.undone.is_(False),
            TaskDone.lasting.is_(False),
        )
        .order_by(TaskDone.id.desc())
        .limit(1)
    )


def next_redo(session: Session) -> TaskDone | None:
    """The undo that redo would take back: the last one that stands, if nothing was done since."""
    undone_task = aliased(TaskDone)
    last = session.scalar(
        select(TaskDone)
        .join(undone_task, TaskDone.undoes == undone_task.id)
        .where(TaskDone.undone.is_(False), undone_task.undoes.is_(None))
        .order_by(TaskDone.id.desc())
        .limit(1)
    )
    standing = next_undo(session)
    return None if last and standing and standing.id > last.id else last


def undo_last(session: Session, *, who: str, at: datetime) -> str:
    """Takes back the last task that stands and is not itself an undo; gives its name.

    Raises DPManagerError when there is none, and CannotUndo; the caller's transaction must then be
    rolled back.
    """
    last = next_undo(session)
    if last is None:
        raise DPManagerError(_("There is nothing to undo."))
    _take_back_task(session, last)
    record(session, _("Undo: {task}").format(task=last.name), who=who, at=at, undoes=last.id)
    return last.name


def redo_last(session: Session, *, who: str, at: datetime) -> str:
    """Does again what the last undo took back; gives the name of that task.

    Raises DPManagerError when there is nothing, and CannotUndo; the caller's transaction must
    then be rolled back.
    """
    undo = next_redo(session)
    if undo is None or undo.undoes is None:
        raise DPManagerError(_("There is nothing to do again."))
    task = session.get_one(TaskDone, undo.undoes)
    _take_back_task(session, undo)
    task.undone = False
    record(session, _("Redo: {task}").format(task=task.name), who=who, at=at, undoes=undo.id)
    return task.name


def put_back_deleted(session: Session, task: TaskDone) -> None:
    """Puts the rows back that a task deleted, as part of the task that goes on.

    Raises CannotUndo where something stands in their place; the caller's transaction must then be
    rolled back.
    """
    connection = session.connection()
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    for change in session.scalars(
        select(Change).where(Change.task_id == task.id).order_by(Change.id)
    ):
        table = Base.metadata.tables.get(change.table_name)
        rows: list[Row] = [row for row in json.loads(change.rows) if row["after"] is None]
        if table is None or _standing_rows(connection, table, rows):
            raise CannotUndo
        by_columns: dict[tuple[str, ...], list[Row]] = {}
        for row in rows:
            by_columns.setdefault(tuple(row["before"]), []).append(row["before"])
        for alike in by_columns.values():
            _put_back(connection, table, alike)


def erase(session: Session, rows: Mapping[str, Collection[int]]) -> None:
    """Takes rows out of the book for good, with all that the history holds of them.

    rows: the numbers of the rows of each table. The tasks that had to do with them can no longer
    be undone; their names go too. The chain of the history still holds. No task notes this.
    """
    session.flush()
    connection = session.connection()
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    for name, numbers in rows.items():
        table = Base.metadata.tables[name]
        connection.execute(table.delete().where(table.c.id.in_(numbers)))
        _leave_unnoted(session, name, numbers)


def forget(session: Session, name: str, number: int, blank: Mapping[str, Any]) -> None:
    """Blanks columns of one row for good, with all that the history holds of that row.

    blank: what stands in each column from now on. Otherwise as `erase`.
    """
    session.flush()
    table = Base.metadata.tables[name]
    session.connection().execute(table.update().where(table.c.id == number).values(**blank))
    _leave_unnoted(session, name, {number})


def _leave_unnoted(session: Session, name: str, numbers: Collection[int]) -> None:
    """Takes rows out of the history, also out of what this task is about to note of them."""
    session.connection().exec_driver_sql(
        "DELETE FROM noted WHERE table_name = ? AND row_id IN (SELECT value FROM json_each(?))",
        (name, json.dumps(list(numbers))),
    )
    for change in session.scalars(select(Change).where(Change.table_name == name)):
        rows: list[Row] = json.loads(change.rows)
        kept = [row for row in rows if row["id"] not in numbers]
        if len(kept) < len(rows):
            change.rows, change.salt, change.erased = json.dumps(kept), "", True
            task = session.get_one(TaskDone, change.task_id)
            task.name, task.salt, task.lasting = _("Erased"), "", True
    session.flush()


def _take_back_task(session: Session, task: TaskDone) -> None:
    connection = session.connection()
    # Rows that point to each other go and come in any order; all must fit when it is saved.
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    for change in session.scalars(
        select(Change).where(Change.task_id == task.id).order_by(Change.id.desc())
    ):
        if not _take_back(connection, change):
            raise CannotUndo
    task.undone = True


def _as_json(table: Table, row: str) -> str:
    pairs = ", ".join(f"'{column.name}', {row}.\"{column.name}\"" for column in table.columns)
    return f"json_object({pairs})"


def _take_notes(connection: Connection) -> dict[str, str]:
    """The changed rows of each table as JSON: from before the task to after it, no step between."""
    tables: dict[str, dict[int, tuple[str | None, str | None]]] = {}
    for table, row_id, before, after in connection.exec_driver_sql(
        "SELECT table_name, row_id, before, after FROM noted ORDER BY nth"
    ):
        rows = tables.setdefault(table, {})
        rows[row_id] = (rows[row_id][0] if row_id in rows else before, after)
    connection.exec_driver_sql("DELETE FROM noted")
    return {
        table: f"[{','.join(changed)}]"
        for table, rows in tables.items()
        if (
            changed := [
                f'{{"id":{row_id},"before":{before or "null"},"after":{after or "null"}}}'
                for row_id, (before, after) in rows.items()
                if before != after
            ]
        )
    }


def _take_back(connection: Connection, change: Change) -> bool:
    """Puts the rows back as they were; False if one of them is not as the task left it."""
    table = Base.metadata.tables.get(change.table_name)
    if table is None:
        return False
    rows: list[Row] = json.loads(change.rows)
    standing = _standing_rows(connection, table, rows)
    if not all(_stands(row["after"], standing.get(row["id"])) for row in rows):
        return False
    connection.exec_driver_sql(
        f'DELETE FROM "{table.name}" WHERE id IN (SELECT value FROM json_each(?))',
        (json.dumps(list(standing)),),
    )
    _put_back(
        connection,
        table,
        # A column that the table has got since keeps its value.
        [{**standing.get(row["id"], {}), **row["before"]} for row in rows if row["before"]],
    )
    return True


def _standing_rows(connection: Connection, table: Table, rows: list[Row]) -> dict[int, Row]:
    found = connection.exec_driver_sql(
        f'SELECT id, {_as_json(table, "row")} FROM "{table.name}" AS row '
        "WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps([row["id"] for row in rows]),),
    )
    return {row_id: json.loads(content) for row_id, content in found}


def _stands(left: Row | None, standing: Row | None) -> bool:
    if left is None or standing is None:
        return left is standing
    return left.items() <= standing.items()


def _put_back(connection: Connection, table: Table, rows: list[Row]) -> None:
    if rows:
        names = ", ".join(f'"{name}"' for name in rows[0])
        places = ", ".join("?" for _name in rows[0])
        connection.exec_driver_sql(
            f'INSERT INTO "{table.name}" ({names}) VALUES ({places})',
            [tuple(row[name] for name in rows[0]) for row in rows],
        )
