"""One invoice: what it says, what is to be asked, what paid it, and what can be done with it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from dpmanager.domain.amounts import pounds
from dpmanager.domain.pay.figures import short
from dpmanager.domain.periods import long_date
from dpmanager.domain.wording import days_words, rate
from dpmanager.errors import DPManagerError
from dpmanager.tasks.money.invoices import add_invoice_paper, remove_invoice, say_what_paid_it
from dpmanager.tasks.money.look_at_invoices import InvoiceSeen, Paid, look_at_invoice
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.invoice_words import QuestionsCard
from dpmanager.ui.widgets.form import ErrorSummary
from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.text import beside, button
from dpmanager.ui.widgets.views import View
from dpmanager.words import _

MOST_OFFERED = 4


class InvoiceView(View):
    """An invoice. change: opens the form with it; go: opens another page."""

    def __init__(
        self,
        desk: Desk,
        leave: Callable[[], object],
        choose_file: Callable[[], object],
        change: Callable[[InvoiceSeen], object],
        go: Callable[[str, dict[str, Any]], object],
    ) -> None:
        super().__init__(desk, "", _("Back to all invoices"), leave)
        self._go = go
        self._open_form = change
        self.invoice_id: int | None = None
        self.seen: InvoiceSeen | None = None
        self.problem = ErrorSummary()
        self.about = Lines()
        self.questions = Column()
        self.paid = Lines(_("Paid by"))
        self.offered = Lines(_("Payments that may have paid it"))
        self.hours = button(_("See their hours"), self._to_hours, "main")
        self.see_paper = button(_("See the invoice itself"), self._to_paper)
        self.add_paper = button(_("Add a photo or PDF of it"), choose_file)
        self.change = button(_("Change this invoice"), self._change)
        self.remove = button(_("Remove this invoice"), self._remove)
        for block in (
            self.problem,
            self.about,
            beside(self.hours, self.see_paper, self.add_paper),
            self.questions,
            self.paid,
            self.offered,
            beside(self.change, self.remove),
        ):
            self.add(block)

    def open(self, invoice_id: int, shown: Callable[[], object]) -> None:
        """Reads an invoice and shows it; `shown` is called when it is there."""
        self.invoice_id = invoice_id
        self.problem.show_problems([])
        self._read(shown)

    def refresh(self) -> None:
        """Reads it again; one that is not there any more is left."""
        if self.invoice_id is not None:
            self._read(lambda: None)

    def take_file(self, paper: Path) -> None:
        """Adds a file to the invoice."""
        desk, number = self.desk, self.invoice_id
        assert number is not None
        self._do(
            lambda: add_invoice_paper(desk.book, number, paper, who=desk.who, at=desk.now()),
            _("The file is kept with the invoice."),
        )

    def _read(self, shown: Callable[[], object]) -> None:
        book, number, today = self.desk.book, self.invoice_id, self.desk.today()
        assert number is not None

        def came(seen: InvoiceSeen) -> None:
            if seen.id == self.invoice_id:
                self._show(seen)
                shown()

        def failed(_fault: DPManagerError) -> None:
            self.invoice_id = None
            self.leave()

        self.desk.look(
            lambda: look_at_invoice(book, number, today, most=MOST_OFFERED), came, failed
        )

    def _show(self, seen: InvoiceSeen) -> None:
        if seen == self.seen:
            return  # so that the focus and what is open stay as they are
        self.seen = seen
        self.rename(
            _("Invoice {number} of {worker}").format(
                number=seen.invoice.number, worker=seen.worker.name
            )
        )
        self.about.show_lines(_about(seen))
        self.questions.clear()
        self.questions.add(QuestionsCard(seen.check, saved=True))
        self.questions.setVisible(seen.left > 0)
        self.see_paper.setVisible(seen.proof_id is not None)
        self.add_paper.setVisible(seen.proof_id is None)
        self.paid.show_lines([self._paid_line(each) for each in seen.paid])
        self.paid.setVisible(bool(seen.paid))
        self.offered.show_lines([self._offered_line(each) for each in seen.offered])
        self.offered.setVisible(bool(seen.offered))

    def _paid_line(self, paid: Paid) -> Line:
        return Line(
            long_date(paid.day),
            pounds(paid.amount),
            paid.description,
            _("See the payment"),
            lambda: self._go("money", {"transaction": paid.id}),
        )

    def _offered_line(self, paid: Paid) -> Line:
        return Line(
            long_date(paid.day),
            pounds(paid.amount),
            paid.description,
            _("It was this one"),
            partial(self._say_paid, paid),
        )

    def _say_paid(self, paid: Paid) -> None:
        desk, number = self.desk, self.invoice_id
        assert number is not None
        self._do(
            lambda: say_what_paid_it(desk.book, number, paid.id, who=desk.who, at=desk.now()),
            _("The payment is matched with the invoice."),
        )

    def _change(self) -> None:
        if self.seen is not None:
            self._open_form(self.seen)

    def _remove(self) -> None:
        desk, number = self.desk, self.invoice_id
        assert number is not None
        desk.do(
            lambda: remove_invoice(desk.book, number, who=desk.who, at=desk.now()),
            said=_("The invoice is removed."),
            done=lambda _none: self.leave(),
            failed=self._failed,
        )

    def _do(self, task: Callable[[], object], said: str) -> None:
        self.problem.show_problems([])
        self.desk.do(task, said=said, done=lambda _none: self.hours.setFocus(), failed=self._failed)

    def _failed(self, fault: DPManagerError) -> None:
        self.problem.show_problems([(str(fault), None)])

    def _to_hours(self) -> None:
        if self.seen is not None:
            day = self.seen.invoice.start or self.seen.invoice.day
            self._go("hours", {"worker": self.seen.worker.name, "day": day})

    def _to_paper(self) -> None:
        if self.seen is not None:
            self._go("receipts", {"proof": self.seen.proof_id})


def _about(seen: InvoiceSeen) -> list[Line]:
    invoice = seen.invoice
    pairs = [
        (_("How it stands"), seen.state),
        (_("Amount to pay"), pounds(invoice.amount)),
        (_("Date"), long_date(invoice.day)),
        (_("To be paid by"), long_date(invoice.due)),
        (_("For"), days_words(invoice.days) if invoice.days else ""),
        (_("Hours"), short(invoice.hours) if invoice.hours is not None else ""),
        (_("Rate for an hour"), rate(invoice.rate) if invoice.rate is not None else ""),
        (_("Note"), seen.note),
    ]
    return [Line(what, says) for what, says in pairs if says]
