"""A return as a spreadsheet, and the way to the council's own form."""

from collections.abc import Callable
from functools import partial
from typing import Any

from dpmanager.errors import DPManagerError
from dpmanager.tasks.returns.save_spreadsheet import save_spreadsheet
from dpmanager.ui.desk import Desk
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.files import ask_where_to_save
from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.text import beside, button
from dpmanager.words import _


class ReturnFiles(Column):
    """A button for each.

    which: the period and the funder. go: opens another page. fail: says why there is no file.
    """

    def __init__(
        self,
        desk: Desk,
        which: Callable[[], dict[str, Any]],
        go: Callable[[str, dict[str, Any]], object],
        fail: Callable[[DPManagerError], object],
    ) -> None:
        super().__init__(gap=16)
        self._desk, self._which, self._go, self._fail = desk, which, go, fail
        self.add(
            beside(
                button(_("Save as a spreadsheet..."), partial(self._save, "xlsx")),
                button(_("Save as a table (CSV)..."), partial(self._save, "csv"), "quiet"),
                button(_("Your council's own form"), self._open_form, "quiet"),
            )
        )

    def _save(self, ending: str) -> None:
        desk, which = self._desk, self._which()
        period = which["period"]
        kinds = {
            "xlsx": _("Excel files") + " (*.xlsx)",
            "csv": _("Tables") + " (*.csv)",
        }[ending]
        name = _("Return {start} to {end}").format(
            start=period.start.isoformat(), end=period.end.isoformat()
        )
        path = ask_where_to_save(self, desk.remembered, f"{name}.{ending}", kinds)
        if path is None:
            return
        desk.look(
            lambda: save_spreadsheet(
                desk.book, period, path, funder=which["funder"], today=desk.today()
            ),
            lambda _none: announce(_("Saved as {name}.").format(name=path.name)),
            self._fail,
        )

    def _open_form(self) -> None:
        which = self._which()
        period = which["period"]
        self._go("own_form", {"start": period.start, "end": period.end, "funder": which["funder"]})
