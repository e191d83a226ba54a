"""From approved timesheets to payslips, and to what is owed to whom by when.

The figures are worked out by hand from the rates of 2026-27. Ada's 30 hours at 12.80 are 384.00.
Weekly: tax-free pay of 1257L is 241.91, National Insurance begins at 242 (8%) for her and at 96
(15%) for her employer: 142 x 8% = 11.36, 288 x 15% = 43.20. Her first pay day is in tax week 2.
"""

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from small_book import (
    ADA,
    AT,
    BEN,
    MONDAY,
    WHO,
    all_of,
    count,
    hours,
    make_book,
    pay_a_week,
    payslip,
    tables,
    work_a_week,
)

from dpmanager.domain.hours.shifts import HourKind, Shift
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.hours.record_shifts import approve_timesheet, record_shifts
from dpmanager.tasks.pay.payslips import payslip_of, print_payslip
from dpmanager.tasks.pay.run_pay import run_pay

WEEK = timedelta(days=7)


def approved(book: Book, worker: str, *shifts: Shift) -> None:
    record_shifts(book, worker, shifts, who=WHO, at=AT)
    approve_timesheet(book, worker, shifts[0].day, who=WHO, at=AT)


def deductions(slip: models.Payslip) -> tuple[str, str, str, str]:
    return tuple(map(str, (slip.income_tax, slip.employee_ni, slip.employer_ni, slip.net_pay)))  # type: ignore[return-value]


def owed(book: Book, kind: str) -> list[tuple[str, date, str]]:
    return [
        (row.payee, row.due, str(row.amount))
        for row in all_of(book, models.ExpectedPayment, models.ExpectedPayment.kind == kind)
    ]


def test_week_by_week_tax_follows_the_year_so_far(book: Book) -> None:
    slips = [pay_a_week(book, MONDAY + n * WEEK) for n in range(4)]

    assert [slip.tax_period for slip in slips] == [2, 3, 4, 5]
    assert [deductions(slip) for slip in slips] == [
        ("0.00", "11.36", "43.20", "372.64"),  # 384 is below 2 x 241.91
        ("8.40", "11.36", "43.20", "364.24"),  # 768 - 725.73 = 42.27; 42 x 20%
        ("28.40", "11.36", "43.20", "344.24"),  # 1,152 - 967.64 = 184.36; 36.80 - 8.40
        ("28.40", "11.36", "43.20", "344.24"),  # 1,536 - 1,209.55 = 326.45; 65.20 - 36.80
    ]
    last = slips[-1]
    assert str(last.gross_to_date) == str(last.tax_pay_to_date) == "1536.00"
    assert [
        str(sum_) for sum_ in (last.tax_to_date, last.employee_ni_to_date, last.employer_ni_to_date)
    ] == ["65.20", "45.44", "172.80"]
    assert check_book(book) == []


def test_two_workers_are_paid_in_one_run_each_by_their_own_period(book: Book) -> None:
    work_a_week(book, MONDAY + 3 * WEEK)
    approved(
        book,
        BEN,
        hours(MONDAY, 9, 19),
        hours(MONDAY + 13 * timedelta(days=1), 9, 10),  # the last day of the old rate
        hours(MONDAY + 14 * timedelta(days=1), 9, 10),  # the first day of the new one
    )

    ada, ben = (
        payslip(book, number) for number in run_pay(book, up_to=date(2026, 5, 7), who=WHO, at=AT)
    )

    assert (ada.worker.name, ben.worker.name) == (ADA, BEN)
    assert (ada.frequency, ben.frequency) == ("weekly", "four-weekly")
    assert ada.pay_date == ben.pay_date == date(2026, 5, 7)
    assert [(line.quantity, str(line.rate), str(line.amount)) for line in ben.lines] == [
        (11, "12.71", "139.81"),
        (1, "13.50", "13.50"),
    ]
    # BR: 153 x 20%; four weeks of pay below 968 and 385 owe no National Insurance
    assert deductions(ben) == ("30.60", "0.00", "0.00", "122.71")
    assert ada.pay_run_id == ben.pay_run_id
    assert [row.state for row in all_of(book, models.Timesheet)] == ["paid", "paid"]
    assert owed(book, "wage") == [
        (ADA, date(2026, 5, 7), str(ada.net_pay)),
        (BEN, date(2026, 5, 7), "122.71"),
    ]


def test_each_kind_of_hour_has_its_line(book: Book) -> None:
    saturday = MONDAY + timedelta(days=5)
    approved(
        book,
        ADA,
        hours(MONDAY, 9, 12, break_minutes=20),
        hours(MONDAY, 22, 7, HourKind.SLEEP_IN),
        hours(saturday, 9, 12, HourKind.SATURDAY),
        hours(saturday + timedelta(days=1), 9, 12, HourKind.SUNDAY),  # no rate: as a weekday
    )

    (number,) = run_pay(book, up_to=date(2026, 4, 16), who=WHO, at=AT)

    slip = payslip(book, number)
    assert [(line.kind, str(line.amount), line.by_the_night) for line in slip.lines] == [
        ("weekday", "34.13", False),  # 160 minutes x 12.80 / 60 = 34.1333
        ("saturday", "42.00", False),
        ("sunday", "38.40", False),
        ("sleep_in", "60.00", True),
    ]
    assert str(slip.gross_pay) == "174.53"


def test_what_an_earlier_job_paid_counts_for_tax_alone(book_folder: Path) -> None:
    p45 = (
        'tax_code = "1257L"',
        'tax_code = "1257L"\nprevious_tax_year = "2026-27"\n'
        'previous_pay = "900.00"\nprevious_tax = "80.00"',
    )
    with make_book(book_folder, p45) as book:
        first = pay_a_week(book, MONDAY)
        second = pay_a_week(book, MONDAY + WEEK)
        # 900 + 384 - 483.82 = 800.18; 800 x 20% = 160.00; less 80.00
        assert deductions(first) == ("80.00", "11.36", "43.20", "292.64")
        assert (first.gross_to_date, first.tax_pay_to_date) == (384, 1284)
        assert first.tax_to_date == 160
        # 1,284 + 384 - 725.73 = 942.27; 942 x 20% = 188.40; less 160.00
        assert (second.income_tax, second.tax_to_date) == (Decimal("28.40"), Decimal("188.40"))
        assert check_book(book) == []


def test_a_p45_of_another_tax_year_does_not_count(book_folder: Path) -> None:
    p45 = (
        'tax_code = "1257L"',
        'tax_code = "1257L"\nprevious_tax_year = "2025-26"\nprevious_pay = "9000.00"',
    )
    with make_book(book_folder, p45) as book:
        slip = pay_a_week(book, MONDAY)
        assert (slip.income_tax, slip.tax_pay_to_date) == (0, 384)
        assert check_book(book) == []


def test_a_refund_is_paid_with_the_wage_and_hmrc_is_due_nothing(book_folder: Path) -> None:
    p45 = (
        'tax_code = "1257L"',
        'tax_code = "1257L"\nprevious_tax_year = "2026-27"\nprevious_tax = "100.00"',
    )
    with make_book(book_folder, p45) as book:
        slip = pay_a_week(book, MONDAY)
        assert deductions(slip) == ("-100.00", "11.36", "43.20", "472.64")
        assert owed(book, "hmrc") == [("HMRC", date(2026, 5, 22), "0.00")]
        assert check_book(book) == []


@pytest.mark.parametrize(
    "week_1", ['tax_code = "1257L"\ntax_basis = "week1month1"', 'tax_code = "1257L X"']
)
def test_on_week_1_each_payment_stands_alone(book_folder: Path, week_1: str) -> None:
    with make_book(book_folder, ('tax_code = "1257L"', week_1)) as book:
        slips = [pay_a_week(book, MONDAY + n * WEEK) for n in range(2)]
        # 384 - 241.91 = 142.09; 142 x 20%
        assert [str(slip.income_tax) for slip in slips] == ["28.40", "28.40"]
        assert str(slips[1].tax_to_date) == "56.80"


def test_what_hmrc_is_due_grows_within_its_month_and_begins_anew(book: Book) -> None:
    sums = []
    for n in range(4):
        pay_a_week(book, MONDAY + n * WEEK)
        sums.append(owed(book, "hmrc"))

    may, june = date(2026, 5, 22), date(2026, 6, 22)
    assert sums == [
        [("HMRC", may, "11.36")],
        [("HMRC", may, "31.12")],  # + 8.40 + 11.36
        [("HMRC", may, "70.88")],  # + 28.40 + 11.36
        [("HMRC", may, "70.88"), ("HMRC", june, "39.76")],
    ]
    (row, _next) = all_of(book, models.ExpectedPayment, models.ExpectedPayment.kind == "hmrc")
    assert (row.start, row.end) == (date(2026, 4, 6), date(2026, 5, 5))
    steps = json.loads(row.steps)
    assert any("Employment Allowance" in step["label"] for step in steps)
    assert steps[-1]["sum"].endswith("= 70.88")


def test_without_the_allowance_the_employer_pays_its_own_national_insurance(
    book_folder: Path,
) -> None:
    unclaimed = ("employer = { ", "employer = { employment_allowance = false, ")
    with make_book(book_folder, unclaimed) as book:
        pay_a_week(book, MONDAY)
        assert owed(book, "hmrc") == [("HMRC", date(2026, 5, 22), "54.56")]  # 11.36 + 43.20


def test_paid_by_the_quarter_hmrc_is_due_in_july(book_folder: Path) -> None:
    quarterly = ("employer = { ", 'employer = { hmrc_paid = "quarterly", ')
    with make_book(book_folder, quarterly) as book:
        for n in range(4):
            pay_a_week(book, MONDAY + n * WEEK)
        assert owed(book, "hmrc") == [("HMRC", date(2026, 7, 22), "110.64")]  # 70.88 + 39.76
        assert check_book(book) == []


def test_holiday_is_paid_at_the_average_of_earlier_pay(book: Book) -> None:
    saturday = MONDAY + timedelta(days=5)
    approved(
        book, ADA, hours(MONDAY, 9, 17), hours(saturday, 9, 17, HourKind.SATURDAY)
    )  # 8 x 12.80 + 8 x 14.00 = 214.40 for 16 hours: 13.40 an hour
    run_pay(book, up_to=MONDAY + 2 * WEEK, who=WHO, at=AT)
    approved(book, ADA, hours(MONDAY + WEEK, 9, 14, HourKind.HOLIDAY))

    (number,) = run_pay(book, up_to=MONDAY + 3 * WEEK, who=WHO, at=AT)

    slip = payslip(book, number)
    (line,) = slip.lines
    assert (line.kind, line.quantity, line.rate, str(line.amount)) == (
        "holiday",
        5,
        Decimal("13.40"),
        "67.00",
    )
    assert "214.40 / 16" in json.loads(slip.steps)[0]["sum"]
    assert print_payslip(book, number).startswith(b"%PDF")


def test_holiday_before_any_pay_is_refused_and_nothing_is_saved(book: Book) -> None:
    approved(book, ADA, hours(MONDAY, 9, 14, HourKind.HOLIDAY))
    before = tables(book)

    with pytest.raises(DPManagerError, match="Holiday pay on 6 April 2026 cannot be worked out"):
        run_pay(book, up_to=date(2026, 5, 7), who=WHO, at=AT)
    assert tables(book) == before


def test_only_approved_timesheets_that_are_due_are_paid(book: Book) -> None:
    record_shifts(book, ADA, [hours(MONDAY, 9, 12)], who=WHO, at=AT)  # a draft
    approved(book, ADA, hours(MONDAY + WEEK, 9, 12))  # due on 23 April
    approved(book, "Brook Day Club", hours(MONDAY, 9, 12))  # sends invoices

    with pytest.raises(DPManagerError, match="No approved timesheet is due by 22 April 2026"):
        run_pay(book, up_to=date(2026, 4, 22), who=WHO, at=AT)
    assert len(run_pay(book, up_to=date(2026, 4, 23), who=WHO, at=AT)) == 1
    with pytest.raises(DPManagerError, match="No approved timesheet is due"):
        run_pay(book, up_to=date(2026, 12, 31), who=WHO, at=AT)


def test_pay_out_of_order_is_refused(book: Book) -> None:
    pay_a_week(book, MONDAY + WEEK)
    work_a_week(book, MONDAY)
    before = tables(book)

    with pytest.raises(DPManagerError, match="paid for a later period already, on 23 April 2026"):
        run_pay(book, up_to=date(2026, 5, 7), who=WHO, at=AT)
    assert tables(book) == before


def test_after_undo_the_earlier_week_can_be_paid_first(book: Book) -> None:
    pay_a_week(book, MONDAY + WEEK)
    assert book.undo(who=WHO, at=AT) == "Run pay"
    work_a_week(book, MONDAY)

    slips = [
        payslip(book, number) for number in run_pay(book, up_to=date(2026, 5, 7), who=WHO, at=AT)
    ]

    assert [str(slip.income_tax) for slip in slips] == ["0.00", "8.40"]


def test_undo_gives_the_timesheets_back(book: Book) -> None:
    pay_a_week(book, MONDAY)
    work_a_week(book, MONDAY + WEEK)
    before = tables(book)
    run_pay(book, up_to=date(2026, 5, 7), who=WHO, at=AT)

    book.undo(who=WHO, at=AT)

    assert tables(book) == before
    assert [row.state for row in all_of(book, models.Timesheet)] == ["paid", "approved"]
    assert owed(book, "hmrc") == [("HMRC", date(2026, 5, 22), "11.36")]
    assert check_book(book) == []


def test_a_tax_year_that_is_not_known_is_not_guessed(book: Book) -> None:
    last_week = date(2027, 3, 29)  # paid on 8 April 2027
    work_a_week(book, last_week)

    with pytest.raises(DPManagerError, match="The tax year 2027-28 is not known"):
        run_pay(book, up_to=date(2027, 4, 30), who=WHO, at=AT)
    assert count(book, models.PayRun) == 0


def test_a_new_tax_year_starts_from_nothing(book_folder: Path) -> None:
    sooner = ("2026-04-06", "2026-03-02")
    with make_book(book_folder, *[sooner] * 10) as book:
        old = pay_a_week(book, date(2026, 3, 16))  # paid on 26 March
        new = pay_a_week(book, date(2026, 3, 30))  # worked before 6 April, paid on 9 April
        assert (old.tax_year, old.tax_period) == ("2025-26", 51)
        assert (new.tax_year, new.tax_period, new.gross_to_date) == ("2026-27", 1, 384)
        assert check_book(book) == []


def test_the_payslip_says_what_the_law_asks(book: Book) -> None:
    number = pay_a_week(book, MONDAY).id

    with book.reading() as session:
        slip = payslip_of(session, session.get_one(models.Payslip, number))

    assert (slip.employer, slip.worker, slip.tax_code, slip.ni_category) == (
        "Sam Rivers",
        ADA,
        "1257L",
        "A",
    )
    assert slip.gross_pay - slip.income_tax - slip.employee_ni == slip.net_pay
    assert slip.steps[-1].sum == "384.00 - 0.00 - 11.36 = 372.64"
