"""Typing hours into the form under the week: what is typed is saved, and the next day comes."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer

from dpmanager.domain.hours.shifts import check_shift
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.tasks.hours.check_hours import warnings_for
from dpmanager.tasks.hours.look_at_hours import day_in_words
from dpmanager.tasks.hours.record_shifts import change_shift, record_shifts, remove_shift
from dpmanager.ui.pages.hours_shift import ShiftCard
from dpmanager.ui.pages.hours_words import Key, rows_of, times_in_words
from dpmanager.ui.widgets.announce import announce
from dpmanager.words import _

if TYPE_CHECKING:
    from dpmanager.ui.pages.hours import HoursPage

PAUSE_IN_TYPING = 600
"""Milliseconds without a key, after which what was typed is looked at."""


class HoursTyping:
    """The form of the hours page, and what was typed into it for other days and not saved."""

    def __init__(self, page: "HoursPage") -> None:
        self._page = page
        self._drafts: dict[tuple[str, Key], dict[str, Any]] = {}
        self._then_go_on = False
        self.card = ShiftCard(self._add_another, self._remove)
        self.card.entered.connect(self._enter)
        self.card.kept.connect(self._save)
        self._look_again = QTimer(self.card)
        self._look_again.setSingleShot(True)
        self._look_again.setInterval(PAUSE_IN_TYPING)
        self._look_again.timeout.connect(self._look_twice)
        self.card.retyped.connect(self._look_again.start)

    def show_day(self) -> None:
        """The form for the chosen row, with what was typed for it before."""
        page, day = self._page, self._page.chosen_day()
        if day is not None and page.key is not None:
            draft = self._drafts.get((page.whose, page.key))
            self.card.show_day(day, page.chosen_shift(), draft)

    def keep_draft(self) -> None:
        """What was typed and not saved waits for the person to come back to its day."""
        page = self._page
        if self.card.typed and page.key is not None:
            self._drafts[page.whose, page.key] = self.card.held()
        self.card.typed = False

    def forget(self, worker: str, key: Key) -> None:
        """Drops what was typed into a row."""
        self._drafts.pop((worker, key), None)

    def forget_all(self, worker: str, period: Period) -> None:
        """Drops what was typed for a worker in a period."""
        self.card.typed = False
        for whose, key in list(self._drafts):
            if whose == worker and key[0] in period:
                self.forget(whose, key)

    def week_came(self) -> None:
        """The week was read again: goes on where the last day was just saved."""
        if self._then_go_on:
            self._then_go_on = False
            self._after_the_week()

    def go_on(self) -> None:
        """To the next row; after the last one to what comes next."""
        later = self._next_key()
        if later is None:
            self._then_go_on = True
            if not self._page.desk.is_busy():
                self.week_came()
            return
        self._page.table.choose(later)
        self.card.go_to_start()

    def _add_another(self) -> None:
        if self._page.key is not None:
            self._page.choose((self._page.key[0], None))
            self.card.go_to_start()

    def _enter(self) -> None:
        """Enter saves and goes on. With nothing typed it only goes on."""
        if not self.card.typed or not self.card.has_times():
            self.card.typed = False
            self.go_on()
        elif not self.card.go_to_finish():
            self._save()

    def _look_twice(self) -> None:
        """Says what is worth a second look in what was typed, when the typing rests."""
        page = self._page
        key = page.key
        if key is None or not self.card.typed or page.copied.is_chosen():
            return
        try:
            shift = self.card.read_shift()
            check_shift(shift)
        except DPManagerError:
            self.card.show_warnings(())
            return
        book, worker = page.desk.book, page.whose

        def show(sentences: tuple[str, ...]) -> None:
            if self.card.typed and (worker, key) == (page.whose, page.key):
                self.card.show_warnings(sentences)
                if sentences:
                    announce(" ".join(sentences))

        page.desk.look(lambda: warnings_for(book, worker, shift, key[1]), show)

    def _save(self) -> None:
        page = self._page
        if page.key is None or self.card.form.values() is None:
            return
        desk, worker, key, shift = page.desk, page.whose, page.key, self.card.read_shift()
        if page.copied.is_chosen():
            page.copied.put(key, shift)
            return
        self.keep_draft()

        def task() -> None:
            if key[1] is None:
                record_shifts(desk.book, worker, [shift], who=desk.who, at=desk.now())
            else:
                change_shift(desk.book, key[1], shift, who=desk.who, at=desk.now())

        desk.do(
            task,
            said=times_in_words(_("Saved: {day}, {start} to {finish}."), shift),
            done=lambda _none: self.forget(worker, key),
            failed=partial(self._not_saved, worker, key),
        )
        self.go_on()  # at once: who types fast is in the next day already

    def _not_saved(self, worker: str, key: Key, fault: DPManagerError) -> None:
        """Back to the day that could not be saved, with all that was typed."""
        page = self._page
        self._then_go_on = False
        if worker != page.whose or page.week is None or key[0] not in page.week.week:
            page.turn_to(worker, key[0])
        page.choose(key)
        page.table.blockSignals(True)
        page.table.choose(key)
        page.table.blockSignals(False)
        self.card.form.show_fault(fault)

    def _next_key(self) -> Key | None:
        week, chosen = self._page.week, self._page.key
        assert week is not None and chosen is not None
        keys = [row.key for day in week.days for row in rows_of(day)]
        if chosen in keys:
            after = keys[keys.index(chosen) + 1 :]
        else:
            after = [key for key in keys if key[0] > chosen[0]]
        return after[0] if after else None

    def _after_the_week(self) -> None:
        page = self._page
        sheet = page.chosen_sheet()
        approves = sheet is not None and sheet.can_approve
        to = page.of_sheet.approve if approves else page.table
        to.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self) -> None:
        page, desk = self._page, self._page.desk
        key = page.key
        if key is None or key[1] is None:
            return
        number, day = key[1], key[0]
        self.card.typed = False
        self.forget(page.whose, key)
        if page.copied.is_chosen():
            page.copied.remove(number, day)
        else:
            desk.do(
                lambda: remove_shift(desk.book, number, who=desk.who, at=desk.now()),
                said=_("Removed the shift on {day}.").format(day=day_in_words(day)),
                failed=self.card.form.show_fault,
            )
        page.table.setFocus()
