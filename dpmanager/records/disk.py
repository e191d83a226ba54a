"""What the disk must have for certain."""

import os
import time
from pathlib import Path

SECONDS_BETWEEN_TRIES = (0.05, 0.1, 0.2, 0.4, 0.8)


def sync_folder(folder: Path) -> None:
    """Makes new names in a folder survive a power cut; Windows does so by itself."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def put_in_place(unfinished: Path, file: Path) -> None:
    """Gives a finished file its name, in place of one that has it: the one or the other is there.

    On Windows a virus scanner may hold either for a moment; it is waited for. Raises OSError.
    """
    for seconds in SECONDS_BETWEEN_TRIES:
        try:
            unfinished.replace(file)
        except PermissionError:
            time.sleep(seconds)
        else:
            return
    unfinished.replace(file)
