"""The Returns page: is the return ready to send, what will it say, sign it, and its papers."""

from functools import partial
from typing import Any, ClassVar

from dpmanager.domain.amounts import pounds
from dpmanager.domain.periods import Period
from dpmanager.domain.wording import period_words
from dpmanager.errors import DPManagerError
from dpmanager.tasks.returns.look_at_returns import (
    Check,
    ReturnLook,
    funders_of,
    look_at_return,
    periods_offered,
    quarters_offered,
    set_aside_steps,
)
from dpmanager.tasks.returns.sign_return import MaySign, who_may_sign
from dpmanager.ui.pages import returns_forms as forms
from dpmanager.ui.pages.people_change import ChangeView
from dpmanager.ui.pages.returns_days import ReturnDays
from dpmanager.ui.pages.returns_files import ReturnFiles
from dpmanager.ui.pages.returns_papers import ReturnPapers
from dpmanager.ui.pages.returns_sign import SignView
from dpmanager.ui.pages.returns_words import (
    EXPLAINED,
    OUTCOME,
    category_rows,
    category_table,
    signed_words,
    way,
    what_is_free,
    which,
)
from dpmanager.ui.widgets.figures import FigureLine, Figures
from dpmanager.ui.widgets.page import Card, Column, Page
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View, Views
from dpmanager.words import _


class ReturnsPage(Page):
    """The return of one period; the last one that is over, until somebody says otherwise."""

    place: ClassVar[str] = "returns"
    help_page: ClassVar[str] = "returns"
    _shown: ReturnLook | None = None

    def heading(self) -> str:
        """The question that the page answers."""
        return _("Ready to send?")

    def build(self) -> None:
        """The days, the checks, signing, its papers, what the return says; the forms."""
        self._chosen = False
        self._funders: tuple[tuple[int, str], ...] = ()
        self.front = Column(gap=16)
        self.column.add(self.front)
        self.days = ReturnDays(quarters_offered(self.desk.today())[0], self._days_chosen)
        self.asked = button(_("The council asked for other days"), self._ask, "quiet")
        self.past = button(_("All returns"), lambda: self.go.emit("sent_returns", {}), "quiet")
        asks = button(
            _("What your council asks for"), partial(self.go.emit, "council", {}), "quiet"
        )
        reports = button(_("Reports"), partial(self.go.emit, "reports", {}), "quiet")
        self.front.add(beside(self.days.opener, self.past, self.asked, asks, reports))
        self.front.add(self.days)
        self.whole = Column(gap=16)
        self._build_signed()
        self.checks = Lines()
        self.whole.add(self.checks)
        self.sign = button(_("Sign this return"), self._sign, "main")
        self.whole.add(beside(self.sign, button(_("Papers to send"), self._send)))
        self._build_papers()
        self._build_saying()
        self._build_figures()
        self.front.add(self.whole)
        self.whole.hide()
        self.views = Views(self, self.front)
        self.signing = self.views.add(SignView(self.desk, self._leave, self._is_signed))
        self.change = self.views.add(ChangeView(self.desk, self._leave))

    def open_with(self, **what: Any) -> None:
        """start, end: the days of the return."""
        self.views.show(None)
        if "start" in what and "end" in what:
            self._chosen = True
            self.days.choose(Period(what["start"], what["end"]))

    def refresh(self) -> None:
        """Works the return out again."""
        desk, funder = self.desk, self.days.funder_name
        desk.look(lambda: funders_of(desk.book), self._offer_funders)
        desk.look(
            lambda: periods_offered(desk.book, desk.today(), funder),
            self._offer,
            lambda _fault: None,
        )
        self._look()

    def _look(self) -> None:
        desk, period, funder = self.desk, self.days.period, self.days.funder_name
        desk.look(
            lambda: look_at_return(desk.book, period, funder=funder, today=desk.today()),
            partial(self._show, period),
            self._cannot,
        )

    def _build_signed(self) -> None:
        self.signed = Card()
        self.signed_says = words("", "strong")
        self.signed.add(self.signed_says)
        self.signed.add(beside(button(_("Open the signed return"), self._open_signed)))
        self.signed.hide()
        self.whole.add(self.signed)

    def _build_saying(self) -> None:
        card = Card(_("What it will say"))
        self.sentence = words("")
        self.free = words("", "soft")
        self.workings = Column(gap=2)
        for part in (self.sentence, self.free, self.workings):
            card.add(part)
        self.whole.add(card)

    def _build_papers(self) -> None:
        self.papers = ReturnPapers(
            self.desk,
            lambda: {"period": self.days.period, "funder": self.days.funder_name},
            lambda what: self.go.emit("preview", what | {"back": self.place}),
            lambda fault: self.days.form.show_fault(fault),
        )
        self.whole.add(self.papers)
        self.whole.add(
            ReturnFiles(
                self.desk,
                lambda: {"period": self.days.period, "funder": self.days.funder_name},
                self.go.emit,
                lambda fault: self.days.form.show_fault(fault),
            )
        )

    def _build_figures(self) -> None:
        self.income = category_table(_("Money in"))
        self.spending = category_table(_("Money out"))
        for heading, table in ((_("Money in"), self.income), (_("Money out"), self.spending)):
            card = Card(heading)
            card.add(table)
            self.whole.add(card)
        self.notes = words("", "soft")
        self.whole.add(self.notes)

    # The period

    def _days_chosen(self) -> None:
        self._chosen = True
        self.refresh()

    def _offer_funders(self, funders: tuple[tuple[int, str], ...]) -> None:
        self._funders = funders
        if self.days.offer_funders(tuple(name for _number, name in funders)):
            self.refresh()

    def _offer(self, periods: tuple[Period, ...]) -> None:
        """Until the person has chosen, what waits longest is shown."""
        self.days.offer(periods)
        if not self._chosen and periods and periods[0] != self.days.period:
            self.days.choose(periods[0])
            self._look()

    # The return

    def _show(self, period: Period, look: ReturnLook) -> None:
        if period != self.days.period:
            return
        self.days.form.summary.show_problems([])
        self.whole.show()
        if look == self._shown:
            return
        self._shown = look
        made = look.funder_return
        self.say_under_title(which(made))
        self.signed.setVisible(look.signed is not None)
        if look.signed is not None:
            self.signed_says.setText(signed_words(look.signed))
        self.sign.setText(
            _("Sign this return") if look.signed is None else _("Sign an amended return")
        )
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
        self.free.setText(what_is_free(look))
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
        self.income.show_rows(category_rows(made.income))
        self.spending.show_rows(category_rows(made.spending))
        self.notes.setText(made.notes_on_funder)

    def _cannot(self, fault: DPManagerError) -> None:
        """Nothing can be shown for these days: says why, and lets others be chosen."""
        if self.desk.is_busy() and self.days.funder.box.count() == 0:
            return  # the funders are still to be named
        self._shown = None
        self.whole.hide()
        self.say_under_title(period_words(self.days.period))
        self.days.open()
        self.days.form.show_fault(fault)

    def _line(self, check: Check) -> Line:
        if not check.kind:
            return Line(_("Done"), check.says)
        if check.kind == EXPLAINED:
            return Line(_("Explained"), check.says, check.more)
        found = way(check)
        if found is None:
            return Line(_("To do"), check.says, check.more)
        place, what, action = found
        if check.kind == OUTCOME:
            return Line(_("To do"), check.says, check.more, action, partial(self._outcome, what))
        return Line(_("To do"), check.says, check.more, action, partial(self.go.emit, place, what))

    def _send(self) -> None:
        period, funder = self.days.period, self.days.funder_name
        self.go.emit("send", {"start": period.start, "end": period.end, "funder": funder})

    # The forms

    def _sign(self) -> None:
        desk, look = self.desk, self._shown
        if look is None:
            return
        period, funder = look.funder_return.period, self.days.funder_name
        missing = [check.says for check in look.checks if check.kind not in ("", EXPLAINED)]

        def open_form(may: tuple[MaySign, ...]) -> None:
            self.signing.open(period, funder, missing, may)
            self._open(self.signing)

        desk.look(lambda: who_may_sign(desk.book), open_form)

    def _is_signed(self, number: int) -> None:
        self._leave()
        self.go.emit("sent_returns", {"return": number})

    def _open_signed(self) -> None:
        if self._shown is not None and self._shown.signed is not None:
            self.go.emit("sent_returns", {"return": self._shown.signed.id})

    def _ask(self) -> None:
        if self._funders:
            change = forms.asked_change(self.desk, self._funders, self.days.period, self._asked_for)
            self.change.open(change)
            self._open(self.change)

    def _asked_for(self, period: Period) -> None:
        self._chosen = True
        self.days.choose(period)

    def _outcome(self, what: dict[str, Any]) -> None:
        self.change.open(
            forms.outcome_change(self.desk, what["outcome"], what["name"], self.days.period)
        )
        self._open(self.change)

    def _open(self, view: View) -> None:
        self.subtitle.hide()
        self.views.show(view)
        self.views.focus(view)

    def _leave(self) -> None:
        self.subtitle.show()
        self.views.show(None)
        self.sign.setFocus()
