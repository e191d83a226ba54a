"""Tax codes, National Insurance letters, loans and other terms that change from a day on."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from small_book import ADA, AT, BEN, MONDAY, WHO, all_of, pay_a_week, payslip, tables, work_a_week

from dpmanager.domain.pay.code_changes import NoticeKind
from dpmanager.domain.pay.holiday_carried import CarryReason
from dpmanager.domain.pay.holiday_record import HolidayMethod
from dpmanager.domain.pay.tax import Basis
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.pay.run_pay import run_pay
from dpmanager.tasks.people.holiday_terms import (
    carry_holiday,
    remove_carried,
    set_holiday,
    set_home,
    set_payroll_by,
    set_working_days,
)
from dpmanager.tasks.people.look_at_terms import TermsSeen, look_at_terms
from dpmanager.tasks.people.terms_of_work import (
    accept_letter,
    add_code_notice,
    add_loan_notice,
    remove_code_notice,
    remove_letter,
    remove_loan_notice,
    set_letter,
    set_other_work,
)
from dpmanager.tasks.people.workers import find_worker

BY = {"who": WHO, "at": AT}
NEXT = MONDAY + timedelta(days=7)


def number(book: Book, name: str = ADA) -> int:
    with book.reading() as session:
        return find_worker(session, name).id


def row(book: Book, name: str = ADA) -> models.Worker:
    with book.reading() as session:
        return find_worker(session, name)


def change(book: Book, name: str = ADA, **what: object) -> None:
    with book.task("Test", **BY) as session:
        worker = find_worker(session, name)
        for key, value in what.items():
            setattr(worker, key, value)


def seen(book: Book, today: date, name: str = ADA) -> TermsSeen:
    found = look_at_terms(book, number(book, name), today)
    assert found is not None
    return found


def a_code(book: Book, code: str, day: date, basis: Basis = Basis.CUMULATIVE) -> str:
    return add_code_notice(
        book,
        number(book),
        notice=NoticeKind.P6,
        code=code,
        basis=basis,
        from_date=day,
        **BY,
    )


def pay_next_week(book: Book) -> models.Payslip:
    work_a_week(book, NEXT)
    (slip,) = run_pay(book, up_to=NEXT + timedelta(days=10), **BY)
    return payslip(book, slip)


# Tax codes


def test_a_code_from_a_past_day_catches_up_on_the_next_pay_day(book: Book) -> None:
    first = pay_a_week(book, MONDAY)
    # 30 x 12.80 = 384.00 in week 2: twice 241.75 and more are free of tax with 1257L.
    assert (str(first.gross_pay), str(first.income_tax)) == ("384.00", "0.00")
    said = a_code(book, " br ", MONDAY)
    assert "next pay day puts the tax of the whole tax year right" in said
    assert str(payslip(book, first.id).income_tax) == "0.00"
    second = pay_next_week(book)
    # BR, cumulative: 20% of the 768.00 of both weeks.
    assert (second.tax_code, str(second.income_tax)) == ("BR", "153.60")


def test_a_code_from_a_day_to_come_waits_for_it(book: Book) -> None:
    assert a_code(book, "500L", NEXT + timedelta(days=11)) == ""
    assert pay_a_week(book, MONDAY).tax_code == "1257L"
    assert pay_next_week(book).tax_code == "1257L"


def test_the_sign_of_week_one_is_read_from_the_code(book: Book) -> None:
    pay_a_week(book, MONDAY)
    assert a_code(book, "1257L W1", MONDAY) == "Payslips made already stay as they are."
    (notice,) = all_of(book, models.TaxCodeNotice)
    assert (notice.code, notice.basis, notice.notice) == ("1257L", "week1month1", "P6")


def test_a_removed_code_gives_way_to_the_one_before_and_can_come_back(book: Book) -> None:
    a_code(book, "BR", MONDAY)
    before = tables(book)
    (notice,) = all_of(book, models.TaxCodeNotice)
    remove_code_notice(book, notice.id, **BY)
    assert seen(book, NEXT).code.code == "1257L"
    book.undo(**BY)
    assert tables(book) == before


@pytest.mark.parametrize("code", ["", "banana", "1257", "SD1000", "C0L"])
def test_codes_that_hmrc_does_not_give_are_refused(book: Book, code: str) -> None:
    with pytest.raises(DPManagerError, match="is not a tax code"):
        a_code(book, code, MONDAY)
    assert all_of(book, models.TaxCodeNotice) == []


def test_nothing_counts_from_before_the_first_day(book: Book) -> None:
    day = MONDAY - timedelta(days=1)
    with pytest.raises(DPManagerError, match="started on 6 April 2026"):
        a_code(book, "BR", day)
    with pytest.raises(DPManagerError, match="started on 6 April 2026"):
        set_letter(book, number(book), letter="C", from_date=day, reason="", **BY)
    with pytest.raises(DPManagerError, match="started on 6 April 2026"):
        add_loan_notice(book, number(book), loan="2", starts=True, from_date=day, **BY)


def test_an_agency_has_no_such_terms(book: Book) -> None:
    agency = number(book, "Brook Day Club")
    with pytest.raises(DPManagerError, match="is not employed by you"):
        look_at_terms(book, agency, MONDAY)
    with pytest.raises(DPManagerError, match="is not employed by you"):
        set_payroll_by(book, agency, "bureau", **BY)


def test_the_history_shows_every_code_and_which_one_counts(book: Book) -> None:
    a_code(book, "BR", NEXT)
    found = seen(book, NEXT)
    assert [(line.from_date, line.code, line.reason) for line in found.codes] == [
        (NEXT, "BR", "P6 notice from HMRC"),
        (MONDAY, "1257L", "the code at the start"),
    ]
    assert found.code.steps[0].label == "Tax code from 13 April 2026: P6 notice from HMRC"
    assert seen(book, MONDAY).code.code == "1257L"


def test_the_code_after_6_april_is_shown_from_january_on(book: Book) -> None:
    a_code(book, "1100L", NEXT, Basis.WEEK1MONTH1)
    assert seen(book, date(2027, 1, 5)).next_code is None
    found = seen(book, date(2027, 1, 6))
    assert found.next_code is not None
    assert found.next_code_from == date(2027, 4, 6)
    assert (found.next_code.code, found.next_code.basis) == ("1100L", Basis.CUMULATIVE)


# National Insurance letters


def test_a_letter_counts_from_its_day_and_paid_days_keep_theirs(book: Book) -> None:
    first = pay_a_week(book, MONDAY)
    said = set_letter(
        book, number(book), letter="c", from_date=MONDAY, reason="seen the passport", **BY
    )
    assert said.startswith("Payslips made already keep the letter they have.")
    assert payslip(book, first.id).ni_category == "A"
    second = pay_next_week(book)
    # Letter C takes nothing from the worker.
    assert (second.ni_category, str(second.employee_ni)) == ("C", "0.00")


def test_a_second_letter_of_a_day_takes_the_place_of_the_first(book: Book) -> None:
    for letter in "MC":
        set_letter(book, number(book), letter=letter, from_date=NEXT, reason="", **BY)
    (kept,) = all_of(book, models.NILetter)
    assert kept.letter == "C"
    remove_letter(book, kept.id, **BY)
    assert seen(book, NEXT).letter == "A"


def test_a_letter_that_there_is_not_is_refused(book: Book) -> None:
    with pytest.raises(DPManagerError, match="no National Insurance letter “Q”"):
        set_letter(book, number(book), letter="Q", from_date=NEXT, reason="", **BY)


def test_letters_are_proposed_three_months_ahead_and_not_once_accepted(book: Book) -> None:
    change(book, date_of_birth=date(2005, 9, 1), ni_category="M")
    assert seen(book, date(2026, 5, 31)).letter_proposals == ()
    (proposal,) = seen(book, date(2026, 6, 1)).letter_proposals
    assert (proposal.letter, proposal.from_day) == ("A", date(2026, 9, 1))
    assert accept_letter(book, number(book), proposal, **BY) == ""
    after = seen(book, date(2026, 6, 1))
    assert (after.letter, after.letter_proposals) == ("M", ())
    assert seen(book, date(2026, 9, 1)).letter == "A"
    assert seen(book, date(2026, 9, 1)).letter_steps[0].sum == "A"


def test_a_letter_that_is_late_is_proposed_and_counts_from_the_first_day_at_most(
    book: Book,
) -> None:
    # Born on 6 May 1959: 66 on 6 May 2025, before the work began.
    change(book, date_of_birth=date(1959, 5, 6))
    (proposal,) = seen(book, NEXT).letter_proposals
    assert (proposal.letter, proposal.from_day) == ("C", date(2025, 5, 6))
    assert proposal.needs_proof
    accept_letter(book, number(book), proposal, **BY)
    (kept,) = all_of(book, models.NILetter)
    assert (kept.from_date, kept.letter) == (MONDAY, "C")


def test_without_a_date_of_birth_nothing_is_proposed(book: Book) -> None:
    found = seen(book, NEXT)
    assert (found.has_birth_date, found.letter_proposals) == (False, ())


# Loans and other work


def test_loans_start_and_stop(book: Book) -> None:
    add_loan_notice(book, number(book), loan="2", starts=True, from_date=MONDAY, **BY)
    add_loan_notice(book, number(book), loan="postgraduate", starts=True, from_date=NEXT, **BY)
    add_loan_notice(book, number(book), loan="2", starts=False, from_date=NEXT, **BY)
    assert (seen(book, MONDAY).loans.plan, seen(book, MONDAY).loans.postgraduate) == ("2", False)
    later = seen(book, NEXT)
    assert (later.loans.plan, later.loans.postgraduate) == (None, True)
    newest = later.loan_notices[0]
    remove_loan_notice(book, newest.id, **BY)
    assert seen(book, NEXT).loans.plan == "2"


def test_what_else_they_have(book: Book) -> None:
    assert seen(book, NEXT).has_other_job is None
    set_other_work(book, number(book), has_other_job=True, has_other_pension=False, **BY)
    found = seen(book, NEXT)
    assert (found.has_other_job, found.has_other_pension) == (True, False)


# Holiday and the usual week


def holiday(book: Book, method: str, name: str = ADA, **more: object) -> None:
    what = {"weekly_hours": None, "days_a_week": None, "leave_year_start": None} | more
    set_holiday(book, number(book, name), method=HolidayMethod(method), **what, **BY)


def test_fixed_hours_need_hours_and_days_that_a_week_has(book: Book) -> None:
    with pytest.raises(DPManagerError, match="type the hours a week and the days a week"):
        holiday(book, "fixed", weekly_hours=Decimal(20))
    with pytest.raises(DPManagerError, match="cannot be worked on 2 days a week"):
        holiday(book, "fixed", weekly_hours=Decimal(60), days_a_week=Decimal(2))
    holiday(
        book,
        "fixed",
        weekly_hours=Decimal(20),
        days_a_week=Decimal(4),
        leave_year_start=date(2026, 1, 1),
    )
    found = seen(book, NEXT).holiday
    assert (found.method, found.year.start, found.year.end) == (
        HolidayMethod.FIXED,
        date(2026, 1, 1),
        date(2026, 12, 31),
    )
    assert found.says[0].startswith("The worker has fixed hours: 20 hours on 4 days a week.")
    assert found.steps


def test_holiday_is_not_paid_with_each_hour_in_northern_ireland(book: Book) -> None:
    with book.task("Test", **BY) as session:
        (who,) = session.query(models.Arrangement).all()
        who.nation = "northern-ireland"
    with pytest.raises(DPManagerError, match="In Northern Ireland"):
        holiday(book, "rolled-up")
    assert row(book).holiday_method == "accrued"


def test_pay_with_each_hour_changes_between_leave_years_only(book: Book) -> None:
    pay_a_week(book, MONDAY)
    with pytest.raises(DPManagerError, match="Change this from 6 April 2027"):
        holiday(book, "rolled-up")
    holiday(book, "fixed", weekly_hours=Decimal(30), days_a_week=Decimal(5))
    holiday(book, "rolled-up", BEN)
    assert (row(book).holiday_method, row(book, BEN).holiday_method) == ("fixed", "rolled-up")


def test_holiday_is_carried_over_within_what_the_law_lets(book: Book) -> None:
    ada = number(book)
    holiday(book, "fixed", weekly_hours=Decimal(30), days_a_week=Decimal(5))
    # Regulation 13A(7): at most 1.6 weeks by agreement, so 1.6 x 30 = 48 hours.
    with pytest.raises(DPManagerError, match="At most 48 hours"):
        carry_holiday(book, ada, day=NEXT, hours=Decimal("48.5"), reason=CarryReason.AGREED, **BY)
    with pytest.raises(DPManagerError, match="how many hours"):
        carry_holiday(book, ada, day=NEXT, hours=Decimal(0), reason=CarryReason.AGREED, **BY)
    carry_holiday(book, ada, day=NEXT, hours=Decimal(48), reason=CarryReason.AGREED, **BY)
    carry_holiday(
        book, ada, day=NEXT, hours=Decimal(60), reason=CarryReason.OTHER, note=" a gift ", **BY
    )
    lines = seen(book, NEXT).holiday.carried
    assert [(line.leave_year_start, line.hours, line.says) for line in lines] == [
        (MONDAY, Decimal(60), "Carried over: a gift"),
        (MONDAY, Decimal(48), "Carried over because it was agreed"),
    ]
    remove_carried(book, lines[0].id, **BY)
    assert len(seen(book, NEXT).holiday.carried) == 1


def test_days_home_and_who_works_the_pay_out(book: Book) -> None:
    ada = number(book)
    assert seen(book, NEXT).working_days == (0, 1, 2, 3, 4)
    with pytest.raises(DPManagerError, match="at least one day"):
        set_working_days(book, ada, [], **BY)
    with pytest.raises(DPManagerError, match="what one night costs"):
        set_home(book, ada, Decimal(-1), **BY)
    with pytest.raises(DPManagerError, match="who works the pay out"):
        set_payroll_by(book, ada, "nobody", **BY)
    set_working_days(book, ada, [6, 1, 1], **BY)
    set_home(book, ada, Decimal("0.00"), **BY)
    set_payroll_by(book, ada, "bureau", **BY)
    found = seen(book, NEXT)
    assert (found.working_days, found.home_nightly_charge, found.payroll_by) == (
        (1, 6),
        Decimal("0.00"),
        "bureau",
    )


def test_nobody_is_none(book: Book) -> None:
    assert look_at_terms(book, 999, MONDAY) is None
