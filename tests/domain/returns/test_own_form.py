"""What stands at a place of a form: in which shape, how long, and as it is kept and shared."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.returns.form_figures import Figure, Holds
from dpmanager.domain.returns.own_form import (
    PDF,
    Fill,
    Place,
    PlaceKind,
    Shape,
    fills_from_json,
    fills_to_json,
    form_file,
    read_form_file,
    text_at,
    value_at,
)
from dpmanager.errors import DPManagerError

FIGURES = {
    "sum": Figure("A sum", Holds.MONEY, Decimal("-1234.5")),
    "day": Figure("A day", Holds.DAY, date(2026, 7, 1)),
    "weeks": Figure("Weeks", Holds.NUMBER, Decimal("6.8")),
    "name": Figure("A name", Holds.WORDS, "Ann Other"),
    "unknown": Figure("Not known", Holds.MONEY),
}


def place(longest: int = 0, *, takes_day: bool = False, kind: PlaceKind = PlaceKind.TEXT) -> Place:
    return Place("x", kind, "Balance", "Page 1", longest=longest, takes_day=takes_day)


@pytest.mark.parametrize(
    ("figure", "shape", "text"),
    [
        ("sum", None, "-£1,234.50"),
        ("sum", Shape.POUNDS, "-£1,234.50"),
        ("sum", Shape.PLAIN, "-1234.50"),
        ("day", None, "01/07/2026"),
        ("day", Shape.SLASHES, "01/07/2026"),
        ("day", Shape.LONG, "1 July 2026"),
        ("day", Shape.DAY, "01"),
        ("day", Shape.MONTH, "07"),
        ("day", Shape.YEAR, "2026"),
        ("weeks", None, "6.80"),
        ("name", None, "Ann Other"),
        ("unknown", Shape.POUNDS, ""),
        ("gone", None, ""),
    ],
)
def test_how_a_figure_is_written(figure: str, shape: Shape | None, text: str) -> None:
    assert text_at(place(), Fill(figure, shape), FIGURES) == text


def test_an_amount_that_is_too_long_goes_in_without_its_sign_or_is_refused() -> None:
    assert text_at(place(8), Fill("sum", Shape.POUNDS), FIGURES) == "-1234.50"
    with pytest.raises(DPManagerError, match=r"“-1234.50” is too long for the field “Balance”"):
        text_at(place(7), Fill("sum", Shape.POUNDS), FIGURES)
    with pytest.raises(DPManagerError, match="takes 5 letters"):
        text_at(place(5), Fill("name"), FIGURES)


def test_a_workbook_gets_numbers_and_dates_where_it_counts_with_them() -> None:
    assert value_at(place(), Fill("sum", Shape.POUNDS), FIGURES) == Decimal("-1234.5")
    assert value_at(place(takes_day=True), Fill("day", Shape.SLASHES), FIGURES) == date(2026, 7, 1)
    assert value_at(place(), Fill("day", Shape.LONG), FIGURES) == "1 July 2026"
    assert value_at(place(takes_day=True), Fill("day", Shape.YEAR), FIGURES) == "2026"
    assert value_at(place(), Fill("unknown"), FIGURES) is None
    assert value_at(place(), Fill(words="Yes"), FIGURES) == "Yes"


FILLS = st.dictionaries(
    st.text(max_size=20),
    st.builds(Fill, st.text(max_size=9), st.none() | st.sampled_from(Shape), st.text(max_size=9)),
    max_size=5,
)


@given(FILLS, st.text(max_size=20))
def test_what_is_kept_and_shared_comes_back(fills: dict[str, Fill], name: str) -> None:
    assert fills_from_json(fills_to_json(fills)) == fills
    read = read_form_file(form_file(name, PDF, fills))
    assert (read.name, read.media_type, read.fills) == (name, PDF, fills)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b'{"format": "another", "version": 1, "name": "", "fills": {}}',
        form_file("a", PDF, {}).replace(b'"version": 1', b'"version": 2'),
        form_file("a", PDF, {}).replace(b'"fills"', b'"figures"'),
        form_file("a", PDF, {"b": Fill("sum", Shape.PLAIN)}).replace(b'"plain"', b'"rounded"'),
        b"[" * 100_000,
    ],
)
def test_other_files_are_refused(data: bytes) -> None:
    with pytest.raises(DPManagerError, match="does not say what goes where"):
        read_form_file(data)


def test_kept_text_that_was_changed_is_refused() -> None:
    with pytest.raises(DPManagerError, match="cannot be read"):
        fills_from_json("{")
