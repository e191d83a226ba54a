"""What a person says of the columns of a file is remembered in the book."""

import pytest
from small_book import ACCOUNT, AT, WHO, all_of

from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.money.import_statement import import_statement, preview_statement
from dpmanager.tasks.money.statement_columns import (
    ColumnsUnknownError,
    Use,
    look_at_unknown,
    remember_layout,
    try_layout,
)

FILE = b"Posted,Merchant,Load,Spend,Left\n05/04/2026,NORTHSHIRE,100.00,,100.00\n06/04/2026,SHOP,,12.50,87.50\n"  # fmt: skip  # noqa: E501
USES = (Use.DAY, Use.WORDS, Use.MONEY_IN, Use.MONEY_OUT, Use.BALANCE)


def test_a_file_is_read_by_the_columns_that_were_remembered(book: Book) -> None:
    with pytest.raises(ColumnsUnknownError):
        preview_statement(book, FILE, account=ACCOUNT)
    table = look_at_unknown(FILE)
    remember_layout(book, " Council card ", table, USES, who=WHO, at=AT)

    seen = preview_statement(book, FILE, account=ACCOUNT)

    assert (seen.bank, len(seen.new)) == ("Council card", 2)
    assert import_statement(book, ACCOUNT, FILE, who=WHO, at=AT).added == 2
    (kept,) = all_of(book, models.StatementImport)
    assert kept.format == "own: Council card"
    book.undo(who=WHO, at=AT)
    book.undo(who=WHO, at=AT)
    with pytest.raises(ColumnsUnknownError):
        preview_statement(book, FILE, account=ACCOUNT)


def test_saying_it_again_takes_the_place_of_what_was_said(book: Book) -> None:
    table = look_at_unknown(FILE)
    wrong = (Use.DAY, Use.WORDS, Use.MONEY_OUT, Use.MONEY_IN, Use.NOTHING)
    remember_layout(book, "Card", table, wrong, who=WHO, at=AT)
    assert preview_statement(book, FILE, account=ACCOUNT).money_out == 100
    remember_layout(book, "Council card", table, USES, who=WHO, at=AT)
    assert preview_statement(book, FILE, account=ACCOUNT).money_in == 100
    assert [row.name for row in all_of(book, models.StatementLayout)] == ["Council card"]


def test_trying_saves_nothing_and_says_what_is_wrong() -> None:
    table = look_at_unknown(FILE)
    tried = try_layout(FILE, table, USES)
    assert tried.statement is not None and len(tried.statement.lines) == 2
    missing = try_layout(FILE, table, [Use.NOTHING] * 5)
    assert (missing.statement, missing.problem) == (None, "Say which column has the date.")


def test_the_bank_must_be_named(book: Book) -> None:
    with pytest.raises(DPManagerError, match="which bank or card"):
        remember_layout(book, "  ", look_at_unknown(FILE), USES, who=WHO, at=AT)
    assert all_of(book, models.StatementLayout) == []
