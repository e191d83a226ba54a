"""A council's own form in the book: loaded, changed, taken out, and back again."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from council_form import council_pdf, council_workbook
from small_book import AT, WHO, all_of, pay_a_week

from dpmanager.domain.periods import Period
from dpmanager.domain.returns.own_form import Fill, Shape, fills_from_json
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.receipts.add_receipt import add_receipt, remove_receipt
from dpmanager.tasks.receipts.keep_files import KEPT_PAPER
from dpmanager.tasks.returns.own_form import (
    fill_in,
    forms_of,
    load_form,
    look_at_form,
    remove_form,
    set_fill,
)

DAYS = Period(date(2026, 4, 6), date(2026, 4, 30))
TODAY = date(2026, 7, 6)


def load(book: Book, folder: Path, data: bytes, name: str = "Form.pdf") -> int:
    path = folder / name
    path.write_bytes(data)
    return load_form(book, None, path, DAYS, who=WHO, at=AT)


def test_a_form_is_kept_with_its_proposal_and_undone_whole(book: Book, tmp_path: Path) -> None:
    number = load(book, tmp_path, council_pdf())
    (seen,) = forms_of(book)
    assert (seen.id, seen.name, seen.funder) == (number, "Form", "Northshire County Council")
    (proof,) = all_of(book, models.Proof)
    assert (proof.kind, proof.media_type) == (KEPT_PAPER, "application/pdf")
    book.undo(who=WHO, at=AT)
    assert forms_of(book) == () and all_of(book, models.Proof) == []
    assert look_at_form(book, number, DAYS, today=TODAY) is None


def test_who_did_not_work_has_nothing_and_what_is_gone_is_said(book: Book, tmp_path: Path) -> None:
    number = load(book, tmp_path, council_pdf())
    set_fill(book, number, "door", Fill("hours.Ada Lovell"), who=WHO, at=AT)
    set_fill(book, number, "sp1", Fill("out.no_such_kind"), who=WHO, at=AT)
    set_fill(book, number, "a field of an older form", Fill("opening"), who=WHO, at=AT)
    look = look_at_form(book, number, DAYS, today=TODAY)
    assert look is not None
    named = {one.place.name: one for one in look.places}
    assert (named["door"].figure, named["door"].text) == ("Hours of Ada Lovell", "0.00")
    assert named["sp1"].fault == "What was chosen here is not in the return any more."
    assert fill_in(book, number, DAYS, today=TODAY).data.startswith(b"%PDF")
    pay_a_week(book, date(2026, 4, 6))
    after = look_at_form(book, number, DAYS, today=TODAY)
    assert after is not None
    assert {one.place.name: one.text for one in after.places}["door"] == "30.00"


def test_a_figure_that_does_not_fit_is_named_and_the_form_is_not_made(
    book: Book, tmp_path: Path
) -> None:
    number = load(book, tmp_path, council_pdf().replace(b"/MaxLen 100", b"/MaxLen 5  "))
    set_fill(book, number, "from", Fill("period_start", Shape.LONG), who=WHO, at=AT)
    look = look_at_form(book, number, DAYS, today=TODAY)
    assert look is not None
    faults = {one.place.name: one.fault for one in look.places if one.fault}
    assert "“6 April 2026” is too long for the field “Period from”" in faults["from"]
    with pytest.raises(DPManagerError, match="is too long for the field"):
        fill_in(book, number, DAYS, today=TODAY)


def test_a_receipt_that_is_also_the_form_stays_the_form(book: Book, tmp_path: Path) -> None:
    data = council_pdf()
    receipt = add_receipt(book, data, "Form.pdf", who=WHO, at=AT)
    number = load(book, tmp_path, data)
    assert [one.id for one in all_of(book, models.Proof)] == [receipt]
    remove_receipt(book, receipt, who=WHO, at=AT)
    assert [one.kind for one in all_of(book, models.Proof)] == [KEPT_PAPER]
    assert look_at_form(book, number, DAYS, today=TODAY) is not None
    remove_form(book, number, who=WHO, at=AT)
    assert all_of(book, models.Proof) == []


def test_removing_a_form_leaves_the_receipt_that_it_also_is(book: Book, tmp_path: Path) -> None:
    data = council_pdf()
    receipt = add_receipt(book, data, "Form.pdf", who=WHO, at=AT)
    remove_form(book, load(book, tmp_path, data), who=WHO, at=AT)
    assert [(one.id, one.kind) for one in all_of(book, models.Proof)] == [(receipt, "receipt")]


def test_a_newer_workbook_takes_the_place_of_the_older_one(book: Book, tmp_path: Path) -> None:
    number = load(book, tmp_path, council_workbook(), "Old.xlsx")
    set_fill(book, number, "Return!B20", Fill(words="Green"), who=WHO, at=AT)
    path = tmp_path / "New.xlsx"
    path.write_bytes(council_workbook(date1904="1"))
    load_form(
        book, None, path, DAYS, instead_of=number, who=WHO, at=datetime(2026, 7, 7, tzinfo=UTC)
    )
    (row,) = all_of(book, models.ReturnForm)
    assert row.name == "New"
    assert fills_from_json(row.mapping)["Return!B20"] == Fill(words="Green")
    (proof,) = all_of(book, models.Proof)
    assert proof.media_type.endswith("spreadsheetml.sheet")


def test_there_is_no_form_of_days_without_an_agreement(book: Book, tmp_path: Path) -> None:
    number = load(book, tmp_path, council_pdf())
    with pytest.raises(DPManagerError, match="Nothing was agreed with"):
        fill_in(book, number, Period(date(2020, 1, 1), date(2020, 1, 31)), today=TODAY)
