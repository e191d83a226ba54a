"""What needs doing for the pension: each thing with what, by when, why, and its buttons."""

from collections.abc import Callable
from datetime import date
from typing import Protocol

from PySide6.QtWidgets import QPushButton, QWidget

from dpmanager.domain.pay.pension_duties import DutyKind
from dpmanager.tasks.pay.pensions import PensionLook, PensionToDo, WorkerPension
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.pension_forms import (
    declare_change,
    enrol_change,
    letter_change,
    missed_change,
    postpone_change,
    re_enrol_change,
    refund_change,
    scheme_change,
)
from dpmanager.ui.pages.pension_words import to_do_title
from dpmanager.ui.pages.people_change import Change
from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.text import beside, button, rule, words
from dpmanager.ui.widgets.working import Working
from dpmanager.words import _


class Does(Protocol):
    """What the page does for its parts."""

    desk: Desk

    def open_change(self, change: Change) -> None:
        """Shows a form."""

    def see_letter(self, worker: WorkerPension, *, large_print: bool) -> None:
        """Opens the letter as it is printed."""


def named(action: str, about: str, pressed: Callable[[], object], role: str = "") -> QPushButton:
    """A button whose spoken name tells it from those of others."""
    made = button(action, pressed, role)
    made.setAccessibleName(_("{action}: {what}").format(action=action, what=about))
    return made


def letter_buttons(page: Does, worker: WorkerPension, *, given: bool = False) -> list[QPushButton]:
    """See the letter, in both sizes, and say that it was given if it was not."""
    about = worker.worker
    made = [
        named(_("See the letter"), about, lambda: page.see_letter(worker, large_print=False)),
        named(_("See it in large print"), about, lambda: page.see_letter(worker, large_print=True)),
        named(
            _("The letter was given"),
            about,
            lambda: page.open_change(letter_change(page.desk, worker)),
        ),
    ]
    return made[:-1] if given else made


class ToDoList(Column):
    """Things to do under one another, in order of date."""

    def __init__(self, page: Does) -> None:
        super().__init__(gap=12)
        self.page = page

    def show_to_do(self, look: PensionLook, to_do: list[PensionToDo], today: date) -> None:
        """Shows these things in place of the ones before."""
        self.clear()
        workers = {one.worker_id: one for one in look.workers}
        for number, one in enumerate(to_do):
            if number:
                self.add(rule())
            worker = workers[one.worker_id] if one.worker_id is not None else None
            self.add(self._block(look, one, worker, today))

    def _block(
        self, look: PensionLook, to_do: PensionToDo, worker: WorkerPension | None, today: date
    ) -> QWidget:
        block = Column(gap=6)
        block.add(words(to_do_title(to_do), "strong"))
        block.add(words(to_do.what))
        if to_do.due < today:
            block.add(words(_("That day is past. Do it as soon as you can."), "soft"))
        if to_do.duty.kind is DutyKind.ENROL and worker and worker.assessment:
            block.add(words(worker.assessment.reason, "soft"))
        block.add(beside(*self._buttons(look, to_do, worker, today)))
        about = _("{what} {worker}").format(what=to_do.what, worker=to_do.worker).strip()
        block.add(Working(about, to_do.steps))
        return block

    def _buttons(
        self, look: PensionLook, to_do: PensionToDo, worker: WorkerPension | None, today: date
    ) -> list[QPushButton]:
        duty, desk = to_do.duty, self.page.desk
        if look.scheme is None and duty.kind is DutyKind.ENROL:
            enter = self._opener(
                _("Enter the pension first"), to_do.worker, lambda: scheme_change(desk, None)
            )
            later = self._postpone(to_do, worker, today)
            return [enter, *later]
        if worker is None:
            if duty.kind is DutyKind.DECLARE:
                return [
                    self._opener(
                        _("The declaration was made"), to_do.what, lambda: declare_change(desk)
                    )
                ]
            return [
                self._opener(_("Choose the day"), to_do.what, lambda: re_enrol_change(desk, look))
            ]
        one = worker
        match duty.kind:
            case DutyKind.ENROL:
                enter = self._opener(
                    _("Put the worker in"), one.worker, lambda: enrol_change(desk, one, duty)
                )
                return [enter, *self._postpone(to_do, one, today)]
            case DutyKind.REFUND:
                return [
                    self._opener(
                        _("The refund was made"), one.worker, lambda: refund_change(desk, one)
                    )
                ]
            case DutyKind.MISSED:
                return [
                    self._opener(
                        _("Pay in what was missed"), one.worker, lambda: missed_change(desk, one)
                    )
                ]
        return letter_buttons(self.page, one)

    def _postpone(
        self, to_do: PensionToDo, worker: WorkerPension | None, today: date
    ) -> list[QPushButton]:
        """None where it cannot be put off, or the time to write so is over."""
        duty = to_do.duty
        by = duty.postpone_notice_by
        if worker is None or by is None or by < today:
            return []
        return [
            self._opener(
                _("Put it off"),
                worker.worker,
                lambda: postpone_change(self.page.desk, worker, duty),
            )
        ]

    def _opener(self, action: str, about: str, change: Callable[[], Change]) -> QPushButton:
        return named(action, about, lambda: self.page.open_change(change()))
