"""Contributions that pay missed, workers who are put back in, and what is to be done by when.

Ada's week is 30 hours at 12.80: 384.00. Her share as taken from pay is 10.56, the employer's 7.92.
"""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest
from small_book import ADA, AT, MONDAY, WHO, all_of, make_book, pay_a_week

from dpmanager.domain.pay.pension import PensionBasis, TaxRelief
from dpmanager.domain.pay.pension_duties import DutyKind
from dpmanager.domain.pay.pension_membership import PensionState
from dpmanager.domain.periods import Frequency, Period
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.pay.missed_pension import pay_in_what_was_missed
from dpmanager.tasks.pay.pension_events import (
    SchemeAnswer,
    declare,
    enrol,
    give_letter,
    leave,
    opt_out,
    refund_made,
    set_up_pension,
)
from dpmanager.tasks.pay.pension_papers import (
    look_at_contributions,
    look_at_files,
    look_at_months,
    print_letter,
    save_contribution_file,
)
from dpmanager.tasks.pay.pensions import PensionLook, WorkerPension, look_at_pensions
from dpmanager.tasks.pay.re_enrol import re_enrol

WEEK = timedelta(days=7)
SCHEME = SchemeAnswer(
    provider="NEST",
    employee_percent=Decimal(5),
    employer_percent=Decimal(3),
    provider_address="1 Pension Street, Northshire NS1 1AA",
    provider_contact="01632 960123",
    employer_reference="EMP123456789",
    payment_source="Care account",
)
DO = {"who": WHO, "at": AT}
IN_MAY = {"who": WHO, "at": datetime(2026, 5, 4, 9, tzinfo=UTC)}


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


def ada(book: Book, day: date = MONDAY) -> WorkerPension:
    return next(row for row in look(book, day).workers if row.worker == ADA)


def number(book: Book) -> int:
    return ada(book).worker_id


def months(book: Book) -> list[tuple[date, str, str, date, str]]:
    return [
        (one.month.start, str(one.employee), str(one.employer), one.due, str(one.left))
        for one in look_at_months(book)
    ]


def kinds(book: Book, day: date) -> list[tuple[DutyKind, date, str]]:
    return [(one.duty.kind, one.due, one.worker) for one in look(book, day).to_do]


@pytest.fixture
def late(book: Book) -> Book:
    """Two weeks were paid before Ada was put in from the first day."""
    set_up_pension(book, SCHEME, **DO)
    for week in range(2):
        pay_a_week(book, MONDAY + week * WEEK)
    enrol(book, number(book), MONDAY, **DO)
    return book


def test_what_pay_missed_is_to_be_paid_in(late: Book) -> None:
    missed = ada(late, date(2026, 4, 27)).missed
    assert (str(missed.employee), str(missed.employer)) == ("21.12", "15.84")
    # Paid on 16 April, so the first was due on 22 May.
    assert (DutyKind.MISSED, date(2026, 5, 22), ADA) in kinds(late, date(2026, 4, 27))
    (to_do,) = (
        one for one in look(late, date(2026, 4, 27)).to_do if one.duty.kind is DutyKind.MISSED
    )
    assert to_do.worker_id == number(late)
    assert to_do.steps[-2].sum == "7.92 + 7.92 = 15.84"


def test_it_comes_with_the_payment_of_the_month_in_which_it_is_put_right(late: Book) -> None:
    pay_a_week(late, MONDAY + 2 * WEEK)  # paid on 30 April
    assert months(late) == [(date(2026, 4, 1), "10.56", "7.92", date(2026, 5, 22), "18.48")]
    due = pay_in_what_was_missed(late, number(late), **IN_MAY)
    assert due == date(2026, 6, 22)
    assert months(late) == [
        (date(2026, 5, 1), "21.12", "15.84", date(2026, 6, 22), "36.96"),
        (date(2026, 4, 1), "10.56", "7.92", date(2026, 5, 22), "18.48"),
    ]
    assert ada(late, date(2026, 5, 5)).missed.by_pay_day == ()
    with pytest.raises(DPManagerError, match="No contributions of Ada Lovell were missed"):
        pay_in_what_was_missed(late, number(late), **IN_MAY)


def test_later_pay_of_that_month_is_added(late: Book) -> None:
    pay_in_what_was_missed(late, number(late), **IN_MAY)
    pay_a_week(late, MONDAY + 3 * WEEK)  # paid on 7 May
    month = look_at_months(late)[0]
    assert (str(month.employee), str(month.employer)) == ("31.68", "23.76")
    assert str(month.left) == "55.44"
    assert [step.sum for step in month.steps] == [
        "10.56 + 7.92 = 18.48",
        "18.48 + 36.96 = 55.44",
    ]


def test_the_payslips_stay_as_they_were_and_undo_takes_it_back(late: Book) -> None:
    before = [(str(one.net_pay), one.employee_pension) for one in all_of(late, models.Payslip)]
    pay_in_what_was_missed(late, number(late), **IN_MAY)
    after = [(str(one.net_pay), one.employee_pension) for one in all_of(late, models.Payslip)]
    assert after == before
    late.undo(who=WHO, at=AT)
    assert months(late) == []
    assert len(ada(late, date(2026, 5, 5)).missed.by_pay_day) == 2


def test_the_provider_is_told_period_by_period(late: Book, tmp_path: Path) -> None:
    pay_in_what_was_missed(late, number(late), **IN_MAY)
    first = look_at_contributions(late)[-1]
    assert (first.period, str(first.employee)) == (
        Period(MONDAY, MONDAY + WEEK * 1 - timedelta(1)),
        "10.56",
    )
    assert first.payment_due == date(2026, 6, 22)
    assert look_at_files(late).layout_checked is False
    file = tmp_path / "missed.csv"
    save_contribution_file(late, file, first.period, Frequency.WEEKLY)
    with file.open(newline="", encoding="utf-8") as opened:
        member = list(csv.reader(opened))[1]
    assert member[4:8] == ["264.00", "", "7.92", "10.56"]


def test_nothing_is_missed_by_who_opted_out(late: Book) -> None:
    opt_out(late, number(late), date(2026, 4, 28), **DO)
    assert ada(late, date(2026, 4, 28)).missed.by_pay_day == ()


def test_who_left_still_has_what_was_missed_before(late: Book) -> None:
    leave(late, number(late), date(2026, 4, 20), **DO)  # between the two pay days
    assert [one.pay_day for one in ada(late, date(2026, 4, 28)).missed.by_pay_day] == [
        date(2026, 4, 16)
    ]


def test_a_refund_made_by_hand_is_not_made_again_by_pay(book: Book) -> None:
    set_up_pension(book, SCHEME, **DO)
    enrol(book, number(book), MONDAY, **DO)
    pay_a_week(book, MONDAY)
    opt_out(book, number(book), date(2026, 4, 20), **DO)
    refund_made(book, number(book), date(2026, 4, 22), **DO)
    assert all_of(book, models.PayItem) == []
    assert ada(book, date(2026, 4, 22)).duties == ()
    pay_a_week(book, MONDAY + WEEK)
    assert all_of(book, models.PayExtra) == []


def test_a_taxed_refund_has_to_go_through_pay(book: Book) -> None:
    set_up_pension(book, replace(SCHEME, relief=TaxRelief.NET_PAY), **DO)
    enrol(book, number(book), MONDAY, **DO)
    pay_a_week(book, MONDAY)
    opt_out(book, number(book), date(2026, 4, 20), **DO)
    with pytest.raises(DPManagerError, match="Run pay"):
        refund_made(book, number(book), date(2026, 4, 22), **DO)
    assert len(all_of(book, models.PayItem)) == 1


@pytest.mark.parametrize(
    ("basis", "worker", "employer", "least"),
    [
        # Pensions Act 2008, section 20: 8% of qualifying earnings, 3% of it from the employer.
        (PensionBasis.QUALIFYING, "4.9", "3", "8%"),
        (PensionBasis.ALL, "3.9", "3", "7%"),
    ],
)
def test_less_than_the_law_asks_for_together_is_refused(
    book: Book, basis: PensionBasis, worker: str, employer: str, least: str
) -> None:
    answer = replace(
        SCHEME, basis=basis, employee_percent=Decimal(worker), employer_percent=Decimal(employer)
    )
    with pytest.raises(DPManagerError, match=f"at least {least} together"):
        set_up_pension(book, answer, **DO)
    set_up_pension(
        book, replace(answer, employee_percent=answer.employee_percent + Decimal("0.1")), **DO
    )


def test_the_letter_says_how_to_reach_the_provider(book: Book) -> None:
    set_up_pension(book, SCHEME, **DO)
    assert look(book, MONDAY).scheme == SCHEME
    enrol(book, number(book), MONDAY, **DO)
    with pypdfium2.PdfDocument(print_letter(book, number(book), today=MONDAY)) as pages:
        text = " ".join(page.get_textpage().get_text_range() for page in pages)
    assert "01632 960123" in text


def test_the_declaration_needs_no_pension(book: Book) -> None:
    assert (DutyKind.DECLARE, date(2026, 9, 5), "") in kinds(book, MONDAY)
    declare(book, date(2026, 7, 1), **DO)
    seen = look(book, date(2026, 7, 2))
    assert seen.scheme is None
    assert seen.declared_on == date(2026, 7, 1)
    assert DutyKind.DECLARE not in [one.duty.kind for one in seen.to_do]
    with pytest.raises(DPManagerError, match="No pension is set up yet"):
        enrol(book, number(book), MONDAY, **DO)
    set_up_pension(book, SCHEME, **DO)
    assert look(book, date(2026, 7, 2)).declared_on == date(2026, 7, 1)


def test_what_is_to_be_done_is_in_order_of_date(book: Book) -> None:
    pay_a_week(book, MONDAY)
    assert kinds(book, date(2026, 4, 20)) == [
        (DutyKind.ENROL, date(2026, 5, 17), ADA),
        (DutyKind.DECLARE, date(2026, 9, 5), ""),
    ]


class TestEveryThreeYears:
    """Duties began on 6 April 2026: the window goes from 6 January to 5 July 2029."""

    @pytest.fixture
    def out(self, book: Book) -> Book:
        set_up_pension(book, SCHEME, **DO)
        enrol(book, number(book), MONDAY, **DO)
        pay_a_week(book, MONDAY)
        opt_out(book, number(book), date(2026, 4, 20), **DO)
        refund_made(book, number(book), date(2026, 4, 20), **DO)
        declare(book, date(2026, 8, 1), **DO)
        return book

    def test_it_is_told_from_the_first_day_of_the_window(self, out: Book) -> None:
        assert kinds(out, date(2029, 1, 5)) == []
        assert kinds(out, date(2029, 1, 6)) == [(DutyKind.RE_ENROL, date(2029, 7, 5), "")]

    def test_who_opted_out_is_put_back_in_and_it_is_declared_again(self, out: Book) -> None:
        assert re_enrol(out, date(2029, 3, 1), **DO) == [ADA]
        seen = look(out, date(2029, 3, 2))
        assert ada(out, date(2029, 3, 2)).standing.state is PensionState.MEMBER
        assert (seen.re_enrolled_on, seen.declare_by) == (date(2029, 3, 1), date(2029, 9, 5))
        assert [one.duty.kind for one in seen.to_do] == [DutyKind.WRITE, DutyKind.DECLARE]
        declare(out, date(2029, 4, 1), **DO)
        give_letter(out, number(out), date(2029, 4, 1), **DO)
        seen = look(out, date(2029, 4, 2))
        assert seen.to_do == ()
        assert seen.next_re_enrolment is not None
        assert seen.next_re_enrolment.anniversary == date(2032, 3, 1)

    @pytest.mark.parametrize("day", [date(2029, 1, 5), date(2029, 7, 6)])
    def test_another_day_is_refused(self, out: Book, day: date) -> None:
        with pytest.raises(DPManagerError, match="from 6 January 2029 to 5 July 2029"):
            re_enrol(out, day, **DO)
        assert look(out, day).re_enrolled_on is None

    def test_nobody_may_have_to_go_back_in(self, book: Book) -> None:
        declare(book, date(2026, 8, 1), **DO)
        assert re_enrol(book, date(2029, 4, 6), **DO) == []
        assert look(book, date(2029, 4, 7)).declare_by == date(2029, 9, 5)
