"""Proofs become pictures for the screen: upright, as wide as asked, page by page."""

from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from dpmanager.errors import DPManagerError
from dpmanager.importers.proof_pictures import ProofPicture, draw_proof

RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)
NEAR = 12


def dot(picture: ProofPicture, x: int, y: int) -> tuple[int, ...]:
    start = (y * picture.width + x) * 3
    return tuple(picture.dots[start : start + 3])


def near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) <= NEAR for a, b in zip(one, other, strict=True))


def halves(size: tuple[int, int] = (40, 20)) -> Image.Image:
    """Red on the left, blue on the right."""
    made = Image.new("RGB", size, RED)
    made.paste(BLUE, (size[0] // 2, 0, size[0], size[1]))
    return made


def saved(picture: Image.Image, form: str, **more: object) -> bytes:
    out = BytesIO()
    picture.save(out, form, **more)
    return out.getvalue()


def test_a_photo_that_the_camera_held_sideways_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it a quarter to the right
    data = saved(halves(), "JPEG", exif=exif, quality=95)
    drawn = draw_proof(data, "image/jpeg", page=0, width=500)
    assert (drawn.width, drawn.height, drawn.pages) == (20, 40, 1)
    assert near(dot(drawn, 10, 5), RED)
    assert near(dot(drawn, 10, 35), BLUE)


def test_a_large_photo_is_made_as_wide_as_asked_and_a_small_one_is_left() -> None:
    data = saved(halves((400, 200)), "PNG")
    assert draw_proof(data, "image/png", page=0, width=100).height == 50
    assert draw_proof(data, "image/png", page=0, width=900).width == 400
    assert len(draw_proof(data, "image/png", page=0, width=100).dots) == 100 * 50 * 3


def test_what_is_see_through_lies_on_white() -> None:
    data = saved(Image.new("RGBA", (4, 4), (0, 0, 0, 0)), "PNG")
    assert dot(draw_proof(data, "image/png", page=0, width=4), 1, 1) == WHITE


def test_each_page_of_a_pdf_is_drawn_at_the_width_asked_for() -> None:
    out = BytesIO()
    with pikepdf.new() as made:
        for height in (100, 300):
            made.add_blank_page(page_size=(100, height))
        made.save(out)
    first = draw_proof(out.getvalue(), "application/pdf", page=0, width=50)
    second = draw_proof(out.getvalue(), "application/pdf", page=1, width=50)
    assert (first.width, first.height, first.pages) == (50, 50, 2)
    assert (second.width, second.height) == (50, 150)
    assert dot(second, 25, 25) == WHITE


@pytest.mark.parametrize("media_type", ["image/jpeg", "image/heic", "application/pdf"])
def test_what_cannot_be_shown_says_so_in_words(media_type: str) -> None:
    with pytest.raises(DPManagerError, match="This receipt cannot be shown"):
        draw_proof(b"no picture at all", media_type, page=0, width=100)
