"""Let a worker fill in their own timesheet: the form that goes out, and what came back."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from dpmanager.domain.hours.filled import Change, Difference
from dpmanager.domain.hours.written import UnreadBoxesError
from dpmanager.domain.periods import Period
from dpmanager.domain.wording import days_words, full_day
from dpmanager.errors import DPManagerError
from dpmanager.tasks.hours.exchange_with_worker import (
    Decision,
    FilledSeen,
    Taken,
    look_at_filled,
    read_filled,
    take_filled,
)
from dpmanager.tasks.hours.worker_form import form_name, make_blank, make_csv, make_form
from dpmanager.tasks.saving import save_file
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.fields import CheckField, ChoiceField
from dpmanager.ui.widgets.files import ask_for_files, ask_where_to_save
from dpmanager.ui.widgets.form import ErrorSummary
from dpmanager.ui.widgets.page import Card, Column
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View
from dpmanager.words import _, ngettext

if TYPE_CHECKING:
    from dpmanager.ui.pages.hours import HoursPage


class WorkerForms:
    """Goes from what is sent to a worker to what came back, on the hours page."""

    def __init__(self, page: "HoursPage") -> None:
        self.page = page
        self.out = page.views.add(FormView(self))
        self.back = page.views.add(FilledView(self))
        self._expected: tuple[str, Period | None] = ("", None)

    def offer(self, worker: str, period: Period) -> None:
        """Shows what can be sent to a worker for a pay period."""
        self._expected = (worker, period)
        self.out.open(worker, period)
        self.page.say_under_title(days_words(period))
        self.page.views.show(self.out)
        self.out.save_form.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self) -> None:
        """Asks for a form that came back."""
        kinds = _("Timesheets (*.pdf *.csv);;All files (*)")
        page = self.page
        paths = ask_for_files(page, page.desk.remembered, _("Choose a filled form"), kinds)
        if paths:
            self.read(paths[0])

    def read(self, path: Path) -> None:
        """Reads a form that was chosen or dropped, and shows what it says."""
        if self.page.views.shown not in {self.out, self.back}:
            self._expected = ("", None)
        self.page.say_under_title("")
        self.page.views.show(self.back)
        self.back.open(path, *self._expected)

    def leave(self) -> None:
        """Back to the week."""
        self.page.back_from_forms()

    def taken(self, taken: Taken) -> None:
        """To the hours that were taken in."""
        self.page.show_end_of(taken.worker, taken.period)


class FormView(View):
    """What goes out to the worker: a form, a spreadsheet file, or an empty sheet of paper."""

    def __init__(self, forms: WorkerForms) -> None:
        super().__init__(forms.page.desk, "", _("Back to the hours"), forms.leave)
        page = self._page = forms.page
        self._forms = forms
        self.worker = ""
        self.period = Period(page.desk.today(), page.desk.today())
        self.problem = ErrorSummary()
        self.add(self.problem)
        self.add(self._build_form())
        self.add(self._build_back())
        self.add(self._build_paper())

    def _build_form(self) -> Card:
        card = Card(_("Send a form"))
        card.add(
            words(
                _(
                    "They type their times on a phone or a computer, and send the file back. They "
                    "do not need this program. The planned times are in the form already."
                )
            )
        )
        self.large = CheckField(_("In large print"))
        self.named = CheckField(_("Put their name in the name of the file"))
        self.save_form = button("", self._save_form, "main")
        self.save_sheet = button(_("Save it as a spreadsheet"), self._save_sheet)
        card.add(self.large)
        card.add(self.named)
        card.add(beside(self.save_form, self.save_sheet))
        card.add(
            words(
                _("The form holds their name and times. Anyone who finds it can read it."), "soft"
            )
        )
        return card

    def _build_back(self) -> Card:
        card = Card(_("When it comes back"))
        card.add(
            words(
                _(
                    "Choose the file here, or drop it on this page. Nothing is saved before you "
                    "say. A file of the phone app Hours Keeper can be read too."
                )
            )
        )
        self.read = button(_("Read in a filled form"), self._forms.ask)
        card.add(beside(self.read))
        return card

    def _build_paper(self) -> Card:
        card = Card(_("On paper"))
        card.add(words(_("A sheet to write on by hand. You type the hours in yourself later.")))
        self.blank = button(_("Print an empty sheet"), lambda: self._see_blank(large=False))
        self.blank_large = button(_("Print it in large print"), lambda: self._see_blank(large=True))
        card.add(beside(self.blank, self.blank_large))
        return card

    def open(self, worker: str, period: Period) -> None:
        """For a worker and a pay period."""
        self.worker, self.period = worker, period
        self.problem.show_problems([])
        self.rename(_("Let {worker} fill it in").format(worker=worker))
        self.save_form.setText(
            _("Save a form for {worker}").format(worker=worker.replace("&", "&&"))
        )

    def _save_form(self) -> None:
        desk, large = self.desk, self.large.read()
        make = partial(make_form, desk.book, self.worker, self.period, large_print=large)
        self._save(".pdf", "", lambda: make(who=desk.who, at=desk.now()))

    def _save_sheet(self) -> None:
        desk = self.desk
        make = partial(make_csv, desk.book, self.worker, self.period)
        self._save(".csv", _("Tables") + " (*.csv)", lambda: make(who=desk.who, at=desk.now()))

    def _save(self, ending: str, kinds: str, make: Callable[[], bytes]) -> None:
        self.problem.show_problems([])
        name = form_name(self.period, ending, self.worker if self.named.read() else "")
        path = ask_where_to_save(self, self.desk.remembered, name, kinds)
        if path is None:
            return
        self.desk.do(
            lambda: save_file(path, make()),
            said=_("Saved as {name} in {folder}. Send it to {worker}.").format(
                name=path.name, folder=path.parent.name or "/", worker=self.worker
            ),
            failed=self._failed,
        )

    def _see_blank(self, *, large: bool) -> None:
        self.problem.show_problems([])
        book, worker, period = self.desk.book, self.worker, self.period

        def show(pdf: bytes) -> None:
            self._page.go.emit(
                "preview",
                {
                    "title": _("Empty timesheet of {worker}, {period}").format(
                        worker=worker, period=days_words(period)
                    ),
                    "pdf": pdf,
                    "file_name": "timesheet.pdf",
                    "back": self._page.place,
                    "back_with": {"worker": worker, "day": period.start},
                },
            )

        self.desk.look(
            lambda: make_blank(book, worker, period, large_print=large), show, self._failed
        )

    def _failed(self, fault: DPManagerError) -> None:
        self.problem.show_problems([(str(fault), None)])


class FilledView(View):
    """What a worker filled in, with a choice for each difference."""

    def __init__(self, forms: WorkerForms) -> None:
        super().__init__(forms.page.desk, "", _("Back to the hours"), forms.leave)
        self._forms = forms
        self._data = b""
        self._of: tuple[str, Period | None] = ("", None)
        self._asked = object()
        self.seen: FilledSeen | None = None
        self.choices: list[ChoiceField] = []
        self.problem = ErrorSummary()
        self.body = Column(gap=16)
        self.add(self.problem)
        self.add(self.body)

    def open(self, path: Path, worker: str, period: Period | None) -> None:
        """Reads a file. worker, period: whose form of which days is expected."""
        book = self.desk.book
        self._of = (worker, period)

        def read() -> tuple[bytes, FilledSeen]:
            data = read_filled(path)
            return data, look_at_filled(book, data, worker=worker, period=period)

        self._look(read)

    def _look(self, read: Callable[[], tuple[bytes, FilledSeen]]) -> None:
        """Begins anew with what is read; of several files, the last one counts."""
        self._data, self.seen, self.choices = b"", None, []
        self.body.clear()
        self.problem.show_problems([])
        self.rename(_("A filled-in timesheet"))
        asked = self._asked = object()

        def came(found: tuple[bytes, FilledSeen]) -> None:
            if asked is self._asked:
                self._data, self.seen = found
                self._show(self.seen)

        def failed(fault: DPManagerError) -> None:
            if asked is self._asked:
                self._failed(fault)

        self.desk.look(read, came, failed)

    def _show(self, seen: FilledSeen) -> None:
        self.rename(_("What {worker} filled in").format(worker=seen.worker))
        self.body.add(self._what_it_is(seen))
        if seen.problems:
            self._add_way_on(seen)
            self.problem.show_problems([(sentence, None) for sentence in seen.problems])
            return
        self.body.add(self._differences(seen))
        self.save = button(_("Save these hours"), self._save, "main")
        self.others = button(_("Choose another file"), self._forms.ask)
        self.body.add(beside(self.save, self.others))
        first = self.choices[0].box if self.choices else self.save
        first.setFocus()
        announce(_headline(seen))

    def _what_it_is(self, seen: FilledSeen) -> Card:
        card = Card(_headline(seen))
        card.add(words(seen.signed))
        for sentence in seen.notes:
            card.add(words(sentence, "strong"))
        for day, remark in seen.remarks:
            card.add(words(_("{day}: {words}").format(day=full_day(day), words=remark)))
        return card

    def _differences(self, seen: FilledSeen) -> Card:
        count = len(seen.differences)
        if not count:
            card = Card(_("Nothing differs from the plan"))
        else:
            card = Card(
                ngettext(
                    "{count} difference from the plan", "{count} differences from the plan", count
                ).format(count=count)
            )
        if seen.as_planned:
            card.add(
                words(
                    ngettext(
                        "{count} shift is as planned.",
                        "{count} shifts are as planned.",
                        seen.as_planned,
                    ).format(count=seen.as_planned),
                    "soft",
                )
            )
        self.choices = [_choice(each) for each in seen.differences]
        for choice in self.choices:
            card.add(choice)
        return card

    def _add_way_on(self, seen: FilledSeen) -> None:
        """A form of somebody else, or of other days, can be read in where it belongs."""
        acts = [button(_("Choose another file"), self._forms.ask)]
        if seen.elsewhere:
            there = _("Read it in for {worker}, {period}").format(
                worker=seen.worker.replace("&", "&&"), period=days_words(seen.period)
            )
            acts.insert(0, button(there, self._read_there, "main"))
        self.body.add(beside(*acts))

    def _read_there(self) -> None:
        data, book = self._data, self.desk.book
        self._look(lambda: (data, look_at_filled(book, data)))

    def _save(self) -> None:
        desk, data, (worker, period) = self.desk, self._data, self._of
        decisions = {place: field.chosen() for place, field in enumerate(self.choices)}
        self.problem.show_problems([])
        desk.do(
            lambda: take_filled(
                desk.book,
                data,
                worker=worker,
                period=period,
                decisions=decisions,
                who=desk.who,
                at=desk.now(),
            ),
            said=lambda taken: _(
                "The hours of {worker} are saved: {period}. They wait for you to approve them."
            ).format(worker=taken.worker, period=days_words(taken.period)),
            done=self._forms.taken,
            failed=self._failed,
        )

    def _failed(self, fault: DPManagerError) -> None:
        faults: Sequence[str] = (str(fault),)
        if isinstance(fault, UnreadBoxesError):
            faults = fault.faults
        self.problem.show_problems([(sentence, None) for sentence in faults])
        if self.seen is None:
            if isinstance(fault, UnreadBoxesError):
                self.body.add(
                    words(
                        _(
                            "Ask for these boxes to be put right and the form sent again. Or type "
                            "the hours in yourself."
                        )
                    )
                )
            self.body.add(beside(button(_("Choose another file"), self._forms.ask)))


def _headline(seen: FilledSeen) -> str:
    return _("{worker}, {period}: {hours}").format(
        worker=seen.worker,
        period=days_words(seen.period),
        hours=seen.hours or _("no hours"),
    )


def _choice(difference: Difference) -> ChoiceField:
    """The difference in words, and which of the two is to be recorded."""
    filled, planned = {
        Change.ADDED: (_("Add it, as they wrote"), _("Leave it out")),
        Change.LEFT_OUT: (_("They did not work"), _("They worked as planned")),
    }.get(difference.change, (_("Take what they wrote"), _("Keep the plan")))
    return ChoiceField(
        difference.words,
        [(Decision.FILLED, filled), (Decision.PLANNED, planned)],
        missing=_("Choose one of the two."),
    )
