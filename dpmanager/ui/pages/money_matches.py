"""Payments that seem to be wages, tax or invoices: accept all sure ones, one at a time, or none."""

from collections.abc import Callable, Sequence

from dpmanager.domain.periods import short_date
from dpmanager.tasks.money.look_at_money import MatchSeen, look_at_matches
from dpmanager.tasks.money.sort_payments import accept_matches
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.money_words import shortened
from dpmanager.ui.widgets.page import Card
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View
from dpmanager.words import _, ngettext


class MatchesView(View):
    """The proposals in a table, and the reason for the one that is chosen."""

    def __init__(self, desk: Desk, leave: Callable[[], object]) -> None:
        super().__init__(desk, _("Wages, tax and invoices"), _("Back to all payments"), leave)
        self.matches: Sequence[MatchSeen] = ()
        self.intro = words("")
        self.all = button("", self._accept_sure, "main")
        self.table = DataTable(
            _("Payments that seem to be wages, tax or invoices"),
            [
                TableColumn(_("Date"), show=short_date),
                TableColumn(_("The bank says"), show=shortened),
                TableColumn(_("Amount"), figures=True),
                TableColumn(_("It seems to pay")),
                TableColumn(_("Due"), show=short_date),
                TableColumn(_("Sure")),
            ],
        )
        self.table.moved.connect(lambda _key: self._say_why())
        self.table.chosen.connect(lambda _key: self._accept_one())
        self.reason = words("")
        self.one = button(_("Accept this one"), self._accept_one)
        self.why = Card(_("Why"))
        self.why.add(self.reason)
        self.why.add(self.one)
        for block in (self.intro, beside(self.all), self.table, self.why):
            self.add(block)

    def refresh(self) -> None:
        """Reads the proposals again."""
        book = self.desk.book
        self.desk.look(lambda: look_at_matches(book), self._show)

    def _show(self, matches: Sequence[MatchSeen]) -> None:
        self.matches = matches
        self.table.show_rows(
            [
                TableRow(
                    (
                        match.day,
                        match.description,
                        match.amount,
                        match.payee,
                        match.due,
                        _("Yes") if match.proposal.sure else _("Check it"),
                    ),
                    match.proposal.transaction_id,
                )
                for match in matches
            ]
        )
        sure = len(self._sure())
        self.intro.setText(
            ngettext(
                "{count} payment fits a wage, tax or an invoice that was due.",
                "{count} payments fit wages, tax or invoices that were due.",
                len(matches),
            ).format(count=len(matches))
            if matches
            else _("No more payments fit wages, tax or invoices that were due.")
        )
        self.all.setText(
            ngettext("Accept the {count} sure one", "Accept all {count} sure ones", sure).format(
                count=sure
            )
        )
        self.all.setVisible(bool(sure))
        self.table.setVisible(bool(matches))
        self.why.setVisible(bool(matches))
        self._say_why()
        if not matches:
            self.back.setFocus()

    def _sure(self) -> list[MatchSeen]:
        return [match for match in self.matches if match.proposal.sure]

    def _chosen(self) -> MatchSeen | None:
        key = self.table.current_key()
        return next((each for each in self.matches if each.proposal.transaction_id == key), None)

    def _say_why(self) -> None:
        chosen = self._chosen()
        self.reason.setText(chosen.proposal.why if chosen else "")

    def _accept_sure(self) -> None:
        self._accept(self._sure())

    def _accept_one(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._accept([chosen])

    def _accept(self, matches: Sequence[MatchSeen]) -> None:
        desk = self.desk
        proposals = [match.proposal for match in matches]
        desk.do(
            lambda: accept_matches(desk.book, proposals, who=desk.who, at=desk.now()),
            said=ngettext(
                "{count} payment is matched.", "{count} payments are matched.", len(proposals)
            ).format(count=len(proposals)),
        )
