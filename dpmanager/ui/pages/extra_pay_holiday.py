"""The card about holiday: what is left, what was asked for, and who could cover."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton

from dpmanager.domain.amounts import pence_nearest
from dpmanager.domain.hours.holiday_asked import ToCover
from dpmanager.domain.hours.rota_sheet import shift_words
from dpmanager.domain.pay.figures import short
from dpmanager.domain.periods import Period, long_date
from dpmanager.domain.wording import days_words, full_day, names_in_words
from dpmanager.tasks.hours.holiday_hours import HolidayWritten
from dpmanager.tasks.hours.holiday_requests import (
    HolidayAsked,
    HolidaySeen,
    RequestSeen,
    State,
    agree_to_holiday,
    ask_for_holiday,
    refuse_holiday,
    take_request_back,
    write_agreed_holiday,
)
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.extra_pay_cards import Does, ListCard, named
from dpmanager.ui.pages.people_change import Change
from dpmanager.ui.widgets.fields import DateField, Field, NumberField, TextField
from dpmanager.ui.widgets.page import Column
from dpmanager.ui.widgets.text import beside, button, words
from dpmanager.words import _, ngettext

SHIFTS_SHOWN = 7
"""How many shifts to cover are named; the others are told in a sentence."""


class HolidayCard(ListCard):
    """What is left of a worker's holiday, and each request with its answer."""

    def __init__(self, page: Does) -> None:
        super().__init__(page, _("Holiday"), "")

    def show_seen(self, seen: HolidaySeen) -> None:
        """Shows the holiday of a worker; of somebody who is not employed there is none."""
        self.setVisible(seen.is_employed)
        if not seen.is_employed:
            return
        desk = self._page.desk
        ask = self._opener(_("Ask for holiday"), lambda: ask_form(desk, seen))
        self._show([ask], [_left(seen), *(self._entry(seen, one) for one in seen.requests)])

    def _entry(self, seen: HolidaySeen, one: RequestSeen) -> Column:
        title = _("Holiday, {days}").format(days=days_words(one.asked.days))
        block = Column(gap=8)
        block.add(words(title, "strong"))
        for sentence in _request_words(one):
            block.add(words(sentence))
        for sentence in cover_words(one):
            block.add(words(sentence))
        block.add(beside(*self._buttons(seen, one, title)))
        return block

    def _buttons(self, seen: HolidaySeen, one: RequestSeen, title: str) -> list[QPushButton]:
        desk = self._page.desk
        back = self._doer(
            _("Remove") if one.state is not State.AGREED else _("Take the holiday back"),
            lambda: take_request_back(desk.book, one.id, who=desk.who, at=desk.now()),
            back_words,
            title,
        )
        if one.state is State.ASKED:
            return [
                self._opener(_("Agree"), lambda: agree_form(desk, seen, one), title),
                self._opener(_("Refuse"), lambda: refuse_form(desk, one), title),
                back,
            ]
        found = []
        if one.to_write:
            found.append(
                self._doer(
                    _("Put it on the timesheet"),
                    lambda: write_agreed_holiday(desk.book, one.id, who=desk.who, at=desk.now()),
                    written_words,
                    title,
                )
            )
        if one.to_cover:
            day = one.to_cover[0].shift.day
            to_rota = button(_("Arrange cover on the rota"), partial(self._page.open_rota, day))
            found.append(named(to_rota, title))
        return [*found, back]


def ask_form(desk: Desk, seen: HolidaySeen) -> Change:
    """The days that a worker asks for."""
    fields: dict[str, Field] = {
        "start": DateField(_("First day off"), missing=_("Type the first day off.")),
        "end": DateField(_("Last day off"), hint=_("Leave it empty for one day.")),
        "hours": NumberField(
            _("Hours of holiday"), hint=_("Leave it empty for the hours of their usual week.")
        ),
        "asked_on": DateField(_("The day they asked"), missing=_("Type the day they asked.")),
        "note": TextField(_("Note for yourself")),
    }
    fields["asked_on"].set_value(desk.today())

    def task(values: dict[str, Any]) -> None:
        asked = HolidayAsked(
            Period(values["start"], values["end"] or values["start"]),
            values["asked_on"],
            values["hours"],
            values["note"] or "",
        )
        ask_for_holiday(desk.book, seen.worker_id, asked, who=desk.who, at=desk.now())

    return Change(
        title=_("{name} asks for holiday").format(name=seen.worker),
        note=_("Nothing changes on the rota until you agree."),
        fields=fields,
        task=task,
        said=_("The request is saved. You can answer it now."),
        button=_("Save the request"),
        fault_at="start",
    )


def agree_form(desk: Desk, seen: HolidaySeen, one: RequestSeen) -> Change:
    """Yes, with a word about it."""

    def task(values: dict[str, Any]) -> HolidayWritten:
        return agree_to_holiday(
            desk.book, one.id, values["note"] or "", who=desk.who, at=desk.now()
        )

    paid = (
        _("Their holiday is paid with each wage, so these hours are not paid again.")
        if seen.paid_before
        else _("They are paid with the other hours of those days.")
    )
    note = _("They are then off on the rota, and the hours are on the timesheet as holiday.")
    return Change(
        title=_("Agree to the holiday, {days}").format(days=days_words(one.asked.days)),
        note=f"{note} {paid}",
        fields={"note": _answer_note()},
        task=task,
        said=agreed_words,
        button=_("Agree to the holiday"),
        fault_at="note",
    )


def refuse_form(desk: Desk, one: RequestSeen) -> Change:
    """No, with a word about it."""

    def task(values: dict[str, Any]) -> None:
        refuse_holiday(desk.book, one.id, values["note"] or "", who=desk.who, at=desk.now())

    return Change(
        title=_("Refuse the holiday, {days}").format(days=days_words(one.asked.days)),
        note=_("You can say when, but they must be able to take their holiday in the year."),
        fields={"note": _answer_note()},
        task=task,
        said=_("You refused. Tell them, and agree on other days."),
        button=_("Refuse the holiday"),
        fault_at="note",
    )


def _answer_note() -> TextField:
    return TextField(_("Note about your answer"), hint=_("Such as why, or what you agreed"))


def agreed_words(written: HolidayWritten) -> str:
    """What came of agreeing."""
    agreed = _("You agreed. The rota has them off on these days.")
    return f"{agreed} {written_words(written)}"


def written_words(written: HolidayWritten) -> str:
    """How many hours are on the timesheet, and which days stay as they are."""
    found = []
    if written.hours:
        found.append(
            _("{hours} hours are on the timesheet as holiday.").format(hours=_hours(written.hours))
        )
    if written.taken:
        found.append(
            _("These days have hours or time off already, which stay: {days}.").format(
                days=_days(written.taken)
            )
        )
    if written.closed:
        found.append(
            _(
                "Nothing was written on these days, as their timesheet is approved or paid: {days}."
            ).format(days=_days(written.closed))
        )
    return " ".join(found)


def back_words(kept: Sequence[date]) -> str:
    """What came of taking a request back."""
    back = _("It is taken back. Undo brings it back.")
    if not kept:
        return back
    stays = _("These days stay holiday, as their timesheet is approved or paid: {days}.")
    return f"{back} {stays.format(days=_days(kept))}"


def _days(days: Sequence[date]) -> str:
    return ", ".join(map(full_day, days))


def cover_words(one: RequestSeen) -> Iterator[str]:
    """Which shifts nobody works, and who has nothing else then."""
    for each in one.to_cover[:SHIFTS_SHOWN]:
        yield _cover(each)
    rest = len(one.to_cover) - SHIFTS_SHOWN
    if rest > 0:
        yield ngettext(
            "{count} more shift needs cover.", "{count} more shifts need cover.", rest
        ).format(count=rest)


def _cover(each: ToCover) -> str:
    values = {"day": full_day(each.shift.day), "times": shift_words(each.shift)}
    if not each.free:
        return _("{day}, {times}: nobody else is free.").format(**values)
    return _("{day}, {times}: {names} could cover.").format(
        **values, names=names_in_words(each.free)
    )


def _left(seen: HolidaySeen) -> Column:
    block = Column(gap=6)
    for sentence in _left_words(seen):
        block.add(words(sentence))
    if not seen.requests:
        block.add(words(_("They have not asked for any holiday.")))
    return block


def _left_words(seen: HolidaySeen) -> Iterator[str]:
    if seen.left is None:
        yield seen.why
    elif seen.left < 0:
        sentence = _("They have taken {hours} hours more than they have earned so far.")
        yield sentence.format(hours=_hours(-seen.left))
    else:
        yield _("Hours of holiday left today: {hours}.").format(hours=_hours(seen.left))
    if seen.booked:
        yield _("Agreed and not taken yet: {hours} hours.").format(hours=_hours(seen.booked))


def _request_words(one: RequestSeen) -> Iterator[str]:
    yield ngettext(
        "{hours} hours on {count} day of work. They asked on {day}.",
        "{hours} hours on {count} days of work. They asked on {day}.",
        one.days,
    ).format(hours=_hours(one.hours), count=one.days, day=long_date(one.asked.asked_on))
    if one.asked.note:
        yield _("Note: {note}").format(note=one.asked.note)
    if one.state is not State.ASKED and one.answered_on is not None:
        sentence = (
            _("You agreed on {day}.") if one.state is State.AGREED else _("You refused on {day}.")
        )
        yield sentence.format(day=long_date(one.answered_on))
    if one.answer:
        yield _("You said: {note}").format(note=one.answer)
    if one.left_after is not None:
        yield _left_after(one)
    if one.answer_by is not None:
        yield _("If you say no, do it by {day}, unless the contract says otherwise.").format(
            day=long_date(one.answer_by)
        )
    if one.to_write:
        yield _("{hours} hours of it are not on the timesheet as holiday.").format(
            hours=_hours(one.to_write)
        )


def _hours(hours: Decimal) -> str:
    return short(pence_nearest(hours))


def _left_after(one: RequestSeen) -> str:
    assert one.left_after is not None
    if one.left_after < 0:
        return _(
            "After it they would have {hours} hours too few, going by what is earned today."
        ).format(hours=_hours(-one.left_after))
    return _("After it they would have {hours} hours left, going by what is earned today.").format(
        hours=_hours(one.left_after)
    )
