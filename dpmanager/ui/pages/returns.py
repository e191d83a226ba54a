"""The Returns page: is the return ready to send, what will it say, and its papers."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from dpmanager.domain.amounts import pounds
from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.returns.funder_return import CategoryTotal, FunderReturn
from dpmanager.domain.wording import period_words
from dpmanager.errors import DPManagerError
from dpmanager.tasks.returns.look_at_returns import (
    Check,
    ReturnLook,
    funder_names,
    look_at_return,
    one_decimal,
    quarters_offered,
    set_aside_steps,
)
from dpmanager.tasks.returns.prepare_return import PreparedReturn, export_return
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.fields import ChoiceField, DateField
from dpmanager.ui.widgets.figures import FigureLine, Figures
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Card, Column, Page
from dpmanager.ui.widgets.progress import LongWork, Progress
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _

OTHER_DAYS = "other"


class ReturnsPage(Page):
    """The return of one period; the last quarter, until somebody says otherwise."""

    place: ClassVar[str] = "returns"
    help_page: ClassVar[str] = "returns"
    _shown: ReturnLook | None = None

    def heading(self) -> str:
        """The question that the page answers."""
        return _("Ready to send?")

    def build(self) -> None:
        """The period, the checks, what the return says, its papers, its figures."""
        self.period = quarters_offered(self.desk.today())[0]
        self._work: LongWork | None = None
        self._build_period()
        self.whole = Column(gap=16)
        self.checks = Lines()
        self.whole.add(self.checks)
        self._build_saying()
        self._build_papers()
        self._build_figures()
        self.column.add(self.whole)
        self.whole.hide()

    def open_with(self, **what: Any) -> None:
        """start, end: the days of the return."""
        if "start" in what and "end" in what:
            self._choose(Period(what["start"], what["end"]))

    def refresh(self) -> None:
        """Works the return out again."""
        desk, period, funder = self.desk, self.period, self.funder.box.currentData()
        desk.look(lambda: funder_names(desk.book), self._offer_funders)
        desk.look(
            lambda: look_at_return(desk.book, period, funder=funder, today=desk.today()),
            partial(self._show, period),
            self._cannot,
        )

    def _build_period(self) -> None:
        self.opener = button(_("Choose another period"), self._toggle_period, "quiet")
        self.column.add(self.opener)
        self.funder = ChoiceField(_("Who the return is for"), [], missing=_("Choose the funder."))
        self.quarter = ChoiceField(
            _("Which days"),
            [(each, period_words(each)) for each in quarters_offered(self.desk.today())]
            + [(OTHER_DAYS, _("Other days"))],
            missing=_("Choose the days."),
        )
        self.quarter.on_change(self._quarter_chosen)
        self.start = DateField(_("First day"), missing=_("Enter the first day."))
        self.end = DateField(_("Last day"), missing=_("Enter the last day."))
        self.form = Form(funder=self.funder, quarter=self.quarter, start=self.start, end=self.end)
        self.chooser = Card()
        self.chooser.add(self.form)
        self.chooser.add(beside(button(_("Show this return"), self._period_given)))
        self.chooser.hide()
        self.funder.hide()
        self.start.hide()
        self.end.hide()
        self.column.add(self.chooser)

    def _build_saying(self) -> None:
        card = Card(_("What it will say"))
        self.sentence = words("")
        self.free = words("", "soft")
        self.workings = Column(gap=2)
        for part in (self.sentence, self.free, self.workings):
            card.add(part)
        self.whole.add(card)

    def _build_papers(self) -> None:
        self.whole.add(
            beside(
                button(_("See the return"), partial(self._make, self._return), "main"),
                button(_("See it in large print"), partial(self._make, self._large_return)),
                button(_("Make the evidence bundle"), partial(self._make, self._bundle)),
            )
        )
        self.progress = Progress(self._stop)
        self.whole.add(self.progress)

    def _build_figures(self) -> None:
        self.income = _category_table(_("Money in"))
        self.spending = _category_table(_("Money out"))
        for heading, table in ((_("Money in"), self.income), (_("Money out"), self.spending)):
            card = Card(heading)
            card.add(table)
            self.whole.add(card)
        self.notes = words("", "soft")
        self.whole.add(self.notes)

    # The period

    def _toggle_period(self) -> None:
        opened = self.chooser.isHidden()
        self.chooser.setVisible(opened)
        self.opener.setText(_("Hide the periods") if opened else _("Choose another period"))

    def _choose(self, period: Period) -> None:
        self.period = period
        quarters = quarters_offered(self.desk.today())
        self.quarter.set_value(period if period in quarters else OTHER_DAYS)
        self.start.set_value(period.start)
        self.end.set_value(period.end)
        self._quarter_chosen()

    def _quarter_chosen(self) -> None:
        other = self.quarter.box.currentData() == OTHER_DAYS
        for field, day in ((self.start, self.period.start), (self.end, self.period.end)):
            if other and field.is_empty():
                field.set_value(day)
        self.start.setVisible(other)
        self.end.setVisible(other)

    def _period_given(self) -> None:
        given = self.form.values()
        if given is None:
            return
        try:
            self.period = (
                Period(given["start"], given["end"])
                if given["quarter"] == OTHER_DAYS
                else given["quarter"]
            )
        except DPManagerError as fault:
            self.form.show_fault(fault, "end")
            return
        self.refresh()

    def _offer_funders(self, names: tuple[str, ...]) -> None:
        if self.funder.box.count() != len(names):
            self.funder.set_choices([(name, name) for name in names])
            if len(names) > 1:
                self.funder.show()
                self.refresh()

    # The return

    def _show(self, period: Period, look: ReturnLook) -> None:
        if period != self.period:
            return
        self.form.summary.show_problems([])
        self.whole.show()
        if look == self._shown:
            return
        self._shown = look
        made = look.funder_return
        self.say_under_title(_which(made))
        self.checks.show_lines([self._line(check) for check in look.checks])
        self.sentence.setText(
            _(
                "You started with {opening}, {money_in} came in, {money_out} was spent, "
                "and {closing} is left."
            ).format(
                opening=pounds(made.opening),
                money_in=pounds(made.money_in),
                money_out=pounds(made.money_out),
                closing=pounds(made.closing),
            )
        )
        self.free.setText(_what_is_free(look))
        self.workings.clear()
        self.workings.add(
            Figures(
                _("this return"),
                [
                    FigureLine(_("Owed already"), (pounds(look.set_aside),), set_aside_steps(made)),
                    FigureLine(_("Free to use"), (pounds(made.free_balance),), made.surplus_steps),
                ],
            )
        )
        self.income.show_rows(_category_rows(made.income))
        self.spending.show_rows(_category_rows(made.spending))
        self.notes.setText(made.notes_on_funder)

    def _cannot(self, fault: DPManagerError) -> None:
        """Nothing can be shown for these days: says why, and lets others be chosen."""
        if self.desk.is_busy() and self.funder.box.count() == 0:
            return  # the funders are still to be named
        self._shown = None
        self.whole.hide()
        self.say_under_title(period_words(self.period))
        if self.chooser.isHidden():
            self._toggle_period()
        self.form.show_fault(fault)

    def _line(self, check: Check) -> Line:
        if not check.kind:
            return Line(_("Done"), check.says)
        place, what, action = _way(check)
        return Line(_("To do"), check.says, check.more, action, partial(self.go.emit, place, what))

    # Its papers

    def _return(self, **options: Any) -> dict[str, Any]:
        made = self._export(**options)
        return self._preview(_("Return"), made.pdf, made, _("Return {start} to {end}.pdf"))

    def _large_return(self, **options: Any) -> dict[str, Any]:
        made = self._export(large_print=True, **options)
        return self._preview(
            _("Return in large print"),
            made.pdf,
            made,
            _("Return {start} to {end}, large print.pdf"),
        )

    def _bundle(self, **options: Any) -> dict[str, Any]:
        made = self._export(with_bundle=True, **options)
        return self._preview(
            _("Evidence bundle"), made.bundle, made, _("Evidence {start} to {end}.pdf")
        )

    def _export(self, **options: Any) -> PreparedReturn:
        return export_return(self.desk.book, today=self.desk.today(), **options)

    def _preview(
        self, title: str, pdf: bytes, made: PreparedReturn, file_name: str
    ) -> dict[str, Any]:
        period = made.funder_return.period
        return {
            "title": title,
            "pdf": pdf,
            "file_name": file_name.format(
                start=period.start.isoformat(), end=period.end.isoformat()
            ),
            "back": self.place,
        }

    def _make(self, paper: Callable[..., dict[str, Any]]) -> None:
        """Makes a paper off the window's thread, and opens it."""
        if self._work is not None:
            return
        work = self._work = LongWork()
        work.far.connect(self.progress.reached)
        self.progress.start(_("Making the paper. This can take a moment."))
        options = {
            "period": self.period,
            "funder": self.funder.box.currentData(),
            "reached": work.reached,
        }

        def made(what: dict[str, Any]) -> None:
            if self._work is work:
                self._end_work()
                self.go.emit("preview", what)

        def not_made(fault: DPManagerError) -> None:
            if self._work is work:
                self._end_work()
                self.form.show_fault(fault)

        self.desk.look(lambda: paper(**options), made, not_made)

    def _end_work(self) -> None:
        self._work = None
        self.progress.end()

    def _stop(self) -> None:
        if self._work is not None:
            self._work.stop()
            self._end_work()
            announce(_("Stopped. No paper was made."))


def _which(made: FunderReturn) -> str:
    sentence = _("{funder}, {period}.").format(
        funder=made.people.funder, period=period_words(made.period)
    )
    if made.due is None:
        return sentence
    return sentence + " " + _("Send it by {day}.").format(day=long_date(made.due))


def _what_is_free(look: ReturnLook) -> str:
    made = look.funder_return
    sentences = [
        _("{set_aside} of that is owed already, so {free} is free.").format(
            set_aside=pounds(look.set_aside), free=pounds(made.free_balance)
        )
        if look.set_aside
        else _("Nothing of that is owed already.")
    ]
    if made.weeks_left is not None:
        sentences.append(
            _("That is {weeks} weeks of care.").format(weeks=one_decimal(made.weeks_left))
        )
    if made.surplus is not None and made.surplus_weeks_allowed is not None:
        allowed = f"{made.surplus_weeks_allowed.normalize():f}"
        sentences.append(
            _(
                "{surplus} is above the {weeks} weeks that may stay: the funder may ask for it."
            ).format(surplus=pounds(made.surplus), weeks=allowed)
            if made.surplus
            else _("Up to {weeks} weeks may stay in the account.").format(weeks=allowed)
        )
    return " ".join(sentences)


def _way(check: Check) -> tuple[str, dict[str, Any], str]:
    """The place that puts a gap right, what it is to open, and the words on the button."""
    ways = {
        "statement": ("money", {}, _("Look at the bank")),
        "category": ("money", {"show": "no_category"}, _("Say what for")),
        "transfer": ("money", {}, _("Look at the money")),
        "proof": ("receipts", {}, _("Add receipts")),
        "approval": ("hours", check.about, _("Look at the hours")),
        "pay": ("pay", {}, _("Pay it")),
    }
    place, what, action = ways[check.kind]
    return place, dict(what), action


def _category_table(name: str) -> DataTable:
    return DataTable(
        name,
        [
            TableColumn(_("Amount"), figures=True),
            TableColumn(_("What for")),
            TableColumn(_("Payments"), figures=True, show=str),
        ],
    )


def _category_rows(categories: tuple[CategoryTotal, ...]) -> list[TableRow]:
    return [
        TableRow((each.amount, each.label, len(each.line_numbers)), each.category)
        for each in categories
    ]
