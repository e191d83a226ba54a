"""The choice of a funder: what is typed is looked for in the names, and the list gets shorter."""

from collections.abc import Callable

from dpmanager.domain.returns.funder_rules import FunderRules, what_is_known
from dpmanager.tasks.returns.resources import GENERIC, funder_name, funder_rules, funders_named
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.fields import ChoiceField, TextField
from dpmanager.words import _, ngettext


def funder_choices(nation: str = "", part: str = "") -> list[tuple[str, str]]:
    """The funders to choose from, as (name of the file, words); the last one is for any other.

    nation: of the person. part: of the name that is looked for; "" for all.
    """
    return [(rules.id, funder_name(rules)) for rules in funders_named(part, nation)]


class FindField(TextField):
    """A line to type a part of a name into. Its value is of no use: it only shortens a list."""

    def __init__(self, label: str, *, hint: str) -> None:
        super().__init__(label, hint=hint)
        self._usual_hint = hint

    def look_with(self, look_for: Callable[[str], int]) -> None:
        """Calls back with each change of what was typed; is told how many were found."""

        def typed(text: str) -> None:
            found = look_for(text)
            says = self._usual_hint
            if text.strip():
                says = ngettext("{count} found.", "{count} found.", found).format(count=found)
                if not found:
                    says = _("None found. Choose “Another”, and type its name.")
            self.hint.setText(says)
            announce(says)

        self.edit.textChanged.connect(typed)


def find_and_choose(
    nation: str, changed: Callable[[FunderRules], object]
) -> tuple[FindField, ChoiceField]:
    """The line to look with, and the list that it shortens; under the list, what is known.

    nation: of the person. changed: called with the rules of what is chosen from then on.
    """
    find = FindField(
        _("Look for it"), hint=_("Type a part of its name, such as Devon. Or choose below.")
    )
    rules = ChoiceField(
        _("Council or NHS board"), funder_choices(nation), hint=" ", missing=_("Choose one.")
    )
    rules.set_value(GENERIC)

    def look_for(part: str) -> int:
        found = funder_choices(nation, part)
        rules.set_choices(found)
        rules.set_value(found[0][0])
        return sum(value != GENERIC for value, _words in found)

    def say_what_is_known(known: FunderRules) -> None:
        rules.hint.setText(what_is_known(known))
        rules.box.setAccessibleDescription(rules.hint.text())

    def chosen() -> None:
        if rules.chosen() is not None:  # there is none while the choices are being changed
            known = funder_rules(rules.chosen())
            say_what_is_known(known)
            changed(known)

    find.look_with(look_for)
    rules.box.currentIndexChanged.connect(lambda _place: chosen())
    say_what_is_known(funder_rules(GENERIC))
    return find, rules
