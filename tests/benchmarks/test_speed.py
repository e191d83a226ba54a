"""How fast the daily things are on a book of ten years, with plain tools beside them.

Nothing here fails because it is slow: the table at the end says so. The plain side reads a copy of
the book without encryption, history or checks, through `sqlite3` and `csv` of the standard library.
"""

import csv
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from io import StringIO
from itertools import count, pairwise

import msgspec
import pytest
import ten_years
from pay_periods import periods_between
from sqlalchemy import func, select
from ten_years import ACCOUNT, LINES, PASSPHRASE, TEN_YEARS, WHO

from dpmanager.domain.amounts import total
from dpmanager.domain.hours.shifts import HourKind, Shift
from dpmanager.domain.pay.average_weekly_earnings import PaidDay, average_weekly_earnings
from dpmanager.domain.pay.gross import DatedRate, gross_lines
from dpmanager.domain.pay.holiday import rolled_up_holiday
from dpmanager.domain.pay.payslip import work_out_pay
from dpmanager.domain.pay.pension import PensionBasis, PensionTerms, TaxRelief
from dpmanager.domain.pay.sick_pay import sick_pay
from dpmanager.domain.pay.tax import Basis
from dpmanager.domain.pay.tax_code import parse_tax_code
from dpmanager.domain.periods import Frequency, Period
from dpmanager.records import models
from dpmanager.records.book import create_book, open_book
from dpmanager.tasks.book import made_up_household as household
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.book.set_up import set_up
from dpmanager.tasks.hours.look_at_all_hours import HoursAsked, list_hours, read_hours
from dpmanager.tasks.hours.record_shifts import approve_timesheet, record_shifts
from dpmanager.tasks.money.import_statement import import_statement
from dpmanager.tasks.pay.payslips import print_payslip
from dpmanager.tasks.pay.rates import rates_for
from dpmanager.tasks.pay.run_pay import run_pay
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.returns.prepare_return import export_return, prepare_return

NOW = datetime(2026, 10, 5, 19, 30, tzinfo=UTC)
RETURN_MADE = household.RETURN_MADE
YEAR = Period(date(2026, 4, 6), date(2027, 4, 4))

OPEN = "open the book, its key known"
START = "the same from a standing start, Python included"
SHIFT = "save one shift"
SHIFT_OF_TEN = "the same in a year of ten workers"
HOURS_OF_TEN = "all hours of that year: what they come to, 100 rows"
IMPORT = f"import {LINES:,} lines"
AGAIN = f"import the same {LINES:,} lines again"
PAY = "work out a year's pay of one worker, 52 payslips"
FULL_PAY = "the same with sickness, pension, loan, rolled-up"
PAY_RUN = "run that year's pay at once and save it"
TEN_WORKERS = "pay ten workers, their payslips as PDF files"
RETURN = "return of a quarter, without PDF"
RETURN_PDF = "return of a quarter, with its PDF"

OPEN_IN_A_PROGRAM = """
import sys
from pathlib import Path
from dpmanager.records.book import open_book
from dpmanager.tasks.people.arrangement import arrangement
with open_book(Path(sys.argv[1]), passphrase=sys.argv[2]) as book, book.reading() as session:
    arrangement(session)
"""
OPEN_PLAIN_IN_A_PROGRAM = """
import sqlite3, sys
sqlite3.connect(sys.argv[1]).execute("SELECT * FROM arrangement").fetchall()
"""
QUARTER_OF_PLAIN_LINES = """
SELECT line.*, split.*, link.proof_id FROM "transaction" AS line
LEFT JOIN split ON split.transaction_id = line.id
LEFT JOIN proof_link AS link ON link.transaction_id = line.id
WHERE line.day BETWEEN ? AND ? ORDER BY line.day, line.position
"""
YEAR_OF_PLAIN_SHIFTS = """
SELECT shift.* FROM shift JOIN timesheet ON shift.timesheet_id = timesheet.id
JOIN worker ON timesheet.worker_id = worker.id
WHERE worker.name = ? AND shift.day BETWEEN ? AND ? ORDER BY shift.day
"""


# The books


pytestmark = pytest.mark.usefixtures("rates_of_ten_years")


# The records are whole


def test_the_ten_years_are_whole_and_each_quarter_adds_up(book, speeds):
    with book.reading() as session:
        counts = {
            model.__tablename__: session.scalar(select(func.count()).select_from(model))
            for model in (models.Transaction, models.Shift, models.Payslip, models.Proof)
        }
    speeds.book = "Ten years: " + ", ".join(f"{n:,} {name}s" for name, n in counts.items())
    assert 9_000 < counts["transaction"] < 11_000
    assert 4_500 < counts["shift"] < 5_500
    assert 450 < counts["payslip"] < 550
    assert check_book(book) == []
    quarter_starts = [
        date(year, month, 1)
        for year in range(TEN_YEARS.start.year, TEN_YEARS.end.year + 1)
        for month in (1, 4, 7, 10)
        if date(year, month, 1) in Period(date(2016, 10, 1), TEN_YEARS.end)
    ]
    closing_before = None
    for start, following in pairwise([*quarter_starts, date(2026, 10, 1)]):
        period = Period(start, following - timedelta(days=1))
        made = prepare_return(book, period, today=RETURN_MADE)
        assert made.opening + made.money_in - made.money_out == made.closing
        assert made.closing == made.statement_balance
        assert closing_before in (None, made.opening)
        lacking = {gap.kind for gap in made.gaps}  # what the records cannot lack, and what they do
        assert not lacking & {"statement", "category", "transfer", "proof", "approval", "pay"}
        closing_before = made.closing
    assert len(quarter_starts) == 40


# Open the book


def test_open(folder, measure, speeds):
    open_book(folder, passphrase=PASSPHRASE).close()  # the keyring has the key from here on
    speeds[OPEN].aim = 0.3

    def open_and_look():
        with open_book(folder) as book, book.reading() as session:
            arrangement(session)

    measure(OPEN, open_and_look)


def test_open_plain(plain_file, measure):
    def open_and_look():
        with closing(sqlite3.connect(plain_file)) as connection:
            connection.execute("SELECT * FROM arrangement").fetchall()

    measure(OPEN, open_and_look, side="plain")


def test_start(folder, measure):
    measure(START, lambda: _run_python(OPEN_IN_A_PROGRAM, folder, PASSPHRASE), rounds=5)


def test_start_plain(plain_file, measure):
    measure(START, lambda: _run_python(OPEN_PLAIN_IN_A_PROGRAM, plain_file), side="plain", rounds=5)


def _run_python(program, *arguments):
    subprocess.run([sys.executable, "-c", program, *arguments], check=True)


# Save one shift


def test_save_one_shift(book, measure, speeds):
    speeds[SHIFT].aim = 0.02
    days = (date(2026, 10, 1) + timedelta(days=n) for n in count())

    def a_new_shift():
        return [Shift(next(days), time(22), time(23), HourKind.WEEKDAY, outcome=household.HOME)]

    measure(
        SHIFT,
        lambda *shifts: record_shifts(book, household.RAVI, shifts, who=WHO, at=NOW),
        setup=a_new_shift,
    )


def test_save_one_shift_plain(plain, measure):
    def save():
        plain.execute("BEGIN IMMEDIATE")
        plain.execute(
            "INSERT INTO shift"
            " (timesheet_id, day, start, end, break_minutes, woken_minutes, kind, note) "
            "VALUES (1, '2026-10-01', '22:00:00', '23:00:00', 0, 0, 'weekday', '')"
        )
        plain.execute("COMMIT")

    measure(SHIFT, save, side="plain")


# A year of ten workers' hours


@pytest.fixture
def book_of_ten(year_of_ten, tmp_path):
    folder = shutil.copytree(year_of_ten, tmp_path / "ten.dpbook")
    with open_book(folder, passphrase=PASSPHRASE) as book:
        yield book


def test_save_one_shift_in_a_year_of_ten_workers(book_of_ten, measure, speeds):
    speeds[SHIFT_OF_TEN].aim = 0.05
    days = (YEAR.start + timedelta(days=n) for n in count())

    def a_new_shift():
        return [Shift(next(days), time(22), time(23), HourKind.WEEKDAY, outcome=household.HOME)]

    measure(
        SHIFT_OF_TEN,
        lambda *shifts: record_shifts(book_of_ten, "Worker 4", shifts, who=WHO, at=NOW),
        setup=a_new_shift,
    )


def test_all_hours_of_a_year_of_ten_workers(book_of_ten, measure, speeds):
    speeds[HOURS_OF_TEN].aim = 0.1

    def first_page():
        listing = list_hours(book_of_ten, HoursAsked(), YEAR.end)
        assert len(listing.shifts) > 2_500
        assert len(read_hours(book_of_ten, listing, 0, 100)) == 100

    measure(HOURS_OF_TEN, first_page)


# Import 10,000 lines


def test_import(book, statement_file, measure, speeds):
    speeds[IMPORT].aim, speeds[IMPORT].aim_is_times_plain = 5, True

    def import_file():
        assert import_statement(book, ACCOUNT, statement_file, who=WHO, at=NOW).added == LINES

    measure(IMPORT, import_file, teardown=lambda: book.undo(who=WHO, at=NOW), rounds=10)


def test_import_plain(plain, statement_file, measure):
    """`csv` into the same table with its indexes; days and pence are made with as little as can be.

    Nothing is checked, nothing is known again, and no history is kept.
    """

    def import_file():
        lines = csv.reader(StringIO(statement_file.decode(), newline=""))
        next(lines)
        rows = [
            (
                f"{day[6:]}-{day[3:5]}-{day[:2]}",
                text,
                -_pence(out) if out else _pence(into),
                kind,
                _pence(balance),
            )
            for day, kind, _sort_code, _account, text, out, into, balance in lines
        ]
        plain.execute("BEGIN IMMEDIATE")
        plain.executemany(
            'INSERT INTO "transaction" (account_id, position, no_proof_reason, cheque, day, '
            "description, amount, bank_type, bank_balance) "
            "VALUES (1, 0, '', '', ?, ?, ?, ?, ?)",
            rows,
        )
        plain.execute("COMMIT")

    def take_back():
        plain.execute("DELETE FROM \"transaction\" WHERE day >= '2027-01-01'")

    measure(IMPORT, import_file, side="plain", teardown=take_back, rounds=10)


def _pence(text):
    return int(text.replace(".", ""))


def test_import_again(book, statement_file, measure):
    import_statement(book, ACCOUNT, statement_file, who=WHO, at=NOW)

    def import_file():
        done = import_statement(book, ACCOUNT, statement_file, who=WHO, at=NOW)
        assert done.already_there == LINES

    measure(AGAIN, import_file, rounds=10)


# A year's pay


def _ravi():
    """Paid each Sunday for the week, so that 52 pay days fall into one tax year."""
    return msgspec.structs.replace(household.answers().workers[0], pay_day_after=0)


def _weeks_of_ravi():
    weeks = list(periods_between(YEAR.start, Frequency.WEEKLY, YEAR))
    assert len(weeks) == 52
    return [(week, ten_years.shifts_in(household.RAVI, week)) for week in weeks]


def test_pay_of_a_year(measure, speeds):
    """Gross pay from the shifts, tax and National Insurance of each week, to date."""
    speeds[PAY].aim = 0.02
    ravi = _ravi()
    weeks = _weeks_of_ravi()

    def work_out_the_year():
        done = Counter()
        for week, shifts in weeks:
            lines, sums = ten_years.pay_for(ravi, shifts, week.end, done)
            done.update(gross=total(line.amount for line in lines), tax=sums.income_tax)
        return done["gross"]

    measure(PAY, work_out_the_year)


def test_pay_of_a_year_with_everything(measure, speeds):
    """Each week has rolled-up holiday, a pension and a student loan; six weeks have sickness."""
    speeds[FULL_PAY].aim = 0.02
    ravi = _ravi()
    weeks = _weeks_of_ravi()
    sick = [Period(week.start, week.start + timedelta(days=2)) for week, _shifts in weeks[8:14]]
    # twice his rates, so that the loan is repaid
    rates_of_hours = [DatedRate(rate.kind, rate.from_date, 2 * rate.amount) for rate in ravi.rates]
    pension = PensionTerms(PensionBasis.QUALIFYING, Decimal(5), Decimal(3), TaxRelief.AT_SOURCE)
    rates = rates_for("2026-27")

    def work_out_the_year():
        paid = []
        taxed = tax = loans = pensions = Decimal(0)
        for week, shifts in weeks:
            lines = gross_lines(shifts, rates_of_hours, holiday_rate=rates_of_hours[0].amount)
            for_work = total(line.amount for line in lines)
            gross = for_work + rolled_up_holiday(for_work, rates.holiday).amount
            if any(week.start <= away.end and away.start <= week.end for away in sick):
                gross += sick_pay(
                    [away for away in sick if away.start <= week.end],
                    week,
                    frozenset(range(5)),
                    lambda day: average_weekly_earnings(paid, day, Frequency.WEEKLY),
                    lambda _day: rates.sick_pay,
                ).amount
            sums = work_out_pay(
                gross,
                tax_code=parse_tax_code(ravi.tax_code),
                basis=Basis.CUMULATIVE,
                ni_category=ravi.ni_category,
                frequency=Frequency.WEEKLY,
                pay_date=week.end,
                pay_to_date_before=taxed,
                tax_to_date_before=tax,
                rates=rates,
                student_loan_plan="1",
                pension_terms=pension,
            )
            paid.append(PaidDay(week.end, gross))
            taxed += sums.taxable_pay
            tax += sums.income_tax
            loans += sums.student_loan
            pensions += sums.employee_pension
        return gross, loans, pensions

    assert min(work_out_the_year()) > 0
    measure(FULL_PAY, work_out_the_year)


def test_pay_of_a_year_plain(plain, measure):
    """The shifts of a year, read and no more."""
    year = ("2025-10-01", "2026-09-30")

    def read():
        assert len(plain.execute(YEAR_OF_PLAIN_SHIFTS, (household.RAVI, *year)).fetchall()) == 261

    measure(PAY, read, side="plain")


def test_pay_run_of_a_year(tmp_path, measure):
    kept = tmp_path / "kept.dpbook"
    answers = msgspec.structs.replace(household.answers(), workers=(_ravi(),))
    with create_book(kept, PASSPHRASE, cost=ten_years.EASY_TO_GUESS) as book:
        set_up(book, answers, at=NOW)
        for week, shifts in _weeks_of_ravi():
            record_shifts(book, household.RAVI, shifts, who=WHO, at=NOW)
            approve_timesheet(book, household.RAVI, week.start, who=WHO, at=NOW)
    number = count()

    def a_copy():
        folder = shutil.copytree(kept, tmp_path / f"{next(number)}.dpbook")
        return [open_book(folder, passphrase=PASSPHRASE)]

    def pay(book):
        with book:
            assert len(run_pay(book, up_to=YEAR.end, who=WHO, at=NOW)) == 52

    measure(PAY_RUN, pay, setup=a_copy, rounds=3)


def test_pay_run_of_ten_workers_with_their_payslips(tmp_path, measure, speeds):
    speeds[TEN_WORKERS].aim = 2.0
    kept = tmp_path / "kept.dpbook"
    week, shifts = _weeks_of_ravi()[0]
    workers = tuple(
        msgspec.structs.replace(_ravi(), name=f"Worker {number}", payroll_number=str(number))
        for number in range(10)
    )
    answers = msgspec.structs.replace(household.answers(), workers=workers)
    with create_book(kept, PASSPHRASE, cost=ten_years.EASY_TO_GUESS) as book:
        set_up(book, answers, at=NOW)
        for worker in workers:
            record_shifts(book, worker.name, shifts, who=WHO, at=NOW)
            approve_timesheet(book, worker.name, week.start, who=WHO, at=NOW)
    number = count()

    def a_copy():
        folder = shutil.copytree(kept, tmp_path / f"{next(number)}.dpbook")
        return [open_book(folder, passphrase=PASSPHRASE)]

    def pay(book):
        slips = run_pay(book, up_to=week.end, who=WHO, at=NOW)
        assert len([print_payslip(book, slip) for slip in slips]) == 10

    measure(TEN_WORKERS, pay, setup=a_copy, teardown=lambda book: book.close(), rounds=5)


# Return of a quarter


def test_return(book, measure):
    measure(RETURN, lambda: prepare_return(book, household.QUARTER, today=RETURN_MADE))


def test_return_plain(plain, measure):
    """The lines of the quarter with their parts and proofs, read and no more."""
    days = (str(household.QUARTER.start), str(household.QUARTER.end))
    read = lambda: plain.execute(QUARTER_OF_PLAIN_LINES, days).fetchall()  # noqa: E731
    measure(RETURN, read, side="plain")


def test_return_with_pdf(book, measure, speeds):
    speeds[RETURN_PDF].aim = 0.5
    measure(
        RETURN_PDF, lambda: export_return(book, household.QUARTER, today=RETURN_MADE), rounds=10
    )
