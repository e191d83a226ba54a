"""Reads a file that the person chose, and says plainly when it cannot be read."""

from os import fstat
from pathlib import Path

from dpmanager.errors import DPManagerError
from dpmanager.words import _

MEGABYTE = 1024 * 1024


def read_file(path: Path, limit_mb: int) -> bytes:
    """The whole content of a file of at most `limit_mb` megabytes (of 1024 x 1024 bytes).

    Raises DPManagerError, naming the file, if it is missing, a folder, not allowed to be read,
    too large, or cannot be read for another reason.
    """
    if path.is_dir():  # Windows calls opening a folder a lack of permission
        raise DPManagerError(
            _("{name} is a folder. Choose one file in it.").format(name=path.name or path)
        )
    try:
        with path.open("rb") as file:
            large = fstat(file.fileno()).st_size > limit_mb * MEGABYTE  # then none of it is read
            content = b"" if large else file.read(limit_mb * MEGABYTE + 1)
    except OSError as fault:
        raise _unreadable(path, fault) from fault
    if large or len(content) > limit_mb * MEGABYTE:
        raise DPManagerError(
            _(
                "{name} is larger than {limit} MB, so it was not read. "
                "Check that it is the file you meant."
            ).format(name=path.name, limit=limit_mb)
        )
    return content


def _unreadable(path: Path, fault: OSError) -> DPManagerError:
    if isinstance(fault, FileNotFoundError):
        return DPManagerError(
            _("There is no file {path}. Check the name and the folder.").format(path=path)
        )
    if isinstance(fault, PermissionError):
        return DPManagerError(
            _(
                "You are not allowed to read {name}. "
                "Close it in other programs, or copy it to your own folder, and try again."
            ).format(name=path.name)
        )
    return DPManagerError(
        _("{name} could not be read: {reason}. Copy it to this computer and try again.").format(
            name=path.name, reason=fault.strerror
        )
    )
