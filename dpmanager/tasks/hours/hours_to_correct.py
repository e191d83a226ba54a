"""The hours of a paid timesheet as they are being corrected: a copy, until it is saved."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from dpmanager.domain.hours.shifts import Shift, check_shift, refuse_overlap, totals
from dpmanager.domain.periods import Period
from dpmanager.domain.wording import days_words
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.hours.look_at_hours import (
    DayOfWeek,
    SavedShift,
    SheetOfWeek,
    WeekOfHours,
    hours_in_words,
    length_of,
)
from dpmanager.tasks.hours.print_timesheet import timesheet_of
from dpmanager.words import _


@dataclass(slots=True)
class HoursToCorrect:
    """The shifts of a paid timesheet, by their numbers; new ones have numbers below nothing."""

    timesheet_id: int
    worker: str
    period: Period
    saved: dict[int, Shift]
    shifts: dict[int, Shift] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.shifts = dict(self.saved)

    @property
    def is_changed(self) -> bool:
        """Whether anything differs from what is saved."""
        return self.shifts != self.saved

    def put(self, number: int | None, shift: Shift) -> int:
        """Puts a shift in the place of another, or with None adds it; gives its number.

        Raises DPManagerError for one that cannot have been worked, or overlaps another.
        """
        check_shift(shift)
        others = [other for key, other in self.shifts.items() if key != number]
        refuse_overlap(shift, others)
        if number is None:
            number = min([0, *self.shifts]) - 1
        self.shifts[number] = shift
        return number

    def remove(self, number: int) -> None:
        """Takes a shift out."""
        del self.shifts[number]

    def as_week(self, week: WeekOfHours) -> WeekOfHours:
        """The week as it would be with this copy; only its own days can be changed."""
        days = tuple(self._as_day(day) for day in week.days)
        worked = totals(one.shift for day in days for one in day.shifts)
        says = _("No hours in this week.")
        if worked:
            says = _("{hours} in this week.").format(hours=hours_in_words(worked))
        return replace(
            week,
            days=days,
            sheets=tuple(self._as_sheet(sheet) for sheet in week.sheets),
            says=says,
            gross=None,
            steps=(),
            last_week=False,
        )

    def _as_day(self, day: DayOfWeek) -> DayOfWeek:
        if day.day not in self.period:
            why_not = _("You are correcting the hours of {period}. This day is not one of them.")
            return replace(
                day, can_change=False, why_not=why_not.format(period=days_words(self.period))
            )
        return replace(day, shifts=tuple(self._of_day(day.day)), can_change=True, why_not="")

    def _of_day(self, day: date) -> Iterator[SavedShift]:
        found = [(number, shift) for number, shift in self.shifts.items() if shift.day == day]
        for number, shift in sorted(found, key=lambda one: one[1].start):
            yield SavedShift(number, shift, length_of(shift))

    def _as_sheet(self, sheet: SheetOfWeek) -> SheetOfWeek:
        if sheet.id != self.timesheet_id:
            return sheet
        worked = totals(self.shifts.values())
        says = _("You are correcting the timesheet of {period}: {hours}. Nothing is saved yet.")
        hours = hours_in_words(worked) if worked else _("no hours")
        return replace(sheet, says=says.format(period=days_words(self.period), hours=hours))


def hours_to_correct(book: Book, timesheet_id: int) -> HoursToCorrect:
    """A copy of the hours of a paid timesheet. Nothing is saved with it."""
    with book.reading() as session:
        row = session.get_one(models.Timesheet, timesheet_id)
        shifts = timesheet_of(session, row).shifts
        return HoursToCorrect(
            timesheet_id=timesheet_id,
            worker=row.worker.name,
            period=Period(row.start, row.end),
            saved=dict(zip((shift.id for shift in row.shifts), shifts, strict=True)),
        )
