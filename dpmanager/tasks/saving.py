"""Save a file that leaves the program: whole, or not at all."""

import os
import tempfile
from pathlib import Path

from dpmanager.errors import DPManagerError
from dpmanager.words import _


def save_file(path: Path, data: bytes) -> None:
    """Writes `data` beside `path` first and then puts it in its place.

    Raises DPManagerError when the folder is missing or cannot be written to.
    """
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".saving-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as fault:
        raise DPManagerError(
            _("{name} could not be saved there: {reason}. Choose another folder.").format(
                name=path.name or path, reason=fault.strerror
            )
        ) from fault
