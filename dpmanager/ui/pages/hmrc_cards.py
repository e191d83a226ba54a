"""The cards of the page “For HMRC”: what is due, what HMRC asks, papers, and the rules."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication

from dpmanager.domain.amounts import pounds, total
from dpmanager.domain.pay.filing import FilingAnswers, filing_questions
from dpmanager.domain.periods import long_date, short_date
from dpmanager.domain.wording import short_period
from dpmanager.tasks.pay.for_hmrc import DuePeriod, FormSeen, HmrcLook, Person
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.fields import ChoiceField, Field
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Card, Column
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.working import Working
from dpmanager.words import _

if TYPE_CHECKING:
    from dpmanager.ui.pages.hmrc import HmrcPage


class DueCard(Card):
    """What is to be paid, by when and with which reference, and what was paid."""

    def __init__(self, page: "HmrcPage") -> None:
        super().__init__(_("What you pay HMRC"))
        self.summary = words("")
        self.table = DataTable(
            _("What you pay HMRC"),
            [
                TableColumn(_("Pay days"), show=str),
                TableColumn(_("Pay by"), show=short_date),
                TableColumn(_("Due"), figures=True),
                TableColumn(_("Paid"), figures=True),
                TableColumn(_("Left to pay"), figures=True),
                TableColumn(_("Reference"), show=str),
            ],
        )
        self.about = words("", "soft")
        self.workings = Column(gap=2)
        for part in (self.summary, self.table, self.about, self.workings):
            self.add(part)
        self.add(beside(button(_("See the payment record"), page.see_record)))

    def show_look(self, look: HmrcLook) -> None:
        """Shows what is due in a tax year."""
        left = [one for one in look.dues if one.row.difference > 0]
        often = _("You pay each quarter.") if look.quarterly else _("You pay each month.")
        amount = total(one.row.difference for one in left)
        owed = (
            _("{amount} is left to pay.").format(amount=pounds(amount))
            if left
            else _("Nothing is left to pay.")
        )
        self.summary.setText(f"{often} {owed}")
        self.table.show_rows([_due_row(one) for one in look.dues])
        self.about.setText(_about_reference(left))
        self.about.setVisible(bool(self.about.text()))
        self.workings.clear()
        for one in left:
            period = short_period(one.row.due.period)
            self.workings.add(
                words(
                    _("{period}: {amount}").format(period=period, amount=pounds(one.row.due.amount))
                )
            )
            self.workings.add(Working(period, one.row.due.steps))


class FormCard(Card):
    """One of HMRC's reports: which one, what it is about, and its figures in order."""

    def __init__(
        self,
        heading: str,
        label: str,
        copy: str,
        paper: str,
        chosen: Callable[[Any], object],
        see: Callable[[Any], object],
    ) -> None:
        super().__init__(heading)
        self.choice = ChoiceField(label, [], missing=label)
        self.choice.on_change(lambda: chosen(self.choice.chosen()))
        self.about = Column(gap=6)
        self.table = DataTable(
            heading,
            [
                TableColumn(_("What HMRC asks"), show=str),
                TableColumn(_("What to type"), show=str),
                TableColumn(_("Part"), show=str),
            ],
        )
        for part in (self.choice, self.about, self.table):
            self.add(part)
        self.add(
            beside(
                button(copy, self.copy_all),
                button(paper, lambda: see(self.choice.chosen())),
            )
        )

    def offer(self, choices: Sequence[tuple[Any, str]]) -> None:
        """Which reports there are; the one that was chosen stays if it is still there."""
        self.choice.set_choices(choices)

    def show_form(self, seen: FormSeen) -> None:
        """Shows a report."""
        self.about.clear()
        for sentence in seen.about:
            self.about.add(words(sentence))
        self.table.show_rows(
            [
                TableRow((one.asks, one.answer or _("you fill this in"), part.heading))
                for part in seen.sections
                for one in part.lines
            ]
        )

    def copy_all(self) -> None:
        """Copies every line, with a tab between what is asked and the figure."""
        rows = self.table.rows_model.rows
        text = "\n".join("\t".join(map(str, row.values)) for row in rows)
        QGuiApplication.clipboard().setText(text)
        announce(_("The figures are copied."))


class PapersCard(Card):
    """P60, P45 and the year's record of a worker."""

    def __init__(self, page: "HmrcPage") -> None:
        super().__init__(_("At the end of the year, or when somebody leaves"))
        self.people: dict[int, Person] = {}
        self.choice = ChoiceField(_("Worker"), [], missing=_("Choose a worker."))
        self.choice.on_change(self._show_chosen)
        self.about = words("")
        self.p60 = button(_("See the P60 figures"), lambda: page.see_p60(self.person()))
        self.p45 = button(_("See the P45 figures"), lambda: page.see_p45(self.person()))
        self.add(self.choice)
        self.add(self.about)
        self.add(
            beside(
                self.p60,
                self.p45,
                button(_("See the year's pay record"), lambda: page.see_year(self.person())),
                button(_("See the year's payslips"), lambda: page.see_payslips(self.person())),
            )
        )

    def person(self) -> Person:
        """Who is chosen."""
        return self.people[self.choice.chosen()]

    def choose(self, worker: int | None) -> None:
        """Chooses a worker by number; one who was not paid changes nothing."""
        if worker in self.people:
            self.choice.set_value(worker)
            self._show_chosen()

    def show_look(self, look: HmrcLook) -> None:
        """Shows who was paid."""
        self.people = {person.id: person for person in look.people}
        self.choice.set_choices([(person.id, person.name) for person in look.people])
        self._show_chosen()

    def _show_chosen(self) -> None:
        if self.choice.chosen() is None:
            return
        person = self.person()
        self.p60.setVisible(person.gets_p60)
        self.p45.setVisible(person.left is not None)
        self.about.setText(_about_person(person))


class SchemeCard(Card):
    """Whether the employer needs a PAYE scheme, and why."""

    def __init__(self) -> None:
        super().__init__(_("Do you need a PAYE scheme?"))
        self.body = Column(gap=8)
        self.add(self.body)

    def show_look(self, look: HmrcLook) -> None:
        """Shows the answer for a tax year."""
        scheme = look.scheme
        have = look.paye_reference
        answer = {
            True: _("Yes, and you have one: {reference}.").format(reference=have)
            if have
            else _("Yes. Register with HMRC and run PAYE."),
            False: _("No, not as long as this stays so."),
            None: _("That depends on these answers."),
        }[scheme.needed]
        self.body.clear()
        self.body.add(words(answer, "strong"))
        for sentence in (*scheme.reasons, *scheme.still_to_do):
            self.body.add(words(sentence))
        if scheme.steps:
            self.body.add(Working(_("the need for a PAYE scheme"), scheme.steps))


class AllowanceCard(Card):
    """What the Employment Allowance saves."""

    def __init__(self, page: "HmrcPage") -> None:
        super().__init__(_("Employment Allowance"))
        self.body = Column(gap=8)
        self.add(self.body)
        self.add(beside(button(_("Change it on the page People"), page.to_people)))

    def show_look(self, look: HmrcLook) -> None:
        """Shows the saving of a tax year so far."""
        saving = pounds(look.allowance.saving)
        if look.claims_allowance:
            sentence = _("You claim it. It saves you {saving} this tax year so far.")
        else:
            sentence = _("You do not claim it. It would save you {saving} this tax year so far.")
        self.body.clear()
        self.body.add(words(sentence.format(saving=saving), "strong"))
        self.body.add(words(look.allowance.condition))
        self.body.add(Working(_("what the Employment Allowance saves"), look.allowance.steps))


class PaperCard(Card):
    """Whether reports may go on paper, and the figures for the paper forms where they may."""

    def __init__(self, page: "HmrcPage") -> None:
        super().__init__(_("Reports on paper"))
        self.page = page
        self._kept: FilingAnswers | None = None
        self.add(
            words(
                _(
                    "Some people who employ their own care workers may report on paper. Answer "
                    "four questions to see if you may."
                )
            )
        )
        choices = [(None, _("Not answered yet")), (True, _("Yes")), (False, _("No"))]
        fields: dict[str, Field] = {
            one.field: ChoiceField(one.question, choices) for one in filing_questions()
        }
        self.form = Form((), **fields)
        for field in self.form.fields.values():
            field.say_optional(False)
        self.form.entered.connect(self._save)
        self.add(self.form)
        self.add(beside(button(_("Save the answers"), self._save)))
        self.answer = Column(gap=6)
        self.add(self.answer)
        self.papers = Column(gap=10)
        self.quarter = ChoiceField(_("Quarter"), [], missing=_("Choose a quarter."))
        self.worker = ChoiceField(
            _("Worker of the working sheet"), [], missing=_("Choose a worker.")
        )
        self.papers.add(self.quarter)
        self.papers.add(beside(button(_("See the figures for RT2 and RT5"), self._see_quarter)))
        self.papers.add(self.worker)
        self.papers.add(beside(button(_("See the figures for RT11"), self._see_sheet)))
        self.add(self.papers)

    def show_look(self, look: HmrcLook) -> None:
        """Shows the answers as they are kept, and what follows."""
        if look.answers != self._kept:  # what is being answered stays
            self._kept = look.answers
            for name, field in self.form.fields.items():
                field.set_value(getattr(look.answers, name))
        self.answer.clear()
        heading = {
            True: _("You may report on paper."),
            False: _("Paper is not open to you."),
            None: "",
        }[look.paper.allowed]
        if heading:
            self.answer.add(words(heading, "strong"))
            for sentence in look.paper.reasons:
                self.answer.add(words(sentence))
        self.quarter.set_choices(list(look.quarters))
        self.worker.set_choices([(person.id, person.name) for person in look.people])
        self.papers.setVisible(look.paper.allowed is True and bool(look.people))

    def _save(self) -> None:
        values = self.form.values()
        if values is not None:
            self.page.answer(FilingAnswers(**values))

    def _see_quarter(self) -> None:
        self.page.see_quarter(self.quarter.chosen(), self.quarter.box.currentText())

    def _see_sheet(self) -> None:
        self.page.see_sheet(self.worker.chosen(), self.quarter.chosen())


def _due_row(one: DuePeriod) -> TableRow:
    row = one.row
    left = row.difference > 0
    return TableRow(
        (
            short_period(row.due.period),
            row.due.due,
            row.due.amount,
            row.paid,
            row.difference,
            one.reference if left else "",
        )
    )


def _about_reference(left: Sequence[DuePeriod]) -> str:
    if not left or not left[-1].early:
        return ""
    last = left[-1]
    return _(
        "If you pay before {day}, use {reference} for the last of these. It tells HMRC which "
        "month you pay for."
    ).format(day=_day_after(last), reference=last.early)


def _day_after(one: DuePeriod) -> str:
    end = one.row.due.period.end
    return long_date(end.replace(day=end.day + 1))


def _about_person(person: Person) -> str:
    if person.left is not None:
        sentence = _("{worker} left on {day}, and gets a P45.")
        return sentence.format(worker=person.name, day=long_date(person.left))
    if person.gets_p60:
        return _("{worker} gets a P60 when the tax year is over.").format(worker=person.name)
    return _("{worker} gets no P60 for this tax year.").format(worker=person.name)
