"""What counts as a signature, and its drawing as JSON."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.domain.signatures import (
    MOST_POINTS,
    MOST_STROKES,
    SignatureGiven,
    SignatureKind,
    strokes_from_json,
    strokes_to_json,
)
from dpmanager.errors import DPManagerError

NAME = "Margaret Hill"
DOT = ((10, 20),)

coordinate = st.integers(0, 1000)
strokes = st.lists(
    st.lists(st.tuples(coordinate, coordinate), min_size=1, max_size=20).map(tuple), max_size=20
).map(tuple)


@given(strokes)
def test_a_drawing_is_the_same_after_json(drawn):
    text = strokes_to_json(drawn)
    assert strokes_from_json(text) == drawn
    assert json.loads(text) == [[[x, y] for x, y in stroke] for stroke in drawn]


@pytest.mark.parametrize(
    "text",
    ["", "[", "{}", '["a"]', "[[[1]]]", "[[[1, 2, 3]]]", "[[[0, 1001]]]", "[[[-1, 0]]]", "null"],
)
def test_what_is_no_drawing_is_refused(text):
    with pytest.raises(DPManagerError, match="cannot be read"):
        strokes_from_json(text)


@pytest.mark.parametrize("kind", SignatureKind)
@pytest.mark.parametrize("name", ["", "  "])
def test_somebody_must_be_named(kind, name):
    with pytest.raises(DPManagerError, match="Type the name"):
        SignatureGiven(kind, name, (DOT,) if kind is SignatureKind.DRAWN else ())


@pytest.mark.parametrize("name", ["Two\nlines", "x" * 201, " Margaret"])
def test_a_name_is_one_line(name):
    with pytest.raises(DPManagerError, match="on one line"):
        SignatureGiven(SignatureKind.TYPED, name)


@pytest.mark.parametrize(
    ("kind", "drawn"),
    [
        (SignatureKind.DRAWN, ()),
        (SignatureKind.DRAWN, ((),)),
        (SignatureKind.TYPED, (DOT,)),
        (SignatureKind.PAPER, (DOT,)),
    ],
)
def test_a_drawing_goes_with_drawing_alone(kind, drawn):
    with pytest.raises(DPManagerError, match="Draw your signature"):
        SignatureGiven(kind, NAME, drawn)


def test_a_drawing_has_bounds():
    most = (DOT,) * MOST_STROKES
    assert SignatureGiven(SignatureKind.DRAWN, NAME, most).strokes == most
    long = (((1, 1),) * MOST_POINTS,)
    assert SignatureGiven(SignatureKind.DRAWN, NAME, long).strokes == long
    for too_much in ((*most, DOT), (*long, DOT)):
        with pytest.raises(DPManagerError, match="too many lines"):
            SignatureGiven(SignatureKind.DRAWN, NAME, too_much)


@pytest.mark.parametrize(
    ("kind", "drawn", "said"),
    [
        (SignatureKind.TYPED, (), "Signed on the screen by Margaret Hill on 5 October 2026."),
        (
            SignatureKind.DRAWN,
            (DOT,),
            "Signed by hand on the screen by Margaret Hill on 5 October 2026.",
        ),
        (SignatureKind.PAPER, (), "Margaret Hill signs the printed copy in ink."),
    ],
)
def test_it_says_who_signed_how_and_when(kind, drawn, said):
    assert SignatureGiven(kind, NAME, drawn).says(date(2026, 10, 5)) == said
