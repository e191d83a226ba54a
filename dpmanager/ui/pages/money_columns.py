"""Say what the columns of an unknown statement file are: its first rows, and a choice for each."""

from collections.abc import Callable
from functools import partial

from dpmanager.domain.amounts import pounds
from dpmanager.domain.periods import short_date
from dpmanager.importers.statement import StatementLine
from dpmanager.tasks.money.statement_columns import (
    Table,
    Tried,
    Use,
    remember_layout,
    try_layout,
)
from dpmanager.ui.desk import Desk
from dpmanager.ui.widgets.fields import ChoiceField, TextField
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _, ngettext

LINES_IN_WORDS = 4


class ColumnsPart(Column):
    """Shows a table of unknown columns, and beside it how the file reads by what is chosen.

    remembered: called when the columns are kept, so that the file can be read.
    """

    def __init__(self, desk: Desk, remembered: Callable[[], object]) -> None:
        super().__init__(gap=14)
        self._desk = desk
        self._remembered = remembered
        self._data = b""
        self._table: Table | None = None
        self._tries = 0
        self.uses: list[ChoiceField] = []
        self.add(words(_("Say what each column is"), "heading"))
        self.add(
            words(
                _(
                    "DP Manager does not know files of this kind. Here are the first lines. Say "
                    "below what each column is. It is remembered for the next file."
                )
            )
        )
        self._rows = Column(gap=14)
        self.reads = Lines(_("The file then reads"))
        self.name = TextField(
            _("Bank or card"), missing=_("Say which bank or card the file is from.")
        )
        self.form = Form(name=self.name)
        self.form.entered.connect(self._keep)
        self.keep = button(_("Use these columns"), self._keep, "main")
        for block in (self._rows, self.reads, self.form, beside(self.keep)):
            self.add(block)
        self.hide()

    def open(self, data: bytes, table: Table) -> None:
        """Shows the first rows of a file, with what each column seems to be."""
        self._data, self._table = data, table
        self._rows.clear()
        self.rows = DataTable(
            _("The first lines of the file"), [TableColumn(name) for name in table.header]
        )
        self.rows.show_rows([TableRow(row) for row in table.rows])
        self._rows.add(self.rows)
        self.uses = []
        for name, use in zip(table.header, table.uses, strict=True):
            field = ChoiceField(
                _("“{column}” is").format(column=name), choices(), missing=_("Choose what it is.")
            )
            field.set_value(use)
            field.on_change(self._try)
            self.uses.append(field)
        self._rows.add(beside(*self.uses))
        self.name.set_value("")
        self.form.summary.show_problems([])
        self.show()
        self._try()

    def _chosen(self) -> list[Use]:
        return [field.chosen() for field in self.uses]

    def _try(self) -> None:
        table, data, uses = self._table, self._data, self._chosen()
        assert table is not None
        self._tries += 1
        self._desk.look(
            lambda: try_layout(data, table, uses), partial(self._show_tried, self._tries)
        )

    def _show_tried(self, number: int, tried: Tried) -> None:
        if number != self._tries:
            return  # something else was chosen since
        if tried.statement is None:
            self.reads.show_lines([Line(_("Not yet"), tried.problem)])
            return
        lines = tried.statement.lines
        said = [
            Line(short_date(line.day), in_words(line), line.description)
            for line in lines[:LINES_IN_WORDS]
        ]
        count = len(lines)
        total = ngettext(
            "{count} payment: {money_in} in and {money_out} out.",
            "{count} payments: {money_in} in and {money_out} out.",
            count,
        ).format(
            count=count,
            money_in=pounds(tried.statement.money_in),
            money_out=pounds(tried.statement.money_out),
        )
        not_read = len(tried.statement.not_understood)
        more = ngettext(
            "{count} line could not be read.", "{count} lines could not be read.", not_read
        ).format(count=not_read)
        self.reads.show_lines([*said, Line(_("In all"), total, more if not_read else "")])

    def _keep(self) -> None:
        values = self.form.values()
        table = self._table
        if values is None or table is None:
            return
        desk, uses = self._desk, self._chosen()

        def done(_nothing: None) -> None:
            self.hide()
            self._remembered()

        desk.do(
            lambda: remember_layout(
                desk.book, values["name"], table, uses, who=desk.who, at=desk.now()
            ),
            said=_("The columns are remembered."),
            done=done,
            failed=self.form.show_fault,
        )


def choices() -> list[tuple[Use, str]]:
    """What a column can be."""
    return [
        (Use.NOTHING, _("Not needed")),
        (Use.DAY, _("Date")),
        (Use.WORDS, _("Who or what for")),
        (Use.AMOUNT, _("Amount, minus is out")),
        (Use.MONEY_OUT, _("Money out")),
        (Use.MONEY_IN, _("Money in")),
        (Use.BALANCE, _("Balance")),
        (Use.STATE, _("Whether it is completed")),
        (Use.DIRECTION, _("Says in or out")),
    ]


def in_words(line: StatementLine) -> str:
    """Whether money came in or went out, and how much."""
    amount = pounds(abs(line.amount))
    if line.amount < 0:
        return _("{amount} went out").format(amount=amount)
    return _("{amount} came in").format(amount=amount)
