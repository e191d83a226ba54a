"""“Why is there more money than usual?”: the card on Budget, and its form."""

from collections.abc import Callable
from functools import partial
from typing import Any

from dpmanager.tasks.budget.unspent import (
    ReasonAnswer,
    ReasonSeen,
    add_reason,
    change_reason,
    look_at_reasons,
    remove_reason,
)
from dpmanager.tasks.returns.resources import surplus_reason_labels
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.kept_list import Kept, KeptList
from dpmanager.ui.pages.people_change import Change
from dpmanager.ui.widgets.fields import ChoiceField, DateField, Field, MoneyField, NotesField
from dpmanager.words import _


class ReasonsCard(KeptList):
    """The reasons by their dates. open_change: shows a form in place of the page."""

    def __init__(self, desk: Desk, open_change: Callable[[Change], object]) -> None:
        super().__init__(
            _("Why is there more money than usual?"),
            _(
                "Write it down when it happens: in hospital, no staff, saving up. Your return "
                "tells the council."
            ),
            _("Write down a reason"),
            lambda: open_change(reason_form(desk, None)),
        )
        self.desk = desk
        self.open_change = open_change

    def refresh(self) -> None:
        """Reads the reasons again."""
        book = self.desk.book
        self.desk.look(lambda: look_at_reasons(book), self._show)

    def _show(self, reasons: tuple[ReasonSeen, ...]) -> None:
        self.show_kept(
            [
                Kept(
                    one.sentence,
                    change=partial(self._change, one),
                    remove=partial(self._remove, one),
                )
                for one in reasons
            ]
        )

    def _change(self, one: ReasonSeen) -> None:
        self.open_change(reason_form(self.desk, one))

    def _remove(self, one: ReasonSeen) -> None:
        desk = self.desk
        desk.do(
            lambda: remove_reason(desk.book, one.id, who=desk.who, at=desk.now()),
            said=_("The reason is removed."),
        )


def reason_form(desk: Desk, seen: ReasonSeen | None) -> Change:
    """Why money was not spent: a new reason, or one that is there."""
    fields: dict[str, Field] = {
        "reason": ChoiceField(
            _("Why was it not spent?"),
            list(surplus_reason_labels().items()),
            missing=_("Choose a reason."),
        ),
        "start": DateField(_("From which day?"), missing=_("Type the first day.")),
        "end": DateField(_("Until which day?"), hint=_("Leave it empty while it goes on.")),
        "amount": MoneyField(
            _("About how much was not spent?"), hint=_("Leave it empty if you do not know.")
        ),
        "note": NotesField(_("In your own words")),
    }
    if seen is not None:
        for name, field in fields.items():
            field.set_value(getattr(seen.answer, name))

    def task(values: dict[str, Any]) -> None:
        answer = ReasonAnswer(**values | {"note": values["note"] or ""})
        if seen is None:
            add_reason(desk.book, answer, who=desk.who, at=desk.now())
        else:
            change_reason(desk.book, seen.id, answer, who=desk.who, at=desk.now())

    return Change(
        title=_("Why money was not spent"),
        note=_("The return for these days tells the council."),
        fields=fields,
        task=task,
        said=_("The reason is saved."),
        button=_("Save this reason"),
        fault_at="note",
    )
