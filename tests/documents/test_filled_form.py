"""A council's PDF form filled in: read back by another program, and all the rest untouched."""

import re
from collections.abc import Mapping
from io import BytesIO

import pypdf
import pypdfium2
import pytest
from council_form import buttons_pdf, council_pdf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from dpmanager.documents.filled_form import filled_form
from dpmanager.errors import DPManagerError

FORM = council_pdf()
TEXTS = ("name", "txtRef", "from", "to", "open", "inc", "exp", "close", "sp1", "sp2", "door",
         "why", "sign")  # fmt: skip


def values_in(data: bytes) -> dict[str, str]:
    found = pypdf.PdfReader(BytesIO(data)).get_fields() or {}
    return {name: str(field.get("/V", "")) for name, field in found.items()}


def contents(data: bytes) -> list[bytes]:
    """What is printed on each page, without the fields."""
    pages = pypdf.PdfReader(BytesIO(data)).pages
    return [page.get_contents().get_data() for page in pages]  # type: ignore[union-attr]


def text_of_page(data: bytes, page: int) -> str:
    """What a person sees on a page, the fields with it."""
    with pypdfium2.PdfDocument(data) as document:
        document.init_forms()
        sheet = document[page]
        flat = pypdfium2.raw.FPDFPage_Flatten(sheet, pypdfium2.raw.FLAT_NORMALDISPLAY)
        assert flat != pypdfium2.raw.FLATTEN_FAIL
        return str(document[page].get_textpage().get_text_bounded())


def pictures(data: bytes) -> dict[str, bytes]:
    """How each field is drawn."""
    found = {}
    for page in pypdf.PdfReader(BytesIO(data)).pages:
        for one in page["/Annots"]:
            widget = one.get_object()
            drawn = widget["/AP"]["/N"].get_object()
            if hasattr(drawn, "get_data"):
                found[str(widget["/T"])] = drawn.get_data()
    return found


def test_another_program_reads_what_was_filled_in() -> None:
    made = filled_form(
        FORM,
        {"name": "Zoë O’Neil", "open": "£1,234.50", "self": "ticked", "held": "Bank account",
         "why": "No carer.\nThen one came."},
    )  # fmt: skip
    read = values_in(made)
    assert read["name"] == "Zoë O’Neil"
    assert (read["open"], read["held"]) == ("£1,234.50", "Bank account")
    assert read["why"] == "No carer.\nThen one came."
    assert read["self"] == "/Yes"
    seen = text_of_page(made, 0)
    assert "Zoë O’Neil" in seen and "£1,234.50" in seen and "Bank account" in seen
    assert "Then one came." in text_of_page(made, 1)


def test_all_that_is_printed_and_all_other_fields_stay() -> None:
    made = filled_form(FORM, {"open": "£1,234.50"})
    assert contents(made) == contents(FORM)
    before, after = values_in(FORM), values_in(made)
    assert {name for name in before if before[name] != after[name]} == {"open"}
    drawn, redrawn = pictures(FORM), pictures(made)
    assert {name for name in drawn if drawn[name] != redrawn[name]} == {"open"}


def test_it_can_be_filled_in_again() -> None:
    once = filled_form(FORM, {"open": "£1.00", "held": "Bank account"})
    twice = filled_form(once, {"open": "£2.00", "close": "£3.00"})
    read = values_in(twice)
    assert (read["open"], read["close"], read["held"]) == ("£2.00", "£3.00", "Bank account")
    assert "£1.00" not in text_of_page(twice, 0)


def test_long_words_are_made_to_fit_and_letters_without_a_sign_lose_their_accent() -> None:
    made = filled_form(FORM, {"open": "A very long answer for so short a field", "name": "Łukasz"})
    assert values_in(made)["name"] == "Łukasz"
    assert "Lukasz" in text_of_page(made, 0)
    size = re.search(rb"/DPManager ([\d.]+) Tf", pictures(made)["open"])
    assert size is not None and float(size.group(1)) < 6
    many = filled_form(FORM, {"why": "word " * 400})
    size = re.search(rb"/DPManager ([\d.]+) Tf", pictures(many)["why"])
    assert size is not None and float(size.group(1)) < 10


def test_one_of_several_buttons_is_pressed() -> None:
    filled = filled_form(buttons_pdf(), {"often": "Monthly"})
    assert values_in(filled)["often"] == "/Monthly"
    (page,) = pypdf.PdfReader(BytesIO(filled)).pages
    assert [one.get_object()["/AS"] for one in page["/Annots"]] == ["/Off", "/Monthly"]
    with pytest.raises(DPManagerError, match="does not offer “Yearly”"):
        filled_form(buttons_pdf(), {"often": "Yearly"})


def test_a_copy_of_the_fields_and_rights_that_end_are_left_out() -> None:
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(BytesIO(FORM)))
    writer.root_object["/AcroForm"].get_object()[NameObject("/XFA")] = ArrayObject([])
    writer.root_object[NameObject("/Perms")] = DictionaryObject(
        {NameObject("/UR3"): DictionaryObject()}
    )
    saved = BytesIO()
    writer.write(saved)
    root = pypdf.PdfReader(BytesIO(filled_form(saved.getvalue(), {"open": "1"}))).root_object
    assert "/XFA" not in root["/AcroForm"].get_object()
    assert "/UR3" not in root["/Perms"].get_object()


def test_a_form_that_forbids_other_changes_stays_so() -> None:
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(BytesIO(FORM)))
    may = pypdf.constants.UserAccessPermissions.FILL_FORM_FIELDS
    writer.encrypt("", "kettle", permissions_flag=may, algorithm="AES-256")
    saved = BytesIO()
    writer.write(saved)
    read = pypdf.PdfReader(BytesIO(filled_form(saved.getvalue(), {"open": "£5.00"})))
    assert read.is_encrypted
    assert (read.get_fields() or {})["open"]["/V"] == "£5.00"


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"gone": "1"}, "The form has no field “gone” any more"),
        ({"held": "Under the bed"}, "“held” of the form does not offer “Under the bed”"),
    ],
)
def test_what_does_not_fit_is_refused(values: Mapping[str, str], says: str) -> None:
    with pytest.raises(DPManagerError, match=says):
        filled_form(FORM, values)


def test_the_same_form_gives_the_same_file() -> None:
    assert filled_form(FORM, {"open": "1"}) == filled_form(FORM, {"open": "1"})


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(
        st.sampled_from(TEXTS),
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60),
        min_size=1,
    )
)
def test_whatever_is_written_comes_back_and_nothing_else_changes(values: dict[str, str]) -> None:
    made = filled_form(FORM, values)
    assert values_in(made) == values_in(FORM) | values
    assert contents(made) == contents(FORM)
    drawn, redrawn = pictures(FORM), pictures(made)
    assert {name for name in drawn if drawn[name] != redrawn[name]} == set(values)
    text_of_page(made, 0)
