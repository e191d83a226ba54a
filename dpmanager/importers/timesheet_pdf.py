"""Reads a timesheet form that came back, filled in on another device by any PDF reader.

pikepdf is loaded when the first form is read. Nothing in a file is ever run.
"""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from dpmanager.domain.hours.timesheet_form import (
    FORM_CHECK,
    FORM_CONTENT,
    FORM_LAYOUT,
    FilledForm,
    FormPlan,
    Seal,
    all_boxes,
    not_worked_name,
    unseal,
)
from dpmanager.domain.hours.written import read_written
from dpmanager.errors import DPManagerError
from dpmanager.words import _

if TYPE_CHECKING:
    import pikepdf

LARGEST_MB = 10
MOST_BOXES = 5000
_DEEPEST = 8
_NOT_TICKED = ("", "Off")


def read_timesheet_form(data: bytes, key: bytes) -> FilledForm:
    """What was worked, as the form says. key: the key that the form was sealed with.

    Raises DPManagerError, in a plain sentence or two, for anything that is not a form of this
    book with boxes that can be understood; `UnreadBoxesError` says each box that cannot.
    """
    if len(data) > LARGEST_MB * 1024 * 1024:
        raise DPManagerError(
            _(
                "This file is larger than {limit} MB, which no timesheet is, so it was not read. "
                "Choose the form that was sent back."
            ).format(limit=LARGEST_MB)
        )
    if b"%PDF-" not in data[:1024]:  # readers allow for some bytes before it
        raise DPManagerError(
            _("This file is not a PDF, so it was not read. Choose the form that was sent back.")
        )
    written = _written_in(data)
    plan = unseal(_seal_in(written), key)
    _refuse_missing_boxes(plan, written)
    return read_written(plan, written, _days_not_worked(plan, written))


def _written_in(data: bytes) -> dict[str, str]:
    """What stands in each box of the file, by its name."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            _refuse_programs(pdf)
            return _boxes_of(pdf)
    except DPManagerError:
        raise
    except pikepdf.PasswordError as fault:
        raise DPManagerError(
            _(
                "This PDF is locked with a password, so it was not read. Ask for the form "
                "without a password."
            )
        ) from fault
    except Exception as fault:  # readers of PDF fail on broken files in every way there is
        raise DPManagerError(
            _(
                "This PDF is damaged or not complete, so it was not read. Ask for it to be sent "
                "again."
            )
        ) from fault


def _refuse_programs(pdf: "pikepdf.Pdf") -> None:
    import pikepdf

    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and (
            "/JS" in thing or thing.get("/S") == pikepdf.Name.JavaScript or "/JavaScript" in thing
        ):
            raise DPManagerError(
                _(
                    "This PDF has a small program in it, which our forms never have. It was not "
                    "read and nothing was run. Ask for the form that you sent."
                )
            )


def _boxes_of(pdf: "pikepdf.Pdf") -> dict[str, str]:
    form = pdf.Root.get("/AcroForm")
    if form is not None and "/XFA" in form:
        raise DPManagerError(
            _(
                "This PDF is a form of another kind (XFA), so it was not read. Ask for the form "
                "that you sent, filled in with another PDF reader."
            )
        )
    written: dict[str, str] = {}
    for name, text in _fields(pdf, form):
        if len(written) >= MOST_BOXES:
            raise _not_our_form()
        if written.setdefault(name, text) != text:
            raise DPManagerError(
                _(
                    "This form has the same box twice, with different words in it, so it was not "
                    "read. Make a new form and send that one."
                )
            )
    if not written:
        raise DPManagerError(
            _(
                "This PDF has no boxes to read. Perhaps it was printed, scanned or saved as a "
                "picture. Ask for the saved form, or type the hours in yourself."
            )
        )
    return written


def _fields(pdf: "pikepdf.Pdf", form: "pikepdf.Object | None") -> Iterator[tuple[str, str]]:
    """The name of each field and what stands in it; also where a program lost the list of them."""
    fields = form.get("/Fields") if form is not None else None
    if fields is not None and len(fields):
        for field in fields:
            yield from _named(field, "", 0)
        return
    for page in pdf.pages:
        for field in page.obj.get("/Annots", ()):
            if field.get("/Subtype") == "/Widget" and "/Parent" not in field:
                yield from _named(field, "", 0)


def _named(field: "pikepdf.Object", above: str, depth: int) -> Iterator[tuple[str, str]]:
    """The field, or those below it: their names are joined by points (ISO 32000-1, 12.7.3.2)."""
    own = str(field.get("/T", ""))
    name = ".".join(part for part in (above, own) if part)
    below = [kid for kid in field.get("/Kids", ()) if "/T" in kid]
    if not below:
        if name:
            yield name, _text(field.get("/V"))
        return
    if depth < _DEEPEST:
        for kid in below:
            yield from _named(kid, name, depth + 1)


def _text(value: "pikepdf.Object | object") -> str:
    import pikepdf

    if isinstance(value, pikepdf.Array):  # a list of which one was chosen
        return _text(value[0]) if len(value) == 1 else ""
    if isinstance(value, pikepdf.Stream):
        return value.read_bytes().decode("utf-8", errors="replace")
    if isinstance(value, pikepdf.Name):
        return str(value)[1:]
    return "" if value is None else str(value)


def _seal_in(written: dict[str, str]) -> Seal:
    if FORM_LAYOUT not in written:
        raise _not_our_form()
    return Seal(written[FORM_LAYOUT], written.get(FORM_CONTENT, ""), written.get(FORM_CHECK, ""))


def _not_our_form() -> DPManagerError:
    return DPManagerError(
        _(
            "This PDF is a form, but not a timesheet form of DP Manager, so it was not read. "
            "Choose the form that was sent back."
        )
    )


def _refuse_missing_boxes(plan: FormPlan, written: dict[str, str]) -> None:
    if any(name not in written for name in all_boxes(plan)):
        raise DPManagerError(
            _(
                "Some boxes of this form are gone, so it was not read. Ask for the form that you "
                "sent, saved and not printed."
            )
        )


def _days_not_worked(plan: FormPlan, written: dict[str, str]) -> set[date]:
    return {
        day for day in plan.period.each_day() if written[not_worked_name(day)] not in _NOT_TICKED
    }
