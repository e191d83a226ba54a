"""Say what the columns of an unknown statement file are, and keep it for the next one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import select

from dpmanager.errors import DPManagerError
from dpmanager.importers.bank_formats import BankFormat, bank_formats
from dpmanager.importers.guess_columns import Table, Use, look_at_table, mapping_layout
from dpmanager.importers.statement import StatementFile
from dpmanager.importers.statement_files import lines_of_table, read_statement
from dpmanager.importers.statement_layout import ColumnsUnknownError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.words import _

__all__ = [
    "ColumnsUnknownError",
    "Table",
    "Tried",
    "Use",
    "known_formats",
    "look_at_unknown",
    "remember_layout",
    "try_layout",
]

_OWN = "own"


@dataclass(frozen=True, slots=True)
class Tried:
    """A file read by what a person says of its columns, or why it cannot be read so."""

    statement: StatementFile | None
    problem: str


def known_formats(book: Book) -> tuple[BankFormat, ...]:
    """The formats that the program knows, and those that were remembered in the book."""
    with book.reading() as session:
        kept = session.scalars(
            select(models.StatementLayout.layout).order_by(models.StatementLayout.id)
        ).all()
    return bank_formats() + tuple(msgspec.json.decode(layout, type=BankFormat) for layout in kept)


def look_at_unknown(data: bytes) -> Table:
    """The first rows of a file whose columns are not known, and what each column seems to be.

    Raises DPManagerError for a file that has no table of payments.
    """
    return look_at_table(lines_of_table(data))


def try_layout(data: bytes, table: Table, uses: Sequence[Use]) -> Tried:
    """Reads a file by what the person says of its columns; saves nothing."""
    try:
        layout = mapping_layout(_("your bank"), table, uses, _OWN)
        return Tried(read_statement(data, [layout]), "")
    except DPManagerError as fault:
        return Tried(None, str(fault))


def remember_layout(
    book: Book, name: str, table: Table, uses: Sequence[Use], *, who: str, at: datetime
) -> None:
    """Keeps what the columns of such files are, in place of what was said of them before.

    name: the bank or card, as the person calls it. Raises DPManagerError where a column that is
    needed is missing or chosen twice.
    """
    if not name.strip():
        raise DPManagerError(_("Say which bank or card the file is from."))
    layout = mapping_layout(name.strip(), table, uses, f"{_OWN}: {name.strip()}")
    text = msgspec.json.encode(layout).decode()
    with book.task(_("Remember the columns of a statement"), who=who, at=at) as session:
        row = session.scalar(
            select(models.StatementLayout).where(models.StatementLayout.header == table.signature)
        )
        if row is None:
            session.add(
                models.StatementLayout(name=name.strip(), header=table.signature, layout=text)
            )
        else:
            row.name, row.layout = name.strip(), text
