"""The invoices of self-employed PAs, agencies and other providers."""

from functools import cached_property, partial
from pathlib import Path
from typing import Any, ClassVar

from dpmanager.domain.amounts import pounds
from dpmanager.domain.money.invoices import InvoiceCheck
from dpmanager.tasks.money.look_at_invoices import InvoiceSeen, InvoicesSeen, look_at_invoices
from dpmanager.ui.pages.invoice_form import CheckView, InvoiceForm, Typed
from dpmanager.ui.pages.invoice_view import InvoiceView
from dpmanager.ui.pages.invoice_words import invoice_columns
from dpmanager.ui.widgets.drop import FileDrop
from dpmanager.ui.widgets.files import ask_for_files
from dpmanager.ui.widgets.page import Card, Column, Page
from dpmanager.ui.widgets.table import DataTable, FilteredTable, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View, Views
from dpmanager.words import _


class InvoicesPage(Page):
    """The list. Opened with worker= it has one person's invoices, with invoice= it opens one."""

    place: ClassVar[str] = "invoices"
    help_page: ClassVar[str] = "invoices"
    _seen: InvoicesSeen | None = None

    def heading(self) -> str:
        """The title of the page."""
        if self._seen is None or self._seen.worker is None:
            return _("Invoices")
        return _("Invoices of {name}").format(name=self._seen.worker.name)

    def above(self) -> None:
        """The way back."""
        self.back = button(_("Back to Money"), self._back, "quiet")
        self.column.add(self.back)

    def build(self) -> None:
        """The list; the views take its place."""
        self._worker_id: int | None = None
        self.home = Column(gap=16)
        self.column.add(self.home)
        self.empty = Card(_("No invoices yet"))
        self.empty_words = words("")
        self.empty.add(self.empty_words)
        self.add_invoice = button(_("Add an invoice"), self.show_form, "main")
        self.add_person = button(
            _("Add a person"), lambda: self.go.emit("people", {"add": True}), "main"
        )
        self.table = DataTable(_("Invoices"), invoice_columns())
        self.table.chosen.connect(self.show_invoice)
        self.list = FilteredTable(self.table, _("Find an invoice"))
        self.open_one = button(_("Open the chosen invoice"), self._open_chosen)
        for block in (
            self.empty,
            beside(self.add_invoice, self.add_person),
            self.list,
            beside(self.open_one),
        ):
            self.home.add(block)
        self.add_person.hide()
        self.list.hide()
        self.open_one.hide()
        self.views = Views(self, self.home)
        FileDrop(self, self.take_files)

    def open_with(self, **what: Any) -> None:
        """worker: the number of the one whose invoices are shown. invoice: one to open."""
        self._worker_id = what.get("worker")
        self._seen = None
        self._show_view(None)
        if what.get("invoice") is not None:
            self.show_invoice(what["invoice"])

    def refresh(self) -> None:
        """Reads the list again, and what is in front of it. What is being typed stays."""
        book, today, number = self.desk.book, self.desk.today(), self._worker_id
        self.desk.look(lambda: look_at_invoices(book, today, number), partial(self._show, number))
        if self.views.shown is not None:
            self.views.shown.refresh()

    def take_focus(self) -> None:
        """The view that is open, or the main button of the list."""
        if self.views.shown is not None:
            self.views.focus(self.views.shown)
        else:
            (self.add_person if self.add_invoice.isHidden() else self.add_invoice).setFocus()

    # --- the views, each of them made when it is first wanted -----------------------------------

    @cached_property
    def form(self) -> InvoiceForm:
        """The form of an invoice."""
        return self.views.add(
            InvoiceForm(self.desk, self.show_list, self.choose_file, self.show_check)
        )

    @cached_property
    def check(self) -> CheckView:
        """What is to be asked before it is saved."""
        return self.views.add(CheckView(self.desk, self._back_to_form, self.show_list))

    @cached_property
    def invoice(self) -> InvoiceView:
        """One invoice."""
        return self.views.add(
            InvoiceView(self.desk, self.show_list, self.choose_file, self.show_form, self.go.emit)
        )

    def show_list(self) -> None:
        """Goes back to the list."""
        self._show_view(None)
        self.refresh()
        (self.add_invoice if self.list.isHidden() else self.table).setFocus()

    def show_form(self, seen: InvoiceSeen | None = None) -> None:
        """Opens the form: empty, or with an invoice."""
        senders = self._seen.senders if self._seen else ()
        only = senders[0].id if len(senders) == 1 else None
        self.form.open(senders, self._worker_id or only, seen)
        self._turn_to(self.form)

    def show_check(self, typed: Typed, check: InvoiceCheck) -> None:
        """Shows what is to be asked before an invoice is saved."""
        self.check.open(typed, check)
        self._turn_to(self.check)

    def show_invoice(self, invoice_id: int | None) -> None:
        """Opens an invoice."""
        if invoice_id is not None:
            self.invoice.open(invoice_id, partial(self._turn_to, self.invoice))

    def choose_file(self) -> None:
        """Asks for the photo or PDF of the invoice that is open."""
        kinds = _("Photos and PDF files") + " (*.jpg *.jpeg *.png *.heic *.heif *.pdf)"
        self.take_files(ask_for_files(self, self.desk.remembered, _("Choose the invoice"), kinds))

    def take_files(self, paths: list[Path]) -> None:
        """Takes the file of the invoice that is open, or begins a new invoice with it."""
        if not paths:
            return
        if self.views.shown is None and self._seen is not None and self._seen.senders:
            self.show_form()
        view = self.views.shown
        if isinstance(view, InvoiceForm | InvoiceView):
            view.take_file(paths[0])

    def _back_to_form(self, field: str) -> None:
        self._turn_to(self.form)
        self.form.go_to(field)

    def _turn_to(self, view: View) -> None:
        self._show_view(view)
        self.say_under_title("")
        self.views.focus(view)

    def _show_view(self, view: View | None) -> None:
        self.back.setVisible(view is None)
        self.views.show(view)

    def _open_chosen(self) -> None:
        self.show_invoice(self.table.current_key())

    # --- the list ----------------------------------------------------------------------------

    def _show(self, number: int | None, seen: InvoicesSeen) -> None:
        if number != self._worker_id:
            return  # somebody else's were asked for in the meantime
        self._seen = seen
        self.back.setText(
            _("Back to {name}").format(name=seen.worker.name) if seen.worker else _("Back to Money")
        )
        if self.views.shown is None:
            self.title.setText(self.heading())
            self.say_under_title(
                _("{amount} is to be paid.").format(amount=pounds(seen.to_pay))
                if seen.to_pay
                else ""
            )
        self.empty.setVisible(not seen.invoices)
        self.empty_words.setText(
            _("When an invoice comes, add it here. You see what to ask before you pay.")
            if seen.senders
            else _("Say first who sends them: a self-employed PA, an agency or another provider.")
        )
        if not seen.invoices and self.table.hasFocus():
            self.add_invoice.setFocus()  # the table goes away
        self.add_invoice.setVisible(bool(seen.senders))
        self.add_person.setVisible(not seen.senders)
        self.table.show_rows(
            [
                TableRow(
                    (line.day, line.worker, line.number, line.amount, line.state, line.questions),
                    line.id,
                )
                for line in seen.invoices
            ]
        )
        for block in (self.list, self.open_one):
            block.setVisible(bool(seen.invoices))
        self.content_came()

    def _back(self) -> None:
        if self._seen is not None and self._seen.worker is not None:
            self.go.emit("people", {"worker": self._seen.worker.name})
        else:
            self.go.emit("money", {})
