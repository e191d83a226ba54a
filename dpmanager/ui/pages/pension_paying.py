"""What is paid to the pension provider: month by month, and the files that tell them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from dpmanager.domain.amounts import pounds
from dpmanager.domain.periods import Frequency, Period, month_names, short_date
from dpmanager.domain.wording import days_words
from dpmanager.errors import DPManagerError
from dpmanager.tasks.pay.pension_papers import (
    FilesLook,
    MonthOfContributions,
    ScheduleLook,
    look_at_files,
    save_contribution_file,
)
from dpmanager.ui.pages.people_words import how_often
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.fields import DateField
from dpmanager.ui.widgets.files import ask_where_to_save
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Card, Column
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View
from dpmanager.ui.widgets.working import Working
from dpmanager.words import _

if TYPE_CHECKING:
    from dpmanager.ui.pages.pensions import PensionsPage


class MonthsCard(Card):
    """The contributions of each month, and whether the statement shows them as paid."""

    def __init__(self, make_file: Callable[[], object]) -> None:
        super().__init__(_("Contributions by month"))
        self.empty = words(_("Nothing was paid in yet. It begins with the first pay of a member."))
        self.table = DataTable(
            _("Contributions by month"),
            [
                TableColumn(_("Month"), show=_month_words),
                TableColumn(_("From workers"), figures=True),
                TableColumn(_("From you"), figures=True),
                TableColumn(_("Together"), figures=True),
                TableColumn(_("Pay by"), show=short_date),
                TableColumn(_("Statement")),
            ],
        )
        self.workings = Column(gap=2)
        self.make_file = button(_("Make the file for the provider"), make_file)
        for block in (self.empty, self.table, self.workings, beside(self.make_file)):
            self.add(block)

    def show_months(self, months: list[MonthOfContributions]) -> None:
        """Shows the months, and how those that are not paid were worked out."""
        self.empty.setVisible(not months)
        self.table.setVisible(bool(months))
        self.make_file.setVisible(bool(months))
        self.table.show_rows([_month_row(month) for month in months])
        self.workings.clear()
        for month in months:
            if month.left and month.steps:
                about = _("{month}, {amount}").format(
                    month=_month_words(month.month),
                    amount=pounds(month.employee + month.employer),
                )
                self.workings.add(words(about))
                self.workings.add(Working(about, month.steps))


class FilesView(View):
    """The pay periods for which a file can be made, and the button that saves it."""

    def __init__(self, page: "PensionsPage", leave: Callable[[], object]) -> None:
        super().__init__(page.desk, _("Files for the provider"), _("Back to the pension"), leave)
        self.page = page
        self.note = words("")
        self.check = words(
            _(
                "We could not check this layout against NEST's own page. "
                "The first time, compare it with what NEST's upload check says. "
                "If NEST refuses it, type the amounts into your account there."
            ),
            "strong",
        )
        self.table = DataTable(
            _("Pay periods"),
            [
                TableColumn(_("Pay period"), show=days_words),
                TableColumn(_("How often"), show=lambda often: how_often()[often]),
                TableColumn(_("Workers")),
                TableColumn(_("From workers"), figures=True),
                TableColumn(_("From you"), figures=True),
            ],
        )
        self.due = DateField(
            _("Payment due date"),
            hint=_("As the provider's own account shows it"),
            missing=_("Type the day on which the payment is due."),
        )
        self.form = Form(due=self.due)
        self.save_button = button(_("Save the file"), self.save, "main")
        self.form.entered.connect(self.save)
        self.table.moved.connect(self._came_to)
        self._look: FilesLook | None = None
        for block in (self.note, self.check, self.table, self.form, beside(self.save_button)):
            self.add(block)

    def refresh(self) -> None:
        """Reads the pay periods again."""
        self.desk.look(lambda: look_at_files(self.desk.book), self._show)

    def save(self) -> None:
        """Asks where, and saves the file of the chosen pay period."""
        schedule, values = self._chosen(), self.form.values()
        if schedule is None or values is None:
            return
        name = _("Pension {start} to {end}.csv").format(
            start=schedule.period.start.isoformat(), end=schedule.period.end.isoformat()
        )
        kinds = _("Files with commas") + " (*.csv)"
        path = ask_where_to_save(self, self.desk.remembered, name, kinds)
        if path is None:
            return
        book = self.desk.book

        def failed(fault: DPManagerError) -> None:
            self.form.show_fault(fault)

        self.desk.look(
            lambda: save_contribution_file(
                book, path, schedule.period, schedule.frequency, payment_due=values["due"]
            ),
            lambda _checked: announce(
                _("Saved as {name} in {folder}.").format(
                    name=path.name, folder=path.parent.name or "/"
                )
            ),
            failed,
        )

    def _show(self, look: FilesLook) -> None:
        if look == self._look:
            return
        self._look = look
        self.note.setText(
            _("Choose a pay period and save its file. Then upload it at {provider}.").format(
                provider=look.provider
            )
        )
        self.check.setVisible(not look.layout_checked)
        self.table.show_rows([_schedule_row(schedule) for schedule in look.schedules])
        self._came_to(self.table.current_key())

    def _chosen(self) -> ScheduleLook | None:
        key = self.table.current_key()
        schedules = self._look.schedules if self._look else ()
        return next((each for each in schedules if _key(each) == key), None)

    def _came_to(self, _key_of_row: object) -> None:
        schedule = self._chosen()
        if schedule is not None:
            self.due.set_value(schedule.payment_due)


def _key(schedule: ScheduleLook) -> tuple[Period, Frequency]:
    return schedule.period, schedule.frequency


def _schedule_row(schedule: ScheduleLook) -> TableRow:
    return TableRow(
        (
            schedule.period,
            schedule.frequency,
            ", ".join(schedule.workers),
            schedule.employee,
            schedule.employer,
        ),
        _key(schedule),
    )


def _month_words(month: Period) -> str:
    return _("{month} {year}").format(
        month=month_names()[month.start.month - 1], year=month.start.year
    )


def _month_row(month: MonthOfContributions) -> TableRow:
    together = month.employee + month.employer
    if not month.left:
        found = _("Paid")
    elif month.left >= together:
        found = _("Not found yet")
    else:
        found = _("{left} not found yet").format(left=pounds(month.left))
    return TableRow(
        (month.month, month.employee, month.employer, together, month.due, found), month.month
    )
