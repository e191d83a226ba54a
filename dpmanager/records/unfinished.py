"""What a task that was ended by force left beside the place of a book: a book that is not whole."""

import os
import re
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

SECONDS_BEFORE_SWEEPING = 24 * 60 * 60
"""Whoever still builds changes a file far more often, on any computer that reaches the place."""

_MARK = "unfinished"
_ENDING = re.compile(r"[a-z0-9_]{8}")
_OURS = re.compile(r"(book|hours|keys)([-.].*)?|lock|manager|receipts|backups|read")


def place_beside(folder: Path) -> Path:
    """A new folder beside `folder`, to build a book in. Raises OSError."""
    return Path(tempfile.mkdtemp(prefix=_beginning(folder), dir=folder.parent))


def sweep_beside(folder: Path) -> None:
    """Removes what was left unfinished beside the place of a book, once a day has gone by.

    Only a folder that has the name and nothing but the files of an unfinished book is taken.
    What cannot be looked at or removed stays.
    """
    beginning = _beginning(folder)
    with suppress(OSError), os.scandir(folder.parent) as beside:
        for each in beside:
            if (
                each.name.startswith(beginning)
                and _ENDING.fullmatch(each.name.removeprefix(beginning))
                and each.is_dir(follow_symlinks=False)
            ):
                _sweep(Path(each.path))


def _beginning(folder: Path) -> str:
    return f".{folder.stem}-{_MARK}-"


def _sweep(left: Path) -> None:
    with suppress(OSError):
        if not all(_OURS.fullmatch(each.name) for each in left.iterdir()):
            return
        newest = max(each.lstat().st_mtime for each in (left, *left.rglob("*")))
        if time.time() - newest > SECONDS_BEFORE_SWEEPING:
            shutil.rmtree(left, ignore_errors=True)
