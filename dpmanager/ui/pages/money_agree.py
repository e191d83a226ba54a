"""Agree an account with its statement: tick off what it shows, and compare the balances."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dpmanager.domain.amounts import ZERO, pounds
from dpmanager.domain.money.reconciliation import Reconciliation
from dpmanager.domain.periods import long_date, short_date
from dpmanager.errors import DPManagerError
from dpmanager.tasks.money.look_at_money import AccountSeen, Unshown, not_shown_yet
from dpmanager.tasks.money.reconcile import DoesNotAgree, reconcile_account
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.money_payment import sentence_of
from dpmanager.ui.widgets.fields import (
    CheckField,
    ChoiceField,
    DateField,
    MoneyField,
    TextField,
)
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Card, Column
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
        self._difference = ZERO
        self._build_closing()

    def _build_closing(self) -> None:
        """What is asked for where the two do not agree, and the payment is not found."""
        self.closing = Card(_("If you cannot find it"))
        self.closing.add(
            words(
                _(
                    "You can close the account with a difference. It stays on the Money page and "
                    "in the return, with your reason."
                )
            )
        )
        self.amount = MoneyField(
            _("The difference"), missing=_("Type the pounds and pence of the difference.")
        )
        self.reason = TextField(
            _("Why they differ"),
            hint=_("Such as: a payment of last year is missing, and I have no statement of it"),
            missing=_("Say in a few words why they differ."),
        )
        self.closing_form = Form(amount=self.amount, reason=self.reason)
        self.closing_form.entered.connect(self._close)
        self.closing.add(self.closing_form)
        self.closing.add(button(_("Close with this difference"), self._close))
        self.closing.hide()
        self.add(self.closing)

    def open(self, accounts: Sequence[AccountSeen], account: str) -> None:
        """Shows an empty form."""
        self._accounts = accounts
        self.account.set_choices([(each.name, each.name) for each in accounts])
        self.account.set_value(account)
        self.account.setVisible(len(accounts) > 1)
        self.day.set_value(None)
        self.balance.set_value(None)
        self.closing.hide()
        self.reason.set_value("")
        for form in (self.form, self.closing_form):
            form.summary.show_problems([])
            for field in form.fields.values():
                field.show_error("")
        self._read_ticks()

    def _chosen(self) -> AccountSeen:
        name = self.account.box.currentData()
        return next(each for each in self._accounts if each.name == name)

    def _read_ticks(self) -> None:
        account, book = self._chosen(), self.desk.book
        if account.agreed_on is None:
            self.last.setText(_("This account was never agreed with a statement."))
        elif account.difference:
            self.last.setText(
                _("Last closed on {day}, with a difference of {difference}.").format(
                    day=long_date(account.agreed_on), difference=pounds(account.difference)
                )
            )
        else:
            self.last.setText(_("Last agreed: {day}.").format(day=long_date(account.agreed_on)))
        self.desk.look(lambda: not_shown_yet(book, account.id), self._show_ticks)

    def _show_ticks(self, payments: list[Unshown]) -> None:
        self.boxes.clear()
        self.ticks = [_Tick(each, CheckField(_name_of(each))) for each in payments]
        if payments:
            self.boxes.add(words(_("Tick what you typed in and the statement shows"), "strong"))
        for tick in self.ticks:
            self.boxes.add(tick.box)

    def _agree(self) -> None:
        self._compare(ZERO, "", self.form)

    def _close(self) -> None:
        given = self.closing_form.values()
        if given is None:
            return
        amount = abs(given["amount"]).copy_sign(self._difference)
        self._compare(amount, given["reason"], self.closing_form)

    def _compare(self, difference: Decimal, reason: str, form: Form) -> None:
        values = self.form.values()
        if values is None:
            return
        desk = self.desk
        account = self._chosen().name
        shown = [tick.payment.id for tick in self.ticks if tick.box.read()]

        def said(result: Reconciliation) -> str:
            if result.difference:
                return _("{account} is closed, with a difference of {difference}.").format(
                    account=account, difference=pounds(result.difference)
                )
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
                difference=difference,
                reason=reason,
                who=desk.who,
                at=desk.now(),
            ),
            said=said,
            done=lambda _result: self.leave(),
            failed=lambda fault: self._failed(fault, form),
        )

    def _failed(self, fault: DPManagerError, form: Form) -> None:
        if isinstance(fault, DoesNotAgree):
            if fault.difference != self._difference or self.closing.isHidden():
                self._difference = fault.difference
                self.amount.set_value(abs(fault.difference))
            self.closing.show()
        form.show_fault(fault)


def _name_of(payment: Unshown) -> str:
    return _("{day}: {payment}").format(
        day=short_date(payment.day), payment=sentence_of(payment.amount, payment.description)
    )
