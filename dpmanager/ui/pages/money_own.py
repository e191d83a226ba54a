"""What people paid from their own money: what is owed back, and what was paid back."""

from collections.abc import Callable

from dpmanager.domain.amounts import pounds
from dpmanager.domain.periods import short_date
from dpmanager.tasks.money.pocket import OwnMoney, PocketSeen, look_at_own_money
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.money_words import short_label, shortened
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View
from dpmanager.words import _

Open = Callable[[str, PocketSeen | None], object]


class OwnMoneyView(View):
    """The list. `open_form` is called with a name to fill in, and with what is to be changed."""

    def __init__(self, desk: Desk, leave: Callable[[], object], open_form: Open) -> None:
        super().__init__(desk, _("Your own money"), _("Back to all payments"), leave)
        self._open_form = open_form
        self.money: OwnMoney | None = None
        self.intro = words(
            _(
                "If you paid for something from your own money, add it here. When a payment from "
                "the account pays it back, DP Manager offers to tie the two."
            ),
            "soft",
        )
        self.owed = words("", "strong")
        self.new = button(_("Add what you paid"), self._add, "main")
        self.table = DataTable(
            _("Paid from your own money"),
            [
                TableColumn(_("Date"), show=short_date),
                TableColumn(_("Who was paid"), show=shortened),
                TableColumn(_("What for"), show=short_label),
                TableColumn(_("Whose money"), show=shortened),
                TableColumn(_("Amount"), figures=True),
                TableColumn(_("Paid back")),
            ],
        )
        self.table.chosen.connect(lambda _key: self._change())
        self.change = button(_("Change the chosen one"), self._change)
        for block in (self.intro, self.owed, beside(self.new), self.table, beside(self.change)):
            self.add(block)

    def refresh(self) -> None:
        """Reads the list again."""
        book = self.desk.book
        self.desk.look(lambda: look_at_own_money(book), self._show)

    def _show(self, money: OwnMoney) -> None:
        self.money = money
        self.owed.setText(
            " ".join(
                _("{amount} is owed back to {name}.").format(amount=pounds(amount), name=name)
                for name, amount in money.owed
            )
            or _("Nothing is owed back to anybody.")
        )
        self.table.show_rows(
            [
                TableRow(
                    (
                        seen.answer.day,
                        seen.answer.payee,
                        seen.what_for,
                        seen.answer.paid_by,
                        seen.answer.amount,
                        short_date(seen.repaid_on) if seen.repaid_on else _("Not yet"),
                    ),
                    seen.id,
                )
                for seen in money.payments
            ]
        )
        if not money.payments and self.table.hasFocus():
            self.new.setFocus()  # the table goes away
        for block in (self.table, self.change):
            block.setVisible(bool(money.payments))

    def _add(self) -> None:
        if self.money is not None:
            self._open_form(self.money.names[0], None)

    def _change(self) -> None:
        key = self.table.current_key()
        seen = (
            next((each for each in self.money.payments if each.id == key), None)
            if (self.money)
            else None
        )
        if seen is not None:
            self._open_form(seen.answer.paid_by, seen)
