"""Photos and PDFs that lie in a folder, newest first."""

import os
from dataclasses import dataclass
from pathlib import Path

from dpmanager.errors import DPManagerError
from dpmanager.words import _

ENDINGS = (".jpg", ".jpeg", ".png", ".heic", ".heif", ".pdf")


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file as it lay there. changed: nanoseconds since 1970."""

    path: Path
    size: int
    changed: int


def newest_files(folder: Path, *, since: int, most: int) -> list[FoundFile]:
    """At most so many photos and PDFs that changed after `since`, the newest first.

    Files in folders of the folder, hidden ones and empty ones are left out.
    Raises DPManagerError when the folder cannot be read.
    """
    found = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith(".") or not entry.name.lower().endswith(ENDINGS):
                    continue
                if entry.is_file():
                    state = entry.stat()
                    if state.st_size and state.st_mtime_ns > since:
                        found.append(FoundFile(Path(entry.path), state.st_size, state.st_mtime_ns))
    except OSError as fault:
        raise DPManagerError(
            _("The folder {folder} cannot be looked at. Check that it is there.").format(
                folder=folder
            )
        ) from fault
    return sorted(found, key=lambda file: (-file.changed, file.path.name))[:most]
