"""The card of what HMRC was told: each pay day, when and how, and how late."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from dpmanager.domain.periods import long_date, short_date
from dpmanager.domain.wording import names_in_words
from dpmanager.tasks.book.deadlines import take_back
from dpmanager.tasks.pay.pay_reports import How, PayReport, key_of_report, say_all_told, say_told
from dpmanager.ui.widgets.fields import ChoiceField, DateField, TextField
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Card
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _, ngettext

if TYPE_CHECKING:
    from dpmanager.ui.pages.hmrc import HmrcPage


class ToldCard(Card):
    """The pay days of the tax year with their reports, and the words “I have told HMRC”."""

    def __init__(self, page: "HmrcPage") -> None:
        super().__init__(_("What you have told HMRC"))
        self.page = page
        self._reports: dict[date, PayReport] = {}
        self._late: list[date] = []
        self.summary = words("")
        self.choice = ChoiceField(_("Pay day to tell HMRC about"), [], missing=_("Choose one."))
        self.choice.on_change(self._fill)
        self.sent_on = DateField(
            _("The day you sent it"), missing=_("Type the day on which you sent it.")
        )
        self.how = ChoiceField(_("How you sent it"), list(how_words().items()))
        self.note = TextField(_("Note for yourself"), hint=_("Such as HMRC's receipt number"))
        self.form = Form((), day=self.choice, sent_on=self.sent_on, how=self.how, note=self.note)
        self.form.entered.connect(self._say)
        self.say = button(_("I have told HMRC"), self._say, "main")
        self.back = button(_("I have not told HMRC"), self._take_back)
        self.table = DataTable(
            _("What you have told HMRC"),
            [
                TableColumn(_("Pay day"), show=short_date),
                TableColumn(_("Workers"), show=str),
                TableColumn(_("Sent on"), show=str),
                TableColumn(_("How"), show=str),
                TableColumn(_("In time?"), show=str),
            ],
        )
        self.all = button(_("HMRC was told of all of them in time"), self._say_all)
        acts = beside(self.say, self.back)
        for part in (self.summary, beside(self.all), self.table, self.form, acts):
            self.add(part)

    def show_reports(self, reports: Sequence[PayReport]) -> None:
        """Shows the pay days, and begins with the first that HMRC was not told of."""
        found = {one.day: one for one in reports}
        if found == self._reports:
            return
        self._reports = found
        waiting = [one for one in reversed(reports) if one.sent_on is None]
        self._late = [one.day for one in waiting if one.late]
        self.summary.setText(_summary(waiting))
        self.all.setVisible(len(self._late) > 1)
        self.table.show_rows([_row(one) for one in reports])
        self.choice.set_choices([(one.day, _choice(one)) for one in reports])
        if waiting:
            self.choice.set_value(waiting[0].day)
        self._fill()

    def _fill(self) -> None:
        """Shows what was said of the pay day that is chosen, or what will mostly be right."""
        one = self._reports.get(self.choice.chosen())
        if one is None:
            return
        self.sent_on.set_value(one.sent_on or self.page.desk.today())
        self.how.set_value(one.how or self._usual_way())
        self.note.set_value(one.note)
        self.back.setVisible(one.sent_on is not None)

    def _usual_way(self) -> How:
        """How the last report went that says it."""
        return next((one.how for one in self._reports.values() if one.how), How.TOOLS)

    def _say(self) -> None:
        values, desk = self.form.values(), self.page.desk
        if values is None:
            return
        desk.do(
            lambda: say_told(
                desk.book,
                values["day"],
                values["sent_on"],
                values["how"],
                values["note"] or "",
                who=desk.who,
                at=desk.now(),
            ),
            said=_("Kept: HMRC was told of {day}.").format(day=long_date(values["day"])),
            failed=lambda fault: self.form.show_fault(fault, "sent_on"),
        )

    def _say_all(self) -> None:
        desk, late, how = self.page.desk, self._late, self._usual_way()
        self.page.do(
            lambda: say_all_told(desk.book, late, how, who=desk.who, at=desk.now()),
            _("Kept: HMRC was told of all of them in time."),
        )

    def _take_back(self) -> None:
        desk, day = self.page.desk, self.choice.chosen()
        self.page.do(
            lambda: take_back(desk.book, key_of_report(day), who=desk.who, at=desk.now()),
            _("The pay day is back on the list."),
        )


def how_words() -> dict[How, str]:
    """The ways in which a report goes to HMRC."""
    return {
        How.TOOLS: _("Basic PAYE Tools"),
        How.SOFTWARE: _("Other payroll software"),
        How.PAPER: _("On paper"),
    }


def _summary(waiting: Sequence[PayReport]) -> str:
    late = [one for one in waiting if one.late]
    if late:
        return ngettext(
            "The book does not say that HMRC was told of {count} pay day.",
            "The book does not say that HMRC was told of {count} pay days.",
            len(late),
        ).format(count=len(late))
    if waiting:
        return _("Tell HMRC on {day} or earlier.").format(day=long_date(waiting[0].day))
    return _("HMRC was told of every pay day so far.")


def _choice(one: PayReport) -> str:
    names = names_in_words(one.workers)
    sentence = _("{day}: {workers}") if one.sent_on is None else _("{day}: {workers}, told to HMRC")
    return sentence.format(day=long_date(one.day), workers=names)


def _row(one: PayReport) -> TableRow:
    return TableRow(
        (
            one.day,
            names_in_words(one.workers),
            short_date(one.sent_on) if one.sent_on else _("not said"),
            how_words()[one.how] if one.how else "",
            _in_time(one),
        )
    )


def _in_time(one: PayReport) -> str:
    if one.sent_on is None:
        return ""
    if not one.late:
        return _("in time")
    return ngettext("{count} day late", "{count} days late", one.late).format(count=one.late)
