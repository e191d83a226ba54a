"""Which days a return is of, and for whom it is."""

from collections.abc import Callable

from dpmanager.domain.periods import Period
from dpmanager.domain.wording import period_words
from dpmanager.errors import DPManagerError
from dpmanager.ui.widgets.fields import ChoiceField, DateField
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Card, Column
from dpmanager.ui.widgets.text import beside, button
from dpmanager.words import _

OTHER_DAYS = "other"


class ReturnDays(Column):
    """The days in a card that opens; it stands open where nothing can be shown.

    opener: the button that opens it, for the page to place. changed: called when other days, or
    another funder, were chosen.
    """

    def __init__(self, period: Period, changed: Callable[[], object]) -> None:
        super().__init__(gap=16)
        self.period = period
        self._offered: tuple[Period, ...] = (period,)
        self._changed = changed
        self.opener = button(_("Choose another period"), self.toggle, "quiet")
        self.funder = ChoiceField(_("Who the return is for"), [], missing=_("Choose the funder."))
        self.quarter = ChoiceField(_("Which days"), [], missing=_("Choose the days."))
        self.quarter.on_change(self._quarter_chosen)
        self.start = DateField(_("First day"), missing=_("Enter the first day."))
        self.end = DateField(_("Last day"), missing=_("Enter the last day."))
        self.form = Form(funder=self.funder, quarter=self.quarter, start=self.start, end=self.end)
        self.chooser = Card()
        self.chooser.add(self.form)
        self.chooser.add(beside(button(_("Show this return"), self._given)))
        for hidden in (self.chooser, self.funder, self.start, self.end):
            hidden.hide()
        self.add(self.chooser)
        self.offer((period,))

    @property
    def funder_name(self) -> str | None:
        """For whom the return is; None while that is not known."""
        name: str | None = self.funder.chosen()
        return name

    def toggle(self) -> None:
        """Opens the card, or closes it."""
        opened = self.chooser.isHidden()
        self.chooser.setVisible(opened)
        self.opener.setText(_("Hide the periods") if opened else _("Choose another period"))

    def open(self) -> None:
        """Opens the card."""
        if self.chooser.isHidden():
            self.toggle()

    def choose(self, period: Period) -> None:
        """Takes these days."""
        self.period = period
        self.quarter.set_value(period if period in self._offered else OTHER_DAYS)
        self.start.set_value(period.start)
        self.end.set_value(period.end)
        self._quarter_chosen()

    def offer(self, periods: tuple[Period, ...]) -> None:
        """Offers these days, and any others."""
        if periods == self._offered and self.quarter.box.count():
            return
        self._offered = periods
        self.quarter.set_choices(
            [*((each, period_words(each)) for each in periods), (OTHER_DAYS, _("Other days"))]
        )
        self.quarter.set_value(self.period if self.period in periods else OTHER_DAYS)

    def offer_funders(self, names: tuple[str, ...]) -> bool:
        """Offers these funders; whether there are other ones than before, and more than one."""
        if self.funder.box.count() == len(names):
            return False
        self.funder.set_choices([(name, name) for name in names])
        self.funder.setVisible(len(names) > 1)
        return len(names) > 1

    def _quarter_chosen(self) -> None:
        other = self.quarter.chosen() == OTHER_DAYS
        for field, day in ((self.start, self.period.start), (self.end, self.period.end)):
            if other and field.is_empty():
                field.set_value(day)
        self.start.setVisible(other)
        self.end.setVisible(other)

    def _given(self) -> None:
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
        self._changed()
