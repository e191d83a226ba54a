import struct
import subprocess
import sys
import zlib
from base64 import b64decode
from io import BytesIO

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from dpmanager.errors import DPManagerError
from dpmanager.importers.proof_files import LARGEST_MB, ProofFile, read_proof_file


def picture(kind: str, **options) -> bytes:
    out = BytesIO()
    Image.linear_gradient("L").convert("RGB").save(out, kind, **options)
    return out.getvalue()


def pdf(pages: int = 2) -> bytes:
    out = BytesIO()
    canvas = Canvas(out)
    for number in range(pages):
        canvas.drawString(72, 700, f"Invoice, page {number + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def locked(user: str, owner: str) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as document:
        document.save(out, encryption=pikepdf.Encryption(user=user, owner=owner))
    return out.getvalue()


def pdf_without_pages() -> bytes:
    out = BytesIO()
    pikepdf.new().save(out)
    return out.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


JPEG = picture("JPEG")
PNG = picture("PNG")
PDF = pdf()
# A black stroke on white, 64 x 64, drawn and encoded for this test; no library here writes HEIC.
HEIC = b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAUJtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAA"
    "AAAAAA5waXRtAAAAAAABAAAAImlsb2MAAAAAREAAAQABAAAAAAFmAAEAAAAAAAAARwAAACNpaW5mAAAAAAABAAAAFWluZmUC"
    "AAAAAAEAAGh2YzEAAAAAwmlwcnAAAACkaXBjbwAAAHhodmNDAQNwAAAAAAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNw"
    "AAADAJAAAAMAAAMAHroCQGEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbqSSmubgIaDAgAAAMAyAAAAwAIQGIAAQAHRAHB"
    "crAiQAAAABRpc3BlAAAAAAAAAEAAAABAAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAgMAAABPbWRhdAAA"
    "AEMoAa8EGP6AOwnGPBeAUnx7tSaPANPy/NNUAqH6K1IHaqj6O9wsv/+cQFcFVxIAvFFSMX4XMxxSM2Au5SARFfqBoK30"
)
WHOLE = [
    (JPEG, "image/jpeg"),
    (PNG, "image/png"),
    (HEIC, "image/heic"),
    (PDF, "application/pdf"),
]


@pytest.mark.parametrize(("data", "media_type"), WHOLE)
def test_tells_what_it_is_by_content_whatever_the_name(data, media_type):
    assert read_proof_file(data, "Boots 3.50.txt") == ProofFile(media_type, "Boots 3.50")


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (picture("JPEG", progressive=True), "image/jpeg"),
        (picture("JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff"), "image/jpeg"),
        (picture("MPO", save_all=True, append_images=[Image.new("RGB", (9, 9))]), "image/jpeg"),
        (b"\n\n" + PDF, "application/pdf"),
        (locked(user="", owner="no printing"), "application/pdf"),
    ],
    ids=["progressive", "broken notes", "two pictures in one", "bytes before", "may be read"],
)
def test_takes_what_phones_and_banks_make(data, media_type):
    assert read_proof_file(data, "file").media_type == media_type


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "a.jpg is empty"),
        (b"only text", "a.jpg is not a photo or a PDF"),
        (b"<html><body>Your receipt</body></html>", "a.jpg is not a photo or a PDF"),
        (picture("GIF"), "a.jpg is not a photo or a PDF"),
        (JPEG[:3], "The picture a.jpg is damaged"),
        (b"\xff\xd8\xff\xe0 only text", "The picture a.jpg is damaged"),
        (b"%PDF-1.7\nonly text", "The PDF a.jpg is damaged or has no pages"),
        (pdf_without_pages(), "The PDF a.jpg is damaged or has no pages"),
        (locked(user="secret", owner="secret"), "The PDF a.jpg is locked with a password"),
        (png_that_claims(60_000, 60_000), "The picture a.jpg has more than 120 million dots"),
        (png_that_claims(30_000, 30_000), "The picture a.jpg has more than 120 million dots"),
        (JPEG + bytes(LARGEST_MB * 1024 * 1024), "a.jpg is larger than 25 MB"),
    ],
)
def test_refuses_by_name_in_one_sentence(data, sentence):
    with pytest.raises(DPManagerError, match=sentence):
        read_proof_file(data, "a.jpg")


@pytest.mark.parametrize(("data", "media_type"), WHOLE)
@pytest.mark.parametrize("part", [0.2, 0.5, 0.8, 0.95])
def test_refuses_what_was_cut_off(data, media_type, part):
    with pytest.raises(DPManagerError, match="is damaged"):
        read_proof_file(data[: int(len(data) * part)], "a")


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from([data for data, _ in WHOLE]),
    st.floats(0, 1, exclude_max=True),
    st.binary(min_size=1, max_size=8),
)
@example(PNG, 0.05, b"\xff")
def test_a_changed_file_is_taken_or_refused_and_never_a_crash(data, place, change):
    at = int(len(data) * place)
    try:
        read_proof_file(data[:at] + change + data[at + len(change) :], "a")
    except DPManagerError as refusal:
        assert "a " in str(refusal)


def test_loads_no_picture_library_before_it_is_needed():
    code = (
        "import sys, dpmanager.importers.proof_files;"
        "print([m for m in ('PIL', 'pi_heif', 'pypdfium2') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
