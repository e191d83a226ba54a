"""Add a payment by hand: a cheque, or cash, that no statement shows yet."""

from collections.abc import Callable, Sequence

from dpmanager.domain.amounts import pounds
from dpmanager.tasks.money.look_at_money import AccountSeen
from dpmanager.tasks.money.sort_payments import add_payment
from dpmanager.ui.desk import Desk
from dpmanager.ui.widgets.fields import ChoiceField, DateField, MoneyField, TextField
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.text import button, words
from dpmanager.ui.widgets.views import View
from dpmanager.words import _

OUT, IN = "out", "in"


class ByHandView(View):
    """The form of a new payment. `added` gets its number."""

    def __init__(
        self, desk: Desk, leave: Callable[[], object], added: Callable[[int], object]
    ) -> None:
        super().__init__(desk, _("Add a payment by hand"), _("Back to all payments"), leave)
        self._added = added
        self.add(
            words(
                _("When a statement shows it later, it is found again and not added twice."), "soft"
            )
        )
        self.account = ChoiceField(
            _("Account"), [], missing=_("Choose the account that it was paid from or into.")
        )
        self.way = ChoiceField(
            _("Money in or out"),
            [(OUT, _("Money out")), (IN, _("Money in"))],
            missing=_("Choose whether money came in or went out."),
        )
        self.who = TextField(
            _("Who was paid, or who paid you"), missing=_("Say who was paid, or who paid you.")
        )
        self.amount = MoneyField(_("Amount"), missing=_("Type the pounds and pence."))
        self.day = DateField(_("Date"), missing=_("Type the day, month and year."))
        self.cheque = TextField(
            _("Cheque number"),
            hint=_("If it is a cheque: the figures on it, such as 000123"),
            characters=10,
        )
        self.form = Form(
            account=self.account,
            way=self.way,
            who=self.who,
            amount=self.amount,
            day=self.day,
            cheque=self.cheque,
        )
        self.form.entered.connect(self._save)
        self.add(self.form)
        self.add(button(_("Save this payment"), self._save, "main"))

    def open(self, accounts: Sequence[AccountSeen], account: str) -> None:
        """Shows an empty form, for today."""
        self.account.set_choices([(each.name, each.name) for each in accounts])
        self.account.set_value(account)
        self.account.setVisible(len(accounts) > 1)
        self._account = account
        self.who.set_value("")
        self.amount.set_value(None)
        self.day.set_value(self.desk.today())
        self.cheque.set_value("")
        self.form.summary.show_problems([])
        for field in self.form.fields.values():
            field.show_error("")

    def _save(self) -> None:
        values = self.form.values()
        if values is None:
            return
        desk = self.desk
        amount = abs(values["amount"])
        account = values.get("account", self._account)
        desk.do(
            lambda: add_payment(
                desk.book,
                account,
                values["day"],
                values["who"],
                amount if values["way"] == IN else -amount,
                cheque=values["cheque"] or "",
                who=desk.who,
                at=desk.now(),
            ),
            said=_("The payment of {amount} is saved.").format(amount=pounds(amount)),
            done=self._added,
            failed=self.form.show_fault,
        )
