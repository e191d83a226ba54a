"""Another council: its rules are written down by questions, with the return they make beside."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from dpmanager.domain.returns.funder_rules import FunderRules, what_is_known
from dpmanager.domain.returns.funder_words import what_it_asks
from dpmanager.domain.returns.own_letter import Letter, as_agreed, letter_from
from dpmanager.domain.wording import period_words
from dpmanager.errors import DPManagerError
from dpmanager.records.book import Book
from dpmanager.tasks.returns.choose_rules import look_at_rules
from dpmanager.tasks.returns.resources import evidence_labels, funder_name, funders
from dpmanager.tasks.returns.write_funder import (
    ReturnTried,
    RulesToWrite,
    look_at_funder,
    rules_of_letter,
    save_own_rules,
    try_on_book,
)
from dpmanager.ui.pages.another_council_headings import Headings, HeadingsBlock
from dpmanager.ui.pages.another_council_steps import (
    AskFirst,
    HowLong,
    HowOften,
    HowSent,
    MayStay,
    Papers,
    Starts,
    Step,
    WhenDue,
    Who,
)
from dpmanager.ui.pages.set_up.question import FieldFault
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.form import ErrorSummary, Form
from dpmanager.ui.widgets.page import Card, Column, Page
from dpmanager.ui.widgets.pdf_pages import PdfPage, PdfPages, read_pages
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _

LETTERS_FOR_TWO = 95
LINES_OF_PREVIEW = 30
PAUSE = 700
"""Milliseconds without a key, after which the return is made anew."""


class AnotherCouncilPage(Page):
    """One question after another; what was answered waits until it is saved, or started anew."""

    place: ClassVar[str] = "another_council"
    help_page: ClassVar[str] = "another_council"

    def heading(self) -> str:
        """The title until the questions have come."""
        return _("Write down what your council asks for")

    def above(self) -> None:
        """The way back."""
        self.back = button(
            _("Back to what your council asks for"), lambda: self.go.emit("council", {}), "quiet"
        )
        self.column.add(self.back)

    def build(self) -> None:
        """The question on one side, and the return on the other."""
        self.asked = Column(gap=16)
        self.shown = Card(_("Your return with these rules"))
        self.says = words("", "soft")
        self.pages = PdfPages(_("Pages of your return"), self.desk.look)
        self.whole = button(_("See it on a page of its own"), self._see_whole, "quiet")
        for part in (self.says, self.pages, self.whole):
            self.shown.add(part)
        side = Column()
        side.add(self.shown)
        self.column.add(_TwoSides(self.asked, side))
        self._fit()
        self._funder_id: int | None = None
        self._of: RulesToWrite | None = None
        self._at = 0
        self._made = 0
        self._pdf = b""
        self.main: QWidget | None = None
        self._form = Form()
        self._block: HeadingsBlock | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._try_what_is_typed)

    def open_with(self, **what: Any) -> None:
        """funder: the number of the funder whose rules are written down."""
        funder = what.get("funder")
        if funder is not None and funder != self._funder_id:
            self._funder_id, self._of = funder, None

    def refresh(self) -> None:
        """Reads the funder; what is being answered stays."""
        if self._of is None:
            book, number = self.desk.book, self._funder_id
            self.desk.look(lambda: look_at_funder(book, number or _first(book)), self._begin)

    def take_focus(self) -> None:
        """The first field of the question, or where there is none its main button."""
        for control in (*self._controls(), *([self.main] if self.main else [])):
            if control.isVisibleTo(self):
                control.setFocus()
                return
        super().take_focus()

    # The questions

    def _begin(self, of: RulesToWrite) -> None:
        if self._of is not None:
            return
        self._of, self._funder_id = of, of.id
        self._starts = Starts(
            of.rules,
            [(rules, funder_name(rules)) for rules in funders() if rules.preset],
        )
        self._start_from("now")
        self._ask(0)
        if self.back.hasFocus():
            self.title.setFocus()  # and on to the first field, once Qt has shown it
        self.content_came()

    def _start_from(self, start: str) -> None:
        """The answers that some rules give; the name and the nation stay those of the funder."""
        assert self._of is not None
        self._start = start
        self._base = self._starts.named(start)
        nation: Any = self._base.nation if self._base.nation != "any" else self._of.nation
        self._letter = as_agreed(
            replace(letter_from(self._base), name=self._of.name, nation=nation),
            self._of.return_days,
            self._of.surplus_weeks,
        )

    def _steps(self) -> list[Step]:
        return [
            Who(self._starts, self._start),
            HowOften(),
            WhenDue(),
            HowSent(),
            Papers(),
            MayStay(),
            Headings(self._base),
            AskFirst(),
            HowLong(),
        ]

    def _ask(self, at: int) -> None:
        """Shows a question; after the last one, what was answered."""
        steps = self._steps()
        self._at = at
        self.asked.clear()
        self._block = None
        self._form = Form()
        last = at == len(steps)
        self.say_under_title(
            _("Step {number} of {count}").format(number=at + 1, count=len(steps) + 1)
        )
        self.title.setText(_("Is this what it asks for?") if last else steps[at].heading())
        if last:
            self._show_check()
        else:
            self._show_step(steps[at])
        self._try()
        self.verticalScrollBar().setValue(0)

    def _show_step(self, step: Step) -> None:
        self.asked.add(words(step.hint()))
        if isinstance(step, Headings):
            self._block = HeadingsBlock(step, self._letter, self._headings_changed)
            self.asked.add(self._block)
        else:
            self._form = Form((), **step.fields(self._letter))
            self._form.entered.connect(self.next)
            self.asked.add(self._form)
        for control in self._controls():
            self._watch(control)
        self._add_buttons(button(_("Next"), self.next, "main"))

    def _show_check(self) -> None:
        rules = self._rules()
        card = Card(rules.name)
        for sentence in (*what_it_asks(rules, evidence_labels()), what_is_known(rules)):
            card.add(words(sentence))
        self.problem = ErrorSummary()
        self.asked.add(self.problem)
        self.asked.add(card)
        self.asked.add(
            words(
                _("Your returns, their dates and their headings follow these rules from then on."),
                "soft",
            )
        )
        self._add_buttons(button(_("Save these rules"), self.save, "main"))

    def _add_buttons(self, main: QWidget) -> None:
        self.main = main
        if self._at == 0:
            self.asked.add(beside(main))
        else:
            self.asked.add(beside(main, button(_("Back one step"), self.one_back)))

    def next(self) -> None:
        """Keeps the answer and asks the next question, unless something is wrong."""
        if not self._keep():
            return
        self._ask(self._at + 1)
        self._arrive()

    def one_back(self) -> None:
        """The question before. What stands in the fields is kept where it can be read."""
        self._letter = self._typed() or self._letter
        self._ask(self._at - 1)
        self._arrive()

    def _arrive(self) -> None:
        self.title.setFocus()  # and on to the first field, once Qt has shown it
        self.content_came()
        announce(self.title.text())

    def _keep(self) -> bool:
        step = self._steps()[self._at]
        if self._block is not None:
            if self._block.is_being_typed() and not self._block.keep_one():
                return False
            self._letter = self._block.letter
            return True
        values = self._form.values()
        if values is None:
            return False
        if values.get("start", self._start) != self._start:
            self._start_from(values["start"])
        try:
            self._letter = step.keep(self._letter, values)
        except FieldFault as fault:
            self._form.show_fault(fault, fault.field)
            return False
        return True

    def _headings_changed(self, letter: Letter) -> None:
        self._letter = letter
        self._try()

    def _rules(self) -> FunderRules:
        assert self._of is not None
        return rules_of_letter(self._letter, self._base, self._of.paid, self.desk.today())

    def save(self) -> None:
        """Saves the rules, and goes back to what the council asks for."""
        desk, rules, funder = self.desk, self._rules(), self._funder_id
        assert funder is not None

        def done(_none: None) -> None:
            self._of = None
            self.go.emit("council", {})

        desk.do(
            lambda: save_own_rules(desk.book, funder, rules, who=desk.who, at=desk.now()),
            said=_("Saved. Your returns follow these rules now."),
            done=done,
            failed=lambda fault: self.problem.show_problems([(str(fault), None)]),
        )

    # The return beside

    def _controls(self) -> list[QWidget]:
        form = self._form if self._block is None else self._block.form
        return [each for field in form.fields.values() for each in field.controls()]

    def _watch(self, control: QWidget) -> None:
        """What is typed shows in the return after a moment."""
        start = self._pause.start
        if isinstance(control, QLineEdit | QPlainTextEdit):
            control.textChanged.connect(lambda *_text: start())
        elif isinstance(control, QComboBox):
            control.activated.connect(lambda _place: start())
        elif isinstance(control, QCheckBox):
            control.toggled.connect(lambda _ticked: start())

    def _typed(self) -> Letter | None:
        """The letter with what stands in the fields; None where that cannot be read yet."""
        if self._at >= len(self._steps()) or self._block is not None:
            return None
        fields = self._form.fields
        try:
            values = {name: field.read() for name, field in fields.items() if not field.isHidden()}
            return self._steps()[self._at].keep(self._letter, values)
        except DPManagerError:
            return None

    def _try_what_is_typed(self) -> None:
        start = self._form.fields.get("start")
        if start is not None and start.read() != self._start:
            self._start_from(start.read())
        typed = self._typed()
        if typed is not None:
            self._letter = typed
            self._try()

    def _try(self) -> None:
        desk, rules, funder = self.desk, self._rules(), self._funder_id
        assert funder is not None
        self._made += 1
        desk.look(
            lambda: _tried(desk.book, funder, rules, desk.today()),
            partial(self._show, self._made),
            self._cannot,
        )

    def _show(self, number: int, tried: tuple[ReturnTried, tuple[PdfPage, ...]]) -> None:
        if number != self._made:
            return
        made, pages = tried
        for part in (self.pages, self.whole):
            part.show()
        self.says.setText(period_words(made.period))
        if made.pdf != self._pdf:
            self._pdf = made.pdf
            self._show_pages(made.pdf, pages)

    def _show_pages(self, pdf: bytes, pages: tuple[PdfPage, ...]) -> None:
        """Shows the pages where the person was in them; for its headings, from the second on."""
        bar = self.pages.verticalScrollBar()
        before = bar.value()
        self.pages.show_pages(pdf, pages)

        def go_on() -> None:
            lists = self.pages.pictures[1:2] if self._block is not None else []
            bar.setValue(before or sum(page.y() for page in lists))

        QTimer.singleShot(0, self.pages, go_on)

    def _cannot(self, fault: DPManagerError) -> None:
        """There is no return to show yet; the questions can be answered all the same."""
        self.says.setText(str(fault))
        for part in (self.pages, self.whole):
            part.hide()

    def _see_whole(self) -> None:
        self.go.emit(
            "preview",
            {
                "title": _("Your return with these rules"),
                "pdf": self._pdf,
                "file_name": _("Return, a try") + ".pdf",
                "back": self.place,
            },
        )

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Larger text gets larger pages."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "pages"):
            self._fit()

    def _fit(self) -> None:
        self.pages.setFixedHeight(self.fontMetrics().lineSpacing() * LINES_OF_PREVIEW)


class _TwoSides(QWidget):
    """Two blocks beside one another; where the window is narrow, under one another."""

    def __init__(self, first: QWidget, second: QWidget) -> None:
        super().__init__()
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(24)
        for block in (first, second):
            policy = block.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
            block.setSizePolicy(policy)
            self._layout.addWidget(block, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Changes between the two."""
        super().resizeEvent(event)
        wide = self.width() >= self.fontMetrics().averageCharWidth() * LETTERS_FOR_TWO
        directions = QBoxLayout.Direction
        self._layout.setDirection(directions.LeftToRight if wide else directions.TopToBottom)


def _first(book: Book) -> int:
    _nation, seen = look_at_rules(book)
    return seen[0].id


def _tried(
    book: Book, funder: int, rules: FunderRules, today: date
) -> tuple[ReturnTried, tuple[PdfPage, ...]]:
    tried = try_on_book(book, funder, rules, today)
    return tried, read_pages(tried.pdf)
