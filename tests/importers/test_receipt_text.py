"""The text that a PDF holds is read with its places, and kept so that it comes back."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from drawn_receipts import saved
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from dpmanager.domain.receipts.lines import TextLine
from dpmanager.domain.receipts.reading import read_receipt
from dpmanager.errors import DPManagerError
from dpmanager.importers.receipt_text import (
    PAGE_WIDTH,
    PageText,
    pages_of_pdf,
    pictures_to_read,
    read_pages,
    words_of_pdf,
    write_pages,
)

NUMBERS = st.integers(-5, 5000)
POINTS = st.tuples(NUMBERS, NUMBERS)


def bill(pages: int = 1) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(600, 800))
    canvas.setFont("Helvetica-Bold", 26)
    canvas.drawString(60, 720, "Otter Care Supplies")
    canvas.setFont("Helvetica", 12)
    for y, left, right in (
        (680, "Invoice number OC-118", "Date 4 May 2026"),
        (600, "Bed pads", "18.00"),
        (580, "VAT", "3.60"),
        (560, "Total including VAT", "£21.60"),
    ):
        canvas.drawString(60, y, left)
        canvas.drawString(420, y, right)
    for number in range(1, pages):
        canvas.showPage()
        canvas.drawString(60, 700, f"Page {number + 1} of the terms")
    canvas.save()
    return out.getvalue()


def scanned() -> bytes:
    out = BytesIO()
    canvas = Canvas(out)
    canvas.drawImage(ImageReader(Image.new("RGB", (300, 400), "grey")), 0, 0, 500, 700)
    canvas.drawString(40, 40, "Scanned")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_an_invoice_in_pdf_is_read_without_the_reader_and_its_places_fit_the_page() -> None:
    (page,) = pages_of_pdf(bill())
    assert (page.width, page.height) == (PAGE_WIDTH, 1600)
    found = read_receipt(page.lines, today=date(2026, 11, 27))
    assert found.day and found.total and found.shop and found.number
    assert (found.day.value, found.total.value) == (date(2026, 5, 4), Decimal("21.60"))
    assert (found.shop.value, found.number.value) == ("Otter Care Supplies", "OC-118")
    place = found.total.place  # the page is drawn at twice its 600 points, the total 560 points up
    assert 830 <= place.left <= 850
    assert place.top <= (800 - 560) * 2 <= place.bottom + 4


def test_three_pages_are_read_and_a_scan_has_no_text() -> None:
    assert [{line.page for line in page.lines} for page in pages_of_pdf(bill(5))] == [{0}, {1}, {2}]
    assert "Page 2 of the terms" in words_of_pdf(bill(2))
    assert pages_of_pdf(scanned()) == []
    assert len(pictures_to_read(scanned(), "application/pdf")) == 1
    assert len(pictures_to_read(bill(5), "application/pdf")) == 3


def test_a_photo_is_read_upright_and_not_larger_than_needed() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    data = saved(Image.new("RGB", (4000, 1000), "white"), exif=exif)
    (picture,) = pictures_to_read(data, "image/jpeg")
    assert Image.open(BytesIO(picture)).size == (500, 2000)


@pytest.mark.parametrize("media_type", ["application/pdf", "image/jpeg", "image/heic"])
def test_what_cannot_be_read_says_so(media_type: str) -> None:
    with pytest.raises(DPManagerError, match="could not be read"):
        pictures_to_read(b"nothing", media_type)
    with pytest.raises(DPManagerError, match="could not be read"):
        pages_of_pdf(b"nothing")


@given(
    st.lists(
        st.lists(st.tuples(st.text(max_size=20), st.tuples(*[POINTS] * 4)), max_size=4), max_size=3
    )
)
def test_what_is_kept_comes_back(pages: list[list[tuple[str, tuple]]]) -> None:
    kept = [
        PageText(number + 1, 7, tuple(TextLine(text, corners, number) for text, corners in lines))
        for number, lines in enumerate(pages)
    ]
    assert read_pages(write_pages(kept)) == kept
    assert read_pages("no JSON") == read_pages("[]") == []
