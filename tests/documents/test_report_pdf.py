from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest
from pdf_checks import faults, pages_text, smallest_type, tags, text_of
from samples import HOSTILE

from dpmanager.documents.bar_chart import PaperBar
from dpmanager.documents.report import (
    BarChart,
    Checklist,
    Facts,
    Grid,
    Report,
    Said,
    Section,
    ToTick,
    Under,
    report_pdf,
)
from dpmanager.documents.tables import Column, Kind

BARS = [
    PaperBar("Personal care", Decimal(30), Decimal(40), "£30.00 of £40.00"),
    PaperBar("Equipment", Decimal(5), None, "£5.00"),
    PaperBar("Came back", Decimal(-5), Decimal(0), "-£5.00 of £0.00"),
]
REPORT = Report(
    title="A year",
    under="2026",
    answer="All is well.",
    opening=[Facts([("For", "Sam Rivers"), ("Empty", "")])],
    sections=[
        Section("Money", [Said("Look at it:", keep=True), BarChart("Spent of agreed.", BARS)]),
        Section("People", [Under("Ada"), Facts([("Phone", "01632 960000")])]),
        Section(
            "Sums",
            [
                Grid(
                    [Column("What", heads_row=True), Column("Pounds", Kind.FIGURE)],
                    [("Care", "£30.00"), ("Together", "£30.00")],
                    totals=1,
                )
            ],
        ),
        Section("To do", [Checklist([ToTick("Ring Jo", ["She knows."]), ToTick("Write")])]),
        Section("Nothing here", []),
    ],
)


def alternatives(data: bytes) -> list[str]:
    with pikepdf.open(BytesIO(data)) as pdf:
        return [
            str(thing.Alt)
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and "/Alt" in thing
        ]


@pytest.mark.parametrize("large_print", [False, True])
def test_it_is_tagged_and_says_the_same_in_both_forms(large_print):
    made = report_pdf(REPORT, large_print=large_print)
    text = text_of(made)
    assert faults(made) == []
    assert smallest_type(made) >= (18 if large_print else 12)
    for said in (
        "A year 2026 All is well.",
        "Personal care £30.00 of £40.00",
        "People Ada Phone 01632 960000",
        "Together £30.00",
        "Ring Jo She knows. Write",
    ):
        assert said in text, said
    assert "Nothing here" not in text
    assert "Empty" not in text
    assert alternatives(made) == ["Spent of agreed."]
    assert tags(made).count("Figure") == 1


def test_a_heading_and_the_one_under_it_stay_with_what_follows():
    # However far down the page they come, both headings are on the page of the name.
    for lines in range(30):
        pushed = [Said(f"Line {number}") for number in range(lines)]
        report = replace(
            REPORT,
            opening=pushed,
            sections=[Section("People", [Under("Ada"), Facts([("Phone", "01632 960000")])])],
        )
        (page,) = [text for text in pages_text(report_pdf(report)) if "01632" in text]
        assert "People" in page
        assert "Ada" in page


def test_a_short_list_to_tick_stays_on_one_page():
    for lines in range(30):
        report = replace(
            REPORT,
            opening=[Said(f"Line {number}") for number in range(lines)],
            sections=[Section("To do", [Checklist([ToTick(f"Task {n}") for n in range(4)])])],
        )
        (page,) = [text for text in pages_text(report_pdf(report)) if "Task" in text]
        assert "To do" in page


def test_hostile_words_harm_nothing():
    report = Report(
        HOSTILE,
        HOSTILE,
        HOSTILE,
        [Said(HOSTILE), Facts([(HOSTILE, HOSTILE)])],
        [
            Section(
                HOSTILE,
                [
                    Under(HOSTILE),
                    BarChart(HOSTILE, [PaperBar(HOSTILE, Decimal(1), Decimal(2), HOSTILE)]),
                    Checklist([ToTick(HOSTILE, [HOSTILE])]),
                ],
            )
        ],
    )
    for large_print in (False, True):
        assert faults(report_pdf(report, large_print=large_print)) == []
