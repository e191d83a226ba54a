"""What if: one thing is changed, and the forecast with it stands beside the one without."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer

from dpmanager.domain.amounts import ZERO, pounds
from dpmanager.domain.budget.forecast import Forecast
from dpmanager.domain.hours.rota import monday_of
from dpmanager.domain.periods import long_date
from dpmanager.errors import DPManagerError
from dpmanager.tasks.budget.forecast_words import compared_words, main_words, number_words
from dpmanager.tasks.budget.look_at_forecast import (
    FUNDING_YEAR,
    ForecastSeen,
    Needed,
    look_at_forecast,
)
from dpmanager.tasks.budget.try_what_if import (
    Change,
    NextLeastPay,
    WhatIf,
    WhatIfSeen,
    next_least_pay,
    try_what_if,
)
from dpmanager.ui.pages.cost_fields import HourPriceField, HoursField
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.fields import ChoiceField, DateField, MoneyField, TextField
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Card, Column, Page
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import button, words
from dpmanager.ui.widgets.working import Working
from dpmanager.words import _

ROOM_BELOW = 160
"""Pixels: so that more of the answer than its first sentence is seen."""
MORE, FEWER = "more", "fewer"
NOBODY = ""
EVERYBODY = "everybody"
THEY, YOU = "they", "you"
SHOWN_FOR = {
    Change.RISE: ("whose", "rise", "from_day"),
    Change.HOURS: ("worker", "which_way", "hours", "from_day"),
    Change.LEAST_PAY: ("least",),
    Change.LEAVING: ("worker", "last_day", "ended_by", "cover"),
    Change.COST: ("what", "amount", "paid_on"),
}


class SomeMoneyField(MoneyField):
    """Pounds, more than nothing."""

    def read_filled(self) -> Decimal:
        """The amount."""
        amount = super().read_filled()
        if amount <= 0:
            raise DPManagerError(
                _("{label} must be more than nothing.").format(label=self.label_text)
            )
        return amount


class WhatIfPage(Page):
    """One question with its figures, and the two forecasts below. Nothing is saved."""

    place: ClassVar[str] = "what_if"
    help_page: ClassVar[str] = "what_if"

    def heading(self) -> str:
        """The title of the page."""
        return _("What if?")

    def above(self) -> None:
        """The way back."""
        back = button(_("Back to the forecast"), partial(self.go.emit, "forecast", {}), "quiet")
        self.column.add(back)

    def build(self) -> None:
        """The form, and the card of the answer."""
        self._seen: ForecastSeen | None = None
        self._span = FUNDING_YEAR
        self._least = next_least_pay(self.desk.today())
        self.form = Form(**_fields(self._least))
        self._field("change").on_change(self.ask_again)
        self.form.entered.connect(self.work_out)
        self.column.add(self.form)
        self.ask = button(_("Work it out"), self.work_out, "main")
        self.column.add(self.ask)
        self.answer = Card()
        self.headline = words("", "heading")
        self.answer_words = Column(gap=8)
        self.answer.add(self.headline)
        self.answer.add(self.answer_words)
        self.column.add(self.answer)
        self.answer.hide()

    def open_with(self, **what: Any) -> None:
        """span: up to when the forecast goes."""
        self._span = what.get("span") or self._span

    def take_focus(self) -> None:
        """The question comes first, not the way back."""
        self._field("change").box.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Reads what the forecast is worked out from; what was typed stays."""
        book, today = self.desk.book, self.desk.today()
        self.desk.look(partial(look_at_forecast, book, self._span, today), self._came, self._cannot)

    def work_out(self) -> None:
        """Says what is wrong, or works the answer out, says it and shows it."""
        values, seen = self.form.values(), self._seen
        if values is None or seen is None:
            self.answer.hide()
            return
        asked = _asked(values, self._least)
        self.desk.look(partial(try_what_if, seen, asked), self._show, self._refused)

    def _refused(self, fault: DPManagerError) -> None:
        self.answer.hide()
        self.form.show_fault(fault)

    def _field(self, name: str) -> Any:
        return self.form.fields[name]

    def _cannot(self, fault: DPManagerError) -> None:
        self._seen = None
        self.say_under_title(str(fault))
        for block in (self.form, self.ask, self.answer):
            block.hide()

    def _came(self, seen: ForecastSeen | tuple[Needed, ...]) -> None:
        if isinstance(seen, tuple):
            self._cannot(DPManagerError(_("There is no forecast yet. Go back: it says why.")))
            return
        if seen == self._seen:
            return
        first = self._seen is None
        self._seen = seen
        self.form.show()
        self.ask.show()
        self.answer.hide()
        self.say_under_title(
            _(
                "Change one thing, and see what your money does up to {day}. Nothing is saved."
            ).format(day=long_date(seen.forecast.end))
        )
        self._offer(seen, first=first)
        self.content_came()

    def _offer(self, seen: ForecastSeen, *, first: bool) -> None:
        names = [(worker.name, worker.name) for worker in seen.facts.workers]
        self._field("worker").set_choices(names)
        self._field("whose").set_choices([(EVERYBODY, _("Everybody")), *names])
        self._field("cover").set_choices([(NOBODY, _("Nobody")), *names])
        changes = list(_changes())
        if not names:
            changes = [choice for choice in changes if choice[0] is Change.COST]
        self._field("change").set_choices(changes)
        if first:
            monday = monday_of(self.desk.today()) + timedelta(weeks=1)
            for name in ("from_day", "last_day", "paid_on"):
                self._field(name).set_value(monday)
        self.ask_again()

    def ask_again(self) -> None:
        """Shows the fields of the change that is chosen, without an answer."""
        change = self._field("change").chosen()
        for name, field in self.form.fields.items():
            if name != "change":
                field.setVisible(name in SHOWN_FOR[change])
        if change is Change.LEAST_PAY and self._least.known is not None:
            self._field("least").hide()
        self.answer.hide()

    def _show(self, seen: WhatIfSeen) -> None:
        self.headline.setText(compared_words(seen.compared))
        self.answer_words.clear()
        self.answer_words.add(words(main_words(seen.compared.changed)))
        for sentence in seen.more:
            self.answer_words.add(words(sentence))
        self.answer_words.add(_table(seen.compared.plain, seen.compared.changed))
        steps = (*seen.steps, *seen.compared.changed.steps)
        self.answer_words.add(Working(_("The forecast with the change"), steps))
        self.answer.show()
        announce(self.headline.text())
        QTimer.singleShot(0, self._scroll_to_answer)  # Qt places new blocks when idle

    def _scroll_to_answer(self) -> None:
        self.ensureWidgetVisible(self.headline, 0, ROOM_BELOW)


def _fields(least: NextLeastPay) -> dict[str, Any]:
    return {
        "change": ChoiceField(
            _("What would be different?"), _changes(), missing=_("Choose what would be different.")
        ),
        "whose": ChoiceField(_("Whose pay?"), [], missing=_("Choose whose pay.")),
        "worker": ChoiceField(_("Who?"), [], missing=_("Choose who.")),
        "rise": HourPriceField(
            _("How much more an hour?"),
            hint=_("In pounds, such as 0.50"),
            missing=_("Write how much more an hour is paid."),
        ),
        "which_way": ChoiceField(
            _("More or fewer?"),
            [(MORE, _("More")), (FEWER, _("Fewer"))],
            missing=_("Choose more or fewer."),
        ),
        "hours": HoursField(_("How many hours a week?"), missing=_("Write how many hours a week.")),
        "from_day": DateField(_("From which day?"), missing=_("Write the day it starts.")),
        "least": HourPriceField(
            _("What is the new minimum wage for an hour?"),
            hint=_(
                "From {day}. It is not known here yet. The last rise was from {before} to {now}."
            ).format(
                day=long_date(least.from_day), before=pounds(least.before), now=pounds(least.now)
            ),
            missing=_("Write the new minimum wage for an hour."),
        ),
        "last_day": DateField(_("What is the last day of work?"), missing=_("Write the last day.")),
        "ended_by": ChoiceField(
            _("Who ends the job?"),
            [(THEY, _("They leave")), (YOU, _("You end it"))],
            missing=_("Choose who ends the job."),
        ),
        "cover": ChoiceField(_("Who does the hours then?"), [(NOBODY, _("Nobody"))]),
        "what": TextField(_("What is it?"), missing=_("Write what it is.")),
        "amount": SomeMoneyField(_("How much is it?"), missing=_("Write how much it is.")),
        "paid_on": DateField(_("When is it paid?"), missing=_("Write the day it is paid.")),
    }


def _changes() -> Sequence[tuple[Change, str]]:
    return (
        (Change.RISE, _("A pay rise")),
        (Change.HOURS, _("More or fewer hours a week")),
        (Change.LEAST_PAY, _("The new minimum wage in April")),
        (Change.LEAVING, _("Somebody leaves")),
        (Change.COST, _("Something is bought once")),
    )


def _asked(values: dict[str, Any], least: NextLeastPay) -> WhatIf:
    change: Change = values["change"]
    match change:
        case Change.RISE:
            whose = "" if values["whose"] == EVERYBODY else values["whose"]
            return WhatIf(change, values["from_day"], values["rise"], whose)
        case Change.HOURS:
            hours = values["hours"] if values["which_way"] == MORE else -values["hours"]
            return WhatIf(change, values["from_day"], hours, values["worker"])
        case Change.LEAST_PAY:
            return WhatIf(change, least.from_day, values.get("least", ZERO))
        case Change.LEAVING:
            return WhatIf(
                change,
                values["last_day"],
                worker=values["worker"],
                by_employer=values["ended_by"] == YOU,
                cover=values["cover"] or NOBODY,
            )
        case _cost:
            return WhatIf(change, values["paid_on"], values["amount"], name=values["what"])


def _table(plain: Forecast, changed: Forecast) -> DataTable:
    table = DataTable(
        _("As it is, and with the change"),
        [
            TableColumn(_("What"), show=str),
            TableColumn(_("As it is"), figures=True, show=str),
            TableColumn(_("Changed"), figures=True, show=str),
            TableColumn(_("Difference"), figures=True, show=str),
        ],
    )
    table.setSelectionMode(DataTable.SelectionMode.NoSelection)
    rows = [
        _row(_("Money in"), plain.money_in, changed.money_in),
        _row(_("Money out"), plain.money_out, changed.money_out),
        _row(_("Balance at the end"), plain.end_balance, changed.end_balance),
        _row(_("Owed at the end"), plain.owed_at_end, changed.owed_at_end),
        _row(_("Left at the end"), plain.left.free, changed.left.free),
    ]
    if plain.left.surplus is not None and changed.left.surplus is not None:
        rows.append(_row(_("More than may stay"), plain.left.surplus, changed.left.surplus))
    if plain.left.weeks_left is not None and changed.left.weeks_left is not None:
        more = changed.left.weeks_left - plain.left.weeks_left
        rows.append(
            TableRow(
                (
                    _("Weeks' money left"),
                    number_words(plain.left.weeks_left),
                    number_words(changed.left.weeks_left),
                    number_words(more) if more else "0",
                )
            )
        )
    rows.append(
        TableRow((_("First day below nothing"), _day(plain.below), _day(changed.below), ""))
    )
    table.show_rows(rows)
    return table


def _row(name: str, plain: Decimal, changed: Decimal) -> TableRow:
    return TableRow((name, pounds(plain), pounds(changed), pounds(changed - plain + ZERO)))


def _day(day: date | None) -> str:
    return _("Never") if day is None else long_date(day)
