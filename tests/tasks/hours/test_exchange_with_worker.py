"""A form goes out to a worker, another program fills it in, and it is taken in again.

Ada is paid by the week. Her rota has two mornings of four hours; 6 April 2026 is Easter Monday.
"""

import io
import shutil
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pypdf
import pytest
from filled_form import at, filled_csv, filled_pdf, signed, times
from PIL import Image
from small_book import ACCOUNT, ADA, AT, BEN, MONDAY, PASSPHRASE, WHO, all_of, count, hours
from sqlalchemy import select

from dpmanager.domain.hours.filled import Change
from dpmanager.domain.hours.rota import Pattern, PatternShift, Times
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.hours.timesheet_form import SIGNED_NAME, Box
from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.domain.periods import Period
from dpmanager.domain.reading import tidied
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book, open_book
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.hours.exchange_with_worker import (
    Decision,
    look_at_filled,
    read_filled,
    take_filled,
)
from dpmanager.tasks.hours.print_timesheet import print_timesheet
from dpmanager.tasks.hours.record_shifts import approve_timesheet, record_shifts
from dpmanager.tasks.hours.usual_week import set_pattern
from dpmanager.tasks.hours.worker_form import form_name, make_blank, make_csv, make_form
from dpmanager.tasks.money.sort_payments import accept_matches, add_payment, propose_matches
from dpmanager.tasks.pay.pay_items import PayItemAnswer, add_pay_item
from dpmanager.tasks.pay.run_pay import run_pay
from dpmanager.tasks.returns.evidence import gather_evidence

TUESDAY, WEDNESDAY, SATURDAY = date(2026, 4, 7), date(2026, 4, 8), date(2026, 4, 11)
WEEK = Period(MONDAY, date(2026, 4, 12))
NEXT_WEEK = Period(date(2026, 4, 13), date(2026, 4, 19))
SAFE = "Safe at home"
DO = {"who": WHO, "at": AT}


@pytest.fixture
def planned(book: Book) -> Book:
    """Ada's rota: Monday and Tuesday from nine to one, on the first for an outcome."""
    shifts = (
        PatternShift(0, 0, Times(time(9), time(13), outcome=SAFE)),
        PatternShift(0, 1, Times(time(9), time(13))),
    )
    set_pattern(book, Pattern(ADA, MONDAY, 1, shifts), **DO)
    return book


def form_of(book: Book, worker: str = ADA, period: Period = WEEK) -> bytes:
    return make_form(book, worker, period, **DO)


def filled(book: Book, *values: dict[str, str], name: str = ADA) -> bytes:
    """Ada's form of the week, signed, with other words in some boxes."""
    written = {key: text for each in values for key, text in each.items()}
    return filled_pdf(form_of(book), signed(name) | written)


def boxes(form: bytes) -> dict[str, str]:
    fields = pypdf.PdfReader(io.BytesIO(form)).get_fields() or {}
    return {name: str(field.value or "") for name, field in fields.items()}


def recorded(book: Book) -> list[tuple[date, time, time, str]]:
    rows = all_of(book, models.Shift)
    return sorted((row.day, row.start, row.end, row.kind) for row in rows)


def text_of(pdf: bytes) -> str:
    return tidied(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages))


def test_the_form_has_the_rota_in_it_and_no_name_in_its_file_name(planned: Book) -> None:
    written = boxes(form_of(planned))
    assert written[at(MONDAY, 1, Box.START)] == "09:00"
    assert written[at(MONDAY, 1, Box.KIND)] == "Bank holiday"
    assert written[at(TUESDAY, 1, Box.FINISH)] == "13:00"
    assert written[at(WEDNESDAY, 1, Box.START)] == ""
    assert form_name(WEEK, ".pdf") == "timesheet-2026-04-06-to-2026-04-12.pdf"
    assert form_name(WEEK, ".csv", ADA) == "timesheet-Ada-Lovell-2026-04-06-to-2026-04-12.csv"


def test_days_that_were_recorded_already_stand_as_they_were_recorded(planned: Book) -> None:
    record_shifts(planned, ADA, [hours(TUESDAY, 10, 12)], **DO)
    written = boxes(form_of(planned))
    assert written[at(TUESDAY, 1, Box.START)] == "10:00"
    assert written[at(TUESDAY, 2, Box.START)] == ""
    assert written[at(MONDAY, 1, Box.START)] == "09:00"


def test_making_a_form_is_nothing_to_undo_and_later_forms_have_the_same_key(planned: Book) -> None:
    before = planned.can_undo()
    sent = form_of(planned)
    assert planned.can_undo() == before
    form_of(planned, BEN, Period(MONDAY, date(2026, 5, 3)))
    assert count(planned, models.FormKey) == 1
    assert look_at_filled(planned, sent).worker == ADA


def test_as_planned_is_recorded_as_planned_and_waits_for_approval(planned: Book) -> None:
    data = filled(planned)
    seen = look_at_filled(planned, data)
    assert (seen.worker, seen.period, seen.differences, seen.as_planned) == (ADA, WEEK, (), 2)
    assert (seen.problems, seen.notes) == ((), ())
    assert seen.hours == "8 hours"
    assert seen.signed == (
        "Ada Lovell filled in this timesheet, signed as Ada Lovell on 12 April 2026."
    )
    taken = take_filled(planned, data, **DO)
    assert (taken.worker, taken.period, taken.hours) == (ADA, WEEK, "8 hours")
    assert recorded(planned) == [
        (MONDAY, time(9), time(13), "bank_holiday"),
        (TUESDAY, time(9), time(13), "weekday"),
    ]
    monday, tuesday = all_of(planned, models.Shift)
    assert (monday.outcome_id, tuesday.outcome_id) == (1, None)
    (sheet,) = all_of(planned, models.Timesheet)
    assert sheet.state == "draft"


def test_each_difference_is_said_and_decided_by_itself(planned: Book) -> None:
    data = filled(
        planned,
        times(MONDAY, "9", "2pm"),
        times(TUESDAY, "", ""),
        times(SATURDAY, "10am", "12"),
    )
    seen = look_at_filled(planned, data)
    assert [one.change for one in seen.differences] == [
        Change.CHANGED,
        Change.LEFT_OUT,
        Change.ADDED,
    ]
    assert "09:00 to 14:00: changed. Planned: 09:00 to 13:00." in seen.differences[0].words
    take_filled(planned, data, decisions={0: Decision.PLANNED, 2: Decision.PLANNED}, **DO)
    assert recorded(planned) == [(MONDAY, time(9), time(13), "bank_holiday")]
    take_filled(planned, data, decisions={1: Decision.PLANNED}, **DO)
    assert recorded(planned) == [
        (MONDAY, time(9), time(14), "bank_holiday"),
        (TUESDAY, time(9), time(13), "weekday"),
        (SATURDAY, time(10), time(12), "saturday"),
    ]
    (outcome,) = {row.outcome_id for row in all_of(planned, models.Shift) if row.day == MONDAY}
    assert outcome == 1


def test_the_file_is_kept_with_who_signed_it_and_what_was_written(planned: Book) -> None:
    data = filled(planned, times(MONDAY, "", ""), {at(MONDAY, 1, Box.NOTE): "No bus"})
    take_filled(planned, data, **DO)
    (form,) = all_of(planned, models.TakenForm)
    (proof,) = all_of(planned, models.Proof)
    assert (form.signed_name, form.signed_on) == (ADA, date(2026, 4, 12))
    assert (form.proof_id, form.taken_on) == (proof.id, AT.date())
    assert planned.read_proof(proof.sealed_name) == data
    assert proof.title == "Timesheet filled in by Ada Lovell, 6 to 12 April 2026"
    assert check_book(planned) == []
    (sheet,) = all_of(planned, models.Timesheet)
    text = text_of(print_timesheet(planned, sheet.id))
    assert "signed as Ada Lovell on 12 April 2026." in text
    assert "Mon 6 Apr 2026 No bus" in text
    assert "Ada Lovell, worker" not in text


def test_the_printed_timesheet_says_on_which_days_the_hours_are_others(planned: Book) -> None:
    data = filled(planned, times(MONDAY, "9", "2pm"))
    take_filled(planned, data, decisions={0: Decision.PLANNED}, **DO)
    (sheet,) = all_of(planned, models.Timesheet)
    text = text_of(print_timesheet(planned, sheet.id))
    assert "the hours above are not those that they filled in: Mon 6 Apr 2026." in text
    assert "Ada Lovell, worker" in text


def test_undo_takes_all_of_it_back(planned: Book) -> None:
    data = filled(planned, times(MONDAY, "9", "2pm"), {at(MONDAY, 1, Box.MILES): "7.5"})
    take_filled(planned, data, **DO)
    planned.undo(**DO)
    for kind in (models.Shift, models.TakenForm, models.Proof, models.PayItem):
        assert count(planned, kind) == 0
    assert look_at_filled(planned, data).notes == ()


def test_miles_are_paid_once_however_often_a_form_is_taken(planned: Book) -> None:
    form = form_of(planned)
    first = filled_pdf(form, {at(MONDAY, 1, Box.MILES): "7.5", at(TUESDAY, 1, Box.MILES): "3"})
    take_filled(planned, first, **DO)
    take_filled(planned, first, **DO)
    items = [(item.day, item.kind, item.quantity) for item in all_of(planned, models.PayItem)]
    assert items == [(MONDAY, "mileage", Decimal("7.5")), (TUESDAY, "mileage", Decimal(3))]
    again = form_of(planned)  # has the miles in it already
    assert boxes(again)[at(MONDAY, 1, Box.MILES)] == "7.5"
    take_filled(planned, filled_pdf(again, {at(TUESDAY, 1, Box.MILES): ""}), **DO)
    assert [item.quantity for item in all_of(planned, models.PayItem)] == [Decimal("7.5")]


def test_miles_that_were_entered_here_stay_and_are_said(planned: Book) -> None:
    (ada,) = all_of(planned, models.Worker, models.Worker.name == ADA)
    miles = PayItemAnswer(ExtraKind.MILEAGE, day=MONDAY, miles=Decimal(12))
    add_pay_item(planned, ada.id, miles, **DO)
    data = filled(planned, {at(MONDAY, 1, Box.MILES): "7.5"})
    assert look_at_filled(planned, data).notes == (
        "12 miles on Monday 6 April 2026 are in the pay already. Those on the form come on top.",
    )
    take_filled(planned, data, **DO)
    assert [item.quantity for item in all_of(planned, models.PayItem)] == [
        Decimal(12),
        Decimal("7.5"),
    ]


def test_a_form_that_was_taken_says_so_and_another_takes_its_place(planned: Book) -> None:
    form = form_of(planned)
    first = filled_pdf(form, signed(ADA))
    second = filled_pdf(form, signed(ADA) | times(MONDAY, "9", "2pm"))
    take_filled(planned, first, **DO)
    assert look_at_filled(planned, first).notes == (
        "This form was taken in already, on 6 July 2026.",
    )
    assert look_at_filled(planned, second).notes == (
        "Another form of these days was taken in on 6 July 2026. This one takes its place.",
    )
    take_filled(planned, second, **DO)
    assert [row[2] for row in recorded(planned)] == [time(14), time(13)]
    assert count(planned, models.TakenForm) == 2


def test_an_unsigned_form_is_taken_and_one_signed_by_another_is_said(planned: Book) -> None:
    unsigned = look_at_filled(planned, form_of(planned))
    assert unsigned.signed.endswith("It is not signed.")
    assert unsigned.notes == (
        "You can take its hours. Then print the timesheet, and have it signed.",
    )
    other = look_at_filled(planned, filled(planned, name="Al Lovell"))
    assert other.notes == ("The name on it is not Ada Lovell. Ask who signed it.",)
    small = look_at_filled(planned, filled(planned, {SIGNED_NAME: "ada  lovell"}))
    assert small.notes == ()


def test_hours_that_were_changed_here_meanwhile_are_said_before_they_are_replaced(
    planned: Book,
) -> None:
    data = filled(planned)
    record_shifts(planned, ADA, [hours(TUESDAY, 15, 18), hours(WEDNESDAY, 9, 10)], **DO)
    (note,) = look_at_filled(planned, data).notes
    assert note.endswith("on: Tuesday 7 April 2026, Wednesday 8 April 2026.")
    take_filled(planned, data, **DO)
    assert [row[0] for row in recorded(planned)] == [MONDAY, TUESDAY]


def test_a_shift_that_overlaps_the_week_after_is_said_and_refused(planned: Book) -> None:
    record_shifts(planned, ADA, [hours(NEXT_WEEK.start, 0, 2)], **DO)
    sunday = WEEK.end
    data = filled(planned, times(sunday, "22:00", "06:00"))
    (note,) = look_at_filled(planned, data).notes
    assert "overlaps the one on 13 April 2026" in note
    with pytest.raises(DPManagerError, match="overlaps"):
        take_filled(planned, data, **DO)
    assert count(planned, models.Shift) == 1
    assert count(planned, models.TakenForm) == 0
    take_filled(planned, data, decisions={0: Decision.PLANNED}, **DO)
    assert count(planned, models.Shift) == 3


def test_a_form_of_somebody_else_or_of_other_days_is_refused(planned: Book) -> None:
    data = filled(planned)
    for asked in (
        {"worker": BEN},
        {"worker": ADA, "period": NEXT_WEEK},
    ):
        seen = look_at_filled(planned, data, **asked)
        assert seen.elsewhere
        assert seen.problems == (
            "This form is of Ada Lovell, for 6 to 12 April 2026. You asked for another one.",
        )
    assert look_at_filled(planned, data, worker=ADA, period=WEEK).problems == ()


def test_a_form_of_another_book_is_refused(planned: Book, small_book: Path, tmp_path: Path) -> None:
    data = filled(planned)
    folder = tmp_path / "Other.dpbook"
    shutil.copytree(small_book, folder)
    with open_book(folder, passphrase=PASSPHRASE) as other:
        for _time in range(2):  # before it has made a form of its own, and after
            with pytest.raises(DPManagerError, match="does not belong to this book"):
                look_at_filled(other, data)
            form_of(other)


def test_a_form_of_a_timesheet_that_is_approved_or_paid_is_refused(planned: Book) -> None:
    data = filled(planned)
    take_filled(planned, data, **DO)
    approve_timesheet(planned, ADA, MONDAY, **DO)
    for state in ("approved", "paid"):
        (problem,) = look_at_filled(planned, data).problems
        assert state in problem
        for act in (lambda: take_filled(planned, data, **DO), lambda: form_of(planned)):
            with pytest.raises(DPManagerError, match=state):
                act()
        if state == "approved":
            run_pay(planned, up_to=date(2026, 4, 16), **DO)


def test_days_that_are_no_pay_period_are_refused(planned: Book) -> None:
    with pytest.raises(DPManagerError, match="not a pay period of Ada Lovell"):
        form_of(planned, period=Period(MONDAY, TUESDAY))


def test_the_spreadsheet_file_comes_back_the_same_way(planned: Book) -> None:
    def change(lines: list[list[str]]) -> None:
        (line,) = [line for line in lines if line[0] == str(MONDAY) and line[2]]
        line[3] = "14:00"

    data = filled_csv(make_csv(planned, ADA, WEEK, **DO), change)
    (difference,) = look_at_filled(planned, data, worker=ADA).differences
    assert "Planned: 09:00 to 13:00." in difference.words
    take_filled(planned, data, **DO)
    (proof,) = all_of(planned, models.Proof)
    assert proof.media_type == "text/csv"
    assert planned.read_proof(proof.sealed_name) == data
    assert check_book(planned) == []


def test_a_photo_and_another_file_are_refused_in_words(planned: Book, tmp_path: Path) -> None:
    photo = io.BytesIO()
    Image.new("RGB", (20, 20)).save(photo, "JPEG")
    with pytest.raises(DPManagerError, match="handwriting is not read"):
        look_at_filled(planned, photo.getvalue())
    with pytest.raises(DPManagerError, match="not a timesheet of DP Manager"):
        look_at_filled(planned, b"hello,world")
    with pytest.raises(DPManagerError, match="There is no file"):
        read_filled(tmp_path / "nothing.pdf")


def test_nobody_worked_is_recorded_as_no_hours(planned: Book) -> None:
    record_shifts(planned, ADA, [hours(WEDNESDAY, 9, 10)], **DO)
    data = filled(planned, *(times(day, "", "") for day in (MONDAY, TUESDAY, WEDNESDAY)))
    taken = take_filled(planned, data, **DO)
    assert taken.hours == ""
    assert count(planned, models.Shift) == 0
    assert count(planned, models.TakenForm) == 1


def test_who_sends_invoices_has_hours_recorded_and_no_miles_paid(book: Book) -> None:
    club, april = "Brook Day Club", Period(date(2026, 4, 1), date(2026, 4, 30))
    form = make_form(book, club, april, **DO)
    data = filled_pdf(form, times(MONDAY, "9", "11am") | {at(MONDAY, 1, Box.MILES): "4"})
    notes = look_at_filled(book, data).notes
    assert "Brook Day Club sends invoices, so the miles on the form are not paid here." in notes
    take_filled(book, data, **DO)
    assert count(book, models.Shift) == 1
    assert count(book, models.PayItem) == 0


def test_kinds_and_breaks_come_back_as_they_were_written(book: Book) -> None:
    data = filled_pdf(
        form_of(book),
        times(SATURDAY, "21:00", "07:00")
        | {
            at(SATURDAY, 1, Box.KIND): "Sleep-in",
            at(SATURDAY, 1, Box.UP): "40",
            at(SATURDAY, 1, Box.NOTE): "Up twice",
        },
    )
    take_filled(book, data, **DO)
    (shift,) = all_of(book, models.Shift)
    assert (shift.kind, shift.woken_minutes, shift.note) == (HourKind.SLEEP_IN, 40, "Up twice")


def test_the_form_is_among_the_papers_of_the_wage_that_it_led_to(planned: Book) -> None:
    data = filled(planned)
    take_filled(planned, data, **DO)
    approve_timesheet(planned, ADA, MONDAY, **DO)
    run_pay(planned, up_to=date(2026, 4, 16), **DO)
    (wage,) = all_of(planned, models.ExpectedPayment, models.ExpectedPayment.kind == "wage")
    add_payment(planned, ACCOUNT, wage.due, "ADA LOVELL WAGES", -wage.amount, **DO)
    with planned.reading() as session:
        found = propose_matches(session)
    accept_matches(planned, found, **DO)
    with planned.reading() as session:
        payments = list(session.scalars(select(models.Transaction)))
        evidence = gather_evidence(session, payments)
        papers = evidence.papers(planned, session, large_print=False)
    assert [(proof.kind, proof.title) for proof in evidence.proofs] == [
        ("payslip", "Payslip of Ada Lovell, 6 Apr 2026 to 12 Apr 2026"),
        ("timesheet", "Timesheet of Ada Lovell, 6 Apr 2026 to 12 Apr 2026"),
        ("timesheet", "Timesheet filled in by Ada Lovell, 6 to 12 April 2026"),
    ]
    assert papers[2].data == data


@pytest.mark.parametrize("large_print", [False, True])
def test_the_empty_sheet_names_the_person_and_has_no_boxes(book: Book, large_print: bool) -> None:
    pdf = make_blank(book, ADA, WEEK, large_print=large_print)
    assert "Ada Lovell" in text_of(pdf)
    assert boxes(pdf) == {}
