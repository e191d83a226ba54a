"""The forms of the page about dates: done, not now, and the dates that only the person knows."""

from datetime import timedelta
from typing import Any

from dpmanager.errors import DPManagerError
from dpmanager.tasks.book.dates_to_know import (
    DatesToKnow,
    Notice,
    Reviews,
    keep_bureau_day,
    keep_notice,
    keep_pension_day,
    keep_reviews,
)
from dpmanager.tasks.book.deadlines import DeadlineSeen, mark_done, snooze
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.people_change import Change
from dpmanager.ui.widgets.fields import ChoiceField, DateField, NumberField, TextField
from dpmanager.words import _

A_WEEK = timedelta(days=7)


class DaysField(NumberField):
    """A whole number, such as a day of the month."""

    def read_filled(self) -> int:  # type: ignore[override]
        """The number."""
        number = super().read_filled()
        if number != int(number):
            raise DPManagerError(_("{label} must be a whole number.").format(label=self.label_text))
        return int(number)


def done_form(desk: Desk, seen: DeadlineSeen) -> Change:
    """It is done."""
    note = TextField(_("Note for yourself"), hint=_("Such as a reference, or who you spoke to"))
    note.set_value(seen.note)

    def task(values: dict[str, Any]) -> None:
        key = seen.deadline.key
        mark_done(desk.book, key, values["note"] or "", who=desk.who, at=desk.now())

    return Change(
        title=_("Done: {what}").format(what=seen.deadline.name),
        fields={"note": note},
        task=task,
        said=_("Marked as done."),
        button=_("Mark as done"),
    )


def later_form(desk: Desk, seen: DeadlineSeen) -> Change:
    """Not now: it comes back on a day."""
    until = DateField(
        _("Show it again on"),
        hint=_("The date itself stays the same."),
        missing=_("Type the day on which to show it again."),
    )
    until.set_value(desk.today() + A_WEEK)
    note = TextField(_("Note for yourself"), hint=_("Such as what you are waiting for"))
    note.set_value(seen.note)

    def task(values: dict[str, Any]) -> None:
        snooze(
            desk.book,
            seen.deadline.key,
            values["until"],
            values["note"] or "",
            who=desk.who,
            at=desk.now(),
        )

    return Change(
        title=_("Not now: {what}").format(what=seen.deadline.name),
        fields={"until": until, "note": note},
        task=task,
        said=_("Put off."),
        button=_("Put it off"),
        fault_at="until",
    )


def review_form(desk: Desk, reviews: Reviews) -> Change:
    """When the funder looked at the direct payment, and when it will."""
    last = DateField(_("The last review was on"))
    last.set_value(reviews.last)
    following = DateField(_("The next review is on"), hint=_("As the letter says"))
    following.set_value(reviews.next)

    def task(values: dict[str, Any]) -> None:
        keep_reviews(
            desk.book,
            reviews.funder_id,
            last=values["last"],
            following=values["following"],
            who=desk.who,
            at=desk.now(),
        )

    return Change(
        title=_("Reviews by {funder}").format(funder=reviews.funder),
        fields={"last": last, "following": following},
        task=task,
        said=_("The dates of the reviews are saved."),
        button=_("Save the reviews"),
        fault_at="last",
    )


def notice_form(desk: Desk, notice: Notice) -> Change:
    """Somebody gave notice."""
    by = ChoiceField(
        _("Who gave notice"),
        [("worker", notice.worker), ("employer", _("You, the employer"))],
        missing=_("Choose who gave notice."),
    )
    by.set_value(notice.by or "worker")
    given_on = DateField(_("Notice was given on"), hint=_("Leave it empty if it was taken back."))
    given_on.set_value(notice.given_on)

    def task(values: dict[str, Any]) -> None:
        keep_notice(
            desk.book,
            notice.worker_id,
            values["given_on"],
            values["by"],
            who=desk.who,
            at=desk.now(),
        )

    return Change(
        title=_("Notice of {worker}").format(worker=notice.worker),
        note=_("The shortest notice that the law allows is worked out from this day."),
        fields={"by": by, "given_on": given_on},
        task=task,
        said=_("The notice is saved."),
        button=_("Save the notice"),
        fault_at="given_on",
    )


def bureau_form(desk: Desk, known: DatesToKnow) -> Change:
    """When the payroll bureau wants the timesheets."""
    day = DaysField(_("Day of the month"), hint=_("Such as 22"))
    day.set_value(known.bureau_day)
    before = DaysField(_("Or days before pay day"), hint=_("Such as 5"))
    before.set_value(known.bureau_days_before)

    def task(values: dict[str, Any]) -> None:
        keep_bureau_day(
            desk.book,
            day_of_month=values["day"],
            days_before=values["before"],
            who=desk.who,
            at=desk.now(),
        )

    return Change(
        title=_("When your payroll bureau wants the hours"),
        note=_("Fill in one of the two."),
        fields={"day": day, "before": before},
        task=task,
        said=_("The day for your payroll bureau is saved."),
        button=_("Save the day"),
        fault_at="day",
    )


def pension_day_form(desk: Desk, known: DatesToKnow) -> Change:
    """By which day the pension provider wants the money."""
    day = DaysField(
        _("Day of the month"), hint=_("Leave it empty for the 22nd, which is the law's last day.")
    )
    day.set_value(known.pension_day)

    def task(values: dict[str, Any]) -> None:
        keep_pension_day(desk.book, values["day"], who=desk.who, at=desk.now())

    return Change(
        title=_("When {provider} wants the money").format(provider=known.provider),
        fields={"day": day},
        task=task,
        said=_("The day for the pension is saved."),
        button=_("Save the day"),
        fault_at="day",
    )
