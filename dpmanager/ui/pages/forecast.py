"""Forecast: how the balance goes on, at best and at worst, and what comes in and goes out."""

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt

from dpmanager.domain.amounts import pounds
from dpmanager.domain.budget.forecast import Forecast
from dpmanager.errors import DPManagerError
from dpmanager.tasks.budget.forecast_words import (
    cause_words,
    chart_words,
    line_label,
    main_words,
    more_words,
    spread_words,
)
from dpmanager.tasks.budget.look_at_forecast import (
    FUNDING_YEAR,
    TWELVE_MONTHS,
    ForecastSeen,
    Needed,
    look_at_forecast,
)
from dpmanager.tasks.budget.print_forecast import print_forecast, save_forecast
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.fields import ChoiceField
from dpmanager.ui.widgets.figures import FigureLine, Figures
from dpmanager.ui.widgets.files import ask_where_to_save
from dpmanager.ui.widgets.form import ErrorSummary
from dpmanager.ui.widgets.line_chart import LineChart, LinePoint
from dpmanager.ui.widgets.page import Card, Column, Page
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.working import Working
from dpmanager.words import _


class ForecastPage(Page):
    """The sentence that matters, the line, and where the money comes from and goes."""

    place: ClassVar[str] = "forecast"
    help_page: ClassVar[str] = "forecast"

    def heading(self) -> str:
        """The title of the page."""
        return _("How your money goes on")

    def above(self) -> None:
        """The way back."""
        self.column.add(button(_("Back to Budget"), partial(self.go.emit, "budget", {}), "quiet"))

    def build(self) -> None:
        """The days, the words, the line, and the sums; or what is needed first."""
        self._shown: ForecastSeen | None = None
        self.span = ChoiceField(
            _("Up to when?"),
            [
                (FUNDING_YEAR, _("The end of this year of the agreement")),
                (TWELVE_MONTHS, _("Twelve months from today")),
            ],
            missing=_("Choose up to when."),
        )
        self.span.on_change(self.refresh)
        self.needed = Card(_("What is needed first"))
        self.needs = Column(gap=8)
        self.needed.add(self.needs)
        self.sums = Card()
        self.sum_words = Column(gap=8)
        self.sums.add(self.sum_words)
        self.sums.add(button(_("What if?"), self._what_if, "main"))
        self.sums.add(
            beside(
                button(_("See it on paper"), partial(self._see, large_print=False)),
                button(_("See it in large print"), partial(self._see, large_print=True)),
                button(_("Save it for Excel"), self._save),
            )
        )
        self.line = Card(_("Week by week"))
        self.chart = LineChart(_("Balance week by week"))
        self.line_words = Column(gap=8)
        self.line.add(self.chart)
        self.line.add(self.line_words)
        self.in_and_out = Card(_("What comes in and goes out"))
        self.figures = Column(gap=8)
        self.in_and_out.add(self.figures)
        self.why = Card(_("What costs more than agreed"))
        self.causes = Column(gap=8)
        self.why.add(self.causes)
        self.problem = ErrorSummary()
        for block in (
            self.problem, self.span, self.needed, self.sums, self.line, self.in_and_out, self.why,
        ):  # fmt: skip
            self.column.add(block)
        self._hide_all()

    def take_focus(self) -> None:
        """The choice comes first, not the way back."""
        if not self.needed.isHidden():
            super().take_focus()
        elif self.span.isHidden():  # nothing has come yet
            self.title.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.span.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Works the forecast out again."""
        book, span, today = self.desk.book, self.span.chosen(), self.desk.today()
        self.desk.look(partial(look_at_forecast, book, span, today), self._show, self._cannot)

    def _hide_all(self) -> None:
        self._shown = None
        for block in (self.span, self.needed, self.sums, self.line, self.in_and_out, self.why):
            block.hide()

    def _cannot(self, fault: DPManagerError) -> None:
        self._hide_all()
        self.say_under_title(str(fault))

    def _show(self, seen: ForecastSeen | tuple[Needed, ...]) -> None:
        if isinstance(seen, tuple):
            self._hide_all()
            self._show_needed(seen)
            return
        if seen == self._shown:  # what is open stays open
            return
        self._shown = seen
        self.needed.hide()
        for block in (self.span, self.sums, self.line, self.in_and_out):
            block.show()
        self.say_under_title(_("An estimate from what your records say. Nothing here is saved."))
        self._show_words(seen)
        self._show_line(seen)
        self._show_in_and_out(seen.forecast)
        self._show_causes(seen.forecast)
        self.content_came()

    def _show_needed(self, needed: tuple[Needed, ...]) -> None:
        self.say_under_title("")
        self.needed.show()
        self.needs.clear()
        self.needs.add(words(_("A forecast needs these, and they are not in your records yet:")))
        for one in needed:
            self.needs.add(words(one.sentence, "strong"))
            self.needs.add(button(one.button, partial(self.go.emit, one.place, {})))
        self.content_came()

    def _show_words(self, seen: ForecastSeen) -> None:
        self.sum_words.clear()
        self.sum_words.add(words(main_words(seen.forecast), "heading"))
        for sentence in more_words(seen.forecast):
            self.sum_words.add(words(sentence))
        for note in seen.notes:
            self.sum_words.add(words(note, "soft"))
        self.sum_words.add(Working(_("The forecast"), seen.forecast.steps))

    def _show_line(self, seen: ForecastSeen) -> None:
        points = [
            LinePoint(one.day, one.worst, one.middle, one.best) for one in seen.forecast.points
        ]
        self.chart.show_points(seen.past, points, chart_words(seen.forecast))
        self.line_words.clear()
        self.line_words.add(words(spread_words(seen.forecast), "soft"))
        if seen.forecast.spread_steps:
            self.line_words.add(Working(_("Best and worst"), seen.forecast.spread_steps))

    def _show_in_and_out(self, seen: Forecast) -> None:
        self.figures.clear()
        self.figures.add(
            Figures(
                _("up to the end"),
                [
                    FigureLine(_("Balance today"), (pounds(seen.start_balance),)),
                    *(
                        FigureLine(line_label(one), (pounds(one.amount),), one.steps)
                        for one in seen.lines
                    ),
                    FigureLine(_("Balance at the end"), (pounds(seen.end_balance),)),
                ],
            )
        )

    def _show_causes(self, seen: Forecast) -> None:
        self.why.setVisible(bool(seen.causes))
        self.causes.clear()
        if seen.causes:
            self.causes.add(
                Figures(
                    _("more than agreed"),
                    [
                        FigureLine(cause_words(one), (pounds(one.amount),), one.steps)
                        for one in seen.causes
                    ],
                )
            )

    def _what_if(self) -> None:
        self.go.emit("what_if", {"span": self.span.chosen()})

    def _see(self, *, large_print: bool) -> None:
        if self._shown is None:
            return
        seen = self._shown.forecast
        name = _("Forecast, large print.pdf") if large_print else _("Forecast.pdf")

        def show(pdf: bytes) -> None:
            self.go.emit(
                "preview",
                {"title": self.heading(), "pdf": pdf, "file_name": name, "back": self.place},
            )

        self.desk.look(partial(print_forecast, seen, large_print=large_print), show)

    def _save(self) -> None:
        if self._shown is None:
            return
        self.problem.show_problems([])
        kinds = _("Excel files") + " (*.xlsx)"
        path = ask_where_to_save(self, self.desk.remembered, _("Forecast.xlsx"), kinds)
        if path is not None:
            seen = self._shown.forecast
            self.desk.look(
                partial(save_forecast, seen, path),
                lambda _nothing: announce(_("Saved as {name}.").format(name=path.name)),
                lambda fault: self.problem.show_problems([(str(fault), None)]),
            )
