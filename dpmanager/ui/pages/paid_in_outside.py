"""Contributions that were paid outside the account: in words, and the form of one."""

from collections.abc import Mapping
from typing import Any

from dpmanager.domain.amounts import pounds
from dpmanager.domain.budget.agreement import Contribution
from dpmanager.domain.budget.contribution import OUTSIDE, how_words
from dpmanager.domain.periods import long_date
from dpmanager.tasks.budget.outside_contributions import (
    OutsideAnswer,
    OutsideSeen,
    add_outside,
    change_outside,
)
from dpmanager.tasks.budget.paid_in import PaidInSeen
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.people_change import Change
from dpmanager.ui.widgets.fields import ChoiceField, DateField, Field, MoneyField, TextField
from dpmanager.ui.widgets.paper_field import PaperField
from dpmanager.words import _


def outside_words(one: OutsideSeen, names: Mapping[int, str]) -> tuple[str, str]:
    """One in words, and more about it in softer ones. names: of the funders."""
    answer = one.answer
    says = _("{amount} to {paid_to} on {day}").format(
        amount=pounds(answer.amount), paid_to=answer.paid_to, day=long_date(answer.day)
    )
    more = [how_words(answer.how)]
    if len(names) > 1:
        more.append(_("For {funder}").format(funder=names[answer.funder_id]))
    if answer.note:
        more.append(answer.note)
    if one.proof_id is not None:
        more.append(_("Its paper is in the book"))
    return says, ". ".join(more)


def outside_form(desk: Desk, seen: PaidInSeen, one: OutsideSeen | None) -> Change:
    """The form of a new one, or of one that is written down."""
    names = list(seen.names.items())
    usual = next(
        (part for part in seen.contribution.parts if part.collected in OUTSIDE),
        next(iter(seen.contribution.parts), None),
    )
    fields: dict[str, Field] = {
        "funder_id": ChoiceField(
            _("Whose agreement is it for?"), names, missing=_("Choose whose agreement it is for.")
        ),
        "how": ChoiceField(
            _("How was it paid?"),
            [(how, how_words(how)) for how in OUTSIDE],
            missing=_("Choose how it was paid."),
        ),
        "paid_to": TextField(
            _("Who was paid"), hint=_("As it stands on the bill"), missing=_("Say who was paid.")
        ),
        "amount": MoneyField(_("Amount"), missing=_("Type the pounds and pence.")),
        "day": DateField(_("When was it paid?"), missing=_("Type the day, month and year.")),
        "note": TextField(_("Note"), hint=_("Such as the number of the bill")),
        "paper": PaperField(
            _("The bill or receipt"),
            desk.remembered,
            is_there=one is not None and one.proof_id is not None,
        ),
    }
    if len(names) == 1:
        fields["funder_id"].hide()
    if one is not None:
        for name in ("funder_id", "how", "paid_to", "amount", "day", "note"):
            fields[name].set_value(getattr(one.answer, name))
    elif usual is not None:
        by_name = {name: number for number, name in names}
        fields["funder_id"].set_value(by_name[usual.funder])
        fields["how"].set_value(
            usual.collected if usual.collected in OUTSIDE else Contribution.PROVIDER
        )
        fields["amount"].set_value(usual.each)

    def task(values: dict[str, Any]) -> None:
        answer = OutsideAnswer(
            values.get("funder_id", names[0][0]),
            values["day"],
            values["amount"],
            values["paid_to"],
            values["how"],
            values["note"] or "",
        )
        done: dict[str, Any] = {"paper": values["paper"], "who": desk.who, "at": desk.now()}
        if one is None:
            add_outside(desk.book, answer, **done)
        else:
            change_outside(desk.book, one.id, answer, **done)

    return Change(
        title=_("Your contribution, paid outside the account"),
        note=_("Write down what you paid from your own money. It changes no sum of the account."),
        fields=fields,
        task=task,
        said=_("What you paid is saved."),
        button=_("Save what you paid"),
        fault_at="day",
    )
