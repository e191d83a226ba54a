"""What deadlines are worked out from: plain facts of a book, without names of tables or pages.

`key` of a fact stays the same as long as it is about the same thing, and tells nobody's name.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dpmanager.domain.deadlines.rules import Nation
from dpmanager.domain.deadlines.working_days import last_such_day_before
from dpmanager.domain.pay.pension_duties import Duty
from dpmanager.domain.pay.pension_membership import PensionEvent
from dpmanager.domain.periods import Period


@dataclass(frozen=True, slots=True)
class PayDay:
    """A day on which wages are paid, past or planned, and whose.

    about: the workers' names in words. with_pension: contributions are taken from the pay.
    by_bureau: somebody else works the pay out.
    """

    day: date
    about: str
    with_pension: bool = False
    by_bureau: bool = False


class Reporting(StrEnum):
    """Who tells HMRC about pay, and how."""

    ONLINE = "online"
    PAPER = "paper"
    BUREAU = "bureau"


@dataclass(frozen=True, slots=True)
class HmrcFacts:
    """A PAYE scheme.

    quarterly: pays HMRC by the quarter. by_post: with cheques. allowance_claimed: tax years for
    which HMRC has the claim. recovering: days in the tax months with statutory pay to get back.
    gives_benefits: workers get things other than pay that are taxed.
    """

    reporting: Reporting
    quarterly: bool = False
    by_post: bool = False
    claims_allowance: bool = True
    allowance_claimed: frozenset[str] = frozenset()
    recovering: tuple[date, ...] = ()
    gives_benefits: bool = False


@dataclass(frozen=True, slots=True)
class CutOff:
    """When a payroll bureau wants the timesheets: on a day of the month, or days before pay day.

    day_of_month: the last such day before the pay day. One of the two is given.
    """

    day_of_month: int | None = None
    days_before: int | None = None

    def for_pay_day(self, day: date) -> date | None:
        """The last day for the timesheets of a pay day; None where nothing was agreed."""
        if self.day_of_month is not None:
            return last_such_day_before(day, self.day_of_month)
        return None if self.days_before is None else day - timedelta(days=self.days_before)


@dataclass(frozen=True, slots=True)
class PensionFacts:
    """What the employer has done about the workplace pension.

    duties_start: the first worker's first day. declared_on: the declaration of compliance.
    cycle_from: what the three years run from, the start of duties (None) or the last re-enrolment.
    re_enrolled_on, re_declared_on: done in this cycle. pay_by_day: the day of the month that the
    provider asks for, where it is earlier than the law's.
    """

    duties_start: date | None = None
    declared_on: date | None = None
    cycle_from: date | None = None
    re_enrolled_on: date | None = None
    re_declared_on: date | None = None
    pay_by_day: int | None = None


class PaperKind(StrEnum):
    """A paper that runs out. The values are those of the triggers."""

    EMPLOYERS_LIABILITY = "employers-liability"
    RIGHT_TO_WORK = "right-to-work"
    CAR_INSURANCE = "car-insurance"
    MOT = "mot"
    DRIVING_LICENCE = "driving-licence"
    TRAINING = "training"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that is good until the end of `expires`.

    about: whose or which, in words ("Ada Lane", "First aid of Ada Lane").
    """

    key: str
    kind: PaperKind
    about: str
    expires: date


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """Notice that was given. weeks: of the contract, or None for what the law asks for."""

    given_on: date
    by_employer: bool
    weeks: int | None = None


@dataclass(frozen=True, slots=True)
class Sickness:
    """An absence through sickness; last_day: None while it goes on.

    sick_pay_from: the first day of statutory sick pay in linked absences, moved back by what
    earlier ones used up. no_sick_pay_from: the day from which none is due, where that is so.
    has_fit_note: there is one, also where it is not known how long it is for.
    """

    key: str
    first_day: date
    last_day: date | None = None
    self_certified: bool = False
    has_fit_note: bool = False
    fit_note_until: date | None = None
    sick_pay_from: date | None = None
    no_sick_pay_from: date | None = None
    ssp1_given: bool = False


@dataclass(frozen=True, slots=True)
class WorkerFacts:
    """An employed worker. end: the last day, past or planned.

    unpaid_years: tax years that are over in which nothing was paid. dbs_on: the date of the newest
    check; dbs_again_on: the day on which it is to be looked at again, where one was set. changes:
    days from which terms changed that the worker has not been told of in writing.
    leave_year_start: of any year. carried_use_by: last days for holiday that was carried over.
    """

    key: str
    name: str
    start: date
    end: date | None = None
    born: date | None = None
    state_pension_day: date | None = None
    statement_given: bool = True
    changes: tuple[date, ...] = ()
    unpaid_years: frozenset[str] = frozenset()
    dbs_on: date | None = None
    dbs_again_on: date | None = None
    papers: tuple[Paper, ...] = ()
    leave_year_start: date | None = None
    carried_use_by: tuple[date, ...] = ()
    notice: NoticeFacts | None = None
    p45_given: bool = False
    pension_events: tuple[PensionEvent, ...] = ()
    pension_duties: tuple[Duty, ...] = ()
    sickness: tuple[Sickness, ...] = ()

    def works_on(self, day: date) -> bool:
        """Whether the worker is employed on that day."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class ReturnFacts:
    """A return that the funder wants.

    asked_on: the day of the funder's letter, where the days run from that. days: how many days
    after the letter or else the period's end. due: the day as the funder printed it.
    """

    key: str
    funder: str
    period: Period
    asked_on: date | None = None
    days: int | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class FundingFacts:
    """One funder: its reviews and the person's contributions.

    first_payment: the day of the first direct payment. last_review: the newest. next_review: as the
    funder has said. contributions: the days on which one is due.
    """

    key: str
    funder: str
    first_payment: date | None = None
    last_review: date | None = None
    next_review: date | None = None
    contributions: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """All that deadlines of one book follow from.

    hmrc: None without a PAYE scheme. pay_days: past ones, and those planned as far as deadlines
    are wanted. others: those who work and are not employed, of whom only checks and papers count.
    dbs_months: how old a check may be; None for the usual number. policies: the newest insurance
    of each kind.
    """

    nation: Nation
    pay_days: tuple[PayDay, ...] = ()
    hmrc: HmrcFacts | None = None
    pension: PensionFacts | None = None
    cut_off: CutOff | None = None
    workers: tuple[WorkerFacts, ...] = ()
    others: tuple[WorkerFacts, ...] = ()
    policies: tuple[Paper, ...] = ()
    dbs_months: int | None = None
    returns: tuple[ReturnFacts, ...] = ()
    funding: tuple[FundingFacts, ...] = ()
