"""One payslip in full: what was earned, the figures and how they were worked out."""

from functools import partial
from typing import TYPE_CHECKING

from dpmanager.domain.amounts import pounds
from dpmanager.domain.pay.payslip import Payslip
from dpmanager.domain.periods import long_date
from dpmanager.domain.wording import days_words
from dpmanager.tasks.pay.look_at_pay import SlipLook, SlipRow
from dpmanager.ui.widgets.figures import FigureLine, Figures, amount_words
from dpmanager.ui.widgets.page import Card, Column
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _

if TYPE_CHECKING:
    from dpmanager.ui.pages.pay import PayPage


class OnePayslip(Column):
    """One payslip in full."""

    def __init__(self, page: "PayPage") -> None:
        super().__init__(gap=16)
        self.page = page
        self.pays = words("", "heading")
        self.add(
            beside(
                button(_("Back to all pay"), lambda: page.open_payslip(None)),
                button(_("See the payslip"), lambda: self._see(large_print=False), "main"),
                button(_("See it in large print"), lambda: self._see(large_print=True)),
            )
        )
        self.add(self.pays)
        earned = Card(_("What was earned"))
        self.lines = DataTable(
            _("What was earned"),
            [
                TableColumn(_("Kind of work")),
                TableColumn(_("How long")),
                TableColumn(_("Rate")),
                TableColumn(_("Amount"), figures=True),
            ],
        )
        earned.add(self.lines)
        self.add(earned)
        taken = Card(_("The figures"))
        self.figures = Column()
        taken.add(self.figures)
        self.add(taken)
        self.details = Lines(_("Details"))
        self.add(self.details)
        self.same_run = Lines(_("From the same pay run"))
        self.add(self.same_run)

    def show_look(self, look: SlipLook, number: int) -> None:
        """Shows another payslip."""
        self.slip, self.number = look.slip, number
        slip = look.slip
        self.pays.setText(
            _("{worker} is paid {amount} on {day}.").format(
                worker=slip.worker, amount=pounds(slip.paid), day=long_date(slip.pay_date)
            )
        )
        self.lines.show_rows(
            [TableRow((line.kind, line.quantity, line.rate, line.amount)) for line in look.lines]
        )
        self.figures.clear()
        self.figures.add(
            Figures(
                slip.worker,
                [
                    FigureLine(
                        figure.name,
                        (
                            amount_words(figure.amount),
                            "" if figure.to_date is None else pounds(figure.to_date),
                        ),
                        figure.steps,
                    )
                    for figure in look.figures
                ],
                (_("This pay"), _("Tax year so far")),
            )
        )
        self.details.show_lines(_details(slip, look))
        self.same_run.setVisible(bool(look.same_run))
        self.same_run.show_lines([self._other(row) for row in look.same_run])

    def _other(self, row: SlipRow) -> Line:
        return Line(
            row.worker,
            _("{amount} for {period}").format(
                amount=pounds(row.net_pay), period=days_words(row.period)
            ),
            action=_("Open"),
            pressed=partial(self.page.open_payslip, row.id),
        )

    def _see(self, *, large_print: bool) -> None:
        self.page.see(self.slip, self.number, large_print=large_print)


def _details(slip: Payslip, look: SlipLook) -> list[Line]:
    code = (
        _("{code}, this pay period only")
        if slip.basis == "week1month1"
        else _("{code}, counting from 6 April")
    )
    return [
        Line(what, says)
        for what, says in (
            (_("Employer"), slip.employer),
            (_("Payroll number"), slip.payroll_number),
            (_("Tax code"), code.format(code=slip.tax_code)),
            (_("National Insurance number"), slip.ni_number),
            (_("National Insurance letter"), slip.ni_category),
            (
                _("Worked out by"),
                _("Your payroll bureau") if slip.made_by == "bureau" else "",
            ),
            (
                _("Entered on") if slip.made_by == "bureau" else _("Pay run made on"),
                long_date(look.made_on),
            ),
        )
        if says
    ]
