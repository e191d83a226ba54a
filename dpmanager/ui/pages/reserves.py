"""Money set aside by rule: as the funder agreed, what it has not agreed to, and redundancy pay."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, ClassVar

from dpmanager.domain.amounts import pounds
from dpmanager.domain.budget.reserves import Each, Reserve, ReserveKind, kind_words, reserve_words
from dpmanager.domain.periods import long_date
from dpmanager.tasks.budget.look_at_reserves import (
    Redundancy,
    ReserveSeen,
    ReservesSeen,
    look_at_reserves,
)
from dpmanager.tasks.budget.reserves import add_reserve, change_reserve, remove_reserve
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.forms_page import FormsPage
from dpmanager.ui.pages.kept_list import Kept, KeptList
from dpmanager.ui.pages.people_change import Change
from dpmanager.ui.widgets.fields import ChoiceField, DateField, Field, MoneyField, TextField
from dpmanager.ui.widgets.page import Card, Column
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.working import Working
from dpmanager.words import _


class ReservesPage(FormsPage):
    """What is set aside today, each rule of it, and what redundancy pay would come to."""

    place: ClassVar[str] = "reserves"
    help_page: ClassVar[str] = "reserves"

    def heading(self) -> str:
        """The title of the page."""
        return _("Money set aside")

    def build(self) -> None:
        """The sum of today, what is agreed, what is not, and redundancy pay."""
        self.today = Card()
        self.today_words = Column(gap=8)
        self.today.add(self.today_words)
        self.agreed = KeptList(
            _("Agreed in writing"),
            _("Nothing is set aside that the council agreed to in writing."),
            _("Set money aside"),
            self._add,
        )
        self.not_agreed = KeptList(_("Not agreed in writing"), "")
        self.redundancy = Card(_("Redundancy pay"))
        self.redundancy_words = Column(gap=8)
        self.redundancy.add(self.redundancy_words)
        self.build_around(self.today, self.agreed, self.not_agreed, self.redundancy)
        self._seen: ReservesSeen | None = None

    def refresh(self) -> None:
        """Reads what is set aside again."""
        book, today = self.desk.book, self.desk.today()
        self.desk.look(lambda: look_at_reserves(book, today), self._show)

    # --- what is shown -------------------------------------------------------------------------

    def _show(self, seen: ReservesSeen) -> None:
        if seen == self._seen:
            return  # so that the focus and what is open stay as they are
        self._seen = seen
        self.today.show()
        self.agreed.show()
        self._show_today(seen)
        agreed = [one for one in seen.reserves if one.is_agreed]
        others = [one for one in seen.reserves if not one.is_agreed]
        self.agreed.show_kept([self._kept(one) for one in agreed])
        self.not_agreed.show_kept([self._kept(one) for one in others])
        self.not_agreed.setVisible(bool(others))
        self._show_redundancy(seen.redundancy)
        self.content_came()

    def _show_today(self, seen: ReservesSeen) -> None:
        self.today_words.clear()
        self.today_words.add(
            words(
                _("{amount} is set aside today, as was agreed.").format(
                    amount=pounds(seen.counted)
                ),
                "heading",
            )
        )
        self.today_words.add(
            words(_("It counts as spoken for, on Home and in your return."), "soft")
        )
        if seen.counted_steps:
            self.today_words.add(Working(_("Money set aside"), seen.counted_steps))
        if seen.not_agreed:
            self.today_words.add(
                words(
                    _(
                        "{amount} more is not agreed in writing. The council may not accept it, "
                        "so it does not count. Ask for a letter or an e-mail."
                    ).format(amount=pounds(seen.not_agreed)),
                    "strong",
                )
            )

    def _show_redundancy(self, redundancy: Redundancy | None) -> None:
        self.redundancy.setVisible(redundancy is not None)
        self.redundancy_words.clear()
        if redundancy is None:
            return
        self.redundancy_words.add(
            words(
                _("If every job ended today, redundancy pay would be {amount}.").format(
                    amount=pounds(redundancy.amount)
                )
            )
        )
        for reason in redundancy.not_known.values():
            self.redundancy_words.add(words(reason, "soft"))
        if redundancy.steps:
            self.redundancy_words.add(Working(_("Redundancy pay"), redundancy.steps))
        if redundancy.amount:
            self.redundancy_words.add(
                beside(
                    button(_("Set this aside"), partial(self._set_redundancy, redundancy.amount))
                )
            )

    def _kept(self, seen: ReserveSeen) -> Kept:
        reserve = seen.row.reserve
        return Kept(
            _("{what}: {amount} today").format(
                what=reserve_words(reserve), amount=pounds(seen.today.amount)
            ),
            " ".join([rule_words(reserve), letter_words(reserve, seen.row.funder)]),
            partial(self._change, seen),
            partial(self._remove, seen),
        )

    # --- what is done --------------------------------------------------------------------------

    def _add(self) -> None:
        if self._seen is not None:
            today = self.desk.today()
            self.open_change(reserve_form(self.desk, self._seen.funders, today, None))

    def _set_redundancy(self, amount: Decimal) -> None:
        if self._seen is not None:
            change = reserve_form(self.desk, self._seen.funders, self.desk.today(), None)
            change.fields["kind"].set_value(ReserveKind.REDUNDANCY)
            change.fields["amount"].set_value(amount)
            self.open_change(change)

    def _change(self, one: ReserveSeen) -> None:
        if self._seen is not None:
            today = self.desk.today()
            self.open_change(reserve_form(self.desk, self._seen.funders, today, one))

    def _remove(self, one: ReserveSeen) -> None:
        desk = self.desk
        desk.do(
            lambda: remove_reserve(desk.book, one.row.id, who=desk.who, at=desk.now()),
            said=_("It is not set aside any more."),
        )


def reserve_form(
    desk: Desk, funders: Sequence[tuple[int, str]], today: date, seen: ReserveSeen | None
) -> Change:
    """Money to set aside: a new rule, or one that is there."""
    fields: dict[str, Field] = {
        "kind": ChoiceField(
            _("What is it for?"),
            [(kind, kind_words(kind)) for kind in ReserveKind],
            missing=_("Choose what it is for."),
        ),
        "reason": TextField(_("In your own words"), hint=_("Such as “A new hoist in spring”")),
        "funder_id": ChoiceField(
            _("Whose money is it?"), list(funders), missing=_("Choose whose money it is.")
        ),
        "amount": MoneyField(_("Amount"), missing=_("Type the amount.")),
        "each": ChoiceField(
            _("How often is it set aside?"),
            [
                (Each.ONCE, _("Once")),
                (Each.WEEK, _("Every week")),
                (Each.MONTH, _("Every month")),
            ],
            missing=_("Choose one of these."),
        ),
        "from_date": DateField(_("From which day?"), missing=_("Type the first day.")),
        "until": DateField(
            _("Until which day?"),
            hint=_("After this day it does not count any more. Leave it empty if you do not know."),
        ),
        "agreed_on": DateField(
            _("Day of the letter that agrees to it"),
            hint=_("Leave it empty if the council has not agreed in writing."),
        ),
    }
    if len(funders) == 1:
        fields["funder_id"].hide()
    fields["from_date"].set_value(today)
    if seen is not None:
        reserve = seen.row.reserve
        for name, field in fields.items():
            field.set_value(seen.row.funder_id if name == "funder_id" else getattr(reserve, name))

    def task(values: dict[str, Any]) -> None:
        funder = values.pop("funder_id", funders[0][0])
        reserve = Reserve(**values | {"reason": values["reason"] or ""})
        if seen is None:
            add_reserve(desk.book, funder, reserve, who=desk.who, at=desk.now())
        else:
            change_reserve(desk.book, seen.row.id, funder, reserve, who=desk.who, at=desk.now())

    return Change(
        title=_("Money to set aside"),
        note=_("Ask the council to agree in writing first. Then it may not ask for it back."),
        fields=fields,
        task=task,
        said=_("The money set aside is saved."),
        button=_("Save this"),
        fault_at="amount",
    )


def rule_words(reserve: Reserve) -> str:
    """How much is set aside, how often, and on which days."""
    sentence = {
        Each.ONCE: _("{amount} from {start} on."),
        Each.WEEK: _("{amount} every week from {start} on."),
        Each.MONTH: _("{amount} every month from {start} on."),
    }
    until = {
        Each.ONCE: _("{amount} from {start} to {end}."),
        Each.WEEK: _("{amount} every week from {start} to {end}."),
        Each.MONTH: _("{amount} every month from {start} to {end}."),
    }
    chosen = sentence if reserve.until is None else until
    return chosen[reserve.each].format(
        amount=pounds(reserve.amount),
        start=long_date(reserve.from_date),
        end=long_date(reserve.until) if reserve.until else "",
    )


def letter_words(reserve: Reserve, funder: str) -> str:
    """Whether the funder agreed to it in writing."""
    if reserve.agreed_on is None:
        return _("{funder} may not accept it: it is not agreed in writing.").format(funder=funder)
    return _("{funder} agreed to it on {day}.").format(
        funder=funder, day=long_date(reserve.agreed_on)
    )
