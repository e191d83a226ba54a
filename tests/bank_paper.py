"""A statement as a bank prints it, of whatever days: a PDF that can be read, or a photo of one."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from small_book import Line

from dpmanager.domain.periods import short_date

COLUMNS = (50, 130, 350, 430, 510)


def bank_pdf(lines: Sequence[Line], before: str = "1000.00") -> bytes:
    """A PDF with a table of these payments, after a balance brought forward."""
    made = BytesIO()
    canvas = Canvas(made, pagesize=A4, invariant=True)
    canvas.drawString(50, 760, "Northshire Bank")
    balance = Decimal(before)
    rows = [
        ("Date", "Description", "Paid out", "Paid in", "Balance"),
        (short_date(lines[0][0]), "Balance brought forward", "", "", before),
    ]
    for day, words, amount in lines:
        balance += Decimal(amount)
        out, paid_in = (amount[1:], "") if amount.startswith("-") else ("", amount)
        rows.append((short_date(day), words, out, paid_in, str(balance)))
    for nth, row in enumerate(rows):
        for place, text in zip(COLUMNS, row, strict=True):
            canvas.drawString(place, 700 - 20 * nth, text)
    canvas.save()
    return made.getvalue()


def scan(day: date) -> bytes:
    """A photo, which nothing can be read from; another for each day."""
    made = BytesIO()
    Image.new("RGB", (600, 800), (250, 250, day.toordinal() % 250)).save(made, "JPEG")
    return made.getvalue()
