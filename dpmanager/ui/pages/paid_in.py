"""What is paid in: the payments that should come beside those that came, and the contribution."""

from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import ClassVar

from dpmanager.domain.amounts import ZERO, pounds
from dpmanager.domain.budget.payments_board import BoardLine
from dpmanager.domain.budget.surplus_shares import SurplusShares
from dpmanager.domain.periods import long_date, short_date
from dpmanager.tasks.book.deadlines import mark_done, snooze
from dpmanager.tasks.budget.agree_payments import remove_agreed_payment
from dpmanager.tasks.budget.outside_contributions import OutsideSeen, remove_outside
from dpmanager.tasks.budget.paid_in import (
    CONTRIBUTION_KEY,
    ContributionSeen,
    OnceSeen,
    PaidInSeen,
    look_at_paid_in,
    look_at_shares,
)
from dpmanager.ui.pages.forms_page import FormsPage
from dpmanager.ui.pages.kept_list import Kept, KeptList
from dpmanager.ui.pages.paid_in_forms import how_it_is_paid, paid_once
from dpmanager.ui.pages.paid_in_outside import outside_form, outside_words
from dpmanager.ui.pages.paid_in_words import (
    arrears_words,
    how_it_comes,
    left_out_words,
    moved_words,
    next_words,
    part_words,
    payment_columns,
    payment_values,
    told_words,
    trouble_words,
    what_it_is_for,
)
from dpmanager.ui.widgets.chart import Bar, Chart
from dpmanager.ui.widgets.figures import FigureLine, Figures
from dpmanager.ui.widgets.page import Card, Column
from dpmanager.ui.widgets.table import DataTable, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.working import Working
from dpmanager.words import _

ASKED_FOR = timedelta(days=14)
"""So long somebody who was asked has time to answer."""
LAST_SHOWN = 13
"""A year of four-weekly contributions."""


class PaidInPage(FormsPage):
    """The next payment, what is late or short, all payments of a year, and the contribution."""

    place: ClassVar[str] = "paid_in"
    help_page: ClassVar[str] = "paid_in"

    def heading(self) -> str:
        """The title of the page."""
        return _("What is paid in")

    def build(self) -> None:
        """From what comes next to what was agreed once."""
        self.troubles = Column(gap=16)
        self.next = Card(_("The next payment"))
        self.next_words = Column(gap=8)
        self.next.add(self.next_words)
        self.payments = Card(_("The payments of a year"))
        self.told = words("", "soft")
        self.table = DataTable(_("The payments of a year"), payment_columns())
        self.table.setSelectionMode(DataTable.SelectionMode.NoSelection)
        self.others = words("")
        for part in (self.told, self.table, self.others):
            self.payments.add(part)
        self.contribution = Card(_("Your contribution"))
        self.contribution_words = Column(gap=8)
        self.chart = Chart(
            _("Your contribution so far"),
            _("Due so far"),
            _("Paid so far"),
            each=_("From"),
        )
        self.contribution.add(self.contribution_words)
        self.contribution.add(self.chart)
        self.outside = KeptList(
            _("Paid outside the account"),
            _(
                "None is written down. Add what you paid from your own money: a bill, or straight "
                "to who gives the care."
            ),
            _("Add what you paid outside"),
            self._add_outside,
        )
        self.shares = Card(_("Whose money is the surplus?"))
        self.share_words = Column(gap=8)
        self.shares.add(self.share_words)
        self.how = KeptList(_("How the money comes"), _("Nothing has been agreed up to today."))
        self.once = KeptList(
            _("Payments that come once"),
            _("There are none. Some councils pay once for starting up, or for equipment."),
            _("Add a payment that comes once"),
            self._add_once,
        )
        self.build_around(
            self.troubles,
            self.next,
            self.payments,
            self.contribution,
            self.outside,
            self.shares,
            self.how,
            self.once,
        )
        self._seen: PaidInSeen | None = None
        self._shares_shown: tuple[Decimal, SurplusShares] | None = None

    def refresh(self) -> None:
        """Reads what was paid in again."""
        book, today = self.desk.book, self.desk.today()
        self.desk.look(lambda: look_at_paid_in(book, today), self._show)
        self.desk.look(lambda: look_at_shares(book, today), self._show_shares, lambda _fault: None)

    # --- what is shown -------------------------------------------------------------------------

    def _show(self, seen: PaidInSeen) -> None:
        if seen == self._seen:
            return  # so that the focus and what is open stay as they are
        self._seen = seen
        for block in self.blocks:
            if block is not self.shares:
                block.show()
        self._show_troubles(seen)
        self._show_next(seen)
        self._show_payments(seen)
        self._show_contribution(seen)
        self.outside.show_kept([self._kept_outside(one) for one in seen.contribution.outside])
        self.outside.setVisible(seen.contribution.may_be_outside)
        self.how.show_kept(
            [
                Kept(*how_it_comes(pays), partial(self._change_how, number))
                for number, pays in enumerate(seen.funders)
            ]
        )
        self.once.show_kept([self._kept(one) for one in seen.once])
        self.once.adder.setVisible(bool(seen.funders))
        self.content_came()

    def _show_troubles(self, seen: PaidInSeen) -> None:
        self.troubles.clear()
        self.troubles.setVisible(bool(seen.troubles))
        for line in seen.troubles:
            card = Card(trouble_words(line))
            card.add(words(what_it_is_for(line.expected)))
            asked = button(_("I have asked"), partial(self._asked, line), "main")
            leave = button(_("Leave it as it is"), partial(self._left, line))
            for made in (asked, leave):
                made.setAccessibleName(
                    _("{action}: {what}").format(action=made.text(), what=trouble_words(line))
                )
            card.add(beside(asked, leave))
            self.troubles.add(card)

    def _show_next(self, seen: PaidInSeen) -> None:
        self.next_words.clear()
        expected = seen.next
        if expected is None:
            self.next_words.add(words(_("No payment is to come in the next three months.")))
            return
        self.next_words.add(words(next_words(expected), "heading"))
        for sentence in (what_it_is_for(expected), moved_words(expected)):
            if sentence:
                self.next_words.add(words(sentence))
        if not expected.is_fixed:
            self.next_words.add(
                words(
                    _(
                        "What you owe for wages, tax and holiday is still in the account. Tell "
                        "{funder} how much of it is spoken for."
                    ).format(funder=expected.funder)
                )
            )
        if expected.steps:
            self.next_words.add(Working(_("The next payment"), expected.steps))

    def _show_payments(self, seen: PaidInSeen) -> None:
        self.told.setText(told_words(seen.known_up_to))
        self.table.show_rows(
            [TableRow(payment_values(line, seen)) for line in reversed(seen.board.lines)]
        )
        self.table.setVisible(bool(seen.board.lines))
        others = [
            _("{amount} on {day}").format(amount=pounds(one.amount), day=short_date(one.day))
            for one in seen.board.others
        ]
        self.others.setText(
            _("Came besides, and was not expected: {payments}.").format(payments=", ".join(others))
        )
        self.others.setVisible(bool(others))

    def _show_contribution(self, seen: PaidInSeen) -> None:
        one = seen.contribution
        self.contribution_words.clear()
        if not one.parts and one.arrears is None:
            self.contribution_words.add(words(_("By what was agreed, you pay no part of it.")))
        for part in one.parts:
            self.contribution_words.add(words(part_words(part)))
        if one.arrears is not None:
            self.contribution_words.add(words(arrears_words(one.arrears), "heading"))
            for sentence in left_out_words(one, seen.known_up_to):
                self.contribution_words.add(words(sentence, "soft"))
        if one.top_ups:
            self.contribution_words.add(
                words(
                    _(
                        "Besides, you paid in {amount} of your own since {day}. That is not part "
                        "of the contribution."
                    ).format(amount=pounds(one.top_ups), day=long_date(seen.since))
                )
            )
        if one.arrears is not None:
            self.contribution_words.add(Working(_("Your contribution"), one.arrears.steps))
            if one.arrears.behind > 0:
                self._add_put_off(seen)
        self._show_chart(one)

    def _add_put_off(self, seen: PaidInSeen) -> None:
        if CONTRIBUTION_KEY in seen.put_off:
            until = seen.put_off[CONTRIBUTION_KEY]
            if until is not None:
                self.contribution_words.add(
                    words(_("Home says so again on {day}.").format(day=long_date(until)), "soft")
                )
            return
        self.contribution_words.add(
            beside(button(_("Remind me in two weeks"), partial(self._put_off, CONTRIBUTION_KEY)))
        )

    def _show_chart(self, one: ContributionSeen) -> None:
        lines = one.arrears.lines[-LAST_SHOWN:] if one.arrears is not None else ()
        self.chart.setVisible(bool(lines))
        self.chart.show_bars(
            [
                Bar(short_date(line.day), max(ZERO, line.paid_so_far), line.due_so_far)
                for line in lines
            ]
        )

    def _show_shares(self, found: tuple[Decimal, SurplusShares] | None) -> None:
        self.shares.setVisible(found is not None)
        if found == self._shares_shown:
            return
        self._shares_shown = found
        self.share_words.clear()
        if found is None:
            return
        surplus, split = found
        self.share_words.add(
            words(
                _("{amount} is above what may stay. By what each paid in over a year:").format(
                    amount=pounds(surplus)
                )
            )
        )
        lines = [
            FigureLine(share.source.name, (pounds(share.source.paid), pounds(share.amount)))
            for share in split.shares
        ]
        self.share_words.add(
            Figures(_("Whose money is the surplus?"), lines, [_("Paid in"), _("Share")])
        )
        self.share_words.add(Working(_("The shares of the surplus"), split.steps))

    def _kept(self, one: OnceSeen) -> Kept:
        return Kept(
            _("{amount} from {funder} on {day}: {what}").format(
                amount=pounds(one.amount),
                funder=one.funder,
                day=long_date(one.day),
                what=one.what_for,
            ),
            change=partial(self._change_once, one),
            remove=partial(self._remove_once, one),
        )

    def _kept_outside(self, one: OutsideSeen) -> Kept:
        assert self._seen is not None
        return Kept(
            *outside_words(one, self._seen.names),
            partial(self._change_outside, one),
            partial(self._remove_outside, one),
        )

    # --- what is done --------------------------------------------------------------------------

    def _asked(self, line: BoardLine) -> None:
        self._put_off(line.expected.key)

    def _put_off(self, key: str) -> None:
        desk, until = self.desk, self.desk.today() + ASKED_FOR
        desk.do(
            lambda: snooze(desk.book, key, until, who=desk.who, at=desk.now()),
            said=_("It is shown again on {day}.").format(day=long_date(until)),
        )

    def _left(self, line: BoardLine) -> None:
        desk, key = self.desk, line.expected.key
        desk.do(
            lambda: mark_done(desk.book, key, who=desk.who, at=desk.now()),
            said=_("It is not named on Home any more."),
        )

    def _change_how(self, number: int) -> None:
        if self._seen is not None:
            self.open_change(how_it_is_paid(self.desk, self._seen.funders[number]))

    def _add_outside(self) -> None:
        if self._seen is not None:
            self.open_change(outside_form(self.desk, self._seen, None))

    def _change_outside(self, one: OutsideSeen) -> None:
        if self._seen is not None:
            self.open_change(outside_form(self.desk, self._seen, one))

    def _remove_outside(self, one: OutsideSeen) -> None:
        desk = self.desk
        desk.do(
            lambda: remove_outside(desk.book, one.id, who=desk.who, at=desk.now()),
            said=_("The payment is removed."),
        )

    def _add_once(self) -> None:
        if self._seen is not None:
            self.open_change(paid_once(self.desk, self._seen.funders, None))

    def _change_once(self, one: OnceSeen) -> None:
        if self._seen is not None:
            self.open_change(paid_once(self.desk, self._seen.funders, one))

    def _remove_once(self, one: OnceSeen) -> None:
        desk = self.desk
        desk.do(
            lambda: remove_agreed_payment(desk.book, one.id, who=desk.who, at=desk.now()),
            said=_("The payment is removed."),
        )
