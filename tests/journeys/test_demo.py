"""What the command `demo` leaves behind: every paper, figures that add up, and no secret told."""

import csv
import re
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest
from small_book import AT, WHO, all_of, count, files_of

from dpmanager import cli
from dpmanager.domain.periods import Period
from dpmanager.records import models
from dpmanager.records.book import Book, open_book
from dpmanager.tasks.book import made_up_household as people
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.money.import_statement import import_statement
from dpmanager.tasks.returns.prepare_return import prepare_return

LLOYDS = "direct payment account (Lloyds).csv"
STARLING = "old account (Starling).csv"
MONEY = r"-?£([\d,]+\.\d\d)"


@pytest.fixture(scope="module")
def printed(household: Path) -> str:
    return (household.parent / "printed").read_text("utf-8")


@pytest.fixture
def own_copy(household: Path, tmp_path: Path) -> Path:
    """The book of the household, to be opened with the passphrase that lies beside it."""
    folder = tmp_path / "Margaret.dpbook"
    shutil.copytree(household / "Margaret.dpbook", folder)
    return folder


@pytest.fixture
def household_book(own_copy: Path, household: Path) -> Book:
    passphrase = (household / "passphrase.txt").read_text().strip()
    with open_book(own_copy, passphrase=passphrase) as book:
        yield book


def text_of(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        words = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    return " ".join(words.split())


def rows_of(household: Path, name: str) -> list[dict[str, str]]:
    with (household / "statements" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def pounds_in(text: str, pattern: str) -> list[Decimal]:
    found = re.search(pattern, text)
    assert found, pattern
    return [Decimal(amount.replace(",", "")) for amount in found.groups()]


def test_every_paper_is_there(household: Path) -> None:
    names = {
        file.relative_to(household).as_posix()
        for file in household.rglob("*")
        if ".dpbook" not in str(file)
    }

    assert names >= {
        "passphrase.txt",
        "return.pdf",
        "return (large print).pdf",
        "evidence bundle.pdf",
        f"statements/{LLOYDS}",
        f"statements/{STARLING}",
        "payslips/2026-04-17 Ravi Patel.pdf",
        "payslips/2026-05-07 Amina Yusuf.pdf",
        "timesheets/2026-04-06 Ravi Patel.pdf",
    }
    assert {path.name for path in (household / "Margaret.dpbook").iterdir()} >= {
        "book.db",
        "keys",
        "receipts",
    }
    assert not [name for name in names if "saving" in name]


def test_what_it_printed_adds_up(household: Path, printed: str) -> None:
    opening, money_in, money_out, closing = pounds_in(
        printed, rf"{MONEY} \+ {MONEY} in - {MONEY} out = {MONEY}\."
    )
    (statement,) = pounds_in(printed, rf"last line of the bank statement says {MONEY}\.")
    newest_first = rows_of(household, LLOYDS)

    assert opening + money_in - money_out == closing == statement
    assert Decimal(newest_first[0]["Balance"]) == statement
    payslips = len(list((household / "payslips").iterdir()))
    timesheets = len(list((household / "timesheets").iterdir()))
    assert f"{payslips} payslips were made." in printed
    assert f"{timesheets} timesheets were printed." in printed
    assert "problem" not in printed


def test_the_return_says_what_was_printed(household: Path, printed: str) -> None:
    figures = re.findall(r"£[\d,]+\.\d\d", printed)

    for name in ("return.pdf", "return (large print).pdf"):
        text = text_of(household / name)
        for figure in figures:
            assert figure in text
        assert "Margaret Hale" in text and "Northshire County Council" in text
    pages = [
        len(pypdfium2.PdfDocument(household / name))
        for name in ("return.pdf", "return (large print).pdf")
    ]
    assert pages[0] < pages[1]


def test_the_bundle_holds_the_proofs_in_order(household: Path, household_book: Book) -> None:
    answer = prepare_return(household_book, people.QUARTER, today=people.RETURN_MADE)

    with pypdfium2.PdfDocument(household / "evidence bundle.pdf") as bundle:
        bookmarks = [mark.get_title() for mark in bundle.get_toc()]
        assert len(bundle) > len(answer.proofs)
    for proof in answer.proofs:
        assert any(str(proof.number) in mark and proof.title in mark for mark in bookmarks)


def test_the_return_adds_up_line_by_line(household_book: Book) -> None:
    answer = prepare_return(household_book, people.QUARTER, today=people.RETURN_MADE)

    assert answer.opening + sum(line.amount for line in answer.lines) == answer.closing
    assert answer.closing == answer.statement_balance
    assert answer.unpresented == ()
    assert [gap.what.split(".")[0] for gap in answer.gaps] == [
        "1 payment out has no proof",
        "1 question about spending is still open: Equipment",
    ]
    council = next(row for row in answer.income if row.category == "dp_council")
    assert council.amount == 3 * 4 * Decimal("601.80")  # three payments of four weeks
    assert all(item.amount > 0 for item in answer.set_aside)
    assert answer.closing - sum(item.amount for item in answer.set_aside) == answer.free_balance


def test_the_quarter_before_leads_to_the_quarter(household_book: Book) -> None:
    before, quarter, both = (
        prepare_return(household_book, period, today=people.RETURN_MADE)
        for period in (
            people.BEFORE_QUARTER,
            people.QUARTER,
            Period(people.FIRST_DAY, people.QUARTER.end),
        )
    )

    assert before.closing == quarter.opening == both.opening + before.money_in - before.money_out
    assert both.closing == quarter.closing
    assert both.opening + both.money_in - both.money_out == both.closing


def test_every_net_pay_and_hmrc_payment_is_a_line_of_the_bank(
    household: Path, household_book: Book
) -> None:
    paid_out = [Decimal(row["Debit Amount"] or 0) for row in rows_of(household, LLOYDS)]
    paid_out += [-Decimal(row["Amount (GBP)"]) for row in rows_of(household, STARLING)]
    slips = all_of(household_book, models.Payslip)
    due = [
        row
        for row in all_of(household_book, models.ExpectedPayment)
        if row.due <= people.QUARTER.end and row.amount
    ]

    assert {slip.frequency for slip in slips} == {"weekly", "four-weekly"}
    assert sum(slip.pay_date <= people.QUARTER.end for slip in slips) == 30
    assert len(due) > 30
    for row in due:
        paid_out.remove(row.amount)
        split = all_of(household_book, models.Split, models.Split.expected_payment_id == row.id)
        assert [-part.amount for part in split] == [row.amount]


def test_each_payslip_says_the_net_pay_of_the_book(household: Path, household_book: Book) -> None:
    with household_book.reading() as session:
        slips = {
            f"{slip.pay_date} {slip.worker.name}.pdf": f"£{slip.net_pay:,.2f}"
            for slip in session.query(models.Payslip)
        }

    files = sorted((household / "payslips").iterdir())
    assert [file.name for file in files] == sorted(slips)
    for file in files[::6]:
        assert slips[file.name] in text_of(file)


def test_holiday_a_bank_holiday_and_sleep_ins_were_paid(household_book: Book) -> None:
    kinds = {row.kind for row in all_of(household_book, models.PayLine)}

    assert kinds == {"weekday", "saturday", "sunday", "bank_holiday", "sleep_in", "holiday"}


def test_one_worker_is_in_the_pension_and_what_was_paid_into_it_is_on_the_statements(
    household: Path, household_book: Book
) -> None:
    with household_book.reading() as session:
        paid_in = {
            (slip.worker.name, slip.pay_date): slip.employee_pension + slip.employer_pension
            for slip in session.query(models.Payslip)
            if slip.employee_pension
        }
    assert {name for name, _day in paid_in} == {people.RAVI}
    assert min(day for _name, day in paid_in) == date(2026, 5, 8)
    on_statements = [
        Decimal(row["Debit Amount"]) for row in rows_of(household, LLOYDS) if "NEST" in str(row)
    ] + [
        -Decimal(row["Amount (GBP)"]) for row in rows_of(household, STARLING) if "NEST" in str(row)
    ]
    by_month = [
        sum(amount for (_name, day), amount in paid_in.items() if day.month == month)
        for month in (5, 6, 7, 8)  # September's is due in October
    ]
    assert sorted(on_statements) == sorted(by_month)
    slip = text_of(household / "payslips" / "2026-05-15 Ravi Patel.pdf")
    # (330 - 120) x 5% is 10.50, of which 80% is taken; the employer pays 3%.
    assert "8.40" in slip and "6.30" in slip


def test_three_days_of_sickness_and_a_drive_were_paid(
    household: Path, household_book: Book
) -> None:
    extras = [(row.kind, str(row.amount)) for row in all_of(household_book, models.PayExtra)]
    # 123.25 a week for five working days: 24.65 for each of three. 24 miles at 55p.
    assert sorted(extras) == [("mileage", "13.20"), ("sick_pay", "73.95")]
    assert "13.20" in text_of(household / "payslips" / "2026-07-17 Ravi Patel.pdf")
    assert "73.95" in text_of(household / "payslips" / "2026-07-24 Ravi Patel.pdf")


def test_the_book_is_whole_and_the_statements_add_nothing_twice(
    household: Path, household_book: Book
) -> None:
    assert check_book(household_book) == []
    before = count(household_book, models.Transaction)

    for name, account in ((LLOYDS, people.NEW_ACCOUNT), (STARLING, people.OLD_ACCOUNT)):
        data = (household / "statements" / name).read_bytes()
        done = import_statement(household_book, account, data, who=WHO, at=AT)
        assert (done.added, done.not_understood) == (0, ())
    assert count(household_book, models.Transaction) == before


def test_a_second_time_it_refuses_and_changes_nothing(
    household: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_of(household)

    assert cli.main(["demo", "--out", str(household)]) == 1

    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)
    assert "There is a book in" in printed.err
    assert files_of(household) == before


def test_no_file_of_the_book_tells_a_name_or_an_amount(
    household: Path, household_book: Book
) -> None:
    secrets = {"Margaret", "Frances Hale", "Ravi Patel", "Amina", "Yusuf", "QQ123456C", "5 Canal"}
    secrets |= {"Northshire", "NORTHSHIRE", "Brightday", "BRIGHTDAY", "CAREFORCE", "weekday"}
    secrets |= {purchase.payee for purchase in people.PURCHASES}
    rows = all_of(household_book, models.Transaction)
    secrets |= {f"{abs(row.amount):.2f}" for row in rows if abs(row.amount) >= 100}
    secrets |= {str(int(abs(row.amount) * 100)) for row in rows if abs(row.amount) >= 1000}
    slips = all_of(household_book, models.Payslip)
    secrets |= {f"{slip.gross_to_date:.2f}" for slip in slips if slip.gross_to_date >= 100}
    secrets.add((household / "passphrase.txt").read_text().strip())
    assert len(secrets) > 60
    # the files of an open book, its journal with them, and those of the closed one
    files = files_of(household_book.folder) | {
        f"closed {name}": data for name, data in files_of(household / "Margaret.dpbook").items()
    }

    told = [
        (name, secret)
        for name, data in files.items()
        for secret in secrets
        for encoding in ("utf-8", "utf-16-le")
        if secret.encode(encoding) in data or secret in name
    ]

    assert told == []
    assert len(files) > 15


def test_the_demonstration_is_the_same_every_time(household_book: Book) -> None:
    # Ravi's first week: 4 hours at 19.80 on Easter Monday and 19 at 13.20 are 330.00, of which
    # (330 - 242) x 8% is National Insurance, and no tax yet.
    assert str(all_of(household_book, models.Payslip)[0].net_pay) == "322.96"
    assert all_of(household_book, models.TaskDone)[0].at.date() == date(2026, 4, 2)
