"""Words and columns that the views of the money page share."""

import textwrap
from functools import lru_cache

from dpmanager.domain.amounts import pounds
from dpmanager.domain.periods import short_date
from dpmanager.tasks.money.look_at_money import AccountSeen, MoneySeen, ProofState
from dpmanager.ui.widgets.table import TableColumn
from dpmanager.words import _

LONGEST, LONGEST_LABEL = 20, 18
"""The most characters of a text in the list; the payment itself shows all of it."""


def money_columns() -> list[TableColumn]:
    """Date, who, out, in."""
    return [
        TableColumn(_("Date"), show=short_date),
        TableColumn(_("Who")),
        TableColumn(_("Out"), figures=True),
        TableColumn(_("In"), figures=True),
    ]


def payment_columns() -> list[TableColumn]:
    """The columns of the list of payments."""
    return [
        TableColumn(_("Date"), show=short_date),
        TableColumn(_("Who"), show=shortened),
        TableColumn(_("What for"), show=short_label),
        TableColumn(_("In"), figures=True),
        TableColumn(_("Out"), figures=True),
        TableColumn(_("Balance"), figures=True),
        TableColumn(_("Receipt"), show=proof_word),
    ]


@lru_cache(maxsize=2000)
def shortened(text: str) -> str:
    """A text for the list: its first words."""
    return textwrap.shorten(text, LONGEST, placeholder="…")


@lru_cache(maxsize=200)
def short_label(label: str) -> str:
    """What a payment was for, for the list: its first words, without what explains them."""
    main = label.partition(" (")[0].partition(",")[0]
    return textwrap.shorten(main, LONGEST_LABEL, placeholder="…")


def proof_word(state: ProofState) -> str:
    """Whether there is a receipt, in a word or two."""
    return {
        ProofState.YES: _("Yes"),
        ProofState.MISSING: _("Missing"),
        ProofState.EXPLAINED: _("Explained"),
        ProofState.NOT_WANTED: _("No need"),
    }[state]


def balances_sentence(money: MoneySeen) -> str:
    """What each account holds, in a sentence each."""
    return " ".join(
        _("{account} holds {amount}.").format(account=each.name, amount=pounds(each.balance))
        for each in money.accounts
    )


def difference_sentence(account: AccountSeen) -> str:
    """How the bank and the records of an account differed when it was closed so."""
    sentence = (
        _("The bank has {amount} more than your records, closed on {day}.")
        if account.difference > 0
        else _("The bank has {amount} less than your records, closed on {day}.")
    )
    return sentence.format(
        amount=pounds(abs(account.difference)),
        day=short_date(account.agreed_on) if account.agreed_on else "",
    )


def first_choice(accounts: tuple[AccountSeen, ...]) -> AccountSeen:
    """The account that is looked at first: the newest one that has payments."""
    with_payments = [each for each in accounts if each.payments]
    return (with_payments or list(accounts))[-1]
