"""The forms of what is paid in: how a funder pays, and payments that come once."""

from collections.abc import Sequence
from typing import Any

from dpmanager.domain.amounts import ZERO
from dpmanager.domain.budget.schedule import FundingRule
from dpmanager.tasks.budget.agree_payments import (
    OnceAnswer,
    add_agreed_payment,
    change_agreed_payment,
    say_how_it_is_paid,
)
from dpmanager.tasks.budget.paid_in import FunderPays, OnceSeen
from dpmanager.tasks.returns.resources import service_type_labels
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.people_change import Change
from dpmanager.ui.widgets.fields import ChoiceField, DateField, Field, MoneyField, TextField
from dpmanager.words import _


def how_it_is_paid(desk: Desk, pays: FunderPays) -> Change:
    """The day of the first payment, and what a payment is."""
    first = DateField(
        _("When did the first payment under this agreement come?"),
        hint=_("Take the day from a bank statement. All others are counted from it."),
    )
    rule = ChoiceField(
        _("How much is a payment?"),
        [
            (FundingRule.FIXED, _("Always what was agreed")),
            (FundingRule.TOP_UP, _("What was agreed, less what is left in the account")),
        ],
        missing=_("Choose one of these."),
    )
    contingency = MoneyField(
        _("How much may stay in the account besides? (the float)"),
        hint=_("Your letter may call it a contingency. Type 0 where there is none."),
        missing=_("Type the amount. Type 0 where there is none."),
    )

    def show_float() -> None:
        contingency.setVisible(rule.chosen() is FundingRule.TOP_UP)

    rule.box.currentIndexChanged.connect(lambda _place: show_float())
    first.set_value(pays.first_payment)
    rule.set_value(FundingRule.FIXED if pays.contingency is None else FundingRule.TOP_UP)
    contingency.set_value(pays.contingency)
    show_float()

    def task(values: dict[str, Any]) -> None:
        say_how_it_is_paid(
            desk.book,
            pays.agreement_id,
            first_payment=values["first_payment"],
            rule=values["rule"],
            contingency=values.get("contingency", ZERO),
            who=desk.who,
            at=desk.now(),
        )

    return Change(
        title=_("How {funder} pays").format(funder=pays.funder),
        fields={"first_payment": first, "rule": rule, "contingency": contingency},
        task=task,
        said=_("How {funder} pays is saved.").format(funder=pays.funder),
        button=_("Save how it pays"),
        fault_at="first_payment",
    )


def paid_once(desk: Desk, funders: Sequence[FunderPays], seen: OnceSeen | None) -> Change:
    """A payment that comes once: a new one, or one that is there."""
    fields: dict[str, Field] = {
        "funder_id": ChoiceField(
            _("Who pays it"),
            [(one.funder_id, one.funder) for one in funders],
            missing=_("Choose who pays it."),
        ),
        "what_for": TextField(
            _("What is it for?"),
            hint=_("Such as starting up, or a hoist"),
            missing=_("Type what it is for."),
        ),
        "amount": MoneyField(_("Amount"), missing=_("Type the amount.")),
        "day": DateField(_("When should it come?"), missing=_("Type the day it should come.")),
        "service_type": ChoiceField(
            _("Kind of care"), [("", _("None of these")), *service_type_labels().items()]
        ),
    }
    if len(funders) == 1:
        fields["funder_id"].hide()
    if seen is not None:
        for name, field in fields.items():
            field.set_value(getattr(seen, name))

    def task(values: dict[str, Any]) -> None:
        answer = OnceAnswer(
            funder_id=values.get("funder_id", funders[0].funder_id),
            day=values["day"],
            amount=values["amount"],
            what_for=values["what_for"],
            service_type=values["service_type"] or "",
        )
        if seen is None:
            add_agreed_payment(desk.book, answer, who=desk.who, at=desk.now())
        else:
            change_agreed_payment(desk.book, seen.id, answer, who=desk.who, at=desk.now())

    return Change(
        title=_("A payment that comes once"),
        note=_("For example for starting up, or for equipment. It stands in your letter."),
        fields=fields,
        task=task,
        said=_("The payment is saved."),
        button=_("Save this payment"),
        fault_at="amount",
    )
