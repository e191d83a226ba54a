"""Choose the earlier payment that one gives back, or sends back."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial

from dpmanager.domain.amounts import pounds
from dpmanager.domain.money.given_back import PaidOut
from dpmanager.domain.periods import short_date
from dpmanager.tasks.money.given_back import give_back, look_at_giving_back
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.money_words import shortened
from dpmanager.ui.widgets.form import ErrorSummary
from dpmanager.ui.widgets.table import DataTable, FilteredTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View
from dpmanager.words import _


class GivesBackView(View):
    """The payments of which something may come back, or is to be sent back, the newest first."""

    def __init__(self, desk: Desk, leave: Callable[[], object]) -> None:
        super().__init__(desk, _("What it gives back"), _("Back to the payment"), leave)
        self._payment_id = 0
        self.problem = ErrorSummary()
        self.intro = words("")
        self.table = DataTable(
            _("Earlier payments"),
            [
                TableColumn(_("Date"), show=short_date),
                TableColumn(_("To or from"), show=shortened),
                TableColumn(_("Still open"), figures=True),
            ],
        )
        self.table.chosen.connect(lambda _key: self._tie())
        self.list = FilteredTable(self.table, _("Find a payment"))
        self.tie = button(_("It gives this one back"), self._tie, "main")
        self.unpaid = button(_("This one did not go through"), partial(self._tie, unpaid=True))
        for block in (self.problem, self.intro, self.list, beside(self.tie, self.unpaid)):
            self.add(block)

    def open(self, payment_id: int, amount: Decimal, shown: Callable[[], object]) -> None:
        """Reads the payments that fit; `shown` is called when they are there."""
        self._payment_id = payment_id
        self.problem.show_problems([])
        book = self.desk.book

        def came(paid: Sequence[PaidOut]) -> None:
            self.rename(_("What it gives back") if amount > 0 else _("What it sends back"))
            self.intro.setText(_intro(amount, bool(paid)))
            self.tie.setText(
                _("It gives this one back") if amount > 0 else _("It sends this one back")
            )
            self.table.show_rows(
                [TableRow((each.day, each.description, each.left), each.id) for each in paid]
            )
            for block in (self.list, self.tie):
                block.setVisible(bool(paid))
            self.unpaid.setVisible(bool(paid) and amount > 0)
            shown()

        self.desk.look(lambda: look_at_giving_back(book, payment_id), came)

    def _tie(self, *, unpaid: bool = False) -> None:
        desk, number, other = self.desk, self._payment_id, self.table.current_key()
        if other is not None:
            desk.do(
                lambda: give_back(
                    desk.book, number, other, unpaid=unpaid, who=desk.who, at=desk.now()
                ),
                said=_("The two payments belong together now."),
                done=lambda _none: self.leave(),
                failed=lambda fault: self.problem.show_problems([(str(fault), None)]),
            )


def _intro(amount: Decimal, found: bool) -> str:
    if not found:
        return _("No earlier payment fits. Say first what that payment was for. Then come back.")
    sentence = (
        _("Choose the payment of which {amount} comes back.")
        if amount > 0
        else _("Choose what came in by mistake, of which {amount} goes back.")
    )
    return sentence.format(amount=pounds(abs(amount)))
