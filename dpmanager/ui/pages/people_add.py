"""Add a person, in a few steps: what kind of worker first, then only what that kind needs."""

from collections.abc import Callable
from typing import Any

from dpmanager.domain.periods import long_date
from dpmanager.errors import DPManagerError
from dpmanager.tasks.book.answers import WorkerAnswer, as_day
from dpmanager.tasks.people.engage_worker import engage_worker
from dpmanager.tasks.people.starting_code import Told
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.people_fields import (
    paid_fields,
    rates_fields,
    rates_from,
    tax_fields,
    who_fields,
    with_values,
)
from dpmanager.ui.pages.people_words import (
    how_paid,
    ni_in_words,
    rates_in_words,
    services,
    tax_in_words,
    worker_kind,
    worker_kinds,
)
from dpmanager.ui.widgets.fields import ChoiceField, Field
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.summary import CheckAnswers
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View
from dpmanager.words import _

KIND, WHO, TAX, PAID, RATES, CHECK = "kind", "who", "tax", "paid", "rates", "check"


class AddPersonView(View):
    """One step at a time. What was typed stays when going back and forth.

    added gets the number of the new worker.
    """

    def __init__(
        self, desk: Desk, leave: Callable[[], object], added: Callable[[int], object]
    ) -> None:
        super().__init__(desk, _("Add a person"), _("Back to all people"), leave)
        self._added = added
        self.body = Column(gap=16)
        self.add(self.body)
        self.focus: Callable[[], object] = lambda: None
        self.begin("england")

    def begin(self, nation: str) -> None:
        """Starts with nothing typed. nation: where the recipient lives, for the tax code."""
        self._nation = nation
        self._forms: dict[str, Form] = {}
        self._typed: dict[str, dict[str, Any]] = {}
        self._show(KIND)

    # The steps

    def _steps(self) -> list[str]:
        kind = self._typed.get(KIND, {}).get("kind", "employed")
        return [KIND, WHO, TAX, PAID, RATES, CHECK] if kind == "employed" else [KIND, WHO, CHECK]

    def _show(self, step: str) -> None:
        self.step = step
        steps = self._steps()
        for form in self._forms.values():
            form.setParent(None)
        self.body.clear()
        number = steps.index(step) + 1
        if step != KIND:
            self.body.add(
                words(_("Step {number} of {count}").format(number=number, count=len(steps)), "soft")
            )
        self.body.add(words(self._question(step), "heading"))
        if step == CHECK:
            self._show_check()
        else:
            self.form = self._form(step)
            self.body.add(self.form)
            self.form.show()
        self.on = button(
            _("Add {name}").format(name=self._name()).replace("&", "&&")
            if step == CHECK
            else _("Continue"),
            self._finish if step == CHECK else self._continue,
            "main",
        )
        if step == KIND:
            self.body.add(self.on)
        else:
            self.body.add(beside(self.on, button(_("Previous step"), self._previous)))
        self.focus()

    def _question(self, step: str) -> str:
        return {
            KIND: _("How do they work for you?"),
            WHO: _("Who is it?"),
            TAX: _("Tax and National Insurance of {name}").format(name=self._name()),
            PAID: _("When is {name} paid?").format(name=self._name()),
            RATES: _("How much is {name} paid?").format(name=self._name()),
            CHECK: _("Check your answers"),
        }[step]

    def _form(self, step: str) -> Form:
        if step not in self._forms:
            made = Form((), **self._fields(step))
            made.entered.connect(self._continue)
            self._forms[step] = made
        return self._forms[step]

    def _fields(self, step: str) -> dict[str, Field]:
        if step == KIND:
            return {
                "kind": ChoiceField(
                    _("Kind of worker"),
                    list(worker_kinds().items()),
                    hint=_("If you say when and how they work, they are most likely employed."),
                    missing=_("Choose one."),
                )
            }
        if step == WHO:
            return who_fields(self._typed[KIND]["kind"], self.desk.today())
        if step == TAX:
            return tax_fields()
        if step == PAID:
            fields = paid_fields()
            fields["first_period_start"].set_value(self._typed[WHO]["start_date"])
            return fields
        return rates_fields()

    def _continue(self) -> None:
        values = self.form.values()
        if values is None:
            return
        if self.step == KIND and values != self._typed.get(KIND):
            self._forms.pop(WHO, None)  # another kind needs other fields
            self._typed.pop(WHO, None)
        self._typed[self.step] = values
        steps = self._steps()
        self._show(steps[steps.index(self.step) + 1])

    def _previous(self) -> None:
        steps = self._steps()
        self._show(steps[steps.index(self.step) - 1])

    # The end

    def _show_check(self) -> None:
        details = self._details()
        answers = self._answers(details)
        check = CheckAnswers()
        check.show_answers(
            [(question, says) for _step, question, says in answers],
            lambda number: self._show(answers[number][0]),
        )
        self.form = Form()
        self.body.add(self.form)
        self.body.add(check)
        if self._typed.get(TAX, {}).get("told") is Told.NOTHING:
            self.body.add(
                words(
                    _(
                        "Without a tax code, HMRC wants {code} used. They may pay too much tax "
                        "at first. Ask them for a P45 or the starter checklist."
                    ).format(code=details.tax_code)
                )
            )

    def _answers(self, details: WorkerAnswer) -> list[tuple[str, str, str]]:
        """The step, the question, and the answer."""
        answers = [
            (KIND, _("Kind of worker"), worker_kind(details.kind)),
            (WHO, _("Name"), details.name),
            (WHO, _("What they do"), services(details)),
            (WHO, _("First day of work"), long_date(details.start_date)),
        ]
        if details.kind == "employed":
            answers += [
                (TAX, _("Tax code"), tax_in_words(details)),
                (TAX, _("National Insurance"), ni_in_words(details.ni_category)),
                (PAID, _("Paid"), how_paid(details)),
                (RATES, _("Rates of pay"), rates_in_words(details)),
            ]
        return answers

    def _details(self) -> WorkerAnswer:
        who = self._typed[WHO]
        details = WorkerAnswer(
            name=who["name"], kind=self._typed[KIND]["kind"], start_date=as_day(who["start_date"])
        )
        values: dict[str, Any] = {}
        for step in self._steps()[:-1]:
            values |= self._typed[step]
        if details.kind == "employed":
            values["rates"] = rates_from(self._typed[RATES], details.start_date)
        return with_values(details, values, self._nation)

    def _name(self) -> str:
        name: str = self._typed.get(WHO, {}).get("name", "")
        return name

    def _finish(self) -> None:
        desk, details, form = self.desk, self._details(), self.form

        def failed(fault: DPManagerError) -> None:
            form.show_fault(fault)

        desk.do(
            lambda: engage_worker(desk.book, details, who=desk.who, at=desk.now()),
            said=_("{name} is added.").format(name=details.name),
            done=self._added,
            failed=failed,
        )
