import csv
import io
from contextlib import suppress
from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planned_form import EVENING, KEY, MORNING, NIGHT, form, plan

from dpmanager.documents.timesheet_csv import timesheet_form_csv
from dpmanager.domain.hours.filled import FormRow
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.hours.written import UnreadBoxesError
from dpmanager.domain.safe_cells import safe_cell, text_of_cell
from dpmanager.errors import DPManagerError
from dpmanager.importers.timesheet_csv import LARGEST_MB, read_timesheet_csv

TUESDAY = date(2026, 4, 7)
SHEET = timesheet_form_csv(form())
FIRST_DAY = 6  # the line of the first row of the first day
TUESDAY_LINE = FIRST_DAY + 3
START, FINISH, BREAK, KIND, UP, MILES, NOTE, NOT_WORKED = range(2, 10)


def lines_of(data=SHEET):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def saved(lines, *, delimiter=",", encoding="utf-8-sig"):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(lines)
    return text.getvalue().encode(encoding)


def typed(cells, data=SHEET):
    """The sheet with other words in cells: (line, column) to words."""
    lines = lines_of(data)
    for (line, column), words in cells.items():
        lines[line][column] = words
    return lines


def refusal(data, key=KEY):
    with pytest.raises(DPManagerError) as refused:
        read_timesheet_csv(data, key)
    return str(refused.value)


def test_it_has_a_line_for_each_row_with_the_planned_shifts_in_it():
    lines = lines_of()
    assert lines[0] == ["Timesheet to fill in", "Ann Llŷr-Smith", "6 April 2026 to 12 April 2026"]
    assert lines[5] == [
        "Date", "Day", "Start", "Finish", "Break, min", "Kind", "Minutes up", "Miles", "Note",
        "I did not work (yes)",
    ]  # fmt: skip
    assert lines[FIRST_DAY + 1] == [
        "2026-04-06", "Monday", "17:00", "19:00", "", "Travel between visits", "", "12.5", "", "",
    ]  # fmt: skip
    assert len(lines) == 6 + 7 * 3


def test_a_sheet_that_came_back_as_it_was_says_what_was_planned():
    read = read_timesheet_csv(SHEET, KEY)
    assert read.plan == plan()
    assert read.rows == (MORNING, EVENING, NIGHT)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_spreadsheet_programs_save_is_read(delimiter, encoding):
    lines = typed(
        {
            (3, 1): "Ann Llŷr-Smith",
            (4, 1): "13/04/2026",
            (FIRST_DAY, FINISH): "13:00:00",
            (TUESDAY_LINE, 0): "07/04/2026",
            (TUESDAY_LINE, START): "830",
            (TUESDAY_LINE, FINISH): "10:15",
            (TUESDAY_LINE, KIND): "training",
            (TUESDAY_LINE, MILES): "7.5",
            (TUESDAY_LINE, NOTE): "-bus, £3",
            (FIRST_DAY + 15, NOT_WORKED): "Yes",
        }
    )
    lines = [*lines, [""] * 9, []]
    read = read_timesheet_csv(saved(lines, delimiter=delimiter, encoding=encoding), KEY)
    assert read.rows == (
        replace(MORNING, end=time(13)),
        EVENING,
        FormRow(
            TUESDAY, time(8, 30), time(10, 15), HourKind.TRAINING, 0, 0, Decimal("7.5"), "-bus, £3"
        ),
    )
    assert (read.signed_name, read.signed_on) == ("Ann Llŷr-Smith", date(2026, 4, 13))


def test_lines_may_be_added_and_sorted():
    lines = lines_of()
    added = ["2026-04-07", "", "9am", "10am", "", "", "", "", "", ""]
    later = [*added[:2], "11am", "12:00", *added[4:]]
    more = [later, *[["2026-04-07"]] * 3, added]
    read = read_timesheet_csv(saved([*lines[:6], *reversed([*lines[6:], *more])]), KEY)
    assert [row.start for row in read.rows if row.day == TUESDAY] == [time(9), time(11)]


REFUSED = {
    "nothing": (b"", "not a timesheet of DP Manager in the form of CSV"),
    "a workbook": (b"PK\x03\x04\x00\x00", "not a timesheet of DP Manager in the form of CSV"),
    "odd UTF-16": (b"\xff\xfea", "not a timesheet of DP Manager in the form of CSV"),
    "another table": (b"Date,Amount\n1/4/26,3\n", "not a timesheet of DP Manager"),
    "one long cell": (b"a" * 200_000, "not a timesheet of DP Manager in the form of CSV"),
    "too large": (b"a" * (LARGEST_MB * 1024 * 1024 + 1), "larger than 1 MB"),
    "another layout": (saved(typed({(2, 1): "2"})), "another version of DP Manager"),
    "a changed seal": (saved(typed({(2, 2): "eJx"})), "does not belong to this book"),
    "a column gone": (
        saved([line[:1] + line[2:] if n > 4 else line for n, line in enumerate(lines_of())]),
        "lines or columns of this timesheet have been moved or taken out",
    ),
    "nothing below": (saved(lines_of()[:4]), "lines or columns of this timesheet have been"),
    "a day gone": (
        saved(lines_of()[:FIRST_DAY] + lines_of()[FIRST_DAY + 3 :]),
        "The line of Monday 6 April 2026 is gone from this timesheet",
    ),
    "another day": (
        saved(typed({(TUESDAY_LINE, 0): "7/5/2026"})),
        "Thursday 7 May 2026 is not in the period of this timesheet",
    ),
    "no day": (saved(typed({(TUESDAY_LINE, 0): ""})), "The date is empty"),
    "perhaps": (
        saved(typed({(TUESDAY_LINE, NOT_WORKED): "perhaps"})),
        "“perhaps” in the last column of Tuesday 7 April 2026 is not understood",
    ),
    "25:00": (
        saved(typed({(TUESDAY_LINE, START): "25:00", (TUESDAY_LINE, FINISH): "9"})),
        "Start, Tuesday 7 April 2026, row 1: “25:00” is not a time",
    ),
    "no end of lines": (
        saved([*lines_of(), *[["2026-04-07"]] * 1000]),
        "more than 500 lines",
    ),
}


@pytest.mark.parametrize(("data", "sentence"), REFUSED.values(), ids=REFUSED)
def test_refused_in_a_plain_sentence(data, sentence):
    assert sentence in refusal(data)


def test_another_book_does_not_take_it():
    assert "does not belong to this book" in refusal(SHEET, b"the key of another book, 32 long")


@pytest.mark.parametrize(
    "formula",
    [
        '=HYPERLINK("http://example.org?"&A1)',
        "+1+2",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        " =1",
        "'=1",
        "＝1",
    ],
)
def test_no_cell_is_a_formula_and_the_note_comes_back(formula):
    noted = replace(NIGHT, note=formula)
    hostile = replace(form(plan(noted)), worker=formula, employer=formula)
    data = timesheet_form_csv(hostile)
    for line in lines_of(data):
        for cell in line:
            assert cell.strip()[:1] not in tuple("=+-@＝＋－＠")
    assert read_timesheet_csv(data, KEY).rows == (noted,)
    changed = typed({(FIRST_DAY + 15, FINISH): "08:00"}, data)
    assert read_timesheet_csv(saved(changed), KEY).rows == (replace(noted, end=time(8)),)


@given(st.text(max_size=20) | st.text("'=+-@ \t1", max_size=8))
def test_a_safe_cell_is_no_formula_and_gives_back_what_was_written(text):
    cell = safe_cell(text)
    assert cell.lstrip()[:1] not in tuple("=+-@")
    assert text_of_cell(cell) == text


@given(st.binary(max_size=300))
def test_whatever_the_bytes_are_they_are_refused(data):
    refusal(data)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.floats(0, 1, exclude_max=True),
            st.sampled_from([b",", b"\n", b'"', b"\x00", b"=", b"9", b"\xff", b""]),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_a_spoilt_sheet_is_read_or_refused(changes):
    data = SHEET
    for place, instead in changes:
        at = int(place * len(data))
        data = data[:at] + instead + data[at + 1 :]
    with suppress(DPManagerError):
        assert read_timesheet_csv(data, KEY).plan == plan()


@given(st.dictionaries(st.tuples(st.integers(3, 26), st.integers(0, 9)), st.text(max_size=9)))
def test_whatever_is_typed_is_read_or_refused(cells):
    lines = [[*line, *[""] * (10 - len(line))] for line in lines_of()]
    for (line, column), words in cells.items():
        lines[line][column] = words
    try:
        read = read_timesheet_csv(saved(lines), KEY)
    except UnreadBoxesError as refused:
        assert refused.faults
    except DPManagerError as refused:
        assert str(refused)
    else:
        assert read.plan == plan()
