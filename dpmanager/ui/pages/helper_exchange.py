"""One exchange with a helper: what is new in their book, what to do with it, and the rota."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt

from dpmanager.domain.hours.helper_hours import News
from dpmanager.domain.hours.shifts import Shift
from dpmanager.domain.periods import long_date
from dpmanager.domain.wording import day_words, full_day, kind_of_hour
from dpmanager.errors import DPManagerError
from dpmanager.tasks.hours.exchange_with_helper import (
    Choice,
    HelperLine,
    HoursOfHelper,
    KnownHelper,
    TakenFromHelper,
    look_at_helper_hours,
    put_rota_out,
    take_helper_hours,
)
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.hours_words import finish_words
from dpmanager.ui.widgets.announce import announce
from dpmanager.ui.widgets.fields import ChoiceField
from dpmanager.ui.widgets.form import ErrorSummary
from dpmanager.ui.widgets.page import Card, Column
from dpmanager.ui.widgets.table import DataTable, TableColumn, TableRow
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.ui.widgets.views import View
from dpmanager.words import _, ngettext

WEEKS = (4, 2, 8, 13)
"""For how many weeks the rota goes out; the first is the usual one."""


class ExchangeView(View):
    """What is new is listed; of what differs, the person chooses. Then the rota goes out.

    opened: called with the helper and the place, once their book was read.
    """

    def __init__(
        self,
        desk: Desk,
        leave: Callable[[], object],
        opened: Callable[[KnownHelper, Path], object],
    ) -> None:
        super().__init__(desk, "", _("Back to who helps"), leave)
        self._opened = opened
        self._place = Path()
        self.seen: HoursOfHelper | None = None
        self.choices: dict[str, ChoiceField] = {}
        self.problem = ErrorSummary()
        self.body = Column(gap=16)
        self.add(self.problem)
        self.add(self.body)

    def open(self, place: Path) -> None:
        """Looks into the book at a place."""
        self._place = place
        self.seen = None
        self.rename(_("A helper's book"))
        self.body.clear()
        self.problem.show_problems([])
        book = self.desk.book

        def came(seen: HoursOfHelper) -> None:
            if place == self._place:
                self._opened(seen.helper, place)
                self._show(seen)

        self.desk.look(lambda: look_at_helper_hours(book, place), came, self._failed)

    def _show(self, seen: HoursOfHelper) -> None:
        self.seen, self.choices = seen, {}
        self.body.clear()
        self.rename(_("Hours from {name}").format(name=seen.helper.name))
        if seen.lines:
            self._show_lines(seen)
        else:
            nothing = Card(_("Nothing new"))
            nothing.add(words(_last_words(seen.helper)))
            self.body.add(nothing)
        self.body.add(self._build_rota(seen.helper))
        announce(_headline(seen))
        first = next(iter(self.choices.values())).box if self.choices else None
        (first or (self.take if seen.lines else self.put_out)).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def _show_lines(self, seen: HoursOfHelper) -> None:
        new = seen.of(News.NEW)
        if new:
            self.body.add(_new_hours(new))
        other = (*seen.of(News.CHANGED), *seen.of(News.REMOVED))
        for heading, lines in (
            (_("Changed since you took them in"), other),
            (_("Not the same as what you have"), seen.of(News.CLASH)),
            (_("These cannot be taken now"), seen.cannot),
        ):
            if lines:
                self.body.add(self._to_choose(heading, lines, seen.helper.name))
        self.take = button(_("Take these hours in"), self._take, "main")
        self.body.add(beside(self.take))

    def _to_choose(self, heading: str, lines: Sequence[HelperLine], helper: str) -> Card:
        card = Card(heading)
        for line in lines:
            field = ChoiceField(
                line_words(line, helper),
                [(choice, _choice_words(line, choice, helper)) for choice in line.choices],
                missing=_("Choose what to do."),
            )
            self.choices[line.entry.id] = field
            card.add(field)
        return card

    def _build_rota(self, helper: KnownHelper) -> Card:
        card = Card(_("The rota for {name}").format(name=helper.name))
        card.add(words(_("Names and planned times go into their book. Nothing else does.")))
        self.weeks = ChoiceField(
            _("For how long"), [(count, _weeks_words(count)) for count in WEEKS],
            missing=_("Choose for how long."),
        )  # fmt: skip
        card.add(self.weeks)
        self.put_out = button(_("Put the rota out"), self._put_out)
        card.add(beside(self.put_out))
        return card

    def _take(self) -> None:
        desk, seen = self.desk, self.seen
        if seen is None:
            return
        self.problem.show_problems([])
        decisions = {number: field.chosen() for number, field in self.choices.items()}
        desk.do(
            lambda: take_helper_hours(desk.book, seen, decisions, who=desk.who, at=desk.now()),
            said=_taken_words,
            done=lambda _taken: self.open(self._place),
            failed=self._failed,
        )

    def _put_out(self) -> None:
        desk, place, weeks = self.desk, self._place, self.weeks.chosen()
        self.problem.show_problems([])
        sent = place.is_file()

        def said(helper: KnownHelper) -> str:
            if sent:
                return _("The rota is in the file now. Send it back to {name}.").format(
                    name=helper.name
                )
            return _("The rota is in the book of {name} now.").format(name=helper.name)

        desk.do(
            lambda: put_rota_out(desk.book, place, weeks, who=desk.who, at=desk.now()),
            said=said,
            failed=self._failed,
        )

    def _failed(self, fault: DPManagerError) -> None:
        self.problem.show_problems([(str(fault), None)])


def line_words(line: HelperLine, helper: str) -> str:
    """What an entry is beside what is here, in whole sentences."""
    shift = line.entry.shift
    said = _("{worker}, {day}:").format(
        worker=line.worker or _("Somebody"), day=full_day(shift.day)
    )
    sentences = [said, _what_they_wrote(line, helper)]
    if line.why_not:
        sentences.append(line.why_not)
    elif line.news is News.CLASH and line.here:
        times = "; ".join(times_words(each, beside=shift) for each in line.here)
        sentences.append(_("You have {times}.").format(times=times))
    elif line.news is News.CLASH:
        sentences.append(_("You took these hours out."))
    return " ".join(sentences)


def _what_they_wrote(line: HelperLine, helper: str) -> str:
    if line.entry.removed:
        before = line.before or line.entry.shift
        return _("{helper} took {times} out.").format(helper=helper, times=times_words(before))
    times = times_words(line.entry.shift)
    if line.before is None:
        return _("{helper} wrote {times}.").format(helper=helper, times=times)
    return _("{helper} first wrote {before}. Now it is {times}.").format(
        helper=helper, before=times_words(line.before, beside=line.entry.shift), times=times
    )


def times_words(shift: Shift, beside: Shift | None = None) -> str:
    """09:00 to 13:00 (Weekday). beside: its day is said where it is another one."""
    said = _("{start} to {finish} ({kind})").format(
        start=f"{shift.start:%H:%M}", finish=finish_words(shift), kind=kind_of_hour(shift.kind)
    )
    if shift.break_minutes:
        said = _("{times}, {count} min break").format(times=said, count=shift.break_minutes)
    if shift.woken_minutes:
        said = _("{times}, up and working {count} min").format(
            times=said, count=shift.woken_minutes
        )
    if shift.note:
        said = _("{times}, “{note}”").format(times=said, note=shift.note)
    if beside is not None and beside.day != shift.day:
        said = _("{times} on {day}").format(times=said, day=full_day(shift.day))
    return said


def _choice_words(line: HelperLine, choice: Choice, helper: str) -> str:
    if choice is Choice.LATER:
        return _("Ask me again next time")
    if choice is Choice.BOTH:
        return _("Keep both")
    if line.why_not:
        return _("Leave it out for good")
    if choice is Choice.KEEP:
        return _("Keep what you have") if line.here else _("Leave it out")
    return _("Take what {helper} wrote").format(helper=helper)


def _new_hours(lines: Sequence[HelperLine]) -> Card:
    count = len(lines)
    card = Card(ngettext("{count} new shift", "{count} new shifts", count).format(count=count))
    table = DataTable(
        _("New shifts"),
        [
            TableColumn(_("Who")),
            TableColumn(_("Day"), show=day_words),
            TableColumn(_("Start")),
            TableColumn(_("Finish")),
            TableColumn(_("Break")),
            TableColumn(_("Kind of hours")),
            TableColumn(_("Note")),
        ],
    )
    card.add(table)
    table.show_rows([_row(line) for line in lines])
    return card


def _row(line: HelperLine) -> TableRow:
    shift = line.entry.shift
    rest = _("{count} min").format(count=shift.break_minutes) if shift.break_minutes else ""
    return TableRow(
        (
            line.worker,
            shift.day,
            f"{shift.start:%H:%M}",
            finish_words(shift),
            rest,
            kind_of_hour(shift.kind),
            shift.note,
        ),
        line.entry.id,
    )


def _weeks_words(count: int) -> str:
    return ngettext("{count} week", "{count} weeks", count).format(count=count)


def _last_words(helper: KnownHelper) -> str:
    if helper.taken_at is None:
        return _("{name} has not written any hours yet.").format(name=helper.name)
    return _("All hours that {name} wrote have been taken in. The last time was {day}.").format(
        name=helper.name, day=long_date(helper.taken_at.date())
    )


def _headline(seen: HoursOfHelper) -> str:
    if not seen.lines:
        return _("There is nothing new from {name}.").format(name=seen.helper.name)
    count = len(seen.lines)
    return ngettext(
        "{count} thing is new from {name}.", "{count} things are new from {name}.", count
    ).format(count=count, name=seen.helper.name)


def _taken_words(taken: TakenFromHelper) -> str:
    count = taken.added + taken.changed + taken.removed
    if not count:
        return _("Nothing of your own hours has changed.")
    return ngettext(
        "{count} thing from {name} is taken in. Hours wait for you to approve them.",
        "{count} things from {name} are taken in. Hours wait for you to approve them.",
        count,
    ).format(count=count, name=taken.helper)
