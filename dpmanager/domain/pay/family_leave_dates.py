"""The leave of parents, and the week that decides whether they are paid for it."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dpmanager.domain.periods import Period, long_date, short_date
from dpmanager.domain.rates import days_of_tax_year, tax_year_of
from dpmanager.domain.steps import Step
from dpmanager.domain.wording import short_period
from dpmanager.errors import DPManagerError
from dpmanager.words import _

WEEK = timedelta(weeks=1)
WEEKS_FROM_QUALIFYING_TO_EXPECTED = 15
WEEKS_FROM_LATEST_START = 25
WEEKS_BEFORE_BIRTH = 11


class FamilyPayKind(StrEnum):
    """The statutory pay of a parent. The words used in files."""

    MATERNITY = "maternity"
    ADOPTION = "adoption"
    PATERNITY = "paternity"
    SHARED_PARENTAL = "shared_parental"
    BEREAVEMENT = "bereavement"
    NEONATAL = "neonatal"


class FamilyEvent(StrEnum):
    """What the pay goes by. The words used in files.

    DUE: the day on which the baby is due. MATCHED: the day on which the adopter was told of the
    match. DEATH: the day of the child's death or the stillbirth. CARE: the day on which the care
    of a newborn began, for a parent who has no maternity, paternity or adoption pay.
    """

    DUE = "due"
    MATCHED = "matched"
    DEATH = "death"
    CARE = "care"


EVENTS = {
    FamilyPayKind.MATERNITY: (FamilyEvent.DUE,),
    FamilyPayKind.ADOPTION: (FamilyEvent.MATCHED,),
    FamilyPayKind.PATERNITY: (FamilyEvent.DUE, FamilyEvent.MATCHED),
    FamilyPayKind.SHARED_PARENTAL: (FamilyEvent.DUE, FamilyEvent.MATCHED),
    FamilyPayKind.BEREAVEMENT: (FamilyEvent.DEATH,),
    FamilyPayKind.NEONATAL: (FamilyEvent.DUE, FamilyEvent.MATCHED, FamilyEvent.CARE),
}
SOURCES = {
    FamilyPayKind.MATERNITY: (
        "GOV.UK, maternity pay: https://www.gov.uk/guidance/"
        "statutory-maternity-pay-manually-calculate-your-employees-payments"
    ),
    FamilyPayKind.ADOPTION: (
        "GOV.UK, adoption pay: https://www.gov.uk/employers-adoption-pay-leave/eligibility"
    ),
    FamilyPayKind.PATERNITY: (
        "GOV.UK, paternity pay: https://www.gov.uk/employers-paternity-pay-leave/eligibility"
    ),
    FamilyPayKind.SHARED_PARENTAL: (
        "GOV.UK, shared parental pay: "
        "https://www.gov.uk/shared-parental-leave-and-pay-employer-guide/eligibility"
    ),
    FamilyPayKind.BEREAVEMENT: (
        "GOV.UK, parental bereavement pay: "
        "https://www.gov.uk/employers-parental-bereavement-pay-leave/eligibility"
    ),
    FamilyPayKind.NEONATAL: (
        "GOV.UK, neonatal care pay: https://www.gov.uk/employers-neonatal-care-pay-leave/eligibility"
    ),
}


@dataclass(frozen=True, slots=True)
class FamilyLeave:
    """Leave without a gap, for which statutory pay is claimed.

    event_day: the day of the event that the pay goes by; `EVENTS` tells which fit the kind.
    first_day: the first day that is paid; pay weeks run from it.
    last_day: the last day of leave; None: the leave lasts as long as the pay.
    born: the day of birth, where it is known and the pay goes by the day the baby is due.
    weeks_used: weeks of this pay that are used up, by earlier leave for the same child or, of
    shared parental pay, by the other parent too.

    Raises DPManagerError for an event of another kind of leave, and for days that are swapped.
    """

    kind: FamilyPayKind
    event: FamilyEvent
    event_day: date
    first_day: date
    last_day: date | None = None
    born: date | None = None
    weeks_used: int = 0

    def __post_init__(self) -> None:
        if self.event not in EVENTS[self.kind]:
            raise DPManagerError(
                _("{pay} does not go by a day of this kind. Choose another day to go by.").format(
                    pay=name_of_pay(self.kind)
                )
            )
        if self.last_day is not None and self.last_day < self.first_day:
            raise DPManagerError(
                _(
                    "The leave ends before it starts. Check the two dates: {start} and {end}."
                ).format(start=long_date(self.first_day), end=long_date(self.last_day))
            )


@dataclass(frozen=True, slots=True)
class RelevantDates:
    """The days that decide about the pay for a leave.

    relevant_week: Sunday to Saturday; the qualifying week, the matching week, or the week before
    the death or the care.
    latest_employment_start: who started after it was not employed for 26 weeks.
    earnings_before: pay days before this day make the average weekly earnings.
    limit_day: the lower earnings limit of the tax year of this day counts.
    earliest_leave: no maternity pay before this day, unless the baby was born; None for others.
    relief_tax_year: the National Insurance of this tax year tells whether the employer is small.
    """

    relevant_week: Period
    latest_employment_start: date
    earnings_before: date
    limit_day: date
    earliest_leave: date | None
    relief_tax_year: str
    steps: tuple[Step, ...]


def name_of_pay(kind: FamilyPayKind) -> str:
    """The statutory pay in words, as a sentence begins with it."""
    return {
        FamilyPayKind.MATERNITY: _("Statutory maternity pay"),
        FamilyPayKind.ADOPTION: _("Statutory adoption pay"),
        FamilyPayKind.PATERNITY: _("Statutory paternity pay"),
        FamilyPayKind.SHARED_PARENTAL: _("Statutory shared parental pay"),
        FamilyPayKind.BEREAVEMENT: _("Statutory parental bereavement pay"),
        FamilyPayKind.NEONATAL: _("Statutory neonatal care pay"),
    }[kind]


def week_of(day: date) -> Period:
    """The week from Sunday to Saturday that holds the day."""
    sunday = day - timedelta(days=day.isoweekday() % 7)
    return Period(sunday, sunday + timedelta(days=6))


def relevant_dates(leave: FamilyLeave) -> RelevantDates:
    """The days that decide about the pay for a leave.

    The relevant week is the 15th before the week in which the baby is due, the week of the
    match, or the week before that of the death or in which the care began. 26 weeks of
    employment must end in it, and a part of the first of them counts as a whole one. Of a baby
    born before the end of that week, earnings up to the week before the birth count
    (Statutory Maternity Pay (General) Regulations 1986, regulation 4).
    """
    relevant = _relevant_week(leave)
    earnings_week = relevant
    if _born_very_early(leave, relevant) and leave.born is not None:
        earnings_week = week_of(leave.born - WEEK)
    latest_start = relevant.end - WEEKS_FROM_LATEST_START * WEEK
    earnings_before = earnings_week.end + timedelta(days=1)
    return RelevantDates(
        relevant_week=relevant,
        latest_employment_start=latest_start,
        earnings_before=earnings_before,
        limit_day=earnings_week.end,
        earliest_leave=_earliest_leave(leave),
        relief_tax_year=_tax_year_before(relevant.start),
        steps=_steps(leave, relevant, latest_start, earnings_before),
    )


def _relevant_week(leave: FamilyLeave) -> Period:
    weeks_before = {
        FamilyEvent.DUE: WEEKS_FROM_QUALIFYING_TO_EXPECTED,
        FamilyEvent.MATCHED: 0,
        FamilyEvent.DEATH: 1,
        FamilyEvent.CARE: 1,
    }[leave.event]
    return week_of(leave.event_day - weeks_before * WEEK)


def _born_very_early(leave: FamilyLeave, relevant: Period) -> bool:
    return leave.event is FamilyEvent.DUE and leave.born is not None and leave.born <= relevant.end


def _earliest_leave(leave: FamilyLeave) -> date | None:
    if leave.kind is not FamilyPayKind.MATERNITY:
        return None
    earliest = week_of(leave.event_day).start - WEEKS_BEFORE_BIRTH * WEEK
    if leave.born is None:
        return earliest
    return min(earliest, leave.born + timedelta(days=1))


def _tax_year_before(day: date) -> str:
    return tax_year_of(days_of_tax_year(tax_year_of(day)).start - timedelta(days=1))


def _steps(
    leave: FamilyLeave, relevant: Period, latest_start: date, earnings_before: date
) -> tuple[Step, ...]:
    source = SOURCES[leave.kind]
    label = {
        FamilyEvent.DUE: _("The 15th week before the week in which the baby is due"),
        FamilyEvent.MATCHED: _("The week in which the adopter was told of the match"),
        FamilyEvent.DEATH: _("The week before the week of the death"),
        FamilyEvent.CARE: _("The week before the week in which the care began"),
    }[leave.event]
    return (
        Step(label, short_period(relevant), source),
        Step(
            _("The latest day to start work that makes 26 weeks"), short_date(latest_start), source
        ),
        Step(_("Pay days before this day count"), short_date(earnings_before), source),
    )
