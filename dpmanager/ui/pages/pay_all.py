"""All pay: the pay run in three steps, what is owed, and the list of payslips."""

from functools import partial
from typing import TYPE_CHECKING

from dpmanager.domain.amounts import pounds, total
from dpmanager.domain.periods import short_date
from dpmanager.domain.wording import days_words, full_day
from dpmanager.tasks.pay.before_first_pay import FirstPayStop
from dpmanager.tasks.pay.look_at_pay import (
    Figure,
    FromBureau,
    NextPay,
    Owed,
    PayLook,
    Sheet,
    SlipRow,
    Trial,
)
from dpmanager.ui.widgets.figures import FigureLine, Figures, amount_words
from dpmanager.ui.widgets.page import Card, Column
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.table import DataTable, FilteredTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.working import Working
from dpmanager.words import _, ngettext

if TYPE_CHECKING:
    from dpmanager.ui.pages.pay import PayPage


ALL = {"worker": None}
"""What the page of the pension is opened with for all workers."""


class AllPay(Column):
    """The pay run in three steps, what is owed, and the list of payslips."""

    def __init__(self, page: "PayPage") -> None:
        super().__init__(gap=16)
        self.page = page
        self.start = Column()
        self.sheets = Lines(_("1. Which timesheets"))
        self.check = Card(_("2. Check the figures"))
        self.trials = Column(gap=18)
        self.check.add(self.trials)
        self.running = Card(_("3. Run pay"))
        self.stop = Column()
        self.running.add(self.stop)
        self.what_happens = words("")
        self.running.add(self.what_happens)
        self.run = button(_("Run pay"), self._run, "main")
        self.running.add(beside(self.run))
        self.bureau = Column()
        self.from_bureau = Lines(_("From your payroll bureau"))
        self.bureau.add(self.from_bureau)
        self.bureau.add(
            beside(button(_("Save the hours for the bureau"), page.save_hours_for_bureau))
        )
        self.owed_card = Card(_("What to pay"))
        self.owed_total = words("")
        self.owed = DataTable(
            _("What to pay"),
            [
                TableColumn(_("Pay by"), show=short_date),
                TableColumn(_("Amount"), figures=True),
                TableColumn(_("Pay to")),
                TableColumn(_("Statement")),
                TableColumn(_("What for")),
            ],
        )
        self.owed_workings = Column(gap=2)
        for part in (self.owed_total, self.owed, self.owed_workings):
            self.owed_card.add(part)
        self.slips_card = Card(_("Payslips"))
        self.slips = DataTable(
            _("Payslips"),
            [
                TableColumn(_("Pay date"), show=short_date),
                TableColumn(_("Worker")),
                TableColumn(_("Gross pay"), figures=True),
                TableColumn(_("Income tax"), figures=True),
                TableColumn(_("National Insurance"), figures=True),
                TableColumn(_("Net pay"), figures=True),
            ],
        )
        self.slips.chosen.connect(page.open_payslip)
        self.slips_card.add(FilteredTable(self.slips, _("Find a payslip by name or date")))
        self.opener = button(_("Open the payslip"), self._open)
        self.slips_card.add(beside(self.opener))
        self.onward = beside(
            button(_("For HMRC"), lambda: page.go.emit("hmrc", {})),
            button(_("Pension"), lambda: page.go.emit("pensions", ALL)),
        )
        for card in (
            self.start,
            self.sheets,
            self.check,
            self.running,
            self.bureau,
            self.owed_card,
            self.onward,
            self.slips_card,
        ):
            self.add(card)

    def show_look(self, look: PayLook) -> None:
        """Shows all pay as it stands."""
        self.next = look.next
        self._show_start(look)
        self._show_next(look.next)
        self._show_stop(look.stop)
        self.bureau.setVisible(bool(look.bureau))
        self.from_bureau.show_lines([self._bureau_line(sheet) for sheet in look.bureau])
        self._show_owed(look.owed)
        self.slips_card.setVisible(bool(look.slips))
        self.slips.show_rows([_slip_row(slip) for slip in look.slips])

    def _show_start(self, look: PayLook) -> None:
        self.start.clear()
        go = self.page.go
        if not look.has_staff:
            self.start.add(beside(button(_("Add a worker"), lambda: go.emit("people", {}), "main")))
        elif look.next.up_to is None and not look.bureau:
            self.start.add(beside(button(_("Record hours"), lambda: go.emit("hours", {}), "main")))

    def _show_next(self, following: NextPay) -> None:
        lines = [
            *(self._waiting_line(sheet) for sheet in following.waiting),
            *(_ready_line(sheet) for sheet in following.ready),
        ]
        self.sheets.setVisible(bool(lines))
        self.sheets.show_lines(lines)
        self.trials.clear()
        for trial in following.trials:
            self.trials.add(_trial_block(trial))
        if following.hindrance:
            self.trials.add(words(following.hindrance, "error"))
        self.check.setVisible(bool(following.trials or following.hindrance))
        self.running.setVisible(bool(following.trials))
        self.what_happens.setText(_what_happens(following))

    def _show_stop(self, stop: FirstPayStop | None) -> None:
        """What to see before a first pay. It asks once, and forbids nothing."""
        self.stop.clear()
        self.stop.setVisible(stop is not None)
        self.run.setVisible(stop is None)
        if stop is None:
            return
        for sentence in (stop.law, stop.advice):
            if sentence:
                self.stop.add(words(sentence))
        files = [
            button(
                _("Open the file of {worker}").format(worker=name),
                partial(self.page.go.emit, "file", {"worker": number}),
                "" if place else "main",
            )
            for place, (number, name) in enumerate(stop.workers)
        ]
        anyway = button(_("Pay anyway"), partial(self.page.pay_anyway, self.next, stop))
        self.stop.add(beside(*files, anyway))

    def _waiting_line(self, sheet: Sheet) -> Line:
        more = _("It comes first: pay goes in order of date.") if sheet.holds_up else ""
        return Line(
            _("To approve") if sheet.is_over else _("Not over yet"),
            _sheet_words(sheet),
            more,
            _("Look at the hours"),
            partial(
                self.page.go.emit, "hours", {"worker": sheet.worker, "day": sheet.period.start}
            ),
        )

    def _bureau_line(self, sheet: FromBureau) -> Line:
        return Line(
            _("Approved"),
            _("{worker}, {period}: {hours}").format(
                worker=sheet.worker, period=days_words(sheet.period), hours=sheet.hours
            ),
            _("Pay day is {day}.").format(day=full_day(sheet.pay_day)),
            _("Enter the payslip"),
            partial(self.page.enter_from_bureau, sheet.timesheet_id),
        )

    def _show_owed(self, owed: tuple[Owed, ...]) -> None:
        self.owed_card.setVisible(bool(owed))
        left = [payment for payment in owed if payment.left]
        self.owed_total.setText(
            ngettext(
                "{amount} in {count} payment is not on your statement yet.",
                "{amount} in {count} payments is not on your statement yet.",
                len(left),
            ).format(amount=pounds(total(payment.left for payment in left)), count=len(left))
            if left
            else _("Your statement shows every payment. Nothing is left to pay.")
        )
        self.owed.show_rows([_owed_row(payment) for payment in owed])
        self.owed_workings.clear()
        for payment in left:
            if payment.steps:
                about = _("{payee}, {what}").format(payee=payment.payee, what=payment.what)
                self.owed_workings.add(_titled_working(about, payment))

    def _run(self) -> None:
        self.page.run(self.next)

    def _open(self) -> None:
        number = self.slips.current_key()
        if number is not None:
            self.page.open_payslip(number)


def top_line(look: PayLook) -> str:
    """What is to be paid next, in words."""
    if not look.has_staff:
        return _("Nobody is on your payroll yet. Add a worker first.")
    following = look.next
    from_bureau = ngettext(
        "{count} payslip from your payroll bureau waits to be entered.",
        "{count} payslips from your payroll bureau wait to be entered.",
        len(look.bureau),
    ).format(count=len(look.bureau))
    if following.up_to is None and look.bureau:
        return from_bureau
    if following.up_to is None:
        return _("No hours wait to be paid. Record hours and approve them, then pay them here.")
    sheets = [*following.ready, *following.waiting]
    over = [sheet for sheet in following.waiting if sheet.is_over]
    days = {sheet.pay_day for sheet in sheets}
    sentences = [
        _("Pay day is {day}.").format(day=full_day(days.pop()))
        if len(days) == 1
        else _("Pay days up to {day}.").format(day=full_day(following.up_to))
    ]
    for count, sentence in (
        (
            len(following.ready),
            ngettext(
                "{count} timesheet is approved.",
                "{count} timesheets are approved.",
                len(following.ready),
            ),
        ),
        (
            len(over),
            ngettext(
                "{count} timesheet waits for you to approve it.",
                "{count} timesheets wait for you to approve them.",
                len(over),
            ),
        ),
        (
            len(following.waiting) - len(over),
            ngettext(
                "{count} timesheet is not over yet.",
                "{count} timesheets are not over yet.",
                len(following.waiting) - len(over),
            ),
        ),
    ):
        if count:
            sentences.append(sentence.format(count=count))
    if look.bureau:
        sentences.append(from_bureau)
    return " ".join(sentences)


def _sheet_words(sheet: Sheet) -> str:
    return _("{worker}, {period}: {hours}").format(
        worker=sheet.worker, period=days_words(sheet.period), hours=sheet.hours
    )


def _ready_line(sheet: Sheet) -> Line:
    return Line(_("Approved"), _sheet_words(sheet))


def _trial_block(trial: Trial) -> Column:
    block = Column(gap=4)
    block.add(
        words(
            _("{worker} gets {amount} for {period}.").format(
                worker=trial.worker,
                amount=pounds(trial.paid),
                period=days_words(trial.period),
            ),
            "strong",
        )
    )
    about = _("{worker}, {period}").format(worker=trial.worker, period=days_words(trial.period))
    block.add(Figures(about, [_figure_line(figure) for figure in trial.figures]))
    return block


def _figure_line(figure: Figure) -> FigureLine:
    return FigureLine(figure.name, (amount_words(figure.amount),), figure.steps)


def _what_happens(following: NextPay) -> str:
    sentence = ngettext(
        "This makes {count} payslip. No money moves: you make the payment at your bank.",
        "This makes {count} payslips. No money moves: you make the payments at your bank.",
        len(following.trials),
    ).format(count=len(following.trials))
    if not following.waiting:
        return sentence
    return sentence + " " + _("The timesheets that wait are not in it.")


def _owed_row(payment: Owed) -> TableRow:
    if not payment.left:
        found = _("Paid")
    elif payment.left == payment.amount:
        found = _("Not found yet")
    else:
        found = _("{left} not found yet").format(left=pounds(payment.left))
    return TableRow((payment.due, payment.amount, payment.payee, found, payment.what))


def _titled_working(about: str, payment: Owed) -> Column:
    block = Column(gap=0)
    block.add(words(_("{about}: {amount}").format(about=about, amount=pounds(payment.amount))))
    block.add(Working(about, payment.steps))
    return block


def _slip_row(slip: SlipRow) -> TableRow:
    return TableRow(
        (
            slip.pay_date,
            slip.worker,
            slip.gross_pay,
            slip.income_tax,
            slip.employee_ni,
            slip.net_pay,
        ),
        slip.id,
    )
