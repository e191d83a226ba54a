from io import BytesIO

import pikepdf
import pytest
from pdf_checks import faults, last_page, smallest_type, tags, text_of
from samples import HOSTILE

from dpmanager.documents.easy_pictures import Picture, picture_words
from dpmanager.documents.easy_statement import (
    EasyLine,
    EasyPaper,
    EasySection,
    easy_statement_pdf,
)


def paper(*lines: EasyLine) -> EasyPaper:
    return EasyPaper("Your money", "July to September", [EasySection("Money you had", lines)])


def elements(data: bytes) -> list[tuple[str, str]]:
    """The tag and the other words of each part of the document, in reading order."""
    with pikepdf.open(BytesIO(data)) as pdf:
        document = pdf.Root.StructTreeRoot.K[0]
        return [(str(kid.S)[1:], str(kid.get("/Alt", ""))) for kid in document.K]


@pytest.mark.parametrize(("large_print", "least"), [(False, 16), (True, 22)])
def test_every_picture_is_described_and_stands_before_its_sentence(large_print, least):
    lines = [EasyLine(picture, f"Sentence {n}.") for n, picture in enumerate(Picture)]
    made = easy_statement_pdf(paper(*lines), large_print=large_print)
    assert faults(made) == []
    assert smallest_type(made) >= least
    after_headings = elements(made)[3:]
    assert after_headings == [
        part for picture in Picture for part in (("Figure", picture_words(picture)), ("P", ""))
    ]
    text = text_of(made)
    assert all(line.sentence in text for line in lines)


def test_each_picture_is_another_drawing():
    drawn = {
        picture: last_page(easy_statement_pdf(paper(EasyLine(picture, "This is it.")))).tobytes()
        for picture in Picture
    }
    assert len(set(drawn.values())) == len(Picture)
    assert len({picture_words(picture) for picture in Picture}) == len(Picture)


def test_a_picture_is_left_of_its_words():
    (page,) = [last_page(easy_statement_pdf(paper(EasyLine(Picture.SUN, "The sun shines."))))]
    width, height = page.size
    ink = [
        x
        for x in range(width)
        for y in range(int(height * 0.2), int(height * 0.4))
        if page.getpixel((x, y))[:3] != (255, 255, 255)
    ]
    yellow = [
        x
        for x in range(width)
        for y in range(height)
        if page.getpixel((x, y))[2] < 140 < page.getpixel((x, y))[0]
    ]
    assert yellow
    assert max(yellow) < max(ink) - 50


def test_a_section_without_a_line_is_left_out():
    made = easy_statement_pdf(EasyPaper("Your money", "", [EasySection("Nothing", [])]))
    assert "Nothing" not in text_of(made)
    assert "Figure" not in tags(made)


def test_hostile_words_harm_nothing():
    hostile = EasyPaper(
        HOSTILE, HOSTILE, [EasySection(HOSTILE, [EasyLine(Picture.CAR, HOSTILE, strong=True)])]
    )
    for large_print in (False, True):
        assert faults(easy_statement_pdf(hostile, large_print=large_print)) == []
