"""PDFs that others made: what they draw is passed on, what they do is not."""

import io

import pikepdf
import pypdf
import pytest
from pdf_checks import last_page, pages_text, text_of
from pikepdf import Array, Dictionary, Name
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from samples import LABELS, funder_return

from dpmanager.documents import outside_pdf
from dpmanager.documents.bundle import Paper, bundle_parts, bundle_pdf
from dpmanager.documents.locked_pdf import locked_pdf
from dpmanager.documents.outside_pdf import CannotShow, Size, cleaned_pdf, drawn_pages
from dpmanager.documents.papers import SIZES, made_ready
from dpmanager.errors import DPManagerError

WHOLE, FLOOR = SIZES[0], SIZES[-1]
ACTS = (b"JavaScript", b"/JS", b"/Launch", b"/AA ", b"/OpenAction", b"calc.exe", b"evil", b"secret")


def sheets(pages=1, picture=None):
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(400, 600), invariant=1)
    for number in range(pages):
        canvas.drawString(50, 500, f"Sheet {number + 1}")
        if picture is not None:
            canvas.drawImage(ImageReader(io.BytesIO(picture)), 50, 50, 300, 400)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def saved(pdf, **options):
    made = io.BytesIO()
    pdf.save(made, **options)
    return made.getvalue()


def hostile():
    """A page with everything that acts: scripts, a program to start, a link out, a file within."""
    with pikepdf.open(io.BytesIO(sheets())) as pdf:
        script = Dictionary(S=Name.JavaScript, JS="evil()")
        start = Dictionary(S=Name.Launch, F="calc.exe")
        pdf.Root.OpenAction = script
        pdf.Root.AA = Dictionary(WC=script)
        pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["a", script])))
        pdf.attachments["secret.exe"] = b"secret"
        page = pdf.pages[0].obj
        page.AA = Dictionary(O=start)
        page.Metadata = pdf.make_stream(b"secret place")
        page.Annots = Array(
            [
                pdf.make_indirect(
                    Dictionary(
                        Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 400, 600], A=action,
                        AA=Dictionary(E=script),
                    )
                )
                for action in (script, start, Dictionary(S=Name.URI, URI="http://evil.example"))
            ]
        )  # fmt: skip
        pdf.docinfo["/Author"] = "secret"
        return saved(pdf, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)


def all_bytes(pdf):
    """Everything in a file, with nothing packed."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return saved(
            opened,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            compress_streams=False,
        )


def bundle(*files, **more):
    papers = [Paper(n, f"Paper {n}", "application/pdf", file) for n, file in enumerate(files, 1)]
    return bundle_pdf(funder_return(), LABELS, papers, **more)


def test_scripts_launches_links_and_hidden_files_stay_behind():
    assert all(each in all_bytes(hostile()) for each in ACTS)

    made = bundle(hostile())

    assert "Sheet 1" in pages_text(made)[-1]
    found = all_bytes(made)
    assert [each for each in ACTS if each in found] == []
    reader = pypdf.PdfReader(io.BytesIO(made))
    assert reader.attachments == {}
    actions = [
        annotation
        for page in reader.pages
        for annotation in page.get("/Annots", ())
        if "/A" in annotation.get_object()
    ]
    assert actions == []


def test_a_file_that_says_that_it_is_ours_is_cleaned_like_any_other():
    with pikepdf.open(io.BytesIO(hostile())) as pdf:
        pdf.docinfo["/Creator"] = "DP Manager"
        pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot)
        pdf.pages[0].obj.StructParents = 0
        found = all_bytes(bundle(saved(pdf)))
    assert [each for each in ACTS if each in found] == []


def test_a_file_that_may_be_read_but_not_copied_is_shown():
    with pikepdf.open(io.BytesIO(sheets())) as pdf:
        locked = saved(
            pdf,
            encryption=pikepdf.Encryption(
                owner="only mine", user="", R=6, allow=pikepdf.Permissions(extract=False)
            ),
        )
    assert "Sheet 1" in text_of(bundle(locked))


def test_a_file_locked_with_a_password_is_named_as_missing():
    (part,) = bundle_parts(
        funder_return(),
        LABELS,
        [Paper(2, "Plumber", "application/pdf", locked_pdf(sheets(), "seven kettles"))],
    )
    assert part.missing == ("Proof 2: Plumber",)
    assert "the file is locked with a password" in text_of(part.pdf)


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9])
def test_half_a_file_is_shown_as_far_as_it_goes_or_named(cut):
    whole = sheets(3)
    ready = made_ready(Paper(1, "Half", "application/pdf", whole[: int(len(whole) * cut)]))
    assert ready.fault or ready.pages >= 1
    made = bundle(whole[: int(len(whole) * cut)])
    assert "Proof 1: Paper 1" in text_of(made)


def test_what_cannot_be_taken_over_is_shown_as_a_picture(monkeypatch):
    def fails(*_given):
        raise ValueError("planted")

    monkeypatch.setattr(outside_pdf, "_cleaned", fails)
    made = bundle(sheets(2))

    assert "Shown as a picture, because the file is damaged." in text_of(made)
    page = last_page(made).crop((60, 100, 540, 700)).convert("L")
    assert page.getextrema()[0] < 100, "nothing is drawn"


def test_a_page_without_size_does_no_harm():
    with pikepdf.open(io.BytesIO(sheets())) as pdf:
        pdf.pages[0].obj.MediaBox = Array([0, 0, 0, 0])
        flat = saved(pdf)
    assert "Proof 1: Paper 1" in text_of(bundle(flat))


def test_two_thousand_pages_are_taken_over():
    made = bundle(sheets(2000))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages) > 2000


def test_no_more_pages_are_drawn_than_somebody_would_wait_for():
    with pytest.raises(CannotShow, match="damaged"):
        drawn_pages(sheets(outside_pdf.MOST_PAGES_DRAWN + 1), WHOLE)
    assert len(drawn_pages(sheets(2), Size(300, 50))) == 2


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "RGB"), ("PNG", "RGB"), ("JPEG", "L")])
def test_photos_in_a_file_are_made_smaller_and_still_seen(kind, mode):
    made = io.BytesIO()
    photo = Image.effect_noise((1800, 2400), 40).convert(mode)
    photo.paste(20, (0, 0, 1800, 600)) if mode == "L" else photo.paste("navy", (0, 0, 1800, 600))
    photo.save(made, kind, quality=90)
    whole = sheets(picture=made.getvalue())

    small, pages = cleaned_pdf(whole, FLOOR)

    assert pages == 1
    assert len(small) < len(whole) / 2
    with pikepdf.open(io.BytesIO(small)) as pdf:
        (image,) = [
            thing
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"
        ]
        assert (int(image.Width), int(image.Height)) == (1050, 1400)
    page = last_page(small).convert("L")
    assert page.getpixel((200, 170)) < 60
    assert page.getpixel((200, 400)) > 60


def test_a_locked_file_opens_with_its_passphrase_alone():
    locked = locked_pdf(sheets(), " seven green kéttles ")

    reader = pypdf.PdfReader(io.BytesIO(locked))
    assert reader.is_encrypted
    assert not reader.decrypt("wrong")
    assert reader.decrypt("seven green kéttles")
    assert "Sheet 1" in reader.pages[0].extract_text()
    with pikepdf.open(io.BytesIO(locked), password="seven green kéttles") as pdf:
        assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)
        assert str(pdf.encryption.stream_method).endswith("aesv3")
        assert pdf.allow.accessibility
        assert pdf.allow.print_highres


@pytest.mark.parametrize("passphrase", ["", "short", "a" * 128, "line\nbreak here"])
def test_a_passphrase_that_is_no_use_is_refused(passphrase):
    with pytest.raises(DPManagerError, match="passphrase"):
        locked_pdf(sheets(), passphrase)
