"""The pay run with everything that can be in it, each figure worked out by hand.

Ada is paid weekly: 30 hours at 12.80 are 384.00, of which National Insurance takes 11.36, as
(384 - 242) x 8%; her employer owes (384 - 96) x 15% = 43.20. Her first pay day, 16 April 2026, is
in tax week 2. Tax-free so far: 483.82 in week 2, 725.73 in week 3, 967.64 in week 4, 1,209.55 in
week 5.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from small_book import (
    ADA,
    AT,
    MONDAY,
    WHO,
    all_of,
    hours,
    make_book,
    pay_a_week,
    payslip,
    tables,
    work_a_week,
)

from dpmanager.domain.pay.deductions import DeductionFor
from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.hours.record_shifts import approve_timesheet, record_shifts
from dpmanager.tasks.pay.orders import (
    DeductionAnswer,
    OrderAnswer,
    OrderSort,
    add_deduction,
    add_order,
    look_at_taken_off,
)
from dpmanager.tasks.pay.pay_items import PayItemAnswer, add_pay_item
from dpmanager.tasks.pay.run_pay import run_pay
from dpmanager.tasks.people.absences import AbsenceAnswer, record_absence
from dpmanager.tasks.people.engage_worker import end_work

DAY, WEEK = timedelta(days=1), timedelta(days=7)
DO = {"who": WHO, "at": AT}
SECOND, THIRD, FOURTH = MONDAY + WEEK, MONDAY + 2 * WEEK, MONDAY + 3 * WEEK


@pytest.fixture
def ada(book: Book) -> int:
    found: int = all_of(book, models.Worker, models.Worker.name == ADA)[0].id
    return found


def pay(book: Book, monday: date) -> models.Payslip:
    """Pays Ada's week as it stands, approved here; the book is sound after it."""
    approve_timesheet(book, ADA, monday, **DO)
    (number,) = run_pay(book, up_to=monday + 10 * DAY, **DO)
    assert check_book(book) == []
    return payslip(book, number)


def extras(book: Book, slip: models.Payslip) -> list[tuple[str, str]]:
    rows = all_of(book, models.PayExtra, models.PayExtra.payslip_id == slip.id)
    return [(row.kind, str(row.amount)) for row in rows]


def sums(slip: models.Payslip) -> tuple[str, ...]:
    """Gross pay, income tax, National Insurance of both sides, net pay."""
    return tuple(
        str(amount)
        for amount in (
            slip.gross_pay,
            slip.income_tax,
            slip.employee_ni,
            slip.employer_ni,
            slip.net_pay,
        )
    )


def wages(book: Book) -> list[str]:
    rows = all_of(book, models.ExpectedPayment, models.ExpectedPayment.kind == "wage")
    return [str(row.amount) for row in rows]


def test_sick_pay_for_the_rest_of_a_week(book: Book, ada: int) -> None:
    # Sick from Wednesday. The average week is 384.00; 80% of it is more than the flat 123.25.
    # A day is 123.25 / 5 = 24.65: three days are 73.95. Hours: 12 x 12.80 = 153.60.
    pay_a_week(book, MONDAY)
    pay_a_week(book, SECOND)
    record_shifts(book, ADA, [hours(THIRD, 9, 15), hours(THIRD + DAY, 9, 15)], **DO)
    record_absence(book, ada, AbsenceAnswer("sick", THIRD + 2 * DAY, THIRD + 4 * DAY), **DO)
    slip = pay(book, THIRD)

    assert extras(book, slip) == [("sick_pay", "73.95")]
    # 384 + 384 + 227.55 - 967.64 = 27.91; 27 x 20% = 5.40, and 8.40 was taken: 3.00 comes back.
    # (227.55 - 96) x 15% = 19.73; below 242 she owes nothing herself.
    assert sums(slip) == ("227.55", "-3.00", "0.00", "19.73", "230.55")


def test_a_whole_week_of_sickness_is_paid_without_any_hours(book: Book, ada: int) -> None:
    pay_a_week(book, MONDAY)
    pay_a_week(book, SECOND)
    before = tables(book)
    record_absence(book, ada, AbsenceAnswer("sick", THIRD, THIRD + 4 * DAY), **DO)
    slip = pay(book, THIRD)

    # 5 x 24.65 = 123.25. 384 + 384 + 123.25 is below 967.64: the 8.40 of tax comes back.
    # (123.25 - 96) x 15% = 4.0875
    assert sums(slip) == ("123.25", "-8.40", "0.00", "4.09", "131.65")
    assert not slip.lines
    for _task in range(3):  # the pay run, the approval, the absence with its timesheet
        book.undo(**DO)
    assert tables(book) == before


def test_rolled_up_holiday_is_paid_with_each_hour(book: Book, ada: int) -> None:
    with book.task("Holiday", **DO) as session:
        session.get_one(models.Worker, ada).holiday_method = "rolled-up"
    slip = pay_a_week(book, MONDAY)

    # 384.00 x 12.07% = 46.3488. (430.35 - 242) x 8% = 15.068; (430.35 - 96) x 15% = 50.1525
    assert extras(book, slip) == [("rolled_up_holiday", "46.35")]
    assert sums(slip) == ("430.35", "0.00", "15.07", "50.15", "415.28")
    assert check_book(book) == []


def test_a_week_of_sickness_has_the_average_of_rolled_up_holiday(book: Book, ada: int) -> None:
    with book.task("Holiday", **DO) as session:
        session.get_one(models.Worker, ada).holiday_method = "rolled-up"
    for monday, each_day in ((MONDAY, 6), (SECOND, 4)):
        work_a_week(book, monday, each_day=each_day)
        run_pay(book, up_to=monday + 10 * DAY, **DO)
    record_absence(book, ada, AbsenceAnswer("sick", THIRD, THIRD + 6 * DAY), **DO)
    slip = pay(book, THIRD)

    # 12.07% of 384.00 and of 256.00 is 46.35 and 30.90; (46.35 + 30.90) / 2 = 38.625
    assert extras(book, slip) == [
        ("rolled_up_holiday", "38.63"),
        ("sick_pay", "123.25"),
    ]


def test_holiday_that_is_left_is_paid_at_leaving(book: Book, ada: int) -> None:
    work_a_week(book, MONDAY)
    end_work(book, ada, MONDAY + 6 * DAY, **DO)
    (number,) = run_pay(book, up_to=MONDAY + 10 * DAY, **DO)
    slip = payslip(book, number)

    # 30 hours x 12.07% = 3.621 hours, to the nearest hour 4; at 384.00 / 30 = 12.80 they are 51.20
    # (435.20 - 242) x 8% = 15.456; (435.20 - 96) x 15% = 50.88
    assert extras(book, slip) == [("holiday_owed", "51.20")]
    assert sums(slip) == ("435.20", "0.00", "15.46", "50.88", "419.74")
    assert check_book(book) == []


def test_mileage_at_the_approved_rate_is_free_of_tax(book: Book, ada: int) -> None:
    work_a_week(book, MONDAY)
    add_pay_item(
        book,
        ada,
        PayItemAnswer(ExtraKind.MILEAGE, MONDAY, miles=Decimal(40), note="Clinic"),
        **DO,
    )
    (number,) = run_pay(book, up_to=MONDAY + 10 * DAY, **DO)
    slip = payslip(book, number)

    assert extras(book, slip) == [("mileage", "22.00")]  # 40 x 0.55
    assert sums(slip) == ("384.00", "0.00", "11.36", "43.20", "372.64")
    assert wages(book) == ["394.64"]  # 372.64 + 22.00
    assert check_book(book) == []


def test_mileage_above_the_approved_rate_is_pay(book: Book, ada: int) -> None:
    work_a_week(book, MONDAY)
    above = PayItemAnswer(ExtraKind.MILEAGE, MONDAY, miles=Decimal(40), mile_rate=Decimal("0.60"))
    add_pay_item(book, ada, above, **DO)
    (number,) = run_pay(book, up_to=MONDAY + 10 * DAY, **DO)
    slip = payslip(book, number)

    # 40 x 0.60 = 24.00, of which 22.00 is approved. (386 - 242) x 8%; (386 - 96) x 15%
    assert extras(book, slip) == [("mileage", "22.00"), ("taxed_mileage", "2.00")]
    assert sums(slip) == ("386.00", "0.00", "11.52", "43.50", "374.48")
    assert wages(book) == ["396.48"]  # 374.48 + 22.00
    assert check_book(book) == []


def test_expenses_are_paid_back_without_tax(book: Book, ada: int) -> None:
    work_a_week(book, MONDAY)
    bus = PayItemAnswer(ExtraKind.EXPENSES, MONDAY + DAY, Decimal("12.40"), note="Bus fares")
    add_pay_item(book, ada, bus, **DO)
    (number,) = run_pay(book, up_to=MONDAY + 10 * DAY, **DO)

    assert sums(payslip(book, number)) == ("384.00", "0.00", "11.36", "43.20", "372.64")
    assert wages(book) == ["385.04"]  # 372.64 + 12.40
    assert check_book(book) == []


def test_an_advance_is_taken_back_over_three_pay_days(book: Book, ada: int) -> None:
    work_a_week(book, MONDAY)
    before = tables(book)
    advance = PayItemAnswer(
        ExtraKind.ADVANCE, MONDAY, Decimal("100.00"), each=Decimal("40.00"), note="Boiler"
    )
    add_pay_item(book, ada, advance, **DO)
    (number,) = run_pay(book, up_to=MONDAY + 10 * DAY, **DO)
    assert extras(book, payslip(book, number)) == [("advance", "100.00")]
    assert wages(book) == ["472.64"]  # 372.64 + 100.00

    slips = [pay_a_week(book, MONDAY + n * WEEK) for n in (1, 2, 3, 4)]

    assert [extras(book, slip) for slip in slips] == [
        [("advance_back", "40.00")],
        [("advance_back", "40.00")],
        [("advance_back", "20.00")],
        [],
    ]
    # 384 - 8.40 - 11.36 - 40; then 28.40 of tax each week; the last takes 20.00, then nothing
    assert [str(slip.net_pay) for slip in slips] == ["324.24", "304.24", "324.24", "344.24"]
    (seen,) = look_at_taken_off(book, ada, FOURTH).deductions
    assert (str(seen.taken), seen.left) == ("100.00", 0)
    assert check_book(book) == []
    for _task in range(3 * 4 + 2):  # four times hours, approval and pay run; pay run and advance
        book.undo(**DO)
    assert tables(book) == before


def test_a_court_order_leaves_what_is_protected_and_a_dea_comes_after_it(
    book: Book, ada: int
) -> None:
    work_a_week(book, MONDAY)
    debt = OrderAnswer(
        OrderSort.DEBT,
        "Northshire County Court",
        date(2026, 3, 2),
        reference="AB123",
        amount=Decimal("50.00"),
        protected=Decimal("360.00"),
        with_charge=True,
    )
    dea = OrderAnswer(OrderSort.DEA_STANDARD, "Debt Management", date(2026, 4, 1))
    for order in (debt, dea):
        add_order(book, ada, order, **DO)
    (number,) = run_pay(book, up_to=MONDAY + 10 * DAY, **DO)
    slip = payslip(book, number)

    # Net pay is 372.64. The court's order must leave 360.00: 12.64 of its 50.00, and 1.00 is kept.
    # The DEA takes 11% of all net pay from 270 to 375: 40.9904. 372.64 - 12.64 - 1.00 - 40.99
    assert extras(book, slip) == [
        ("court_order", "12.64"),
        ("court_order_charge", "1.00"),
        ("court_order", "40.99"),
    ]
    assert str(slip.net_pay) == "318.01"
    orders = all_of(book, models.ExpectedPayment, models.ExpectedPayment.kind == "order")
    assert [(row.payee, row.due, str(row.amount)) for row in orders] == [
        ("Northshire County Court", date(2026, 5, 19), "12.64"),
        ("Debt Management", date(2026, 5, 19), "40.99"),
    ]
    assert check_book(book) == []


def test_a_student_loan_from_a_notice(book: Book, ada: int) -> None:
    with book.task("A notice", **DO) as session:
        session.add(models.LoanNotice(worker_id=ada, from_date=SECOND, loan="1", starts=True))
    work_a_week(book, MONDAY, each_day=10)  # 50 x 12.80 = 640.00, paid on 16 April
    work_a_week(book, SECOND, each_day=10)
    first, second = (
        payslip(book, number) for number in run_pay(book, up_to=SECOND + 10 * DAY, **DO)
    )
    # The notice begins on 13 April. 26,900 / 52 = 517.30; (640 - 517.30) x 9% = 11.04: 11 pounds
    assert (first.student_loan, second.student_loan) == (11, 11)
    # 640 - 483.82 = 156.18: 31.20 of tax; (640 - 242) x 8% = 31.84
    assert sums(first) == ("640.00", "31.20", "31.84", "81.60", "565.96")
    assert check_book(book) == []


def test_a_notice_counts_from_its_day(book: Book, ada: int) -> None:
    with book.task("A notice", **DO) as session:
        day = date(2026, 4, 17)
        session.add(models.LoanNotice(worker_id=ada, from_date=day, loan="1", starts=True))
    work_a_week(book, MONDAY, each_day=10)
    (number,) = run_pay(book, up_to=MONDAY + 10 * DAY, **DO)
    assert payslip(book, number).student_loan == 0


def test_pension_contributions_follow_from_what_happened(book: Book, ada: int) -> None:
    with book.task("Pension", **DO) as session:
        session.add(
            models.PensionScheme(
                provider="Safe Pensions",
                basis="qualifying",
                relief="at-source",
                employee_percent=Decimal(5),
                employer_percent=Decimal(3),
            )
        )
        session.add(models.PensionEvent(worker_id=ada, day=SECOND, kind="enrolled"))
    slip = pay_a_week(book, MONDAY)  # paid on 16 April, after the day of enrolment

    # 384 - 120 = 264 counts: 5% is 13.20, of which 80% is taken, 10.56; the employer's 3% is 7.92
    assert (str(slip.employee_pension), str(slip.employer_pension)) == ("10.56", "7.92")
    assert str(slip.net_pay) == "362.08"  # 372.64 - 10.56
    (due,) = all_of(book, models.ExpectedPayment, models.ExpectedPayment.kind == "pension")
    assert (due.payee, due.due, str(due.amount)) == (
        "Safe Pensions",
        date(2026, 5, 22),
        "18.48",  # 10.56 + 7.92
    )
    assert check_book(book) == []


@pytest.fixture
def underpaid(tmp_path: Path) -> Iterator[Book]:
    """Ada is paid 12.00 an hour, less than the 12.71 of the law."""
    with make_book(tmp_path / "low.dpbook", ('amount = "12.80"', 'amount = "12.00"')) as made:
        yield made


def test_pay_below_the_minimum_wage_is_stopped_with_its_reason(underpaid: Book) -> None:
    work_a_week(underpaid, MONDAY)
    before = tables(underpaid)
    # 30 x 12.71 = 381.30, and 30 x 12.00 = 360.00: 21.30 is missing
    with pytest.raises(DPManagerError) as fault:
        run_pay(underpaid, up_to=MONDAY + 10 * DAY, **DO)
    assert str(fault.value).startswith(f"{ADA} would be paid less than the law allows.")
    assert "£21.30 is missing" in str(fault.value)
    assert tables(underpaid) == before
    assert check_book(underpaid) == []


def test_a_deduction_for_work_may_not_take_pay_below_the_minimum_wage(book: Book, ada: int) -> None:
    work_a_week(book, MONDAY)
    tunic = DeductionAnswer(
        DeductionFor.COST_OF_WORK, "Tunic", MONDAY, MONDAY, Decimal("10.00"), Decimal("5.00")
    )
    add_deduction(book, ada, tunic, **DO)
    # 384.00 - 5.00 = 379.00, and 30 x 12.71 = 381.30: 2.30 is missing
    with pytest.raises(DPManagerError, match=r"£2\.30 is missing"):
        run_pay(book, up_to=MONDAY + 10 * DAY, **DO)


def test_everything_at_once_adds_up_and_can_be_taken_back(book: Book, ada: int) -> None:
    pay_a_week(book, MONDAY)
    pay_a_week(book, SECOND)
    record_shifts(book, ADA, [hours(THIRD + n * DAY, 9, 15) for n in range(4)], **DO)
    before = tables(book)
    record_absence(book, ada, AbsenceAnswer("sick", THIRD + 4 * DAY, THIRD + 4 * DAY), **DO)
    for item in (
        PayItemAnswer(ExtraKind.BONUS, THIRD, Decimal("25.00")),
        PayItemAnswer(ExtraKind.EXPENSES, THIRD, Decimal("3.20")),
        PayItemAnswer(ExtraKind.MILEAGE, THIRD, miles=Decimal(10)),
        PayItemAnswer(ExtraKind.ADVANCE, SECOND, Decimal("50.00"), paid_apart=True),
    ):
        add_pay_item(book, ada, item, **DO)
    slip = pay(book, THIRD)

    # 24 x 12.80 = 307.20, sick pay 24.65, bonus 25.00: 356.85. Tax: 384 + 384 + 356.85 - 967.64
    # = 157.21: 31.40 - 8.40 = 23.00. (356.85 - 242) x 8% = 9.188; (356.85 - 96) x 15% = 39.1275.
    # 356.85 - 23.00 - 9.19 = 324.66, less the advance of 50.00
    assert sorted(extras(book, slip)) == [
        ("advance_back", "50.00"),
        ("bonus", "25.00"),
        ("expenses", "3.20"),
        ("mileage", "5.50"),
        ("sick_pay", "24.65"),
    ]
    assert sums(slip) == ("356.85", "23.00", "9.19", "39.13", "274.66")
    assert wages(book)[-1] == "283.36"  # 274.66 + 3.20 + 5.50
    assert [row.payslip_id for row in all_of(book, models.PayItem)] == [slip.id] * 3
    for _task in range(7):  # the pay run, the approval, four items, the absence
        book.undo(**DO)
    assert tables(book) == before
