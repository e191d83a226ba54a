import io

import pikepdf
import pytest
from pdf_checks import faults, fonts, pages_text, shown, smallest_type, tags, text_of
from reportlab.pdfgen.canvas import Canvas
from samples import HOSTILE

from dpmanager.documents.layout import Document
from dpmanager.documents.tables import Cell, Column, Kind
from dpmanager.words import speaking

MONEY = [Column("", heads_row=True), Column("", Kind.FIGURE)]


def written(*, large_print=False, text="Some words."):
    document = Document(text, author=text, large_print=large_print)
    document.title(text, text)
    document.lead(text)
    document.fields([(text, text), ("Empty", ""), ("Second", "two\nlines")])
    document.heading(text)
    document.paragraph(text)
    document.table([Column(text), Column("Amount", Kind.FIGURE)], [(Cell(text, text), "£1.50")])
    document.heading("Below", level=3)
    document.table(MONEY, [("In", "£5.00"), ("All", "£5.00")], totals=1)
    document.signatures([text])
    return document.pdf()


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("text", ["Some words.", HOSTILE])
def test_every_block_is_tagged_and_fonts_are_embedded(large_print, text):
    made = written(large_print=large_print, text=text)
    assert faults(made) == []
    assert "Helvetica" not in fonts(made)
    assert smallest_type(made) == (18 if large_print else 12)


def test_the_tags_say_what_each_block_is():
    order = [tag for tag in tags(written()) if tag not in ("LI", "LBody")]
    assert order[:12] == [
        "Document", "H1", "P", "P", "L", "P", "P", "H2", "P", "Table", "TR", "TH",
    ]  # fmt: skip


def test_hostile_text_is_printed_as_it_stands_without_its_hidden_marks():
    text = text_of(written(text="<b>A & B</b> \u202eevil\x07"))
    assert "<b>A & B</b> evil" in text


def test_title_author_and_language_are_set():
    with speaking("cy"):
        made = written(text="Llŷr")
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert str(pdf.Root.Lang) == "cy-GB"
        assert str(pdf.docinfo["/Title"]) == str(pdf.docinfo["/Author"]) == "Llŷr"
        assert "/CreationDate" not in pdf.docinfo
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "Llŷr"


def test_the_same_document_gives_the_same_bytes():
    assert written() == written()


def test_pages_are_numbered_and_headings_are_bookmarks():
    document = Document("Long")
    document.title("Long")
    for number in range(60):
        document.heading(f"Part {number}")
        document.paragraph("Words.")
    made = document.pdf()
    pages = pages_text(made)
    assert all(f"Page {n} of {len(pages)}" in page for n, page in enumerate(pages, 1))
    with pikepdf.open(io.BytesIO(made)) as pdf, pdf.open_outline() as outline:
        assert len(outline.root[0].children) == 60
        last = outline.root[0].children[-1]
        assert last.title == "Part 59"
        assert last.destination[0].objgen == pdf.pages[-1].obj.objgen
    # A heading is never the last thing on its page.
    assert all(page.split("\n")[-2].startswith("Words.") for page in pages)


def test_figures_stand_under_one_another_by_their_decimal_point():
    document = Document("Figures")
    document.title("Figures")
    document.table(MONEY, [("a", "£1,111.11"), ("b", "£4.40"), ("c", "-£77.00")])
    with shown(document.pdf()) as pdf:
        text = pdf[0].get_textpage()
        whole = text.get_text_range()
        points = [text.get_charbox(i)[0] for i, letter in enumerate(whole) if letter == "."]
    assert len(points) == 3
    assert max(points) - min(points) < 0.1


def test_a_wide_table_becomes_records_in_large_print():
    columns = [Column(name, Kind.SHORT) for name in ("Number", "Day", "Who", "Amount", "Balance")]
    row = ("1", "30 September", "Bright Care Limited", "£1,000.00", "£2,000.00")
    for large_print, tag in ((False, "Table"), (True, "L")):
        document = Document("Wide", large_print=large_print)
        document.title("Wide")
        document.table(columns, [row])
        made = document.pdf()
        assert tag in tags(made)
        assert text_of(made).count("Bright Care Limited") == 1
    assert "Who Bright Care Limited" in text_of(made)


def test_a_row_longer_than_a_page_runs_over_several():
    document = Document("Note")
    document.title("Note")
    words = " ".join(f"word{number}" for number in range(3000))
    document.table([Column("Note"), Column("Amount", Kind.FIGURE)], [(words, "£1.00")])
    made = document.pdf()
    assert faults(made) == []
    assert all(f"word{number}" in text_of(made) for number in (0, 1500, 2999))
    assert len(pages_text(made)) > 3


def test_the_checks_find_what_is_wrong_with_an_untagged_file():
    made = io.BytesIO()
    canvas = Canvas(made)
    canvas.drawString(50, 500, "Plain")
    canvas.save()
    found = faults(made.getvalue())
    assert "not marked as tagged" in found
    assert "no language" in found
    assert "there is no structure tree" in found
