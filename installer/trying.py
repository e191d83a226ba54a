"""What the trials of all installers share."""

from __future__ import annotations

import io
import struct

from building import PackagingError, say

TOTAL = "24.95"


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
