"""A P45 came, on time or late: what of it counts, and from which pay day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dpmanager.domain.pay.code_changes import FROM_HMRC, P45, NoticeKind, P45Use, use_of_p45
from dpmanager.domain.periods import Frequency, long_date, next_period, pay_period
from dpmanager.domain.rates import tax_year_of
from dpmanager.domain.steps import Step
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.pay.rates import code_uplifts
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.people.starting_code import Told, starting_code
from dpmanager.tasks.people.terms_of_work import employed
from dpmanager.words import _


@dataclass(frozen=True, slots=True)
class P45Seen:
    """What a P45 changes. from_day: the first pay day that it counts for."""

    use: P45Use
    from_day: date

    @property
    def steps(self) -> tuple[Step, ...]:
        """What counts and why, with the pay day it counts from."""
        if self.use.code is None:
            return self.use.steps
        return (*self.use.steps, Step(_("First pay day it counts for"), long_date(self.from_day)))


def look_at_p45(book: Book, worker_id: int, p45: P45, came_on: date) -> P45Seen:
    """What a P45 that came on a day would change; nothing is saved.

    Raises DPManagerError for figures that no P45 has, and for a worker who is not employed.
    """
    with book.reading() as session:
        return _seen(session, employed(session, worker_id), p45, came_on)


def take_p45(
    book: Book, worker_id: int, p45: P45, came_on: date, *, who: str, at: datetime
) -> P45Seen:
    """Saves what counts of a P45: the code as a notice, and pay and tax of the earlier job.

    Raises DPManagerError as `look_at_p45`, and where nothing of the P45 counts.
    """
    with book.task(_("A P45 came"), who=who, at=at) as session:
        worker = employed(session, worker_id)
        seen = _seen(session, worker, p45, came_on)
        if seen.use.code is None:
            raise DPManagerError(seen.use.steps[0].label)
        worker.code_notices.append(
            models.TaxCodeNotice(
                from_date=seen.from_day,
                code=seen.use.code,
                basis=seen.use.basis.value,
                notice=NoticeKind.P45.value,
            )
        )
        counts = bool(seen.use.previous_pay or seen.use.previous_tax)
        worker.previous_tax_year = tax_year_of(seen.from_day) if counts else ""
        worker.previous_pay = seen.use.previous_pay
        worker.previous_tax = seen.use.previous_tax
        return seen


def next_pay_day(session: Session, worker: models.Worker, day: date) -> date:
    """The first pay day from `day` on that was not paid yet; `day` where there are no periods."""
    if worker.first_period_start is None:
        return day
    frequency, after = Frequency(worker.pay_frequency), timedelta(days=worker.pay_day_after)
    slip = models.Payslip
    last_paid = session.scalar(select(func.max(slip.pay_date)).where(slip.worker_id == worker.id))
    period = pay_period(worker.first_period_start, frequency, max(day, worker.start_date) - after)
    while period.end + after < day or (last_paid and period.end + after <= last_paid):
        period = next_period(worker.first_period_start, frequency, period)
    return period.end + after


def _seen(session: Session, worker: models.Worker, p45: P45, came_on: date) -> P45Seen:
    if p45.left_on > came_on:
        raise DPManagerError(
            _("The last day on the P45 is after the day on which it came. Check the two dates.")
        )
    if p45.tax > p45.pay:
        raise DPManagerError(_("The tax on the P45 is more than the pay. Check the two amounts."))
    from_day = next_pay_day(session, worker, came_on)
    nation = arrangement(session).nation
    return P45Seen(
        use_of_p45(
            p45,
            started_on=worker.start_date,
            pay_date=from_day,
            emergency_code=starting_code(Told.FIRST_JOB, nation).code,
            has_code_from_hmrc=any(row.notice in FROM_HMRC for row in worker.code_notices),
            uplifts=code_uplifts(),
        ),
        from_day,
    )
