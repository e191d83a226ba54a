"""Budget: what was agreed, what is spent, and what is still to be paid, by service type."""

from decimal import Decimal
from functools import partial
from typing import Any, ClassVar

from dpmanager.domain.amounts import pounds
from dpmanager.domain.budget.spent import NO_SERVICE, Budget, BudgetLine, Pace
from dpmanager.domain.periods import long_date
from dpmanager.errors import DPManagerError
from dpmanager.tasks.budget.plan_budget import (
    TAX_YEAR,
    THIRTEEN_WEEKS,
    THIS_YEAR,
    AgreementSeen,
    BudgetSeen,
    budget_of,
    note_what_the_letter_says,
)
from dpmanager.tasks.returns.resources import service_type_labels
from dpmanager.ui.pages.budget_reasons import ReasonsCard
from dpmanager.ui.pages.people_change import Change, ChangeView
from dpmanager.ui.widgets.chart import Bar, Chart
from dpmanager.ui.widgets.fields import ChoiceField, NumberField
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Card, Column, Page
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import Views
from dpmanager.ui.widgets.working import Working
from dpmanager.words import _


class BudgetPage(Page):
    """The budget of a range of days that the person chooses."""

    place: ClassVar[str] = "budget"
    help_page: ClassVar[str] = "budget"

    def heading(self) -> str:
        """The title of the page."""
        return _("Budget")

    def build(self) -> None:
        """The range, the money in words, the bars, and what the letter has not said yet."""
        self.range = ChoiceField(
            _("Which days?"),
            [
                (THIS_YEAR, _("This year of the agreement")),
                (TAX_YEAR, _("This tax year")),
                (THIRTEEN_WEEKS, _("The last 13 weeks")),
            ],
            missing=_("Choose which days."),
        )
        self.range.on_change(self.refresh)
        self.sums = Card()
        self.sum_words = Column(gap=8)
        self.sums.add(self.sum_words)
        self.bars = Card(_("What the money goes on"))
        self.chart = Chart(
            _("Budget by what it is for"), _("Agreed"), _("Spent"), _("Still to pay")
        )
        self.bars.add(self.chart)
        self.bars.add(
            words(_("Filled: it is spent. Striped: it is owed and not paid yet."), "soft")
        )
        self.letter = Card(_("What does your letter say?"))
        self.weeks = NumberField(
            _("How many weeks' money may stay in the account?"),
            hint=_("Above that the council may ask for money back. Often it is 8 weeks."),
        )
        self.days = NumberField(_("How many days after its period is a return due?"))
        self.form = Form(weeks=self.weeks, days=self.days)
        self.letter.add(self.form)
        self.letter.add(button(_("Save what it says"), self._note))
        ask = button(_("What would it cost?"), partial(self.go.emit, "cost", {}))
        aside = button(_("Money set aside"), partial(self.go.emit, "reserves", {}))
        came = button(_("What is paid in"), partial(self.go.emit, "paid_in", {}))
        where = button(_("Where the money went"), partial(self.go.emit, "spending_report", {}))
        ahead = button(_("How your money goes on"), partial(self.go.emit, "forecast", {}))
        self.sharing = button(_("Who pays for what"), partial(self.go.emit, "sharing", {}))
        pages = beside(self.range, came, aside, ask, where, ahead, self.sharing)
        self.sharing.hide()
        self.home = Column(gap=16)
        self.column.add(self.home)
        self.views = Views(self, self.home)
        self.change = self.views.add(ChangeView(self.desk, self._leave))
        self.reasons = ReasonsCard(self.desk, self._open_change)
        for block in (pages, self.sums, self.bars, self.reasons, self.letter):
            self.home.add(block)
        for block in (self.sums, self.bars, self.letter):
            block.hide()
        self._asked_of: AgreementSeen | None = None
        self._go_to_letter = False
        self._shown: BudgetSeen | None = None

    def open_with(self, **what: Any) -> None:
        """ask: "letter" goes to the questions about what the letter says."""
        self.views.show(None)
        self._go_to_letter = what.get("ask") == "letter"

    def refresh(self) -> None:
        """Works the budget out again for the days that are chosen."""
        self.reasons.refresh()
        book, today, chosen = self.desk.book, self.desk.today(), self.range.read()
        self.desk.look(partial(budget_of, book, chosen, today), self._show, self._nothing_agreed)

    def take_focus(self) -> None:
        """The form that is open, or the first control of the page."""
        if self.views.shown is not None:
            self.views.focus(self.views.shown)
        else:
            super().take_focus()

    def _open_change(self, change: Change) -> None:
        self.change.open(change)
        self.subtitle.hide()
        self.views.show(self.change)
        self.views.focus(self.change.body)

    def _leave(self) -> None:
        self.views.show(None)
        self.subtitle.setVisible(bool(self.subtitle.text()))
        self.reasons.adder.setFocus()

    def _nothing_agreed(self, fault: DPManagerError) -> None:
        self._shown = None
        self.say_under_title(str(fault))
        for block in (self.sums, self.bars, self.letter):
            block.hide()

    def _show(self, seen: BudgetSeen) -> None:
        self.sums.show()
        self.bars.show()
        if seen != self._shown:  # else what is open stays open
            self._shown = seen
            self._show_budget(seen)
        if self._go_to_letter and self._asked_of is not None:
            (self.days if self.weeks.isHidden() else self.weeks).edit.setFocus()
        self._go_to_letter = False

    def _show_budget(self, seen: BudgetSeen) -> None:
        self.sharing.setVisible(len(seen.agreements) > 1)
        self.say_under_title(" ".join(map(_agreed_words, seen.agreements)))
        self.subtitle.setVisible(self.views.shown is None)
        self._show_sums(seen.budget)
        self.chart.show_bars(
            [Bar(_label(line), line.spent, line.agreed, line.to_pay) for line in seen.budget.lines]
        )
        self._ask_what_is_not_known(seen.agreements)

    def _show_sums(self, budget: Budget) -> None:
        self.sum_words.clear()
        self.sum_words.add(words(_spent_words(budget), "heading"))
        for sentence in (_to_pay_words(budget), _share_words(budget), _left_words(budget)):
            if sentence:
                self.sum_words.add(words(sentence))
        for line in budget.lines:
            if warning := _warning(line):
                self.sum_words.add(words(warning, "strong"))
        if not budget.whole.used:
            self._say_how_to_start()
        self.sum_words.add(Working(_("The budget"), budget.steps))

    def _say_how_to_start(self) -> None:
        self.sum_words.add(
            words(_("What you spend shows here once you record hours and read in statements."))
        )
        self.sum_words.add(
            beside(
                button(_("Record hours"), partial(self.go.emit, "hours", {})),
                button(_("Read in a statement"), partial(self.go.emit, "money", {})),
            )
        )

    def _ask_what_is_not_known(self, agreements: tuple[AgreementSeen, ...]) -> None:
        asked = next(
            (one for one in agreements if one.surplus_weeks is None or one.return_days is None),
            None,
        )
        self._asked_of = asked
        self.letter.setVisible(asked is not None)
        if asked is not None:
            self.weeks.setVisible(asked.surplus_weeks is None)
            self.days.setVisible(asked.return_days is None)

    def _note(self) -> None:
        values: dict[str, Any] | None = self.form.values()
        if values is None or self._asked_of is None:
            return
        agreement, desk = self._asked_of.id, self.desk
        weeks, days = values.get("weeks"), values.get("days")
        if weeks is None and days is None:
            self.form.show_fault(DPManagerError(_("Write what your letter says.")))
            return
        if days is not None and days % 1:
            self.form.show_fault(DPManagerError(_("The days must be a whole number.")), "days")
            return
        desk.do(
            lambda: note_what_the_letter_says(
                desk.book,
                agreement,
                surplus_weeks=weeks,
                return_days=None if days is None else int(days),
                who=desk.who,
                at=desk.now(),
            ),
            said=_("Saved what your letter says."),
            failed=self.form.show_fault,
        )


def _agreed_words(agreement: AgreementSeen) -> str:
    amount, day = pounds(agreement.weekly_amount), long_date(agreement.from_date)
    if not agreement.weekly_hours:
        return _("{funder} agreed {amount} a week, from {day}.").format(
            funder=agreement.funder, amount=amount, day=day
        )
    return _("{funder} agreed {amount} a week for {hours} hours, from {day}.").format(
        funder=agreement.funder,
        amount=amount,
        hours=f"{agreement.weekly_hours.normalize():f}",
        day=day,
    )


def _label(line: BudgetLine) -> str:
    if line.service_type == NO_SERVICE:
        return _("Nobody has said what for")
    return service_type_labels()[line.service_type]


def _spent_words(budget: Budget) -> str:
    return _("You have spent {spent} of {agreed} agreed for {start} to {end}.").format(
        spent=pounds(budget.whole.spent),
        agreed=pounds(budget.whole.agreed),
        start=long_date(budget.period.start),
        end=long_date(budget.period.end),
    )


def _to_pay_words(budget: Budget) -> str:
    if not budget.whole.to_pay:
        return ""
    return _("{amount} more is owed already: wages, tax, and hours not paid yet.").format(
        amount=pounds(budget.whole.to_pay)
    )


def _share_words(budget: Budget) -> str:
    """How much of the money is gone beside how much of the time, what is owed counted as gone."""
    if budget.money_gone is None or not budget.whole.used:
        return ""
    share = (
        _("Together that is {money}% of the money.")
        if budget.whole.to_pay
        else _("That is {money}% of the money.")
    ).format(money=budget.money_gone)
    if budget.pace is None:
        return share
    beside = {
        Pace.FASTER: _("{time}% of the time has gone: the money goes faster than the time."),
        Pace.IN_STEP: _("{time}% of the time has gone: the money and the time are in step."),
        Pace.SLOWER: _("{time}% of the time has gone: the money goes slower than the time."),
    }[budget.pace]
    return " ".join([share, beside.format(time=budget.time_gone)])


def _left_words(budget: Budget) -> str:
    if budget.left_at_end is None:
        return ""
    end = long_date(budget.period.end)
    if budget.left_at_end < 0:
        return _("If it goes on like this, about {amount} will be missing by {end}.").format(
            amount=_about(-budget.left_at_end), end=end
        )
    return _("If it goes on like this, about {amount} will be left on {end}.").format(
        amount=_about(budget.left_at_end), end=end
    )


def _about(amount: Decimal) -> str:
    """A forecast is no better than to the ten pounds: £4,800."""
    return f"£{int(amount / 10) * 10:,}"


def _warning(line: BudgetLine) -> str:
    """A word before a service type is used up, and when more of it is used than was agreed."""
    name = _label(line)
    if not line.agreed and line.used > 0:
        return _("{name}: {amount}, and nothing was agreed for it.").format(
            name=name, amount=pounds(line.used)
        )
    if line.left < 0:
        return _("{name}: {amount} more than was agreed.").format(
            name=name, amount=pounds(-line.left)
        )
    if line.is_nearly_used_up:
        return _("{name}: nearly used up. {amount} is left.").format(
            name=name, amount=pounds(line.left)
        )
    return ""
