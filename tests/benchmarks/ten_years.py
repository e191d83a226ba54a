"""Ten years of the made-up household, for the benchmarks.

The half-year of `made_up_household` is lived again and again from October 2016 to September
2026, with a third PA and small purchases on most days. The records go into the book in bulk, one
task a year, and are such that the book's own check passes and each quarter's return adds up.

There are no rates for tax years before 2023-24. Payslips of those years are figures worked out
with the numbers of 2023-24, from files that `rates_of_ten_years` makes for the run alone.
"""

import csv
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

import msgspec
from pay_periods import periods_between
from sqlalchemy import select

from dpmanager.domain.amounts import ZERO, total
from dpmanager.domain.hours.bank_holidays import bank_holidays
from dpmanager.domain.hours.shifts import HourKind, Shift
from dpmanager.domain.money.matching import number_repeats
from dpmanager.domain.pay.gross import DatedRate, gross_lines
from dpmanager.domain.pay.hmrc import Deductions, due_to_hmrc
from dpmanager.domain.pay.payslip import PayLine, PaySums, work_out_pay
from dpmanager.domain.pay.tax import Basis
from dpmanager.domain.pay.tax_code import parse_tax_code
from dpmanager.domain.pay.tax_period import tax_period
from dpmanager.domain.periods import Frequency, Period
from dpmanager.domain.rates import tax_year_of
from dpmanager.domain.steps import Step
from dpmanager.records import models
from dpmanager.records.book import Book, create_book
from dpmanager.records.history import insert_many
from dpmanager.records.vault import KeyCost
from dpmanager.resource_files import resource_path
from dpmanager.tasks.book import made_up_household as household
from dpmanager.tasks.book.answers import Balance, Day, Pounds, SetUp, WorkerAnswer
from dpmanager.tasks.book.made_up_household import Purchase
from dpmanager.tasks.book.set_up import set_up
from dpmanager.tasks.hours.record_shifts import record_shifts
from dpmanager.tasks.pay import rates
from dpmanager.tasks.pay.rates import rates_for

ACCOUNT = household.NEW_ACCOUNT
PASSPHRASE = "four slow amber lighthouses"
WHO = "Frances Hale"
TEN_YEARS = Period(date(2016, 10, 3), household.QUARTER.end)
LINES = 10_000
LINES_A_DAY = 14
LLOYDS_HEADER = [
    "Transaction Date", "Transaction Type", "Sort Code", "Account Number",
    "Transaction Description", "Debit Amount", "Credit Amount", "Balance",
]  # fmt: skip
HALF_YEAR = timedelta(weeks=26)
FIRST_YEAR_WITH_RATES = 2023
EASY_TO_GUESS = KeyCost(time_cost=1, memory_kib=64, parallelism=1)

JOAN = WorkerAnswer(
    name="Joan Marsh",
    kind="employed",
    start_date=household.answers().workers[0].start_date,
    payroll_number="3",
    tax_code="BR",
    ni_category="A",
    pay_frequency=Frequency.MONTHLY,
    pay_day_after=3,
    rates=household.answers().workers[0].rates,
)

# The bank's text, what it was for, the service type, and the pence that it costs at least.
SMALL_PURCHASES = (
    ("CORNER CHEMIST", "equipment", "equipment", 129),
    ("VALE TAXIS", "day_services", "day_opportunities", 240),
    ("NORTHSHIRE STATIONERS", "admin", "running_costs", 85),
    ("GREEN CAFE", "day_services", "day_opportunities", 195),
    ("CAR PARK NS1", "mileage", "personal_care", 120),
)


def rates_of_ten_years(folder: Path) -> None:
    """Fills a folder with the files of rates, and the years before with the numbers of 2023-24."""
    shutil.copytree(resource_path("rates"), folder)
    known = (folder / "2023-24.toml").read_text("utf-8")
    for year in range(TEN_YEARS.start.year, FIRST_YEAR_WITH_RATES):
        years_before = FIRST_YEAR_WITH_RATES - year
        text = re.sub(
            r"^((?:first|last)_day = )(\d{4})",
            lambda found, back=years_before: f"{found[1]}{int(found[2]) - back}",
            known.replace('tax_year = "2023-24"', f'tax_year = "{year}-{(year + 1) % 100:02}"'),
            flags=re.MULTILINE,
        )
        (folder / f"{year}-{(year + 1) % 100:02}.toml").write_text(text, "utf-8")


@contextmanager
def rates_from(folder: Path) -> Iterator[None]:
    """Within the block, rates are those of the folder `rates` in `folder`."""
    kept = rates.resource_path
    rates.resource_path = folder.joinpath  # type: ignore[assignment]
    _forget_rates()
    try:
        yield
    finally:
        rates.resource_path = kept
        _forget_rates()


def _forget_rates() -> None:
    rates.known_tax_years.cache_clear()
    rates.rates_for.cache_clear()


def grow_ten_years(folder: Path) -> None:
    """Makes the book in `folder`: the same records each time."""
    fill = partial(_fill, answers=_answers())
    create_book(folder, PASSPHRASE, fill=fill, cost=EASY_TO_GUESS).close()


def grow_year_of_ten(folder: Path, year: Period, at: datetime) -> None:
    """A book in which ten workers work as Ravi does for a year. Nothing is approved or paid."""
    ravi = household.answers().workers[0]
    workers = tuple(
        msgspec.structs.replace(ravi, name=f"Worker {number}", payroll_number=str(number))
        for number in range(10)
    )
    answers = msgspec.structs.replace(household.answers(), workers=workers)
    with create_book(folder, PASSPHRASE, cost=EASY_TO_GUESS) as book:
        set_up(book, answers, at=at)
        for worker in workers:
            record_shifts(book, worker.name, shifts_in(ravi.name, year), who=WHO, at=at)


def write_statement() -> bytes:
    """A file as Lloyds writes it, newest line first, of LINES lines that the book does not have."""
    rows = []
    balance = Decimal("1000.00")
    for number in range(LINES):
        amount = Decimal(60_000 if number % 12 == 0 else -(150 + number * 37 % 9000)).scaleb(-2)
        balance += amount
        day = date(2027, 1, 1) + timedelta(days=number // LINES_A_DAY)
        out, into = ("", str(amount)) if amount > 0 else (str(-amount), "")
        text = f"PAYEE {number % 97} REF {number}"
        rows.append([f"{day:%d/%m/%Y}", "FPO", "'20-99-99", "12345678", text, out, into, balance])
    file = StringIO(newline="")
    csv.writer(file).writerows([LLOYDS_HEADER, *reversed(rows)])
    return file.getvalue().encode()


def shifts_in(worker: str, period: Period) -> list[Shift]:
    """What a worker worked in a period: the day of the half-year that it repeats."""
    return [
        replace(shift, day=day) for day in period.each_day() for shift in _shifts_on(worker, day)
    ]


def _shifts_on(worker: str, day: date) -> list[Shift]:
    if worker == JOAN.name:
        if day.weekday() != 1:
            return []
        return [Shift(day, time(18), time(21, 20), HourKind.WEEKDAY, outcome=household.HOME)]
    like = household.FIRST_PERIOD + (day - TEN_YEARS.start) % HALF_YEAR
    return household.shifts_of(worker, Period(like, like), bank_holidays("england", [2026]))


def _answers() -> SetUp:
    """The household's answers from ten years ago, with one account and Joan."""
    first_day = Day(TEN_YEARS.start.year, TEN_YEARS.start.month, TEN_YEARS.start.day)
    answers = household.answers()
    change = msgspec.structs.replace
    agreement = change(
        answers.funders[0].agreements[0], from_date=first_day, weekly_amount=Pounds("765.00")
    )
    workers = [
        change(
            worker,
            start_date=first_day,
            first_period_start=first_day if worker.kind == "employed" else None,
            rates=tuple(  # those of the first day; the rise of August 2026 stays
                rate if rate.from_date > worker.start_date else change(rate, from_date=first_day)
                for rate in worker.rates
            ),
        )
        for worker in (*answers.workers, JOAN)
    ]
    # Ravi is paid every two weeks here, so that there are about 500 payslips.
    workers[0] = change(workers[0], pay_frequency=Frequency.FORTNIGHTLY)
    return change(
        answers,
        funders=(change(answers.funders[0], agreements=(agreement,)),),
        accounts=(
            change(answers.accounts[1], opening_date=first_day, opening_balance=Balance("1210.40")),
        ),
        workers=tuple(workers),
    )


class _Rows:
    """Rows of the book to be, by the year in whose task they are saved."""

    def __init__(self) -> None:
        self.by_year: dict[int, dict[type[models.Base], list[dict[str, Any]]]] = {}
        self._last_id: Counter[type[models.Base]] = Counter()

    def add(self, model: type[models.Base], when: date, **values: Any) -> int:
        """Adds a row; gives its number."""
        self._last_id[model] += 1
        row = {"id": self._last_id[model], **values}
        self.by_year.setdefault(when.year, {}).setdefault(model, []).append(row)
        return self._last_id[model]


@dataclass(frozen=True)
class _Line:
    """A line of the bank, with what is to be said of it. amount: pounds, money out negative."""

    day: date
    description: str
    amount: Decimal
    splits: tuple[dict[str, Any], ...]
    no_proof_reason: str = ""
    invoice: Purchase | None = None


def _fill(book: Book, answers: SetUp) -> None:
    set_up(book, answers, at=_evening(TEN_YEARS.start))
    with book.reading() as session:
        workers = {row.name: row.id for row in session.scalars(select(models.Worker))}
        outcomes = {row.name: row.id for row in session.scalars(select(models.Outcome))}
    rows = _Rows()
    employed = [worker for worker in answers.workers if worker.kind == "employed"]
    lines = [
        *(line for worker in employed for line in _work_and_pay(rows, worker, workers, outcomes)),
        *_pay_hmrc(rows),
        *_money_in(answers),
        *_invoices(workers, outcomes),
        *_small_purchases(outcomes),
    ]
    in_time = [line for line in lines if line.day in TEN_YEARS]
    in_time.sort(key=lambda line: (line.day, line.amount < 0, line.description, line.amount))
    _bank(rows, book, in_time, answers.accounts[0].opening_balance)
    tables = [mapper.class_ for mapper in models.Base.registry.mappers]
    order = [table.name for table in models.Base.metadata.sorted_tables]
    tables.sort(key=lambda model: order.index(model.__tablename__))
    for year, of_year in sorted(rows.by_year.items()):
        with book.task(f"Record {year}", who=WHO, at=_evening(date(year, 12, 31))) as session:
            for model in tables:
                insert_many(session, model, of_year.get(model, []))


def _evening(day: date) -> datetime:
    return datetime.combine(day, time(19, 30), UTC)


def _work_and_pay(
    rows: _Rows, worker: WorkerAnswer, workers: dict[str, int], outcomes: dict[str, int]
) -> Iterator[_Line]:
    """Timesheets, shifts, payslips and expected wages of a worker; the wages that are paid."""
    assert worker.first_period_start and worker.pay_frequency
    worker_id = workers[worker.name]
    payslips = _Payslips(rows, worker, worker_id)
    for period in periods_between(worker.first_period_start, worker.pay_frequency, TEN_YEARS):
        over = period.end <= TEN_YEARS.end
        shifts = shifts_in(worker.name, Period(period.start, min(period.end, TEN_YEARS.end)))
        sheet = rows.add(
            models.Timesheet,
            period.start,
            worker_id=worker_id,
            start=period.start,
            end=period.end,
            state="paid" if over else "draft",
            approved_on=period.end if over else None,
            approved_by=WHO if over else "",
        )
        for shift in shifts:
            rows.add(
                models.Shift,
                period.start,
                timesheet_id=sheet,
                day=shift.day,
                start=shift.start,
                end=shift.end,
                break_minutes=shift.break_minutes,
                kind=shift.kind.value,
                outcome_id=outcomes[shift.outcome],
            )
        if over:
            yield payslips.pay(sheet, period, shifts)


class _Payslips:
    """The payslips of one worker, one after another."""

    def __init__(self, rows: _Rows, worker: WorkerAnswer, worker_id: int) -> None:
        self._rows = rows
        self._worker = worker
        self._worker_id = worker_id
        self._sums: dict[str, Counter[str]] = {}

    def pay(self, sheet: int, period: Period, shifts: list[Shift]) -> _Line:
        """Adds the payslip of a timesheet; gives the bank's line of its wage."""
        day = period.end + timedelta(days=self._worker.pay_day_after)
        lines, sums = pay_for(self._worker, shifts, day, self._sums.get(tax_year_of(day)))
        gross = total(line.amount for line in lines)
        done = self._sums.setdefault(tax_year_of(day), Counter())
        done.update(gross=gross, tax=sums.income_tax, ni=sums.employee_ni, er=sums.employer_ni)
        slip = self._rows.add(
            models.Payslip,
            period.start,
            pay_run_id=self._rows.add(models.PayRun, period.start, made_on=day),
            worker_id=self._worker_id,
            timesheet_id=sheet,
            start=period.start,
            end=period.end,
            pay_date=day,
            frequency=self._worker.pay_frequency.value,
            tax_year=tax_year_of(day),
            tax_period=tax_period(day, self._worker.pay_frequency),
            tax_code=self._worker.tax_code,
            tax_basis=self._worker.tax_basis,
            ni_category=self._worker.ni_category,
            gross_pay=gross,
            taxable_pay=sums.taxable_pay,
            income_tax=sums.income_tax,
            employee_ni=sums.employee_ni,
            employer_ni=sums.employer_ni,
            net_pay=sums.net_pay,
            gross_to_date=done["gross"],
            tax_pay_to_date=done["gross"],
            tax_to_date=sums.tax_to_date,
            employee_ni_to_date=done["ni"],
            employer_ni_to_date=done["er"],
            steps=_as_json(sums.steps),
        )
        for line in lines:
            self._rows.add(
                models.PayLine,
                period.start,
                payslip_id=slip,
                kind=line.kind.value,
                quantity=line.quantity,
                rate=line.rate,
                amount=line.amount,
                by_the_night=line.by_the_night,
            )
        expected = self._rows.add(
            models.ExpectedPayment,
            period.start,
            kind="wage",
            payee=self._worker.name,
            due=day,
            amount=sums.net_pay,
            payslip_id=slip,
            start=None,
            end=None,
            steps="[]",
        )
        split = _split(
            -sums.net_pay,
            "pa_net_wages",
            "personal_care",
            worker_id=self._worker_id,
            expected_payment_id=expected,
        )
        return _Line(day, f"{self._worker.name.upper()} WAGES", -sums.net_pay, (split,))


def pay_for(
    worker: WorkerAnswer, shifts: list[Shift], day: date, before: Counter[str] | None
) -> tuple[tuple[PayLine, ...], PaySums]:
    """Gross pay and what is taken off it. Holiday is paid at the first rate, in every year."""
    assert worker.pay_frequency
    rates = [DatedRate(rate.kind, rate.from_date, rate.amount) for rate in worker.rates]
    lines = gross_lines(shifts, rates, holiday_rate=worker.rates[0].amount)
    before = before or Counter()
    sums = work_out_pay(
        total(line.amount for line in lines),
        tax_code=parse_tax_code(worker.tax_code),
        basis=Basis(worker.tax_basis),
        ni_category=worker.ni_category,
        frequency=worker.pay_frequency,
        pay_date=day,
        pay_to_date_before=ZERO + before["gross"],
        tax_to_date_before=ZERO + before["tax"],
        rates=rates_for(tax_year_of(day)),
    )
    return lines, sums


def _pay_hmrc(rows: _Rows) -> Iterator[_Line]:
    slips = [slip for of_year in rows.by_year.values() for slip in of_year[models.Payslip]]
    for tax_year in sorted({slip["tax_year"] for slip in slips}):
        first_year = int(tax_year[:4])
        for due in due_to_hmrc(
            [
                Deductions(
                    slip["pay_date"], slip["income_tax"], slip["employee_ni"], slip["employer_ni"]
                )
                for slip in slips
                if slip["tax_year"] == tax_year
            ],
            rates_for(tax_year),
            quarterly=False,
            claims_allowance=True,
            bank_holidays=bank_holidays("england", [first_year, first_year + 1]),
        ):
            expected = rows.add(
                models.ExpectedPayment,
                due.period.start,
                kind="hmrc",
                payee="HMRC",
                due=due.due,
                amount=due.amount,
                payslip_id=None,
                start=due.period.start,
                end=due.period.end,
                steps=_as_json(due.steps),
            )
            split = _split(-due.amount, "hmrc_paye", "running_costs", expected_payment_id=expected)
            if due.amount:
                yield _Line(due.due, "HMRC GOV.UK CUMBERNAULD 475PX00123456", -due.amount, (split,))


def _money_in(answers: SetUp) -> Iterator[_Line]:
    agreement = answers.funders[0].agreements[0]
    person = agreement.weekly_contribution * 4
    council = agreement.weekly_amount * 4 - person
    for weeks in range(0, TEN_YEARS.days // 7, 4):
        day = TEN_YEARS.start + timedelta(weeks=weeks)
        yield _Line(day, "NORTHSHIRE CC DP 0041297", council, (_split(council, "dp_council"),))
        day += timedelta(days=1)
        yield _Line(day, "M HALE CONTRIBUTION", person, (_split(person, "client_contrib"),))


def _invoices(workers: dict[str, int], outcomes: dict[str, int]) -> Iterator[_Line]:
    model = household.agency_invoices(household.QUARTER.end)[0]
    for weeks in range(4, TEN_YEARS.days // 7, 4):
        invoice = replace(model, day=TEN_YEARS.start + timedelta(weeks=weeks, days=3))
        split = _split(
            -invoice.amount,
            invoice.category,
            invoice.service_type,
            outcome_id=outcomes[invoice.outcome],
            worker_id=workers[household.AGENCY],
        )
        yield _Line(invoice.day, invoice.payee, -invoice.amount, (split,), invoice=invoice)


def _small_purchases(outcomes: dict[str, int]) -> Iterator[_Line]:
    """Two or three each day; each seventh is for two things."""
    number = 0
    for day in TEN_YEARS.each_day():
        for _nth in range(3 if day.weekday() % 2 == 0 else 2):
            number += 1
            payee, category, service_type, least = SMALL_PURCHASES[number % 5]
            amount = -Decimal(least + number * 37 % 140).scaleb(-2)
            outcome = outcomes[household.CLUB]
            splits = [_split(amount, category, service_type, outcome_id=outcome)]
            if number % 7 == 0:
                part = -Decimal(50).scaleb(-2)
                splits = [
                    _split(amount - part, category, service_type, outcome_id=outcome),
                    _split(part, "admin", "running_costs"),
                ]
            yield _Line(day, payee, amount, tuple(splits), no_proof_reason="A till slip, not kept")


def _split(amount: Decimal, category: str, service_type: str = "", **links: int) -> dict[str, Any]:
    return {
        "amount": amount,
        "category": category,
        "service_type": service_type,
        "outcome_id": links.get("outcome_id"),
        "worker_id": links.get("worker_id"),
        "expected_payment_id": links.get("expected_payment_id"),
    }


def _bank(rows: _Rows, book: Book, lines: list[_Line], balance: Decimal) -> None:
    """Statements of a month each, read in the day after, agreed at the end of each quarter."""
    months: dict[date, list[tuple[_Line, str, int]]] = {}
    for line, (mark, nth) in zip(lines, number_repeats(lines), strict=True):
        months.setdefault(line.day.replace(day=1), []).append((line, mark, nth))
    for of_month in months.values():
        closing = balance + total(line.amount for line, _mark, _nth in of_month)
        last_day = of_month[-1][0].day
        record = rows.add(
            models.StatementImport,
            last_day,
            account_id=1,
            format="lloyds",
            imported_at=_evening(last_day),
            first_day=of_month[0][0].day,
            last_day=last_day,
            closing_balance=closing,
        )
        for position, (line, mark, nth) in enumerate(of_month):
            balance += line.amount
            payment = rows.add(
                models.Transaction,
                last_day,
                account_id=1,
                day=line.day,
                position=position,
                description=line.description,
                amount=line.amount,
                bank_type="FPI" if line.amount > 0 else "FPO",
                bank_balance=balance,
                import_id=record,
                fingerprint=mark,
                nth=nth,
                presented_on=line.day,
                no_proof_reason=line.no_proof_reason,
            )
            for split in line.splits:
                rows.add(models.Split, last_day, transaction_id=payment, **split)
            if line.invoice:
                _keep_invoice(rows, book, line.invoice, payment, last_day)
        if last_day.month % 3 == 0:
            rows.add(
                models.Reconciliation,
                last_day,
                account_id=1,
                day=_month_end(last_day),
                statement_balance=balance,
            )


def _keep_invoice(rows: _Rows, book: Book, invoice: Purchase, payment: int, last_day: date) -> None:
    paper = household.draw_paper(invoice)
    proof = rows.add(
        models.Proof,
        last_day,
        sealed_name=book.keep_proof(paper),
        media_type="application/pdf",
        size=len(paper),
        kind=invoice.proof,
        title=f"{invoice.payee.title()}, £{invoice.amount}",
        day=invoice.day,
        amount=invoice.amount,
        added_on=invoice.day,
    )
    rows.add(models.ProofLink, last_day, proof_id=proof, transaction_id=payment)


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _as_json(steps: tuple[Step, ...]) -> str:
    return json.dumps(
        [{"label": step.label, "sum": step.sum, "source": step.source} for step in steps],
        ensure_ascii=False,
    )
