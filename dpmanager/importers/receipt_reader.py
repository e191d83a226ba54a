"""Has the words on pictures read by a program of its own, within a limit of time."""

import importlib.util
import json
import os
import struct
import subprocess
import sys
from threading import Lock, Timer
from types import TracebackType
from typing import Self

from dpmanager.domain.receipts.lines import TextLine
from dpmanager.errors import DPManagerError
from dpmanager.importers.read_receipts import READY
from dpmanager.importers.receipt_text import PageText, corners_of
from dpmanager.words import _

COMMAND = "read-receipts"
SECONDS_TO_START = 60
SECONDS_FOR_A_PICTURE = 60


def can_read_pictures() -> bool:
    """Whether the reader (the extra `ocr`) is installed."""
    return all(importlib.util.find_spec(name) for name in ("rapidocr", "onnxruntime"))


LAUNCHER = "DPMANAGER_LAUNCHER"
"""Set by our own launcher, which is what `sys.executable` names then."""


def command() -> list[str]:
    """How the program is started, also where this program is one file of its own."""
    if getattr(sys, "frozen", False) or os.environ.get(LAUNCHER):
        return [sys.executable, COMMAND]
    return [sys.executable, "-m", "dpmanager", COMMAND]


class PictureReader:
    """Reads pictures one after another; the program starts with the first and ends at `close`.

    Any thread may close it: what is being read then fails at once.
    """

    def __init__(self, seconds: float = SECONDS_FOR_A_PICTURE) -> None:
        self._seconds = seconds
        self._lock = Lock()
        self._closed = False
        self._program: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def read(self, picture: bytes, page: int) -> PageText | None:
        """The words on a picture (JPEG or PNG), as those of a page; None where it fails.

        Raises DPManagerError when the program does not start, and after it was closed.
        """
        answer = self._ask(
            self._started(), struct.pack(">I", len(picture)) + picture, self._seconds
        )
        if self._closed:
            raise _stopped()
        return _page(answer, page) if answer else None

    def close(self) -> None:
        """Ends the program; nothing is read any more."""
        self._closed = True
        self._end()

    def _started(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._closed:
                raise _stopped()
            if self._program is not None:
                return self._program
            program = self._program = subprocess.Popen(
                command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=_quietly(),
            )
        if self._ask(program, b"", SECONDS_TO_START).strip() != json.dumps(READY).encode():
            self._end()
            raise DPManagerError(
                _(
                    "The program that reads receipts does not start. "
                    "Type what your receipts say, or install DP Manager again."
                )
            )
        return program

    def _ask(self, program: subprocess.Popen[bytes], question: bytes, seconds: float) -> bytes:
        """One line that the program answers; empty where it ended or took too long."""
        assert program.stdin and program.stdout
        clock = Timer(seconds, program.kill)
        clock.start()
        try:
            program.stdin.write(question)
            program.stdin.flush()
            answer = program.stdout.readline()
        except (OSError, ValueError):  # it ended, or was ended from another thread
            answer = b""
        finally:
            clock.cancel()
        if not answer.endswith(b"\n"):
            self._end()
            return b""
        return answer

    def _end(self) -> None:
        with self._lock:
            program, self._program = self._program, None
        if program is not None:
            program.kill()
            program.wait()
            for pipe in (program.stdin, program.stdout):
                if pipe is not None:
                    _shut(pipe)


def _stopped() -> DPManagerError:
    return DPManagerError(_("Receipts are no longer read."))


def _shut(pipe: object) -> None:
    try:
        pipe.close()  # type: ignore[attr-defined]
    except OSError:  # what was still to be written has nobody to read it
        return


def _quietly() -> int:
    """On Windows: without a window of its own, and after all that the person does."""
    if sys.platform != "win32":
        return 0
    return subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS


def _page(answer: bytes, page: int) -> PageText | None:
    read = json.loads(answer)
    if read is None:
        return None
    width, height, lines = read
    return PageText(
        width, height, tuple(TextLine(text, corners_of(parts), page) for text, parts in lines)
    )
