"""Pay that a payroll bureau works out: compared line by line, and saved with its figures.

By the rules of 2026-27 Ada's 30 hours at 12.80 are 384.00, paid in tax week 2: no tax (384.00 is
below 2 x 241.92), National Insurance (384 - 242) x 8% = 11.36, her employer's (384 - 96) x 15% =
43.20, net pay 372.64.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_book import ADA, AT, MONDAY, WHO, all_of, make_book, payslip, tables, work_a_week

from dpmanager.domain.amounts import ZERO
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.book.what_needs_doing import what_needs_doing
from dpmanager.tasks.pay.bureau import (
    BureauFigures,
    Comparison,
    compare_bureau,
    enter_bureau_payslip,
    our_payslip,
)
from dpmanager.tasks.pay.look_at_pay import figures_of, look_at_pay
from dpmanager.tasks.pay.payslips import payslip_of, print_payslip
from dpmanager.tasks.pay.run_pay import run_pay

WEEK = timedelta(days=7)
AS_HERE = BureauFigures(
    gross_pay=Decimal("384.00"),
    income_tax=ZERO,
    employee_ni=Decimal("11.36"),
    paid=Decimal("372.64"),
    employer_ni=Decimal("43.20"),
)
WITH_TAX = replace(AS_HERE, income_tax=Decimal("2.40"), paid=Decimal("370.24"))


@pytest.fixture
def outside(book: Book) -> Iterator[Book]:
    """A book in which a bureau works out Ada's pay; her first week is approved."""
    given_to_bureau(book)
    work_a_week(book, MONDAY)
    yield book


def given_to_bureau(book: Book) -> None:
    with book.task("A bureau for Ada", who=WHO, at=AT) as session:
        row = session.get_one(models.Worker, 1)
        assert row.name == ADA
        row.payroll_by = "bureau"


def compared(book: Book, figures: BureauFigures) -> Comparison:
    return compare_bureau(book, 1, figures, who=WHO, at=AT)


def entered(book: Book, figures: BureauFigures, sheet: int = 1) -> models.Payslip:
    return payslip(book, enter_bureau_payslip(book, sheet, figures, who=WHO, at=AT))


def owed(book: Book) -> dict[str, str]:
    return {row.kind: str(row.amount) for row in all_of(book, models.ExpectedPayment)}


def test_our_own_figures_are_worked_out_and_nothing_is_saved(outside: Book) -> None:
    before = tables(outside)
    ours = our_payslip(outside, 1, who=WHO, at=AT)
    assert (ours.worker, ours.pay_day, ours.figures) == (ADA, date(2026, 4, 16), AS_HERE)
    assert tables(outside) == before


def test_what_agrees_and_what_differs_is_told_line_by_line(outside: Book) -> None:
    before = tables(outside)
    seen = compared(outside, WITH_TAX)
    assert tables(outside) == before
    assert {line.name: (str(line.ours), str(line.theirs)) for line in seen.lines} == {
        "Gross pay": ("384.00", "384.00"),
        "Income tax": ("0.00", "2.40"),
        "National Insurance": ("11.36", "11.36"),
        "Net pay, paid to the worker": ("372.64", "370.24"),
        "Employer's National Insurance": ("43.20", "43.20"),
    }
    assert [str(line.difference) for line in seen.lines if line.difference] == ["2.40", "-2.40"]
    assert (seen.differences, seen.fault) == (2, "")
    by_field = {line.field: line.steps for line in seen.lines}
    assert by_field["employee_ni"][0].sum == "above 242: 142.00 x 8% = 11.36"
    assert all(by_field.values())
    assert compared(outside, AS_HERE).differences == 0


def test_the_bureau_s_figures_are_saved_and_owed(outside: Book) -> None:
    slip = entered(outside, WITH_TAX)
    assert (slip.made_by, slip.income_tax, slip.net_pay) == (
        "bureau",
        Decimal("2.40"),
        Decimal("370.24"),
    )
    assert owed(outside) == {"wage": "370.24", "hmrc": "13.76"}  # 2.40 + 11.36
    assert [row.state for row in all_of(outside, models.Timesheet)] == ["paid"]
    with outside.reading() as session:
        printed = payslip_of(session, session.get_one(models.Payslip, slip.id))
    (tax,) = [figure for figure in figures_of(printed) if figure.name == "Income tax"]
    assert [step.sum for step in tax.steps] == ["£2.40; by the rules here £0.00"]
    assert check_book(outside) == []


def test_tax_here_goes_on_from_the_bureau_s(outside: Book) -> None:
    """Week 3: 768.00 - 725.76 = 42.24; 42 x 20% = 8.40, less the 2.40 that was taken."""
    entered(outside, WITH_TAX)
    work_a_week(outside, MONDAY + WEEK)
    ours = our_payslip(outside, 2, who=WHO, at=AT).figures
    assert ours.income_tax == 6
    slip = entered(outside, ours, sheet=2)
    assert (str(slip.tax_to_date), str(slip.gross_to_date)) == ("8.40", "768.00")
    assert check_book(outside) == []


def test_every_figure_that_differs_still_adds_up(outside: Book) -> None:
    figures = BureauFigures(
        gross_pay=Decimal("400.00"),
        income_tax=Decimal("-1.20"),
        employee_ni=Decimal("12.64"),
        student_loan=Decimal("3.00"),
        postgraduate_loan=Decimal("2.00"),
        employee_pension=Decimal("11.20"),
        other_deductions=Decimal("5.00"),
        free_of_tax=Decimal("9.00"),
        paid=Decimal("376.36"),
        employer_ni=Decimal("45.60"),
        employer_pension=Decimal("8.40"),
    )
    slip = entered(outside, figures)
    extras = {row.kind: str(row.amount) for row in all_of(outside, models.PayExtra)}
    assert extras == {"other_pay": "16.00", "other_deduction": "5.00", "expenses": "9.00"}
    # 400.00 + 1.20 - 12.64 - 3.00 - 2.00 - 11.20 - 5.00
    assert str(slip.net_pay) == "367.36"
    assert owed(outside) == {"wage": "376.36", "hmrc": "16.44"}  # -1.20 + 12.64 + 3.00 + 2.00
    assert check_book(outside) == []
    assert print_payslip(outside, slip.id).startswith(b"%PDF")


def test_less_gross_pay_than_here_is_a_line_of_its_own(outside: Book) -> None:
    figures = replace(AS_HERE, gross_pay=Decimal("380.00"), paid=Decimal("368.64"))
    entered(outside, figures)
    (extra,) = all_of(outside, models.PayExtra)
    assert (extra.kind, extra.amount) == ("other_pay", -4)
    assert check_book(outside) == []


def test_what_was_entered_to_be_paid_is_paid_with_it(outside: Book) -> None:
    with outside.task("Expenses", who=WHO, at=AT) as session:
        session.add(
            models.PayItem(worker_id=1, day=MONDAY, kind="expenses", amount=Decimal("7.50"))
        )
    figures = replace(AS_HERE, free_of_tax=Decimal("7.50"), paid=Decimal("380.14"))
    assert compared(outside, figures).differences == 0
    slip = entered(outside, figures)
    (item,) = all_of(outside, models.PayItem)
    assert item.payslip_id == slip.id
    assert owed(outside)["wage"] == "380.14"
    assert check_book(outside) == []


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (
            {"paid": Decimal("372.00")},
            "Gross pay of £384.00 leaves £372.64 when all is taken off. The net pay says £372.00.",
        ),
        (
            {"free_of_tax": Decimal("1.00")},
            "leaves £373.64 when all is taken off and £1.00 free of tax is added.",
        ),
        ({"employee_ni": Decimal("-1.00")}, "National Insurance cannot be below nothing."),
    ],
)
def test_figures_that_do_not_add_up_are_refused_with_which(
    outside: Book, change: dict[str, Decimal], why: str
) -> None:
    figures = replace(AS_HERE, **change)
    before = tables(outside)
    assert why in compared(outside, figures).fault
    with pytest.raises(DPManagerError) as fault:
        enter_bureau_payslip(outside, 1, figures, who=WHO, at=AT)
    assert why in str(fault.value)
    assert tables(outside) == before


def test_the_bureau_s_paper_is_kept(outside: Book, tmp_path: Path) -> None:
    paper = tmp_path / "bureau.pdf"
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(paper)

    number = enter_bureau_payslip(
        outside, 1, AS_HERE, proof=("bureau.pdf", paper.read_bytes()), who=WHO, at=AT
    )

    (proof,) = all_of(outside, models.Proof)
    assert payslip(outside, number).proof_id == proof.id
    assert (proof.kind, proof.day, proof.amount) == (
        "payslip",
        date(2026, 4, 16),
        Decimal("372.64"),
    )
    assert proof.title == f"Payslip of {ADA} from the payroll bureau, 6 to 12 April 2026"
    assert outside.read_proof(proof.sealed_name) == paper.read_bytes()
    assert check_book(outside) == []


def test_a_file_that_is_no_paper_is_refused_and_nothing_is_saved(outside: Book) -> None:
    before = tables(outside)
    with pytest.raises(DPManagerError):
        enter_bureau_payslip(outside, 1, AS_HERE, proof=("a.txt", b"words"), who=WHO, at=AT)
    assert tables(outside) == before


def test_undo_takes_it_back(outside: Book) -> None:
    before = tables(outside)
    entered(outside, WITH_TAX)
    assert outside.undo(who=WHO, at=AT) == "Enter a payslip from the payroll bureau"
    assert tables(outside) == before


def test_the_bureau_s_workers_are_not_in_a_pay_run(outside: Book) -> None:
    with pytest.raises(DPManagerError, match="No approved timesheet is due"):
        run_pay(outside, up_to=date(2026, 12, 31), who=WHO, at=AT)
    look = look_at_pay(outside, today=date(2026, 4, 14), who=WHO, at=AT)
    assert look.next.ready == ()
    (waiting,) = look.bureau
    assert (waiting.worker, waiting.pay_day, waiting.hours) == (ADA, date(2026, 4, 16), "30 hours")
    things = what_needs_doing(outside, date(2026, 4, 14)).things
    assert any(thing.what == f"Enter the payslip of {ADA}" for thing in things)


def test_only_an_approved_timesheet_of_a_bureau_s_worker_can_be_entered(book: Book) -> None:
    work_a_week(book, MONDAY)
    with pytest.raises(DPManagerError, match="worked out here"):
        entered(book, AS_HERE)
    given_to_bureau(book)
    entered(book, AS_HERE)
    with pytest.raises(DPManagerError, match="entered already"):
        entered(book, AS_HERE)


PENCE = st.integers(0, 99_999).map(lambda pence: Decimal(pence) / 100)


@given(PENCE, PENCE, PENCE, PENCE, PENCE, PENCE)
def test_net_pay_and_what_is_taken_make_gross_pay(
    gross: Decimal, tax: Decimal, ni: Decimal, loan: Decimal, pension: Decimal, other: Decimal
) -> None:
    figures = BureauFigures(
        gross_pay=gross,
        income_tax=tax,
        employee_ni=ni,
        student_loan=loan,
        employee_pension=pension,
        other_deductions=other,
        paid=ZERO,
    )
    assert figures.net_pay + figures.taken_off == gross


def test_a_pension_before_tax_lowers_the_pay_that_is_taxed(book_folder: Path) -> None:
    """The scheme takes 5% of all pay before tax: 384.00 - 19.20 = 364.80."""
    with make_book(book_folder) as book:
        given_to_bureau(book)
        with book.task("A pension", who=WHO, at=AT) as session:
            session.add(
                models.PensionScheme(
                    provider="NEST",
                    basis="all",
                    relief="net-pay",
                    employee_percent=Decimal(5),
                    employer_percent=Decimal(3),
                )
            )
            session.add(models.PensionEvent(worker_id=1, day=MONDAY, kind="enrolled"))
        work_a_week(book, MONDAY)
        ours = our_payslip(book, 1, who=WHO, at=AT).figures
        assert (ours.employee_pension, ours.employer_pension) == (
            Decimal("19.20"),
            Decimal("11.52"),
        )
        figures = replace(ours, employee_pension=Decimal("19.00"), paid=ours.paid + Decimal("0.20"))
        slip = entered(book, figures)
        assert slip.taxable_pay == 365
        assert owed(book)["pension"] == "30.52"  # 19.00 + 11.52
        assert check_book(book) == []
