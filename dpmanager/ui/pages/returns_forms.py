"""The small forms about returns: days that the council names, outcomes, and what came after."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from dpmanager.domain.periods import Period
from dpmanager.domain.returns.besides import AUDIT, FINAL
from dpmanager.errors import DPManagerError
from dpmanager.tasks.returns.expected_returns import ask_for_return
from dpmanager.tasks.returns.sent_returns import ReturnSeen
from dpmanager.tasks.returns.sign_return import (
    add_paper,
    explain_late_change,
    mark_sent,
    note_answer,
    note_outcome,
)
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.people_change import Change
from dpmanager.ui.pages.returns_words import paper_words, sent_by_words
from dpmanager.ui.widgets.fields import (
    ChoiceField,
    DateField,
    Field,
    NotesField,
    NumberField,
    TextField,
)
from dpmanager.words import _

DAYS_TO_ANSWER = 28
"""What Haringey gives from the day of its letter; the person types what their own letter says."""


def asked_change(
    desk: Desk,
    funders: tuple[tuple[int, str], ...],
    period: Period,
    done: Callable[[Period], object],
) -> Change:
    """Days that the council named in a letter. period: the days that are filled in."""
    fields: dict[str, Field] = {
        "funder": ChoiceField(_("Who asks for it"), funders, missing=_("Choose the funder.")),
        "kind": ChoiceField(
            _("What they ask for"),
            [
                (AUDIT, _("My records of certain days")),
                (FINAL, _("A final account: the direct payment has ended")),
            ],
            missing=_("Choose what they ask for."),
        ),
        "start": DateField(_("First day"), missing=_("Enter the first day.")),
        "end": DateField(_("Last day"), missing=_("Enter the last day.")),
        "asked_on": DateField(_("Date of their letter"), missing=_("Enter the date.")),
        "days": NumberField(
            _("Days to answer"),
            hint=_("As the letter says, counted from its date"),
            missing=_("Enter how many days."),
        ),
    }
    if len(funders) == 1:
        fields["funder"].hide()
    fields["start"].set_value(period.start)
    fields["end"].set_value(period.end)
    fields["asked_on"].set_value(desk.today())
    fields["days"].set_value(DAYS_TO_ANSWER)

    def save(given: dict[str, Any]) -> Period:
        days = Period(given["start"], given["end"])
        ask_for_return(
            desk.book,
            days,
            funder_id=given.get("funder", funders[0][0]),
            kind=given["kind"],
            asked_on=given["asked_on"],
            days=int(given["days"]),
            who=desk.who,
            at=desk.now(),
        )
        return days

    return Change(
        title=_("The council asked for other days"),
        note=_("Fill this in from the letter. The day to answer then stands on the Home page."),
        fields=fields,
        task=save,
        said=_("It is noted."),
        button=_("Save"),
        fault_at="end",
        done=done,
    )


def outcome_change(desk: Desk, outcome: int, name: str, period: Period) -> Change:
    """How an outcome went, on which nothing was spent."""
    fields: dict[str, Field] = {
        "words": NotesField(
            _("How it went"),
            hint=_("Such as: the club was closed all summer"),
            missing=_("Say in a few words how it went."),
        )
    }
    return Change(
        title=name,
        note=_("Nothing was spent on this goal in these days. Say what happened."),
        fields=fields,
        task=lambda given: note_outcome(
            desk.book, outcome, period, given["words"], who=desk.who, at=desk.now()
        ),
        said=_("It is noted, and the return says it."),
        button=_("Save"),
        fault_at="words",
    )


def sent_change(desk: Desk, seen: ReturnSeen) -> Change:
    """That a return was sent: when, how, and by whom."""
    fields: dict[str, Field] = {
        "day": DateField(_("Sent on"), missing=_("Enter the date.")),
        "how": ChoiceField(
            _("How you sent it"), list(sent_by_words().items()), missing=_("Choose how.")
        ),
        "by": TextField(_("Who sent it"), missing=_("Enter who sent it.")),
    }
    fields["day"].set_value(seen.sent_on or desk.today())
    fields["how"].set_value(seen.sent_how or "post")
    fields["by"].set_value(seen.sent_by or desk.who)
    return Change(
        title=_("I have sent it"),
        note=_("After this, the signing cannot be undone. A mistake is put right by a new return."),
        fields=fields,
        task=lambda given: mark_sent(
            desk.book,
            _number(seen),
            given["day"],
            given["how"],
            given["by"],
            who=desk.who,
            at=desk.now(),
        ),
        said=_("The return is marked as sent."),
        button=_("Save"),
        fault_at="day",
    )


def answer_change(desk: Desk, seen: ReturnSeen) -> Change:
    """What the council answered."""
    fields: dict[str, Field] = {
        "day": DateField(_("Answered on"), missing=_("Enter the date.")),
        "words": NotesField(_("What they said"), missing=_("Write what they said.")),
    }
    fields["day"].set_value(seen.answered_on or desk.today())
    fields["words"].set_value(seen.answer)
    return Change(
        title=_("The council has answered"),
        fields=fields,
        task=lambda given: note_answer(
            desk.book, _number(seen), given["day"], given["words"], who=desk.who, at=desk.now()
        ),
        said=_("The answer is noted."),
        button=_("Save"),
        fault_at="day",
    )


def paper_change(desk: Desk, seen: ReturnSeen, file: Path | None = None) -> Change:
    """A question, a reply or a note. file: the letter, where there is one."""
    kinds = [(kind, words) for kind, words in paper_words().items() if kind != "cover"]
    missing = "" if file else _("Write what was said.")
    fields: dict[str, Field] = {
        "kind": ChoiceField(_("What it is"), kinds, missing=_("Choose what it is.")),
        "day": DateField(_("Date"), missing=_("Enter the date.")),
        "words": NotesField(_("What was said"), missing=missing),
    }
    fields["day"].set_value(desk.today())
    return Change(
        title=_("A question or a reply"),
        note=_("The file is kept in the book: {name}").format(name=file.name) if file else "",
        fields=fields,
        task=lambda given: add_paper(
            desk.book,
            _number(seen),
            kind=given["kind"],
            day=given["day"],
            words=given["words"] or "",
            file=file,
            who=desk.who,
            at=desk.now(),
        ),
        said=_("It is noted."),
        button=_("Save"),
        fault_at="words",
    )


def reason_change(desk: Desk, seen: ReturnSeen) -> Change:
    """Why records were changed after a return was signed."""
    fields: dict[str, Field] = {
        "words": NotesField(_("Why they were changed"), missing=_("Say why in a few words."))
    }
    return Change(
        title=_("Why the records were changed"),
        note=_("The next return says it."),
        fields=fields,
        task=lambda given: explain_late_change(
            desk.book, _number(seen), given["words"], who=desk.who, at=desk.now()
        ),
        said=_("The reason is written down."),
        button=_("Save"),
        fault_at="words",
    )


def _number(seen: ReturnSeen) -> int:
    if seen.id is None:
        raise DPManagerError(_("This return is not signed yet."))
    return seen.id
