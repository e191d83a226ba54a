"""What if: the facts of a forecast with one thing changed. Nothing is saved."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from decimal import Decimal

from dpmanager.domain.amounts import ZERO, pence_nearest, total
from dpmanager.domain.budget.forecast import Forecast, ForecastFacts
from dpmanager.domain.budget.movement import Movement, Why
from dpmanager.domain.budget.pay_ahead import PayDayAhead, WorkerAhead
from dpmanager.domain.hours.rota import monday_of
from dpmanager.domain.hours.shifts import HourKind, Shift, worked_minutes
from dpmanager.domain.pay.gross import DatedRate, gross_lines, is_in_force
from dpmanager.domain.pay.notice import notice_pay, notice_weeks
from dpmanager.domain.pay.service import age_on
from dpmanager.domain.periods import Period
from dpmanager.domain.rates import MinimumWageRates
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.words import _

MOST_MORE_HOURS = 50
LONGEST_DAY = 10 * 60
WORKING_DAYS = 5
STARTS = time(8)
WEEK = timedelta(weeks=1)
_PaidFor = tuple[HourKind, str | None]
"""A kind of hour, and of care as in `DatedRate`."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A forecast as things are, and with the change."""

    plain: Forecast
    changed: Forecast

    @property
    def difference(self) -> Decimal:
        """Pounds more at the end with the change; below nothing for less."""
        return self.free(self.changed) - self.free(self.plain)

    @staticmethod
    def free(one: Forecast) -> Decimal:
        """Pounds at the end after what is owed then."""
        return one.left.free


@dataclass(frozen=True, slots=True)
class Leaving:
    """A worker who stops. last_day: of work. by_employer: it is the employer who ends the job.

    cover: the name of who works the hours from then on; "" for nobody.
    """

    worker: str
    last_day: date
    by_employer: bool = False
    cover: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """The facts without the worker, and what is paid at the end of the job, in pounds.

    notice_until: the last day of the notice that the law asks for, given today. in_place: pay in
    place of notice that is not worked, where the employer ends the job.
    """

    facts: ForecastFacts
    notice_until: date
    holiday: Decimal
    in_place: Decimal
    steps: tuple[Step, ...]


def with_rise(facts: ForecastFacts, by: Decimal, from_day: date, worker: str = "") -> ForecastFacts:
    """Pay higher by so many pounds an hour from a day on, of one worker or of all.

    A sleep-in is paid by the night and stays as it is.
    """
    return _change(facts, worker, lambda one: replace(one, rates=_raised(one.rates, by, from_day)))


def with_least_pay(
    facts: ForecastFacts, from_day: date, rates: MinimumWageRates | Decimal
) -> ForecastFacts:
    """Nobody is paid less than the new minimum wage from a day on.

    rates: those that are known, by age; or pounds an hour that count for everybody.
    """

    def lifted(worker: WorkerAhead) -> WorkerAhead:
        least = _least(rates, from_day, worker.born)
        return replace(worker, rates=_at_least(worker.rates, least, from_day))

    return _change(facts, "", lifted)


def with_hours(facts: ForecastFacts, worker: str, hours: Decimal, from_day: date) -> ForecastFacts:
    """So many hours more in each week, or fewer where it is below nothing, from a day on.

    More hours are put on weekdays; fewer are taken from the end of each week. Raises
    DPManagerError for more than 50.
    """
    if abs(hours) > MOST_MORE_HOURS:
        raise DPManagerError(
            _("Write at most {most} hours more or fewer.").format(most=MOST_MORE_HOURS)
        )
    minutes = int((hours * 60).to_integral_value())
    start = max(from_day, facts.today + timedelta(days=1))

    def changed(one: WorkerAhead) -> WorkerAhead:
        if not minutes:
            return one
        until = min(facts.end, one.leaves or facts.end)
        shifts = (
            (*one.shifts, *_added(minutes, start, until))
            if minutes > 0
            else tuple(_shortened(one.shifts, -minutes, start))
        )
        return replace(one, shifts=shifts)

    return _change(facts, worker, changed)


def with_cost(facts: ForecastFacts, day: date, amount: Decimal, name: str) -> ForecastFacts:
    """Something is bought once, for pounds above nothing."""
    if not amount:
        return facts
    bought = Movement(day, -amount, Why.ONCE, name)
    return replace(facts, to_come=(*facts.to_come, bought))


def with_leaver(facts: ForecastFacts, leaving: Leaving) -> Left:
    """Somebody leaves: holiday that is owed is paid, and the hours end or go to somebody else.

    Where the employer ends the job before the notice is over, the rest of it is paid. Redundancy
    pay is not in it. Raises DPManagerError for somebody who is not there.
    """
    worker = _find(facts, leaving.worker)
    notice = notice_weeks(worker.started, max(facts.today, worker.started))
    weeks = notice.from_employer if leaving.by_employer else notice.from_worker
    until = facts.today + weeks * WEEK
    if leaving.last_day >= facts.end:
        return Left(facts, until, ZERO, ZERO, notice.steps)
    last_day = max(leaving.last_day, facts.today)
    stays = tuple(shift for shift in worker.shifts if shift.day <= last_day)
    gone = tuple(shift for shift in worker.shifts if shift.day > last_day)
    steps = [*notice.steps]
    in_place = ZERO
    if leaving.by_employer and last_day < until:
        missed = Decimal((until - last_day).days) / 7
        paid = notice_pay(missed, _weeks_pay(worker, facts))
        in_place = paid.amount
        steps += paid.steps
    left = replace(
        worker,
        shifts=stays,
        leaves=last_day,
        holiday_owed=worker.holiday_owed + in_place,
        pay_days=tuple(one for one in worker.pay_days if one.period.start <= last_day),
    )
    if not any(last_day in one.period for one in left.pay_days):
        left = replace(
            left, pay_days=(*left.pay_days, PayDayAhead(Period(last_day, last_day), last_day))
        )
    changed = _change(facts, leaving.worker, lambda _one: left)
    if leaving.cover:
        changed = _change(changed, leaving.cover, lambda one: _takes_over(one, gone))
    return Left(changed, until, worker.holiday_owed, in_place, tuple(steps))


def _takes_over(worker: WorkerAhead, shifts: Iterable[Shift]) -> WorkerAhead:
    """With the shifts of another within the pay periods that are to come."""
    own = {rate.kind for rate in worker.rates}
    taken = [
        replace(shift, kind=HourKind.WEEKDAY)
        if shift.kind is HourKind.SLEEP_IN and HourKind.SLEEP_IN not in own
        else shift
        for shift in shifts
        if any(shift.day in one.period for one in worker.pay_days)
    ]
    return replace(worker, shifts=(*worker.shifts, *taken))


def _change(
    facts: ForecastFacts, name: str, change: Callable[[WorkerAhead], WorkerAhead]
) -> ForecastFacts:
    """The facts with one worker changed, or all of them where none is named."""
    if name:
        _find(facts, name)
    return replace(
        facts,
        workers=tuple(
            change(worker) if name in ("", worker.name) else worker for worker in facts.workers
        ),
    )


def _find(facts: ForecastFacts, name: str) -> WorkerAhead:
    for worker in facts.workers:
        if worker.name == name:
            return worker
    raise DPManagerError(
        _("{worker} has no work in this forecast. Choose somebody else.").format(worker=name)
    )


def _raised(rates: Sequence[DatedRate], by: Decimal, day: date) -> tuple[DatedRate, ...]:
    if not by:
        return tuple(rates)
    found = list(rates)
    for what, now in _hourly_rates(rates, day):
        found = [
            replace(rate, amount=max(ZERO, rate.amount + by))
            if _paid_for(rate) == what and rate.from_date > day
            else rate
            for rate in found
            if (_paid_for(rate), rate.from_date) != (what, day)
        ]
        if now is not None:
            found.append(replace(now, from_date=day, amount=max(ZERO, now.amount + by)))
    return tuple(found)


def _at_least(rates: Sequence[DatedRate], least: Decimal, day: date) -> tuple[DatedRate, ...]:
    found = list(rates)
    for what, now in _hourly_rates(rates, day):
        if now is not None and now.amount < least:
            found = [rate for rate in found if (_paid_for(rate), rate.from_date) != (what, day)]
            found.append(replace(now, from_date=day, amount=least))
        found = [
            replace(rate, amount=max(rate.amount, least))
            if _paid_for(rate) == what and rate.from_date > day
            else rate
            for rate in found
        ]
    return tuple(found)


def _hourly_rates(
    rates: Sequence[DatedRate], day: date
) -> Iterator[tuple[_PaidFor, DatedRate | None]]:
    """Each kind of hour and of care that has a rate of its own, with the one on a day."""
    for what in dict.fromkeys(map(_paid_for, rates)):
        if what[0] is not HourKind.SLEEP_IN:
            own = (rate for rate in rates if _paid_for(rate) == what)
            yield what, next((rate for rate in own if is_in_force(rate, day, rates)), None)


def _paid_for(rate: DatedRate) -> _PaidFor:
    return rate.kind, rate.service_type


def _least(rates: MinimumWageRates | Decimal, day: date, born: date | None) -> Decimal:
    if isinstance(rates, Decimal):
        return rates
    if born is None:
        return rates.by_age[0].hourly
    age = age_on(day, born)
    return next(row.hourly for row in rates.by_age if age >= row.from_age)


def _added(minutes: int, start: date, until: date) -> Iterator[Shift]:
    """The minutes of each week on its weekdays, at most ten hours a day."""
    monday = monday_of(start)
    while monday <= until:
        left = minutes
        for number in range(WORKING_DAYS):
            day = monday + timedelta(days=number)
            length = min(left, LONGEST_DAY)
            if length and start <= day <= until:
                end = timedelta(hours=STARTS.hour, minutes=length)
                hour, minute = divmod(end // timedelta(minutes=1), 60)
                yield Shift(day, STARTS, time(hour, minute), HourKind.WEEKDAY)
            left -= length
        monday += WEEK


def _shortened(shifts: Sequence[Shift], minutes: int, start: date) -> Iterator[Shift]:
    """The shifts with so many minutes taken from the end of each week; a sleep-in stays."""
    left: dict[date, int] = {}
    kept = []
    for shift in sorted(shifts, key=lambda one: (one.day, one.start), reverse=True):
        if shift.day < start or shift.kind is HourKind.SLEEP_IN:
            kept.append(shift)
            continue
        monday, length = monday_of(shift.day), worked_minutes(shift)
        cut = min(length, left.get(monday, minutes))
        left[monday] = left.get(monday, minutes) - cut
        if cut < length:
            kept.append(replace(shift, break_minutes=shift.break_minutes + cut))
    yield from reversed(kept)


def _weeks_pay(worker: WorkerAhead, facts: ForecastFacts) -> Decimal:
    """Pounds before tax of an average week of the work to come."""
    shifts = [shift for shift in worker.shifts if shift.day > facts.today]
    weeks = Decimal((facts.end - facts.today).days) / 7
    gross = total(line.amount for line in gross_lines(shifts, worker.rates))
    return pence_nearest(gross / weeks) if weeks > 0 else ZERO
