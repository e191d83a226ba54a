import io
import re

import pikepdf
import pytest
from pdf_checks import faults, last_page, pages_text, shown, smallest_type, tags, text_of
from PIL import Image
from reportlab.pdfgen.canvas import Canvas
from samples import HOSTILE, LABELS, funder_return, payslip, photo, timesheet

from dpmanager.documents.bundle import Paper, bundle_pdf
from dpmanager.documents.payslip import payslip_pdf
from dpmanager.documents.timesheet import timesheet_pdf


def invoice(pages=1, *, turned=0, password=""):
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(400, 600), invariant=1)
    for number in range(pages):
        canvas.drawString(50, 500, f"Invoice sheet {number + 1}")
        canvas.showPage()
    canvas.save()
    with pikepdf.open(made) as pdf:
        for page in pdf.pages:
            page.rotate(turned, relative=False)
        saved = io.BytesIO()
        locked = pikepdf.Encryption(owner="o", user=password) if password else False
        pdf.save(saved, encryption=locked)
    return saved.getvalue()


def paper(number, title, data, media_type="application/pdf"):
    return Paper(number, title, media_type, data)


def own_paper(number, title, data):
    return Paper(number, title, "application/pdf", data, ours=True)


def bundle(*papers, large_print=False):
    return bundle_pdf(funder_return(), LABELS, papers, large_print=large_print)


def bookmarks(data):
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        places = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        return {item.title: places[item.destination[0].objgen] for item in outline.root[0].children}


@pytest.mark.parametrize("large_print", [False, True])
def test_everything_is_in_it_in_order_with_one_row_of_page_numbers(large_print):
    made = bundle(
        own_paper(1, "Payslip, Ann", payslip_pdf(payslip(), large_print=large_print)),
        own_paper(None, "Timesheet, Ann", timesheet_pdf(timesheet(), large_print=large_print)),
        paper(7, "Chemist", photo(), "image/jpeg"),
        paper(8, "Invoice", invoice(2)),
        large_print=large_print,
    )
    pages = pages_text(made)
    assert faults(made) == []
    assert smallest_type(made) >= (18 if large_print else 12)
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert len(re.findall(r"Page \d+ of \d+", page)) == 1
    marked = bookmarks(made)
    assert list(marked)[-4:] == [
        "Proof 1: Payslip, Ann", "Timesheet, Ann", "Proof 7: Chemist", "Proof 8: Invoice",
    ]  # fmt: skip
    assert "You are paid £1,227.39" in pages[marked["Proof 1: Payslip, Ann"] - 1]
    first = marked["Proof 8: Invoice"]
    assert "Invoice sheet 1" in pages[first - 1]
    assert "Invoice sheet 2" in pages[first]
    assert all("Proof 8: Invoice" in page for page in pages[first - 1 :])
    assert f"7 Chemist {marked['Proof 7: Chemist']}" in " ".join(pages[0].split())


def test_the_tags_of_our_own_papers_are_kept_in_reading_order():
    made = bundle(
        own_paper(1, "Payslip", payslip_pdf(payslip())), paper(2, "Chemist", photo(), "image/jpeg")
    )
    kept = tags(made)
    own = kept.index("Sect")
    assert kept[own : own + 3] == ["Sect", "H1", "P"]
    assert kept[-3:] == ["Sect", "H2", "Figure"]
    assert "Table" in kept[own:]


def test_a_paper_that_cannot_be_used_is_named_with_the_reason():
    made = bundle(
        paper(3, "Locked", invoice(password="secret")),
        paper(4, "Broken", b"%PDF-1.7 nothing"),
        paper(5, "No picture", b"\xff\xd8 nothing", "image/jpeg"),
        paper(6, "Half a picture", photo()[:4000], "image/jpeg"),
        paper(7, "Half a PNG", photo("PNG")[:2000], "image/png"),
        paper(8, "No HEIC", b"\0\0\0\x1cftypheic nothing", "image/heic"),
        paper(9, "Good", invoice()),
    )
    contents = " ".join(pages_text(made)[0].split())
    assert "3 Locked Could not be included: the file is locked with a password. 5" in contents
    assert "4 Broken Could not be included: the file is damaged. 6" in contents
    assert contents.count("Could not be included: the picture is damaged.") == 4
    assert "Could not be included: the file is locked" in pages_text(made)[4]
    assert "Invoice sheet 1" in text_of(made)
    assert faults(made) == []


def test_a_picture_is_turned_upright_made_small_and_stripped_of_hidden_data():
    made = bundle(paper(1, "Receipt", photo(size=(2400, 4000), turned=True), "image/jpeg"))
    assert b"secret place" not in made
    with pikepdf.open(io.BytesIO(made)) as pdf:
        pictures = [
            thing
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"
        ]
        assert [(int(p.Width), int(p.Height)) for p in pictures] == [(1200, 2000)]
    page = last_page(made)
    assert max(page.getpixel((page.width // 2, 80))) < 100, "the dark band is not at the top"
    assert min(page.getpixel((page.width // 2, 740))) > 200


def test_a_see_through_picture_lies_on_white():
    clear = io.BytesIO()
    Image.new("RGBA", (200, 300), (0, 0, 0, 0)).save(clear, "PNG")
    made = bundle(paper(1, "Clear", clear.getvalue(), "image/png"))
    page = last_page(made)
    assert min(page.getpixel((page.width // 2, page.height // 2))) > 240


def test_a_turned_pdf_page_lies_as_it_is_shown():
    made = bundle(paper(1, "Turned", invoice(turned=90)))
    with shown(made) as pdf:
        text = pdf[len(pdf) - 1].get_textpage()
        where = text.get_text_range().index("Invoice sheet 1")
        first, last = text.get_charbox(where), text.get_charbox(where + 14)
    assert abs(first[0] - last[0]) < 10
    assert first[1] > last[1] + 50


def test_what_was_typed_into_a_form_is_kept():
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(400, 600), invariant=1)
    canvas.acroForm.textfield(value="Typed by hand", x=50, y=400, width=200, height=30)
    canvas.showPage()
    canvas.save()
    assert "Typed by hand" in text_of(bundle(paper(1, "Form", made.getvalue())))


def test_hostile_titles_harm_nothing():
    made = bundle(
        paper(1, HOSTILE, photo(), "image/jpeg"), own_paper(None, HOSTILE, payslip_pdf(payslip()))
    )
    assert faults(made) == []


def test_a_long_list_of_contents_names_the_right_pages():
    made = bundle(*[paper(n, f"Invoice number {n}", invoice()) for n in range(1, 121)])
    marked = bookmarks(made)
    contents = " ".join(" ".join(pages_text(made)[:6]).split())
    for number in (1, 60, 120):
        page = marked[f"Proof {number}: Invoice number {number}"]
        assert f"{number} Invoice number {number} {page} " in contents
        assert f"Proof {number}:" in pages_text(made)[page - 1]


def test_the_same_papers_give_the_same_bytes():
    papers = [
        own_paper(1, "Payslip", payslip_pdf(payslip())),
        paper(2, "Chemist", photo(), "image/jpeg"),
        paper(3, "Invoice", invoice(2)),
    ]
    assert bundle(*papers) == bundle(*papers)
