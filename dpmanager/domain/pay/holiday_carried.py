"""Holiday carried over from one leave year into the next."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dpmanager.domain.pay.figures import short
from dpmanager.domain.periods import long_date, months_after
from dpmanager.domain.rates import AnnualLeave
from dpmanager.domain.steps import Step
from dpmanager.words import _

UNABLE = (
    "Working Time Regulations 1998 (SI 1998/1833), regulation 13(14) and (15): "
    "https://www.legislation.gov.uk/uksi/1998/1833/regulation/13"
)
AGREED = (
    "Working Time Regulations 1998 (SI 1998/1833), regulation 13A(7): "
    "https://www.legislation.gov.uk/uksi/1998/1833/regulation/13A"
)


class CarryReason(StrEnum):
    """Why holiday is carried over. The values are the words used in files."""

    SICK = "sick"
    FAMILY = "family"
    AGREED = "agreed"
    OTHER = ""


_SOURCES = {
    CarryReason.SICK: UNABLE,
    CarryReason.FAMILY: UNABLE,
    CarryReason.AGREED: AGREED,
}


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """Hours of holiday carried into a leave year, why, and the last day to take them.

    use_by: None where there is no day but that of the leave year's end.
    note: what the person wrote about another reason.
    """

    hours: Decimal
    reason: CarryReason
    use_by: date | None = None
    note: str = ""

    def step(self) -> Step:
        """The carried hours as a line of a working."""
        return Step(carried_words(self), short(self.hours), _SOURCES.get(self.reason, ""))


def hours_carried_over(
    left: Decimal,
    reason: CarryReason,
    year_end: date,
    leave: AnnualLeave,
    *,
    weekly_hours: Decimal | None = None,
) -> CarriedOver:
    """What of the hours left at the end of a leave year goes into the next one.

    left: hours earned and not taken. year_end: last day of the leave year that ends.
    weekly_hours: of a worker with fixed hours. Of those at most four weeks are carried over because
    of sickness, and at most 1.6 weeks because it was agreed; after family leave all. Where hours
    are irregular all is carried over, and an agreement has to say how much that is.
    What sickness carried over is to be taken within 18 months. Hours taken too early (`left` below
    nothing) are not carried over.
    Source: regulations 13(14) and (15), 13A(7); for irregular hours Acas
    (https://www.acas.org.uk/irregular-hours-and-part-year-workers).
    """
    hours = max(left, Decimal(0))
    weeks = {
        CarryReason.SICK: leave.carried_when_sick_weeks,
        CarryReason.AGREED: leave.carried_by_agreement_weeks,
    }.get(reason)
    if weeks is not None and weekly_hours is not None:
        hours = min(hours, weeks * weekly_hours)
    use_by = None
    if reason is CarryReason.SICK:
        use_by = months_after(year_end, leave.carried_when_sick_months)
    return CarriedOver(hours, reason, use_by)


def carried_words(carried: CarriedOver) -> str:
    """Why the hours were carried over, and until when they can be taken."""
    words = {
        CarryReason.SICK: _("Carried over because of sickness"),
        CarryReason.FAMILY: _("Carried over because of family leave"),
        CarryReason.AGREED: _("Carried over because it was agreed"),
        CarryReason.OTHER: _("Carried over"),
    }[carried.reason]
    if carried.note:
        words = _("{carried}: {note}").format(carried=words, note=carried.note)
    if carried.use_by is None:
        return words
    return _("{carried}, to be taken by {day}").format(carried=words, day=long_date(carried.use_by))
