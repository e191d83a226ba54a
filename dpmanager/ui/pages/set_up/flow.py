"""The way through the first start: which question comes next, and the book at the end."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from dpmanager.errors import DPManagerError
from dpmanager.records.book import Book
from dpmanager.tasks.book.draft import Draft, SealedDraft, begin_draft, usual_folder
from dpmanager.ui.background import Background
from dpmanager.ui.front_window import FrontWindow
from dpmanager.ui.pages.set_up import money, who
from dpmanager.ui.pages.set_up.lists import ListQuestion, ListSheet, Outcomes, Services
from dpmanager.ui.pages.set_up.question import FieldFault, Question, QuestionSheet
from dpmanager.ui.pages.set_up.sheets import CheckSheet
from dpmanager.ui.widgets.announce import announce
from dpmanager.words import _

QUESTIONS: tuple[Question, ...] = (
    who.BookPlace(),
    who.Passphrase(),
    who.Recipient(),
    who.AboutRecipient(),
    who.Nation(),
    who.Manager(),
    who.Employer(),
    who.Hmrc(),
    money.Funder(),
    money.AgreedFrom(),
    money.WeeklyAmount(),
    money.Contribution(),
    money.Paid(),
    money.SurplusWeeks(),
    money.ReturnDays(),
    Services(),
    Outcomes(),
    money.Account(),
    money.OpeningBalance(),
)
BEFORE_DRAFT = ("place", "passphrase")


class SetUpFlow(QObject):
    """Leads through the questions in the front window.

    left: the person went back before the first question, or stopped for today. made: the book, and
    its recovery sheet, b"" where none was asked for.
    """

    left = Signal()
    made = Signal(object, object)

    def __init__(
        self, front: FrontWindow, background: Background, now: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._front = front
        self._background = background
        self._now = now
        self._draft = Draft(folder=str(usual_folder()))
        self._sealed: SealedDraft | None = None
        self._checking = False

    def begin(self) -> None:
        """Starts at the first question."""
        self._ask(QUESTIONS[0])

    def go_on(self, sealed: SealedDraft) -> None:
        """Goes on where the person stopped."""
        self._sealed, self._draft = sealed, sealed.draft
        self._ask_next()

    def _asked(self) -> list[Question]:
        """The questions of this draft. Once it is sealed, its place and passphrase are settled."""
        settled = BEFORE_DRAFT if self._sealed else ()
        return [q for q in QUESTIONS if q.name not in settled and q.is_asked(self._draft)]

    def _ask(self, question: Question) -> None:
        every = [q for q in QUESTIONS if q.is_asked(self._draft)]
        where = _("Setting up, question {number} of {all}").format(
            number=every.index(question) + 1, all=len(every)
        )
        kind = ListSheet if isinstance(question, ListQuestion) else QuestionSheet
        sheet = kind(question, self._draft, where, can_wait=self._sealed is not None)
        sheet.back.connect(partial(self._back, question))
        sheet.answered.connect(partial(self._answered, sheet))
        sheet.skipped.connect(partial(self._skipped, question))
        sheet.later.connect(partial(self._later, sheet))
        if isinstance(sheet, ListSheet):
            sheet.changed.connect(self._save)
        self._front.show_sheet(sheet)

    def _ask_next(self) -> None:
        """The first question that is open; when there is none, the check."""
        for question in self._asked():
            if question.name not in self._draft.answered:
                self._ask(question)
                return
        self._check()

    def _back(self, question: Question) -> None:
        asked = self._asked()
        place = asked.index(question)
        if self._checking:
            self._check()
        elif place:
            self._ask(asked[place - 1])
        else:
            self.left.emit()

    def _answered(self, sheet: QuestionSheet, values: dict[str, Any]) -> None:
        question = sheet.question
        if isinstance(question, who.Passphrase):
            self._seal(sheet, values)
            return
        try:
            question.keep(self._draft, values)
        except DPManagerError as fault:
            sheet.show_fault(fault)
            return
        self._carry_on(question)

    def _skipped(self, question: Question) -> None:
        question.forget(self._draft)
        self._carry_on(question)

    def _carry_on(self, question: Question) -> None:
        """The next question after this one, or the check where the person came from."""
        if question.name not in self._draft.answered:
            self._draft.answered.append(question.name)
        self._save()
        asked = self._asked()
        after = asked[asked.index(question) + 1 :]
        if self._checking:
            self._ask_next()
        elif after:
            self._ask(after[0])
        else:
            self._check()

    def _seal(self, sheet: QuestionSheet, values: dict[str, Any]) -> None:
        """From here on the answers are on the disk, sealed, after each question."""
        passphrase = values["passphrase"]
        if passphrase != values["again"]:
            sheet.show_fault(
                FieldFault("again", _("Type the same passphrase twice. The two are not alike."))
            )
            return

        def sealed(made: SealedDraft) -> None:
            self._sealed = made
            self._draft.answered.append("passphrase")
            self._ask_next()

        def failed(fault: DPManagerError) -> None:
            sheet.show_fault(FieldFault("passphrase", str(fault)))

        self._background.look(partial(begin_draft, self._draft, passphrase), sealed, failed)

    def _save(self) -> None:
        if self._sealed is not None:
            self._background.look(self._sealed.save, lambda _done: None)

    def _later(self, sheet: QuestionSheet) -> None:
        """What stands in the fields is kept if it can be read; else the earlier answers are."""
        fields = sheet.form.fields
        with suppress(DPManagerError):
            sheet.question.keep(
                self._draft,
                {name: field.read() for name, field in fields.items() if not field.isHidden()},
            )
        self._stop_for_today()

    def _stop_for_today(self) -> None:
        self._save()
        self._background.wait()
        self.left.emit()
        announce(_("Saved. Your answers are here when you start again."))

    def _check(self) -> None:
        self._checking = True
        answers = [(q.name, *_in_one_line(q, self._draft)) for q in self._asked()]
        sheet = CheckSheet(answers, self._draft.place())
        sheet.back.connect(self._back_from_check)
        sheet.change.connect(self._change)
        sheet.later.connect(self._stop_for_today)
        sheet.make.connect(partial(self._make, sheet))
        self._front.show_sheet(sheet)

    def _back_from_check(self) -> None:
        self._checking = False
        self._ask(self._asked()[-1])

    def _change(self, name: str) -> None:
        self._ask(next(question for question in QUESTIONS if question.name == name))

    def _make(self, sheet: CheckSheet) -> None:
        if self._background.is_busy():
            return
        sealed = self._sealed
        assert sealed is not None, "the check comes after the passphrase"
        announce(_("Making your book. This takes a moment."))
        on_paper, at = sheet.on_paper.read_filled(), self._now()

        def make() -> tuple[Book, bytes]:
            book = sealed.make_book(at=at)
            return book, sealed.recovery_sheet(book, at=at) if on_paper else b""

        self._background.look(make, lambda made: self.made.emit(*made), sheet.show_fault)


def _in_one_line(question: Question, draft: Draft) -> tuple[str, str]:
    """What was asked, and all that was answered: one under the other where it is more than one."""
    (asked, said), *more = question.answers(draft)
    lines = [
        _("{asked}: {said}").format(asked=what, said=says or _("not provided"))
        for what, says in more
    ]
    return asked, "\n".join([said or _("Not provided"), *lines])
