"""The fields of a council's PDF form, and files that are refused in a sentence."""

import re
from collections.abc import Callable
from io import BytesIO

import pypdf
import pytest
from council_form import buttons_pdf, council_pdf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from reportlab.pdfgen.canvas import Canvas

from dpmanager.domain.returns.own_form import Place, PlaceKind
from dpmanager.errors import DPManagerError
from dpmanager.importers.form_fields import LARGEST_MB, fields_of_form

FORM = council_pdf()


def by_name(data: bytes) -> dict[str, Place]:
    return {place.name: place for place in fields_of_form(data)}


def changed(change: Callable[[pypdf.PdfWriter, DictionaryObject], object]) -> bytes:
    """The form after another program changed it: the file, or what holds its fields."""
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(BytesIO(FORM)))
    form = writer.root_object["/AcroForm"].get_object()
    change(writer, form)
    saved = BytesIO()
    writer.write(saved)
    return saved.getvalue()


def fields(form: DictionaryObject) -> dict[str, DictionaryObject]:
    return {one.get_object()["/T"]: one.get_object() for one in form["/Fields"]}


def test_every_field_with_its_kind_its_words_and_its_page() -> None:
    places = fields_of_form(FORM)
    assert [(one.name, one.says, one.where) for one in places] == [
        ("name", "Name of service user", "Page 1"),
        ("txtRef", "Client reference", "Page 1"),
        ("from", "Period from", "Page 1"),
        ("to", "Period to", "Page 1"),
        ("open", "Opening balance £", "Page 1"),
        ("inc", "Total income", "Page 1"),
        ("exp", "Total expenditure", "Page 1"),
        ("close", "Closing balance", "Page 1"),
        ("sp1", "Wages", "Page 1"),
        ("sp2", "Tax and NI (HMRC)", "Page 1"),
        ("door", "Colour of your front door", "Page 1"),
        ("self", "I am the service user", "Page 1"),
        ("held", "How is the account held?", "Page 1"),
        ("why", "Reasons for surplus", "Page 2"),
        ("sign", "Print name", "Page 2"),
    ]
    kinds = {one.name: one.kind for one in places if one.kind is not PlaceKind.TEXT}
    assert kinds == {"self": PlaceKind.TICK, "held": PlaceKind.CHOICE}
    assert by_name(FORM)["held"].choices == ("Bank account", "Prepaid card")


def test_buttons_of_which_one_is_pressed_are_one_field() -> None:
    (place,) = fields_of_form(buttons_pdf())
    assert (place.name, place.kind, place.says) == ("often", PlaceKind.CHOICE, "How often")
    assert place.choices == ("Weekly", "Monthly")


def test_what_nobody_may_change_or_see_is_left_out() -> None:
    def change(_writer: pypdf.PdfWriter, form: DictionaryObject) -> None:
        named = fields(form)
        named["inc"][NameObject("/Ff")] = NumberObject(1)
        named["exp"][NameObject("/F")] = NumberObject(2)
        named["sp1"][NameObject("/Ff")] = NumberObject(1 << 13)
        named["self"][NameObject("/Ff")] = NumberObject(1 << 16)
        named["name"][NameObject("/MaxLen")] = NumberObject(30)

    left = by_name(changed(change))
    assert {"inc", "exp", "sp1", "self"}.isdisjoint(left)
    assert (len(left), left["name"].longest) == (11, 30)


def test_fields_below_others_have_whole_names() -> None:
    def change(writer: pypdf.PdfWriter, form: DictionaryObject) -> None:
        kid = fields(form)["open"]
        parent = writer._add_object(
            DictionaryObject({NameObject("/T"): TextStringObject("page1"), NameObject("/Kids"):
                              ArrayObject([kid.indirect_reference])})
        )  # fmt: skip
        kid[NameObject("/Parent")] = parent

    assert "page1.open" in by_name(changed(change))


def xfa(*, fields_too: bool) -> bytes:
    def change(_writer: pypdf.PdfWriter, form: DictionaryObject) -> None:
        form[NameObject("/XFA")] = ArrayObject([])
        if not fields_too:
            form[NameObject("/Fields")] = ArrayObject([])

    return changed(change)


def to_be_drawn_by_adobe() -> bytes:
    def change(writer: pypdf.PdfWriter, form: DictionaryObject) -> None:
        form[NameObject("/XFA")] = ArrayObject([])
        writer.root_object[NameObject("/NeedsRendering")] = BooleanObject(True)

    return changed(change)


def signed() -> bytes:
    def change(_writer: pypdf.PdfWriter, form: DictionaryObject) -> None:
        sign = fields(form)["sign"]
        sign[NameObject("/FT")] = NameObject("/Sig")
        sign[NameObject("/V")] = DictionaryObject()

    return changed(change)


def locked(user: str, may: int) -> bytes:
    return changed(
        lambda writer, _form: writer.encrypt(
            user_password=user,
            owner_password="kettle",
            permissions_flag=pypdf.constants.UserAccessPermissions(may),
            algorithm="AES-256",
        )
    )


def own_parent() -> bytes:
    def change(_writer: pypdf.PdfWriter, form: DictionaryObject) -> None:
        door = fields(form)["door"]
        door[NameObject("/Parent")] = door.indirect_reference

    return changed(change)


def printed() -> bytes:
    made = BytesIO()
    canvas = Canvas(made)
    canvas.drawString(50, 700, "Opening balance ........")
    canvas.save()
    return made.getvalue()


def test_a_form_that_only_forbids_other_changes_can_be_filled_in() -> None:
    may_fill = pypdf.constants.UserAccessPermissions.FILL_FORM_FIELDS
    may_modify = pypdf.constants.UserAccessPermissions.MODIFY
    assert len(fields_of_form(locked("", int(may_fill)))) == 15
    assert len(fields_of_form(locked("", int(may_fill | may_modify)))) == 15


def test_a_form_that_is_kept_twice_is_read_by_its_fields() -> None:
    assert len(fields_of_form(xfa(fields_too=True))) == 15


def test_a_field_that_is_its_own_parent_ends() -> None:
    assert len(fields_of_form(own_parent())) == 15


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "not a PDF"),
        (b"PK\x03\x04", "not a PDF"),
        (b"%PDF-1.7\n" + b"\0" * (LARGEST_MB * 1024 * 1024), "larger than 20 MB"),
        (b"%PDF-1.7\nnothing", "damaged or not complete"),
        (FORM[: len(FORM) // 3], "damaged or not complete"),
        (printed(), "no fields to fill in: it is a form to print"),
        (xfa(fields_too=False), "of a kind (XFA) that only Adobe's own program"),
        (to_be_drawn_by_adobe(), "of a kind (XFA) that only Adobe's own program"),
        (signed(), "signed already"),
        (locked("tulip", -1), "is locked"),
        (locked("", 0), "is locked"),
    ],
    ids=["empty", "zip", "large", "broken", "cut", "printed", "xfa", "xfa drawn", "signed",
         "password", "rights"],
)  # fmt: skip
def test_what_cannot_be_filled_in_is_refused_in_plain_words(data: bytes, says: str) -> None:
    with pytest.raises(DPManagerError, match=re.escape(says)):
        fields_of_form(data)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(FORM) - 1), st.binary(min_size=1, max_size=40))
def test_a_file_that_was_damaged_anywhere_is_read_or_refused(at: int, junk: bytes) -> None:
    try:
        places = fields_of_form(FORM[:at] + junk + FORM[at + len(junk) :])
    except DPManagerError:
        return
    assert all(place.says for place in places)
