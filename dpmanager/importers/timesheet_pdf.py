"""Reads a timesheet form that came back, filled in on another device by any PDF reader.

pikepdf is loaded when the first form is read. Nothing in a file is ever run.
"""

from collections.abc import Iterator
from contextlib import contextmanager
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
MOST_UNPACKED = 50 * 1024 * 1024
MOST_BOXES = 5000
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
        with _little_memory(), pikepdf.open(BytesIO(data)) as pdf:
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


@contextmanager
def _little_memory() -> Iterator[None]:
    """A small file can claim to unpack to more than the computer's memory holds."""
    from pikepdf.settings import set_qpdf_limits

    before = set_qpdf_limits(
        flate_max_memory=MOST_UNPACKED,
        png_max_memory=MOST_UNPACKED,
        run_length_max_memory=MOST_UNPACKED,
        tiff_max_memory=MOST_UNPACKED,
    )
    try:
        yield
    finally:
        set_qpdf_limits(**before)  # type: ignore[arg-type]


def _refuse_programs(pdf: "pikepdf.Pdf") -> None:
    for keys, values in _dictionaries(pdf):
        if "/JS" in keys or "/JavaScript" in keys or "/JavaScript" in values:
            raise DPManagerError(
                _(
                    "This PDF has a small program in it, which our forms never have. It was not "
                    "read and nothing was run. Ask for the form that you sent."
                )
            )


def _dictionaries(pdf: "pikepdf.Pdf") -> Iterator[tuple[set[str], set[str]]]:
    """The keys and the names that are values of each dictionary in the file."""
    import pikepdf

    for listed in pdf.objects:
        waiting = [listed]
        while waiting:
            thing = waiting.pop()
            if isinstance(thing, pikepdf.Array):
                below = list(thing)
            elif isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
                below = [value for _key, value in thing.items()]
                names = {str(value) for value in below if isinstance(value, pikepdf.Name)}
                yield set(thing.keys()), names
            else:
                continue
            # What has a number of its own is listed, and is not looked at again from here.
            waiting += [
                each for each in below if isinstance(each, pikepdf.Object) and not each.is_indirect
            ]


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
    listed = form.get("/Fields") if form is not None else None
    fields = list(listed) if listed is not None else []
    if not fields:
        of_pages = (field for page in pdf.pages for field in page.obj.get("/Annots", ()))
        fields = [field for field in of_pages if field.get("/Subtype") == "/Widget"]
    seen: set[tuple[int, int]] = set()
    for field in fields:
        yield from _named(field, "", seen)


def _named(
    field: "pikepdf.Object", above: str, seen: set[tuple[int, int]]
) -> Iterator[tuple[str, str]]:
    """The field, or those below it: their names are joined by points (ISO 32000-1, 12.7.3.2)."""
    if field.is_indirect:
        if field.objgen in seen:
            return
        seen.add(field.objgen)
    own = str(field.get("/T", ""))
    name = ".".join(part for part in (above, own) if part)
    below = [kid for kid in field.get("/Kids", ()) if "/T" in kid]
    for kid in below:
        yield from _named(kid, name, seen)
    if name and not below:
        yield name, _text(field.get("/V"))


def _text(value: "pikepdf.Object | object") -> str:
    import pikepdf

    if isinstance(value, pikepdf.Array):  # a list of which one was chosen
        return _text(value[0]) if len(value) == 1 else ""
    if isinstance(value, pikepdf.Stream):
        raise TypeError("no box of ours holds so much that it would be a stream")
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
