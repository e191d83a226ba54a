"""A timesheet form that somebody fills in with another program: pypdf."""

import csv
import io
import logging
import warnings
from collections.abc import Callable, Mapping
from datetime import date

import pypdf

from dpmanager.domain.hours.timesheet_form import SIGNED_NAME, SIGNED_ON, Box, box_name

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it would measure text in another typeface


def at(day: date, row: int, box: Box) -> str:
    """The name of a box in the file."""
    return box_name(day, row, box)


def times(day: date, start: str, finish: str, row: int = 1) -> dict[str, str]:
    """The start and the finish of a row."""
    return {at(day, row, Box.START): start, at(day, row, Box.FINISH): finish}


def signed(name: str, day: str = "12/04/2026") -> dict[str, str]:
    """A typed name and a date."""
    return {SIGNED_NAME: name, SIGNED_ON: day}


def filled_pdf(form: bytes, values: Mapping[str, str]) -> bytes:
    """The form after something was typed into its boxes, saved by the other program."""
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(form)))
    with warnings.catch_warnings(action="ignore"):
        for page in writer.pages:
            writer.update_page_form_field_values(page, dict(values), auto_regenerate=False)
    saved = io.BytesIO()
    writer.write(saved)
    return saved.getvalue()


def filled_csv(form: bytes, change: Callable[[list[list[str]]], object]) -> bytes:
    """The spreadsheet file after its lines were changed."""
    lines = list(csv.reader(io.StringIO(form.decode("utf-8-sig"))))
    change(lines)
    out = io.StringIO()
    csv.writer(out).writerows(lines)
    return out.getvalue().encode()
