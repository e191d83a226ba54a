"""The Pay page: run pay step by step, what to pay whom by when, and every payslip."""

from typing import Any, ClassVar

from dpmanager.domain.pay.payslip import Payslip
from dpmanager.domain.periods import long_date
from dpmanager.domain.wording import days_words, full_day
from dpmanager.errors import DPManagerError
from dpmanager.tasks.pay.before_first_pay import FirstPayStop
from dpmanager.tasks.pay.bureau import OurPayslip, our_payslip
from dpmanager.tasks.pay.hours_for_bureau import save_hours_for_bureau
from dpmanager.tasks.pay.look_at_pay import (
    NextPay,
    PayLook,
    SlipLook,
    look_at_pay,
    look_at_payslip,
)
from dpmanager.tasks.pay.payslips import print_payslip
from dpmanager.tasks.pay.run_pay import run_pay
from dpmanager.tasks.people.checks import pay_unchecked
from dpmanager.ui.pages.pay_all import AllPay, top_line
from dpmanager.ui.pages.pay_bureau import BureauPayslip
from dpmanager.ui.pages.pay_slip import OnePayslip
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.files import ask_where_to_save
from dpmanager.ui.widgets.form import ErrorSummary
from dpmanager.ui.widgets.page import Column, Page
from dpmanager.words import _, ngettext


class PayPage(Page):
    """All pay; or one payslip, where one was opened; or the form for one from a bureau."""

    place: ClassVar[str] = "pay"
    help_page: ClassVar[str] = "pay"
    _slip_id: int | None = None
    _sheet_id: int | None = None
    _shown: PayLook | SlipLook | None = None
    _just_paid = 0

    def heading(self) -> str:
        """Pay, or the payslip."""
        return _("Payslip") if self._slip_id else _("Pay")

    def build(self) -> None:
        """Both views; one of them is shown."""
        self.problem = ErrorSummary()
        self.column.add(self.problem)
        self.all = AllPay(self)
        self.one = OnePayslip(self)
        self.bureau = BureauPayslip(self)
        for view in (self.all, self.one, self.bureau):
            self.column.add(view)
            view.hide()

    def open_with(self, **what: Any) -> None:
        """payslip: the number of the one to open; without it, all pay.

        from_bureau: the number of a timesheet whose payslip a bureau has made.
        """
        self._slip_id = what.get("payslip")
        self._sheet_id = None
        if "from_bureau" in what:
            self.enter_from_bureau(what["from_bureau"])

    def refresh(self) -> None:
        """Reads what is shown."""
        desk = self.desk
        number = self._slip_id
        if self._sheet_id is not None:
            return  # what is being typed stays
        if number is None:
            desk.look(
                lambda: look_at_pay(desk.book, today=desk.today(), who=desk.who, at=desk.now()),
                self._show_all,
                self._failed,
            )
        else:
            desk.look(lambda: look_at_payslip(desk.book, number), self._show_one, self._gone)

    def open_payslip(self, number: int | None) -> None:
        """Opens one payslip; None goes back to all of them."""
        self._slip_id, self._sheet_id = number, None
        self._shown = None
        self.title.setFocus()  # handed on to what is shown then
        self.refresh()

    def enter_from_bureau(self, timesheet_id: int) -> None:
        """Opens the form for a payslip from the payroll bureau."""
        desk = self.desk

        def show(ours: OurPayslip) -> None:
            self._sheet_id, self._shown = timesheet_id, None
            self._show(
                self.bureau,
                _("Enter the payslip of {worker}").format(worker=ours.worker),
                _("{period}. Pay day is {day}.").format(
                    period=days_words(ours.period), day=full_day(ours.pay_day)
                ),
            )
            self.bureau.open(ours)
            self.content_came()

        self.title.setFocus()
        desk.look(
            lambda: our_payslip(desk.book, timesheet_id, who=desk.who, at=desk.now()),
            show,
            self._failed,
        )

    def save_hours_for_bureau(self) -> None:
        """Saves the hours that the payroll bureau is to pay as a file for its program."""
        kinds = _("Files with commas") + " (*.csv)"
        name = _("hours for payroll.csv")
        path = ask_where_to_save(self, self.desk.remembered, name, kinds)
        if path is None:
            return
        book = self.desk.book
        self.desk.do(
            lambda: save_hours_for_bureau(book, path),
            said=lambda count: ngettext(
                "Saved {count} row in {name}.", "Saved {count} rows in {name}.", count
            ).format(count=count, name=path.name),
            failed=self._failed,
        )

    def run(self, next_pay: NextPay) -> None:
        """Runs pay up to the pay day that is shown."""
        desk = self.desk
        up_to = next_pay.up_to
        assert up_to is not None
        desk.do(
            lambda: run_pay(desk.book, up_to=up_to, who=desk.who, at=desk.now()),
            said=lambda made: ngettext(
                "Pay was run. {count} payslip is made.",
                "Pay was run. {count} payslips are made.",
                len(made),
            ).format(count=len(made)),
            done=self._paid,
            failed=self._failed,
        )

    def pay_anyway(self, next_pay: NextPay, stop: FirstPayStop) -> None:
        """Runs pay although the right to work was not seen, and keeps that this was said."""
        desk = self.desk
        desk.do(
            lambda: pay_unchecked(
                desk.book, [number for number, _name in stop.workers], who=desk.who, at=desk.now()
            ),
            done=lambda _none: self.run(next_pay),
            failed=self._failed,
        )

    def see(self, slip: Payslip, number: int, *, large_print: bool) -> None:
        """Opens the payslip as it is printed."""
        desk = self.desk
        title = _("Payslip of {worker}, {day}").format(
            worker=slip.worker, day=long_date(slip.pay_date)
        )
        desk.look(
            lambda: print_payslip(desk.book, number, large_print=large_print),
            lambda pdf: self.go.emit(
                "preview",
                {
                    "title": title,
                    "pdf": pdf,
                    "file_name": _file_name(slip, large_print=large_print),
                    "back": self.place,
                    "back_with": {"payslip": number},
                },
            ),
            self._failed,
        )

    def _show_all(self, look: PayLook) -> None:
        if self._slip_id is not None or self._sheet_id is not None or look == self._shown:
            return
        self._shown = look
        self._show(self.all, _("Pay"), top_line(look))
        self.all.show_look(look)
        self.content_came()
        if self._just_paid:
            self.all.slips.choose(self._just_paid)
            self._just_paid = 0
            self.all.owed.setFocus()

    def _show_one(self, look: SlipLook) -> None:
        number = self._slip_id
        if number is None or look == self._shown:
            return
        self._shown = look
        slip = look.slip
        self._show(
            self.one,
            _("Payslip of {worker}").format(worker=slip.worker),
            _("{period}. Paid on {day}.").format(
                period=days_words(slip.period), day=full_day(slip.pay_date)
            ),
        )
        self.one.show_look(look, number)
        self.content_came()

    def _show(self, view: Column, title: str, under: str) -> None:
        self.problem.show_problems([])
        self.title.setText(title)
        self.say_under_title(under)
        for one in (self.all, self.one, self.bureau):
            one.setVisible(one is view)
        self.verticalScrollBar().setValue(0)

    def _paid(self, made: list[int]) -> None:
        self._just_paid = made[0]

    def _gone(self, fault: DPManagerError) -> None:
        announce(str(fault))
        self.open_payslip(None)

    def _failed(self, fault: DPManagerError) -> None:
        self.problem.show_problems([(str(fault), None)])


def _file_name(slip: Payslip, *, large_print: bool) -> str:
    name = (
        _("Payslip {worker} {day}, large print.pdf")
        if large_print
        else _("Payslip {worker} {day}.pdf")
    )
    return name.format(worker=slip.worker, day=slip.pay_date.isoformat())
