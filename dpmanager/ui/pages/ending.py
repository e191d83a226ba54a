"""When the direct payment ends: the same list on the screen as on paper, from its last day on."""

from datetime import date
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt

from dpmanager.domain.amounts import pounds
from dpmanager.domain.periods import long_date
from dpmanager.errors import DPManagerError
from dpmanager.tasks.returns.ending import (
    EndingSeen,
    look_at_ending,
    mark_item_done,
    mark_item_open,
    usual_last_day,
)
from dpmanager.tasks.returns.print_ending import (
    Item,
    account_words,
    done_words,
    money_words,
    more_account_words,
    more_money_words,
    other_item,
    print_ending,
    redundancy_words,
    step_item,
    worker_items,
)
from dpmanager.ui.widgets.fields import DateField
from dpmanager.ui.widgets.figures import FigureLine, Figures
from dpmanager.ui.widgets.form import ErrorSummary, Form
from dpmanager.ui.widgets.page import Card, Column, Page
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.working import Working
from dpmanager.words import _


class EndingPage(Page):
    """The last day is asked for, with the soonest one filled in; all else follows from it."""

    place: ClassVar[str] = "ending"
    help_page: ClassVar[str] = "reports"

    def heading(self) -> str:
        """The title of the page."""
        return _("When the direct payment ends")

    def above(self) -> None:
        """The way back."""
        self.column.add(button(_("Back to Reports"), partial(self.go.emit, "reports", {}), "quiet"))

    def build(self) -> None:
        """The last day; then money, final account, workers, whom to tell, and what to keep."""
        self._shown: EndingSeen | None = None
        self._last_day: date | None = None
        self.say_under_title(_("Nothing is sent from here. What you mark as done is kept."))
        self.day = DateField(
            _("The last day of the direct payment"),
            hint=_("As the council's letter says"),
            missing=_("Type the last day."),
        )
        self.form = Form(day=self.day)
        self.form.entered.connect(self.take_day)
        self.column.add(self.form)
        self.column.add(beside(button(_("Show what to do"), self.take_day, "main")))
        self.problem = ErrorSummary()
        self.column.add(self.problem)
        self.whole = Column(gap=16)
        self.column.add(self.whole)
        self._build_parts()
        self.whole.hide()

    def _build_parts(self) -> None:
        self.money = Card(_("Money to give back"))
        self.money_parts = Column(gap=8)
        self.money.add(self.money_parts)
        self.accounts = Lines(_("The final account"))
        self.workers = Lines(_("People who work for you"))
        self.steps = Lines(_("Whom to tell, and when"))
        self.kept = Lines(_("Records to keep, and until when"))
        self.papers = beside(
            button(_("See it on paper"), partial(self._see, large_print=False)),
            button(_("See it in large print"), partial(self._see, large_print=True)),
        )
        for block in (
            self.papers, self.money, self.accounts, self.workers, self.steps, self.kept,
        ):  # fmt: skip
            self.whole.add(block)

    def take_focus(self) -> None:
        """The day, not the way back."""
        self.day.day.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Works everything out again for the day that was chosen, or for the soonest one."""
        book, today, chosen = self.desk.book, self.desk.today(), self._last_day

        def look() -> EndingSeen:
            return look_at_ending(book, chosen or usual_last_day(book, today), today)

        self.desk.look(look, self._show, self._cannot)

    def take_day(self) -> None:
        """Shows what follows from the day that was typed."""
        values = self.form.values()
        if values is None:
            return
        self._last_day = values["day"]
        self.refresh()

    def _cannot(self, fault: DPManagerError) -> None:
        self._shown = None
        self.whole.hide()
        self.problem.show_problems([(str(fault), None)])

    def _show(self, seen: EndingSeen) -> None:
        if self._last_day not in (None, seen.last_day):
            return  # another day was chosen since
        self.problem.show_problems([])
        if self._last_day is None:
            self._last_day = seen.last_day
            self.day.set_value(seen.last_day)
        if seen == self._shown:
            return
        self._shown = seen
        self._show_money(seen)
        self.accounts.show_lines(
            [
                Line(
                    one.funder,
                    account_words(one),
                    more_account_words(one),
                    _("Go to Returns"),
                    partial(self.go.emit, "returns", {}),
                )
                for one in seen.accounts
            ]
        )
        self._show_workers(seen)
        self.steps.show_lines(
            [
                self._item(seen, step_item(step), long_date(step.day), step.why)
                for step in seen.steps
            ]
        )
        self.kept.show_lines(
            [
                Line(
                    long_date(one.until),
                    one.what,
                    _("{why} Source: {source}").format(why=one.why, source=one.source),
                )
                for one in seen.kept
            ]
        )
        self.accounts.setVisible(bool(seen.accounts))
        self.whole.show()

    def _show_money(self, seen: EndingSeen) -> None:
        money = seen.money
        self.money_parts.clear()
        self.money_parts.add(words(money_words(seen), "strong"))
        shares = [share for share in money.shares if share.amount]
        if shares:
            self.money_parts.add(
                Figures(
                    _("to give back"),
                    [FigureLine(share.source.name, (pounds(share.amount),)) for share in shares],
                )
            )
        for sentence in more_money_words(seen):
            self.money_parts.add(words(sentence, "soft"))
        self.money_parts.add(Working(_("Money to give back"), money.steps))

    def _show_workers(self, seen: EndingSeen) -> None:
        lines = []
        for one in seen.workers:
            lines.append(
                Line(
                    one.worker,
                    _("Last day: {day}").format(day=long_date(one.last_day)),
                    "" if one.redundancy else redundancy_words(one),
                    _("Pay and terms"),
                    partial(self.go.emit, "terms", {"worker": one.worker_id}),
                )
            )
            lines += [self._item(seen, item, one.worker) for item in worker_items(one, seen.today)]
        lines += [self._item(seen, other_item(one), one.worker) for one in seen.others]
        self.workers.show_lines(lines)
        self.workers.setVisible(bool(lines))

    def _item(self, seen: EndingSeen, item: Item, heads: str, more: str = "") -> Line:
        """An item of the list, with a button that marks it, or takes that back."""
        done = done_words(seen, item)
        mark = partial(mark_item_open if done else mark_item_done, self.desk.book, item.key)
        said = _("It is on the list again.") if done else _("It is marked as done.")

        def press() -> None:
            self.desk.do(lambda: mark(item.what, who=self.desk.who, at=self.desk.now()), said=said)

        return Line(
            heads,
            item.says,
            "\n".join(words for words in (more, done) if words),
            (_("Not done after all") if done else _("Mark as done")) if item.key else "",
            press,
        )

    def _see(self, *, large_print: bool) -> None:
        seen = self._shown
        if seen is None:
            return
        title = self.heading()
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

        self.desk.look(partial(print_ending, seen, large_print=large_print), show)
