"""What the contract says about hours, on the page of terms: its words and its form."""

from datetime import date
from typing import Any

from dpmanager.domain.periods import long_date
from dpmanager.tasks.people.hours_terms import ROUNDED_TO, set_hours_terms
from dpmanager.tasks.people.look_at_terms import TermsSeen
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.people_change import Change
from dpmanager.ui.widgets.fields import ChoiceField, DateField
from dpmanager.words import _


def rounding_words(minutes: int) -> str:
    """What pay is rounded to."""
    if not minutes:
        return _("Each shift is paid to the minute.")
    return _("Each shift is paid in steps of {minutes} minutes, rounded up.").format(
        minutes=minutes
    )


def opted_out_words(day: date | None) -> str:
    """Whether more than 48 hours a week are agreed."""
    if day is None:
        return _("Not agreed. They may work 48 hours a week, on average.")
    return _("Agreed in writing from {day} on.").format(day=long_date(day))


def hours_change(desk: Desk, seen: TermsSeen) -> Change:
    """Rounding of pay, and the agreement about the 48-hour week."""
    rounds = ChoiceField(
        _("How a shift is rounded for pay"),
        [(minutes, rounding_words(minutes)) for minutes in ROUNDED_TO],
        hint=_("Only if the contract says so. Timesheets keep the real times."),
        missing=_("Choose one."),
    )
    rounds.set_value(seen.rounds_to_minutes)
    agreed = DateField(
        _("More than 48 hours a week, agreed from"),
        hint=_("Only if they agreed in writing. They can end it with 7 days' notice, or longer."),
    )
    agreed.set_value(seen.opted_out_48)

    def task(values: dict[str, Any]) -> None:
        set_hours_terms(
            desk.book,
            seen.id,
            rounds_to_minutes=values["rounds"],
            opted_out_48=values["agreed"],
            who=desk.who,
            at=desk.now(),
        )

    return Change(
        title=_("What the contract of {name} says about hours").format(name=seen.name),
        note=_("Payslips made already stay as they are."),
        fields={"rounds": rounds, "agreed": agreed},
        task=task,
        said=_("What the contract says about hours is saved."),
        button=_("Save this"),
        fault_at="agreed",
    )
