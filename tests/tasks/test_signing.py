"""Signatures are kept with what is signed, and go with it."""

from datetime import date

import pytest
from small_book import ADA, AT, MONDAY, WHO, all_of, count, hours, tables

from dpmanager.domain.signatures import SignatureGiven, SignatureKind
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.hours.look_at_hours import week_of_hours
from dpmanager.tasks.hours.print_timesheet import print_timesheet, timesheet_of
from dpmanager.tasks.hours.record_shifts import (
    approve_timesheet,
    record_shifts,
    unapprove_timesheet,
)
from dpmanager.tasks.signing import keep_signature, signature_of

DAY = date(2026, 4, 13)
DRAWN = SignatureGiven(SignatureKind.DRAWN, WHO, (((0, 0), (1000, 320)), ((500, 100),)))
TYPED = SignatureGiven(SignatureKind.TYPED, WHO)
PAPER = SignatureGiven(SignatureKind.PAPER, WHO)


@pytest.mark.parametrize("given", [DRAWN, TYPED, PAPER])
def test_what_is_kept_is_read_again(book: Book, given: SignatureGiven) -> None:
    with book.task("Sign", who=WHO, at=AT) as session:
        number = keep_signature(session, given, DAY).id
    with book.reading() as session:
        row = session.get_one(models.Signature, number)
        assert signature_of(row) == given
        assert row.day == DAY


def test_one_that_was_changed_outside_is_refused(book: Book) -> None:
    with book.task("Sign", who=WHO, at=AT) as session:
        row = keep_signature(session, DRAWN, DAY)
        row.strokes = "[[[5, 2000]]]"
        with pytest.raises(DPManagerError, match="cannot be read"):
            signature_of(row)


def approved(book: Book, given: SignatureGiven | None) -> models.Timesheet:
    record_shifts(book, ADA, [hours(MONDAY, 9, 12)], who=WHO, at=AT)
    approve_timesheet(book, ADA, MONDAY, signature=given, who=WHO, at=AT)
    (sheet,) = all_of(book, models.Timesheet)
    return sheet


@pytest.mark.parametrize("given", [DRAWN, TYPED, PAPER])
def test_an_approval_is_signed(book: Book, given: SignatureGiven) -> None:
    sheet = approved(book, given)
    with book.reading() as session:
        assert timesheet_of(session, session.get_one(models.Timesheet, sheet.id)).signature == given
    (seen,) = week_of_hours(book, ADA, MONDAY, today=AT.date()).sheets
    assert seen.says.endswith(given.says(AT.date()))
    assert print_timesheet(book, sheet.id).startswith(b"%PDF")


def test_an_approval_may_go_unsigned(book: Book) -> None:
    assert approved(book, None).signature_id is None
    assert count(book, models.Signature) == 0


def test_opening_the_timesheet_again_takes_the_signature_off_and_leaves_a_trace(
    book: Book,
) -> None:
    record_shifts(book, ADA, [hours(MONDAY, 9, 12)], who=WHO, at=AT)
    before = tables(book)
    approve_timesheet(book, ADA, MONDAY, signature=DRAWN, who=WHO, at=AT)
    signed = tables(book)

    unapprove_timesheet(book, ADA, MONDAY, who=WHO, at=AT)

    assert tables(book) == before
    assert count(book, models.Signature) == 0
    assert book.undo(who=WHO, at=AT) == f"Reopen the timesheet of {ADA}"
    assert tables(book) == signed
