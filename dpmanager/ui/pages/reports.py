"""Reports: the year for the review, Easy Read for the person, taking over, and the end."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dpmanager.domain.periods import Period
from dpmanager.domain.wording import days_words
from dpmanager.errors import DPManagerError
from dpmanager.tasks.returns.easy_statement import print_easy_statement
from dpmanager.tasks.returns.handover import print_handover
from dpmanager.tasks.returns.report_days import (
    ReportDays,
    days_of_report,
    report_days,
    year_words,
)
from dpmanager.tasks.returns.year_summary import print_year
from dpmanager.ui.widgets.fields import ChoiceField
from dpmanager.ui.widgets.form import ErrorSummary
from dpmanager.ui.widgets.page import Card, Page
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _

OfDays = Callable[..., bytes]


class ReportsPage(Page):
    """A card for each report, with one sentence, the days where it needs them, and its buttons."""

    place: ClassVar[str] = "reports"
    help_page: ClassVar[str] = "reports"

    def heading(self) -> str:
        """The title of the page."""
        return _("Reports")

    def above(self) -> None:
        """The way back."""
        self.column.add(button(_("Back to Returns"), partial(self.go.emit, "returns", {}), "quiet"))

    def build(self) -> None:
        """The four cards."""
        self._days: ReportDays | None = None
        self.problem = ErrorSummary()
        self.column.add(self.problem)
        self._build_year()
        self._build_easy()
        self._build_handover()
        self._build_ending()

    def take_focus(self) -> None:
        """The first choice, not the way back."""
        self.year.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Reads which years and quarters there are."""
        book, today = self.desk.book, self.desk.today()
        self.desk.look(lambda: report_days(book, today), self._offer, self._failed)

    def _build_year(self) -> None:
        self.year = ChoiceField(_("Which year?"), [], missing=_("Choose a year."))
        card = self._card(
            _("The year in short"),
            _("For the review meeting: money, hours, goals and what changed."),
        )
        card.add(self.year)
        card.add(self._buttons(_("The year in short"), self._see_year))

    def _build_easy(self) -> None:
        self.easy = ChoiceField(_("Which days?"), [], missing=_("Choose the days."))
        card = self._card(
            _("Easy Read statement"),
            _("For the person whose money it is: short sentences, each with a picture."),
        )
        card.add(self.easy)
        card.add(self._buttons(_("Easy Read statement"), self._see_easy))

    def _build_handover(self) -> None:
        card = self._card(
            _("For a new manager"),
            _("Who is who, what is due, and what to do first. The passphrase is not in it."),
        )
        card.add(self._buttons(_("For a new manager"), self._see_handover))

    def _build_ending(self) -> None:
        card = self._card(
            _("When the direct payment ends"),
            _("What to do and when, what goes back, and what to keep."),
        )
        card.add(beside(button(_("Plan the end"), partial(self.go.emit, "ending", {}))))

    def _card(self, heading: str, sentence: str) -> Card:
        card = Card(heading)
        card.add(words(sentence))
        self.column.add(card)
        return card

    def _buttons(self, name: str, see: Callable[[bool], None]) -> QWidget:
        made = [
            button(_("See it on paper"), partial(see, False)),
            button(_("See it in large print"), partial(see, True)),
        ]
        for one in made:
            one.setAccessibleName(_("{action}: {what}").format(action=one.text(), what=name))
        return beside(*made)

    def _offer(self, days: ReportDays) -> None:
        self._days = days
        today = self.desk.today()
        self.year.set_choices([(year, days_of_report(year, today)) for year in days.years])
        self.easy.set_choices(
            [
                *((one, _("Three months: {days}").format(days=days_words(one)))
                  for one in days.quarters),
                *((one, year_words(one, today)) for one in days.years),
            ]
        )  # fmt: skip

    def _see_year(self, large_print: bool) -> None:
        self._see_days(self.year, print_year, _("The year in short"), large_print)

    def _see_easy(self, large_print: bool) -> None:
        self._see_days(self.easy, print_easy_statement, _("Easy Read statement"), large_print)

    def _see_days(self, field: ChoiceField, make: OfDays, title: str, large_print: bool) -> None:
        book, today, period = self.desk.book, self.desk.today(), field.chosen()
        if isinstance(period, Period):
            self._see(
                partial(make, book, period, today, large_print=large_print), title, large_print
            )

    def _see_handover(self, large_print: bool) -> None:
        book, today = self.desk.book, self.desk.today()
        self._see(
            partial(print_handover, book, today, large_print=large_print),
            _("For a new manager"),
            large_print,
        )

    def _see(self, make: Callable[[], bytes], title: str, large_print: bool) -> None:
        """Makes a paper, and opens it in the preview, where it is saved and printed."""
        self.problem.show_problems([])
        name = _("{title}, large print.pdf") if large_print else _("{title}.pdf")

        def show(pdf: bytes) -> None:
            self.go.emit(
                "preview",
                {
                    "title": title,
                    "pdf": pdf,
                    "file_name": name.format(title=title),
                    "back": self.place,
                },
            )

        self.desk.look(make, show, self._failed)

    def _failed(self, fault: DPManagerError) -> None:
        self.problem.show_problems([(str(fault), None)])
