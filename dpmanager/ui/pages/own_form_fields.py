"""The fields of a council's form in a table: what goes where, and what it will say."""

from collections.abc import Callable

from dpmanager.domain.returns.own_form import PDF
from dpmanager.domain.wording import period_words
from dpmanager.tasks.returns.own_form import FormLook, PlaceSeen
from dpmanager.ui.desk import Desk
from dpmanager.ui.widgets.page import Card, Column
from dpmanager.ui.widgets.table import DataTable, FilteredTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View
from dpmanager.words import _, ngettext


class FieldsView(View):
    """Shows one form.

    change: opens a field, by its name. fill: fills the form in. save, read: what goes where, as a
    file.
    """

    def __init__(
        self,
        desk: Desk,
        leave: Callable[[], object],
        *,
        change: Callable[[str], object],
        fill: Callable[[], object],
        save: Callable[[], object],
        read: Callable[[], object],
    ) -> None:
        super().__init__(desk, "", _("Back to all forms"), leave)
        self._change = change
        self._shown: FormLook | None = None
        self.says = words("")
        self.table = DataTable(
            _("What goes where"),
            [
                TableColumn(_("On the form")),
                TableColumn(_("It will say")),
                TableColumn(_("What goes there")),
                TableColumn(_("Where it is")),
            ],
        )
        self.table.chosen.connect(change)
        self.one = button(_("Change the chosen field"), self._change_chosen)
        self.look = button("", fill, "main")
        self.faults = Column(gap=8)
        self.missing = Card(_("Not on the form"))
        self.left_out = Column(gap=4)
        self.missing.add(
            words(_("There was money for these, and the form has no field for it as it is now."))
        )
        self.missing.add(self.left_out)
        self.missing.hide()
        share = beside(
            button(_("Save what goes where as a file"), save, "quiet"),
            button(_("Read in such a file"), read, "quiet"),
        )
        for block in (
            self.says,
            self.faults,
            FilteredTable(self.table, _("Find a field")),
            beside(self.one, self.look),
            self.missing,
            share,
        ):
            self.add(block)

    def open(self, look: FormLook) -> None:
        """Shows a form; what is chosen in the table stays chosen."""
        self.rename(look.seen.name)
        if look == self._shown:
            return
        self._shown = look
        empty = sum(not place.figure for place in look.places)
        self.says.setText(
            " ".join(
                [
                    _("The figures are those of {period}.").format(
                        period=period_words(look.period)
                    ),
                    ngettext(
                        "{count} field stays empty.", "{count} fields stay empty.", empty
                    ).format(count=empty),
                ]
            )
        )
        self.look.setText(
            _("See how it looks") if look.seen.media_type == PDF else _("Save it filled in")
        )
        self.faults.clear()
        for place in look.places:
            if place.fault:
                self.faults.add(
                    words(
                        _("{field}: {fault}").format(field=place.place.says, fault=place.fault),
                        "error",
                    )
                )
        self.table.show_rows([TableRow(_cells(one), one.place.name) for one in look.places])
        self.left_out.clear()
        for kind in look.missing:
            self.left_out.add(words(kind))
        self.missing.setVisible(bool(look.missing))

    def _change_chosen(self) -> None:
        name = self.table.current_key()
        if name is not None:
            self._change(name)


def _cells(one: PlaceSeen) -> tuple[str, ...]:
    what = one.figure or _("Nothing")
    return one.place.says, one.text, what, one.place.where
