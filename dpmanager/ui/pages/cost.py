"""What would it cost? Hours, pay and money for a week, each worked out from the others."""

from decimal import Decimal
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer

from dpmanager.domain.amounts import ZERO, pence_nearest, pounds
from dpmanager.domain.budget.cost import (
    HOURS_IN_WEEK,
    WEEKS,
    CostLine,
    EmployingPlan,
    HolidayCover,
    YearlyCost,
)
from dpmanager.errors import DPManagerError
from dpmanager.tasks.budget.cost_words import (
    answer_words,
    difference_words,
    figure_heading,
    figure_words,
    hourly_words,
    left_over_words,
    pension_words,
)
from dpmanager.tasks.budget.look_at_cost import (
    CostSeen,
    FirstFigures,
    first_figures,
    look_at_cost,
)
from dpmanager.tasks.budget.print_cost import print_cost
from dpmanager.tasks.budget.work_out_cost import Asked, Question, cost_label
from dpmanager.ui.pages.cost_fields import PENSION_JOINED, ROWS, cost_fields, shown_for
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.chart import Bar, Chart
from dpmanager.ui.widgets.fields import CheckField, ChoiceField, TextField
from dpmanager.ui.widgets.figures import FigureLine, Figures
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Card, Column, Page
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _, ngettext

ROOM_BELOW = 160
"""Pixels: so that more of the answer than its first sentence is seen."""


class CostPage(Page):
    """A question with its figures, and the answer below, worked out as they change."""

    place: ClassVar[str] = "cost"
    help_page: ClassVar[str] = "cost"

    def heading(self) -> str:
        """The title of the page."""
        return _("What would it cost?")

    def above(self) -> None:
        """The way back."""
        self.column.add(button(_("Back to Budget"), partial(self.go.emit, "budget", {}), "quiet"))

    def build(self) -> None:
        """The form, and the cards of the answer."""
        self._first: FirstFigures | None = None
        self._asked: Asked | None = None
        self._shown: CostSeen | None = None
        self.form = Form(rows=ROWS, **cost_fields())
        self.column.add(self.form)
        self.column.add(
            beside(
                button(_("Work it out"), self.work_out, "main"),
                button(_("Fill in from my records again"), self.fill_in_again),
            )
        )
        self.sums = Card()
        self.headline = words("", "heading")
        self.sum_words = Column(gap=8)
        self.sums.add(self.headline)
        self.sums.add(self.sum_words)
        self.sums.add(
            beside(
                button(_("See it on paper"), lambda: self._see(large_print=False)),
                button(_("See it in large print"), lambda: self._see(large_print=True)),
            )
        )
        self.bars = Card(_("Where the money goes"))
        self.chart = Chart(_("Cost of a year by what it is for"), "", _("In a year"))
        self.bars.add(self.chart)
        self.others = Card(_("What would change it?"))
        self.other_choices = Column(gap=8)
        self.others.add(self.other_choices)
        for block in (self.sums, self.bars, self.others):
            self.column.add(block)
        self._field("reserve").set_value(ZERO)
        self._show_what_counts()
        self._hide_answer()
        self._follow_the_fields()

    def refresh(self) -> None:
        """Begins with what the records say; later, what was typed stays."""
        if self._first is None:
            self._read_records()

    def take_focus(self) -> None:
        """The question comes first, not the way back."""
        self._field("question").box.setFocus(Qt.FocusReason.OtherFocusReason)

    def work_out(self) -> None:
        """Says what is wrong, or works the answer out, says it and shows it."""
        values = self.form.values()
        if values is None:
            self._hide_answer()
            return
        asked = _asked(values)
        if too_long := _too_many_hours(asked):
            self._hide_answer()
            self.form.show_fault(DPManagerError(too_long), "hours")
            return
        self._ask(asked, aloud=True)

    def fill_in_again(self) -> None:
        """Puts what the records say in place of what was typed."""
        self._read_records()
        announce(_("Filled in from your records."))

    def _field(self, name: str) -> Any:
        return self.form.fields[name]

    def _follow_the_fields(self) -> None:
        self.form.entered.connect(self.work_out)
        for field in self.form.fields.values():
            if isinstance(field, TextField):
                field.edit.editingFinished.connect(self._fields_changed)
            elif isinstance(field, ChoiceField):
                field.on_change(self._fields_changed)
            elif isinstance(field, CheckField):
                field.box.clicked.connect(self._fields_changed)

    def _read_records(self) -> None:
        book, today = self.desk.book, self.desk.today()
        self.desk.look(partial(first_figures, book, today), self._fill_in)

    def _fill_in(self, first: FirstFigures) -> None:
        self._first = first
        for name, value in (
            ("money", first.weekly_money),
            ("rate", first.hourly_rate),
            ("hours", first.weekly_hours),
            ("assistants", first.assistants),
            ("agency_rate", first.agency_rate),
            ("allowance", first.claims_allowance),
            ("fixed_costs", first.fixed_costs),
        ):
            self._field(name).set_value(value)
        self.say_under_title(
            _(
                "Worked out with the rates of the tax year {tax_year}. Nothing here is saved."
            ).format(tax_year=first.tax_year)
        )
        self._fields_changed()

    def _fields_changed(self) -> None:
        """Works the answer out again without a word; what is wrong is said when it is asked for."""
        self._show_what_counts()
        asked = self._read_quietly()
        if asked is None:
            self._hide_answer()
            return
        self.form.values()  # takes away what was wrong before
        self._ask(asked)

    def _show_what_counts(self) -> None:
        question, cover = self._field("question").chosen(), self._field("cover").chosen()
        for name, counts in shown_for(question, cover).items():
            self._field(name).setVisible(counts)

    def _read_quietly(self) -> Asked | None:
        try:
            asked = _asked(
                {
                    name: field.read()
                    for name, field in self.form.fields.items()
                    if not field.isHidden()
                }
            )
        except DPManagerError:
            return None
        return None if _too_many_hours(asked) else asked

    def _ask(self, asked: Asked, *, aloud: bool = False) -> None:
        if self._first is None:
            return
        self._asked = asked

        def came(seen: CostSeen) -> None:
            if asked != self._asked:
                return  # something else was asked in the meantime
            self._show(seen)
            if aloud:
                announce(self.headline.text())
                QTimer.singleShot(0, self._scroll_to_answer)  # Qt places new blocks when idle

        self.desk.look(partial(look_at_cost, asked, self._first.tax_year), came)

    def _scroll_to_answer(self) -> None:
        self.ensureWidgetVisible(self.headline, 0, ROOM_BELOW)

    def _hide_answer(self) -> None:
        self._asked = self._shown = None
        for block in (self.sums, self.bars, self.others):
            block.hide()

    def _show(self, seen: CostSeen) -> None:
        if seen == self._shown:  # what is open stays open
            return
        self._shown = seen
        self._show_sums(seen)
        cost = seen.answer.cost
        self.chart.show_bars(
            [
                Bar(cost_label(line.cost), pence_nearest(line.amount), cost.total)
                for line in cost.lines
                if line.amount
            ]
        )
        self._show_choices(seen)
        self.sums.show()
        self.bars.setVisible(bool(cost.total))
        self.others.show()

    def _show_sums(self, seen: CostSeen) -> None:
        answer = seen.answer
        self.headline.setText(answer_words(answer))
        self.sum_words.clear()
        for sentence in (
            left_over_words(answer),
            pension_words(answer),
            hourly_words(answer),
        ):
            if sentence:
                self.sum_words.add(words(sentence))
        self.sum_words.add(_figures(answer.cost))
        self.sum_words.add(
            words(
                _("Each line is rounded to a penny, so the sum can be a penny or two off."), "soft"
            )
        )
        for note in answer.notes:
            self.sum_words.add(words(note, "soft"))

    def _see(self, *, large_print: bool) -> None:
        seen, first = self._shown, self._first
        if seen is None or first is None:
            return
        name = _("Cost estimate, large print.pdf") if large_print else _("Cost estimate.pdf")

        def show(pdf: bytes) -> None:
            self.go.emit(
                "preview",
                {
                    "title": self.heading(),
                    "pdf": pdf,
                    "file_name": name,
                    "back": self.place,
                },
            )

        made_on = self.desk.today()
        self.desk.look(
            lambda: print_cost(seen, first.tax_year, made_on, large_print=large_print), show
        )

    def _show_choices(self, seen: CostSeen) -> None:
        question = seen.answer.asked.question
        table = DataTable(
            _("What other choices give"),
            [
                TableColumn(_("If"), show=str),
                TableColumn(
                    figure_heading(question), figures=True, show=partial(figure_words, question)
                ),
                TableColumn(_("Against your choice"), show=str),
            ],
        )
        table.setSelectionMode(DataTable.SelectionMode.NoSelection)
        table.show_rows(
            [
                TableRow((choice.name, choice.figure, difference_words(seen, choice)))
                for choice in seen.choices
            ]
        )
        self.other_choices.clear()
        self.other_choices.add(
            words(_("Each line changes one thing. All else stays as you filled it in."))
        )
        self.other_choices.add(table)


def _figures(cost: YearlyCost) -> Figures:
    together = FigureLine(_("Together"), (pounds(cost.total), pounds(cost.weekly)), (cost.step,))
    return Figures(
        _("the cost of a year"),
        [*map(_figure_line, cost.lines), together],
        headings=[_("A year"), _("A week")],
    )


def _figure_line(line: CostLine) -> FigureLine:
    return FigureLine(
        cost_label(line.cost), (pounds(line.amount), pounds(line.amount / WEEKS)), line.steps
    )


def _asked(values: dict[str, Any]) -> Asked:
    """The question of a form that is filled in; a field that is not shown counts as nothing."""

    def amount(name: str) -> Decimal:
        return values.get(name) or ZERO

    return Asked(
        question=Question(values["question"]),
        plan=EmployingPlan(
            hourly_rate=amount("rate"),
            assistants=values["assistants"],
            cover=HolidayCover(values["cover"]),
            agency_rate=amount("agency_rate"),
            claims_allowance=values["allowance"],
            pension_joined=PENSION_JOINED[values["pension"]],
            fixed_costs=amount("fixed_costs"),
            reserve=amount("reserve"),
        ),
        weekly_hours=amount("hours"),
        weekly_money=amount("money"),
    )


def _too_many_hours(asked: Asked) -> str:
    """Why a week is too short for the hours; empty where it is not."""
    count = asked.plan.assistants
    most = HOURS_IN_WEEK * count
    if asked.weekly_hours <= most:
        return ""
    return ngettext(
        "A week has only {most} hours for one assistant.",
        "A week has only {most} hours for {count} assistants together.",
        count,
    ).format(most=most, count=count)
