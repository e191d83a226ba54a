"""Ask first?: what to ask the funder about spending, one question at a time, and the answers."""

from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QSizePolicy

from dpmanager.domain.budget.spending_request import SpendingRequest
from dpmanager.domain.budget.spending_rules import Said, said_words
from dpmanager.domain.periods import long_date
from dpmanager.errors import DPManagerError
from dpmanager.records.book import Book
from dpmanager.tasks.money.check_spending import (
    AnswerSeen,
    QuestionSeen,
    SpendingSeen,
    look_at_spending,
    print_request,
    request_of,
    take_answer_back,
)
from dpmanager.tasks.people.kept_files import KeptFile, kept_picture
from dpmanager.ui.pages.spending_forms import ReplyView
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.drop import FileDrop
from dpmanager.ui.widgets.files import ask_for_files
from dpmanager.ui.widgets.form import ErrorSummary
from dpmanager.ui.widgets.meaning import Meaning
from dpmanager.ui.widgets.page import Card, Column, Page
from dpmanager.ui.widgets.picture import PaperPage, Picture
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.text import Passage, beside, button, words
from dpmanager.ui.widgets.views import View, Views
from dpmanager.words import _, ngettext

LETTER_LINES = 25


class SpendingPage(Page):
    """The questions. Opened with payment= or about=, it shows the question about that."""

    place: ClassVar[str] = "spending"
    help_page: ClassVar[str] = "spending"

    def heading(self) -> str:
        """The title of the page."""
        return _("Ask first?")

    def above(self) -> None:
        """The way back."""
        self.back = button(_("Back to Money"), lambda: self.go.emit("money", {}), "quiet")
        self.column.add(self.back)

    def build(self) -> None:
        """The list; the views take its place."""
        self._seen: SpendingSeen | None = None
        self._wanted = ""
        self._chosen: QuestionSeen | None = None
        self.home = Column(gap=16)
        self.column.add(self.home)
        self.home.add(
            words(
                _(
                    "Councils differ in what the money may pay for. Nothing here is blocked. "
                    "Ask, and write down the answer."
                )
            )
        )
        self.empty = Card(_("Nothing to ask"))
        self.empty.add(words(_("No payment looks like one that your council may ask about.")))
        self.open_list = Lines(_("To ask"))
        self.done_list = Lines(_("Answered"))
        for block in (self.empty, self.open_list, self.done_list):
            self.home.add(block)
            block.hide()
        self.views = Views(self, self.home)
        self.question = self.views.add(QuestionView(self))
        self.reply = self.views.add(
            ReplyView(self.desk, self.back_to_question, self._choose_file, self.show_list)
        )
        self.request = self.views.add(RequestView(self))
        self.answer = self.views.add(AnswerView(self))
        FileDrop(self, self._take_files)

    def open_with(self, **what: Any) -> None:
        """payment: the number of one. about: what a question is about, such as worker:3."""
        payment = what.get("payment")
        self._wanted = f"payment:{payment}" if payment is not None else what.get("about", "")
        self._seen = None
        self._show_view(None)

    def take_focus(self) -> None:
        """The view that is open, or the first question."""
        if self.views.shown is not None:
            self.views.focus(self.views.shown)
        elif self._seen is not None and (self._seen.open or self._seen.done):
            self.views.focus(self.home)
        else:
            self.back.setFocus()

    def refresh(self) -> None:
        """Reads the questions again. What is being typed stays."""
        book, today = self.desk.book, self.desk.today()
        self.desk.look(lambda: look_at_spending(book, today), self._show)

    def show_list(self) -> None:
        """Goes back to the list."""
        self._chosen = None
        self._turn_to(None)

    def show_question(self, question: QuestionSeen) -> None:
        """Opens one question."""
        self._chosen = question
        self.question.open(question)
        self._turn_to(self.question)

    def show_reply(self, said: Said) -> None:
        """Opens the form of an answer to the question in front."""
        if self._chosen is not None:
            self.reply.open(self._chosen, said)
            self._turn_to(self.reply)

    def show_request(self) -> None:
        """Opens the letter to the funder about the question in front."""
        chosen, book, today = self._chosen, self.desk.book, self.desk.today()
        if chosen is None:
            return

        def came(request: SpendingRequest) -> None:
            self.request.open(request)
            self._turn_to(self.request)

        self.desk.look(
            lambda: request_of(book, chosen.question, chosen.about, today), came, _say_fault
        )

    def show_letter(self, *, large_print: bool) -> None:
        """Opens the letter as a paper to print."""
        chosen, book, today = self._chosen, self.desk.book, self.desk.today()
        if chosen is None:
            return

        def came(pdf: bytes) -> None:
            self.go.emit(
                "preview",
                {
                    "title": _("Question to the council"),
                    "pdf": pdf,
                    "file_name": "question.pdf",
                    "back": "spending",
                    "back_with": {"about": chosen.about},
                },
            )

        self.desk.look(
            lambda: print_request(
                book, chosen.question, chosen.about, today, large_print=large_print
            ),
            came,
            _say_fault,
        )

    def show_answer(self, answer: AnswerSeen) -> None:
        """Opens one answer."""
        self.answer.open(answer)
        self._turn_to(self.answer)

    def _turn_to(self, view: View | None) -> None:
        self._show_view(view)
        self.take_focus()

    def _show_view(self, view: View | None) -> None:
        self.views.show(view)
        self.back.setVisible(view is None)
        self._say_since()

    def _say_since(self) -> None:
        """The line under the title, which belongs to the list."""
        sentence = ""
        if self._seen is not None and self.views.shown is None:
            sentence = _("Payments since {day} were looked at.").format(
                day=long_date(self._seen.since)
            )
        self.say_under_title(sentence)

    def back_to_question(self) -> None:
        """Shows the question that is in front again."""
        self._turn_to(self.question)

    def _choose_file(self) -> None:
        paths = ask_for_files(
            self,
            self.desk.remembered,
            _("Choose the letter or e-mail"),
            _("Pictures and PDFs") + " (*.jpg *.jpeg *.png *.heic *.pdf)",
        )
        self._take_files(paths)

    def _take_files(self, paths: list[Path]) -> None:
        if paths and self.views.shown is self.reply:
            self.reply.take_file(paths[0])

    def _show(self, seen: SpendingSeen) -> None:
        if seen == self._seen:
            return  # so that the focus stays as it is
        self._seen = seen
        had_focus = self.home.isAncestorOf(self.window().focusWidget())
        self.empty.setVisible(not seen.open)
        self.open_list.setVisible(bool(seen.open))
        self.open_list.show_lines([self._open_line(one) for one in seen.open])
        self.done_list.setVisible(bool(seen.done))
        self.done_list.show_lines([self._done_line(one) for one in seen.done])
        wanted, self._wanted = self._wanted, ""
        for one in seen.open:
            if wanted and wanted in one.abouts:
                self.show_question(one)
                return
        self._keep_question(seen)
        if self.views.shown is None:
            self._say_since()
            if had_focus:
                self.take_focus()
        self.content_came()

    def _keep_question(self, seen: SpendingSeen) -> None:
        """The question in front is read again; one that was closed in the meantime is left."""
        chosen = self._chosen
        if chosen is None or self.views.shown not in (self.question, self.request):
            return
        for one in seen.open:
            if (one.question, one.about) == (chosen.question, chosen.about):
                self._chosen = one
                if one != chosen:
                    self.question.open(one)
                return
        self.show_list()

    def _open_line(self, one: QuestionSeen) -> Line:
        return Line(
            one.name,
            one.title,
            " ".join(_more_on(one)),
            _("Open"),
            partial(self.show_question, one),
        )

    def _done_line(self, one: AnswerSeen) -> Line:
        said = _("{question}: {about}").format(question=one.question, about=one.about)
        return Line(one.said, said, _who_when_how(one), _("Look"), partial(self.show_answer, one))


class QuestionView(View):
    """One question: what it is about, what it means, and the four answers."""

    def __init__(self, page: SpendingPage) -> None:
        super().__init__(page.desk, "", _("Back to all questions"), page.show_list)
        self._page = page
        self.body = Column(gap=16)
        self.add(self.body)

    def open(self, question: QuestionSeen) -> None:
        """Shows a question in place of the one before."""
        page = self._page
        self.rename(question.asks)
        self.body.clear()
        about = Lines()
        about.show_lines(_about(question))
        self.body.add(about)
        self.body.add(beside(button(_("Write or ring to ask"), page.show_request, "main")))
        self.body.add(words(_("What did they say?"), "heading"))
        answers = (
            (_("They agreed"), Said.AGREED),
            (_("I have asked and wait"), Said.ASKED),
            (_("They said no"), Said.REFUSED),
            (_("No need to ask"), Said.NOT_NEEDED),
        )
        self.body.add(
            beside(*(button(text, partial(page.show_reply, said)) for text, said in answers))
        )
        self.body.add(Meaning(question.name, [question.means], "; ".join(question.sources)))
        kind, number = question.about.split(":")
        if kind == "payment":
            see = partial(page.go.emit, "money", {"transaction": int(number)})
            self.body.add(beside(button(_("See the payment"), see, "quiet")))


class Letter(Passage):
    """A letter, as high as it mostly is, in any size of text."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Its lines and the frame."""
        return QSize(super().sizeHint().width(), self.fontMetrics().lineSpacing() * LETTER_LINES)

    minimumSizeHint = sizeHint  # noqa: N815 (Qt's name)


class RequestView(View):
    """The question to the funder in full: to copy, to print, or to read out on the phone."""

    def __init__(self, page: SpendingPage) -> None:
        super().__init__(
            page.desk,
            _("Write or ring to ask"),
            _("Back to the question"),
            page.back_to_question,
        )
        self._text = ""
        self.add(words(_("Copy it into an e-mail, print it, or have it beside you on the phone.")))
        self.copy = button(_("Copy the text"), self._copy, "main")
        self.add(
            beside(
                self.copy,
                button(_("See it as a letter"), partial(page.show_letter, large_print=False)),
                button(_("See it in large print"), partial(page.show_letter, large_print=True)),
            )
        )
        self.letter = Letter(_("The question in full"))
        self.add(self.letter)

    def open(self, request: SpendingRequest) -> None:
        """Shows a question in full."""
        self._text = "\n\n".join((request.subject, request.text))
        self.letter.show_text(self._text)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        announce(_("The text is copied."))


class AnswerView(View):
    """One answer: who, when, how, and the paper that proves it."""

    def __init__(self, page: SpendingPage) -> None:
        super().__init__(page.desk, "", _("Back to all questions"), page.show_list)
        self._page = page
        self.problem = ErrorSummary()
        self.about = Lines()
        self.foot = Column()
        self.picture = Picture(page.desk.look)
        for block in (self.problem, self.about, self.foot, self.picture):
            self.add(block)
        self.picture.hide()

    def open(self, answer: AnswerSeen) -> None:
        """Shows an answer in place of the one before."""
        self.rename(answer.said)
        self.problem.show_problems([])
        until = long_date(answer.until) if answer.until and not answer.once else ""
        pairs = (
            (answer.question, answer.about),
            (_("Who"), answer.who),
            (_("When"), long_date(answer.day)),
            (_("How"), answer.how),
            (_("It holds for"), _("This payment only") if answer.once else ""),
            (_("It holds until"), until),
            (_("Note"), answer.note),
        )
        self.about.show_lines([Line(what, says) for what, says in pairs if says])
        self.foot.clear()
        self.foot.add(
            beside(button(_("Take this answer back"), partial(self._take_back, answer.id)))
        )
        self.picture.setVisible(answer.paper is not None)
        if answer.paper is not None:
            self.picture.show_paper(
                _("Picture of {paper}").format(paper=answer.paper.title or answer.question),
                partial(_draw, self.desk.book, answer.paper),
            )

    def _take_back(self, number: int) -> None:
        desk = self.desk
        desk.do(
            lambda: take_answer_back(desk.book, number, who=desk.who, at=desk.now()),
            said=_("The answer is taken back. Undo brings it back."),
            done=lambda _none: self._page.show_list(),
            failed=lambda fault: self.problem.show_problems([(str(fault), None)]),
        )


def _draw(book: Book, file: KeptFile, page: int, width: int) -> PaperPage:
    drawn = kept_picture(book, file, page=page, width=width)
    image = QImage(
        drawn.dots, drawn.width, drawn.height, drawn.width * 3, QImage.Format.Format_RGB888
    )
    return PaperPage(image.copy(), drawn.pages)


def _about(question: QuestionSeen) -> list[Line]:
    lines = [
        Line(_("It is about"), question.title),
        Line(_("Why we ask"), question.reason),
    ]
    if question.funder_says:
        lines.append(Line(_("Their rules"), question.funder_says))
    if question.asked is not None:
        lines.append(Line(said_words()[Said.ASKED], _who_when_how(question.asked)))
    if question.refused_on is not None:
        lines.append(Line(_("Before"), _refused(question)))
    if question.like:
        lines.append(Line(_more_like_it(question), question.like[0], _others(question)))
    return lines


def _others(question: QuestionSeen) -> str:
    rest = len(question.like) - 1
    if not rest:
        return ""
    return ngettext("And {count} more.", "And {count} more.", rest).format(count=rest)


def _more_on(question: QuestionSeen) -> list[str]:
    sentences = [question.reason]
    if question.asked is not None:
        sentences.append(
            _("You asked {who} on {day}, and wait.").format(
                who=question.asked.who, day=long_date(question.asked.day)
            )
        )
    if question.refused_on is not None:
        sentences.append(_refused(question))
    if question.like:
        sentences.append(_more_like_it(question) + ".")
    return sentences


def _refused(question: QuestionSeen) -> str:
    assert question.refused_on is not None
    return _("They said no to the like on {day}.").format(day=long_date(question.refused_on))


def _more_like_it(question: QuestionSeen) -> str:
    count = len(question.like)
    return ngettext("{count} more like it", "{count} more like it", count).format(count=count)


def _who_when_how(answer: AnswerSeen) -> str:
    parts = (answer.who, long_date(answer.day), answer.how.lower(), answer.note)
    return ", ".join(part for part in parts if part)


def _say_fault(fault: DPManagerError) -> None:
    announce(str(fault), urgent=True)
