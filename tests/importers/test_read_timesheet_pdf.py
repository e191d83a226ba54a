"""Forms are filled in by pypdf and by PDFium, the engine of Chrome, and read by pikepdf."""

import ctypes
import io
import logging
import warnings
import zlib
from contextlib import suppress
from dataclasses import replace
from datetime import date, time

import pikepdf
import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String
from planned_form import EVENING, KEY, MONDAY, MORNING, NIGHT, SATURDAY, form, plan
from reportlab.pdfgen.canvas import Canvas

from dpmanager.documents.timesheet_form import blank_timesheet_pdf, timesheet_form_pdf
from dpmanager.domain.hours.filled import check_rows
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.hours.timesheet_form import (
    FORM_CHECK,
    FORM_CONTENT,
    FORM_LAYOUT,
    SIGNED_NAME,
    SIGNED_ON,
    Box,
    box_name,
    not_worked_name,
    seal,
)
from dpmanager.domain.hours.written import UnreadBoxesError
from dpmanager.errors import DPManagerError
from dpmanager.importers.timesheet_pdf import LARGEST_MB, read_timesheet_form

TUESDAY = date(2026, 4, 7)
FORM = timesheet_form_pdf(form())
logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it would measure text in another typeface


def at(day, row, box):
    return box_name(day, row, Box(box))


def filled(values, data=FORM):
    """The form after a second program has written into its boxes and saved it."""
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(data)))
    for page in writer.pages:
        writer.update_page_form_field_values(page, values, auto_regenerate=False)
    saved = io.BytesIO()
    writer.write(saved)
    return saved.getvalue()


def changed(change, data=FORM):
    """The form after something was done to it."""
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        with warnings.catch_warnings(action="ignore"):  # of boxes that are no longer listed
            pdf.save(saved)
    return saved.getvalue()


def field(pdf, name):
    return next(each for each in pdf.Root.AcroForm.Fields if str(each.T) == name)


def drawn():
    saved = io.BytesIO()
    canvas = Canvas(saved)
    canvas.drawString(72, 700, "Hours")
    canvas.save()
    return saved.getvalue()


def locked(**passwords):
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(FORM)) as pdf:
        pdf.save(saved, encryption=pikepdf.Encryption(**passwords))
    return saved.getvalue()


def refusal(data, key=KEY):
    with pytest.raises(DPManagerError) as refused:
        read_timesheet_form(data, key)
    return str(refused.value)


def test_a_form_that_came_back_as_it_was_says_what_was_planned():
    read = read_timesheet_form(FORM, KEY)
    assert read.plan == plan()
    assert read.rows == (MORNING, EVENING, NIGHT)
    assert (read.signed_name, read.signed_on) == ("", None)


@pytest.mark.parametrize("large_print", [False, True])
def test_what_another_program_wrote_is_read(large_print):
    data = timesheet_form_pdf(form(), large_print=large_print)
    read = read_timesheet_form(
        filled(
            {
                at(MONDAY, 1, "finish"): "1pm",
                at(MONDAY, 1, "break"): "",
                at(TUESDAY, 1, "start"): "7pm-7am",
                at(TUESDAY, 1, "kind"): "Night",
                at(TUESDAY, 1, "miles"): "7.5",
                at(TUESDAY, 1, "note"): "Tŷ Gwyn, £3 for the bus",
                not_worked_name(SATURDAY): "/Yes",
                SIGNED_NAME: "Ann Llŷr-Smith",
                SIGNED_ON: "13 April 2026",
            },
            data,
        ),
        KEY,
    )
    later, evening, night = read.rows
    assert later == replace(MORNING, end=time(13), break_minutes=0)
    assert evening == EVENING
    assert (night.start, night.end, night.kind) == (time(19), time(7), HourKind.NIGHT)
    assert night.note == "Tŷ Gwyn, £3 for the bus"
    assert (read.signed_name, read.signed_on) == ("Ann Llŷr-Smith", date(2026, 4, 13))


def type_into(pdf, page, rect, text):
    """Clicks into a box, marks what is there, and types over it, as a person does."""
    forms, raw = pdf.formenv.raw, page.raw
    x, y = (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2
    for press in (pdfium.FORM_OnLButtonDown, pdfium.FORM_OnLButtonUp):
        press(forms, raw, 0, x, y)
    if text is None:
        return
    pdfium.FORM_SelectAllText(forms, raw)
    letters = (text + "\0").encode("utf-16-le")
    buffer = ctypes.create_string_buffer(letters)
    pdfium.FORM_ReplaceSelection(forms, raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
    pdfium.FORM_ForceToKillFocus(forms)


def test_what_a_person_types_in_the_pdf_reader_of_chrome_is_read():
    boxes = {}
    with pikepdf.open(io.BytesIO(FORM)) as opened:
        for number, page in enumerate(opened.pages):
            for box in page.obj.Annots:
                boxes[str(box.T)] = (number, [float(edge) for edge in box.Rect])
    typed = {
        at(MONDAY, 1, "finish"): "1pm",
        at(TUESDAY, 1, "start"): "half 7",
        at(TUESDAY, 1, "finish"): "10.15",
        at(TUESDAY, 1, "note"): "x" * 300,
        not_worked_name(SATURDAY): None,
        SIGNED_NAME: "Ann Llŷr-Smith",
    }
    pdf = pypdfium2.PdfDocument(FORM)
    pdf.init_forms()
    for name, text in typed.items():
        number, rect = boxes[name]
        page = pdf[number]
        type_into(pdf, page, rect, text)
        page.close()
    saved = io.BytesIO()
    pdf.save(saved)
    pdf.close()
    read = read_timesheet_form(saved.getvalue(), KEY)
    later, evening, tuesday = read.rows
    assert later == replace(MORNING, end=time(13))
    assert evening == EVENING
    assert (tuesday.start, tuesday.end) == (time(7, 30), time(10, 15))
    assert tuesday.note == "x" * 200  # the box takes no more
    assert read.signed_name == "Ann Llŷr-Smith"


def test_a_form_that_may_be_read_but_not_printed_is_taken():
    assert read_timesheet_form(locked(owner="no printing"), KEY).plan == plan()


def test_the_same_form_in_a_list_that_was_lost_or_behind_other_bytes_is_taken():
    def lose_list(pdf):
        pdf.Root.AcroForm.Fields = Array()

    assert read_timesheet_form(changed(lose_list), KEY).rows == (MORNING, EVENING, NIGHT)
    assert read_timesheet_form(b"\n\n" + FORM, KEY).rows == (MORNING, EVENING, NIGHT)


def set_value(name, value):
    def change(pdf):
        field(pdf, name).V = value

    return change


def with_xfa(pdf):
    pdf.Root.AcroForm.XFA = pikepdf.Stream(pdf, b"<xdp/>")


def with_program(pdf):
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def with_named_program(pdf):
    action = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), action])))


def with_program_in_a_box(pdf):
    pdf.Root.AcroForm.Fields[9].AA = Dictionary(K=Dictionary(S=Name.JavaScript, JS=String("1")))


def flattened(pdf):
    pdf.flatten_annotations("print")
    for page in pdf.pages:
        page.obj.Annots = Array()


def flattened_but_for_what_is_hidden(pdf):
    hidden = list(pdf.Root.AcroForm.Fields)[:3]
    pdf.flatten_annotations("print")
    pdf.Root.AcroForm = Dictionary(Fields=Array(hidden))


def without_a_box(pdf):
    del pdf.Root.AcroForm.Fields[10]


def with_a_box_twice(pdf):
    fields = pdf.Root.AcroForm.Fields
    again = pdf.make_indirect(Dictionary(FT=Name.Tx, T=fields[5].T, V=String("99:99")))
    fields.append(again)


def of_another_program(pdf):
    pdf.Root.AcroForm.Fields = Array(
        [pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("surname"), V=String("Bell")))]
    )


def with_a_whole_book_in_a_box(pdf):
    field(pdf, at(TUESDAY, 1, "note")).V = pikepdf.Stream(pdf, b"x" * 1000)


def with_the_plan_of_another_form(pdf):
    other = seal(replace(plan(), worker_id=8), KEY)
    field(pdf, FORM_CONTENT).V = String(other.content)


def with_the_period_of_another_form(pdf):
    longer = replace(plan(), period=replace(plan().period, end=date(2026, 4, 13)))
    sealed = seal(longer, KEY)
    field(pdf, FORM_CONTENT).V = String(sealed.content)
    field(pdf, FORM_CHECK).V = String(sealed.check)


NOT_OURS = "does not belong to this book, or what it was made from has been changed"
SECOND_START = at(TUESDAY, 1, "start")
REFUSED = {
    "nothing": (b"", "This file is not a PDF"),
    "only text": (b"Mon 9-5", "This file is not a PDF"),
    "a start alone": (b"%PDF-1.7\n", "This PDF is damaged or not complete"),
    "half of it": (FORM[: len(FORM) // 2], "This PDF is damaged or not complete"),
    "too large": (FORM + bytes(LARGEST_MB * 1024 * 1024), "This file is larger than 10 MB"),
    "locked": (locked(user="secret", owner="secret"), "This PDF is locked with a password"),
    "XFA": (changed(with_xfa), "This PDF is a form of another kind (XFA)"),
    "a program": (changed(with_program), "This PDF has a small program in it"),
    "a named program": (changed(with_named_program), "This PDF has a small program in it"),
    "a box's program": (changed(with_program_in_a_box), "This PDF has a small program in it"),
    "no form": (drawn(), "This PDF has no boxes to read"),
    "flattened": (changed(flattened), "This PDF has no boxes to read"),
    "flattened, the seal left": (
        changed(flattened_but_for_what_is_hidden),
        "Some boxes of this form are gone",
    ),
    "paper": (
        blank_timesheet_pdf(plan().period, worker="Ann", employer="Bell"),
        "This PDF has no boxes to read",
    ),
    "a box is gone": (changed(without_a_box), "Some boxes of this form are gone"),
    "a box twice": (changed(with_a_box_twice), "This form has the same box twice"),
    "another program's form": (changed(of_another_program), "not a timesheet form of DP Manager"),
    "another layout": (changed(set_value(FORM_LAYOUT, "2")), "another version of DP Manager"),
    "another worker": (changed(with_the_plan_of_another_form), NOT_OURS),
    "no check": (changed(set_value(FORM_CHECK, "")), NOT_OURS),
    "a name as the check": (changed(set_value(FORM_CHECK, Name.Yes)), NOT_OURS),
    "another period": (
        changed(with_the_period_of_another_form),
        "Some boxes of this form are gone",
    ),
    "a whole book": (changed(with_a_whole_book_in_a_box), "This PDF is damaged"),
    "25:00": (
        changed(set_value(SECOND_START, "25:00")),
        "Start, Tuesday 7 April 2026, row 1: “25:00” is not a time, because a day ends at 23:59",
    ),
    "long text": (changed(set_value(SECOND_START, "9" * 50_000)), "is too long for this box"),
    "a number": (changed(set_value(SECOND_START, 12345)), "is not understood as a time"),
}


@pytest.mark.parametrize(("data", "sentence"), REFUSED.values(), ids=REFUSED)
def test_refused_in_a_plain_sentence(data, sentence):
    words = refusal(data)
    assert sentence in words
    assert len(words) < 400


def test_another_book_does_not_take_it():
    assert NOT_OURS in refusal(FORM, b"the key of another book, 32 long")


def test_control_characters_are_no_part_of_a_time():
    data = changed(set_value(SECOND_START, "\x07 9\u202eam\x00"))
    data = changed(set_value(at(TUESDAY, 1, "finish"), "10am\r\n"), data)
    row = read_timesheet_form(data, KEY).rows[2]
    assert (row.start, row.end) == (time(9), time(10))


def test_boxes_below_boxes_that_never_end_are_no_trap():
    def endless(pdf):
        first = field(pdf, at(TUESDAY, 1, "start"))
        first.Kids = Array([first] * 1000)

    assert "Some boxes of this form are gone" in refusal(changed(endless))


def test_a_small_file_that_unpacks_to_two_hundred_megabytes_is_refused():
    packer = zlib.compressobj(9)
    packed = packer.compress(b"3 0 ")
    for _number in range(200):
        packed += packer.compress(b" " * 1_000_000)
    packed += packer.compress(b"<</Type/Catalog/Pages 5 0 R>>") + packer.flush()
    start = b"%PDF-1.5\n"
    objects = b"2 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(
        packed
    )
    objects += packed + b"\nendstream endobj\n"
    pages = len(start) + len(objects)
    objects += b"5 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    table = len(start) + len(objects)
    entries = [(0, 0, 0), (0, 0, 0), (1, len(start), 0), (2, 2, 0), (0, 0, 0), (1, pages, 0)]
    rows = b"".join(
        bytes([kind]) + place.to_bytes(4, "big") + bytes([last])
        for kind, place, last in [*entries, (1, table, 0)]
    )
    objects += b"6 0 obj<</Type/XRef/Size 7/W[1 4 1]/Root 3 0 R/Length %d>>stream\n" % len(rows)
    objects += rows + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % table
    assert "This PDF is damaged" in refusal(start + objects)
    assert pikepdf.settings.get_qpdf_limits()["flate_max_memory"] == 0


@given(st.binary(max_size=400), st.booleans())
def test_whatever_the_bytes_are_they_are_refused(data, starts_well):
    refusal((b"%PDF-1.7\n" if starts_well else b"") + data)


def never_a_crash(data):
    with suppress(DPManagerError):
        read = read_timesheet_form(data, KEY)
        assert read.plan == plan()
        check_rows(read.rows)


PLAIN = io.BytesIO()
with pikepdf.open(io.BytesIO(FORM)) as _pdf:
    _pdf.save(
        PLAIN,
        compress_streams=False,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
    )


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([FORM, PLAIN.getvalue()]),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 7)), min_size=1),
)
def test_a_form_with_flipped_bits_is_read_right_or_refused(data, flips):
    spoilt = bytearray(data)
    for place, bit in flips:
        spoilt[int(place * len(data))] ^= 1 << bit
    never_a_crash(bytes(spoilt))


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([FORM, PLAIN.getvalue()]),
    st.floats(0, 1),
    st.floats(0, 1),
    st.binary(max_size=30),
)
def test_a_form_with_a_part_cut_out_is_read_right_or_refused(data, start, end, instead):
    first, last = sorted((int(start * len(data)), int(end * len(data))))
    never_a_crash(data[:first] + instead + data[last:])


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([at(TUESDAY, 1, box) for box in Box] + [SIGNED_NAME, SIGNED_ON]),
        st.text(max_size=30),
    )
)
def test_whatever_is_typed_is_read_or_refused_box_by_box(typed):
    def write(pdf):
        for name, text in typed.items():
            field(pdf, name).V = String(text.encode("utf-8", "replace").decode())

    try:
        read = read_timesheet_form(changed(write), KEY)
    except UnreadBoxesError as refused:
        assert refused.faults
    except DPManagerError as refused:
        assert "overlaps" in str(refused)
    else:
        assert set(read.rows) >= {MORNING, EVENING, NIGHT}
