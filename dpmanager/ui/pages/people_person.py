"""One worker: who they are, tax, how and what they are paid, and what can be changed."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from dpmanager.domain.amounts import pounds
from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.periods import long_date
from dpmanager.domain.wording import kind_of_hour
from dpmanager.tasks.book.answers import Pounds, RateAnswer, WorkerAnswer, as_day
from dpmanager.tasks.pay.back_pay import owes_back_pay
from dpmanager.tasks.pay.holiday_record import print_holiday_record
from dpmanager.tasks.people.engage_worker import change_rate, change_worker, end_work
from dpmanager.tasks.people.look_at_people import RateLine, WorkerSeen, look_at_worker
from dpmanager.tasks.returns.resources import service_type_labels
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.people_change import Change
from dpmanager.ui.pages.people_fields import (
    RateField,
    fill,
    paid_fields,
    tax_fields,
    who_fields,
    with_values,
)
from dpmanager.ui.pages.people_words import (
    how_often,
    job,
    left_words,
    ni_in_words,
    pay_day_words,
    tax_in_words,
)
from dpmanager.ui.widgets.fields import ChoiceField, DateField, Field
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View
from dpmanager.words import _

ALL_CARE = "all"
"""The choice of a rate that is for no kind of care alone."""


class PersonView(View):
    """A worker. open_change shows a form; see_hours goes to their week."""

    def __init__(
        self,
        desk: Desk,
        leave: Callable[[], object],
        open_change: Callable[[Change], object],
        see_hours: Callable[[str], object],
        go: Callable[[str, dict[str, Any]], object],
    ) -> None:
        super().__init__(desk, "", _("Back to all people"), leave)
        self._open_change = open_change
        self._see_hours = see_hours
        self._go = go
        self.worker: WorkerSeen | None = None
        self.number: int | None = None
        self.shown_again: Callable[[], object] = lambda: None
        self.see_back_pay: Callable[[int, RateAnswer], object] = lambda _number, _rate: None
        self.left = words("", "strong")
        self.about = Lines()
        self.tax = Lines(_("Tax and National Insurance"))
        self.paid = Lines(_("How they are paid"))
        self.rates_title = words(_("What they are paid"), "heading")
        self.rates = DataTable(
            _("Rates of pay"),
            [
                TableColumn(_("What for"), show=str),
                TableColumn(_("From"), show=long_date),
                TableColumn(_("Amount"), figures=True, show=pounds),
                TableColumn("", show=str),
            ],
        )
        self.change_who = button(_("Change who they are"), self.open_who)
        self.change_tax = button(_("Change tax details"), self.open_tax)
        self.change_paid = button(_("Change when they are paid"), self.open_paid)
        self.change_rate = button(_("Change a rate of pay"), self.open_rate)
        self.end = button(_("Their work ends"), self.open_end)
        self.more_title = words(_("More about their pay"), "heading")
        self.more = beside(
            button(_("Tax code, letters and holiday"), partial(self._open, "terms")),
            button(_("Time off, extra pay and deductions"), partial(self._open, "extras")),
            button(_("Their pension"), partial(self._open, "pensions")),
            button(_("See their holiday record"), self.see_holiday),
        )
        self.add(self.left)
        self.invoices = button(_("Their invoices"), partial(self._open, "invoices"))
        self.file = button(_("Checks, papers and insurance"), partial(self._open, "file"))
        self.add(
            beside(
                button(_("See their hours"), self._to_hours, "main"),
                button(_("See the rota"), partial(self._open, "rota")),
                self.file,
                self.invoices,
            )
        )
        self.add(self.about)
        self.add(beside(self.change_who, self.end))
        self._of_employed: list[QWidget] = [
            self.tax,
            self.change_tax,
            self.paid,
            self.change_paid,
            self.rates_title,
            self.rates,
            self.change_rate,
            self.more_title,
            self.more,
        ]
        for block in self._of_employed:
            self.add(block)

    def open(self, number: int) -> None:
        """Shows a worker."""
        self.number = number
        self.refresh()

    def refresh(self) -> None:
        """Reads the worker again. One who is not there any more is left."""
        if self.number is None:
            return
        book, number, today = self.desk.book, self.number, self.desk.today()
        self.desk.look(lambda: look_at_worker(book, number, today), self._show)

    def _show(self, worker: WorkerSeen | None) -> None:
        self.worker = worker
        if worker is None:
            self.number = None
            self.leave()
            return
        details = worker.details
        self.title = details.name
        self.left.setText(left_words(worker.last_day) if worker.last_day else "")
        self.left.setVisible(worker.last_day is not None)
        self.end.setText(_("Change their last day") if worker.last_day else _("Their work ends"))
        self.about.show_lines(_about(worker))
        employed = details.kind == "employed"
        self.invoices.setVisible(not employed)
        for block in self._of_employed:
            block.setVisible(employed)
        if employed:
            self.tax.show_lines(_tax(worker))
            self.paid.show_lines(_paid(worker))
            self.rates.show_rows([_rate_row(rate) for rate in worker.rates])
        self.shown_again()

    def _to_hours(self) -> None:
        if self.worker is not None:
            self._see_hours(self.worker.details.name)

    def _open(self, place: str) -> None:
        if self.worker is not None:
            self._go(place, {"worker": self.worker.id})

    def see_holiday(self) -> None:
        """Shows the record of the holiday of this leave year, to print or save."""
        worker, desk = self.worker, self.desk
        if worker is None:
            return
        name, today = worker.details.name, desk.today()
        title = _("Holiday record of {name}").format(name=name)
        desk.look(
            lambda: print_holiday_record(desk.book, worker.id, today, today=today),
            lambda pdf: self._go(
                "preview",
                {
                    "title": title,
                    "pdf": pdf,
                    "file_name": f"{title}.pdf",
                    "back": "people",
                    "back_with": {"worker": name},
                },
            ),
        )

    # What can be changed

    def open_who(self) -> None:
        """The form of who they are."""
        self._change_details(
            _("Who {name} is"), who_fields(self._kind(), None), "name", _("Save who they are")
        )

    def open_tax(self) -> None:
        """The form of tax and National Insurance."""
        self._change_details(
            _("Tax and National Insurance of {name}"), tax_fields(), "tax_code",
            _("Save tax details"),
        )  # fmt: skip

    def open_paid(self) -> None:
        """The form of pay periods and pay day."""
        self._change_details(
            _("When {name} is paid"), paid_fields(), "first_period_start",
            _("Save when they are paid"),
        )  # fmt: skip

    def open_rate(self) -> None:
        """The form of a rate from a day on."""
        worker, desk = self.worker, self.desk
        if worker is None:
            return
        name = worker.details.name
        kind = ChoiceField(
            _("Kind of hours"),
            [(kind, kind_of_hour(kind)) for kind in HourKind if kind is not HourKind.HOLIDAY],
            missing=_("Choose the kind of hours."),
        )
        amount = RateField(
            _("New rate"),
            hint=_("In pounds for an hour; for a sleep-in, for the night"),
            missing=_("Type the new rate."),
        )
        start = DateField(_("From"), missing=_("Type the day from which it counts."))

        def task(values: dict[str, Any]) -> RateAnswer | None:
            rate = RateAnswer(
                kind=values["kind"],
                from_date=as_day(values["start"]),
                amount=Pounds(values["amount"]),
                service_type="" if values.get("care") in {None, ALL_CARE} else values["care"],
            )
            if owes_back_pay(desk.book, worker.id, rate, today=desk.today()):
                return rate
            change_rate(desk.book, name, rate, who=desk.who, at=desk.now())
            return None

        def said(owed: RateAnswer | None) -> str:
            if owed is None:
                return _("The rate of {name} is changed.").format(name=name)
            return _("{name} has been paid for some of those days. See what is owed.").format(
                name=name
            )

        def done(owed: RateAnswer | None) -> None:
            if owed is not None:
                self.see_back_pay(worker.id, owed)

        self._open_change(
            Change(
                title=_("Change a rate of {name}").format(name=name),
                note=_("Hours before that day keep the rate they had."),
                fields={
                    "kind": kind,
                    **_care_fields(worker.details),
                    "amount": amount,
                    "start": start,
                },
                task=task,
                said=said,
                button=_("Save this rate"),
                fault_at="amount",
                done=done,
            )
        )

    def open_end(self) -> None:
        """The form of the last day of work."""
        worker, desk = self.worker, self.desk
        if worker is None:
            return
        name = worker.details.name
        last = DateField(_("Last day of work"))
        last.set_value(worker.last_day)
        self._open_change(
            Change(
                title=_("The work of {name} ends").format(name=name),
                note=_("Their records stay in the book. Leave the date empty if they work on."),
                fields={"last": last},
                task=lambda values: end_work(
                    desk.book, worker.id, values["last"], who=desk.who, at=desk.now()
                ),
                said=_("The last day of {name} is saved.").format(name=name),
                button=_("Save the last day"),
                fault_at="last",
            )
        )

    def _change_details(
        self, title: str, fields: dict[str, Field], fault_at: str, words_of_button: str
    ) -> None:
        worker, desk = self.worker, self.desk
        if worker is None:
            return
        fill(fields, worker.details)
        name = worker.details.name

        def task(values: dict[str, Any]) -> None:
            details = with_values(worker.details, values, worker.nation)
            change_worker(desk.book, worker.id, details, who=desk.who, at=desk.now())

        self._open_change(
            Change(
                title=title.format(name=name),
                fields=fields,
                task=task,
                said=_("The details of {name} are saved.").format(name=name),
                button=words_of_button,
                fault_at=fault_at,
            )
        )

    def _kind(self) -> str:
        return self.worker.details.kind if self.worker else "employed"


def _lines(pairs: list[tuple[str, str]]) -> list[Line]:
    return [Line(what, says) for what, says in pairs if says]


def _about(worker: WorkerSeen) -> list[Line]:
    details = worker.details
    born = long_date(details.date_of_birth) if details.date_of_birth else ""
    return _lines(
        [
            (_("Works as"), job(details)),
            (_("First day"), long_date(details.start_date)),
            (_("Last day"), long_date(worker.last_day) if worker.last_day else ""),
            (_("Address"), details.address),
            (_("Date of birth"), born),
            (_("Payroll number"), details.payroll_number),
            (_("Reference"), details.reference),
        ]
    )


def _tax(worker: WorkerSeen) -> list[Line]:
    details = worker.details
    p45 = ""
    if details.previous_tax_year:
        p45 = _("{pay} pay and {tax} tax in {year}").format(
            pay=pounds(details.previous_pay),
            tax=pounds(details.previous_tax),
            year=details.previous_tax_year,
        )
    return _lines(
        [
            (_("Tax code"), tax_in_words(details)),
            (_("National Insurance letter"), ni_in_words(details.ni_category)),
            (_("National Insurance number"), details.ni_number or _("Not known yet")),
            (_("From the P45"), p45),
        ]
    )


def _paid(worker: WorkerSeen) -> list[Line]:
    details = worker.details
    first = details.first_period_start
    return _lines(
        [
            (
                _("How often"),
                how_often()[details.pay_frequency] if details.pay_frequency else "",
            ),
            (_("First pay period"), _("From {day}").format(day=long_date(first)) if first else ""),
            (_("Pay day"), pay_day_words(details.pay_day_after)),
        ]
    )


def _care_fields(details: WorkerAnswer) -> dict[str, Field]:
    """The kind of care that a rate is for; none where they give only one."""
    if not details.more_services:
        return {}
    labels = service_type_labels()
    care = ChoiceField(
        _("Kind of care"),
        [
            (ALL_CARE, _("All that has no rate of its own")),
            *((name, labels[name]) for name in (details.service_type, *details.more_services)),
        ],
        missing=_("Choose the kind of care."),
    )
    return {"care": care}


def _rate_row(rate: RateLine) -> TableRow:
    return TableRow(
        (
            rate.paid_for,
            rate.from_date,
            rate.amount,
            _("Paid now") if rate.in_force else None,
        ),
        (rate.paid_for, rate.from_date),
    )
