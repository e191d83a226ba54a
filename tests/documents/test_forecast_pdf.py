"""The forecast on paper and as a workbook."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest
from openpyxl import load_workbook
from pdf_checks import faults, smallest_type, text_of
from samples import HOSTILE

from dpmanager.documents.forecast import (
    ForecastPaper,
    PaperLine,
    PaperPoint,
    forecast_pdf,
    some_of,
)
from dpmanager.documents.forecast_workbook import forecast_workbook

TODAY = date(2026, 10, 5)
POINTS = [
    PaperPoint(
        TODAY + timedelta(weeks=week),
        Decimal(1000 - 30 * week),
        Decimal(1000 - 10 * week),
        Decimal(1000 + 5 * week),
    )
    for week in range(53)
]
PAPER = ForecastPaper(
    made_on=TODAY,
    end=POINTS[-1].day,
    answer="You will have £480.00 left on 4 October 2027.",
    more=["Today the account has £1,000.00."],
    spread="Best and worst: as if each week were like the cheapest or the dearest.",
    chart="From £1,000.00 on 5 October 2026 to £480.00 on 4 October 2027.",
    points=POINTS,
    lines=[
        PaperLine("Northshire", Decimal("5200.00")),
        PaperLine("Wages of Ravi", Decimal("-5720.00")),
    ],
)


@pytest.mark.parametrize("large_print", [False, True])
def test_it_is_one_tagged_page_that_says_the_same_in_both_forms(large_print: bool) -> None:
    made = forecast_pdf(PAPER, large_print=large_print)
    assert faults(made) == []
    assert smallest_type(made) >= (18 if large_print else 12)
    text = text_of(made)
    for said in (
        "Forecast of 5 October 2026, up to 4 October 2027",
        "You will have £480.00 left on 4 October 2027.",
        "Today the account has £1,000.00.",
        "5 Oct 2026 £1,000.00 £1,000.00 £1,000.00",
        "4 Oct 2027 -£560.00 £480.00 £1,260.00",
        "At best",
        "Best and worst",
    ):
        assert said in text, said
    with pikepdf.open(BytesIO(made)) as pdf:
        assert len(pdf.pages) == 1


def test_the_chart_is_a_picture_with_words() -> None:
    with pikepdf.open(BytesIO(forecast_pdf(PAPER))) as pdf:
        alts = [str(one.Alt) for one in pdf.objects if _is_figure(one)]
    assert alts == [PAPER.chart]


def test_a_line_of_one_day_and_of_nothing_can_be_drawn() -> None:
    flat = PaperPoint(TODAY, Decimal(0), Decimal(0), Decimal(0))
    assert faults(forecast_pdf(replace(PAPER, points=[flat]))) == []


def test_hostile_words_harm_nothing() -> None:
    hostile = replace(PAPER, answer=HOSTILE, more=[HOSTILE], spread=HOSTILE, chart=HOSTILE)
    for large_print in (False, True):
        assert faults(forecast_pdf(hostile, large_print=large_print)) == []


def test_rows_are_evenly_spread_with_both_ends() -> None:
    assert some_of(POINTS, 3) == [POINTS[0], POINTS[26], POINTS[52]]
    assert some_of(POINTS[:2], 5) == POINTS[:2]
    assert len(some_of(POINTS, 14)) == 14


def test_the_workbook_has_every_week_and_its_sum_is_a_formula() -> None:
    named = replace(PAPER, lines=[*PAPER.lines, PaperLine("=1+1", Decimal("-1.00"))])
    book = load_workbook(BytesIO(forecast_workbook(named)))
    weeks, moved, words = book.worksheets
    rows = list(weeks.iter_rows(values_only=True))
    assert len(rows) == 54
    assert rows[-1] == (datetime(2027, 10, 4), -560, 480, 1260)
    assert [row[1].value for row in moved.iter_rows(min_row=2)] == [
        1000, 5200, -5720, -1, "=SUM(B2:B5)",
    ]  # fmt: skip
    assert moved["A5"].value == "'=1+1"
    assert words["A1"].value == PAPER.answer


def _is_figure(one: pikepdf.Object) -> bool:
    return isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
