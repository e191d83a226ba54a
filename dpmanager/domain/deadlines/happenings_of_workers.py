"""What sets deadlines off in the working life of one worker."""

from collections.abc import Iterator
from datetime import date, timedelta

from dpmanager.domain.deadlines.facts import Paper, Sickness, WorkerFacts
from dpmanager.domain.deadlines.happening import Happening
from dpmanager.domain.deadlines.rules import Trigger
from dpmanager.domain.pay.notice import notice_weeks
from dpmanager.domain.pay.pension_membership import standing
from dpmanager.domain.periods import long_date, months_after
from dpmanager.domain.rates import SickPayRules

MONTHS_IN_YEAR = 12
SELF_CERTIFIED_DAYS = 7
DAYS_IN_WEEK = 7


def of_worker(
    worker: WorkerFacts,
    *,
    years: range,
    sick_pay: SickPayRules,
    dbs_months: int | None,
    has_paye_scheme: bool,
    today: date,
) -> Iterator[Happening]:
    """All that happens to a worker. years: the calendar years to look at for holiday."""
    yield from _terms(worker)
    yield from _ages(worker)
    yield from _holiday(worker, years)
    yield from _leaving(worker, has_paye_scheme=has_paye_scheme)
    yield from _pension(worker, today)
    yield from of_checks(worker, dbs_months)
    for sickness in worker.sickness:
        yield from _sickness(worker, sickness, sick_pay)


def of_checks(worker: WorkerFacts, dbs_months: int | None) -> Iterator[Happening]:
    """Checks that are to be made again, and papers that run out, of anybody who works."""
    if worker.dbs_on is not None:
        due = worker.dbs_again_on
        if due is None and dbs_months is not None:
            due = months_after(worker.dbs_on, dbs_months)
        yield Happening(
            Trigger.DBS_CHECK, worker.key, worker.dbs_on, worker.name, due=due, latest=worker.end
        )
    for paper in worker.papers:
        yield of_paper(paper, latest=worker.end)


def of_paper(paper: Paper, latest: date | None = None) -> Happening:
    """A paper that runs out; it does not matter any more after `latest`."""
    return Happening(
        Trigger(paper.kind.value),
        paper.key,
        paper.expires,
        paper.about,
        long_date(paper.expires),
        latest=latest,
    )


def _terms(worker: WorkerFacts) -> Iterator[Happening]:
    if not worker.statement_given:
        yield Happening(Trigger.FIRST_DAY_WITHOUT_STATEMENT, worker.key, worker.start, worker.name)
    for day in worker.changes:
        yield Happening(Trigger.TERMS_CHANGED, worker.key, day, worker.name, long_date(day))


def _ages(worker: WorkerFacts) -> Iterator[Happening]:
    """Birthdays from the day after the first one of work on."""
    after_start = worker.start + timedelta(days=1)
    if worker.born is not None:
        yield Happening(
            Trigger.BORN,
            worker.key,
            worker.born,
            worker.name,
            earliest=after_start,
            latest=worker.end,
        )
    if worker.state_pension_day is not None:
        yield Happening(
            Trigger.STATE_PENSION_AGE,
            worker.key,
            worker.state_pension_day,
            worker.name,
            earliest=after_start,
            latest=worker.end,
        )


def _holiday(worker: WorkerFacts, years: range) -> Iterator[Happening]:
    if worker.leave_year_start is not None:
        first = worker.leave_year_start
        for year in years:
            last_day = months_after(first, MONTHS_IN_YEAR * (year - first.year)) - timedelta(days=1)
            if worker.works_on(last_day):
                yield Happening(
                    Trigger.LEAVE_YEAR_END, worker.key, last_day, worker.name, long_date(last_day)
                )
    for day in worker.carried_use_by:
        yield Happening(
            Trigger.CARRIED_HOLIDAY,
            worker.key,
            day,
            worker.name,
            long_date(day),
            latest=worker.end,
        )


def _leaving(worker: WorkerFacts, *, has_paye_scheme: bool) -> Iterator[Happening]:
    if worker.notice is not None:
        notice = worker.notice
        least = notice_weeks(worker.start, notice.given_on)
        by_law = least.from_employer if notice.by_employer else least.from_worker
        weeks = max(by_law, notice.weeks or 0)
        yield Happening(
            Trigger.NOTICE,
            worker.key,
            notice.given_on,
            worker.name,
            # It runs from the day after it was given.
            due=notice.given_on + timedelta(weeks=weeks),
        )
    if worker.end is not None and has_paye_scheme and not worker.p45_given:
        yield Happening(Trigger.LEAVING, worker.key, worker.end, worker.name, long_date(worker.end))


def _pension(worker: WorkerFacts, today: date) -> Iterator[Happening]:
    period = standing(worker.pension_events, today).opt_out_period
    if period is not None:
        yield Happening(
            Trigger.OPT_OUT_PERIOD,
            worker.key,
            period.start,
            worker.name,
            long_date(period.start),
            due=period.end,
        )
    for duty in worker.pension_duties:
        yield Happening(
            Trigger.PENSION_DUTY,
            f"{worker.key}/{duty.kind.value}",
            duty.due,
            worker.name,
            what_to_do=duty.what,
            source=duty.source,
        )


def _sickness(
    worker: WorkerFacts, sickness: Sickness, sick_pay: SickPayRules
) -> Iterator[Happening]:
    key, name, first = sickness.key, worker.name, sickness.first_day
    period = long_date(first)
    last_of_week = first + timedelta(days=SELF_CERTIFIED_DAYS - 1)
    goes_on = sickness.last_day is None
    if not sickness.self_certified:
        yield Happening(Trigger.SICK, key, first, name, period)
    longer = sickness.last_day is None or sickness.last_day > last_of_week
    if longer and not sickness.has_fit_note and sickness.fit_note_until is None:
        yield Happening(Trigger.SICK_LONGER_THAN_A_WEEK, key, first, name, period)
    if goes_on and sickness.fit_note_until is not None:
        until = sickness.fit_note_until
        yield Happening(Trigger.FIT_NOTE_ENDS, key, until, name, long_date(until))
    if sickness.ssp1_given:
        return
    if sickness.no_sick_pay_from is not None:
        unpaid = sickness.no_sick_pay_from
        yield Happening(Trigger.NO_SICK_PAY, key, unpaid, name, long_date(unpaid))
    if goes_on and sickness.sick_pay_from is not None:
        paid = sickness.sick_pay_from
        yield Happening(Trigger.SICK_PAY_STARTS, key, paid, name, long_date(paid))
        end = paid + timedelta(days=DAYS_IN_WEEK * sick_pay.most_weeks - 1)
        yield Happening(Trigger.SICK_PAY_ENDS, key, end, name, long_date(end))
