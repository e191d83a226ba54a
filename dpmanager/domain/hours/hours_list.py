"""A list of shifts, whoever worked them, and what they come to."""

from collections.abc import Sequence
from dataclasses import dataclass

from dpmanager.domain.hours.shifts import HoursOfKind, Shift
from dpmanager.domain.wording import duration, kind_of_hour, names_in_words, nights
from dpmanager.words import _, ngettext


@dataclass(frozen=True, slots=True)
class ListedShift:
    """A shift, who worked it, and the state of its timesheet: draft, approved or paid.

    care: the words for its service type.
    """

    id: int
    worker: str
    shift: Shift
    state: str
    care: str


def state_words() -> dict[str, str]:
    """The states of a timesheet in words."""
    return {"draft": _("Not approved"), "approved": _("Approved"), "paid": _("Paid")}


def totals_sentence(count: int, sums: Sequence[HoursOfKind]) -> str:
    """2 shifts: Weekday 4 hours and Sleep-in 1 night. There is at least one shift."""
    parts = [
        _("{kind} {length}").format(
            kind=kind_of_hour(part.kind),
            length=nights(part.nights) if part.nights else duration(part.minutes),
        )
        for part in sums
    ]
    return ngettext("{count} shift: {parts}.", "{count} shifts: {parts}.", count).format(
        count=f"{count:,}", parts=names_in_words(parts)
    )
