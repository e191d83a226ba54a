"""Where the money went: the spending of some days, divided by one thing at a time."""

from datetime import date
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt

from dpmanager.domain.budget.spending_report import Breakdown, By
from dpmanager.domain.periods import Period
from dpmanager.errors import DPManagerError
from dpmanager.tasks.budget.look_at_spending import (
    Days,
    SpendingSeen,
    by_label,
    line_label,
    look_at_spending,
    more_words,
    spent_words,
)
from dpmanager.tasks.budget.print_spending import print_spending, save_spending
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.chart import Bar, Chart
from dpmanager.ui.widgets.fields import ChoiceField, DateField
from dpmanager.ui.widgets.files import ask_where_to_save
from dpmanager.ui.widgets.form import ErrorSummary, Form
from dpmanager.ui.widgets.page import Card, Column, Page
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.working import Working
from dpmanager.words import _


class SpendingReportPage(Page):
    """The spending of the days that the person chooses. The choices stay as they were."""

    place: ClassVar[str] = "spending_report"
    help_page: ClassVar[str] = "spending_report"

    def heading(self) -> str:
        """The title of the page."""
        return _("Where the money went")

    def above(self) -> None:
        """The way back."""
        self.column.add(button(_("Back to Budget"), partial(self.go.emit, "budget", {}), "quiet"))

    def build(self) -> None:
        """The choices, the money in words, the bars, and the ways to take it along."""
        self._own: Period | None = None
        self._shown: SpendingSeen | None = None
        self._build_choices()
        self.problem = ErrorSummary()
        self.sums = Card()
        self.headline = words("", "heading")
        self.sum_words = Column(gap=8)
        self.sums.add(self.headline)
        self.sums.add(self.sum_words)
        self.bars = Card()
        self.charts = {by: Chart(_chart_name(by), "", _("Spent")) for by in By}
        self.beside_agreed = Chart(_chart_name(By.SERVICE), _("Agreed"), _("Spent"))
        self.none = words(_("Nothing was spent on these days."))
        self.bars.add(self.none)
        for chart in self._all_charts():
            self.bars.add(chart)
        self.acts = beside(
            button(_("See it on paper"), partial(self._see, large_print=False)),
            button(_("See it in large print"), partial(self._see, large_print=True)),
            button(_("Save as an Excel file"), self.save),
        )
        for block in (self.problem, self.sums, self.bars, self.acts):
            self.column.add(block)
        self._hide()

    def open_with(self, **what: Any) -> None:
        """Everything stays as it was chosen last."""

    def take_focus(self) -> None:
        """Which days comes first, not the way back."""
        self.days.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Adds the spending up again for the days that are chosen."""
        days, own = self.days.chosen(), self._own
        if days is Days.OWN and own is None:
            self._hide()
            return
        book, today = self.desk.book, self.desk.today()

        def came(seen: SpendingSeen) -> None:
            if (days, own) == (self.days.chosen(), self._own):
                self._show(seen)

        self.desk.look(partial(look_at_spending, book, days, today, own), came, self._failed)

    def save(self) -> None:
        """Saves the report as an Excel workbook."""
        seen, made_on = self._shown, self.desk.today()
        kinds = _("Excel files") + " (*.xlsx)"
        name = _("Where the money went.xlsx")
        path = ask_where_to_save(self, self.desk.remembered, name, kinds)
        if path is None or seen is None:
            return
        self.problem.show_problems([])
        self.desk.look(
            lambda: save_spending(seen, made_on, path),
            lambda _none: announce(_("Saved as {name}.").format(name=path.name)),
            self._failed,
        )

    def _build_choices(self) -> None:
        self.days = ChoiceField(
            _("Which days?"),
            [
                (Days.THIS_YEAR, _("This year of the agreement")),
                (Days.LAST_QUARTER, _("The last quarter")),
                (Days.OWN, _("Other days")),
            ],
            missing=_("Choose which days."),
        )
        self.by = ChoiceField(
            _("Show it by"), [(by, by_label(by)) for by in By], missing=_("Choose one.")
        )
        self.days.on_change(self._days_changed)
        self.by.on_change(self._show_chart)
        self.start = DateField(_("The first day"), missing=_("Write the first day."))
        self.end = DateField(_("The last day"), missing=_("Write the last day."))
        self.own = Form(rows=[("start", "end")], start=self.start, end=self.end)
        self.own.entered.connect(self._take_own_days)
        self.show_own = button(_("Show these days"), self._take_own_days)
        for block in (beside(self.days, self.by), self.own, beside(self.show_own)):
            self.column.add(block)
        self.own.hide()
        self.show_own.hide()

    def _all_charts(self) -> list[Chart]:
        return [self.beside_agreed, *self.charts.values()]

    def _days_changed(self) -> None:
        own = self.days.chosen() is Days.OWN
        self.own.setVisible(own)
        self.show_own.setVisible(own)
        if own and self._shown is not None and self.start.is_empty() and self.end.is_empty():
            self.start.set_value(self._shown.report.period.start)
            self.end.set_value(self._shown.report.up_to)
            self._own = Period(self._shown.report.period.start, self._shown.report.up_to)
        self.refresh()

    def _take_own_days(self) -> None:
        values: dict[str, date] | None = self.own.values()
        if values is None:
            return
        try:
            self._own = Period(values["start"], values["end"])
        except DPManagerError as fault:
            self.own.show_fault(fault, "end")
            return
        self.refresh()

    def _hide(self) -> None:
        self._shown = None
        for block in (self.sums, self.bars, self.acts):
            block.hide()

    def _failed(self, fault: DPManagerError) -> None:
        self.problem.show_problems([(str(fault), None)])

    def _show(self, seen: SpendingSeen) -> None:
        for block in (self.sums, self.bars, self.acts):
            block.show()
        if seen == self._shown:  # what is open stays open
            return
        self._shown = seen
        report = seen.report
        self.headline.setText(spent_words(report))
        self.sum_words.clear()
        for sentence in more_words(report):
            self.sum_words.add(words(sentence))
        if report.not_said:
            self.sum_words.add(
                beside(button(_("Say what payments were for"), lambda: self.go.emit("money", {})))
            )
        self.sum_words.add(Working(_("What was spent"), report.steps))
        self._show_chart()

    def _show_chart(self) -> None:
        if self._shown is None:
            return
        chosen = self.by.chosen()
        breakdown = self._shown.report.by(chosen)
        chart = self.charts[chosen]
        if any(line.agreed is not None for line in breakdown.lines):
            chart = self.beside_agreed
        something = any(line.spent or line.agreed for line in breakdown.lines)
        self.none.setVisible(not something)
        for each in self._all_charts():
            each.setVisible(each is chart and something)
        chart.show_bars(_bars(breakdown))

    def _see(self, *, large_print: bool) -> None:
        seen, made_on = self._shown, self.desk.today()
        if seen is None:
            return
        name = (
            _("Where the money went, large print.pdf")
            if large_print
            else _("Where the money went.pdf")
        )

        def show(pdf: bytes) -> None:
            self.go.emit(
                "preview",
                {"title": self.heading(), "pdf": pdf, "file_name": name, "back": self.place},
            )

        self.desk.look(partial(print_spending, seen, made_on, large_print=large_print), show)


def _chart_name(by: By) -> str:
    return {
        By.SERVICE: _("Spending by what the support was"),
        By.WORKER: _("Spending by who it was for or paid to"),
        By.OUTCOME: _("Spending by outcome"),
        By.CATEGORY: _("Spending by what was paid"),
        By.MONTH: _("Spending by month"),
    }[by]


def _bars(breakdown: Breakdown) -> list[Bar]:
    """Beside what was agreed, or else as parts of the whole."""
    return [
        Bar(
            line_label(breakdown.by, line.name),
            line.spent,
            breakdown.total if line.agreed is None else line.agreed,
            of_agreed=line.agreed is not None,
        )
        for line in breakdown.lines
        if line.spent or line.agreed or breakdown.by is By.MONTH
    ]
