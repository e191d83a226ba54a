"""The form of an invoice, and what is to be asked before it is saved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from dpmanager.domain.amounts import pence_nearest, pounds
from dpmanager.domain.money.invoices import InvoiceCheck
from dpmanager.domain.pay.figures import short
from dpmanager.domain.periods import long_date
from dpmanager.domain.wording import rate
from dpmanager.errors import DPManagerError
from dpmanager.tasks.money.invoices import (
    TIME_TO_PAY,
    InvoiceAnswer,
    add_invoice,
    change_invoice,
    check_answer,
)
from dpmanager.tasks.money.look_at_invoices import InvoiceSeen, Sender
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.invoice_words import QuestionsCard
from dpmanager.ui.widgets.fields import (
    ChoiceField,
    DateField,
    Field,
    MoneyField,
    NumberField,
    TextField,
)
from dpmanager.ui.widgets.form import ErrorSummary, Form
from dpmanager.ui.widgets.page import Card, Column
from dpmanager.ui.widgets.summary import CheckAnswers
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class Typed:
    """An invoice as it was typed in. invoice_id: the one it changes; paper: a file of it."""

    answer: InvoiceAnswer
    worker: str
    invoice_id: int | None
    paper: Path | None


class InvoiceForm(View):
    """Type an invoice in. `check` is called with it and with what is to be asked."""

    def __init__(
        self,
        desk: Desk,
        leave: Callable[[], object],
        choose_file: Callable[[], object],
        check: Callable[[Typed, InvoiceCheck], object],
    ) -> None:
        super().__init__(desk, _("Add an invoice"), _("Back to all invoices"), leave)
        self._check = check
        self.invoice_id: int | None = None
        self.paper: Path | None = None
        self._has_paper = False
        self._senders: dict[int, str] = {}
        self.worker_id = ChoiceField(
            _("Whose invoice it is"), [], missing=_("Choose whose invoice it is.")
        )
        fields: dict[str, Field] = {
            "worker_id": self.worker_id,
            "number": TextField(
                _("Number"),
                hint=_("As it stands on the invoice. If it has none, type its date."),
                missing=_("Type the number of the invoice."),
            ),
            "day": DateField(_("Date of the invoice"), missing=_("Type the date of the invoice.")),
            "start": DateField(_("First day that it is for")),
            "end": DateField(_("Last day that it is for")),
            "hours": NumberField(_("Hours"), hint=_("Such as 12 or 7.5")),
            "rate": MoneyField(_("Rate for an hour")),
            "amount": MoneyField(
                _("Amount to pay"),
                hint=_("In pounds. Leave it empty for the hours at the rate."),
            ),
            "due": DateField(
                _("To be paid by"),
                hint=_("Leave it empty for {days} days after the date of the invoice.").format(
                    days=TIME_TO_PAY.days
                ),
            ),
            "note": TextField(_("Note for yourself")),
        }
        self.form = Form((), **fields)
        self.form.entered.connect(self._checked)
        self.paper_words = words("")
        self.choose = button(_("Choose a file"), choose_file)
        card = Card(_("The invoice itself"))
        card.add(words(_("A photo or a PDF of it is your proof. You can add it later."), "soft"))
        card.add(self.paper_words)
        card.add(beside(self.choose))
        for block in (
            self.form,
            card,
            beside(button(_("Check this invoice"), self._checked, "main")),
        ):
            self.add(block)

    def open(
        self,
        senders: Sequence[Sender],
        worker_id: int | None = None,
        seen: InvoiceSeen | None = None,
    ) -> None:
        """Shows an empty form, or with an invoice what it says."""
        self.title = _("Add an invoice") if seen is None else _("Change an invoice")
        self._senders = {one.id: one.name for one in senders}
        self.invoice_id = seen.id if seen else None
        self.paper = None
        self._has_paper = seen is not None and seen.proof_id is not None
        self.worker_id.set_choices([(one.id, one.name) for one in senders])
        self.worker_id.set_value(seen.worker.id if seen else worker_id)
        values: dict[str, Any] = {}
        if seen is not None:
            names = ("number", "day", "start", "end", "hours", "rate", "amount", "due")
            values = {name: getattr(seen.invoice, name) for name in names} | {"note": seen.note}
            if seen.invoice.hours is not None:
                values["hours"] = short(seen.invoice.hours).replace(",", "")
        for name, field in self.form.fields.items():
            if field is not self.worker_id:
                field.set_value(values.get(name))
            field.show_error("")
        self.form.summary.show_problems([])
        self._say_paper()

    def take_file(self, paper: Path) -> None:
        """Keeps a file until the invoice is saved."""
        self.paper = paper
        self._say_paper()

    def say(self, fault: DPManagerError) -> None:
        """Says what is wrong with what was typed."""
        self.form.show_fault(fault)

    def go_to(self, name: str) -> None:
        """Goes to a field."""
        self.form.fields[name].to_mend().setFocus()

    def _say_paper(self) -> None:
        if self.paper is not None:
            says = _("{file} is kept with the invoice when you save it.").format(
                file=self.paper.name
            )
        else:
            says = _("Its file is in the book.") if self._has_paper else _("No file is chosen.")
        self.paper_words.setText(says)

    def _checked(self) -> None:
        values = self.form.values()
        if values is None:
            return
        answer = InvoiceAnswer(**values | {"note": values["note"] or ""})
        typed = Typed(answer, self._senders[answer.worker_id], self.invoice_id, self.paper)
        desk = self.desk
        desk.look(
            lambda: check_answer(desk.book, answer, typed.invoice_id),
            lambda check: self._check(typed, check),
            self.say,
        )


class CheckView(View):
    """What was typed, and what is to be asked, before it is saved."""

    def __init__(
        self, desk: Desk, back: Callable[[str], object], saved: Callable[[], object]
    ) -> None:
        super().__init__(
            desk, _("Check before saving"), _("Back to what you typed"), lambda: back("worker_id")
        )
        self._back = back
        self._saved = saved
        self.typed: Typed | None = None
        self.problem = ErrorSummary()
        self.answers = CheckAnswers()
        self.questions = Column()
        self.save_button = button(_("Save this invoice"), self._save, "main")
        for block in (self.problem, self.questions, self.answers, beside(self.save_button)):
            self.add(block)

    def open(self, typed: Typed, check: InvoiceCheck) -> None:
        """Shows an invoice, with what is to be asked first."""
        self.typed = typed
        self.problem.show_problems([])
        self.questions.clear()
        self.questions.add(QuestionsCard(check, saved=False))
        fields = _answers(typed)
        self.answers.show_answers(
            [(what, says) for _name, what, says in fields],
            lambda number: self._back(fields[number][0]),
        )

    def _save(self) -> None:
        typed, desk = self.typed, self.desk
        if typed is None:
            return
        save = (
            partial(add_invoice, desk.book, typed.answer, typed.paper)
            if typed.invoice_id is None
            else partial(change_invoice, desk.book, typed.invoice_id, typed.answer, typed.paper)
        )
        desk.do(
            lambda: save(who=desk.who, at=desk.now()),
            said=_("Invoice {number} of {worker} is saved.").format(
                number=typed.answer.number, worker=typed.worker
            ),
            done=lambda _number: self._saved(),
            failed=lambda fault: self.problem.show_problems([(str(fault), None)]),
        )


def _answers(typed: Typed) -> list[tuple[str, str, str]]:
    """The name of each field, the question and the answer in words."""
    answer = typed.answer
    return [
        ("worker_id", _("Whose invoice it is"), typed.worker),
        ("number", _("Number"), answer.number),
        ("day", _("Date"), long_date(answer.day)),
        ("start", _("First day"), long_date(answer.start) if answer.start else ""),
        ("end", _("Last day"), long_date(answer.end) if answer.end else ""),
        ("hours", _("Hours"), short(answer.hours) if answer.hours is not None else ""),
        ("rate", _("Rate for an hour"), rate(answer.rate) if answer.rate is not None else ""),
        ("amount", _("Amount to pay"), pounds(_amount(answer))),
        ("due", _("To be paid by"), long_date(answer.due or answer.day + TIME_TO_PAY)),
        ("note", _("Note for yourself"), answer.note),
    ]


def _amount(answer: InvoiceAnswer) -> Decimal:
    if answer.amount is not None:
        return answer.amount
    return pence_nearest((answer.hours or Decimal(0)) * (answer.rate or Decimal(0)))
