"""How fast money is read in, matched and found on a book of ten years.

Nothing here fails because it is slow: the table at the end says so.
"""

import csv
import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from sqlalchemy import select
from ten_years import ACCOUNT, LINES, LLOYDS_HEADER, PASSPHRASE, WHO

from dpmanager.domain.amounts import ZERO
from dpmanager.records import models
from dpmanager.tasks.book.search_records import search_records
from dpmanager.tasks.budget.look_at_spending import Days, look_at_spending
from dpmanager.tasks.money.import_statement import import_statement, preview_statement
from dpmanager.tasks.money.suggestions import look_at_offers

NOW = datetime(2026, 10, 5, 19, 30, tzinfo=UTC)
UNSORTED = 500

PREVIEW = f"preview {LINES:,} lines"
SAVE = f"save the {LINES:,} lines that were previewed"
OFFERS = f"what {UNSORTED} payments seem to be for, of ten years"
REPORT = "where the money of a year went"
MEMORY = f"most memory: preview, save, {UNSORTED} offers, search"

TYPED = ("br", "brightday", "patel wages", "286.27", "3 July", "nothing at all")

IN_A_PROGRAM = """
import json, sys
from datetime import UTC, datetime
from pathlib import Path
from dpmanager.records.book import open_book
from dpmanager.tasks.book.search_records import search_records
from dpmanager.tasks.money.import_statement import import_statement, preview_statement
from dpmanager.tasks.money.suggestions import look_at_offers
folder, passphrase, account, large, small = sys.argv[1:]
now = datetime(2026, 10, 5, 19, 30, tzinfo=UTC)
with open_book(Path(folder), passphrase=passphrase) as book:
    import_statement(book, account, Path(small).read_bytes(), who="A", at=now)
    look_at_offers(book)
    data = Path(large).read_bytes()
    preview_statement(book, data)
    import_statement(book, account, data, who="A", at=now)
    search_records(book, "brightday")
try:
    import resource
except ImportError:  # Windows
    peak = None
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (
        1 if sys.platform == "darwin" else 1024
    )
print(json.dumps(peak))
"""

pytestmark = pytest.mark.usefixtures("rates_of_ten_years")


@pytest.fixture
def unsorted_file(book):
    """A statement of 500 lines with the words and amounts of the last ones of ten years."""
    with book.reading() as session:
        account = session.scalar(select(models.Account).where(models.Account.name == ACCOUNT))
        lines = session.scalars(
            select(models.Transaction)
            .where(models.Transaction.account_id == account.id)
            .order_by(models.Transaction.day.desc(), models.Transaction.id.desc())
            .limit(UNSORTED)
        ).all()
    rows, balance = [], ZERO
    for number, line in enumerate(reversed(lines)):
        balance += line.amount
        day = date(2027, 1, 1) + timedelta(days=number // 4)
        out, into = ("", line.amount) if line.amount > 0 else (-line.amount, "")
        rows.append(
            [
                f"{day:%d/%m/%Y}",
                "FPO",
                "'20-99-99",
                "12345678",
                line.description,
                out,
                into,
                balance,
            ]
        )
    file = StringIO(newline="")
    csv.writer(file).writerows([LLOYDS_HEADER, *reversed(rows)])
    return file.getvalue().encode()


def test_preview(book, statement_file, measure, speeds):
    speeds[PREVIEW].aim = 3.0

    def preview():
        assert len(preview_statement(book, statement_file).new) == LINES

    measure(PREVIEW, preview, rounds=5)


def test_save(book, statement_file, measure, speeds):
    speeds[SAVE].aim = 2.0
    preview_statement(book, statement_file)

    def save():
        assert import_statement(book, ACCOUNT, statement_file, who=WHO, at=NOW).added == LINES

    measure(SAVE, save, teardown=lambda: book.undo(who=WHO, at=NOW), rounds=5)


def test_offers(book, unsorted_file, measure, speeds):
    speeds[OFFERS].aim = 2.0
    assert import_statement(book, ACCOUNT, unsorted_file, who=WHO, at=NOW).added == UNSORTED
    offered = []
    measure(OFFERS, lambda: offered.append(len(look_at_offers(book))), rounds=5)
    assert offered[0] > UNSORTED * 0.8


@pytest.mark.parametrize("typed", TYPED)
def test_search_as_you_type(book, measure, speeds, typed):
    what = f"search for “{typed}”"
    speeds[what].aim = 0.1
    measure(what, lambda: search_records(book, typed))


def test_spending_report(book, measure, speeds):
    speeds[REPORT].aim = 0.2

    def look():
        report = look_at_spending(book, Days.THIS_YEAR, NOW.date()).report
        assert {each.total for each in report.breakdowns} == {report.spent}

    measure(REPORT, look)


def test_memory(kept_folder, unsorted_file, statement_file, tmp_path, speeds):
    folder = shutil.copytree(kept_folder, tmp_path / "for the program.dpbook")
    large, small = tmp_path / "large.csv", tmp_path / "small.csv"
    large.write_bytes(statement_file)
    small.write_bytes(unsorted_file.replace(b"/2027", b"/2031"))
    done = subprocess.run(
        [sys.executable, "-c", IN_A_PROGRAM, folder, PASSPHRASE, ACCOUNT, large, small],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ,
    )
    assert done.returncode == 0, done.stderr
    speeds[MEMORY].aim, speeds[MEMORY].unit = 400, "MB"
    if peak := json.loads(done.stdout):
        speeds[MEMORY].ours = peak / 1e6
