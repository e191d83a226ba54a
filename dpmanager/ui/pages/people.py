"""People: who works for you, who is who, and what was agreed."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt

from dpmanager.domain.hours.shifts import HourKind
from dpmanager.domain.periods import Frequency
from dpmanager.tasks.book.answers import PersonAnswer, RateAnswer
from dpmanager.tasks.people.look_at_people import (
    AgreedWith,
    Contact,
    PeopleSeen,
    PersonLine,
    look_at_people,
)
from dpmanager.tasks.returns.resources import service_type_labels
from dpmanager.ui.pages.people_add import AddPersonView
from dpmanager.ui.pages.people_agreement import (
    contact_change,
    employer_change,
    new_agreement,
    new_funder,
)
from dpmanager.ui.pages.people_change import Change, ChangeView
from dpmanager.ui.pages.people_person import PersonView
from dpmanager.ui.pages.people_words import (
    agreed_in_words,
    how_often,
    left_words,
    manager_words,
    rate_words,
    services_in_words,
    worker_kind,
)
from dpmanager.ui.widgets.page import Card, Column, Page
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View, Views
from dpmanager.words import _


class PeoplePage(Page):
    """The list of workers; opened with worker= (a name) it shows that one, with add= a new one."""

    place: ClassVar[str] = "people"
    help_page: ClassVar[str] = "people"

    def heading(self) -> str:
        """The title of the page."""
        return _("People")

    def build(self) -> None:
        """The list, and the views that take its place."""
        self._seen: PeopleSeen | None = None
        self._wanted = ""
        self._adds = False
        self.home = Column(gap=16)
        self.column.add(self.home)
        self._build_list()
        self.views = Views(self, self.home)
        self.person = PersonView(
            self.desk, self.show_list, self._open_change, self._to_hours, self.go.emit
        )
        self.person.shown_again = self._name_person
        self.person.see_back_pay = self._see_back_pay
        self.new = AddPersonView(self.desk, self.show_list, self.show_person)
        self.change = ChangeView(self.desk, self._back_from_change)
        for view in (self.person, self.new, self.change):
            self.column.add(view)
        self.new.focus = lambda: self.views.focus(self.new.body)
        self._before_change: View | None = None

    def _build_list(self) -> None:
        self.empty = Card(_("Nobody works for you yet"))
        self.empty.add(words(_("Add each person or agency that gives care. Hours come next.")))
        self.table = DataTable(
            _("People who work for you"),
            [
                TableColumn(_("Name"), show=str),
                TableColumn(_("Works as"), show=str),
                TableColumn(_("What they do"), show=str),
                TableColumn(_("Paid now"), show=str),
                TableColumn(_("How often"), show=str),
            ],
        )
        self.table.chosen.connect(self.show_person)
        self.open_one = button(_("Open the chosen person"), self._open_chosen)
        self.who = Lines(_("Who is who"))
        self.agreed = Lines(_("What was agreed"))
        self.home.add(self.empty)
        self.home.add(self.table)
        self.home.add(beside(button(_("Add a person"), self.show_new, "main"), self.open_one))
        self.home.add(self.who)
        self.home.add(self.agreed)

    def open_with(self, **what: Any) -> None:
        """worker: whose details, by name. add: somebody new."""
        self._wanted = what.get("worker", "")
        self._adds = bool(what.get("add"))
        if not self._wanted and not self._adds:
            self.views.show(None)

    def refresh(self) -> None:
        """Reads the people again, and what the view in front shows."""
        book, today = self.desk.book, self.desk.today()
        self.desk.look(lambda: look_at_people(book, today), self._show)
        if self.views.shown is not None:
            self.views.shown.refresh()

    # The views

    def show_list(self) -> None:
        """Back to everybody."""
        self.views.show(None)
        self.say_under_title("")
        focus = self.table if not self.table.isHidden() else self.open_one
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_person(self, number: int) -> None:
        """One worker."""
        self.person.open(number)
        self.views.show(self.person)
        self.views.focus(self.person)

    def show_new(self) -> None:
        """Somebody new."""
        self.new.begin(self._seen.who.nation if self._seen else "england")
        self.views.show(self.new)
        self.new.focus()

    def _open_chosen(self) -> None:
        number = self.table.current_key()
        if number is not None:
            self.show_person(number)

    def _open_change(self, change: Change) -> None:
        self._before_change = self.views.shown
        self.change.open(change)
        self.views.show(self.change)
        self.views.focus(self.change.body)

    def _back_from_change(self) -> None:
        if self._before_change is None:
            self.show_list()
            return
        self.views.show(self._before_change)
        self.views.focus(self._before_change)

    def _name_person(self) -> None:
        if self.views.shown is self.person:
            self.title.setText(self.person.title)

    def _to_hours(self, worker: str) -> None:
        self.go.emit("hours", {"worker": worker})

    def _see_back_pay(self, worker_id: int, rate: RateAnswer) -> None:
        self.go.emit("extras", {"worker": worker_id, "raise_to": rate})

    # The list

    def _show(self, seen: PeopleSeen) -> None:
        self._seen = seen
        anybody = bool(seen.workers)
        self.empty.setHidden(anybody)
        self.table.setVisible(anybody)
        self.open_one.setVisible(anybody)
        self.table.show_rows([_row(line) for line in seen.workers])
        self.who.show_lines(self._who_lines(seen))
        self.agreed.show_lines(
            [*(self._agreed_line(one) for one in seen.agreed), self._another_funder(seen)]
        )
        self._go_where_asked(seen)
        self.content_came()

    def _go_where_asked(self, seen: PeopleSeen) -> None:
        wanted, self._wanted = self._wanted, ""
        adds, self._adds = self._adds, False
        numbers = [line.id for line in seen.workers if line.name == wanted]
        if numbers:
            self.show_person(numbers[0])
        elif adds:
            self.show_new()

    def _who_lines(self, seen: PeopleSeen) -> list[Line]:
        who = seen.who
        lines = [self._contact_line(_("Gets the care"), who.recipient)]
        if who.manager.id != who.recipient.id:
            lines.append(
                self._contact_line(_("Looks after the money"), who.manager, manager_words(who))
            )
        references = ", ".join(
            text for text in (who.paye_reference, who.accounts_office_reference) if text
        )
        lines.append(
            Line(
                _("Employer"),
                who.employer.details.name,
                _("HMRC references: {references}").format(references=references)
                if references
                else _("HMRC references are not known yet."),
                _("Change"),
                partial(self._change_employer, seen),
            )
        )
        return lines

    def _contact_line(self, what: str, contact: Contact, role: str = "") -> Line:
        more = [role, *_reach(contact.details)]
        return Line(
            what,
            contact.details.name,
            "\n".join(part for part in more if part),
            _("Change"),
            lambda: self._open_change(contact_change(self.desk, contact)),
        )

    def _change_employer(self, seen: PeopleSeen) -> None:
        self._open_change(employer_change(self.desk, seen.who))

    def _another_funder(self, seen: PeopleSeen) -> Line:
        return Line(
            _("Another funder"),
            _("Does somebody else pay as well, such as the NHS?"),
            action=_("Add a funder"),
            pressed=lambda: self._open_change(new_funder(self.desk, seen.who.nation)),
        )

    def _agreed_line(self, agreed: AgreedWith) -> Line:
        parts = [_("Nothing is agreed yet.")]
        if agreed.now is not None:
            parts = [agreed_in_words(agreed.now), services_in_words(agreed.now)]
        if agreed.next is not None:
            parts.append(_("Later: {agreed}").format(agreed=agreed_in_words(agreed.next)))
        return Line(
            agreed.funder,
            parts[0],
            "\n".join(part for part in parts[1:] if part),
            _("Add what was agreed from a new date"),
            lambda: self._open_change(new_agreement(self.desk, agreed)),
        )


def _reach(details: PersonAnswer) -> list[str]:
    return [details.address, ", ".join(text for text in (details.phone, details.email) if text)]


def _row(line: PersonLine) -> TableRow:
    often = how_often()[Frequency(line.paid_every)] if line.paid_every else None
    return TableRow(
        (
            line.name,
            worker_kind(line.kind),
            service_type_labels()[line.service_type],
            rate_words(HourKind.WEEKDAY, line.rate) if line.rate is not None else None,
            left_words(line.left) if line.left else often,
        ),
        line.id,
    )
