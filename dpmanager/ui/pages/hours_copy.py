"""Correcting hours that were paid: they are changed in a copy, and saved only at the end."""

from datetime import date
from typing import TYPE_CHECKING

from dpmanager.domain.hours.shifts import Shift
from dpmanager.domain.wording import days_words
from dpmanager.errors import DPManagerError
from dpmanager.tasks.hours.hours_to_correct import HoursToCorrect, hours_to_correct
from dpmanager.tasks.hours.look_at_hours import SheetOfWeek, WeekOfHours, day_in_words
from dpmanager.ui.pages.hours_words import Key, times_in_words
from dpmanager.ui.widgets.announce import announce
from dpmanager.words import _

if TYPE_CHECKING:
    from dpmanager.ui.pages.hours import HoursPage


class CopiedHours:
    """The copy of one timesheet's hours that the hours page shows in their place."""

    def __init__(self, page: "HoursPage") -> None:
        self._page = page
        self._copy: HoursToCorrect | None = None

    @property
    def is_there(self) -> bool:
        """Whether hours are being corrected."""
        return self._copy is not None

    def is_chosen(self) -> bool:
        """Whether the chosen timesheet is the one that is being corrected."""
        sheet = self._page.chosen_sheet()
        return self._copy is not None and sheet is not None and sheet.id == self._copy.timesheet_id

    def begin(self) -> None:
        """Makes a copy of the hours of the chosen timesheet, to be changed."""
        page, sheet = self._page, self._page.chosen_sheet()
        if sheet is None or sheet.id is None:
            return
        book, number = page.desk.book, sheet.id

        def begin(copied: HoursToCorrect) -> None:
            self._copy = copied
            page.key = self._a_shift_of(sheet)
            page.show_again()
            announce(
                _("You are changing a copy of the hours of {period}. Nothing is saved yet.").format(
                    period=days_words(copied.period)
                )
            )
            page.table.setFocus()

        page.desk.look(lambda: hours_to_correct(book, number), begin)

    def as_corrected(self, week: WeekOfHours) -> WeekOfHours:
        """The week with the copied hours in the place of those that were paid."""
        copied = self._copy
        if copied is None or copied.worker != week.worker:
            return week
        if any(sheet.id == copied.timesheet_id and sheet.state != "paid" for sheet in week.sheets):
            self._copy = None  # the pay run was taken back
            return week
        return copied.as_week(week)

    def put(self, key: Key, shift: Shift) -> None:
        """Changes a shift in the copy or adds one, and goes on to the next day."""
        page = self._page
        assert self._copy is not None
        try:
            number = self._copy.put(key[1], shift)
        except DPManagerError as fault:
            page.card.form.show_fault(fault)
            return
        page.card.typed = False
        page.typing.forget(page.whose, key)
        page.key = (key[0], number)
        announce(times_in_words(_("Changed in the copy: {day}, {start} to {finish}."), shift))
        page.show_again()
        page.typing.go_on()

    def remove(self, number: int, day: date) -> None:
        """Takes a shift out of the copy."""
        assert self._copy is not None
        self._copy.remove(number)
        announce(_("Removed from the copy: {day}.").format(day=day_in_words(day)))
        self._page.show_again()

    def see_changes(self) -> None:
        """Shows what the corrected hours change."""
        page = self._page
        if self._copy is None:
            return
        page.typing.keep_draft()
        if not self._copy.is_changed:
            announce(_("Nothing is changed yet. Change, add or remove a shift first."))
            return
        page.say_under_title(
            _("{worker}, {period}").format(
                worker=self._copy.worker, period=days_words(self._copy.period)
            )
        )
        page.changes.open(self._copy)
        page.views.show(page.changes)

    def stop(self) -> None:
        """Drops the copy; the hours stay as they were."""
        self._end()
        announce(_("Nothing was changed."))
        self._page.table.setFocus()

    def leave_changes(self) -> None:
        """Back from what changes to the copy."""
        self._page.views.show(None)
        self._page.show_again()
        self._page.of_sheet.see_changes.setFocus()

    def corrected(self) -> None:
        """The correction was saved: the copy is not needed any more."""
        self._page.views.show(None)
        self._end()
        self._page.table.setFocus()

    def _a_shift_of(self, sheet: SheetOfWeek) -> Key | None:
        """The chosen shift, or the first one of a timesheet in this week."""
        page = self._page
        if page.week is None or page.chosen_shift() is not None:
            return page.key
        days = [day for day in page.week.days if day.day in sheet.period]
        first = next(((day.day, one.id) for day in days for one in day.shifts), None)
        return first or page.key

    def _end(self) -> None:
        copied, self._copy = self._copy, None
        if copied is not None:
            self._page.typing.forget_all(copied.worker, copied.period)
            self._page.show_again()
