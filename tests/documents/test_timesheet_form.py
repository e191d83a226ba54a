import io
from dataclasses import replace
from datetime import date

import pikepdf
import pypdf
import pytest
from pdf_checks import faults, fonts, pages_text, shown, smallest_type, tags, text_of
from planned_form import EVENING, KEY, MONDAY, WEEK, form, plan
from samples import HOSTILE

from dpmanager.documents.timesheet_form import blank_timesheet_pdf, timesheet_form_pdf
from dpmanager.domain.hours.timesheet_form import (
    FORM_CHECK,
    FORM_CONTENT,
    FORM_LAYOUT,
    Box,
    all_boxes,
    box_name,
    not_worked_name,
)
from dpmanager.domain.periods import Period

HIDDEN = [FORM_LAYOUT, FORM_CONTENT, FORM_CHECK]
FIRST_BOX = box_name(MONDAY, 1, Box.START)
BOTH_SIZES = pytest.mark.parametrize("large_print", [False, True])


@pytest.fixture(scope="module", params=[False, True], ids=["normal", "large print"])
def made(request):
    return timesheet_form_pdf(form(), large_print=request.param)


def blank(*, large_print=False, worker="Ann Llŷr-Smith"):
    return blank_timesheet_pdf(
        WEEK, worker=worker, employer="Margaret Bell", large_print=large_print
    )


def fields(data):
    return pypdf.PdfReader(io.BytesIO(data)).get_fields()


def widgets(data):
    """The boxes of each page in the order of the page, as a second library sees them."""
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    return [[annotation.get_object() for annotation in page.get("/Annots", [])] for page in pages]


def test_it_has_every_box_of_its_plan_and_no_other(made):
    assert list(fields(made)) == [*HIDDEN, *all_boxes(plan())]


def test_planned_shifts_stand_in_it_already(made):
    values = {name: field.value for name, field in fields(made).items()}
    row = [values[box_name(MONDAY, 1, box)] for box in Box]
    assert row == ["08:00", "12:20", "20", "Bank holiday", "", "", ""]
    row = [values[box_name(MONDAY, 2, box)] for box in Box]
    assert row == ["17:00", "19:00", "", "Travel between visits", "", "12.5", ""]
    assert values[box_name(date(2026, 4, 11), 1, Box.UP)] == "30"
    assert values[box_name(date(2026, 4, 11), 1, Box.NOTE)] == "Key is at Tŷ Gwyn"
    assert values[not_worked_name(MONDAY)] == "/Off"


def test_each_box_says_its_day_and_what_it_is_for(made):
    says = {name: field.get("/TU") for name, field in fields(made).items()}
    assert says[FIRST_BOX] == "Start, Monday 6 April 2026, row 1"
    assert says[box_name(MONDAY, 3, Box.UP)] == (
        "Minutes up in a sleep-in, Monday 6 April 2026, row 3"
    )
    assert says[not_worked_name(MONDAY)] == "I did not work on Monday 6 April 2026"
    shown_boxes = [text for name, text in says.items() if name not in HIDDEN]
    assert len(set(shown_boxes)) == len(shown_boxes)
    assert all(shown_boxes)


def test_the_tab_key_goes_through_the_boxes_in_the_order_of_the_days(made):
    in_order = [box["/T"] for page in widgets(made) for box in page if box["/T"] not in HIDDEN]
    assert in_order == list(all_boxes(plan()))


def test_the_structure_has_each_box_in_the_same_order(made):
    with pikepdf.open(io.BytesIO(made)) as pdf:
        root = pdf.Root.StructTreeRoot
        flat = list(root.ParentTree.Nums)
        owners = {int(flat[i]): flat[i + 1] for i in range(0, len(flat), 2)}
        found = []

        def walk(element):
            for kid in element.get("/K", []):
                if kid.get("/Type") == "/OBJR":
                    assert element.S == "/Form"
                    assert owners[int(kid.Obj.StructParent)].objgen == element.objgen
                    assert kid.Obj.P.objgen == kid.Pg.objgen
                    found.append(str(kid.Obj.T))
                elif "/S" in kid:
                    walk(kid)

        walk(root)
    assert found == list(all_boxes(plan()))


def test_it_is_tagged_and_set_in_large_enough_type():
    for large_print in (False, True):
        made = timesheet_form_pdf(form(), large_print=large_print)
        assert faults(made) == []
        assert smallest_type(made) == (18 if large_print else 12)
        with pikepdf.open(io.BytesIO(made)) as pdf:
            letters = str(pdf.Root.AcroForm.Fields[-1].DA)
        assert f" {18 if large_print else 12} Tf" in letters


def test_the_typeface_for_typing_is_in_the_file_as_a_whole(made):
    assert "Helvetica" not in fonts(made)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        (typeface,) = pdf.Root.AcroForm.DR.Font.values()
        assert typeface.BaseFont == "/AtkinsonHyperlegible-Regular"
        assert len(typeface.Widths) == typeface.LastChar - typeface.FirstChar + 1
        assert len(typeface.FontDescriptor.FontFile2.read_bytes()) == (
            typeface.FontDescriptor.FontFile2.Length1
        )


def test_every_box_lies_on_the_page_has_its_picture_and_none_lies_on_another(made):
    for page in widgets(made):
        shown_boxes = [box for box in page if box["/T"] not in HIDDEN]
        for number, box in enumerate(shown_boxes):
            left, bottom, right, top = map(float, box["/Rect"])
            assert 40 < left < right < 560 and 60 < bottom < top < 800
            assert top - bottom >= 13
            assert "/N" in box["/AP"]
            for other in shown_boxes[:number]:
                x, y, x2, y2 = map(float, other["/Rect"])
                assert right <= x or x2 <= left or top <= y or y2 <= bottom


def test_what_stands_in_the_boxes_is_shown(made):
    text = text_of(made)
    with shown(made) as pdf:
        pdf.init_forms()
        dark = pdf[0].render(scale=1, may_draw_forms=True).to_pil()
        bare = pdf[0].render(scale=1, may_draw_forms=False).to_pil()
    assert "Type the times you worked. Save the file. Send it back." in text
    box = next(box for box in widgets(made)[0] if box["/T"] == FIRST_BOX)
    left, bottom, right, top = map(float, box["/Rect"])
    area = (int(left) + 2, int(842 - top) + 2, int(right) - 2, int(842 - bottom) - 2)
    assert min(dark.crop(area).convert("L").tobytes()) < 100
    assert min(bare.crop(area).convert("L").tobytes()) > 200


def test_the_seal_is_hidden_and_cannot_be_typed_in(made):
    for name in HIDDEN:
        field = fields(made)[name]
        assert field["/Ff"] & 1
    hidden = [box for box in widgets(made)[0] if box["/T"] in HIDDEN]
    assert [box["/F"] for box in hidden] == [2, 2, 2]
    assert KEY.hex() not in str([box["/V"] for box in hidden])


def test_the_words_are_the_same_in_both_sizes():
    normal, large = (
        text_of(timesheet_form_pdf(form(), large_print=large)) for large in (False, True)
    )
    for text in (normal, large):
        assert text.count("I did not work on this day") == 7
        assert text.count("Start Finish Break, min Kind") == 7
        assert "Ann Llŷr-Smith" in text
        assert "By typing my name I sign this timesheet, as Ann Llŷr-Smith." in text
    assert "Monday 6 April 2026" in normal
    assert "Mon 6 Apr 2026" in large


@BOTH_SIZES
def test_a_day_is_never_parted_by_the_end_of_a_page(large_print):
    period = Period(MONDAY, date(2026, 5, 3))
    made = timesheet_form_pdf(form(plan(period=period)), large_print=large_print)
    for day in period.each_day():
        pages = {
            number
            for number, page in enumerate(widgets(made))
            for box in page
            if box["/T"].startswith(f"{day:%Y%m%d}")
        }
        assert len(pages) == 1
    assert len(pages_text(made)) <= (11 if large_print else 6)


def test_a_day_with_more_planned_shifts_has_a_row_for_each():
    shifts = [replace(EVENING, miles=EVENING.miles + number) for number in range(5)]
    made = fields(timesheet_form_pdf(form(plan(*shifts))))
    assert made[box_name(MONDAY, 5, Box.MILES)].value == "16.5"


@BOTH_SIZES
def test_the_sheet_for_writing_by_hand_has_the_same_days_and_no_fields(large_print):
    made = blank(large_print=large_print)
    text = text_of(made)
    assert faults(made) == []
    assert fields(made) is None
    assert smallest_type(made) == (18 if large_print else 12)
    assert text.count("I did not work on this day") == 7
    assert "Ann Llŷr-Smith, worker Date" in text
    assert "Form" not in tags(made)
    with shown(made) as pdf:
        page = pdf[0].render(scale=1).to_pil().convert("L")
    assert min(page.tobytes()) < 100


@BOTH_SIZES
def test_hostile_names_and_notes_harm_nothing(large_print):
    hostile = replace(form(plan(replace(EVENING, note=HOSTILE))), worker=HOSTILE)
    made = timesheet_form_pdf(hostile, large_print=large_print)
    assert faults(made) == []
    assert fields(made)[box_name(MONDAY, 1, Box.NOTE)].value == HOSTILE[:200]
    assert faults(blank(worker=HOSTILE, large_print=large_print)) == []


def test_the_same_form_gives_the_same_bytes():
    assert timesheet_form_pdf(form()) == timesheet_form_pdf(form())
