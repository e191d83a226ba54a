"""What payments seem to be for: accept all sure ones, one at a time, or none."""

from collections.abc import Callable, Sequence

from dpmanager.domain.periods import short_date
from dpmanager.tasks.money.suggestions import Offer, accept_offers, look_at_offers
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.money_words import short_label, shortened
from dpmanager.ui.widgets.page import Card
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View
from dpmanager.words import _, ngettext


class MatchesView(View):
    """The offers in a table, and the reason for the one that is chosen."""

    def __init__(
        self, desk: Desk, leave: Callable[[], object], see_rules: Callable[[], object]
    ) -> None:
        super().__init__(desk, _("What payments seem to be for"), _("Back to all payments"), leave)
        self.offers: Sequence[Offer] = ()
        self.intro = words("")
        self.all = button("", self._accept_sure, "main")
        self.rules = button(_("See the sorting rules"), see_rules)
        self.table = DataTable(
            _("What payments seem to be for"),
            [
                TableColumn(_("Date"), show=short_date),
                TableColumn(_("The bank says"), show=shortened),
                TableColumn(_("Amount"), figures=True),
                TableColumn(_("It seems to be for"), show=short_label),
                TableColumn(_("Due"), show=short_date),
                TableColumn(_("Sure")),
            ],
        )
        self.table.moved.connect(lambda _key: self._say_why())
        self.table.chosen.connect(lambda _key: self._accept_one())
        self.what = words("")
        self.reason = words("")
        self.one = button(_("Accept this one"), self._accept_one)
        self.why = Card(_("Why"))
        self.why.add(self.what)
        self.why.add(self.reason)
        self.why.add(self.one)
        for block in (self.intro, beside(self.all, self.rules), self.table, self.why):
            self.add(block)

    def refresh(self) -> None:
        """Reads the offers again."""
        book = self.desk.book
        self.desk.look(lambda: look_at_offers(book), self._show)

    def _show(self, offers: Sequence[Offer]) -> None:
        self.offers = offers
        self.table.show_rows(
            [
                TableRow(
                    (
                        offer.day,
                        offer.description,
                        offer.amount,
                        offer.what,
                        offer.due,
                        _("Yes") if offer.sure else _("Check it"),
                    ),
                    offer.transaction_id,
                )
                for offer in offers
            ]
        )
        sure = len(self._sure())
        self.intro.setText(
            ngettext(
                "DP Manager seems to know what {count} payment is for. You decide.",
                "DP Manager seems to know what {count} payments are for. You decide.",
                len(offers),
            ).format(count=len(offers))
            if offers
            else _("There is nothing more to suggest.")
        )
        self.all.setText(
            ngettext("Accept the {count} sure one", "Accept all {count} sure ones", sure).format(
                count=sure
            )
        )
        self.all.setVisible(bool(sure))
        self.table.setVisible(bool(offers))
        self.why.setVisible(bool(offers))
        self._say_why()
        if not offers and self.isVisible():
            self.back.setFocus()

    def _sure(self) -> list[Offer]:
        return [offer for offer in self.offers if offer.sure]

    def _chosen(self) -> Offer | None:
        key = self.table.current_key()
        return next((each for each in self.offers if each.transaction_id == key), None)

    def _say_why(self) -> None:
        chosen = self._chosen()
        self.what.setText(
            _("“{words}” seems to be for: {what}.").format(
                words=chosen.description, what=chosen.what
            )
            if chosen
            else ""
        )
        self.reason.setText(chosen.why if chosen else "")

    def _accept_sure(self) -> None:
        self._accept(self._sure())

    def _accept_one(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._accept([chosen])

    def _accept(self, offers: Sequence[Offer]) -> None:
        desk = self.desk
        desk.do(
            lambda: accept_offers(desk.book, offers, who=desk.who, at=desk.now()),
            said=ngettext(
                "{count} payment is sorted.", "{count} payments are sorted.", len(offers)
            ).format(count=len(offers)),
        )
