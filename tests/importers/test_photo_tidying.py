"""Photos are kept upright, readable and without the camera's notes; copies are known again."""

from io import BytesIO
from random import Random

import pytest
from drawn_receipts import drawn_receipts, saved
from PIL import Image, ImageEnhance
from reportlab.pdfgen.canvas import Canvas

from dpmanager.errors import DPManagerError
from dpmanager.importers.photo_tidying import (
    LONGEST_SIDE,
    Edges,
    cut_photo,
    look_alike,
    look_of,
    tidy_photo,
)

RED, BLUE = (220, 20, 20), (20, 20, 220)


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def near(picture: Image.Image, place: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    seen = picture.convert("RGB").getpixel(place)
    return all(abs(a - b) < 16 for a, b in zip(seen, colour, strict=True))


def halves(width: int = 400, height: int = 200) -> Image.Image:
    """Red on the left, blue on the right."""
    made = Image.new("RGB", (width, height), RED)
    made.paste(BLUE, (width // 2, 0, width, height))
    return made


def sideways() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it a quarter to the right
    exif[0x010F] = "Camera of somebody"
    return exif


def pdf(*lines: str) -> bytes:
    out = BytesIO()
    canvas = Canvas(out)
    for number, line in enumerate(lines):
        canvas.drawString(72, 700 - number * 20, line)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_a_photo_held_sideways_is_turned_and_loses_the_notes_of_the_camera() -> None:
    tidied = opened(tidy_photo(saved(halves(), exif=sideways(), quality=95)))
    assert tidied.size == (200, 400)
    assert near(tidied, (100, 40), RED) and near(tidied, (100, 360), BLUE)
    assert dict(tidied.getexif()) == {}


@pytest.mark.parametrize(
    ("size", "kept"), [((4000, 3000), (2000, 1500)), ((1000, 5000), (400, 2000))]
)
def test_a_large_photo_is_made_2000_dots_long(size, kept) -> None:
    assert LONGEST_SIDE == 2000
    assert opened(tidy_photo(saved(halves(*size)))).size == kept


def test_what_is_upright_and_small_stays_byte_for_byte() -> None:
    for data in (saved(halves()), saved(halves(), "PNG"), pdf("Bill")):
        assert tidy_photo(data) == data


def test_a_photo_is_turned_and_then_cut() -> None:
    cut = opened(cut_photo(saved(halves(), "PNG"), edges=Edges(left=10, bottom=60), quarters=1))
    # Turned to the right, red is at the top: 200 wide and 400 high, then 180 wide and 160 high.
    assert cut.size == (180, 160)
    assert near(cut, (90, 80), RED)
    whole = opened(cut_photo(saved(halves(), "PNG"), edges=Edges(), quarters=3))
    assert near(whole, (100, 40), BLUE)


@pytest.mark.parametrize(
    ("data", "edges", "why"),
    [
        (saved(halves()), Edges(left=50, right=45), "nothing of the picture"),
        (saved(halves()), Edges(top=95), "nothing of the picture"),
        (saved(halves()), Edges(left=-1), "nothing of the picture"),
        (pdf("Bill"), Edges(), "A PDF is kept as it is"),
        (b"\xff\xd8\xff broken", Edges(), "This picture cannot be used"),
    ],
)
def test_what_cannot_be_cut_says_why(data: bytes, edges: Edges, why: str) -> None:
    with pytest.raises(DPManagerError, match=why):
        cut_photo(data, edges=edges)


def test_the_same_photo_is_known_again_and_others_are_not() -> None:
    looks = []
    for drawn in drawn_receipts(8):
        photo = opened(drawn.picture)
        smaller = photo.resize((photo.width * 2 // 3, photo.height * 2 // 3))
        brighter = ImageEnhance.Brightness(photo).enhance(1.08)
        look = look_of(drawn.picture)
        assert len(look) == 64
        assert look_alike(look, look_of(saved(smaller, quality=60)))
        assert look_alike(look, look_of(saved(brighter, "PNG")))
        looks.append(look)
    for number, one in enumerate(looks):
        assert [look_alike(one, other) for other in looks].count(True) == 1, number


def test_plain_paper_is_like_no_other() -> None:
    plain = look_of(saved(Image.new("RGB", (300, 400), "white")))
    noise = Random(1).randbytes(300 * 400)
    grey = look_of(
        saved(Image.frombytes("L", (300, 400), noise).point(lambda dot: 200 + dot // 30))
    )
    assert plain == grey == ""
    assert not look_alike(plain, grey)


def test_a_pdf_is_known_by_its_words() -> None:
    one, again = pdf("Invoice 1", "Total 12.00"), pdf("Invoice 1", "Total", "12.00")
    other = pdf("Invoice 2", "Total 12.00")
    assert look_alike(look_of(one), look_of(again))
    assert not look_alike(look_of(one), look_of(other))
    assert not look_alike(look_of(one), look_of(saved(halves())))
