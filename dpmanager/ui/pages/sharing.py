"""Who pays for what, where several funders share the accounts."""

from datetime import date
from functools import partial
from typing import Any, ClassVar

from dpmanager.domain.amounts import pounds
from dpmanager.domain.periods import long_date
from dpmanager.domain.returns.funder_return import SharedBy
from dpmanager.domain.returns.sharing import who_pays
from dpmanager.tasks.budget.sharing import SharingSeen, look_at_sharing, remove_rule, say_opening
from dpmanager.ui.pages.forms_page import FormsPage
from dpmanager.ui.pages.kept_list import Kept, KeptList
from dpmanager.ui.pages.people_change import Change
from dpmanager.ui.pages.sharing_form import SharingForm, SplitTable, label_of
from dpmanager.ui.widgets.fields import Field, MoneyField
from dpmanager.ui.widgets.page import Card, Column
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _


class SharingPage(FormsPage):
    """The rule of today, whose the money was at the start, and the last quarter by it."""

    place: ClassVar[str] = "sharing"
    help_page: ClassVar[str] = "sharing"

    def heading(self) -> str:
        """The title of the page."""
        return _("Who pays for what")

    def build(self) -> None:
        """The rule, the money at the start, the rules that there are, and the last quarter."""
        self.today = Card()
        self.today_words = Column(gap=8)
        self.today.add(self.today_words)
        self.change_it = button(_("Change who pays for what"), self._change, "main")
        self.today.add(beside(self.change_it))
        self.start = Card(_("The money at the start"))
        self.start_words = Column(gap=8)
        self.start.add(self.start_words)
        self.start.add(beside(button(_("Say whose it was"), self._say_opening)))
        self.quarter = Card(_("The last quarter by this rule"))
        self.split = SplitTable()
        self.quarter.add(self.split)
        self.rules = KeptList(_("All rules"), "")
        self.build_around(self.today, self.quarter, self.start, self.rules)
        self.form = self.views.add(SharingForm(self.desk, self.leave_view))
        self._seen: SharingSeen | None = None

    def refresh(self) -> None:
        """Reads the rules and the last quarter again."""
        book, today = self.desk.book, self.desk.today()
        self.desk.look(lambda: look_at_sharing(book, today), self._show)

    # --- what is shown -------------------------------------------------------------------------

    def _show(self, seen: SharingSeen | None) -> None:
        if seen is None:
            self.say_under_title(
                _("One funder pays into the account, so there is nothing to share.")
            )
            return
        if seen == self._seen:
            return  # so that the focus and what is open stay as they are
        self._seen = seen
        for block in self.blocks:
            block.show()
        self._show_today(seen)
        self._show_start(seen)
        self.split.show_split(seen.split)
        self.rules.show_kept([self._kept(seen, place) for place in range(len(seen.rules))])
        self.rules.setVisible(len(seen.rules) > 1)
        self.content_came()

    def _show_today(self, seen: SharingSeen) -> None:
        self.today_words.clear()
        self.today_words.add(words(_heading_of(seen), "heading"))
        if seen.is_missing:
            self.today_words.add(
                words(_("Until you do, it is shared by what each funder agreed."), "strong")
            )
        for one in seen.shares:
            self.today_words.add(words(share_words(one)))
        self.today_words.add(
            words(
                _(
                    "Money in belongs to the funder that paid it. Wages, tax and pensions follow "
                    "the kind of care that the worker gives."
                ),
                "soft",
            )
        )
        self.change_it.setText(
            _("Change who pays for what") if seen.since else _("Say who pays for what")
        )

    def _show_start(self, seen: SharingSeen) -> None:
        self.start_words.clear()
        day = long_date(seen.opening_day)
        sentence = (
            _("You said what was in the account for each on {day}:")
            if seen.entered
            else _("We reckon this was in the account for each on {day}:")
        )
        self.start_words.add(words(sentence.format(day=day)))
        for (_number, name), amount in zip(seen.funders, seen.opening, strict=True):
            self.start_words.add(
                words(_("{funder}: {amount}").format(funder=name, amount=pounds(amount)))
            )

    def _kept(self, seen: SharingSeen, place: int) -> Kept:
        day = seen.rules[place]
        return Kept(
            _("The rule from {day} on").format(day=long_date(day)),
            remove=partial(self._remove, day),
        )

    # --- what is done --------------------------------------------------------------------------

    def _change(self) -> None:
        if self._seen is not None:
            self.form.open(self._seen)
            self.show_view(self.form, self.form)

    def _remove(self, day: date) -> None:
        desk = self.desk
        desk.do(
            lambda: remove_rule(desk.book, day, who=desk.who, at=desk.now()),
            said=_("The rule is removed."),
        )

    def _say_opening(self) -> None:
        seen, desk = self._seen, self.desk
        if seen is None:
            return
        fields: dict[str, Field] = {
            str(number): MoneyField(name, missing=_("Type the amount, 0 for nothing."))
            for number, name in seen.funders
        }
        for field, amount in zip(fields.values(), seen.opening, strict=True):
            field.set_value(amount)

        def task(values: dict[str, Any]) -> None:
            parts = {int(number): amount for number, amount in values.items()}
            say_opening(desk.book, parts, who=desk.who, at=desk.now())

        self.open_change(
            Change(
                title=_("The money at the start"),
                note=_("Your last return to each of them says what was left of its money."),
                fields=fields,
                task=task,
                said=_("Saved whose the money was."),
                button=_("Save this"),
                fault_at=next(iter(fields)),
            )
        )


def share_words(one: SharedBy) -> str:
    """Who pays for a kind of care, in words."""
    return _("{service}: {who}").format(service=label_of(one.service_type), who=who_pays(one))


def _heading_of(seen: SharingSeen) -> str:
    if seen.since is not None:
        return _("As you said, from {day} on").format(day=long_date(seen.since))
    if seen.is_missing:
        return _("Nobody has said who pays for what")
    return _("As each of them agreed")
