"""Choose the earlier payment that money in gives back."""

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
    """The payments of which something may come back, the newest first."""

    def __init__(self, desk: Desk, leave: Callable[[], object]) -> None:
        super().__init__(desk, _("What it gives back"), _("Back to the payment"), leave)
        self._payment_id = 0
        self.problem = ErrorSummary()
        self.intro = words("")
        self.table = DataTable(
            _("Earlier payments"),
            [
                TableColumn(_("Date"), show=short_date),
                TableColumn(_("Who was paid"), show=shortened),
                TableColumn(_("May come back"), figures=True),
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
            self.intro.setText(
                _("Choose the payment of which {amount} comes back.").format(amount=pounds(amount))
                if paid
                else _(
                    "No earlier payment fits. Say first what that payment was for. Then come back."
                )
            )
            self.table.show_rows(
                [TableRow((each.day, each.description, each.left), each.id) for each in paid]
            )
            for block in (self.list, self.tie, self.unpaid):
                block.setVisible(bool(paid))
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
