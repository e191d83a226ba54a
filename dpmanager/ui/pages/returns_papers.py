"""The papers of a return, each made behind the window: the return, and its evidence."""

from collections.abc import Callable
from functools import partial
from typing import Any

from dpmanager.errors import DPManagerError
from dpmanager.tasks.returns.prepare_return import PreparedReturn, export_return
from dpmanager.ui.desk import Desk
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.progress import LongWork, Progress
from dpmanager.ui.widgets.text import beside, button
from dpmanager.words import _


class ReturnPapers(Column):
    """A button for each paper, and how far it is.

    which: the period and the funder. show: opens a paper. fail: says why there is none.
    """

    def __init__(
        self,
        desk: Desk,
        which: Callable[[], dict[str, Any]],
        show: Callable[[dict[str, Any]], object],
        fail: Callable[[DPManagerError], object],
    ) -> None:
        super().__init__(gap=16)
        self._desk, self._which, self._show_paper, self._fail = desk, which, show, fail
        self._work: LongWork | None = None
        self.add(
            beside(
                button(_("See the return"), partial(self._make, self._return)),
                button(_("See it in large print"), partial(self._make, self._large_return)),
                button(_("Make the evidence bundle"), partial(self._make, self._bundle)),
            )
        )
        self.progress = Progress(self._stop)
        self.add(self.progress)

    def _return(self, **options: Any) -> dict[str, Any]:
        made = self._export(**options)
        return self._preview(_("Return"), made.pdf, made, _("Return {start} to {end}.pdf"))

    def _large_return(self, **options: Any) -> dict[str, Any]:
        made = self._export(large_print=True, **options)
        return self._preview(
            _("Return in large print"),
            made.pdf,
            made,
            _("Return {start} to {end}, large print.pdf"),
        )

    def _bundle(self, **options: Any) -> dict[str, Any]:
        made = self._export(with_bundle=True, **options)
        return self._preview(
            _("Evidence bundle"), made.bundle, made, _("Evidence {start} to {end}.pdf")
        )

    def _export(self, **options: Any) -> PreparedReturn:
        return export_return(self._desk.book, today=self._desk.today(), **options)

    def _preview(
        self, title: str, pdf: bytes, made: PreparedReturn, file_name: str
    ) -> dict[str, Any]:
        period = made.funder_return.period
        return {
            "title": title,
            "pdf": pdf,
            "file_name": file_name.format(
                start=period.start.isoformat(), end=period.end.isoformat()
            ),
        }

    def _make(self, paper: Callable[..., dict[str, Any]]) -> None:
        """Makes a paper off the window's thread, and opens it."""
        if self._work is not None:
            return
        work = self._work = LongWork()
        work.far.connect(self.progress.reached)
        self.progress.start(_("Making the paper. This can take a moment."))
        options = self._which() | {"reached": work.reached}

        def made(what: dict[str, Any]) -> None:
            if self._work is work:
                self._end_work()
                self._show_paper(what)

        def not_made(fault: DPManagerError) -> None:
            if self._work is work:
                self._end_work()
                self._fail(fault)

        self._desk.look(lambda: paper(**options), made, not_made)

    def _end_work(self) -> None:
        self._work = None
        self.progress.end()

    def _stop(self) -> None:
        if self._work is not None:
            self._work.stop()
            self._end_work()
            announce(_("Stopped. No paper was made."))
