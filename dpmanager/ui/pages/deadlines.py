"""All dates: what is due when, as a list and by month, and what was said of it."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any, ClassVar, TypeVar

from PySide6.QtCore import Qt

from dpmanager.domain.periods import Period, long_date, month_names, months_after
from dpmanager.domain.wording import day_words, full_day
from dpmanager.errors import DPManagerError
from dpmanager.tasks.book.dates_to_know import DatesToKnow, look_at_dates_to_know
from dpmanager.tasks.book.deadlines import (
    DeadlineSeen,
    DeadlinesSeen,
    Mark,
    look_at_deadlines,
    take_back,
)
from dpmanager.tasks.book.deadlines_in_calendar import save_calendar
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.deadline_forms import (
    bureau_form,
    notice_form,
    pension_day_form,
    review_form,
)
from dpmanager.ui.pages.deadline_one import OneDeadlineView
from dpmanager.ui.pages.deadline_words import standing_words, top_line
from dpmanager.ui.pages.people_change import Change, ChangeView
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.fields import ChoiceField
from dpmanager.ui.widgets.files import ask_where_to_save
from dpmanager.ui.widgets.form import ErrorSummary
from dpmanager.ui.widgets.month import MonthTable
from dpmanager.ui.widgets.page import Column, Page
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View, Views
from dpmanager.words import _, ngettext

T = TypeVar("T")
FOUR_WEEKS, QUARTER, YEAR = 28, 92, 366
EVERYTHING = "everything"


class DeadlinesPage(Page):
    """Every date that is due; opened with key= it shows that one."""

    place: ClassVar[str] = "deadlines"
    help_page: ClassVar[str] = "deadlines"

    def heading(self) -> str:
        """The title of the page."""
        return _("All dates")

    def build(self) -> None:
        """The list, the month, what can be told, and the views that take their place."""
        self._key = ""
        self._seen: DeadlinesSeen | None = None
        self._known: DatesToKnow | None = None
        self._month = self.desk.today().replace(day=1)
        self._day: date | None = None
        self._before_change: View | None = None
        self.problem = ErrorSummary()
        self.column.add(self.problem)
        self.home = Column(gap=16)
        self.column.add(self.home)
        self._build_home()
        self.views = Views(self, self.home)
        self.one = self.views.add(OneDeadlineView(self, self.show_all))
        self.change = self.views.add(ChangeView(self.desk, self._back_from_change))

    def _build_home(self) -> None:
        self.home.add(button(_("Back to Home"), lambda: self.go.emit("home", {}), "quiet"))
        self.top = words("", "strong")
        self.switch = button("", self.turn_view)
        self.home.add(self.top)
        self.home.add(
            beside(self.switch, button(_("Save for your calendar"), self.save_for_calendar))
        )
        self.by_list = self._build_list()
        self.by_month = self._build_month()
        self.home.add(self.by_list)
        self.home.add(self.by_month)
        self.by_month.hide()
        self._name_switch()
        self.to_tell = Lines(_("Dates that only you know"))
        self.to_tell.hide()
        self.home.add(self.to_tell)

    def _build_list(self) -> Column:
        column = Column(gap=12)
        self.show_box = ChoiceField(
            _("Show"),
            [
                (Mark.OPEN, _("What is to be done")),
                (Mark.NOT_NOW, _("What is put off")),
                (Mark.DONE, _("What is done")),
                (EVERYTHING, _("Everything")),
            ],
            missing=_("Choose what to show."),
        )
        self.ahead = ChoiceField(
            _("How far ahead"),
            [(FOUR_WEEKS, _("4 weeks")), (QUARTER, _("3 months")), (YEAR, _("A year"))],
            missing=_("Choose how far ahead."),
        )
        self.ahead.set_value(QUARTER)
        for box in (self.show_box, self.ahead):
            box.on_change(self._show_list)
        self.table = _table(_("Dates"))
        self.table.chosen.connect(self.show_one)
        self.none = words(_("There is nothing to show here."))
        self.open_one = button(_("Open the chosen date"), partial(self._open_chosen, self.table))
        column.add(beside(self.show_box, self.ahead))
        column.add(self.none)
        column.add(self.table)
        column.add(beside(self.open_one))
        return column

    def _build_month(self) -> Column:
        column = Column(gap=12)
        self.month_title = words("", "heading")
        self.month = MonthTable(_("The month"))
        self.month.chosen.connect(self.show_day)
        self.month.turned.connect(self.turn_month)
        self.day_title = words("", "heading")
        self.whole_month = button("", self.show_whole_month, "quiet")
        self.of_month = _table(_("Dates of the month"))
        self.of_month.chosen.connect(self.show_one)
        self.none_in_month = words(_("There is nothing to show here."))
        self.open_of_month = button(
            _("Open the chosen date"), partial(self._open_chosen, self.of_month)
        )
        column.add(self.month_title)
        column.add(
            beside(
                button(_("The month before"), lambda: self.turn_month(-1)),
                button(_("The month after"), lambda: self.turn_month(1)),
            )
        )
        column.add(self.month)
        column.add(self.day_title)
        column.add(beside(self.whole_month))
        column.add(self.none_in_month)
        column.add(self.of_month)
        column.add(beside(self.open_of_month))
        return column

    def open_with(self, **what: Any) -> None:
        """key: of the date to show; without it, all of them."""
        self._key = what.get("key", "")
        self.problem.show_problems([])
        self.views.show(None)

    def refresh(self) -> None:
        """Reads the dates again. What is being typed stays."""
        book, today = self.desk.book, self.desk.today()
        until = today + timedelta(days=YEAR)
        self.desk.look(
            lambda: (look_at_deadlines(book, today, until), look_at_dates_to_know(book, today)),
            self._show,
            self._failed,
        )

    def take_focus(self) -> None:
        """The dates come first, not the way back."""
        if self.views.shown is self.one:
            self.views.focus(self.one.body)
        elif self.views.shown is self.change:
            self.views.focus(self.change.body)
        else:
            self._focus_dates()

    # What the parts of the page ask for

    def show_all(self) -> None:
        """Back to all dates, where they were left."""
        self.problem.show_problems([])
        self.views.show(None)
        self._focus_dates()

    def show_one(self, key: str) -> None:
        """One date."""
        seen = self._seen.find(key) if self._seen else None
        if seen is None:
            return
        self.problem.show_problems([])
        self.one.show_deadline(seen, self.desk.today())
        self.views.show(self.one)
        self.views.focus(self.one.body)

    def open_change(self, change: Change) -> None:
        """Shows a form, and comes back from it."""
        self.problem.show_problems([])
        self._before_change = self.views.shown
        self.change.open(change)
        self.views.show(self.change)
        self.views.focus(self.change.body)

    def leave_for(self, place: str, what: dict[str, Any]) -> None:
        """Goes to where a date is dealt with."""
        self.go.emit(place, what)

    def take_back(self, seen: DeadlineSeen) -> None:
        """Puts a date back on the list."""
        desk = self.desk
        desk.do(
            lambda: take_back(desk.book, seen.deadline.key, who=desk.who, at=desk.now()),
            said=_("It is on the list again."),
            failed=self._failed,
        )
        self.views.focus(self.one.body)

    def enter_review(self, funder_id: int) -> None:
        """The form for the reviews of a funder."""
        reviews = self._known.reviews if self._known else ()
        for one in reviews:
            if one.funder_id == funder_id:
                self._enter(review_form, one)

    def enter_last_day(self, worker: str) -> None:
        """The page of a worker, where the last day is entered."""
        self.go.emit("people", {"worker": worker})

    def turn_view(self) -> None:
        """Shows the month in place of the list, or the list again."""
        by_month = self.by_month.isHidden()
        self.by_month.setVisible(by_month)
        self.by_list.setHidden(by_month)
        self._name_switch()

    def turn_month(self, months: int) -> None:
        """Shows another month."""
        self._month, self._day = months_after(self._month, months), None
        self._show_month()
        announce(self.month_title.text())

    def show_day(self, day: date) -> None:
        """The dates of one day, under the month."""
        self._day = day
        self._show_of_month()
        announce(f"{self.day_title.text()}.")
        if self.of_month.isVisibleTo(self):
            self.of_month.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_whole_month(self) -> None:
        """The dates of the whole month again."""
        self._day = None
        self._show_of_month()
        self.month.setFocus(Qt.FocusReason.OtherFocusReason)

    def save_for_calendar(self) -> None:
        """Saves what is to be done in the next year as a file for a calendar."""
        kinds = _("Calendar files") + " (*.ics)"
        path = ask_where_to_save(self, self.desk.remembered, _("Dates.ics"), kinds)
        if path is None:
            return
        desk, until = self.desk, self.desk.today() + timedelta(days=YEAR)
        self.problem.show_problems([])
        desk.look(
            lambda: save_calendar(desk.book, path, until, at=desk.now()),
            lambda count: announce(
                ngettext(
                    "{count} date is saved as {name}. Names in it can be read by anyone.",
                    "{count} dates are saved as {name}. Names in it can be read by anyone.",
                    count,
                ).format(count=count, name=path.name)
            ),
            self._failed,
        )

    def _focus_dates(self) -> None:
        shown = self.table if self.by_month.isHidden() else self.of_month
        focus = self.switch if shown.isHidden() else shown
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter(self, form: Callable[[Desk, T], Change], about: T) -> None:
        self.open_change(form(self.desk, about))

    def _open_chosen(self, table: DataTable) -> None:
        key = table.current_key()
        if key is not None:
            self.show_one(key)

    def _back_from_change(self) -> None:
        before = self._before_change
        if before is None:
            self.views.show(None)
            self.views.focus(self.to_tell)
        else:
            self.show_all()

    def _failed(self, fault: DPManagerError) -> None:
        self.problem.show_problems([(str(fault), None)])

    # What is shown

    def _show(self, read: tuple[DeadlinesSeen, DatesToKnow]) -> None:
        self._seen, self._known = read
        self.top.setText(top_line(self._seen))
        self._show_list()
        self._show_month()
        lines = list(self._lines_to_tell(self._known))
        self.to_tell.setVisible(bool(lines))
        self.to_tell.show_lines(lines)
        self._show_wanted()
        self.content_came()

    def _show_wanted(self) -> None:
        """The date that was asked for, or the one that is open; one that is gone is left."""
        assert self._seen is not None
        wanted, self._key = self._key, ""
        if wanted:
            self.show_one(wanted)
        elif self.views.shown is self.one:
            again = self._seen.find(self.one.key)
            if again is None:
                self.show_all()
            else:
                self.one.show_deadline(again, self.desk.today())

    def _show_list(self) -> None:
        if self._seen is None:
            return
        chosen, last = self.show_box.chosen(), self._seen.today + timedelta(self.ahead.chosen())
        shown = [
            one
            for one in self._seen.with_mark(None if chosen == EVERYTHING else chosen)
            if one.deadline.day <= last
        ]
        self._fill(self.table, shown)
        for block, visible in (
            (self.table, shown),
            (self.open_one, shown),
            (self.none, not shown),
        ):
            block.setVisible(bool(visible))

    def _show_month(self) -> None:
        if self._seen is None:
            return
        self.month_title.setText(_month_words(self._month))
        counts = Counter(one.deadline.day for one in self._open())
        today = self.desk.today()
        of_today = (today.year, today.month) == (self._month.year, self._month.month)
        self.month.show_month(self._month, counts, today, today if of_today else self._month)
        self._show_of_month()

    def _show_of_month(self) -> None:
        last = months_after(self._month, 1) - timedelta(days=1)
        days = Period(self._day or self._month, self._day or last)
        shown = [one for one in self._open() if one.deadline.day in days]
        month = _month_words(self._month)
        self.day_title.setText(full_day(self._day) if self._day else month)
        self.whole_month.setText(_("Show all of {month}").format(month=month))
        self.whole_month.setVisible(self._day is not None)
        self._fill(self.of_month, shown)
        for block, visible in (
            (self.of_month, shown),
            (self.open_of_month, shown),
            (self.none_in_month, not shown),
        ):
            block.setVisible(bool(visible))

    def _open(self) -> Sequence[DeadlineSeen]:
        """What is not done, put off or not."""
        seen = self._seen.deadlines if self._seen else ()
        return [one for one in seen if one.mark is not Mark.DONE]

    def _fill(self, table: DataTable, shown: Sequence[DeadlineSeen]) -> None:
        today = self.desk.today()
        table.show_rows(
            [
                TableRow(
                    (one.deadline.day, standing_words(one, today), one.deadline.name),
                    one.deadline.key,
                )
                for one in shown
            ]
        )

    def _lines_to_tell(self, known: DatesToKnow) -> Iterator[Line]:
        for reviews in known.reviews:
            yield Line(
                _("Reviews by {funder}").format(funder=reviews.funder),
                _("The next one is on {day}.").format(day=long_date(reviews.next))
                if reviews.next
                else _("No day is known for the next one."),
                _("The last one was on {day}.").format(day=long_date(reviews.last))
                if reviews.last
                else "",
                _("Enter the reviews"),
                partial(self._enter, review_form, reviews),
            )
        if known.has_bureau:
            yield Line(
                _("Your payroll bureau"),
                _bureau_words(known),
                "",
                _("Enter the day"),
                partial(self._enter, bureau_form, known),
            )
        if known.provider:
            yield Line(
                known.provider,
                _("It wants the money by day {day} of the month.").format(day=known.pension_day)
                if known.pension_day
                else _("It wants the money by the 22nd, the law's last day."),
                "",
                _("Enter the day"),
                partial(self._enter, pension_day_form, known),
            )
        for notice in known.notices:
            yield Line(
                notice.worker,
                _("Notice was given on {day}.").format(day=long_date(notice.given_on))
                if notice.given_on
                else _("Nobody gave notice."),
                "",
                _("Enter notice"),
                partial(self._enter, notice_form, notice),
            )

    def _name_switch(self) -> None:
        by_month = not self.by_month.isHidden()
        self.switch.setText(_("See them as a list") if by_month else _("See them by month"))


def _table(name: str) -> DataTable:
    return DataTable(
        name,
        [
            TableColumn(_("Due"), show=day_words),
            TableColumn(_("How it stands"), show=str),
            TableColumn(_("What"), show=str),
        ],
    )


def _month_words(month: date) -> str:
    return _("{month} {year}").format(month=month_names()[month.month - 1], year=month.year)


def _bureau_words(known: DatesToKnow) -> str:
    if known.bureau_day is not None:
        return _("It wants the hours by day {day} of the month.").format(day=known.bureau_day)
    if known.bureau_days_before is not None:
        return ngettext(
            "It wants the hours {count} day before pay day.",
            "It wants the hours {count} days before pay day.",
            known.bureau_days_before,
        ).format(count=known.bureau_days_before)
    return _("When it wants the hours is not known.")
