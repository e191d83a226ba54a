"""The pay days of the book: those that were paid, those that wait, and those that will come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.deadlines.facts import PayDay
from dpmanager.domain.periods import Frequency, Period, next_period, pay_period
from dpmanager.domain.wording import names_in_words
from dpmanager.records import models
from dpmanager.tasks.hours.something_to_pay import something_to_pay
from dpmanager.tasks.pay.terms import pension_standing

LOOKED_BACK = timedelta(days=400)
"""As far as a deadline of a pay day can still be of interest, and a tax year before that."""
BUREAU = "bureau"


@dataclass
class _Paid:
    """Who is paid on a day, each once, and whether contributions are taken from any of it."""

    names: dict[str, None] = field(default_factory=dict)
    with_pension: bool = False


def pay_days(
    session: Session, workers: Sequence[models.Worker], today: date, until: date
) -> tuple[PayDay, ...]:
    """All pay days of these workers up to `until`, one for each day and way of working it out.

    A planned one is that of the usual pay periods: it is not known yet whether there will be hours.
    """
    has_scheme = session.scalar(select(models.PensionScheme.id)) is not None
    found: dict[tuple[date, bool], _Paid] = {}

    def add(name: str, day: date, *, by_bureau: bool, with_pension: bool) -> None:
        paid = found.setdefault((day, by_bureau), _Paid())
        paid.names[name] = None
        paid.with_pension |= with_pension

    since = today - LOOKED_BACK
    slip = models.Payslip
    for name, day, made_by, pension in session.execute(
        select(
            models.Worker.name,
            slip.pay_date,
            slip.made_by,
            slip.employee_pension + slip.employer_pension,
        )
        .join(models.Worker, models.Worker.id == slip.worker_id)
        .where(slip.pay_date >= since)
        .order_by(slip.pay_date, slip.id)
    ):
        add(name, day, by_bureau=made_by == BUREAU, with_pension=bool(pension))
    settled, waiting = _settled(session, since), _waiting(session)
    for worker in workers:
        after = timedelta(days=worker.pay_day_after)
        for day in (
            *(end + after for end in waiting.get(worker.id, ())),
            *_planned(worker, settled, today, until),
        ):
            add(
                worker.name,
                day,
                by_bureau=worker.payroll_by == BUREAU,
                with_pension=has_scheme and pension_standing(worker, day).contributes,
            )
    return tuple(
        PayDay(day, names_in_words(list(paid.names)), paid.with_pension, by_bureau)
        for (day, by_bureau), paid in sorted(found.items(), key=lambda each: each[0])
    )


def _settled(session: Session, since: date) -> dict[int, set[date]]:
    """The first days of each worker's periods that are paid already."""
    starts: dict[int, set[date]] = {}
    sheet = models.Timesheet
    for worker_id, start in session.execute(
        select(sheet.worker_id, sheet.start).where(sheet.state == "paid", sheet.end >= since)
    ):
        starts.setdefault(worker_id, set()).add(start)
    return starts


def _waiting(session: Session) -> dict[int, list[date]]:
    """The last days of each worker's timesheets with something to pay that are not paid."""
    ends: dict[int, list[date]] = {}
    sheet = models.Timesheet
    for worker_id, end in session.execute(
        select(sheet.worker_id, sheet.end).where(sheet.state != "paid", something_to_pay())
    ):
        ends.setdefault(worker_id, []).append(end)
    return ends


def _planned(
    worker: models.Worker, settled: dict[int, set[date]], today: date, until: date
) -> Iterator[date]:
    """The pay days from today on of the worker's usual pay periods that are not paid."""
    if worker.first_period_start is None or not worker.pay_frequency:
        return
    after = timedelta(days=worker.pay_day_after)
    for period in _periods(worker, max(today - after, worker.start_date)):
        day = period.end + after
        if day > until or (worker.end_date is not None and period.start > worker.end_date):
            return
        if day >= today and period.start not in settled.get(worker.id, ()):
            yield day


def _periods(worker: models.Worker, day: date) -> Iterator[Period]:
    """The usual pay periods in order, from the one that holds a day on."""
    first, frequency = worker.first_period_start, Frequency(worker.pay_frequency)
    assert first is not None
    period = pay_period(first, frequency, max(day, first))
    while True:
        yield period
        period = next_period(first, frequency, period)
