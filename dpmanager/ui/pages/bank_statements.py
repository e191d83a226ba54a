"""The bank's own statements: those that were read in, and papers added to go with a return."""

from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from dpmanager.domain.periods import short_date
from dpmanager.errors import DPManagerError
from dpmanager.tasks.money.bank_statements import (
    BankStatements,
    ChosenPaper,
    add_bank_statement,
    look_at_bank_statements,
    read_paper,
)
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.bank_statement_view import StatementView, kind_words
from dpmanager.ui.pages.people_change import Change, ChangeView
from dpmanager.ui.widgets.drop import FileDrop
from dpmanager.ui.widgets.fields import ChoiceField, DateField, Field
from dpmanager.ui.widgets.files import ask_for_files
from dpmanager.ui.widgets.form import ErrorSummary
from dpmanager.ui.widgets.page import Card, Column, Page
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View, Views
from dpmanager.words import _

KINDS = "(*.pdf *.jpg *.jpeg *.png *.heic *.heif)"


class BankStatementsPage(Page):
    """The list. Opened with statement= it opens one."""

    place: ClassVar[str] = "bank_statements"
    help_page: ClassVar[str] = "bank_statements"

    def heading(self) -> str:
        """The title of the page."""
        return _("Bank statements")

    def above(self) -> None:
        """The way back."""
        self.back = button(_("Back to Money"), lambda: self.go.emit("money", {}), "quiet")
        self.column.add(self.back)

    def build(self) -> None:
        """The list; the form and one statement take its place."""
        self._seen: BankStatements | None = None
        self._wanted: int | None = None
        self.problem = ErrorSummary()
        self.home = Column(gap=16)
        self.column.add(self.home)
        self.empty = Card(_("No statements yet"))
        self.empty.add(
            words(
                _(
                    "A statement that you read in on the page Money is kept here by itself. You "
                    "can also add one as a PDF or photo."
                )
            )
        )
        self.about = words(
            _(
                "A PDF or photo goes with your return, when its days are in it. Other files stay "
                "here: your annotated statement stands for them."
            )
        )
        self.add_paper = button(_("Add a PDF or photo"), self.choose_file, "main")
        self.table = DataTable(
            _("Bank statements"),
            [
                TableColumn(_("First day"), show=short_date),
                TableColumn(_("Last day"), show=short_date),
                TableColumn(_("What it is"), show=str),
                TableColumn(_("Goes with the return"), show=str),
                TableColumn(_("Account"), show=str),
            ],
        )
        self.table.chosen.connect(self.show_statement)
        self.open_one = button(_("Open the chosen statement"), self._open_chosen)
        for block in (
            self.problem,
            self.empty,
            self.about,
            beside(self.add_paper),
            self.table,
            beside(self.open_one),
        ):
            self.home.add(block)
        for later in (self.empty, self.about, self.table, self.open_one):
            later.hide()
        self.views = Views(self, self.home)
        self.form = self.views.add(ChangeView(self.desk, self.show_list))
        self.one = self.views.add(StatementView(self.desk, self.show_list))
        FileDrop(self, self.take_files)

    def open_with(self, **what: Any) -> None:
        """statement: the number of one to open."""
        self._wanted = what.get("statement")
        self.problem.show_problems([])
        self._show_view(None)

    def refresh(self) -> None:
        """Reads the list again. What is being typed stays."""
        book = self.desk.book
        self.desk.look(lambda: look_at_bank_statements(book), self._show)

    def take_focus(self) -> None:
        """The view that is open, or the main button of the list."""
        if self.views.shown is not None:
            self.views.focus(self.views.shown)
        else:
            self.add_paper.setFocus()

    def show_list(self) -> None:
        """Goes back to the list."""
        self._show_view(None)
        self.refresh()
        (self.add_paper if self.table.isHidden() else self.table).setFocus()

    def show_statement(self, number: int | None) -> None:
        """Opens a statement of the list."""
        for statement in self._seen.statements if self._seen else ():
            if statement.id == number:
                self.one.open(statement)
                self._turn_to(self.one)

    def choose_file(self) -> None:
        """Asks for the file of a statement."""
        kinds = f"{_('PDF files and photos')} {KINDS}"
        self.take_files(
            ask_for_files(self, self.desk.remembered, _("Choose the bank's statement"), kinds)
        )

    def take_files(self, paths: list[Path]) -> None:
        """Reads a file, and asks of which account and days it is."""
        if not paths:
            return
        self.problem.show_problems([])
        self._show_view(None)
        self.say_under_title(_("Reading {file}").format(file=paths[0].name))
        desk, path, today = self.desk, paths[0], self.desk.today()
        desk.look(
            lambda: read_paper(desk.book, path, today=today), self._ask_for_days, self._failed
        )

    # --- what is shown ---------------------------------------------------------------------------

    def _show(self, seen: BankStatements) -> None:
        open_now = self.one.statement if self.views.shown is self.one else None
        if open_now is not None and open_now not in seen.statements:
            self._show_view(None)  # it was taken away, or its adding was undone
            self.add_paper.setFocus()
        self.add_paper.setEnabled(bool(seen.accounts))
        if seen != self._seen:
            self._seen = seen
            self._show_rows(seen)
        if self._wanted is not None:
            number, self._wanted = self._wanted, None
            self.show_statement(number)
        self.content_came()

    def _show_rows(self, seen: BankStatements) -> None:
        some = bool(seen.statements)
        if not some and self.table.hasFocus():
            self.add_paper.setFocus()  # the table goes away
        self.table.show_rows(
            [
                TableRow(
                    (
                        one.days.start,
                        one.days.end,
                        kind_words(one),
                        _("Yes") if one.is_a_page else _("No"),
                        one.account,
                    ),
                    one.id,
                )
                for one in seen.statements
            ]
        )
        self.empty.setVisible(not some)
        for block in (self.about, self.table, self.open_one):
            block.setVisible(some)

    def _ask_for_days(self, paper: ChosenPaper) -> None:
        self.say_under_title("")
        if self._seen is None:
            return
        self.form.open(paper_form(self.desk, self._seen.accounts, paper))
        self._turn_to(self.form)

    def _turn_to(self, view: View) -> None:
        self._show_view(view)
        self.views.focus(view)

    def _show_view(self, view: View | None) -> None:
        self.back.setVisible(view is None)
        self.views.show(view)

    def _open_chosen(self) -> None:
        self.show_statement(self.table.current_key())

    def _failed(self, fault: DPManagerError) -> None:
        self.say_under_title("")
        self.problem.show_problems([(str(fault), None)])


def paper_form(desk: Desk, accounts: tuple[str, ...], paper: ChosenPaper) -> Change:
    """Of which account and days a paper is; filled in as far as the paper itself says it."""
    choices = [(name, name) for name in accounts]
    account = ChoiceField(
        _("Which account is it of?"),
        choices if len(accounts) == 1 or paper.account else [("", _("Choose one")), *choices],
        missing=_("Choose the account that it is of."),
    )
    first = DateField(_("First day on it"), missing=_("Type the first day that it shows."))
    last = DateField(_("Last day on it"), missing=_("Type the last day that it shows."))
    fields: dict[str, Field] = {"account": account, "first": first, "last": last}
    if paper.account:
        account.set_value(paper.account)
    if len(accounts) == 1:
        account.hide()
    if paper.days is not None:
        first.set_value(paper.days.start)
        last.set_value(paper.days.end)

    def task(values: dict[str, Any]) -> int:
        name = values.get("account", accounts[0])
        add = partial(add_bank_statement, desk.book, name, values["first"], values["last"], paper)
        return add(who=desk.who, at=desk.now())

    return Change(
        title=_("Add a bank statement"),
        note=_("The file: {file}").format(file=paper.name),
        fields=fields,
        task=task,
        said=_("The statement is kept. It goes with the return of its days."),
        button=_("Keep this statement"),
        fault_at="last",
    )
