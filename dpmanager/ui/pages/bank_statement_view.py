"""One statement from the bank: what it is, its pages, and what can be done with it."""

from collections.abc import Callable
from functools import partial

from dpmanager.domain.wording import days_words
from dpmanager.errors import DPManagerError
from dpmanager.importers.statement_files import PDF
from dpmanager.tasks.money.bank_statements import BankStatement, remove_bank_statement
from dpmanager.tasks.saving import save_file
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.worker_file_item import draw_kept
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.files import ask_where_to_save
from dpmanager.ui.widgets.form import ErrorSummary
from dpmanager.ui.widgets.picture import Picture
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.text import beside, button
from dpmanager.ui.widgets.views import View
from dpmanager.words import _, ngettext


class StatementView(View):
    """Shows a statement; `leave` goes back to the list."""

    def __init__(self, desk: Desk, leave: Callable[[], object]) -> None:
        super().__init__(desk, _("Bank statement"), _("Back to all statements"), leave)
        self.statement: BankStatement | None = None
        self.problem = ErrorSummary()
        self.about = Lines()
        self.save = button(_("Save a copy"), self._save, "main")
        self.remove = button(_("Take it away"), self._remove)
        self.picture = Picture(desk.look)
        for block in (self.problem, self.about, beside(self.save, self.remove), self.picture):
            self.add(block)

    def open(self, statement: BankStatement) -> None:
        """Shows a statement in place of the one before."""
        self.statement = statement
        self.problem.show_problems([])
        self.about.show_lines(lines_of(statement))
        self.picture.setVisible(statement.is_a_page)
        if statement.is_a_page:
            self.picture.show_paper(
                _("Picture of {paper}").format(paper=statement.file.title),
                partial(draw_kept, self.desk.book, statement.file),
            )

    def _save(self) -> None:
        statement, book = self.statement, self.desk.book
        if statement is None:
            return
        self.problem.show_problems([])
        name = _("Bank statement {start} to {end}").format(
            start=statement.days.start.isoformat(), end=statement.days.end.isoformat()
        )
        kinds = f"{kind_words(statement)} (*.{statement.ending})"
        path = ask_where_to_save(self, self.desk.remembered, f"{name}.{statement.ending}", kinds)
        if path is not None:
            self.desk.look(
                lambda: save_file(path, book.read_proof(statement.file.sealed_name)),
                lambda _none: announce(_("Saved as {name}.").format(name=path.name)),
                self._failed,
            )

    def _remove(self) -> None:
        statement, desk = self.statement, self.desk
        if statement is None:
            return
        self.problem.show_problems([])
        desk.do(
            lambda: remove_bank_statement(desk.book, statement.id, who=desk.who, at=desk.now()),
            said=_("The statement is taken away. Its payments stay. Undo brings it back."),
            done=lambda _none: self.leave(),
            failed=self._failed,
        )

    def _failed(self, fault: DPManagerError) -> None:
        self.problem.show_problems([(str(fault), None)])


def kind_words(statement: BankStatement) -> str:
    """What kind of file it is."""
    if statement.file.media_type == PDF:
        return _("PDF")
    if statement.is_a_page:
        return _("Photo")
    return _("{kind} file").format(kind=statement.ending.upper())


def lines_of(statement: BankStatement) -> list[Line]:
    """What is to be known of a statement."""
    count = statement.payments
    return [
        Line(_("Account"), statement.account),
        Line(_("Days"), days_words(statement.days)),
        Line(
            _("What it is"),
            kind_words(statement),
            ngettext(
                "{count} payment was read in from it.",
                "{count} payments were read in from it.",
                count,
            ).format(count=count)
            if count
            else "",
        ),
        Line(
            _("Your return"),
            _("It goes with the return of these days.")
            if statement.is_a_page
            else _("It stays here. A file of this kind has no pages to show."),
            "" if statement.is_a_page else _("Your annotated statement stands for it."),
        ),
    ]
