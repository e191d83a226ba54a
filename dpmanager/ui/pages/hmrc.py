"""For HMRC: what is due, what HMRC asks, P60 and P45, and the rules the employer is under."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt

from dpmanager.domain.pay.filing import FilingAnswers
from dpmanager.domain.rates import days_of_tax_year
from dpmanager.errors import DPManagerError
from dpmanager.tasks.pay.for_hmrc import (
    HmrcLook,
    Person,
    answer_paper,
    look_at_hmrc,
    look_at_report,
    look_at_summary,
)
from dpmanager.tasks.pay.pay_reports import PayReport, look_at_pay_reports
from dpmanager.tasks.pay.print_hmrc import (
    print_hmrc_record,
    print_p45,
    print_p60,
    print_quarter,
    print_reports,
    print_summary,
    print_working_sheet,
    print_year,
)
from dpmanager.tasks.pay.print_payslips import print_payslips
from dpmanager.ui.pages.hmrc_cards import (
    AllowanceCard,
    DueCard,
    FormCard,
    PaperCard,
    PapersCard,
    SchemeCard,
)
from dpmanager.ui.pages.hmrc_told import ToldCard
from dpmanager.ui.widgets.fields import CheckField, ChoiceField
from dpmanager.ui.widgets.form import ErrorSummary
from dpmanager.ui.widgets.page import Card, Column, Page
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _


class HmrcPage(Page):
    """All that an employer tells and pays HMRC in a tax year, and what workers get of it."""

    place: ClassVar[str] = "hmrc"
    help_page: ClassVar[str] = "hmrc"

    def heading(self) -> str:
        """The title of the page."""
        return _("For HMRC")

    def above(self) -> None:
        """The way back: to pay, and to the worker whose papers were asked for."""
        self.to_worker = button("", self._back_to_worker, "quiet")
        self.to_worker.hide()
        to_pay = button(_("Back to pay"), partial(self.go.emit, "pay", {}), "quiet")
        self.column.add(beside(to_pay, self.to_worker))

    def build(self) -> None:
        """The choice of a tax year, and the cards."""
        self._look: HmrcLook | None = None
        self._tax_year: str | None = None
        self._worker: int | None = None
        self.problem = ErrorSummary()
        self.year = ChoiceField(_("Tax year"), [], missing=_("Choose a tax year."))
        self.year.on_change(self._other_year)
        self.large = CheckField(_("Papers in large print"))
        self.nothing = Column(gap=10)
        self.nothing.add(words(_("Nobody was paid in this tax year yet. Run pay first.")))
        self.nothing.add(beside(button(_("Go to Pay"), partial(self.go.emit, "pay", {}), "main")))
        self.next = Card(_("What comes next"))
        self.next_lines = Column(gap=6)
        self.next.add(self.next_lines)
        self.due = DueCard(self)
        self.report = FormCard(
            _("What HMRC asks on each pay day"),
            _("Pay day"),
            _("Copy the figures of the pay day"),
            _("See the pay day on paper"),
            self._show_report,
            self.see_report,
        )
        self.told = ToldCard(self)
        self.summary = FormCard(
            _("What HMRC asks after each month"),
            _("Tax month"),
            _("Copy the figures of the month"),
            _("See the month on paper"),
            self._show_summary,
            self.see_summary,
        )
        self.papers = PapersCard(self)
        self.scheme = SchemeCard()
        self.allowance = AllowanceCard(self)
        self.on_paper = PaperCard(self)
        self._with_pay = (self.due, self.report, self.told, self.summary, self.papers, self.large)
        for block in (
            self.problem,
            self.year,
            self.large,
            self.nothing,
            self.next,
            self.due,
            self.report,
            self.told,
            self.summary,
            self.papers,
            self.scheme,
            self.allowance,
            self.on_paper,
        ):
            self.column.add(block)
        for block in (*self._with_pay, self.nothing, self.next):
            block.hide()

    def open_with(self, **what: Any) -> None:
        """tax_year: such as 2026-27. worker: the number of one whose papers are wanted."""
        self._tax_year = what.get("tax_year", self._tax_year)
        self._worker = what.get("worker")

    def refresh(self) -> None:
        """Reads what is shown."""
        desk, year = self.desk, self._tax_year

        def look() -> tuple[HmrcLook, tuple[PayReport, ...]]:
            seen = look_at_hmrc(desk.book, desk.today(), year)
            return seen, look_at_pay_reports(desk.book, seen.tax_year, desk.today())

        desk.look(look, lambda found: self._show(*found), self._failed)

    def do(self, task: Callable[[], object], said: str) -> None:
        """Does what a card asks for; why it cannot is said at the top."""
        self.problem.show_problems([])
        self.desk.do(task, said=said, failed=self._failed)

    def answer(self, answers: FilingAnswers) -> None:
        """Keeps the answers about paper."""
        desk = self.desk
        desk.do(
            lambda: answer_paper(desk.book, answers, who=desk.who, at=desk.now()),
            said=_("The answers are saved."),
            failed=self._failed,
        )

    def take_focus(self) -> None:
        """The tax year comes first, not the way back."""
        self.year.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def to_people(self) -> None:
        """Goes to where the employer's details are changed."""
        self.go.emit("people", {})

    # --- papers --------------------------------------------------------------------------------

    def see_record(self) -> None:
        """The payment record of the tax year."""
        self._see(
            _("Employer's payment record {tax_year}").format(tax_year=self._year()),
            partial(print_hmrc_record, self.desk.book, self._year()),
        )

    def see_report(self, payslip: int) -> None:
        """The report of a pay day, of everybody who is paid on it."""
        self._see(
            _("Figures for the Full Payment Submission"),
            partial(print_reports, self.desk.book, payslip),
        )

    def see_summary(self, month: int) -> None:
        """The summary of a tax month."""
        self._see(
            _("Figures for the Employer Payment Summary"),
            partial(print_summary, self.desk.book, self._year(), month),
        )

    def see_p60(self, person: Person) -> None:
        """The figures of a P60."""
        self._see(
            _("P60 figures {worker} {tax_year}").format(worker=person.name, tax_year=self._year()),
            partial(print_p60, self.desk.book, person.id, self._year()),
        )

    def see_p45(self, person: Person) -> None:
        """The figures of a P45."""
        self._see(
            _("P45 figures {worker}").format(worker=person.name),
            partial(print_p45, self.desk.book, person.id),
        )

    def see_year(self, person: Person) -> None:
        """A worker's pay record of the tax year."""
        self._see(
            _("Pay record {worker} {tax_year}").format(worker=person.name, tax_year=self._year()),
            partial(print_year, self.desk.book, person.id, self._year()),
        )

    def see_payslips(self, person: Person) -> None:
        """All payslips of a worker in the tax year."""
        self._see(
            _("Payslips {worker} {tax_year}").format(worker=person.name, tax_year=self._year()),
            partial(
                print_payslips,
                self.desk.book,
                days_of_tax_year(self._year()),
                worker_id=person.id,
            ),
        )

    def see_quarter(self, quarter: int, days: str) -> None:
        """The figures of forms RT2 and RT5."""
        self._see(
            _("Figures for RT2 and RT5, {days}").format(days=days),
            partial(print_quarter, self.desk.book, self._year(), quarter),
        )

    def see_sheet(self, worker: int, quarter: int) -> None:
        """The figures of form RT11."""
        self._see(
            _("Figures for RT11"),
            partial(print_working_sheet, self.desk.book, worker, self._year(), quarter),
        )

    def _see(self, title: str, make: Callable[..., bytes]) -> None:
        large = self.large.read()
        name = _("{title}, large print.pdf") if large else _("{title}.pdf")

        def show(pdf: bytes) -> None:
            self.go.emit(
                "preview",
                {
                    "title": title,
                    "pdf": pdf,
                    "file_name": name.format(title=title),
                    "back": self.place,
                    "back_with": {"tax_year": self._year(), "worker": self._worker},
                },
            )

        self.desk.look(lambda: make(large_print=large), show, self._failed)

    # --- what is shown -------------------------------------------------------------------------

    def _year(self) -> str:
        assert self._look is not None
        return self._look.tax_year

    def _back_to_worker(self) -> None:
        self.go.emit("people", {"worker": self._wanted_name()})

    def _wanted_name(self) -> str:
        people = self._look.people if self._look else ()
        return next((person.name for person in people if person.id == self._worker), "")

    def _other_year(self) -> None:
        self._tax_year = self.year.chosen()
        self.refresh()

    def _show(self, look: HmrcLook, reports: tuple[PayReport, ...]) -> None:
        self.problem.show_problems([])
        self.told.show_reports(reports)
        again = look == self._look
        self._look = look
        name = self._wanted_name()
        self.to_worker.setText(_("Back to {name}").format(name=name))
        self.to_worker.setVisible(bool(name))
        if again:
            self.papers.choose(self._worker)
            return
        self.year.set_choices([(year, year) for year in look.tax_years])
        self.year.set_value(look.tax_year)
        paid = bool(look.pay_days)
        for block in self._with_pay:
            block.setVisible(paid)
        self.nothing.setVisible(not paid)
        self._show_next(look)
        self.due.show_look(look)
        self.report.offer(look.pay_days)
        self.summary.offer(look.months)
        if look.people:
            self.papers.show_look(look)
            self.papers.choose(self._worker)
        self.scheme.show_look(look)
        self.allowance.show_look(look)
        self.on_paper.show_look(look)
        if paid:
            self._show_report(self.report.choice.chosen())
            self._show_summary(self.summary.choice.chosen())
        self.content_came()

    def _show_next(self, look: HmrcLook) -> None:
        sentences = (*look.missing, *look.deadlines) if look.pay_days else ()
        self.next.setVisible(bool(sentences))
        self.next_lines.clear()
        for sentence in sentences:
            self.next_lines.add(words(sentence))

    def _show_report(self, payslip: int) -> None:
        book = self.desk.book
        self.desk.look(lambda: look_at_report(book, payslip), self.report.show_form, self._failed)

    def _show_summary(self, month: int) -> None:
        book, year = self.desk.book, self._year()
        self.desk.look(
            lambda: look_at_summary(book, year, month), self.summary.show_form, self._failed
        )

    def _failed(self, fault: DPManagerError) -> None:
        self.problem.show_problems([(str(fault), None)])
