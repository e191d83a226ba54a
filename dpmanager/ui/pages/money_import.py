"""Read in a statement: choose or drop a file, see what it brings, then save it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from dpmanager.domain.amounts import pounds
from dpmanager.domain.periods import long_date, short_date
from dpmanager.errors import DPManagerError
from dpmanager.tasks.money.import_statement import (
    Imported,
    Preview,
    import_statement,
    preview_statement,
    read_statement_file,
)
from dpmanager.tasks.money.look_at_money import AccountSeen
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.money_words import money_columns
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.fields import ChoiceField
from dpmanager.ui.widgets.files import ask_for_files
from dpmanager.ui.widgets.form import ErrorSummary
from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.progress import LongWork, Progress
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View
from dpmanager.words import _, ngettext


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
        self.problem = ErrorSummary()
        self.hint = words(
            _("Download a CSV file from your bank. Then choose it here, or drop it on this page.")
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
        self.save = button("", self._save, "main")
        self.others = button(_("Choose another file"), self.ask)
        self.not_read = Column(gap=8)
        self.not_read_table = DataTable(
            _("Lines that could not be read"),
            [TableColumn(_("Line"), show=str), TableColumn(_("Why")), TableColumn(_("Text"))],
        )
        self.not_read.add(words(_("Lines that could not be read"), "heading"))
        self.not_read.add(self.not_read_table)
        self.new = Column(gap=8)
        self.new_table = DataTable(_("New payments"), money_columns())
        self.new.add(words(_("New payments"), "heading"))
        self.new.add(self.new_table)
        for block in (
            self.problem,
            self.start,
            self.progress,
            self.account,
            self.brings,
            beside(self.save, self.others),
            self.not_read,
            self.new,
        ):
            self.add(block)

    def open(self, accounts: Sequence[AccountSeen]) -> None:
        """Begins anew, without a file."""
        self._data = b""
        self.account.set_choices(
            [("", _("Choose one")), *((each.name, each.name) for each in accounts)]
        )
        self.problem.show_problems([])
        self.progress.end()
        self._show(None)

    def ask(self) -> None:
        """Asks for a file."""
        kinds = _("Statements (*.csv);;All files (*)")
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
        self._show(None)
        work = self._work = LongWork()
        work.far.connect(self.progress.reached)
        self.progress.start(what)
        self.start.hide()
        data, book = self._data, self.desk.book
        account = self.account.box.currentData() or ""

        def look() -> tuple[bytes, Preview]:
            content = read_statement_file(path) if path else data
            return content, preview_statement(book, content, account=account, reached=work.reached)

        def came(read: tuple[bytes, Preview]) -> None:
            self._data, preview = read
            self._show(preview)
            announce(summary_of(preview))
            (self.save if preview.account else self.account.box).setFocus()

        self.desk.look(look, came, self._failed)

    def _stop(self) -> None:
        self._work.stop()

    def _failed(self, fault: DPManagerError) -> None:
        self._show(None)
        self.problem.show_problems([(str(fault), None)])

    def _show(self, preview: Preview | None) -> None:
        self.preview = preview
        self.progress.end()
        self.start.setVisible(preview is None)
        self.account.setVisible(
            preview is not None and (not preview.account or bool(self.account.box.currentData()))
        )
        known = preview is not None and bool(preview.account)
        self.others.setVisible(preview is not None)
        self.brings.setVisible(known)
        self.save.setVisible(known and preview is not None and bool(preview.new or preview.typed))
        self.new.setVisible(known and preview is not None and bool(preview.new))
        self.not_read.setVisible(preview is not None and bool(preview.not_understood))
        if preview is None:
            return
        self.brings.show_lines(lines_of(preview))
        count = len(preview.new)
        self.save.setText(
            ngettext("Save {count} new payment", "Save {count} new payments", count).format(
                count=count
            )
            if count
            else _("Save that the bank has shown them")
        )
        self.not_read_table.show_rows(
            [TableRow((each.line_number, each.why, each.text)) for each in preview.not_understood]
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
        preview, desk, data = self.preview, self.desk, self._data
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
            lambda: import_statement(desk.book, preview.account, data, who=desk.who, at=desk.now()),
            said=lambda imported: ngettext(
                "{count} payment is added to {account}.",
                "{count} payments are added to {account}.",
                imported.added,
            ).format(count=imported.added, account=preview.account),
            done=done,
            failed=failed,
        )


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
    return _("All payments of this file are in the book already.")
