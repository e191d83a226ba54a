"""What the trials of all installers share."""

from __future__ import annotations

import io
import struct
from pathlib import Path

from building import PackagingError, say

TOTAL = "24.95"


def made_in(out: Path, pattern: str) -> Path:
    """The newest installer in a folder. Raises PackagingError where there is none."""
    found = sorted(out.glob(pattern))
    if not found:
        raise PackagingError(f"There is no installer in {out}: build it first, with package.")
    return found[-1].absolute()


def must_have_notices(folder: Path) -> None:
    """Raises PackagingError where a text that no wheel brings is not among the licences."""
    for name, words in {"Parts of Qt": "pcre2", "GPL-3": "GNU", "LGPL-3": "GNU"}.items():
        file = folder / f"{name}.txt"
        if not file.is_file() or words not in file.read_text("utf-8"):
            raise PackagingError(f"{file} is missing or empty.")


def until_window(seconds: int) -> str:
    """Words for a shell that wait for the program's window, for so many seconds at most."""
    shown = 'xdotool search --onlyvisible --name "DP Manager"'
    return f"for i in $(seq {seconds * 10}); do {shown} >/dev/null 2>&1 && break; sleep 0.1; done; "


def tour(done: Path, picture: Path) -> str:
    """Words for a shell that go through the first window by keyboard, then through every page.

    It looks around with made-up records. `done` is written at the end, where nothing went wrong.
    """
    press = "xdotool key {}; sleep {}; "
    first = "".join(press.format(key, 0.5) for key in ("Tab", "Tab", "Tab", "Return"))
    second = "".join(press.format(key, 0.5) for key in ("Tab", "Return"))
    there = 'xdotool search --onlyvisible --name "Made-up records"'
    return (
        f"sleep 2; {first} sleep 2; {second} "
        f"for i in $(seq 120); do {there} >/dev/null 2>&1 && break; sleep 1; done; sleep 3; "
        + "".join(press.format(f"alt+{place}", 3) for place in range(1, 10))
        + press.format("alt+1", 3)
        + f"import -window root '{picture}'; "
        + 'xdotool search --name "Something went wrong" >/dev/null 2>&1 || '
        + f"{there} > '{done}' 2>/dev/null; "
    )


def must_have_toured(done: Path) -> None:
    """Raises PackagingError where a page did not open."""
    if not done.is_file() or not done.read_text():
        raise PackagingError("A page of the made-up household did not open: see the picture.")
    say("every page of the made-up household opened")


def receipt() -> bytes:
    """A picture of a made-up receipt as the reader of receipts takes it: its length, then a PNG."""
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("L", (700, 420), 255)
    pen = ImageDraw.Draw(picture)
    for nth, line in enumerate(("CORNER PHARMACY", "12 May 2026", f"TOTAL {TOTAL}")):
        pen.text((60, 60 + nth * 100), line, 0, ImageFont.load_default(56))
    made = io.BytesIO()
    picture.save(made, "PNG")
    return struct.pack(">I", len(made.getvalue())) + made.getvalue()


def must_have_read(answer: str) -> None:
    """Raises PackagingError where the total of the receipt is not in what the reader answered."""
    if TOTAL not in answer:
        raise PackagingError(f"A receipt could not be read: {answer[-500:]}")
    say("a receipt was read by the installed program, without the internet")
