"""The rules of `resources/deadlines.toml`: what sets a deadline off, and how its day is counted."""

import string
from collections import Counter
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

from dpmanager.domain.deadlines.working_days import day_of_next_month
from dpmanager.domain.pay.ages import day_of_age
from dpmanager.domain.pay.pension_membership import last_day_of_months
from dpmanager.domain.periods import months_after
from dpmanager.domain.rates import Group, Sourced

Nation = Literal["england", "wales", "scotland", "northern-ireland"]
NATIONS: tuple[Nation, ...] = ("england", "wales", "scotland", "northern-ireland")
PLACES = {"about", "period"}


class Trigger(StrEnum):
    """What sets a rule off. The values are the words used in the file.

    The first ones come from pay and HMRC, then from the pension, workers, papers that run out,
    sickness, and the funder. `happenings` finds them in the facts.
    """

    PAY_REPORTED_ONLINE = "pay-reported-online"
    LAST_PAY_REPORT_OF_YEAR = "last-pay-report-of-year"
    PAPER_QUARTER = "paper-quarter"
    TAX_MONTH = "tax-month"
    TAX_QUARTER = "tax-quarter"
    TAX_MONTH_BY_POST = "tax-month-by-post"
    TAX_QUARTER_BY_POST = "tax-quarter-by-post"
    MONTH_WITHOUT_PAY = "month-without-pay"
    STATUTORY_PAY_TO_RECOVER = "statutory-pay-to-recover"
    ALLOWANCE_NOT_CLAIMED = "allowance-not-claimed"
    YEAR_END_ONLINE = "year-end-online"
    YEAR_END_OF_WORKER = "year-end-of-worker"
    YEAR_END_WITH_BENEFITS = "year-end-with-benefits"
    NEW_TAX_YEAR = "new-tax-year"
    MINIMUM_WAGE_RISE = "minimum-wage-rise"
    BUREAU_PAY_DAY = "bureau-pay-day"

    PENSION_DUTIES_START = "pension-duties-start"
    RE_ENROLMENT = "re-enrolment"
    RE_DECLARATION = "re-declaration"
    PENSION_PAY_MONTH = "pension-pay-month"
    OPT_OUT_PERIOD = "opt-out-period"
    PENSION_DUTY = "pension-duty"

    FIRST_DAY_WITHOUT_STATEMENT = "first-day-without-statement"
    TERMS_CHANGED = "terms-changed"
    BORN = "born"
    STATE_PENSION_AGE = "state-pension-age"
    LEAVE_YEAR_END = "leave-year-end"
    CARRIED_HOLIDAY = "carried-holiday"
    NOTICE = "notice"
    LEAVING = "leaving"

    EMPLOYERS_LIABILITY = "employers-liability"
    RIGHT_TO_WORK = "right-to-work"
    DBS_CHECK = "dbs-check"
    CAR_INSURANCE = "car-insurance"
    MOT = "mot"
    DRIVING_LICENCE = "driving-licence"
    TRAINING = "training"

    SICK = "sick"
    SICK_LONGER_THAN_A_WEEK = "sick-longer-than-a-week"
    FIT_NOTE_ENDS = "fit-note-ends"
    NO_SICK_PAY = "no-sick-pay"
    SICK_PAY_STARTS = "sick-pay-starts"
    SICK_PAY_ENDS = "sick-pay-ends"

    RETURN = "return"
    CONTRIBUTION = "contribution"
    CONTRIBUTION_YEAR = "contribution-year"
    REVIEW = "review"
    FIRST_PAYMENT = "first-payment"
    LAST_REVIEW = "last-review"


class OnTheDay(Group, frozen=True, tag_field="kind", tag="on-the-day"):
    """Due on the day itself; also where another module works the day out, or the funder set it."""

    def counted_from(self, day: date) -> date:
        """The legal day."""
        return day


class DaysAfter(Group, frozen=True, tag_field="kind", tag="days-after"):
    """So many days after it; the day itself is not counted."""

    days: int

    def counted_from(self, day: date) -> date:
        """The legal day."""
        return day + timedelta(days=self.days)


class MonthsAfter(Group, frozen=True, tag_field="kind", tag="months-after"):
    """The same day of the month so many months later."""

    months: int

    def counted_from(self, day: date) -> date:
        """The legal day."""
        return months_after(day, self.months)


class WithinMonths(Group, frozen=True, tag_field="kind", tag="within-months"):
    """The last day of a period of so many months that begins with the day."""

    months: int

    def counted_from(self, day: date) -> date:
        """The legal day."""
        return last_day_of_months(day, self.months)


class DayOfMonth(Group, frozen=True, tag_field="kind", tag="day-of-month"):
    """That day of the month, in the month of the day."""

    day: int

    def counted_from(self, day: date) -> date:
        """The legal day."""
        return day_of_next_month(months_after(day.replace(day=1), -1), self.day)


class NextDayOfYear(Group, frozen=True, tag_field="kind", tag="next-day-of-year"):
    """The first such day of a year that is not before the day."""

    month: int
    day: int

    def counted_from(self, day: date) -> date:
        """The legal day."""
        this_year = date(day.year, self.month, self.day)
        return this_year if this_year >= day else date(day.year + 1, self.month, self.day)


class AtAge(Group, frozen=True, tag_field="kind", tag="at-age"):
    """The birthday at that age, counted from the day of birth."""

    years: int

    def counted_from(self, day: date) -> date:
        """The legal day."""
        return day_of_age(day, self.years)


When = OnTheDay | DaysAfter | MonthsAfter | WithinMonths | DayOfMonth | NextDayOfYear | AtAge


class ClosedDay(StrEnum):
    """What a weekend or a bank holiday does to the day: nothing, or it is earlier."""

    STANDS = "stands"
    BEFORE = "before"


class Rule(Sourced, frozen=True, kw_only=True):
    """One kind of deadline.

    name: what it is called, why: why it applies, what_to_do: in plain words, with {about} (whom or
    what it is about) and {period}. when: how its day is counted from that of the trigger.
    shown_days_before: from when to show it. shown_days_after: how long it is shown when the day is
    over; None: as long as the facts still say that it applies. since: what happened before that day
    does not set it off. checked: when the source was looked up. verified: read in an official
    source, or alike in two independent ones.
    """

    name: str
    why: str
    what_to_do: str
    trigger: Trigger
    when: When
    closed_day: ClosedDay
    shown_days_before: int
    shown_days_after: int | None = None
    nations: tuple[Nation, ...] = NATIONS
    since: date | None = None
    checked: date

    def __post_init__(self) -> None:
        super().__post_init__()
        for text in (self.name, self.why, self.what_to_do):
            places = {
                place for _text, place, _spec, _how in string.Formatter().parse(text) if place
            }
            if unknown := sorted(places - PLACES):
                raise ValueError(f"there is no place {unknown[0]}; known: about, period")


class KeptFrom(StrEnum):
    """The day that a period of keeping is counted from.

    MADE: when the record was made. TAX_YEAR_END: of the tax year that the record is about.
    NEXT_PAY_PERIOD_END: of the pay period after the one that the record is about.
    EMPLOYMENT_END: the worker's last day. DECIDED: when an applicant was told.
    YEAR_END: of the funder's year (to 5 April) that the record is about.
    """

    MADE = "made"
    TAX_YEAR_END = "tax-year-end"
    NEXT_PAY_PERIOD_END = "next-pay-period-end"
    EMPLOYMENT_END = "employment-end"
    DECIDED = "decided"
    YEAR_END = "year-end"


class RecordKind(StrEnum):
    """What a record is about. The values are the words used in the file."""

    PAYE = "paye"
    MINIMUM_WAGE = "minimum-wage"
    HOLIDAY = "holiday"
    PENSION = "pension"
    OPT_OUT_NOTICE = "opt-out-notice"
    RIGHT_TO_WORK = "right-to-work"
    WORKING_TIME = "working-time"
    CONTRACT = "contract"
    APPLICANT = "applicant"
    ACCIDENT = "accident"
    FUNDER = "funder"


class KeepRule(Sourced, frozen=True, kw_only=True):
    """How long one kind of record has to be kept, and in which nations the law is like that.

    months: how long; for holiday only where the rates of the tax year do not say. from_the_day: the
    period begins with the day itself, so it ends a day earlier.
    """

    record: RecordKind
    why: str
    counted_from: KeptFrom
    months: int
    from_the_day: bool = False
    nations: tuple[Nation, ...] = NATIONS
    checked: date


class DeadlineRules(Group, frozen=True):
    """The whole file: the rules by their ids, and how long records are kept."""

    rules: dict[str, Rule]
    keeping: tuple[KeepRule, ...]

    def __post_init__(self) -> None:
        unused = set(Trigger) - {rule.trigger for rule in self.rules.values()}
        if unused:
            raise ValueError(f"no rule has the trigger {min(unused).value}")
        known = Counter((rule.record, nation) for rule in self.keeping for nation in rule.nations)
        for record in RecordKind:
            for nation in NATIONS:
                if known[record, nation] != 1:
                    raise ValueError(f"{nation} needs one rule for keeping {record.value}")
