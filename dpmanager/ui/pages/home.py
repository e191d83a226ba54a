"""Home: what needs doing, in order of date, and the money in two sentences."""

from datetime import date, timedelta
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from dpmanager.domain.amounts import pounds
from dpmanager.domain.periods import day_and_month, long_date, weekday_names
from dpmanager.errors import DPManagerError
from dpmanager.tasks.book.things_to_do import Kind, Thing
from dpmanager.tasks.book.what_needs_doing import Beginning, WhatNeedsDoing, what_needs_doing
from dpmanager.tasks.money.money_now import MoneyNow, money_now
from dpmanager.ui.widgets.page import Card, Column, Page
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.working import Working
from dpmanager.words import _, ngettext

A_WEEK = timedelta(days=7)

PLACES = {
    Kind.TIMESHEET: "hours",
    Kind.PAY_DAY: "pay",
    Kind.WAGE: "pay",
    Kind.HMRC: "pay",
    Kind.PENSION: "pay",
    Kind.ORDER: "pay",
    Kind.INVOICE: "invoices",
    Kind.PAYMENT_TO_CHECK: "money",
    Kind.MONEY_IN: "paid_in",
    Kind.CONTRIBUTION: "paid_in",
    Kind.INSURANCE: "file",
    Kind.CHECKS: "file",
    Kind.MINIMUM_WAGE: "people",
    Kind.TAX_CODES: "terms",
    Kind.NI_LETTER: "terms",
    Kind.PENSION_DUTY: "pensions",
    Kind.FIT_NOTE: "extras",
    Kind.HOLIDAY: "extras",
    Kind.P45: "terms",
    Kind.ALLOWANCE: "hmrc",
    Kind.DATE: "deadlines",
    Kind.RETURN: "returns",
    Kind.STATEMENT: "money",
    Kind.PAID_BY_MISTAKE: "money",
    Kind.IN_BY_MISTAKE: "money",
    Kind.OLD_CHEQUE: "money",
    Kind.NO_CATEGORY: "money",
    Kind.NO_PROOF: "receipts",
    Kind.ASK_FIRST: "spending",
    Kind.LETTER: "budget",
    Kind.SHARING: "sharing",
}


class HomePage(Page):
    """The first page: what needs doing, and how the money stands."""

    place: ClassVar[str] = "home"
    help_page: ClassVar[str] = "home"

    def heading(self) -> str:
        """The title of the page."""
        return _("Home")

    def build(self) -> None:
        """Three cards: how to begin, what needs doing, the money."""
        self.beginning = Lines(_("How to start"))
        self.things = Lines()
        self.things_heading = words("", "heading")
        self.things.add(self.things_heading)
        self.all_dates = button(_("All dates"), partial(self.go.emit, "deadlines", {"key": ""}))
        self.money = Card(_("Your money"))
        self.money_words = Column(gap=8)
        self.money.add(self.money_words)
        for card in (self.beginning, self.things, self.money):
            card.hide()
            self.column.add(card)
        self.column.add(beside(self.all_dates))
        self._shown: WhatNeedsDoing | None = None
        self._money_shown: MoneyNow | None = None

    def refresh(self) -> None:
        """Reads what needs doing, and the money."""
        book, today = self.desk.book, self.desk.today()
        self.say_under_title(
            _("{weekday} {day}").format(
                weekday=weekday_names()[today.weekday()], day=long_date(today)
            )
        )
        self.desk.look(lambda: what_needs_doing(book, today), self._show)
        self.desk.look(lambda: money_now(book, today), self._show_money, self._no_money)

    def _show(self, found: WhatNeedsDoing) -> None:
        if found == self._shown:
            return  # so that the focus and what is open stay as they are
        self._shown = found
        had_focus = self._has_focus()
        self.beginning.setVisible(not found.beginning.is_done)
        self.beginning.show_lines(self._first_steps(found.beginning))
        self.things.setVisible(bool(found.things) or found.beginning.is_done)
        self.things_heading.setText(_how_many(len(found.things)))
        today = self.desk.today()
        self.things.show_lines(
            [
                Line(
                    _day_words(thing.day, today),
                    thing.what,
                    thing.more,
                    _button_words(thing),
                    partial(self.go.emit, _place_of(thing), thing.about),
                )
                for thing in found.things
            ]
        )
        if had_focus:
            self.title.setFocus(Qt.FocusReason.OtherFocusReason)
            self.content_came()

    def _has_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    def _first_steps(self, beginning: Beginning) -> list[Line]:
        steps: tuple[tuple[bool, str, str, str, dict[str, Any]], ...] = (
            (
                beginning.has_worker,
                _("Say who works for you"),
                _("Add a PA"),
                "people",
                {"add": True},
            ),
            (beginning.has_hours, _("Write down their hours"), _("Record hours"), "hours", {}),
            (
                beginning.has_statement,
                _("Read in a bank statement"),
                _("Read in a statement"),
                "money",
                {},
            ),
        )
        return [
            Line(
                _("Done") if done else _("To do"),
                what,
                action="" if done else action,
                pressed=partial(self.go.emit, place, about),
            )
            for done, what, action, place, about in steps
        ]

    def _show_money(self, money: MoneyNow) -> None:
        self.money.show()
        if money == self._money_shown:
            return
        self._money_shown = money
        self.money_words.clear()
        for sentence in (
            _balance_words(money),
            _reserved_words(money),
            _on_its_way_words(money),
            _left_words(money),
        ):
            if sentence:
                self.money_words.add(words(sentence))
        if surplus := _surplus_words(money):
            self.money_words.add(words(surplus, "soft"))
        self.money_words.add(Working(_("Your money"), money.steps))

    def _no_money(self, fault: DPManagerError) -> None:
        self._money_shown = None
        self.money.show()
        self.money_words.clear()
        self.money_words.add(words(str(fault)))


def _how_many(things: int) -> str:
    if not things:
        return _("Nothing needs doing today.")
    return ngettext("{count} thing needs doing", "{count} things need doing", things).format(
        count=things
    )


def _day_words(day: date | None, today: date) -> str:
    """Today, Tomorrow, Friday 9 Oct, 28 Oct; a day that has gone by says so."""
    if day is None:
        return _("When you can")
    if day < today:
        return _("Was due {day}").format(day=_with_year_if_other(day, today))
    if day == today:
        return _("Today")
    if day == today + timedelta(days=1):
        return _("Tomorrow")
    if day < today + A_WEEK:
        return _("{weekday} {day}").format(
            weekday=weekday_names()[day.weekday()], day=day_and_month(day)
        )
    return _with_year_if_other(day, today)


def _with_year_if_other(day: date, today: date) -> str:
    return day_and_month(day) if day.year == today.year else long_date(day)


def _place_of(thing: Thing) -> str:
    """The page that does it. Lists of payments and of workers are on pages of their own."""
    if thing.kind is Kind.NO_PROOF and "show" in thing.about:
        return "money"
    if thing.kind is Kind.TAX_CODES and not thing.about:
        return "people"
    return PLACES[thing.kind]


def _button_words(thing: Thing) -> str:
    return {
        Kind.TIMESHEET: _("Look at the hours"),
        Kind.PAY_DAY: _("Work out pay"),
        Kind.WAGE: _("Look at the pay"),
        Kind.HMRC: _("Look at the pay"),
        Kind.PENSION: _("Look at the pay"),
        Kind.ORDER: _("Look at the pay"),
        Kind.INVOICE: _("Look at the invoice"),
        Kind.PAYMENT_TO_CHECK: _("Look at the money"),
        Kind.MONEY_IN: _("Look at this payment"),
        Kind.CONTRIBUTION: _("Look at what you paid"),
        Kind.INSURANCE: _("Look at the insurance"),
        Kind.CHECKS: _("Look at the checks"),
        Kind.MINIMUM_WAGE: _("Change the rate"),
        Kind.TAX_CODES: _("Look at the codes"),
        Kind.NI_LETTER: _("Change the letter"),
        Kind.PENSION_DUTY: _("Look at the pension"),
        Kind.FIT_NOTE: _("Look at the time off"),
        Kind.HOLIDAY: _("Answer about the holiday"),
        Kind.P45: _("Look at the P45"),
        Kind.ALLOWANCE: _("Look at HMRC"),
        Kind.DATE: _("Look at this date"),
        Kind.RETURN: _("Prepare the return"),
        Kind.STATEMENT: _("Read in a statement"),
        Kind.PAID_BY_MISTAKE: _("Look at the payment"),
        Kind.IN_BY_MISTAKE: _("Look at the payment"),
        Kind.OLD_CHEQUE: _("Look at the cheque"),
        Kind.NO_CATEGORY: _("Say what for"),
        Kind.NO_PROOF: _("Add a receipt"),
        Kind.ASK_FIRST: _("See what to ask"),
        Kind.LETTER: _("Write it down"),
        Kind.SHARING: _("Say who pays"),
    }[thing.kind]


def _balance_words(money: MoneyNow) -> str:
    if money.known_on is None:
        balance = _("{amount} is in the account, as you said at the start.").format(
            amount=pounds(money.balance)
        )
    else:
        balance = _("The bank shows {amount} on {day}.").format(
            amount=pounds(money.balance), day=long_date(money.known_on)
        )
    if not money.owed:
        return _("{balance} None of it is owed to anybody yet.").format(balance=balance)
    return _("{balance} {owed} of it is already owed: wages, tax, holiday and invoices.").format(
        balance=balance, owed=pounds(money.owed)
    )


def _reserved_words(money: MoneyNow) -> str:
    if not money.reserved:
        return ""
    return _("{amount} is set aside, as was agreed.").format(amount=pounds(money.reserved))


def _on_its_way_words(money: MoneyNow) -> str:
    if money.on_its_way < 0:
        return _("{amount} more has been paid, and the bank does not show it yet.").format(
            amount=pounds(-money.on_its_way)
        )
    if money.on_its_way > 0:
        return _("{amount} more has come in, and the bank does not show it yet.").format(
            amount=pounds(money.on_its_way)
        )
    return ""


def _left_words(money: MoneyNow) -> str:
    if money.free < 0:
        return _("That is {amount} more than there is.").format(amount=pounds(-money.free))
    if money.weeks_left is None:
        return _("That leaves {amount}.").format(amount=pounds(money.free))
    return _("That leaves {amount}, or {weeks} weeks of care.").format(
        amount=pounds(money.free), weeks=f"{money.weeks_left:.2f}"[:-1]
    )


def _surplus_words(money: MoneyNow) -> str:
    if money.weeks_allowed is None:
        return ""
    weeks = f"{money.weeks_allowed.normalize():f}"
    if money.surplus:
        return _(
            "{funder} may ask for money back above {weeks} weeks. You have {amount} more than that."
        ).format(funder=money.funders[0], weeks=weeks, amount=pounds(money.surplus))
    return _("{funder} may ask for money back above {weeks} weeks.").format(
        funder=money.funders[0], weeks=weeks
    )
