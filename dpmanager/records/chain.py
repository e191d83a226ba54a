"""The chain of the history: each entry is bound to all before it, so that a change to one shows.

It runs over salted digests of the entries. Where the content of an entry is erased, its digest
stays, and the chain can still be checked; without the salt nothing can be guessed from it.
"""

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Protocol

import msgspec
from sqlalchemy import Connection, select

from dpmanager.records.models import Change, TaskDone
from dpmanager.words import _

_SALT_BYTES = 16


def new_salt() -> str:
    """A new salt, by lot."""
    return secrets.token_hex(_SALT_BYTES)


class TaskEntry(Protocol):
    """What a task is, as an object or as a row."""

    id: int
    name: str
    who: str
    at: datetime
    undoes: int | None
    salt: str


class ChangeEntry(Protocol):
    """The changed rows of one table, as an object or as a row."""

    table_name: str
    rows: str
    salt: str


def digest_of_task(task: TaskEntry) -> str:
    """SHA-256 over what a task is: its number, name, person, moment, and what it took back."""
    moment = f"{task.at:%Y-%m-%dT%H:%M:%S.%f}"
    return _digest(task.salt, task.id, task.name, task.who, moment, task.undoes)


def digest_of_change(change: ChangeEntry) -> str:
    """SHA-256 over the changed rows of one table."""
    return _digest(change.salt, change.table_name, change.rows)


def link_after(before: str, task: str, changes: Iterable[str]) -> str:
    """The link of a task: before is that of the task before it, "" for the first."""
    return _digest(before, task, *changes)


def breaks_in_chain(connection: Connection) -> Iterator[str]:
    """A sentence for each place where the history is not as it was written."""
    changes = groupby(
        connection.execute(select(Change.__table__).order_by(Change.task_id, Change.id)),
        key=lambda change: change.task_id,
    )
    of_task, following = next(changes, (None, iter(())))
    before = ""
    for task in connection.execute(select(TaskDone.__table__).order_by(TaskDone.id)):
        digests, whole = [], not task.salt or digest_of_task(task) == task.digest
        if of_task == task.id:
            for change in following:
                digests.append(change.digest)
                whole = whole and (change.erased or digest_of_change(change) == change.digest)
            of_task, following = next(changes, (None, iter(())))
        if not whole or link_after(before, task.digest, digests) != task.link:
            yield _("The history was changed at “{task}”. Use a backup of the book.").format(
                task=task.name
            )
        before = task.link


def _digest(*parts: object) -> str:
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()
