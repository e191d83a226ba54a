"""A payment that wants a receipt: add one, link one that is there, or say why there is none."""

from collections.abc import Callable
from functools import partial

from dpmanager.domain.periods import long_date
from dpmanager.errors import DPManagerError
from dpmanager.tasks.receipts.add_receipt import (
    explain_missing_receipt,
    link_receipt,
    unlink_receipt,
)
from dpmanager.tasks.receipts.look_at_receipts import ReceiptSeen, Wanting, look_at_wanting
from dpmanager.tasks.receipts.no_receipt import NOTE, print_no_receipt, sign_no_receipt
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.money_payment import sentence_of
from dpmanager.ui.pages.receipt_words import receipt_line
from dpmanager.ui.widgets.fields import TextField
from dpmanager.ui.widgets.form import ErrorSummary, Form
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View
from dpmanager.words import _

MOST_OFFERED = 4


class WantingView(View):
    """One payment and its receipts."""

    def __init__(
        self,
        desk: Desk,
        leave: Callable[[], object],
        choose: Callable[[], object],
        paste: Callable[[], object],
        see_receipt: Callable[[int], object],
        see_payment: Callable[[int], object],
        show_note: Callable[[str, bytes], object],
    ) -> None:
        super().__init__(desk, _("Receipt of a payment"), _("Back to all receipts"), leave)
        self._see_receipt = see_receipt
        self._see_payment = see_payment
        self._show_note = show_note
        self.wanting: Wanting | None = None
        self.payment_id: int | None = None
        self.problem = ErrorSummary()
        self.more = words("", "soft")
        self.linked = Lines(_("Its receipts"))
        self.offered = Lines(_("Receipts that may fit"))
        reason = TextField(
            _("No receipt: why"),
            hint=_("Such as: the machine gave none"),
            missing=_("Say in a few words why there is no receipt."),
        )
        signed = TextField(
            _("Your name, to sign a note"),
            hint=_("Many councils accept a signed note. It is kept as the proof of this payment."),
        )
        self.why = Form(reason=reason, signed=signed)
        self.why.entered.connect(self._explain)
        for block in (
            self.problem,
            self.more,
            self.linked,
            beside(
                button(_("Choose a file"), choose, "main"),
                button(_("Paste a receipt"), paste),
                button(_("See the payment"), self._go_to_payment),
            ),
            self.offered,
            self.why,
            beside(
                button(_("Save the reason"), self._explain),
                button(_("Print a note to sign"), self._print, "quiet"),
            ),
        ):
            self.add(block)

    def open(self, payment_id: int, shown: Callable[[], object]) -> None:
        """Reads a payment and shows it; `shown` is called when it is there."""
        self.payment_id = payment_id

        def came(wanting: Wanting) -> None:
            field = self.why.fields["reason"]
            assert isinstance(field, TextField)
            field.set_value(wanting.no_proof_reason)
            field.show_error("")
            self.why.fields["signed"].set_value(None)
            self.why.summary.show_problems([])
            self.problem.show_problems([])
            self._show(wanting)
            shown()

        book = self.desk.book
        self.desk.look(lambda: look_at_wanting(book, payment_id, most=MOST_OFFERED), came)

    def refresh(self) -> None:
        """Reads the receipts again; a reason that is being typed stays."""
        number, book = self.payment_id, self.desk.book
        if number is not None:
            self.desk.look(
                lambda: look_at_wanting(book, number, most=MOST_OFFERED),
                self._show,
                lambda _fault: self.leave(),
            )

    def _show(self, wanting: Wanting) -> None:
        if wanting.payment.id != self.payment_id:
            return
        self.wanting = wanting
        payment = wanting.payment
        self.rename(sentence_of(payment.amount, payment.description))
        state = (
            _("It has a receipt.")
            if any(receipt.kind != NOTE for receipt in wanting.receipts)
            else _("It has no receipt: {why}").format(why=wanting.no_proof_reason)
            if wanting.no_proof_reason
            else _("It has no receipt yet.")
        )
        self.more.setText(_("{day}. {state}").format(day=long_date(payment.day), state=state))
        self.linked.show_lines(
            [
                Line(
                    _("Receipt"),
                    receipt.title,
                    receipt_line(receipt),
                    _("Unlink"),
                    partial(self._unlink, receipt),
                )
                for receipt in wanting.receipts
            ]
        )
        self.linked.setVisible(bool(wanting.receipts))
        self.offered.show_lines(
            [
                Line(
                    receipt.kind_words,
                    receipt.title,
                    receipt_line(receipt),
                    _("Link this receipt"),
                    partial(self._link, receipt),
                )
                for receipt in wanting.offered
            ]
        )
        self.offered.setVisible(bool(wanting.offered))

    def _link(self, receipt: ReceiptSeen) -> None:
        desk, number = self.desk, self.payment_id
        assert number is not None
        desk.do(
            lambda: link_receipt(desk.book, receipt.id, [number], who=desk.who, at=desk.now()),
            said=_("{receipt} is linked to the payment.").format(receipt=receipt.title),
            done=lambda _none: self.back.setFocus(),
            failed=self.failed,
        )

    def _unlink(self, receipt: ReceiptSeen) -> None:
        desk, number = self.desk, self.payment_id
        assert number is not None
        desk.do(
            lambda: unlink_receipt(desk.book, receipt.id, number, who=desk.who, at=desk.now()),
            said=_("{receipt} is no longer linked to the payment.").format(receipt=receipt.title),
            done=lambda _none: self.back.setFocus(),
            failed=self.failed,
        )

    def _explain(self) -> None:
        desk, number, values = self.desk, self.payment_id, self.why.values()
        if number is None or values is None:
            return
        reason, signed_by = values["reason"], values["signed"]
        if signed_by:
            desk.do(
                lambda: sign_no_receipt(
                    desk.book, number, reason, signed_by=signed_by, who=desk.who, at=desk.now()
                ),
                said=_("The note is signed and kept."),
                failed=self.why.show_fault,
            )
            return
        desk.do(
            lambda: explain_missing_receipt(desk.book, number, reason, who=desk.who, at=desk.now()),
            said=_("The reason is saved."),
            failed=self.why.show_fault,
        )

    def _print(self) -> None:
        desk, number, values = self.desk, self.payment_id, self.why.values()
        if number is None or values is None:
            return
        reason = values["reason"]
        desk.look(
            lambda: print_no_receipt(desk.book, number, reason, at=desk.now()),
            lambda pdf: self._show_note(_("Note in place of a receipt"), pdf),
            self.why.show_fault,
        )

    def _go_to_payment(self) -> None:
        if self.payment_id is not None:
            self._see_payment(self.payment_id)

    def failed(self, fault: DPManagerError) -> None:
        """Says why something could not be done."""
        self.problem.show_problems([(str(fault), None)])
