"""The pension from the first assessment to the opt-out and the provider's file.

Ada's week is 30 hours at 12.80: 384.00. Of it 384 - 120 = 264.00 counts: her share is 5%, 13.20,
of which 80% is taken, 10.56; the employer's 3% is 7.92.
"""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest
from small_book import ADA, AT, BEN, MONDAY, WHO, all_of, make_book, pay_a_week, work_a_week

from dpmanager.domain.pay.pension import TaxRelief
from dpmanager.domain.pay.pension_duties import DutyKind, WorkerKind
from dpmanager.domain.pay.pension_membership import PensionState
from dpmanager.domain.periods import Frequency, Period
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.pay.pension_events import (
    SchemeAnswer,
    declare,
    enrol,
    give_letter,
    join,
    leave,
    opt_in,
    opt_out,
    postpone,
    set_up_pension,
)
from dpmanager.tasks.pay.pension_papers import (
    look_at_contributions,
    print_letter,
    save_contribution_file,
)
from dpmanager.tasks.pay.pensions import PensionLook, WorkerPension, look_at_pensions
from dpmanager.tasks.pay.run_pay import run_pay

WEEK = timedelta(days=7)
SCHEME = SchemeAnswer(
    provider="NEST",
    employee_percent=Decimal(5),
    employer_percent=Decimal(3),
    provider_address="1 Pension Street, Northshire NS1 1AA",
    employer_reference="EMP123456789",
    payment_source="Care account",
)
DO = {"who": WHO, "at": AT}


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = make_book(
        tmp_path / "small.dpbook",
        (f'name = "{ADA}"', f'name = "{ADA}"\ndate_of_birth = 1990-05-03'),
        ("pay_day_after = 4", 'pay_day_after = 4\nni_number = "QQ123456C"'),
    )
    with made:
        yield made


def look(book: Book, day: date) -> PensionLook:
    return look_at_pensions(book, day)


def one(book: Book, day: date, name: str = ADA) -> WorkerPension:
    return next(row for row in look(book, day).workers if row.worker == name)


def ada(book: Book) -> int:
    return one(book, MONDAY).worker_id


def words(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as pages:
        text = " ".join(page.get_textpage().get_text_range() for page in pages)
    return " ".join(text.split())


def contributions(book: Book) -> list[tuple[str, str]]:
    return [
        (str(slip.employee_pension), str(slip.employer_pension))
        for slip in all_of(book, models.Payslip)
    ]


def test_before_the_first_pay_nobody_is_assessed_and_a_missing_birthday_is_asked_for(book):
    seen = look(book, MONDAY)
    assert seen.scheme is None
    assert [row.worker for row in seen.workers] == [ADA, BEN]
    assert all(row.assessment is None and row.duties == () for row in seen.workers)
    assert one(book, MONDAY).lacks == ""
    assert BEN in one(book, MONDAY, BEN).lacks


def test_the_first_pay_says_that_the_worker_must_be_enrolled_and_by_when(book):
    pay_a_week(book, MONDAY)
    row = one(book, date(2026, 4, 20))
    assert row.assessment is not None
    assert row.assessment.kind is WorkerKind.ELIGIBLE
    (duty,) = row.duties
    assert (duty.kind, duty.starts, duty.due) == (DutyKind.ENROL, MONDAY, date(2026, 5, 17))
    assert (duty.postpone_until, duty.postpone_notice_by) == (date(2026, 7, 6), date(2026, 5, 18))


def test_a_later_week_of_little_pay_does_not_end_the_duty(book):
    pay_a_week(book, MONDAY)
    work_a_week(book, MONDAY + WEEK, each_day=2)  # 10 hours: 128.00
    run_pay(book, up_to=date(2026, 4, 23), **DO)
    row = one(book, date(2026, 4, 27))
    assert row.assessment is not None
    assert row.assessment.must_enrol
    assert row.duties[0].starts == MONDAY


def test_a_right_to_opt_in_is_told_once(book):
    work_a_week(book, MONDAY, each_day=2)
    run_pay(book, up_to=date(2026, 4, 16), **DO)
    (duty,) = one(book, date(2026, 4, 20)).duties
    assert (duty.kind, duty.due) == (DutyKind.TELL, date(2026, 5, 17))
    set_up_pension(book, SCHEME, **DO)
    text = words(print_letter(book, ada(book), today=date(2026, 4, 20)))
    assert "You have the right to opt in." in text
    give_letter(book, ada(book), date(2026, 4, 20), **DO)
    assert one(book, date(2026, 4, 20)).duties == ()


def test_nobody_is_enrolled_before_a_pension_is_set_up(book):
    with pytest.raises(DPManagerError, match="No pension is set up yet"):
        enrol(book, ada(book), MONDAY, **DO)
    assert all_of(book, models.PensionEvent) == []


@pytest.mark.parametrize(
    ("answer", "words_"),
    [
        (SchemeAnswer("NEST", Decimal(5), Decimal("2.9")), "at least 3%"),
        (SchemeAnswer("NEST", Decimal(101), Decimal(3)), "from 0 to 100"),
        (SchemeAnswer(" ", Decimal(5), Decimal(3)), "name of its provider"),
    ],
)
def test_a_pension_that_the_law_would_not_accept_is_refused(book, answer, words_):
    with pytest.raises(DPManagerError, match=words_):
        set_up_pension(book, answer, **DO)


def test_the_pension_can_be_changed_and_is_shown_as_it_was_entered(book):
    set_up_pension(book, SchemeAnswer("Oak", Decimal(4), Decimal(4)), **DO)
    set_up_pension(book, SCHEME, **DO)
    assert look(book, MONDAY).scheme == SCHEME
    assert len(all_of(book, models.PensionScheme)) == 1


def test_from_enrolment_on_both_sides_pay_in(book):
    set_up_pension(book, SCHEME, **DO)
    pay_a_week(book, MONDAY)
    enrol(book, ada(book), MONDAY + WEEK, **DO)
    pay_a_week(book, MONDAY + WEEK)
    assert contributions(book) == [("0.00", "0.00"), ("10.56", "7.92")]


def test_who_joins_pays_in_alone(book):
    set_up_pension(book, SCHEME, **DO)
    join(book, ada(book), MONDAY, **DO)
    pay_a_week(book, MONDAY)
    assert contributions(book) == [("10.56", "0.00")]
    assert one(book, date(2026, 4, 20)).duties[0].kind is DutyKind.ENROL


def test_who_opts_out_in_time_gets_back_what_was_taken_with_the_next_pay(book):
    set_up_pension(book, SCHEME, **DO)
    enrol(book, ada(book), MONDAY, **DO)
    give_letter(book, ada(book), date(2026, 4, 20), **DO)
    for week in range(2):
        pay_a_week(book, MONDAY + week * WEEK)
    made = opt_out(book, ada(book), date(2026, 4, 24), **DO)
    assert str(made.amount) == "21.12"
    row = one(book, date(2026, 4, 24))
    assert row.standing.state is PensionState.OPTED_OUT
    assert [(duty.kind, duty.due) for duty in row.duties] == [(DutyKind.REFUND, date(2026, 5, 23))]
    slip = pay_a_week(book, MONDAY + 2 * WEEK)
    assert str(slip.employee_pension) == "0.00"
    (item,) = all_of(book, models.PayItem)
    assert (item.kind, str(item.amount), item.payslip_id) == ("pension_refund", "21.12", slip.id)
    assert one(book, date(2026, 5, 1)).duties == ()


def test_what_was_taken_before_tax_is_paid_back_as_taxed_pay(book):
    set_up_pension(book, replace(SCHEME, relief=TaxRelief.NET_PAY), **DO)
    enrol(book, ada(book), MONDAY, **DO)
    pay_a_week(book, MONDAY)
    opt_out(book, ada(book), date(2026, 4, 20), **DO)
    (item,) = all_of(book, models.PayItem)
    assert (item.kind, str(item.amount)) == ("taxed_pension_refund", "13.20")


def test_when_nothing_was_taken_there_is_nothing_left_to_do(book):
    set_up_pension(book, SCHEME, **DO)
    enrol(book, ada(book), MONDAY, **DO)
    opt_out(book, ada(book), date(2026, 4, 10), **DO)
    assert one(book, date(2026, 4, 10)).duties == ()
    assert all_of(book, models.PayItem) == []


def test_what_cannot_be_leaves_the_book_as_it_was(book):
    set_up_pension(book, SCHEME, **DO)
    enrol(book, ada(book), MONDAY, **DO)
    for wrong in (
        lambda: opt_in(book, ada(book), MONDAY, **DO),
        lambda: postpone(book, ada(book), MONDAY, date(2026, 5, 1), **DO),
        lambda: leave(book, ada(book), MONDAY - WEEK, **DO),
        lambda: enrol(book, one(book, MONDAY, BEN).worker_id, MONDAY - WEEK, **DO),
    ):
        with pytest.raises(DPManagerError):
            wrong()
    assert [event.kind for event in all_of(book, models.PensionEvent)] == ["enrolled"]


def test_an_agency_has_no_place_in_the_pension(book):
    set_up_pension(book, SCHEME, **DO)
    (agency,) = all_of(book, models.Worker, models.Worker.kind == "agency")
    with pytest.raises(DPManagerError, match="not your employee"):
        enrol(book, agency.id, MONDAY, **DO)


def test_a_step_can_be_undone(book):
    set_up_pension(book, SCHEME, **DO)
    enrol(book, ada(book), MONDAY, **DO)
    assert book.undo(who=WHO, at=AT) == "Put a worker into the pension"
    assert one(book, MONDAY).standing.state is PensionState.OUTSIDE


def test_the_declarations_are_due_from_the_first_worker_on(book):
    seen = look(book, MONDAY)
    assert seen.declare_by == date(2026, 9, 5)
    assert seen.next_re_enrolment is not None
    assert seen.next_re_enrolment.anniversary == date(2029, 4, 6)
    set_up_pension(book, SCHEME, **DO)
    declare(book, date(2026, 8, 1), **DO)
    seen = look(book, date(2026, 8, 2))
    assert (seen.declare_by, seen.declared_on) == (None, date(2026, 8, 1))
    assert seen.next_re_enrolment is not None
    assert seen.next_re_enrolment.declare_by == date(2029, 9, 5)
    declare(book, date(2029, 5, 1), **DO)
    seen = look(book, date(2029, 5, 2))
    assert seen.next_re_enrolment is not None
    assert seen.next_re_enrolment.anniversary == date(2032, 4, 6)


def test_who_opted_out_long_before_is_to_be_enrolled_again(book):
    set_up_pension(book, SCHEME, **DO)
    enrol(book, ada(book), MONDAY, **DO)
    pay_a_week(book, MONDAY)
    opt_out(book, ada(book), date(2026, 4, 20), **DO)
    assert one(book, date(2029, 1, 6)).must_re_enrol


def test_the_letter_is_about_where_the_worker_stands(book):
    pay_a_week(book, MONDAY)
    with pytest.raises(DPManagerError, match="must be put into the pension first"):
        print_letter(book, ada(book), today=date(2026, 4, 20))
    postpone(book, ada(book), MONDAY, date(2026, 7, 6), **DO)
    text = words(print_letter(book, ada(book), today=date(2026, 4, 20)))
    assert "until 6 July 2026" in text
    assert "you are paid more than £192.00 a week" in text
    set_up_pension(book, SCHEME, **DO)
    opt_in(book, ada(book), date(2026, 5, 4), **DO)
    text = words(print_letter(book, ada(book), today=date(2026, 5, 11)))
    assert "with NEST from 4 May 2026" in text
    assert "You asked me to do this." in text
    assert "from 11 May 2026 to 10 June 2026" in text
    assert "Sam Rivers, 7 Elm Court" in text
    leave(book, ada(book), date(2026, 9, 1), **DO)
    with pytest.raises(DPManagerError, match="no letter about the pension"):
        print_letter(book, ada(book), today=date(2026, 9, 2))


def test_the_file_for_the_provider_has_what_the_payslips_say(book, tmp_path):
    set_up_pension(book, SCHEME, **DO)
    enrol(book, ada(book), MONDAY, **DO)
    pay_a_week(book, MONDAY)
    (seen,) = look_at_contributions(book)
    assert (seen.period, seen.frequency) == (Period(MONDAY, date(2026, 4, 12)), Frequency.WEEKLY)
    assert (seen.workers, str(seen.employee), str(seen.employer)) == ((ADA,), "10.56", "7.92")
    assert seen.payment_due == date(2026, 5, 22)
    file = tmp_path / "april.csv"
    assert save_contribution_file(book, file, seen.period, seen.frequency) is False
    with file.open(newline="", encoding="utf-8") as opened:
        header, member, trailer = csv.reader(opened)
    assert header[1:7] == [
        *("EMP123456789", "CS", "2026-04-12", "Care account", "2026-05-22", "Weekly")
    ]
    assert member[:9] == [*("D", "Lovell", "QQ123456C", "", "264.00", "", "7.92", "10.56", "")]
    assert trailer == ["T", "1"]


def test_there_is_no_file_for_a_period_without_members(book, tmp_path):
    set_up_pension(book, SCHEME, **DO)
    pay_a_week(book, MONDAY)
    assert look_at_contributions(book) == []
    with pytest.raises(DPManagerError, match="no file to make"):
        save_contribution_file(
            book, tmp_path / "x.csv", Period(MONDAY, date(2026, 4, 12)), Frequency.WEEKLY
        )
    assert not (tmp_path / "x.csv").exists()


def test_one_who_left_is_told_to_the_provider_once(book, tmp_path):
    set_up_pension(book, SCHEME, **DO)
    enrol(book, ada(book), MONDAY, **DO)
    pay_a_week(book, MONDAY)
    leave(book, ada(book), date(2026, 4, 17), **DO)
    pay_a_week(book, MONDAY + WEEK)
    pay_a_week(book, MONDAY + 2 * WEEK)
    last, _first = look_at_contributions(book)
    assert last.period.start == MONDAY + WEEK
    file = tmp_path / "last.csv"
    save_contribution_file(book, file, last.period, last.frequency)
    with file.open(newline="", encoding="utf-8") as opened:
        member = list(csv.reader(opened))[1]
    assert member[6:10] == ["0.00", "0.00", "1", "2026-04-17"]
