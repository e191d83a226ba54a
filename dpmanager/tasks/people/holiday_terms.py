"""Terms of holiday and of the usual week: the method, what is carried over, working days, home."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.domain.pay.figures import short
from dpmanager.domain.pay.holiday_carried import CarryReason, hours_carried_over
from dpmanager.domain.pay.holiday_fixed import FixedHours
from dpmanager.domain.pay.holiday_record import HolidayMethod
from dpmanager.domain.periods import long_date
from dpmanager.domain.rates import tax_year_of
from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.records.book import Book
from dpmanager.tasks.pay.holiday_record import leave_year_of
from dpmanager.tasks.pay.rates import known_tax_years, rates_for
from dpmanager.tasks.people.arrangement import arrangement
from dpmanager.tasks.people.terms_of_work import employed
from dpmanager.words import _

NORTHERN_IRELAND = "northern-ireland"
DAYS_OF_WEEK = 7
MOST_CHARGED = 1000


def set_holiday(
    book: Book,
    worker_id: int,
    *,
    method: HolidayMethod,
    weekly_hours: Decimal | None,
    days_a_week: Decimal | None,
    leave_year_start: date | None,
    who: str,
    at: datetime,
) -> None:
    """How holiday is earned and paid, and when the leave year starts (None: on 6 April).

    weekly_hours, days_a_week: needed for fixed hours; an average week otherwise, or None.
    Raises DPManagerError for hours that no week has, for rolled-up pay in Northern Ireland, and for
    a change to or from rolled-up pay once payslips of the leave year have been made.
    """
    with book.task(_("Change how holiday is earned"), who=who, at=at) as session:
        worker = employed(session, worker_id)
        check_holiday(session, method, weekly_hours, days_a_week)
        old = HolidayMethod(worker.holiday_method)
        if method is not old and HolidayMethod.ROLLED_UP in (method, old):
            _refuse_within_leave_year(session, worker, at.date())
        worker.holiday_method = method.value
        worker.weekly_hours = weekly_hours
        worker.days_a_week = days_a_week
        worker.leave_year_start = leave_year_start


def carry_holiday(
    book: Book,
    worker_id: int,
    *,
    day: date,
    hours: Decimal,
    reason: CarryReason,
    note: str = "",
    who: str,
    at: datetime,
) -> None:
    """Hours of holiday brought into the leave year that holds `day`.

    note: the words for another reason. Raises DPManagerError for no hours, and for more than the
    law lets be carried over for that reason.
    """
    with book.task(_("Carry holiday over"), who=who, at=at) as session:
        worker = employed(session, worker_id)
        year = leave_year_of(worker, day)
        if hours <= 0:
            raise DPManagerError(_("Type how many hours are carried over, such as 12."))
        is_fixed = worker.holiday_method == HolidayMethod.FIXED
        leave = rates_for(min(tax_year_of(year.start), known_tax_years()[-1])).annual_leave
        allowed = hours_carried_over(
            hours,
            reason,
            year.start - timedelta(days=1),
            leave,
            weekly_hours=worker.weekly_hours if is_fixed else None,
        ).hours
        if allowed < hours:
            raise DPManagerError(
                _(
                    "At most {hours} hours can be carried over for this reason. For more that "
                    "you give yourself, choose another reason."
                ).format(hours=short(allowed))
            )
        words = note.strip() if reason is CarryReason.OTHER else reason.value
        session.add(
            models.HolidayCarried(
                worker_id=worker.id, leave_year_start=year.start, hours=hours, reason=words
            )
        )


def remove_carried(book: Book, carried_id: int, *, who: str, at: datetime) -> None:
    """Takes hours that were carried over away."""
    with book.task(_("Remove holiday carried over"), who=who, at=at) as session:
        session.delete(session.get_one(models.HolidayCarried, carried_id))


def set_working_days(
    book: Book, worker_id: int, days: Collection[int], *, who: str, at: datetime
) -> None:
    """The days of the week that count for sick pay, 0 for Monday. Raises DPManagerError for none.

    Source: GOV.UK, Statutory Sick Pay: https://www.gov.uk/statutory-sick-pay (qualifying days).
    """
    with book.task(_("Change the days for sick pay"), who=who, at=at) as session:
        worker = employed(session, worker_id)
        if not days or not set(days) <= set(range(DAYS_OF_WEEK)):
            raise DPManagerError(_("Choose at least one day. It is a day on which they work."))
        worker.working_days = "".join(str(day) for day in sorted(set(days)))


def set_home(
    book: Book, worker_id: int, nightly_charge: Decimal | None, *, who: str, at: datetime
) -> None:
    """Pounds a night for a home from the employer, 0 for a free one; None where there is none.

    Raises DPManagerError for an amount that cannot be right.
    """
    with book.task(_("Change the home that comes with the job"), who=who, at=at) as session:
        worker = employed(session, worker_id)
        if nightly_charge is not None and not 0 <= nightly_charge <= MOST_CHARGED:
            raise DPManagerError(_("Type what one night costs them, in pounds. It may be 0."))
        worker.home_nightly_charge = nightly_charge


def set_payroll_by(book: Book, worker_id: int, payroll_by: str, *, who: str, at: datetime) -> None:
    """Who works the pay out: own, or bureau. Raises DPManagerError for anything else."""
    with book.task(_("Change who works the pay out"), who=who, at=at) as session:
        worker = employed(session, worker_id)
        if payroll_by not in ("own", "bureau"):
            raise DPManagerError(_("Choose who works the pay out."))
        worker.payroll_by = payroll_by


def check_holiday(
    session: Session,
    method: HolidayMethod,
    weekly_hours: Decimal | None,
    days_a_week: Decimal | None,
) -> None:
    """Raises DPManagerError for hours that no week has, and for a method that the law forbids."""
    if method is HolidayMethod.ROLLED_UP:
        _refuse_in_northern_ireland(session)
    if weekly_hours is not None and days_a_week is not None:
        FixedHours(weekly_hours, days_a_week)
    elif method is HolidayMethod.FIXED:
        raise DPManagerError(_("For fixed hours, type the hours a week and the days a week."))


def _refuse_in_northern_ireland(session: Session) -> None:
    if arrangement(session).nation == NORTHERN_IRELAND:
        raise DPManagerError(
            _(
                "In Northern Ireland holiday cannot be paid with each hour. It is paid when it is "
                "taken. Choose another way."
            )
        )


def _refuse_within_leave_year(session: Session, worker: models.Worker, today: date) -> None:
    """Holiday would be paid twice, or be lost, if pay changed within a leave year."""
    year = leave_year_of(worker, today)
    slip = models.Payslip
    paid = session.scalar(
        select(slip.id)
        .where(slip.worker_id == worker.id, slip.end >= year.start, slip.start <= year.end)
        .limit(1)
    )
    if paid is not None:
        raise DPManagerError(
            _(
                "Pay of this leave year was made already. Holiday would be paid twice or lost. "
                "Change this from {day}, before the first pay of the next leave year."
            ).format(day=long_date(year.end + timedelta(days=1)))
        )
