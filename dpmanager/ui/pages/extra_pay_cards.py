"""The cards of the page: time off, what is paid besides hours, and what is taken off pay."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Protocol, TypeVar

from PySide6.QtWidgets import QPushButton

from dpmanager.domain.amounts import pounds
from dpmanager.domain.pay.extras import ExtraKind
from dpmanager.domain.periods import long_date
from dpmanager.domain.steps import Step
from dpmanager.domain.wording import days_words, kind_of_extra
from dpmanager.tasks.pay.orders import (
    DeductionSeen,
    OrderSeen,
    TakenOffSeen,
    end_deduction,
    remove_deduction,
    remove_order,
)
from dpmanager.tasks.pay.pay_items import ItemSeen, ItemsSeen, remove_pay_item
from dpmanager.tasks.pay.pay_while_away import SICK
from dpmanager.tasks.people.absences import remove_absence
from dpmanager.tasks.people.look_at_absences import (
    AbsenceSeen,
    AbsencesSeen,
    NotPaid,
)
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages import extra_pay_forms as forms
from dpmanager.ui.pages.extra_pay_words import (
    absence_title,
    deduction_state,
    deduction_title,
    item_title,
    mile_words,
    order_state,
    order_title,
    weeks_words,
    when_paid,
)
from dpmanager.ui.pages.people_change import Change
from dpmanager.ui.widgets.page import Card, Column
from dpmanager.ui.widgets.text import beside, button, rule, words
from dpmanager.ui.widgets.working import Working
from dpmanager.words import _

WITH_RECEIPT = frozenset({ExtraKind.EXPENSES, ExtraKind.MILEAGE})
T = TypeVar("T")
PARTS_SHOWN = 6
"""How many pay periods of a long leave are shown; the others are told in a sentence."""


class Does(Protocol):
    """What the page does for its cards."""

    desk: Desk

    def open_form(self, change: Change) -> None:
        """Opens a form in place of the cards."""

    def open_receipt(self, item: ItemSeen) -> None:
        """Opens the receipt of an item in place of the cards."""

    def open_rota(self, day: date) -> None:
        """Goes to the rota of the week with that day."""

    def do(self, task: Callable[[], T], said: str | Callable[[T], str]) -> None:
        """Does a task that a button of a card offers."""


class ListCard(Card):
    """Buttons that add something, and under them what there is."""

    def __init__(self, page: Does, heading: str, empty: str) -> None:
        super().__init__(heading)
        self._page = page
        self._empty = empty
        self.adders = Column(gap=0)
        self.body = Column(gap=14)
        self.add(self.adders)
        self.add(self.body)

    def _show(self, adders: Sequence[QPushButton], entries: Sequence[Column]) -> None:
        self.adders.clear()
        self.adders.add(beside(*adders))
        self.body.clear()
        if not entries:
            self.body.add(words(self._empty))
        for number, entry in enumerate(entries):
            if number:
                self.body.add(rule())
            self.body.add(entry)

    def _opener(self, text: str, make: Callable[[], Change], about: str = "") -> QPushButton:
        """A button that opens a form. about: which entry it is for."""
        return named(button(text, lambda: self._page.open_form(make())), about)

    def _doer(
        self, text: str, task: Callable[[], T], said: str | Callable[[T], str], about: str
    ) -> QPushButton:
        return named(button(text, lambda: self._page.do(task, said)), about)


class TimeOffCard(ListCard):
    """Sickness and the leave of parents."""

    def __init__(self, page: Does) -> None:
        super().__init__(
            page,
            _("Time off"),
            _("No time off sick and no leave of a parent is in the book."),
        )

    def show_seen(self, seen: AbsencesSeen) -> None:
        """Shows the time off of a worker."""
        desk, number, name = self._page.desk, seen.worker_id, seen.worker
        self._show(
            [
                self._opener(
                    _("Record time off sick"), lambda: forms.sick_form(desk, number, name)
                ),
                self._opener(
                    _("Record leave of a parent"), lambda: forms.family_form(desk, number, name)
                ),
            ],
            [
                *(self._lacking(number, lacking) for lacking in seen.not_paid),
                *(self._entry(seen, absence) for absence in seen.absences),
            ],
        )

    def _lacking(self, worker_id: int, lacking: NotPaid) -> Column:
        block = Column(gap=8)
        what = kind_of_extra(lacking.kind)
        block.add(
            words(
                _("{what}: {amount} is missing from pay that was made before.").format(
                    what=what, amount=pounds(lacking.amount)
                ),
                "strong",
            )
        )
        block.add(
            beside(
                self._opener(
                    _("Pay it with the next pay"),
                    lambda: forms.money_form(
                        self._page.desk, worker_id, lacking.kind, amount=lacking.amount
                    ),
                    what,
                )
            )
        )
        return block

    def _entry(self, seen: AbsencesSeen, absence: AbsenceSeen) -> Column:
        title = absence_title(absence)
        block = Column(gap=8)
        block.add(words(title, "strong"))
        if absence.weeks:
            block.add(words(weeks_words(absence.weeks)))
        for sentence in (*absence.reasons, *absence.cover, *absence.hints):
            block.add(words(sentence))
        _add_pay(block, absence, title)
        block.add(beside(*self._buttons(seen, absence, title)))
        return block

    def _buttons(self, seen: AbsencesSeen, absence: AbsenceSeen, title: str) -> list[QPushButton]:
        desk = self._page.desk
        form = forms.sick_form if absence.answer.kind == SICK else forms.family_form
        made = [
            self._opener(
                _("Change"), lambda: form(desk, seen.worker_id, seen.worker, absence), title
            ),
            self._doer(
                _("Remove"),
                lambda: remove_absence(desk.book, absence.id, who=desk.who, at=desk.now()),
                _("The time off is removed."),
                title,
            ),
        ]
        if absence.answer.last_day is None:
            back = self._opener(
                _("They are back at work"), lambda: forms.end_form(desk, absence), title
            )
            made.insert(0, back)
        return made


def _add_pay(block: Column, absence: AbsenceSeen, title: str) -> None:
    parts = [part for part in absence.parts if part.amount or part.steps]
    for hindrance in dict.fromkeys(part.hindrance for part in absence.parts if part.hindrance):
        block.add(words(hindrance))
    for part in parts[:PARTS_SHOWN]:
        days = days_words(part.days)
        sentence = _("{days}: {amount}, {when}.").format(
            days=days,
            amount=pounds(part.amount),
            when=when_paid(part.pay_period, part.paid_on),
        )
        _add_amount(
            block, sentence, _("{title}: {days}").format(title=title, days=days), part.steps
        )
    if len(parts) > PARTS_SHOWN:
        sentence = _("It goes on like this until {day}.").format(day=long_date(parts[-1].days.end))
        block.add(words(sentence))
    if len(parts) > 1:
        together = _("Together: {amount}.").format(amount=pounds(absence.due))
        block.add(words(together, "strong"))
    if absence.back:
        back = _("HMRC gives back {amount}.").format(amount=pounds(absence.back))
        about = _("What HMRC gives back, {title}").format(title=title)
        _add_amount(block, back, about, absence.back_steps)
    if absence.dates:
        block.add(words(_("Whether there is pay, and which days decide it:")))
        block.add(Working(_("The dates, {title}").format(title=title), absence.dates))


def _add_amount(block: Column, sentence: str, about: str, steps: Sequence[Step]) -> None:
    block.add(words(sentence))
    if steps:
        block.add(Working(about, steps))


class ItemsCard(ListCard):
    """What is paid besides hours."""

    def __init__(self, page: Does) -> None:
        super().__init__(
            page,
            _("Paid besides hours"),
            _("Nothing waits to be paid besides hours, and nothing was."),
        )

    def show_seen(self, seen: ItemsSeen) -> None:
        """Shows what was entered to be paid to a worker."""
        desk, number = self._page.desk, seen.worker_id
        money = partial(forms.money_form, desk, number)
        self._show(
            [
                self._opener(_("Add expenses"), lambda: money(ExtraKind.EXPENSES)),
                self._opener(_("Add mileage"), lambda: forms.miles_form(desk, number)),
                self._opener(_("Add a bonus"), lambda: money(ExtraKind.BONUS)),
                self._opener(_("Pay an advance"), lambda: forms.advance_form(desk, number)),
                self._opener(
                    _("Enter sick pay or pay of a parent"), lambda: money(ExtraKind.SICK_PAY)
                ),
            ],
            [self._entry(number, item) for item in seen.items],
        )

    def _entry(self, worker_id: int, item: ItemSeen) -> Column:
        desk, title = self._page.desk, item_title(item)
        block = Column(gap=8)
        when = when_paid(item.period, item.paid_on)
        name = _("{title}, {when}").format(title=title, when=when)
        block.add(words(title, "strong"))
        sentence = _("{amount}, {when}.").format(amount=pounds(item.amount), when=when)
        if item.answer.miles is not None:
            sentence = f"{sentence} {mile_words(item)}"
        _add_amount(block, sentence, name, item.steps)
        acts = self._receipt(item, name)
        if item.can_change:
            acts += [
                self._opener(_("Change"), lambda: forms.item_form(desk, worker_id, item), name),
                self._doer(
                    _("Remove"),
                    lambda: remove_pay_item(desk.book, item.id, who=desk.who, at=desk.now()),
                    _("It is removed from the next pay."),
                    name,
                ),
            ]
        if acts:
            block.add(beside(*acts))
        return block

    def _receipt(self, item: ItemSeen, name: str) -> list[QPushButton]:
        if item.receipt is not None:
            text = _("See the receipt")
        elif item.answer.kind in WITH_RECEIPT:
            text = _("Add the receipt")
        else:
            return []
        return [named(button(text, lambda: self._page.open_receipt(item)), name)]


class TakenOffCard(ListCard):
    """Orders, and what was agreed."""

    def __init__(self, page: Does) -> None:
        super().__init__(
            page,
            _("Taken off pay"),
            _("Nothing is taken off pay but tax, National Insurance, loans and the pension."),
        )

    def show_seen(self, seen: TakenOffSeen) -> None:
        """Shows what is taken off a worker's pay."""
        desk, number = self._page.desk, seen.worker_id
        self._show(
            [
                self._opener(
                    _("Add an order of a court or council"), lambda: forms.order_form(desk, number)
                ),
                self._opener(
                    _("Add a deduction they agreed to"), lambda: forms.deduction_form(desk, number)
                ),
            ],
            [
                *(self._order(number, order) for order in seen.orders),
                *(self._deduction(number, deduction) for deduction in seen.deductions),
            ],
        )

    def _order(self, worker_id: int, order: OrderSeen) -> Column:
        desk, title = self._page.desk, order_title(order)
        about = title
        if order.answer.reference:
            about = _("{title}, reference {reference}").format(
                title=title, reference=order.answer.reference
            )
        block = Column(gap=8)
        block.add(words(about, "strong"))
        block.add(words(" ".join(order_state(order))))
        acts = [
            self._opener(_("Change"), lambda: forms.order_form(desk, worker_id, order), about),
            self._opener(_("The order ends"), lambda: forms.end_order_form(desk, order), about),
        ]
        if not order.pay_days:
            acts.append(
                self._doer(
                    _("Remove"),
                    lambda: remove_order(desk.book, order.id, who=desk.who, at=desk.now()),
                    _("The order is removed."),
                    about,
                )
            )
        block.add(beside(*acts))
        return block

    def _deduction(self, worker_id: int, deduction: DeductionSeen) -> Column:
        desk, title = self._page.desk, deduction_title(deduction)
        block = Column(gap=8)
        block.add(words(title, "strong"))
        block.add(words(" ".join(deduction_state(deduction))))
        acts = []
        if deduction.left:
            acts.append(
                self._opener(
                    _("Change"), lambda: forms.deduction_form(desk, worker_id, deduction), title
                )
            )
        if deduction.left and deduction.pay_days:
            acts.append(
                self._doer(
                    _("Take nothing more"),
                    lambda: end_deduction(desk.book, deduction.id, who=desk.who, at=desk.now()),
                    _("Nothing more is taken for it."),
                    title,
                )
            )
        if not deduction.pay_days and not deduction.of_advance:
            acts.append(
                self._doer(
                    _("Remove"),
                    lambda: remove_deduction(desk.book, deduction.id, who=desk.who, at=desk.now()),
                    _("The deduction is removed."),
                    title,
                )
            )
        if acts:
            block.add(beside(*acts))
        return block


def named(made: QPushButton, about: str) -> QPushButton:
    """Says what a button is about, where its words alone are those of others too."""
    if about:
        made.setAccessibleName(_("{action}: {about}").format(action=made.text(), about=about))
    return made
