"""PDF statements: the table is found under its headings, and taken only when it adds up."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from dpmanager.errors import DPManagerError
from dpmanager.importers.bank_formats import bank_formats
from dpmanager.importers.statement import StatementFile
from dpmanager.importers.statement_files import read_statement

Row = tuple[str, str, str, str, str]
PLACES = (50, 120, 380, 450, 530)
HEADINGS = ("Date", "Description", "Money out", "Money in", "Balance")
ROWS: list[Row] = [
    ("1 Oct", "Balance brought forward", "", "", "902.11"),
    ("5 Oct", "NORTHSHIRE CC DP 4WK", "", "1,284.80", "2,186.91"),
    ("", "REF 0041297", "", "", ""),
    ("7 Oct", "R PATEL WAGES WK 26", "412.35", "", ""),
    ("", "NEST PENSION 48213", "21.60", "", "1,752.96"),
    ("12 Oct", "CHEQUE 000147", "96.00", "", "1,656.96"),
    ("28 Oct", "BRIGHTDAY ACTIVITIES", "1,005.00", "", "651.96"),
    ("31 Oct", "Balance carried forward", "", "", "651.96"),
]


def pdf(
    rows: Sequence[Row],
    headings: Sequence[str] = HEADINGS,
    top: Sequence[str] = (
        "Statement 1 October 2026 to 31 October 2026",
        "Account number: 12345678",
    ),
    rows_a_page: int = 40,
) -> bytes:
    """A statement as banks print it: words on the left of their column, amounts on the right."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont("Helvetica", 9)
    height = 800
    for text in top:
        canvas.drawString(50, height, text)
        height -= 14
    for number in range(0, len(rows), rows_a_page):
        height -= 10
        for place, text in zip(PLACES, headings, strict=True):
            (canvas.drawString if place < 300 else canvas.drawRightString)(place, height, text)
        for row in rows[number : number + rows_a_page]:
            height -= 14
            for place, text in zip(PLACES, row, strict=True):
                (canvas.drawString if place < 300 else canvas.drawRightString)(place, height, text)
        canvas.drawString(50, 40, "Your bank plc is registered in England. Call 0345 000 0000.")
        canvas.showPage()
        canvas.setFont("Helvetica", 9)
        height = 800
    canvas.save()
    return out.getvalue()


def read(data: bytes) -> StatementFile:
    return read_statement(data, bank_formats())


def refusal(data: bytes) -> str:
    with pytest.raises(DPManagerError) as refused:
        read(data)
    assert "nothing was added" in str(refused.value)
    return str(refused.value)


WANTED = [
    (date(2026, 10, 5), "1284.80", "NORTHSHIRE CC DP 4WK REF 0041297"),
    (date(2026, 10, 7), "-412.35", "R PATEL WAGES WK 26"),
    (date(2026, 10, 7), "-21.60", "NEST PENSION 48213"),
    (date(2026, 10, 12), "-96.00", "CHEQUE 000147"),
    (date(2026, 10, 28), "-1005.00", "BRIGHTDAY ACTIVITIES"),
]


def seen(statement: StatementFile) -> list[tuple[date, str, str]]:
    return [(line.day, str(line.amount), line.description) for line in statement.lines]


@pytest.mark.parametrize("rows_a_page", [40, 4, 3])
def test_a_table_is_read_over_its_pages(rows_a_page: int) -> None:
    statement = read(pdf(ROWS, rows_a_page=rows_a_page))
    assert seen(statement) == WANTED
    assert (statement.format, statement.account_last_four) == ("pdf", "5678")
    assert statement.closing_balance == Decimal("651.96")
    assert statement.lines[0].balance == Decimal("2186.91")
    (remark,) = statement.remarks
    assert "Compare the days and the words" in remark


def test_other_headings_dates_and_balances_above_the_table() -> None:
    rows = [
        ("05/10/2026", "NORTHSHIRE CC", "", "1284.80", "2186.91"),
        ("07/10/2026", "R PATEL", "412.35", "", "1774.56"),
    ]
    top = ("Start balance £902.11", "End balance £1,774.56")
    headings = ("Date", "Payment type and details", "Paid out", "Paid in", "Balance (£)")
    statement = read(pdf(rows, headings, top))
    assert [str(line.amount) for line in statement.lines] == ["1284.80", "-412.35"]


def test_an_overdrawn_balance_may_have_a_mark_after_it() -> None:
    rows = [
        ("1 Oct", "Balance brought forward", "", "", "10.00"),
        ("2 Oct", "SHOP", "25.00", "", "15.00 D"),
        ("3 Oct", "Balance carried forward", "", "", "15.00 OD"),
    ]
    assert read(pdf(rows)).closing_balance == Decimal("-15.00")


def test_one_line_that_is_missing_or_misread_is_refused_with_the_sums() -> None:
    rows = [row for row in ROWS if "CHEQUE" not in row[1]]
    assert "The balance does not follow" in refusal(pdf(rows))
    without = [(day, words, out, into, "") for day, words, out, into, _b in rows[1:-1]]
    sentence = refusal(pdf([rows[0], *without, rows[-1]]))
    assert "from its first balance, £902.11, to its last, £651.96: they make £747.96" in sentence


def test_a_statement_that_shows_no_balance_at_its_start_cannot_be_proved() -> None:
    assert "cannot be proved" in refusal(pdf(ROWS[1:]))


@pytest.mark.parametrize(
    ("rows", "top", "said"),
    [
        ([], (), "no table of payments"),
        ([("", "A LETTER", "", "", "")], ("Dear Sam",), "no table of payments"),
        ([("", "SHOP", "1.00", "", "")], ("Start balance £1.00",), "that has no day"),
        ([("5 Oct", "SHOP", "1.00", "", "")], ("Start balance £1.00",), "that has no day"),
    ],
)
def test_other_papers_are_refused(rows: list[Row], top: tuple[str, ...], said: str) -> None:
    assert said in refusal(pdf(rows, top=top) if rows else pdf([("", "", "", "", "")], top=top))


def test_a_picture_of_a_statement_is_refused() -> None:
    out = BytesIO()
    canvas = Canvas(out)
    canvas.rect(10, 10, 100, 100)
    canvas.showPage()
    canvas.save()
    assert "holds a picture and no text" in refusal(out.getvalue())


def test_a_locked_file_says_that_it_is_locked() -> None:
    out = BytesIO()
    canvas = Canvas(out, encrypt="secret")
    canvas.drawString(50, 800, "Statement")
    canvas.showPage()
    canvas.save()
    assert "locked with a password" in refusal(out.getvalue())
