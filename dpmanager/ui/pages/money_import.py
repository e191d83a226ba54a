"""Read in a statement: choose or drop a file, see what it brings, then save it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from dpmanager.domain.amounts import pounds
from dpmanager.domain.periods import long_date, short_date
from dpmanager.errors import DPManagerError
from dpmanager.importers.pdf_statement import is_pdf
from dpmanager.importers.proof_files import LARGEST_MB
from dpmanager.importers.statement_files import USUAL_ENDINGS
from dpmanager.tasks.money.import_safely import import_safely
from dpmanager.tasks.money.import_statement import (
    Imported,
    PossiblySame,
    Preview,
    preview_statement,
    read_statement_file,
)
from dpmanager.tasks.money.look_at_money import AccountSeen
from dpmanager.tasks.money.statement_columns import (
    ColumnsUnknownError,
    Table,
    look_at_unknown,
)
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.money_columns import ColumnsPart
from dpmanager.ui.pages.money_words import money_columns
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.fields import ChoiceField
from dpmanager.ui.widgets.files import ask_for_files
from dpmanager.ui.widgets.form import ErrorSummary
from dpmanager.ui.widgets.page import Card, Column
from dpmanager.ui.widgets.pdf_pages import PdfPage, PdfPages, read_pages
from dpmanager.ui.widgets.progress import LongWork, Progress
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View
from dpmanager.words import _, ngettext

PAGES_HIGH = 560
"""Pixels: most of a page of paper, as wide as it is shown."""

Found = Preview | Table
"""What a file would bring, or the table that it is where its columns are not known."""


class ImportView(View):
    """Asks for the file, then shows what it would bring. Nothing is saved before the person says.

    saved: called with the name of the account when the lines are in the book.
    """

    def __init__(
        self, desk: Desk, leave: Callable[[], object], saved: Callable[[str], object]
    ) -> None:
        super().__init__(desk, _("Read in a statement"), _("Back to all payments"), leave)
        self._saved = saved
        self._data = b""
        self._work = LongWork()
        self.preview: Preview | None = None
        self._others: set[int] = set()
        self.problem = ErrorSummary()
        self.hint = words(
            _(
                "Download a statement from your bank, best as CSV. Then choose it here, or drop it "
                "on this page. Excel, OFX, QFX, QIF, XML, MT940 and PDF can be read too."
            )
        )
        self.choose = button(_("Choose a file"), self.ask, "main")
        self.start = Column()
        self.start.add(self.hint)
        self.start.add(beside(self.choose))
        self.progress = Progress(self._stop)
        self.account = ChoiceField(
            _("Which account is it of?"), [], missing=_("Choose the account that it is of.")
        )
        self.account.on_change(self._look_again)
        self.brings = Lines(_("What the file brings"))
        self.columns = ColumnsPart(desk, self._look_again)
        self.to_check = Card(_("To check"))
        self._checks = Column(gap=10)
        self.to_check.add(self._checks)
        self.save = button("", self._save, "main")
        self.others = button(_("Choose another file"), self.ask)
        self.not_read = Column(gap=8)
        self.not_read_table = DataTable(
            _("Lines that are not read in"),
            [TableColumn(_("Line"), show=str), TableColumn(_("Why")), TableColumn(_("Text"))],
        )
        self.not_read.add(words(_("Lines that are not read in"), "heading"))
        self.not_read.add(self.not_read_table)
        self._build_possibly()
        self.new = Column(gap=8)
        self.new_table = DataTable(_("New payments"), money_columns())
        self.new.add(words(_("New payments"), "heading"))
        self.new.add(self.new_table)
        self.paper = Column(gap=8)
        self.pages = PdfPages(_("Pages of the file"), desk.look)
        self.pages.setMinimumHeight(PAGES_HIGH)
        self.paper.add(words(_("Pages of the file"), "heading"))
        self.paper.add(self.pages)
        for block in (
            self.problem,
            self.start,
            self.progress,
            self.columns,
            self.account,
            self.brings,
            self.to_check,
            beside(self.save, self.others),
            self.not_read,
            self.possibly,
            self.new,
            self.paper,
        ):
            self.add(block)

    def _build_possibly(self) -> None:
        self.possibly = Column(gap=8)
        self.possibly_table = DataTable(
            _("Possibly there already"),
            [
                TableColumn(_("Date"), show=short_date),
                TableColumn(_("Amount"), figures=True),
                TableColumn(_("The file says")),
                TableColumn(_("Your records say")),
                TableColumn(_("Add it?")),
            ],
        )
        self.possibly_table.chosen.connect(self._turn)
        self.turn = button(_("Add or leave out the chosen one"), self._turn_chosen)
        self.possibly.add(words(_("Possibly there already"), "heading"))
        self.possibly.add(
            words(
                _(
                    "Your records have a payment of the same day and amount for each of these, in "
                    "other words. They are not added. If one is another payment, choose it and add "
                    "it."
                )
            )
        )
        self.possibly.add(self.possibly_table)
        self.possibly.add(beside(self.turn))

    def _turn_chosen(self) -> None:
        self._turn(self.possibly_table.current_key())

    def _turn(self, number: int | None) -> None:
        """Adds a line that is possibly there, or takes that back."""
        if number is None or self.preview is None:
            return
        self._others ^= {number}
        announce(_("It will be added.") if number in self._others else _("It will not be added."))
        self._show_possibly(self.preview)

    def _show_possibly(self, preview: Preview) -> None:
        self.possibly_table.show_rows([self._possibly_row(each) for each in preview.possibly])
        self._name_save(preview)

    def _possibly_row(self, pair: PossiblySame) -> TableRow:
        line = pair.line
        added = _("Yes") if line.line_number in self._others else _("No")
        return TableRow(
            (line.day, line.amount, line.description, pair.description, added), line.line_number
        )

    def _name_save(self, preview: Preview) -> None:
        count = len(preview.new) + len(self._others)
        self.save.setText(
            ngettext("Save {count} new payment", "Save {count} new payments", count).format(
                count=count
            )
            if count
            else _("Save that the bank has shown them")
            if preview.typed
            else _("Keep this statement")
        )
        self.save.setVisible(
            bool(preview.account) and bool(count or preview.typed or preview.keeps)
        )

    def open(self, accounts: Sequence[AccountSeen]) -> None:
        """Begins anew, without a file."""
        self._data = b""
        self.columns.hide()
        self.account.set_choices(
            [("", _("Choose one")), *((each.name, each.name) for each in accounts)]
        )
        self.problem.show_problems([])
        self.progress.end()
        self._show(None)

    def ask(self) -> None:
        """Asks for a file."""
        kinds = _("Statements ({endings});;All files (*)").format(endings=USUAL_ENDINGS)
        paths = ask_for_files(self, self.desk.remembered, _("Choose a statement"), kinds)
        if paths:
            self.read(paths[0])

    def read(self, path: Path) -> None:
        """Reads a file that was chosen or dropped."""
        self.account.set_value("")
        self._start(_("Reading {file}").format(file=path.name), path)

    def _look_again(self) -> None:
        if self._data:
            self._start(_("Looking again"), None)

    def _start(self, what: str, path: Path | None) -> None:
        self.problem.show_problems([])
        self.columns.hide()
        self._show(None)
        work = self._work = LongWork()
        work.far.connect(self.progress.reached)
        self.progress.start(what)
        self.start.hide()
        data, book, today = self._data, self.desk.book, self.desk.today()
        account = self.account.box.currentData() or ""

        def look() -> tuple[bytes, Found, tuple[PdfPage, ...]]:
            content = read_statement_file(path) if path else data
            try:
                found = preview_statement(
                    book, content, account=account, today=today, reached=work.reached
                )
            except ColumnsUnknownError:
                return content, look_at_unknown(content), ()
            return content, found, read_pages(content) if is_pdf(content) else ()

        def came(read: tuple[bytes, Found, tuple[PdfPage, ...]]) -> None:
            self._data, found, pages = read
            if isinstance(found, Table):
                self._ask_for_columns(found)
                return
            self._show(found)
            if pages:
                self.paper.show()
                self.pages.show_pages(self._data, pages)
            announce(summary_of(found))
            (self.save if found.account else self.account.box).setFocus()

        self.desk.look(look, came, self._failed)

    def _ask_for_columns(self, table: Table) -> None:
        self.progress.end()
        self.others.show()
        self.columns.open(self._data, table)
        announce(_("DP Manager does not know files of this kind. Say what each column is."))
        self.columns.uses[0].box.setFocus()

    def _stop(self) -> None:
        self._work.stop()

    def _failed(self, fault: DPManagerError) -> None:
        self._show(None)
        self.problem.show_problems([(str(fault), None)])

    def _show(self, preview: Preview | None) -> None:
        self.preview = preview
        self._others = set()
        self.progress.end()
        self.start.setVisible(preview is None)
        self.account.setVisible(
            preview is not None and (not preview.account or bool(self.account.box.currentData()))
        )
        known = preview is not None and bool(preview.account)
        self.others.setVisible(preview is not None)
        self.brings.setVisible(known)
        self.save.setVisible(False)
        self.paper.hide()
        self.new.setVisible(known and preview is not None and bool(preview.new))
        self.possibly.setVisible(known and preview is not None and bool(preview.possibly))
        self.to_check.setVisible(known and preview is not None and bool(preview.to_check))
        not_read = () if preview is None else (*preview.not_understood, *preview.left_out)
        self.not_read.setVisible(bool(not_read))
        if preview is None:
            return
        self.brings.show_lines(lines_of(preview))
        self._checks.clear()
        for sentence in preview.to_check:
            self._checks.add(words(sentence))
        self._show_possibly(preview)
        self.not_read_table.show_rows(
            [TableRow((each.line_number, each.why, each.text)) for each in not_read]
        )
        self.new_table.show_rows(
            [
                TableRow(
                    (
                        line.day,
                        line.description,
                        -line.amount if line.amount < 0 else None,
                        line.amount if line.amount > 0 else None,
                    )
                )
                for line in reversed(preview.new)
            ]
        )

    def _save(self) -> None:
        preview, desk, data, others = self.preview, self.desk, self._data, set(self._others)
        if preview is None:
            return
        self.progress.start(_("Saving the payments"))

        def failed(fault: DPManagerError) -> None:
            self.progress.end()
            self.problem.show_problems([(str(fault), None)])

        def done(_imported: Imported) -> None:
            self._data = b""
            self._show(None)
            self._saved(preview.account)

        desk.do(
            lambda: import_safely(
                desk.book, preview.account, data, others=others, who=desk.who, at=desk.now()
            ),
            said=lambda imported: said_of(imported, preview.account),
            done=done,
            failed=failed,
        )


def said_of(imported: Imported, account: str) -> str:
    """What is said when a file is saved."""
    if not imported.added:
        return _("The statement of {account} is saved.").format(account=account)
    return ngettext(
        "{count} payment is added to {account}.",
        "{count} payments are added to {account}.",
        imported.added,
    ).format(count=imported.added, account=account)


def lines_of(preview: Preview) -> list[Line]:
    """What a file would bring, line by line."""
    lines = [
        Line(_("Account"), preview.account, _("A file of {bank}.").format(bank=preview.bank)),
        Line(
            _("Days"),
            _("{first} to {last}").format(
                first=long_date(preview.first_day), last=long_date(preview.last_day)
            ),
        ),
        Line(
            _("New"),
            ngettext("{count} payment", "{count} payments", len(preview.new)).format(
                count=len(preview.new)
            ),
        ),
    ]
    if preview.already_there:
        lines.append(
            Line(
                _("Already there"),
                ngettext(
                    "{count} payment. It is not added again.",
                    "{count} payments. They are not added again.",
                    preview.already_there,
                ).format(count=preview.already_there),
            )
        )
    if preview.possibly:
        lines.append(
            Line(
                _("Possibly there already"),
                ngettext("{count} payment", "{count} payments", len(preview.possibly)).format(
                    count=len(preview.possibly)
                ),
                _("See below. They are added only if you say so."),
            )
        )
    if preview.typed:
        lines.append(
            Line(
                _("Found again"),
                ngettext(
                    "{count} payment that you typed in by hand.",
                    "{count} payments that you typed in by hand.",
                    preview.typed,
                ).format(count=preview.typed),
            )
        )
    if preview.not_understood:
        lines.append(
            Line(
                _("Could not be read"),
                ngettext("{count} line", "{count} lines", len(preview.not_understood)).format(
                    count=len(preview.not_understood)
                ),
                _("See below. What could not be read is not saved."),
            )
        )
    if preview.left_out:
        lines.append(
            Line(
                _("Left out"),
                ngettext("{count} line", "{count} lines", len(preview.left_out)).format(
                    count=len(preview.left_out)
                ),
                _("See below why."),
            )
        )
    lines.append(
        Line(
            _("Money"),
            _("{money_in} came in and {money_out} went out.").format(
                money_in=pounds(preview.money_in), money_out=pounds(preview.money_out)
            ),
        )
    )
    if preview.closing_balance is not None:
        lines.append(
            Line(
                _("Last balance"),
                _("{amount} on {day}").format(
                    amount=pounds(preview.closing_balance), day=short_date(preview.last_day)
                ),
            )
        )
    if preview.too_large:
        lines.append(
            Line(
                _("The file itself"),
                _("It is larger than {limit} MB, so it is not kept here.").format(limit=LARGEST_MB),
                _("Its payments can be saved. Keep the file yourself."),
            )
        )
    elif preview.keeps:
        lines.append(
            Line(
                _("The file itself"),
                _("It is kept with your bank statements, when you save."),
            )
        )
    return lines


def summary_of(preview: Preview) -> str:
    """What a file would bring, in one sentence."""
    if not preview.account:
        return _("The file is read. Say which account it is of.")
    count = len(preview.new)
    if count:
        return ngettext(
            "The file has {count} new payment. Nothing is saved yet.",
            "The file has {count} new payments. Nothing is saved yet.",
            count,
        ).format(count=count)
    if preview.possibly:
        return _("The file has no payment that is surely new. Look at those that are possibly new.")
    if preview.keeps and not preview.typed:
        return _("All its payments are in the book already. You can keep the statement itself.")
    return _("All payments of this file are in the book already.")
