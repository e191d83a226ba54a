"""The rules by which payments are known: read, add, change and take away."""

from collections.abc import Callable, Sequence

from dpmanager.domain.money.sorting_rules import Purpose
from dpmanager.tasks.money.look_at_money import SortingChoices, all_choices
from dpmanager.tasks.money.sorting_rules import (
    RuleSeen,
    add_rule,
    change_rule,
    look_at_rules,
    remove_rule,
)
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.money_words import short_label, shortened
from dpmanager.ui.widgets.fields import ChoiceField, TextField
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Card
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View
from dpmanager.words import _, ngettext

NOTHING = "nothing"
"""What is chosen where nothing is to be suggested."""


class RulesView(View):
    """The rules in a table, and the form of one of them."""

    def __init__(self, desk: Desk, leave: Callable[[], object]) -> None:
        super().__init__(desk, _("Sorting rules"), _("Back to all payments"), leave)
        self.rules: Sequence[RuleSeen] = ()
        self._changed: RuleSeen | None = None
        self.intro = words(
            _(
                "A rule says what payments are for, by the words that the bank shows. DP Manager "
                "learns from what you say. Your own rules go first."
            )
        )
        self.table = DataTable(
            _("Sorting rules"),
            [
                TableColumn(_("The bank's words"), show=shortened),
                TableColumn(_("What for"), show=short_label),
                TableColumn(_("Worker or provider"), show=shortened),
                TableColumn(_("From")),
            ],
        )
        self.table.chosen.connect(lambda _key: self._open_chosen())
        self.new = button(_("Add a rule"), lambda: self._open_form(None), "main")
        self.change = button(_("Change this rule"), self._open_chosen)
        self.away = button(_("Remove this rule"), self._remove)
        self._build_form()
        self.add(self.intro)
        self.add(beside(self.new))
        self.add(self.table)
        self.add(beside(self.change, self.away))
        self.add(self.card)

    def _build_form(self) -> None:
        self.card = Card(_("The rule"))
        self.words = TextField(
            _("Words that the bank shows"),
            hint=_("For example: tesco stores. All of the words must be there, in any order."),
            missing=_("Type the words that the bank shows for such payments."),
        )
        self.category = ChoiceField(
            _("What such payments are for"), [], missing=_("Choose what such payments are for.")
        )
        self.service_type = ChoiceField(_("Kind of support"), [])
        self.outcome = ChoiceField(_("Goal in the support plan"), [])
        self.worker = ChoiceField(_("Worker or provider"), [])
        self.form = Form(
            words=self.words,
            category=self.category,
            service_type=self.service_type,
            outcome=self.outcome,
            worker=self.worker,
        )
        self.form.entered.connect(self._save)
        self.card.add(self.form)
        self.card.add(
            beside(
                button(_("Save this rule"), self._save, "main"),
                button(_("Do not save"), self._close_form, "quiet"),
            )
        )

    def open(self) -> None:
        """Shows the rules, and no form."""
        self.card.hide()
        self.refresh()

    def refresh(self) -> None:
        """Reads the rules again. What is being typed stays."""
        book = self.desk.book
        self.desk.look(lambda: (look_at_rules(book), all_choices(book)), self._show)

    def _show(self, read: tuple[Sequence[RuleSeen], SortingChoices]) -> None:
        self.rules, choices = read
        self._offer(choices)
        labels = {each.id: each.label for each in choices.categories}
        self.table.show_rows(
            [
                TableRow(
                    (
                        " ".join(seen.rule.words),
                        labels[seen.rule.purpose.category]
                        if seen.rule.purpose
                        else _("Suggest nothing"),
                        seen.rule.purpose.worker if seen.rule.purpose else "",
                        _source(seen),
                    ),
                    _key(seen),
                )
                for seen in self.rules
            ]
        )
        for block in (self.table, self.change, self.away):
            block.setVisible(bool(self.rules))

    def _offer(self, choices: SortingChoices) -> None:
        none = [("", _("None"))]
        self.category.set_choices(
            [
                ("", _("Choose one")),
                (NOTHING, _("Suggest nothing")),
                *((each.id, each.label) for each in choices.categories),
            ]
        )
        self.service_type.set_choices([*none, *choices.service_types])
        self.outcome.set_choices([*none, *((name, name) for name in choices.outcomes)])
        self.worker.set_choices([*none, *((name, name) for name in choices.workers)])
        self.outcome.setVisible(bool(choices.outcomes))
        self.worker.setVisible(bool(choices.workers))

    def _chosen(self) -> RuleSeen | None:
        key = self.table.current_key()
        return next((seen for seen in self.rules if _key(seen) == key), None)

    def _open_chosen(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._open_form(chosen)

    def _open_form(self, seen: RuleSeen | None) -> None:
        self._changed = seen
        purpose = (seen.rule.purpose or Purpose(NOTHING)) if seen else Purpose("")
        self.words.set_value(" ".join(seen.rule.words) if seen else "")
        self.category.set_value(purpose.category)
        self.service_type.set_value(purpose.service_type)
        self.outcome.set_value(purpose.outcome)
        self.worker.set_value(purpose.worker)
        self.form.summary.show_problems([])
        for field in self.form.fields.values():
            field.show_error("")
        self.card.show()
        self.words.edit.setFocus()

    def _close_form(self) -> None:
        self.card.hide()
        self.new.setFocus()

    def _save(self) -> None:
        values = self.form.values()
        if values is None:
            return
        desk, changed = self.desk, self._changed
        purpose = Purpose(
            "" if values["category"] == NOTHING else values["category"],
            values["service_type"] or "",
            values.get("outcome") or "",
            values.get("worker") or "",
        )

        def task() -> None:
            if changed is None or changed.id is None:
                add_rule(desk.book, values["words"], purpose, who=desk.who, at=desk.now())
            else:
                change_rule(
                    desk.book, changed.id, values["words"], purpose, who=desk.who, at=desk.now()
                )

        desk.do(
            task,
            said=_("The rule is saved."),
            done=lambda _result: self._close_form(),
            failed=self.form.show_fault,
        )

    def _remove(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        desk = self.desk
        desk.do(
            lambda: remove_rule(desk.book, chosen, who=desk.who, at=desk.now()),
            said=_("The rule is removed.")
            if chosen.id is not None
            else _("Nothing is suggested for these words from now on."),
        )
        self.card.hide()


def _key(seen: RuleSeen) -> tuple[object, ...]:
    return seen.id, seen.rule.words, seen.rule.money_in


def _source(seen: RuleSeen) -> str:
    if seen.id is not None:
        return _("You")
    return ngettext(
        "Learned from {count} payment", "Learned from {count} payments", seen.rule.agreed
    ).format(count=seen.rule.agreed)
