"""Agree an account with its statement: tick off what it shows, and compare the balances."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dpmanager.domain.amounts import pounds
from dpmanager.domain.money.reconciliation import Reconciliation
from dpmanager.domain.periods import long_date, short_date
from dpmanager.tasks.money.look_at_money import AccountSeen, Unshown, not_shown_yet
from dpmanager.tasks.money.reconcile import reconcile_account
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.money_payment import sentence_of
from dpmanager.ui.widgets.fields import CheckField, ChoiceField, DateField, MoneyField
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.text import button, words
from dpmanager.ui.widgets.views import View
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class _Tick:
    payment: Unshown
    box: CheckField


class AgreeView(View):
    """Asks for the day and the balance of the statement, and says whether the records agree."""

    def __init__(self, desk: Desk, leave: Callable[[], object]) -> None:
        super().__init__(desk, _("Agree with the statement"), _("Back to all payments"), leave)
        self._accounts: Sequence[AccountSeen] = ()
        self.ticks: list[_Tick] = []
        self.last = words("", "soft")
        self.account = ChoiceField(
            _("Account"), [], missing=_("Choose the account that the statement is of.")
        )
        self.account.on_change(self._read_ticks)
        self.day = DateField(
            _("Last day of the statement"), missing=_("Type the last day of the statement.")
        )
        self.balance = MoneyField(
            _("Balance at the end of that day"), missing=_("Type the last balance it shows.")
        )
        self.form = Form(account=self.account, day=self.day, balance=self.balance)
        self.form.entered.connect(self._agree)
        self.boxes = Column(gap=4)
        for block in (self.last, self.form, self.boxes):
            self.add(block)
        self.add(button(_("Compare and agree"), self._agree, "main"))

    def open(self, accounts: Sequence[AccountSeen], account: str) -> None:
        """Shows an empty form."""
        self._accounts = accounts
        self.account.set_choices([(each.name, each.name) for each in accounts])
        self.account.set_value(account)
        self.account.setVisible(len(accounts) > 1)
        self.day.set_value(None)
        self.balance.set_value(None)
        self.form.summary.show_problems([])
        for field in self.form.fields.values():
            field.show_error("")
        self._read_ticks()

    def _chosen(self) -> AccountSeen:
        name = self.account.box.currentData()
        return next(each for each in self._accounts if each.name == name)

    def _read_ticks(self) -> None:
        account, book = self._chosen(), self.desk.book
        self.last.setText(
            _("Last agreed: {day}.").format(day=long_date(account.agreed_on))
            if account.agreed_on
            else _("This account was never agreed with a statement.")
        )
        self.desk.look(lambda: not_shown_yet(book, account.id), self._show_ticks)

    def _show_ticks(self, payments: list[Unshown]) -> None:
        self.boxes.clear()
        self.ticks = [_Tick(each, CheckField(_name_of(each))) for each in payments]
        if payments:
            self.boxes.add(words(_("Tick what you typed in and the statement shows"), "strong"))
        for tick in self.ticks:
            self.boxes.add(tick.box)

    def _agree(self) -> None:
        values = self.form.values()
        if values is None:
            return
        desk = self.desk
        account = self._chosen().name
        shown = [tick.payment.id for tick in self.ticks if tick.box.read()]

        def said(result: Reconciliation) -> str:
            return _("{account} agrees with the statement of {day}: {amount}.").format(
                account=account,
                day=long_date(values["day"]),
                amount=pounds(result.statement_balance),
            )

        desk.do(
            lambda: reconcile_account(
                desk.book,
                account,
                values["day"],
                values["balance"],
                shown=shown,
                who=desk.who,
                at=desk.now(),
            ),
            said=said,
            done=lambda _result: self.leave(),
            failed=self.form.show_fault,
        )


def _name_of(payment: Unshown) -> str:
    return _("{day}: {payment}").format(
        day=short_date(payment.day), payment=sentence_of(payment.amount, payment.description)
    )
