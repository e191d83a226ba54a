"""Blocks and columns that the views of the invoices share."""

from dpmanager.domain.money.invoices import InvoiceCheck
from dpmanager.domain.periods import short_date
from dpmanager.ui.pages.money_words import shortened
from dpmanager.ui.widgets.page import Card
from dpmanager.ui.widgets.table import TableColumn
from dpmanager.ui.widgets.text import words
from dpmanager.ui.widgets.working import Working
from dpmanager.words import _, ngettext


class QuestionsCard(Card):
    """What is to be asked of an invoice, and how that was found."""

    def __init__(self, check: InvoiceCheck, *, saved: bool) -> None:
        count = len(check.questions)
        super().__init__(
            ngettext("{count} question to ask", "{count} questions to ask", count).format(
                count=count
            )
            if count
            else _("Nothing to ask")
        )
        for question in check.questions:
            self.add(words(question))
        if count:
            what = (
                _("Ask before you pay.") if saved else _("You can save it, and ask before you pay.")
            )
            self.add(words(what, "soft"))
        else:
            self.add(words(_("Nothing on it is at odds with what the book knows.")))
        if check.steps:
            self.add(Working(_("The check of this invoice"), check.steps))


def invoice_columns() -> list[TableColumn]:
    """The columns of the list."""
    return [
        TableColumn(_("Date"), show=short_date),
        TableColumn(_("Whose"), show=shortened),
        TableColumn(_("Number"), show=shortened),
        TableColumn(_("Amount"), figures=True),
        TableColumn(_("How it stands"), show=str),
        TableColumn(_("To ask"), show=questions_words),
    ]


def questions_words(count: int) -> str:
    """How many questions are open."""
    if not count:
        return _("Nothing")
    return ngettext("{count} question", "{count} questions", count).format(count=count)
