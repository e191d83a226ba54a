"""What a correction of paid hours changes, and how the difference is paid."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from dpmanager.domain.amounts import pounds
from dpmanager.domain.periods import long_date
from dpmanager.domain.steps import Step
from dpmanager.domain.wording import days_words, full_day
from dpmanager.errors import DPManagerError
from dpmanager.tasks.hours.hours_to_correct import HoursToCorrect
from dpmanager.tasks.pay.correct_pay import correct_pay
from dpmanager.tasks.pay.correction_sums import LineChange
from dpmanager.tasks.pay.try_correction import Change, Correction, DueChange, try_correction
from dpmanager.ui.desk import Desk
from dpmanager.ui.widgets.fields import ChoiceField
from dpmanager.ui.widgets.figures import FigureLine, Figures, amount_words
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Card, Column
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View
from dpmanager.ui.widgets.working import Working
from dpmanager.words import _

Amounts = tuple[str, str, str, str]
"""A figure: its name, before, after, the difference in words."""


class CorrectionView(View):
    """Shows a correction before it is saved. saved: called when it was."""

    def __init__(
        self, desk: Desk, leave: Callable[[], object], saved: Callable[[], object]
    ) -> None:
        super().__init__(desk, _("What changes"), _("Back to the hours"), leave)
        self._saved = saved
        self._hours: HoursToCorrect | None = None
        self.body = Column(gap=16)
        self.form = Form()
        self.add(self.form)
        self.add(self.body)

    def open(self, hours: HoursToCorrect) -> None:
        """Works out what the corrected hours change, and shows it."""
        self._hours = hours
        self.body.clear()
        self.form.summary.show_problems([])
        desk, shifts = self.desk, list(hours.shifts.values())

        def show(seen: Correction) -> None:
            if self._hours is hours:
                self._show(seen)

        desk.look(
            lambda: try_correction(
                desk.book, hours.timesheet_id, shifts, who=desk.who, at=desk.now()
            ),
            show,
            self.form.show_fault,
        )

    def _show(self, seen: Correction) -> None:
        self.body.clear()
        self.body.add(words(_headline(seen), "heading"))
        for note in seen.notes:
            self.body.add(words(note))
        if seen.below_minimum:
            self.body.add(words(seen.below_minimum, "error"))
        self.body.add(_pay_card(seen))
        if seen.difference:
            self.body.add(_next_card(seen))
        self.body.add(_else_card(seen))
        if not seen.below_minimum:
            self.body.add(self._save_card(seen))
        self.back.setFocus()

    def _save_card(self, seen: Correction) -> Card:
        card = Card(_("Save the correction"))
        choices: list[tuple[Any, str]] = [("next pay", _("With the next pay"))]
        if not seen.now.hindrance:
            choices.append(("now", _("Now, on a payslip of its own")))
        self.how = ChoiceField(
            _("When to pay the difference"), choices, missing=_("Choose when to pay it.")
        )
        if seen.difference and seen.now.hindrance:
            card.add(words(seen.now.hindrance))
        elif seen.difference:
            card.add(self.how)
            card.add(_now_block(seen))
        kept = _("The payslip that was given stays as it is.")
        card.add(words(kept, "soft"))
        self.save = button(_("Save the correction"), lambda: self._save(seen), "main")
        card.add(beside(self.save))
        return card

    def _save(self, seen: Correction) -> None:
        desk, hours, how = self.desk, self._hours, self.how.chosen()
        if hours is None:
            return
        shifts = list(hours.shifts.values())
        period = days_words(seen.period)
        said = _("The hours of {period} are corrected.").format(period=period)
        if seen.difference and how == "now":
            said = _(
                "The hours of {period} are corrected. The payslip for the difference is under Pay."
            ).format(period=period)
        elif seen.difference:
            said = _(
                "The hours of {period} are corrected. The difference comes with the next pay."
            ).format(period=period)
        desk.do(
            lambda: correct_pay(
                desk.book, hours.timesheet_id, shifts, how=how, who=desk.who, at=desk.now()
            ),
            said=said,
            done=lambda _number: self._saved(),
            failed=self._failed,
        )

    def _failed(self, fault: DPManagerError) -> None:
        self.form.show_fault(fault)


def _headline(seen: Correction) -> str:
    places = {
        "worker": seen.worker,
        "period": days_words(seen.period),
        "amount": pounds(abs(seen.difference)),
    }
    if not seen.difference:
        return _("The pay of {worker} stays the same for {period}.").format(**places)
    if seen.difference > 0:
        return _("{worker} is owed {amount} more before tax for {period}.").format(**places)
    return _("{worker} was paid {amount} too much before tax for {period}.").format(**places)


def _pay_card(seen: Correction) -> Card:
    card = Card(_("Pay for these hours"))
    rows = [_amounts(line.name, line.before, line.after) for line in seen.lines]
    rows.append(_amounts(_("Together"), seen.before, seen.after))
    card.add(_table(_("Pay for these hours"), (_("It was"), _("It is")), rows))
    for line in seen.lines:
        if line.difference:
            card.add(_working(line.name, _line_words(line), line.steps))
    if seen.difference:
        together = _("All of it together: {difference}").format(
            difference=_difference_words(seen.difference)
        )
        card.add(_working(_("All of it together"), together, seen.steps))
    return card


def _next_card(seen: Correction) -> Card:
    following = seen.next_pay
    if following is None:
        card = Card(_("The next payslip"))
        card.add(words(seen.tax_to_date))
        return card
    card = Card(_("The next payslip, on {day}").format(day=full_day(following.pay_day)))
    if following.hindrance:
        card.add(words(following.hindrance, "error"))
        return card
    rows = [_amounts(change.name, change.before, change.after) for change in following.figures]
    card.add(_table(_("The next payslip"), (_("Without it"), _("With it")), rows))
    for change in following.figures:
        if change.difference:
            name = _("{figure}, next payslip").format(figure=change.name)
            sentence = _("{figure} with it: {amount}").format(
                figure=change.name, amount=amount_words(change.after)
            )
            card.add(_working(name, sentence, change.steps))
    for due in following.hmrc:
        card.add(_due_block(due))
    return card


def _else_card(seen: Correction) -> Card:
    card = Card(_("What else to know"))
    card.add(words(_holiday_words(seen.holiday)))
    if not seen.below_minimum:
        card.add(words(_("The pay for these hours meets the minimum wage.")))
        if seen.wage_steps:
            card.add(Working(_("Minimum wage"), seen.wage_steps))
    card.add(words(_("The timesheet will say on which day it was corrected.")))
    return card


def _now_block(seen: Correction) -> Column:
    now = seen.now
    block = Column(gap=6)
    block.add(
        words(
            _("If you pay it now, {worker} gets {amount} on {day}, after tax.").format(
                worker=seen.worker, amount=pounds(now.paid), day=long_date(now.pay_day)
            )
        )
    )
    if now.gives_tax_back:
        block.add(
            words(
                _(
                    "The tax-free pay since the last pay day counts already. So more tax is taken "
                    "from the next pay."
                )
            )
        )
    about = _("payslip of its own")
    lines = [
        FigureLine(figure.name, (amount_words(figure.amount),), figure.steps)
        for figure in now.figures
    ]
    block.add(Figures(about, lines))
    for due in now.hmrc:
        block.add(_due_block(due))
    return block


def _due_block(due: DueChange) -> Column:
    block = Column(gap=0)
    sentence = _("HMRC is then due {after} by {day}, not {before}.").format(
        after=pounds(due.after), before=pounds(due.before), day=long_date(due.due)
    )
    block.add(words(sentence))
    block.add(Working(sentence, due.steps))
    return block


def _holiday_words(change: Change | None) -> str:
    if change is None:
        return _("Holiday cannot be worked out for this leave year.")
    if not change.difference:
        return _("Holiday stays the same: {hours} hours are left.").format(
            hours=_plain(change.before)
        )
    return _("Hours of holiday left: {after}. Before it was {before}.").format(
        after=_plain(change.after), before=_plain(change.before)
    )


def _table(name: str, headings: tuple[str, str], rows: Sequence[Amounts]) -> DataTable:
    table = DataTable(
        name,
        [
            TableColumn(_("What"), show=str),
            *(TableColumn(heading, figures=True, show=str) for heading in headings),
            TableColumn(_("Difference"), figures=True, show=str),
        ],
    )
    table.show_rows([TableRow(row) for row in rows])
    return table


def _amounts(name: str, before: Decimal, after: Decimal) -> Amounts:
    return name, amount_words(before), amount_words(after), _difference_words(after - before)


def _difference_words(difference: Decimal) -> str:
    if not difference:
        return _("the same")
    more = _("{amount} more") if difference > 0 else _("{amount} less")
    return more.format(amount=pounds(abs(difference)))


def _line_words(line: LineChange) -> str:
    if line.long_before == line.long_after:
        return line.name
    return _("{line}: {before}, now {after}").format(
        line=line.name, before=line.long_before, after=line.long_after
    )


def _working(name: str, sentence: str, steps: Sequence[Step]) -> Column:
    block = Column(gap=0)
    block.add(words(sentence))
    block.add(Working(name, steps))
    return block


def _plain(hours: Decimal) -> str:
    return f"{hours.normalize():f}"
