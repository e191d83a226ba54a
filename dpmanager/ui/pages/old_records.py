"""Old records: what nobody has to keep any longer, and the button that erases it for good."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from dpmanager.domain.periods import long_date
from dpmanager.errors import DPManagerError
from dpmanager.tasks.book.old_records import OldRecords, erase_old, old_records
from dpmanager.ui.widgets.fields import CheckField
from dpmanager.ui.widgets.form import Form
from dpmanager.ui.widgets.page import Column, Page
from dpmanager.ui.widgets.summary import Line, Lines
from dpmanager.ui.widgets.text import button, words
from dpmanager.ui.widgets.views import View, Views
from dpmanager.words import _


class OldRecordsPage(Page):
    """The list, and a view in which one of them is erased."""

    place: ClassVar[str] = "old_records"
    help_page: ClassVar[str] = "old_records"

    def heading(self) -> str:
        """The title of the page."""
        return _("Records you need no longer")

    def build(self) -> None:
        """The sentence, the list; behind it the last question."""
        self.first = Column(gap=16)
        self.column.add(self.first)
        self.first.add(
            words(
                _(
                    "The law asks that you keep other people's details no longer than you need "
                    "them. What nobody can ask you for any more is listed here."
                )
            )
        )
        self.lines = Lines()
        self.none = words(_("There is nothing to erase. Look again in a year."))
        self.first.add(self.none)
        self.first.add(self.lines)
        self.views = Views(self, self.first)
        self.last_word = self.views.add(EraseView(self))

    def refresh(self) -> None:
        """Reads what there is."""
        book, today = self.desk.book, self.desk.today()
        self.desk.look(lambda: old_records(book, today), self._show)

    def _show(self, found: Sequence[OldRecords]) -> None:
        self.none.setVisible(not found)
        self.lines.setVisible(bool(found))
        self.lines.show_lines(
            [
                Line(
                    _("Since {day}").format(day=long_date(records.since)),
                    records.what,
                    records.why,
                    _("Erase..."),
                    partial(self._open, records),
                )
                for records in found
            ]
        )

    def _open(self, records: OldRecords) -> None:
        self.last_word.open(records)
        self.views.show(self.last_word)
        self.views.focus(self.last_word)

    def leave(self) -> None:
        """Back to the list."""
        self.views.show(None)
        self.views.focus(self.first)


class EraseView(View):
    """What goes and what stays; a box to tick, since this cannot be undone."""

    def __init__(self, page: OldRecordsPage) -> None:
        super().__init__(page.desk, _("Erase old records"), _("Back to the list"), page.leave)
        self._records: OldRecords | None = None
        self.says = words("", "strong")
        self.why = words("", "soft")
        self.sure = CheckField(_("I am sure. This cannot be undone."))
        self.form = Form(sure=self.sure)
        for block in (
            self.says,
            self.why,
            words(
                _(
                    "They go from the records, from the history and from the backups on this "
                    "computer, of which a new one is made. Payments and payslips stay, so that "
                    "your sums stay right. Copies on a USB stick are not changed: bring them up "
                    "to date."
                )
            ),
            self.form,
            button(_("Erase them for good"), self.erase, "main"),
        ):
            self.add(block)

    def open(self, records: OldRecords) -> None:
        """Shows what is to be erased."""
        self._records = records
        self.sure.set_value(False)
        self.form.summary.show_problems([])
        self.says.setText(records.what)
        self.why.setText(f"{records.why} {records.source}")

    def erase(self) -> None:
        """Erases them, once the box is ticked."""
        desk, records = self.desk, self._records
        values = self.form.values()
        if values is None or records is None:
            return
        if not values["sure"]:
            self.form.show_fault(
                DPManagerError(_("Tick the box first: this cannot be undone.")), "sure"
            )
            return
        desk.do(
            lambda: erase_old(desk.book, records, who=desk.who, at=desk.now()),
            said=_("They are erased."),
            done=lambda _result: self.leave(),
            failed=lambda fault: self.form.show_fault(fault),
        )
