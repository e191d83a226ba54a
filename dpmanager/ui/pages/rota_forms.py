"""The forms of the rota page: what is different on some days, and the end of a usual week."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from dpmanager.domain.hours.rota import Reason, Times
from dpmanager.domain.periods import Period
from dpmanager.tasks.hours.change_rota import Different, change_day, cover
from dpmanager.tasks.hours.rota import RotaSeen
from dpmanager.tasks.hours.usual_week import copy_pattern, end_pattern
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.people_change import Change
from dpmanager.ui.pages.rota_words import kinds_to_plan, reasons
from dpmanager.ui.widgets.fields import (
    ChoiceField,
    DateField,
    Field,
    MinutesField,
    TextField,
    TimeField,
)
from dpmanager.words import _, ngettext


class _Happens(StrEnum):
    """What can be different, as the form asks for it."""

    OFF = Different.OFF.value
    COVERED = "covered"
    OTHER_TIMES = Different.OTHER_TIMES.value
    EXTRA = Different.EXTRA.value
    AS_USUAL = Different.AS_USUAL.value


_TIMES = ("start", "finish", "rest", "kind", "service")
_SHOWN = {
    _Happens.OFF: {"reason", "last", "note"},
    _Happens.COVERED: {"by", "reason", "last"},
    _Happens.OTHER_TIMES: {*_TIMES, "note"},
    _Happens.EXTRA: {*_TIMES, "note"},
    _Happens.AS_USUAL: {"last"},
}


def day_change(desk: Desk, seen: RotaSeen, worker: str, day: date | None) -> Change:
    """The form of what is different on a day. worker, day: whose and which it begins with."""
    fields = _day_fields(seen, worker, day)

    def task(values: dict[str, Any]) -> int:
        happens = _Happens(values["happens"])
        days = Period(values["day"], values.get("last") or values["day"])
        reason = values.get("reason") or Reason.OTHER
        if happens is _Happens.COVERED:
            return cover(
                desk.book,
                values["worker"],
                days,
                values["by"],
                reason=reason,
                who=desk.who,
                at=desk.now(),
            )
        change_day(
            desk.book,
            values["worker"],
            days,
            Different(happens.value),
            _times_of(values),
            reason=reason,
            note=values.get("note") or "",
            who=desk.who,
            at=desk.now(),
        )
        return 0

    def said(covered: int) -> str:
        if not covered:
            return _("The rota is changed.")
        return ngettext(
            "The rota is changed. {count} shift is covered.",
            "The rota is changed. {count} shifts are covered.",
            covered,
        ).format(count=covered)

    return Change(
        title=_("Change one day"),
        note=_("The usual week stays as it is. Time off sick belongs on the person's own page."),
        fields=fields,
        task=task,
        said=said,
        button=_("Change the rota"),
        fault_at="day",
        rows=(_TIMES,),
    )


def end_change(desk: Desk, names: Sequence[str], worker: str) -> Change:
    """The form that ends a usual week. names: who has one."""
    who = _who(names, worker)
    last = DateField(_("Last day of the usual week"), missing=_("Type the last day."))

    def task(values: dict[str, Any]) -> None:
        end_pattern(desk.book, values["worker"], values["last"], who=desk.who, at=desk.now())

    return Change(
        title=_("A usual week ends"),
        note=_("After that day nobody is on the rota in its place, until you set a new one."),
        fields={"worker": who, "last": last},
        task=task,
        said=_("The usual week is ended."),
        button=_("End the usual week"),
        fault_at="last",
    )


def copy_change(desk: Desk, seen: RotaSeen, names: Sequence[str], day: date) -> Change:
    """The form that gives somebody the usual week of another. names: who has one."""
    copied = ChoiceField(
        _("Whose usual week"), [(name, name) for name in names], missing=_("Choose one.")
    )
    to = _who(seen.names, "", _("Who gets it too"))
    start = DateField(_("From"), missing=_("Type the day from which it counts."))
    start.set_value(day)

    def task(values: dict[str, Any]) -> None:
        copy_pattern(
            desk.book,
            values["copied"],
            values["to"],
            values["start"],
            who=desk.who,
            at=desk.now(),
        )

    return Change(
        title=_("Copy a usual week"),
        note=_("Both then have the same hours. Change the copy afterwards, where it differs."),
        fields={"copied": copied, "to": to, "start": start},
        task=task,
        said=_("The usual week is copied."),
        button=_("Copy the usual week"),
        fault_at="start",
    )


def _day_fields(seen: RotaSeen, worker: str, day: date | None) -> dict[str, Field]:
    happens = ChoiceField(
        _("What is different"),
        [
            (_Happens.OFF, _("They do not come")),
            (_Happens.COVERED, _("Somebody else comes instead")),
            (_Happens.OTHER_TIMES, _("They come at other times")),
            (_Happens.EXTRA, _("They come for an extra shift")),
            (_Happens.AS_USUAL, _("Nothing: it is as usual again")),
        ],
        missing=_("Choose what is different."),
    )
    first = DateField(_("Day"), missing=_("Type the day."))
    first.set_value(day)
    who = _who(seen.names, worker)
    service = ChoiceField(_("Kind of care"), [], missing=_("Choose what kind of care it is."))
    fields: dict[str, Field] = {
        "worker": who,
        "happens": happens,
        "by": _who(seen.names, "", _("Who comes instead")),
        "day": first,
        "last": DateField(_("Last day"), hint=_("If it is more than one day")),
        "reason": ChoiceField(_("Why"), reasons(), missing=_("Choose why.")),
        "start": TimeField(_("Start"), missing=_("Write when the shift starts.")),
        "finish": TimeField(_("Finish"), missing=_("Write when the shift finishes.")),
        "rest": MinutesField(_("Break"), hint=_("In minutes, such as 30")),
        "kind": ChoiceField(_("Kind of hours"), kinds_to_plan(), missing=_("Choose the kind.")),
        "service": service,
        "note": TextField(_("Note")),
    }

    def show_services() -> None:
        """The kind of care is asked only of somebody who gives several."""
        choices = seen.services_of(who.chosen() or "")
        service.set_choices(choices)
        if service.chosen() is None and choices:
            service.set_value(choices[0][0])
        service.setVisible(bool(choices) and "service" in _SHOWN[happens.chosen()])

    def show_what_counts() -> None:
        wanted = _SHOWN[happens.chosen()]
        for name, field in fields.items():
            if name not in {"worker", "happens", "day"}:
                field.setVisible(name in wanted)
        show_services()

    # Not now: a field with no page yet would be a window.
    happens.box.currentIndexChanged.connect(lambda _place: show_what_counts())
    who.box.currentIndexChanged.connect(lambda _place: show_services())
    for name in set(fields) - {"worker", "happens", "day"} - _SHOWN[_Happens.OFF]:
        fields[name].hide()
    return fields


def _who(names: Sequence[str], chosen: str, label: str = "") -> ChoiceField:
    field = ChoiceField(
        label or _("Who"), [(name, name) for name in names], missing=_("Choose who it is.")
    )
    field.set_value(chosen)
    return field


def _times_of(values: dict[str, Any]) -> list[Times]:
    if "start" not in values:
        return []
    return [
        Times(
            values["start"],
            values["finish"],
            values["kind"],
            values["rest"] or 0,
            service_type=values.get("service") or "",
        )
    ]
