"""The fields of a PDF form that somebody else has made, to be filled in.

pikepdf and pypdfium2 are loaded when the first form is read. Nothing in a file is ever run.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from dpmanager.domain.returns.own_form import Place, PlaceKind
from dpmanager.errors import DPManagerError
from dpmanager.words import _

if TYPE_CHECKING:
    import pikepdf

LARGEST_MB = 20
MOST_FIELDS = 1000
MOST_PAGES = 100
MOST_UNPACKED = 50 * 1024 * 1024
"""Bytes that one part of the file may unpack to."""
_DEEPEST = 20
_LONGEST_WORDS = 200
_MOST_CHOICES = 200
# Flags of fields, ISO 32000-1, tables 221, 226 and 228.
_READ_ONLY, _RADIO, _PUSH, _PASSWORD, _FILE = 1, 1 << 15, 1 << 16, 1 << 13, 1 << 20
_HIDDEN_OR_NOT_SHOWN = 2 | 32
_LINE, _ASIDE = 4.0, 260.0
"""Points: how far above and below a field, and how far to its left, its words stand."""


@dataclass(frozen=True, slots=True)
class _Found:
    place: Place
    page: int
    box: tuple[float, float, float, float]


def fields_of_form(data: bytes) -> tuple[Place, ...]:
    """The fields that can be filled in, page by page, each once.

    Fields to sign, buttons and what nobody may change are left out. Raises DPManagerError, in a
    sentence or two, for a file that is no PDF form, is damaged or locked, or only Adobe's own
    program can fill in.
    """
    if len(data) > LARGEST_MB * 1024 * 1024:
        raise DPManagerError(
            _("This file is larger than {limit} MB, which no form is, so it was not read.").format(
                limit=LARGEST_MB
            )
        )
    if b"%PDF-" not in data[:1024]:  # readers allow for some bytes before it
        raise DPManagerError(_("This file is not a PDF, so it was not read."))
    found = _found_in(data)
    if not found:
        raise DPManagerError(
            _(
                "This PDF has no fields to fill in: it is a form to print. Ask the council for one "
                "that can be filled in on a computer, or copy the figures by hand."
            )
        )
    return _with_words_beside(data, found)


def _found_in(data: bytes) -> list[_Found]:
    import pikepdf
    from pikepdf.settings import set_qpdf_limits

    before = set_qpdf_limits(
        flate_max_memory=MOST_UNPACKED,
        png_max_memory=MOST_UNPACKED,
        run_length_max_memory=MOST_UNPACKED,
        tiff_max_memory=MOST_UNPACKED,
    )
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            _refuse_what_cannot_be_filled(pdf)
            return _fields(pdf)
    except DPManagerError:
        raise
    except pikepdf.PasswordError as fault:
        raise _locked() from fault
    except Exception as fault:  # readers of PDF fail on broken files in every way there is
        raise DPManagerError(
            _("This PDF is damaged or not complete, so it was not read. Ask for it again.")
        ) from fault
    finally:
        set_qpdf_limits(**before)  # type: ignore[arg-type]


def _locked() -> DPManagerError:
    return DPManagerError(
        _(
            "This PDF is locked, so nothing can be filled in. "
            "Ask the council for a form without a password."
        )
    )


def _refuse_what_cannot_be_filled(pdf: "pikepdf.Pdf") -> None:
    if pdf.is_encrypted and not pdf.allow.modify_form:
        raise _locked()
    form: Any = pdf.Root.get("/AcroForm")
    if form is None:
        return
    if "/XFA" in form and (bool(pdf.Root.get("/NeedsRendering", False)) or not form.get("/Fields")):
        raise DPManagerError(
            _(
                "This PDF is a form of a kind (XFA) that only Adobe's own program can fill in. "
                "Ask the council for another kind of PDF form, or for its Excel or Word form."
            )
        )
    if len(pdf.pages) > MOST_PAGES:
        raise DPManagerError(
            _("This PDF has more than {limit} pages, which no form has.").format(limit=MOST_PAGES)
        )


def _fields(pdf: "pikepdf.Pdf") -> list[_Found]:
    found: dict[str, _Found] = {}
    for page, sheet in enumerate(pdf.pages):
        for widget in _widgets(sheet.obj):
            chain = _up_from(widget)
            name = ".".join(str(one["/T"]) for one in reversed(chain) if "/T" in one)
            if str(_inherited(chain, "/FT")) == "/Sig" and _inherited(chain, "/V") is not None:
                raise DPManagerError(
                    _("This PDF is signed already, so it was not read. Choose the empty form.")
                )
            if not name or (name in found and not _is_radio(chain)):
                continue
            read = _read(chain, name, page, found.get(name))
            if read is not None:
                found[name] = read
            if len(found) > MOST_FIELDS:
                raise DPManagerError(
                    _("This PDF has more than {limit} fields, so it was not read.").format(
                        limit=MOST_FIELDS
                    )
                )
    return list(found.values())


def _widgets(page: Any) -> Iterator[Any]:
    for one in page.get("/Annots", ()):
        if str(one.get("/Subtype")) == "/Widget":
            yield one


def _up_from(widget: Any) -> list[Any]:
    """The widget and what it is part of, up to the whole field (ISO 32000-1, 12.7.3)."""
    chain = [widget]
    while "/Parent" in chain[-1] and len(chain) < _DEEPEST:
        chain.append(chain[-1]["/Parent"])
    return chain


def _inherited(chain: list[Any], key: str) -> Any:
    return next((one[key] for one in chain if key in one), None)


def _flags(chain: list[Any]) -> int:
    return int(_inherited(chain, "/Ff") or 0)


def _is_radio(chain: list[Any]) -> bool:
    return str(_inherited(chain, "/FT")) == "/Btn" and bool(_flags(chain) & _RADIO)


def _read(chain: list[Any], name: str, page: int, before: _Found | None) -> _Found | None:
    """The field as a place; with `before` a further button of a field of which one is chosen."""
    flags, widget = _flags(chain), chain[0]
    if flags & _READ_ONLY or int(widget.get("/F", 0)) & _HIDDEN_OR_NOT_SHOWN:
        return None
    kind = str(_inherited(chain, "/FT"))
    choices: tuple[str, ...] = ()
    if kind == "/Tx" and not flags & (_PASSWORD | _FILE):
        what = PlaceKind.TEXT
    elif kind == "/Ch":
        what, choices = PlaceKind.CHOICE, tuple(_options(_inherited(chain, "/Opt")))
    elif kind == "/Btn" and not flags & _PUSH:
        states = _states(widget)
        if not states:
            return None
        what = PlaceKind.CHOICE if flags & _RADIO else PlaceKind.TICK
        earlier = before.place.choices if before else ()
        choices = tuple(dict.fromkeys((*earlier, *states))) if flags & _RADIO else ()
    else:
        return None
    left, bottom, right, top = (float(edge) for edge in widget["/Rect"])
    place = Place(
        name=name,
        kind=what,
        label=_said(_inherited(chain, "/TU")),
        where=_("Page {number}").format(number=(before.page if before else page) + 1),
        choices=choices,
        longest=max(0, int(_inherited(chain, "/MaxLen") or 0)),
    )
    box = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
    return _Found(place, before.page if before else page, before.box if before else box)


def _said(words: Any) -> str:
    return "" if words is None else " ".join(str(words).split())[:_LONGEST_WORDS]


def _options(listed: Any) -> Iterator[str]:
    """What a list offers; of a pair that which is kept (ISO 32000-1, table 231)."""
    for one in list(listed or ())[:_MOST_CHOICES]:
        yield str(one[0]) if _is_pair(one) else str(one)


def _is_pair(one: Any) -> bool:
    import pikepdf

    return isinstance(one, pikepdf.Array) and len(one) > 0


def _states(widget: Any) -> list[str]:
    drawn: Any = widget.get("/AP", {})
    drawn = drawn.get("/N", {}) if drawn else {}
    return [str(state).removeprefix("/") for state in drawn if str(state) != "/Off"]


def _with_words_beside(data: bytes, found: list[_Found]) -> tuple[Place, ...]:
    """Each place with the words that are printed to its left, or else above it."""
    import pypdfium2

    places = []
    try:
        with pypdfium2.PdfDocument(data) as document:
            texts: dict[int, Any] = {}
            for one in found:
                if one.page not in texts:
                    texts[one.page] = document[one.page].get_textpage()
                hint = _words_beside(texts[one.page], one, found)
                places.append(_with_hint(one.place, hint))
            for text in texts.values():
                text.close()
    except pypdfium2.PdfiumError:  # the words beside are a help, and no more
        return tuple(one.place for one in found)
    return tuple(places)


def _words_beside(text: Any, one: _Found, found: list[_Found]) -> str:
    left, bottom, right, top = one.box
    begins = max(
        (
            other.box[2]
            for other in found
            if other.page == one.page
            and other.box[2] <= left
            and other.box[1] < top
            and other.box[3] > bottom
        ),
        default=max(0.0, left - _ASIDE),
    )
    beside = text.get_text_bounded(begins, bottom - _LINE, left, top)
    above = text.get_text_bounded(left - _LINE, top, right, top + 4 * _LINE)
    return _said(beside) or _said(above)


def _with_hint(place: Place, hint: str) -> Place:
    return replace(place, hint=hint if hint.casefold() != place.label.casefold() else "")
