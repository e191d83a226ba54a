"""A message for the person when there is no window yet, and perhaps nothing to print to."""

import ctypes
import os
import sys
import traceback

from dpmanager.domain.reading import tidied
from dpmanager.words import _

STOP_SIGN = 0x10


def cannot_start(fault: BaseException) -> str:
    """What is said when the program cannot start: plain words first, then what a helper needs."""
    detail = "".join(traceback.format_exception_only(fault)).strip()
    return _(
        "DP Manager could not start. Your records are safe. Start it again. If that does not "
        "help, install it again, or show this to somebody who helps you: {detail}"
    ).format(detail=detail)


def show_message(sentence: str) -> None:
    """Shows it in a box of Windows where there is no terminal, else prints it as one line."""
    if sys.platform == "win32" and sys.stderr.name == os.devnull:
        ctypes.windll.user32.MessageBoxW(None, sentence, "DP Manager", STOP_SIGN)
        return
    sys.stderr.write(f"{tidied(sentence)}\n")
