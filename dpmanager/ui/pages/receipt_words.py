"""Words that the views of the receipts page share."""

from dpmanager.domain.amounts import pounds
from dpmanager.domain.periods import long_date, short_date
from dpmanager.tasks.receipts.look_at_receipts import PaymentName, ReceiptSeen
from dpmanager.ui.pages.money_words import shortened
from dpmanager.words import _, ngettext


def receipt_line(receipt: ReceiptSeen) -> str:
    """The day and amount of a receipt, as far as they are known, and whether it is linked."""
    known = [
        long_date(receipt.day) if receipt.day else _("Date not known"),
        pounds(receipt.amount) if receipt.amount is not None else _("Amount not known"),
        _("Linked to another payment") if receipt.payments else _("Not linked yet"),
    ]
    return ". ".join(known) + "."


def payments_words(payments: tuple[PaymentName, ...]) -> str:
    """Which payments a receipt proves, in a few words for a list."""
    if not payments:
        return _("Not linked yet")
    first = payments[0]
    if len(payments) == 1:
        return _("{who}, {day}").format(who=shortened(first.description), day=short_date(first.day))
    return ngettext("{count} payment", "{count} payments", len(payments)).format(
        count=len(payments)
    )
