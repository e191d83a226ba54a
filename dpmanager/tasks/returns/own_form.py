"""A funder's own form: kept in the book once, and filled in from the records at every return."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.amounts import pounds
from dpmanager.domain.periods import Period
from dpmanager.domain.returns.form_figures import Figure, Figures, figure_named, form_figures
from dpmanager.domain.returns.funder_rules import FunderRules
from dpmanager.domain.returns.guess_form import Called, guess_fills
from dpmanager.domain.returns.own_form import (
    PDF,
    TICKED,
    XLSX,
    Fill,
    Fills,
    Place,
    PlaceKind,
    fills_from_json,
    fills_to_json,
    form_file,
    left_out,
    read_form_file,
    text_at,
    value_at,
    with_others,
)
from dpmanager.errors import DPManagerError
from dpmanager.importers.files import read_file
from dpmanager.importers.proof_files import ProofFile
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.resource_files import read_toml, resource_path
from dpmanager.tasks.people.kept_files import ReadFile, let_go, put_file
from dpmanager.tasks.returns.prepare_return import prepare_in
from dpmanager.tasks.returns.resources import categories, rules_of
from dpmanager.tasks.saving import save_file
from dpmanager.words import _

LARGEST_MB = 20
LARGEST_SHARED_MB = 1


@dataclass(frozen=True, slots=True)
class FormSeen:
    """A form that is kept in the book. filled: how many of its places have something to say."""

    id: int
    funder: str
    name: str
    media_type: str
    filled: int


@dataclass(frozen=True, slots=True)
class PlaceSeen:
    """A place of a form, what goes there in words, and what it will say.

    figure: "" for nothing. fault: why it cannot be written, "" where it can.
    """

    place: Place
    fill: Fill
    figure: str
    text: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class FormLook:
    """A form with the figures of a period.

    figures: what can be chosen, by name. missing: kinds of money that the form has no place for,
    with their amounts, in words.
    """

    seen: FormSeen
    period: Period
    places: tuple[PlaceSeen, ...]
    figures: Figures
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form that is filled in. file_name: what to call it."""

    name: str
    file_name: str
    media_type: str
    data: bytes


def forms_of(book: Book) -> tuple[FormSeen, ...]:
    """The forms of the book, as they were loaded."""
    with book.reading() as session:
        rows = session.execute(
            select(models.ReturnForm, models.Funder.name)
            .join(models.Funder, models.Funder.id == models.ReturnForm.funder_id)
            .order_by(models.ReturnForm.id)
        )
        return tuple(_seen(row, funder) for row, funder in rows)


def load_form(
    book: Book,
    funder: str | None,
    path: Path,
    period: Period,
    *,
    instead_of: int | None = None,
    who: str,
    at: datetime,
) -> int:
    """Keeps a form, with a proposal of what goes where; gives its number.

    funder: its name, None for the only one. period: of a return, to know what its figures are.
    instead_of: the form whose place it takes, as when the funder sends a new one: what was said
    about places with the same names stays.
    Raises DPManagerError for a file that cannot be filled in; nothing is kept then.
    """
    data = read_file(path, LARGEST_MB)
    media_type = _media_type(data)
    places = places_of(data, media_type)
    kept = ReadFile(book.keep_proof(data), ProofFile(media_type, path.stem), len(data))
    with book.task(_("Load the council's own form"), who=who, at=at) as session:
        figures, rules, owner = _figures(session, period, funder, at.date())
        fills = guess_fills(places, figures, _words_of_funder(rules), _usual_words())
        if instead_of is not None:
            fills |= _still_there(places, fills_from_json(_row(session, instead_of).mapping))
            _take_out(session, instead_of)
        row = models.ReturnForm(
            funder_id=owner.id,
            name=path.stem,
            media_type=media_type,
            proof_id=put_file(session, kept, at.date()),
            mapping=fills_to_json(fills),
        )
        session.add(row)
        session.flush()
        return row.id


def look_at_form(book: Book, number: int, period: Period, *, today: date) -> FormLook | None:
    """A form, and what it will say of a period; None for a form that is not in the book any more.

    Raises what `prepare_return` raises.
    """
    with book.reading() as session:
        row = session.get(models.ReturnForm, number)
        if row is None:
            return None
        owner = session.get_one(models.Funder, row.funder_id)
        fills = fills_from_json(row.mapping)
        known, _rules, _owner = _figures(session, period, owner.name, today)
        figures = with_others(known, fills)
        places = places_of(_data(book, session, row), row.media_type)
        return FormLook(
            seen=_seen(row, owner.name),
            period=period,
            places=tuple(_place_seen(place, fills, figures) for place in places),
            figures=figures,
            missing=tuple(
                _("{what}, {amount}").format(what=figure.words, amount=pounds(figure.value))
                for figure in left_out(known, fills)
                if isinstance(figure.value, Decimal)
            ),
        )


def set_fill(
    book: Book, number: int, place: str, fill: Fill | None, *, who: str, at: datetime
) -> None:
    """Says what goes to a place of a form; None for nothing."""
    with book.task(_("Say what goes where in a form"), who=who, at=at) as session:
        row = _row(session, number)
        fills = fills_from_json(row.mapping)
        fills.pop(place, None)
        if fill is not None:
            fills[place] = fill
        row.mapping = fills_to_json(fills)


def fill_in(book: Book, number: int, period: Period, *, today: date) -> FilledForm:
    """The form with the figures of a period; what the records do not hold stays empty.

    Raises DPManagerError where a figure does not fit, a cell holds a formula, or there can be no
    return of the period.
    """
    with book.reading() as session:
        row = _row(session, number)
        owner = session.get_one(models.Funder, row.funder_id)
        fills = fills_from_json(row.mapping)
        known, _rules, _owner = _figures(session, period, owner.name, today)
        figures = with_others(known, fills)
        data = _data(book, session, row)
        name, media_type = row.name, row.media_type
    named = {place.name: place for place in places_of(data, media_type)}
    there = {place: fill for place, fill in fills.items() if place in named}
    if media_type == PDF:
        from dpmanager.documents.filled_form import filled_form

        texts = {place: text_at(named[place], fill, figures) for place, fill in there.items()}
        made = filled_form(data, {place: text for place, text in texts.items() if text})
    else:
        from dpmanager.documents.filled_workbook import filled_workbook

        values = {place: value_at(named[place], fill, figures) for place, fill in there.items()}
        made = filled_workbook(
            data, {place: value for place, value in values.items() if value is not None}
        )
    ending = "pdf" if media_type == PDF else "xlsx"
    days = _("{start} to {end}").format(start=period.start.isoformat(), end=period.end.isoformat())
    return FilledForm(name, f"{name}, {days}.{ending}", media_type, made)


def remove_form(book: Book, number: int, *, who: str, at: datetime) -> None:
    """Takes a form out of the book. Undo brings it back."""
    with book.task(_("Remove a council's form"), who=who, at=at) as session:
        _take_out(session, number)


def save_fills(book: Book, number: int, path: Path) -> None:
    """Saves what goes where as a file, for others who fill in the same form."""
    with book.reading() as session:
        row = _row(session, number)
        shared = form_file(row.name, row.media_type, fills_from_json(row.mapping))
    save_file(path, shared)


def read_fills(book: Book, number: int, path: Path, *, who: str, at: datetime) -> int:
    """Reads in such a file; gives how many places it tells of that this form does not have.

    Raises DPManagerError for a file that is of another kind, or fits no place of the form.
    """
    shared = read_form_file(read_file(path, LARGEST_SHARED_MB))
    with book.task(_("Read in what goes where in a form"), who=who, at=at) as session:
        row = _row(session, number)
        places = places_of(_data(book, session, row), row.media_type)
        fitting = _still_there(places, shared.fills)
        if not fitting:
            raise DPManagerError(
                _("This file is about another form: none of its fields is in yours.")
            )
        row.mapping = fills_to_json(fills_from_json(row.mapping) | fitting)
    return len(shared.fills) - len(fitting)


def places_of(data: bytes, media_type: str) -> tuple[Place, ...]:
    """The places of a form to fill in. Raises DPManagerError for one that cannot be filled in."""
    if media_type == PDF:
        from dpmanager.importers.form_fields import fields_of_form

        return fields_of_form(data)
    from dpmanager.importers.workbook_cells import cells_to_fill

    return cells_to_fill(data)


def _media_type(data: bytes) -> str:
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return XLSX
    raise DPManagerError(
        _(
            "This file is not a PDF form or an Excel workbook, so it was not loaded. "
            "A Word form can be filled in by hand: copy the figures from the return."
        )
    )


def _row(session: Session, number: int) -> models.ReturnForm:
    return session.get_one(models.ReturnForm, number)


def _data(book: Book, session: Session, row: models.ReturnForm) -> bytes:
    return book.read_proof(session.get_one(models.Proof, row.proof_id).sealed_name)


def _take_out(session: Session, number: int) -> None:
    row = _row(session, number)
    proof = row.proof_id
    session.delete(row)
    session.flush()
    let_go(session, proof)


def _figures(
    session: Session, period: Period, funder: str | None, today: date
) -> tuple[dict[str, Figure], FunderRules, models.Funder]:
    made, _evidence = prepare_in(session, period, funder, today)
    owner = session.scalars(
        select(models.Funder).where(models.Funder.name == made.people.funder)
    ).first()
    assert owner is not None, "the return is for a funder of the book"
    rules = rules_of(owner)
    return form_figures(made, rules, categories(), today), rules, owner


def _seen(row: models.ReturnForm, funder: str) -> FormSeen:
    return FormSeen(row.id, funder, row.name, row.media_type, len(fills_from_json(row.mapping)))


def _still_there(places: tuple[Place, ...], fills: Fills) -> dict[str, Fill]:
    """Those fills whose place is in the form, and is of a kind that takes them."""
    found = {}
    for place in places:
        fill = fills.get(place.name)
        if fill is None:
            continue
        if place.kind is PlaceKind.TEXT or fill.words in (TICKED, *place.choices):
            found[place.name] = fill
    return found


def _place_seen(place: Place, fills: Mapping[str, Fill], figures: Figures) -> PlaceSeen:
    fill = fills.get(place.name, Fill())
    if fill.words:
        always = _("Ticked") if place.kind is PlaceKind.TICK else fill.words
        return PlaceSeen(place, fill, _("Always the same"), always)
    if not fill.figure:
        return PlaceSeen(place, fill, "", "")
    figure = figure_named(figures, fill.figure)
    if figure is None:
        return PlaceSeen(
            place, fill, "", "", _("What was chosen here is not in the return any more.")
        )
    try:
        return PlaceSeen(place, fill, figure.words, text_at(place, fill, figures))
    except DPManagerError as fault:
        return PlaceSeen(place, fill, figure.words, "", str(fault))


def _words_of_funder(rules: FunderRules) -> Called:
    """The words of the funder's own form and list, as far as its file knows them."""
    form = [(line.label, line.fills) for line in (rules.form.lines if rules.form else ())]
    return [*form, *((one.name, f"funder_{one.side}.{one.name}") for one in rules.categories)]


@lru_cache
def _usual_words() -> Called:
    """The words by which forms of councils ask for a figure, and our own names of categories."""
    usual = read_toml(resource_path("form_words.toml"), dict[str, tuple[str, ...]])
    own = [(each.label, f"{each.direction}.{name}") for name, each in categories().items()]
    return [*((words, figure) for figure, listed in usual.items() for words in listed), *own]
