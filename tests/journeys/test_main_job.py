"""The main job as one life of a book: from the set-up to the signed return, and over again."""

import os
import shutil
import signal
import subprocess
import sys
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from small_book import (
    ACCOUNT,
    ADA,
    AT,
    BEN,
    CARD,
    MONDAY,
    PASSPHRASE,
    WHO,
    Line,
    all_of,
    answers,
    barclays,
    count,
    hours,
    lloyds,
)

from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.periods import Period
from dpmanager.records import models
from dpmanager.records.book import Book, PassphraseNeeded, open_book
from dpmanager.tasks.book.check_book import check_book
from dpmanager.tasks.book.set_up import new_book
from dpmanager.tasks.hours.record_shifts import approve_timesheet, record_shifts
from dpmanager.tasks.money.import_statement import import_statement
from dpmanager.tasks.money.reconcile import reconcile_account
from dpmanager.tasks.money.sort_payments import (
    Part,
    accept_matches,
    add_payment,
    propose_matches,
    sort_payments,
)
from dpmanager.tasks.pay.payslips import print_payslip
from dpmanager.tasks.pay.run_pay import run_pay
from dpmanager.tasks.receipts.add_receipt import add_receipt
from dpmanager.tasks.returns.prepare_return import export_return

DONE = {"who": WHO, "at": AT}
SPRING = Period(date(2026, 4, 6), date(2026, 6, 30))
TODAY = date(2026, 7, 6)
WEEKS = 12


@pytest.fixture(scope="module")
def spring(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve weeks of two PAs, paid, read in, matched, proved and agreed; the book is closed."""
    folder = tmp_path_factory.mktemp("journey") / "Sam.dpbook"
    with new_book(folder, PASSPHRASE, answers(), at=AT) as book:
        for week in range(WEEKS):
            monday = MONDAY + timedelta(weeks=week)
            for worker, first, kind in (
                (ADA, 0, HourKind.WEEKDAY),
                (ADA, 5, HourKind.SATURDAY),
                (BEN, 3, HourKind.WEEKDAY),
            ):
                day = monday + timedelta(days=first)
                shifts = [hours(day + timedelta(days=n), 8, 15, kind) for n in range(1 + first % 5)]
                if worker == ADA and first == 0:
                    shifts = [hours(day + timedelta(days=n), 8, 14) for n in range(5)]
                record_shifts(book, worker, shifts, **DONE)
            approve_timesheet(book, ADA, monday, **DONE)
        for month in range(WEEKS // 4):
            approve_timesheet(book, BEN, MONDAY + timedelta(weeks=4 * month), **DONE)
        for week in range(WEEKS):
            run_pay(book, up_to=MONDAY + timedelta(weeks=week, days=10), **DONE)
        _bank(book)
        with book.reading() as session:
            found = propose_matches(session)
        accept_matches(book, found, **DONE)
        _sort_and_prove(book)
        reconcile_account(book, ACCOUNT, SPRING.end, _last_balance(book), **DONE)
        reconcile_account(book, CARD, SPRING.end, Decimal("37.50"), **DONE)
    return folder


def _bank(book: Book) -> None:
    owed = all_of(book, models.ExpectedPayment)
    lines: list[Line] = [
        (row.due, f"{row.payee.upper()} BACS", f"-{row.amount}")
        for row in owed
        if row.due <= SPRING.end
    ]
    lines += [
        (MONDAY + timedelta(weeks=4 * n), "NORTHSHIRE CC", "2400.00") for n in range(WEEKS // 4)
    ]
    lines += [
        (MONDAY + timedelta(weeks=4 * n, days=1), "S RIVERS", "200.00") for n in range(WEEKS // 4)
    ]
    lines += [(date(2026, 4, 14), "TO CARD", "-50.00"), (date(2026, 6, 29), "000012", "-9.00")]
    lines.sort()
    add_payment(book, ACCOUNT, date(2026, 6, 20), "Cheque 12, stamps", Decimal("-9.00"), **DONE)
    # in two files that overlap by some days
    opening = Decimal("1000.00")
    first = [line for line in lines if line[0] <= date(2026, 5, 20)]
    second = [line for line in lines if line[0] >= date(2026, 5, 10)]
    missed = [line for line in lines if line[0] < date(2026, 5, 10)]
    before = opening + sum(Decimal(amount) for _day, _text, amount in missed)
    import_statement(book, ACCOUNT, lloyds(first), **DONE)
    import_statement(book, ACCOUNT, lloyds(second, before=str(before)), **DONE)
    card: list[Line] = [
        (date(2026, 4, 15), "FROM ACCOUNT", "50.00"),
        (date(2026, 4, 17), "VALE TAXIS", "-12.50"),
    ]
    import_statement(book, CARD, barclays(card), **DONE)


def _sort_and_prove(book: Book) -> None:
    what = {
        "NORTHSHIRE CC": "dp_council",
        "S RIVERS": "client_contrib",
        "TO CARD": "transfer",
        "FROM ACCOUNT": "transfer",
        "VALE TAXIS": "day_services",
        "Cheque 12, stamps": "admin",
    }
    rows = all_of(book, models.Transaction)
    sort_payments(
        book,
        {
            row.id: [Part(row.amount, what[row.description])]
            for row in rows
            if row.description in what
        },
        **DONE,
    )
    for row in rows:
        if row.description in ("VALE TAXIS", "Cheque 12, stamps"):
            paper = BytesIO()
            Image.new("RGB", (300, 400), (250, 250, row.id)).save(paper, "JPEG")
            add_receipt(
                book, paper.getvalue(), "photo.jpg", title=f"Paper {row.id}", payments=[row.id],
                **DONE,
            )  # fmt: skip


def _last_balance(book: Book) -> Decimal:
    rows = all_of(book, models.Transaction, models.Transaction.account_id == 1)
    last = max(rows, key=lambda row: (row.presented_on, row.import_id, row.position))
    balance = last.bank_balance
    assert isinstance(balance, Decimal)
    return balance


@pytest.fixture
def moved(spring: Path, tmp_path: Path) -> Path:
    """The folder as it is carried to another computer, whose keyring knows nothing of it."""
    folder = tmp_path / "From a stick.dpbook"
    shutil.copytree(spring, folder)
    return folder


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        words = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    return " ".join(words.split())


def test_on_another_computer_the_passphrase_opens_everything(moved: Path) -> None:
    with pytest.raises(PassphraseNeeded):
        open_book(moved)
    with open_book(moved, passphrase=PASSPHRASE) as book:
        assert check_book(book) == []
        assert count(book, models.Shift) == WEEKS * (5 + 1 + 4)
        assert count(book, models.Payslip) == WEEKS + WEEKS // 4
        assert count(book, models.Proof) == 2 + 3  # receipts, and statements as the bank made them
        for proof in all_of(book, models.Proof):
            assert len(book.read_proof(proof.sealed_name)) == proof.size
        states = {row.state for row in all_of(book, models.Timesheet)}
        assert states == {"paid"}
    with open_book(moved) as again:  # its keyring knows the book now
        assert count(again, models.TaskDone) > WEEKS * 4


def test_the_return_adds_up_and_is_what_the_bank_says(moved: Path) -> None:
    with open_book(moved, passphrase=PASSPHRASE) as book:
        exported = export_return(book, SPRING, today=TODAY, with_bundle=True)
        last = _last_balance(book)

    answer = exported.funder_return
    # What this household never did: the records and the bank lack nothing else.
    assert [gap.what for gap in answer.gaps] == [
        "£200.00 of your contribution was due and is not in the account.",
        "No employers' liability insurance is noted for 6 April to 30 June 2026.",
        "Nothing was spent on “Safe at home”, and nothing is noted about it.",
    ]
    assert answer.opening + answer.money_in - answer.money_out == answer.closing
    assert answer.statement_balance == answer.closing == last + Decimal("37.50")
    assert answer.money_in == 3 * Decimal("2600.00")  # what moved to the card is not income
    text = text_of(exported.pdf)
    for amount in (answer.opening, answer.money_in, answer.money_out, answer.closing):
        assert f"£{amount:,.2f}" in text
    bundle = text_of(exported.bundle)
    for proof in answer.proofs:
        assert proof.title in bundle


def test_each_net_pay_is_a_line_of_the_bank_and_of_the_payslip(moved: Path) -> None:
    with open_book(moved, passphrase=PASSPHRASE) as book:
        lines = [
            (row.day, -row.amount) for row in all_of(book, models.Transaction) if row.amount < 0
        ]
        slips = all_of(book, models.Payslip)
        papers = {slip.id: text_of(print_payslip(book, slip.id)) for slip in slips[::5]}

    for slip in slips:
        if slip.pay_date <= SPRING.end:
            lines.remove((slip.pay_date, slip.net_pay))
        if slip.id in papers:
            assert f"£{slip.net_pay:,.2f}" in papers[slip.id]
    assert slips[-1].gross_to_date == sum(
        slip.gross_pay for slip in slips if slip.worker_id == slips[-1].worker_id
    )


def test_the_next_thing_can_be_done_and_taken_back(moved: Path) -> None:
    with open_book(moved, passphrase=PASSPHRASE) as book:
        names = [book.undo(**DONE) for _n in range(6)]
        assert names == [
            f"Agree {CARD} with its statement",
            f"Agree {ACCOUNT} with its statement",
            "Add a receipt",
            "Add a receipt",
            "Say what 10 payments were for",
            "Match 15 payments to pay",
        ]
        assert count(book, models.Split) == 0
        assert count(book, models.Proof) == count(book, models.StatementPaper) == 3
        with book.reading() as session:
            assert len(propose_matches(session)) == 15
        assert check_book(book) == []


CHILD = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from dpmanager.records.book import open_book
from dpmanager.tasks.money import import_statement as room

insert_many = room.insert_many

def insert_and_wait(session, model, rows):
    insert_many(session, model, rows)
    session.flush()
    print("inserted", len(rows), flush=True)
    time.sleep(60)

room.insert_many = insert_and_wait
with open_book(Path(sys.argv[1]), passphrase=sys.argv[2]) as book:
    room.import_statement(
        book, sys.argv[3], Path(sys.argv[4]).read_bytes(),
        who="Jo Rivers", at=datetime(2026, 7, 6, tzinfo=UTC),
    )
"""


@pytest.mark.skipif(os.name != "posix", reason="needs a signal that cannot be caught")
def test_killed_in_the_middle_of_an_import_the_book_is_whole_without_it(
    moved: Path, tmp_path: Path
) -> None:
    july: list[Line] = [
        (date(2026, 7, 1) + timedelta(days=n // 1000), f"SHOP {n}", "-0.01") for n in range(2000)
    ]
    data = lloyds(july)
    (tmp_path / "july.csv").write_bytes(data)
    with open_book(moved, passphrase=PASSPHRASE) as book:
        before = (count(book, models.Transaction), count(book, models.TaskDone))
    arguments = [str(moved), PASSPHRASE, ACCOUNT, str(tmp_path / "july.csv")]
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, *arguments], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "inserted 2000\n"
        child.send_signal(signal.SIGKILL)
        assert child.wait() == -signal.SIGKILL

    with open_book(moved, passphrase=PASSPHRASE) as book:
        assert (count(book, models.Transaction), count(book, models.TaskDone)) == before
        assert check_book(book) == []
        done = import_statement(book, ACCOUNT, data, **DONE)
        assert done.added == 2000
        assert check_book(book) == []
