"""The bundle in parts: under the limit, each paper once and in order, and links that lead there."""

import io
import re

import pikepdf
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_checks import faults, pages_text, text_of
from PIL import Image
from samples import LABELS, funder_return, payslip, photo

from dpmanager.documents.bundle import Paper, bundle_parts, bundle_pdf
from dpmanager.documents.papers import SIZES, made_ready
from dpmanager.documents.payslip import payslip_pdf
from dpmanager.errors import DPManagerError

JPEG = "image/jpeg"


def noisy(size=(600, 800), quality=90, seed=0):
    """A photo that does not get small by itself."""
    made = io.BytesIO()
    picture = Image.effect_noise(size, 60 + seed % 7).convert("RGB")
    picture.save(made, "JPEG", quality=quality)
    return made.getvalue()


NOISE = noisy()
LARGE = noisy((2000, 1500))
SLIP = payslip_pdf(payslip())
KINDS = {
    "slip": lambda n: Paper(n, f"Payslip {n}", "application/pdf", SLIP, ours=True),
    "photo": lambda n: Paper(n, f"Receipt {n}", JPEG, NOISE),
    "large": lambda n: Paper(n, f"Receipt {n}", JPEG, LARGE),
    "broken": lambda n: Paper(n, f"Receipt {n}", JPEG, b"nothing"),
}


def of_kinds(kinds):
    return [KINDS[kind](number) for number, kind in enumerate(kinds, start=1)]


def proofs_in(pdf):
    """The numbers of the papers, in the order of the bookmarks."""
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_outline() as outline:
        titles = [item.title for item in outline.root[0].children]
    return [int(found[1]) for title in titles if (found := re.match(r"Proof (\d+):", title))]


def links_of(pdf):
    """For each link of the first pages: the words of it, and the page from 0 that it leads to."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    places = {page.indirect_reference.idnum: n for n, page in enumerate(reader.pages)}
    return [
        (link.get_object()["/Contents"], places[link.get_object()["/Dest"][0].idnum])
        for page in reader.pages
        for link in page.get("/Annots", ())
    ]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    kinds=st.lists(st.sampled_from(sorted(KINDS)), max_size=9),
    largest=st.integers(60_000, 1_500_000),
)
def test_each_paper_is_in_one_part_in_order_and_no_part_is_too_large(kinds, largest):
    papers = of_kinds(kinds)
    parts = bundle_parts(funder_return(), LABELS, papers, largest=largest)

    assert [n for part in parts for n in part.papers] == list(range(len(papers)))
    assert [n for part in parts for n in proofs_in(part.pdf)] == [p.number for p in papers]
    assert [(part.number, part.of) for part in parts] == [
        (n, len(parts)) for n in range(1, len(parts) + 1)
    ]
    for part in parts:
        assert part.too_large == (len(part.pdf) > largest)
        if part.too_large:
            assert len(part.papers) <= (1 if part.number > 1 else 0)
        assert len(part.missing) == sum(kinds[n] == "broken" for n in part.papers)


def test_each_part_says_which_it_is_and_what_the_others_hold():
    parts = bundle_parts(funder_return(), LABELS, of_kinds(["photo"] * 12), largest=700_000)

    assert len(parts) > 2
    for part in parts:
        first = text_of(part.pdf)
        front = first[: first.index("Proof " + str(part.papers.start + 1) + ":")]
        assert f"Part {part.number} of {len(parts)}" in front
        assert "In the other parts" in front
        for other in parts:
            for place in other.papers:
                row = f"{place + 1} Receipt {place + 1}"
                assert row in front
                if other is not part:
                    assert f"{row} {other.number} " in front
        assert ("Evidence index" in front) == (part.number == 1)
        assert faults(part.pdf) == []


@pytest.mark.parametrize("large_print", [False, True])
def test_each_entry_of_the_contents_is_a_link_to_its_page(large_print):
    papers = [KINDS["slip"](1), *(Paper(n, "Long " * n, JPEG, photo()) for n in range(2, 40))]
    made = bundle_pdf(funder_return(), LABELS, papers, large_print=large_print)

    pages = pages_text(made)
    links = dict(links_of(made))
    assert len(links) == len(papers) + 1
    for words, page in links.items():
        title, _comma, number = words.rpartition(", page ")
        assert page == int(number) - 1
        wanted = " ".join(title.split())[:25].strip()
        assert wanted in " ".join(pages[page].split())
    assert faults(made) == []


def test_a_bundle_that_fits_keeps_its_pictures_and_one_that_does_not_goes_no_lower_than_the_floor():
    papers = [Paper(n, f"Receipt {n}", JPEG, LARGE) for n in range(1, 5)]

    def sides(largest):
        found = set()
        for part in bundle_parts(funder_return(), LABELS, papers, largest=largest):
            with pikepdf.open(io.BytesIO(part.pdf)) as pdf:
                found |= {
                    max(int(thing.Width), int(thing.Height))
                    for thing in pdf.objects
                    if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"
                }
        return found

    ready = [made_ready(papers[0], size).size for size in SIZES]
    assert ready == sorted(ready, reverse=True)
    assert sides(None) == sides(5 * ready[0]) == {2000}
    between = sides(4 * ready[2] + 150_000)
    assert between == {SIZES[2].side}
    assert sides(ready[-1]) == {SIZES[-1].side} == {1400}


def test_the_same_papers_are_parted_into_the_same_bytes():
    papers = of_kinds(["large", "slip", "photo", "broken", "large"])
    first, again = (
        bundle_parts(funder_return(), LABELS, papers, largest=600_000) for _time in range(2)
    )
    assert first == again
    assert len(first) > 1


def test_papers_are_read_one_after_the_other_and_the_work_can_be_stopped():
    seen = []

    def reached(done, of):
        seen.append((done, of))
        if done == 3:
            raise DPManagerError("Stopped.")

    read = []
    papers = [
        Paper(n, "Receipt", JPEG, lambda n=n: (read.append(n), NOISE)[1]) for n in range(1, 9)
    ]
    with pytest.raises(DPManagerError, match="Stopped"):
        bundle_pdf(funder_return(), LABELS, papers, reached=reached)
    assert seen == [(0, 8), (1, 8), (2, 8), (3, 8)]
    assert read == [1, 2, 3]


def test_a_paper_whose_file_cannot_be_read_is_named():
    def gone():
        raise DPManagerError("This file is damaged.")

    (part,) = bundle_parts(funder_return(), LABELS, [Paper(4, "Chemist", JPEG, gone)])
    assert part.missing == ("Proof 4: Chemist",)
    assert "4 Chemist Could not be included: its file in the book is damaged." in text_of(part.pdf)
