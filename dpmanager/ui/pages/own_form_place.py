"""The form in which it is said what goes to one place of a council's form."""

from typing import Any

from dpmanager.domain.returns.form_figures import Figure, figure_named
from dpmanager.domain.returns.own_form import (
    SHAPES,
    TICKED,
    Fill,
    PlaceKind,
    Shape,
    shape_words,
    text_of,
)
from dpmanager.tasks.returns.own_form import FormLook, PlaceSeen, set_fill
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.people_change import Change
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.fields import ChoiceField, Field, TextField
from dpmanager.words import _, ngettext

_SAME_WORDS = "="
_ALWAYS = 2
"""How many choices are offered whatever is looked for: nothing, and the same words always."""


def place_change(desk: Desk, look: FormLook, seen: PlaceSeen) -> Change:
    """What goes to a place: a figure of the return, always the same words, or nothing."""
    written = seen.place.kind is PlaceKind.TEXT
    fields = _for_text(look, seen) if written else {"what": _for_choice(seen)}
    name = seen.place.name

    def task(given: dict[str, Any]) -> None:
        fill = _text_fill(given) if written else _choice_fill(given)
        set_fill(desk.book, look.seen.id, name, fill, who=desk.who, at=desk.now())

    return Change(
        title=seen.place.says,
        note=seen.place.where,
        fields=fields,
        task=task,
        said=_("It is saved."),
        button=_("Save"),
        fault_at="what",
    )


def _for_choice(seen: PlaceSeen) -> ChoiceField:
    choices = [("", _("Nothing"))]
    if seen.place.kind is PlaceKind.TICK:
        choices.append((TICKED, _("Always tick it")))
    else:
        choices += [(choice, choice) for choice in seen.place.choices]
    field = ChoiceField(_("What goes there"), choices)
    field.set_value(seen.fill.words)
    return field


def _choice_fill(given: dict[str, Any]) -> Fill | None:
    return Fill(words=given["what"]) if given["what"] else None


def _for_text(look: FormLook, seen: PlaceSeen) -> dict[str, Field]:
    find = TextField(_("Look for a figure"), hint=_("Such as wages, balance or date."))
    what = ChoiceField(_("What goes there"), [], hint=" ")
    shape = ChoiceField(_("How it is written"), [])
    same = TextField(_("The words"), missing=_("Write the words that always go there."))
    fill = seen.fill
    figures = dict(look.figures)
    kept = figure_named(figures, fill.figure) if fill.figure else None
    if kept is not None:
        figures.setdefault(fill.figure, kept)

    def offer(part: str) -> int:
        found = _offered(figures, part)
        what.set_choices(found)
        if part.strip() and len(found) > _ALWAYS:
            what.set_value(found[_ALWAYS][0])
        chosen()
        return len(found) - _ALWAYS

    def looked_for(part: str) -> None:
        found = offer(part)
        says = ngettext("{count} found.", "{count} found.", found).format(count=found)
        find.hint.setText(says)
        announce(says)

    def chosen() -> None:
        name = what.chosen()
        _show(same, wanted=name == _SAME_WORDS)
        figure = figures.get(name or "")
        what.hint.setText(_says_now(figure))
        what.box.setAccessibleDescription(what.hint.text())
        shapes = SHAPES[figure.holds] if figure is not None else ()
        shape.set_choices([(each, shape_words()[each]) for each in shapes])
        _show(shape, wanted=bool(shapes))

    offer("")
    what.set_value(_SAME_WORDS if fill.words else fill.figure)
    chosen()
    shape.set_value(fill.shape)
    same.set_value(fill.words)
    find.edit.textChanged.connect(looked_for)
    what.box.currentIndexChanged.connect(lambda _place: chosen())
    return {"find": find, "what": what, "shape": shape, "words": same}


def _show(field: Field, *, wanted: bool) -> None:
    """Before the field stands in a form it is only hidden: shown it would be a window."""
    if not wanted:
        field.hide()
    elif field.parentWidget() is not None:
        field.show()


def _offered(figures: dict[str, Figure], part: str) -> list[tuple[str, str]]:
    """Nothing, the same words always, and each figure whose words hold all of `part`."""
    wanted = part.casefold().split()
    found = [("", _("Nothing")), (_SAME_WORDS, _("Always the same words"))]
    for name, figure in figures.items():
        if all(word in figure.words.casefold() for word in wanted):
            found.append((name, figure.words))
    return found


def _says_now(figure: Figure | None) -> str:
    if figure is None:
        return _("The field stays as it is, or says what you write.")
    now = text_of(figure, None)
    if not now:
        return _("It says nothing for these days.")
    return _("For these days it says: {value}").format(value=now)


def _text_fill(given: dict[str, Any]) -> Fill | None:
    what = given["what"]
    if what == _SAME_WORDS:
        return Fill(words=given["words"])
    shape: Shape | None = given.get("shape")
    return Fill(what, shape) if what else None
