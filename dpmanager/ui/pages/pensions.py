"""The pension: who must be in it, what needs doing, and what is paid to the provider."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt

from dpmanager.domain.periods import long_date
from dpmanager.errors import DPManagerError
from dpmanager.tasks.pay.pension_events import SchemeAnswer
from dpmanager.tasks.pay.pension_papers import (
    MonthOfContributions,
    look_at_months,
    print_letter,
)
from dpmanager.tasks.pay.pensions import PensionLook, WorkerPension, look_at_pensions
from dpmanager.ui.pages.pension_forms import scheme_change
from dpmanager.ui.pages.pension_paying import FilesView, MonthsCard
from dpmanager.ui.pages.pension_to_do import ToDoList
from dpmanager.ui.pages.pension_words import shares_words, standing_words, why_words
from dpmanager.ui.pages.pension_worker import PensionWorkerView
from dpmanager.ui.pages.people_change import Change, ChangeView
from dpmanager.ui.widgets.form import ErrorSummary
from dpmanager.ui.widgets.page import Card, Column, Page
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View, Views
from dpmanager.words import _


class PensionsPage(Page):
    """The pension of all; opened with worker= (a number) it shows that one."""

    place: ClassVar[str] = "pensions"
    help_page: ClassVar[str] = "pensions"

    def heading(self) -> str:
        """The title of the page."""
        return _("Pension")

    def build(self) -> None:
        """What the page shows at first, and the views that take its place."""
        self._wanted: int | None = None
        self._look: PensionLook | None = None
        self._before_change: View | None = None
        self.problem = ErrorSummary()
        self.column.add(self.problem)
        self.home = Column(gap=16)
        self.column.add(self.home)
        self._build_home()
        self.views = Views(self, self.home)
        self.one = self.views.add(PensionWorkerView(self, self._leave_worker))
        self.files = self.views.add(FilesView(self, self.show_all))
        self.change = self.views.add(ChangeView(self.desk, self._back_from_change))

    def _build_home(self) -> None:
        self.home.add(button(_("Back to pay"), lambda: self.go.emit("pay", {}), "quiet"))
        self.top = words("", "soft")
        self.home.add(self.top)
        self.who = Lines(_("Who must be in a pension"))
        self.begin = Card(_("What to do first"))
        self.first_steps = Column(gap=8)
        self.begin.add(self.first_steps)
        self.begin.add(beside(button(_("Enter the pension"), self.open_scheme, "main")))
        self.to_do_card = Card(_("What needs doing"))
        self.to_do = ToDoList(self)
        self.to_do_card.add(self.to_do)
        self.nothing = words(_("Nothing needs doing for the pension now."), "strong")
        self.workers = Lines(_("Your workers"))
        self.months = MonthsCard(self.show_files)
        self.scheme = Lines(_("Your pension scheme"))
        for block in (
            self.who,
            self.begin,
            self.nothing,
            self.to_do_card,
            self.workers,
            self.months,
            self.scheme,
        ):
            self.home.add(block)

    def open_with(self, **what: Any) -> None:
        """worker: the number of the one to show; without it, all."""
        self._wanted = what.get("worker")
        if self._wanted is None:
            self.views.show(None)
        else:
            self.one.open(self._wanted, from_person=what.get("from_person", True))
            self.views.show(self.one)

    def refresh(self) -> None:
        """Reads the pension again."""
        book, today = self.desk.book, self.desk.today()
        self.desk.look(lambda: (look_at_pensions(book, today), look_at_months(book)), self._show)
        if self.views.shown is not None:
            self.views.shown.refresh()

    # What the parts of the page ask for

    def show_all(self) -> None:
        """Back to the pension of all."""
        self.problem.show_problems([])
        self.views.show(None)
        self.views.focus(self.home)

    def show_worker(self, number: int) -> None:
        """One worker, from the list."""
        self.problem.show_problems([])
        self.one.open(number, from_person=False)
        if self._look is not None and self.one.show_look(self._look):
            self.views.show(self.one)
            self.views.focus(self.one.body)

    def show_files(self) -> None:
        """The files for the provider."""
        self.views.show(self.files)
        self.files.refresh()
        self.files.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_scheme(self) -> None:
        """The form of the pension scheme."""
        self.open_change(scheme_change(self.desk, self._look.scheme if self._look else None))

    def open_change(self, change: Change) -> None:
        """Shows a form, and comes back from it to where it was opened."""
        self.problem.show_problems([])
        self._before_change = self.views.shown
        self.change.open(change)
        self.views.show(self.change)
        self.views.focus(self.change.body)

    def see_letter(self, worker: WorkerPension, *, large_print: bool) -> None:
        """Opens the letter as it is printed."""
        desk = self.desk
        name = (
            _("Pension letter {worker}, large print.pdf")
            if large_print
            else _("Pension letter {worker}.pdf")
        )
        back_with: dict[str, Any] = {}
        if self.views.shown is self.one:
            back_with = {"worker": worker.worker_id, "from_person": self.one.from_person}
        desk.look(
            lambda: print_letter(
                desk.book, worker.worker_id, today=desk.today(), large_print=large_print
            ),
            lambda pdf: self.go.emit(
                "preview",
                {
                    "title": _("Letter to {worker} about the pension").format(worker=worker.worker),
                    "pdf": pdf,
                    "file_name": name.format(worker=worker.worker),
                    "back": self.place,
                    "back_with": back_with,
                },
            ),
            self._failed,
        )

    def to_person(self, name: str) -> None:
        """The worker's own page."""
        self.go.emit("people", {"worker": name})

    def _leave_worker(self) -> None:
        name = next((one.worker for one in self._workers() if one.worker_id == self.one.number), "")
        if self.one.from_person and name:
            self.to_person(name)
        else:
            self.show_all()

    def _workers(self) -> tuple[WorkerPension, ...]:
        return self._look.workers if self._look else ()

    def _back_from_change(self) -> None:
        before = self._before_change
        self.views.show(before)
        self.views.focus(self.home if before is None else before)

    def _failed(self, fault: DPManagerError) -> None:
        self.problem.show_problems([(str(fault), None)])

    # What is shown

    def _show(self, read: tuple[PensionLook, list[MonthOfContributions]]) -> None:
        look, months = read
        self._look = look
        self._show_home(look, months)
        if self.views.shown is self.one and not self.one.show_look(look):
            self.show_all()
        self.content_came()

    def _show_home(self, look: PensionLook, months: list[MonthOfContributions]) -> None:
        self.top.setText(_top_line(look))
        self.top.setVisible(bool(_top_line(look)))
        self.begin.setVisible(look.scheme is None and bool(look.workers))
        self._show_first_steps(look)
        self.to_do_card.setVisible(bool(look.to_do))
        self.to_do.show_to_do(look, list(look.to_do), self.desk.today())
        self.nothing.setVisible(bool(look.workers) and look.scheme is not None and not look.to_do)
        for lines, shown in (
            (self.who, look.scheme is None),
            (self.workers, look.scheme is not None),
        ):
            lines.setVisible(shown and bool(look.workers))
            lines.show_lines([self._worker_line(one) for one in look.workers])
        self.months.setVisible(look.scheme is not None or bool(months))
        self.months.show_months(months)
        self.scheme.setVisible(look.scheme is not None)
        if look.scheme is not None:
            self.scheme.show_lines([self._scheme_line(look.scheme), *_declared(look)])

    def _show_first_steps(self, look: PensionLook) -> None:
        self.first_steps.clear()
        must = [one for one in look.workers if one.assessment and one.assessment.must_enrol]
        steps = (
            [
                _("1. Choose a pension provider. NEST has to take every employer."),
                _("2. Open an account with the provider, on its website."),
                _("3. Enter the pension here. Then put each worker in."),
            ]
            if must
            else [
                _("Nobody has to be in a pension now. You do not need one yet."),
                _("You still make the declaration. You need a pension if a worker asks for one."),
            ]
        )
        for step in steps:
            self.first_steps.add(words(step))

    def _worker_line(self, worker: WorkerPension) -> Line:
        return Line(
            worker.worker,
            standing_words(worker.standing),
            "" if worker.standing.employer_pays else why_words(worker),
            _("Open"),
            partial(self.show_worker, worker.worker_id),
        )

    def _scheme_line(self, scheme: SchemeAnswer) -> Line:
        number = (
            _("Your number: {number}").format(number=scheme.employer_reference)
            if scheme.employer_reference
            else _("Your number with the provider is not known yet.")
        )
        return Line(
            scheme.provider,
            shares_words(scheme),
            number,
            _("Change"),
            self.open_scheme,
        )


def _declared(look: PensionLook) -> list[Line]:
    lines = []
    if look.declared_on:
        lines.append(
            Line(_("Declaration"), _("Made on {day}").format(day=long_date(look.declared_on)))
        )
    following = look.next_re_enrolment
    if following:
        lines.append(
            Line(
                _("Every three years"),
                _("Look again at who must be in, about {day}").format(
                    day=long_date(following.anniversary)
                ),
            )
        )
    return lines


def _top_line(look: PensionLook) -> str:
    if not look.workers:
        return _("Nobody is employed. A pension is only for people on your payroll.")
    if look.scheme is None:
        return _("No pension is set up yet. Here is who must be in one, and why.")
    return ""
