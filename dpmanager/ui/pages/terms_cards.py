"""The cards of the terms page: what holds now, the notices before it, and what can be changed."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QPushButton

from dpmanager.domain.amounts import pounds
from dpmanager.domain.pay.ni_letter import Proposal
from dpmanager.domain.periods import long_date
from dpmanager.domain.wording import kind_of_extra, period_words
from dpmanager.records.book import Book
from dpmanager.tasks.people.holiday_terms import remove_carried
from dpmanager.tasks.people.leaving import remove_leaving_pay
from dpmanager.tasks.people.look_at_terms import TermsSeen
from dpmanager.tasks.people.terms_of_work import (
    accept_letter,
    remove_code_notice,
    remove_letter,
    remove_loan_notice,
)
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages import terms_changes as changes
from dpmanager.ui.pages.people_change import Change
from dpmanager.ui.pages.people_words import left_words, ni_in_words
from dpmanager.ui.pages.terms_hours import hours_change, opted_out_words, rounding_words
from dpmanager.ui.pages.terms_offer import Question
from dpmanager.ui.pages.terms_words import (
    code_words,
    days_of_week,
    home_words,
    hours_words,
    known_words,
    loan_kinds,
    loans_words,
    method_name,
    owed_words,
    payroll_choices,
    weeks_words,
)
from dpmanager.ui.widgets.figures import FigureLine, Figures
from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.text import beside, button
from dpmanager.ui.widgets.working import Working
from dpmanager.words import _

Opened = Change | Question


class Does(Protocol):
    """What the page does for its cards."""

    desk: Desk

    def open_form(self, card: str, form: Opened) -> None:
        """Opens a form; afterwards the focus comes back to that card."""

    def do_at(self, card: str, task: Callable[[], object], said: str) -> None:
        """Does a task that a line of a card offers."""


class TermCards(Column):
    """All cards. buttons: the first button of each card, by the card's name in the program."""

    def __init__(self, page: Does) -> None:
        super().__init__(gap=16)
        self._page = page
        self.buttons: dict[str, QPushButton] = {}

    def show_terms(self, seen: TermsSeen) -> None:
        """Shows the terms of a worker in place of what was shown."""
        self.clear()
        self.buttons = {}
        for show in (
            self._code,
            self._letter,
            self._loans,
            self._other_work,
            self._hours,
            self._holiday,
            self._sick,
            self._home,
            self._leaving,
        ):
            show(seen)

    def _code(self, seen: TermsSeen) -> None:
        lines = [Line(_("Now"), code_words(seen.code.code, seen.code.basis))]
        if seen.next_code is not None:
            lines.append(
                Line(
                    _("From {day}").format(day=long_date(seen.next_code_from)),
                    code_words(seen.next_code.code, seen.next_code.basis),
                    _("A new tax year. HMRC may send a P9 notice with another code."),
                )
            )
        if len(seen.codes) > 1:
            lines += [
                self._past(
                    "code",
                    _("Notice from {day}").format(day=long_date(line.from_date)),
                    code_words(line.code, line.basis),
                    line.reason,
                    line.id,
                    remove_code_notice,
                    _("The tax code is removed."),
                )
                for line in seen.codes
            ]
        card = self._card(_("Tax code"), lines)
        card.add(Working(_("The tax code"), seen.code.steps))
        self._buttons(
            card,
            "code",
            (_("Add a tax code"), partial(changes.code_change, self._page.desk, seen)),
            (_("A P45 came"), partial(changes.p45_question, self._page.desk, seen)),
        )

    def _letter(self, seen: TermsSeen) -> None:
        lines = [Line(_("Now"), ni_in_words(seen.letter))]
        lines += [self._proposed(seen, proposal) for proposal in seen.letter_proposals]
        if not seen.has_birth_date:
            lines.append(
                Line(
                    _("Date of birth"),
                    _("Not known. Add it, and you are told when the letter changes with age."),
                )
            )
        if len(seen.letters) > 1:
            lines += [
                self._past(
                    "letter",
                    _("Letter from {day}").format(day=long_date(line.from_date)),
                    ni_in_words(line.letter),
                    line.reason,
                    line.id,
                    remove_letter,
                    _("The letter is removed."),
                )
                for line in seen.letters
            ]
        card = self._card(_("National Insurance letter"), lines)
        card.add(Working(_("The National Insurance letter"), seen.letter_steps))
        self._buttons(
            card,
            "letter",
            (_("Add a letter"), partial(changes.letter_change, self._page.desk, seen)),
        )

    def _proposed(self, seen: TermsSeen, proposal: Proposal) -> Line:
        desk = self._page.desk
        action = _("Use letter {letter}").format(letter=proposal.letter)
        if proposal.needs_proof:
            action = _("I have seen proof: use letter {letter}").format(letter=proposal.letter)
        return Line(
            _("To do from {day}").format(day=long_date(proposal.from_day)),
            proposal.reason,
            action=action,
            pressed=lambda: self._page.do_at(
                "letter",
                lambda: accept_letter(desk.book, seen.id, proposal, who=desk.who, at=desk.now()),
                _("The letter is saved."),
            ),
        )

    def _loans(self, seen: TermsSeen) -> None:
        kinds = loan_kinds()
        lines = [Line(_("Now"), loans_words(seen.loans))]
        lines += [
            self._past(
                "loans",
                _("Notice from {day}").format(day=long_date(line.from_date)),
                kinds[line.loan],
                _("It starts.") if line.starts else _("It stops."),
                line.id,
                remove_loan_notice,
                _("The loan notice is removed."),
            )
            for line in seen.loan_notices
        ]
        card = self._card(_("Loans"), lines)
        if seen.loans.steps:
            card.add(Working(_("The loans"), seen.loans.steps))
        self._buttons(
            card,
            "loans",
            (_("A loan starts or stops"), partial(changes.loan_change, self._page.desk, seen)),
        )

    def _other_work(self, seen: TermsSeen) -> None:
        known = known_words()
        card = self._card(
            _("Other job and pension"),
            [
                Line(_("Another job"), known[seen.has_other_job]),
                Line(_("A pension"), known[seen.has_other_pension]),
            ],
        )
        self._buttons(
            card,
            "other",
            (
                _("Change what else they have"),
                partial(changes.other_work_change, self._page.desk, seen),
            ),
        )

    def _hours(self, seen: TermsSeen) -> None:
        card = self._card(
            _("What the contract says about hours"),
            [
                Line(_("Rounding"), rounding_words(seen.rounds_to_minutes)),
                Line(_("48-hour week"), opted_out_words(seen.opted_out_48)),
            ],
        )
        self._buttons(
            card,
            "hours",
            (_("Change these hours terms"), partial(hours_change, self._page.desk, seen)),
        )

    def _holiday(self, seen: TermsSeen) -> None:
        now = seen.holiday
        lines = [Line(_("Now"), method_name(now.method), "\n".join(filter(None, now.says)))]
        if now.weekly_hours is not None:
            lines.append(Line(_("In a week"), hours_words(now.weekly_hours)))
        lines.append(Line(_("Leave year"), period_words(now.year)))
        lines += [
            self._past(
                "holiday",
                _("Into {day}").format(day=long_date(line.leave_year_start)),
                hours_words(line.hours),
                line.says,
                line.id,
                remove_carried,
                _("The holiday carried over is removed."),
            )
            for line in now.carried
        ]
        card = self._card(_("Holiday"), lines)
        if now.steps:
            card.add(Working(_("The holiday of the leave year"), now.steps))
        desk = self._page.desk
        self._buttons(
            card,
            "holiday",
            (_("Change how holiday is earned"), partial(changes.holiday_change, desk, seen)),
            (_("Carry holiday over"), partial(changes.carry_change, desk, seen)),
        )

    def _sick(self, seen: TermsSeen) -> None:
        card = self._card(_("Sick pay days"), [Line(_("Now"), days_of_week(seen.working_days))])
        self._buttons(
            card,
            "sick",
            (_("Change the days"), partial(changes.days_change, self._page.desk, seen)),
        )

    def _home(self, seen: TermsSeen) -> None:
        card = self._card(
            _("Home and payroll"),
            [
                Line(_("Home"), home_words(seen.home_nightly_charge)),
                Line(_("Payroll"), payroll_choices()[seen.payroll_by]),
            ],
        )
        desk = self._page.desk
        self._buttons(
            card,
            "home",
            (_("Change the home"), partial(changes.home_change, desk, seen)),
            (_("Change who works the pay out"), partial(changes.payroll_change, desk, seen)),
        )

    def _leaving(self, seen: TermsSeen) -> None:
        card = self._card(_("Leaving"), self._leaving_lines(seen))
        leaving = seen.leaving
        workings = [FigureLine(_("Least notice"), (), leaving.notice.steps)]
        if leaving.holiday is not None and leaving.holiday.steps:
            workings.append(FigureLine(_("Holiday left"), (), leaving.holiday.steps))
        workings += [FigureLine(kind_of_extra(item.kind), (), item.steps) for item in leaving.items]
        card.add(Figures(seen.name, workings))
        desk = self._page.desk
        if leaving.last_day is None:
            end = (_("Their work ends"), partial(changes.end_change, desk, seen))
            self._buttons(card, "leaving", end)
            return
        self._buttons(
            card,
            "leaving",
            (_("Change their last day"), partial(changes.end_change, desk, seen)),
            (_("Add pay in place of notice"), partial(changes.notice_question, desk, seen)),
            (_("Add redundancy pay"), partial(changes.redundancy_question, desk, seen)),
            (_("The P45 was given"), partial(changes.p45_given_change, desk, seen)),
        )

    def _leaving_lines(self, seen: TermsSeen) -> list[Line]:
        leaving, today = seen.leaving, self._page.desk.today()
        says = _("They work on.")
        if leaving.last_day is not None:
            says = left_words(leaving.last_day)
            if leaving.last_day >= today:
                says = _("Their last day is {day}.").format(day=long_date(leaving.last_day))
        notice = _("From you: {yours}. From them: {theirs}.").format(
            yours=weeks_words(leaving.notice.from_employer),
            theirs=weeks_words(leaving.notice.from_worker),
        )
        lines = [
            Line(_("Now"), says),
            Line(_("Least notice"), notice, _("The law asks for it. A contract may ask for more.")),
        ]
        if leaving.holiday is not None:
            owed = leaving.holiday
            lines.append(Line(_("Holiday left"), owed_words(owed), owed.says))
        for item in leaving.items:
            paid = _("It is paid.") if item.is_paid else _("It comes with the last pay.")
            lines.append(
                self._past(
                    "leaving",
                    kind_of_extra(item.kind),
                    pounds(item.amount),
                    paid,
                    None if item.is_paid else item.id,
                    remove_leaving_pay,
                    _("This pay is removed."),
                )
            )
        if leaving.p45_given_on is not None:
            given = _("Given on {day}. Later pay has the tax code 0T.")
            lines.append(Line(_("P45"), given.format(day=long_date(leaving.p45_given_on))))
        return lines

    def _past(
        self,
        card: str,
        what: str,
        says: str,
        more: str,
        number: int | None,
        remove: Callable[..., object],
        said: str,
    ) -> Line:
        """A line of a history; without a number it cannot be removed."""
        if number is None:
            return Line(what, says, more)
        desk = self._page.desk
        return Line(
            what,
            says,
            more,
            _("Remove"),
            lambda: self._page.do_at(
                card, partial(_removed, remove, desk.book, number, desk), said
            ),
        )

    def _card(self, heading: str, lines: list[Line]) -> Lines:
        card = Lines(heading)
        card.show_lines(lines)
        self.add(card)
        return card

    def _buttons(self, card: Lines, name: str, *offered: tuple[str, Callable[[], Opened]]) -> None:
        made = [button(text, partial(self._open, name, form)) for text, form in offered]
        self.buttons[name] = made[0]
        card.add(beside(*made))

    def _open(self, name: str, form: Callable[[], Opened]) -> None:
        self._page.open_form(name, form())


def _removed(remove: Callable[..., object], book: Book, number: int, desk: Desk) -> object:
    return remove(book, number, who=desk.who, at=desk.now())
