"""What belongs to a payment: what came back for it, and what its cash bought."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from dpmanager.domain.amounts import pounds
from dpmanager.domain.periods import short_date
from dpmanager.tasks.money.look_at_money import PaymentSeen
from dpmanager.tasks.money.pocket import CashSeen, PocketSeen
from dpmanager.ui.widgets.page import Card, Column
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class Ways:
    """Where a payment leads. see: to another payment. gives_back: to what it gives or sends back.

    bought: to the form of what cash bought, empty or with one thing.
    """

    see: Callable[[int], object]
    gives_back: Callable[[PaymentSeen], object]
    bought: Callable[[PaymentSeen, PocketSeen | None], object]


class Belongs(Column):
    """Shown above what a payment was for; nothing of it is shown where nothing belongs to it."""

    def __init__(self, ways: Ways) -> None:
        super().__init__(gap=16)
        self._ways = ways
        self._payment: PaymentSeen | None = None
        self.ties = Lines(_("What belongs to it"))
        self.cash = Card(_("What the cash bought"))
        self.cash_left = words("")
        self.cash_things = Column()
        self.add_bought = button(_("Add what the cash bought"), self._add_bought)
        for block in (self.cash_left, self.cash_things, beside(self.add_bought)):
            self.cash.add(block)
        self.add(self.ties)
        self.add(self.cash)

    def show_payment(self, payment: PaymentSeen) -> None:
        """Shows what belongs to a payment."""
        self._payment = payment
        self.ties.show_lines(
            [
                Line(
                    _("Went back") if payment.amount > 0 else _("Money back"),
                    tie.says,
                    "",
                    _("See it"),
                    partial(self._ways.see, tie.other_id),
                )
                for tie in payment.ties
            ]
        )
        self.ties.setVisible(bool(payment.ties))
        self.cash.setVisible(payment.cash is not None)
        self.setVisible(bool(payment.ties) or payment.cash is not None)
        if payment.cash is not None:
            self._show_cash(payment, payment.cash)

    def _show_cash(self, payment: PaymentSeen, cash: CashSeen) -> None:
        sentence = (
            _("{accounted} of {withdrawn} is accounted for. {left} is still cash in hand.")
            if cash.in_hand
            else _("All of {withdrawn} is accounted for.")
        )
        self.cash_left.setText(
            sentence.format(
                accounted=pounds(cash.withdrawn - cash.in_hand),
                withdrawn=pounds(cash.withdrawn),
                left=pounds(cash.in_hand),
            )
        )
        self.add_bought.setVisible(bool(cash.in_hand))
        self.cash_things.clear()
        if not cash.bought:
            return
        things = Lines()
        things.show_lines(
            [
                Line(
                    short_date(seen.answer.day),
                    _("{payee}: {amount}").format(
                        payee=seen.answer.payee, amount=pounds(seen.answer.amount)
                    ),
                    seen.what_for,
                    _("Change"),
                    partial(self._ways.bought, payment, seen),
                )
                for seen in cash.bought
            ]
        )
        self.cash_things.add(things)

    def _add_bought(self) -> None:
        if self._payment is not None:
            self._ways.bought(self._payment, None)
