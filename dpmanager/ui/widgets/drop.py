"""Files that are dropped on a page."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QScrollArea

Take = Callable[[list[Path]], object]


class FileDrop(QObject):
    """Has a page take files that are dropped on it. They can be chosen in a dialog as well."""

    def __init__(self, page: QScrollArea, take: Take) -> None:
        super().__init__(page)
        self._take = take
        page.viewport().setAcceptDrops(True)
        page.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Lets files in, and hands them on when they are dropped."""
        if isinstance(event, QDropEvent):  # and the events while they are dragged over the page
            paths = files_in(event.mimeData())
            if paths:
                event.acceptProposedAction()
                if event.type() == QEvent.Type.Drop:
                    self._take(paths)
                return True
        return super().eventFilter(watched, event)


def files_in(data: QMimeData) -> list[Path]:
    """The files of this computer that were dropped or copied."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
