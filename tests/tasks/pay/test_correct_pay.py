"""Paid hours that turn out wrong: what changes, the next payslip, and a payslip at once.

The figures are worked out by hand from the rates of 2026-27. Ada's 30 hours at 12.80 are 384.00;
two hours more are 409.60, a difference of 25.60. Weekly: tax-free pay of 1257L is 241.92, National
Insurance begins at 242 (8%) for her and at 96 (15%) for her employer. Tax week 2 is 13 to 19 April.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
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

from dpmanager.domain.hours.shifts import HourKind, Shift
from dpmanager.domain.pay.payslip import PayLine
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.hours.copy_week import copy_week
from dpmanager.tasks.hours.print_timesheet import timesheet_of
from dpmanager.tasks.hours.record_shifts import approve_timesheet, change_shift, record_shifts
from dpmanager.tasks.pay.correct_pay import correct_pay
from dpmanager.tasks.pay.correction_sums import Earned, line_changes, steps_of
from dpmanager.tasks.pay.pay_for_hours import worked_periods
from dpmanager.tasks.pay.payslips import read_steps
from dpmanager.tasks.pay.rates import rates_for
from dpmanager.tasks.pay.run_pay import run_pay
from dpmanager.tasks.pay.try_correction import Correction, try_correction

WEEK = timedelta(days=7)
FRIDAY = MONDAY + timedelta(days=4)
DAY_AFTER_PAY = datetime(2026, 4, 17, 9, tzinfo=UTC)


def week(last_day_hours: int = 6, monday: date = MONDAY) -> list[Shift]:
    """Four days of six hours, and a Friday of as many as are asked for."""
    days = [hours(monday + timedelta(days=n), 9, 15) for n in range(4)]
    friday = monday + timedelta(days=4)
    return [*days, *([hours(friday, 9, 9 + last_day_hours)] if last_day_hours else [])]


def tried(book: Book, shifts: Sequence[Shift], at: datetime = AT, sheet: int = 1) -> Correction:
    return try_correction(book, sheet, shifts, who=WHO, at=at)


def with_next_pay(book: Book, shifts: Sequence[Shift], sheet: int = 1) -> None:
    assert correct_pay(book, sheet, shifts, how="next pay", who=WHO, at=AT) is None


def worker(book: Book, **change: object) -> None:
    """Changes Ada."""
    with book.task("Change Ada", who=WHO, at=AT) as session:
        row = session.get_one(models.Worker, 1)
        assert row.name == ADA
        for name, value in change.items():
            setattr(row, name, value)


def test_what_changes_is_seen_line_by_line_and_nothing_is_saved(book: Book) -> None:
    pay_a_week(book, MONDAY)
    work_a_week(book, MONDAY + WEEK)
    before = tables(book)

    seen = tried(book, week(8))

    assert tables(book) == before
    assert (seen.worker, seen.before, seen.after, seen.paid) == (ADA, 384, Decimal("409.60"), 384)
    assert seen.difference == Decimal("25.60")
    (line,) = seen.lines
    assert (line.name, line.long_before, line.long_after) == (
        "Weekday at £12.80",
        "30 hours",
        "32 hours",
    )
    assert [step.sum for step in line.steps] == [
        "30.00 x £12.80 = 384.00",
        "32.00 x £12.80 = 409.60",
        "409.60 - 384.00 = 25.60",
    ]
    assert seen.steps[-1].sum == "409.60 - 384.00 = 25.60"
    assert seen.below_minimum == "" and seen.notes == () and seen.tax_to_date == ""
    assert seen.wage_steps[-1].sum == "409.60 is not below 406.72"  # 32 x 12.71


def test_the_next_payslip_is_shown_without_the_correction_and_with_it(book: Book) -> None:
    pay_a_week(book, MONDAY)
    work_a_week(book, MONDAY + WEEK)

    seen = tried(book, week(8)).next_pay

    assert seen is not None and seen.pay_day == date(2026, 4, 23)
    figures = {change.name: (str(change.before), str(change.after)) for change in seen.figures}
    assert figures == {
        "Gross pay": ("384.00", "409.60"),
        "Correction of earlier pay": ("0.00", "25.60"),
        "Income tax": ("8.40", "13.40"),  # 384 + 409.60 - 725.76 = 67.84; 67 x 20%
        "National Insurance": ("11.36", "13.41"),  # (409.60 - 242) x 8% = 13.408
        "Net pay": ("364.24", "382.79"),
        "Employer's National Insurance": ("43.20", "47.04"),  # (409.60 - 96) x 15%
    }
    (due,) = seen.hmrc
    assert (due.due, str(due.before), str(due.after)) == (date(2026, 5, 22), "31.12", "38.17")


def test_the_next_payslip_pays_the_difference_and_the_old_one_stays(book: Book) -> None:
    old = pay_a_week(book, MONDAY)
    kept = {name: tables(book)[name] for name in ("payslip", "pay_line", "expected_payment")}
    work_a_week(book, MONDAY + WEEK)

    with_next_pay(book, week(8))

    assert {name: tables(book)[name] for name in kept} == kept
    (number,) = run_pay(book, up_to=date(2026, 4, 23), who=WHO, at=AT)
    slip = payslip(book, number)
    assert (str(slip.gross_pay), str(slip.income_tax), str(slip.net_pay)) == (
        "409.60",
        "13.40",
        "382.79",
    )
    (extra,) = all_of(book, models.PayExtra)
    assert (extra.payslip_id, extra.kind, extra.amount, extra.note) == (
        number,
        "correction",
        Decimal("25.60"),
        "Hours of 6 to 12 April 2026",
    )
    assert any(
        step.about == "correction" and step.sum == "409.60 - 384.00 = 25.60"
        for step in read_steps(slip.steps)
    )
    assert payslip(book, old.id).gross_pay == 384
    assert check_book(book) == []


def test_the_timesheet_has_the_right_hours_and_says_when(book: Book) -> None:
    pay_a_week(book, MONDAY)
    with_next_pay(book, week(8))

    with book.reading() as session:
        sheet = timesheet_of(session, session.get_one(models.Timesheet, 1))
    assert sheet.corrected_on == AT.date()
    assert sheet.shifts[-1].end == time(17)
    assert [row.state for row in all_of(book, models.Timesheet)] == ["paid", "draft"]


def test_the_difference_waits_on_a_timesheet_that_can_be_approved(book: Book) -> None:
    """Nobody need work again for what is owed to be paid."""
    pay_a_week(book, MONDAY)
    with_next_pay(book, week(8))

    approve_timesheet(book, ADA, MONDAY + WEEK, who=WHO, at=AT)
    (number,) = run_pay(book, up_to=date(2026, 4, 23), who=WHO, at=AT)

    assert payslip(book, number).gross_pay == Decimal("25.60")
    assert check_book(book) == []


def test_too_much_pay_is_taken_off_the_next(book: Book) -> None:
    pay_a_week(book, MONDAY)
    work_a_week(book, MONDAY + WEEK)
    with_next_pay(book, week(0))

    (number,) = run_pay(book, up_to=date(2026, 4, 23), who=WHO, at=AT)

    # 384.00 - 76.80; 691.20 so far is below 725.76; (307.20 - 242) x 8% = 5.216
    slip = payslip(book, number)
    assert (str(slip.gross_pay), str(slip.income_tax), str(slip.employee_ni)) == (
        "307.20",
        "0.00",
        "5.22",
    )
    assert check_book(book) == []


def test_what_was_corrected_before_counts_as_paid(book: Book) -> None:
    pay_a_week(book, MONDAY)
    for last_day in (8, 5, 6):
        with_next_pay(book, week(last_day))

    amounts = [str(row.amount) for row in all_of(book, models.PayItem)]
    assert amounts == ["25.60", "-38.40", "12.80"]  # 2 hours more, 3 less, 1 more: as at first
    seen = tried(book, week(7))
    assert (seen.paid, seen.difference) == (384, Decimal("12.80"))
    assert "384.00 + 25.60 - 38.40 + 12.80 = 384.00" in [step.sum for step in seen.steps]


def test_a_payslip_at_once_counts_with_the_pay_of_its_week(book: Book) -> None:
    pay_a_week(book, MONDAY)  # paid on Thursday 16 April

    seen = tried(book, week(8), DAY_AFTER_PAY).now
    number = correct_pay(book, 1, week(8), how="now", who=WHO, at=DAY_AFTER_PAY)

    assert number is not None
    slip = payslip(book, number)
    assert (slip.pay_date, slip.start, slip.correction) == (date(2026, 4, 17), MONDAY, 1)
    # on 409.60 together: 13.41 less 11.36 taken, 47.04 less 43.20; no tax in week 2
    assert tuple(map(str, (slip.gross_pay, slip.income_tax, slip.employee_ni))) == (
        "25.60",
        "0.00",
        "2.05",
    )
    assert (str(slip.employer_ni), str(slip.net_pay)) == ("3.84", "23.55")
    assert (seen.pay_day, str(seen.paid)) == (date(2026, 4, 17), "23.55")
    assert [(str(due.before), str(due.after)) for due in seen.hmrc] == [("11.36", "13.41")]
    wages = all_of(book, models.ExpectedPayment, models.ExpectedPayment.kind == "wage")
    assert [str(row.amount) for row in wages] == ["372.64", "23.55"]
    assert check_book(book) == []


def test_a_payslip_at_once_in_another_week_stands_alone_for_national_insurance(book: Book) -> None:
    pay_a_week(book, MONDAY)
    later = datetime(2026, 4, 20, 9, tzinfo=UTC)

    number = correct_pay(book, 1, week(8), how="now", who=WHO, at=later)

    assert number is not None
    assert payslip(book, number).employee_ni == 0
    assert check_book(book) == []


def test_pay_after_a_payslip_at_once_counts_with_it(book: Book) -> None:
    """Correction on Monday 20 April, wage on Thursday 23 April: one tax week, one allowance."""
    pay_a_week(book, MONDAY)
    correct_pay(book, 1, week(8), how="now", who=WHO, at=datetime(2026, 4, 20, 9, tzinfo=UTC))
    work_a_week(book, MONDAY + WEEK)

    (number,) = run_pay(book, up_to=date(2026, 4, 23), who=WHO, at=AT)

    slip = payslip(book, number)
    # as if paid together: tax 13.40 less 0.00, National Insurance 13.41 less 0.00
    assert (str(slip.income_tax), str(slip.employee_ni), str(slip.net_pay)) == (
        "13.40",
        "13.41",
        "357.19",
    )
    assert check_book(book) == []


def test_on_week_1_two_payments_of_a_week_share_one_tax_free_pay(book_folder: Path) -> None:
    week_1 = ('tax_code = "1257L"', 'tax_code = "1257L"\ntax_basis = "week1month1"')
    with make_book(book_folder, week_1) as book:
        first = pay_a_week(book, MONDAY)
        number = correct_pay(book, 1, week(8), how="now", who=WHO, at=DAY_AFTER_PAY)
        assert number is not None
        # 384.00 - 241.92 = 142.08; 409.60 - 241.92 = 167.68: 28.40, then 33.40 less 28.40
        assert (first.income_tax, payslip(book, number).income_tax) == (Decimal("28.40"), 5)
        assert check_book(book) == []


def test_several_payslips_at_once_for_one_timesheet(book: Book) -> None:
    pay_a_week(book, MONDAY)
    for last_day in (8, 10):
        correct_pay(book, 1, week(last_day), how="now", who=WHO, at=DAY_AFTER_PAY)

    slips = all_of(book, models.Payslip)
    assert [(slip.correction, str(slip.gross_pay)) for slip in slips] == [
        (0, "384.00"),
        (1, "25.60"),
        (2, "25.60"),
    ]
    # (435.20 - 242) x 8% = 15.456
    assert str(slips[-1].employee_ni_to_date) == "15.46"
    assert check_book(book) == []


def test_hours_and_pay_of_a_correction_count_in_their_own_period(book: Book) -> None:
    pay_a_week(book, MONDAY)
    correct_pay(book, 1, week(14), how="now", who=WHO, at=DAY_AFTER_PAY)
    rules = rates_for("2026-27").holiday
    assert rules is not None

    with book.reading() as session:
        ada = session.get_one(models.Worker, 1)
        (period,) = worked_periods(session, ada, date(2026, 5, 1), rules)

    assert (period.hours_worked, str(period.pay)) == (38, "486.40")  # 38 x 12.80


def test_the_holiday_that_the_hours_earn_is_shown(book: Book) -> None:
    pay_a_week(book, MONDAY)
    holiday = tried(book, week(14)).holiday
    # 12.07% of 30 hours is 3.62, of 38 hours 4.59; whole hours
    assert holiday is not None and (holiday.before, holiday.after) == (4, 5)


def test_work_that_was_holiday_changes_no_pay_and_counts_as_holiday(book: Book) -> None:
    pay_a_week(book, MONDAY)
    pay_a_week(book, MONDAY + WEEK)
    friday = hours(FRIDAY + WEEK, 9, 15, HourKind.HOLIDAY)  # 6 x 12.80, the average
    shifts = [*week(0, MONDAY + WEEK), friday]

    assert tried(book, shifts, sheet=2).difference == 0
    with_next_pay(book, shifts, sheet=2)

    (item,) = all_of(book, models.PayItem)
    assert (item.amount, item.work_pay) == (0, Decimal("-76.80"))
    rules = rates_for("2026-27").holiday
    assert rules is not None
    with book.reading() as session:
        ada = session.get_one(models.Worker, 1)
        period = worked_periods(session, ada, date(2026, 5, 1), rules)[-1]
    assert (period.hours_worked, str(period.pay), period.holiday_hours) == (24, "307.20", 6)
    assert [row.state for row in all_of(book, models.Timesheet)] == ["paid", "paid"]


def test_holiday_that_is_paid_with_each_hour_follows(book: Book) -> None:
    worker(book, holiday_method="rolled-up")
    pay_a_week(book, MONDAY)

    seen = tried(book, week(8))

    # 12.07% of 384.00 is 46.35, of 409.60 49.44
    assert [(str(line.before), str(line.after)) for line in seen.lines] == [
        ("384.00", "409.60"),
        ("46.35", "49.44"),
    ]
    assert (str(seen.paid), str(seen.difference)) == ("430.35", "28.69")


def test_a_raise_is_not_paid_by_a_correction(book: Book) -> None:
    """It is back pay, which may have been paid already."""
    pay_a_week(book, MONDAY)
    with book.task("Raise the rate", who=WHO, at=AT) as session:
        for rate in session.get_one(models.Worker, 1).rates:
            if rate.hour_kind == "weekday":
                rate.amount = Decimal("13.80")

    seen = tried(book, week(8))

    assert seen.difference == Decimal("27.60")  # two hours at the rate of today
    (note,) = seen.notes
    assert "£384.00 was paid" in note and "£414.00" in note and "back pay" in note


def test_hours_that_break_the_minimum_wage_are_told_and_refused(book: Book) -> None:
    """2.50 taken off 30 hours leaves 381.50, above 381.30; off 20 hours 253.50, below 254.20."""
    with book.task("A deduction", who=WHO, at=AT) as session:
        session.add(
            models.Deduction(
                worker_id=1,
                what_for="other",
                reason="A broken phone",
                agreed_on=MONDAY,
                from_date=MONDAY,
                whole=Decimal("2.50"),
            )
        )
    pay_a_week(book, MONDAY)
    shifts = [*week(6)[1:-1], hours(FRIDAY, 9, 11)]
    before = tables(book)

    seen = tried(book, shifts)
    assert "less than the law allows" in seen.below_minimum
    assert seen.next_pay is None
    with pytest.raises(DPManagerError, match="less than the law allows"):
        correct_pay(book, 1, shifts, how="next pay", who=WHO, at=AT)
    assert tables(book) == before


def test_without_an_approved_timesheet_the_year_s_tax_is_told(book: Book) -> None:
    for n in range(3):
        pay_a_week(book, MONDAY + n * WEEK)

    seen = tried(book, week(8))

    assert seen.next_pay is None
    # week 4: 1,152.00 - 967.68 = 184.32, 184 x 20%; 1,177.60 - 967.68 = 209.92, 209 x 20%
    assert seen.tax_to_date.endswith(
        "Pay for tax goes from £1,152.00 to £1,177.60 in the tax year 2026-27. The tax on it goes "
        "from £36.80 to £41.80."
    )


@pytest.mark.parametrize(
    ("shifts", "why"),
    [
        (week(6), "Nothing is changed"),
        ([*week(0), hours(MONDAY + WEEK, 9, 15)], "13 April 2026 is not in the period"),
        ([*week(6), hours(FRIDAY, 14, 16)], "overlaps the one on 10 April 2026"),
        ([*week(6), hours(FRIDAY + timedelta(days=2), 9, 9)], "starts and ends at 09:00"),
    ],
)
def test_hours_are_checked_as_ever(book: Book, shifts: list[Shift], why: str) -> None:
    pay_a_week(book, MONDAY)
    before = tables(book)
    for how in ("next pay", "now"):
        with pytest.raises(DPManagerError, match=why):
            correct_pay(book, 1, shifts, how=how, who=WHO, at=AT)  # type: ignore[arg-type]
    with pytest.raises(DPManagerError, match=why):
        tried(book, shifts)
    assert tables(book) == before


def test_a_night_may_not_run_into_the_next_period(book: Book) -> None:
    pay_a_week(book, MONDAY)
    record_shifts(book, ADA, [hours(MONDAY + WEEK, 5, 8)], who=WHO, at=AT)
    night = hours(MONDAY + timedelta(days=6), 22, 6, HourKind.SLEEP_IN)
    with pytest.raises(DPManagerError, match="overlaps the one on 13 April 2026"):
        correct_pay(book, 1, [*week(6), night], how="next pay", who=WHO, at=AT)


def test_no_shift_gets_into_a_paid_period_or_out_of_it_in_another_way(book: Book) -> None:
    pay_a_week(book, MONDAY)
    record_shifts(book, ADA, [hours(MONDAY + WEEK, 9, 12)], who=WHO, at=AT)
    paid, draft = all_of(book, models.Shift)[0].id, all_of(book, models.Shift)[-1].id
    before = tables(book)
    for number, shift in ((paid, hours(MONDAY + WEEK, 13, 15)), (draft, hours(MONDAY, 16, 18))):
        with pytest.raises(DPManagerError, match="is paid already"):
            change_shift(book, number, shift, who=WHO, at=AT)
    with pytest.raises(DPManagerError, match="is paid already"):
        record_shifts(book, ADA, [hours(MONDAY, 16, 18)], who=WHO, at=AT)
    assert tables(book) == before


def test_hours_that_are_not_paid_are_not_corrected(book: Book) -> None:
    work_a_week(book, MONDAY)
    with pytest.raises(DPManagerError, match="have not been paid"):
        correct_pay(book, 1, week(8), how="next pay", who=WHO, at=AT)


def test_a_bureau_corrects_its_own_pay(book: Book) -> None:
    pay_a_week(book, MONDAY)
    worker(book, payroll_by="bureau")
    with pytest.raises(DPManagerError, match="Tell the bureau"):
        tried(book, week(8))


@pytest.mark.parametrize(
    ("last_day", "prepare", "why"),
    [
        (4, "", "was paid too much"),
        (8, "order", "An order takes money"),
        (8, "waiting", "timesheet of 13 to 19 April 2026 should be paid first"),
    ],
)
def test_what_cannot_be_paid_at_once_goes_with_the_next_pay(
    book: Book, last_day: int, prepare: str, why: str
) -> None:
    pay_a_week(book, MONDAY)
    if prepare == "order":
        with book.task("An order", who=WHO, at=AT) as session:
            session.add(
                models.CourtOrder(
                    worker_id=1, kind="fixed", payee="Court", from_date=MONDAY, amount=Decimal(5)
                )
            )
    if prepare == "waiting":
        work_a_week(book, MONDAY + WEEK)
    before = tables(book)

    assert why in tried(book, week(last_day)).now.hindrance
    with pytest.raises(DPManagerError, match=why):
        correct_pay(book, 1, week(last_day), how="now", who=WHO, at=AT)
    assert tables(book) == before
    with_next_pay(book, week(last_day))


@pytest.mark.parametrize("how", ["next pay", "now"])
def test_undo_takes_all_of_it_back(book: Book, how: str) -> None:
    pay_a_week(book, MONDAY)
    before = tables(book)
    correct_pay(book, 1, week(8), how=how, who=WHO, at=DAY_AFTER_PAY)  # type: ignore[arg-type]
    assert tables(book) != before
    assert book.undo(who=WHO, at=AT) == "Correct hours that were paid"
    assert tables(book) == before
    assert check_book(book) == []


def test_the_time_that_was_up_in_a_night_is_not_copied(book: Book) -> None:
    night = hours(MONDAY, 22, 7, HourKind.SLEEP_IN, woken_minutes=45)
    record_shifts(book, ADA, [night], who=WHO, at=AT)
    copy_week(book, ADA, MONDAY + WEEK, who=WHO, at=AT)
    assert [row.woken_minutes for row in all_of(book, models.Shift)] == [45, 0]


LINES = st.lists(
    st.builds(
        lambda kind, quantity, pence: PayLine(
            kind, Decimal(quantity), Decimal("12.80"), Decimal(pence) / 100
        ),
        st.sampled_from(list(HourKind)),
        st.integers(1, 60),
        st.integers(1, 90_000),
    ),
    unique_by=lambda line: line.kind,
)
PENCE = st.integers(0, 9_000).map(lambda pence: Decimal(pence) / 100)


@given(LINES, LINES, PENCE, PENCE)
def test_the_lines_add_up_to_the_difference(
    old: list[PayLine], new: list[PayLine], rolled_before: Decimal, rolled_after: Decimal
) -> None:
    before, after = Earned(tuple(old), rolled_before, ()), Earned(tuple(new), rolled_after, ())
    changes = line_changes(before, after)
    assert sum(change.difference for change in changes) == after.pay - before.pay
    assert sum(change.before for change in changes) == before.pay
    assert steps_of(before, after, [before.pay])[-1].sum.endswith(
        f"= {after.pay - before.pay:,.2f}"
    )
