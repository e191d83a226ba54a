"""Your council's own form: loaded once, told what goes where, and filled in with one press."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from dpmanager.domain.periods import Period
from dpmanager.domain.returns.own_form import PDF
from dpmanager.domain.wording import period_words
from dpmanager.errors import DPManagerError
from dpmanager.tasks.returns.look_at_returns import funders_of, periods_offered, quarters_offered
from dpmanager.tasks.returns.own_form import (
    FilledForm,
    FormLook,
    FormSeen,
    fill_in,
    forms_of,
    load_form,
    look_at_form,
    read_fills,
    remove_form,
    save_fills,
)
from dpmanager.tasks.saving import save_file
from dpmanager.ui.pages.own_form_fields import FieldsView
from dpmanager.ui.pages.own_form_place import place_change
from dpmanager.ui.pages.people_change import ChangeView
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.fields import ChoiceField
from dpmanager.ui.widgets.files import ask_for_files, ask_where_to_save
from dpmanager.ui.widgets.form import ErrorSummary
from dpmanager.ui.widgets.page import Card, Column, Page
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View, Views
from dpmanager.words import _, ngettext


class OwnFormPage(Page):
    """A card for each form; behind it what goes where. Opened with start= and end= for the days."""

    place: ClassVar[str] = "own_form"
    help_page: ClassVar[str] = "own_form"

    def heading(self) -> str:
        """The title of the page."""
        return _("Your council's own form")

    def above(self) -> None:
        """The way back."""
        self.back = button(_("Back to Returns"), self._back_to_returns, "quiet")
        self.column.add(self.back)

    def build(self) -> None:
        """The days, the cards, and the button that loads a form."""
        self._period = quarters_offered(self.desk.today())[0]
        self._given = False
        self._number: int | None = None
        self._look: FormLook | None = None
        self._seen: tuple[FormSeen, ...] | None = None
        self.summary = ErrorSummary()
        self.column.add(self.summary)
        self.home = Column(gap=16)
        self.column.add(self.home)
        self.funder = ChoiceField(_("Whose form it is"), [], missing=_("Choose the funder."))
        self.funder.hide()
        self.days = ChoiceField(_("Fill it in for"), [], missing=_("Choose the days."))
        self.days.on_change(self._days_chosen)
        self.about = words(
            _(
                "Load the form that your council sent you: a PDF with fields to type into, or an "
                "Excel workbook. Say once which figure goes where. From then on it is filled in "
                "with one press."
            )
        )
        self.cards = Column(gap=16)
        self.load = button(_("Load a form"), partial(self._load, None), "main")
        for block in (self.about, self.days, self.cards, self.funder, beside(self.load)):
            self.home.add(block)
        self.views = Views(self, self.home)
        self.fields = self.views.add(
            FieldsView(
                self.desk,
                self._leave_fields,
                change=self._change_place,
                fill=self._fill_open,
                save=self._save_fills,
                read=self._read_fills,
            )
        )
        self.change = self.views.add(ChangeView(self.desk, self._leave_change))

    def open_with(self, **what: Any) -> None:
        """start, end: the days of the return. funder: its name. form: the number of one to open."""
        self._number = what.get("form")
        self._look = None
        if "start" in what and "end" in what:
            self._given = True
            self._period = Period(what["start"], what["end"])
        if what.get("funder"):
            self.funder.set_value(what["funder"])
        self.summary.show_problems([])
        self._show_view(None)

    def refresh(self) -> None:
        """Reads the forms again, and the one that is open."""
        desk = self.desk
        desk.look(lambda: funders_of(desk.book), self._offer_funders)
        desk.look(
            lambda: periods_offered(desk.book, desk.today()), self._offer_days, lambda _fault: None
        )
        desk.look(lambda: forms_of(desk.book), self._show)
        self._look_again()

    def take_focus(self) -> None:
        """What is open, or what can be done; not the way back."""
        self.views.focus(self.views.shown or self.home)

    # The days and the cards

    def _offer_funders(self, funders: tuple[tuple[int, str], ...]) -> None:
        if self.funder.box.count() != len(funders):
            self.funder.set_choices([(name, name) for _number, name in funders])
            self.funder.setVisible(len(funders) > 1)

    def _offer_days(self, periods: tuple[Period, ...]) -> None:
        if not self._given and periods:
            self._period = periods[0]
            self._given = True
            self._look_again()
        offered = periods if self._period in periods else (self._period, *periods)
        self.days.set_choices([(each, period_words(each)) for each in offered])
        self.days.set_value(self._period)

    def _days_chosen(self) -> None:
        self._period = self.days.chosen()
        self._look_again()

    def _show(self, seen: tuple[FormSeen, ...]) -> None:
        if seen == self._seen:
            return  # so that the focus stays where it is
        self._seen = seen
        self.cards.clear()
        for one in seen:
            self.cards.add(self._card(one))
        self.days.setVisible(bool(seen))
        self.load.setText(_("Load another form") if seen else _("Load a form"))
        self.content_came()

    def _card(self, one: FormSeen) -> Card:
        card = Card(one.name)
        kind = _("A PDF form.") if one.media_type == PDF else _("An Excel workbook.")
        filled = ngettext(
            "{count} of its fields gets a figure.",
            "{count} of its fields get a figure.",
            one.filled,
        ).format(count=one.filled)
        card.add(words(f"{one.funder}. {kind} {filled}"))
        acts: list[tuple[str, Callable[[], object], str]] = [
            (_("Fill it in"), partial(self._fill, one), "main"),
            (_("See what goes where"), partial(self._open, one.id), ""),
            (_("Load a newer one"), partial(self._load, one.id), "quiet"),
            (_("Remove"), partial(self._remove, one), "quiet"),
        ]
        buttons = []
        for text, act, role in acts:
            made = button(text, act, role)
            made.setAccessibleName(_("{action}: {what}").format(action=text, what=one.name))
            buttons.append(made)
        card.add(beside(*buttons))
        return card

    # What is done with a form

    def _load(self, instead_of: int | None) -> None:
        desk = self.desk
        kinds = _("PDF forms and Excel workbooks") + " (*.pdf *.xlsx)"
        chosen = ask_for_files(self, desk.remembered, _("Choose the council's form"), kinds)
        if not chosen:
            return
        self.summary.show_problems([])
        file, period, funder = chosen[0], self._period, self.funder.chosen()

        def loaded(number: int) -> None:
            self._open(number)

        desk.do(
            lambda: load_form(
                desk.book,
                funder,
                file,
                period,
                instead_of=instead_of,
                who=desk.who,
                at=desk.now(),
            ),
            said=_("The form is in the book. Check what goes where."),
            done=loaded,
            failed=self._failed,
        )

    def _remove(self, one: FormSeen) -> None:
        desk = self.desk
        desk.do(
            lambda: remove_form(desk.book, one.id, who=desk.who, at=desk.now()),
            said=_("The form is removed. Undo brings it back."),
            done=lambda _none: self.load.setFocus(),
            failed=self._failed,
        )

    def _fill_open(self) -> None:
        if self._look is not None:
            self._fill(self._look.seen)

    def _fill(self, one: FormSeen) -> None:
        book, period, today = self.desk.book, self._period, self.desk.today()
        self.summary.show_problems([])
        self.desk.look(
            lambda: fill_in(book, one.id, period, today=today), self._filled, self._failed
        )

    def _filled(self, made: FilledForm) -> None:
        """A PDF is looked at; a workbook is saved."""
        if made.media_type == PDF:
            self.go.emit(
                "preview",
                {
                    "title": made.name,
                    "pdf": made.data,
                    "file_name": made.file_name,
                    "back": self.place,
                    "back_with": {
                        "start": self._period.start,
                        "end": self._period.end,
                        "form": self._number,
                    },
                },
            )
            return
        kinds = _("Excel files") + " (*.xlsx)"
        path = ask_where_to_save(self, self.desk.remembered, made.file_name, kinds)
        if path is not None:
            self._save(path, lambda: save_file(path, made.data))

    def _save_fills(self) -> None:
        look, book = self._look, self.desk.book
        if look is None:
            return
        kinds = _("What goes where") + " (*.json)"
        name = _("{form}, what goes where.json").format(form=look.seen.name)
        path = ask_where_to_save(self, self.desk.remembered, name, kinds)
        if path is not None:
            self._save(path, lambda: save_fills(book, look.seen.id, path))

    def _save(self, path: Path, save: Callable[[], None]) -> None:
        self.summary.show_problems([])
        self.desk.look(
            save,
            lambda _none: announce(_("Saved as {name}.").format(name=path.name)),
            self._failed,
        )

    def _read_fills(self) -> None:
        desk, look = self.desk, self._look
        if look is None:
            return
        kinds = _("What goes where") + " (*.json)"
        chosen = ask_for_files(self, desk.remembered, _("Choose the file"), kinds)
        if not chosen:
            return
        self.summary.show_problems([])
        file = chosen[0]
        desk.do(
            lambda: read_fills(desk.book, look.seen.id, file, who=desk.who, at=desk.now()),
            said=_read_in,
            failed=self._failed,
        )

    def _failed(self, fault: DPManagerError) -> None:
        self.summary.show_problems([(str(fault), None)])

    # One form

    def _open(self, number: int) -> None:
        self._number = number
        self._look_again()

    def _look_again(self) -> None:
        book, number, period = self.desk.book, self._number, self._period
        if number is None:
            return
        today = self.desk.today()
        self.desk.look(
            lambda: look_at_form(book, number, period, today=today),
            partial(self._show_form, number),
            self._failed,
        )

    def _show_form(self, number: int, look: FormLook | None) -> None:
        if number != self._number or (look is not None and look.period != self._period):
            return
        if look is None:  # it was removed, or its loading was undone
            self._leave_fields()
            return
        self._look = look
        self.fields.open(look)
        if self.views.shown is None:
            self._show_view(self.fields)
            self.views.focus(self.fields)

    def _change_place(self, name: str) -> None:
        look = self._look
        if look is None:
            return
        (seen,) = (each for each in look.places if each.place.name == name)
        self.summary.show_problems([])
        self.change.open(place_change(self.desk, look, seen))
        self._show_view(self.change)
        self.views.focus(self.change.body)

    def _leave_change(self) -> None:
        self._show_view(self.fields)
        self.fields.table.setFocus()

    def _leave_fields(self) -> None:
        self._number = self._look = None
        self.summary.show_problems([])
        self._show_view(None)
        self.take_focus()

    def _show_view(self, view: View | None) -> None:
        self.back.setVisible(view is None)
        self.views.show(view)

    def _back_to_returns(self) -> None:
        self.go.emit("returns", {"start": self._period.start, "end": self._period.end})


def _read_in(left: int) -> str:
    if not left:
        return _("It is read in. Check what goes where.")
    return ngettext(
        "It is read in. {count} field that it names is not in your form.",
        "It is read in. {count} fields that it names are not in your form.",
        left,
    ).format(count=left)
