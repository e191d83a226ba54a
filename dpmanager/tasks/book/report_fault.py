"""A report of a fault that nobody foresaw, for those who mend the program.

It says where in the program it happened, and holds nothing that a person typed or keeps.
"""

import platform
import traceback
from pathlib import PurePath

from dpmanager import __version__


def fault_report(fault: BaseException) -> str:
    """The report as text: versions, and the path through the program without any value."""
    lines = [
        f"DP Manager {__version__}",
        f"Python {platform.python_version()}",
        f"{platform.system()} {platform.release()} ({platform.machine()})",
    ]
    seen: set[int] = set()
    cause: BaseException | None = fault
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        lines += ["", _name(cause)]  # never its message, which may quote what was typed
        lines += [
            f"  {_inside(frame.filename)}, line {frame.lineno}, {frame.name}"
            for frame in traceback.extract_tb(cause.__traceback__)
        ]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines) + "\n"


def _name(fault: BaseException) -> str:
    return f"{type(fault).__module__}.{type(fault).__qualname__}"


def _inside(file: str) -> str:
    """The path within the program or a library; what comes before may hold a person's name."""
    parts = PurePath(file).parts
    for start in ("dpmanager", "site-packages"):
        if start in parts[:-1]:
            last = len(parts) - 1 - parts[::-1].index(start)
            return "/".join(parts[last:])
    return parts[-1] if parts else ""
