"""The questions about who pays, what was agreed, and the account."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from dpmanager.domain.amounts import pounds
from dpmanager.domain.periods import Frequency, long_date
from dpmanager.domain.returns.funder_rules import FunderRules
from dpmanager.tasks.book.draft import Draft
from dpmanager.tasks.book.set_up import LAST_FOUR
from dpmanager.tasks.returns.resources import funder_rules
from dpmanager.ui.pages.funder_choice import find_and_choose
from dpmanager.ui.pages.set_up.question import FieldFault, Question
from dpmanager.ui.widgets.fields import (
    ChoiceField,
    DateField,
    Field,
    MoneyField,
    NumberField,
    TextField,
)
from dpmanager.words import _, ngettext

MOST_WEEKS, MOST_DAYS = 260, 366


class Funder(Question):
    """Which council or NHS board pays."""

    name = "funder"

    def heading(self, draft: Draft) -> str:
        """The question."""
        return _("Who pays the money?")

    def fields(self, draft: Draft) -> dict[str, Field]:
        """A part of a name to look for, a funder we know or another one, and its reference."""
        name = TextField(
            _("Its name"),
            hint=_("For example, Northshire County Council"),
            missing=_("Type the name of the council or NHS board."),
        )
        find, rules = find_and_choose(draft.nation, lambda known: name.setVisible(known.preset))
        reference = TextField(
            _("Your reference there"), hint=_("It is on their letters, near the top.")
        )
        return {
            "find": find,
            "funder_rules": rules,
            "funder_name": name,
            "funder_reference": reference,
        }

    def keep(self, draft: Draft, values: Mapping[str, Any]) -> None:
        """A funder we know has its name from its own file, and tells what its pages say."""
        super().keep(draft, {name: value for name, value in values.items() if name != "find"})
        rules = funder_rules(draft.funder_rules)
        if not rules.preset:
            draft.funder_name = rules.name
        _fill_in_what_is_known(draft, rules)

    def answers(self, draft: Draft) -> list[tuple[str, str]]:
        """Name and reference."""
        return [(_("Paid by"), draft.funder_name), (_("Reference"), draft.funder_reference)]


def _fill_in_what_is_known(draft: Draft, rules: FunderRules) -> None:
    """What the funder's pages say stands in the later questions, to be checked there."""
    surplus, deadline = rules.surplus, rules.deadline
    if "surplus_weeks" not in draft.answered:
        in_weeks = surplus is not None and surplus.kind == "weeks"
        draft.surplus_weeks = surplus.most if in_weeks and surplus is not None else None
    if "return_days" not in draft.answered:
        after_end = deadline is not None and deadline.kind == "after-end"
        draft.return_days = deadline.days if after_end and deadline is not None else None
    if "paid" not in draft.answered and rules.paid is not None:
        draft.paid_every = rules.paid
        draft.paid_in = rules.paid_in or draft.paid_in


class AgreedFrom(Question):
    """From when the agreement counts."""

    name = "agreed_from"

    def heading(self, draft: Draft) -> str:
        """The question."""
        return _("When did the agreement start?")

    def hint(self, draft: Draft) -> str:
        """Where to look."""
        return _(
            "It is in the letter or agreement from {funder}. "
            "If you do not know, give the day of the first payment."
        ).format(funder=draft.funder_name)

    def fields(self, draft: Draft) -> dict[str, Field]:
        """The date."""
        return {
            "agreed_from": DateField(
                _("Start of the agreement"), missing=_("Type the day, the month and the year.")
            )
        }

    def answers(self, draft: Draft) -> list[tuple[str, str]]:
        """The date."""
        day = draft.agreed_from
        return [(_("Agreed from"), long_date(day) if day else "")]


class WeeklyAmount(Question):
    """How much was agreed for a week."""

    name = "weekly_amount"

    def heading(self, draft: Draft) -> str:
        """The question."""
        return _("How much was agreed for a week?")

    def hint(self, draft: Draft) -> str:
        """What is part of it."""
        return _("The whole amount for a week. If you pay a part yourself, that is in it too.")

    def fields(self, draft: Draft) -> dict[str, Field]:
        """The amount."""
        return {
            "weekly_amount": MoneyField(
                _("Amount for a week"), missing=_("Type the amount for a week.")
            )
        }

    def keep(self, draft: Draft, values: Mapping[str, Any]) -> None:
        """It must be something."""
        if values["weekly_amount"] <= 0:
            raise FieldFault("weekly_amount", _("The amount must be more than nothing."))
        super().keep(draft, values)

    def answers(self, draft: Draft) -> list[tuple[str, str]]:
        """The amount."""
        return [(_("For each week"), _money(draft.weekly_amount))]


class Contribution(Question):
    """What the person pays towards it, and how."""

    name = "contribution"

    def heading(self, draft: Draft) -> str:
        """The question."""
        return _("Do you pay a part of it yourself?")

    def hint(self, draft: Draft) -> str:
        """What it is called."""
        return _("Councils call this your contribution, or your client contribution.")

    def fields(self, draft: Draft) -> dict[str, Field]:
        """How it is collected, and how much."""
        how = ChoiceField(
            _("Your contribution"), list(_ways().items()), missing=_("Choose one of these.")
        )
        amount = MoneyField(
            _("Contribution for a week"), missing=_("Type what you pay for a week.")
        )

        def show_amount() -> None:
            amount.setVisible(how.box.currentData() != "none")

        how.box.currentIndexChanged.connect(lambda _place: show_amount())
        amount.hide()  # “none” is the first choice
        return {"contribution_collected": how, "weekly_contribution": amount}

    def keep(self, draft: Draft, values: Mapping[str, Any]) -> None:
        """It cannot be more than the whole."""
        amount = values.get("weekly_contribution")
        if amount is not None and not 0 < amount <= (draft.weekly_amount or amount):
            raise FieldFault(
                "weekly_contribution",
                _("The contribution must be more than nothing, and at most {whole}.").format(
                    whole=_money(draft.weekly_amount)
                ),
            )
        super().keep(draft, values)
        draft.weekly_contribution = amount

    def answers(self, draft: Draft) -> list[tuple[str, str]]:
        """How, and how much."""
        way = _ways()[draft.contribution_collected]
        if draft.contribution_collected == "none":
            return [(_("Your part of it"), way)]
        says = _("{amount} for each week. {way}")
        return [
            (
                _("Your part of it"),
                says.format(amount=_money(draft.weekly_contribution), way=way),
            )
        ]


def _ways() -> dict[str, str]:
    return {
        "none": _("No, I pay no part of it"),
        "paid-in": _("I pay it into the account"),
        "taken-off": _("The council takes it off what it pays"),
        "invoiced": _("The council sends me a bill for it"),
        "provider": _("I pay it straight to who gives the care"),
    }


class Paid(Question):
    """How often the money comes."""

    name = "paid"

    def heading(self, draft: Draft) -> str:
        """The question."""
        return _("How often does the money come?")

    def fields(self, draft: Draft) -> dict[str, Field]:
        """How often, and before or after."""
        return {
            "paid_every": ChoiceField(
                _("How often it is paid"), list(_frequencies().items()), missing=_("Choose one.")
            ),
            "paid_in": ChoiceField(
                _("Before or after"), list(_sides().items()), missing=_("Choose one.")
            ),
        }

    def keep(self, draft: Draft, values: Mapping[str, Any]) -> None:
        """A box gives back the plain word of a choice."""
        draft.paid_every = Frequency(values["paid_every"])
        draft.paid_in = values["paid_in"]

    def answers(self, draft: Draft) -> list[tuple[str, str]]:
        """Both."""
        return [
            (
                _("Paid"),
                _("{how_often}. {side}").format(
                    how_often=_frequencies()[draft.paid_every], side=_sides()[draft.paid_in]
                ),
            )
        ]


def _frequencies() -> dict[Frequency, str]:
    return {
        Frequency.FOUR_WEEKLY: _("Every four weeks"),
        Frequency.MONTHLY: _("Every month"),
        Frequency.FORTNIGHTLY: _("Every two weeks"),
        Frequency.WEEKLY: _("Every week"),
    }


def _sides() -> dict[str, str]:
    return {
        "advance": _("Before the care it pays for"),
        "arrears": _("After the care it pays for"),
    }


class SurplusWeeks(Question):
    """How much may stay in the account."""

    name = "surplus_weeks"

    def heading(self, draft: Draft) -> str:
        """The question."""
        return _("How many weeks' money may stay in the account?")

    def hint(self, draft: Draft) -> str:
        """What it is for."""
        return _(
            "{funder} may ask for money back above this. It is in the agreement. "
            "Many councils say between 4 and 8 weeks."
        ).format(funder=draft.funder_name)

    def fields(self, draft: Draft) -> dict[str, Field]:
        """The weeks."""
        return {
            "surplus_weeks": NumberField(_("Weeks"), missing=_("Type how many weeks, such as 8."))
        }

    def unknown(self) -> str:
        """It is often not said."""
        return _("I do not know")

    def keep(self, draft: Draft, values: Mapping[str, Any]) -> None:
        """Weeks within reason."""
        if not 0 <= values["surplus_weeks"] <= MOST_WEEKS:
            raise FieldFault("surplus_weeks", _("The weeks must be between 0 and 260."))
        super().keep(draft, values)

    def answers(self, draft: Draft) -> list[tuple[str, str]]:
        """The weeks."""
        weeks = draft.surplus_weeks
        says = _("Not known")
        if weeks is not None:
            says = _("{count} weeks' money").format(count=f"{weeks.normalize():f}")
        return [(_("May stay in the account"), says)]


class ReturnDays(Question):
    """When returns are due."""

    name = "return_days"

    def heading(self, draft: Draft) -> str:
        """The question."""
        return _("How long do you have to send a return?")

    def hint(self, draft: Draft) -> str:
        """What a return is."""
        return _(
            "A return shows {funder} what the money was spent on. "
            "Count the days from the end of the months it is about."
        ).format(funder=draft.funder_name)

    def fields(self, draft: Draft) -> dict[str, Field]:
        """The days."""
        return {"return_days": NumberField(_("Days"), missing=_("Type how many days, such as 28."))}

    def unknown(self) -> str:
        """It is often not said."""
        return _("I do not know")

    def keep(self, draft: Draft, values: Mapping[str, Any]) -> None:
        """Whole days within a year."""
        days = values["return_days"]
        if days != int(days) or not 0 <= days <= MOST_DAYS:
            raise FieldFault("return_days", _("The days must be a whole number up to 366."))
        draft.return_days = int(days)

    def answers(self, draft: Draft) -> list[tuple[str, str]]:
        """The days."""
        days = draft.return_days
        says = _("Not known")
        if days is not None:
            says = ngettext("Within {count} day", "Within {count} days", days).format(count=days)
        return [(_("Send a return"), says)]


class Account(Question):
    """The separate account."""

    name = "account"

    def heading(self, draft: Draft) -> str:
        """The question."""
        return _("Which account does the money go into?")

    def fields(self, draft: Draft) -> dict[str, Field]:
        """Kind, name and last figures."""
        return {
            "account_kind": ChoiceField(
                _("Kind of account"), list(_kinds().items()), missing=_("Choose one.")
            ),
            "account_name": TextField(
                _("What you call it"),
                hint=_("For example, Direct payment account"),
                missing=_("Type a name for the account."),
            ),
            "last_four": TextField(
                _("Last four figures of its number"),
                hint=_("So that you can tell accounts apart. The whole number is not kept."),
            ),
        }

    def keep(self, draft: Draft, values: Mapping[str, Any]) -> None:
        """Four figures or none."""
        figures = values["last_four"] or ""
        if figures and not LAST_FOUR.fullmatch(figures):
            raise FieldFault("last_four", _("The last four figures must be four figures, as 5678."))
        super().keep(draft, values)

    def answers(self, draft: Draft) -> list[tuple[str, str]]:
        """Name and kind."""
        return [
            (_("Account"), draft.account_name),
            (_("Kind of account"), _kinds()[draft.account_kind]),
            (_("Ends in"), draft.last_four),
        ]


def _kinds() -> dict[str, str]:
    return {"bank": _("A bank account"), "card": _("A prepaid card")}


class OpeningBalance(Question):
    """What was in the account when the records begin."""

    name = "opening"

    def heading(self, draft: Draft) -> str:
        """The question."""
        return _("How much was in the account?")

    def hint(self, draft: Draft) -> str:
        """Where to look."""
        return _(
            "Choose a day from which you have bank statements. "
            "Your records begin there. Give the balance at the start of that day."
        )

    def fields(self, draft: Draft) -> dict[str, Field]:
        """Day and balance."""
        return {
            "opening_date": DateField(
                _("Records begin on"), missing=_("Type the day, the month and the year.")
            ),
            "opening_balance": MoneyField(
                _("Balance at the start of that day"),
                hint=_("In pounds. Type 0 for a new account."),
                missing=_("Type the balance. Type 0 for a new account."),
            ),
        }

    def answers(self, draft: Draft) -> list[tuple[str, str]]:
        """Day and balance."""
        day = draft.opening_date
        return [
            (_("Records begin on"), long_date(day) if day else ""),
            (_("In the account then"), _money(draft.opening_balance)),
        ]


def _money(amount: Decimal | None) -> str:
    return "" if amount is None else pounds(amount)
