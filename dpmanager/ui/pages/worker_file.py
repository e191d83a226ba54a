"""A worker's file: checks before they start, contact, papers, insurance, status and family."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QTimer

from dpmanager.domain.people.checks import CheckKind, Standing
from dpmanager.domain.periods import long_date
from dpmanager.tasks.people.checks import CheckLook, ask_for, remove_check
from dpmanager.tasks.people.insurance import PolicyLook, keep_certificate, remove_policy
from dpmanager.tasks.people.print_worker_papers import (
    print_starter_details,
    print_written_statement,
)
from dpmanager.tasks.people.worker_file import (
    KeptLook,
    PaperLook,
    WorkerFile,
    keep_copy,
    look_at_worker_file,
    remove_paper,
    remove_past,
)
from dpmanager.ui.pages import worker_file_forms as forms
from dpmanager.ui.pages.of_worker import WorkerPage
from dpmanager.ui.pages.people_change import Change, ChangeView
from dpmanager.ui.pages.terms_offer import OfferView, Question
from dpmanager.ui.pages.worker_file_cards import CHECKS, INSURANCE, KEPT, PAPERS, FileCards
from dpmanager.ui.pages.worker_file_item import Act, Item, ItemView
from dpmanager.ui.pages.worker_file_words import (
    check_more,
    check_words,
    level_words,
    need_words,
    policy_name,
    policy_says,
)
from dpmanager.ui.widgets.drop import FileDrop
from dpmanager.ui.widgets.files import ask_for_files
from dpmanager.ui.widgets.summary import Line
from dpmanager.words import _


class WorkerFilePage(WorkerPage):
    """The file of a worker; opened with worker= (the number), and card= for one of its cards."""

    place: ClassVar[str] = "file"
    help_page: ClassVar[str] = "file"
    _seen: WorkerFile | None = None

    def heading(self) -> str:
        """The title of the page."""
        if self._seen is None:
            return _("A worker's file")
        return _("File of {name}").format(name=self._seen.name)

    def build(self) -> None:
        """The cards, and the views that take their place."""
        self._card = CHECKS
        self.cards = FileCards(self)
        self.build_around(self.cards)
        self.item = self.views.add(ItemView(self.desk, self.leave_view))
        self.change = self.views.add(ChangeView(self.desk, self.leave_view))
        self.offer = self.views.add(OfferView(self.desk, self.leave_view))
        self._drop = FileDrop(self, self._take_papers)

    def open_with(self, **what: Any) -> None:
        """worker: the number of the worker. card: what to go to."""
        self._seen = None
        self._card = what.get("card", CHECKS)
        super().open_with(**what)

    def worker_name(self) -> str:
        """Whose file is shown."""
        return self._seen.name if self._seen else ""

    def refresh(self) -> None:
        """Reads the file again. What is being typed stays."""
        number = self.number
        if number is None:
            self.say(_("Open a person who works for you, on the page People."))
            return
        book, today = self.desk.book, self.desk.today()
        self.desk.look(
            lambda: look_at_worker_file(book, number, today),
            lambda seen: self._show(number, seen),
            lambda fault: self.say(str(fault)),
        )

    # What the cards ask for

    def open_form(self, card: str, form: Change | Question) -> None:
        """Opens a form; afterwards the focus comes back to that card."""
        self._card = card
        view: ChangeView | OfferView
        if isinstance(form, Change):
            view = self.change
            self.change.open(form)
        else:
            view = self.offer
            self.offer.open(form)
        self.show_view(view)
        self.views.focus(view.body)

    def open_check(self, place: int) -> None:
        """Opens the check in that place of the list."""
        if self._seen is not None:
            line = self._seen.checks.lines[place]
            self._open_item(CHECKS, _check_item(self, self._seen, line))

    def open_paper(self, paper_id: int) -> None:
        """Opens a paper."""
        if self._seen is not None:
            paper = next(one for one in self._seen.papers if one.id == paper_id)
            self._open_item(PAPERS, self._paper_item(paper))

    def open_policy(self, policy_id: int) -> None:
        """Opens an insurance."""
        if self._seen is not None:
            policy = next(one for one in self._seen.insurance.policies if one.id == policy_id)
            self._open_item(INSURANCE, self._policy_item(policy))

    def add_papers(self) -> None:
        """Asks for papers to add."""
        self._take_papers(self.ask_for_papers(several=True))

    def see_paper(self, name: str, *, large_print: bool = False) -> None:
        """Shows a paper that is made from the records: statement or starter."""
        file, desk = self._seen, self.desk
        if file is None:
            return
        if name == "statement":
            title = _("Written statement for {name}").format(name=file.name)
            made = partial(
                print_written_statement,
                desk.book,
                file.id,
                today=desk.today(),
                large_print=large_print,
            )
        else:
            title = _("Starter details of {name}").format(name=file.name)
            made = partial(print_starter_details, desk.book, file.id, large_print=large_print)
        desk.look(
            made,
            lambda pdf: self.go.emit(
                "preview",
                {
                    "title": title,
                    "pdf": pdf,
                    "file_name": f"{title}.pdf",
                    "back": self.place,
                    "back_with": {"worker": file.id, "card": PAPERS},
                },
            ),
        )

    def remove_past(self, kept: KeptLook) -> None:
        """Takes away what need not be kept any more."""
        file, desk = self._seen, self.desk
        if file is None:
            return
        self._card = KEPT
        desk.do(
            lambda: remove_past(desk.book, file.id, kept.record, who=desk.who, at=desk.now()),
            said=_("It is removed. Undo brings it back."),
        )

    def do_and_leave(self, task: Callable[[], object], said: str) -> None:
        """Does a task about what is open, and goes back to the file."""
        self.desk.do(task, said=said, done=lambda _result: self.leave_view())

    def ask_for_papers(self, *, several: bool) -> list[Path]:
        """Asks for pictures or PDF files."""
        kinds = _("Photos and PDF files") + " (*.jpg *.jpeg *.png *.heic *.heif *.pdf)"
        return ask_for_files(
            self, self.desk.remembered, _("Choose the papers"), kinds, several=several
        )

    # What is shown

    def _paper_item(self, paper: PaperLook) -> Item:
        desk = self.desk
        return Item(
            title=paper.kind_words,
            lines=(
                Line(_("File"), paper.file.title),
                Line(_("A note"), paper.note or _("None")),
                Line(_("Added on"), long_date(paper.file.added_on)),
            ),
            file=paper.file,
            rest=(
                (
                    _("Remove this paper"),
                    lambda: self.do_and_leave(
                        lambda: remove_paper(desk.book, paper.id, who=desk.who, at=desk.now()),
                        _("The paper is removed. Undo brings it back."),
                    ),
                ),
            ),
        )

    def _policy_item(self, policy: PolicyLook) -> Item:
        desk = self.desk

        def add() -> None:
            paths = self.ask_for_papers(several=False)
            if paths:
                self.do_and_leave(
                    lambda: keep_certificate(
                        desk.book, policy.id, paths[0], who=desk.who, at=desk.now()
                    ),
                    _("The certificate is kept."),
                )

        return Item(
            title=policy_name(policy),
            lines=(Line(_("Insurance"), policy_says(policy)),),
            meaning=()
            if policy.is_own
            else (
                Line(
                    _("Show it"),
                    _("Put the certificate where those who work for you can see it."),
                ),
            ),
            file=policy.certificate,
            acts=((_("Add the certificate"), add),),
            rest=(
                (
                    _("Remove this insurance"),
                    lambda: self.do_and_leave(
                        lambda: remove_policy(desk.book, policy.id, who=desk.who, at=desk.now()),
                        _("The insurance is removed. Undo brings it back."),
                    ),
                ),
            ),
        )

    def _open_item(self, card: str, item: Item) -> None:
        self._card = card
        self.item.open(item)
        self.show_view(self.item)
        self.views.focus(self.item)

    def _take_papers(self, paths: list[Path]) -> None:
        if self._seen is not None and paths:
            self.open_form(PAPERS, forms.papers_change(self.desk, self._seen, paths))

    def _show(self, number: int, seen: WorkerFile | None) -> None:
        if number != self.number:
            return  # somebody else was asked for in the meantime
        if seen is None:
            self.number = None
            self.go.emit("people", {})
            return
        if seen != self._seen:
            self._seen = seen
            had_focus = self.cards.isAncestorOf(self.window().focusWidget())
            self.cards.show_file(seen)
            self.show_cards()
            if self.views.shown is self.item:
                self.leave_view()  # what it shows may be gone
            if had_focus:
                QTimer.singleShot(0, self.focus_cards)  # Qt shows new blocks when idle
        self.content_came()

    def focus_cards(self) -> None:
        """Goes to the card that was used last."""
        if self.views.shown is None and self.cards.cards:
            self.views.focus(self.cards.cards.get(self._card) or self.cards.cards[CHECKS])


def _check_item(page: WorkerFilePage, file: WorkerFile, line: CheckLook) -> Item:
    """A check with its meaning, and what can be done about it."""
    lines = [
        Line(_("Now"), check_words(line), check_more(line)),
        Line(_("Who asks for it"), need_words(line)),
    ]
    seen = line.seen
    if seen is not None:
        levels = level_words(line.kind, file.nation)
        for what, says in (
            (_("Level"), levels.get(seen.level, "")),
            (_("Number on it"), seen.number),
            (_("Date on it"), long_date(seen.issued_on) if seen.issued_on else ""),
            (_("Update Service"), _("Looked up") if seen.update_service else ""),
            (_("What you looked at"), seen.note),
        ):
            if says:
                lines.append(Line(what, says))
    lines += [
        Line(_("Earlier"), _("Seen on {day} by {who}.").format(day=long_date(day), who=who))
        for day, who in line.earlier
    ]
    meaning = line.meaning
    return Item(
        title=line.name,
        lines=tuple(lines),
        meaning=tuple(
            Line(what, says)
            for what, says in (
                (_("Why"), meaning["why"]),
                (_("What to look at"), meaning["look_at"]),
                (_("What you may keep"), meaning["may_keep"]),
                (_("What you never keep"), meaning["never_keep"]),
                (_("How long it is good"), meaning["how_long"]),
                (_("Where it is written"), line.rule.source[0]),
            )
            if says
        ),
        file=line.copy,
        acts=tuple(_check_acts(page, file, line)),
        rest=tuple(_rarer_acts(page, file, line)),
    )


def _check_acts(page: WorkerFilePage, file: WorkerFile, line: CheckLook) -> list[Act]:
    desk = page.desk
    again = line.standing in (Standing.SEEN, Standing.RUNS_OUT, Standing.RAN_OUT)
    acts: list[Act] = [
        (
            _("I have seen it again") if again else _("I have seen it"),
            lambda: page.open_form(CHECKS, forms.seen_change(desk, file, line)),
        )
    ]
    if line.standing is Standing.TO_DO and line.kind is CheckKind.REFERENCE:
        acts.append(
            (
                _("I have asked for it"),
                lambda: page.open_form(CHECKS, forms.asked_change(desk, file, line)),
            )
        )
    elif line.standing is Standing.TO_DO:
        acts.append(
            (
                _("I have asked for it"),
                lambda: page.do_and_leave(
                    lambda: ask_for(
                        desk.book,
                        file.id,
                        line.kind,
                        check_id=line.id,
                        who=desk.who,
                        at=desk.now(),
                    ),
                    _("It is noted that you asked."),
                ),
            )
        )
    if again and line.rule.keeps_copy and line.id is not None:
        check_id = line.id

        def add() -> None:
            paths = page.ask_for_papers(several=False)
            if paths:
                page.do_and_leave(
                    lambda: keep_copy(desk.book, check_id, paths[0], who=desk.who, at=desk.now()),
                    _("The copy is kept."),
                )

        acts.append((_("Add a copy"), add))
    return acts


def _rarer_acts(page: WorkerFilePage, file: WorkerFile, line: CheckLook) -> list[Act]:
    desk = page.desk
    acts: list[Act] = []
    if line.standing in (Standing.TO_DO, Standing.ASKED):
        acts.append(
            (
                _("It is not needed"),
                lambda: page.open_form(CHECKS, forms.not_needed_change(desk, file, line)),
            )
        )
    if line.id is not None:
        check_id = line.id
        acts.append(
            (
                _("Remove this check"),
                lambda: page.do_and_leave(
                    lambda: remove_check(desk.book, check_id, who=desk.who, at=desk.now()),
                    _("The check is removed. Undo brings it back."),
                ),
            )
        )
    return acts
