"""What the pages about returns say in words."""

from typing import Any

from dpmanager.domain.amounts import pounds
from dpmanager.domain.periods import long_date
from dpmanager.domain.returns.besides import AUDIT, FINAL, PERIODIC
from dpmanager.domain.returns.funder_return import CategoryTotal, FunderReturn
from dpmanager.domain.wording import period_words
from dpmanager.tasks.returns.look_at_returns import Check, ReturnLook, one_decimal
from dpmanager.tasks.returns.sent_returns import ReturnSeen, ReturnState
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.words import _

OUTCOME = "outcome"
EXPLAINED = "explained"


def which(made: FunderReturn) -> str:
    """For whom the return is, of which days, and by when."""
    sentence = _("{funder}, {period}.").format(
        funder=made.people.funder, period=period_words(made.period)
    )
    if made.due is None:
        return sentence
    return sentence + " " + _("Send it by {day}.").format(day=long_date(made.due))


def what_is_free(look: ReturnLook) -> str:
    """What of the balance is owed, and what is above that."""
    made = look.funder_return
    sentences = [
        _("{set_aside} of that is owed already, so {free} is free.").format(
            set_aside=pounds(look.set_aside), free=pounds(made.free_balance)
        )
        if look.set_aside
        else _("Nothing of that is owed already.")
    ]
    if look.to_give_back is not None:
        sentences.append(
            _("{amount} is to be given back.").format(amount=pounds(look.to_give_back))
        )
        return " ".join(sentences)
    if made.weeks_left is not None:
        sentences.append(
            _("That is {weeks} weeks of care.").format(weeks=one_decimal(made.weeks_left))
        )
    if made.surplus is not None and made.surplus_weeks_allowed is not None:
        allowed = f"{made.surplus_weeks_allowed.normalize():f}"
        sentences.append(
            _(
                "{surplus} is above the {weeks} weeks that may stay: the funder may ask for it."
            ).format(surplus=pounds(made.surplus), weeks=allowed)
            if made.surplus
            else _("Up to {weeks} weeks may stay in the account.").format(weeks=allowed)
        )
    return " ".join(sentences)


def way(check: Check) -> tuple[str, dict[str, Any], str] | None:
    """The place that puts a gap right, what it is to open, and the words on the button.

    None where there is no such place.
    """
    ways: dict[str, tuple[str, dict[str, Any], str]] = {
        "statement": ("money", {}, _("Look at the bank")),
        "category": ("money", check.about or {"show": "no_category"}, _("Say what for")),
        "transfer": ("money", {}, _("Look at the money")),
        "proof": ("receipts", check.about, _("Add receipts")),
        "approval": ("hours", check.about, _("Look at the hours")),
        "pay": ("pay", {}, _("Pay it")),
        "hmrc": ("pay", {}, _("Look at what is owed")),
        "pension": ("pay", {}, _("Look at what is owed")),
        "contribution": ("paid_in", {}, _("Look at what was paid in")),
        "insurance": ("file", check.about, _("Add the insurance")),
        "question": ("spending", check.about, _("Look at the question")),
        "surplus": ("budget", {}, _("Say why")),
        "mistake": ("money", check.about, _("Look at the payment")),
        "sharing": ("sharing", {}, _("Say who pays")),
        "payer": ("money", check.about, _("Look at the payment")),
        OUTCOME: ("returns", check.about, _("Say how it went")),
    }
    found = ways.get(check.kind)
    return None if found is None else (found[0], dict(found[1]), found[2])


def kind_words(kind: str) -> str:
    """What kind of return it is."""
    return {
        PERIODIC: _("Return"),
        AUDIT: _("Records that were asked for"),
        FINAL: _("Final account"),
    }[kind]


def state_words(state: ReturnState) -> str:
    """How far a return is, in a word or two."""
    return {
        ReturnState.TO_DO: _("To do"),
        ReturnState.DUE: _("Due"),
        ReturnState.OVERDUE: _("Overdue"),
        ReturnState.SIGNED: _("Signed, not sent"),
        ReturnState.SENT: _("Sent"),
        ReturnState.ANSWERED: _("Answered"),
    }[state]


def sent_by_words() -> dict[str, str]:
    """The ways in which a return is sent."""
    return {
        "post": _("By post"),
        "email": _("By e-mail"),
        "online": _("On the council's website"),
        "hand": _("By hand"),
        "other": _("Another way"),
    }


def paper_words() -> dict[str, str]:
    """What can be said about a return."""
    return {
        "question": _("A question from the council"),
        "reply": _("My reply"),
        "note": _("A note of my own"),
        "cover": _("The letter with it"),
    }


def signed_words(seen: ReturnSeen) -> str:
    """That a return is signed, and whether it is sent."""
    sentence = _("{who} signed this return on {day}.").format(
        who=seen.signed_by, day=long_date(seen.signed_on) if seen.signed_on else ""
    )
    if seen.sent_on is None:
        return sentence + " " + _("It is not marked as sent.")
    return sentence + " " + _("It was sent on {day}.").format(day=long_date(seen.sent_on))


def category_table(name: str) -> DataTable:
    """A table of kinds of money in or out."""
    return DataTable(
        name,
        [
            TableColumn(_("Amount"), figures=True),
            TableColumn(_("What for")),
            TableColumn(_("Payments"), figures=True, show=str),
        ],
    )


def category_rows(categories: tuple[CategoryTotal, ...]) -> list[TableRow]:
    """The rows of such a table."""
    return [
        TableRow((each.amount, each.label, len(each.line_numbers)), each.category)
        for each in categories
    ]
