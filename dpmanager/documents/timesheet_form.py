"""The timesheet that a worker fills in on a device of their own, or by hand on paper."""

from dataclasses import dataclass
from datetime import date

from dpmanager.documents.form_boxes import BoxesOfForm, FormBox
from dpmanager.documents.layout import Document
from dpmanager.documents.lettering import Style, clean, text_width
from dpmanager.documents.look import Look
from dpmanager.documents.pen import Pen
from dpmanager.documents.strips import Strip, kept_together, space
from dpmanager.documents.tags import Element
from dpmanager.domain.hours.shifts import SHIFT_KINDS
from dpmanager.domain.hours.timesheet_form import (
    FORM_CHECK,
    FORM_CONTENT,
    FORM_LAYOUT,
    LONGEST,
    LONGEST_DATE,
    LONGEST_NAME,
    ROWS_A_DAY,
    SIGNED_NAME,
    SIGNED_ON,
    Box,
    TimesheetForm,
    box_label,
    box_name,
    heading_of,
    not_worked_name,
    seal,
    written_on_form,
)
from dpmanager.domain.periods import Period
from dpmanager.domain.wording import day_words, full_day, kind_of_hour, period_words
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class _Lines:
    """How the boxes of a row stand, in points. A box without a width takes the room that is left.

    over: the boxes whose headings stand once over the rows of a day. beside: those of a second
    line, each with its heading before it.
    """

    height: float
    gap: float
    below: float
    over: dict[Box, float]
    beside: dict[Box, float]


_NORMAL = _Lines(
    height=22,
    gap=4,
    below=2.5,
    over={
        Box.START: 50, Box.FINISH: 50, Box.BREAK: 58, Box.KIND: 128, Box.UP: 61, Box.MILES: 38,
        Box.NOTE: 0,
    },
    beside={},
)  # fmt: skip
_LARGE_PRINT = _Lines(
    height=24,
    gap=6,
    below=7,
    over={Box.START: 90, Box.FINISH: 90, Box.BREAK: 94, Box.KIND: 0},
    beside={Box.UP: 52, Box.MILES: 62, Box.NOTE: 0},
)


def timesheet_form_pdf(form: TimesheetForm, *, large_print: bool = False) -> bytes:
    """The form as a PDF that is filled in by typing, with the planned shifts in it already."""
    sealed = seal(form.plan, form.key)
    boxes = BoxesOfForm(
        hidden={
            FORM_LAYOUT: sealed.layout,
            FORM_CONTENT: sealed.content,
            FORM_CHECK: sealed.check,
        }
    )
    document = _document(form.plan.period, form.worker, form.employer, large_print=large_print)
    _say(
        document,
        _("Type the times you worked. Save the file. Send it back."),
        _(
            "The planned times are in it already. If you worked as planned, leave them as they "
            "are. If you did not work, tick the box of that day."
        ),
    )
    sheet = _Sheet(document, boxes)
    for day in form.plan.period.each_day():
        rows = range(1, form.plan.rows_on(day) + 1)
        sheet.day(day, [written_on_form(form.plan, day, row) for row in rows])
    sheet.signature(form.worker)
    return document.pdf(boxes.write)


def blank_timesheet_pdf(
    period: Period, *, worker: str, employer: str, large_print: bool = False
) -> bytes:
    """The same as a sheet of paper with empty rows, to write on by hand."""
    document = _document(period, worker, employer, large_print=large_print)
    _say(document, _("Write the times you worked. Sign at the end. Give the sheet back."))
    sheet = _Sheet(document, BoxesOfForm(to_fill=False))
    for day in period.each_day():
        sheet.day(day, [dict.fromkeys(Box, "")] * ROWS_A_DAY)
    document.heading(_("To sign"))
    document.keep(_("These are the hours that I worked."))
    document.signatures([_("{name}, worker").format(name=worker)])
    return document.pdf()


def _document(period: Period, worker: str, employer: str, *, large_print: bool) -> Document:
    document = Document(
        _("Timesheet to fill in: {worker}, {period}").format(
            worker=worker, period=period_words(period)
        ),
        author=employer,
        large_print=large_print,
    )
    document.title(_("Timesheet to fill in"), period_words(period))
    document.fields([(_("Worker"), worker), (_("Employer"), employer)])
    return document


def _say(document: Document, lead: str, more: str = "") -> None:
    document.lead(lead)
    if more:
        document.paragraph(more)
    document.paragraph(
        _(
            "Write times like 9:00, 5.30pm or 17:30. For work past midnight, use the day on "
            "which it started."
        )
    )
    document.add([space(document.look.body.leading * 0.5)])


class _Sheet:
    """The days of a sheet, each with its heading, its tick box and its rows."""

    def __init__(self, document: Document, boxes: BoxesOfForm) -> None:
        self.document, self.boxes = document, boxes
        self.look: Look = document.look
        self.lines = _LARGE_PRINT if self.look.large else _NORMAL
        self.kinds = tuple(clean(kind_of_hour(kind)) for kind in SHIFT_KINDS)

    def day(self, day: date, rows: list[dict[Box, str]]) -> None:
        """A day, whose rows have these words in their boxes."""
        element = self.document.structure.add("Sect")
        strips = [self._heading(day, element), self._headings(element)]
        for number, words in enumerate(rows, start=1):
            fields = {box: self._field(day, number, box, words[box]) for box in Box}
            row = element.add("Div")
            strips.append(self._over(fields, row))
            if self.lines.beside:
                strips += [space(3), self._beside(fields, row)]
            strips.append(space(self.lines.below))
        self.document.add(kept_together(strips))
        self.document.add([space(self.look.row_padding * 2)])

    def _field(self, day: date, row: int, box: Box, value: str) -> FormBox:
        return FormBox(
            box_name(day, row, box),
            box_label(day, row, box),
            value,
            LONGEST[box],
            self.kinds if box is Box.KIND else (),
        )

    def _heading(self, day: date, parent: Element) -> Strip:
        look, style = self.look, self.look.headings[1]
        words = clean(day_words(day) if look.large else full_day(day))
        heading = parent.add("H2")
        box = FormBox(
            not_worked_name(day),
            _("I did not work on {day}").format(day=full_day(day)),
            tick=True,
        )
        field = self.boxes.element(parent)
        label_element = parent.add("P")
        label = clean(_("I did not work on this day"))
        side = look.body.size + 2
        left = look.margin + look.width - text_width(label, look.body)
        top = (style.leading - side) / 2

        def draw(pen: Pen, y: float) -> None:
            pen.bookmarks.append((2, words, pen.page))
            with pen.tagged(heading):
                pen.text(look.margin, y, words, style)
            place = (left - side - look.row_padding, y + top, side, side)
            self.boxes.draw(pen, box, place, look.body, field)
            with pen.tagged(label_element):
                pen.text(left, y + (style.leading - look.body.leading) / 2, label, look.body)

        return Strip(style.leading + 3, draw)

    def _places(self, widths: dict[Box, float], room: float) -> list[tuple[Box, float, float]]:
        """Each box with its left edge, from the start of the room, and its width."""
        gap = self.lines.gap
        spare = room - sum(widths.values()) - gap * (len(widths) - 1)
        places, left = [], 0.0
        for box, width in widths.items():
            places.append((box, left, width or spare))
            left += (width or spare) + gap
        return places

    def _headings(self, parent: Element) -> Strip:
        look = self.look
        element = parent.add("P")

        def draw(pen: Pen, y: float) -> None:
            for box, left, _width in self._places(self.lines.over, look.width):
                with pen.tagged(element):
                    pen.text(look.margin + left, y, clean(heading_of(box)) + " ", look.label)

        return Strip(look.body.leading, draw)

    def _over(self, fields: dict[Box, FormBox], row: Element) -> Strip:
        look, height = self.look, self.lines.height
        places = [
            (fields[box], look.margin + left, width, self.boxes.element(row))
            for box, left, width in self._places(self.lines.over, look.width)
        ]

        def draw(pen: Pen, y: float) -> None:
            for field, left, width, element in places:
                self.boxes.draw(pen, field, (left, y, width, height), look.body, element)

        return Strip(height, draw)

    def _beside(self, fields: dict[Box, FormBox], row: Element) -> Strip:
        look, height, gap = self.look, self.lines.height, self.lines.gap
        labels = {box: clean(heading_of(box)) for box in self.lines.beside}
        rooms = {box: text_width(label, look.label) + gap for box, label in labels.items()}
        room = look.width - sum(rooms.values())
        places = []
        shift = 0.0
        for box, left, width in self._places(self.lines.beside, room):
            at = look.margin + left + shift
            shift += rooms[box]
            places.append((box, at, width, row.add("P"), self.boxes.element(row)))

        def draw(pen: Pen, y: float) -> None:
            for box, left, width, words, element in places:
                with pen.tagged(words):
                    pen.text(
                        left, y + (height - look.label.leading) / 2, labels[box] + " ", look.label
                    )
                place = (left + rooms[box], y, width, height)
                self.boxes.draw(pen, fields[box], place, look.body, element)

        return Strip(height, draw)

    def signature(self, worker: str) -> None:
        """Boxes for the name, typed as signature, and the date."""
        document, look = self.document, self.look
        document.heading(_("To sign"))
        document.keep(
            _(
                "These are the hours that I worked. By typing my name I sign this timesheet, "
                "as {worker}."
            ).format(worker=worker)
        )
        for label, box, width in (
            (_("Your name"), FormBox(SIGNED_NAME, _("Your name, to sign"), "", LONGEST_NAME), 0.7),
            (_("Date"), FormBox(SIGNED_ON, _("Date on which you sign"), "", LONGEST_DATE), 0.4),
        ):
            strips = self._labelled(clean(label), box, look.width * width, look.body)
            document.add(kept_together([*strips, space(look.row_padding)]))

    def _labelled(self, label: str, box: FormBox, width: float, style: Style) -> list[Strip]:
        look, height = self.look, self.lines.height + 4
        words = self.document.structure.add("P")
        element = self.boxes.element(self.document.structure)

        def draw_label(pen: Pen, y: float) -> None:
            with pen.tagged(words):
                pen.text(look.margin, y, label, look.label)

        def draw_box(pen: Pen, y: float) -> None:
            self.boxes.draw(pen, box, (look.margin, y, width, height), style, element)

        return [Strip(look.label.leading, draw_label, keep_with_next=True), Strip(height, draw_box)]
