"""Time off with pay of its own, what is paid besides hours, and what is taken off: one worker."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from dpmanager.errors import DPManagerError
from dpmanager.tasks.book.answers import RateAnswer
from dpmanager.tasks.hours.holiday_requests import HolidaySeen, look_at_holiday_requests
from dpmanager.tasks.pay.orders import TakenOffSeen, look_at_taken_off
from dpmanager.tasks.pay.pay_items import ItemSeen, ItemsSeen, look_at_pay_items
from dpmanager.tasks.people.look_at_absences import AbsencesSeen, look_at_absences
from dpmanager.ui.pages.extra_pay_back import BackPayView
from dpmanager.ui.pages.extra_pay_cards import ItemsCard, TakenOffCard, TimeOffCard
from dpmanager.ui.pages.extra_pay_holiday import HolidayCard
from dpmanager.ui.pages.extra_pay_receipt import ItemReceiptView
from dpmanager.ui.pages.of_worker import WorkerPage
from dpmanager.ui.pages.people_change import Change, ChangeView
from dpmanager.ui.widgets.drop import FileDrop
from dpmanager.ui.widgets.form import ErrorSummary
from dpmanager.ui.widgets.page import Column
from dpmanager.words import _

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ExtraPaySeen:
    """All that the page shows."""

    absences: AbsencesSeen
    holiday: HolidaySeen
    items: ItemsSeen
    taken: TakenOffSeen


class ExtraPayPage(WorkerPage):
    """The page of a worker; opened with worker= (the number in the book), and perhaps raise_to=."""

    place: ClassVar[str] = "extras"
    help_page: ClassVar[str] = "extras"
    _seen: ExtraPaySeen | None = None

    def heading(self) -> str:
        """The title of the page."""
        if self._seen is None:
            return _("Time off and other pay")
        return _("Time off and other pay: {name}").format(name=self._seen.absences.worker)

    def build(self) -> None:
        """The four cards, and the views that take their place."""
        self._raise_to: RateAnswer | None = None
        self.problem = ErrorSummary()
        self.time_off = TimeOffCard(self)
        self.holiday = HolidayCard(self)
        self.items = ItemsCard(self)
        self.taken = TakenOffCard(self)
        self.cards = Column(gap=16)
        for card in (self.time_off, self.holiday, self.items, self.taken):
            self.cards.add(card)
        self.build_around(self.cards, self.problem)
        self.change = self.views.add(ChangeView(self.desk, self.leave_view))
        self.back_pay = self.views.add(BackPayView(self.desk, self.leave_view))
        self.receipt = self.views.add(ItemReceiptView(self.desk, self.leave_view))
        FileDrop(self, self._take_files)

    def open_with(self, **what: Any) -> None:
        """worker: the number of the worker. raise_to: a rate that may owe back pay."""
        self._raise_to = what.get("raise_to")
        self._seen = None
        self.problem.show_problems([])
        super().open_with(**what)

    def worker_name(self) -> str:
        """Whose extra pay is shown."""
        return self._seen.absences.worker if self._seen else ""

    def focus_cards(self) -> None:
        """Goes to what can be added first."""
        self.views.focus(self.cards)

    def refresh(self) -> None:
        """Reads everything again. What is being typed stays."""
        number = self.number
        if number is None:
            self.say(_("Open a person whom you employ, on the page People."))
            return
        book, today = self.desk.book, self.desk.today()

        def look() -> ExtraPaySeen:
            return ExtraPaySeen(
                look_at_absences(book, number, today),
                look_at_holiday_requests(book, number, today),
                look_at_pay_items(book, number),
                look_at_taken_off(book, number, today),
            )

        self.desk.look(
            look, lambda seen: self._show(number, seen), lambda fault: self.say(str(fault))
        )

    def open_form(self, change: Change) -> None:
        """Opens a form in place of the cards."""
        self.problem.show_problems([])
        self.change.open(change)
        self.show_view(self.change)
        self.views.focus(self.change.body)

    def open_receipt(self, item: ItemSeen) -> None:
        """Opens the receipt of an item in place of the cards."""
        self.problem.show_problems([])
        self.receipt.open(item)
        self.show_view(self.receipt)
        self.views.focus(self.receipt.body)

    def open_rota(self, day: date) -> None:
        """Goes to the rota of the week with that day."""
        self.go.emit("rota", {"worker": self.number, "day": day})

    def do(self, task: Callable[[], T], said: str | Callable[[T], str]) -> None:
        """Does a task that a button of a card offers; why it cannot is said at the top."""
        self.problem.show_problems([])
        self.desk.do(task, said=said, failed=self._failed)

    def _show(self, number: int, seen: ExtraPaySeen) -> None:
        if number != self.number:
            return  # somebody else was asked for in the meantime
        if seen != self._seen:
            self._seen = seen
            self.time_off.show_seen(seen.absences)
            self.holiday.show_seen(seen.holiday)
            self.items.show_seen(seen.items)
            self.taken.show_seen(seen.taken)
            self.show_cards()
        raise_to, self._raise_to = self._raise_to, None
        if raise_to is not None:
            self.back_pay.open(number, raise_to)
            self.show_view(self.back_pay)
        self.content_came()

    def _take_files(self, paths: list[Path]) -> None:
        if self.views.shown is self.receipt:
            self.receipt.take(paths)

    def _failed(self, fault: DPManagerError) -> None:
        self.problem.show_problems([(str(fault), None)])
