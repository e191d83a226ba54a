"""The money page: what the accounts hold, the payments, and what is to be done with them."""

from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any, ClassVar

from dpmanager.domain.amounts import ZERO
from dpmanager.errors import DPManagerError
from dpmanager.tasks.money.cheques import stale_words
from dpmanager.tasks.money.look_at_money import (
    ALL,
    NO_CATEGORY,
    NO_PROOF,
    AccountSeen,
    Listing,
    MoneySeen,
    PaymentLine,
    Payments,
    PaymentSeen,
    list_payments,
    look_at_money,
    read_payments,
)
from dpmanager.tasks.money.pocket import PocketSeen
from dpmanager.ui.pages.money_agree import AgreeView
from dpmanager.ui.pages.money_belongs import Ways
from dpmanager.ui.pages.money_by_hand import ByHandView
from dpmanager.ui.pages.money_gives_back import GivesBackView
from dpmanager.ui.pages.money_import import ImportView
from dpmanager.ui.pages.money_matches import MatchesView
from dpmanager.ui.pages.money_own import OwnMoneyView
from dpmanager.ui.pages.money_payment import PaymentView
from dpmanager.ui.pages.money_pocket import PocketForm
from dpmanager.ui.pages.money_rules import RulesView
from dpmanager.ui.pages.money_words import (
    balances_sentence,
    difference_sentence,
    first_choice,
    payment_columns,
)
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.drop import FileDrop
from dpmanager.ui.widgets.fields import ChoiceField, TextField
from dpmanager.ui.widgets.lazy_table import ROWS_AT_ONCE, Arrived, LazyTable
from dpmanager.ui.widgets.page import Card, Column, Page
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.table import TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View, Views
from dpmanager.words import _, ngettext


class MoneyPage(Page):
    """Accounts and payments. Opened with transaction=, show= or account=, it goes there."""

    place: ClassVar[str] = "money"
    help_page: ClassVar[str] = "money"

    def heading(self) -> str:
        """The title of the page."""
        return _("Money")

    def build(self) -> None:
        """The list; the views take its place."""
        self._money: MoneySeen | None = None
        self._reading = self._again = False
        self._place_of: int | None = None
        self._account_wanted: str | int | None = None
        self.home = self.column.add(Column(gap=16))
        assert isinstance(self.home, Column)
        self._build_list(self.home)
        self.views = Views(self, self.home)
        FileDrop(self, self._dropped)

    def _build_list(self, home: Column) -> None:
        self.to_do = Lines()
        self.empty = Card(_("No payments yet"))
        self.empty.add(
            words(_("Start with a statement from your bank. You can also type payments in."))
        )
        self.read_in = button(_("Read in a statement"), self.show_reader, "main")
        self.add_by_hand = button(_("Add a payment by hand"), self.show_by_hand)
        self.tick_off = button(_("Agree with the statement"), self.show_agree)
        self.statements = button(_("Bank statements"), lambda: self.go.emit("bank_statements", {}))
        self.invoices = button(_("Invoices"), lambda: self.go.emit("invoices", {}))
        self.sorting = button(_("Sorting rules"), self.show_rules)
        self.own_money = button(_("Your own money"), self.show_own)
        self.differences = Lines(_("Closed with a difference"))
        self.differences.hide()
        self.ask_first = button(_("Ask first?"), lambda: self.go.emit("spending", {}))
        self.account = ChoiceField(_("Account"), [], missing=_("Choose an account."))
        self.show_box = ChoiceField(
            _("Show"),
            [
                (ALL, _("All payments")),
                (NO_CATEGORY, _("Not sorted yet")),
                (NO_PROOF, _("Without a receipt")),
            ],
            missing=_("Choose which payments to show."),
        )
        self.finder = TextField(_("Find"), missing=_("Type a name, an amount or a date."))
        self.account.on_change(self.reload)
        self.show_box.on_change(self.reload)
        self.finder.edit.textChanged.connect(lambda _text: self.reload())
        self.choices = beside(self.account, self.show_box, self.finder)
        self.table = LazyTable(_("Payments"), payment_columns())
        self.table.chosen.connect(self.show_payment)
        self.none = words("")
        self.open_one = button(_("Open the chosen payment"), self._open_chosen)
        acts = beside(
            self.read_in,
            self.add_by_hand,
            self.tick_off,
            self.statements,
            self.invoices,
            self.own_money,
            self.sorting,
            self.ask_first,
        )
        for block in (self.empty, self.to_do, self.differences, acts):
            home.add(block)
        for block in (self.choices, self.none, self.table, self.open_one):
            home.add(block)

    def refresh(self) -> None:
        """Reads the accounts, the payments, and what the view in front shows."""
        book, today = self.desk.book, self.desk.today()
        self.desk.look(lambda: look_at_money(book, today), self._show_money)
        if self.views.shown is not None:
            self.views.shown.refresh()

    def open_with(self, **what: Any) -> None:
        """transaction: a payment to open. show: all, no_category or no_proof. account: its name."""
        self._account_wanted = what.get("account")
        if "show" in what:
            self.show_box.set_value(what["show"])
            self.finder.set_value("")
        self.views.show(None)
        if what.get("transaction") is not None:
            self.show_payment(what["transaction"])

    def take_focus(self) -> None:
        """The form that is open, or the main button of the list."""
        if self.views.shown is not None:
            self.views.focus(self.views.shown)
        else:
            self.read_in.setFocus()

    # --- the views, each of them made when it is first wanted -----------------------------------

    @cached_property
    def payment(self) -> PaymentView:
        """One payment."""
        return self.views.add(
            PaymentView(
                self.desk,
                self.show_list,
                self._see_receipts,
                self._ask_first,
                Ways(self.show_payment, self.show_gives_back, self.show_bought),
            )
        )

    @cached_property
    def by_hand(self) -> ByHandView:
        """A payment that is typed in."""
        return self.views.add(ByHandView(self.desk, self.show_list, self.show_payment))

    @cached_property
    def reader(self) -> ImportView:
        """The reading of a statement."""
        return self.views.add(ImportView(self.desk, self.show_list, self._statement_saved))

    @cached_property
    def matches(self) -> MatchesView:
        """What payments seem to be for."""
        return self.views.add(MatchesView(self.desk, self.show_list, self.show_rules))

    @cached_property
    def rules(self) -> RulesView:
        """The rules by which payments are known."""
        return self.views.add(RulesView(self.desk, self.show_list))

    @cached_property
    def own(self) -> OwnMoneyView:
        """What people paid from their own money."""
        return self.views.add(OwnMoneyView(self.desk, self.show_list, self.show_own_form))

    @cached_property
    def own_form(self) -> PocketForm:
        """Something that somebody paid from their own money."""
        return self.views.add(PocketForm(self.desk, self.show_own))

    @cached_property
    def bought(self) -> PocketForm:
        """Something that cash bought."""
        return self.views.add(PocketForm(self.desk, self._back_to_payment))

    @cached_property
    def gives_back(self) -> GivesBackView:
        """The payment that money in gives back."""
        return self.views.add(GivesBackView(self.desk, self._back_to_payment))

    @cached_property
    def agree(self) -> AgreeView:
        """The ticking off."""
        return self.views.add(AgreeView(self.desk, self.show_list))

    def show_list(self) -> None:
        """Goes back to the list of payments."""
        self.views.show(None)
        self.refresh()
        (self.read_in if self.table.isHidden() else self.table).setFocus()

    def show_payment(self, payment_id: int | None) -> None:
        """Opens the form of a payment."""
        if payment_id is not None:
            self._place_of = payment_id
            self.payment.open(payment_id, partial(self._turn_to, self.payment))

    def show_by_hand(self) -> None:
        """Opens the form of a new payment."""
        self.by_hand.open(self._accounts(), self._account().name)
        self._turn_to(self.by_hand)

    def show_reader(self) -> None:
        """Opens the reading of a statement."""
        self.reader.open(self._accounts())
        self._turn_to(self.reader)

    def show_agree(self) -> None:
        """Opens the ticking off."""
        self.agree.open(self._accounts(), self._account().name)
        self._turn_to(self.agree)

    def show_matches(self) -> None:
        """Opens what payments seem to be for."""
        self.matches.refresh()
        self._turn_to(self.matches)

    def show_rules(self) -> None:
        """Opens the rules by which payments are known."""
        self.rules.open()
        self._turn_to(self.rules)

    def show_own(self) -> None:
        """Opens what people paid from their own money."""
        self.own.refresh()
        self._turn_to(self.own)

    def show_own_form(self, name: str, seen: PocketSeen | None) -> None:
        """Opens the form of something paid from somebody's own money."""
        self.own_form.open_own(name, seen, partial(self._turn_to, self.own_form))

    def show_bought(self, payment: PaymentSeen, seen: PocketSeen | None) -> None:
        """Opens the form of something that the cash of a withdrawal bought."""
        left = payment.cash.in_hand if payment.cash else ZERO
        shown = partial(self._turn_to, self.bought)
        self.bought.open_cash(payment.id, payment.day, left, seen, shown)

    def show_gives_back(self, payment: PaymentSeen) -> None:
        """Opens the payments that money in may give back."""
        shown = partial(self._turn_to, self.gives_back)
        self.gives_back.open(payment.id, payment.amount, shown)

    def _back_to_payment(self) -> None:
        self.show_payment(self.payment.payment_id)

    def _turn_to(self, view: View) -> None:
        self.views.show(view)
        self.say_under_title("")
        self.views.focus(view)

    def _open_chosen(self) -> None:
        self.show_payment(self.table.current_key())

    def _ask_first(self, payment_id: int) -> None:
        self.go.emit("spending", {"payment": payment_id})

    def _see_receipts(self, what: dict[str, int]) -> None:
        self.go.emit("receipts", what)

    def _statement_saved(self, account: str) -> None:
        self._account_wanted = account
        self.show_box.set_value(ALL)
        self.show_list()

    def _dropped(self, paths: list[Path]) -> None:
        if self._money is not None and self._money.accounts:
            self.show_reader()
            self.reader.read(paths[0])

    # --- the list ----------------------------------------------------------------------------

    def _accounts(self) -> Sequence[AccountSeen]:
        return self._money.accounts if self._money else ()

    def _account(self) -> AccountSeen:
        chosen = self.account.box.currentData()
        return next(each for each in self._accounts() if each.id == chosen)

    def _show_money(self, money: MoneySeen) -> None:
        first = self._money is None
        self._money = money
        if self.views.shown is None:
            self.say_under_title(balances_sentence(money))
        self.account.set_choices([(each.id, each.name) for each in money.accounts])
        if first and money.accounts:
            self.account.set_value(first_choice(money.accounts).id)
        for each in money.accounts:
            if self._account_wanted in (each.id, each.name):
                self.account.set_value(each.id)
        self._account_wanted = None
        self.account.setVisible(len(money.accounts) > 1)
        payments = sum(each.payments for each in money.accounts)
        self.empty.setVisible(not payments)
        self.sorting.setVisible(bool(payments))
        self.ask_first.setVisible(bool(payments))
        for block in (self.choices, self.none, self.table, self.open_one):
            block.setVisible(bool(payments))
        for act in (self.read_in, self.add_by_hand, self.tick_off):
            act.setEnabled(bool(money.accounts))
        self._show_to_do(money)
        self._show_differences(money)
        self.reload()

    def _show_to_do(self, money: MoneySeen) -> None:
        lines = []
        if money.offers:
            says = ngettext(
                "{count} payment is not sorted, and seems to be known",
                "{count} payments are not sorted, and seem to be known",
                money.offers,
            )
            lines.append(self._to_do(says, money.offers, _("Look at them"), self.show_matches))
        left = money.not_sorted - money.offers
        if left > 0:
            says = ngettext(
                "{count} payment is not sorted yet", "{count} payments are not sorted yet", left
            )
            lines.append(self._to_do(says, left, _("Sort them"), partial(self._only, NO_CATEGORY)))
        if money.without_proof:
            says = ngettext(
                "{count} payment has no receipt", "{count} payments have no receipt",
                money.without_proof,
            )  # fmt: skip
            lines.append(
                self._to_do(
                    says, money.without_proof, _("See which"), partial(self._only, NO_PROOF)
                )
            )
        lines += [
            Line(
                _("Old cheque"),
                stale_words(cheque),
                _("Ask your bank: banks do not have to pay a cheque older than six months."),
                _("Look at it"),
                partial(self.show_payment, cheque.transaction_id),
            )
            for cheque in money.cheques
        ]
        self.to_do.show_lines(lines)
        self.to_do.setVisible(bool(lines))

    def _show_differences(self, money: MoneySeen) -> None:
        differ = [each for each in money.accounts if each.difference]
        self.differences.show_lines(
            [Line(each.name, difference_sentence(each), each.reason) for each in differ]
        )
        self.differences.setVisible(bool(differ))

    def _to_do(self, says: str, count: int, action: str, pressed: Any) -> Line:
        return Line(_("To do"), says.format(count=count), action=action, pressed=pressed)

    def _only(self, show: str) -> None:
        self.show_box.set_value(show)
        self.finder.set_value("")
        self.reload()
        self.table.setFocus()

    def reload(self) -> None:
        """Reads the list again. While it is being read, the last wish waits."""
        if self._reading:
            self._again = True
            return
        if not self._accounts():
            return
        asked = Payments(
            self._account().id, self.show_box.box.currentData(), self.finder.edit.text()
        )
        book = self.desk.book
        wanted = self._place_of or self.table.current_key()
        self._place_of = None
        self._reading = True

        def look() -> tuple[Listing, list[PaymentLine], int]:
            listing = list_payments(book, asked)
            first = read_payments(book, listing, 0, ROWS_AT_ONCE)
            return listing, first, listing.place_of(wanted)

        def came(read: tuple[Listing, list[PaymentLine], int]) -> None:
            self._reading = False
            self._show_payments(asked, *read)
            if self._again:
                self._again = False
                self.reload()

        def failed(fault: DPManagerError) -> None:
            self._reading = False
            announce(str(fault), urgent=True)

        self.desk.look(look, came, failed)

    def _show_payments(
        self, asked: Payments, listing: Listing, first: list[PaymentLine], place: int
    ) -> None:
        desk, count = self.desk, len(listing.lines)

        def fetch(start: int, most: int, arrived: Arrived) -> None:
            desk.look(
                lambda: read_payments(desk.book, listing, start, most),
                lambda lines: arrived(rows_of(lines)),
            )

        self.table.show_rows(count, rows_of(first), fetch, place=place)
        if not count:
            self.none.setText(
                _("No payment has these words, this amount or this date.")
                if asked.text.strip()
                else _("There is nothing to do here. Choose “All payments” to see the others.")
            )
        payments = bool(self._money and sum(each.payments for each in self._money.accounts))
        if not count and self.table.hasFocus():
            self.show_box.box.setFocus()  # the table goes away
        self.none.setVisible(payments and not count)
        self.table.setVisible(payments and bool(count))
        self.open_one.setVisible(payments and bool(count))


def rows_of(lines: Sequence[PaymentLine]) -> list[TableRow]:
    """The rows of the list of payments."""
    return [
        TableRow(
            (
                line.day,
                line.description,
                line.what_for or _("Not sorted yet"),
                line.amount if line.amount > 0 else None,
                -line.amount if line.amount < 0 else None,
                line.balance,
                line.proof,
            ),
            line.id,
        )
        for line in lines
    ]
