"""The hours that a payroll bureau is to pay, as a file that its program reads."""

import csv
import io
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from small_book import ADA, AT, MONDAY, WHO, hours, work_a_week

from dpmanager.domain.hours.shifts import HourKind, Shift
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.book.answers import Pounds, RateAnswer, as_day
from dpmanager.tasks.hours.record_shifts import approve_timesheet, record_shifts
from dpmanager.tasks.pay.hours_for_bureau import save_hours_for_bureau
from dpmanager.tasks.people.engage_worker import change_rate

NEXT = date(2026, 4, 13)


@pytest.fixture
def with_bureau(book: Book) -> Book:
    with book.task("A bureau", who=WHO, at=AT) as session:
        ada = session.query(models.Worker).filter_by(name=ADA).one()
        ada.payroll_by, ada.payroll_number = "bureau", "0007"
        session.add(
            models.PayItem(worker_id=ada.id, day=MONDAY, kind="mileage", quantity=Decimal("12.50"))
        )
    return book


def rows(book: Book, folder: Path) -> list[list[str]]:
    path = folder / "hours.csv"
    count = save_hours_for_bureau(book, path)
    lines = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    assert len(lines) == count + 1
    return lines


def test_one_row_a_person_and_pay_period_with_headings_in_words(
    with_bureau: Book, tmp_path: Path
) -> None:
    work_a_week(with_bureau, MONDAY)
    work_a_week(with_bureau, NEXT, each_day=2)
    night = Shift(date(2026, 4, 20), time(22), time(7), HourKind.SLEEP_IN, woken_minutes=45)
    record_shifts(with_bureau, ADA, [night], who=WHO, at=AT)
    approve_timesheet(with_bureau, ADA, night.day, who=WHO, at=AT)
    record_shifts(with_bureau, ADA, [hours(date(2026, 4, 27), 9, 10)], who=WHO, at=AT)  # a draft
    assert rows(with_bureau, tmp_path) == [
        ["Payroll number", "Name", "First day", "Last day", "Pay day", "Weekday, hours",
         "Sleep-in, nights", "Up during a sleep-in, hours", "Miles"],
        ["0007", ADA, "2026-04-06", "2026-04-12", "2026-04-16", "30.00", "", "", "12.5"],
        ["0007", ADA, "2026-04-13", "2026-04-19", "2026-04-23", "10.00", "", "", ""],
        ["0007", ADA, "2026-04-20", "2026-04-26", "2026-04-30", "", "1", "0.75", ""],
    ]  # fmt: skip


def test_care_that_is_paid_otherwise_has_columns_of_its_own(
    with_bureau: Book, tmp_path: Path
) -> None:
    day = [hours(MONDAY, 9, 11), hours(MONDAY, 11, 14, service_type="respite")]
    record_shifts(with_bureau, ADA, day, who=WHO, at=AT)
    approve_timesheet(with_bureau, ADA, MONDAY, who=WHO, at=AT)
    assert rows(with_bureau, tmp_path)[0][5:] == ["Weekday, hours", "Miles"]
    rate = RateAnswer(
        from_date=as_day(MONDAY), amount=Pounds(Decimal("15.00")), service_type="respite"
    )
    change_rate(with_bureau, ADA, rate, who=WHO, at=AT)
    heading, row = rows(with_bureau, tmp_path)
    assert heading[5:] == ["Weekday, hours", "Weekday, Respite and short breaks, hours", "Miles"]
    assert row[5:] == ["2.00", "3.00", "12.5"]


def test_hours_that_are_paid_here_are_not_in_it(book: Book, tmp_path: Path) -> None:
    work_a_week(book, MONDAY)
    assert len(rows(book, tmp_path)) == 1


def test_words_are_never_formulas(with_bureau: Book, tmp_path: Path) -> None:
    with with_bureau.task("Rename", who=WHO, at=AT) as session:
        session.query(models.Worker).filter_by(name=ADA).one().payroll_number = "=1+1"
    work_a_week(with_bureau, MONDAY)
    assert rows(with_bureau, tmp_path)[1][0] == "'=1+1"


def test_a_folder_that_is_gone_is_said(with_bureau: Book, tmp_path: Path) -> None:
    with pytest.raises(DPManagerError, match="Choose another folder"):
        save_hours_for_bureau(with_bureau, tmp_path / "gone" / "hours.csv")
