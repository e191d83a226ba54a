"""Closing a book: its backup is made first, and the copy in the second place brought up to date."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from dpmanager.errors import DPManagerError
from dpmanager.tasks.book.backups import back_up_if_changed, refresh_second_place
from dpmanager.ui.desk import Desk
from dpmanager.ui.widgets.announce import announce
from dpmanager.words import _

BETWEEN_LOOKS = 20


def close_with_backup(desk: Desk) -> None:
    """Makes what is to be made while the window stays up, then closes the book.

    What could not be made is kept for the next start, to be said then: the book closes all the
    same.
    """
    announce(_("Closing. A backup is made first."))
    try:
        _while_the_window_lives(lambda: _make(desk))
        desk.remembered.trouble = ""
    except DPManagerError as fault:
        desk.remembered.trouble = str(fault)
    except Exception:  # whatever it was, the window must close; the next backup is made anew
        desk.remembered.trouble = _("Something went wrong while it was made.")
    finally:
        desk.book.close()


def _make(desk: Desk) -> None:
    if back_up_if_changed(desk.book, "closing", desk.now()) is None:
        return
    place = desk.remembered.second_places.get(str(desk.book.folder))
    if place and refresh_second_place(desk.book, Path(place.folder), desk.now()):
        place.copied_at = desk.now().isoformat()


def _while_the_window_lives(work: Callable[[], object]) -> None:
    """Does the work on a thread of its own and waits, with the window drawn and no key taken."""
    loop = QEventLoop()
    with ThreadPoolExecutor(max_workers=1) as pool:
        under_way = pool.submit(work)
        looking = QTimer(interval=BETWEEN_LOOKS)
        looking.timeout.connect(lambda: loop.quit() if under_way.done() else None)
        looking.start()
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        looking.stop()
        under_way.result()
