"""Reading what somebody wrote into the boxes of a timesheet form.

What cannot be understood for certain is refused, never guessed. A row that still says what was
planned is the planned row itself.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.hours.filled import FormRow, check_rows
from dpmanager.domain.hours.shifts import SHIFT_KINDS, HourKind, check_shift, suggest_kind
from dpmanager.domain.hours.timesheet_form import (
    LONGEST,
    LONGEST_DATE,
    LONGEST_NAME,
    SIGNED_NAME,
    SIGNED_ON,
    Box,
    FilledForm,
    FormPlan,
    box_label,
    box_name,
    written_on_form,
)
from dpmanager.domain.reading import quoted, read_date, read_time, tidied
from dpmanager.domain.wording import full_day, kind_of_hour
from dpmanager.errors import DPManagerError
from dpmanager.words import _, ngettext, speaking

NOON = timedelta(hours=12)
MOST_MINUTES = 24 * 60
MOST_MILES = 1000
LONGER_THAN_THE_BOX = 5
"""Programs that do not know the limit of a box let more be typed, but not a whole book."""

_MINUTES = re.compile(r"(?P<minutes>[0-9]{1,4}) ?(?:m|min|mins|minutes)?\.?", re.IGNORECASE)
_MILES = re.compile(r"(?P<miles>[0-9]{1,4}(?:\.[0-9]{1,2})?) ?(?:m|mi|miles?)?\.?", re.IGNORECASE)
_BETWEEN = re.compile(r" ?(?:[-−–—]|\bto\b|\buntil\b|\btill?\b) ?", re.IGNORECASE)
_WITHOUT_HALF_OF_DAY = re.compile(
    r"(?:half (?:past )?)?(?:[1-9]|1[0-2])(?:[:. ]?[0-9]{2})?", re.IGNORECASE
)
_SAYS_24_HOURS = re.compile(r"(?:0[0-9]|1[3-9]|2[0-3])(?:[:. ]?[0-9]{2})?")


def two_times(text: str) -> tuple[str, str] | None:
    """The two parts of what stands for a start and a finish, such as "7pm-7am"; None for others."""
    parts = _BETWEEN.split(tidied(text))
    return (parts[0], parts[1]) if len(parts) == 2 and all(parts) else None


class UnreadBoxesError(DPManagerError):
    """Boxes that were not understood. faults: a sentence for each, in the order of the form."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        others = len(faults) - 1
        more = ngettext(
            "{count} more box is not understood.", "{count} more boxes are not understood.", others
        ).format(count=others)
        super().__init__(f"{faults[0]} {more}" if others else faults[0])


def read_written(plan: FormPlan, written: Mapping[str, str], not_worked: set[date]) -> FilledForm:
    """The form as it was filled in.

    written: what stands in each box, by the box's name; a row that is not there is empty.
    not_worked: the days whose box “I did not work” is ticked. Raises UnreadBoxesError for boxes
    that are not understood, and DPManagerError as `check_rows`.
    """
    return _Reading(plan, written, not_worked).form()


class _Reading:
    """One form while it is read; faults are gathered, so that all can be mended at once."""

    def __init__(self, plan: FormPlan, written: Mapping[str, str], not_worked: set[date]) -> None:
        self.plan, self.written, self.not_worked = plan, written, not_worked
        self.faults: list[str] = []
        self.remarks: list[tuple[date, str]] = []
        with speaking(plan.spoken):
            self.prefilled = {
                (day, row): written_on_form(plan, day, row)
                for day in plan.period.each_day()
                for row in self._rows(day)
            }
            self.kinds = {_key(kind_of_hour(kind)): kind for kind in SHIFT_KINDS}
        self.kinds |= {_key(kind.value): kind for kind in SHIFT_KINDS}

    def _rows(self, day: date) -> Iterator[int]:
        row = 1
        while row <= self.plan.rows_on(day) or box_name(day, row, Box.START) in self.written:
            yield row
            row += 1

    def form(self) -> FilledForm:
        rows = [row for day in self.plan.period.each_day() for row in self._day(day)]
        name = self._line(SIGNED_NAME, LONGEST_NAME, _("Your name"))
        signed_on = self._signed_on()
        if self.faults:
            raise UnreadBoxesError(tuple(self.faults))
        rows.sort(key=lambda row: (row.day, row.start))
        check_rows(rows)
        return FilledForm(self.plan, tuple(rows), tuple(self.remarks), name, signed_on)

    def _signed_on(self) -> date | None:
        text = self._line(SIGNED_ON, LONGEST_DATE, _("Date"))
        try:
            return read_date(text, today=self.plan.period.end) if text else None
        except DPManagerError as fault:
            self._refuse(_("Date"), fault)
            return None

    def _line(self, name: str, longest: int, label: str) -> str:
        text = self.written.get(name, "")
        if len(text) > longest * LONGER_THAN_THE_BOX:
            self._refuse(label, _too_long(text))
            return ""
        return tidied(text)

    def _refuse(self, label: str, fault: object) -> None:
        self.faults.append(_("{box}: {fault}").format(box=label, fault=fault))

    def _day(self, day: date) -> list[FormRow]:
        rows = [found for row in self._rows(day) if (found := self._row(day, row))]
        if day not in self.not_worked:
            return rows
        if any(row not in self.plan.planned for row in rows):
            self.faults.append(
                _(
                    "On {day} “I did not work on this day” is ticked, but times are written too. "
                    "Take out one of the two."
                ).format(day=full_day(day))
            )
        return []

    def _row(self, day: date, row: int) -> FormRow | None:
        boxes = {
            box: self._line(box_name(day, row, box), LONGEST[box], box_label(day, row, box))
            for box in Box
        }
        prefilled = {box: tidied(text) for box, text in self.prefilled[day, row].items()}
        planned = self.plan.planned_on(day)
        if boxes == prefilled and row <= len(planned):
            return planned[row - 1]
        if not boxes[Box.START] and not boxes[Box.FINISH]:
            self._without_times(day, row, boxes, prefilled)
            return None
        before = len(self.faults)
        start, end = self._times(day, row, boxes, prefilled)
        same_note = row <= len(planned) and boxes[Box.NOTE] == prefilled[Box.NOTE]
        found = FormRow(
            day,
            start,
            end,
            self._kind(day, row, boxes[Box.KIND]),
            self._minutes(day, row, Box.BREAK, boxes),
            self._minutes(day, row, Box.UP, boxes),
            self._miles(day, row, boxes[Box.MILES]),
            planned[row - 1].note if same_note else boxes[Box.NOTE],
        )
        return found if len(self.faults) == before and self._can_be(found) else None

    def _can_be(self, row: FormRow) -> bool:
        try:
            check_shift(row.shift)
        except DPManagerError as fault:
            self.faults.append(str(fault))
            return False
        return True

    def _without_times(
        self, day: date, row: int, boxes: Mapping[Box, str], prefilled: Mapping[Box, str]
    ) -> None:
        """A row without times was not worked; its note is kept, other figures are refused."""
        for box in (Box.BREAK, Box.UP, Box.MILES):
            if boxes[box] not in ("", "0", prefilled[box]):
                self._refuse(
                    box_label(day, row, box),
                    _("“{text}” stands in a row without times. Write the start and finish.").format(
                        text=quoted(boxes[box])
                    ),
                )
        if boxes[Box.NOTE] not in ("", prefilled[Box.NOTE]):
            self.remarks.append((day, boxes[Box.NOTE]))

    def _times(
        self, day: date, row: int, boxes: Mapping[Box, str], prefilled: Mapping[Box, str]
    ) -> tuple[time, time]:
        texts = [boxes[Box.START], boxes[Box.FINISH]]
        if not texts[1] and len(parts := _BETWEEN.split(texts[0])) == 2:
            texts = parts
        times = [time(0), time(0)]
        before = len(self.faults)
        for number, box in enumerate((Box.START, Box.FINISH)):
            try:
                times[number] = read_time(texts[number])
            except DPManagerError as fault:
                self._refuse(box_label(day, row, box), fault)
        start, end = times
        unchanged = texts == [prefilled[Box.START], prefilled[Box.FINISH]]
        if len(self.faults) == before and not unchanged and _in_doubt(texts, start, end):
            self._refuse(
                box_label(day, row, Box.START),
                _(
                    "“{start}” to “{finish}” could be morning or evening. Write am or pm, "
                    "like 9am and 5pm."
                ).format(start=quoted(texts[0]), finish=quoted(texts[1])),
            )
        return start, end

    def _kind(self, day: date, row: int, text: str) -> HourKind:
        if not text:
            return suggest_kind(day, self.plan.bank_holidays)
        kind = self.kinds.get(_key(text))
        if kind is None:
            self._refuse(
                box_label(day, row, Box.KIND),
                _("“{text}” is not one of the kinds of hours. Choose one from the list.").format(
                    text=quoted(text)
                ),
            )
        return kind or HourKind.WEEKDAY

    def _minutes(self, day: date, row: int, box: Box, boxes: Mapping[Box, str]) -> int:
        text = boxes[box]
        found = _MINUTES.fullmatch(text) if text else None
        minutes = int(found["minutes"]) if found else 0
        if text and (not found or minutes > MOST_MINUTES):
            self._refuse(
                box_label(day, row, box),
                _("“{text}” is not understood. Write the minutes in figures, like 30.").format(
                    text=quoted(text)
                ),
            )
        return minutes

    def _miles(self, day: date, row: int, text: str) -> Decimal:
        found = _MILES.fullmatch(text) if text else None
        miles = Decimal(found["miles"]) if found else ZERO
        if text and (not found or miles > MOST_MILES):
            self._refuse(
                box_label(day, row, Box.MILES),
                _("“{text}” is not understood. Write the miles in figures, like 12 or 7.5.").format(
                    text=quoted(text)
                ),
            )
        return miles


def _key(words: str) -> str:
    return tidied(words).casefold()


def _too_long(text: str) -> str:
    return _("“{text}” is too long for this box. Write less.").format(text=quoted(text))


def _in_doubt(texts: list[str], start: time, end: time) -> bool:
    """Whether a time without am or pm could be of the other half of the day.

    As read, such a shift is longer than twelve hours, and read otherwise it is shorter: 9 to 5.
    Somebody who writes 09:00, 0900 or 17:00 counts 24 hours, and nothing is in doubt.
    """
    if any(_SAYS_24_HOURS.fullmatch(text) for text in texts):
        return False
    length = _length(start, end)
    readings = [
        {at, _half_a_day_on(at)} if _WITHOUT_HALF_OF_DAY.fullmatch(text) else {at}
        for text, at in zip(texts, (start, end), strict=True)
    ]
    shortest = min(_length(first, last) for first in readings[0] for last in readings[1])
    return length > NOON and shortest < length


def _half_a_day_on(at: time) -> time:
    return time((at.hour + 12) % 24, at.minute)


def _length(start: time, end: time) -> timedelta:
    """From one clock time to the next time that the clock shows the other: never nothing."""
    day = date.min
    passed = datetime.combine(day, end) - datetime.combine(day, start)
    return passed if passed > timedelta(0) else passed + timedelta(days=1)
