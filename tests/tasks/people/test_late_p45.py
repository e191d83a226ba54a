"""A P45 that comes late: what counts of it, and what the next payslip makes of that."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from small_book import ADA, AT, MONDAY, WHO, all_of, pay_a_week, payslip, tables, work_a_week

from dpmanager.domain.pay.code_changes import P45, NoticeKind
from dpmanager.domain.pay.tax import Basis
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.pay.run_pay import run_pay
from dpmanager.tasks.people.late_p45 import look_at_p45, take_p45
from dpmanager.tasks.people.terms_of_work import add_code_notice
from dpmanager.tasks.people.workers import find_worker

BY = {"who": WHO, "at": AT}
NEXT = MONDAY + timedelta(days=7)
CAME = MONDAY + timedelta(days=11)
"""The day after Ada's first pay day, which is Thursday 16 April."""


def number(book: Book) -> int:
    with book.reading() as session:
        return find_worker(session, ADA).id


def p45(left: date, **more: object) -> P45:
    what = {
        "code": "1257L",
        "basis": Basis.CUMULATIVE,
        "pay": Decimal("200.00"),
        "tax": Decimal("40.00"),
    }
    return P45(left_on=left, **(what | more))


def on_emergency_code(book: Book) -> None:
    with book.task("Test", **BY) as session:
        find_worker(session, ADA).tax_basis = "week1month1"


def test_one_of_this_year_gives_code_and_figures_from_the_next_pay_day(book: Book) -> None:
    on_emergency_code(book)
    first = pay_a_week(book, MONDAY)
    seen = take_p45(book, number(book), p45(MONDAY - timedelta(days=0)), CAME, **BY)
    assert seen.from_day == date(2026, 4, 23)
    assert seen.steps[-1].sum == "23 April 2026"
    work_a_week(book, NEXT)
    (made,) = run_pay(book, up_to=NEXT + timedelta(days=10), **BY)
    second = payslip(book, made)
    # Week 3: pay to date 200 + 384 + 384 = 968, free pay 725.25 (241.75 a week, code 1257L),
    # taxable 242, tax 48.40; taken before: 40.00 there, and 28.40 on the first payslip.
    assert str(first.income_tax) == "28.40"
    assert (second.tax_code, second.tax_basis) == ("1257L", "cumulative")
    assert str(second.tax_pay_to_date) == "968.00"
    assert str(second.income_tax) == "-20.00"


def test_one_of_last_year_gives_the_code_alone(book: Book) -> None:
    take_p45(book, number(book), p45(date(2026, 3, 31), code="BR"), MONDAY, **BY)
    with book.reading() as session:
        worker = find_worker(session, ADA)
        assert (worker.previous_tax_year, worker.previous_pay) == ("", Decimal("0.00"))
    (notice,) = all_of(book, models.TaxCodeNotice)
    assert (notice.code, notice.basis, notice.notice) == ("BR", "cumulative", "P45")


def test_a_code_from_hmrc_goes_first_and_nothing_is_saved(book: Book) -> None:
    add_code_notice(
        book,
        number(book),
        notice=NoticeKind.P6,
        code="BR",
        basis=Basis.CUMULATIVE,
        from_date=MONDAY,
        **BY,
    )
    before = tables(book)
    seen = look_at_p45(book, number(book), p45(MONDAY), CAME)
    assert seen.use.code is None
    assert [step.sum for step in seen.steps] == ["nothing is taken from the P45"]
    with pytest.raises(DPManagerError, match="HMRC has sent a code"):
        take_p45(book, number(book), p45(MONDAY), CAME, **BY)
    assert tables(book) == before


@pytest.mark.parametrize(
    ("paper", "why"),
    [
        (p45(CAME + timedelta(days=1)), "after the day on which it came"),
        (p45(MONDAY, tax=Decimal("200.01")), "more than the pay"),
        (p45(MONDAY, code="banana"), "is not a tax code"),
    ],
)
def test_a_p45_that_cannot_be_is_refused(book: Book, paper: P45, why: str) -> None:
    with pytest.raises(DPManagerError, match=why):
        take_p45(book, number(book), paper, CAME, **BY)


def test_looking_saves_nothing_and_one_undo_takes_all_back(book: Book) -> None:
    before = tables(book)
    look_at_p45(book, number(book), p45(MONDAY), CAME)
    assert tables(book) == before
    take_p45(book, number(book), p45(MONDAY), CAME, **BY)
    assert tables(book) != before
    book.undo(**BY)
    assert tables(book) == before
