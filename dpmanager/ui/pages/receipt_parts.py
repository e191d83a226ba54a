"""How much of a receipt each of its payments pays."""

from decimal import Decimal

from dpmanager.domain.amounts import ZERO, pounds
from dpmanager.domain.periods import short_date
from dpmanager.domain.receipts.parts import Share
from dpmanager.tasks.receipts.add_receipt import pay_part
from dpmanager.tasks.receipts.look_at_receipts import PaymentName
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.money_payment import sentence_of
from dpmanager.ui.widgets.fields import ChoiceField, MoneyField
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.text import button, words
from dpmanager.words import _


class PartsCard(Column):
    """Says how much of the receipt is paid, and lets a payment pay a part of it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(gap=12)
        self._desk = desk
        self._proof_id: int | None = None
        self._payments: tuple[PaymentName, ...] = ()
        self.says = words("", "soft")
        self.opener = button(_("A payment pays only a part of it"), self._toggle, "quiet")
        self.which = ChoiceField(_("Which payment"), [], missing=_("Choose a payment."))
        self.amount = MoneyField(
            _("Part of the receipt that it pays"),
            hint=_("In pounds. Leave it empty when all of the payment is for this receipt."),
        )
        self.form = Form(payment=self.which, amount=self.amount)
        self.form.entered.connect(self._save)
        self.which.on_change(self._fill)
        self.inside = Column(gap=14)
        self.inside.add(self.form)
        self.inside.add(button(_("Save the part"), self._save))
        self.inside.hide()
        self.add(self.says)
        self.add(self.opener)
        self.add(self.inside)

    def show_payments(
        self, proof_id: int, payments: tuple[PaymentName, ...], share: Share | None
    ) -> None:
        """Shows what is linked; with nothing linked it goes away."""
        if proof_id != self._proof_id:
            self.inside.hide()
        self._proof_id = proof_id
        self.setVisible(bool(payments))
        self.says.setText(_in_words(share) if share else "")
        self.says.setVisible(share is not None)
        if payments == self._payments:
            return
        self._payments = payments
        self.which.set_choices([(each.id, _one(each)) for each in payments])
        self._fill()

    def _toggle(self) -> None:
        self.inside.setVisible(self.inside.isHidden())

    def _fill(self) -> None:
        chosen = self.which.chosen()
        parts = {each.id: each.part for each in self._payments}
        self.amount.set_value(parts.get(chosen))
        self.form.summary.show_problems([])

    def _save(self) -> None:
        desk, number, values = self._desk, self._proof_id, self.form.values()
        if number is None or values is None:
            return
        payment: int = values["payment"]
        amount: Decimal | None = values["amount"]
        desk.do(
            lambda: pay_part(desk.book, number, payment, amount, who=desk.who, at=desk.now()),
            said=_("Saved what part is paid."),
            failed=lambda fault: self.form.show_fault(fault, "amount"),
        )


def _one(payment: PaymentName) -> str:
    return _("{day}, {payment}").format(
        day=short_date(payment.day), payment=sentence_of(payment.amount, payment.description)
    )


def _in_words(share: Share) -> str:
    if share.left == ZERO:
        return _("All of this receipt is paid.")
    if share.left > ZERO:
        return _("{paid} of this receipt is linked to payments. {left} is not.").format(
            paid=pounds(share.paid), left=pounds(share.left)
        )
    return _(
        "The payments come to {more} more than this receipt. "
        "Say what part each pays, or unlink one."
    ).format(more=pounds(-share.left))
