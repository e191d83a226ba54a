"""The signature on a paper, in each of its ways and in both forms of print."""

import io
from dataclasses import replace
from datetime import date

import pikepdf
import pypdfium2
import pytest
from pdf_checks import faults, smallest_type, text_of
from samples import HOSTILE, timesheet

from dpmanager.documents.layout import Document
from dpmanager.documents.signature import sign_box
from dpmanager.documents.timesheet import timesheet_pdf
from dpmanager.domain.signatures import SignatureGiven, SignatureKind

DAY = date(2026, 5, 4)
WAVE = tuple((100 + 40 * step, 240 if step % 2 else 80) for step in range(20))
TYPED = SignatureGiven(SignatureKind.TYPED, "Margaret Bell")
DRAWN = SignatureGiven(SignatureKind.DRAWN, "Margaret Bell", (WAVE, ((950, 300),)))
PAPER = SignatureGiven(SignatureKind.PAPER, "Margaret Bell")


def made(given, large_print=False, signer=""):
    document = Document("A paper", large_print=large_print)
    document.title("A paper")
    sign_box(document, given, DAY, signer=signer)
    return document.pdf()


def ink(pdf):
    """How many dots of the page, at one dot a point, hold something dark."""
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil().convert("L")
    return sum(page.histogram()[:128])


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("given", [TYPED, DRAWN, PAPER])
def test_it_is_tagged(given, large_print):
    pdf = made(given, large_print)
    assert faults(pdf) == []
    assert smallest_type(pdf) >= (18 if large_print else 12)


@pytest.mark.parametrize("large_print", [False, True])
def test_a_typed_name_is_said_in_words(large_print):
    assert "Signed on the screen by Margaret Bell on 4 May 2026." in text_of(
        made(TYPED, large_print)
    ).replace("\n", " ")


def test_a_drawing_is_drawn_and_said_in_words():
    pdf = made(DRAWN)
    assert "Signed by hand on the screen by Margaret Bell on 4 May 2026." in text_of(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        figures = [
            element
            for element in opened.Root.StructTreeRoot.K[0].K
            if element.get("/S") == "/Figure"
        ]
        (figure,) = figures
        assert str(figure.Alt) == "The signature of Margaret Bell, drawn by hand."
    dot = replace(DRAWN, strokes=(((500, 160),),))
    assert ink(pdf) > ink(made(dot)) + 200
    assert faults(made(dot)) == []


def test_a_drawing_is_larger_in_large_print():
    words = SignatureGiven(SignatureKind.DRAWN, "Margaret Bell", (((500, 160),),))
    drawn = [ink(made(DRAWN, large)) - ink(made(words, large)) for large in (False, True)]
    assert drawn[1] > drawn[0] * 1.2


def test_for_ink_there_is_a_line():
    assert "Margaret Bell Date" in text_of(made(PAPER))
    assert "Margaret Bell, employer Date" in text_of(made(PAPER, signer="Margaret Bell, employer"))


@pytest.mark.parametrize("kind", [SignatureKind.TYPED, SignatureKind.PAPER])
def test_a_hostile_name_harms_nothing(kind):
    name = " ".join(HOSTILE.split())[:200].strip()
    assert faults(made(SignatureGiven(kind, "".join(c for c in name if c.isprintable())))) == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (TYPED, "Signed on the screen by Margaret Bell on 4 May 2026."),
        (DRAWN, "Signed by hand on the screen by Margaret Bell on 4 May 2026."),
        (PAPER, "Margaret Bell Date"),
    ],
)
def test_an_approved_timesheet_shows_how_it_was_signed(given, said):
    signed = replace(timesheet(approved=True), signature=given)
    for large_print in (False, True):
        pdf = timesheet_pdf(signed, large_print=large_print)
        assert faults(pdf) == []
        assert said in text_of(pdf).replace("\n", " ")
        assert said not in text_of(timesheet_pdf(timesheet(approved=True)))
