from hypothesis import given, settings
from hypothesis import strategies as st

from dpmanager.documents.lettering import FALLBACK, REGULAR, Style, clean, runs, text_width, wrap

BODY = Style(12, 17)


def test_marks_that_turn_or_hide_text_are_taken_out():
    assert clean("a\u202eb\u2066c\u200bd\x00e\x1b[0m\u00adf") == "abcde[0mf"


def test_markup_is_only_text():
    assert clean("<b>Smith & Sons</b>") == "<b>Smith & Sons</b>"


def test_letters_that_no_typeface_has_become_question_marks():
    assert clean("Ali علي 🏠 李") == "Ali ??? ? ?"


def test_letters_of_atkinson_stay_in_atkinson():
    assert runs(clean("Zażółć £5 – “é”"), False) == [(REGULAR, "Zażółć £5 – “é”")]


def test_welsh_and_greek_letters_are_drawn_with_the_second_typeface():
    assert runs(clean("Llŷr"), False) == [(REGULAR, "Ll"), (FALLBACK, "ŷ"), (REGULAR, "r")]
    assert clean("Gŵyn Жанна Ελένη") == "Gŵyn Жанна Ελένη"


def test_an_accent_typed_apart_joins_its_letter():
    assert clean("w\u0302 e\u0301") == "ŵ é"


def test_lines_break_between_words():
    assert wrap("one two three", BODY, text_width("one two", BODY) + 0.1) == ["one two", "three"]


def test_an_address_keeps_its_lines():
    assert wrap("4 Orchard Lane\nNewton Abbot", BODY, 400) == ["4 Orchard Lane", "Newton Abbot"]


def test_a_web_address_breaks_after_a_stroke():
    first, *_rest = wrap("https://www.example.org/payroll/rates", BODY, 150)
    assert first == "https://www.example.org/"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.floats(20, 400))
def test_no_line_is_too_wide_and_no_letter_is_lost(text, room):
    printable = clean(text)
    lines = wrap(printable, BODY, room)
    assert all(text_width(line, BODY) <= room or len(line) == 1 for line in lines)
    assert "".join(lines).replace(" ", "") == printable.replace(" ", "").replace("\n", "")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=100))
def test_cleaning_twice_changes_nothing(text):
    assert clean(clean(text)) == clean(text)
