"""One worker and the pension: where they stand and why, what is paid in, what can be recorded."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from dpmanager.domain.pay.pension_duties import DutyKind
from dpmanager.domain.pay.pension_membership import (
    OPT_OUT_WEEKS_AFTER_A_WRONG_FORM,
    PensionState,
    last_day_of_weeks,
)
from dpmanager.domain.periods import long_date
from dpmanager.domain.wording import period_words
from dpmanager.tasks.pay.pensions import PensionLook, WorkerPension
from dpmanager.ui.pages.pension_forms import (
    ChangeOf,
    join_change,
    leave_change,
    opt_in_change,
    opt_out_change,
)
from dpmanager.ui.pages.pension_to_do import ToDoList, letter_buttons
from dpmanager.ui.pages.pension_words import paid_in_words, standing_words, why_words
from dpmanager.ui.widgets.page import Card, Column
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View
from dpmanager.ui.widgets.working import Working
from dpmanager.words import _

if TYPE_CHECKING:
    from dpmanager.ui.pages.pensions import PensionsPage


class PensionWorkerView(View):
    """One worker. from_person: the page was opened from the worker's own, and goes back there."""

    def __init__(self, page: "PensionsPage", leave: Callable[[], object]) -> None:
        super().__init__(page.desk, "", _("Back to the pension"), leave)
        self.page = page
        self.number: int | None = None
        self.body = Column(gap=16)
        self.add(self.body)

    def open(self, number: int, *, from_person: bool) -> None:
        """Chooses the worker; `show_look` shows them."""
        self.number = number
        self.from_person = from_person

    def show_look(self, look: PensionLook) -> bool:
        """Shows the worker as they stand; says whether they are still employed."""
        found = [one for one in look.workers if one.worker_id == self.number]
        if not found:
            return False
        (worker,) = found
        self.rename(_("Pension of {worker}").format(worker=worker.worker))
        self.back.setText(
            _("Back to {worker}").format(worker=worker.worker)
            if self.from_person
            else _("Back to the pension")
        )
        self.body.clear()
        self._stands(worker)
        self._to_do(look, worker)
        self._paid_in(look, worker)
        self._can_be_recorded(look, worker)
        self._letter(worker)
        return True

    def _stands(self, worker: WorkerPension) -> None:
        card = Card(_("Where they stand"))
        card.add(words(standing_words(worker.standing), "strong"))
        card.add(words(why_words(worker)))
        opt_out = worker.standing.opt_out_period
        if opt_out and self.desk.today() <= opt_out.end:
            card.add(words(_("May opt out from {days}.").format(days=period_words(opt_out))))
        if worker.lacks:
            card.add(
                beside(
                    button(
                        _("Go to their details"), lambda: self.page.to_person(worker.worker), "main"
                    )
                )
            )
        if worker.assessment:
            about = _("the pension of {worker}").format(worker=worker.worker)
            card.add(Working(about, worker.assessment.steps))
        self.body.add(card)

    def _to_do(self, look: PensionLook, worker: WorkerPension) -> None:
        to_do = [one for one in look.to_do if one.worker_id == worker.worker_id]
        if not to_do:
            return
        card = Card(_("What needs doing"))
        listed = ToDoList(self.page)
        listed.show_to_do(look, to_do, self.desk.today())
        card.add(listed)
        self.body.add(card)

    def _paid_in(self, look: PensionLook, worker: WorkerPension) -> None:
        lines = paid_in_words(worker, look.scheme)
        if lines:
            card = Lines(_("What is paid in"))
            card.show_lines([Line(what, says) for what, says in lines])
            self.body.add(card)

    def _can_be_recorded(self, look: PensionLook, worker: WorkerPension) -> None:
        possible = _possible(worker, self) if look.scheme else []
        if not possible:
            return
        card = Card(_("If something changes"))
        card.add(words(_("Press one of these only when it has happened."), "soft"))
        card.add(beside(*(button(action, self._opener(worker, of)) for action, of in possible)))
        self.body.add(card)

    def _opener(self, worker: WorkerPension, of: ChangeOf) -> Callable[[], object]:
        return lambda: self.page.open_change(of(self.desk, worker))

    def _letter(self, worker: WorkerPension) -> None:
        asked_for = any(duty.kind in (DutyKind.WRITE, DutyKind.TELL) for duty in worker.duties)
        if asked_for or not worker.has_letter:
            return
        card = Card(_("The letter"))
        given = worker.standing.written_on
        if given:
            card.add(words(_("You gave it on {day}.").format(day=long_date(given))))
        card.add(beside(*letter_buttons(self.page, worker, given=given is not None)))
        self.body.add(card)


def _possible(worker: WorkerPension, view: PensionWorkerView) -> list[tuple[str, ChangeOf]]:
    """What may happen next, by where the worker stands."""
    now, by_pay = worker.standing, worker.assessment
    found: list[tuple[str, ChangeOf]] = []
    if not now.contributes and by_pay:
        if by_pay.may_opt_in or (by_pay.must_enrol and now.state is not PensionState.OUTSIDE):
            found.append((_("They asked to opt in"), opt_in_change))
        if by_pay.may_join:
            found.append((_("They asked to join"), join_change))
    if now.contributes:
        if not now.employer_pays and by_pay and by_pay.may_opt_in:
            found.append((_("They asked to opt in"), opt_in_change))
        period = now.opt_out_period
        in_time = period is None or view.desk.today() <= last_day_of_weeks(
            period.start, OPT_OUT_WEEKS_AFTER_A_WRONG_FORM
        )
        if now.employer_pays and in_time:
            found.append((_("They opted out"), opt_out_change))
        found.append((_("They left the pension"), leave_change))
    return found
